"""Status quo analysis: where events can go from a state, how soon, and by which ways."""

from __future__ import annotations

from .concepts import equilibria
from .models import SlowGraph, Steps

Path = tuple[tuple[int, int], ...]  # (who moved, to which state), step by step


def steps_of(g: SlowGraph, improving: bool) -> Steps:
    """The steps that count: all moves, or improvements only."""
    return g.improvements if improving else g.moves


def lengths(g: SlowGraph, start: int, improving: bool = False) -> dict[int, int]:
    """The states that legal sequences reach from start, with the fewest steps to each; start itself at none."""
    steps = steps_of(g, improving)
    found = {start: 0}
    passed: set[tuple[int, int]] = set()  # (state, who moved last)
    front: set[tuple[int, int | None]] = {(start, None)}
    length = 0
    while front:
        length += 1
        new = {
            (end, mover)
            for state, last in front
            for mover in range(g.m)
            if mover != last
            for end in steps[mover][state]
        } - passed
        passed |= new
        for end, _ in new:
            found.setdefault(end, length)
        front = set(new)
    return found


def shortest_paths(g: SlowGraph, start: int, end: int, improving: bool = False) -> frozenset[Path]:
    """All legal sequences of the fewest steps from start to end; no sequence at all where none leads there."""
    steps = steps_of(g, improving)
    wanted = lengths(g, start, improving).get(end)
    if wanted is None:
        return frozenset()
    paths: set[Path] = {()}
    for _ in range(wanted):
        paths = {
            (*path, (mover, t))
            for path in paths
            for mover in range(g.m)
            if not path or mover != path[-1][0]
            for t in steps[mover][path[-1][1] if path else start]
        }
    return frozenset(path for path in paths if (path[-1][1] if path else start) == end)


def reachable_equilibria(g: SlowGraph, start: int, concept: str, improving: bool = False) -> frozenset[int]:
    """The equilibria of a concept to which events can come from start; start itself may be one."""
    return equilibria(g, concept) & frozenset(lengths(g, start, improving))
