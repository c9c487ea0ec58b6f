"""Courses of events and the settlements that they lead to."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from overture.conflict import Conflict, Settlement, Step, improves, relation, security, settle

FREE = relation(2, 0)
ALL = np.ones((2, 2), dtype=np.bool_)
PENNIES = Conflict((0, 1), (FREE, FREE), ALL, (np.array([[1, 0], [0, 1]]), np.array([[0, 1], [1, 0]])))


def under(conflict: Conflict, concept: str) -> list[npt.NDArray[np.integer[Any]]]:
    return [security(conflict, dm, concept) for dm in range(conflict.decision_makers)]


def test_the_short_sighted_keep_matching_pennies_for_ever() -> None:
    (end,) = settle(PENNIES, (0, 0), under(PENNIES, "nash"))
    assert end == Settlement(((0, 0), (0, 1), (1, 0), (1, 1)), ())
    assert not end.single


def test_those_who_look_ahead_stop_matching_pennies() -> None:
    (end,) = settle(PENNIES, (0, 1), under(PENNIES, "seq"))
    assert end.single


def test_the_mover_takes_its_best_credible_improvement() -> None:
    one = Conflict((0,), (relation(4, 0),), np.ones(4, dtype=np.bool_), (np.array([0, 1, 5, 3]),))
    assert settle(one, (0,), under(one, "seq")) == (Settlement(((2,),), (Step(0, ((0, 2),)),)),)


def test_a_mover_changes_no_more_options_than_it_must() -> None:
    # Both options alone are enough, each by itself; to change both brings nothing more.
    one = Conflict((0, 0), (FREE, FREE), ALL, (np.array([[0, 1], [1, 1]]),))
    ends = settle(one, (0, 0), under(one, "nash"))
    assert ends == (
        Settlement(((0, 1),), (Step(0, ((1, 1),)),)),
        Settlement(((1, 0),), (Step(0, ((0, 1),)),)),
    )


def test_more_options_are_changed_where_that_is_better() -> None:
    one = Conflict((0, 0), (FREE, FREE), ALL, (np.array([[0, 1], [1, 2]]),))
    assert settle(one, (0, 0), under(one, "nash")) == (Settlement(((1, 1),), (Step(0, ((0, 1), (1, 1))),)),)


def test_whoever_moves_first_may_decide() -> None:
    ranks = (np.array([[0, 1], [2, 0]]), np.array([[0, 2], [1, 0]]))
    chicken = Conflict((0, 1), (FREE, FREE), ALL, ranks)
    assert [end.states for end in settle(chicken, (0, 0), under(chicken, "nash"))] == [((0, 1),), ((1, 0),)]


def test_a_start_where_nobody_moves_is_its_own_settlement() -> None:
    idle = Conflict((0, 1), (FREE, FREE), ALL, (np.array(0), np.array(0)))
    assert settle(idle, (1, 0), under(idle, "nash")) == (Settlement(((1, 0),), ()),)


def test_a_course_of_two_thousand_moves_needs_no_recursion() -> None:
    steps = 1100
    feasible = np.eye(steps, dtype=np.bool_) | np.eye(steps, k=-1, dtype=np.bool_)
    height = np.add.outer(np.arange(steps), np.arange(steps))
    free = relation(steps, 0)
    stairs = Conflict((0, 1), (free, free), feasible, (height, height))
    (end,) = settle(stairs, (0, 0), under(stairs, "nash"))
    assert end.states == ((steps - 1, steps - 1),)
    assert len(end.course) == 2 * (steps - 1) > sys.getrecursionlimit()


def test_a_held_axis_is_never_changed() -> None:
    held = PENNIES.holding([1])
    assert settle(held, (0, 1), under(held, "nash")) == (Settlement(((1, 1),), (Step(0, ((0, 1),)),)),)


def test_a_start_must_be_a_feasible_state() -> None:
    feasible = ALL.copy()
    feasible[1, 1] = False
    partly = Conflict((0, 1), (FREE, FREE), feasible, (np.array(0), np.array(0)))
    with pytest.raises(ValueError, match="infeasible"):
        settle(partly, (1, 1), under(partly, "seq"))
    with pytest.raises(ValueError, match="infeasible"):
        improves(partly, 0, (1, 1))
    with pytest.raises(ValueError, match="not a state"):
        settle(partly, (2, 0), under(partly, "seq"))


def test_every_decision_maker_brings_its_security() -> None:
    with pytest.raises(ValueError, match="1 securities for 2"):
        settle(PENNIES, (0, 0), under(PENNIES, "seq")[:1])
    with pytest.raises(ValueError, match="shape"):
        settle(PENNIES, (0, 0), [values[0] for values in under(PENNIES, "seq")])
    with pytest.raises(ValueError, match="no decision maker 2"):
        improves(PENNIES, 2, (0, 0))


def test_keeping_to_it_looks_at_rank_alone_and_spares_what_is_held() -> None:
    one = Conflict((0, 0), (FREE, FREE), ALL, (np.array([[1, 0], [2, 0]]),))
    assert improves(one, 0, (0, 0))
    assert not improves(one, 0, (0, 0), hold=[0])
    assert not improves(one, 0, (1, 0))
