"""A conflict as it is printed in the literature: options and their owners, numbered states, rankings.

The table of a published conflict has a row for every option and a column for every feasible state; the
columns are numbered, and the rankings name these numbers (Howard 1971; Fraser and Hipel 1984).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from numbers import Integral

import numpy as np

from overture.conflict.errors import (
    ConflictError,
    DoesNotFit,
    NoFeasibleState,
    OptionWithTwoOwners,
    OwnerWithoutOptions,
    RankingIncomplete,
    UnknownName,
    WrongEntry,
)
from overture.conflict.forms.entries import is_value, whole_number
from overture.conflict.forms.graph import Conflict, State, relation

MOST_SETTINGS = 1 << 24
"""Settings of all options that a table is laid out for; a larger conflict is given as arrays."""

MOST_LISTED = 1 << 20
"""Feasible states that are listed one by one."""

Ranking = tuple[tuple[int, ...], ...]
"""Best first; each entry is a group of states, by their numbers, that are equally good."""


@dataclass(frozen=True)
class NamedOption:
    """An option, its owner, its values, and how far a choice can be taken back (see `relation`)."""

    name: str
    owner: str
    values: tuple[str, ...] = ("no", "yes")
    now: int = 0
    final: bool | tuple[int, ...] = False
    no_return: bool = False


@dataclass(frozen=True)
class OptionForm:
    """A conflict in option form, under the numbers that its states have in print.

    options: those of one owner together, owners in the order of `decision_makers`.
    states: the feasible ones, as value numbers by option.
    rankings: for every decision maker, over all states.
    numbers: the printed number of every state; 1, 2, 3, ... if not given.

    Raises OwnerWithoutOptions, OptionWithTwoOwners, NoFeasibleState, RankingIncomplete, DoesNotFit or
    another ConflictError where the parts do not fit each other.

    >>> chicken = OptionForm(
    ...     ("row", "column"),
    ...     (NamedOption("row swerves", "row"), NamedOption("column swerves", "column")),
    ...     ((1, 1), (1, 0), (0, 1), (0, 0)),
    ...     {"row": ((3,), (1,), (2,), (4,)), "column": ((2,), (1,), (3,), (4,))},
    ... )
    >>> from overture.conflict.concepts.stability import equilibria
    >>> at = equilibria(chicken.conflict(), "nash")
    >>> [number for number, state in zip(chicken.numbers, chicken.states) if at[state]]
    [2, 3]
    """

    decision_makers: tuple[str, ...]
    options: tuple[NamedOption, ...]
    states: tuple[State, ...]
    rankings: Mapping[str, Ranking]
    numbers: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        check_options(self.decision_makers, self.options)
        shape = self.shape
        if not self.states:
            raise NoFeasibleState("no state is feasible: take back one of the conditions that exclude states")
        seen: set[State] = set()
        for state in self.states:
            if len(state) != len(shape) or not all(is_value(v, size) for v, size in zip(state, shape, strict=True)):
                raise ConflictError(f"{state} is no setting of the {len(shape)} options")
            if state in seen:
                raise ConflictError(f"the state {state} is listed twice")
            seen.add(state)
        if not self.numbers:
            object.__setattr__(self, "numbers", tuple(range(1, len(self.states) + 1)))
        if len(self.numbers) != len(self.states) or len(set(self.numbers)) != len(self.numbers):
            raise ConflictError(f"{len(self.states)} states need as many different numbers")
        for name in self.decision_makers:
            check_ranking(name, self.rankings.get(name, ()), self.numbers)
        for name in self.rankings:
            if name not in self.decision_makers:
                raise UnknownName(f"there is a ranking for {name!r}, who is not one of the decision makers")

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of values of every option."""
        return tuple(len(option.values) for option in self.options)

    def state(self, number: int) -> State:
        """The setting of the options in the state of this printed number; UnknownName if there is none."""
        if number not in self.numbers:
            raise UnknownName(f"there is no state {number} among {self.numbers[0]} to {self.numbers[-1]}")
        return self.states[self.numbers.index(number)]

    def number(self, state: State) -> int:
        """The printed number of a state; UnknownName if it is not feasible."""
        if tuple(state) not in self.states:
            raise UnknownName(f"{tuple(state)} is not a feasible state")
        return self.numbers[self.states.index(tuple(state))]

    def conflict(self) -> Conflict:
        """The same conflict as arrays with one axis per option."""
        feasible = np.zeros(self.shape, dtype=np.bool_)
        where = tuple(np.array(self.states).T)
        feasible[where] = True
        place = {number: at for at, number in enumerate(self.numbers)}
        ranks = []
        for name in self.decision_makers:
            by_state = np.zeros(len(self.states), dtype=np.int64)
            for rank, group in enumerate(reversed(self.rankings[name])):
                by_state[[place[number] for number in group]] = rank
            laid = np.zeros(self.shape, dtype=np.int64)
            laid[where] = by_state
            ranks.append(laid)
        return Conflict(
            owners=tuple(self.decision_makers.index(option.owner) for option in self.options),
            relations=tuple(
                relation(len(o.values), o.now, final=o.final, no_return=o.no_return) for o in self.options
            ),
            feasible=feasible,
            ranks=tuple(ranks),
        )


