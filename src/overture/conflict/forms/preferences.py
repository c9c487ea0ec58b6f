"""Rankings from ordered statements or from weights, over the states of a conflict in option form.

Ordered statements (option prioritising: Fang, Hipel, Kilgour and Peng 2003): the most important first;
of two states the one is better that satisfies the first statement on which they differ. A statement is the
set of states that satisfy it, told by patterns or state by state. Weights (option weighting, the same source):
a state is worth the sum of the weights of the options that are taken in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict.errors import ConflictError, UnknownName, WrongEntry
from overture.conflict.forms.graph import Bools, State
from overture.conflict.forms.option_form import NamedOption, Ranking, read_pattern

Statement = str | Sequence[str] | Bools | Sequence[bool]
"""A pattern (`Y-N`: yes, any, no), several of which one fits, or for each state whether the statement holds."""


def by_statements(
    statements: Sequence[Statement], options: Sequence[NamedOption], states: Sequence[State], numbers: Sequence[int]
) -> Ranking:
    """The ranking that statements give, the most important first. States are told by their `numbers`.

    Raises ConflictError for a pattern that does not fit the options, or not one truth for each state.

    >>> options = (NamedOption("sail", "us"), NamedOption("pay", "them"))
    >>> by_statements(["-Y", "N-"], options, ((0, 0), (1, 0), (0, 1), (1, 1)), (1, 2, 3, 4))
    ((3,), (4,), (1,), (2,))
    >>> by_statements([["YY", "NN"]], options, ((0, 0), (1, 0), (0, 1), (1, 1)), (1, 2, 3, 4))
    ((1, 4), (2, 3))
    """
    values = np.array(states, dtype=np.int64).reshape(len(states), len(options))
    sizes = [len(option.values) for option in options]
    truths = np.array([_truth(one, values, sizes) for one in statements], dtype=np.bool_).reshape(-1, len(states))
    return _falling([tuple(column) for column in truths.T.tolist()], numbers)


def by_weights(
    weights: Mapping[str, int | float | Fraction],
    options: Sequence[NamedOption],
    states: Sequence[State],
    numbers: Sequence[int],
) -> Ranking:
    """The ranking by the sum of the weights of the options taken; an option that is not named weighs nothing.

    Weights are added up exactly, as they are written. Raises UnknownName for a weight of no option,
    WrongEntry for one that is no number, ConflictError for one of an option that is not answered by yes or no.

    >>> options = (NamedOption("sail", "us"), NamedOption("pay", "them"))
    >>> by_weights({"sail": -1, "pay": 1}, options, ((0, 0), (1, 0), (0, 1), (1, 1)), (1, 2, 3, 4))
    ((3,), (1, 4), (2,))
    """
    place = {option.name: at for at, option in enumerate(options)}
    for name in weights:
        if name not in place:
            raise UnknownName(f"there is a weight for {name!r}, which is not one of the options {', '.join(place)}")
        if len(options[place[name]].values) != 2:
            raise ConflictError(f"the option {name!r} has more than two values: give statements in place of weights")
    exact = {place[name]: _exact(name, weight) for name, weight in weights.items()}
    worth = [sum((weight for at, weight in exact.items() if state[at]), Fraction(0)) for state in states]
    return _falling(worth, numbers)


def _exact(name: str, weight: object) -> Fraction:
    try:
        return Fraction(str(weight))
    except (ValueError, ZeroDivisionError):
        raise WrongEntry(f"the weight of {name!r} is {weight!r}: a weight is a number, as 3 or 0.5") from None


def _falling(worth: Sequence[Any], numbers: Sequence[int]) -> Ranking:
    groups: dict[Any, list[int]] = {}
    for value, number in zip(worth, numbers, strict=True):
        groups.setdefault(value, []).append(number)
    return tuple(tuple(groups[value]) for value in sorted(groups, reverse=True))


def _truth(statement: Statement, values: npt.NDArray[np.int64], sizes: Sequence[int]) -> Bools:
    if isinstance(statement, str):
        fits: Bools = np.ones(len(values), dtype=np.bool_)
        for at, mark in enumerate(read_pattern(statement, sizes)):
            if not isinstance(mark, slice):
                fits &= values[:, at] == mark
        return fits
    if isinstance(statement, Sequence) and len(statement) and isinstance(statement[0], str):
        one_fits: Bools = np.logical_or.reduce([_truth(str(pattern), values, sizes) for pattern in statement])
        return one_fits
    given = np.asarray(statement)
    if given.shape != (len(values),) or given.dtype != np.bool_:
        raise ConflictError(
            f"a statement is a pattern, a list of patterns, or one truth for each of the {len(values)} states"
        )
    return given
