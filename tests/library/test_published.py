"""Every figure of a published conflict is held against the engine, and against the slow oracle from the definitions."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from overture.conflict import Conflict, equilibria, stable
from overture.conflict.concepts.coalitions import coalition_stable
from overture.conflict.concepts.nonmyopic import nonmyopic_equilibria
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.concepts.unknown_preferences import PartlyKnown, stable_unknown
from overture.conflict.errors import ConflictError, RankingIncomplete, UnknownName
from overture.conflict.forms.arrows import Graph, drawn
from overture.conflict.forms.graph import Bools
from overture.conflict.forms.option_form import OptionForm
from overture.library import CONFLICTS
from overture.library.published import Numbers, Published, published, published_keys, read_published
from tests.conflict.oracle import concepts as slow
from tests.conflict.oracle import models

KEYS = published_keys()
REFERENCE = Path(__file__).parents[1] / "data" / "conflict" / "reference.json"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "published-conflicts.md"
ALL = (*CONCEPTS, "sim", "seq_sim", "nm")


@cache
def form(key: str) -> OptionForm:
    model = published(key).model
    assert isinstance(model, OptionForm)
    return model


@cache
def conflict(key: str) -> Conflict:
    return form(key).conflict()


def told(key: str, mask: Bools) -> Numbers:
    """States under their printed numbers; a number that stands for several states holds for all of them or none."""
    by_number: dict[int, set[bool]] = {}
    for number, state in zip(published(key).numbers, form(key).states, strict=True):
        by_number.setdefault(number, set()).add(bool(mask[state]))
    assert all(len(marks) == 1 for marks in by_number.values())
    return tuple(sorted(number for number, marks in by_number.items() if True in marks))


def engine(key: str, concept: str, dm: int) -> Bools:
    """What is stable for one decision maker. seq_sim: stable under seq or under sim, as Fraser and Hipel count."""
    c = conflict(key)
    if concept == "seq_sim":
        either: Bools = stable(c, dm, "seq") | sim_stable(c, dm)
        return either
    return sim_stable(c, dm) if concept == "sim" else stable(c, dm, concept)


def everyone(key: str, concept: str) -> Numbers:
    c = conflict(key)
    if concept == "nm":
        return told(key, nonmyopic_equilibria(c))
    if concept in CONCEPTS:
        return told(key, equilibria(c, concept))
    return told(key, np.logical_and.reduce([engine(key, concept, dm) for dm in range(c.decision_makers)]))


@cache
def slowly(key: str) -> models.OptionForm:
    """The entry as the slow oracle has it."""
    entry, model = published(key), form(key)
    place = {number: at for at, number in enumerate(model.numbers)}
    order = sorted(range(len(model.states)), key=lambda at: model.states[at])
    ranks = []
    for dm in entry.names:
        height = {place[number]: -at for at, group in enumerate(model.rankings[dm]) for number in group}
        ranks.append([height[at] for at in order])
    return models.option_form(
        [list(entry.names).index(option.owner) for option in model.options],
        [len(option.values) for option in model.options],
        [models.one_way(len(o.values), o.now, o.final, o.no_return) for o in model.options],
        model.states,
        ranks,
    )


def stable_slowly(key: str, concept: str, dm: int) -> Numbers:
    slow_form = slowly(key)
    graph = slow_form.graph

    def at_rest(s: int) -> bool:
        if concept == "nm":
            return slow.non_myopic(graph, dm, s)
        sim = concept in ("sim", "seq_sim") and slow.sim(slow_form, dm, s)
        named = {"seq_sim": "seq"}.get(concept, concept)
        return sim or (named in slow.CONCEPTS and slow.CONCEPTS[named](graph, dm, s))

    number = dict(zip(form(key).states, published(key).numbers, strict=True))
    return tuple(sorted({number[state] for s, state in enumerate(slow_form.states) if at_rest(s)}))


def claims(kind: str) -> list[tuple[str, str]]:
    return [(key, concept) for key in KEYS for concept in getattr(published(key), kind)]


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_says_where_it_comes_from_and_what_it_teaches(key: str) -> None:
    entry = published(key)
    assert entry.citation
    assert min(len(text.split()) for text in (entry.provenance, entry.teaches, *entry.citation)) > 3
    assert entry.computed or entry.printed
    assert set(entry.called) <= set(entry.numbers)
    if isinstance(entry.model, OptionForm):
        assert list(entry.model.decision_makers) == list(entry.names)
    for concept in (*entry.printed, *entry.computed, *entry.printed_stable, *entry.computed_stable):
        assert concept in ALL
    assert not set(entry.printed) & set(entry.computed)


@pytest.mark.parametrize("key, concept", claims("printed"))
def test_what_is_printed_is_what_comes_out_or_the_entry_says_so(key: str, concept: str) -> None:
    entry, found = published(key), everyone(key, concept)
    if concept in entry.differs:
        assert found == entry.differs[concept].computed != entry.printed[concept]
        assert len(entry.differs[concept].reason.split()) > 10
    else:
        assert found == entry.printed[concept]


@pytest.mark.parametrize("key, concept", claims("differs"))
def test_nothing_differs_that_is_not_printed(key: str, concept: str) -> None:
    assert concept in published(key).printed


@pytest.mark.parametrize("key, concept", claims("computed"))
def test_what_is_computed_comes_out(key: str, concept: str) -> None:
    assert everyone(key, concept) == published(key).computed[concept]


@pytest.mark.parametrize("key, concept", claims("among"))
def test_states_that_are_named_as_equilibria_are_among_them(key: str, concept: str) -> None:
    assert set(published(key).among[concept]) <= set(everyone(key, concept))


@pytest.mark.parametrize("kind", ["printed_stable", "computed_stable"])
def test_what_is_stable_for_one_decision_maker(kind: str) -> None:
    pairs = claims(kind)
    assert pairs
    for key, concept in pairs:
        by_name = getattr(published(key), kind)[concept]
        assert list(by_name) == list(published(key).names)
        for dm, name in enumerate(published(key).names):
            assert told(key, engine(key, concept, dm)) == tuple(sorted(by_name[name])), (key, concept, name)


@pytest.mark.parametrize("key", KEYS)
def test_the_slow_oracle_agrees_state_by_state(key: str) -> None:
    """All that the entries claim, and the five concepts for everybody, from the definitions alone."""
    entry = published(key)
    several = len(entry.names)
    for concept in CONCEPTS:
        for dm in range(several):
            assert told(key, engine(key, concept, dm)) == stable_slowly(key, concept, dm), (concept, dm)
    for concept in {*entry.printed, *entry.computed} - set(CONCEPTS):
        each = [set(stable_slowly(key, concept, dm)) for dm in range(several)]
        assert entry.answer(concept) == tuple(sorted(set.intersection(*each))), concept


def test_the_catalogue_agrees_with_the_reference_conflicts() -> None:
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]
    for case in cases:
        key = case["id"].replace("_", "-")
        entry = published(key)
        names = dict(zip(case["decision_makers"], entry.names, strict=True))
        for name, ours in names.items():
            kept = set(entry.numbers)
            ranked = [number for group in form(key).rankings[ours] for number in group if number in kept]
            assert ranked == case["rankings_best_first"][name], (key, name)
        for concept, found in case["equilibria"].items():
            assert list(entry.answer(concept.lower()) or ()) == found, (key, concept)
        for concept, by_name in case["stable"].items():
            for dm, name in enumerate(names):
                assert list(told(key, stable(conflict(key), dm, concept.lower()))) == sorted(by_name[name])


def test_history_goes_by_moves_that_somebody_has() -> None:
    told_ones = [key for key in KEYS if published(key).history]
    assert "cuba" in told_ones
    for key in told_ones:
        states = [form(key).state(number) for number in published(key).history]
        for start, end in pairwise(states):
            assert any(end in conflict(key).moves(dm, start) for dm in range(len(published(key).names)))


def test_a_coalition_makes_the_move_that_is_printed_and_none_of_its_members_alone() -> None:
    found = [(key, move) for key in KEYS for move in published(key).coalitions]
    assert [(key, move.start, move.end) for key, move in found] == [("elmira", 5, 8)]
    for key, move in found:
        c, names = conflict(key), list(published(key).names)
        members = [names.index(name) for name in move.members]
        start, end = form(key).state(move.start), form(key).state(move.end)
        assert all(c.ranks[dm][end] > c.ranks[dm][start] for dm in members)
        assert all(end not in c.moves(dm, start) for dm in range(len(names)))
        assert all(stable(c, dm, "nash")[start] for dm in members)
        assert not coalition_stable(c, members, "nash")[start]
        assert coalition_stable(c, members, "nash")[end]


def partly(key: str) -> tuple[Graph, PartlyKnown, list[int]]:
    """The graph of an entry in which a ranking is unknown, what is known, and the numbers of its states."""
    entry = published(key)
    graph, cells = drawn(conflict(key))
    states = [tuple(map(int, np.unravel_index(cell, conflict(key).shape))) for cell in cells]
    numbers = [form(key).number(state) for state in states]
    unknown = []
    for dm in entry.names:
        pairs = {frozenset(pair) for pair in entry.known.get(dm, ())}
        every = {frozenset((a, b)) for a in numbers for b in numbers if a < b}
        hidden = every - pairs if dm in entry.known else set()
        places = [sorted(numbers.index(number) for number in pair) for pair in hidden]
        unknown.append([(first, second) for first, second in places])
    return graph, PartlyKnown.from_ranks(graph.ranks, unknown), numbers


def test_where_a_ranking_is_unknown_the_readings_come_out() -> None:
    keys = [key for key in KEYS if published(key).known]
    assert keys == ["gisborne"]
    for key in keys:
        entry = published(key)
        graph, known, numbers = partly(key)
        for dm, pairs in entry.known.items():
            order = [number for group in form(key).rankings[dm] for number in group]
            assert all(order.index(better) < order.index(worse) for better, worse in pairs)
        for reading, by_concept in entry.computed_readings.items():
            for concept, expected in by_concept.items():
                each = [stable_unknown(graph, known, dm, concept, reading) for dm in range(graph.decision_makers)]
                at = np.logical_and.reduce(each)
                found = sorted(n for n, mark in zip(numbers, at, strict=True) if mark)
                assert tuple(found) == expected, (reading, concept)
        assert not any(np.logical_and.reduce([stable_unknown(graph, known, d, "nash", "a") for d in range(3)]))


def test_the_garrison_difference_is_the_answer_that_takes_two() -> None:
    # 4 to 3 by the supporters, to 7 by Canada, to 14 by the commission; 3 to 14 is nobody's single move
    c, state = conflict("garrison"), form("garrison").state
    names = list(published("garrison").names)
    assert state(3) in c.moves(names.index("support"), state(4))
    assert state(7) in c.moves(names.index("canada"), state(3))
    assert state(14) in c.moves(names.index("commission"), state(7))
    assert not any(state(14) in c.moves(dm, state(3)) for dm in range(len(names)))
    assert c.ranks[0][state(3)] > c.ranks[0][state(4)] > c.ranks[0][state(14)]


def test_the_missed_equilibrium_of_a_one_way_invasion() -> None:
    # from 12 the north could go back to 0; without that way back only 4 is left, which a strike answers
    north = 1
    before, after = conflict("korea-2017"), conflict("korea-2017-one-way")
    state = form("korea-2017").state
    assert state(0) in before.moves(north, state(12))
    assert after.moves(north, state(12)) == (state(4),)
    assert state(5) in after.moves(0, state(4))
    assert after.ranks[north][state(4)] > after.ranks[north][state(12)] > after.ranks[north][state(5)]
    assert after.ranks[0][state(5)] > after.ranks[0][state(4)]


def test_there_are_enough_and_every_file_is_an_entry() -> None:
    seven = {"prisoners-dilemma", "chicken", "stag-hunt", "elmira", "cuba", "cuba-one-way", "aba"}
    assert seven <= set(KEYS)
    larger = [key for key in KEYS if key not in seven and len(published(key).numbers) > 4]
    assert len(larger) >= 6
    assert sum(len(published(key).names) >= 3 for key in larger) >= 3
    assert {key for key, _ in claims("differs")} == {"garrison", "korea-2017-one-way", "korea-2017-peaceful"}
    assert {path.suffix for path in CONFLICTS.iterdir()} == {".yaml"}


def test_the_page_has_a_row_for_every_entry() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told_of = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    expected = [[f"`{key}`", published(key).title, published(key).cited, published(key).teaches] for key in KEYS]
    assert [row for row in told_of if row[0].strip("`") in KEYS] == expected


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"called `elmra`; did you mean `elmira`\?"):
        published("elmra")
    with pytest.raises(UnknownName, match=r"called `zzz`; there are: aba, .*stag-hunt"):
        published("zzz")


SMALL = """
title: Two at a crossing
as_of: 2024-01-01
citation: [none]
provenance: made up for a test
teaches: nothing
decision_makers: {one: One, two: Two}
"""
DRAWN = SMALL + "states: {5: here, 7: there}\nmoves: {one: [[5, 7]]}\nrankings: {one: [7, 5], two: [[5, 7]]}\n"
OPTIONS = SMALL + "options: {go: {owner: one, says: go}, wait: {owner: two, says: wait, now: Y}}\n"


def test_a_conflict_may_be_drawn_by_hand() -> None:
    entry = read_published("crossing", DRAWN)
    assert isinstance(entry.model, Graph)
    assert [entry.numbers[s] for s in np.flatnonzero(equilibria(entry.model, "nash"))] == [7]


def test_a_column_with_a_dash_is_one_state_of_print_and_several_settings() -> None:
    entry: Published = read_published(
        "crossing", OPTIONS + "states: {1: NN, 2: 'Y-', 4: NY}\nrankings: {one: [2, 1, 4], two: [[1, 4], 2]}"
    )
    assert isinstance(entry.model, OptionForm)
    assert entry.numbers == (1, 2, 2, 4)
    assert entry.model.numbers == (1, 2, 5, 4)
    assert entry.model.states == ((0, 0), (1, 0), (1, 1), (0, 1))
    assert entry.model.rankings == {"one": ((2, 5), (1,), (4,)), "two": ((1, 4), (2, 5))}
    assert entry.model.options[1].now == 1


@pytest.mark.parametrize(
    "text, error, message",
    [
        (DRAWN + "teaching: x\n", ConflictError, "crossing: 'teaching' is no field"),
        (DRAWN.replace("[[5, 7]]}\nr", "[[5, 9]]}\nr"), ConflictError, "a move names the state 9"),
        (DRAWN.replace("one: [7, 5]", "one: [7]"), RankingIncomplete, "ranking of one misses the state 5"),
        (OPTIONS + "states: {1: N}\nrankings: {one: [1], two: [1]}", ConflictError, "'N' has 1 marks for 2 options"),
    ],
)
def test_an_entry_that_does_not_fit_is_told_so(text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read_published("crossing", text)
