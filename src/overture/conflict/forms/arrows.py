"""The graph model drawn by hand: states by number and the arrows of every decision maker.

Moves need not be transitive here: from s to t and from t to u does not mean from s to u. So "nobody
moves twice in a row" matters, and what others can bring about is followed over pairs of a state and
the last mover (Fang, Hipel and Kilgour 1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, DoesNotFit, NoFeasibleState, NotSquare, WrongEntry
from overture.conflict.forms.entries import is_pair, marks, of_state, pair_of_states, whole
from overture.conflict.forms.graph import Bools, Conflict, Ints
from overture.conflict.memory import refuse_beyond

Places = npt.NDArray[np.intp]

MOST_ARROWS = 1 << 26
"""Arrows that are written out when a conflict in option form is drawn (8 bytes each)."""


@dataclass(frozen=True, eq=False)
class Arrows:
    """The moves of one decision maker: those from state s lead to `targets[start[s]:start[s + 1]]`."""

    start: Places
    targets: Places

    @property
    def sources(self) -> Places:
        """For every arrow the state that it leaves."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def of(self, state: int) -> Places:
        """Where the arrows from one state lead, in rising order."""
        return self.targets[self.start[state] : self.start[state + 1]]

    def only(self, which: Bools) -> Arrows:
        """The arrows marked in `which`, one mark for each arrow."""
        return _arrows(len(self.start) - 1, self.sources[which], self.targets[which])

    def fold(self, join: np.ufunc, values: npt.NDArray[Any], nothing: Any) -> npt.NDArray[Any]:
        """Join (min or max) of `values` over the targets from each state; `nothing` where none leaves."""
        joined = np.full(len(self.start) - 1, nothing, dtype=values.dtype)
        leaves = np.diff(self.start) > 0
        if leaves.any():
            joined[leaves] = join.reduceat(values[self.targets], self.start[:-1][leaves])
        return joined


@dataclass(frozen=True, eq=False)
class Graph:
    """States 0 to n - 1, the arrows of every decision maker, and a ranking for each (higher is better).

    >>> crossing = Graph.from_arrows(2, [[(0, 1)], []], [[0, 1], [1, 0]])
    >>> crossing.states, crossing.decision_makers, crossing.moves(0, 0), crossing.moves(0, 1)
    (2, 2, (1,), ())
    """

    arrows: tuple[Arrows, ...]
    ranks: tuple[Ints, ...]

    @classmethod
    def from_arrows(
        cls, states: int, arrows: Sequence[Iterable[tuple[int, int]]], ranks: Sequence[Sequence[int] | Ints]
    ) -> Graph:
        """Arrows as pairs (from, to) for every decision maker; an arrow from a state to itself is left out.

        Raises NoFeasibleState without states, WrongEntry for an arrow that is no pair or a rank that is no whole
        number, ConflictError for an arrow that leaves the states, a ranking of the wrong length, or unequal
        numbers of decision makers.
        """
        if states < 1:
            raise NoFeasibleState("a conflict needs at least one state")
        if states > MOST_ARROWS:
            raise DoesNotFit(f"{states:,} states are too many for a graph drawn by hand (at most {MOST_ARROWS:,})")
        found = []
        for dm, pairs in enumerate(arrows):
            both = _pairs(dm, pairs)
            if both.size and (both.min() < 0 or both.max() >= states):
                raise ConflictError(f"an arrow of decision maker {dm} leads beyond the states 0 to {states - 1}")
            found.append(_arrows(states, both[:, 0], both[:, 1]))
        return cls(tuple(found), _ranks(states, len(found), ranks))

    @classmethod
    def from_matrices(cls, matrices: Sequence[Any], ranks: Sequence[Sequence[int] | Ints]) -> Graph:
        """One square matrix of moves for every decision maker: entry (s, t) says whether s may become t.

        Raises NotSquare for another shape, WrongEntry for an entry that is not 0 or 1 (True or False), and
        ConflictError as `from_arrows` does.

        >>> swing = Graph.from_matrices([[[0, 1], [1, 0]]], [[0, 1]])
        >>> swing.moves(0, 1)
        (0,)
        """
        squares = [np.asarray(matrix) for matrix in matrices]
        size = squares[0].shape[0] if squares and squares[0].ndim else 0
        for dm, square in enumerate(squares):
            if square.shape != (size, size):
                raise NotSquare(
                    f"the matrix of decision maker {dm} has the shape {square.shape}: give it one row and one "
                    f"column for each of the {size} states"
                )
        if size == 0:
            raise NoFeasibleState("a conflict needs at least one state")
        pairs = [
            np.nonzero(marks(square, f"the matrix of decision maker {dm}", pair_of_states))
            for dm, square in enumerate(squares)
        ]
        return cls(tuple(_arrows(size, *both) for both in pairs), _ranks(size, len(squares), ranks))

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.arrows[0].start) - 1

    @property
    def decision_makers(self) -> int:
        """How many decision makers there are."""
        return len(self.arrows)

    def moves(self, dm: int, state: int) -> tuple[int, ...]:
        """R_dm(state): where the arrows of `dm` lead from `state`."""
        return tuple(self.arrows[dm].of(state).tolist())

    def improvements(self, dm: int) -> Arrows:
        """The arrows of `dm` that lead to a state that it prefers to the one that it leaves."""
        own, rank = self.arrows[dm], self.ranks[dm]
        return own.only(rank[own.targets] > rank[own.sources])


