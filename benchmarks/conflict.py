"""What the graph model costs, as ratios to numpy's sum over the rank arrays in the same process.

Run with `make bench`, or `python benchmarks/conflict.py`; `python benchmarks/conflict.py 24` works off one
conflict of 2^24 states and tells its peak of memory. Ratios are medians: the machines are noisy.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from overture.conflict import CONCEPTS, Conflict, equilibrium_shares, lexicographic_ranks, relation, stable
from overture.conflict.concepts.verdicts import verdicts_on
from overture.conflict.forms.graph import Bools, Ints

STATEMENTS = 10


def statements(options: int, count: int, rng: np.random.Generator) -> list[Bools]:
    """Random statements on three options each, laid along their axes only."""
    found = []
    for _ in range(count):
        a, b, c = (
            np.arange(2).reshape([-1 if axis == at else 1 for axis in range(options)]) == 1
            for at in rng.choice(options, 3, replace=False)
        )
        found.append((a & b) | ~c if rng.random() < 0.5 else a ^ b)
    return found


def conflict(options: int, people: int, *, infeasible: float = 0.0, final: bool = False, seed: int = 0) -> Conflict:
    """Yes/no options shared out evenly; everybody has ten statements."""
    rng = np.random.default_rng(seed)
    shape = (2,) * options
    ranks = [lexicographic_ranks(statements(options, STATEMENTS, rng)) for _ in range(people)]
    return Conflict(
        owners=tuple(axis * people // options for axis in range(options)),
        relations=(relation(2, 0, final=final),) * options,
        feasible=rng.random(shape) >= infeasible if infeasible else np.ones(shape, dtype=np.bool_),
        ranks=tuple(np.broadcast_to(rank, shape) for rank in ranks),
    )


def anew(known: Conflict) -> Conflict:
    """The same conflict, of which nothing has been worked out yet."""
    return replace(known)


def everybody(known: Conflict, concepts: Sequence[str]) -> None:
    """The verdicts of everybody, from the arrays on."""
    fresh = anew(known)
    for concept in concepts:
        for dm in range(fresh.decision_makers):
            stable(fresh, dm, concept)


def median(run: Callable[[], object], times: int) -> float:
    """Seconds, after one run that is not counted."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def ratio(run: Callable[[], object], ranks: Sequence[Ints], times: int) -> tuple[float, float]:
    """How many times numpy's sum over the rank arrays a run takes; and its seconds. Measured in turns."""
    run()
    sums, runs = [], []
    for _ in range(times):
        sums.append(min(median(lambda: [rank.sum() for rank in ranks], 3) for _ in range(3)))
        start = time.perf_counter()
        run()
        runs.append(time.perf_counter() - start)
    return statistics.median(r / s for r, s in zip(runs, sums, strict=True)), statistics.median(runs)


def rows() -> list[tuple[str, float, Callable[[], object], Sequence[Ints], int]]:
    """What, goal, how, the arrays of the sum, how often."""
    small, free = conflict(12, 3), conflict(20, 3)
    bound = {people: conflict(20, people, infeasible=0.2) for people in (3, 5)}
    open_ = {people: conflict(20, people) for people in (2, 5)} | {3: free}
    rng = np.random.default_rng(1)
    truths = [np.ascontiguousarray(np.broadcast_to(one, free.shape)) for one in statements(20, STATEMENTS, rng)]
    short_sighted = ("nash", "gmr", "smr")
    return [
        ("all five concepts, 12 options, 3 decision makers", 200, lambda: everybody(small, CONCEPTS), small.ranks, 25),
        ("nash, gmr, smr, free moves, 20 options, 3", 3, lambda: everybody(free, short_sighted), free.ranks, 11),
        ("gmr with constraints, 20 options, 3", 25, lambda: everybody(bound[3], ("gmr",)), bound[3].ranks, 7),
        ("gmr with constraints, 20 options, 5", 120, lambda: everybody(bound[5], ("gmr",)), bound[5].ranks, 5),
        ("seq, 20 options, 2", 90, lambda: everybody(open_[2], ("seq",)), open_[2].ranks, 7),
        ("seq, 20 options, 3", 160, lambda: everybody(open_[3], ("seq",)), open_[3].ranks, 7),
        ("seq, 20 options, 5", 500, lambda: everybody(open_[5], ("seq",)), open_[5].ranks, 3),
        ("ranks of one from 10 statements, 20 options", 20, lambda: lexicographic_ranks(truths), free.ranks[:1], 11),
    ]  # fmt: skip


