"""Walking through a conflict from one state, in option form or drawn by hand: moves, and legal sequences of them.

Nothing is laid out beforehand: only states that a walk comes to are looked at, so one state of a large
conflict can be asked about. A legal sequence has nobody moving twice in a row. In option form each decision
maker's moves, and its improvements, are transitive (what two moves in a row bring about one brings about
too), so a state need be met only once. In a graph drawn by hand it is met once for every last mover
(Fang, Hipel and Kilgour 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.conflict.errors import ConflictError, DoesNotFit, UnknownName
from overture.conflict.forms.arrows import Graph, Places
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import Bools, Conflict, Ints, State

At = int | State
"""A state: its number in a graph drawn by hand, its setting of the options otherwise."""

MOST_MOVES = 1 << 25
"""Moves that are looked at on one walk, or several with one purpose; so many take some ten seconds."""

NOBODY = -1

TOGETHER: Final = -1
"""The mover of a move that several make at once, as one decision maker."""

Node = tuple[int, int]
"""A place and who moved last, or NOBODY where that does not matter."""


@dataclass(frozen=True)
class Move:
    """One move: who makes it, from which state, to which."""

    mover: int
    start: At
    end: At


Course = tuple[Move, ...]


class Ground:
    """The states of a conflict as places by number (cells in option form), with moves and ranks.

    `allowance` is what is left of the moves that may be looked at.
    """

    def __init__(self, conflict: Conflict | Graph) -> None:
        self._conflict = conflict
        self.decision_makers = conflict.decision_makers
        self.ranks: tuple[Ints, ...] = tuple(rank.reshape(-1) for rank in conflict.ranks)
        self.transitive = not isinstance(conflict, Graph)
        self.allowance = MOST_MOVES

    def place(self, state: At) -> int:
        """The place of a state; UnknownName where there is none, ConflictError where it is infeasible."""
        conflict = self._conflict
        if isinstance(conflict, Graph):
            if not isinstance(state, int | np.integer) or not 0 <= state < conflict.states:
                raise UnknownName(f"there is no state {state} among 0 to {conflict.states - 1}")
            return int(state)
        if not isinstance(state, tuple) or len(state) != len(conflict.shape):
            raise UnknownName(f"{state} is no setting of the {len(conflict.shape)} options")
        if not all(0 <= value < size for value, size in zip(state, conflict.shape, strict=True)):
            raise UnknownName(f"{state} is no setting of options with {conflict.shape} values")
        if not conflict.feasible[state]:
            raise ConflictError(f"the state {state} is infeasible: ask about one that is not")
        return conflict.index(state)

    def state(self, place: int) -> At:
        """The state at a place."""
        return place if isinstance(self._conflict, Graph) else self._conflict.state(place)

    def known(self, dm: int) -> int:
        """The decision maker itself; UnknownName where there is none."""
        return decision_maker(dm, self.decision_makers)

    def node(self, place: int, mover: int) -> Node:
        """Where somebody stands after a move by `mover`, as far as it matters for what comes next."""
        return place, NOBODY if self.transitive else mover

    def moves(self, dm: int, place: int) -> Places:
        """R_dm: where `dm` can go from a place. DoesNotFit once more than the allowance has been looked at."""
        conflict = self._conflict
        if isinstance(conflict, Graph):
            self.allowance -= len(conflict.arrows[dm].of(place)) + 1
        else:
            self.allowance -= conflict.reach[dm].count(place) + 1  # counted before it is laid out
        if self.allowance < 0:
            raise DoesNotFit(
                f"more than {MOST_MOVES:,} moves would have to be looked at from this one state: ask about another "
                "concept, or leave options out"
            )
        if isinstance(conflict, Graph):
            return conflict.arrows[dm].of(place)
        targets = conflict.reach[dm].from_cell(place)[0]
        legal: Bools = conflict.feasible.reshape(-1)[targets] & (targets != place)
        return targets[legal]

    def improvements(self, dm: int, place: int) -> Places:
        """UI_dm: those of the moves that lead to a state which `dm` prefers."""
        targets = self.moves(dm, place)
        better: Bools = self.ranks[dm][targets] > self.ranks[dm][place]
        return targets[better]


class Walk:
    """The legal sequences from a place by some movers, followed breadth first: shortest ones first.

    Going over a walk gives who moved, how many moves it took, and the places that this brought within
    reach. A place may be given again where it matters who moved last.
    """

    def __init__(self, ground: Ground, start: int, movers: Sequence[int], improving: bool = False) -> None:
        self._ground = ground
        self._movers = sorted(movers)
        self._steps = ground.improvements if improving else ground.moves
        self._start = (start, NOBODY)
        self._came: dict[Node, tuple[Node, int]] = {}

    def __iter__(self) -> Iterator[tuple[int, int, Places]]:
        node = self._ground.node
        known = {self._start}
        frontier = [(self._start, NOBODY, 1)]
        for here, last, length in frontier:
            for mover in self._movers:
                if mover == last:
                    continue
                targets = self._steps(mover, here[0]).tolist()
                fresh = [there for there in targets if node(there, mover) not in known]
                if not fresh:
                    continue
                for there in fresh:
                    key = node(there, mover)
                    known.add(key)
                    self._came[key] = (here, mover)
                    frontier.append((key, mover, length + 1))
                yield mover, length, np.array(fresh, dtype=np.intp)

    def course(self, end: int, mover: int) -> Course:
        """The moves by which a place was reached, the last of them by `mover`."""
        steps = []
        node = self._ground.node(end, mover)
        while node != self._start:
            before, who = self._came[node]
            steps.append(Move(who, self._ground.state(before[0]), self._ground.state(node[0])))
            node = before
        return tuple(reversed(steps))
