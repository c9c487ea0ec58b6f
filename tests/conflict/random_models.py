"""Random small conflicts: constraints, one-way options of every form, ties, held options."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from overture.conflict import FIXED, Conflict, relation


def random_relation(rng: np.random.Generator, size: int) -> npt.NDArray[np.bool_]:
    now = int(rng.integers(size))
    form = rng.integers(6)
    some = np.flatnonzero(rng.random(size) < 0.5).tolist()
    if form == 0:
        return relation(size, now, final=True, no_return=bool(rng.integers(2)))
    if form == 1:
        return relation(size, now, final=some)
    if form == 2:
        return relation(size, now, no_return=True)
    if form == 3:
        return relation(size, now, final=some, no_return=True)
    return relation(size, now)


def random_conflict(rng: np.random.Generator, cells: int = 40, people: int | None = None) -> Conflict:
    """Two to four decision makers, at most `cells` cells, at least one of them feasible."""
    count = people or int(rng.integers(2, 5))
    shape: list[int] = []
    while len(shape) < 6:
        size = int(rng.choice([2, 2, 2, 3, 4, 1], p=[0.3, 0.2, 0.15, 0.2, 0.1, 0.05]))
        if int(np.prod([*shape, size])) > cells:
            break
        shape.append(size)
    held = 0.1 if rng.random() < 0.5 else 0.0
    owners = [FIXED if rng.random() < held else int(rng.integers(count)) for _ in shape]
    free = rng.random() < 0.3
    relations = [relation(size, 0) if free else random_relation(rng, size) for size in shape]
    feasible = rng.random(shape) < rng.choice([1.0, 0.9, 0.7, 0.5])
    feasible.flat[int(rng.integers(feasible.size))] = True
    levels = int(rng.choice([2, 4, 8, 100]))
    ranks = [rng.integers(-levels, levels, size=shape) for _ in range(count)]
    return Conflict(tuple(owners), tuple(relations), feasible, tuple(ranks))
