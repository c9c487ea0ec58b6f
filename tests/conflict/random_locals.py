"""Random small conflicts of local propositions, and neighbourhoods of any size."""

from __future__ import annotations

import numpy as np

from overture.conflict import FIXED, Local, LocalConflict


def random_local(rng: np.random.Generator, options: list[int], most: int = 3) -> Local:
    """A random proposition over one to three of the options."""
    named = rng.choice(options, min(len(options), int(rng.integers(1, most + 1))), replace=False)
    return Local(tuple(named.tolist()), rng.random((2,) * len(named)) < rng.choice([0.3, 0.5, 0.7]))


def random_local_conflict(rng: np.random.Generator, most: int = 10) -> LocalConflict:
    """At most ten options and five decision makers; one-way and held options, rules, statements that repeat."""
    options, people = int(rng.integers(1, most + 1)), int(rng.integers(1, 6))
    every = list(range(options))
    forms: list[bool | tuple[int, ...]] = [False, True, (0,), (0, 1)]
    likely = [[1.0, 0.0, 0.0, 0.0], [0.5, 0.3, 0.15, 0.05], [0.0, 0.6, 0.4, 0.0]][int(rng.integers(3))]
    rules = []
    for _ in range(int(rng.choice([0, 1, 2, 4, 6]))):
        rule = random_local(rng, every)
        truth = rule.truth | (rng.random(rule.truth.shape) < 0.5)
        rules.append(Local(rule.options, truth))
    return LocalConflict(
        tuple(int(rng.integers(people)) if rng.random() < 0.95 else FIXED for _ in every),
        tuple(forms[int(rng.choice(4, p=likely))] for _ in every),
        tuple(rules),
        tuple(tuple(random_local(rng, every) for _ in range(int(rng.integers(0, 5)))) for _ in range(people)),
    )
