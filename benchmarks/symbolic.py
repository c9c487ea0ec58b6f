"""What conflicts too large for arrays cost: whole sets as diagrams, one equilibrium by a solver.

Run with `make bench`, or `python -m benchmarks.symbolic` in the folder of the project. Each row is the median and
the worst of five random neighbourhoods (see tests/conflict/neighbourhoods.py), each from the propositions on.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from overture.conflict import ConflictError, LocalConflict, Symbolic, one_nash
from tests.conflict.neighbourhoods import neighbourhood

SEEDS = 5
LIMIT = 120
"""Seconds after which a row gives up."""


def whole_sets(conflict: LocalConflict, *concepts: str) -> None:
    """The equilibria under each concept, counted."""
    symbolic = Symbolic(conflict, seconds=LIMIT)
    for concept in concepts:
        symbolic.equilibria(concept).count()


def rows() -> list[tuple[str, int, Callable[..., LocalConflict], Callable[[LocalConflict], object]]]:
    """What, goal in seconds, which neighbourhood, how."""
    line, ring = partial(neighbourhood, 50, 4), partial(neighbourhood, 100, 2, ring=True, window=2)
    pairs = partial(neighbourhood, 50, 2)

    def short_sighted(conflict: LocalConflict) -> None:
        whole_sets(conflict, "nash", "gmr", "smr")

    def sequential(conflict: LocalConflict) -> None:
        whole_sets(conflict, "seq")

    def one(conflict: LocalConflict) -> None:
        one_nash(conflict, seconds=LIMIT)

    return [
        ("nash, gmr, smr, 200 options, line of 50", 10, line, short_sighted),
        ("  some options one-way, rules", 10, partial(line, one_way=0.3, rules=0.5), short_sighted),
        ("  ring of 100, two neighbours on each side", 10, ring, short_sighted),
        ("  six statements each", 10, partial(line, statements=6), short_sighted),
        ("seq, 100 options, line of 50", 30, pairs, sequential),
        ("  some options one-way, rules", 30, partial(pairs, one_way=0.3, rules=0.5), sequential),
        ("  ring of 50", 30, partial(pairs, ring=True), sequential),
        ("  line of 25, four options each", 30, partial(neighbourhood, 25, 4), sequential),
        ("  two neighbours on each side, four statements", 30, partial(pairs, window=2, statements=4), sequential),
        ("one nash equilibrium, 200 options, line of 50", 2, line, one),
        ("  line of 100", 2, partial(neighbourhood, 100, 2), one),
        ("  ring of 100, two neighbours on each side", 2, ring, one),
    ]


def main() -> None:
    print(f"{'local neighbourhoods (yes/no options)':<52}{'goal s':>8}{'median':>9}{'worst':>10}")
    for what, goal, drawn, run in rows():
        taken = []
        for seed in range(SEEDS):
            conflict = drawn(seed=seed)
            start = time.perf_counter()
            try:
                run(conflict)
                taken.append(time.perf_counter() - start)
            except ConflictError as problem:
                print(f"  seed {seed}: {problem}")
                taken.append(float("inf"))
        print(f"{what:<52}{goal:>8}{statistics.median(taken):>9.2f}{max(taken):>10.2f}", flush=True)


if __name__ == "__main__":
    main()
