"""A conflict told by local propositions: each over a few yes/no options, however many there are in all.

Two hundred options have 2^200 states, and no array holds them. What people write down is small all the
same: rules and statements that name a handful of options each. `LocalConflict` keeps them as they are,
as tables of truth over the options that they name; `symbolic` and `nash_by_sat` work on it without ever
listing states, and `LocalConflict.conflict` lays a small one out as arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from overture.conflict.errors import ConflictError, DoesNotFit, UnknownName
from overture.conflict.forms.graph import FIXED, Bools, Conflict, State, relation
from overture.conflict.forms.lexicographic import lexicographic_ranks
from overture.conflict.large.clock import Clock

MOST_OPTIONS = 24
"""Options of a conflict that is laid out as arrays."""


@dataclass(frozen=True, eq=False)
class Local:
    """A proposition over a few yes/no options.

    options: the options that it names, each once.
    truth: a bool array with one axis of two values for each of them: `truth[1, 0]` tells whether it holds
        where the first is yes and the second no.

    Raises ConflictError where the two do not fit each other.

    >>> either = Local((4, 7), np.array([[False, True], [True, True]]))
    >>> either.holds((0, 0, 0, 0, 1, 0, 0, 0))
    True
    """

    options: tuple[int, ...]
    truth: Bools

    def __post_init__(self) -> None:
        options = tuple(int(option) for option in self.options)
        truth = np.array(self.truth)
        if len(set(options)) != len(options) or any(option < 0 for option in options):
            raise ConflictError(f"a proposition names each option once, by its number from 0 on, not {options}")
        if truth.dtype != np.bool_ or truth.shape != (2,) * len(options):
            raise ConflictError(
                f"the truth over {len(options)} options is a bool array of shape {(2,) * len(options)}, "
                f"not {truth.dtype} of shape {truth.shape}"
            )
        truth.flags.writeable = False
        object.__setattr__(self, "options", options)
        object.__setattr__(self, "truth", truth)

    @classmethod
    def of(cls, options: Sequence[int], holds: Callable[..., Any]) -> Local:
        """The proposition that holds where a function of the values (0 or 1) of these options says so.

        >>> Local.of([2, 5], lambda a, b: a and not b).truth.tolist()
        [[False, False], [True, False]]
        """
        truth = np.array([bool(holds(*values)) for values in product((0, 1), repeat=len(options))], dtype=np.bool_)
        return cls(tuple(options), truth.reshape((2,) * len(options)))

    def holds(self, state: Sequence[int]) -> bool:
        """Whether it holds in a state, given as the value (0 or 1) of every option of the conflict."""
        return bool(self.truth[tuple(state[option] for option in self.options)])

    def laid(self, options: int) -> Bools:
        """The truth as an array that broadcasts over all states of a conflict with so many options."""
        order = sorted(range(len(self.options)), key=self.options.__getitem__)
        return self.truth.transpose(order).reshape([2 if o in self.options else 1 for o in range(options)])


@dataclass(frozen=True, eq=False)
class LocalConflict:
    """Yes/no options, who owns them, what is feasible and who wants what, all by local propositions.

    owners: for every option the decision maker that owns it, or FIXED where nobody can change it.
    final: for every option whether it can be taken back, as in `relation` with the value now no: False,
        any value may become the other; True, yes stays once chosen; a tuple, the values listed stay.
    rules: a state is feasible where all of them hold.
    statements: for every decision maker what it wants, the most important first. Of two states the one is
        better that satisfies the first statement on which they differ.

    Raises UnknownName for an owner or option that is not there, ConflictError where the parts do not fit.

    Two neighbours each want what the other has not:

    >>> alike = Local.of((0, 1), lambda a, b: a == b)
    >>> other = Local.of((0, 1), lambda a, b: a != b)
    >>> chase = LocalConflict((0, 1), (False, False), (), ((alike,), (other,)))
    >>> chase.improvement(1, (1, 1)), chase.improvement(0, (1, 1))
    ((1, 0), None)
    """

    owners: tuple[int, ...]
    final: tuple[bool | tuple[int, ...], ...]
    rules: tuple[Local, ...]
    statements: tuple[tuple[Local, ...], ...]

    def __post_init__(self) -> None:
        for name in ("owners", "final", "rules"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "statements", tuple(map(tuple, self.statements)))
        if len(self.owners) != len(self.final):
            raise ConflictError(f"owners ({len(self.owners)}) and final ({len(self.final)}) must be equally many")
        for option, owner in enumerate(self.owners):
            if not FIXED <= owner < len(self.statements):
                raise UnknownName(
                    f"option {option} belongs to {owner}, but there are {len(self.statements)} decision makers"
                )
        for option, final in enumerate(self.final):
            if not isinstance(final, bool) and not set(final) <= {0, 1}:
                raise ConflictError(f"final of option {option} lists {final}, but a yes/no option has the values 0, 1")
        everything = [("a rule", self.rules), *((f"a statement of {i}", s) for i, s in enumerate(self.statements))]
        for what, locals_ in everything:
            for one in locals_:
                strange = [option for option in one.options if option >= len(self.owners)]
                if strange:
                    raise UnknownName(f"{what} names option {strange[0]}, but there are {len(self.owners)} options")

    @property
    def options(self) -> int:
        """How many options there are."""
        return len(self.owners)

    @property
    def decision_makers(self) -> int:
        """How many decision makers there are."""
        return len(self.statements)

    def own(self, dm: int) -> tuple[int, ...]:
        """The options that decision maker `dm` owns."""
        return self._own[dm]

    def stays(self, option: int) -> tuple[bool, bool]:
        """Whether the values no and yes of an option stay once they are chosen."""
        final = self.final[option]
        return (False, final) if isinstance(final, bool) else (0 in final, 1 in final)

    def feasible(self, state: Sequence[int]) -> bool:
        """Whether all rules hold. Raises ConflictError where there is no such state."""
        self._check(state)
        return all(rule.holds(state) for rule in self.rules)

    def truths(self, dm: int, state: Sequence[int]) -> tuple[bool, ...]:
        """Which of the statements of `dm` hold, the most important first: the greater tuple is better."""
        return tuple(statement.holds(state) for statement in self.statements[dm])

    def improvement(self, dm: int, state: Sequence[int], *, clock: Clock | None = None) -> State | None:
        """A feasible state that `dm` can bring about alone and prefers to `state`; None where there is none.

        Found by going through the values of the own options, those that meet in no proposition apart, and
        leaving a branch once a proposition fails. It uses neither diagrams nor a solver, so that their answers
        can be held against it. A feasible `state` is Nash stable for `dm` where the answer is None. It can take
        long where dozens of options of one owner hang together: then a clock ends it with TimeUp.
        """
        self._check(state)
        now = self.truths(dm, state)
        for first, holds in enumerate(now):
            if not holds:
                # The first statement on which the better state differs, and that it satisfies.
                wanted = list(zip(self.statements[dm][:first], now, strict=False))
                wanted += [(self.statements[dm][first], True), *((rule, True) for rule in self._rules_of[dm])]
                found = self._search(dm, state, wanted, clock or Clock(None))
                if found is not None and self.feasible(found):
                    return found
        return None

    def is_nash(self, state: Sequence[int], *, clock: Clock | None = None) -> bool:
        """Whether `state` is feasible and nobody can improve on it alone: a Nash equilibrium.

        >>> alike = Local.of((0, 1), lambda a, b: a == b)
        >>> friends = LocalConflict((0, 1), (False, False), (), ((alike,), (alike,)))
        >>> friends.is_nash((1, 1)), friends.is_nash((1, 0))
        (True, False)
        """
        people = range(self.decision_makers)
        return self.feasible(state) and all(self.improvement(dm, state, clock=clock) is None for dm in people)

    def conflict(self) -> Conflict:
        """The same conflict as arrays, for all concepts. Raises DoesNotFit beyond 2^24 states.

        >>> alike = Local.of((0, 1), lambda a, b: a == b)
        >>> LocalConflict((0, 1), (False, True), (), ((alike,), ())).conflict().ranks[0].tolist()
        [[1, 0], [0, 1]]
        """
        if self.options > MOST_OPTIONS:
            raise DoesNotFit(
                f"{self.options} options have 2^{self.options} states, more than the 2^{MOST_OPTIONS} that are laid "
                "out as arrays: use diagrams (Symbolic) or a solver (one_nash)"
            )
        shape = (2,) * self.options
        feasible = np.ones(shape, dtype=np.bool_)
        for rule in self.rules:
            feasible &= rule.laid(self.options)
        return Conflict(
            owners=self.owners,
            relations=tuple(relation(2, 0, final=final) for final in self.final),
            feasible=feasible,
            ranks=tuple(lexicographic_ranks(one.laid(self.options) for one in of_dm) for of_dm in self.statements),
        )

    @cached_property
    def _own(self) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(option for option, owner in enumerate(self.owners) if owner == dm)
            for dm in range(self.decision_makers)
        )

    @cached_property
    def _rules_of(self) -> tuple[tuple[Local, ...], ...]:
        """For every decision maker the rules that its moves can break."""
        return tuple(tuple(r for r in self.rules if not set(r.options).isdisjoint(own)) for own in self._own)

    def _check(self, state: Sequence[int]) -> None:
        if len(state) != self.options or not all(value in (0, 1) for value in state):
            raise ConflictError(f"a state has one value, 0 or 1, for each of the {self.options} options")

    def _search(self, dm: int, state: Sequence[int], wanted: Sequence[Wanted], clock: Clock) -> State | None:
        """A state within reach of `dm` in which each proposition has the truth wanted; the other options stay."""
        movable = {option for option in self._own[dm] if not self.stays(option)[state[option]]}
        here = list(map(int, state))
        if any(one.holds(here) is not truth for one, truth in wanted if movable.isdisjoint(one.options)):
            return None
        left = [(one, truth) for one, truth in wanted if not movable.isdisjoint(one.options)]
        while left:
            # The propositions that hang together with the first, and the options in the order in which they meet.
            order = [option for option in left[0][0].options if option in movable]
            for option in order:
                for one, _ in left:
                    if option in one.options:
                        order += [other for other in one.options if other in movable and other not in order]
            together = [pair for pair in left if not set(order).isdisjoint(pair[0].options)]
            left = [pair for pair in left if set(order).isdisjoint(pair[0].options)]
            if not _settle(here, order, together, clock):
                return None
        return tuple(here)


Wanted = tuple[Local, bool]
"""A proposition and the truth that it is to have."""


def _settle(here: list[int], order: Sequence[int], wanted: Sequence[Wanted], clock: Clock) -> bool:
    """Give these options values with which each proposition has the truth wanted; whether there are any."""
    # A proposition is looked at as soon as the last of its options has its value.
    place = {option: at for at, option in enumerate(order)}
    due: list[list[Wanted]] = [[] for _ in order]
    for one, truth in wanted:
        due[max(place[option] for option in one.options if option in place)].append((one, truth))
    # How many of its two values an option has tried.
    tried = [0] * len(order)
    depth = 0
    while 0 <= depth < len(order):
        clock.look()
        if tried[depth] == 2:
            tried[depth] = 0
            depth -= 1
            continue
        here[order[depth]] ^= tried[depth]
        tried[depth] += 1
        if all(one.holds(here) is truth for one, truth in due[depth]):
            depth += 1
    return depth == len(order)
