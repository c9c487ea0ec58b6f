"""Forecasts over worlds: minimal conditions, and bounds against a fine search over joint distributions."""

from __future__ import annotations

import random
from itertools import product

import pytest

from overture.advice.forecast import forecast, minimal_conditions, probability_bounds
from overture.dossier import Dossier


def test_of_two_independent_looking_events_the_bounds_are_those_of_boole() -> None:
    worlds = {w: all(w) for w in product((False, True), repeat=2)}
    # P(A and B) lies between P(A) + P(B) - 1 and the smaller of the two
    assert probability_bounds(worlds, [(80, 95), (55, 80)]) == (35.0, 80.0)
    either = {w: any(w) for w in product((False, True), repeat=2)}
    assert probability_bounds(either, [(5, 20), (20, 45)]) == (20.0, 65.0)


def test_no_joint_distribution_with_the_marginals_leaves_the_bounds() -> None:
    rng = random.Random(3)
    for _ in range(200):
        worlds = list(product((False, True), repeat=3))
        truth = {w: rng.random() < 0.5 for w in worlds}
        weights = [rng.expovariate(1) for _ in worlds]
        chance = {w: x / sum(weights) for w, x in zip(worlds, weights, strict=True)}
        marginals = [round(100 * sum(p for w, p in chance.items() if w[i])) for i in range(3)]
        low, high = probability_bounds(truth, [(max(0, m - 1), min(100, m + 1)) for m in marginals])
        assert low - 1e-6 <= 100 * sum(p for w, p in chance.items() if truth[w]) <= high + 1e-6


def test_minimal_conditions_cover_exactly_the_worlds_where_it_holds() -> None:
    rng = random.Random(5)
    for _ in range(200):
        truth = {w: rng.random() < 0.5 for w in product((False, True), repeat=4)}
        found = minimal_conditions(truth, ["a", "b", "c", "d"])
        for world, value in truth.items():
            named = dict(zip("abcd", world, strict=True))
            assert any(c.items() <= named.items() for c in found) == value


def test_a_claim_is_told_by_the_assumptions_on_which_it_turns(example: Dossier) -> None:
    found = forecast(example, example.claims["goal_kept"])
    assert found is not None
    assert {"swing": True, "three_admit_frg": False} in found.conditions
    assert "eleven_agree" not in found.assumptions
    assert found.bounds is not None


@pytest.mark.parametrize("claim", ["radical_change"])
def test_a_claim_without_a_test_has_no_forecast(example: Dossier, claim: str) -> None:
    assert forecast(example, example.claims[claim]) is None
