"""Simultaneous stability: an improvement is given up where others, improving at the same time, would spoil it.

Fraser and Hipel 1984 (in two-party form Fraser and Hipel 1979). Everybody looks at the state as it is; nobody
waits to see what the others do. State s is stable for i under **sim** if for every s1 in UI_i(s) there are a
non-empty set H of others and for each j in H some s_j in UI_j(s) such that the joint change t (the options
of i as in s1, those of each j in H as in s_j, all else as in s) is feasible and not better for i than s.
An infeasible joint change sanctions nothing.

Fraser and Hipel come to it last in their table: only where a state is still unstable for two parties
or more after sequential stability. Here it is a concept by itself, as in the later programs.
"""

from __future__ import annotations

import numpy as np

from overture.conflict.errors import DoesNotFit, NotInOptionForm
from overture.conflict.forms.arrows import Arrows, Graph, Places, drawn
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import Bools, Conflict

MOST_JOINT = 1 << 30
"""Joint changes that are looked at for one decision maker, some ten seconds for each hundred million."""

CHUNK = 1 << 19
"""Joint changes that are laid out at a time."""


def sim_stable(conflict: Conflict | Graph, dm: int) -> Bools:
    """The feasible states in which `dm` has no improvement that simultaneous ones of others leave standing.

    Same shape as the conflict, False where infeasible. Raises NotInOptionForm for a graph drawn by hand,
    whose moves cannot be added up; UnknownName where there is no such decision maker; DoesNotFit where
    there are more than MOST_JOINT joint changes, before they are looked at.

    In chicken (0 to swerve) swerving is safe: whoever drives on meets the other driving on too.

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> chicken = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 2], [4, 1]]), np.array([[3, 4], [2, 1]])))
    >>> sim_stable(chicken, 0)
    array([[ True,  True],
           [ True, False]])
    """
    conflict = owned_options(conflict)
    decision_maker(dm, conflict.decision_makers)
    if not conflict.feasible.any():
        return np.zeros(conflict.shape, dtype=np.bool_)
    graph, cells = drawn(conflict)  # which refuses what is too large
    improvements = [graph.improvements(j) for j in range(graph.decision_makers)]
    stands: Bools = np.zeros(conflict.feasible.size, dtype=np.bool_)
    stands[cells] = _sanctioned(conflict, cells, dm, improvements)
    return stands.reshape(conflict.shape)


def sim_equilibria(conflict: Conflict | Graph) -> Bools:
    """The states that are simultaneously stable for every decision maker. Raises as `sim_stable` does.

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> chicken = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 2], [4, 1]]), np.array([[3, 4], [2, 1]])))
    >>> sim_equilibria(chicken)
    array([[ True,  True],
           [ True, False]])
    """
    everyone: Bools = np.logical_and.reduce([sim_stable(conflict, dm) for dm in range(conflict.decision_makers)])
    return everyone


def owned_options(conflict: Conflict | Graph) -> Conflict:
    """The conflict itself; NotInOptionForm for a graph drawn by hand."""
    if isinstance(conflict, Graph):
        raise NotInOptionForm(
            "simultaneous stability adds up what several decision makers change, and a graph drawn by hand has "
            "no options to add up: give the conflict in option form"
        )
    return conflict


def _sanctioned(conflict: Conflict, cells: Places, dm: int, improvements: list[Arrows]) -> Bools:
    """For each state whether every improvement of `dm` is spoilt by a joint change."""
    own = improvements[dm]
    others = [steps for j, steps in enumerate(improvements) if j != dm]
    joint = np.ones(len(cells))
    for steps in others:
        joint *= 1.0 + np.diff(steps.start)
    joint *= np.diff(own.start)
    if joint.sum() > MOST_JOINT:
        raise DoesNotFit(
            f"there are {joint.sum():,.0f} joint changes, more than the {MOST_JOINT:,} that are looked at: leave "
            "options out, or ask for sequential stability, which follows moves one after the other"
        )
    rank, feasible = conflict.ranks[dm].reshape(-1), conflict.feasible.reshape(-1)
    sources = own.sources
    # The number of a cell is a sum over options, so changes of different owners add up.
    shifts = [(steps.start, cells[steps.targets] - cells[steps.sources]) for steps in others]
    spoilt = np.zeros(len(sources), dtype=np.bool_)
    # A chunk of own improvements has about CHUNK joint changes, or is one improvement with more.
    chunk_of = (np.cumsum(joint[sources] / np.maximum(np.diff(own.start)[sources], 1)) // CHUNK).astype(np.intp)
    for arrows in np.split(np.arange(len(sources)), np.flatnonzero(np.diff(chunk_of)) + 1):
        arrow, cell, moved = _joint(arrows, cells[own.targets[arrows]], sources, shifts)
        answer = moved & feasible[cell]
        answer &= rank[cell] <= rank[cells[sources[arrow]]]
        spoilt[arrow[answer]] = True
    stands: Bools = np.ones(len(cells), dtype=np.bool_)
    stands[sources[~spoilt]] = False
    return stands


def _joint(
    arrow: Places, cell: Places, sources: Places, shifts: list[tuple[Places, Places]]
) -> tuple[Places, Places, Bools]:
    """All ways in which others join own improvements: which one, the cell, has anybody joined?"""
    moved = np.zeros(len(arrow), dtype=np.bool_)
    for start, shift in shifts:
        choices = 1 + np.diff(start)[sources[arrow]]  # to stay, and each improvement
        which = np.arange(choices.sum()) - np.repeat(np.cumsum(choices) - choices, choices)
        arrow, cell = np.repeat(arrow, choices), np.repeat(cell, choices)
        joins = which > 0
        moved = np.repeat(moved, choices) | joins
        cell[joins] += shift[start[sources[arrow[joins]]] + which[joins] - 1]
    return arrow, cell, moved
