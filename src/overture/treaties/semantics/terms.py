"""Days that depend on the life of a treaty: its entry into force, the end of its term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from overture.logic import NO, UNKNOWN, YES, Tri
from overture.treaties.text.calendar import Point
from overture.treaties.text.entries import Provision

if TYPE_CHECKING:
    from overture.treaties.semantics.state import State


def point(state: State, given: Point, treaty: str, provision: Provision, earliest: bool = False) -> date | None:
    """The day that a clause counts from or to; nothing where its anchor has no day yet.

    `start` is what the reading taken of the clause says, else entry into force. With
    `earliest` the day is the first that is possible where the record leaves entry into
    force open; nothing then means that it is impossible.
    """
    start = state.system.reading(f"{treaty} {provision.art}", "start")
    began = state.earliest(treaty) if earliest else state.since(treaty)
    ends = term_ends(state, treaty, earliest) if given.anchor == "end of term" else ()
    return given.on({
        "in force": began,
        "signed": state.system.made(treaty),
        "start": date.fromisoformat(str(start)) if start else began,
        "end of term": next((e for e in ends if e >= state.day), None),
    })  # fmt: skip


def reached(state: State, given: Point, treaty: str, provision: Provision, day: date) -> Tri:
    """Whether a day lies on or after one that a clause counts to, of which only the first possible may be known."""
    possible = point(state, given, treaty, provision, earliest=True)
    if possible is None:
        return NO
    lower = point(state, given, treaty, provision)
    if lower is not None and day >= lower:
        return YES
    return NO if day < possible else UNKNOWN


def passed(state: State, given: Point, treaty: str, provision: Provision, day: date) -> Tri:
    """Whether a day lies after one that a clause counts to. A day whose anchor has not come cannot have passed."""
    return NO if day == date.min else reached(state, given, treaty, provision, day - timedelta(days=1))


def term_ends(state: State, treaty: str, earliest: bool = False) -> tuple[date, ...]:
    """The ends of a treaty's term: the first, and the one after its renewal."""
    found = state.system.term(treaty, state.day) if treaty in state.system.treaties else None
    if found is None:
        return ()
    provision, term = found
    start = point(state, Point(term.from_), treaty, provision, earliest)
    if start is None:
        return ()
    first = term.length.after(start)
    return (first, term.renewal.after(first)) if term.renewal else (first,)


def expiry(state: State, treaty: str) -> date | None:
    """The last day of the term with its renewal and with what protocols in force add; nothing without a term."""
    ends = term_ends(state, treaty)
    if not ends:
        return None
    longer = [
        i.extends.after(ends[-1]) for key, (home, i) in state.system.instruments.items()
        if home == treaty and i.extends and state.in_force(key).yes is True
    ]  # fmt: skip
    return max((ends[-1], *longer))
