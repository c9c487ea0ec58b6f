"""Conflicts of local propositions: diagrams and the solver say what the arrays say, and end in time."""

from __future__ import annotations

import sys
import time
from itertools import product

import numpy as np
import pytest

from overture.conflict import CONCEPTS, FIXED, Local, LocalConflict, Symbolic, equilibria, one_nash, stable
from overture.conflict.errors import ConflictError, DoesNotFit, NotInstalled, TimeUp, UnknownName
from overture.conflict.large import diagrams, nash_by_sat
from overture.conflict.large.clock import Clock

from .neighbourhoods import neighbourhood
from .random_locals import random_local_conflict

ALIKE = Local.of((0, 1), lambda a, b: a == b)
OTHER = Local.of((0, 1), lambda a, b: a != b)


def random(seed: int, most: int = 10) -> LocalConflict:
    return random_local_conflict(np.random.default_rng([40, seed]), most)


def listed(marks: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(state) for state in np.argwhere(marks).tolist()]


# diagrams


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(25))
def test_the_sets_are_those_of_the_arrays(seed: int, concept: str) -> None:
    conflict = random(seed)
    arrays, symbolic = conflict.conflict(), Symbolic(conflict)
    for dm in range(conflict.decision_makers):
        expected = listed(stable(arrays, dm, concept))
        found = symbolic.stable(dm, concept)
        assert list(found.some(2**conflict.options)) == expected
        assert found.count() == len(expected)
    everybody = symbolic.equilibria(concept)
    expected = listed(equilibria(arrays, concept))
    assert [s for s in product((0, 1), repeat=conflict.options) if s in everybody] == expected
    assert everybody.some(1) == tuple(expected[:1])


@pytest.mark.parametrize("seed", range(100, 130))
def test_one_state_is_judged_as_in_the_whole_set(seed: int) -> None:
    conflict = random(seed, 6)
    arrays = conflict.conflict()
    rng = np.random.default_rng(seed)
    for concept in CONCEPTS:
        symbolic = Symbolic(conflict)
        for dm in range(conflict.decision_makers):
            expected = stable(arrays, dm, concept)
            for state in rng.integers(2, size=(8, conflict.options)).tolist():
                assert symbolic.is_stable(state, dm, concept) == expected[tuple(state)]


def test_a_move_for_good_to_a_worse_state_is_no_temptation() -> None:
    """The fold without levels would go from a state to a later one that is alive among states as bad as itself."""
    first = Local.of((0,), lambda done: not done)
    second = Local.of((0,), lambda done: done)
    conflict = LocalConflict((0,), (True,), (), ((first, second),))
    assert Symbolic(conflict).stable(0, "nash").some(2) == ((0,), (1,))


def needs(one: int, other: int) -> Local:
    return Local.of((one, other), lambda a, b: b or not a)


def yes(option: int) -> Local:
    return Local.of((option,), lambda value: value)


HELD = (0, 1)
THREATENED = (Local.of((1,), lambda a: not a), yes(0))
"""Above all the first decision maker fears option 1, then it wants option 0, its own."""


@pytest.mark.parametrize(
    ("conflict", "concept"),
    [
        # Option 1 hangs on a chain of rules whose end nobody can change.
        (
            LocalConflict(
                (0, 1, 2, 3, 4),
                (False, False, False, False, HELD),
                (needs(1, 2), needs(2, 3), needs(3, 4)),
                (THREATENED, (), (), (), ()),
            ),
            "gmr",
        ),
        # Option 1 is an improvement for its owner once option 2 is chosen, which a rule forbids.
        (
            LocalConflict(
                (0, 1, 2, 3),
                (False, False, False, HELD),
                (needs(2, 3),),
                (THREATENED, (Local.of((1, 2), lambda a, b: a == b),), (yes(2),), ()),
            ),
            "seq",
        ),
        # Options 1 and 2 could be chosen only one after the other, and one without the other is not feasible.
        (
            LocalConflict((0, 1, 2), (False,) * 3, (needs(1, 2), needs(2, 1)), (THREATENED, (yes(1),), (yes(2),))),
            "seq",
        ),
    ],
    ids=["chain", "wish", "between"],
)
def test_a_threat_that_rules_far_away_forbid_deters_nobody(conflict: LocalConflict, concept: str) -> None:
    nothing = (0,) * conflict.options
    free = LocalConflict(conflict.owners, conflict.final, (), conflict.statements)
    for rules, deterred in ((conflict, False), (free, True)):
        symbolic = Symbolic(rules)
        assert (nothing in symbolic.stable(0, concept)) is deterred
        assert symbolic.is_stable(nothing, 0, concept) is deterred
        assert stable(rules.conflict(), 0, concept)[nothing] == deterred


