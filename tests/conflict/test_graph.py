"""A conflict accepts only parts that fit each other, and knows its own moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from overture.conflict import FIXED, Conflict, equilibria, relation, security, stable

FREE = relation(2, 0)
SQUARE = np.ones((2, 2), dtype=np.bool_)
RANK = np.array([[0, 1], [2, 3]])


def conflict(**parts: Any) -> Conflict:
    whole: dict[str, Any] = {
        "owners": (0, 1),
        "relations": (FREE, FREE),
        "feasible": SQUARE,
        "ranks": (RANK, RANK),
    }
    return Conflict(**(whole | parts))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"owners": (0,)}, "equally many"),
        ({"relations": (FREE,)}, "equally many"),
        ({"feasible": np.ones(2, dtype=np.bool_)}, "equally many"),
        ({"feasible": np.ones((2, 0), dtype=np.bool_)}, "no state"),
        ({"owners": (0, 2)}, "axis 1 belongs to 2"),
        ({"owners": (-2, 0)}, "axis 0 belongs to -2"),
        ({"relations": (FREE, relation(3, 0))}, "relation of axis 1 has shape"),
        ({"relations": (FREE, ~FREE)}, "axis 1 is not reflexive and transitive"),
        ({"ranks": (RANK, RANK * 0.5)}, "decision maker 1 are float64"),
        ({"ranks": (RANK, np.arange(3))}, "decision maker 1 have shape"),
        ({"ranks": (RANK, np.zeros((2, 2, 2), dtype=int))}, "decision maker 1 have shape"),
        ({"ranks": (RANK, np.array([[0, 2**63], [0, 0]], dtype=np.uint64))}, "63 bits"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        conflict(**parts)


def test_a_chain_that_is_not_closed_is_no_relation() -> None:
    chain = np.eye(3, dtype=np.bool_)
    chain[0, 1] = chain[1, 2] = True
    with pytest.raises(ValueError, match="transitive"):
        Conflict((0,), (chain,), np.ones(3, dtype=np.bool_), (np.arange(3),))


def test_ranks_broadcast_over_the_states() -> None:
    broad = conflict(ranks=(np.array([[0], [5]]), np.array(7)))
    assert broad.ranks[0].tolist() == [[0, 0], [5, 5]]
    assert broad.ranks[1].tolist() == [[7, 7], [7, 7]]


def test_only_the_order_of_ranks_counts() -> None:
    for scale in (1, 100, 10**6, 10**12):
        for concept in ("nash", "gmr", "smr", "seq", "sseq"):
            np.testing.assert_array_equal(
                equilibria(conflict(ranks=(RANK * scale, -RANK * scale)), concept),
                equilibria(conflict(ranks=(RANK, -RANK)), concept),
            )


def test_unsigned_ranks_are_no_trap() -> None:
    unsigned = conflict(ranks=(RANK.astype(np.uint8), RANK.astype(np.uint32)))
    np.testing.assert_array_equal(equilibria(unsigned, "seq"), equilibria(conflict(), "seq"))


def test_the_arrays_cannot_be_written_to_and_the_callers_can() -> None:
    feasible = SQUARE.copy()
    held = conflict(feasible=feasible)
    with pytest.raises(ValueError, match="read-only"):
        held.feasible[0, 0] = False
    feasible[0, 0] = False


def test_moves_differ_in_own_options_and_are_feasible() -> None:
    feasible = SQUARE.copy()
    feasible[1, 1] = False
    held = conflict(feasible=feasible)
    assert held.moves(0, (0, 0)) == ((1, 0),)
    assert held.moves(0, (0, 1)) == ()
    assert conflict(owners=(0, 0)).moves(0, (0, 0)) == ((0, 1), (1, 0), (1, 1))


def test_one_move_changes_several_options_whatever_is_infeasible_between() -> None:
    feasible = np.eye(2, dtype=np.bool_)
    leap = Conflict((0, 0), (FREE, FREE), feasible, (RANK,))
    assert leap.moves(0, (0, 0)) == ((1, 1),)
    assert stable(leap, 0, "nash").tolist() == [[False, False], [False, True]]


def test_cells_and_states_are_numbered_alike() -> None:
    feasible = np.ones((3, 2, 2), dtype=np.bool_)
    wide = Conflict((0, 0, FIXED), (relation(3, 0), FREE, FREE), feasible, (np.array(0),))
    for cell, state in enumerate(np.ndindex(3, 2, 2)):
        assert wide.state(cell) == state
        assert wide.index(state) == cell
    for state in ((0, 0), (3, 0, 0), (-1, 0, 0)):
        with pytest.raises(ValueError, match="not a state"):
            wide.index(state)


def test_nobody_moves_along_a_held_axis() -> None:
    held = conflict().holding([0])
    assert held.owners == (FIXED, 1)
    assert held.moves(0, (0, 0)) == ()
    assert stable(held, 0, "seq").all()


def test_a_state_without_options_is_stable() -> None:
    alone = Conflict((), (), np.array(True), (np.array(3), np.array(1)))
    assert alone.shape == ()
    assert equilibria(alone, "seq").tolist() is True
    assert security(alone, 0, "gmr").tolist() == 3


def test_where_nothing_is_feasible_nothing_is_stable() -> None:
    nothing = conflict(feasible=np.zeros((2, 2), dtype=np.bool_))
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        assert not equilibria(nothing, concept).any()


def test_security_lies_below_every_rank_where_infeasible() -> None:
    feasible = SQUARE.copy()
    feasible[0, 1] = False
    held = conflict(feasible=feasible)
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        assert security(held, 0, concept)[0, 1] < RANK.min()


def test_unknown_concepts_and_people_are_refused() -> None:
    with pytest.raises(ValueError, match="'l2' is not one of"):
        security(conflict(), 0, "l2")
    with pytest.raises(ValueError, match="no decision maker 2"):
        stable(conflict(), 2, "seq")
    with pytest.raises(ValueError, match="1 concepts for 2"):
        equilibria(conflict(), ["seq"])


def test_two_parties_need_one_sweep() -> None:
    # With one opponent everything legal is one move of it: R of R is R.
    rng = np.random.default_rng(5)
    ranks = (rng.permutation(16).reshape(4, 4), rng.permutation(16).reshape(4, 4))
    four = relation(4, 0)
    two = Conflict((0, 1), (four, four), np.ones((4, 4), dtype=np.bool_), ranks)
    for s in np.ndindex(4, 4):
        expected = (
            min(
                int(ranks[0][s]),
                *(int(ranks[0][s[0], b]) for b in range(4) if ranks[1][s[0], b] > ranks[1][s]),
            )
            if (ranks[1][s[0]] > ranks[1][s]).any()
            else int(ranks[0][s])
        )
        assert security(two, 0, "seq")[s] == expected


def test_twenty_five_options_are_no_trouble_for_the_axes() -> None:
    shape = (2,) * 15 + (1,) * 10
    owners = tuple(axis % 3 for axis in range(25))
    rng = np.random.default_rng(7)
    ranks = tuple(rng.integers(0, 9, size=shape) for _ in range(3))
    wide = Conflict(owners, tuple(relation(n, 0) for n in shape), rng.random(shape) < 0.9, ranks)
    assert equilibria(wide, "seq").shape == shape
