"""Leaving a treaty: notices that have run, terms that have ended, exits that the log may not know."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from overture.logic import NO, UNKNOWN, YES, Tri
from overture.logic.syntax import Standing
from overture.treaties.semantics.terms import passed, point, term_ends
from overture.treaties.text.entries import Power, Provision
from overture.treaties.text.system import EXITS

if TYPE_CHECKING:
    from overture.treaties.semantics.state import Record, State

ENTERING = ("deposit", "accede")


def left(state: State, treaty: str, name: str) -> Tri:
    """Whether somebody has ceased to be a party by the day."""
    if name in state.gone:
        return YES
    found = NO
    entered = max((r.on for a in ENTERING if (r := state.records.get((a, treaty, name, "")))), default=date.min)
    for act in EXITS:
        for record in exits(state, act, treaty, name):
            if record.entry is not None and record.on < entered:
                continue  # it has come back since
            if record.leaves is None:
                found = found | (record.value & _undated(state, act, treaty, record.on))
            elif record.leaves <= state.day:
                found = found | record.value
        found = found | _unrecorded(state, act, treaty, name)
    return found


def _undated(state: State, act: str, treaty: str, on: date) -> Tri:
    """An exit whose day is not known: it cannot have taken effect before the first day that is possible."""
    for home, provision, power in state.system.powers(treaty, act, state.day):
        if home == treaty:
            first = earliest_exit(state, treaty, provision, power, on)
            return NO if first is None or first > state.day else UNKNOWN
    return UNKNOWN


def exits(state: State, act: str, treaty: str, name: str) -> list[Record]:
    """The acts on record by which somebody leaves, its own or those of an organ."""
    organs = tuple(state.system.treaties[treaty].organs) if treaty in state.system.treaties else ()
    keys = [(act, treaty, name, ""), *((act, treaty, by, name) for by in organs)]
    return [state.records[k] for k in keys if k in state.records]


def _unrecorded(state: State, act: str, treaty: str, name: str) -> Tri:
    """An exit that the log does not know: false if it could not have taken effect by now."""
    system, day = state.system, state.day
    if treaty not in system.treaties:
        return NO
    powers = [(p, w) for home, p, w in system.powers(treaty, act, day) if home == treaty and w.by == "x"]
    # what only the general law allows counts where it is recorded
    if not powers or system.complete(act, treaty, (name,), day):
        return NO
    if any(r.entry is not None for r in exits(state, act, treaty, name)):
        return NO  # the depositary took its notice, so it had not left before
    until = system.complete_until(act, treaty, name)
    entered = [r.on for a in ENTERING if (r := state.records.get((a, treaty, name, "")))]
    first = max([*entered, *([until + timedelta(days=1)] if until else []), system.made(treaty) or date.min])
    for provision, power in powers:
        begun = state.earliest(treaty) if _for_parties(power) else date.min
        if begun is None:
            continue  # only a party can leave, and nobody has ever been one
        given = max(first, begun)
        limit = power.not_after
        fixed = limit is not None and limit.anchor != "end of term"
        if limit is not None and fixed and passed(state, limit, treaty, provision, given) is YES:
            continue  # too late to be given since it could be
        effective = earliest_exit(state, treaty, provision, power, given)
        if effective is not None and effective <= day:
            key = (act, treaty, name, "")
            filled = state.fill(key) if state.fill else None
            if filled is not None:
                return filled
            state.missing[key] = None
            return UNKNOWN
    return NO


def _for_parties(power: Power) -> bool:
    """Whether only those can leave for whom the treaty is in force."""
    return any(isinstance(c, Standing) and c.word in ("party", "member") and not c.treaty for c in power.needs)


def earliest_exit(state: State, treaty: str, provision: Provision, power: Power, first: date) -> date | None:
    """The first day on which a notice given on `first` or later can take effect; nothing if none can."""
    if power.effect is None or power.effect.kind != "leaves":
        return None
    lower = point(state, power.not_before, treaty, provision, earliest=True) if power.not_before else date.min
    if lower is None:
        return None
    if power.effect.when == "end of term":
        ends = term_ends(state, treaty, earliest=True)
        shown = term_ends(state, treaty)
        if ends and ends != shown and ends[0] <= state.day:
            # with a start that is not known exactly the term may end on any day in between, this one or the last
            ends = (*ends, min(state.day, shown[0]) if shown else state.day)
        able = [end for end in ends if (last := last_day(power, end)) is None or last >= first]
        return min(able, default=None)
    notice = power.notice
    if notice is None:
        return max(first, lower)
    if governs(state, treaty, provision) == "exit":
        return max(notice.after(first), lower)
    return notice.after(max(first, lower))


def governs(state: State, treaty: str, provision: Provision) -> str:
    """Whether `not before` is about the notice or about the exit; by the notice where nobody reads otherwise."""
    return state.system.reading(f"{treaty} {provision.art}", "not_before_governs") or "notice"


def last_day(power: Power, end: date) -> date | None:
    """The last day on which an act can be done for this end of the term."""
    return power.not_after.on({"end of term": end}) if power.not_after else None
