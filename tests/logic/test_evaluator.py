"""The truth of a formula in all states at once is its truth in each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.logic import Formula, atoms, evaluate
from overture.logic.syntax import And, Atom, Count, Iff, Implies, Not, Or, Truth
from tests.logic.trees import FORMULAS


def naive(formula: Formula, true_atoms: dict[Atom, bool]) -> bool:
    """The definition, for one state."""
    match formula:
        case Truth(value):
            return value
        case Not(part):
            return not naive(part, true_atoms)
        case And(parts):
            return all(naive(p, true_atoms) for p in parts)
        case Or(parts):
            return any(naive(p, true_atoms) for p in parts)
        case Implies(premise, conclusion):
            return naive(conclusion, true_atoms) if naive(premise, true_atoms) else True
        case Iff(left, right):
            return naive(left, true_atoms) == naive(right, true_atoms)
        case Count(bound, number, parts):
            true = len([p for p in parts if naive(p, true_atoms)])
            return {"at least": true >= number, "at most": true <= number, "exactly": true == number}[bound]
        case _:
            return true_atoms[formula]


@given(FORMULAS, st.integers(0, 2**32 - 1))
@settings(max_examples=300, deadline=None)
def test_all_states_at_once_are_each_state_alone(formula: Formula, seed: int) -> None:
    rng = np.random.default_rng(seed)
    # each atom varies along one axis of three only, as the options of a dossier do
    truths: dict[Atom, npt.NDArray[np.bool_]] = {}
    for atom in dict.fromkeys(atoms(formula)):
        shape = [1, 1, 1]
        shape[int(rng.integers(3))] = 2
        truths[atom] = rng.random(shape) < 0.5
    found = np.broadcast_to(evaluate(formula, truths.__getitem__), (2, 2, 2))
    for state in np.ndindex(2, 2, 2):
        here = {atom: bool(np.broadcast_to(t, (2, 2, 2))[state]) for atom, t in truths.items()}
        assert bool(found[state]) == naive(formula, here)


@given(FORMULAS)
@settings(max_examples=50, deadline=None)
def test_truth_is_boolean_whatever_the_formula(formula: Formula) -> None:
    assert evaluate(formula, lambda atom: np.array(True)).dtype == np.bool_


def test_of_nothing_nothing_is_true() -> None:
    assert not evaluate(Count("at least", 1, ()), lambda atom: np.array(True))
    assert evaluate(Count("at most", 0, ()), lambda atom: np.array(True))
