"""The oracle itself: against printed conflicts and against hand analysis."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from . import concepts, paths, uncertain
from .concepts import CONCEPTS, equilibria, reach, stable
from .merged import merged
from .models import OptionForm, SlowGraph, drawn_graph, one_way, option_form

REFERENCE = json.loads((Path(__file__).parents[2] / "data/conflict/reference.json").read_text(encoding="utf-8"))
ROW, COLUMN = 0, 1


def printed(name: str) -> tuple[dict[str, Any], SlowGraph]:
    """A reference conflict as arrows; what it does not draw follows from its code of states."""
    case = next(case for case in REFERENCE["cases"] if case["id"] == name)
    numbers, players = case["state_numbers"], case["decision_makers"]
    if isinstance(case["moves"], dict):
        arrows = [[(numbers.index(a), numbers.index(b)) for a, b in case["moves"][p]] for p in players]
    else:
        masks, bit = [], 1
        for p in players:
            masks.append(bit * (2 ** len(case["options"][p]) - 1))
            bit *= 2 ** len(case["options"][p])
        codes = [number - numbers[0] for number in numbers]
        arrows = [
            [(k, q) for k, a in enumerate(codes) for q, b in enumerate(codes) if a != b and not (a ^ b) & ~mask]
            for mask in masks
        ]
    best_first = [case["rankings_best_first"][p] for p in players]
    return case, drawn_graph(len(numbers), arrows, [[-own.index(k) for k in numbers] for own in best_first])


def two_by_two(row: list[int], column: list[int]) -> OptionForm:
    """Two players with two ways each; payoffs for the four states in the order 00, 01, 10, 11."""
    free = one_way(2)
    return option_form([ROW, COLUMN], [2, 2], [free, free], product((0, 1), repeat=2), [row, column])


DILEMMA = two_by_two([3, 1, 4, 2], [3, 4, 1, 2])  # 0 keeps faith, 1 defects
CHICKEN = two_by_two([3, 2, 4, 1], [3, 4, 2, 1])  # 0 swerves, 1 drives on


# Printed conflicts


@pytest.mark.parametrize("name", [case["id"] for case in REFERENCE["cases"]])
def test_printed_conflicts_have_their_printed_solutions(name: str) -> None:
    case, g = printed(name)
    numbers, players = case["state_numbers"], case["decision_makers"]
    for concept, own in case["stable"].items():
        for i, player in enumerate(players):
            assert {numbers[s] for s in stable(g, concept.lower(), i)} == set(own[player]), (concept, player)
    for concept, states in case["equilibria"].items():
        assert {numbers[s] for s in equilibria(g, concept.lower())} == set(states), concept


def test_cuba_is_the_same_from_its_options_as_from_its_arrows() -> None:
    _, drawn = printed("cuba")
    code = [(a, b, c, d) for d, c, b, a in product((0, 1), repeat=4) if not (c and d)]
    order = sorted(code)
    ranks = [[own[code.index(values)] for values in order] for own in drawn.rank]
    g = option_form([0, 0, 1, 1], [2] * 4, [one_way(2)] * 4, code, ranks).graph
    for concept in CONCEPTS:
        assert {code.index(order[s]) for s in equilibria(g, concept)} == equilibria(drawn, concept)


def test_a_sanction_may_need_the_same_opponent_twice() -> None:
    _, g = printed("aba")
    assert 5 - 1 in concepts.reach_improving(g, {1, 2}, 7 - 1)
    assert concepts.seq(g, 0, 8 - 1)
    assert not any(g.rank[0][s] <= g.rank[0][7] for j in (1, 2) for s in g.improvements[j][6])


def test_in_elmira_ministry_and_uniroyal_leave_the_stalemate_together() -> None:
    _, g = printed("elmira")
    both = frozenset({0, 1})
    assert concepts.coalition_improvements(g, both, 4, concepts.for_every_member) == {7}
    for concept in CONCEPTS:
        assert concepts.coalition_equilibria(g, concept, [both]) == equilibria(g, concept) - {4}


def test_in_elmira_events_come_from_delay_to_the_modified_order_in_any_order_of_three_moves() -> None:
    _, g = printed("elmira")
    assert paths.lengths(g, 0)[7] == 3
    assert len(paths.shortest_paths(g, 0, 7)) == 6
    assert paths.lengths(g, 0, improving=True) == {0: 0, 4: 1}
    assert paths.shortest_paths(g, 0, 4, improving=True) == {((2, 4),)}
    assert paths.reachable_equilibria(g, 0, "nash", improving=True) == {4}
    assert paths.shortest_paths(g, 8, 0) == frozenset()
    assert paths.shortest_paths(g, 8, 8) == {()}


# Small cases, by hand


def test_in_the_dilemma_good_faith_is_not_myopic() -> None:
    g = DILEMMA.graph
    assert equilibria(g, "nash") == {3}
    assert {s for s in range(4) if all(concepts.sim(DILEMMA, i, s) for i in (ROW, COLUMN))} == {0, 3}
    assert {s for s in range(4) if all(concepts.non_myopic(g, i, s) for i in (ROW, COLUMN))} == {0, 3}
    assert concepts.stackelberg(g, ROW) == concepts.stackelberg(g, COLUMN) == {3}


def test_in_chicken_the_leader_drives_on_and_the_far_sighted_swerve() -> None:
    g = CHICKEN.graph
    assert equilibria(g, "seq") == {1, 2}
    assert {s for s in range(4) if all(concepts.sim(CHICKEN, i, s) for i in (ROW, COLUMN))} == {0, 1, 2}
    assert concepts.stackelberg(g, ROW) == {2}
    assert concepts.stackelberg(g, COLUMN) == {1}
    assert [concepts.limited_move(g, ROW, 0, h) for h in (1, 2, 3, 4)] == [False, False, True, True]
    assert {s for s in range(4) if all(concepts.non_myopic(g, i, s) for i in (ROW, COLUMN))} == {0}


def test_a_pair_leaves_the_dilemma_by_agreement_and_no_outsider_can_object() -> None:
    pair = frozenset({ROW, COLUMN})
    for concept, held in concepts.COALITION_CONCEPTS.items():
        assert [held(DILEMMA.graph, pair, s, concepts.for_every_member) for s in range(4)] == [
            True, True, True, False,
        ], concept


def test_a_pareto_improvement_may_leave_a_member_as_it_was() -> None:
    g = drawn_graph(2, [[(0, 1)], []], [[0, 0], [0, 1]])
    pair = frozenset({0, 1})
    assert concepts.coalition_nash(g, pair, 0)
    assert not concepts.coalition_nash(g, pair, 0, concepts.pareto)
    hurting = drawn_graph(2, [[(0, 1)], []], [[0, 1], [1, 0]])
    assert concepts.coalition_nash(hurting, pair, 0, concepts.pareto)


def test_a_merged_pair_jumps_where_its_members_cannot_walk() -> None:
    form = option_form([0, 1], [2, 2], [one_way(2)] * 2, [(0, 0), (1, 1)], [[0, 1], [0, 1]])
    assert concepts.coalition_nash(form.graph, frozenset({0, 1}), 0)
    assert not concepts.nash(merged(form, [{0, 1}]), 0, 0)
    divided = option_form([0, 1], [2, 2], [one_way(2)] * 2, [(0, 0), (1, 1)], [[0, 1], [0, 0]])
    assert concepts.nash(merged(divided, [{0, 1}]), 0, 0)


def test_two_who_undo_each_other_move_at_every_other_horizon() -> None:
    g = drawn_graph(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    assert [concepts.limited_move(g, 0, 0, h) for h in (1, 2, 3, 4)] == [False, True, False, True]
    assert concepts.recurring_horizons(g) == (1, 2)
    assert [concepts.non_myopic(g, 0, s) for s in (0, 1)] == [False, True]
    with pytest.raises(concepts.NoRepeat):
        concepts.recurring_horizons(g, 1)


def test_a_far_sighted_mover_fears_whoever_comes_next_and_how_they_settle_a_tie() -> None:
    arrows = [[(0, 1)], [(1, 2), (1, 3)], []]
    for liking, stays in (([0, 0, 1, 1], True), ([0, 0, 1, 2], False)):
        g = drawn_graph(4, arrows, [[1, 2, 0, 3], liking, [0] * 4])
        assert not concepts.limited_move(g, 0, 0, 1)
        assert concepts.limited_move(g, 0, 0, 2) is stays
    with pytest.raises(concepts.NotTwo):
        concepts.stackelberg(g, 0)


def test_two_opponents_together_may_spoil_what_neither_spoils_alone_if_they_can_meet() -> None:
    states = list(product((0, 1), repeat=3))
    focal = dict(zip(states, [1, 0, 0, 0, 2, 2, 2, 0], strict=True))
    for feasible, stays in ((states, True), (states[:-1], False)):
        ranks = [[focal[s] for s in feasible], [s[1] for s in feasible], [s[2] for s in feasible]]
        assert concepts.sim(option_form([0, 1, 2], [2] * 3, [one_way(2)] * 3, feasible, ranks), 0, 0) is stays


def test_an_opponent_spoils_alone_and_only_by_what_it_would_do_for_its_own_sake() -> None:
    states = list(product((0, 1), repeat=3))
    focal = [1, 0, 0, 0, 2, 2, 0, 2]  # only the first opponent, alone, spoils what the focal player gains
    for likes, stays in ((1, True), (0, False), (-1, False)):
        ranks = [focal, [likes * s[1] for s in states], [s[2] for s in states]]
        assert concepts.sim(option_form([0, 1, 2], [2] * 3, [one_way(2)] * 3, states, ranks), 0, 0) is stays


def test_a_coalition_escapes_together_from_an_answer_that_hurts_one_of_it() -> None:
    pair = frozenset({0, 1})
    ranks = [[1, 2, 0, 0, 2], [1, 2, 3, 0, 2], [0, 0, 1, 0, 0]]
    for second, trapped in (([(3, 4)], False), ([], True)):
        g = drawn_graph(5, [[(0, 1), (2, 3)], second, [(1, 2)]], ranks)
        assert not concepts.coalition_nash(g, pair, 0)
        assert concepts.coalition_gmr(g, pair, 0) and concepts.coalition_seq(g, pair, 0)
        assert concepts.coalition_smr(g, pair, 0) is trapped
        assert concepts.coalition_sseq(g, pair, 0) is trapped


def test_an_answer_of_unknown_worth_to_its_mover_counts_and_deters_if_it_is_known_to_hurt() -> None:
    none = frozenset[int]()
    moves = ((frozenset({1}), none, none), (none, frozenset({2}), none))
    unsure = (none, frozenset({2}), frozenset({1}))
    for focal_unsure, held in (((none,) * 3, [True] * 4), ((frozenset({2}), none, none), [False, False, True, True])):
        g = uncertain.UnknownGraph(3, 2, moves, ((frozenset({1}), none, none), (none,) * 3), (focal_unsure, unsure))
        for concept in ("seq", "sseq", "gmr", "smr"):
            assert [uncertain.unknown_stable(g, r, concept, 0, 0) for r in uncertain.READINGS] == held, concept


def test_the_dilemma_is_strongly_stable_only_where_defection_ends_much_worse() -> None:
    g = DILEMMA.graph
    better = uncertain.preferred(g)
    for gap, strong in ((0, True), (1, False)):  # good faith stands one step above the end of it
        much = tuple(tuple(frozenset(t for t in own[s] if g.rank[i][t] - g.rank[i][s] > gap) for s in range(4))
                     for i, own in enumerate(better))
        levels = uncertain.StrengthGraph(4, 2, g.moves, better, much)
        assert uncertain.strong_stable(levels, "seq", ROW, 0) is strong
        assert uncertain.weak_stable(levels, "seq", ROW, 0) is not strong
        assert uncertain.strong_stable(levels, "seq", ROW, 3)


def test_what_is_unknown_tempts_and_deters_as_the_reading_has_it() -> None:
    nothing, unsure = frozenset[int](), ((frozenset({1}), frozenset({0})),)
    g = uncertain.UnknownGraph(2, 1, ((frozenset({1}), nothing),), ((nothing, nothing),), unsure)
    assert [uncertain.unknown_stable(g, r, "nash", 0, 0) for r in "abcd"] == [False, True, False, True]


# Moves


def test_each_one_way_form_allows_what_the_definitions_say() -> None:
    stay = {(0, 0), (1, 1), (2, 2)}
    assert one_way(3) == set(product(range(3), repeat=2))
    assert one_way(3, 1, final=True) == stay | {(1, 0), (1, 2)}
    assert one_way(3, 0, final=[2]) == stay | {(0, 1), (0, 2), (1, 0), (1, 2)}
    assert one_way(3, 0, no_return=True) == stay | {(0, 1), (0, 2), (1, 2), (2, 1)}
    assert one_way(3, 0, final=[2], no_return=True) == stay | {(0, 1), (0, 2), (1, 2)}
    assert one_way(3, 0, final=True, no_return=True) == one_way(3, 0, final=True)


def test_one_move_may_change_two_options_past_what_is_infeasible() -> None:
    g = option_form([0, 0], [2, 2], [one_way(2)] * 2, [(0, 0), (1, 1)], [[0, 1]]).graph
    assert g.moves == ((frozenset({1}), frozenset({0})),)


def test_nobody_moves_twice_in_a_row() -> None:
    arrows = [[(0, 1), (1, 2)], [(1, 1), (1, 3), (3, 1)]]
    g = drawn_graph(4, arrows, [[0] * 4] * 2)
    assert reach(g, {0}, 0) == {1}
    assert reach(g, {0, 1}, 0) == {1, 3}
    assert g.moves[1][1] == {3}
