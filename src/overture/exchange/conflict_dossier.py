"""A conflict as the text of a dossier: who can do what, what is excluded, what each wants, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from overture.exchange.tables import ImportProblem
from overture.exchange.writing import one_line
from overture.files.diagnostics import DossierError
from overture.files.yaml_writing import block, entry, flow, scalar

Outcomes = tuple[str, ...]


@dataclass(frozen=True)
class WrittenOption:
    """An option under the id that formulas name it by. Without `values` it is yes/no; else value -> its text."""

    id: str
    owner: str
    text: str
    now: str
    values: Mapping[str, str] = field(default_factory=dict)
    final: bool | tuple[str, ...] = False
    no_return: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """Its values as formulas write them."""
        return tuple(self.values) or ("no", "yes")

    def at(self, value: int) -> str:
        """The formula that it has the value of this number.

        >>> WrittenOption("strike", "us", "Strike", "no").at(0)
        'not strike'
        """
        if self.values:
            return f"{self.id} is {self.marks[value]}"
        return self.id if value else f"not {self.id}"

    def entry(self) -> dict[str, Any]:
        found: dict[str, Any] = {"ask" if self.values else "text": one_line(self.text)}
        if self.values:
            found["choices"] = {value: one_line(text) for value, text in self.values.items()}
        if self.values or self.now != "no":
            found["now"] = self.now
        if self.final:
            found["final"] = self.final if isinstance(self.final, bool) else list(self.final)
        if self.no_return:
            found["no_return"] = True
        return found


@dataclass(frozen=True)
class ConflictDossier:
    """What a conflict says, in the words of the language; `text` writes it down.

    actors: id -> name. rules and facts: id -> a formula, or an entry. preferences: actor -> statements, most
    important first. outcomes: actor -> a ranking of formulas, best first; `last` says in a remark which states
    come after all of them. remarks: what a reader should know of where it comes from.
    """

    title: str
    as_of: date
    proposer: str
    actors: Mapping[str, str]
    options: Sequence[WrittenOption]
    rules: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    preferences: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    outcomes: Mapping[str, Outcomes] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    proposals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self) -> str:
        """The dossier. Raises `ImportProblem` where the language could not hold it."""
        lines = [f"# {one_line(remark)}" for remark in self.remarks]
        lines += ["overture: 1", f"title: {scalar(one_line(self.title) or 'A conflict')}", f"as_of: {self.as_of}"]
        lines += [f"proposer: {self.proposer}"]
        if self.sources:
            lines += ["sources:", *block(self.sources, 2)]
        lines += ["actors:", *block({key: {"name": one_line(name) or key} for key, name in self.actors.items()}, 2)]
        lines += ["options:"]
        for owner in dict.fromkeys(o.owner for o in self.options):
            lines += [f"  {owner}:"]
            lines += block({o.id: o.entry() for o in self.options if o.owner == owner}, 4)
        for section in ("rules", "facts"):
            if getattr(self, section):
                lines += [f"{section}:", *block(getattr(self, section), 2)]
        lines += ["preferences:"]
        for actor, statements in self.preferences.items():
            lines += entry(actor, list(statements), 2)
        for actor, ranking in self.outcomes.items():
            lines += [f"  {actor}: {{outcomes: {flow(list(ranking))}}}"]
            if actor in self.last:
                lines += [f"  # {one_line(self.last[actor])}"]
        if self.proposals:
            lines += ["proposals:", *block(self.proposals, 2)]
        written = "\n".join(lines) + "\n"
        _reads_back(written)
        return written


def conjunction(values: Mapping[int, int], options: Sequence[WrittenOption]) -> str:
    """The formula that the options with these numbers have these values.

    >>> strike, talk = (WrittenOption(name, "us", name, "no") for name in ("strike", "talk"))
    >>> conjunction({0: 1, 1: 0}, [strike, talk])
    'strike and not talk'
    """
    return " and ".join(options[number].at(value) for number, value in sorted(values.items())) or "true"


def excluding(values: Mapping[int, int], options: Sequence[WrittenOption]) -> str:
    """The formula that the options with these numbers do not all have these values, told without `not` where it can.

    >>> options = [WrittenOption(name, "us", name, "no") for name in ("strike", "talk", "wait")]
    >>> excluding({0: 1, 1: 1}, options), excluding({0: 0, 1: 0}, options), excluding({0: 1, 1: 0, 2: 0}, options)
    ('not (strike and talk)', 'strike or talk', 'strike implies talk or wait')
    """
    missing = {number: 1 for number, value in values.items() if value == 0 and not options[number].values}
    there = conjunction({n: v for n, v in values.items() if n not in missing}, options)
    if not missing:
        return f"not ({there})" if len(values) > 1 else f"not {there}"
    wanted = " or ".join(options[number].at(1) for number in sorted(missing))
    return wanted if len(missing) == len(values) else f"{there} implies {wanted}"


def disjunction(parts: Sequence[Mapping[int, int]], options: Sequence[WrittenOption]) -> str:
    """The formula that one of several such settings holds; where two of them say so, by `iff`.

    >>> options = [WrittenOption(name, "us", name, "no") for name in ("strike", "talk", "wait")]
    >>> disjunction([{0: 1, 1: 0}, {2: 1}], options), disjunction([{0: 1, 1: 1}, {0: 0, 1: 0}], options)
    ('(strike and not talk) or wait', 'strike iff talk')
    """
    if len(parts) == 1:
        return conjunction(parts[0], options)
    iff = _iff(parts, options)
    if iff:
        return iff
    return " or ".join(f"({conjunction(p, options)})" if len(p) > 1 else conjunction(p, options) for p in parts)


def _iff(parts: Sequence[Mapping[int, int]], options: Sequence[WrittenOption]) -> str:
    """`a iff b` where both or neither of two yes/no options is taken, `a iff not b` where one of them is."""
    if len(parts) != 2 or set(parts[0]) != set(parts[1]) or len(parts[0]) != 2:
        return ""
    a, b = sorted(parts[0])
    if options[a].values or options[b].values or any(parts[0][n] == parts[1][n] for n in (a, b)):
        return ""
    return f"{options[a].id} iff {options[b].at(1 if parts[0][a] == parts[0][b] else 0)}"


def _reads_back(text: str) -> None:
    """Nothing is written that `check` would call a mistake of the file."""
    from overture.dossier import read

    try:
        read(text, "import")
    except DossierError as error:
        first = error.diagnostics[0]
        raise ImportProblem(f"what was read makes no dossier that can be used: {first.message}") from None
