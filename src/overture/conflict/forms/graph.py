"""The graph model of a conflict in option form: who may change what, and who prefers which state.

A state is one value for every option; the states form an array with one axis per option. A decision
maker moves by changing any number of the options that it owns, each as that option's relation allows,
whatever is infeasible between. Definitions: Howard 1971; Fraser and Hipel 1984; Fang, Hipel and
Kilgour 1993.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import prod
from numbers import Integral
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, DoesNotFit, NoFeasibleState, NotSquare, UnknownName, WrongEntry
from overture.conflict.forms.entries import is_value, marks, whole_number
from overture.conflict.memory import refuse_beyond

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

    Raises WrongEntry if `now` or a listed value is not one of the `size` values.

    >>> relation(3, 0, final=True).astype(int)
    array([[1, 1, 1],
           [0, 1, 0],
           [0, 0, 1]])
    >>> relation(3, 0, final=[2], no_return=True).astype(int)
    array([[1, 1, 1],
           [0, 1, 1],
           [0, 0, 1]])
    """
    size = whole_number(size, "an option needs at least one value: a whole number", 1)
    if not is_value(now, size):
        raise WrongEntry(f"the value now, {now!r}, is not one of the {size} values of the option")
    allowed = np.ones((size, size), dtype=np.bool_)
    if isinstance(final, bool):
        staying = [value for value in range(size) if value != now] if final else []
    else:
        staying = sorted(set(final))
        if not all(is_value(value, size) for value in staying):
            raise WrongEntry(f"final lists {staying}, but the option has the values 0 to {size - 1}")
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
    lowest, highest: the least and the greatest of all ranks.

    Raises a ConflictError (a ValueError) where the parts do not fit each other: WrongEntry for an entry of
    `feasible` or of a relation that is not True or False (1 or 0), and for ranks that are no integers; DoesNotFit,
    before memory is taken, for more than the machine has. A decision maker may own no option and every state may be
    infeasible: so it is after some proposals, and where options are held.

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
    lowest: int = field(init=False)
    highest: int = field(init=False)

    def __post_init__(self) -> None:
        owners = tuple(_owner(axis, owner) for axis, owner in enumerate(self.owners))
        given = np.asarray(self.feasible)
        relations = tuple(
            marks(allowed, f"the relation of axis {axis}", _values) for axis, allowed in enumerate(self.relations)
        )
        if not len(owners) == len(relations) == given.ndim:
            raise ConflictError(
                f"owners ({len(owners)}), relations ({len(relations)}) and the axes of feasible "
                f"({given.ndim}) must be equally many"
            )
        if given.size == 0:
            raise NoFeasibleState("an option without values leaves no state: give it at least one")
        shape: tuple[int, ...] = tuple(given.shape)
        for axis, (owner, allowed, size) in enumerate(zip(owners, relations, shape, strict=True)):
            if not FIXED <= owner < len(self.ranks):
                raise UnknownName(f"axis {axis} belongs to {owner}, but there are {len(self.ranks)} decision makers")
            if allowed.shape != (size, size):
                raise NotSquare(f"the relation of axis {axis} has shape {allowed.shape}, its option {size} values")
            if not _is_preorder(allowed.tobytes(), size):
                raise ConflictError(f"the relation of axis {axis} is not reflexive and transitive")
        arrays = _whole_ranks(self.ranks, shape)
        lowest, highest, kind = _levels(arrays)
        taken = sum(_new_bytes(rank, shape, kind) for rank in arrays) + _new_bytes(given, shape, np.bool_)
        refuse_beyond(taken, f"{given.size:,} states and {len(arrays)} rankings")
        feasible = np.ascontiguousarray(marks(given, "feasible")).reshape(shape)
        fields = {
            "owners": owners,
            "relations": tuple(map(_sealed, relations)),
            "feasible": _sealed(feasible),
            "ranks": tuple(_sealed(_laid(rank, shape, kind)) for rank in arrays),
            "lowest": lowest,
            "highest": highest,
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
        """The number of the cell of `state`, in C order; UnknownName where there is no such state."""
        shape = self.shape
        if len(state) != len(shape) or not all(0 <= v < n for v, n in zip(state, shape, strict=True)):
            raise UnknownName(f"{state} is not a state of a conflict of shape {shape}")
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


MOST_MOVES = 1 << 25
"""Moves of one decision maker from one state that are looked at."""

KEPT = 1 << 20
"""About so many own moves are kept in tables; beyond, tables are made again when a setting is met again."""


class Reach:
    """Own moves by cell number, feasible or not; tables are made for a setting when it is first met."""

    def __init__(self, strides: tuple[int, ...], sizes: tuple[int, ...], relations: tuple[bytes, ...]):
        self._digits = tuple(zip(strides, sizes, strict=True))
        self._allowed = tuple(
            np.frombuffer(raw, dtype=np.bool_).reshape(size, size) for raw, size in zip(relations, sizes, strict=True)
        )
        self._counts = tuple(allowed.sum(axis=1).tolist() for allowed in self._allowed)
        self._known: dict[State, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = {}

    def count(self, cell: int) -> int:
        """How many cells are within reach of `cell`, itself included: known before any of them is."""
        return self._targets([cell // stride % size for stride, size in self._digits])

    def _targets(self, own: Sequence[int]) -> int:
        return prod([counts[value] for value, counts in zip(own, self._counts, strict=True)])

    def from_cell(self, cell: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The cells within reach of `cell`, itself included, in rising order of the owner's settings, and
        for each the set of own options that the move changes, as bits (bit k: the k-th own option).

        Raises DoesNotFit for more than MOST_MOVES of them, before they are laid out."""
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
        targets = self._targets(own)
        if targets > MOST_MOVES:
            raise DoesNotFit(
                f"one decision maker has {targets:,} moves from one state, more than the {MOST_MOVES:,} that are "
                "looked at: hold some of its options fixed, or leave options out"
            )
        offsets = np.zeros(1, dtype=np.intp)
        changed = np.zeros(1, dtype=np.intp)
        for bit, (value, (stride, _), allowed) in enumerate(zip(own, self._digits, self._allowed, strict=True)):
            values = np.flatnonzero(allowed[value])
            offsets = np.add.outer(offsets, (values - value) * stride).reshape(-1)
            changed = np.bitwise_or.outer(changed, (values != value).astype(np.intp) << bit).reshape(-1)
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


def _owner(axis: int, owner: object) -> int:
    if not isinstance(owner, Integral) or isinstance(owner, bool):
        raise WrongEntry(f"axis {axis} belongs to {owner!r}: give the number of a decision maker, or FIXED")
    return int(owner)


def _values(place: tuple[int, ...]) -> str:
    return f"from value {place[0]} to value {place[1]}"


def _sealed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A read-only view: the caller's own array stays writeable."""
    view = array.view()
    view.flags.writeable = False
    return view


def _whole_ranks(given: tuple[Ints, ...], shape: tuple[int, ...]) -> list[Ints]:
    """The rankings as arrays; refused where they are no integers or do not broadcast to the states."""
    arrays = [np.asarray(rank) for rank in given]
    for dm, rank in enumerate(arrays):
        if not np.issubdtype(rank.dtype, np.integer):
            raise WrongEntry(
                f"the ranks of decision maker {dm} are {rank.dtype}, not integers: number the levels 0, 1, 2, ..., "
                "higher for better"
            )
        fits = all(own in (1, size) for own, size in zip(rank.shape[::-1], shape[::-1], strict=False))
        if rank.ndim > len(shape) or not fits:
            raise ConflictError(f"the ranks of decision maker {dm} have shape {rank.shape}, the states {shape}")
    return arrays


def _levels(ranks: Sequence[Ints]) -> tuple[int, int, type[np.signedinteger[Any]]]:
    """The lowest and the highest rank of all, and the integers that they are kept in."""
    met = [_met(rank) for rank in ranks]
    lowest = min((int(rank.min()) for rank in met), default=0)
    highest = max((int(rank.max()) for rank in met), default=0)
    kinds: tuple[type[np.signedinteger[Any]], ...] = (np.int16, np.int32, np.int64)
    for kind in kinds:
        # One level below and one above all ranks serve as neutral elements.
        if np.iinfo(kind).min < lowest - 1 and highest + 1 < np.iinfo(kind).max:
            return lowest, highest, kind
    raise ConflictError("ranks beyond 63 bits: number the levels densely first")


def _met(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The entries of an array, those once that it only repeats along an axis."""
    return array[tuple(slice(1) if stride == 0 else slice(None) for stride in array.strides)]


def _new_bytes(given: npt.NDArray[Any], shape: tuple[int, ...], kind: type[np.generic]) -> int:
    """How much memory it takes to lay an array out: none where it is kept as it stands."""
    as_it_stands = given.dtype == kind and given.shape == shape and given.flags.c_contiguous
    if as_it_stands and (kind is np.bool_ or not given.flags.writeable):
        return 0
    return prod(shape) * np.dtype(kind).itemsize


def _laid(rank: Ints, shape: tuple[int, ...], kind: type[np.signedinteger[Any]]) -> Ints:
    """A ranking over all states. An array that nobody writes to need not be copied."""
    kept = _met(rank).astype(kind, copy=rank.flags.writeable)
    laid: Ints = np.ascontiguousarray(np.broadcast_to(kept, shape)).reshape(shape)
    return laid
