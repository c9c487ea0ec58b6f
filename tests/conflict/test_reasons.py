"""Why a state is stable under the concepts beyond the five: each witness replayed from the definition."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from overture.conflict import Conflict, Graph, GraphModel, Move
from overture.conflict.concepts.coalitions import coalition_stable
from overture.conflict.concepts.limited_move import anticipated, limited_move_stable
from overture.conflict.concepts.nonmyopic import long_run, nonmyopic_stable
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.errors import ConflictError, DoesNotFit, NotInOptionForm, UnknownName
from overture.conflict.moves.walks import TOGETHER
from overture.conflict.reasons import simultaneous as simultaneous_reasons
from overture.conflict.reasons.looking_ahead import Foresight, why_limited, why_nonmyopic
from overture.conflict.reasons.simultaneous import JointWitness, why_sim
from overture.conflict.reasons.witnesses import Witness, why

from .random_graphs import random_graph
from .random_models import random_conflict
from .witness_checker import Replay

# looking ahead


class Slow:
    """Limited moves from the definition, by recursion."""

    def __init__(self, graph: Graph) -> None:
        self.people = range(graph.decision_makers)
        self.graph = graph
        self.rank = [rank.tolist() for rank in graph.ranks]

    @cache  # noqa: B019
    def value(self, k: int, h: int, j: int, s: int) -> int:
        if h == 0 or not (moves := self.graph.moves(j, s)):
            return int(self.rank[k][s])
        best = max(self.feared(j, h, j, t) for t in moves)
        if best <= self.rank[j][s]:
            return int(self.rank[k][s])
        return min(self.feared(k, h, j, t) for t in moves if self.feared(j, h, j, t) == best)

    def feared(self, k: int, h: int, j: int, t: int) -> int:
        if len(self.people) == 1:
            return int(self.rank[k][t])
        return min(self.value(k, h - 1, other, t) for other in self.people if other != j)

    def check(self, found: Foresight) -> None:
        (dm,), s, h = found.judges, found.state, found.horizon
        assert isinstance(s, int)
        rank = self.rank[dm]
        replay = Replay(self.graph)
        if not found.stable:
            assert not found.answers
            end = replay.check_course(found.unanswered, s, self.people, improving=False)
            assert found.unanswered[0].mover == dm and len(found.unanswered) <= h
            assert rank[end] == self.value(dm, h, dm, s) > rank[s]
            assert end in found.ends and all(rank[e] == rank[end] for e in found.ends)
            return
        assert found.ends == (s,)
        assert sorted(a.improvement[0].end for a in found.answers) == sorted(self.graph.moves(dm, s))
        for answer in found.answers:
            (own,) = answer.improvement
            assert (own.mover, own.start) == (dm, s)
            end = replay.check_course((own, *answer.sanction), s, self.people, improving=False)
            assert len(answer.sanction) < h and end == answer.end
            assert isinstance(own.end, int)
            assert rank[end] == self.feared(dm, h, dm, own.end) <= rank[s]


@pytest.mark.parametrize("seed", range(25))
def test_every_verdict_of_who_looks_ahead_is_shown(seed: int) -> None:
    graph = random_graph(np.random.default_rng([1984, seed]))
    slow = Slow(graph)
    for dm, horizon in product(range(graph.decision_makers), (1, 2, 3, 5)):
        stays = limited_move_stable(graph, dm, horizon)
        for state in range(graph.states):
            found = why_limited(graph, dm, state, horizon)
            assert found.stable == bool(stays[state])
            assert found.ends == anticipated(graph, dm, state, horizon).ends
            slow.check(found)


@pytest.mark.parametrize("seed", range(25))
def test_every_verdict_in_the_long_run_is_shown(seed: int) -> None:
    graph = random_graph(np.random.default_rng([1981, seed]))
    slow, run = Slow(graph), long_run(graph)
    for dm in range(graph.decision_makers):
        stays = nonmyopic_stable(graph, dm)
        for state in range(graph.states):
            found = why_nonmyopic(graph, dm, state)
            assert found.stable == bool(stays[state]) and found.every == run.length
            assert run.begins < found.horizon <= run.begins + run.length
            slow.check(found)


def chicken() -> GraphModel:
    return GraphModel.from_options(
        {"Row": ["Row swerves"], "Column": ["Column swerves"]},
        states=["YY", "YN", "NY", "NN"],
        rankings={"Row": [3, 1, 2, 4], "Column": [2, 1, 3, 4]},
        called={4: "crash"},
    )


def test_the_sentences_tell_what_is_expected() -> None:
    model = chicken()
    assert model.why(3, "Row", "limited", horizon=3).sentences == (
        "State 3 is stable for Row under limited, 3 moves ahead: none of its moves would end better for it.",
        "Row could move to state 1; it has to fear then that the conflict ends in state 2 (Column to state 2), which "
        "it does not prefer to staying.",
    )
    assert str(model.why(1, "Row", "limited", horizon=1)) == (
        "State 1 is not stable for Row under limited, 1 move ahead: it moves to state 3, which it prefers."
    )
    swap = GraphModel.from_arrows(2, {"A": [(1, 2)], "B": [(2, 1)]}, {"A": [2, 1], "B": [1, 2]})
    assert str(swap.why(1, "A", "nonmyopic")) == (
        "State 1 is not stable for A under nonmyopic: 1, 3, 5, ... moves ahead it moves to state 2, which it prefers."
    )
    assert str(swap.why(2, "A", "nonmyopic")) == (
        "State 2 is stable for A under nonmyopic: 1 move ahead and from there on it has no move."
    )
    assert swap.why(1, "A", "limited", horizon=2).sentences[1] == (
        "A could move to state 2; it has to fear then that the conflict ends in state 1 (B to state 1), which it does "
        "not prefer to staying."
    )


def test_several_ends_that_are_equally_good_are_all_told() -> None:
    alike = GraphModel.from_arrows(
        4, {"A": [(1, 2)], "B": [(2, 3), (2, 4)]}, {"A": [[3, 4], 2, 1], "B": [[3, 4], [1, 2]]}
    )
    assert alike.expected(1, "A", horizon=2).ends == (3, 4)
    assert str(alike.why(1, "A", "limited", horizon=2)) == (
        "State 1 is not stable for A under limited, 2 moves ahead: it moves to state 2 and expects the conflict to end "
        "in state 3 (B to state 3), which it prefers; or in state 4, as good for it."
    )


def test_what_is_expected_is_told_by_name_and_number() -> None:
    model = chicken()
    found = model.expected(3, "Column", horizon=2)
    assert found.horizon == 2
    for number in model.numbers:
        for dm in model.decision_makers:
            for horizon in (1, 2, 3):
                stays = number in model.stable("limited", dm, horizon=horizon)
                assert (model.expected(number, dm, horizon=horizon).ends == (number,)) == stays
            far = model.expected(number, dm)
            assert (far.ends == (number,)) == (number in model.stable("nonmyopic", dm))


def test_a_horizon_for_each() -> None:
    model = chicken()
    each = {
        (a, b): set(model.stable("limited", "Row", horizon=a)) & set(model.stable("limited", "Column", horizon=b))
        for a, b in product((1, 2, 3), repeat=2)
    }
    for (a, b), expected in each.items():
        assert set(model.equilibria("limited", horizon={"Row": a, "Column": b})) == expected
    mixed = model.equilibria({"Row": "limited", "Column": "seq"}, horizon={"Row": 3})
    assert set(mixed) == set(model.stable("limited", "Row", horizon=3)) & set(model.stable("seq", "Column"))
    table = model.table(["nash", "limited"], horizon={"Row": 2, "Column": 1})
    for number in model.numbers:
        assert table[number]["Row"]["limited"] == (number in model.stable("limited", "Row", horizon=2))
        assert table[number]["Column"]["limited"] == table[number]["Column"]["nash"]
    with pytest.raises(UnknownName, match="needs a horizon for Column"):
        model.equilibria("limited", horizon={"Row": 1})
    with pytest.raises(UnknownName, match="no decision maker 'Third'"):
        model.equilibria("limited", horizon={"Row": 1, "Column": 1, "Third": 1})
    with pytest.raises(ConflictError, match="only 'limited' has a horizon, not 'seq'"):
        model.equilibria({"Row": "limited", "Column": "seq"}, horizon={"Row": 3, "Column": 1})
    with pytest.raises(ConflictError, match="only 'limited' has a horizon"):
        model.table(["nash"], horizon=2)
    with pytest.raises(ConflictError, match="only 'limited' has a horizon, not 'nash'"):
        model.why(1, "Row", "nash", horizon=2)


# simultaneously


@pytest.mark.parametrize("seed", range(25))
def test_every_simultaneous_verdict_is_shown(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng([1979, seed]), cells=24)
    replay = Replay(conflict)
    for dm in replay.people:
        stays = sim_stable(conflict, dm)
        for state in replay.states:
            witness = why_sim(conflict, dm, state)
            assert witness.stable == bool(stays[state])
            check_joint(conflict, replay, witness)


def check_joint(conflict: Conflict, replay: Replay, witness: JointWitness) -> None:
    (dm,), s = witness.judges, witness.state
    rank = replay.rank[dm]
    better = [{t for t in replay.reach[j][s] if replay.rank[j][t] > replay.rank[j][s]} for j in replay.people]
    if witness.stable:
        assert sorted(a.improvement[0].end for a in witness.answers) == sorted(better[dm])
        for answer in witness.answers:
            (own,) = answer.improvement
            assert own.start == s and own.mover == dm and answer.sanction
            movers = [move.mover for move in answer.sanction]
            assert dm not in movers and len(set(movers)) == len(movers)
            assert all(move.start == s and move.end in better[move.mover] for move in answer.sanction)
            assert answer.end == joined(conflict, s, [own, *answer.sanction])
            assert answer.end in replay.states and rank[answer.end] <= rank[s]
        return
    (own,) = witness.unanswered
    assert own.end in better[dm] and not witness.answers
    others = [[None, *(Move(j, s, t) for t in better[j])] for j in replay.people if j != dm]
    for joint in product(*others):
        moves = [move for move in joint if move is not None]
        end = joined(conflict, s, [own, *moves])
        assert not moves or end not in replay.states or rank[end] > rank[s]


def joined(conflict: Conflict, s: Any, moves: list[Any]) -> Any:
    values = list(s)
    for move in moves:
        for axis in conflict.axes(move.mover):
            values[axis] = move.end[axis]
    return tuple(values)


def test_the_sentences_tell_what_spoils_an_improvement() -> None:
    model = chicken()
    assert model.why(1, "Row", "sim").sentences == (
        "State 1 is stable for Row under sim: its one improvement is spoilt.",
        "Row could move to state 3; if at the same moment Column moves to state 2, all end in state 4 (crash), which "
        "Row does not prefer to state 1.",
    )
    assert str(model.why(4, "Row", "sim")).startswith("State 4 (crash) is not stable for Row under sim: it can move to")
    assert str(model.why(3, "Row", "sim")) == (
        "State 3 is stable for Row under sim: it can move to nothing that it prefers."
    )


def test_what_cannot_be_told_simultaneously_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = GraphModel.from_arrows(2, {"A": [(1, 2)]}, {"A": [2, 1]})
    with pytest.raises(NotInOptionForm, match="no options"):
        drawn.why(1, "A", "sim")
    for concept in ("sim", "limited", "nonmyopic"):
        with pytest.raises(ConflictError, match="is defined for one decision maker, not for a coalition"):
            chicken().why(1, ["Row", "Column"], concept, horizon=2 if concept == "limited" else None)
    monkeypatch.setattr(simultaneous_reasons, "MOST_JOINT", 0)
    with pytest.raises(DoesNotFit, match="joint changes from this one state"):
        chicken().why(1, "Row", "sim")


# a merged coalition


@pytest.mark.parametrize("seed", range(12))
def test_every_verdict_on_a_merged_coalition_is_shown(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng([2015, seed]), cells=16)
    for size in range(1, conflict.decision_makers + 1):
        for members in combinations(range(conflict.decision_makers), size):
            owners = tuple(members[0] if owner in members else owner for owner in conflict.owners)
            replay = Replay(Conflict(owners, conflict.relations, conflict.feasible, conflict.ranks))
            for concept in ("nash", "gmr", "smr", "seq", "sseq"):
                verdict = coalition_stable(conflict, members, concept, "merged")
                for state in replay.states:
                    witness = why(conflict, members, state, concept, "merged")
                    assert witness.stable == bool(verdict[state])
                    replay.check(moved_by(witness, members[0]))


def moved_by(witness: Witness, mover: int) -> Witness:
    def own(course: tuple[Move, ...]) -> tuple[Move, ...]:
        assert all(move.mover == TOGETHER or len(witness.judges) == 1 for move in course)
        return tuple(replace(move, mover=mover) for move in course)

    answers = tuple(replace(answer, improvement=own(answer.improvement)) for answer in witness.answers)
    return replace(witness, variant="every", unanswered=own(witness.unanswered), answers=answers)


def test_the_sentences_tell_that_a_merged_coalition_moves_at_once() -> None:
    told = chicken().why(4, ["Row", "Column"], "nash", "merged")
    assert str(told) == (
        "State 4 (crash) is not stable for Row and Column together under nash (merged): they can move to state 3, "
        "which they prefer."
    )