@pytest.mark.parametrize("seed", range(5))
def test_the_slow_package_gives_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import dd.autoref

    conflict = random(seed, 6)
    fast = Symbolic(conflict)
    monkeypatch.setattr(diagrams, "_engine", lambda: dd.autoref)
    slow = Symbolic(conflict)
    for concept in CONCEPTS:
        assert slow.equilibria(concept).some(64) == fast.equilibria(concept).some(64)
        assert slow.equilibria(concept).count() == fast.equilibria(concept).count()


def test_sets_meet_and_are_counted_without_rounding() -> None:
    conflict = LocalConflict((0,) * 100, (False,) * 100, (ALIKE,), ((Local.of((2, 3), lambda a, b: a or b),), ()))
    symbolic = Symbolic(conflict)
    assert symbolic.stable(1, "nash").count() == 2**99
    assert (symbolic.stable(0, "nash") & symbolic.stable(1, "gmr")).count() == 3 * 2**97
    with pytest.raises(ConflictError, match="same Symbolic"):
        _ = symbolic.stable(0, "nash") & Symbolic(conflict).stable(0, "nash")
    with pytest.raises(ConflictError, match="one value, 0 or 1, for each of the 100"):
        _ = (0, 1) in symbolic.stable(0, "nash")


def test_a_large_neighbourhood_is_done_in_seconds() -> None:
    conflict = neighbourhood(50, 4, ring=True, one_way=0.2, rules=0.3)
    told: list[tuple[int, int]] = []
    symbolic = Symbolic(conflict, seconds=60, progress=lambda done, of: told.append((done, of)))
    nash, gmr, smr = (symbolic.equilibria(concept) for concept in ("nash", "gmr", "smr"))
    assert told == [(done, 50) for done in range(1, 51)] * 3
    assert 0 < nash.count() < smr.count() < gmr.count() < 2**200
    (state,) = nash.some()
    assert conflict.is_nash(state) and state in smr and state in gmr
    assert (nash & smr).count() == (nash & gmr).count() == nash.count()


def test_the_names_of_options_do_not_matter_to_the_order() -> None:
    tidy = neighbourhood(30, 2)
    name = np.random.default_rng(0).permutation(60).tolist()
    new = {old: at for at, old in enumerate(name)}
    moved = LocalConflict(
        tuple(tidy.owners[old] for old in name),
        tuple(tidy.final[old] for old in name),
        (),
        tuple(tuple(Local(tuple(new[o] for o in s.options), s.truth) for s in of) for of in tidy.statements),
    )
    for concept in ("nash", "seq"):
        sets = [Symbolic(conflict, seconds=60).equilibria(concept) for conflict in (tidy, moved)]
        assert sets[0].count() == sets[1].count()
        assert sets[1].nodes < 5000


def test_the_budget_ends_in_unknown() -> None:
    large = neighbourhood(50, 2, window=2, statements=6)
    symbolic = Symbolic(large, seconds=0.3)
    start = time.process_time()
    with pytest.raises(TimeUp, match=r"no answer within 0\.3 seconds: unknown"):
        symbolic.equilibria("seq")
    assert time.process_time() - start < 20
    with pytest.raises(TimeUp):
        one_nash(large, seconds=0)


def test_memory_ends_in_does_not_fit() -> None:
    rng = np.random.default_rng(5)
    tangled = tuple(
        Local(tuple(rng.choice(60, 4, replace=False).tolist()), rng.random((2,) * 4) < 0.7) for _ in range(60)
    )
    conflict = LocalConflict((0,) * 60, (False,) * 60, tangled, ((),))
    with pytest.raises(DoesNotFit, match="allow more memory"):
        Symbolic(conflict, memory=diagrams.SLICE).equilibria("nash")


# one equilibrium


@pytest.mark.parametrize("seed", range(150))
def test_the_solver_finds_one_where_there_is_one(seed: int) -> None:
    conflict = random(200 + seed, 8)
    expected = equilibria(conflict.conflict(), "nash")
    found = one_nash(conflict)
    assert (found is not None) == expected.any()
    assert found is None or expected[found]


def test_the_solver_and_the_diagrams_agree_on_large_ones() -> None:
    for seed in range(3):
        conflict = neighbourhood(100, 2, seed=seed)
        found = one_nash(conflict, seconds=60)
        everything = Symbolic(conflict, seconds=60).equilibria("nash")
        assert (found is None) == (everything.count() == 0)
        assert found is None or found in everything


def test_what_is_learnt_is_told() -> None:
    told: list[int] = []
    assert one_nash(LocalConflict((0, 1), (False, False), (), ((ALIKE,), (OTHER,))), progress=told.append) is None
    assert told == sorted(told) and told[-1] <= 4


def test_no_feasible_state_has_no_equilibrium() -> None:
    never = LocalConflict((0, 1), (False, False), (ALIKE, OTHER), ((), ()))
    assert one_nash(never) is None
    assert Symbolic(never).equilibria("gmr").count() == 0
    assert one_nash(LocalConflict((), (), (), ((),))) == ()


