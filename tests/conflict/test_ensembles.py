"""Shares over many rankings are what counting one conflict at a time gives."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from overture.conflict import CONCEPTS, Conflict, equilibria
from overture.conflict.concepts import ensembles as engine
from overture.conflict.concepts.ensembles import OWN_RANKS_ONLY, equilibrium_shares
from overture.conflict.errors import ConflictError
from overture.conflict.forms.graph import Ints

from .random_models import random_conflict


def profiles_of(conflict: Conflict, count: int, rng: np.random.Generator) -> list[Ints]:
    return [rng.integers(4, size=(count, *conflict.shape)) for _ in conflict.ranks]


def with_ranks(conflict: Conflict, ranks: tuple[Ints, ...]) -> Conflict:
    return Conflict(conflict.owners, conflict.relations, conflict.feasible, ranks)


@pytest.mark.parametrize("seed", range(10))
def test_shares_are_counts_over_profiles(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "AT_A_TIME", 100)
    rng = np.random.default_rng([30, seed])
    conflict = random_conflict(rng)
    rankings = profiles_of(conflict, 7, rng)
    shares = equilibrium_shares(conflict, rankings)
    for concept in CONCEPTS:
        counted = sum(
            equilibria(with_ranks(conflict, tuple(r[k] for r in rankings)), concept).astype(float) for k in range(7)
        )
        assert np.allclose(shares[concept], counted / 7)


@pytest.mark.parametrize("seed", range(5))
def test_independent_rankings_stand_for_every_combination(seed: int) -> None:
    rng = np.random.default_rng([31, seed])
    conflict = random_conflict(rng, people=2)
    rankings = profiles_of(conflict, 3, rng)
    shares = equilibrium_shares(conflict, rankings, OWN_RANKS_ONLY, independent=True)
    for concept in OWN_RANKS_ONLY:
        counted = sum(
            equilibria(with_ranks(conflict, (rankings[0][a], rankings[1][b])), concept).astype(float)
            for a, b in product(range(3), repeat=2)
        )
        assert np.allclose(shares[concept], counted / 9)


def test_what_the_others_want_matters_under_seq() -> None:
    rng = np.random.default_rng(32)
    conflict = random_conflict(rng, people=2)
    with pytest.raises(ConflictError, match="whole profiles"):
        equilibrium_shares(conflict, profiles_of(conflict, 2, rng), ["seq"], independent=True)


def test_rankings_of_another_shape_are_refused() -> None:
    rng = np.random.default_rng(33)
    conflict = random_conflict(rng, people=2)
    with pytest.raises(ConflictError, match="as many rankings"):
        equilibrium_shares(conflict, profiles_of(conflict, 2, rng)[:1])
    with pytest.raises(ConflictError, match="shape of the conflict"):
        equilibrium_shares(conflict, [np.zeros((2, 99), dtype=int)] * 2)
