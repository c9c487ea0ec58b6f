"""Laws that hold in every conflict."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.conflict import CONCEPTS, FIXED, Conflict, equilibria, relation, security, settle, stable

Draw = st.DrawFn
bounded = settings(max_examples=120, derandomize=True, deadline=None)


@st.composite
def relations(draw: Draw, size: int) -> npt.NDArray[np.bool_]:
    values = st.integers(0, size - 1)
    final = draw(st.one_of(st.booleans(), st.sets(values)))
    return relation(size, draw(values), final=final, no_return=draw(st.booleans()))


@st.composite
def conflicts(draw: Draw) -> Conflict:
    people = draw(st.integers(2, 4))
    shape = tuple(draw(st.lists(st.integers(2, 3), min_size=1, max_size=4)))
    owners = tuple(draw(st.integers(FIXED if draw(st.booleans()) else 0, people - 1)) for _ in shape)
    cells = int(np.prod(shape))
    infeasible = draw(st.sets(st.integers(0, cells - 1), max_size=cells - 1))
    feasible = np.ones(cells, dtype=np.bool_)
    feasible[sorted(infeasible)] = False
    rank = st.lists(st.integers(0, draw(st.sampled_from([1, 3, 30]))), min_size=cells, max_size=cells)
    ranks = tuple(np.array(draw(rank)).reshape(shape) for _ in range(people))
    return Conflict(owners, tuple(draw(relations(size)) for size in shape), feasible.reshape(shape), ranks)


def foresight(conflict: Conflict, among: tuple[str, ...] = CONCEPTS) -> st.SearchStrategy[list[str]]:
    count = conflict.decision_makers
    return st.lists(st.sampled_from(among), min_size=count, max_size=count)


def securities(conflict: Conflict, concepts: list[str]) -> list[npt.NDArray[np.integer[Any]]]:
    return [security(conflict, dm, concept) for dm, concept in enumerate(concepts)]


def starts(conflict: Conflict) -> list[tuple[int, ...]]:
    return [tuple(state) for state in np.argwhere(conflict.feasible).tolist()]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("nash", "seq"),
        ("nash", "sseq"),
        ("nash", "smr"),
        ("nash", "gmr"),
        ("sseq", "seq"),
        ("sseq", "smr"),
        ("smr", "gmr"),
        ("seq", "gmr"),
    ],
)
@settings(max_examples=60, derandomize=True, deadline=None)
@given(conflicts())
def test_stability_under_one_concept_implies_another(stronger: str, weaker: str, conflict: Conflict) -> None:
    for dm in range(conflict.decision_makers):
        assert (stable(conflict, dm, weaker) | ~stable(conflict, dm, stronger)).all()


@bounded
@given(conflicts())
def test_some_state_is_stable_for_all_under_gmr(conflict: Conflict) -> None:
    # Under gmr and seq everybody's courses end; so an equilibrium exists wherever a state does.
    assert equilibria(conflict, "gmr").any()
    assert equilibria(conflict, "seq").any()


@bounded
@given(conflicts())
def test_stability_without_foresight_of_others_does_not_depend_on_their_ranks(conflict: Conflict) -> None:
    indifferent = tuple(rank if dm == 0 else np.zeros_like(rank) for dm, rank in enumerate(conflict.ranks))
    alone = Conflict(conflict.owners, conflict.relations, conflict.feasible, indifferent)
    for concept in ("nash", "gmr", "smr"):
        np.testing.assert_array_equal(stable(conflict, 0, concept), stable(alone, 0, concept))


@bounded
@given(conflicts(), st.data())
def test_courses_always_settle_and_where_they_do_everybody_is_content(conflict: Conflict, data: st.DataObject) -> None:
    concepts = data.draw(foresight(conflict))
    content = equilibria(conflict, concepts)
    for start in starts(conflict):
        ends = settle(conflict, start, securities(conflict, concepts))
        assert ends
        for end in ends:
            assert end.single == bool(content[end.states[0]])
            assert end.single or not any(content[state] for state in end.states)
        if content[start]:
            assert [(end.states, end.course) for end in ends] == [((start,), ())]


@bounded
@given(conflicts(), st.data())
def test_those_who_count_on_answers_settle_in_single_states(conflict: Conflict, data: st.DataObject) -> None:
    concepts = data.draw(foresight(conflict, ("seq", "gmr")))
    for start in starts(conflict):
        assert all(end.single for end in settle(conflict, start, securities(conflict, concepts)))


@bounded
@given(conflicts(), st.data())
def test_an_option_that_nobody_cares_about_changes_no_settlement(conflict: Conflict, data: st.DataObject) -> None:
    owner = data.draw(st.integers(0, conflict.decision_makers - 1))
    size = data.draw(st.integers(1, 3))
    at = data.draw(st.integers(0, len(conflict.shape)))
    before = data.draw(st.integers(0, size - 1))

    def widened(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.repeat(np.expand_dims(array, at), size, axis=at)

    wider = Conflict(
        (*conflict.owners[:at], owner, *conflict.owners[at:]),
        (*conflict.relations[:at], data.draw(relations(size)), *conflict.relations[at:]),
        widened(conflict.feasible),
        tuple(widened(rank) for rank in conflict.ranks),
    )
    concepts = data.draw(foresight(conflict))
    for start in starts(conflict):
        known = settle(conflict, start, securities(conflict, concepts))
        found = settle(wider, (*start[:at], before, *start[at:]), securities(wider, concepts))
        assert {tuple((*s[:at], *s[at + 1 :]) for s in end.states) for end in found} == {end.states for end in known}


@bounded
@given(conflicts(), st.data())
def test_what_lies_side_by_side_on_a_held_axis_is_independent(conflict: Conflict, data: st.DataObject) -> None:
    axis = data.draw(st.integers(0, len(conflict.shape) - 1))
    held = conflict.holding([axis])
    for concept in CONCEPTS:
        together = equilibria(held, concept)
        for value in range(conflict.shape[axis]):
            alone = Conflict(
                tuple(owner for a, owner in enumerate(conflict.owners) if a != axis),
                tuple(allowed for a, allowed in enumerate(conflict.relations) if a != axis),
                np.take(conflict.feasible, [value], axis).squeeze(axis),
                tuple(np.take(rank, [value], axis).squeeze(axis) for rank in conflict.ranks),
            )
            np.testing.assert_array_equal(equilibria(alone, concept), together.take(value, axis))


@bounded
@given(conflicts(), st.data())
def test_the_order_of_options_does_not_matter(conflict: Conflict, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(conflict.shape))))
    turned = Conflict(
        tuple(conflict.owners[axis] for axis in order),
        tuple(conflict.relations[axis] for axis in order),
        conflict.feasible.transpose(order),
        tuple(rank.transpose(order) for rank in conflict.ranks),
    )
    for concept in CONCEPTS:
        for dm in range(conflict.decision_makers):
            np.testing.assert_array_equal(
                security(turned, dm, concept), security(conflict, dm, concept).transpose(order)
            )


@bounded
@given(conflicts())
def test_security_never_exceeds_rank_and_shrinks_with_longer_foresight(conflict: Conflict) -> None:
    for dm in range(conflict.decision_makers):
        value = {concept: security(conflict, dm, concept)[conflict.feasible] for concept in CONCEPTS}
        assert (value["nash"] == conflict.ranks[dm][conflict.feasible]).all()
        order = (("nash", "sseq"), ("sseq", "seq"), ("sseq", "smr"), ("smr", "gmr"), ("seq", "gmr"))
        for more, less in order:
            assert (value[more] >= value[less]).all()
