"""Limited move, non-myopic and Stackelberg stability: laws, and games with known answers.

OVERTURE_SEEDS=2000 looks at more graphs.
"""

from __future__ import annotations

import os
from itertools import islice, permutations

import numpy as np
import pytest

from overture.conflict import Conflict, equilibria, relation, stable
from overture.conflict.concepts import limited_move as looking
from overture.conflict.concepts import nonmyopic as far
from overture.conflict.concepts.limited_move import (
    anticipated,
    foresee,
    horizons,
    limited_move_equilibria,
    limited_move_stable,
)
from overture.conflict.concepts.nonmyopic import NoRoundFound, long_run, nonmyopic_equilibria, nonmyopic_stable
from overture.conflict.concepts.stackelberg import stackelberg_equilibria
from overture.conflict.errors import ConflictError, DoesNotFit, UnknownName, WrongNumberOfParties
from overture.conflict.forms.arrows import Graph, drawn

from .random_graphs import random_graph
from .random_models import random_conflict
from .test_published import model, told

SEEDS = range(int(os.environ.get("OVERTURE_SEEDS", "0")) or 25)
HORIZONS = range(1, 8)
FREE = relation(2, 0)


def game(row: list[list[int]], column: list[list[int]]) -> Conflict:
    return Conflict((0, 1), (FREE, FREE), np.ones((2, 2), dtype=np.bool_), (np.array(row), np.array(column)))


DILEMMA = game([[3, 1], [4, 2]], [[3, 4], [1, 2]])
CHICKEN = game([[3, 2], [4, 1]], [[3, 4], [2, 1]])
STAG_HUNT = game([[4, 1], [3, 2]], [[4, 3], [1, 2]])


# laws


