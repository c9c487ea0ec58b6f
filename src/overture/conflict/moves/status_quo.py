"""Status quo analysis: what can come of a state, how soon, by whose moves, and which equilibria that reaches.

Li, Kilgour and Hipel 2005: from a status quo, the states that legal sequences of moves lead to, nobody
moving twice in a row; by any moves, or by improvements of their movers only. Stability says that a state
would last, this says whether it can come about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.entries import whole_number
from overture.conflict.forms.graph import Bools, Conflict
from overture.conflict.moves.walks import NOBODY, At, Course, Ground, Move, Node, Walk

MOST_PATHS = 20
"""Shortest paths that are told unless more are asked for."""


@dataclass(frozen=True)
class Reached:
    """The states that can come of `start`, each with the length of a shortest path; `start` itself with 0.

    >>> import numpy as np
    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 1, 0], [0, 0, 1]])
    >>> reached(graph, 0).among(np.array([True, False, True]))
    {0: 0, 2: 2}
    """

    start: At
    lengths: Mapping[At, int]

    def among(self, marks: Bools) -> dict[At, int]:
        """Those of the states that are marked, equilibria for instance, soonest first, with their lengths."""
        return {state: length for state, length in self.lengths.items() if marks[state]}


def reached(conflict: Conflict | Graph, start: At, *, improving: bool = False) -> Reached:
    """The states that legal sequences of moves lead to from `start`, soonest first.

    improving: by improvements of their movers only. Raises UnknownName for no state, ConflictError for an
    infeasible one, DoesNotFit where more than MOST_MOVES moves would have to be looked at.

    >>> graph = Graph.from_arrows(4, [[(0, 1), (2, 3)], [(1, 2)]], [[0, 1, 0, 2], [0, 1, 0, 0]])
    >>> reached(graph, 0).lengths, reached(graph, 0, improving=True).lengths
    ({0: 0, 1: 1, 2: 2, 3: 3}, {0: 0, 1: 1})
    """
    ground = Ground(conflict)
    begins = ground.place(start)
    lengths = {begins: 0}
    for _, length, places in Walk(ground, begins, range(ground.decision_makers), improving):
        for place in places.tolist():
            lengths.setdefault(place, length)
    return Reached(start, {ground.state(place): length for place, length in lengths.items()})


def shortest_paths(
    conflict: Conflict | Graph, start: At, end: At, *, improving: bool = False, most: int = MOST_PATHS
) -> tuple[Course, ...]:
    """The shortest legal sequences of moves from `start` to `end`, at most so many; none if none leads there.

    In the order of movers and states, step by step. Raises as `reached` does.

    >>> square = Graph.from_arrows(4, [[(0, 1), (2, 3)], [(0, 2), (1, 3)]], [[0] * 4] * 2)
    >>> for path in shortest_paths(square, 0, 3):
    ...     print([(move.mover, move.end) for move in path])
    [(0, 1), (1, 3)]
    [(1, 2), (0, 3)]
    """
    whole_number(most, "the number of paths is a whole number", 1)
    ground = Ground(conflict)
    begins, ends = ground.place(start), ground.place(end)
    if begins == ends:
        return ((),)
    layers: list[set[Node]] = [{(begins, NOBODY)}]  # by length
    for mover, length, places in Walk(ground, begins, range(ground.decision_makers), improving):
        if length == len(layers):
            if any(place == ends for place, _ in layers[-1]):
                break
            layers.append(set())
        layers[-1].update(ground.node(place, mover) for place in places.tolist())
    if all(place != ends for place, _ in layers[-1]):
        return ()
    onward = _onward(ground, layers, ends, improving)
    paths: list[Course] = []
    unfinished: list[tuple[Node, Course]] = [((begins, NOBODY), ())]
    while unfinished and len(paths) < most:
        node, path = unfinished.pop()
        if len(path) == len(onward):
            paths.append(path)
            continue
        for mover, there in reversed(onward[len(path)][node]):
            move = Move(mover, ground.state(node[0]), ground.state(there))
            unfinished.append((ground.node(there, mover), (*path, move)))
    return tuple(paths)


def _onward(
    ground: Ground, layers: list[set[Node]], ends: int, improving: bool
) -> list[dict[Node, list[tuple[int, int]]]]:
    """For each length and each node the moves (who, where to) that lie on a shortest path to the end."""
    steps = ground.improvements if improving else ground.moves
    wanted = {node for node in layers[-1] if node[0] == ends}
    onward: list[dict[Node, list[tuple[int, int]]]] = []
    for layer in reversed(layers[:-1]):
        leads = {}
        for place, last in layer:
            movers = [mover for mover in range(ground.decision_makers) if mover != last]
            found = [(mover, there) for mover in movers for there in steps(mover, place).tolist()]
            hits = [(mover, there) for mover, there in found if ground.node(there, mover) in wanted]
            if hits:
                leads[place, last] = hits
        wanted = set(leads)
        onward.append(leads)
    return onward[::-1]