# one state


@pytest.mark.parametrize("seed", range(300, 330))
def test_an_improvement_is_one_and_is_found_where_there_is_one(seed: int) -> None:
    conflict = random(seed, 6)
    arrays = conflict.conflict()
    for state in listed(arrays.feasible):
        assert conflict.feasible(state)
        for dm in range(conflict.decision_makers):
            better = conflict.improvement(dm, state)
            assert (better is None) == stable(arrays, dm, "nash")[state]
            if better is not None:
                assert better in arrays.moves(dm, state)
                assert conflict.truths(dm, better) > conflict.truths(dm, state)


# what is wrong is told


def test_parts_that_do_not_fit_are_told() -> None:
    with pytest.raises(ConflictError, match="each option once"):
        Local((1, 1), np.ones((2, 2), dtype=bool))
    with pytest.raises(ConflictError, match=r"bool array of shape \(2, 2\), not bool of shape \(2,\)"):
        Local((0, 1), np.ones(2, dtype=bool))
    with pytest.raises(ConflictError, match="equally many"):
        LocalConflict((0,), (), (), ((),))
    with pytest.raises(UnknownName, match="option 0 belongs to 1, but there are 1 decision makers"):
        LocalConflict((1,), (False,), (), ((),))
    with pytest.raises(UnknownName, match="a statement of 0 names option 1, but there are 1 options"):
        LocalConflict((0,), (False,), (), ((ALIKE,),))
    with pytest.raises(ConflictError, match=r"final of option 0 lists \(2,\)"):
        LocalConflict((0,), ((2,),), (), ((),))
    with pytest.raises(DoesNotFit, match="use diagrams"):
        LocalConflict((FIXED,) * 25, (False,) * 25, (), ()).conflict()
    conflict = LocalConflict((0, 0), (False, False), (), ((ALIKE,),))
    with pytest.raises(ConflictError, match="one value, 0 or 1, for each of the 2 options"):
        conflict.improvement(0, (0, 2))
    with pytest.raises(UnknownName, match="'limited' is not one of the concepts"):
        Symbolic(conflict).equilibria("limited")
    with pytest.raises(UnknownName, match="no decision maker 3"):
        Symbolic(conflict).stable(3, "nash")


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = LocalConflict((0, 0), (False, False), (), ((ALIKE,),))
    for name in ("dd.cudd", "dd.autoref", "pysat.solvers"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(NotInstalled, match="package dd: pip install"):
        Symbolic(conflict)
    with pytest.raises(NotInstalled, match="package python-sat: pip install"):
        one_nash(conflict)


def test_an_answer_of_the_solver_that_is_wrong_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash_by_sat._Search, "_better", lambda self, dm, state: None)
    monkeypatch.setattr(nash_by_sat._Formula, "solution", lambda self, options, given=(): (0, 1))
    with pytest.raises(AssertionError, match=r"takes .* for a Nash equilibrium"):
        one_nash(LocalConflict((0, 1), (False, False), (), ((ALIKE,), (OTHER,))))


def test_a_clock_without_a_budget_never_ends() -> None:
    Clock(None).look()
    with pytest.raises(TimeUp):
        Clock(0).look()


def test_many_options_of_one_owner_are_gone_through_piece_by_piece() -> None:
    """A chain that wants its end to differ from its beginning, which its links forbid; and many apart."""
    links = tuple(Local.of((at, at + 1), lambda a, b: a == b) for at in range(79))
    ends = Local.of((0, 79), lambda a, b: a != b)
    apart = tuple(Local.of((option,), lambda own: own) for option in range(80, 120))
    conflict = LocalConflict((0,) * 120, (False,) * 120, links, ((ends, *apart),))
    clock = Clock(60)
    best = (0,) * 80 + (1,) * 40
    assert conflict.improvement(0, best, clock=clock) is None
    assert conflict.is_nash(best, clock=clock)
    better = conflict.improvement(0, (0,) * 120, clock=clock)
    assert better is not None and conflict.truths(0, better) > conflict.truths(0, (0,) * 120)
    assert Symbolic(conflict, seconds=60).equilibria("nash").some(3) == (best, (1,) * 120)
    assert one_nash(conflict, seconds=60) in (best, (1,) * 120)
    tangled = LocalConflict(
        (0,) * 40,
        (False,) * 40,
        tuple(Local.of((a, (a * 7 + 3) % 40, (a * 11 + 5) % 40), lambda *v: sum(v) != 1) for a in range(1, 40, 2)),
        ((Local.of(tuple(range(0, 40, 4)), lambda *v: sum(v) == 3), Local.of((1, 3), lambda a, b: a and b)),),
    )
    with pytest.raises(TimeUp):
        tangled.improvement(0, (0,) * 40, clock=Clock(0))
