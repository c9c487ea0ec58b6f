"""Conflicts with known answers; see the note beside the data for where each comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overture.conflict import Conflict, Step, equilibria, relation, security, settle, stable

DATA = Path(__file__).parents[1] / "data" / "conflict" / "reference.json"
FREE = relation(2, 0)
ONE_WAY = relation(2, 0, final=True)
# Elmira: the appeal may be given up for the order, and either for leaving, but not back.
STEPWISE = np.triu(np.ones((3, 3), dtype=np.bool_))

State = tuple[int, ...]


@cache
def cases() -> dict[str, dict[str, Any]]:
    loaded = json.loads(DATA.read_text(encoding="utf-8"))
    return {case["id"]: case for case in loaded["cases"]}


def elmira_number(state: State) -> int:
    modify, appeal, insist = state
    return 9 if appeal == 2 else 1 + modify + 2 * appeal + 4 * insist


# For every case: number of a state in the source, owners, relations, sizes.
OPTION_FORM: dict[str, tuple[Callable[[State], int], tuple[int, ...], tuple[Any, ...]]] = {
    "prisoners_dilemma": (lambda s: 1 + 2 * s[0] + s[1], (0, 1), (FREE, FREE)),
    "chicken": (lambda s: 1 + 2 * s[0] + s[1], (0, 1), (FREE, FREE)),
    "stag_hunt": (lambda s: 1 + 2 * s[0] + s[1], (0, 1), (FREE, FREE)),
    "elmira": (elmira_number, (0, 1, 2), (ONE_WAY, STEPWISE, FREE)),
    "cuba": (lambda s: s[0] + 2 * s[1] + 4 * s[2] + 8 * s[3], (0, 0, 1, 1), (FREE,) * 4),
    "aba": (lambda s: 1 + s[0] + 2 * s[1] + 4 * s[2], (0, 1, 2), (FREE,) * 3),
}


def model(name: str) -> tuple[Conflict, dict[State, int]]:
    """The conflict and the source's number of every feasible state."""
    case = cases()[name]
    number, owners, relations = OPTION_FORM[name]
    shape = tuple(len(allowed) for allowed in relations)
    numbers = {state: number(state) for state in np.ndindex(shape) if number(state) in case["state_numbers"]}
    feasible = np.zeros(shape, dtype=np.bool_)
    for state in numbers:
        feasible[state] = True
    ranks = []
    for dm in case["decision_makers"]:
        best_first = case["rankings_best_first"][dm]
        rank = np.zeros(shape, dtype=np.int64)
        for state, its in numbers.items():
            rank[state] = len(best_first) - best_first.index(its)
        ranks.append(rank)
    return Conflict(owners, relations, feasible, tuple(ranks)), numbers


def told(mask: Any, numbers: dict[State, int]) -> list[int]:
    return sorted({numbers[tuple(state)] for state in np.argwhere(mask).tolist()})


def test_every_case_of_the_data_is_read() -> None:
    assert set(cases()) == set(OPTION_FORM)


@pytest.mark.parametrize("concept", ["Nash", "GMR", "SMR", "SEQ", "SSEQ"])
@pytest.mark.parametrize("name", OPTION_FORM)
def test_known_conflicts_have_their_known_answers(name: str, concept: str) -> None:
    case = cases()[name]
    conflict, numbers = model(name)
    assert told(equilibria(conflict, concept.lower()), numbers) == case["equilibria"][concept]
    for dm, person in enumerate(case["decision_makers"]):
        assert told(stable(conflict, dm, concept.lower()), numbers) == sorted(case["stable"][concept][person])


def test_a_state_is_stable_in_all_that_it_combines() -> None:
    # Elmira's state 9 combines four states of the option form: all or none must be stable.
    conflict, numbers = model("elmira")
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        mask = equilibria(conflict, concept)
        assert len({bool(mask[state]) for state, number in numbers.items() if number == 9}) == 1


@pytest.mark.parametrize("name", ["prisoners_dilemma", "chicken", "stag_hunt", "elmira"])
def test_the_listed_moves_are_those_of_the_option_form(name: str) -> None:
    case = cases()[name]
    conflict, numbers = model(name)
    for dm, person in enumerate(case["decision_makers"]):
        made = {(numbers[s], numbers[t]) for s in numbers for t in conflict.moves(dm, s)}
        assert {(s, t) for s, t in made if s != t} == {tuple(pair) for pair in case["moves"][person]}


def test_a_sanction_may_need_the_same_opponent_twice() -> None:
    # aba: D0's improvement from 8 to 7 is answered by D2 to 3, D1 to 1, D2 to 5, and by nothing shorter.
    conflict, numbers = model("aba")
    state = {number: s for s, number in numbers.items()}
    assert stable(conflict, 0, "seq")[state[8]]
    assert security(conflict, 0, "seq")[state[7]] == conflict.ranks[0][state[5]]


def test_the_cuban_crisis_goes_by_blockade_to_withdrawal() -> None:
    # History went 0, 2, 6, 4. The last step, lifting the blockade, is not credible under seq: from 4
    # the other side would improve by going back to 0. State 6 is an equilibrium, as the source has it.
    conflict, numbers = model("cuba")
    state = {number: s for s, number in numbers.items()}
    (end,) = settle(conflict, state[0], [security(conflict, dm, "seq") for dm in range(2)])
    assert [numbers[s] for s in end.states] == [6]
    assert end.course == (Step(0, ((1, 1),)), Step(1, ((2, 1),)))
