"""A conflict whose decision makers have names and whose states have the numbers of print: from one to the other.

A number may stand for several states that print draws together (with a dash for an option that is past
mattering). What is told of a number is so in all of its states.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral

from overture.conflict.errors import NotInOptionForm, UnknownName
from overture.conflict.forms.arrows import Graph, drawn
from overture.conflict.forms.graph import Bools, Conflict
from overture.conflict.forms.option_form import NamedOption
from overture.conflict.moves.walks import At, Course

Numbers = tuple[int, ...]

Path = tuple[tuple[str, int], ...]
"""Moves: who, and the number of the state that it leads to."""


@dataclass(frozen=True, eq=False)
class Named:
    """A conflict with names: `numbers` has the printed number of each of its `states`, in the order of print.

    called: what a state is called beside its number. options: those that the states are settings of, if any.

    >>> crossing = Graph.from_arrows(2, [[(0, 1)]], [[0, 1]])
    >>> named = Named(("ferry",), crossing, (0, 1), (5, 7), {7: "there"})
    >>> named.dm("ferry"), named.states_of(7), named.name(5), named.name(7)
    (0, (1,), 'state 5', 'state 7 (there)')
    """

    decision_makers: tuple[str, ...]
    conflict: Conflict | Graph
    states: tuple[At, ...]
    numbers: Numbers
    called: Mapping[int, str]
    options: tuple[NamedOption, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.numbers)
        for number in self.called:
            if number not in known:
                raise UnknownName(f"{self.called[number]!r} is said of state {number!r}, which there is not")

    def dm(self, name: str) -> int:
        """The number of a decision maker, UnknownName if there is none of this name."""
        if name not in self.decision_makers:
            raise UnknownName(f"there is no decision maker {name!r} among {', '.join(self.decision_makers)}")
        return self.decision_makers.index(name)

    def each(self, named: Iterable[str]) -> tuple[str, ...]:
        """All decision makers, once those that are named are known to be among them."""
        for name in named:
            self.dm(name)
        return self.decision_makers

    def states_of(self, number: int) -> tuple[At, ...]:
        """The states of a printed number, UnknownName if there is none."""
        if not isinstance(number, Integral) or isinstance(number, bool) or number not in self._by_number:
            raise UnknownName(f"there is no state {number!r} among {self.numbers[0]} to {self.numbers[-1]}")
        return self._by_number[int(number)]

    def settings_of(self, number: int) -> tuple[dict[str, str], ...]:
        """The value of every option, for each state of a printed number; NotInOptionForm without options."""
        if not self.options:
            raise NotInOptionForm("a graph drawn by hand has no options: its states are numbers only")
        return tuple(
            {option.name: option.values[value] for option, value in zip(self.options, state, strict=True)}
            for state in self.states_of(number)
            if isinstance(state, tuple)
        )

    def number(self, state: At) -> int:
        """The printed number of a state."""
        return self._number[state]

    def name(self, number: int) -> str:
        """A state as sentences call it."""
        called = self.called.get(number)
        return f"state {number} ({called})" if called else f"state {number}"

    def said(self, state: At) -> str:
        """The same for a state of the conflict."""
        return self.name(self._number[state])

    @cached_property
    def printed(self) -> Numbers:
        """Every number once, in the order of print."""
        return tuple(self._by_number)

    def where(self, marks: Bools) -> Numbers:
        """The numbers all of whose states are marked, in an array of the shape of the conflict."""
        return tuple(number for number, states in self._by_number.items() if all(marks[state] for state in states))

    def where_drawn(self, marks: Bools) -> Numbers:
        """The same for marks by state of the `drawn` graph."""
        marked = {state for state, mark in zip(self.drawn[1], marks.tolist(), strict=True) if mark}
        return tuple(number for number, states in self._by_number.items() if marked.issuperset(states))

    def within(self, states: Collection[At]) -> Numbers:
        """The numbers of some states, in the order of print."""
        found = {self._number[state] for state in states}
        return tuple(number for number in self._by_number if number in found)

    def path(self, course: Course) -> Path:
        """Moves by name and number."""
        return tuple((self.decision_makers[move.mover], self._number[move.end]) for move in course)

    @cached_property
    def drawn(self) -> tuple[Graph, tuple[At, ...]]:
        """The graph of all moves, and its states."""
        if isinstance(self.conflict, Graph):
            return self.conflict, tuple(range(self.conflict.states))
        graph, cells = drawn(self.conflict)
        return graph, tuple(self.conflict.state(cell) for cell in cells.tolist())

    @cached_property
    def _number(self) -> dict[At, int]:
        return dict(zip(self.states, self.numbers, strict=True))

    @cached_property
    def _by_number(self) -> dict[int, tuple[At, ...]]:
        found: dict[int, list[At]] = {}
        for state, number in zip(self.states, self.numbers, strict=True):
            found.setdefault(number, []).append(state)
        return {number: tuple(states) for number, states in found.items()}
