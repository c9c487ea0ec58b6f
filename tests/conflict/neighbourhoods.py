"""Neighbourhoods: decision makers on a line or a ring, who care for their own options and those close by."""

from __future__ import annotations

import numpy as np

from overture.conflict import Local, LocalConflict


def neighbourhood(
    people: int,
    own: int,
    *,
    window: int = 1,
    statements: int = 3,
    ring: bool = False,
    one_way: float = 0.0,
    rules: float = 0.0,
    seed: int = 0,
) -> LocalConflict:
    """Random statements on three options, the first of them one's own, the others within the window.

    one_way, rules: the shares of options that cannot be taken back, and of decision makers with a rule that two
    options of their window exclude each other.
    """
    rng = np.random.default_rng(seed)
    wanted, excluded = [], []
    for i in range(people):
        near = [j % people for j in range(i - window, i + window + 1) if ring or 0 <= j < people]
        around = [j * own + k for j in near for k in range(own)]
        of = []
        for _ in range(statements):
            first = i * own + int(rng.integers(own))
            rest = rng.choice([o for o in around if o != first], 2, replace=False).tolist()
            of.append(Local((first, *rest), rng.random((2, 2, 2)) < 0.5))
        wanted.append(tuple(of))
        if rng.random() < rules:
            excluded.append(Local.of(rng.choice(around, 2, replace=False).tolist(), lambda a, b: not (a and b)))
    return LocalConflict(
        tuple(option // own for option in range(people * own)),
        tuple(bool(rng.random() < one_way) for _ in range(people * own)),
        tuple(excluded),
        tuple(wanted),
    )
