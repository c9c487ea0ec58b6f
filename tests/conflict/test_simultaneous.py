"""Simultaneous stability: laws, and conflicts with known answers. OVERTURE_SEEDS=2000 looks at more of them."""

from __future__ import annotations

import os

import numpy as np
import pytest

from overture.conflict import Conflict, relation, stable
from overture.conflict.concepts import simultaneous as engine
from overture.conflict.concepts.simultaneous import sim_equilibria, sim_stable
from overture.conflict.errors import DoesNotFit, NotInOptionForm, UnknownName
from overture.conflict.forms.arrows import Graph, drawn

from .random_models import random_conflict

SEEDS = range(int(os.environ.get("OVERTURE_SEEDS", "0")) or 30)
FREE = relation(2, 0)


def open_to_all(conflict: Conflict) -> Conflict:
    return Conflict(conflict.owners, conflict.relations, np.ones(conflict.shape, dtype=np.bool_), conflict.ranks)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_nash_stable_is_simultaneously_stable(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng([11, seed]))
    for dm in range(conflict.decision_makers):
        found = sim_stable(conflict, dm)
        assert not found[~conflict.feasible].any()
        assert not (stable(conflict, dm, "nash") & ~found).any()


def test_no_other_concept_implies_simultaneous_stability() -> None:
    # Whoever waits for the answer of others may be deterred by what they would not do at the same moment.
    apart = dict.fromkeys(("gmr", "smr", "seq", "sseq"), 0)
    for seed in range(30):
        conflict = random_conflict(np.random.default_rng([11, seed]))
        for dm in range(conflict.decision_makers):
            for concept in apart:
                apart[concept] += int(np.count_nonzero(stable(conflict, dm, concept) & ~sim_stable(conflict, dm)))
    assert min(apart.values()) > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nobody_else_improves_nothing_is_sanctioned(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng([12, seed]))
    nash = [stable(conflict, dm, "nash") for dm in range(conflict.decision_makers)]
    for dm in range(conflict.decision_makers):
        others_stay = np.logical_and.reduce([nash[j] for j in range(len(nash)) if j != dm])
        np.testing.assert_array_equal(sim_stable(conflict, dm)[others_stay], nash[dm][others_stay])


@pytest.mark.parametrize("seed", SEEDS)
def test_with_two_or_without_rules_a_simultaneous_sanction_is_a_general_one(seed: int) -> None:
    # What the others change at once they can change afterwards: one of them in one move, several through
    # states between that have to be feasible.
    rng = np.random.default_rng([13, seed])
    for conflict in (random_conflict(rng, people=2), open_to_all(random_conflict(rng))):
        for dm in range(conflict.decision_makers):
            assert not (sim_stable(conflict, dm) & ~stable(conflict, dm, "gmr")).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_options_and_the_size_of_chunks_do_not_matter(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng([14, seed])
    conflict = random_conflict(rng)
    order = rng.permutation(len(conflict.shape)).tolist()
    turned = Conflict(
        tuple(conflict.owners[axis] for axis in order),
        tuple(conflict.relations[axis] for axis in order),
        conflict.feasible.transpose(order),
        tuple(rank.transpose(order) for rank in conflict.ranks),
    )
    before = [sim_stable(conflict, dm) for dm in range(conflict.decision_makers)]
    monkeypatch.setattr(engine, "CHUNK", 3)
    for dm, known in enumerate(before):
        np.testing.assert_array_equal(sim_stable(conflict, dm), known)
        np.testing.assert_array_equal(sim_stable(turned, dm), known.transpose(order))


def test_in_the_dilemma_to_tell_at_once_deters() -> None:
    dilemma = Conflict(
        (0, 1),
        (FREE, FREE),
        np.ones((2, 2), dtype=np.bool_),
        (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])),
    )
    # From both silent both would tell, and end worse off. Whoever is silent alone improves for sure.
    assert np.argwhere(sim_equilibria(dilemma)).tolist() == [[0, 0], [1, 1]]


def test_a_sanction_may_take_two_others_at_once() -> None:
    # Three switches. Each of the others alone leaves the first better off, both together do not.
    first = np.zeros((2, 2, 2), dtype=np.int64)
    first[1] = 1
    first[1, 1, 1] = 0
    keen = np.zeros((2, 2, 2), dtype=np.int64)
    conflict = Conflict(
        (0, 1, 2),
        (FREE,) * 3,
        np.ones((2, 2, 2), dtype=np.bool_),
        (first, keen + np.arange(2)[:, None], keen + np.arange(2)),
    )
    assert sim_stable(conflict, 0)[0, 0, 0]
    assert sim_stable(conflict, 0)[0, 1, 0]  # one is up already and the other joins: equal is enough to deter
    # Where both at once are infeasible nothing is sanctioned.
    feasible = conflict.feasible.copy()
    feasible[1, 1, 1] = False
    ruled = Conflict(conflict.owners, conflict.relations, feasible, conflict.ranks)
    assert not sim_stable(ruled, 0)[0, 0, 0]


def test_mistakes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ranks = (np.array([[3, 2], [4, 1]]), np.array([[3, 4], [2, 1]]))
    chicken = Conflict((0, 1), (FREE, FREE), np.ones((2, 2), dtype=np.bool_), ranks)
    with pytest.raises(NotInOptionForm, match="option form"):
        sim_stable(drawn(chicken)[0], 0)
    with pytest.raises(NotInOptionForm, match="option form"):
        sim_equilibria(Graph.from_arrows(1, [[]], [[0]]))
    for dm in (-1, 2):
        with pytest.raises(UnknownName, match="no decision maker"):
            sim_stable(chicken, dm)
    monkeypatch.setattr(engine, "MOST_JOINT", 1)
    with pytest.raises(DoesNotFit, match="joint changes"):
        sim_stable(chicken, 0)


def test_a_conflict_without_feasible_states_is_stable_nowhere() -> None:
    rank = np.zeros((2, 2), dtype=np.int64)
    empty = Conflict((0, 1), (FREE, FREE), np.zeros((2, 2), dtype=np.bool_), (rank, rank))
    assert not sim_equilibria(empty).any()
