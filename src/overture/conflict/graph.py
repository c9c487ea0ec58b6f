"""The graph model of a conflict in option form: who may change what, and who prefers which state.

A state is one value for every option; the states form an array with one axis per option. A decision
maker moves by changing any number of the options that it owns, each as that option's relation allows,
whatever is infeasible between. Definitions: Howard 1971; Fraser and Hipel 1984; Fang, Hipel and
Kilgour 1993.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer[Any]]
State = tuple[int, ...]

FIXED: Final = -1
"""Owner of an axis along which nobody moves: an option held, or several conflicts side by side."""


def relation(size: int, now: int, *, final: bool | Collection[int] = False, no_return: bool = False) -> Bools:
    """Which value of one option may become which, as a square array: `relation[v, w]`, v may become w.

    By default any value may become any other. `final=True`: from `now` to any value, every other value
    stays. `final=[v, ...]`: a listed value stays once chosen, unlisted ones go anywhere (`now` may be
    listed; then nothing leaves it). `no_return`: any to any except back to `now`. With both, the
    intersection. Every form is reflexive and transitive (an intersection of preorders is a preorder),
    which the stability concepts rely on.

    Raises ValueError if `now` or a listed value is not one of the `size` values.

    >>> relation(3, 0, final=True).astype(int)
    array([[1, 1, 1],
           [0, 1, 0],
           [0, 0, 1]])
    >>> relation(3, 0, final=[2], no_return=True).astype(int)
    array([[1, 1, 1],
           [0, 1, 1],
           [0, 0, 1]])
    """
    if size < 1:
        raise ValueError(f"an option needs at least one value, not {size}")
    if not 0 <= now < size:
        raise ValueError(f"the value now, {now}, is not one of the {size} values of the option")
    allowed = np.ones((size, size), dtype=np.bool_)
    if isinstance(final, bool):
        staying = [value for value in range(size) if value != now] if final else []
    else:
        staying = sorted(set(final))
        if any(not 0 <= value < size for value in staying):
            raise ValueError(f"final lists {staying}, but the option has the values 0 to {size - 1}")
    allowed[staying, :] = False
    if no_return:
        allowed[:, now] = False
    np.fill_diagonal(allowed, True)
    return allowed


@dataclass(frozen=True, eq=False)
class Conflict:
    """Options, their owners, what is feasible, and a ranking of the states for every decision maker.

    owners: for every axis the decision maker that owns this option, or FIXED.
    relations: for every axis a square array, `relations[a][v, w]`: value v may become w; reflexive and
        transitive (see `relation`).
    feasible: one axis per option.
    ranks: for every decision maker an integer array of the shape of `feasible`, or one that broadcasts
        to it; higher is better, ties allowed. Kept in the smallest of int16, int32, int64 that has room
        to spare, for only the order counts. Ranks of infeasible states are never used.

    Raises ValueError where the parts do not fit each other.

    >>> free = relation(2, 0)
    >>> c = Conflict((0, 1), (free, free), np.array([[True, True], [True, False]]),
    ...              (np.array([[0], [1]]), np.array([0, 1])))
    >>> c.decision_makers, c.axes(1), c.moves(0, (0, 0)), c.moves(0, (0, 1))
    (2, (1,), ((1, 0),), ())
    """

    owners: tuple[int, ...]
    relations: tuple[Bools, ...]
    feasible: Bools
    ranks: tuple[Ints, ...]

    def __post_init__(self) -> None:
        owners = tuple(int(owner) for owner in self.owners)
        feasible = np.ascontiguousarray(self.feasible, dtype=np.bool_).reshape(np.shape(self.feasible))
        relations = tuple(np.asarray(allowed, dtype=np.bool_) for allowed in self.relations)
        if not len(owners) == len(relations) == feasible.ndim:
            raise ValueError(
                f"owners ({len(owners)}), relations ({len(relations)}) and the axes of feasible "
                f"({feasible.ndim}) must be equally many"
            )
        if feasible.size == 0:
            raise ValueError("an option without values leaves no state")
        shape: tuple[int, ...] = tuple(feasible.shape)
        for axis, (owner, allowed, size) in enumerate(zip(owners, relations, shape, strict=True)):
            if not FIXED <= owner < len(self.ranks):
                raise ValueError(f"axis {axis} belongs to {owner}, but there are {len(self.ranks)} decision makers")
            if allowed.shape != (size, size):
                raise ValueError(f"the relation of axis {axis} has shape {allowed.shape}, its option {size} values")
            if not _is_preorder(allowed.tobytes(), size):
                raise ValueError(f"the relation of axis {axis} is not reflexive and transitive")
        fields = {
            "owners": owners,
            "relations": tuple(map(_sealed, relations)),
            "feasible": _sealed(feasible),
            "ranks": _ranks(self.ranks, shape),
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    @property
    def decision_makers(self) -> int:
        """How many decision makers there are, those without an option of their own included."""
        return len(self.ranks)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of values of every option."""
        return tuple(self.feasible.shape)

    def axes(self, dm: int) -> tuple[int, ...]:
        """The axes of the options that decision maker `dm` owns."""
        return tuple(axis for axis, owner in enumerate(self.owners) if owner == dm)

    def holding(self, axes: Collection[int]) -> Conflict:
        """The same conflict with nobody moving along `axes`: for instance the conflict after a proposal."""
        held = (FIXED if axis in axes else owner for axis, owner in enumerate(self.owners))
        return replace(self, owners=tuple(held))

    def index(self, state: State) -> int:
        """The number of the cell of `state`, in C order; ValueError where there is no such state."""
        shape = self.shape
        if len(state) != len(shape) or not all(0 <= v < n for v, n in zip(state, shape, strict=True)):
            raise ValueError(f"{state} is not a state of a conflict of shape {shape}")
        return sum(int(v) * stride for v, stride in zip(state, self.strides, strict=True))

    def state(self, cell: int) -> State:
        """The state in cell number `cell`, the inverse of `index`."""
        return tuple(cell // stride % size for stride, size in zip(self.strides, self.shape, strict=True))

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """By how much the number of the cell grows when the value on an axis grows by one."""
        strides: list[int] = []
        step = 1
        for size in reversed(self.shape):
            strides.append(step)
            step *= size
        return tuple(reversed(strides))

    def moves(self, dm: int, state: State) -> tuple[State, ...]:
        """R_dm(state): the feasible states other than `state` that `dm` can bring about alone."""
        here = self.index(state)
        cells, _ = self.reach[dm].from_cell(here)
        return tuple(self.state(int(t)) for t in cells if t != here and self.feasible.reshape(-1)[t])

    @cached_property
    def reach(self) -> tuple[Reach, ...]:
        """For every decision maker the cells that it can go to by its own options."""
        return tuple(
            _reach(
                tuple(self.strides[a] for a in axes),
                tuple(self.shape[a] for a in axes),
                tuple(self.relations[a].tobytes() for a in axes),
            )
            for axes in map(self.axes, range(self.decision_makers))
        )


KEPT = 1 << 20
"""About so many own moves are kept in tables; beyond, tables are made again when a setting is met again."""


class Reach:
    """Own moves by cell number, feasible or not; tables are made for a setting when it is first met."""

    def __init__(self, strides: tuple[int, ...], sizes: tuple[int, ...], relations: tuple[bytes, ...]):
        self._digits = tuple(zip(strides, sizes, strict=True))
        self._allowed = tuple(
            np.frombuffer(raw, dtype=np.bool_).reshape(size, size) for raw, size in zip(relations, sizes, strict=True)
        )
        self._known: dict[State, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = {}

    def from_cell(self, cell: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The cells within reach of `cell`, itself included, in rising order of the owner's settings, and
        for each the set of own options that the move changes, as bits (bit k: the k-th own option)."""
        own = tuple([cell // stride % size for stride, size in self._digits])
        known = self._known.get(own)
        if known is None:
            known = self._table(own)
            if (len(self._known) + 1) * len(known[0]) > KEPT:
                self._known.clear()
            self._known[own] = known
        offsets, changed = known
        return offsets + cell, changed

    def _table(self, own: State) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        offsets = np.zeros(1, dtype=np.intp)
        changed = np.zeros(1, dtype=np.intp)
        for bit, (value, (stride, _), allowed) in enumerate(zip(own, self._digits, self._allowed, strict=True)):
            targets = np.flatnonzero(allowed[value])
            offsets = np.add.outer(offsets, (targets - value) * stride).reshape(-1)
            changed = np.bitwise_or.outer(changed, (targets != value).astype(np.intp) << bit).reshape(-1)
        return offsets, changed


@lru_cache(maxsize=512)
def _reach(strides: tuple[int, ...], sizes: tuple[int, ...], relations: tuple[bytes, ...]) -> Reach:
    return Reach(strides, sizes, relations)


@lru_cache(maxsize=1024)
def _is_preorder(raw: bytes, size: int) -> bool:
    # Kept by content, for the same few relations come back in thousands of conflicts.
    allowed = np.frombuffer(raw, dtype=np.bool_).reshape(size, size)
    twice = allowed.astype(np.float32) @ allowed.astype(np.float32) > 0
    return bool(allowed.diagonal().all() and not (twice & ~allowed).any())


def _sealed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A read-only view: the caller's own array stays writeable."""
    view = array.view()
    view.flags.writeable = False
    return view


def _ranks(given: tuple[Ints, ...], shape: tuple[int, ...]) -> tuple[Ints, ...]:
    arrays = [np.asarray(rank) for rank in given]
    for dm, rank in enumerate(arrays):
        if not np.issubdtype(rank.dtype, np.integer):
            raise ValueError(f"the ranks of decision maker {dm} are {rank.dtype}, not integers")
        fits = all(own in (1, size) for own, size in zip(rank.shape[::-1], shape[::-1], strict=False))
        if rank.ndim > len(shape) or not fits:
            raise ValueError(f"the ranks of decision maker {dm} have shape {rank.shape}, the states {shape}")
    lowest = min((int(rank.min()) for rank in arrays), default=0)
    highest = max((int(rank.max()) for rank in arrays), default=0)
    for kind in (np.int16, np.int32, np.int64):
        # One level below and one above all ranks serve as neutral elements.
        if np.iinfo(kind).min < lowest - 1 and highest + 1 < np.iinfo(kind).max:
            return tuple(
                _sealed(np.ascontiguousarray(np.broadcast_to(rank.astype(kind), shape)).reshape(shape))
                for rank in arrays
            )
    raise ValueError("ranks beyond 63 bits: number the levels densely first")
