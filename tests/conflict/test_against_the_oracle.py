"""Every look at random conflicts finds the engine and the definitions of one mind.

OVERTURE_SEEDS=2000 looks at more of them here; `make soak` compares a hundred thousand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from math import prod
from pathlib import Path

import pytest

from overture.conflict.concepts.limited_move import limited_move_stable

from . import soak
from .comparison import LOOKS, Look, drawn_by_hand, states_of
from .oracle import concepts, random_models, uncertain
from .oracle.models import SlowGraph

SEEDS = int(os.environ.get("OVERTURE_SEEDS", "0")) or 60
BATCH = 20


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
@pytest.mark.parametrize("look", LOOKS, ids=[look.__name__ for look in LOOKS])
def test_the_engine_says_what_the_definitions_say(look: Look, first: int) -> None:
    for seed in range(first, first + BATCH):
        assert not list(look(seed)), f"seed {seed}"


def test_the_random_conflicts_are_of_every_kind() -> None:
    drawn = [random_models.random_drawn(seed) for seed in range(100)]
    options = [random_models.random_options(seed) for seed in range(100)]
    assert {slow.m for slow in drawn} == {len(data.ranks) for data in options} == {2, 3, 4, 5}
    assert sum(not transitive(slow) for slow in drawn) > 60
    assert sum(len(data.feasible) < prod(data.sizes) for data in options) > 40
    for ranks in ([slow.rank for slow in drawn], [data.ranks for data in options]):
        tied = [len(set(own)) < len(own) for each in ranks for own in each]
        assert 50 < sum(tied) < len(tied) - 50


def transitive(slow: SlowGraph) -> bool:
    return all(own[t] <= own[s] | {s} for own in slow.moves for s in range(slow.n) for t in own[s])


def test_the_random_conflicts_tell_the_readings_and_levels_apart() -> None:
    # Else agreement would say little.
    apart = dict.fromkeys("bcd", 0)
    weak = 0
    for seed in range(60):
        unsure, felt = random_models.random_unknown(seed), random_models.random_strength(seed)
        for s in range(unsure.n):
            bold = uncertain.unknown_stable(unsure, "a", "seq", 0, s)
            for reading in apart:
                apart[reading] += uncertain.unknown_stable(unsure, reading, "seq", 0, s) != bold
        weak += sum(uncertain.weak_stable(felt, "gmr", 0, s) for s in range(felt.n))
    assert min(apart.values()) > 10 and weak > 10


def test_the_horizons_differ_where_they_should() -> None:
    slow = SlowGraph(2, 2, ((frozenset({1}), frozenset()), (frozenset(), frozenset({0}))), ((0, 1), (1, 0)))
    graph = drawn_by_hand(2, slow.moves, slow.rank)
    for horizon in range(1, 7):
        assert states_of(limited_move_stable(graph, 0, horizon)) == ({0, 1} if horizon % 2 == 0 else {1})
        assert concepts.limited_move(slow, 0, 0, horizon) == (horizon % 2 == 0)


# the long run


def test_the_long_run_takes_every_look_and_the_five_concepts_at_every_conflict() -> None:
    seeds = range(2 * 120)
    assert {look for seed in seeds for look in soak.looks_at(seed)} == set(LOOKS)
    for seed in seeds:
        assert soak.looks_at(seed)[0].__name__.startswith("five_concepts")
        assert "coalitions" in soak.looks_at(seed)[1].__name__


def test_the_long_run_counts_what_it_looks_at_and_tells_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert soak.compared(range(2))[1] == []

    def another(seed: int) -> Iterator[str]:
        yield f"nash for 0: nothing, by definition {seed}"

    def broken(_: int) -> Iterator[str]:
        raise ValueError("by the test")

    monkeypatch.setattr(soak, "looks_at", lambda seed: (another, broken) if seed == 4 else (another,))
    taken, wrong = soak.compared(range(3, 5))
    assert taken == {"another": 2, "broken": 1}
    assert wrong[:2] == [f"another({seed}): nash for 0: nothing, by definition {seed}" for seed in (3, 4)]
    assert wrong[2].startswith("broken(4): ") and "ValueError: by the test" in wrong[2]


def test_the_long_run_ends_with_its_figures() -> None:
    few = {**os.environ, "OVERTURE_SEEDS": "3", "OVERTURE_WORKERS": "1"}
    command = [sys.executable, "-m", "tests.conflict.soak"]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], env=few, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    assert "2  five concepts of options" in ended.stdout and "1  five concepts of arrows" in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("3 conflicts, 0 differences, ")
