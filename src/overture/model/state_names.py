"""What the states of the whole conflict are called beside their numbers.

A fact **names** a state if it holds in that state and in no other; of several such facts the first in the file. A fact
that says that one of several such facts holds (`s9_a or s9_b`, `at least 1 of (s9_a; s9_b)`) **stands for** their
states: so a conflict keeps the names of print, also where print draws several states as one.

States have the numbers of `analyse --show conflict`: from 0, in the order of the cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from overture.logic import Formula
from overture.logic.syntax import Count, Name, Or
from overture.model.model import Model

FEW = 8
"""So many states are listed in a sentence."""


@dataclass(frozen=True)
class StateNames:
    """names: the fact that names a state, by number. together: a fact that stands for several states, and they."""

    names: dict[int, str] = field(default_factory=dict)
    together: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def label(self, number: int) -> str:
        """A state as it is shown: its number, and its name if it has one.

        >>> StateNames({4: "s8"}).label(4), StateNames().label(4)
        ('4 (s8)', '4')
        """
        name = self.names.get(number)
        return f"{number} ({name})" if name else str(number)

    def listed(self, numbers: Sequence[int], most: int = FEW) -> str:
        """Several states, the first of them if there are many.

        >>> StateNames({4: "s8"}).listed([1, 4, 6]), StateNames().listed(range(20))
        ('1, 4 (s8), 6', '0, 1, 2, 3, 4, 5, 6, 7 and 12 more')
        """
        more = f" and {len(numbers) - most:,} more" if len(numbers) > most else ""
        return ", ".join(map(self.label, numbers[:most])) + more

    def remarks(self, numbers: Iterable[int] | None = None) -> list[str]:
        """Which names stand for several states; with `numbers` only those that stand for one of these.

        >>> StateNames({1: "s9_a", 3: "s9_b"}, {"s9": (1, 3)}).remarks()
        ['s9 stands for 2 states: 1 (s9_a), 3 (s9_b)']
        """
        wanted = None if numbers is None else set(numbers)
        return [
            f"{name} stands for {len(states)} states: {self.listed(states)}"
            for name, states in self.together.items()
            if wanted is None or not wanted.isdisjoint(states)
        ]


def state_names(model: Model) -> StateNames:
    """What the states of the whole conflict are called, in the world of the model."""
    dossier = model.dossier
    places = _Places(model)
    single: dict[str, int] = {}
    for fact in dossier.facts:
        number = places.only(Name(fact))
        if number is not None:
            single[fact] = number
    names: dict[int, str] = {}
    for fact, state in single.items():
        names.setdefault(state, fact)
    together = {}
    for fact in dossier.facts:
        parts = _one_of(dossier.facts[fact].when)
        if len(parts) > 1 and all(part in single for part in parts):
            states = sorted({single[part] for part in parts})
            if len(states) > 1:
                together[fact] = tuple(states)
    return StateNames(names, together)


def states_called(model: Model, name: str) -> tuple[int, ...] | None:
    """The numbers of the states in which a fact, a decision or a yes/no option of this name holds.

    None where nothing of this name is so or not so in a state.
    """
    dossier = model.dossier
    option = dossier.options.get(name)
    if name in dossier.facts or name in dossier.decisions or (option is not None and option.values == ("no", "yes")):
        return tuple(_Places(model).of(Name(name)).tolist())
    return None


class _Places:
    """The numbers of the states in which a proposition holds."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._feasible = model.feasible.reshape(-1)
        self._cells = np.flatnonzero(self._feasible)

    def of(self, formula: Formula) -> npt.NDArray[np.intp]:
        """The numbers in rising order."""
        held = self._model.truth(formula).reshape(-1) & self._feasible
        numbers: npt.NDArray[np.intp] = np.searchsorted(self._cells, np.flatnonzero(held))
        return numbers

    def only(self, formula: Formula) -> int | None:
        """The number of the one state in which it holds; None where there is none, or more than one."""
        held = self._model.truth(formula).reshape(-1) & self._feasible
        if np.count_nonzero(held) != 1:
            return None
        return int(np.searchsorted(self._cells, int(held.argmax())))


def _one_of(formula: Formula) -> tuple[str, ...]:
    """The names of which a formula says that one of them holds; none where it says something else."""
    match formula:
        case Or(parts):
            named = parts
        case Count("at least", 1, parts):
            named = parts
        case _:
            return ()
    names = tuple(part.name for part in named if isinstance(part, Name))
    return names if len(names) == len(named) else ()
