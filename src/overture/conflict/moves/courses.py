"""Courses of events: who moves where from a given start, and where that settles.

At a state, any one decision maker that has a credible improvement makes one: those of highest rank for
it, and of these only such as change an inclusion-minimal set of options. Courses run until nobody
moves. What they settle in are the terminal strongly connected components of this move graph that can
be reached from the start: a single state, or several among which the parties keep moving. (Status quo
analysis, Li, Kilgour and Hipel 2005, with moves restricted to credible ones.)

In a graph drawn by hand there are no options to be sparing with: a mover makes any of its credible
improvements of highest rank, and may move again if another is open to it from there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import Conflict, Ints, State
from overture.conflict.moves.walks import Course, Ground, Move

MOST_STATES = 50_000
"""Courses from one start are followed through so many states."""

MOST_LOOKED_AT = 1 << 31
"""And so many own moves are looked at on the way, credible or not."""

FEW = 64
"""Sets of options that are compared pair by pair; of more, all subsets are marked at once."""


class TooManyCourses(ConflictError):
    """Courses from one start lead to more states than can be followed."""


@dataclass(frozen=True)
class Step:
    """One move: who, and the options that it changes as (axis, new value) by rising axis."""

    dm: int
    sets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Settlement:
    """Where courses end: its states by rising cell number, and one shortest course to it.

    The course leads from the start to the state of the settlement that is reached first.
    """

    states: tuple[State, ...]
    course: tuple[Step, ...]

    @property
    def single(self) -> bool:
        """True for a stable reply, False where the parties keep moving among several states."""
        return len(self.states) == 1


@dataclass(frozen=True)
class DrawnSettlement:
    """The same in a graph drawn by hand: states by number, and a course of moves."""

    states: tuple[int, ...]
    course: Course

    @property
    def single(self) -> bool:
        """True for a single state, False where the parties keep moving among several."""
        return len(self.states) == 1


@overload
def settle(conflict: Conflict, start: State, securities: Sequence[Ints]) -> tuple[Settlement, ...]: ...


@overload
def settle(conflict: Graph, start: int, securities: Sequence[Ints]) -> tuple[DrawnSettlement, ...]: ...


def settle(
    conflict: Conflict | Graph, start: State | int, securities: Sequence[Ints]
) -> tuple[Settlement, ...] | tuple[DrawnSettlement, ...]:
    """The settlements of the courses of events from `start`, by rising smallest cell or state number.

    `securities[i]` is `security(conflict, i, foresight of i)`. There is always at least one settlement.
    Only states that a course reaches are visited. Among shortest courses the one of the lowest movers
    and cells, step by step, is told, so the answer never depends on chance.

    Raises UnknownName if `start` is no state, ConflictError if it is infeasible, or an array is missing or of
    another shape; TooManyCourses where they lead through too many states to follow.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation, security
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> settle(dilemma, (0, 1), [security(dilemma, i, "seq") for i in (0, 1)])
    (Settlement(states=((1, 1),), course=(Step(dm=0, sets=((0, 1),)),)),)
    >>> chain = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 1, 2], [0, 0, 1]])
    >>> settle(chain, 1, [security(chain, i, "seq") for i in (0, 1)])
    (DrawnSettlement(states=(2,), course=(Move(mover=1, start=1, end=2),)),)
    """
    if len(securities) != conflict.decision_makers:
        raise ConflictError(f"{len(securities)} securities for {conflict.decision_makers} decision makers")
    if isinstance(conflict, Graph):
        return _settle_drawn(conflict, start, securities)
    if any(values.shape != conflict.shape for values in securities):
        raise ConflictError(f"securities must have the shape of the conflict, {conflict.shape}")
    if isinstance(start, int):
        raise UnknownName(f"{start} is not a state of a conflict of shape {conflict.shape}")
    first = conflict.index(start)
    if not conflict.feasible[tuple(start)]:
        raise ConflictError(f"the start {start} is infeasible")
    endings = _followed(first, _Movers(conflict, securities))
    return tuple(
        Settlement(tuple(conflict.state(cell) for cell in cells), tuple(_step(conflict, *move) for move in course))
        for cells, course in endings
    )


def _settle_drawn(graph: Graph, start: State | int, securities: Sequence[Ints]) -> tuple[DrawnSettlement, ...]:
    if any(values.shape != (graph.states,) for values in securities):
        raise ConflictError(f"securities must have one entry for each of {graph.states} states")
    first = Ground(graph).place(start)
    return tuple(
        DrawnSettlement(tuple(states), tuple(Move(dm, before, after) for before, dm, after in course))
        for states, course in _followed(first, _DrawnMovers(graph, securities))
    )


def _followed(first: int, movers: _Movers | _DrawnMovers) -> list[tuple[list[int], list[tuple[int, int, int]]]]:
    """The cells of each settlement and one shortest course to it, as (cell before, mover, cell after)."""
    follows: dict[int, list[int]] = {}
    came: dict[int, tuple[int, int]] = {}
    frontier = [first]
    # Breadth first, so that `came` holds shortest courses, and in order of first arrival.
    for cell in frontier:
        if len(frontier) > MOST_STATES or movers.looked_at > MOST_LOOKED_AT:
            raise TooManyCourses(
                f"courses lead to more than {min(len(frontier), MOST_STATES):,} states: hold some options fixed, or "
                "let rankings tell more states apart"
            )
        follows[cell] = []
        for dm, target in movers.moves(cell):
            follows[cell].append(target)
            if target not in came and target != first:
                came[target] = (cell, dm)
                frontier.append(target)
    arrival = {cell: at for at, cell in enumerate(frontier)}
    return [
        (cells, _course(came, min(cells, key=arrival.__getitem__))) for cells in sorted(_terminal_components(follows))
    ]


def improves(conflict: Conflict, dm: int, state: State, *, hold: Collection[int] = ()) -> bool:
    """Can `dm` reach a feasible state that it strictly prefers by a move of its own from `state`?

    Options on the axes in `hold` stay as they are. Foresight plays no part: this asks whether the
    decision maker would keep to what it has, not whether leaving it pays in the end.

    Raises UnknownName if there is no such state or decision maker, ConflictError if the state is infeasible.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> one = Conflict((0,), (free,), np.ones(2, dtype=bool), (np.array([0, 1]),))
    >>> improves(one, 0, (0,)), improves(one, 0, (1,)), improves(one, 0, (0,), hold=[0])
    (True, False, False)
    """
    return best_improvement(conflict, dm, state, hold=hold) is not None


def best_improvement(conflict: Conflict, dm: int, state: State, *, hold: Collection[int] = ()) -> State | None:
    """The best of the feasible states that `dm` strictly prefers to `state` and can reach by a move of its own.

    Of several as good, that which changes the fewest options, and of these the first. As for `improves`; nothing
    where there is none.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation
    >>> two = Conflict((0, 0), (relation(2, 0),) * 2, np.ones((2, 2), dtype=bool), (np.array([[0, 1], [1, 1]]),))
    >>> best_improvement(two, 0, (0, 0)), best_improvement(two, 0, (1, 1))
    ((0, 1), None)
    """
    here = conflict.index(state)
    if not conflict.feasible[tuple(state)]:
        raise ConflictError(f"the state {state} is infeasible")
    decision_maker(dm, conflict.decision_makers)
    cells, changed = conflict.reach[dm].from_cell(here)
    held = sum(1 << bit for bit, axis in enumerate(conflict.axes(dm)) if axis in hold)
    rank = conflict.ranks[dm].reshape(-1)
    open_ = (changed & held == 0) & conflict.feasible.reshape(-1)[cells] & (rank[cells] > rank[here])
    cells, changed = cells[open_], changed[open_]
    if not len(cells):
        return None
    best = rank[cells] == rank[cells].max()
    cells, options = cells[best], np.bitwise_count(changed[best])
    return tuple(int(v) for v in np.unravel_index(int(cells[options == options.min()].min()), conflict.shape))


class _Movers:
    """The moves that courses of events make, cell by cell."""

    def __init__(self, conflict: Conflict, securities: Sequence[Ints]) -> None:
        self._able = [
            (dm, conflict.reach[dm], conflict.ranks[dm].reshape(-1), values.reshape(-1))
            for dm, values in enumerate(securities)
            if dm in conflict.owners
        ]
        self.looked_at = 0  # own moves

    def moves(self, cell: int) -> list[tuple[int, int]]:
        """(decision maker, target) of every move made from `cell`."""
        made = []
        for dm, reach, ranks, values in self._able:
            targets, changed = reach.from_cell(cell)
            self.looked_at += len(targets)
            credible = values.take(targets) > ranks[cell]
            if not credible.any():
                continue
            chosen = targets[credible]
            rank = ranks.take(chosen)
            top = rank == rank.max()
            for target in _fewest_changes(chosen[top].tolist(), changed[credible][top].tolist()):
                made.append((dm, target))
        return made


class _DrawnMovers:
    """The moves that courses of events make in a graph drawn by hand, state by state."""

    def __init__(self, graph: Graph, securities: Sequence[Ints]) -> None:
        self._graph = graph
        self._securities = securities
        self.looked_at = 0  # own moves

    def moves(self, state: int) -> list[tuple[int, int]]:
        """(decision maker, target) of every move made from `state`."""
        made = []
        for dm, (arrows, rank) in enumerate(zip(self._graph.arrows, self._graph.ranks, strict=True)):
            targets = arrows.of(state)
            self.looked_at += len(targets)
            credible = targets[self._securities[dm][targets] > rank[state]]
            if len(credible):
                made += [(dm, target) for target in credible[rank[credible] == rank[credible].max()].tolist()]
        return made


def _fewest_changes(targets: list[int], changed: list[int]) -> list[int]:
    """The targets whose set of changed options contains no other target's set properly."""
    if len(targets) == 1:
        return targets
    sets = set(changed)
    if len(sets) > FEW:
        return _fewest_of_many(np.array(targets), np.array(changed))
    minimal = {one for one in sets if not any(other & one == other != one for other in sets)}
    return sorted(target for target, one in zip(targets, changed, strict=True) if one in minimal)


