"""A conflict in option form as a dossier: its states under their printed numbers, its rankings as they are printed.

Each state that a ranking names becomes a fact (`s7`, state 7), so that a ranking reads as in print:
`outcomes: [s9, s3, s4]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from math import prod
from typing import Any

from overture.conflict import relation
from overture.conflict.errors import ConflictError, DoesNotFit
from overture.conflict.forms.graph import State
from overture.conflict.forms.option_form import NamedOption, OptionForm, feasible_states
from overture.exchange.called import Called, call, starting_value, values_of
from overture.exchange.conflict_dossier import ConflictDossier, conjunction, disjunction, excluding
from overture.exchange.writing import one_line

MOST_STATES = 600
"""States that are named one by one; beyond, a ranking is better told by statements."""

MOST_ON_MENU = 128
"""Packages of the proposer that may all be on the menu; of more, those that change one option are named."""


Statement = str | Mapping[str, Any] | tuple[str, ...]
"""A formula over the ids, an entry of the language, or patterns of which one holds (`("YY-", "NN-")`)."""


@dataclass(frozen=True)
class Head:
    """What a dossier needs beside the conflict. Without a proposer the first decision maker is taken."""

    title: str
    as_of: date
    proposer: str = ""
    citation: str = ""
    remarks: tuple[str, ...] = ()


def option_form_dossier(
    form: OptionForm,
    head: Head,
    *,
    infeasible: Sequence[str] = (),
    statements: Mapping[str, Sequence[Statement]] | None = None,
    texts: Mapping[str, str] | None = None,
    told: Mapping[int, str] | None = None,
    printed: Sequence[int] = (),
    name_all: bool = False,
) -> ConflictDossier:
    """The dossier of a conflict, which has the same states, moves and rankings.

    infeasible: the patterns that exclude states, as `feasible_states` takes them; they become rules. Without
    them the rule is that the states are those of the form. statements: for a decision maker, statements in
    place of its ranking; they must give the same. texts: options, and decision makers, in words. told: what a
    state is called, by its number. printed: for each state of the form its number in print, where print draws
    several as one; such a number becomes a fact that stands for them (`s9: s9_a or s9_b`). name_all: states become
    facts also where neither a ranking nor a rule names one.

    Raises ConflictError where the patterns leave other states than the form has, or where no state agrees
    with what cannot be taken back, DoesNotFit for more states than are named one by one.

    >>> form = OptionForm(
    ...     ("North", "South"), (NamedOption("Fish", "North"), NamedOption("Patrol", "South")),
    ...     ((0, 0), (1, 0), (0, 1)), {"North": ((2,), (1,), (3,)), "South": ((1, 3), (2,))},
    ... )
    >>> written = option_form_dossier(form, Head("The bank", date(2024, 1, 15)), infeasible=["YY"])
    >>> print(written.text())
    overture: 1
    title: The bank
    as_of: 2024-01-15
    proposer: north
    actors:
      north: {name: North}
      south: {name: South}
    options:
      north:
        fish: {text: Fish}
      south:
        patrol: {text: Patrol}
    rules:
      excluded_1: not (fish and patrol)
    facts:
      s1: {when: not fish and not patrol, text: state 1, basis: fact}
      s2: {when: fish and not patrol, text: state 2, basis: fact}
      s3: {when: not fish and patrol, text: state 3, basis: fact}
    preferences:
      north: {outcomes: [s2, s1]}
      # last of north: s3
      south: {outcomes: [s1 or s3]}
      # last of south: s2
    <BLANKLINE>
    """
    statements, texts = statements or {}, texts or {}
    options = _starting(form)
    counts = {dm: max(len(statements.get(dm, ())), len(form.rankings[dm])) for dm in form.decision_makers}
    called = call(form.decision_makers, options, texts, counts)
    states = dict(zip(form.numbers, form.states, strict=True))
    facts = _Facts(states, called, told or {}, "print" if head.citation else "", printed or form.numbers)
    rules = _rules(infeasible, called)
    if infeasible and set(feasible_states(form.shape, infeasible)) != set(form.states):
        raise ConflictError("the patterns leave other states than the conflict has: mend the one or the other")
    if not infeasible and len(form.states) < prod(form.shape):
        rules[called.names.new("only states")] = {"rule": facts.any_of(form.numbers), "text": "the states of the table"}
    preferences: dict[str, Sequence[Any]] = {}
    outcomes, last = {}, {}
    for dm in form.decision_makers:
        actor, ranking = called.actors[dm], form.rankings[dm]
        if statements.get(dm) or len(ranking) == 1:
            preferences[actor] = _statements(statements.get(dm, ()), called)
        else:
            # a state that satisfies no formula comes last: the last group need not be written
            outcomes[actor] = tuple(facts.any_of(group) for group in ranking[:-1])
            last[actor] = f"last of {actor}: {', '.join(facts.listed(ranking[-1]))}"
    written = _assembled(head, called, rules, preferences, texts, set(form.states).__contains__)
    entries = facts.entries() if facts.named or name_all else {}
    return replace(written, facts=entries, outcomes=outcomes, last=last)


def stated_dossier(
    decision_makers: Sequence[str],
    options: Sequence[NamedOption],
    head: Head,
    *,
    infeasible: Sequence[str],
    statements: Mapping[str, Sequence[Statement]],
    texts: Mapping[str, str],
    feasible: Callable[[State], bool],
    named: Mapping[int, State],
) -> ConflictDossier:
    """The dossier of a conflict whose rankings are all given by statements, so that no state need be named for them.

    What the options are `now` must be feasible. A decision maker without statements finds all states alike.
    `feasible` says whether a setting is. named: states that become facts, by their numbers.
    """
    called = call(decision_makers, options, texts, {dm: len(statements.get(dm, ())) for dm in decision_makers})
    preferences = {called.actors[dm]: _statements(statements.get(dm, ()), called) for dm in decision_makers}
    facts = _Facts(named, called, {}, "print" if head.citation else "", tuple(named))
    written = _assembled(head, called, _rules(infeasible, called), preferences, texts, feasible)
    return replace(written, facts=facts.entries())


def _assembled(
    head: Head, called: Called, rules: Mapping[str, Any], preferences: Mapping[str, Sequence[Any]],
    texts: Mapping[str, str], feasible: Callable[[State], bool],
) -> ConflictDossier:  # fmt: skip
    proposer = called.actors[head.proposer or next(iter(called.actors))]
    return ConflictDossier(
        title=head.title,
        as_of=head.as_of,
        proposer=proposer,
        proposals=_proposals(called, proposer, feasible),
        actors={key: texts.get(name, name) for name, key in called.actors.items()},
        options=called.options,
        rules=rules,
        preferences=preferences,
        sources={"print": {"title": one_line(head.citation)}} if head.citation else {},
        remarks=head.remarks,
    )


def _proposals(called: Called, proposer: str, feasible: Callable[[State], bool]) -> dict[str, dict[str, str]]:
    """Of many packages, those that change one option; of few, none need be named: all are on the menu."""
    own = [n for n, option in enumerate(called.options) if option.owner == proposer]
    if prod(len(called.options[n].marks) for n in own) <= MOST_ON_MENU:
        return {}
    now = tuple(option.marks.index(option.now) for option in called.options)
    found = {}
    for n in own:
        option = called.options[n]
        final = option.final if isinstance(option.final, bool) else [option.marks.index(v) for v in option.final]
        allowed = relation(len(option.marks), now[n], final=final, no_return=option.no_return)[now[n]]
        for value, mark in enumerate(option.marks):
            if value != now[n] and allowed[value] and feasible((*now[:n], value, *now[n + 1 :])):
                found[called.names.new(f"{option.id} {mark}", 9)] = {option.id: mark}
    return found


def _rules(infeasible: Sequence[str], called: Called) -> dict[str, Any]:
    return {
        called.names.new(f"excluded {number}"): excluding(values_of(pattern), called.options)
        for number, pattern in enumerate(infeasible, 1)
    }


def _statements(given: Sequence[Statement], called: Called) -> list[Any]:
    """The statements as the language writes them; `true` where there is none, for then all states are alike."""
    written = [
        disjunction([values_of(pattern) for pattern in one], called.options) if isinstance(one, tuple) else one
        for one in given
    ]
    return written or ["true"]


class _Facts:
    """A fact for each state, by its number; `named` once a ranking or rule names one.

    A number of print that several states share is a fact too, which says that one of them holds.
    """

    def __init__(
        self, states: Mapping[int, State], called: Called, told: Mapping[int, str], source: str, printed: Sequence[int]
    ) -> None:
        self.states, self.called, self.told, self.source = states, called, told, source
        self.together: dict[int, list[int]] = {}
        for own, number in zip(states, printed, strict=True):
            self.together.setdefault(number, []).append(own)
        self.ends = {
            own: str(number) if len(states) == 1 else f"{number}_{_letters(at)}"
            for number, states in self.together.items()
            for at, own in enumerate(states)
        }
        stems = chain(("s", "state_"), (f"state_{n}_" for n in count(2)))
        ends = {*self.ends.values(), *map(str, self.together)}
        self.stem = next(s for s in stems if called.names.taken.isdisjoint(f"{s}{end}" for end in ends))
        self.named = False

    def fact(self, number: int) -> str:
        """The id of the fact that this is the state."""
        if len(self.states) > MOST_STATES:
            raise DoesNotFit(
                f"{len(self.states):,} states are too many to name one by one; {MOST_STATES} are the most. "
                "Say by ordered statements what each decision maker wants, and by conditions what is infeasible"
            )
        self.named = True
        return f"{self.stem}{self.ends[number]}"

    def listed(self, numbers: Sequence[int]) -> list[str]:
        """The facts that stand for some states, those that print draws as one by one name where all are meant."""
        wanted, found = set(numbers), []
        for printed, states in self.together.items():
            if len(states) > 1 and wanted.issuperset(states):
                wanted.difference_update(states[1:])
                found.append((states[0], f"{self.stem}{printed}"))
        names = dict(found)
        return [names.get(number) or self.fact(number) for number in numbers if number in wanted]

    def any_of(self, numbers: Sequence[int]) -> str:
        """The formula that this is one of several states."""
        return _one_of(self.listed(numbers))

    def entries(self) -> dict[str, Any]:
        known: dict[str, str] = {"from": self.source} if self.source else {"basis": "fact"}
        found: dict[str, Any] = {}
        for printed, states in self.together.items():
            if len(states) > 1:
                what = self.told.get(states[0], f"state {printed}")
                text = f"{len(states)} states that print draws as one: {what}"
                found[f"{self.stem}{printed}"] = {"when": _one_of(list(map(self.fact, states))), "text": text, **known}
            for number in states:
                found[self.fact(number)] = {
                    "when": conjunction(dict(enumerate(self.states[number])), self.called.options),
                    "text": self.told.get(number, f"state {self.ends[number].replace('_', ' ')}"),
                    **known,
                }
        return found


def _one_of(facts: Sequence[str]) -> str:
    return " or ".join(facts) if len(facts) <= 8 else f"at least 1 of ({'; '.join(facts)})"


def _letters(place: int) -> str:
    """a, b, ..., z, aa, ab, ...

    >>> _letters(0), _letters(25), _letters(26)
    ('a', 'z', 'aa')
    """
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


def _starting(form: OptionForm) -> tuple[NamedOption, ...]:
    """The options with a feasible status quo: that of the form, or else the nearest of its states."""
    now = tuple(option.now for option in form.options)
    nearest = sorted(form.states, key=lambda state: sum(a != b for a, b in zip(state, now, strict=True)))
    for state in nearest:
        options = [starting_value(option, value) for option, value in zip(form.options, state, strict=True)]
        if None not in options:
            return tuple(o for o in options if o is not None)
    raise ConflictError("what is so now is no feasible state, and an option that cannot be taken back hangs on it")
