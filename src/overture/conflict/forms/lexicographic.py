"""Ranks from ordered statements, over arrays: any number of statements, in the smallest integers that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from overture.conflict.forms.entries import marks
from overture.conflict.forms.graph import Bools, Ints

# One level above and one below all ranks must fit in beside them.
_HOLDS: tuple[tuple[type[np.signedinteger[Any]], int], ...] = ((np.int16, 14), (np.int32, 30), (np.int64, 61))


def lexicographic_ranks(truths: Iterable[Bools]) -> Ints:
    """The rank of every state under ordered statements, the most important first; higher is better.

    Of two states the one is better that satisfies the first statement on which they differ, so the rank
    is the truth vector read as a binary number. Where it has more bits than the integers, the ranks met
    so far are numbered densely, which keeps their order; no number of statements overflows.

    `truths`: arrays that broadcast against each other. Returns an integer array of their common shape.
    Raises WrongEntry for a truth that is neither True nor False.

    >>> lexicographic_ranks([np.array([[True], [False]]), np.array([True, False])])
    array([[3, 2],
           [1, 0]], dtype=int16)
    """
    rank: Ints = np.zeros((), np.int16)
    bits = 0
    for at, truth in enumerate(truths):
        truth = marks(truth, f"statement {at}")
        if bits == _HOLDS[-1][1]:
            distinct, places = np.unique(rank, return_inverse=True)
            rank, bits = places.reshape(rank.shape), (len(distinct) - 1).bit_length()
            rank = rank.astype(_kind(bits))
        bits += 1
        kind = _kind(bits)
        if kind is not rank.dtype.type:
            rank = rank.astype(kind)
        shape = np.broadcast_shapes(rank.shape, truth.shape)
        if rank.shape == shape and rank.ndim:
            rank <<= 1
            rank |= truth
        else:
            rank = np.asarray((rank << 1) | truth)
    return rank


def _kind(bits: int) -> type[np.signedinteger[Any]]:
    return next((kind for kind, most in _HOLDS if bits <= most), np.int64)
