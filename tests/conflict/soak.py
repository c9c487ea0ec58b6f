"""`make soak`: random conflicts by the hundred thousand, the engine beside the slow oracle, on all cores.

Every conflict is looked at under the five concepts and with a coalition; one half of them are in option form, by
three ways through the engine, one half drawn by hand. Every other one is looked at under a further concept as well,
each in its turn. OVERTURE_SEEDS is the number of conflicts, OVERTURE_SEEDS_FROM the first seed, OVERTURE_WORKERS the
number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence

from . import comparison
from .comparison import Look

CHUNK = 50
SAY_AT = 1_000

IN_TURN_OF_OPTIONS: tuple[Look, ...] = (
    comparison.simultaneous,
    comparison.limited_moves,
    comparison.nonmyopic,
    comparison.unknown_preferences,
    comparison.strength_of_preference,
    comparison.what_can_come_of_a_state,
    comparison.ways_through_options,
    comparison.witnesses_of_options,
)
IN_TURN_OF_ARROWS: tuple[Look, ...] = (
    comparison.limited_moves,
    comparison.nonmyopic,
    comparison.unknown_preferences,
    comparison.strength_of_preference,
    comparison.what_can_come_of_a_state,
    comparison.witnesses,
)
COALITIONS_OF_OPTIONS: tuple[Look, ...] = (
    comparison.coalitions_of_every_member,
    comparison.coalitions_of_pareto,
    comparison.merged_coalitions,
)
COALITIONS_OF_ARROWS = COALITIONS_OF_OPTIONS[:2]


def looks_at(seed: int) -> tuple[Look, ...]:
    """How the conflict of a seed is looked at: even seeds are in option form, odd ones drawn by hand."""
    if seed % 2:
        rule, coalitions, others = comparison.five_concepts_of_arrows, COALITIONS_OF_ARROWS, IN_TURN_OF_ARROWS
    else:
        rule, coalitions, others = comparison.five_concepts_of_options, COALITIONS_OF_OPTIONS, IN_TURN_OF_OPTIONS
    turn = seed // 2
    further = () if turn % 2 else (others[turn // 2 % len(others)],)
    return rule, coalitions[turn % len(coalitions)], *further


def compared(seeds: Sequence[int]) -> tuple[Counter[str], list[str]]:
    """How often each look was taken, and every difference with its seed."""
    taken: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        for look in looks_at(seed):
            taken[look.__name__] += 1
            try:
                wrong += [f"{look.__name__}({seed}): {difference}" for difference in look(seed)]
            except Exception:
                wrong.append(f"{look.__name__}({seed}): {traceback.format_exc()}")
    return taken, wrong


def main() -> int:
    """Compare, and tell on the way; 1 where anything differs."""
    count = int(os.environ.get("OVERTURE_SEEDS", "0")) or 100_000
    first = int(os.environ.get("OVERTURE_SEEDS_FROM", "1000000"))  # beyond those of the tests
    workers = int(os.environ.get("OVERTURE_WORKERS", "0")) or os.cpu_count() or 1
    chunks = [range(at, min(at + CHUNK, first + count)) for at in range(first, first + count, CHUNK)]
    taken: Counter[str] = Counter()
    done = differences = 0
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=100) as pool:
        for seeds, (looks, wrong) in zip(chunks, pool.imap(compared, chunks), strict=True):
            taken += looks
            done += len(seeds)
            differences += len(wrong)
            for difference in wrong:
                print(difference, flush=True)
            if done % SAY_AT < CHUNK:
                speed = done / (time.monotonic() - began)
                print(f"{done:,} of {count:,}, {differences} differences, {speed:.0f} a second", file=sys.stderr)
    seconds = time.monotonic() - began
    for name, times in taken.most_common():
        print(f"{times:>9,}  {name.replace('_', ' ')}")
    print(f"{done:,} conflicts, {differences} differences, {seconds:,.0f} s, {done / seconds:.1f} a second")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
