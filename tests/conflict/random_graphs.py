"""Random small graphs drawn by hand: moves that are no closed relation, ties, decision makers without moves."""

from __future__ import annotations

import numpy as np

from overture.conflict.forms.arrows import Graph


def random_graph(
    rng: np.random.Generator, people: int | None = None, strict: bool = False, most: int = 8
) -> Graph:
    """One to four decision makers unless `people` says how many, one to `most` states."""
    count = people or int(rng.integers(1, 5))
    states = int(rng.integers(1, most + 1))
    density = float(rng.choice([0.1, 0.3, 0.6]))
    matrices = [rng.random((states, states)) < density for _ in range(count)]
    levels = int(rng.choice([2, 4, 50]))
    ranks = [rng.permutation(states) if strict else rng.integers(-levels, levels, states) for _ in range(count)]
    return Graph.from_matrices(matrices, ranks)
