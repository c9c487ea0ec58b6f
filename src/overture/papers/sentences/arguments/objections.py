"""Objections: which arguments speak against a course, who raises them, and what becomes of them and of their answers.

An argument is an objection to a course where what it opposes is ours and the course contains
it: the course itself, a choice that it makes, a treaty, an argument of ours. Against what
belongs to others, or is not sent, it is none.
"""

from __future__ import annotations

from overture.dossier.entries import Argument, Option
from overture.logic import TRUE, Formula
from overture.logic.syntax import And
from overture.papers.english import listed
from overture.papers.naming import argument, formula_text
from overture.papers.options import actor
from overture.papers.sentences.case import Case
from overture.papers.truth import State, holds

OFF = "not on the table"
REMAIN = ("stands", "limited", "disputed")  # what a spokesman will still be asked about
_VERBS = {
    "stands": ("stands", "stand"), "limited": ("is limited", "are limited"), "refuted": ("is refuted", "are refuted"),
    "disputed": ("is disputed", "are disputed"), "groundless": ("is groundless", "are groundless"),
    OFF: ("is not on the table", "are not on the table"),
}  # fmt: skip
ORDER = ("stands", "disputed", "limited", "refuted", "groundless", OFF)


# the states where a course settles, and the statuses there


def states(case: Case, name: str, world: int = 0) -> tuple[State, ...]:
    """Every state of every settlement of a course."""
    outcome = case.outcome(name, world)
    if outcome is None:
        return ()
    base = case.advice.worlds[world] if case.advice.worlds else {}
    return tuple(
        State({**case.advice.start, **outcome.package, **setting}, base, here.arguments, here.treaties)
        for settlement in outcome.settlements
        for setting, here in zip(settlement.states, settlement.here, strict=True)
    )


def statuses(case: Case, name: str, key: str, world: int = 0) -> tuple[str, ...]:
    """The statuses that an argument has where a course settles in one world: one, unless events can end apart."""
    found = {s.arguments.get(key, OFF) for s in states(case, name, world)}
    return tuple(s for s in ORDER if s in found) or (OFF,)


def becomes(words: tuple[str, ...], many: bool = False) -> str:
    """What becomes of an argument, as a verb.

    >>> becomes(("stands",)), becomes(("stands", "limited"), many=True)
    ('stands', 'stand or are limited')
    """
    return listed([_VERBS[w][many] for w in words], "or")


def remains(words: tuple[str, ...]) -> bool:
    return any(w in REMAIN for w in words)


# who raises an argument


def users(a: Argument) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for use in a.used for who in use.by))


def ours(case: Case, who: str) -> bool:
    """Whether somebody is the proposer or belongs to it: its parliament, a party, an office."""
    seen: set[str] = set()
    while who and who not in seen:
        if who == case.dossier.proposer:
            return True
        seen.add(who)
        entry = case.dossier.actors.get(who)
        who = (entry.of or "") if entry else ""
    return False


def by_others(case: Case, a: Argument) -> bool:
    """Whether others can raise an argument: not so where only the proposer's side uses it."""
    return not users(a) or not all(ours(case, who) for who in users(a))


# what an argument is against


def against_ours(case: Case, a: Argument) -> bool:
    """Whether an argument is against something of ours, whichever course contains it."""
    key = a.opposes
    if not key:
        return False
    option, _ = _choice(case, key)
    if option is not None:
        return option.owner == case.dossier.proposer
    if key in case.dossier.arguments:
        opposed = case.dossier.arguments[key]
        return not users(opposed) or not by_others(case, opposed)
    if key in case.dossier.treaties:  # what we say ourselves against a treaty is said against others
        return by_others(case, a) or case.dossier.proposer not in users(a)
    return True


def contained(case: Case, name: str, a: Argument) -> bool:
    """Whether a course contains what an argument opposes."""
    key = a.opposes or ""
    outcome = case.outcome(name)
    package = outcome.package if outcome else {}
    option, opposed = _choice(case, key)
    if option is not None:
        value = package.get(option.qualified, case.advice.start.get(option.qualified, option.today))
        if opposed:
            return value == opposed
        return value != option.today if option.choices else value == "yes"
    if key in case.dossier.proposals:
        other = case.outcome(key)
        return key == name or (other is not None and other.package == package)
    return True


def _choice(case: Case, key: str) -> tuple[Option | None, str]:
    """The option that a key names, and the choice of it: `option`, `option.choice`, `option is choice`."""
    if case.dossier.option(key) is not None:
        return case.dossier.option(key), ""
    name, _, value = key.partition(" is ") if " is " in key else key.rpartition(".")
    return case.dossier.option(name), value


def objections(case: Case, name: str) -> tuple[Argument, ...]:
    """The arguments against a course: those that others raise, then those that only our own side raises."""
    found = [a for a in case.dossier.arguments.values() if against_ours(case, a) and contained(case, name, a)]
    return tuple(sorted(found, key=lambda a: not by_others(case, a)))


def elsewhere(case: Case, name: str) -> tuple[Argument, ...]:
    """The arguments against what a course does not contain: another course, a choice that it does not make."""
    return tuple(
        a for a in case.dossier.arguments.values() if against_ours(case, a) and not contained(case, name, a)
    )


# what answers an argument


def answers(case: Case, a: Argument) -> tuple[Argument, ...]:
    """The arguments of the file that limit or attack another, wherever they are on the table."""
    return tuple(b for b in case.dossier.arguments.values() if a.id in b.limits or a.id in b.attacks)


def always_stands(case: Case, name: str, b: Argument) -> bool:
    """Whether an argument stands wherever a course can settle, in every case that the file leaves open."""
    return all(s.arguments.get(b.id) == "stands" for w in case.worlds for s in states(case, name, w))


def why_not(case: Case, state: State, b: Argument) -> tuple[str, tuple[str, ...]]:
    """Why an argument does not stand in a state, in words, with the ids that these rest on."""
    status = state.arguments.get(b.id, OFF)
    if status == OFF:
        needed = _missing(case, state, b.when)
        return OFF + (f", as it would be only if {needed}" if needed else ""), (b.id,)
    if status == "groundless":
        needed = _missing(case, state, b.ground)
        return "without a ground" + (f", as it would have one only if {needed}" if needed else ""), (b.id,)
    strong_enough = REMAIN if status == "disputed" else ("stands",)
    against = [c for c in answers(case, b) if state.arguments.get(c.id) in strong_enough]
    by = listed([f"“{argument(case.dossier, c.id)}”" for c in against])
    return f"itself {status}" + (f" by {by}" if by else ""), (b.id, *(c.id for c in against))


def _missing(case: Case, state: State, formula: Formula | None) -> str:
    """What a formula asks for and a state does not have; all of it where the parts cannot be told apart."""
    if formula is None or formula == TRUE:
        return ""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    failing = tuple(p for p in parts if holds(case.dossier, state, p) is False) or parts
    return formula_text(case.dossier, failing[0] if len(failing) == 1 else And(failing))


def named_users(case: Case, a: Argument, most: int = 0) -> str:
    """Who uses an argument, in running text; beyond `most` they are counted."""
    names = users(a)
    shown = names[:most] if most else names
    more = len(names) - len(shown)
    rest = [f"{more} other{'s' if more > 1 else ''}"] if more else []
    return listed([*(actor(case.dossier, w) for w in shown), *rest])
