"""Conflicts of commitments: a state bound by two treaties of which one forbids what the other is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from overture.logic import NO, UNKNOWN, YES, Tri, any_of
from overture.treaties.duties.obligations import applying
from overture.treaties.semantics.state import State
from overture.treaties.text.entries import Provision


@dataclass(frozen=True)
class Clash:
    """Two treaties and what their clauses say of each other, under one reading."""

    treaties: tuple[str, str]
    value: Tri  # whether one is contrary to the other
    clauses: tuple[tuple[str, str], ...]  # treaty and article
    prevails: tuple[tuple[str, str], ...] = ()  # articles that say which obligation prevails
    states: tuple[str, ...] = ()  # who is bound by both


def clash(state: State, one: str, other: str) -> Clash:
    """Whether two treaties are contrary to each other (symmetric).

    A clause that forbids contrary engagements decides where somebody, or the reading
    taken, says what is contrary; where nobody does it is unknown, and where no clause
    forbids anything it is false.
    """
    judged: list[Tri] = []
    clauses: list[tuple[str, str]] = []
    for treaty, against in ((one, other), (other, one)):
        for provision, duty in state.system.duties(treaty, state.day):
            if duty.not_to is None or duty.not_to.kind != "conflicting engagement":
                continue
            clauses.append((treaty, provision.art))
            contrary = contrary_to(state, treaty, provision, duty.contrary)
            if contrary is not None:
                judged.append(YES if against in contrary else NO)
    value = any_of(judged) if judged else UNKNOWN if clauses else NO
    prevails = tuple(
        (t, p.art) for t in (one, other) for p in state.system.provisions(t, state.day) if p.priority is not None
    )
    return Clash((one, other), value, tuple(clauses), prevails)


def contrary_to(state: State, treaty: str, provision: Provision, given: Sequence[str]) -> Sequence[str] | None:
    """The treaties that a clause is taken to forbid: by the article, or by the reading taken of it; else nothing."""
    reading = state.system.reading(f"{treaty} {provision.art}", "contrary")
    if reading is not None:
        return tuple(str(t) for t in reading) if isinstance(reading, list | tuple) else (str(reading),)
    return tuple(given) or None


def clashes(state: State) -> tuple[Clash, ...]:
    """Every pair of treaties in force that binds some state twice and is, or may be, contrary."""
    found = []
    for one, other in combinations(applying(state), 2):
        result = clash(state, one, other)
        if result.value is NO:
            continue
        both = tuple(
            s for s in state.system.universe
            if (state.standing("party", one, s) & state.standing("party", other, s)).yes is True
        )  # fmt: skip
        if both:
            found.append(Clash(result.treaties, result.value, result.clauses, result.prevails, both))
    return tuple(found)
