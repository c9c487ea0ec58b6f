"""Courses of events: who moves where from a given start, and where that settles.

At a state, any one decision maker that has a credible improvement makes one: those of highest rank for
it, and of these only such as change an inclusion-minimal set of options. Courses run until nobody
moves. What they settle in are the terminal strongly connected components of this move graph that can
be reached from the start: a single state, or several among which the parties keep moving. (Status quo
analysis, Li, Kilgour and Hipel 2005, with moves restricted to credible ones.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overture.conflict.graph import Conflict, Ints, State

MOST_STATES = 50_000
"""Courses from one start are followed through so many states."""

MOST_LOOKED_AT = 1 << 31
"""And so many own moves are looked at on the way, credible or not."""

FEW = 64
"""Sets of options that are compared pair by pair; of more, all subsets are marked at once."""


class TooManyCourses(Exception):
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


def settle(conflict: Conflict, start: State, securities: Sequence[Ints]) -> tuple[Settlement, ...]:
    """The settlements of the courses of events from `start`, by rising smallest cell number.

    `securities[i]` is `security(conflict, i, foresight of i)`. There is always at least one settlement.
    Only states that a course reaches are visited. Among shortest courses the one of the lowest movers
    and cells, step by step, is told, so the answer never depends on chance.

    Raises ValueError if `start` is infeasible or no state, or an array is missing or of another shape;
    TooManyCourses where they lead through too many states to follow.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation, security
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> settle(dilemma, (0, 1), [security(dilemma, i, "seq") for i in (0, 1)])
    (Settlement(states=((1, 1),), course=(Step(dm=0, sets=((0, 1),)),)),)
    """
    if len(securities) != conflict.decision_makers:
        raise ValueError(f"{len(securities)} securities for {conflict.decision_makers} decision makers")
    if any(values.shape != conflict.shape for values in securities):
        raise ValueError(f"securities must have the shape of the conflict, {conflict.shape}")
    first = conflict.index(start)
    if not conflict.feasible[tuple(start)]:
        raise ValueError(f"the start {start} is infeasible")
    movers = _Movers(conflict, securities)
    follows: dict[int, list[int]] = {}
    came: dict[int, tuple[int, int]] = {}
    frontier = [first]
    # Breadth first, so that `came` holds shortest courses, and in order of first arrival.
    for cell in frontier:
        if len(frontier) > MOST_STATES or movers.looked_at > MOST_LOOKED_AT:
            raise TooManyCourses(f"courses lead to more than {min(len(frontier), MOST_STATES):,} states")
        follows[cell] = []
        for dm, target in movers.moves(cell):
            follows[cell].append(target)
            if target not in came and target != first:
                came[target] = (cell, dm)
                frontier.append(target)
    arrival = {cell: at for at, cell in enumerate(frontier)}
    return tuple(
        Settlement(
            states=tuple(conflict.state(cell) for cell in cells),
            course=_course(conflict, came, min(cells, key=arrival.__getitem__)),
        )
        for cells in sorted(_terminal_components(follows))
    )


def improves(conflict: Conflict, dm: int, state: State, *, hold: Collection[int] = ()) -> bool:
    """Can `dm` reach a feasible state that it strictly prefers by a move of its own from `state`?

    Options on the axes in `hold` stay as they are. Foresight plays no part: this asks whether the
    decision maker would keep to what it has, not whether leaving it pays in the end.

    Raises ValueError if there is no such state or decision maker, or the state is infeasible.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> one = Conflict((0,), (free,), np.ones(2, dtype=bool), (np.array([0, 1]),))
    >>> improves(one, 0, (0,)), improves(one, 0, (1,)), improves(one, 0, (0,), hold=[0])
    (True, False, False)
    """
    here = conflict.index(state)
    if not conflict.feasible[tuple(state)]:
        raise ValueError(f"the state {state} is infeasible")
    if not 0 <= dm < conflict.decision_makers:
        raise ValueError(f"there is no decision maker {dm} among {conflict.decision_makers}")
    cells, changed = conflict.reach[dm].from_cell(here)
    held = sum(1 << bit for bit, axis in enumerate(conflict.axes(dm)) if axis in hold)
    cells = cells[changed & held == 0]
    rank = conflict.ranks[dm].reshape(-1)
    return bool((conflict.feasible.reshape(-1)[cells] & (rank[cells] > rank[here])).any())


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


def _course(conflict: Conflict, came: dict[int, tuple[int, int]], cell: int) -> tuple[Step, ...]:
    steps = []
    while cell in came:
        before, dm = came[cell]
        pairs = enumerate(zip(conflict.state(before), conflict.state(cell), strict=True))
        steps.append(Step(dm, tuple((axis, new) for axis, (old, new) in pairs if old != new)))
        cell = before
    return tuple(reversed(steps))


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
