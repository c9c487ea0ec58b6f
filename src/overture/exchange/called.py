"""What the parts of a conflict are called in a dossier: ids for names, words for values, the value that is so now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from overture.conflict import relation
from overture.conflict.forms.option_form import NamedOption
from overture.dossier.names import fresh
from overture.dossier.short_names import Names, short_name
from overture.exchange.conflict_dossier import WrittenOption
from overture.exchange.writing import one_line
from overture.logic import is_wording


@dataclass(frozen=True)
class Called:
    """The ids of actors by name, and the options with their ids, in the order of the conflict."""

    actors: Mapping[str, str]
    options: tuple[WrittenOption, ...]
    names: Names


def call(
    decision_makers: Sequence[str], options: Sequence[NamedOption], texts: Mapping[str, str],
    statements: Mapping[str, int],
) -> Called:  # fmt: skip
    """Ids for everybody and every option, none of them that of a statement without an id of its own."""
    names = Names()
    actors: dict[str, str] = {}
    for dm in decision_makers:
        actors[dm] = names.new(_short(texts.get(dm, dm)))
        names.taken |= {f"{actors[dm]}_{n}" for n in range(1, statements.get(dm, 0) + 1)}
    written = []
    for option in options:
        values = {} if option.values == ("no", "yes") else _values(option.values)
        marks = tuple(values) or option.values
        final = option.final if isinstance(option.final, bool) else tuple(marks[v] for v in option.final)
        text = texts.get(option.name, option.name)
        key = names.new(_short(text))
        now = marks[option.now]
        written.append(WrittenOption(key, actors[option.owner], text, now, values, final, option.no_return))
    return Called(actors, tuple(written), names)


def values_of(pattern: str) -> dict[int, int]:
    """A pattern of Y, N, - and digits as the values that it names, by option.

    >>> values_of("Y-N2")
    {0: 1, 2: 0, 3: 2}
    """
    known = {"Y": 1, "y": 1, "N": 0, "n": 0}
    return {n: known.get(mark, int(mark) if mark.isdecimal() else 0) for n, mark in enumerate(pattern) if mark != "-"}


def _short(text: str) -> str:
    """The start of a name: an id is no place for a sentence."""
    return one_line(text)[:48]


def _values(values: Sequence[str]) -> dict[str, str]:
    """The values of a choice by the words that formulas use for them.

    >>> _values(["silent", "no answer", "or"])
    {'silent': 'silent', 'no_answer': 'no answer', 'or_2': 'or'}
    """
    found: dict[str, str] = {}
    for value in values:
        word = value if is_wording(value) else short_name(_short(value))
        found[fresh(word, found if is_wording(word) else (*found, word))] = value
    return found


def starting_value(option: NamedOption, now: int) -> NamedOption | None:
    """The same option with the same moves, but another value now; None where it cannot be told so.

    >>> starting_value(NamedOption("strike", "us", now=0, final=True), 1).final
    (1,)
    """
    before = relation(len(option.values), option.now, final=option.final, no_return=option.no_return)
    staying = tuple(int(v) for v in range(len(option.values)) if before[v].sum() == 1)
    forms: tuple[bool | tuple[int, ...], ...] = (False, True, staying)
    for final in forms:
        after = relation(len(option.values), now, final=final)
        if (before == after).all():
            return replace(option, now=now, final=final, no_return=False)
    return option if now == option.now else None
