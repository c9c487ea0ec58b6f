"""The states of a conflict as an array with one axis per decision maker, and passes along one of them.

All states that differ only in the options of one decision maker form one of its *blocks*. In *rows* of
a decision maker (its settings x its blocks) whatever it can do alone is a reduction over the first
axis, for all blocks at once. Each pass treats all options of an owner together: a move may change
several of them whatever is infeasible between, so infeasible states are made neutral before and after
a pass, never within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import product, starmap
from math import prod
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from overture.conflict.forms.graph import FIXED, Bools, Conflict, Ints
from overture.conflict.memory import refuse_beyond

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


LONG = 1 << 10
"""Numbers in a row from which on they are compared faster in two halves than one by one."""


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
        self.low, self.high = conflict.lowest - 1, conflict.highest + 1
        self.feasible: Bools = self.group(conflict.feasible)
        self.constrained = not bool(self.feasible.all())
        kind = conflict.ranks[0].dtype if conflict.ranks else np.dtype(np.int16)
        self.ranks: tuple[Ints, ...] = tuple(np.ascontiguousarray(self.group(rank)) for rank in conflict.ranks)
        # Where every state is feasible and every move free, closures are plain minima over axes.
        self.unbound = not self.constrained and all(own.free for own in self._moves)
        self.kind = kind
        self._improvements: dict[int, Pass] = {}
        self.improvements_fit = False  # whether there is known to be memory for what is kept of them

    @cached_property
    def walls(self) -> Ints:
        """Joined by max this makes infeasible states neutral for min."""
        low, high = np.array([self.low, self.high], self.kind)
        array: Ints = np.where(self.feasible, low, high)
        return array

    @cached_property
    def pits(self) -> Ints:
        """Joined by min this makes infeasible states neutral for max."""
        low, high = np.array([self.low, self.high], self.kind)
        array: Ints = np.where(self.feasible, high, low)
        return array

    def own(self, dm: int) -> Own:
        """What the options of `dm` allow together."""
        return self._moves[dm]

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

    def across(self, array: npt.NDArray[Any], dm: int) -> npt.NDArray[Any]:
        """A view of a regrouped array with the settings of `dm` on the middle one of three axes."""
        return array.reshape(prod(self.shape[: dm + 1]), self.shape[dm + 1], -1)

    def best(self, dm: int, array: Ints) -> Ints:
        """Max of a regrouped array over the settings that `dm` may go to, its present one included.

        The result broadcasts against `across(array, dm)`.
        """
        if self._moves[dm].free:
            return _joined(np.maximum, self.across(array, dm))
        folded = self._moves[dm].fold(np.maximum, self.rows(array, dm))
        return self.across(self.from_rows(folded, dm), dm)

    def worst(self, dm: int) -> Pass:
        """The pass that takes the min over the settings that `dm` may go to, itself included."""
        own = self._moves[dm]

        def sweep(array: Ints) -> Ints:
            if own.free:
                least = _joined(np.minimum, self.across(array, dm))
                if not self.constrained:
                    return np.broadcast_to(least, self.across(array, dm).shape).reshape(self.shape)
                walled: Ints = np.maximum(least, self.across(self.walls, dm)).reshape(self.shape)
                return walled
            folded = self.from_rows(own.fold(np.minimum, self.rows(array, dm)), dm)
            return np.maximum(folded, self.walls) if self.constrained else folded

        return sweep

    def worst_improvement(self, dm: int) -> Pass:
        """The pass that takes the min over a state and all unilateral improvements of `dm` from it."""
        known = self._improvements.get(dm)
        if known is None:
            moves, settings, cells = self._moves[dm], self.settings[dm], self.feasible.size
            ranks = self.rows(self.ranks[dm], dm)
            target = source = ranks
            if self.constrained:
                target = np.minimum(ranks, self.rows(self.pits, dm))
                source = np.maximum(ranks, self.rows(self.walls, dm))
            entries = moves.entries * (cells // settings)
            if settings * cells <= min(PAIRS, ENTRY * entries + CLASS * len(moves.classes)):
                by_rows = _pairwise(moves, target, source, self.low, self.high)
            else:
                by_rows = _sorted(moves, target, source, self.high, keep=entries <= KEPT)

            def known(array: Ints) -> Ints:
                return self.from_rows(by_rows(self.rows(array, dm)), dm)

            self._improvements[dm] = known
        return known


def _joined(join: np.ufunc, array: Ints) -> Ints:
    """Min or max over the middle axis, which stays with length one: by halves, as long as halves are long."""
    while array.shape[1] % 2 == 0 and array.shape[1] * array.shape[2] >= LONG:
        half = array.shape[1] // 2
        array = join(array[:, :half], array[:, half:])
    joined: Ints = join.reduce(array, axis=1, keepdims=True)
    return joined


def blocks(conflict: Conflict) -> Blocks:
    """The regrouped arrays of a conflict, made once and kept as long as the conflict lives.

    Raises DoesNotFit, before memory is taken, for more than the machine has.
    """
    known = _KNOWN.get(conflict)
    if known is None:
        rank = conflict.ranks[0].dtype.itemsize if conflict.ranks else 2
        copies = 0 if list(conflict.owners) == sorted(conflict.owners) else len(conflict.ranks)
        # The regrouped arrays, and two of their kind to work with.
        refuse_beyond(conflict.feasible.size * (rank * (copies + 2) + 1), f"{conflict.feasible.size:,} states")
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
    def reaching(self) -> Reaching:
        """Which classes may become which setting."""
        class_of = np.empty(prod(self._sizes), np.int64)
        for number, (members, _) in enumerate(self.classes):
            class_of[members] = number
        targets = np.concatenate([targets for _, targets in self.classes])
        comes_from = np.repeat(np.arange(len(self.classes)), [len(targets) for _, targets in self.classes])
        order = np.argsort(targets, kind="stable")
        sizes = np.bincount(class_of, minlength=len(self.classes))
        return Reaching(
            class_of=class_of,
            places=np.cumsum(sizes) - sizes,
            classes=comes_from[order],
            first=np.concatenate([[0], np.cumsum(np.bincount(targets, minlength=len(class_of)))]),
        )

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
            return np.broadcast_to(join.reduce(rows, axis=0, keepdims=True), rows.shape)
        before = 1
        for size, classes in zip(self._sizes, self._classes, strict=True):
            split = rows.reshape(before, size, -1)
            joined = np.empty_like(split)
            for members, targets in classes:
                joined[:, members] = join.reduce(split[:, targets], axis=1, keepdims=True)
            rows = joined
            before *= size
        return rows.reshape(before, -1)


@dataclass(frozen=True, eq=False)
class Reaching:
    """The classes of one owner's settings: `class_of` each setting; where each class begins when settings
    are laid out class by class (`places`); and the classes that may become setting a, in
    `classes[first[a]:first[a + 1]]`."""

    class_of: Indices
    places: Indices
    classes: Indices
    first: Indices


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
