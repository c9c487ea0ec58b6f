"""Truth that may be unknown: Kleene's strong three values, for one state or for many at once.

A value is a pair: where it is known to be true, where it is known to be false.
The two are Python truths or Boolean arrays over all states; where neither holds
the value is unknown (Kleene, 1952).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from overture.logic.syntax import And, Atom, Count, Formula, Iff, Implies, Not, Or, Truth

Flag = Any  # a bool, or a Boolean array that broadcasts against the others


@dataclass(frozen=True, slots=True, eq=False)
class Tri:
    """Where something is known to be so, and where it is known not to be so.

    >>> YES & UNKNOWN, NO & UNKNOWN, ~UNKNOWN
    (unknown, false, unknown)
    """

    yes: Flag
    no: Flag

    def __and__(self, other: Tri) -> Tri:
        if self is NO or other is NO:
            return NO
        if self is YES:
            return other
        if other is YES:
            return self
        return _tri(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Tri) -> Tri:
        if self is YES or other is YES:
            return YES
        if self is NO:
            return other
        if other is NO:
            return self
        return _tri(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Tri:
        return NO if self is YES else YES if self is NO else Tri(self.no, self.yes)

    @property
    def unknown(self) -> Flag:
        """Where neither is known."""
        if isinstance(self.yes, bool) and isinstance(self.no, bool):
            return not (self.yes or self.no)
        return np.logical_not(np.logical_or(self.yes, self.no))

    @property
    def plain(self) -> bool:
        """One value, not one for each of many states."""
        return isinstance(self.yes, bool) and isinstance(self.no, bool)

    @property
    def word(self) -> str:
        """`true`, `false` or `unknown`, of a single value."""
        return "true" if self.yes else "false" if self.no else "unknown"

    def __repr__(self) -> str:
        return self.word if self.plain else f"Tri({self.yes!r}, {self.no!r})"


YES, NO, UNKNOWN = Tri(True, False), Tri(False, True), Tri(False, False)


def _tri(yes: Flag, no: Flag) -> Tri:
    """The value of a pair; the three single values are always the same objects."""
    if yes is True:
        return YES
    if no is True:
        return NO
    return UNKNOWN if yes is False and no is False else Tri(yes, no)


def known(truth: Flag) -> Tri:
    """A value that is known everywhere: a bool, or an array over all states.

    >>> known(True)
    true
    """
    if isinstance(truth, bool | np.bool_):
        return YES if truth else NO
    return Tri(truth, np.logical_not(truth))


def all_of(values: Iterable[Tri]) -> Tri:
    """False where one is false, true where all are true."""
    found = YES
    for value in values:
        found = found & value
        if found is NO:
            break
    return found


def any_of(values: Iterable[Tri]) -> Tri:
    """True where one is true, false where all are false."""
    found = NO
    for value in values:
        found = found | value
        if found is YES:
            break
    return found


def at_least(number: int, values: Iterable[Tri]) -> Tri:
    """True where so many are true, false where so many can no longer be.

    >>> at_least(2, [YES, UNKNOWN, NO]), at_least(2, [YES, NO, NO]), at_least(1, [YES, UNKNOWN])
    (unknown, false, true)
    """
    sure: Any = 0
    possible: Any = 0
    for value in values:
        sure = sure + value.yes * 1
        possible = possible + (1 - value.no * 1)
    yes, no = sure >= number, possible < number
    return _tri(yes, no)


def truth_of(formula: Formula, atom: Callable[[Atom], Tri]) -> Tri:
    """The three-valued truth of a formula, given that of its atoms.

    >>> from overture.logic import parse
    >>> truth_of(parse("a and not b"), lambda name: UNKNOWN if name.name == "a" else YES)
    false
    """
    match formula:
        case Truth(value):
            return YES if value else NO
        case Not(part):
            return ~truth_of(part, atom)
        case And(parts):
            return all_of(truth_of(p, atom) for p in parts)
        case Or(parts):
            return any_of(truth_of(p, atom) for p in parts)
        case Implies(premise, conclusion):
            return ~truth_of(premise, atom) | truth_of(conclusion, atom)
        case Iff(left, right):
            one, other = truth_of(left, atom), truth_of(right, atom)
            return (one & other) | (~one & ~other)
        case Count(bound, number, parts):
            values = [truth_of(p, atom) for p in parts]
            if bound == "at least":
                return at_least(number, values)
            at_most = ~at_least(number + 1, values)
            return at_most if bound == "at most" else at_least(number, values) & at_most
        case _:
            return atom(formula)
