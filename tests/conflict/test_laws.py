"""Laws that hold in every conflict."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.conflict import CONCEPTS, FIXED, Conflict, equilibria, relation, security, settle, stable
from overture.conflict.concepts.coalitions import VARIANTS, coalition_equilibria, coalition_stable
from overture.conflict.concepts.limited_move import limited_move_stable
from overture.conflict.concepts.nonmyopic import nonmyopic_stable
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.forms.graph import Bools
from tests.samples import SOAK

Draw = st.DrawFn
bounded = settings(max_examples=120 if SOAK else 60, derandomize=True, deadline=None)
fewer = settings(max_examples=60 if SOAK else 30, derandomize=True, deadline=None)


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


def verdicts(conflict: Conflict) -> dict[tuple[str, int], Bools]:
    """What is stable for whom under the five concepts and simultaneously."""
    people = range(conflict.decision_makers)
    found = {(concept, dm): stable(conflict, dm, concept) for concept in CONCEPTS for dm in people}
    return found | {("sim", dm): sim_stable(conflict, dm) for dm in people}


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
@fewer
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


def with_an_option_that_nobody_cares_about(conflict: Conflict, data: st.DataObject) -> tuple[Conflict, int, int]:
    """The conflict with one more option, the axis of that option, and how many values it has."""
    owner = data.draw(st.integers(0, conflict.decision_makers - 1))
    size = data.draw(st.integers(1, 3))
    at = data.draw(st.integers(0, len(conflict.shape)))

    def widened(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.repeat(np.expand_dims(array, at), size, axis=at)

    wider = Conflict(
        (*conflict.owners[:at], owner, *conflict.owners[at:]),
        (*conflict.relations[:at], data.draw(relations(size)), *conflict.relations[at:]),
        widened(conflict.feasible),
        tuple(widened(rank) for rank in conflict.ranks),
    )
    return wider, at, size


@bounded
@given(conflicts(), st.data())
def test_an_option_that_nobody_cares_about_changes_no_settlement(conflict: Conflict, data: st.DataObject) -> None:
    wider, at, size = with_an_option_that_nobody_cares_about(conflict, data)
    before = data.draw(st.integers(0, size - 1))
    concepts = data.draw(foresight(conflict))
    for start in starts(conflict):
        known = settle(conflict, start, securities(conflict, concepts))
        found = settle(wider, (*start[:at], before, *start[at:]), securities(wider, concepts))
        assert {tuple((*s[:at], *s[at + 1 :]) for s in end.states) for end in found} == {end.states for end in known}


@fewer
@given(conflicts(), st.data())
def test_an_option_that_nobody_cares_about_repeats_states_and_changes_no_verdict(
    conflict: Conflict, data: st.DataObject
) -> None:
    # With limited moves it may: who changes such an option has passed the move on.
    wider, at, size = with_an_option_that_nobody_cares_about(conflict, data)
    known, found = verdicts(conflict), verdicts(wider)
    for asked, marks in known.items():
        for value in range(size):
            np.testing.assert_array_equal(found[asked].take(value, at), marks)
    members = data.draw(st.sets(st.integers(0, conflict.decision_makers - 1), min_size=1))
    concept, variant = data.draw(st.sampled_from(CONCEPTS)), data.draw(st.sampled_from(VARIANTS))
    alone = coalition_stable(conflict, members, concept, variant)
    for value in range(size):
        np.testing.assert_array_equal(coalition_stable(wider, members, concept, variant).take(value, at), alone)


@fewer
@given(conflicts(), st.data())
def test_other_names_for_people_and_values_change_nothing(conflict: Conflict, data: st.DataObject) -> None:
    people = data.draw(st.permutations(range(conflict.decision_makers)))  # the new number of each
    values = [data.draw(st.permutations(range(size))) for size in conflict.shape]  # of each value of an option

    def turned(array: npt.NDArray[Any], names: list[list[int]]) -> npt.NDArray[Any]:
        out = np.empty_like(array)
        out[np.ix_(*names)] = array
        return out

    ranks = list(conflict.ranks)
    for dm, rank in enumerate(conflict.ranks):
        ranks[people[dm]] = turned(rank, values)
    renamed = Conflict(
        tuple(owner if owner == FIXED else people[owner] for owner in conflict.owners),
        tuple(turned(allowed, [own, own]) for allowed, own in zip(conflict.relations, values, strict=True)),
        turned(conflict.feasible, values),
        tuple(ranks),
    )
    found = verdicts(renamed)
    for (concept, dm), marks in verdicts(conflict).items():
        np.testing.assert_array_equal(found[concept, people[dm]], turned(marks, values))
    for dm in range(conflict.decision_makers):
        ahead = limited_move_stable(conflict, dm, 3)
        np.testing.assert_array_equal(limited_move_stable(renamed, people[dm], 3), turned(ahead, values))
        long = nonmyopic_stable(conflict, dm)
        np.testing.assert_array_equal(nonmyopic_stable(renamed, people[dm]), turned(long, values))
    members = data.draw(st.sets(st.integers(0, conflict.decision_makers - 1), min_size=1))
    concept, variant = data.draw(st.sampled_from(CONCEPTS)), data.draw(st.sampled_from(VARIANTS))
    together = coalition_stable(conflict, members, concept, variant)
    moved = coalition_stable(renamed, {people[dm] for dm in members}, concept, variant)
    np.testing.assert_array_equal(moved, turned(together, values))


@fewer
@given(conflicts(), st.data())
def test_a_coalition_of_one_more_changes_no_equilibrium(conflict: Conflict, data: st.DataObject) -> None:
    one = data.draw(st.integers(0, conflict.decision_makers - 1))
    variant = data.draw(st.sampled_from(VARIANTS))
    for concept in CONCEPTS:
        found = coalition_equilibria(conflict, [[one]], concept, variant)
        np.testing.assert_array_equal(found, equilibria(conflict, concept))


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
