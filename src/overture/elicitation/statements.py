"""Ordered statements that give a ranking of outcomes, from features of the outcomes.

Statements rank lexicographically: by the first that separates two outcomes, the one where it is true is
better (option prioritising: Fang, Hipel, Kilgour and Peng 2003; as lexicographic preference models: Schmitt
and Martignon 2006). A further statement is right if in each group of outcomes that the statements before it
leave together, all where it is true rank above all where it is false.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from overture.elicitation.forms import Bools, Costs, Form, Literals, told_apart, truth

Levels = npt.NDArray[np.int64]
# what a statement costs beside its length, and how much length is feared against separating little at once
_EACH, _FEARS = 6, (0.35, 0.7, 1.0, 1.5)
_AVOIDED = 20  # so many times as long a formula seems that speaks of what another list is to do without


def rank_of(truths: Bools) -> Levels:
    """The place of each outcome, nought the lowest, by truth vectors (statements, outcomes), the first weighing most.

    >>> rank_of(np.array([[True, True, False], [False, True, True]])).tolist()
    [1, 2, 0]
    """
    if not len(truths):
        return np.zeros(truths.shape[1], np.int64)
    _, places = np.unique(truths.T, axis=0, return_inverse=True)  # rows in lexicographic order
    return places.reshape(-1).astype(np.int64)


def ordered_statements(
    features: Bools, costs: Costs, levels: Sequence[int], given: Bools | None = None
) -> tuple[Form, ...]:
    """Few and short statements, most important first, that rank the outcomes exactly by their levels, ties included.

    `features` (features, outcomes): what is true in each; `costs` (features, 2): the length of saying that it
    holds, and that it does not; `levels` (outcomes): the higher the better. `given` (statements, outcomes): the
    truth of statements that stand before them. Raises `ValueError` where the features or the given statements
    do not allow these levels.

    >>> features = np.array([[True, True, False, False], [True, False, True, False]])
    >>> ordered_statements(features, np.array([[9, 13], [9, 13]]), [3, 2, 1, 0])
    (Form(groups=((0,),), either=True), Form(groups=((1,),), either=True))
    """
    return _Search(features, costs, levels, given).found()[0]


def alternatives(
    features: Bools, costs: Costs, levels: Sequence[int], given: Bools | None = None, most: int = 8
) -> tuple[tuple[Form, ...], ...]:
    """Other statements that give the same ranking, the shortest first: those of `ordered_statements` lead.

    Each further list does without one of the features of the first, as far as that can be. Where they rank a
    state otherwise that nobody was asked about, asking about it tells most.
    """
    search = _Search(features, costs, levels, given)
    first = search.found()
    found = dict.fromkeys(first)
    for feature in sorted({f for form in first[0] for f in form.features})[: most - 1]:
        found[search.found(without=feature)[0]] = None
    return tuple(found)


class _Search:
    """The statements that may be proposed for one ranking."""

    def __init__(self, features: Bools, costs: Costs, levels: Sequence[int], given: Bools | None) -> None:
        self.wanted = np.unique(np.asarray(levels), return_inverse=True)[1].reshape(-1).astype(np.int64)
        self.known = np.zeros((0, len(self.wanted)), bool) if given is None else given
        self.groups = rank_of(self.known)
        if _wrong_order(self.groups, self.wanted):
            raise ValueError("the given statements rank these outcomes otherwise")
        same = told_apart(features, self.wanted.tolist())
        if same:
            raise ValueError(f"no feature tells outcome {same[0]} from outcome {same[1]}")
        literals = Literals(features, costs)
        if not len(literals):
            return
        self.short, self.longer = literals.short(), _thresholds(literals, self.wanted)
        self.truths, self.prices = self.short.truths, self.short.costs
        if self.longer:
            self.truths = np.concatenate([self.truths, [truth(f, features) for f in self.longer]])
            self.prices = np.concatenate([self.prices, [literals.price(f) for f in self.longer]])

    def found(self, without: int | None = None) -> list[tuple[Form, ...]]:
        """Lists of statements, the shortest first; `without` one feature where that can be."""
        if np.array_equal(self.groups, self.wanted):
            return [()]
        prices = self.prices
        if without is not None:
            named = [without in form.features for form in self.longer]
            avoided = np.concatenate([self.short.speaks_of(without), np.array(named, bool)])
            prices = np.where(avoided, prices * _AVOIDED, prices)
        lists = [_greedy(self.truths, prices, self.groups, self.wanted, fear) for fear in _FEARS]
        lists.sort(key=lambda rows: (sum(int(prices[r]) + _EACH for r in rows), len(rows)))
        assert np.array_equal(rank_of(np.concatenate([self.known, self.truths[lists[0]]])), self.wanted)
        return [tuple(self._form(row) for row in rows) for rows in lists]

    def _form(self, row: int) -> Form:
        here = len(self.short.costs)
        return self.short.form(row) if row < here else self.longer[row - here]


def _wrong_order(groups: Levels, wanted: Levels) -> bool:
    """Whether a ranking puts any two outcomes in another order than the one that is wanted."""
    return bool(((groups[:, None] > groups) & (wanted[:, None] <= wanted)).any())


def _thresholds(literals: Literals, wanted: Levels) -> list[Form]:
    """For each level but the lowest, a form true at it and above and false below: such a statement is always right."""
    found = [literals.cover(wanted >= level, wanted < level) for level in range(1, int(wanted.max()) + 1)]
    return [form for form in found if form is not None]


def _greedy(truths: Bools, prices: Costs, groups: Levels, wanted: Levels, fear: float) -> list[int]:
    """Rows of the forms that are chosen one after the other: each time what separates most for its length."""
    chosen: list[int] = []
    groups = groups.copy()
    while not np.array_equal(groups, wanted):
        gain = _gain(truths, groups, wanted)
        best = int(np.argmax(gain / (prices + _EACH) ** fear))
        assert gain[best] > 0, "a threshold always separates something"
        chosen.append(best)
        groups = rank_of(np.stack([*_bits(groups), truths[best]]))
    return chosen


def _bits(groups: Levels) -> Bools:
    """Places as truth vectors that rank alike: the first says whether a place is the highest, and so on."""
    return np.stack([groups >= level for level in range(int(groups.max()), 0, -1)]) if groups.max() else np.zeros(
        (0, len(groups)), bool
    )  # fmt: skip


def _gain(truths: Bools, groups: Levels, wanted: Levels) -> npt.NDArray[np.int64]:
    """How many pairs each form separates within the groups; nought where it would be wrong in one of them."""
    total = np.zeros(len(truths), np.int64)
    right = np.ones(len(truths), bool)
    for group in range(int(groups.max()) + 1):
        inside = groups == group
        here, level = truths[:, inside], wanted[inside]
        lowest = np.where(here, level, np.iinfo(np.int64).max).min(axis=1)
        highest = np.where(here, -1, level).max(axis=1)
        right &= lowest > highest
        count = here.sum(axis=1)
        total += count * (len(level) - count)
    return np.where(right, total, 0)


def outcomes_best_first(features: Bools, costs: Costs, levels: Sequence[int]) -> tuple[Form, ...]:
    """A ranking of formulas, best first: an outcome has the rank of the first that it satisfies, the last level none.

    Raises `ValueError` where the features do not tell the levels apart.

    >>> features = np.array([[True, True, False, False], [True, False, True, False]])
    >>> outcomes_best_first(features, np.array([[9, 13], [9, 13]]), [2, 2, 1, 0])
    (Form(groups=((0,),), either=True), Form(groups=((1,),), either=True))
    """
    wanted = np.unique(np.asarray(levels), return_inverse=True)[1].reshape(-1).astype(np.int64)
    same = told_apart(features, wanted.tolist())
    if same:
        raise ValueError(f"no feature tells outcome {same[0]} from outcome {same[1]}")
    literals = Literals(features, costs)
    found = [literals.cover(wanted == level, wanted < level) for level in range(int(wanted.max()), 0, -1)]
    assert all(form is not None for form in found)
    return tuple(form for form in found if form is not None)