def drawn(conflict: Conflict) -> tuple[Graph, Places]:
    """A conflict in option form with every move as an arrow, and the cell of each of its states.

    The states are the feasible cells in rising order. Raises NoFeasibleState where there is none, and
    DoesNotFit for more than MOST_ARROWS moves, before memory is taken.

    >>> from overture.conflict.forms.graph import relation
    >>> free, rank = relation(2, 0), np.zeros((2, 2), dtype=int)
    >>> flat = Conflict((0, 1), (free, free), np.array([[True, True], [True, False]]), (rank, rank))
    >>> graph, cells = drawn(flat)
    >>> cells.tolist(), graph.moves(0, 0), graph.moves(1, 0), graph.moves(0, 1)
    ([0, 1, 2], (2,), (1,), ())
    """
    count = int(np.count_nonzero(conflict.feasible))
    if not count:
        raise NoFeasibleState("no state is feasible: take back one of the conditions that exclude states")
    targets = [prod(allowed.sum(axis=1).max() for allowed in _own(conflict, dm)) for dm in range(len(conflict.ranks))]
    if count * float(sum(targets)) > MOST_ARROWS:
        raise DoesNotFit(
            f"{count:,} states with up to {sum(targets):,} moves each are too many to draw as arrows "
            f"(at most {MOST_ARROWS:,}): leave options out, or ask for one of the five concepts that need none"
        )
    refuse_beyond(conflict.feasible.size * 8, f"the numbers of the states among {conflict.feasible.size:,} settings")
    cells = np.flatnonzero(conflict.feasible)
    number = np.full(conflict.feasible.size, -1, dtype=np.intp)
    number[cells] = np.arange(len(cells))
    arrows = []
    for dm in range(conflict.decision_makers):
        reach = [number[conflict.reach[dm].from_cell(int(cell))[0]] for cell in cells]
        counts = [len(found) for found in reach]
        ends = np.concatenate(reach)
        sources = np.repeat(np.arange(len(cells)), counts)[ends >= 0]
        arrows.append(_arrows(len(cells), sources, ends[ends >= 0]))
    ranks = tuple(rank.reshape(-1)[cells].astype(np.int64) for rank in conflict.ranks)
    return Graph(tuple(arrows), ranks), cells


def least_reachable(values: Ints, arrows: Sequence[Arrows], high: int) -> Ints:
    """For each state the least of `values` over it and all that the movers can bring about from it.

    A legal sequence of moves has no mover twice in a row, whoever begins. The least value is followed
    over pairs of a state and the last mover to its fixed point.

    >>> chain = Graph.from_arrows(3, [[(0, 1), (1, 2)]], [[0, 0, 0]])
    >>> least_reachable(np.array([5, 3, 1]), chain.arrows, 9)   # one mover does not go on to the third
    array([3, 1, 1])
    """
    after = [values] * len(arrows)  # the least from a state on, if this mover moved last
    while True:
        through = [own.fold(np.minimum, least, high) for own, least in zip(arrows, after, strict=True)]
        renewed = []
        for last in range(len(arrows)):
            others = [least for mover, least in enumerate(through) if mover != last]
            renewed.append(np.minimum.reduce([values, *others]))
        if all((old == new).all() for old, new in zip(after, renewed, strict=True)):
            least: Ints = np.minimum.reduce([values, *through])
            return least
        after = renewed


def _own(conflict: Conflict, dm: int) -> list[Bools]:
    return [conflict.relations[axis] for axis in conflict.axes(dm)]


def _arrows(states: int, sources: npt.NDArray[Any], targets: npt.NDArray[Any]) -> Arrows:
    moving = sources != targets
    sources, targets = sources[moving], targets[moving]
    order = np.lexsort((targets, sources))
    start = np.zeros(states + 1, dtype=np.intp)
    np.cumsum(np.bincount(sources, minlength=states), out=start[1:])
    return Arrows(start, targets[order].astype(np.intp))


def _pairs(dm: int, pairs: Iterable[tuple[int, int]]) -> Places:
    given = list(pairs)
    try:
        both = np.array(given)
    except ValueError:  # of different lengths
        both = np.array([None])
    if not given:
        return np.empty((0, 2), dtype=np.intp)
    if both.dtype.kind not in "iu" or both.ndim != 2 or both.shape[1] != 2:
        strange = next((one for one in given if not is_pair(one)), given[0])
        raise WrongEntry(f"an arrow of decision maker {dm} is a pair of states (from, to), not {strange!r}")
    return np.unique(both, axis=0).astype(np.intp)


def _ranks(states: int, count: int, ranks: Sequence[Sequence[int] | Ints]) -> tuple[Ints, ...]:
    if len(ranks) != count:
        raise ConflictError(f"{len(ranks)} rankings for {count} decision makers")
    if not count:
        raise ConflictError("a conflict needs at least one decision maker")
    given = [np.asarray(rank) for rank in ranks]
    for dm, rank in enumerate(given):
        if rank.shape != (states,):
            raise ConflictError(f"the ranking of decision maker {dm} has {rank.size} entries for {states} states")
    arrays = tuple(
        whole(rank, f"the ranking of decision maker {dm}", of_state).astype(np.int64)
        for dm, rank in enumerate(given)
    )
    for rank in arrays:
        # A level below and one above all ranks serve as neutral elements.
        if rank.max() >= np.iinfo(np.int64).max or rank.min() <= np.iinfo(np.int64).min:
            raise ConflictError("ranks beyond 63 bits: number the levels densely first")
    return arrays
