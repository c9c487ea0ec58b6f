"""Laws that hold in every graph drawn by hand, its moves transitive or not. OVERTURE_SEEDS=2000 looks at more."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from overture.conflict import CONCEPTS, equilibria, stable
from overture.conflict.concepts.coalitions import coalition_equilibria, coalition_stable
from overture.conflict.concepts.limited_move import limited_move_stable
from overture.conflict.concepts.nonmyopic import nonmyopic_stable
from overture.conflict.forms.arrows import Arrows, Graph
from overture.conflict.forms.graph import Bools

from .comparison import drawn_by_hand
from .oracle import random_models
from .test_preferences_by_pairs import IMPLIES, implies

SEEDS = range(int(os.environ.get("OVERTURE_SEEDS", "0")) or 60)
VARIANTS = ("every", "pareto")
by_seed = pytest.mark.parametrize("seed", SEEDS)


def graph_of(seed: int) -> Graph:
    slow = random_models.random_drawn(seed)
    return drawn_by_hand(slow.n, slow.moves, slow.rank)


def pairs(own: Arrows, place: Callable[[int], int]) -> list[tuple[int, int]]:
    """The arrows of a decision maker, each state under another number."""
    return [(place(s), place(t)) for s, t in zip(own.sources.tolist(), own.targets.tolist(), strict=True)]


def verdicts(graph: Graph) -> dict[tuple[str, int], Bools]:
    people = range(graph.decision_makers)
    found = {(concept, dm): stable(graph, dm, concept) for concept in CONCEPTS for dm in people}
    found |= {("three moves ahead", dm): limited_move_stable(graph, dm, 3) for dm in people}
    return found | {("nonmyopic", dm): nonmyopic_stable(graph, dm) for dm in people}


def members_of(seed: int, graph: Graph) -> list[int]:
    return sorted(random_models.random_coalition(seed, graph.decision_makers))


@by_seed
def test_stability_under_one_concept_implies_another(seed: int) -> None:
    graph = graph_of(seed)
    for dm in range(graph.decision_makers):
        held = {concept: stable(graph, dm, concept) for concept in CONCEPTS}
        assert all(implies(held[one], held[other]) for one, other in IMPLIES)
    for variant in VARIANTS:
        together = {c: coalition_stable(graph, members_of(seed, graph), c, variant) for c in CONCEPTS}
        assert all(implies(together[one], together[other]) for one, other in IMPLIES)


@by_seed
def test_other_names_for_people_and_states_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = graph_of(seed)
    people: list[int] = rng.permutation(graph.decision_makers).tolist()  # the new number of each
    place: list[int] = rng.permutation(graph.states).tolist()
    arrows: list[Sequence[tuple[int, int]]] = [()] * graph.decision_makers
    ranks = list(graph.ranks)
    for dm, (own, rank) in enumerate(zip(graph.arrows, graph.ranks, strict=True)):
        arrows[people[dm]] = pairs(own, place.__getitem__)
        ranks[people[dm]] = rank[np.argsort(place)]
    renamed = Graph.from_arrows(graph.states, arrows, ranks)
    found = verdicts(renamed)
    for (concept, dm), marks in verdicts(graph).items():
        np.testing.assert_array_equal(found[concept, people[dm]][place], marks)
    members = members_of(seed, graph)
    for variant in VARIANTS:
        for concept in CONCEPTS:
            together = coalition_stable(renamed, [people[dm] for dm in members], concept, variant)
            np.testing.assert_array_equal(together[place], coalition_stable(graph, members, concept, variant))


@by_seed
def test_states_drawn_twice_have_their_verdicts_twice(seed: int) -> None:
    # What an option that nobody can change does in option form: the same graph once more beside itself.
    graph = graph_of(seed)
    arrows = [
        pairs(own, lambda s: 2 * s) + pairs(own, lambda s: 2 * s + 1) for own in graph.arrows
    ]
    twice = Graph.from_arrows(2 * graph.states, arrows, [np.repeat(rank, 2) for rank in graph.ranks])
    found = verdicts(twice)
    for asked, marks in verdicts(graph).items():
        np.testing.assert_array_equal(found[asked], np.repeat(marks, 2))
    members = members_of(seed, graph)
    for concept in CONCEPTS:
        alone = coalition_stable(graph, members, concept)
        np.testing.assert_array_equal(coalition_stable(twice, members, concept), np.repeat(alone, 2))


@by_seed
def test_a_switch_that_nobody_cares_about_changes_no_verdict_that_rests_on_improvements(seed: int) -> None:
    # Where moves do not add up, to throw the switch lets somebody else move twice; but it improves nothing, so
    # it is part of no sequence of improvements.
    rng = np.random.default_rng(seed)
    graph = graph_of(seed)
    owner = int(rng.integers(graph.decision_makers))
    arrows = []
    for dm, own in enumerate(graph.arrows):
        kept = pairs(own, lambda s: 2 * s) + pairs(own, lambda s: 2 * s + 1)
        if dm == owner:
            kept += [(s, s ^ 1) for s in range(2 * graph.states)]
            kept += [(s, t ^ 1) for s, t in kept if s // 2 != t // 2]
        arrows.append(kept)
    switched = Graph.from_arrows(2 * graph.states, arrows, [np.repeat(rank, 2) for rank in graph.ranks])
    for concept in ("nash", "seq", "sseq"):
        for dm in range(graph.decision_makers):
            np.testing.assert_array_equal(stable(switched, dm, concept), np.repeat(stable(graph, dm, concept), 2))


@by_seed
def test_whoever_has_no_move_changes_nothing_by_being_there(seed: int) -> None:
    graph = graph_of(seed)
    ranks = [*graph.ranks, np.random.default_rng(seed).integers(5, size=graph.states)]
    watched = Graph.from_arrows(graph.states, [*(pairs(own, int) for own in graph.arrows), []], ranks)
    for concept in CONCEPTS:
        for dm in range(graph.decision_makers):
            np.testing.assert_array_equal(stable(watched, dm, concept), stable(graph, dm, concept))
        assert stable(watched, graph.decision_makers, concept).all()


@by_seed
def test_a_coalition_of_one_more_changes_no_equilibrium(seed: int) -> None:
    graph = graph_of(seed)
    one = seed % graph.decision_makers
    for concept in CONCEPTS:
        for variant in VARIANTS:
            np.testing.assert_array_equal(coalition_stable(graph, [one], concept, variant), stable(graph, one, concept))
            found = coalition_equilibria(graph, [[one]], concept, variant)
            np.testing.assert_array_equal(found, equilibria(graph, concept))
            members = members_of(seed, graph)
            np.testing.assert_array_equal(
                coalition_equilibria(graph, [members, [one]], concept, variant),
                coalition_equilibria(graph, [members], concept, variant),
            )
