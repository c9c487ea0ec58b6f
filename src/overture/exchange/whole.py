"""The whole conflict of a dossier as it leaves the house: names, numbered states, payoffs, verdicts.

The proposer is a decision maker like the others. States have the numbers that `analyse --show conflict` and
`explain --state` give them: from 0, in the order of the cells. Payoffs are ordinal: 1 for the worst states, higher
is better.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overture.conflict import CONCEPTS, Conflict, stable
from overture.dossier import Dossier
from overture.model import Kept, LimitReached, StateNames, models, state_names
from overture.model.space import in_powers, space_of

MOST_CELLS = 1 << 22

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class WholeOption:
    """An option: the number of its owner, its id, what it is in words, and its values."""

    owner: int
    id: str
    text: str
    values: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it is yes/no."""
        return self.values == ("no", "yes")

    def at(self, value: int) -> str:
        """Its value in a formula: `strike`, `not strike`, `wording is treaty`."""
        if self.plain:
            return self.id if value else f"not {self.id}"
        return f"{self.id} is {self.values[value]}"

    def mark(self, value: int) -> str:
        """Its value in a table: Y, N, or the word."""
        return "NY"[value] if self.plain else self.values[value]


@dataclass(frozen=True)
class Whole:
    """A conflict with names for everything. Axes, options and decision makers are in the order of `conflict`.

    called: what states are called beside their numbers.
    """

    title: str
    ids: tuple[str, ...]  # of the decision makers
    names: tuple[str, ...]
    options: tuple[WholeOption, ...]
    conflict: Conflict
    called: StateNames = field(default_factory=StateNames)

    @cached_property
    def cells(self) -> npt.NDArray[np.intp]:
        """The cells of the states, in the order of their numbers."""
        return np.flatnonzero(self.conflict.feasible)

    @cached_property
    def settings(self) -> npt.NDArray[np.intp]:
        """The value of every option (column) in every state (row)."""
        return np.stack(np.unravel_index(self.cells, self.conflict.shape), axis=-1)

    @cached_property
    def payoffs(self) -> tuple[npt.NDArray[np.intp], ...]:
        """For every decision maker the payoff in every state."""
        ranks = (rank.reshape(-1)[self.cells] for rank in self.conflict.ranks)
        return tuple(np.unique(rank, return_inverse=True)[1].reshape(-1) + 1 for rank in ranks)

    def stable(self, concept: str) -> tuple[Bools, ...]:
        """For every decision maker the states that are stable for it."""
        count = range(len(self.ids))
        return tuple(stable(self.conflict, dm, concept).reshape(-1)[self.cells] for dm in count)

    @cached_property
    def verdicts(self) -> dict[str, tuple[Bools, ...]]:
        """`stable` for every concept."""
        return {concept: self.stable(concept) for concept in CONCEPTS}

    def equilibria(self, concept: str) -> Bools:
        """The states that are stable for every decision maker."""
        agreed: Bools = np.logical_and.reduce(self.verdicts[concept])
        return agreed

    @property
    def constrained(self) -> bool:
        """Whether some setting is infeasible."""
        return len(self.cells) < self.conflict.feasible.size

    @property
    def one_way(self) -> tuple[str, ...]:
        """The options that cannot be moved freely from any value to any other."""
        both = zip(self.options, self.conflict.relations, strict=True)
        return tuple(option.id for option, allowed in both if not allowed.all())


def whole(dossier: Dossier) -> tuple[Whole, int]:
    """The conflict of the first base world, and how many base worlds there are.

    Raises `LimitReached` for more settings than are laid out, before memory is taken, and what `models` raises.
    """
    space = space_of(dossier)
    settings = math.prod(space.shape)
    if settings > MOST_CELLS:
        raise LimitReached(
            f"this dossier has {in_powers(settings)} settings of its {len(space.options)} options; {MOST_CELLS:,} are "
            "the most that are written out. Take options out, or wordings of them"
        )
    worlds = models(dossier, Kept(), menu=1)
    ids = (dossier.proposer, *space.opponents)
    options = tuple(WholeOption(ids.index(o.owner), o.id, o.ask or o.text or o.id, o.values) for o in space.options)
    names = tuple(dossier.actors[key].name for key in ids)
    return Whole(dossier.head.title, ids, names, options, worlds[0].full(), state_names(worlds[0])), len(worlds)


def refuse_more(number: int, most: int, what: str, instead: str = "") -> None:
    """Raises `LimitReached` where a file would be longer than anybody could use.

    >>> refuse_more(3, 2, "rows")
    Traceback (most recent call last):
    overture.model.space.LimitReached: this conflict makes 3 rows; 2 are the most that are written
    """
    if number > most:
        hint = f". {instead}" if instead else ""
        raise LimitReached(f"this conflict makes {number:,} {what}; {most:,} are the most that are written{hint}")


def apart(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Labels that are all different: those that are not have their ids behind them.

    >>> apart(["The North", "The North", "The South"], ["n", "m", "s"])
    ['The North (n)', 'The North (m)', 'The South']
    """
    return [label if labels.count(label) == 1 else f"{label} ({key})" for label, key in zip(labels, ids, strict=True)]
