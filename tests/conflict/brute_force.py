"""The graph model straight from its definitions: sets of states and plain loops, no algebra, no arrays.

Slow on purpose. It shares nothing with the engine but the input: what a move, an improvement, a
sanction and a course of events are is written out here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from overture.conflict import Conflict

State = tuple[int, ...]
Mover = int


class Definitions:
    """One conflict as sets of states; nothing is computed before it is asked for."""

    def __init__(self, conflict: Conflict) -> None:
        self.owners = conflict.owners
        self.people = range(len(conflict.ranks))
        self.allowed = [allowed.tolist() for allowed in conflict.relations]
        self.states = [
            state for state in product(*(range(size) for size in conflict.feasible.shape)) if conflict.feasible[state]
        ]
        self.rank = [{state: int(rank[state]) for state in self.states} for rank in conflict.ranks]
        self.reach = [{s: {t for t in self.states if self._may(i, s, t)} for s in self.states} for i in self.people]
        self.improve = [
            {s: {t for t in self.reach[i][s] if self.rank[i][t] > self.rank[i][s]} for s in self.states}
            for i in self.people
        ]
        self._sequences: dict[tuple[Mover, State, bool], set[State]] = {}

    def _may(self, i: Mover, s: State, t: State) -> bool:
        """t is another state, differs in i's options only, each by its relation."""
        if s == t:
            return False
        for axis, (v, w) in enumerate(zip(s, t, strict=True)):
            if v != w and (self.owners[axis] != i or not self.allowed[axis][v][w]):
                return False
        return True

    def sequences(self, i: Mover, s: State, improving: bool) -> set[State]:
        """Ends of non-empty legal sequences of moves by all but i from s, nobody twice in a row."""
        key = (i, s, improving)
        if key not in self._sequences:
            steps = self.improve if improving else self.reach
            seen: set[tuple[State, Mover]] = set()
            todo: list[tuple[State, Mover | None]] = [(s, None)]
            while todo:
                here, last = todo.pop()
                for j in self.people:
                    if j in (i, last):
                        continue
                    for there in steps[j][here]:
                        if (there, j) not in seen:
                            seen.add((there, j))
                            todo.append((there, j))
            self._sequences[key] = {state for state, _ in seen}
        return self._sequences[key]

    def sanctioned(self, i: Mover, s: State, s1: State, concept: str) -> bool:
        """Is i's improvement from s to s1 answered by a sanction of this concept?"""
        if concept == "nash":
            return False
        rank = self.rank[i]
        for s2 in self.sequences(i, s1, improving=concept in ("seq", "sseq")):
            if rank[s2] > rank[s]:
                continue
            if concept in ("gmr", "seq"):
                return True
            if all(rank[s3] <= rank[s] for s3 in self.reach[i][s2]):
                return True
        return False

    def credible(self, i: Mover, s: State, concept: str) -> set[State]:
        return {s1 for s1 in self.improve[i][s] if not self.sanctioned(i, s, s1, concept)}

    def stable(self, i: Mover, concept: str) -> set[State]:
        return {s for s in self.states if not self.credible(i, s, concept)}

    def made(self, s: State, foresight: Sequence[str]) -> Iterator[tuple[Mover, State]]:
        """The moves of courses of events: best credible improvements with fewest options changed."""
        for i in self.people:
            credible = self.credible(i, s, foresight[i])
            best = [t for t in credible if all(self.rank[i][t] >= self.rank[i][u] for u in credible)]
            changes = {t: {axis for axis, value in enumerate(t) if value != s[axis]} for t in best}
            for t in best:
                if not any(changes[u] < changes[t] for u in best):
                    yield i, t

    def arrows(self, foresight: Sequence[str]) -> dict[State, set[State]]:
        return {s: {t for _, t in self.made(s, foresight)} for s in self.states}


def reachable(arrows: dict[State, set[State]], start: State) -> dict[State, int]:
    """Every state that can be reached from start (itself included) with its distance."""
    distance = {start: 0}
    ring = {start}
    while ring:
        step = 1 + max(distance.values())
        ring = {t for s in ring for t in arrows[s] if t not in distance}
        distance.update(dict.fromkeys(ring, step))
    return distance


def settlements(arrows: dict[State, set[State]], start: State) -> set[frozenset[State]]:
    """Terminal strongly connected components: sets whose every member reaches exactly that set."""
    onward = {s: frozenset(reachable(arrows, s)) for s in reachable(arrows, start)}
    return {ahead for ahead in onward.values() if all(onward[t] == ahead for t in ahead)}
