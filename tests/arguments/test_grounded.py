"""Grounded labels against frameworks on which independent methods agree, and against a brute force."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overture.arguments import ledger
from overture.arguments.grounded import grounded

FRAMEWORKS = json.loads((Path(__file__).parents[1] / "data/arguments/grounded.json").read_text(encoding="utf-8"))
YES = np.array(True)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda f: f["name"])
def test_the_grounded_extension_is_the_one_that_others_find(framework: dict[str, Any]) -> None:
    on = dict.fromkeys(framework["arguments"], YES)
    inn, out = grounded(on, on, [tuple(edge) for edge in framework["attacks"]])
    assert sorted(a for a in on if inn[a]) == sorted(framework["grounded"])
    attacked = {t for s, t in framework["attacks"] if s in framework["grounded"]}
    assert {a for a in on if out[a]} == attacked


def naive(active: set[str], on_table: set[str], edges: list[tuple[str, str]]) -> tuple[set[str], set[str]]:
    """The least fixed point, by the words of the definition."""
    inn: set[str] = set()
    out: set[str] = set()
    while True:
        more_in = {a for a in active if all(s in out or s not in active for s, t in edges if t == a)}
        more_out = {a for a in on_table if any(s in inn for s, t in edges if t == a)}
        if (more_in, more_out) == (inn, out):
            return inn, out
        inn, out = more_in, more_out


def test_labels_for_many_states_at_once_are_those_of_each_state() -> None:
    rng = random.Random(7)
    for _ in range(200):
        names = [f"a{i}" for i in range(rng.randint(1, 7))]
        edges = [(rng.choice(names), rng.choice(names)) for _ in range(rng.randint(0, 10))]
        states = 8
        table = {a: np.array([rng.random() < 0.8 for _ in range(states)]) for a in names}
        active = {a: table[a] & np.array([rng.random() < 0.8 for _ in range(states)]) for a in names}
        inn, out = grounded(active, table, edges)
        for s in range(states):
            expected = naive({a for a in names if active[a][s]}, {a for a in names if table[a][s]}, edges)
            found = tuple({a for a in names if np.broadcast_to(m[a], (states,))[s]} for m in (inn, out))
            assert found == expected


def test_every_argument_has_exactly_one_status() -> None:
    rng = random.Random(11)
    for _ in range(100):
        names = [f"a{i}" for i in range(rng.randint(1, 6))]
        edges = [(rng.choice(names), rng.choice(names)) for _ in range(rng.randint(0, 9))]
        half = rng.randint(0, len(edges))
        table = {a: np.array([rng.random() < 0.8 for _ in range(6)]) for a in names}
        ground = {a: np.array([rng.random() < 0.8 for _ in range(6)]) for a in names}
        found = ledger(table, ground, edges[:half], edges[half:])
        for a in names:
            masks = np.stack([np.broadcast_to(m, (6,)) for m in found.status[a].values()])
            assert (masks.sum(axis=0) == 1).all()


def test_what_limits_and_attacks_at_once_refutes() -> None:
    found = ledger({"a": YES, "b": YES, "c": YES}, {"a": YES, "b": YES, "c": YES}, [("a", "c")], [("b", "c")])
    assert found.truth("refuted", "c")


def test_an_argument_that_attacks_itself_is_disputed() -> None:
    assert ledger({"a": YES}, {"a": YES}, [("a", "a")], []).truth("disputed", "a")


def test_a_groundless_argument_answers_nothing() -> None:
    no = np.array(False)
    found = ledger({"a": YES, "b": YES}, {"a": no, "b": YES}, [("a", "b")], [])
    assert found.truth("groundless", "a")
    assert found.truth("stands", "b")


def test_a_limited_argument_whose_limit_is_limited_stands_again() -> None:
    on = dict.fromkeys("abc", YES)
    found = ledger(on, on, [], [("a", "b"), ("b", "c")])
    assert found.truth("stands", "c")
    assert found.truth("limited", "b")
