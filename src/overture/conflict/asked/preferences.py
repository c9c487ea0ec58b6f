"""Questions to a `GraphModel` about preferences that are no ranking: pairs that are unknown, and degrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from overture.conflict.asked.base import Asked
from overture.conflict.asked.entering import read_groups, read_pairs
from overture.conflict.asked.named import Numbers
from overture.conflict.concepts.strength import Strengths, equilibria_by_strength, stable_by_strength
from overture.conflict.concepts.unknown_preferences import PartlyKnown, equilibria_unknown, stable_unknown
from overture.conflict.errors import ConflictError
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.option_form import check_ranking

Pairs = Mapping[str, Iterable[tuple[int, int]]]
"""For a decision maker the pairs of states of which it is unknown which it prefers."""

Levels = Mapping[str, Sequence[Collection[int]]]
"""For a decision maker groups of states, best first; a state of one group is much better than one of the next."""


class AskedPreferences(Asked):
    """What is stable where preferences are partly unknown, or have degrees."""

    def stable_unknown(self, concept: str, dm: str, reading: str, unknown: Pairs) -> Numbers:
        """What is stable where it is unknown which of two states is better; readings a to d.

        unknown: for a decision maker the pairs of which it is unknown. See `unknown_preferences`.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)]}, {"ferry": [2, 1]})
        >>> [ferry.stable_unknown("nash", "ferry", reading, {"ferry": [(1, 2)]}) for reading in "ab"]
        [(2,), (1, 2)]
        """
        preferences = self._partly_known(unknown)
        return self._named.where_drawn(
            stable_unknown(self._named.drawn[0], preferences, self._named.dm(dm), concept, reading)
        )

    def equilibria_unknown(self, concept: str, reading: str, unknown: Pairs) -> Numbers:
        """What is stable for everybody where pairs are unknown, in one of the readings a to d.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)], "port": []}, {"ferry": [2, 1], "port": [1, 2]})
        >>> [ferry.equilibria_unknown("nash", reading, {"ferry": [(1, 2)]}) for reading in "ab"]
        [(2,), (1, 2)]
        """
        preferences = self._partly_known(unknown)
        return self._named.where_drawn(equilibria_unknown(self._named.drawn[0], preferences, concept, reading))

    def stable_by_strength(self, concept: str, dm: str, level: str, levels: Levels) -> Numbers:
        """What is stable on the level general, strong or weak; see `strength`.

        levels: for a decision maker groups of states, best first; a state of one group is much better than
        one of the next. Whoever is not named has mild preferences only.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)]}, {"ferry": [1, 2]})
        >>> ferry.stable_by_strength("seq", "ferry", "strong", {"ferry": [[1], [2]]})
        (1, 2)
        """
        preferences = self._strengths(levels)
        return self._named.where_drawn(
            stable_by_strength(self._named.drawn[0], preferences, self._named.dm(dm), concept, level)
        )

    def equilibria_by_strength(self, concept: str, level: str, levels: Levels) -> Numbers:
        """What is stable for everybody (general), strong stable for everybody, or weak stable for somebody.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)], "port": []}, {"ferry": [1, 2], "port": [1, 2]})
        >>> [ferry.equilibria_by_strength("seq", level, {"ferry": [[1], [2]]}) for level in ("strong", "weak")]
        [(1, 2), ()]
        """
        preferences = self._strengths(levels)
        return self._named.where_drawn(equilibria_by_strength(self._named.drawn[0], preferences, concept, level))

    def _partly_known(self, unknown: Pairs) -> PartlyKnown:
        graph, states = self._named.drawn
        place = {state: at for at, state in enumerate(states)}
        hidden = []
        for name in self._named.each(unknown):
            own = []
            for one, other in read_pairs(f"an unknown pair of {name}", unknown.get(name, ())):
                if one == other:
                    raise ConflictError(
                        f"the unknown pair ({one}, {other}) of {name} names one state twice: give two states, or "
                        "leave it out"
                    )
                some, others = self._named.states_of(one), self._named.states_of(other)
                own += [(place[s], place[t]) for s in some for t in others]
            hidden.append(own)
        return PartlyKnown.from_ranks(graph.ranks, hidden)

    def _strengths(self, levels: Levels) -> Strengths:
        graph, states = self._named.drawn
        number_of = [self._named.number(state) for state in states]
        each = []
        for dm, name in enumerate(self._named.each(levels)):
            groups = read_groups(name, levels.get(name, [self.numbers]))
            check_ranking(f"{name} by levels", groups, self.numbers)
            height = {number: len(groups) - at for at, group in enumerate(groups) for number in group}
            own = [height[number] for number in number_of]
            _agree(name, graph, dm, number_of, own)
            each.append(own)
        return Strengths.from_levels(graph.ranks, each)


def _agree(name: str, graph: Graph, dm: int, numbers: Sequence[int], levels: Sequence[int]) -> None:
    """Raise ConflictError where a state on a higher level does not rank higher than one on a lower one."""
    ranks = graph.ranks[dm].tolist()
    rising = sorted(range(len(ranks)), key=lambda at: (levels[at], ranks[at]))
    best: int | None = None  # the highest of all lower levels
    highest: int | None = None  # the highest so far
    for before, at in zip([None, *rising], rising, strict=False):
        if before is not None and levels[before] < levels[at]:
            best = highest
        if best is not None and ranks[at] <= ranks[best]:
            raise ConflictError(
                f"state {numbers[at]} is on a higher level for {name} than state {numbers[best]}, and does not rank "
                "higher: change the levels, or the ranking"
            )
        if highest is None or ranks[at] > ranks[highest]:
            highest = at
