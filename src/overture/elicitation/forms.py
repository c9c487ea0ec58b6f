"""Short formulas over given features that are true in some outcomes and false in others.

A *literal* is a feature that holds (its number, i) or that does not (`~i`). A form joins literals: any of
some groups of which each needs all its literals, or all of some groups of which each needs any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Costs = npt.NDArray[np.int64]
AND, OR, IFF, BRACKETS = len(" and "), len(" or "), len(" iff "), 2


@dataclass(frozen=True)
class Form:
    """Groups of literals. `either`: any group, all of its literals; else all groups, any of their literals."""

    groups: tuple[tuple[int, ...], ...]
    either: bool = True

    @property
    def exactly(self) -> bool:
        """Whether it says that one literal holds exactly if another does."""
        two = len(self.groups) == 2 and all(len(group) == 2 for group in self.groups)
        return self.either and two and self.groups[1] == tuple(~i for i in self.groups[0])

    @property
    def features(self) -> frozenset[int]:
        """The features of which it speaks."""
        return frozenset(i if i >= 0 else ~i for group in self.groups for i in group)


def truth(form: Form, features: Bools) -> Bools:
    """Where a form is true, given the features (features, outcomes).

    >>> truth(Form(((0, ~1),)), np.array([[True, True, False], [True, False, False]]))
    array([False,  True, False])
    """
    rows = [[features[i] if i >= 0 else ~features[~i] for i in group] for group in form.groups]
    if form.either:
        return np.asarray(np.any([np.all(row, axis=0) for row in rows], axis=0))
    return np.asarray(np.all([np.any(row, axis=0) for row in rows], axis=0))


@dataclass(frozen=True, eq=False)
class Short:
    """Forms of one literal or two: their truth (forms, outcomes), price, literals, and how these are joined."""

    truths: Bools
    costs: Costs
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    joint: npt.NDArray[np.int64]

    def form(self, row: int) -> Form:
        a, b = int(self.left[row]), int(self.right[row])
        return (Form(((a,),)), Form(((a, b),)), Form(((a,), (b,))), Form(((a, b), (~a, ~b))))[int(self.joint[row])]

    def speaks_of(self, feature: int) -> Bools:
        """Which of them name a feature, (forms,)."""
        sides = [side == name for side in (self.left, self.right) for name in (feature, ~feature)]
        return np.asarray(np.any(sides, axis=0))


class Literals:
    """The literals that tell some outcomes apart, the cheapest of those that are true in the same outcomes.

    `truths` (literals, outcomes), `costs` (literals), `names`: the literals as numbers.
    """

    def __init__(self, features: Bools, costs: Costs) -> None:
        """`costs` (features, 2): the length of the formula that a feature holds, and that it does not."""
        every = np.concatenate([features, ~features])
        names = [*range(len(features)), *(~i for i in range(len(features)))]
        prices = np.concatenate([costs[:, 0], costs[:, 1]])
        best: dict[bytes, int] = {}
        for row in np.argsort(prices, kind="stable").tolist():
            if every[row].any() and not every[row].all():
                best.setdefault(every[row].tobytes(), row)
        kept = list(best.values())
        self.truths, self.costs = every[kept], prices[kept]
        self.names = [names[row] for row in kept]
        self.number = {name: i for i, name in enumerate(self.names)}
        place = {row.tobytes(): i for i, row in enumerate(self.truths)}
        self.opposite = [place[row.tobytes()] for row in ~self.truths]

    def __len__(self) -> int:
        return len(self.names)

    def price(self, form: Form) -> int:
        """About how long the text of a form is."""
        if form.exactly:
            return sum(int(self.costs[self.number[i]]) for i in form.groups[0]) + IFF
        inner, outer = (AND, OR) if form.either else (OR, AND)
        total = outer * (len(form.groups) - 1)
        for group in form.groups:
            total += sum(int(self.costs[self.number[i]]) for i in group) + inner * (len(group) - 1)
            total += BRACKETS if not form.either and len(group) > 1 and len(form.groups) > 1 else 0
        return total

    def short(self) -> Short:
        """Every form of one literal or two: either, both, the one exactly if the other; the cheapest of those alike."""
        first, second = np.triu_indices(len(self), 1)
        mine, other = self.truths[first], self.truths[second]
        truths = np.concatenate([self.truths, mine & other, mine | other, mine == other])
        both, alone = self.costs[first] + self.costs[second], np.arange(len(self))
        costs = np.concatenate([self.costs, both + AND, both + OR, both + IFF])
        order = np.argsort(costs, kind="stable")
        _, chosen = np.unique(np.packbits(truths[order], axis=1), axis=0, return_index=True)
        kept = order[np.sort(chosen)]
        kept = kept[truths[kept].any(axis=1) & ~truths[kept].all(axis=1)]
        names = np.array(self.names)
        left, right = np.concatenate([alone, first, first, first])[kept], np.concatenate([alone, *[second] * 3])[kept]
        joint = np.repeat(np.arange(4), [len(self), *[len(first)] * 3])[kept]
        return Short(truths[kept], costs[kept], names[left], names[right], joint)

    def cover(self, wanted: Bools, unwanted: Bools) -> Form | None:
        """A short form that is true in the one set of outcomes and false in the other, greedily built.

        Nothing where no feature tells a wanted outcome from an unwanted one.

        >>> both = Literals(np.array([[True, True, False], [True, False, True]]), np.array([[5, 9], [5, 9]]))
        >>> both.cover(np.array([False, True, True]), np.array([True, False, False]))
        Form(groups=((-2,), (-1,)), either=True)
        """
        if not unwanted.any() or not wanted.any():
            return None
        whole = self._groups(self.truths, wanted, unwanted)
        denied = self._groups(self.truths, unwanted, wanted)
        forms = []
        if whole is not None:
            forms.append(Form(tuple(tuple(self.names[i] for i in group) for group in whole)))
        if denied is not None:
            forms.append(Form(tuple(tuple(self.names[self.opposite[i]] for i in group) for group in denied), False))
        return min(forms, key=self.price, default=None)

    def _groups(self, truths: Bools, wanted: Bools, unwanted: Bools) -> list[tuple[int, ...]] | None:
        """Groups of literals, each false in all unwanted outcomes, that together are true in all wanted ones."""
        open_, groups = wanted.copy(), []
        while open_.any():
            found = max(
                (g for start in np.flatnonzero(open_) for g in self._grown(truths, int(start), open_, unwanted)),
                key=lambda g: (truths[list(g)].all(axis=0) & open_).sum() / (self.costs[list(g)].sum() + AND * len(g)),
                default=None,
            )
            if found is None:
                return None
            groups.append(found)
            open_ &= ~truths[list(found)].all(axis=0)
        return groups

    def _grown(self, truths: Bools, start: int, open_: Bools, unwanted: Bools) -> Iterator[tuple[int, ...]]:
        """A group that is true in one outcome and false in all unwanted ones, grown literal by literal."""
        possible = np.flatnonzero(truths[:, start])
        left, group, here = unwanted.copy(), [], open_.copy()
        while left.any():
            out = (~truths[possible] & left).sum(axis=1)
            if not len(out) or not out.max():
                return
            kept = (truths[possible] & here).sum(axis=1)
            best = possible[int(np.argmax(out * np.sqrt(kept) / (self.costs[possible] + AND)))]
            group.append(int(best))
            left &= truths[best]
            here &= truths[best]
        # what a later literal does alone is not said twice
        for literal in list(group):
            rest = [i for i in group if i != literal]
            if rest and not (truths[rest].all(axis=0) & unwanted).any():
                group = rest
        yield tuple(group)


def told_apart(features: Bools, levels: Sequence[int]) -> tuple[int, int] | None:
    """Two outcomes of different levels that no feature tells apart, if there are any."""
    first: dict[bytes, int] = {}
    for outcome, level in enumerate(levels):
        other = first.setdefault(features[:, outcome].tobytes(), outcome)
        if levels[other] != level:
            return other, outcome
    return None