def feasible_states(sizes: Sequence[int], infeasible: Sequence[str] = ()) -> tuple[State, ...]:
    """All settings but those that fit a pattern, in decimal order: the first option changes fastest.

    A pattern has one mark for each option: Y for its second value (yes), N for its first (no), a digit
    for the value of that number, - for any.

    Raises ConflictError for a pattern that does not fit the options, DoesNotFit for too many settings.

    >>> feasible_states([2, 2], ["YY"])
    ((0, 0), (1, 0), (0, 1))
    """
    sizes = [whole_number(size, "an option needs at least one value: a whole number", 1) for size in sizes]
    if prod(sizes) > MOST_SETTINGS:
        raise DoesNotFit(
            f"{len(sizes)} options have {prod(sizes):,} settings, more than the {MOST_SETTINGS:,} that a table "
            "is laid out for: leave options out, or split the conflict; see the how-to `Work with large conflicts`"
        )
    out = np.zeros(tuple(sizes), dtype=np.bool_)
    for pattern in infeasible:
        out[read_pattern(pattern, sizes)] = True
    if out.size - np.count_nonzero(out) > MOST_LISTED:
        raise DoesNotFit(
            f"{out.size - np.count_nonzero(out):,} states are feasible, more than the {MOST_LISTED:,} that are listed "
            "one by one: exclude more of them, or split the conflict; see the how-to `Work with large conflicts`"
        )
    return tuple(state for state in _decimal(sizes) if not out[state])


def check_ranking(name: str, ranking: Ranking, numbers: Sequence[int]) -> None:
    """Raise RankingIncomplete unless the ranking has every state once, WrongEntry for what is no number."""
    ranked = [number for group in ranking for number in group]
    for number in ranked:
        if not isinstance(number, Integral) or isinstance(number, bool):
            raise WrongEntry(f"the ranking of {name} has {number!r} in it, which is no number of a state")
    known, placed = set(numbers), set(ranked)
    missed = [n for n in numbers if n not in placed]
    if missed:
        raise RankingIncomplete(f"the ranking of {name} misses {_listed(missed)}: put every state into its place")
    strange = [n for n in ranked if n not in known]
    if strange:
        raise RankingIncomplete(f"the ranking of {name} names {_listed(strange)}, which {_are(strange)} no state")
    if len(ranked) > len(known):
        twice = [n for n, times in Counter(ranked).items() if times > 1]
        raise RankingIncomplete(f"the ranking of {name} names {_listed(twice)} twice: leave one place")


def check_options(decision_makers: Sequence[str], options: Sequence[NamedOption]) -> None:
    """Raise OwnerWithoutOptions, OptionWithTwoOwners, DoesNotFit, UnknownName or another ConflictError for options
    that make no table."""
    owners = [option.owner for option in options]
    for name in decision_makers:
        if name not in owners:
            raise OwnerWithoutOptions(f"{name} has no option: give it one, or leave it out of the decision makers")
    if len(set(decision_makers)) != len(decision_makers):
        raise ConflictError("two decision makers have the same name")
    seen: dict[str, str] = {}
    for option in options:
        if option.owner not in decision_makers:
            raise UnknownName(f"{option.name!r} belongs to {option.owner!r}, who is not one of the decision makers")
        if option.name in seen:
            raise OptionWithTwoOwners(
                f"the option {option.name!r} is given to {seen[option.name]} and to {option.owner}: "
                "an option has one owner, and two options have two names"
            )
        seen[option.name] = option.owner
        if len(option.values) < 2:
            raise ConflictError(f"the option {option.name!r} needs at least two values")
        if len(set(option.values)) != len(option.values):
            raise ConflictError(f"two values of the option {option.name!r} have the same name")
        staying = () if isinstance(option.final, bool) else tuple(option.final)
        strange = [v for v in (option.now, *staying) if not isinstance(v, int) or not 0 <= v < len(option.values)]
        if strange:
            raise ConflictError(
                f"`now` and `final` of the option {option.name!r} are numbers of its values, 0 to "
                f"{len(option.values) - 1}, not {strange[0]!r}"
            )
    order = [decision_makers.index(owner) for owner in owners]
    if order != sorted(order):
        raise ConflictError("the options of one owner must stand together, owners in the order of the decision makers")
    settings = prod(len(option.values) for option in options)
    if settings > MOST_SETTINGS:
        raise DoesNotFit(
            f"{len(options)} options have {settings:,} settings, more than the {MOST_SETTINGS:,} that a table is "
            "laid out for: leave options out, or split the conflict; see the how-to `Work with large conflicts`"
        )


def read_pattern(pattern: str, sizes: Sequence[int]) -> tuple[int | slice, ...]:
    """For each option the value that the pattern asks for, or a slice over all; see `feasible_states`."""
    if len(pattern) != len(sizes):
        raise ConflictError(f"the pattern {pattern!r} has {len(pattern)} marks for {len(sizes)} options")
    marks: list[int | slice] = []
    for mark, size in zip(pattern, sizes, strict=True):
        value = {"Y": 1, "y": 1, "N": 0, "n": 0}.get(mark, int(mark) if mark in "0123456789" else -1)
        if mark != "-" and not 0 <= value < size:
            raise ConflictError(f"the mark {mark!r} of the pattern {pattern!r} is none of Y, N, - and 0 to {size - 1}")
        marks.append(slice(None) if mark == "-" else value)
    return tuple(marks)


def _decimal(sizes: Sequence[int]) -> Iterator[State]:
    for reverse in product(*(range(size) for size in reversed(sizes))):
        yield tuple(reversed(reverse))


def _listed(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    few = ", ".join(str(n) for n in numbers[:8])
    return f"the state{'s' if len(numbers) > 1 else ''} {few}{' and more' if len(numbers) > 8 else ''}"


def _are(numbers: Sequence[int]) -> str:
    return "are" if len(numbers) > 1 else "is"
