"""Which two outcomes to ask about next, so that few questions give the whole ranking.

The outcomes are numbered from nought. Answers are all the state that there is: take the last one
away and the questions go back by one. Each outcome is put into the ranking of those before it by
halving what is left of that ranking (binary insertion: Knuth 1998, section 5.3.1); outcomes that are
alike share a place, and what follows from earlier answers is never asked. Of n outcomes that takes at
the most the sum of the lengths of 1, 2, ..., n - 1 as binary numbers, which is below n log2 n. Where this
bound leaves the other outcome of a question free, the one that is nearest is taken: it is easier to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log2
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.int64]
Pair = tuple[int, int]


class Answer(NamedTuple):
    """One outcome is preferred to another, or the two are alike."""

    better: int
    worse: int
    alike: bool = False


class Known(NamedTuple):
    """What follows from answers, (n, n): `at_least[a, b]`, a is no worse than b; `above[a, b]`, a is better."""

    at_least: Bools
    above: Bools

    @property
    def contradictory(self) -> bool:
        return bool(self.above.diagonal().any())


def most_questions(outcomes: int) -> int:
    """The most questions that a ranking may take: n log2 n, rounded down.

    >>> most_questions(1), most_questions(2), most_questions(12), most_questions(40)
    (0, 2, 43, 212)
    """
    return floor(outcomes * log2(outcomes)) if outcomes > 1 else 0


def what_follows(outcomes: int, answers: Sequence[Answer]) -> Known:
    """Everything that the answers imply.

    >>> known = what_follows(3, [Answer(0, 1), Answer(1, 2, alike=True)])
    >>> bool(known.above[0, 2]), bool(known.above[1, 2]), bool(known.at_least[2, 1])
    (True, False, True)
    """
    at_least = np.eye(outcomes, dtype=bool)
    strict = np.zeros((outcomes, outcomes), bool)
    for better, worse, alike in answers:
        at_least[better, worse] = True
        if alike:
            at_least[worse, better] = True
        else:
            strict[better, worse] = True
    for middle in range(outcomes):
        at_least |= at_least[:, middle : middle + 1] & at_least[middle]
    return Known(at_least, at_least @ strict @ at_least)


def _standing(known: Known, ranking: list[list[int]], outcome: int) -> tuple[int, int, bool]:
    """Between which places of a ranking an outcome stands (first, last), or the place that it shares."""
    first, last = 0, len(ranking)
    for place, group in enumerate(ranking):
        if known.at_least[group[0], outcome] and known.at_least[outcome, group[0]]:
            return place, place, True
        if known.above[group[0], outcome]:
            first = max(first, place + 1)
        elif known.above[outcome, group[0]]:
            last = min(last, place)
    return first, last, False


def _placed(outcomes: int, known: Known) -> tuple[list[list[int]], int, tuple[int, int]]:
    """The ranking of as many of the first outcomes as have their place, how many, and where the next may stand."""
    ranking: list[list[int]] = []
    for outcome in range(outcomes):
        first, last, shared = _standing(known, ranking, outcome)
        if shared:
            ranking[first].append(outcome)
        elif first == last:
            ranking.insert(first, [outcome])
        else:
            return ranking, outcome, (first, last)
    return ranking, outcomes, (0, 0)


def next_pair(outcomes: int, answers: Sequence[Answer], apart: Levels | None = None) -> Pair | None:
    """The two outcomes to ask about next; nothing where the ranking is complete. Raises `ValueError`.

    The error is for answers that contradict each other: see `smallest_contradiction`. `apart` (n, n): how much
    two outcomes differ; of pairs that leave as few questions at the most, the one that differs least is taken.

    >>> next_pair(3, []), next_pair(3, [Answer(0, 1)]), next_pair(3, [Answer(0, 1), Answer(1, 2)])
    ((1, 0), (2, 1), None)
    >>> next_pair(3, [Answer(0, 1)], np.array([[0, 1, 1], [1, 0, 2], [1, 2, 0]]))
    (2, 0)
    """
    known = what_follows(outcomes, answers)
    if known.contradictory:
        raise ValueError("these answers contradict each other")
    ranking, placed, (first, last) = _placed(outcomes, known)
    if placed == outcomes:
        return None
    if apart is None:
        return placed, ranking[(first + last) // 2][0]
    return placed, _nearest(ranking, first, last, apart[placed])


def _nearest(ranking: list[list[int]], first: int, last: int, far: Levels) -> int:
    """Of the outcomes that an outcome may be compared with for its place, the one that differs least from it.

    Of the groups between `first` and `last`, so many may be left on either side that one question fewer decides.
    """
    most = 2 ** ((last - first).bit_length() - 1) - 1
    middle = (first + last) // 2
    places = range(max(first, last - 1 - most), min(last - 1, first + most) + 1)
    pairs = [(int(far[outcome]), abs(place - middle), outcome) for place in places for outcome in ranking[place]]
    return min(pairs)[2]


def best_first(outcomes: int, answers: Sequence[Answer]) -> tuple[tuple[int, ...], ...] | None:
    """The ranking as groups of outcomes that are alike, the best first; nothing where something is still to ask.

    >>> best_first(3, [Answer(1, 0), Answer(0, 2, alike=True)])
    ((1,), (0, 2))
    """
    ranking, placed, _ = _placed(outcomes, what_follows(outcomes, answers))
    return tuple(map(tuple, ranking)) if placed == outcomes else None


def most_left(outcomes: int, answers: Sequence[Answer]) -> int:
    """How many questions there are still at the most.

    >>> most_left(12, []), most_left(3, [Answer(0, 1)])
    (33, 2)
    """
    known = what_follows(outcomes, answers)
    _, placed, (first, last) = _placed(outcomes, known)
    if placed == outcomes:
        return 0
    told = known.above | known.above.T
    tied = known.at_least & known.at_least.T
    count = (last - first).bit_length()
    for outcome in range(placed + 1, outcomes):
        if not tied[outcome, :outcome].any():
            count += int((~told[outcome, :outcome]).sum()).bit_length()
    return count


def checking_pairs(outcomes: int, answers: Sequence[Answer], most: int = 2) -> tuple[Pair, ...]:
    """Pairs of a complete ranking to ask about once more, since their order only follows from many answers.

    A slip shows in such a pair: the better one stands first in it. No outcome is in two of them.

    >>> checking_pairs(3, [Answer(0, 1), Answer(1, 2)])
    ((0, 2),)
    """
    steps = _steps(outcomes, answers)
    ranking = best_first(outcomes, answers) or ()
    place = {outcome: i for i, group in enumerate(ranking) for outcome in group}
    pairs = [(a, b) for a in place for b in place if place[a] < place[b] and steps[a, b] > 1]
    pairs.sort(key=lambda p: (-steps[p], place[p[0]], place[p[1]]))
    found: list[Pair] = []
    for pair in pairs:
        if len(found) < most and not any({*pair} & {*other} for other in found):
            found.append(pair)
    return tuple(found)


def _steps(outcomes: int, answers: Sequence[Answer]) -> npt.NDArray[np.int64]:
    """The fewest answers from which it follows that one outcome is no worse than another, (n, n)."""
    far = outcomes * outcomes
    steps = np.full((outcomes, outcomes), far, np.int64)
    np.fill_diagonal(steps, 0)
    for better, worse, alike in answers:
        steps[better, worse] = 1
        if alike:
            steps[worse, better] = 1
    for middle in range(outcomes):
        np.minimum(steps, steps[:, middle : middle + 1] + steps[middle], out=steps)
    return steps