def main() -> None:
    print(f"{'the graph model (yes/no options)':<52}{'goal':>8}{'ratio':>9}{'ms':>10}")
    for what, goal, run, ranks, times in rows():
        told, seconds = ratio(run, ranks, times)
        print(f"{what:<52}{goal:>8}{told:>9.1f}{seconds * 1000:>10.2f}")
    print(f"\n{'rankings of 4,096 states, 3 decision makers':<52}{'goal':>8}{'a second':>9}")
    known, rng = conflict(12, 3), np.random.default_rng(2)
    for concepts, goal, profiles in ((CONCEPTS[:3], 10_000, 1000), (CONCEPTS, 400, 250)):
        drawn = [rng.integers(4096, size=(profiles, *known.shape), dtype=np.int16) for _ in range(3)]
        seconds = median(lambda: equilibrium_shares(known, drawn, concepts), 5)  # noqa: B023
        print(f"{', '.join(concepts):<52}{goal:>8}{profiles / seconds:>9.0f}")
    print(f"\n{'whole command, 3 decision makers':<52}{'goal':>8}{'seconds':>9}{'MB':>10}")
    for options in (12, 16, 20):
        for view, goal in ((["--no-audit"], "10" if options == 20 else ""), (["--show", "conflict"], "")):
            seconds, peak = whole_command(options, view)
            what = f"analyse {' '.join(view)}, {1 << options:,} states"
            print(f"{what:<52}{goal:>8}{seconds:>9.2f}{peak:>10.0f}")


def whole_command(options: int, view: Sequence[str]) -> tuple[float, float]:
    """Seconds and megabytes of `overture analyse` as a new process (the compiler's work kept from a first run)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(dossier(options), encoding="utf-8")
        command = [sys.executable, "-m", "overture", "analyse", str(path), *view, "--format", "json"]
        seconds = median(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 3)
        told = subprocess.run(
            [sys.executable, "-c", _PEAK, *command], check=True, capture_output=True, text=True
        ).stdout  # fmt: skip
    return seconds, float(told) / 1000


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def dossier(options: int, people: int = 3) -> str:
    """The text of a dossier with so many yes/no options; everybody has ten statements, two proposals are named."""
    rng = np.random.default_rng(3)
    lines = ["overture: 1", "title: A large case", "as_of: 2024-01-15", "proposer: p0", "actors:"]
    lines += [f"  p{i}: {{name: Party {i}}}" for i in range(people)]
    lines.append("options:")
    for i in range(people):
        own = [axis for axis in range(options) if axis * people // options == i]
        lines += [f"  p{i}:", *(f"    o{axis}: {{text: does thing {axis}}}" for axis in own)]
    lines.append("preferences:")
    for i in range(people):
        lines.append(f"  p{i}:")
        for k in range(STATEMENTS):
            a, b, c = rng.choice(options, 3, replace=False)
            lines.append(f"    - {{id: p{i}_w{k}, want: o{a} iff (o{b} or not o{c})}}")
    lines += ["proposals:", "  first: {o0: yes}", "  second: {o1: yes}"]
    return "\n".join(lines) + "\n"


def one_large(options: int) -> None:
    """All five concepts on one conflict, with progress on stderr; prints the time and the peak of memory."""
    start = time.perf_counter()
    known = conflict(options, 3, infeasible=0.1)

    def progress(done: int, total: int) -> None:
        print(f"{done} of {total} verdicts after {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)

    found = verdicts_on(known, progress=progress)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    counted = {concept: int(found.equilibria(concept).sum()) for concept in CONCEPTS}
    print(f"2^{options} states, 3 decision makers: {seconds:.1f} s, peak {peak / 1e6:,.0f} MB,", end=" ")
    print(f"{peak / (known.feasible.size * 3):.1f} bytes for each state and decision maker (goal 20)")
    print(f"equilibria: {counted}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_large(int(sys.argv[1]))
    else:
        main()
