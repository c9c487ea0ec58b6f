"""A verdict can say why: its witness, replayed step by step, shows it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from overture.conflict import CONCEPTS, Conflict, relation, stable
from overture.conflict.concepts.coalitions import coalition_stable
from overture.conflict.errors import ConflictError, DoesNotFit, NotInOptionForm, UnknownName
from overture.conflict.forms.arrows import Graph
from overture.conflict.moves import walks
from overture.conflict.moves.walks import Move
from overture.conflict.reasons.witnesses import Witness, why

from .random_graphs import random_graph
from .random_models import random_conflict
from .witness_checker import Replay

FREE = relation(2, 0)


def check_all(conflict: Conflict | Graph) -> None:
    replay = Replay(conflict)
    for concept in CONCEPTS:
        for dm in replay.people:
            verdict = stable(conflict, dm, concept)
            for state in replay.states:
                witness = why(conflict, dm, state, concept)
                assert witness.stable == bool(verdict[state])
                replay.check(witness)


@pytest.mark.parametrize("seed", range(4))
def test_every_verdict_on_options_is_shown_by_its_witness(seed: int) -> None:
    rng = np.random.default_rng([1971, seed])
    for _ in range(30):
        check_all(random_conflict(rng, cells=24))


@pytest.mark.parametrize("seed", range(4))
def test_every_verdict_on_a_graph_drawn_by_hand_is_shown_by_its_witness(seed: int) -> None:
    rng = np.random.default_rng([1993, seed])
    for _ in range(60):
        check_all(random_graph(rng))


@pytest.mark.parametrize("variant", ["every", "pareto"])
def test_every_verdict_on_a_coalition_is_shown_by_its_witness(variant: str) -> None:
    rng = np.random.default_rng(2001)
    for turn in range(40):
        conflict = random_graph(rng, most=7) if turn % 2 else random_conflict(rng, cells=16)
        replay = Replay(conflict)
        for size in range(1, conflict.decision_makers + 1):
            for members in combinations(replay.people, size):
                for concept in CONCEPTS:
                    verdict = coalition_stable(conflict, members, concept, variant)
                    for state in replay.states:
                        witness = why(conflict, members, state, concept, variant)
                        assert witness.stable == bool(verdict[state])
                        replay.check(witness)


def test_a_witness_that_shows_nothing_is_refused() -> None:
    replay = Replay(DILEMMA)
    stands, falls = why(DILEMMA, 0, 0, "seq"), why(DILEMMA, 0, 1, "seq")
    (answer,) = stands.answers
    wrong: list[Witness] = [
        replace(stands, answers=()),
        replace(stands, unanswered=answer.improvement),
        replace(stands, answers=(replace(answer, sanction=()),)),
        replace(stands, answers=(replace(answer, sanction=(Move(0, 2, 0),)),)),
        replace(stands, answers=(replace(answer, sanction=(Move(1, 2, 0),)),)),
        replace(stands, answers=(replace(answer, sanction=(*answer.sanction, Move(1, 3, 2))),)),
        replace(stands, concept="nash"),
        replace(falls, unanswered=(Move(0, 1, 0),)),
        replace(falls, state=0),
    ]
    for witness in wrong:
        with pytest.raises(AssertionError):
            replay.check(witness)


def told(conflict: Conflict | Graph, dm: Any, state: Any, concept: str, variant: str = "every") -> list[str]:
    names = ("Row", "Column", "Third")
    return list(why(conflict, dm, state, concept, variant).sentences(names.__getitem__, "state {}".format))


DILEMMA = Graph.from_matrices(
    [
        [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]],
        [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]],
    ],
    [[3, 1, 4, 2], [3, 4, 1, 2]],
)


def test_the_sentences_begin_with_the_verdict() -> None:
    assert told(DILEMMA, 0, 3, "seq") == [
        "State 3 is stable for Row under seq: it can move to nothing that it prefers."
    ]
    assert told(DILEMMA, 0, 0, "nash") == [
        "State 0 is not stable for Row under nash: it can move to state 2, which it prefers."
    ]
    assert told(DILEMMA, 0, 1, "gmr")[0] == (
        "State 1 is not stable for Row under gmr: it can move to state 3, which it prefers, and nobody answers that."
    )


def test_the_sentences_tell_who_answers_and_for_whose_sake() -> None:
    assert told(DILEMMA, 0, 0, "sseq") == [
        "State 0 is stable for Row under sseq: its one improvement is answered.",
        "Row could move to state 2; then Column, for its own sake, moves to state 3, which Row does not prefer to "
        "state 0, and from there Row can move to nothing that it prefers.",
    ]
    assert "for its own sake" not in told(DILEMMA, 0, 0, "gmr")[1]


def test_the_sentences_tell_how_a_coalition_gets_there() -> None:
    assert told(DILEMMA, [0, 1], 3, "nash") == [
        "State 3 is not stable for Row and Column together under nash: they can move to state 0 (Row to state 1, "
        "then Column to state 0), which they prefer."
    ]


def test_a_sanction_may_need_the_same_opponent_twice() -> None:
    # Column cannot go from 1 to 3 at once: it moves, Third moves, Column moves again.
    rising = [0, 1, 2, 3, 4]
    graph = Graph.from_arrows(5, [[(0, 1)], [(1, 2), (3, 4)], [(2, 3)]], [[1, 2, 2, 2, 0], rising, rising])
    (answer,) = why(graph, 0, 0, "seq").answers
    assert [(move.mover, move.end) for move in answer.sanction] == [(1, 2), (2, 3), (1, 4)]


def test_one_state_of_a_million_is_answered_from_what_lies_around_it() -> None:
    options = 20
    rng = np.random.default_rng(5)
    shape = (2,) * options
    ranks = tuple(rng.integers(0, 1000, size=shape) for _ in range(4))
    wide = Conflict(tuple(axis % 4 for axis in range(options)), (FREE,) * options, np.ones(shape, dtype=bool), ranks)
    state = (0,) * options
    for concept in ("nash", "gmr", "seq"):
        witness = why(wide, 0, state, concept)
        for answer in witness.answers:
            assert ranks[0][answer.end] <= ranks[0][state]


def test_a_walk_that_has_no_end_in_sight_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "MOST_MOVES", 3)
    with pytest.raises(DoesNotFit, match="more than 3 moves"):
        why(DILEMMA, 0, 0, "seq")


def test_what_cannot_be_asked_is_told() -> None:
    with pytest.raises(UnknownName, match="'sim' is not one of"):
        why(DILEMMA, 0, 0, "sim")
    with pytest.raises(UnknownName, match="no decision maker 2"):
        why(DILEMMA, 2, 0, "seq")
    with pytest.raises(UnknownName, match="no state 4"):
        why(DILEMMA, 0, 4, "seq")
    with pytest.raises(ConflictError, match="at least one member"):
        why(DILEMMA, [], 0, "seq")
    with pytest.raises(NotInOptionForm, match="has no options"):
        why(DILEMMA, [0, 1], 0, "seq", "merged")
    with pytest.raises(UnknownName, match="'together' is not one of"):
        why(DILEMMA, [0], 0, "seq", "together")
    partly = Conflict((0,), (FREE,), np.array([True, False]), (np.array([0, 1]),))
    with pytest.raises(ConflictError, match="infeasible"):
        why(partly, 0, (1,), "seq")
    with pytest.raises(UnknownName, match="no setting"):
        why(partly, 0, (2,), "seq")
