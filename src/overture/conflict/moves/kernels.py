"""The closure under improvements as loops over states: written for a compiler, and plain Python besides.

For large conflicts numba compiles these functions when they are first needed and keeps the result on the
disk (`compiled`); arrays go in and out, and nothing here knows what a conflict is. Without the compiler
the same functions run as they stand, slowly, which tests use.

States are numbered in C order with one axis per decision maker: in state x the setting of a decision
maker is `x // stride % size`, and its *block* is what is left when that digit is taken out. A *class* of
settings are those that may become the same settings (see `blocks`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Kernel = TypeVar("Kernel", bound=Callable[..., Any])

DIGIT = 11
"""Bits of a key that are sorted at a time."""


@cache
def compiled(kernel: Kernel) -> Kernel:
    """The kernel as machine code, compiled once for each kind of array."""
    # Imported here, for it takes longer than all the work on a small conflict.
    from numba import njit

    fast: Any
    try:
        fast = njit(cache=True, error_model="numpy")(kernel)
    except RuntimeError:  # there is no folder to keep it in
        fast = njit(error_model="numpy")(kernel)
    return cast(Kernel, fast)


def lay_out(
    ranks: Array, feasible: Array, low: int, stride: int, size: int, first: int, class_of: Array,
    class_shift: int, rank_shift: int, never: int, keys: Array,
) -> None:  # fmt: skip
    """Write the states of some blocks, from block number `first` on, into `keys`, a row for each block.

    A key is class, rank (less `low`) and setting, in this order of weight, so that rows can be sorted
    as plain numbers. Infeasible states become `never`, which is above every other key.
    """
    for row in range(len(keys)):
        beyond, rest = divmod(first + row, stride)
        corner = beyond * size * stride + rest
        for setting in range(size):
            x = corner + setting * stride
            if feasible[x]:
                rank = np.int64(ranks[x]) - low
                keys[row, setting] = class_of[setting] << class_shift | rank << rank_shift | setting
            else:
                keys[row, setting] = never


def deal_out(
    keys: Array, stride: int, size: int, first: int, places: Array, class_shift: int, rank_shift: int, never: int,
    blocks: Array, below: Array,
) -> None:  # fmt: skip
    """Take the sorted rows of `keys` apart again: what each block holds, and how low each state stands.

    Writes into `blocks[block * size + places[c]:]` the settings of class c that are feasible in this
    block, by rising rank, and leaves what follows them as it was; into `below[x]` how many settings of
    the class of state x are of lower rank in its block, if `below` has room for all states.
    """
    wanted = len(below) > 0
    mask = (np.int64(1) << rank_shift) - 1
    for row in range(len(keys)):
        beyond, rest = divmod(first + row, stride)
        corner = beyond * size * stride + rest
        at = (first + row) * size
        own = np.int64(0)
        latest = np.int64(-1)
        fill = lower = 0
        for k in range(size):
            if keys[row, k] == never:
                break
            key = np.int64(keys[row, k])
            if key >> class_shift != own:
                own = key >> class_shift
                fill = lower = 0
            elif key >> rank_shift != latest:
                lower = fill
            latest = key >> rank_shift
            blocks[at + places[own] + fill] = key & mask
            if wanted:
                below[corner + (key & mask) * stride] = lower
            fill += 1


def least_by_one(
    values: Array, stride: int, size: int, lines: Array, below: Array, empty: int, unseen: int, least: Array
) -> None:
    """The same as `least_by_improvements` where a single other decision maker moves, and freely.

    Its moves are transitive, so one look along each block, from its best setting down, is all.
    """
    for block in range(len(values) // size):
        beyond, rest = divmod(block, stride)
        corner = beyond * size * stride + rest
        above = unseen  # the least value among settings that are better
        last = size - 1
        while last >= 0 and lines[block * size + last] == empty:
            last -= 1
        while last >= 0:
            first = below[corner + np.int64(lines[block * size + last]) * stride]
            tied = above
            for k in range(first, last + 1):
                x = corner + np.int64(lines[block * size + k]) * stride
                least[x] = min(values[x], above)
                tied = min(tied, values[x])
            above = tied
            last = int(first) - 1


def least_by_improvements(
    values: Array, feasible: Array, low: int, bits: int, unseen: int, least: Array,
    strides: Array, sizes: Array, lines: Array, standing: Array, empty: int,
    classes: Array, places: Array, first_place: Array, reaching: Array, first_reaching: Array, first_setting: Array,
) -> None:  # fmt: skip
    """Write into `least`, for each state, the least value over it and what improvements lead to.

    The first axis of the arrays counts *slabs*: states that nobody's move connects with those of
    another slab, so each is worked off in arrays that stay in the cache. Within a slab, states are
    taken by rising value; from each that has none yet its value is handed backwards along
    improvements. The settings from which a move to t improves are the first ones of t's block, so one
    pointer for each block and class goes forward only, and every state is met once for each mover.

    least: filled with `unseen`, which is above every value. A value less `low` has `bits` bits.
    lines, standing: a line for each mover; its blocks from `deal_out`, unused places hold `empty`; and
    `below` where its moves are free, else its ranks. Its classes, `classes[q]` of them, begin at
    `places[first_place[q]:]`; those that may become setting a are
    `reaching[first_reaching[k]:first_reaching[k + 1]]` with `k = first_setting[q] + a`.
    """
    slabs, slab = values.shape
    count = len(strides)
    first_pointer = np.zeros(count + 1, np.int64)
    for q in range(count):
        first_pointer[q + 1] = first_pointer[q] + slab // sizes[q] * classes[q]
    shifts = np.full(count, -1, np.int64)
    widths = np.zeros(count, np.int64)
    for q in range(count):
        if strides[q] & strides[q] - 1 == 0 and sizes[q] & sizes[q] - 1 == 0:
            shifts[q] = 0
            while 1 << shifts[q] < strides[q]:
                shifts[q] += 1
            while 1 << widths[q] < sizes[q]:
                widths[q] += 1
    pointer = np.empty(first_pointer[count], np.int32)
    order = np.empty(slab, np.int32)
    spare = np.empty(slab, np.int32)
    stack = np.empty(slab, np.int32)
    digits = min(DIGIT, bits)
    bucket = np.zeros((1 << digits) + 1, np.int64)
    for g in range(slabs):
        ready = 0
        for y in range(slab):
            if feasible[g, y]:
                order[ready] = y
                ready += 1
        source, target = order, spare
        for shift in range(0, bits, digits):
            bucket[:] = 0
            for k in range(ready):
                bucket[((np.int64(values[g, source[k]]) - low) >> shift & (1 << digits) - 1) + 1] += 1
            for digit in range(1 << digits):
                bucket[digit + 1] += bucket[digit]
            for k in range(ready):
                slot = (np.int64(values[g, source[k]]) - low) >> shift & (1 << digits) - 1
                target[bucket[slot]] = source[k]
                bucket[slot] += 1
            source, target = target, source
        pointer[:] = 0
        for place in range(ready):
            seed = source[place]
            if least[g, seed] != unseen:
                continue
            value = values[g, seed]
            height = 1
            stack[0] = seed
            least[g, seed] = value
            while height:
                height -= 1
                t = np.int64(stack[height])
                for q in range(count):
                    better = np.int64(standing[g, q, t])
                    if classes[q] == 1 and better == 0:
                        continue
                    if shifts[q] >= 0:  # powers of two: dividing would take most of the time
                        above = t >> shifts[q]
                        setting = above & sizes[q] - 1
                        block = (above >> widths[q] << shifts[q]) + (t & strides[q] - 1)
                    else:
                        above = np.int64(np.uint32(t) // np.uint32(strides[q]))
                        beyond = np.int64(np.uint32(above) // np.uint32(sizes[q]))
                        setting = above - beyond * sizes[q]
                        block = beyond * strides[q] + (t - above * strides[q])
                    root = t - setting * strides[q]
                    base = block * sizes[q]
                    if classes[q] == 1:
                        at = first_pointer[q] + block
                        for p in range(pointer[at], better):
                            y = root + np.int64(lines[g, q, base + p]) * strides[q]
                            if least[g, y] == unseen:
                                least[g, y] = value
                                stack[height] = y
                                height += 1
                        pointer[at] = max(pointer[at], better)
                        continue
                    entry = first_setting[q] + setting
                    for r in range(first_reaching[entry], first_reaching[entry + 1]):
                        c = reaching[r]
                        at = first_pointer[q] + block * classes[q] + c
                        begin = base + places[first_place[q] + c]
                        end = base + (places[first_place[q] + c + 1] if c + 1 < classes[q] else sizes[q])
                        p = begin + pointer[at]
                        while p < end and lines[g, q, p] != empty:
                            y = root + np.int64(lines[g, q, p]) * strides[q]
                            if standing[g, q, y] >= better:
                                break
                            if least[g, y] == unseen:
                                least[g, y] = value
                                stack[height] = y
                                height += 1
                            p += 1
                        pointer[at] = p - begin
