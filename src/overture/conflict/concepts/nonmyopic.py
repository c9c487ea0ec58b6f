"""Non-myopic stability: what limited move stability comes to when everybody looks ahead without end.

Brams and Wittman 1981; in the form of Kilgour 1984 and of Fang, Hipel and Kilgour 1993: state s is
**non-myopically stable** for i iff there is a horizon t such that s is L_h stable for i for all h >= t.

What is foreseen h moves ahead follows from what is foreseen h - 1 moves ahead (see `limited_move`), and there
are finitely many such tables. So they go in a circle in the end, and s is stable iff it is L_h stable for
every h of one round. The round is found by Brent's method (1980), which keeps two tables. It may be longer
than one: then a state can be stable for every other horizon, say, and is not non-myopically stable.

Brams and Wittman let the moves of a two by two game go round once, strictly in turn, and stop where the
mover would come back to where it began. Kilgour's form needs no such rule and has any graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from overture.conflict.concepts.limited_move import Horizon, as_graph, horizons, in_shape, known
from overture.conflict.errors import ConflictError
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.graph import Bools, Conflict

MOST_HORIZONS = 1 << 15
"""Horizons that are looked at before the search for a round is given up."""


class NoRoundFound(ConflictError):
    """What is foreseen did not come back within the horizons looked at, so nothing is known of the long run."""


@dataclass(frozen=True, eq=False)
class LongRun:
    """Who stays where in the long run.

    begins: the first horizon whose table comes back. length: after how many horizons it does.
    stays[j, s]: j stays in s at every horizon of the round.
    """

    begins: int
    length: int
    stays: Bools


def nonmyopic_stable(conflict: Conflict | Graph, dm: int) -> Bools:
    """The feasible states from which `dm` does not move however far everybody looks, from some horizon on.

    Same shape as the conflict, or one entry for each state of a graph drawn by hand. Raises UnknownName
    where there is no such decision maker, NoRoundFound beyond MOST_HORIZONS, DoesNotFit as `drawn` does.

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])))
    >>> nonmyopic_stable(dilemma, 0)
    array([[ True, False],
           [ True,  True]])
    """
    known(conflict, dm)
    return in_shape(conflict, long_run(conflict).stays[dm])


def nonmyopic_equilibria(conflict: Conflict | Graph) -> Bools:
    """The states that are non-myopically stable for every decision maker. Raises as `nonmyopic_stable` does.

    In the prisoner's dilemma both to keep silent and to tell:

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])))
    >>> nonmyopic_equilibria(dilemma)
    array([[ True, False],
           [False,  True]])
    """
    agreed: Bools = np.logical_and.reduce(long_run(conflict).stays)
    return in_shape(conflict, agreed)


def long_run(conflict: Conflict | Graph) -> LongRun:
    """The round that what is foreseen goes in, and who stays where at all its horizons.

    Raises NoRoundFound beyond MOST_HORIZONS, DoesNotFit as `drawn` does.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> found = long_run(swap)
    >>> found.begins, found.length, found.stays.tolist()
    (0, 2, [[False, True], [True, False]])
    """
    graph = as_graph(conflict)
    length = _length(graph)
    ahead, behind = _walk(graph, length), _walk(graph, 0)
    begins = next(one.moves for one, other in zip(behind, ahead, strict=True) if _same(one, other))
    # The table at `begins` is that of `begins + length`, but who stays at horizon 0 is nobody's choice.
    around = islice(horizons(graph), begins + 1, begins + 1 + length)
    stays: Bools = np.logical_and.reduce([horizon.stays for horizon in around])
    return LongRun(begins, length, stays)


def _length(graph: Graph) -> int:
    """The length of the round: the distance to a kept table, which is renewed after 1, 2, 4, ... horizons."""
    walk = _walk(graph, 0)
    kept, power, length = next(walk), 1, 0
    for horizon in walk:
        length += 1
        if _same(horizon, kept):
            return length
        if length == power:
            kept, power, length = horizon, power * 2, 0
    raise AssertionError("the walk has no end")


def _walk(graph: Graph, begins: int) -> Iterator[Horizon]:
    for horizon in islice(horizons(graph), begins, None):
        if horizon.moves > MOST_HORIZONS:
            raise NoRoundFound(
                f"what is foreseen does not come back within {MOST_HORIZONS:,} moves ahead: ask for limited move "
                "stability with a horizon, or leave options out"
            )
        yield horizon


def _same(one: Horizon, other: Horizon) -> bool:
    return np.array_equal(one.values, other.values)
