"""What the analyst waits for. Run with `make bench`; figures are medians, and noisy on a shared machine."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.papers
sys.path.insert(0, str(Path(__file__).parent))

from large import large_dossier
from treaties import START, STATES, ten_treaties, three_over_many_states

from overture import papers
from overture.advice import advise
from overture.dossier import load, read
from overture.library import case
from overture.model import Kept
from overture.papers.formats import rendered
from overture.treaties.duties.obligations import matrix
from overture.treaties.formulas.guarded import guarded
from overture.treaties.semantics.fold import play
from overture.treaties.voting.power import Majority, VotingGame, power
from tests.papers.many_claims import measured

ROOT = Path(__file__).parents[1]


def median(run: Callable[[], object], times: int) -> float:
    """The median wall time of `run`, in seconds, after one run that is not counted."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def whole_command(states: int) -> float:
    """`overture analyse --no-audit` as a new process, reading a dossier of so many states."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(large_dossier(states), encoding="utf-8")
        command = [sys.executable, "-m", "overture", "analyse", str(path), "--no-audit", "--format", "json"]
        return median(lambda: subprocess.run(command, check=True, capture_output=True), 5)


def what_if_on_a_preference() -> float:
    """A what-if on one statement of preference in the running process, on 10,000 states."""
    dossier = read(large_dossier(10_000))
    kept = Kept()
    old = advise(dossier, audit=False, kept=kept)
    number = count()

    def run() -> object:
        # a new want each time, so that nothing kept from the last run can answer
        edit = {"set": "north_w0.want", "to": f"at least {next(number) % 3 + 1} of (o0; o1; o2; open)"}
        return old.compare(advise(dossier.edited([edit]), audit=False, kept=kept))

    return median(run, 5)


def whole_audit() -> float:
    """Every claim of the design's example against every edit that it may rest on."""
    dossier = load(ROOT / "tests/data/dossier/example-1954.yaml")
    return median(lambda: advise(dossier), 3)


def obligations_of_thirty() -> float:
    """Who must assist whom among thirty states, on a day already played."""
    played = play(ten_treaties())
    return median(lambda: matrix(played.at(START + timedelta(days=2000))), 3)


def fold_over_states() -> float:
    """Three treaties with acts bound to formulas, over 100,000 states: who is party, and what is in force."""
    system, day, acts = three_over_many_states()

    def run() -> object:
        state = guarded(system, day, acts)
        return [state.standing("party", t, s) for t in system.treaties for s in STATES]

    return median(run, 3)


def thirty_members() -> float:
    """Banzhaf and Shapley-Shubik of thirty members with weights up to a thousand million."""
    choose = random.Random(1)
    members = tuple(f"m{i}" for i in range(30))
    weights = {m: choose.randint(1, 10**9) for m in members}
    game = VotingGame(members, (Majority(weights, sum(weights.values()) // 2 + 1),))
    return median(lambda: power(game), 3)


def brief_as_pdf(name: str) -> float:
    """The brief of a shipped case laid out as PDF, its advice in hand."""
    dossier = read(case(name))
    paper = papers.brief(dossier, advise(dossier))
    return median(lambda: rendered(paper, "pdf"), 3)


def main() -> None:
    rows = [
        ("play of 300 events and ten treaties, in process", "0.2", median(lambda: play(ten_treaties()), 5)),
        ("obligation matrix of thirty states, in process", "1", obligations_of_thirty()),
        ("fold of three treaties over 100,000 states", "1", fold_over_states()),
        ("voting power of thirty members, large weights", "1", thirty_members()),
        ("analyse --no-audit, 10,000 states, whole command", "1.5", whole_command(10_000)),
        ("analyse --no-audit, 100,000 states, whole command", "", whole_command(100_000)),
        ("what-if on one preference, 10,000 states, in process", "0.2", what_if_on_a_preference()),
        ("whole audit of the design's example", "6", whole_audit()),
        ("whole audit of molotov-1954", "", median(lambda: advise(read(case("molotov-1954"))), 1)),
        ("whole audit of finland-sweden-2022", "", median(lambda: advise(read(case("finland-sweden-2022"))), 1)),
        ("brief of molotov-1954 as PDF, in process", "", brief_as_pdf("molotov-1954")),
        ("brief with 1,000 claims as PDF, in a process of its own", "10", measured(1000)["seconds"]),
    ]
    print(f"{'what':<56}{'goal':>8}{'seconds':>10}")
    for what, goal, seconds in rows:
        print(f"{what:<56}{goal:>8}{seconds:>10.2f}")


if __name__ == "__main__":
    main()
