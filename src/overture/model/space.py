"""The state space of a dossier: one axis for each option, the proposer's options first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from overture.conflict import relation
from overture.dossier import Dossier
from overture.dossier.entries import Option, plain_value


class LimitReached(Exception):
    """The analysis stopped at a limit; the message says which and what makes the dossier so large."""


Line = TypeVar("Line", bound=np.generic)


def along(line: npt.NDArray[Line], axis: int, dimensions: int) -> npt.NDArray[Line]:
    """A line of values laid along one axis of an array, with length one along all others.

    >>> along(np.array([1, 2, 3]), 1, 3).shape
    (1, 3, 1)
    """
    return line.reshape([-1 if i == axis else 1 for i in range(dimensions)])


@dataclass(frozen=True, eq=False)
class Space:
    """All settings of all options. A *package* is a setting of the proposer's, a *reply* of all others'.

    Cells are numbered row by row, so an array over all states reshapes to
    (packages, replies).
    """

    options: tuple[Option, ...]
    own: int  # how many of them are the proposer's
    opponents: tuple[str, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(o.values) for o in self.options)

    @cached_property
    def axis(self) -> dict[str, int]:
        return {o.id: i for i, o in enumerate(self.options)}

    @cached_property
    def packages(self) -> int:
        return math.prod(self.shape[: self.own])

    @cached_property
    def replies(self) -> int:
        return math.prod(self.shape[self.own :])

    @cached_property
    def today(self) -> tuple[int, ...]:
        """The status quo, as an index on every axis."""
        return tuple(o.values.index(o.today) for o in self.options)

    @cached_property
    def relations(self) -> tuple[npt.NDArray[np.bool_], ...]:
        """What may become of each value of each option, one move."""
        found = []
        for option, today in zip(self.options, self.today, strict=True):
            final = option.final if isinstance(option.final, bool) else [option.values.index(v) for v in option.final]
            found.append(relation(len(option.values), today, final=final, no_return=option.no_return))
        return tuple(found)

    @cached_property
    def owners(self) -> tuple[int, ...]:
        """For each axis after the proposer's, the number of its owner among the opponents."""
        return tuple(self.opponents.index(o.owner) for o in self.options[self.own :])

    @cached_property
    def legal_packages(self) -> npt.NDArray[np.bool_]:
        """Which packages the proposer can bring about from what is so now: `final` and `no_return` bind it too."""
        legal = np.ones(self.shape[: self.own], dtype=np.bool_)
        for axis, (allowed, today) in enumerate(zip(self.relations, self.today, strict=True)):
            if axis < self.own:
                legal &= along(allowed[today], axis, self.own)
        return legal.reshape(-1)

    @cached_property
    def today_package(self) -> int:
        return self.package(self.today[: self.own])

    @cached_property
    def today_reply(self) -> int:
        return self.reply(self.today[self.own :])

    def package(self, index: tuple[int, ...]) -> int:
        return int(np.ravel_multi_index(index, self.shape[: self.own])) if self.own else 0

    def reply(self, index: tuple[int, ...]) -> int:
        return int(np.ravel_multi_index(index, self.shape[self.own :])) if len(self.shape) > self.own else 0

    def package_index(self, package: int) -> tuple[int, ...]:
        return tuple(int(i) for i in np.unravel_index(package, self.shape[: self.own])) if self.own else ()

    def reply_index(self, reply: int) -> tuple[int, ...]:
        shape = self.shape[self.own :]
        return tuple(int(i) for i in np.unravel_index(reply, shape)) if shape else ()

    def setting(self, index: tuple[int, ...], first: int = 0) -> dict[str, str]:
        """What differs from the status quo, for values on the axes from `first` on."""
        return {
            o.qualified: o.values[v]
            for o, v, today in zip(self.options[first:], index, self.today[first:], strict=False)
            if v != today
        }

    def index_of(self, settings: dict[str, str]) -> dict[int, int]:
        """Axis and value of each option in a written setting (`reply: refuse`, `ussr.reply: refuse`)."""
        found = {}
        for name, value in settings.items():
            axis = self.axis[name.rpartition(".")[2]]
            option = self.options[axis]
            found[axis] = option.values.index(plain_value(option, value))
        return found

    def package_of(self, settings: dict[str, str]) -> int:
        """The package that a proposal names: what it does not state is as now."""
        index = list(self.today[: self.own])
        for axis, value in self.index_of(settings).items():
            index[axis] = value
        return self.package(tuple(index))


def in_powers(number: int) -> str:
    """A number to read aloud: in full up to a hundred million, then rounded down in powers of ten.

    >>> in_powers(12_000_000), in_powers(4 * 10**11 + 1), in_powers(96 * 10**14)
    ('12,000,000', '4 x 10^11', '9.6 x 10^15')
    """
    if number < 100_000_000:
        return f"{number:,}"
    if number.bit_length() > 10_000:  # python does not write out numbers of thousands of digits
        return f"10^{int(math.log10(number))}"
    digits = str(number)
    first = digits[0] if digits[1] == "0" else f"{digits[0]}.{digits[1]}"
    return f"{first} x 10^{len(digits) - 1}"


def space_of(dossier: Dossier) -> Space:
    """The state space. Nothing is computed yet: see `limits` for how large it may be."""
    own = [o for o in dossier.options.values() if o.owner == dossier.proposer]
    others = [o for o in dossier.options.values() if o.owner != dossier.proposer]
    return Space((*own, *others), len(own), dossier.opponents)
