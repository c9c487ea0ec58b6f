"""What is too large is refused by name and at once, before memory is taken for it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import numpy as np
import pytest

from overture.conflict import (
    CONCEPTS,
    Conflict,
    coalition_improvements,
    coalition_stable,
    drawn,
    equilibria,
    improves,
    limited_move_stable,
    memory,
    nonmyopic_stable,
    reached,
    relation,
    security,
    shortest_paths,
    sim_stable,
    verdicts_on,
    why,
    why_sim,
)
from overture.conflict.errors import DoesNotFit
from overture.conflict.forms import arrows, graph
from overture.conflict.moves import walks

FREE = relation(2, 0)
SMALL = 1 << 20
"""Bytes that may be taken on the way to a refusal."""


def flat(options: int, own: int) -> Conflict:
    """Two who do not care, the first with so many of the options."""
    rank = np.broadcast_to(np.int64(0), (2,) * options)
    feasible = np.broadcast_to(np.True_, (2,) * options)
    return Conflict((0,) * own + (1,) * (options - own), (FREE,) * options, feasible, (rank, rank))


@contextmanager
def refused(told: str) -> Iterator[None]:
    """DoesNotFit, with hardly any memory taken, and soon."""
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(DoesNotFit, match=told):
            yield
        assert tracemalloc.get_traced_memory()[1] < SMALL
        assert time.process_time() - begun < 5
    finally:
        tracemalloc.stop()


def test_a_conflict_beyond_the_memory_is_refused_before_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 8 * 10**9)
    with refused("4,294,967,296 states and 2 rankings take about 21.5 GB, and there are 8.0 GB: leave options out"):
        flat(32, 31)
    wide = np.broadcast_to(np.int64(2**40), (2,) * 30)  # needs eight bytes each
    marks: list[Any] = [np.broadcast_to(np.True_, (2,) * 30), np.broadcast_to(np.int64(1), (2,) * 30)]
    for feasible in marks:
        with refused("take about 9.7 GB"):
            Conflict((0,) * 30, (FREE,) * 30, feasible, (wide,))


def test_what_is_laid_out_already_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = flat(12, 6)
    monkeypatch.setattr(memory, "SMALL", 0)
    monkeypatch.setattr(memory, "available", lambda: 0)
    again = whole.holding([0])
    assert all(np.shares_memory(rank, other) for rank, other in zip(whole.ranks, again.ranks, strict=True))
    with pytest.raises(DoesNotFit):
        flat(12, 6)
    with pytest.raises(DoesNotFit, match="4,096 states take about"):
        equilibria(whole, "nash")


@pytest.mark.parametrize("concept", CONCEPTS)
def test_concepts_ask_for_memory(concept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    shape = (2,) * 8
    ranks = tuple(rng.integers(9, size=shape) for _ in range(2))
    conflict = Conflict((0, 1) * 4, (FREE,) * 8, rng.random(shape) < 0.9, ranks)
    monkeypatch.setattr(memory, "SMALL", 0)
    asked: list[int] = []

    def enough() -> int:
        asked.append(1)
        return 1 << 40

    monkeypatch.setattr(memory, "available", enough)
    security(conflict, 0, concept)
    before = len(asked)
    monkeypatch.setattr(memory, "available", lambda: 0)
    if concept == "nash":
        assert before == 1  # for the arrays regrouped by owner, which are kept
        security(conflict, 0, concept)
    else:
        with pytest.raises(DoesNotFit, match=f"256 states under {concept}"):
            security(conflict, 0, concept)


def test_verdicts_ask_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = flat(12, 6)
    with refused("4,096 states and 2 decision makers take about 0.0 GB"):
        verdicts_on(whole, memory=4096 * 2 * 20 - 1)
    verdicts_on(whole, memory=4096 * 2 * 20)


@pytest.mark.parametrize(
    "ask",
    [
        drawn,
        lambda c: sim_stable(c, 0),
        lambda c: nonmyopic_stable(c, 0),
        lambda c: limited_move_stable(c, 0, 2),
        lambda c: coalition_stable(c, [0, 1], "nash"),
        lambda c: coalition_stable(c, [0, 1], "nash", "merged"),
    ],
)
def test_moves_are_counted_before_states_are_listed(ask: Callable[[Conflict], Any]) -> None:
    whole = flat(22, 11)
    with refused("4,194,304 states with up to"):
        ask(whole)


def test_a_few_states_among_too_many_settings_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    feasible = np.zeros((2,) * 20, dtype=np.bool_)
    feasible.flat[:3] = True
    rank = np.zeros((2,) * 20, dtype=np.int16)
    few = Conflict((0,) * 20, (FREE,) * 20, feasible, (rank,))
    monkeypatch.setattr(memory, "SMALL", 0)
    monkeypatch.setattr(memory, "available", lambda: SMALL)
    with refused("the numbers of the states among 1,048,576 settings take about"):
        drawn(few)
    assert arrows.MOST_ARROWS >= 3 * 2**20


@pytest.mark.parametrize(
    "ask",
    [
        lambda c, s: reached(c, s),
        lambda c, s: reached(c, s, improving=True),
        lambda c, s: shortest_paths(c, s, (1, *s[1:])),
        lambda c, s: why(c, 0, s, "seq"),
        lambda c, s: why_sim(c, 0, s),
        lambda c, s: coalition_improvements(c, [0, 1], s),
    ],
)
def test_own_moves_are_counted_before_they_are_listed(
    ask: Callable[[Conflict, tuple[int, ...]], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "MOST_MOVES", 1 << 16)
    whole = flat(21, 20)
    with refused("more than 65,536 moves would have to be looked at from this one state"):
        ask(whole, (0,) * 21)


def test_moves_of_one_state_are_bounded_wherever_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MOST_MOVES", 1 << 16)
    whole = flat(21, 19)
    with refused("one decision maker has 524,288 moves from one state, more than the 65,536 that are looked at"):
        whole.moves(0, (0,) * 21)
    with refused("524,288 moves"):
        improves(whole, 0, (0,) * 21)
    assert len(whole.moves(1, (0,) * 21)) == 3


def test_moves_are_counted_as_they_are_listed() -> None:
    relations = (relation(3, 0, final=[2]), relation(2, 1, no_return=True), FREE)
    rank = np.zeros((3, 2, 2), dtype=np.int64)
    conflict = Conflict((0, 0, 1), relations, np.ones((3, 2, 2), dtype=np.bool_), (rank, rank))
    for state in product(range(3), range(2), range(2)):
        for dm in (0, 1):
            cell = conflict.index(state)
            assert conflict.reach[dm].count(cell) == len(conflict.reach[dm].from_cell(cell)[0])


def test_the_memory_of_the_machine_is_known_or_it_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = memory.available()
    assert found is None or found > 1 << 20

    def gone(*_: object, **__: object) -> str:
        raise OSError("no such file")

    monkeypatch.setattr("pathlib.Path.read_text", gone)
    monkeypatch.setattr("os.sysconf", gone)
    assert memory.available() is None
    memory.refuse_beyond(1 << 60, "much")
