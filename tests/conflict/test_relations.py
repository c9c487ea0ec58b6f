"""What one option allows: the forms of a relation on its values."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest

from overture.conflict import relation


def subsets(size: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(size), k) for k in range(size + 1)))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_form_is_reflexive_and_transitive(size: int) -> None:
    forms: list[bool | tuple[int, ...]] = [False, True, *subsets(size)]
    for now in range(size):
        for final in forms:
            for no_return in (False, True):
                allowed = relation(size, now, final=final, no_return=no_return)
                assert allowed.dtype == np.bool_ and allowed.shape == (size, size)
                assert allowed.diagonal().all()
                assert not ((allowed.astype(int) @ allowed.astype(int) > 0) & ~allowed).any()


def test_any_value_may_become_any_other_by_default() -> None:
    assert relation(4, 2).all()


def test_a_final_choice_is_a_star_from_now_and_not_a_chain() -> None:
    assert relation(3, 1, final=True).tolist() == [
        [True, False, False],
        [True, True, True],
        [False, False, True],
    ]


def test_a_listed_value_stays_and_the_others_go_anywhere() -> None:
    assert relation(3, 0, final=[1]).tolist() == [
        [True, True, True],
        [False, True, False],
        [True, True, True],
    ]


def test_an_empty_list_makes_nothing_final() -> None:
    assert relation(3, 0, final=[]).all()


def test_no_return_closes_only_the_way_back_to_now() -> None:
    assert relation(3, 2, no_return=True).tolist() == [
        [True, True, False],
        [True, True, False],
        [True, True, True],
    ]


def test_final_with_no_return_is_the_intersection() -> None:
    for final in ([1], [0, 2], True):
        both = relation(4, 0, final=final, no_return=True)
        np.testing.assert_array_equal(both, relation(4, 0, final=final) & relation(4, 0, no_return=True))


@pytest.mark.parametrize(
    ("size", "now", "final", "told"),
    [(0, 0, False, "at least one value"), (2, 2, False, "value now"), (2, 0, [5], "final lists")],
)
def test_values_that_do_not_exist_are_refused(size: int, now: int, final: bool | list[int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        relation(size, now, final=final)
