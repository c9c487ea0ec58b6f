"""Contradictory answers are told by a smallest set of them, held against trying every set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from overture.elicitation import Answer, smallest_contradiction


def agree(outcomes: int, answers: Sequence[Answer]) -> bool:
    """Whether some ranking of the outcomes gives all these answers: every ranking is tried."""
    return any(
        all(v[a.better] == v[a.worse] if a.alike else v[a.better] > v[a.worse] for a in answers)
        for v in product(range(outcomes), repeat=outcomes)
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, list[Answer]]:
    outcomes = draw(st.integers(2, 4))
    some = st.integers(0, outcomes - 1)
    pairs = st.tuples(some, some, st.booleans()).filter(lambda p: p[0] != p[1])
    return outcomes, [Answer(*p) for p in draw(st.lists(pairs, max_size=8))]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_set_is_as_small_as_any_that_contradicts_itself(case: tuple[int, list[Answer]]) -> None:
    outcomes, answers = case
    found = smallest_contradiction(outcomes, answers)
    smallest = next(
        (size for size in range(1, len(answers) + 1)
         for some in combinations(answers, size) if not agree(outcomes, some)), 0
    )  # fmt: skip
    assert len(found) == len(set(found)) == smallest
    assert not found or not agree(outcomes, [answers[i] for i in found])


@settings(max_examples=60, deadline=None)
@given(cases())
def test_without_any_one_of_them_the_answers_of_the_set_agree(case: tuple[int, list[Answer]]) -> None:
    outcomes, answers = case
    found = smallest_contradiction(outcomes, answers)
    for left_out in found:
        assert agree(outcomes, [answers[i] for i in found if i != left_out])


def test_the_set_goes_round_its_circle() -> None:
    answers = [Answer(i, i + 1, alike=i % 3 == 1) for i in range(9)] + [Answer(6, 2)]
    found = [answers[i] for i in smallest_contradiction(10, answers)]
    ends = [{a.better, a.worse} for a in found]
    assert len(found) == 5
    assert all(here & there for here, there in zip(ends, [*ends[1:], ends[0]], strict=True))
