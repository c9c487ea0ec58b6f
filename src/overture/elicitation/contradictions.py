"""Answers that contradict each other, told by as few of them as can be.

Answers contradict each other exactly if they go in a circle, each outcome no worse than the next, with
a preference somewhere in it: without such a circle, the groups of alike outcomes can be put in a row.
So a smallest set of answers that contradict each other is a shortest such circle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from overture.elicitation.comparisons import Answer, what_follows


def smallest_contradiction(outcomes: int, answers: Sequence[Answer]) -> tuple[int, ...]:
    """The numbers of answers that contradict each other, as few as possible, in the order of their circle.

    Empty where the answers agree. Without any one of them the others of the set agree.

    >>> smallest_contradiction(4, [Answer(0, 1), Answer(1, 2), Answer(2, 3), Answer(2, 0), Answer(3, 0)])
    (0, 1, 3)
    >>> smallest_contradiction(3, [Answer(0, 1, alike=True), Answer(1, 2, alike=True)])
    ()
    """
    known = what_follows(outcomes, answers)
    if not known.contradictory:
        return ()
    ways: dict[int, list[tuple[int, int]]] = {}  # from each outcome to those it is no worse than, by which answer
    for number, (better, worse, alike) in enumerate(answers):
        ways.setdefault(better, []).append((worse, number))
        if alike:
            ways.setdefault(worse, []).append((better, number))
    best: tuple[int, ...] = ()
    for number, (better, worse, alike) in enumerate(answers):
        if alike or not known.at_least[worse, better]:
            continue
        most = len(best) - 2 if best else outcomes
        back = _shortest_way(ways, worse, better, most)
        if back is not None:
            best = (number, *back)
    return best


def _shortest_way(ways: dict[int, list[tuple[int, int]]], start: int, end: int, most: int) -> tuple[int, ...] | None:
    """The answers along a shortest way between two outcomes; nothing where it takes more than `most`."""
    came: dict[int, tuple[int, int]] = {start: (start, -1)}
    line = deque([(start, 0)])
    while line:
        here, far = line.popleft()
        if here == end:
            found: list[int] = []
            while here != start:
                here, number = came[here]
                found.append(number)
            return tuple(reversed(found))
        for there, number in ways.get(here, ()) if far < most else ():
            if there not in came:
                came[there] = (here, number)
                line.append((there, far + 1))
    return None
