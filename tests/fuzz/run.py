"""`make fuzz`: mutants by the million, on all cores; what goes wrong is kept in out/fuzz.

OVERTURE_FUZZ is their number, OVERTURE_FUZZ_FROM the first seed, OVERTURE_FUZZ_WORKERS the number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.judging import judged
from tests.fuzz.mutations import mutant

CHUNK = 50
KEPT = Path("out/fuzz")


def tried(start: int) -> tuple[int, int, list[tuple[int, str]]]:
    """One chunk of seeds: how many, how many of them read, and what is wrong with which."""
    wrong, read = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(start, start + CHUNK):
            try:
                what, reads = judged(mutant(seed), Path(folder) / "m.yaml")
            except Exception:
                what, reads = traceback.format_exc(), False
            read += reads
            if what:
                wrong.append((seed, what))
    return CHUNK, read, wrong


def main() -> int:
    count = int(os.environ.get("OVERTURE_FUZZ", "1000000"))
    first = int(os.environ.get("OVERTURE_FUZZ_FROM", "100000"))
    workers = int(os.environ.get("OVERTURE_FUZZ_WORKERS", "0")) or os.cpu_count() or 1
    KEPT.mkdir(parents=True, exist_ok=True)
    done = read = failed = 0
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=100) as pool:
        for number, reads, wrong in pool.imap_unordered(tried, range(first, first + count, CHUNK)):
            done, read, failed = done + number, read + reads, failed + len(wrong)
            for seed, what in wrong:
                (KEPT / f"{seed}.yaml").write_bytes(mutant(seed).data)
                (KEPT / f"{seed}.txt").write_text(what + "\n", encoding="utf-8")
                print(f"mutant({seed}): {what.strip().splitlines()[-1][:200]}")
            speed = done / (time.monotonic() - began)
            print(f"{done:,} of {count:,}, {read:,} read, {failed} wrong, {speed:.0f} a second", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
