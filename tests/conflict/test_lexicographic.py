"""Ordered statements of any number rank states as their truth vectors compare."""

from __future__ import annotations

import numpy as np
import pytest

from overture.conflict.forms.lexicographic import lexicographic_ranks


@pytest.mark.parametrize("statements", [0, 1, 14, 15, 30, 31, 60, 61, 62, 64, 65, 75, 130, 200])
def test_states_compare_as_their_truth_vectors(statements: int) -> None:
    rng = np.random.default_rng(statements)
    # mostly alike, so that late statements decide too
    truths = [rng.random(60) < rng.choice([0.02, 0.5, 0.98]) for _ in range(statements)]
    for k in range(statements // 2):
        truths[k] = np.zeros(60, dtype=bool) if k % 9 else truths[k]
    rank = np.broadcast_to(lexicographic_ranks(truths), 60).tolist()
    vectors = [tuple(bool(t[s]) for t in truths) for s in range(60)]
    assert [[rank[a] < rank[b] for b in range(60)] for a in range(60)] == [
        [vectors[a] < vectors[b] for b in range(60)] for a in range(60)
    ]


def test_the_last_of_a_hundred_statements_decides_between_states_that_agree_on_the_others() -> None:
    same = np.ones(4, dtype=bool)
    rank = lexicographic_ranks([*[same] * 99, np.array([False, True, True, False])])
    assert rank[0] == rank[3] < rank[1] == rank[2]


def test_few_statements_take_little_memory() -> None:
    assert lexicographic_ranks([np.ones(3, dtype=bool)] * 14).dtype == np.int16
    assert lexicographic_ranks([np.ones(3, dtype=bool)] * 30).dtype == np.int32


def test_statements_on_different_options_are_laid_out_only_where_they_meet() -> None:
    assert lexicographic_ranks([np.array([[True], [False]]), np.array([[False], [True]])]).shape == (2, 1)
