"""Legal sequences of moves as sets of pairs, for preferences that are no ranking.

With a ranking, the least value within reach is all that a sanction needs (`least_reachable`). Where
preferences are given pair by pair, unknown or in degrees, the sets themselves are needed: which states a
decision maker and the others after it can bring about (Fang, Hipel and Kilgour 1993). A set of states is
kept as a row of bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, DoesNotFit, NotSquare
from overture.conflict.forms.arrows import Arrows
from overture.conflict.forms.entries import marks, pair_of_states
from overture.conflict.forms.graph import Bools

Bits = npt.NDArray[np.unsignedinteger[Any]]

MOST_STATES = 8192
"""States for which pairs are kept: a table of all pairs has 64 million entries then."""


def fitting(states: int) -> None:
    """Raise DoesNotFit where a table of all pairs of states would be too large."""
    if states > MOST_STATES:
        raise DoesNotFit(
            f"{states:,} states have {float(states) ** 2:,.0f} pairs; preferences by pairs are kept for at most "
            f"{MOST_STATES:,} states: leave options out, or give rankings"
        )


def square(matrix: Any, states: int, what: str) -> Bools:
    """The matrix as booleans; NotSquare unless it has a row and a column for each state, WrongEntry for no 0 or 1."""
    given = np.asarray(matrix)
    if given.shape != (states, states):
        raise NotSquare(f"{what} has the shape {given.shape}: give it a row and a column for each of {states} states")
    return marks(given, what, pair_of_states)


def strict(better: Bools, what: str) -> Bools:
    """The matrix itself; ConflictError where of two states each is better than the other, or one than itself."""
    both = better & better.T
    if both.any():
        s, t = (int(place) for place in np.argwhere(both)[0])
        raise ConflictError(
            f"{what} says that state {t} is better than state {s} and the other way round: keep one of the two"
            if s != t
            else f"{what} says that state {s} is better than itself: leave its diagonal empty"
        )
    return better


def ends(arrows: Sequence[Arrows], states: int) -> Bits:
    """For each state the set of ends of legal sequences of at least one move, as bits.

    No mover moves twice in a row. A sequence may come back to where it began. Without movers, or moves,
    the sets are empty.

    >>> from overture.conflict.forms.arrows import Graph
    >>> two = Graph.from_arrows(4, [[(0, 1), (1, 2)], [(1, 3), (3, 0)]], [[0] * 4] * 2)
    >>> np.unpackbits(ends(two.arrows, 4), axis=1, count=4)   # 0 to 1 to 3; not 0 to 1 to 2
    array([[0, 1, 0, 1],
           [0, 0, 1, 1],
           [0, 0, 0, 0],
           [1, 1, 0, 1]], dtype=uint8)
    """
    return met(np.packbits(np.eye(states, dtype=np.bool_), axis=1), arrows)


def met(marked: Bits, movers: Sequence[Arrows]) -> Bits:
    """For each state (row) the union of the rows of `marked` at the ends of legal sequences of moves from it.

    A sequence has at least one move and no mover twice in a row. Rows are bits, in words of any width.

    >>> from overture.conflict.forms.arrows import Graph
    >>> two = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0] * 3] * 2)
    >>> met(np.array([[0], [2], [4]], np.uint64), two.arrows).tolist()
    [[6], [4], [0]]
    """
    begun = [np.zeros_like(marked) for _ in movers]  # what is met if this mover begins
    unchanged = mover = 0
    while movers and unchanged < len(movers):
        then = np.bitwise_or.reduce([marked, *(rows for other, rows in enumerate(begun) if other != mover)])
        renewed = joined(movers[mover], then)
        unchanged = unchanged + 1 if np.array_equal(renewed, begun[mover]) else 1
        begun[mover] = renewed
        mover = (mover + 1) % len(movers)
    together: Bits = np.bitwise_or.reduce([np.zeros_like(marked), *begun])
    return together


def joined(own: Arrows, rows: Bits) -> Bits:
    """For each state the union of the sets in `rows` over the targets of its arrows."""
    out: Bits = np.zeros_like(rows)
    degree = np.diff(own.start)
    # The k-th arrow of every state that has so many, all at once: no table over all arrows is laid out.
    for k in range(int(degree.max(initial=0))):
        at = np.flatnonzero(degree > k)
        out[at] |= rows[own.targets[own.start[at] + k]]
    return out


def sanctioned(considered: Arrows, reached: Bits, answers: Bools) -> Bools:
    """The states from which every considered move leads to a state where some answer is within reach.

    reached: for each state the set that the others can bring about from it.
    answers[s, t]: t answers a move from s.

    >>> from overture.conflict.forms.arrows import Graph
    >>> two = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0] * 3] * 2)
    >>> sanctioned(two.arrows[0], ends(two.arrows[1:], 3), np.array([[0, 0, 1], [0, 0, 0], [0, 0, 0]], bool))
    array([ True,  True,  True])
    """
    packed = np.packbits(answers, axis=1)
    degree = np.diff(considered.start)
    held: Bools = np.ones(len(degree), dtype=np.bool_)
    for k in range(int(degree.max(initial=0))):
        at = np.flatnonzero((degree > k) & held)
        to = considered.targets[considered.start[at] + k]
        held[at] = (reached[to] & packed[at]).any(axis=1)
    return held


def without_escape(own: Arrows, answers: Bools) -> Bools:
    """The answers (t to a move from s) after which every further own move leads to an answer again.

    >>> from overture.conflict.forms.arrows import Graph
    >>> one = Graph.from_arrows(3, [[(1, 2)]], [[0] * 3])
    >>> without_escape(one.arrows[0], np.array([[1, 1, 0], [0, 0, 0], [0, 1, 1]], bool)).astype(int)
    array([[1, 0, 0],
           [0, 0, 0],
           [0, 1, 1]])
    """
    states = len(answers)
    leads_out = joined(own, np.packbits(~answers.T, axis=1))  # by t: the s for which some move from t is no answer
    escape = np.unpackbits(leads_out, axis=1, count=states).astype(np.bool_).T
    kept: Bools = answers & ~escape
    return kept
