"""The states of a conflict as an array with one axis per decision maker, and passes along one of them.

All states that differ only in the options of one decision maker form one of its *blocks*. In *rows* of
a decision maker (its settings x its blocks) whatever it can do alone is a reduction over the first
axis, for all blocks at once. Each pass treats all options of an owner together: a move may change
several of them whatever is infeasible between, so infeasible states are made neutral before and after
a pass, never within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import product, starmap
from math import prod
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from overture.conflict.graph import FIXED, Bools, Conflict, Ints

Pass = Callable[[Ints], Ints]
Indices = npt.NDArray[np.signedinteger[Any]]

PAIRS = 1 << 24
"""At most so many pairs of a state and an own setting are kept; beyond, blocks are sorted."""

KEPT = 1 << 23
"""At most so many sorted entries are kept; beyond, they are sorted anew for every pass."""

SORTED = 1 << 19
"""Entries sorted at a time, so that what sorting needs on its way stays small."""

CHUNK = 1 << 17
"""Pairs treated at a time, so that the buffer stays in the cache."""

ENTRY, CLASS = 16, 1 << 15
"""Measured cost of a sorted entry, and of a class whatever its size, in pairs."""


class Blocks:
    """The arrays of one conflict, regrouped: first all FIXED axes as one, then one axis per owner.

    `low` and `high` lie below and above every rank: the neutral elements of max and min.
    """

    def __init__(self, conflict: Conflict) -> None:
        owned = [conflict.axes(dm) for dm in range(conflict.decision_makers)]
        self._order = [*conflict.axes(FIXED), *(axis for axes in owned for axis in axes)]
        self._inverse = [self._order.index(axis) for axis in range(len(self._order))]
        self._split = tuple(conflict.shape[axis] for axis in self._order)
        self.settings = tuple(prod(conflict.shape[axis] for axis in axes) for axes in owned)
        self.shape = (conflict.feasible.size // prod(self.settings), *self.settings)
        self._moves = tuple(_own(tuple(conflict.relations[axis].tobytes() for axis in axes)) for axes in owned)
        self.low = min((int(rank.min()) for rank in conflict.ranks), default=0) - 1
        self.high = max((int(rank.max()) for rank in conflict.ranks), default=0) + 1
        self.feasible: Bools = self.group(conflict.feasible)
        self.constrained = not bool(self.feasible.all())
        self.ranks = tuple(self.group(rank) for rank in conflict.ranks)
        kind = self.ranks[0].dtype if self.ranks else np.dtype(np.int16)
        # Joined by max (min) these make infeasible states neutral for min (max).
        self.walls: Ints = np.where(self.feasible, self.low, self.high).astype(kind)
        self.pits: Ints = np.where(self.feasible, self.high, self.low).astype(kind)
        self._improvements: dict[int, Pass] = {}

    def group(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """From one axis per option to one per owner."""
        return array.transpose(self._order).reshape(self.shape)

    def ungroup(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Back to one axis per option, contiguous."""
        options = array.reshape(self._split).transpose(self._inverse)
        return np.ascontiguousarray(options).reshape(options.shape)

    def rows(self, array: npt.NDArray[Any], dm: int) -> npt.NDArray[Any]:
        """Regrouped array to the rows of `dm`: its settings x its blocks."""
        before, settings = prod(self.shape[: dm + 1]), self.shape[dm + 1]
        return array.reshape(before, settings, -1).transpose(1, 0, 2).reshape(settings, -1)

    def from_rows(self, rows: npt.NDArray[Any], dm: int) -> npt.NDArray[Any]:
        """The inverse of `rows`."""
        before = prod(self.shape[: dm + 1])
        return rows.reshape(self.shape[dm + 1], before, -1).transpose(1, 0, 2).reshape(self.shape)

    def best(self, dm: int, rows: Ints) -> Ints:
        """Max over the settings that `dm` may go to, its present one included; `low` where infeasible.

        The result broadcasts against `rows`.
        """
        return self._moves[dm].fold(np.maximum, rows)

    def worst(self, dm: int) -> Pass:
        """The pass that takes the min over the settings that `dm` may go to, itself included."""
        walls = self.rows(self.walls, dm)

        def sweep(rows: Ints) -> Ints:
            least: Ints = np.maximum(self._moves[dm].fold(np.minimum, rows), walls)
            return least

        return sweep

    def worst_improvement(self, dm: int) -> Pass:
        """The pass that takes the min over a state and all unilateral improvements of `dm` from it."""
        known = self._improvements.get(dm)
        if known is None:
            moves, settings, cells = self._moves[dm], self.settings[dm], self.feasible.size
            ranks = self.rows(self.ranks[dm], dm)
            target = np.minimum(ranks, self.rows(self.pits, dm))
            source = np.maximum(ranks, self.rows(self.walls, dm))
            entries = moves.entries * (cells // settings)
            if settings * cells <= min(PAIRS, ENTRY * entries + CLASS * len(moves.classes)):
                known = _pairwise(moves, target, source, self.low, self.high)
            else:
                known = _sorted(moves, target, source, self.high, keep=entries <= KEPT)
            self._improvements[dm] = known
        return known


def blocks(conflict: Conflict) -> Blocks:
    """The regrouped arrays of a conflict, made once and kept as long as the conflict lives."""
    known = _KNOWN.get(conflict)
    if known is None:
        known = _KNOWN[conflict] = Blocks(conflict)
    return known


_KNOWN: WeakKeyDictionary[Conflict, Blocks] = WeakKeyDictionary()


class Own:
    """What one owner's options allow together: the product of their relations.

    A *class* of settings are those with the same targets: the values that can be exchanged freely.
    """

    def __init__(self, relations: Sequence[Bools]) -> None:
        self._relations = tuple(relations)
        self._sizes = tuple(len(allowed) for allowed in relations)
        self._classes = tuple(_classes(allowed) for allowed in relations)
        self.free = all(bool(allowed.all()) for allowed in relations)

    @cached_property
    def entries(self) -> int:
        """How many targets all classes have together."""
        return prod(sum(len(targets) for _, targets in classes) for classes in self._classes)

    @cached_property
    def allowed(self) -> Bools:
        """The product relation, settings x settings."""
        start: Bools = np.ones((1, 1), dtype=np.bool_)
        return reduce(lambda a, b: np.kron(a, b).astype(np.bool_), self._relations, start)

    @cached_property
    def classes(self) -> list[tuple[Indices, Indices]]:
        """Every class of settings and its targets (the class among them), as row numbers."""
        numbers = np.arange(prod(self._sizes)).reshape(self._sizes)
        return [
            (
                numbers[np.ix_(*(members for members, _ in choice))].reshape(-1),
                numbers[np.ix_(*(targets for _, targets in choice))].reshape(-1),
            )
            for choice in product(*self._classes)
        ]

    def fold(self, join: np.ufunc, rows: Ints) -> Ints:
        """Join (min or max) over all targets of a setting; option by option, for relations multiply."""
        if self.free:
            return join.reduce(rows, axis=0, keepdims=True)  # type: ignore[no-any-return]
        before = 1
        for size, classes in zip(self._sizes, self._classes, strict=True):
            split = rows.reshape(before, size, -1)
            joined = np.empty_like(split)
            for members, targets in classes:
                joined[:, members] = join.reduce(split[:, targets], axis=1, keepdims=True)
            rows = joined
            before *= size
        return rows.reshape(before, -1)


@lru_cache(maxsize=512)
def _own(relations: tuple[bytes, ...]) -> Own:
    squares = [np.frombuffer(raw, dtype=np.bool_) for raw in relations]
    return Own([square.reshape(round(square.size**0.5), -1) for square in squares])


def _classes(allowed: Bools) -> list[tuple[list[int], list[int]]]:
    by_targets: dict[bytes, list[int]] = {}
    for value, row in enumerate(allowed):
        by_targets.setdefault(row.tobytes(), []).append(value)
    return [(members, np.flatnonzero(allowed[members[0]]).tolist()) for members in by_targets.values()]


def _pairwise(own: Own, target: Ints, source: Ints, low: int, high: int) -> Pass:
    """Min over improvements by looking at every pair of settings within a block.

    `target` and `source` are the owner's ranks in rows, made so that infeasible states are neither.
    """
    better = target[:, None, :] > source[None, :, :]
    if not own.free:
        better &= own.allowed.T[:, :, None]
    settings, count = target.shape
    better[np.arange(settings), np.arange(settings)] = True
    bar = np.where(better, np.array(low, target.dtype), np.array(high, target.dtype))
    width = max(1, CHUNK // settings**2)

    def sweep(rows: Ints) -> Ints:
        if count <= width:
            return np.minimum.reduce(np.maximum(rows[:, None, :], bar), axis=0)  # type: ignore[no-any-return]
        least = np.empty_like(rows)
        for at in range(0, count, width):
            part = slice(at, at + width)
            np.minimum.reduce(np.maximum(rows[:, None, part], bar[:, :, part]), axis=0, out=least[:, part])
        return least

    return sweep


def _sorted(own: Own, target: Ints, source: Ints, high: int, keep: bool) -> Pass:
    """Min over improvements by a running minimum along each block, best setting first.

    Only settings that can be exchanged freely share their targets, so the order is made per class. The
    improvements of a setting are the first so many of its class's targets: those strictly better.
    """
    count = target.shape[1]
    kind = np.int32 if target.size < np.iinfo(np.int32).max else np.intp

    def plan(members: Indices, targets: Indices, columns: Indices) -> tuple[Indices, Indices, Indices, Indices]:
        """The class, its targets best first, and where each member's last improvement stands in that."""
        keys = target[targets, columns[0] : columns[-1] + 1]
        # Rising order of the negative is falling order; ranks leave room for the change of sign.
        order = np.argsort(-keys, axis=0, kind="stable")
        falling = np.take_along_axis(keys, order, axis=0)
        tied_from = np.zeros(order.shape, kind)
        tied_from[1:] = np.where(falling[1:] != falling[:-1], np.arange(1, len(targets), dtype=kind)[:, None], 0)
        strictly_better = np.empty_like(tied_from)
        np.put_along_axis(strictly_better, order, np.maximum.accumulate(tied_from, axis=0), axis=0)
        mine = strictly_better[np.searchsorted(targets, members)]
        # An infeasible source has no improvements; it would only delay the fixed point.
        mine[source[members, columns[0] : columns[-1] + 1] == high] = 0
        last: Indices = (mine * len(columns) + np.arange(len(columns))).astype(kind)
        return members, columns, (targets[order] * count + columns).astype(kind), last

    def parts() -> Iterator[tuple[Indices, Indices, Indices]]:
        for members, targets in own.classes:
            width = max(1, SORTED // len(targets))
            for at in range(0, count, width):
                yield members, targets, np.arange(at, min(at + width, count))

    plans = list(starmap(plan, parts())) if keep else None

    def sweep(rows: Ints) -> Ints:
        least = np.empty_like(rows)
        flat = rows.reshape(-1)
        for members, columns, falling, last in plans or starmap(plan, parts()):
            part = slice(columns[0], columns[-1] + 1)
            running = np.empty((len(falling) + 1, len(columns)), dtype=rows.dtype)
            running[0] = high
            np.minimum.accumulate(flat.take(falling), axis=0, out=running[1:])
            least[members, part] = np.minimum(rows[members, part], running.reshape(-1).take(last))
        return least

    return sweep
