"""The truth of a formula in every state at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np
import numpy.typing as npt

from overture.logic.syntax import And, Atom, Count, Formula, Iff, Implies, Not, Or, Truth

Truths = npt.NDArray[np.bool_]


def evaluate(formula: Formula, atom: Callable[[Atom], Truths]) -> Truths:
    """The truth of `formula`, given the truth of its atoms.

    `atom` gives a Boolean array for each atom. The arrays need only broadcast
    against each other: a proposition that mentions two options of ten can be an
    array with length one along the other eight. So is the result.

    >>> from overture.logic import parse
    >>> rain = np.array([True, True, False])
    >>> evaluate(parse("rain implies false"), lambda a: rain)
    array([False, False,  True])
    """
    match formula:
        case Truth(value):
            return np.array(value)
        case Not(part):
            return ~evaluate(part, atom)
        case And(parts):
            return reduce(np.logical_and, (evaluate(p, atom) for p in parts))
        case Or(parts):
            return reduce(np.logical_or, (evaluate(p, atom) for p in parts))
        case Implies(premise, conclusion):
            return ~evaluate(premise, atom) | evaluate(conclusion, atom)
        case Iff(left, right):
            return np.equal(evaluate(left, atom), evaluate(right, atom))
        case Count(bound, number, parts):
            total = reduce(np.add, (evaluate(p, atom).astype(np.int64) for p in parts), np.array(0))
            if bound == "at least":
                return np.asarray(total >= number)
            return np.asarray(total <= number if bound == "at most" else total == number)
        case _:
            return atom(formula)
