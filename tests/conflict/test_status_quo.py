"""Status quo analysis, and courses of events in graphs drawn by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from overture.conflict import CONCEPTS, Conflict, DrawnSettlement, equilibria, relation, security, settle
from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Graph, drawn
from overture.conflict.moves.status_quo import reached, shortest_paths
from overture.conflict.moves.walks import Move

from .brute_force import reachable, settlements
from .random_graphs import random_graph
from .random_models import random_conflict
from .witness_checker import Replay

FREE = relation(2, 0)


def all_sequences(replay: Replay, start: Any, length: int, improving: bool) -> list[list[tuple[int, Any]]]:
    """Every legal sequence of so many moves, as (who, where to)."""
    found: list[list[tuple[int, Any]]] = [[]]
    for _ in range(length):
        longer = []
        for path in found:
            last, here = path[-1] if path else (None, start)
            for j in replay.people:
                for there in sorted(replay.reach[j][here]) if j != last else ():
                    if not improving or replay.rank[j][there] > replay.rank[j][here]:
                        longer.append([*path, (j, there)])
        found = longer
    return found


@pytest.mark.parametrize("improving", [False, True])
def test_what_can_come_of_a_state_is_what_legal_sequences_lead_to(improving: bool) -> None:
    rng = np.random.default_rng(2005)
    for turn in range(60):
        conflict = random_graph(rng, most=6) if turn % 2 else random_conflict(rng, cells=9)
        replay = Replay(conflict)
        for start in replay.states:
            found = reached(conflict, start, improving=improving)
            assert set(found.lengths) == replay.ends(list(replay.people), start, improving) | {start}
            assert list(found.lengths.values()) == sorted(found.lengths.values())
            for end, length in found.lengths.items():
                if length <= 3:
                    expected = [p for p in all_sequences(replay, start, length, improving) if not p or p[-1][1] == end]
                    paths = shortest_paths(conflict, start, end, improving=improving, most=10_000)
                    assert [[(move.mover, move.end) for move in path] for path in paths] == expected
                    for path in paths:
                        assert replay.check_course(path, start, list(replay.people), improving) == end
                shorter = [p for n in range(min(length, 3)) for p in all_sequences(replay, start, n, improving)]
                assert not any((path[-1][1] if path else start) == end for path in shorter)


def test_nobody_gets_on_by_moving_twice_in_a_row() -> None:
    alone = Graph.from_arrows(3, [[(0, 1), (1, 2)]], [[0, 0, 0]])
    assert dict(reached(alone, 0).lengths) == {0: 0, 1: 1}
    assert shortest_paths(alone, 0, 2) == ()


def test_no_more_paths_are_told_than_asked_for() -> None:
    two, three = relation(2, 0), np.zeros((2, 2, 2), dtype=int)
    cube = Conflict((0, 1, 2), (two,) * 3, np.ones((2, 2, 2), dtype=bool), (three,) * 3)
    assert len(shortest_paths(cube, (0, 0, 0), (1, 1, 1))) == 6
    assert len(shortest_paths(cube, (0, 0, 0), (1, 1, 1), most=4)) == 4
    assert shortest_paths(cube, (0, 0, 0), (0, 0, 0)) == ((),)


def test_equilibria_that_cannot_come_about_are_told_apart() -> None:
    # 2 is an equilibrium that nobody gets to.
    graph = Graph.from_arrows(3, [[(0, 1)], []], [[0, 1, 2], [0, 0, 0]])
    at = equilibria(graph, "nash")
    assert at.tolist() == [False, True, True]
    assert reached(graph, 0, improving=True).among(at) == {1: 1}


def test_a_start_must_be_a_state() -> None:
    graph = Graph.from_arrows(2, [[(0, 1)]], [[0, 1]])
    partly = Conflict((0,), (FREE,), np.array([True, False]), (np.array([0, 1]),))
    with pytest.raises(UnknownName, match="no state 2"):
        reached(graph, 2)
    with pytest.raises(ConflictError, match="infeasible"):
        shortest_paths(partly, (0,), (1,))


# courses of events in a graph drawn by hand


def arrows_of_courses(graph: Graph, foresight: list[str]) -> dict[int, set[int]]:
    """Every move of courses of events, from the definitions of stability."""
    replay = Replay(graph)
    made: dict[int, set[int]] = {s: set() for s in replay.states}
    for s in replay.states:
        for i in replay.people:
            others = [j for j in replay.people if j != i]
            concept = foresight[i]
            credible = [
                t
                for t in replay.reach[i][s]
                if replay.better([i], t, s, "every")
                and not (
                    concept != "nash"
                    and any(
                        replay.rank[i][end] <= replay.rank[i][s]
                        and (
                            concept in ("gmr", "seq")
                            or all(replay.rank[i][u] <= replay.rank[i][s] for u in replay.reach[i][end])
                        )
                        for end in replay.ends(others, t, concept in ("seq", "sseq"))
                    )
                )
            ]
            best = max((replay.rank[i][t] for t in credible), default=0)
            made[s] |= {t for t in credible if replay.rank[i][t] == best}
    return made


def test_courses_in_a_graph_settle_where_the_definitions_say() -> None:
    rng = np.random.default_rng(77)
    for _ in range(150):
        graph = random_graph(rng)
        foresight = [str(concept) for concept in rng.choice(CONCEPTS, size=graph.decision_makers)]
        securities = [security(graph, dm, foresight[dm]) for dm in range(graph.decision_makers)]
        arrows: Any = arrows_of_courses(graph, foresight)
        content = equilibria(graph, foresight)
        for start in range(graph.states):
            found = settle(graph, start, securities)
            known: Any = settlements(arrows, start)  # type: ignore[arg-type]
            assert {frozenset(end.states) for end in found} == known
            distance: Any = reachable(arrows, start)  # type: ignore[arg-type]
            for end in found:
                assert end.single == bool(content[end.states[0]])
                here: Any = start
                for move in end.course:
                    assert move.start == here and move.end in arrows[here]
                    here = move.end
                assert here in end.states
                assert len(end.course) == min(distance[state] for state in end.states)


def test_a_mover_may_go_on_by_itself_where_its_moves_do_not_add_up() -> None:
    stairs = Graph.from_arrows(3, [[(0, 1), (1, 2)]], [[0, 1, 2]])
    assert settle(stairs, 0, [security(stairs, 0, "nash")]) == (
        DrawnSettlement((2,), (Move(0, 0, 1), Move(0, 1, 2))),
    )


def test_an_option_form_that_is_drawn_settles_where_it_did_if_nothing_hangs_on_the_number_of_options() -> None:
    rng = np.random.default_rng(78)
    for _ in range(60):
        shape = (3, 4)
        ranks = tuple(rng.permutation(12).reshape(shape) for _ in range(2))
        conflict = Conflict((0, 1), (relation(3, 0), relation(4, 0)), rng.random(shape) < 0.8, ranks)
        if not conflict.feasible.any():
            continue
        graph, cells = drawn(conflict)
        of_options = [security(conflict, dm, "seq") for dm in (0, 1)]
        of_graph = [security(graph, dm, "seq") for dm in (0, 1)]
        for place, cell in enumerate(cells.tolist()):
            ends = settle(conflict, conflict.state(cell), of_options)
            same = settle(graph, place, of_graph)
            assert [[conflict.index(s) for s in end.states] for end in ends] == [
                cells[list(end.states)].tolist() for end in same
            ]


def test_securities_of_a_graph_must_fit_it() -> None:
    graph = Graph.from_arrows(2, [[(0, 1)]], [[0, 1]])
    with pytest.raises(ValueError, match="0 securities for 1"):
        settle(graph, 0, [])
    with pytest.raises(ValueError, match="2 states"):
        settle(graph, 0, [np.array([0])])
    with pytest.raises(UnknownName, match="no state 5"):
        settle(graph, 5, [np.array([0, 1])])
