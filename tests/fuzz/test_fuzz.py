"""A sample of the mutants: no traceback, the right exit code, documented mistakes, within the caps.

`make fuzz` tries a million of them.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from overture import cli
from tests.fuzz.judging import judged, wrong_with
from tests.fuzz.mutations import mutant

CHUNKS, EACH = 6, 20
SEPARATELY = 4
SECONDS, BYTES = 20, 900 * 1_000_000  # of the processor, start included; of address space


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[ProcessPoolExecutor]:
    """A process of its own: memory is judged by the peak of the process, and other tests take more.

    Should that process die, the executor says so; a `multiprocessing.Pool` would wait for it for ever.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def wrong_of(seed: int, folder: str) -> str:
    return judged(mutant(seed), Path(folder) / f"m{seed}.yaml")[0]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_mutant_is_refused_or_answered(chunk: int, tmp_path: Path, elsewhere: ProcessPoolExecutor) -> None:
    seeds = range(chunk * EACH, (chunk + 1) * EACH)
    for seed, wrong in zip(seeds, elsewhere.map(wrong_of, seeds, [str(tmp_path)] * EACH), strict=True):
        assert not wrong, f"mutant({seed}): {wrong}"


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


@pytest.mark.parametrize("seed", range(10_000, 10_000 + SEPARATELY))
def test_a_mutant_ends_within_the_caps_in_a_process_of_its_own(seed: int, tmp_path: Path) -> None:
    one = mutant(seed)
    file = tmp_path / "m.yaml"
    file.write_bytes(one.data)
    what = ["check"] if one.treaty or not one.large else ["analyse", "--no-audit"]
    command = [sys.executable, "-c", "from overture.cli import main; main()", *what, "--format=json", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, preexec_fn=_limits)
    lines = one.data.count(b"\n") + one.data.count(b"\r") + 1
    assert not wrong_with(ended.returncode, ended.stdout, ended.stderr, lines)


def test_the_sample_holds_mutants_that_read_and_that_do_not(tmp_path: Path) -> None:
    found = {judged(mutant(seed), tmp_path / "m.yaml")[1] for seed in range(8)}
    assert found == {True, False}


def test_a_mistake_of_ours_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ValueError("by the test")

    monkeypatch.setattr("overture.cli.dossiers.dossier_of", broken)
    monkeypatch.setattr("overture.cli.dossiers.is_treaty", lambda _: False)
    wrong, _ = judged(mutant(0), tmp_path / "m.yaml")
    assert "code 4" in wrong
    assert cli.OURS == 4