def _fewest_of_many(targets: npt.NDArray[np.intp], changed: npt.NDArray[np.intp]) -> list[int]:
    """The same by marking every set that contains a target's set, option by option."""
    bits = int(changed.max()).bit_length()
    contains = np.zeros(1 << bits, bool)  # for every set of options whether some target's set is within it
    contains[changed] = True
    for bit in range(bits):
        halves = contains.reshape(-1, 2, 1 << bit)
        halves[:, 1] |= halves[:, 0]
    minimal = np.ones(len(changed), bool)
    for bit in range(bits):
        has = (changed >> bit) & 1 == 1
        minimal[has] &= ~contains[changed[has] & ~(1 << bit)]
    return [int(target) for target in np.sort(targets[minimal])]


def _course(came: dict[int, tuple[int, int]], cell: int) -> list[tuple[int, int, int]]:
    steps = []
    while cell in came:
        before, dm = came[cell]
        steps.append((before, dm, cell))
        cell = before
    return steps[::-1]


def _step(conflict: Conflict, before: int, dm: int, after: int) -> Step:
    pairs = enumerate(zip(conflict.state(before), conflict.state(after), strict=True))
    return Step(dm, tuple((axis, new) for axis, (old, new) in pairs if old != new))


def _terminal_components(follows: dict[int, list[int]]) -> list[list[int]]:
    """The strongly connected components that no arrow leaves, each sorted (Tarjan 1972, iterative)."""
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    closed: set[int] = set()
    stack: list[int] = []
    terminal: list[list[int]] = []
    for root in follows:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        stack.append(root)
        path = [(root, iter(follows[root]))]
        while path:
            cell, rest = path[-1]
            for target in rest:
                if target not in number:
                    number[target] = lowest[target] = len(number)
                    stack.append(target)
                    path.append((target, iter(follows[target])))
                    break
                if target not in closed:
                    lowest[cell] = min(lowest[cell], number[target])
            else:
                path.pop()
                if path:
                    parent = path[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[cell])
                if lowest[cell] == number[cell]:
                    members = {cell}
                    while (member := stack.pop()) != cell:
                        members.add(member)
                    closed |= members
                    if all(target in members for one in members for target in follows[one]):
                        terminal.append(sorted(members))
    return terminal
