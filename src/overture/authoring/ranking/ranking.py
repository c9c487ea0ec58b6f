"""An interview about what one actor would rather have: which outcomes, which question next, what the answers say.

The answers are all the state that there is. The first outcomes are chosen by what can be told apart in them.
Each later one is the outcome over which statements that fit all the answers so far most disagree, so that its
answers decide between them (a query by committee: Seung, Opper and Sompolinsky 1992).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from overture.authoring.ranking.answers import Said
from overture.authoring.ranking.features import State, truth_in
from overture.authoring.ranking.outcomes_to_rank import Pool, chosen, most_disputed, pool_of
from overture.dossier import Dossier
from overture.dossier.entries import Statement
from overture.elicitation import (
    Answer,
    alternatives,
    best_first,
    checking_pairs,
    most_left,
    most_questions,
    next_pair,
    smallest_contradiction,
)
from overture.elicitation.comparisons import what_follows
from overture.model import Model, Space

DEFAULT_OUTCOMES, MOST_OUTCOMES, CHECKS = 12, 40, 2


class Question(NamedTuple):
    """Two outcomes to compare; how many questions there are still at the most, this one included."""

    first: State
    second: State
    left: int
    checks: bool = False


class Link(NamedTuple):
    """One part of a contradiction: what it says, and the number of the answer; none where the file says it."""

    said: Said
    number: int | None


class Interview:
    """Questions about one actor's ranking, each a function of the answers before it."""

    def __init__(
        self, dossier: Dossier, models: Sequence[Model], actor: str, *, given: Sequence[Statement] = (),
        best_first: bool = False, kept: Sequence[Said] = (), most: int = DEFAULT_OUTCOMES,
        checks: bool = True, only_kept: bool = False,
    ) -> None:  # fmt: skip
        """`given`: statements that stay, and are added to; `best_first`: they are a ranking of outcomes.

        What a ranking of outcomes puts at one place is alike; it is silent only on what has no place in it.
        `kept`: answers of an earlier session; `only_kept`: ask about no other outcomes than theirs.
        """
        self.dossier, self.models, self.actor = dossier, models, actor
        self.given, self.best_first = tuple(given), best_first and bool(given)
        self.checks = checks
        named = list(dict.fromkeys(s for a in kept for s in (a.better, a.worse)))
        self.pool: Pool = pool_of(dossier, models, actor, named)
        start = tuple(self.pool.number(s) for s in named if s in self.pool.states)
        self.most = len(start) if only_kept else max(min(most, len(self.pool.states)), len(start))
        few = min(self.most, max(len(start), 6, self.most // 3))
        self.start = start if only_kept else self._side_by_side(chosen(dossier, self.pool, actor, few, start), start)
        self._further: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}

    @property
    def space(self) -> Space:
        return self.models[0].space

    @cached_property
    def given_truths(self) -> npt.NDArray[np.bool_]:
        """The truth of the statements that stay, (statements, states of the pool)."""
        return self._truths(self.given)

    def _truths(self, statements: Sequence[Statement]) -> npt.NDArray[np.bool_]:
        model, states = self.models[0], self.pool.states
        rows = [truth_in(model, model.satisfied(s), states) for s in statements]
        return np.array(rows, bool).reshape(len(rows), len(states))

    @cached_property
    def _told_vectors(self) -> list[bytes]:
        truths = self.given_truths
        return [truths[:, i].tobytes() for i in range(truths.shape[1])]

    @cached_property
    def placed(self) -> tuple[int, ...]:
        """The states of the pool that have a place in the ranking of outcomes that stays."""
        return tuple(np.flatnonzero(self.given_truths.any(axis=0)).tolist()) if self.best_first else ()

    @cached_property
    def _settings(self) -> npt.NDArray[np.int64]:
        """The value of each option in each state of the pool, (states, options)."""
        space = self.space
        return np.array([(*space.package_index(s.package), *space.reply_index(s.reply)) for s in self.pool.states])

    def apart(self, taken: Sequence[int]) -> npt.NDArray[np.int64]:
        """In how many options each two of these states of the pool differ."""
        settings = self._settings[list(taken)]
        return np.asarray((settings[:, None] != settings[None]).sum(axis=2), np.int64)

    # the outcomes

    def _side_by_side(self, taken: Sequence[int], first: Sequence[int]) -> tuple[int, ...]:
        """The same outcomes, after those that come first each near to one before it: such pairs are easy to compare."""
        apart = self.apart(taken)
        order = list(range(max(len(first), 1)))
        left = list(range(len(order), len(taken)))
        while left:
            near = min(left, key=lambda i: (int(apart[i, order].min()), i))
            left.remove(near)
            order.append(near)
        return tuple(taken[i] for i in order)

    def outcomes(self, answers: Sequence[Said]) -> tuple[int, ...]:
        """The states asked about, as numbers of the pool, as far as the answers decide which they are."""
        taken = list(self.start)
        while True:
            numbers = self._numbered(taken, answers)
            if len(taken) >= self.most or what_follows(len(taken), numbers).contradictory:
                break
            ranking = best_first(len(taken), numbers)
            if ranking is None:
                break
            taken.append(self._next_outcome(taken, ranking))
        extra = [self.pool.number(s) for a in answers for s in (a.better, a.worse) if s in self.pool.states]
        return tuple(dict.fromkeys((*taken, *extra)))

    def _next_outcome(self, taken: Sequence[int], ranking: Sequence[Sequence[int]]) -> int:
        levels = _levels(ranking)
        key = tuple(taken), tuple(levels)
        if key not in self._further:
            features = self.pool.features
            lists = alternatives(
                features.of(taken), features.costs, levels, self.given_truths[:, list(taken)] if self.given else None
            )
            disputed = most_disputed(self.pool, taken, lists, self.given_truths, self.placed)
            if disputed is None:
                disputed = chosen(self.dossier, self.pool, self.actor, len(taken) + 1, taken)[-1]
            self._further[key] = disputed
        return self._further[key]

    def _numbered(self, taken: Sequence[int], answers: Sequence[Said]) -> list[Answer]:
        """What the statements of the file say of these outcomes, and after it the answers about them."""
        place = {self.pool.states[number]: i for i, number in enumerate(taken)}
        said = [Answer(place[a.better], place[a.worse], a.alike) for a in answers
                if a.better in place and a.worse in place]  # fmt: skip
        return [*self._from_statements(taken), *said]

    def _from_statements(self, taken: Sequence[int]) -> list[Answer]:
        """That the statements of the file put outcomes above others; of those that they leave together, nothing.

        Those that a ranking of outcomes puts at one place are alike.
        """
        groups: dict[bytes, list[int]] = {}
        for place, number in enumerate(taken):
            groups.setdefault(self._told_vectors[number], []).append(place)
        ordered = [groups[vector] for vector in sorted(groups, reverse=True)]
        found = [Answer(a, b) for better, worse in combinations(ordered, 2) for a in better for b in worse]
        together = [group for group in ordered if taken[group[0]] in self.placed]
        return [*found, *(Answer(a, b, alike=True) for group in together for a, b in pairwise(group))]

    # the questions

    def question(self, answers: Sequence[Said]) -> Question | None:
        """What to ask next; nothing where the ranking is complete and checked. The answers must agree."""
        taken = self.outcomes(answers)
        numbers = self._numbered(taken, answers)
        pair = next_pair(len(taken), numbers, self.apart(taken))
        checks = self._checks_left(taken, numbers, len(answers)) if self.checks else ()
        if pair is not None:
            later = sum(k.bit_length() for k in range(len(taken), self.most))
            left = most_left(len(taken), numbers) + later
            if self.checks:
                left += max(0, min(CHECKS, most_questions(self.most) - len(answers) - left))
            return Question(self.pool.states[taken[pair[0]]], self.pool.states[taken[pair[1]]], left)
        if not checks:
            return None
        # the side on which the better one is shown tells nothing
        a, b = checks[0] if len(answers) % 2 else reversed(checks[0])
        return Question(self.pool.states[taken[a]], self.pool.states[taken[b]], len(checks), checks=True)

    def _checks_left(
        self, taken: Sequence[int], numbers: Sequence[Answer], asked: int
    ) -> tuple[tuple[int, int], ...]:
        """Questions whose answers follow, to catch a slip: few, and never more questions than n log2 n in all."""
        if best_first(len(taken), numbers) is None:
            return ()
        before = len(self._from_statements(taken))
        done = 0
        for end in range(before, len(numbers)):
            follows = what_follows(len(taken), numbers[:end])
            a, b, _ = numbers[end]
            done += bool(follows.at_least[a, b] or follows.at_least[b, a])
        most = min(CHECKS - done, most_questions(len(taken)) - asked)
        return checking_pairs(len(taken), numbers, most) if most > 0 else ()

    def contradiction(self, answers: Sequence[Said]) -> tuple[Link, ...]:
        """A smallest set of answers that contradict each other or the file; empty where all agree."""
        taken = self.outcomes(answers)
        states = [self.pool.states[number] for number in taken]
        about = [i for i, a in enumerate(answers) if a.better in states and a.worse in states]
        numbers = self._numbered(taken, answers)
        before = len(numbers) - len(about)
        found = []
        for i in smallest_contradiction(len(taken), numbers):
            said = Said(states[numbers[i].better], states[numbers[i].worse], numbers[i].alike)
            found.append(Link(said, about[i - before] if i >= before else None))
        return tuple(found)

    # what they say

    def ranking(self, answers: Sequence[Said]) -> tuple[tuple[State, ...], ...]:
        """The outcomes asked about as groups that are alike, the best first. The answers must be complete."""
        taken = self.outcomes(answers)
        found = best_first(len(taken), self._numbered(taken, answers))
        assert found is not None
        return tuple(tuple(self.pool.states[taken[i]] for i in group) for group in found)


def _levels(ranking: Sequence[Sequence[int]]) -> list[int]:
    """The level of each outcome, the highest the best."""
    levels = [0] * sum(map(len, ranking))
    for place, group in enumerate(reversed(ranking)):
        for outcome in group:
            levels[outcome] = place
    return levels