@pytest.mark.parametrize("seed", SEEDS)
def test_one_move_ahead_is_nash(seed: int) -> None:
    graph = random_graph(np.random.default_rng([1, seed]))
    for dm in range(graph.decision_makers):
        np.testing.assert_array_equal(limited_move_stable(graph, dm, 1), stable(graph, dm, "nash"))
    np.testing.assert_array_equal(limited_move_equilibria(graph, 1), equilibria(graph, "nash"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_conflict_in_option_form_is_drawn_first(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng([2, seed]))
    graph, _ = drawn(conflict)
    for found, by_state in (
        (limited_move_equilibria(conflict, 3), limited_move_equilibria(graph, 3)),
        (nonmyopic_equilibria(conflict), nonmyopic_equilibria(graph)),
    ):
        np.testing.assert_array_equal(found[conflict.feasible], by_state)
        assert not found[~conflict.feasible].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_moves_alone_looks_one_move_ahead(seed: int) -> None:
    graph = random_graph(np.random.default_rng([3, seed]))
    nobody = [np.zeros((graph.states, graph.states))] * (graph.decision_makers - 1)
    square = np.zeros((graph.states, graph.states))
    square[graph.arrows[0].sources, graph.arrows[0].targets] = 1
    alone = Graph.from_matrices([square, *nobody], graph.ranks)
    for horizon in HORIZONS:
        np.testing.assert_array_equal(limited_move_stable(alone, 0, horizon), stable(alone, 0, "nash"))
    np.testing.assert_array_equal(nonmyopic_stable(alone, 0), stable(alone, 0, "nash"))


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_leaves_what_all_rank_highest_nor_gains_by_staying_less(seed: int) -> None:
    graph = random_graph(np.random.default_rng([4, seed]))
    for horizon in islice(horizons(graph), 1, 8):
        for dm, rank in enumerate(graph.ranks):
            assert horizon.stays[dm][rank == rank.max()].all()
            # Who has the move never does worse by its own reckoning than to stay.
            assert (horizon.values[dm, dm] >= rank).all()
            np.testing.assert_array_equal(horizon.values[dm, dm] == rank, horizon.stays[dm])


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_order_of_ranks_counts_and_not_the_numbers_of_states(seed: int) -> None:
    rng = np.random.default_rng([5, seed])
    graph = random_graph(rng)
    order = rng.permutation(graph.states)  # the new number of each state
    arrows = [
        [(int(order[s]), int(order[t])) for s, t in zip(own.sources, own.targets, strict=True)] for own in graph.arrows
    ]
    ranks = [np.zeros(graph.states, dtype=np.int64) for _ in graph.ranks]
    for new, old in zip(ranks, graph.ranks, strict=True):
        new[order] = old**3 + 7
    turned = Graph.from_arrows(graph.states, arrows, ranks)
    for dm in range(graph.decision_makers):
        for horizon in HORIZONS:
            found = limited_move_stable(turned, dm, horizon)
            np.testing.assert_array_equal(found[order], limited_move_stable(graph, dm, horizon))
        np.testing.assert_array_equal(nonmyopic_stable(turned, dm)[order], nonmyopic_stable(graph, dm))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_anticipated_end_is_where_legal_moves_lead(seed: int) -> None:
    graph = random_graph(np.random.default_rng([6, seed]))
    for horizon in (1, 2, 3, 6):
        known = foresee(graph, horizon)
        for dm in range(graph.decision_makers):
            for state in range(graph.states):
                found = anticipated(graph, dm, state, horizon)
                assert (found.ends == (state,)) == bool(known.stays[dm, state])
                assert {int(graph.ranks[dm][end]) for end in found.ends} == {int(known.values[dm, dm, state])}
                assert found.end == (found.ends[0] if len(found.ends) == 1 else None)
                here, last = state, None
                for mover, start, end in found.moves:
                    assert start == here and mover != last and end in graph.moves(mover, start)
                    here, last = end, mover
                assert here == found.ends[0]
                assert len(found.moves) <= horizon


@pytest.mark.parametrize("seed", SEEDS)
def test_with_two_and_strict_preferences_the_end_is_one_state(seed: int) -> None:
    graph = random_graph(np.random.default_rng([7, seed]), people=2, strict=True)
    for horizon in HORIZONS:
        for dm in range(2):
            assert all(anticipated(graph, dm, state, horizon).end is not None for state in range(graph.states))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_long_run_is_what_holds_at_every_horizon_from_some_on(seed: int) -> None:
    graph = random_graph(np.random.default_rng([8, seed]))
    found = long_run(graph)
    tables = list(islice(horizons(graph), found.begins + 2 * found.length + 3))
    assert np.array_equal(tables[found.begins].values, tables[found.begins + found.length].values)
    distinct = {table.values.tobytes() for table in tables}
    assert len(distinct) == found.begins + found.length
    for start in (found.begins + 1, found.begins + 2):
        rounds = [table.stays for table in tables[start : start + found.length]]
        np.testing.assert_array_equal(found.stays, np.logical_and.reduce(rounds))
    for dm in range(graph.decision_makers):
        np.testing.assert_array_equal(nonmyopic_stable(graph, dm), found.stays[dm])
    np.testing.assert_array_equal(nonmyopic_equilibria(graph), found.stays.all(axis=0))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stackelberg_equilibrium_is_two_horizons(seed: int) -> None:
    graph = random_graph(np.random.default_rng([9, seed]), people=2)
    for leader in (0, 1):
        found = stackelberg_equilibria(graph, leader)
        np.testing.assert_array_equal(found, limited_move_equilibria(graph, [2, 1] if leader == 0 else [1, 2]))
        # With one answer left, to be L_2 stable is to be so against the best answer of the follower alone.
        assert not (found & ~stable(graph, 1 - leader, "nash")).any()


# known answers


@pytest.mark.parametrize(
    ("conflict", "state", "horizons_where_row_stays"),
    [
        # Telling is answered by telling: from two moves on row keeps silent with the other.
        (DILEMMA, (0, 0), [2, 3, 4, 5, 6, 7]),
        (DILEMMA, (0, 1), []),
        (DILEMMA, (1, 0), [1, 2, 3, 4, 5, 6, 7]),
        (DILEMMA, (1, 1), [1, 2, 3, 4, 5, 6, 7]),
        # Driving on pays until three moves ahead: then the other would drive on too, and row would swerve.
        (CHICKEN, (0, 0), [3, 4, 5, 6, 7]),
        # Row, the one who swerves, drives on too: the other will swerve rather than stay in the worst.
        (CHICKEN, (0, 1), [1]),
        (STAG_HUNT, (0, 0), [1, 2, 3, 4, 5, 6, 7]),
        # From the safe choice row goes for the stag as soon as it sees the other follow.
        (STAG_HUNT, (1, 1), [1]),
    ],
)
def test_limited_move_by_hand(
    conflict: Conflict, state: tuple[int, int], horizons_where_row_stays: list[int]
) -> None:
    found = [horizon for horizon in HORIZONS if limited_move_stable(conflict, 0, horizon)[state]]
    assert found == horizons_where_row_stays


def test_what_is_anticipated_by_hand() -> None:
    graph, _ = drawn(CHICKEN)  # 0 both swerve, 1 row alone, 2 column alone, 3 none
    assert anticipated(graph, 0, 1, 2).moves == ((0, 1, 3), (1, 3, 2))
    # Four moves: row drives on, column too, row swerves.
    assert anticipated(graph, 0, 2, 4).moves == ()
    assert foresee(graph, 3).values[0, 1, 2] == 2
    assert anticipated(graph, 1, 2, 3).moves == ((1, 2, 3), (0, 3, 1))


@pytest.mark.parametrize(
    ("conflict", "far_sighted"),
    [(DILEMMA, [[0, 0], [1, 1]]), (CHICKEN, [[0, 0]]), (STAG_HUNT, [[0, 0]])],
)
def test_nonmyopic_equilibria_of_the_well_known_games(conflict: Conflict, far_sighted: list[list[int]]) -> None:
    # Brams and Wittman 1981: to keep silent and to tell; to swerve. The stag is best for both.
    assert np.argwhere(nonmyopic_equilibria(conflict)).tolist() == far_sighted


@pytest.mark.parametrize(
    ("conflict", "leads"),
    [(DILEMMA, [[1, 1]]), (CHICKEN, [[1, 0]]), (STAG_HUNT, [[0, 0]])],
)
def test_stackelberg_equilibria_of_the_well_known_games(conflict: Conflict, leads: list[list[int]]) -> None:
    assert np.argwhere(stackelberg_equilibria(conflict, 0)).tolist() == leads
    assert np.argwhere(stackelberg_equilibria(conflict, 1)).tolist() == [state[::-1] for state in leads]


def two_by_two() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The 78 strict ordinal games (Rapoport and Guyer 1966): one of each that differ by names only."""
    found = set()
    for row in permutations((1, 2, 3, 4)):
        for column in permutations((1, 2, 3, 4)):
            alike = []
            for order in ((0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)):
                one, other = (tuple(ranks[state] for state in order) for ranks in (row, column))
                exchanged = [tuple(ranks[state] for state in (0, 2, 1, 3)) for ranks in (other, one)]
                alike += [(one, other), (exchanged[0], exchanged[1])]
            found.add(min(alike))
    return sorted(found)


def goes_round(starter: int, state: int) -> list[tuple[int, int]]:
    """Who has the move where, when both move in turn until the game is back where it began."""
    course = []
    for turn in range(4):
        mover = (starter + turn) % 2
        course.append((mover, state))
        state ^= (2, 1)[mover]
    return course


def test_thirty_seven_of_the_seventy_eight_games_have_a_nonmyopic_equilibrium() -> None:
    # Brams and Wittman 1981: nobody leaves the state when both may go round once (four moves), and on the
    # way somebody has the move in its own best state, so that the round has an end.
    moves = ([(0, 2), (2, 0), (1, 3), (3, 1)], [(0, 1), (1, 0), (2, 3), (3, 2)])
    theirs, kilgours, doubles = 0, 0, []
    games = two_by_two()
    assert len(games) == 78
    for ranks in games:
        graph = Graph.from_arrows(4, moves, ranks)
        around = limited_move_equilibria(graph, 4)
        ends = {
            state
            for state in range(4)
            if around[state]
            and all(any(ranks[mover][at] == 4 for mover, at in goes_round(who, state)) for who in (0, 1))
        }
        long = set(np.flatnonzero(nonmyopic_equilibria(graph)).tolist())
        assert ends <= long
        theirs += bool(ends)
        kilgours += bool(long)
        if len(ends) > 1:
            doubles.append(sorted([ranks[0][end], ranks[1][end]] for end in ends))
    assert theirs == 37
    assert doubles == [[[2, 2], [3, 3]]]  # the prisoner's dilemma, the one game that has two
    assert kilgours == 55


def test_a_round_may_be_longer_than_one_horizon() -> None:
    # Two who take it from each other: at every other horizon taking it pays.
    swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    assert [limited_move_stable(swap, 0, horizon).tolist()[0] for horizon in (1, 2, 3, 4)] == [False, True] * 2
    assert long_run(swap).length == 2
    assert not nonmyopic_equilibria(swap).any()


def test_the_cuban_crisis_ends_in_the_long_run_where_it_ended() -> None:
    conflict, numbers = model("cuba")
    assert set(told(nonmyopic_equilibria(conflict), numbers)) <= set(numbers.values())
    state = {number: s for s, number in numbers.items()}
    assert [bool(stackelberg_equilibria(conflict, leader)[state[6]]) for leader in (0, 1)] == [
        bool(limited_move_equilibria(conflict, each)[state[6]]) for each in ([2, 1], [1, 2])
    ]


# with three, everybody fears the one of the others that may be worst


def test_of_three_whoever_is_worst_may_be_next() -> None:
    # From 1 the second would go on to 2, good for the first, the third to 3, bad for it.
    arrows = [[(0, 1)], [(1, 2)], [(1, 3)]]
    ranks = [[1, 2, 3, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    feared = Graph.from_arrows(4, arrows, ranks)
    hoped = Graph.from_arrows(4, [arrows[0], arrows[1], []], ranks)
    assert limited_move_stable(feared, 0, 2)[0]
    assert not limited_move_stable(hoped, 0, 2)[0]
    # With a third who stays the first expects to be left at 1, the worse of 1 and 2.
    assert anticipated(hoped, 0, 0, 2).end == 1


def test_ties_of_others_are_feared() -> None:
    # From 1 the second goes to 2 or 3, alike for it; 3 is bad for the first.
    tied = Graph.from_arrows(4, [[(0, 1)], [(1, 2), (1, 3)]], [[1, 2, 3, 0], [0, 0, 1, 1]])
    assert limited_move_stable(tied, 0, 2)[0]
    assert foresee(tied, 2).values[0, 1, 1] == 0
    alike = Graph.from_arrows(4, [[(0, 1)], [(1, 2), (1, 3)]], [[1, 2, 3, 3], [0, 0, 1, 1]])
    found = anticipated(alike, 0, 0, 2)
    assert (found.end, found.ends) == (None, (2, 3))


# mistakes are named


def test_mistakes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    for dm in (-1, 2):
        with pytest.raises(UnknownName, match="no decision maker"):
            limited_move_stable(swap, dm, 1)
        with pytest.raises(UnknownName, match="no decision maker"):
            nonmyopic_stable(swap, dm)
        with pytest.raises(UnknownName, match="no decision maker"):
            stackelberg_equilibria(swap, dm)
        with pytest.raises(UnknownName, match="no decision maker"):
            anticipated(swap, dm, 0, 1)
    for horizon in (0, -1, looking.MOST_MOVES + 1):
        with pytest.raises(ConflictError, match="a horizon is"):
            limited_move_stable(swap, 0, horizon)
        with pytest.raises(ConflictError, match="a horizon is"):
            anticipated(swap, 0, 0, horizon)
    with pytest.raises(ConflictError, match="1 horizons for 2"):
        limited_move_equilibria(swap, [1])
    with pytest.raises(UnknownName, match="no state 2"):
        anticipated(swap, 0, 2, 1)
    alone = Graph.from_arrows(2, [[(0, 1)]], [[0, 1]])
    with pytest.raises(WrongNumberOfParties, match="there are 1"):
        stackelberg_equilibria(alone, 0)
    monkeypatch.setattr(looking, "MOST_KEPT", 10)
    with pytest.raises(DoesNotFit, match="look less far"):
        anticipated(swap, 0, 0, 3)
    monkeypatch.setattr(far, "MOST_HORIZONS", 1)
    with pytest.raises(NoRoundFound, match="does not come back"):
        nonmyopic_stable(swap, 0)
