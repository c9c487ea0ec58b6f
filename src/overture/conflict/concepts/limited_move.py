"""Limited move stability L_h: everybody looks h moves ahead, and expects the others to do so too.

Zagare 1984; Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993. A move may be answered, the answer
answered, and so on, at most h moves in all; then the conflict ends where it is. Nobody moves twice in a
row, and whoever has the move and stays ends the conflict. Everybody knows this and all rankings.

Let v_k(h, j, s) be the rank, for k, of where the conflict ends if j has the move in s and h moves are left.
For all k, v_k(0, j, s) = rank_k(s). For h >= 1 and t in R_j(s)

    F_k(h, j, t) = min of v_k(h - 1, l, t) over l other than j:

whoever of the others may be next, feared at its worst for k. j moves from s iff the highest F_j(h, j, t)
exceeds rank_j(s). Then v_k(h, j, s) is the least F_k(h, j, t) over the t that attain this highest value:
ties are feared at their worst too. Otherwise v_k(h, j, s) = rank_k(s). State s is **L_h stable** for j
iff j does not move from s with h moves left. L_1 is Nash stability.

With two decision makers and strict preferences this is the published definition. Beyond, the sources give
no single end: with ties the end that is foreseen is not unique, and for three or more there are rival
definitions (Soares et al. 2026 name two and propose two more). What stands here is a cautious reading of our
own. A single decision maker gets what it moves to: F_k = rank_k.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, DoesNotFit, UnknownName
from overture.conflict.forms.arrows import Graph, Places, drawn
from overture.conflict.forms.entries import decision_maker, whole_number
from overture.conflict.forms.graph import Bools, Conflict

MOST_MOVES = 1 << 16
"""Moves ahead that may be asked about; where stability goes in the end, `nonmyopic` finds sooner."""

MOST_KEPT = 1 << 26
"""Values that are kept to tell where a decision maker expects the conflict to end (8 bytes each)."""

Values = npt.NDArray[np.int64]
"""v[k, j, s]: the rank for k of the end, if j has the move in s."""


@dataclass(frozen=True, eq=False)
class Horizon:
    """What everybody foresees with `moves` moves left: v, and who stays where (`stays[j, s]`)."""

    moves: int
    values: Values
    stays: Bools


def limited_move_stable(conflict: Conflict | Graph, dm: int, horizon: int) -> Bools:
    """The feasible states from which `dm` does not move when everybody looks `horizon` moves ahead.

    Same shape as the conflict, or one entry for each state of a graph drawn by hand. Raises UnknownName
    where there is no such decision maker, WrongEntry for a horizon below 1 or beyond MOST_MOVES, DoesNotFit
    as `drawn` does.

    In the prisoner's dilemma (0 to keep silent) two moves ahead are enough to stay silent together:

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])))
    >>> [bool(limited_move_stable(dilemma, 0, h)[0, 0]) for h in (1, 2, 3, 4)]
    [False, True, True, True]
    """
    known(conflict, dm)
    return in_shape(conflict, foresee(conflict, horizon).stays[dm])


def limited_move_equilibria(conflict: Conflict | Graph, horizon: int | Sequence[int]) -> Bools:
    """The states that are stable for every decision maker, all with one horizon or each with its own.

    Raises as `limited_move_stable` does, and ConflictError for a wrong number of horizons.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> limited_move_equilibria(swap, 1), limited_move_equilibria(swap, [2, 1])
    (array([False, False]), array([ True, False]))
    """
    count = conflict.decision_makers
    if isinstance(horizon, Sequence | np.ndarray) and not isinstance(horizon, str):
        each = tuple(horizon)
    else:
        each = (checked(horizon),) * count
    if len(each) != count:
        raise ConflictError(f"{len(each)} horizons for {count} decision makers")
    agreed: Bools = np.logical_and.reduce([limited_move_stable(conflict, dm, h) for dm, h in enumerate(each)])
    return agreed


def foresee(conflict: Conflict | Graph, horizon: int) -> Horizon:
    """What everybody foresees `horizon` moves ahead. Raises as `limited_move_stable` does.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> foresee(swap, 1).values[0]   # the rank for the first of where a move of the first, of the second ends
    array([[1, 1],
           [0, 0]])
    """
    checked(horizon)
    return next(islice(horizons(as_graph(conflict)), horizon, None))


def horizons(graph: Graph) -> Iterator[Horizon]:
    """What everybody foresees with 0, 1, 2, ... moves left, each from the one before."""
    rules = _Rules(graph)
    now = Horizon(0, rules.nothing, np.ones((graph.decision_makers, graph.states), dtype=np.bool_))
    while True:
        yield now
        now = Horizon(now.moves + 1, *rules.one_more(now.values))


class _Rules:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.ranks: Values = np.stack([rank.astype(np.int64) for rank in graph.ranks])
        self.high = int(self.ranks.max()) + 1

    @cached_property
    def nothing(self) -> Values:
        """v with no move left: the conflict ends where it is."""
        count = len(self.ranks)
        return np.repeat(self.ranks[:, None, :], count, axis=1)

    def feared(self, before: Values, mover: int) -> Values:
        """F_k(h, mover, t) for all k and t, from v with one move less."""
        count = len(self.ranks)
        if count == 1:
            return self.ranks
        worst: Values = before[:, [other for other in range(count) if other != mover]].min(axis=1)
        return worst

    def one_more(self, before: Values) -> tuple[Values, Bools]:
        """v with one more move, and who stays where."""
        values = self.nothing.copy()
        stays = np.ones(self.ranks.shape, dtype=np.bool_)
        for mover, (here, first, sources, targets) in enumerate(self._moves):
            if not len(targets):
                continue
            feared = self.feared(before, mover)
            hoped = feared[mover][targets]
            best = np.maximum.reduceat(hoped, first)
            moves = best > self.ranks[mover, here]
            stays[mover, here] = ~moves
            chosen = hoped == best[sources]
            for k in range(len(self.ranks)):
                least = np.minimum.reduceat(np.where(chosen, feared[k][targets], self.high), first)
                values[k, mover, here] = np.where(moves, least, self.ranks[k, here])
        return values, stays

    @cached_property
    def _moves(self) -> list[tuple[Places, Places, Places, Places]]:
        """For every mover the states with moves, where the moves of each begin, whose they are, and their targets."""
        found = []
        for own in self.graph.arrows:
            counts = np.diff(own.start)
            here = np.flatnonzero(counts)
            found.append((here, own.start[here], np.repeat(np.arange(len(here)), counts[here]), own.targets))
        return found


@dataclass(frozen=True)
class Anticipated:
    """Where a decision maker expects the conflict to end, and by which moves (who, from, to).

    end: the state, None where several are possible (and all of the same rank for the one who asks).
    ends: all of them. moves: a course to the first of them, the lowest movers and states first.
    """

    end: int | None
    ends: tuple[int, ...]
    moves: tuple[tuple[int, int, int], ...]


def anticipated(graph: Graph, dm: int, state: int, horizon: int) -> Anticipated:
    """Where the conflict ends in the eyes of `dm`, if it has the move in `state` and looks `horizon` moves ahead.

    The state is L_h stable for `dm` iff the end is the state itself. A conflict in option form is drawn
    first (`drawn`). Raises UnknownName where there is no such decision maker or state, WrongEntry for
    the horizon, DoesNotFit for more than MOST_KEPT values.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> anticipated(swap, 0, 0, 1)
    Anticipated(end=1, ends=(1,), moves=((0, 0, 1),))
    >>> anticipated(swap, 0, 0, 2)   # the other would take it back
    Anticipated(end=0, ends=(0,), moves=())
    """
    known(graph, dm)
    checked(horizon)
    if not 0 <= state < graph.states:
        raise UnknownName(f"there is no state {state} among 0 to {graph.states - 1}")
    ended = Looking(graph, horizon).followed(dm, {(dm, state): ()}, horizon)
    ends = tuple(sorted(ended))
    return Anticipated(ends[0] if len(ends) == 1 else None, ends, ended[ends[0]])


Steps = tuple[tuple[int, int, int], ...]
"""Moves: who, from which state, to which."""


class Looking:
    """What everybody foresees with 0, 1, ... `horizon` moves left, kept, so that courses can be followed.

    Raises DoesNotFit for more than MOST_KEPT values, before they are worked out.
    """

    def __init__(self, graph: Graph, horizon: int) -> None:
        if (horizon + 1.0) * graph.decision_makers**2 * graph.states > MOST_KEPT:
            raise DoesNotFit(
                f"to look {horizon} moves ahead over {graph.states:,} states takes too much: look less far"
            )
        self.graph = graph
        self.tables = list(islice(horizons(graph), horizon + 1))
        self._rules = _Rules(graph)

    def worst(self, dm: int, state: int, left: int) -> list[int]:
        """Who, having the move in a state that `dm` has come to, brings about the end that `dm` fears most."""
        if self.graph.decision_makers == 1 or left == 0:
            return []
        values = self.tables[left].values[dm, :, state]
        others = [other for other in range(self.graph.decision_makers) if other != dm]
        least = min(values[other] for other in others)
        return [other for other in others if values[other] == least]

    def followed(self, dm: int, begun: Mapping[tuple[int, int], Steps], left: int) -> dict[int, Steps]:
        """The ends in the eyes of `dm`, each with a course to it, from those who may have the move, and where.

        begun: (mover, state) with the moves that led there. left: how many moves there still are.
        """
        graph, tables = self.graph, self.tables
        layer = dict(begun)
        ended: dict[int, Steps] = {}
        # By layers: who may have the move where, with ever fewer moves left, and how it came to that.
        for still in range(left, 0, -1):
            following: dict[tuple[int, int], Steps] = {}
            for (mover, here), moves in sorted(layer.items()):
                if tables[still].stays[mover, here]:
                    ended.setdefault(here, moves)
                    continue
                feared = self._rules.feared(tables[still - 1].values, mover)
                value = tables[still].values[dm, mover, here]
                targets = graph.arrows[mover].of(here)
                best = feared[mover][targets] == feared[mover][targets].max()
                for there in targets[best & (feared[dm][targets] == value)].tolist():
                    step = (*moves, (mover, here, there))
                    if graph.decision_makers == 1 or still == 1:
                        ended.setdefault(there, step)
                        continue
                    for other in range(graph.decision_makers):
                        if other != mover and tables[still - 1].values[dm, other, there] == value:
                            following.setdefault((other, there), step)
            layer = following
        return ended


def as_graph(conflict: Conflict | Graph) -> Graph:
    """The conflict with every move as an arrow."""
    return conflict if isinstance(conflict, Graph) else drawn(conflict)[0]


def in_shape(conflict: Conflict | Graph, by_state: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Marks by state of the drawn graph back to the shape of the conflict, False where infeasible."""
    if isinstance(conflict, Graph):
        return by_state
    laid = np.zeros(conflict.feasible.shape, dtype=by_state.dtype)
    laid[conflict.feasible] = by_state
    return laid


def known(conflict: Conflict | Graph, dm: int) -> None:
    """Raise UnknownName where there is no such decision maker."""
    decision_maker(dm, conflict.decision_makers)


def checked(horizon: int) -> int:
    """The horizon; WrongEntry for one that nobody can look to."""
    return whole_number(horizon, "a horizon is a number of moves", 1, MOST_MOVES)
