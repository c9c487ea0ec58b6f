"""The states of a file of GMCR+ under the numbers of the file, with its options in the order of their owners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import DoesNotFit, NoFeasibleState
from overture.conflict.forms.option_form import MOST_SETTINGS, Ranking
from overture.exchange.gmcr_file import Condition, GmcrFile

Bools = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.int64]

MOST_WORK = 1 << 31
"""Settings that the infeasible conditions exclude, counted again for each of them."""

FEW = 1 << 14
"""States up to which they are listed one by one."""


@dataclass
class Regrouped:
    """A file with its options in the order of their owners. Raises DoesNotFit, NoFeasibleState."""

    file: GmcrFile

    def __post_init__(self) -> None:
        self.parties = [p for p in self.file.parties if p.options]
        self.order = [option for party in self.parties for option in party.options]  # old number by new place
        self.place = {old: new for new, old in enumerate(self.order)}
        settings = 1 << len(self.order)
        if settings > MOST_SETTINGS:
            raise DoesNotFit(
                f"{len(self.order)} options have {settings:,} settings, more than the {MOST_SETTINGS:,} that can be "
                "laid out: take options out, or split the conflict; see the how-to `Work with large conflicts`"
            )
        excluded = sum(settings >> len(part) for condition in self.file.infeasible for part in condition)
        if excluded > MOST_WORK:
            raise DoesNotFit(f"the infeasible conditions exclude {excluded:,} settings, far more than there are")

    @cached_property
    def feasible(self) -> Bools:
        """Which settings are feasible, one axis for each option in the new order."""
        out = np.zeros((2,) * len(self.order), dtype=np.bool_)
        for condition in self.file.infeasible:
            for part in condition:
                out[self.where(part)] = True
        if out.all():
            raise NoFeasibleState("no state is feasible: take back one of the conditions that exclude states")
        return ~out

    def where(self, part: Iterable[tuple[int, int]]) -> tuple[int | slice, ...]:
        marks: list[int | slice] = [slice(None)] * len(self.order)
        for option, value in part:
            marks[self.place[option]] = value
        return tuple(marks)

    def pattern(self, part: Iterable[tuple[int, int]]) -> str:
        """A part of a condition with one mark for each option: Y, N, or - for any."""
        marks = ["-"] * len(self.order)
        for option, value in part:
            marks[self.place[option]] = "NY"[value]
        return "".join(marks)

    @property
    def moved(self) -> bool:
        """Whether the options stand in another order than in the file."""
        return self.order != sorted(self.order)

    @cached_property
    def count(self) -> int:
        return int(np.count_nonzero(self.feasible))

    @cached_property
    def states(self) -> npt.NDArray[np.intp]:
        """The feasible states, a row each with the options in the new order, under the numbers of the file less one.

        The file numbers them in decimal order of its own options (the first of them changes fastest). Of few states.
        """
        return self.first(self.count)

    def first(self, most: int) -> npt.NDArray[np.intp]:
        """The first so many of `states`; no more of them are laid out."""
        backwards = [self.place[old] for old in reversed(range(len(self.order)))]  # the last option of the file first
        filed = self.feasible.transpose(backwards)
        cells = np.flatnonzero(filed)[:most]
        settings = np.stack(np.unravel_index(cells, filed.shape), axis=-1)
        return np.ascontiguousarray(settings[:, np.argsort(backwards)])

    def levels(self, statements: Sequence[Condition]) -> Levels:
        """The level of every state by the statements, dense from 0, higher is better: their truths as a number."""
        level, bits = np.zeros(len(self.states), dtype=np.int64), 0
        for statement in statements:
            holds = np.zeros(len(self.states), dtype=np.bool_)
            for part in statement:
                own = np.ones(len(self.states), dtype=np.bool_)
                for option, value in part:
                    own &= self.states[:, self.place[option]] == value
                holds |= own
            if bits == 30:  # more statements than bits: numbered anew, densely
                level, bits = order_of(level), FEW.bit_length()
            level, bits = level * 2 + holds, bits + 1
        return order_of(level)

    def by_group(self, ranking: Ranking) -> Levels:
        """The level of every state by a ranking, as `levels`."""
        levels = np.zeros(len(self.states), dtype=np.int64)
        for level, group in enumerate(reversed(ranking)):
            levels[[number - 1 for number in group]] = level
        return levels


def order_of(levels: npt.NDArray[Any]) -> Levels:
    """Levels numbered densely from 0."""
    return np.asarray(np.unique(levels, return_inverse=True)[1].reshape(-1), dtype=np.int64)


def ranking_of(levels: Levels) -> Ranking:
    """Groups of states, by their numbers from 1, best first."""
    best = int(levels.max())
    return tuple(tuple((np.flatnonzero(levels == level) + 1).tolist()) for level in range(best, -1, -1))
