"""Statements that are proposed give the ranking that was asked for, exactly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.elicitation import Form, ordered_statements, outcomes_best_first, rank_of, truth

Bools = npt.NDArray[np.bool_]


def told(truths: list[Bools], outcomes: int) -> list[tuple[bool, ...]]:
    """The truth vector of each outcome, as the definition of a ranking by statements has it."""
    return [tuple(bool(t[i]) for t in truths) for i in range(outcomes)]


def same_order(vectors: list[tuple[bool, ...]], levels: list[int]) -> bool:
    return all(
        (vectors[a] > vectors[b]) == (levels[a] > levels[b])
        for a in range(len(levels)) for b in range(len(levels))
    )  # fmt: skip


@st.composite
def rankings(draw: st.DrawFn) -> tuple[Bools, npt.NDArray[np.int64], list[int]]:
    """Distinct outcomes by their features, and any weak order of them."""
    outcomes = draw(st.integers(2, 40))
    bits = max(6, outcomes.bit_length() + 2)
    numbers = draw(st.lists(st.integers(0, 2**bits - 1), min_size=outcomes, max_size=outcomes, unique=True))
    features = np.array([[bool(n >> b & 1) for n in numbers] for b in range(bits)])
    costs = np.array([[5 + b, 9 + b] for b in range(bits)])
    height = draw(st.integers(1, outcomes))
    levels = draw(st.lists(st.integers(0, height), min_size=outcomes, max_size=outcomes))
    return features, costs, levels


@settings(max_examples=20, deadline=None)
@given(rankings())
def test_the_statements_reproduce_any_ranking_ties_included(
    case: tuple[Bools, npt.NDArray[np.int64], list[int]],
) -> None:
    features, costs, levels = case
    forms = ordered_statements(features, costs, levels)
    assert same_order(told([truth(f, features) for f in forms], len(levels)), levels)
    assert len(forms) < len(set(levels)) or len(set(levels)) == 1


@settings(max_examples=20, deadline=None)
@given(rankings())
def test_the_first_formula_that_an_outcome_satisfies_is_its_place(
    case: tuple[Bools, npt.NDArray[np.int64], list[int]],
) -> None:
    features, costs, levels = case
    truths = [truth(f, features) for f in outcomes_best_first(features, costs, levels)]
    place = [next((-i for i, t in enumerate(truths) if t[o]), -len(truths)) for o in range(len(levels))]
    assert all((place[a] > place[b]) == (levels[a] > levels[b])
               for a in range(len(levels)) for b in range(len(levels)))  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(rankings(), st.data())
def test_what_stands_already_is_kept_and_only_added_to(
    case: tuple[Bools, npt.NDArray[np.int64], list[int]], data: st.DataObject
) -> None:
    features, costs, levels = case
    cut = data.draw(st.integers(0, max(levels)))
    given_first = np.array([[level >= cut for level in levels]])
    forms = ordered_statements(features, costs, levels, given_first)
    assert same_order(told([given_first[0], *(truth(f, features) for f in forms)], len(levels)), levels)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 5), st.randoms(use_true_random=False))
def test_an_actor_who_ranks_by_few_single_features_gets_as_few_statements(count: int, chance: object) -> None:
    outcomes = 2**count
    features = np.array([[bool(n >> b & 1) for n in range(outcomes)] for b in range(count)])
    order = list(range(count))
    chance.shuffle(order)  # type: ignore[attr-defined]
    levels = [sum(int(features[b][o]) << (count - 1 - i) for i, b in enumerate(order)) for o in range(outcomes)]
    costs = np.array([[9, 13]] * count)
    assert ordered_statements(features, costs, levels) == tuple(Form(((b,),)) for b in order)


def test_outcomes_that_are_all_alike_need_no_statement() -> None:
    assert ordered_statements(np.array([[True, False]]), np.array([[1, 1]]), [0, 0]) == ()
    assert outcomes_best_first(np.array([[True, False]]), np.array([[1, 1]]), [0, 0]) == ()


def test_what_no_feature_tells_apart_cannot_be_ranked() -> None:
    with pytest.raises(ValueError, match="outcome 0 from outcome 1"):
        ordered_statements(np.array([[True, True, False]]), np.array([[1, 1]]), [2, 1, 0])


def test_given_statements_that_rank_otherwise_are_refused() -> None:
    with pytest.raises(ValueError, match="otherwise"):
        ordered_statements(np.array([[True, False]]), np.array([[1, 1]]), [0, 1], np.array([[True, False]]))


def test_equal_truth_vectors_share_a_place() -> None:
    assert rank_of(np.array([[True, True, False], [False, False, True]])).tolist() == [1, 1, 0]
    assert rank_of(np.zeros((0, 3), bool)).tolist() == [0, 0, 0]
