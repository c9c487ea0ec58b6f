"""Questions to a `GraphModel` about what comes of a state: what can be reached, how, and where events settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overture.conflict.asked.base import Asked
from overture.conflict.asked.named import Numbers, Path
from overture.conflict.concepts.stability import security
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.graph import Ints
from overture.conflict.moves.courses import settle
from overture.conflict.moves.status_quo import MOST_PATHS, reached, shortest_paths
from overture.conflict.moves.walks import At


@dataclass(frozen=True)
class Outcome:
    """Where courses of events settle: one state, or several among which the parties keep moving; and a course."""

    states: Numbers
    course: Path


class AskedCourses(Asked):
    """What can come about."""

    def reached(self, start: int, *, improving: bool = False) -> dict[int, int]:
        """The states that can come of one, soonest first, with the number of moves that it takes."""
        lengths: dict[int, int] = {}
        for first in self._named.states_of(start):
            for state, length in reached(self.conflict, first, improving=improving).lengths.items():
                number = self._named.number(state)
                lengths[number] = min(length, lengths.get(number, length))
        return dict(sorted(lengths.items(), key=lambda found: found[1]))

    def paths(self, start: int, end: int, *, improving: bool = False, most: int = MOST_PATHS) -> tuple[Path, ...]:
        """The shortest ways from one state to another, at most so many.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)]}, {"ferry": [2, 1]})
        >>> ferry.reached(1), ferry.paths(1, 2), ferry.paths(2, 1)
        ({1: 0, 2: 1}, ((('ferry', 2),),), ())
        """
        found = [
            self._named.path(course)
            for first in self._named.states_of(start)
            for last in self._named.states_of(end)
            for course in shortest_paths(self.conflict, first, last, improving=improving, most=most)
        ]
        shortest = min(map(len, found), default=0)
        return tuple(dict.fromkeys(path for path in found if len(path) == shortest))[:most]

    def settlements(self, start: int, foresight: str | Mapping[str, str] = "seq") -> tuple[Outcome, ...]:
        """Where courses of events from a state settle, under one of the five concepts or each under its own.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)]}, {"ferry": [2, 1]})
        >>> ferry.settlements(1)
        (Outcome(states=(2,), course=(('ferry', 2),)),)
        """
        values = [security(self.conflict, dm, c) for dm, c in enumerate(self._foresight(foresight))]
        outcomes: dict[Numbers, Outcome] = {}
        for first in self._named.states_of(start):
            for outcome in self._settled(first, values):
                outcomes.setdefault(outcome.states, outcome)
        return tuple(outcomes.values())

    def _settled(self, first: At, values: Sequence[Ints]) -> tuple[Outcome, ...]:
        outcomes = []
        if isinstance(self.conflict, Graph):
            assert isinstance(first, int)
            for drawn_end in settle(self.conflict, first, values):
                outcomes.append(Outcome(self._named.within(drawn_end.states), self._named.path(drawn_end.course)))
            return tuple(outcomes)
        assert isinstance(first, tuple)
        for end in settle(self.conflict, first, values):
            here, course = list(first), []
            for step in end.course:
                for axis, value in step.sets:
                    here[axis] = value
                course.append((self.decision_makers[step.dm], self._named.number(tuple(here))))
            outcomes.append(Outcome(self._named.within(end.states), tuple(course)))
        return tuple(outcomes)
