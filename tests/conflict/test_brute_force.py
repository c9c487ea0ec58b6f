"""The engine agrees with the definitions, written out a second time with sets and loops.
from tests.samples import SOAK

`make soak` compares more of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from overture.conflict import CONCEPTS, Conflict, equilibria, improves, security, settle, stable
from overture.conflict.moves import blocks as engine

from ..samples import SOAK
from .brute_force import Definitions, State, reachable, settlements
from .random_models import random_conflict, random_relation

MODELS_PER_SEED = 300 if SOAK else 120


def states_of(mask: npt.NDArray[np.bool_]) -> set[State]:
    return {tuple(state) for state in np.argwhere(mask).tolist()}


def check_stability(conflict: Conflict, definitions: Definitions) -> None:
    for concept in CONCEPTS:
        everyone = set(definitions.states)
        for dm in definitions.people:
            expected = definitions.stable(dm, concept)
            assert states_of(stable(conflict, dm, concept)) == expected, (concept, dm)
            everyone &= expected
        assert states_of(equilibria(conflict, concept)) == everyone


def check_courses(conflict: Conflict, definitions: Definitions, rng: np.random.Generator) -> None:
    foresight = [str(concept) for concept in rng.choice(CONCEPTS, size=conflict.decision_makers)]
    securities = [security(conflict, dm, foresight[dm]) for dm in definitions.people]
    for state in definitions.states:
        for dm in definitions.people:
            value, rank = securities[dm], conflict.ranks[dm][state]
            credible = {t for t in conflict.moves(dm, state) if value[t] > rank}
            assert credible == definitions.credible(dm, state, foresight[dm])
    arrows = definitions.arrows(foresight)
    for at in rng.integers(len(definitions.states), size=5):
        start = definitions.states[int(at)]
        found = settle(conflict, start, securities)
        assert {frozenset(end.states) for end in found} == settlements(arrows, start)
        assert list(found) == sorted(found, key=lambda end: end.states)
        distance = reachable(arrows, start)
        for end in found:
            assert end.states == tuple(sorted(end.states))
            here = start
            for step in end.course:
                there = list(here)
                for axis, new in step.sets:
                    assert there[axis] != new
                    there[axis] = new
                assert (step.dm, tuple(there)) in set(definitions.made(here, foresight))
                here = tuple(there)
            assert here in end.states
            assert len(end.course) == min(distance[state] for state in end.states)


def check_improves(conflict: Conflict, definitions: Definitions, rng: np.random.Generator) -> None:
    hold = [axis for axis in range(len(conflict.owners)) if rng.random() < 0.3]
    for state in definitions.states:
        for dm in definitions.people:
            kept = [t for t in definitions.improve[dm][state] if all(t[a] == state[a] for a in hold)]
            assert improves(conflict, dm, state, hold=hold) == bool(kept)


@pytest.mark.parametrize("seed", range(8))
def test_stability_and_courses_follow_the_definitions(seed: int) -> None:
    rng = np.random.default_rng([1987, seed])
    for _ in range(MODELS_PER_SEED):
        conflict = random_conflict(rng)
        definitions = Definitions(conflict)
        check_stability(conflict, definitions)
        check_courses(conflict, definitions, rng)
        check_improves(conflict, definitions, rng)


@pytest.mark.parametrize(
    "limits",
    [{"PAIRS": 0}, {"PAIRS": 0, "KEPT": 0}, {"CHUNK": 1}, {"CHUNK": 20}],
    ids=["sorted blocks", "blocks sorted anew", "pairs one by one", "pairs in chunks"],
)
def test_every_way_to_find_improvements_follows_the_definitions(
    limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(engine, name, value)
    rng = np.random.default_rng(1993)
    for _ in range(250 if SOAK else 100):
        conflict = random_conflict(rng)
        check_stability(conflict, Definitions(conflict))


def test_models_of_two_hundred_states_follow_the_definitions() -> None:
    rng = np.random.default_rng(2001)
    for _ in range(6):
        conflict = random_conflict(rng, cells=256)
        check_stability(conflict, Definitions(conflict))


def test_wide_blocks_do_not_depend_on_the_way_they_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2017)
    for _ in range(3):
        shape = (4, 3, 2, 4, 3, 2, 3, 4)
        owners = tuple(int(owner) for owner in rng.permutation([0, 0, 0, 1, 1, 1, 2, 2]))
        relations = tuple(random_relation(rng, size) for size in shape)
        ranks = tuple(rng.integers(0, 50, size=shape) for _ in range(3))
        model = Conflict(owners, relations, rng.random(shape) < 0.8, ranks)
        found = []
        for pairs, entry in ((0, 0), (1 << 30, 1 << 30)):
            monkeypatch.setattr(engine, "PAIRS", pairs)
            monkeypatch.setattr(engine, "ENTRY", entry)
            fresh = model.holding(())
            found.append([security(fresh, dm, "sseq") for dm in range(3)])
        for by_order, by_pairs in zip(*found, strict=True):
            np.testing.assert_array_equal(by_order, by_pairs)
