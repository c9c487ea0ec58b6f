"""The life of a duty: in force, met, discharged, breached, open, or not shown to be met.

Where the bearer judges what is needed, any measure in good faith meets the duty and
inaction leaves it open, never breached. Where all aid is owed, none at all is a breach,
if the log is complete for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overture.treaties.duties.obligations import Obligation, obligations
from overture.treaties.semantics.fold import Play
from overture.treaties.semantics.state import State
from overture.treaties.text.system import Entry


@dataclass(frozen=True)
class Life:
    """One duty of one bearer after a fact, on a later day."""

    raised: date
    fact: Entry
    obligation: Obligation
    bearer: str
    status: str  # in force | met | discharged | breached | open | not shown to be met
    since: date


def lives(played: Play, day: date) -> tuple[Life, ...]:
    """Every duty that the facts of the log have raised up to a day, with what has become of it."""
    found: list[Life] = []
    for line in played.lines:
        if line.on > day or line.entry is None or line.state is None or not line.entry.event.fact_kind:
            continue
        state = line.state
        for duty in obligations(state, line.entry.event):
            if duty.condition or duty.value.no is True:
                continue
            bearers = duty.bound if not duty.only_acting else ()
            for bearer in bearers:
                found.append(_life(played, state, line.entry, duty, bearer, day))
    return tuple(found)


def _life(played: Play, state: State, fact: Entry, duty: Obligation, bearer: str, day: date) -> Life:
    if duty.forbidden:
        return Life(state.day, fact, duty, bearer, "breached", state.day)
    end = _discharge(played, duty, state.day, day)
    done = _performed(played, duty, bearer, state.day, end or day)
    if done is not None:
        return Life(state.day, fact, duty, bearer, "met", done)
    if end is not None:
        return Life(state.day, fact, duty, bearer, "discharged", end)
    if duty.firmness != "strict":
        return Life(state.day, fact, duty, bearer, "open", state.day)
    kind = {"assist": "assists", "report": "reports", "consult": "consults"}.get(duty.task, duty.task)
    known = played.system.complete_until(kind, duty.treaty, bearer)
    if known is not None and min(known, day) > state.day:
        return Life(state.day, fact, duty, bearer, "breached", min(known, day))
    return Life(state.day, fact, duty, bearer, "not shown to be met" if day > state.day else "in force", state.day)


def _discharge(played: Play, duty: Obligation, start: date, day: date) -> date | None:
    """The day on which the organ that ends the duty has acted."""
    if not duty.until:
        return None
    for line in played.lines:
        if start <= line.on <= day and line.entry and line.entry.event.fact_kind == "measures taken":
            return line.on
    return None


def _performed(played: Play, duty: Obligation, bearer: str, start: date, day: date) -> date | None:
    kind = {"assist": "assists", "report": "reports", "inform": "reports", "consult": "consults"}.get(duty.task)
    for line in played.lines:
        event = line.entry.event if line.entry else None
        if event is None or event.fact_kind != kind or not start <= line.on <= day:
            continue
        if bearer in event.fact_part("by") and (
            not duty.to or duty.to in event.fact_part("on") or not event.fact_part("on")
        ):
            return line.on
    return None
