"""Coalitions: what members can do together, under three definitions that are told apart."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from overture.conflict import CONCEPTS, Conflict, relation, stable
from overture.conflict.concepts import coalitions
from overture.conflict.concepts.coalitions import (
    VARIANTS,
    coalition_equilibria,
    coalition_improvements,
    coalition_stable,
)
from overture.conflict.errors import ConflictError, DoesNotFit, NotInOptionForm, UnknownName
from overture.conflict.forms.arrows import Graph

from .random_graphs import random_graph
from .random_models import random_conflict
from .witness_checker import Replay

FREE = relation(2, 0)
ALL = np.ones((2, 2), dtype=np.bool_)


class Merged:
    """Coalitions as merged decision makers, straight from the definition, with sets and loops."""

    def __init__(self, conflict: Conflict, partition: list[tuple[int, ...]]) -> None:
        self.players = partition
        self.replay = Replay(conflict)
        self.reach = [
            {
                s: {t for t in self.replay.states if t != s and self._may(conflict, members, s, t)}
                for s in self.replay.states
            }
            for members in partition
        ]

    @staticmethod
    def _may(conflict: Conflict, members: tuple[int, ...], s: Any, t: Any) -> bool:
        changed = [axis for axis, (v, w) in enumerate(zip(s, t, strict=True)) if v != w]
        return all(conflict.owners[a] in members and conflict.relations[a][s[a], t[a]] for a in changed)

    def better(self, player: int, t: Any, s: Any) -> bool:
        return self.replay.better(self.players[player], t, s, "every")

    def ends(self, player: int, start: Any, improving: bool) -> set[Any]:
        seen: set[tuple[Any, int]] = set()
        todo = [(start, -1)]
        while todo:
            here, last = todo.pop()
            for j in range(len(self.players)):
                if j in (player, last):
                    continue
                for there in self.reach[j][here]:
                    if (not improving or self.better(j, there, here)) and (there, j) not in seen:
                        seen.add((there, j))
                        todo.append((there, j))
        return {state for state, _ in seen}

    def sanctioned(self, player: int, s: Any, improved: Any, concept: str) -> bool:
        if concept == "nash":
            return False
        for end in self.ends(player, improved, concept in ("seq", "sseq")):
            if self.better(player, end, s):
                continue
            if concept in ("gmr", "seq") or not any(self.better(player, t, s) for t in self.reach[player][end]):
                return True
        return False

    def stable(self, player: int, concept: str) -> set[Any]:
        return {
            s
            for s in self.replay.states
            if all(
                self.sanctioned(player, s, t, concept) for t in self.reach[player][s] if self.better(player, t, s)
            )
        }


def states_of(mask: Any) -> set[Any]:
    return {tuple(state) for state in np.argwhere(mask).tolist()}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_coalition_of_one_is_its_member(variant: str) -> None:
    rng = np.random.default_rng(2008)
    for turn in range(60):
        drawn_by_hand = turn % 2 and variant != "merged"
        conflict = random_graph(rng) if drawn_by_hand else random_conflict(rng, cells=30)
        for concept in CONCEPTS:
            for dm in range(conflict.decision_makers):
                alone = stable(conflict, dm, concept)
                np.testing.assert_array_equal(coalition_stable(conflict, [dm], concept, variant), alone)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [("nash", "sseq"), ("sseq", "seq"), ("sseq", "smr"), ("smr", "gmr"), ("seq", "gmr")],
)
def test_stability_of_a_coalition_under_one_concept_implies_another(stronger: str, weaker: str, variant: str) -> None:
    rng = np.random.default_rng(1987)
    for _ in range(25):
        conflict = random_conflict(rng, cells=30)
        for members in combinations(range(conflict.decision_makers), 2):
            implied = coalition_stable(conflict, members, weaker, variant)
            assert (implied | ~coalition_stable(conflict, members, stronger, variant)).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_state_is_nash_stable_for_a_coalition_that_has_no_improvement_from_it(variant: str) -> None:
    rng = np.random.default_rng(4)
    for turn in range(30):
        drawn_by_hand = turn % 2 and variant != "merged"
        conflict = random_graph(rng) if drawn_by_hand else random_conflict(rng, cells=20)
        for members in combinations(range(conflict.decision_makers), 2):
            stays = coalition_stable(conflict, members, "nash", variant)
            replay = Replay(conflict)
            for state in replay.states:
                found = coalition_improvements(conflict, members, state, variant)
                assert bool(found) != bool(stays[state])
                assert all(replay.better(members, t, state, variant) for t in found)
                if variant != "merged":
                    assert set(found) == replay.improvements(members, state, variant)


def test_what_all_prefer_nobody_loses_by() -> None:
    # Whatever improves things for every member is a Pareto improvement: so Pareto stable is stable.
    rng = np.random.default_rng(3)
    for _ in range(60):
        graph = random_graph(rng)
        everybody = range(graph.decision_makers)
        pareto = coalition_stable(graph, everybody, "nash", "pareto")
        assert (coalition_stable(graph, everybody, "nash") | ~pareto).all()


def test_merged_coalitions_follow_their_definition() -> None:
    rng = np.random.default_rng(2013)
    for _ in range(25):
        conflict = random_conflict(rng, cells=24, people=4)
        for together in ([(0, 1)], [(0, 2), (1, 3)], [(1, 2, 3)], [(0, 1, 2, 3)]):
            alone = [(dm,) for dm in range(4) if not any(dm in members for members in together)]
            definitions = Merged(conflict, [*together, *alone])
            for concept in CONCEPTS:
                everyone = set(definitions.replay.states)
                for player in range(len(definitions.players)):
                    expected = definitions.stable(player, concept)
                    everyone &= expected
                    if player < len(together):
                        beside = [members for at, members in enumerate(together) if at != player]
                        found = coalition_stable(conflict, together[player], concept, "merged", beside)
                        assert states_of(found) == expected
                assert states_of(coalition_equilibria(conflict, together, concept, "merged")) == everyone


def test_merged_members_change_their_options_at_once_where_others_go_step_by_step() -> None:
    # The way from neither to both leads through one alone, which is infeasible.
    feasible = np.array([[True, False], [False, True]])
    rank = np.array([[0, 0], [0, 1]])
    bridge = Conflict((0, 1), (FREE, FREE), feasible, (rank, rank))
    assert coalition_stable(bridge, [0, 1], "nash")[0, 0]
    assert not coalition_stable(bridge, [0, 1], "nash", "merged")[0, 0]


def test_an_improvement_for_every_member_and_one_that_hurts_none_differ() -> None:
    ranks = (np.array([[0, 1], [1, 1]]), np.zeros((2, 2), dtype=int))
    flat = Conflict((0, 1), (FREE, FREE), ALL, ranks)
    assert coalition_stable(flat, [0, 1], "nash").all()
    assert not coalition_stable(flat, [0, 1], "nash", "pareto")[0, 0]


def test_an_equilibrium_of_coalitions_is_stable_for_them_and_for_everybody_alone() -> None:
    rng = np.random.default_rng(8)
    for _ in range(30):
        graph = random_graph(rng, people=3)
        for concept in CONCEPTS:
            each = [stable(graph, dm, concept) for dm in range(3)]
            each += [coalition_stable(graph, members, concept) for members in ((0, 1), (1, 2))]
            found = coalition_equilibria(graph, [(0, 1), (1, 2)], concept)
            np.testing.assert_array_equal(found, np.logical_and.reduce(each))


def test_a_coalition_of_all_is_answered_by_nobody() -> None:
    rng = np.random.default_rng(9)
    for _ in range(30):
        graph = random_graph(rng)
        everybody = range(graph.decision_makers)
        for concept in CONCEPTS:
            np.testing.assert_array_equal(
                coalition_stable(graph, everybody, concept), coalition_stable(graph, everybody, "nash")
            )


def test_it_does_not_matter_how_many_states_are_treated_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(10)
    moves = [rng.random((150, 150)) < 0.03 for _ in range(3)]
    graph = Graph.from_matrices(moves, [rng.integers(0, 9, 150) for _ in range(3)])
    whole = [coalition_stable(graph, [0, 1], concept) for concept in CONCEPTS]
    monkeypatch.setattr(coalitions, "CHUNK", 1)
    for concept, expected in zip(CONCEPTS, whole, strict=True):
        np.testing.assert_array_equal(coalition_stable(graph, [0, 1], concept), expected)


def test_what_is_too_large_is_told_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coalitions, "MOST_WORK", 3)
    flat = Conflict((0, 1), (FREE, FREE), ALL, (np.array(0), np.array(0)))
    with pytest.raises(DoesNotFit, match="leave options out"):
        coalition_stable(flat, [0, 1], "nash")


def test_what_cannot_be_asked_of_coalitions_is_told() -> None:
    flat = Conflict((0, 1), (FREE, FREE), ALL, (np.array(0), np.array(0)))
    drawn = Graph.from_arrows(2, [[(0, 1)], []], [[0, 1], [1, 0]])
    with pytest.raises(UnknownName, match="no decision maker 2"):
        coalition_stable(flat, [0, 2], "seq")
    with pytest.raises(UnknownName, match="'sim' is not one of"):
        coalition_stable(flat, [0, 1], "sim")
    with pytest.raises(UnknownName, match="'both' is not one of the variants"):
        coalition_stable(flat, [0, 1], "seq", "both")
    with pytest.raises(ConflictError, match="at least one member"):
        coalition_stable(flat, [], "seq")
    with pytest.raises(ConflictError, match="two coalitions at once"):
        coalition_equilibria(flat, [[0, 1], [1]], "seq", "merged")
    with pytest.raises(ConflictError, match="name one coalition"):
        coalition_stable(flat, [0], "seq", beside=[[1]])
    with pytest.raises(NotInOptionForm, match="give the conflict in option form"):
        coalition_stable(drawn, [0, 1], "seq", "merged")
