"""The questions that give a ranking: few, none twice, and none whose answer follows."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.elicitation import Answer, best_first, checking_pairs, most_left, most_questions, next_pair
from overture.elicitation.comparisons import what_follows
from tests.samples import one_of

SIZES = [*one_of(2, range(1, 40)), 40]


def by(levels: Sequence[int]) -> Callable[[int, int], Answer]:
    """Somebody who answers by a ranking, the higher level the better."""

    def answer(a: int, b: int) -> Answer:
        if levels[a] == levels[b]:
            return Answer(a, b, alike=True)
        return Answer(a, b) if levels[a] > levels[b] else Answer(b, a)

    return answer


def asked(outcomes: int, ask: Callable[[int, int], Answer], known: Sequence[Answer] = ()) -> list[Answer]:
    """The answers to every question until the ranking is complete."""
    answers: list[Answer] = []
    while (pair := next_pair(outcomes, [*known, *answers])) is not None:
        before = most_left(outcomes, [*known, *answers])
        answers.append(ask(*pair))
        assert most_left(outcomes, [*known, *answers]) < before, "each question leaves fewer"
        assert len(answers) <= 1000
    return answers


def groups(levels: Sequence[int]) -> list[set[int]]:
    return [{i for i, v in enumerate(levels) if v == level} for level in sorted(set(levels), reverse=True)]


def ranking(outcomes: int, answers: Sequence[Answer]) -> list[set[int]]:
    found = best_first(outcomes, answers)
    assert found is not None
    return [set(group) for group in found]


LEVELS = st.integers(1, 40).flatmap(
    lambda n: st.integers(1, n).flatmap(lambda k: st.lists(st.integers(0, k), min_size=n, max_size=n))
)


@settings(max_examples=30, deadline=None)
@given(LEVELS)
def test_the_answers_give_back_the_ranking_in_at_most_n_log2_n_questions(levels: list[int]) -> None:
    answers = asked(len(levels), by(levels))
    assert ranking(len(levels), answers) == groups(levels)
    assert len(answers) <= most_questions(len(levels))


@pytest.mark.parametrize("outcomes", SIZES)
def test_no_ranking_takes_more_than_n_log2_n_questions(outcomes: int) -> None:
    assert most_left(outcomes, []) <= most_questions(outcomes)
    rising, same = asked(outcomes, by(range(outcomes))), asked(outcomes, by([0] * outcomes))
    falling = asked(outcomes, by(range(outcomes, 0, -1)))
    assert max(map(len, (rising, same, falling))) <= most_left(outcomes, [])


@pytest.mark.parametrize("outcomes", SIZES)
@pytest.mark.parametrize("ties", [False, True])
def test_whoever_answers_so_as_to_be_asked_most_is_asked_no_more(outcomes: int, ties: bool) -> None:
    answers: list[Answer] = []
    while (pair := next_pair(outcomes, answers)) is not None:
        a, b = pair
        possible = [Answer(a, b), Answer(b, a), *([Answer(a, b, alike=True)] if ties else [])]
        answers.append(max(possible, key=lambda answer: most_left(outcomes, [*answers, answer])))
    assert len(answers) <= most_questions(outcomes)
    assert len(answers) >= outcomes - 1


@settings(max_examples=30, deadline=None)
@given(LEVELS, st.randoms(use_true_random=False))
def test_nothing_is_asked_that_follows(levels: list[int], chance: random.Random) -> None:
    outcomes, ask = len(levels), by(levels)
    pairs = [(a, b) for a in range(outcomes) for b in range(a)]
    known = [ask(*pair) for pair in chance.sample(pairs, min(len(pairs), chance.randrange(20)))]
    answers: list[Answer] = []
    while (pair := next_pair(outcomes, [*known, *answers])) is not None:
        follows = what_follows(outcomes, [*known, *answers])
        a, b = pair
        assert not follows.at_least[a, b]
        assert not follows.at_least[b, a]
        answers.append(ask(a, b))
    assert ranking(outcomes, [*known, *answers]) == groups(levels)
    assert len(answers) <= most_left(outcomes, known) <= most_questions(outcomes)


def test_an_answer_taken_back_is_asked_again() -> None:
    levels = [3, 1, 4, 1, 5, 9, 2, 6]
    answers = asked(len(levels), by(levels))
    for kept in range(len(answers)):
        assert set(next_pair(len(levels), answers[:kept]) or ()) == set(answers[kept][:2])


def test_contradictory_answers_have_no_next_question() -> None:
    with pytest.raises(ValueError, match="contradict"):
        next_pair(3, [Answer(0, 1), Answer(1, 0)])


@settings(max_examples=30, deadline=None)
@given(LEVELS)
def test_a_checking_question_asks_what_only_follows(levels: list[int]) -> None:
    outcomes = len(levels)
    answers = asked(outcomes, by(levels))
    pairs = checking_pairs(outcomes, answers)
    direct = {frozenset(a[:2]) for a in answers}
    assert all(levels[a] > levels[b] and frozenset((a, b)) not in direct for a, b in pairs)
    assert len({i for pair in pairs for i in pair}) == 2 * len(pairs) <= 4


def test_a_chain_of_answers_is_checked_at_its_ends() -> None:
    assert checking_pairs(4, [Answer(0, 1), Answer(1, 2), Answer(2, 3)]) == ((0, 3),)


@settings(max_examples=30, deadline=None)
@given(LEVELS, st.randoms(use_true_random=False))
def test_a_pair_that_differs_less_costs_no_question_more_at_the_most(levels: list[int], chance: random.Random) -> None:
    outcomes, ask = len(levels), by(levels)
    apart = np.array([[chance.randrange(4) for _ in levels] for _ in levels])
    answers: list[Answer] = []
    while (pair := next_pair(outcomes, answers, apart)) is not None:
        before = most_left(outcomes, answers)
        answers.append(ask(*pair))
        assert most_left(outcomes, answers) < before
    assert ranking(outcomes, answers) == groups(levels)
    assert len(answers) <= most_left(outcomes, [])


def test_of_pairs_that_decide_as_much_the_one_that_differs_least_is_asked() -> None:
    answers = [Answer(0, 1)]
    apart = np.array([[0, 1, 1], [1, 0, 3], [1, 3, 0]])
    assert next_pair(3, answers) == (2, 1)
    assert next_pair(3, answers, apart) == (2, 0)
    alike = [Answer(0, 1, alike=True)]
    assert next_pair(3, alike, apart) == (2, 0)
    assert next_pair(3, alike, np.array([[0, 1, 3], [1, 0, 1], [3, 1, 0]])) == (2, 1)
