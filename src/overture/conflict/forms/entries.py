"""What stands in a matrix, a ranking or a horizon, looked at one by one: what is none is refused by its name and place.

Arrays take nearly anything: a hole in a table that a spreadsheet left becomes a move, half a rank is rounded. So
entries are read here before they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import UnknownName, WrongEntry

Marks = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.integer[Any]]
Where = Callable[[tuple[int, ...]], str]
"""Words for the place of an entry."""


def pair_of_states(place: tuple[int, ...]) -> str:
    """The place of an entry in a matrix over states: `from state 0 to state 1`.

    >>> pair_of_states((0, 1))
    'from state 0 to state 1'
    """
    return f"from state {place[0]} to state {place[1]}"


def of_state(place: tuple[int, ...]) -> str:
    """The place of an entry in a list over states: `for state 3`."""
    return f"for state {place[0]}" if len(place) == 1 else at_place(place)


def is_pair(given: Any) -> bool:
    """Are these two states, by number?

    >>> is_pair((0, 1)), is_pair([0, 1, 2]), is_pair((0, 0.5)), is_pair("01")
    (True, False, False, False)
    """
    if not isinstance(given, Sequence | np.ndarray) or isinstance(given, str) or len(given) != 2:
        return False
    return all(isinstance(one, Integral) and not isinstance(one, bool) for one in given)


def at_place(place: tuple[int, ...]) -> str:
    """The place of an entry in any array."""
    return f"at {place[0] if len(place) == 1 else place}" if place else "in its place"


def marks(given: Any, what: str, where: Where = at_place) -> Marks:
    """An array of yes and no, from booleans or the numbers 0 and 1. Raises WrongEntry for any other entry.

    >>> marks([[0, 1], [1, 0.5]], "the matrix of Row", pair_of_states)
    Traceback (most recent call last):
    ...
    overture.conflict.errors.WrongEntry: the matrix of Row has 0.5 from state 1 to state 1: an entry is 0 or 1
    """
    array = np.asarray(given)
    if array.dtype == np.bool_:
        return array
    if array.dtype.kind in "iuf":
        good = (array == 0) | (array == 1)
    else:
        flat = [isinstance(one, bool | np.bool_ | int | float) and one in (0, 1) for one in array.reshape(-1).tolist()]
        good = np.array(flat, dtype=np.bool_).reshape(array.shape)
    _refuse(array, good, what, where, "an entry is 0 or 1" + ", and no text" * (array.dtype.kind in "US"))
    content: Marks = array.astype(np.bool_)
    return content


def whole(given: Any, what: str, where: Where = at_place, *, kind: str = "a rank is a whole number") -> Whole:
    """An array of whole numbers (3.0 is one). Raises WrongEntry for any other entry.

    >>> whole([3, 1.0], "the ranking of Row")
    array([3, 1])
    >>> whole([3, float("nan")], "the ranking of Row")
    Traceback (most recent call last):
    ...
    overture.conflict.errors.WrongEntry: the ranking of Row has nan at 1: a rank is a whole number
    """
    array = np.asarray(given)
    if array.dtype.kind in "iu":
        return array
    if array.dtype.kind == "f":
        good = np.isfinite(array) & (array == np.floor(array))
    else:
        flat = [isinstance(one, Integral) and not isinstance(one, bool) for one in array.reshape(-1).tolist()]
        good = np.array(flat, dtype=np.bool_).reshape(array.shape)
    _refuse(array, good, what, where, kind)
    try:
        numbers: Whole = array.astype(np.int64)
    except OverflowError:
        raise WrongEntry(f"{what} goes beyond 63 bits: number the levels densely first") from None
    return numbers


def whole_number(given: Any, what: str, least: int, most: int | None = None) -> int:
    """One whole number, no smaller than `least`. Raises WrongEntry for what is none.

    >>> whole_number(1.5, "a horizon is a number of moves", 1, 9)
    Traceback (most recent call last):
    ...
    overture.conflict.errors.WrongEntry: a horizon is a number of moves from 1 to 9, not 1.5
    """
    if isinstance(given, Integral) and not isinstance(given, bool):
        number = int(given)
        if least <= number and (most is None or number <= most):
            return number
    to = f"from {least} to {most:,}" if most is not None else f"from {least} on"
    raise WrongEntry(f"{what} {to}, not {given!r}")


def is_value(given: Any, size: int) -> bool:
    """Is this the number of one of so many values?"""
    return isinstance(given, Integral) and not isinstance(given, bool) and 0 <= int(given) < size


def decision_maker(dm: Any, count: int) -> int:
    """The number of a decision maker. Raises UnknownName where there is none of this number."""
    if not isinstance(dm, Integral) or isinstance(dm, bool) or not 0 <= int(dm) < count:
        raise UnknownName(f"there is no decision maker {dm!r} among {count}")
    return int(dm)


def _refuse(array: npt.NDArray[Any], good: Marks, what: str, where: Where, kind: str) -> None:
    if not good.all():
        place = tuple(int(at) for at in np.argwhere(~good)[0])
        entry = array[place]
        told = entry.item() if isinstance(entry, np.generic) else entry
        raise WrongEntry(f"{what} has {told!r} {where(place)}: {kind}")
