"""Goals and instruments: kept, lost or open; and the ways in which a goal is lost though an instrument holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from overture.advice.analysis import Analysis, Truths
from overture.advice.results import Setting, Way
from overture.dossier.entries import Statement

MOST_WAYS = 50


def goals_of(analysis: Analysis) -> tuple[Statement, ...]:
    """The proposer's statements that are a goal or serve one."""
    return tuple(s for s in analysis.own_statements if s.goal or s.serves)


def serving(statements: Sequence[Statement], goal: Statement) -> list[Statement]:
    """The instruments: the statements that serve a goal."""
    return [s for s in statements if s.serves == goal.id]


def verdict(analysis: Analysis, statement: Statement, package: int, everybody: str | None = None) -> str:
    """*kept* if the statement is true in every settlement, *lost* if in none, else *open*."""
    true = analysis.truth(statement)[package, list(analysis.settled(package, everybody))]
    return "kept" if true.all() else "lost" if not true.any() else "open"


def ways(
    analysis: Analysis, goal: Statement, serving: Sequence[Statement], package: int, lost: bool,
    everybody: str | None = None,
) -> tuple[Way, ...]:  # fmt: skip
    """Minimal departures of the others under which the goal fails though a statement serving it holds.

    With `lost` false: under which the goal holds though that statement fails. A
    way is live if a settlement where that is so contains it.
    """
    found: list[Way] = []
    goal_true = analysis.truth(goal)[package]
    for statement in serving:
        through = analysis.truth(statement)[package]
        where = analysis.model.feasible[package] & ((~goal_true & through) if lost else (goal_true & ~through))
        settled = [r for r in analysis.settled(package, everybody) if where[r]]
        for departures in _minimal(analysis, where):
            mask = analysis.completions(departures)
            live = any(mask[r] for r in settled)
            setting = {analysis.space.options[a].qualified: analysis.space.options[a].values[v]
                       for a, v in departures.items()}  # fmt: skip
            found.append(Way(setting, statement.id, live))
    return tuple(found)


def threats(analysis: Analysis, goal: Statement, package: int, most: int = MOST_WAYS) -> tuple[Setting, ...]:
    """Minimal departures of the others under which a goal fails, whether or not anything serves it."""
    where = analysis.model.feasible[package] & ~analysis.truth(goal)[package]
    options = analysis.space.options
    return tuple(
        {options[a].qualified: options[a].values[v] for a, v in departures.items()}
        for departures in _minimal(analysis, where, most)
    )


def _minimal(analysis: Analysis, where: Truths, most: int = MOST_WAYS) -> list[dict[int, int]]:
    """The inclusion-minimal sets of departures from now among these replies."""
    space = analysis.space
    left = where.copy()
    found: list[dict[int, int]] = []
    while left.any() and len(found) < most:
        candidates = np.flatnonzero(left)
        reply = int(candidates[np.argmin(analysis.departures[candidates])])
        index = space.reply_index(reply)
        departures = {
            space.own + place: value for place, value in enumerate(index) if value != space.today[space.own + place]
        }
        found.append(departures)
        left &= ~analysis.completions(departures)  # all that contain it
    return found
