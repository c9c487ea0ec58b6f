"""What improvements of the others lead to, in large conflicts: states taken by rising value, backwards.

The sweeps of `blocks` repeat until nothing changes, which can take many rounds; here every state is
met once for each mover, whatever the conflict. Equal answers, and faster where compiling is repaid.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import prod
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from overture.conflict.forms.graph import Ints
from overture.conflict.moves.blocks import Blocks, Reaching
from overture.conflict.moves.kernels import Array, compiled, deal_out, lay_out, least_by_improvements, least_by_one

AT_A_TIME = 1 << 17
"""States that are sorted, or worked off, at a time."""


REPAYS = 1 << 20
"""From so many states on it is worth loading the compiler for one look."""

REPAYS_LOADED = 1 << 11
"""And from so many where it is loaded already."""


def repays(states: int) -> bool:
    """Whether the worklist answers sooner than the sweeps of `blocks`, what it takes to begin included."""
    return states >= (REPAYS_LOADED if "numba" in sys.modules else REPAYS)


def worklist(grouped: Blocks) -> Worklist:
    """The sorted blocks of a conflict, made once and kept as long as its arrays live."""
    known = _KNOWN.get(grouped)
    if known is None:
        known = _KNOWN[grouped] = Worklist(grouped)
    return known


class Worklist:
    """The blocks of every decision maker of one conflict, sorted by its ranks."""

    def __init__(self, grouped: Blocks) -> None:
        # Not `grouped` itself: it is the key under which this is kept.
        count, cells = len(grouped.settings), prod(grouped.shape)
        self._shape, self._settings = grouped.shape, grouped.settings
        self._low, self._high = grouped.low, grouped.high
        self._own = [grouped.own(dm) for dm in range(count)]
        narrow = max(grouped.settings) < np.iinfo(np.uint16).max
        kind: type[np.unsignedinteger[Any]] = np.uint16 if narrow else np.uint32
        self._bits = max(1, (grouped.high - grouped.low).bit_length())
        self._feasible = _sealed(grouped.feasible.reshape(-1))
        self._strides = [prod(grouped.shape[dm + 2 :]) for dm in range(count)]
        self._empty = int(np.iinfo(kind).max)
        self._blocks = np.full((count, cells), self._empty, kind)
        # Where moves are free, how many settings of its block are below each state; elsewhere its rank.
        free = all(grouped.own(dm).free for dm in range(count))
        self._standing = np.zeros((count, cells), kind if free else np.promote_types(grouped.kind, np.int32))
        for dm, settings in enumerate(grouped.settings):
            if settings > 1:
                self._sort(dm, _sealed(grouped.ranks[dm].reshape(-1)))
            if not grouped.own(dm).free:
                self._standing[dm] = grouped.ranks[dm].reshape(-1)

    def least(self, value: Ints, onlooker: int) -> Ints:
        """For each state the least of `value` over it and what the others' improvements lead to.

        `value` and the result are regrouped arrays; infeasible states have the neutral element `high`.
        """
        size, stride = self._settings[onlooker], self._strides[onlooker]
        movers = [dm for dm, settings in enumerate(self._settings) if dm != onlooker and settings > 1]
        if len(movers) == 1 and self._own[movers[0]].free:
            return self._by_one(value, movers[0])
        tables = [self._own[dm].reaching for dm in movers]
        sizes = [self._settings[dm] for dm in movers]
        strides = [self._strides[dm] // size if dm < onlooker else self._strides[dm] for dm in movers]
        shifts = _starts([len(table.classes) for table in tables])
        firsts = [table.first[:-1] + shift for table, shift in zip(tables, shifts[:-1], strict=True)]
        layout = (
            np.array([len(table.places) for table in tables], np.int64),
            _joined([table.places for table in tables]),
            _starts([len(table.places) for table in tables]),
            _joined([table.classes for table in tables]),
            np.concatenate([*firsts, shifts[-1:]]),
            _starts(sizes),
        )
        least = np.full(value.shape, self._high, value.dtype)
        slab = value.size // size
        together = max(1, min(size, AT_A_TIME // slab))
        # The onlooker does not move: whatever has the same setting of its options is one slab. In the
        # rows of blocks of a mover its digit stands where it does among the states, less the mover's.
        inner = [stride if dm > onlooker else stride * self._settings[dm] for dm in movers]
        for start in range(0, size, together):
            part = slice(start, start + together)
            values = _slabs(value, size, stride, part)
            lines = np.empty((len(values), len(movers), slab), self._blocks.dtype)
            standing = np.empty(lines.shape, self._standing.dtype)
            for q, dm in enumerate(movers):
                lines[:, q] = _slabs(self._blocks[dm], size, inner[q], part)
                standing[:, q] = _slabs(self._standing[dm], size, stride, part)
            found = np.full(values.shape, self._high, value.dtype)
            compiled(least_by_improvements)(
                values, _slabs(self._feasible, size, stride, part), self._low, self._bits, self._high, found,
                np.array(strides, np.int64), np.array(sizes, np.int64), lines, standing, self._empty, *layout,
            )  # fmt: skip
            outer = slab // stride
            least.reshape(outer, size, stride)[:, part] = found.reshape(-1, outer, stride).transpose(1, 0, 2)
        return least

    def _by_one(self, value: Ints, mover: int) -> Ints:
        least = np.full(value.shape, self._high, value.dtype)
        compiled(least_by_one)(
            _sealed(value.reshape(-1)), self._strides[mover], self._settings[mover], self._blocks[mover],
            self._standing[mover], self._empty, self._high, least.reshape(-1),
        )  # fmt: skip
        return least

    def _sort(self, dm: int, ranks: Ints) -> None:
        size, stride = self._settings[dm], self._strides[dm]
        table: Reaching = self._own[dm].reaching
        rank_shift = size.bit_length()
        class_shift = rank_shift + self._bits
        wide = class_shift + len(table.places).bit_length() >= 32
        never = np.iinfo(np.int64).max if wide else np.iinfo(np.uint32).max
        below = self._standing[dm] if self._own[dm].free else self._standing[dm, :0]
        rows = max(1, AT_A_TIME // size)
        blocks = len(self._feasible) // size
        keys = np.empty((min(rows, blocks), size), np.int64 if wide else np.uint32)
        for first in range(0, blocks, rows):
            part = keys[: blocks - first]
            compiled(lay_out)(
                ranks, self._feasible, self._low, stride, size, first, table.class_of,
                class_shift, rank_shift, never, part,
            )  # fmt: skip
            part.sort(axis=1)
            compiled(deal_out)(
                part, stride, size, first, table.places, class_shift, rank_shift, never, self._blocks[dm], below
            )


def _slabs(array: Array, size: int, stride: int, part: slice) -> Array:
    """The slabs of some settings of one owner, whose digit has this size and stride: setting x the rest."""
    chosen = array.reshape(-1, size, stride)[:, part].transpose(1, 0, 2)
    return _sealed(np.ascontiguousarray(chosen).reshape(len(chosen), -1))


def _sealed(array: Array) -> Array:
    """A read-only view: the compiler takes what may be written for another kind of array, and compiles anew."""
    view = array.view()
    view.flags.writeable = False
    return view


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate([*arrays, np.zeros(0, np.int64)]).astype(np.int64)


def _starts(lengths: Sequence[int]) -> Array:
    return np.concatenate([[0], np.cumsum(np.array(lengths, np.int64))]).astype(np.int64)


_KNOWN: WeakKeyDictionary[Blocks, Worklist] = WeakKeyDictionary()
