"""All verdicts on a conflict at once: who is content where, under each concept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np

from overture.conflict.concepts.stability import CONCEPTS, stable
from overture.conflict.errors import WrongEntry
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.graph import Bools, Conflict
from overture.conflict.memory import refuse_beyond

BYTES = 20
"""Memory for each state and decision maker, the conflict's own arrays included (measured at 2^24 states)."""

Progress = Callable[[int, int], None]
"""Called with the verdicts given so far and how many there will be."""


@dataclass(frozen=True, eq=False)
class Verdicts:
    """`stable[concept][dm]` marks the states that are stable for `dm`; arrays as `stable` returns them."""

    stable: Mapping[str, tuple[Bools, ...]]

    def equilibria(self, concept: str) -> Bools:
        """The states that are stable for everybody under one concept."""
        everywhere: Bools = np.logical_and.reduce(self.stable[concept])
        return everywhere


def verdicts_on(
    conflict: Conflict | Graph,
    concepts: Sequence[str] = CONCEPTS,
    *,
    progress: Progress | None = None,
    memory: int | None = None,
) -> Verdicts:
    """Stability of every state for every decision maker under each of `concepts`.

    progress: told after every verdict on one decision maker under one concept. memory: bytes that may
    be used; by default what the machine has free, where that can be known. Raises DoesNotFit before
    memory is taken, UnknownName for a concept that does not exist.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> found = verdicts_on(Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column)))
    >>> np.argwhere(found.equilibria("seq")).tolist(), found.stable["nash"][0].tolist()
    ([[0, 0], [1, 1]], [[False, False], [True, True]])
    """
    if memory is not None and not (isinstance(memory, Real) and memory == memory):
        raise WrongEntry(f"memory is a number of bytes, not {memory!r}")
    states = conflict.states if isinstance(conflict, Graph) else conflict.feasible.size
    people = conflict.decision_makers
    refuse_beyond(states * max(1, people) * BYTES, f"{states:,} states and {people} decision makers", memory)
    found: dict[str, tuple[Bools, ...]] = {}
    total = len(concepts) * conflict.decision_makers
    for at, concept in enumerate(concepts):
        marks = []
        for dm in range(conflict.decision_makers):
            marks.append(stable(conflict, dm, concept))
            if progress is not None:
                progress(at * conflict.decision_makers + dm + 1, total)
        found[concept] = tuple(marks)
    return Verdicts(found)
