"""The compiled worklist and the sweeps over arrays are two ways to the same verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from overture.conflict import CONCEPTS, Conflict, relation, security, stable
from overture.conflict.concepts import stability as engine
from overture.conflict.concepts.verdicts import verdicts_on
from overture.conflict.errors import DoesNotFit
from overture.conflict.forms.graph import Ints
from overture.conflict.moves import worklist as lists
from overture.conflict.moves.blocks import Blocks

from .brute_force import Definitions
from .random_models import random_conflict
from .test_brute_force import check_stability


def worthwhile(monkeypatch: pytest.MonkeyPatch, states: int) -> None:
    """From so many states on the worklist answers."""
    monkeypatch.setattr(lists, "REPAYS", states)
    monkeypatch.setattr(lists, "REPAYS_LOADED", states)


def secure(conflict: Conflict) -> list[Ints]:
    again = Conflict(conflict.owners, conflict.relations, conflict.feasible, conflict.ranks)
    return [security(again, dm, concept) for concept in ("seq", "sseq") for dm in range(again.decision_makers)]


@pytest.mark.parametrize("seed", range(4))
def test_the_worklist_agrees_with_the_definitions(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    worthwhile(monkeypatch, 0)
    rng = np.random.default_rng([20, seed])
    for _ in range(60):
        conflict = random_conflict(rng)
        check_stability(conflict, Definitions(conflict))


@pytest.mark.parametrize("seed", range(4))
def test_the_worklist_agrees_with_the_sweeps(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    rng = np.random.default_rng([21, seed])
    for cells in (60, 400, 3000):
        for _ in range(15):
            conflict = random_conflict(rng, cells)
            worthwhile(monkeypatch, 1 << 40)
            swept = secure(conflict)
            worthwhile(monkeypatch, 0)
            assert all((a == b).all() for a, b in zip(swept, secure(conflict), strict=True))


def test_ranks_of_sixty_bits_are_sorted_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    worthwhile(monkeypatch, 0)
    rng = np.random.default_rng(22)
    for _ in range(30):
        conflict = random_conflict(rng)
        wide = tuple(rank.astype(np.int64) * (1 << 50) + rng.integers(3, size=rank.shape) for rank in conflict.ranks)
        large = Conflict(conflict.owners, conflict.relations, conflict.feasible, wide)
        check_stability(large, Definitions(large))


def test_the_kernels_say_the_same_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_they_stand(kernel: Callable[..., Any]) -> Callable[..., Any]:
        return kernel

    rng = np.random.default_rng(23)
    for _ in range(25):
        conflict = random_conflict(rng)
        worthwhile(monkeypatch, 1 << 40)
        swept = secure(conflict)
        worthwhile(monkeypatch, 0)
        with monkeypatch.context() as plain:
            plain.setattr(lists, "compiled", as_they_stand)
            assert all((a == b).all() for a, b in zip(swept, secure(conflict), strict=True))


def test_where_sweeps_go_round_too_often_the_worklist_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    worthwhile(monkeypatch, 1 << 40)
    rng = np.random.default_rng(24)
    models = [random_conflict(rng, 300, people=4) for _ in range(20)]
    swept = [secure(conflict) for conflict in models]
    monkeypatch.setattr(engine, "MOST_ROUNDS", 1)
    monkeypatch.setattr(engine, "FEW", 0)
    asked: list[int] = []

    def counted(grouped: Blocks) -> lists.Worklist:
        asked.append(1)
        return lists.worklist(grouped)

    monkeypatch.setattr(engine, "worklist", counted)
    for conflict, before in zip(models, swept, strict=True):
        assert all((a == b).all() for a, b in zip(before, secure(conflict), strict=True))
    assert asked


def test_verdicts_are_told_as_they_come_and_equal_those_asked_one_by_one() -> None:
    conflict = random_conflict(np.random.default_rng(25), people=3)
    told: list[tuple[int, int]] = []
    found = verdicts_on(conflict, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 15) for n in range(1, 16)]
    for concept in CONCEPTS:
        alone = [stable(conflict, dm, concept) for dm in range(3)]
        assert all((a == b).all() for a, b in zip(alone, found.stable[concept], strict=True))
        assert (found.equilibria(concept) == np.logical_and.reduce(alone)).all()


def test_what_does_not_fit_into_memory_is_refused_before_it_is_tried() -> None:
    free = relation(2, 0)
    shape = (2,) * 10
    flat = np.zeros(shape, dtype=int)
    conflict = Conflict((0,) * 5 + (1,) * 5, (free,) * 10, np.ones(shape, dtype=bool), (flat, flat))
    with pytest.raises(DoesNotFit, match="leave options out"):
        verdicts_on(conflict, memory=1000)
