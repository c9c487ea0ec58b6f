"""States in a question that no file speaks of: answered as strangers, and told, for it may be a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from overture.files.diagnostics import did_you_mean
from overture.logic import FormulaError, parse_condition
from overture.treaties.text.names import named_in
from overture.treaties.text.records import Question
from overture.treaties.text.system import EVERYBODY, System

NOBODY = frozenset({"", "none", "nobody", "anybody", "the parties", "signatories"})


def strangers(system: System, question: Question) -> dict[str, str]:
    """The names of states in a question that are in no group and no event, each with the nearest that is.

    A stranger may be meant: anybody can ask to accede. So the question is answered.
    """
    known = {*system.universe, *system.treaties, *system.instruments, *EVERYBODY, *NOBODY}
    known |= {name for t in system.treaties.values() for name in (*t.groups, *t.organs)}
    found = dict.fromkeys(n for n in _named(question) if n not in known and not n.startswith("parties of "))
    return {name: did_you_mean(name, system.universe) for name in found}


def _named(question: Question) -> Iterator[str]:
    attempt = question.try_ or {}
    for given in (attempt, question.suppose):
        if isinstance(given, Mapping):
            yield from _under(given, ("by", "of", "consents", "parties"))
    if isinstance(question.status, Mapping):
        yield from (str(v) for k, v in question.status.items() if k != "treaty")
    for what in (question.fact or {}).values():
        yield from _under(what, ("by", "on")) if isinstance(what, Mapping) else _several(what)
    ballots = question.vote.model_dump(by_alias=True) if question.vote is not None else attempt.get("vote")
    if isinstance(ballots, Mapping):
        names = _under(ballots, ("for", "against", "abstain", "absent", "not_voting", "disputants"))
        yield from (name for name in names if not name.isdecimal())
    for step in question.order or ():
        yield from (name for kind, name in _steps(step) if kind == "state")
    if question.conflict:
        yield from _several(question.conflict.get("state"))


def _steps(words: str) -> list[tuple[str, str]]:
    try:
        return list(named_in(parse_condition(words)))
    except FormulaError:
        return []  # told by the answer


def _under(given: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        yield from _several(given.get(key))


def _several(given: object) -> tuple[str, ...]:
    if isinstance(given, list | tuple):
        return tuple(map(str, given))
    return (given,) if isinstance(given, str) else ()


def unknown(name: str) -> str:
    """What is said of a name that no file speaks of."""
    return f"`{name}` is in no group and no event"


def told(name: str, nearest: str) -> str:
    """The warning about one of them.

    >>> told("usr", "did you mean `ussr`?")
    '`usr` is in no group and no event; did you mean `ussr`?'
    """
    return unknown(name) + (f"; {nearest}" if nearest else "")
