"""Replays witnesses step by step from the definitions, with sets and loops; shares nothing with what made them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from overture.conflict import Conflict
from overture.conflict.forms.arrows import Graph


class Replay:
    """A conflict as sets of states: who may move where, and who prefers what."""

    def __init__(self, conflict: Conflict | Graph) -> None:
        self.people = range(conflict.decision_makers)
        self.states: list[Any]
        if isinstance(conflict, Graph):
            self.states = list(range(conflict.states))
            self.reach = [{s: set(conflict.moves(i, s)) for s in self.states} for i in self.people]
        else:
            everything = product(*(range(size) for size in conflict.feasible.shape))
            self.states = [s for s in everything if conflict.feasible[s]]
            self.reach = [
                {s: {t for t in self.states if _may(conflict, i, s, t)} for s in self.states} for i in self.people
            ]
        self.rank = [{s: int(rank[s]) for s in self.states} for rank in conflict.ranks]

    def better(self, judges: Sequence[int], t: Any, s: Any, variant: str) -> bool:
        if variant == "pareto":
            worse = any(self.rank[i][t] < self.rank[i][s] for i in judges)
            return not worse and any(self.rank[i][t] > self.rank[i][s] for i in judges)
        return all(self.rank[i][t] > self.rank[i][s] for i in judges)

    def ends(self, movers: Sequence[int], start: Any, improving: bool = False) -> set[Any]:
        """Ends of legal sequences of at least one move, nobody twice in a row."""
        seen: set[tuple[Any, int]] = set()
        todo: list[tuple[Any, int]] = [(start, -1)]
        while todo:
            here, last = todo.pop()
            for j in movers:
                for there in self.reach[j][here] if j != last else ():
                    if improving and self.rank[j][there] <= self.rank[j][here]:
                        continue
                    if (there, j) not in seen:
                        seen.add((there, j))
                        todo.append((there, j))
        return {state for state, _ in seen}

    def improvements(self, judges: Sequence[int], s: Any, variant: str) -> set[Any]:
        return {t for t in self.ends(judges, s) if self.better(judges, t, s, variant)}

    def sanctions(self, judges: Sequence[int], s: Any, end: Any, concept: str, variant: str) -> bool:
        """Is `end` no improvement on s, and under smr and sseq one from which none can be reached?"""
        if self.better(judges, end, s, variant):
            return False
        if concept in ("gmr", "seq"):
            return True
        return not any(self.better(judges, t, s, variant) for t in self.ends(judges, end))

    def check_course(self, course: Sequence[Any], start: Any, movers: Sequence[int], improving: bool) -> Any:
        """Walk along the moves of a course; return where it ends."""
        last = None
        here = start
        for move in course:
            assert move.mover in movers, "somebody moves whose turn it is not"
            assert move.mover != last, "somebody moves twice in a row"
            assert move.start == here, "a move does not begin where the last one ended"
            assert move.end in self.reach[move.mover][here], "a move is not legal"
            if improving:
                assert self.rank[move.mover][move.end] > self.rank[move.mover][here], "a move is no improvement"
            here, last = move.end, move.mover
        return here

    def check(self, witness: Any) -> None:
        """Raise AssertionError unless the witness shows what it says."""
        judges, s, concept, variant = witness.judges, witness.state, witness.concept, witness.variant
        others = [j for j in self.people if j not in judges]
        looks_ahead = concept in ("seq", "sseq")
        improvements = self.improvements(judges, s, variant)
        if witness.stable:
            told = [self.check_course(answer.improvement, s, judges, improving=False) for answer in witness.answers]
            assert set(told) == improvements and len(told) == len(improvements), "an improvement is not answered"
            assert concept != "nash" or not told, "under nash nothing answers an improvement"
            for improved, answer in zip(told, witness.answers, strict=True):
                assert answer.sanction, "an answer without a move"
                end = self.check_course(answer.sanction, improved, others, looks_ahead)
                assert end == answer.end
                assert self.sanctions(judges, s, end, concept, variant), "the end is no sanction"
        else:
            assert not witness.answers
            improved = self.check_course(witness.unanswered, s, judges, improving=False)
            assert improved in improvements, "what stands unanswered is no improvement"
            if concept != "nash":
                ends = self.ends(others, improved, looks_ahead)
                assert not any(self.sanctions(judges, s, end, concept, variant) for end in ends), "it is answered"


def _may(conflict: Conflict, i: int, s: tuple[int, ...], t: tuple[int, ...]) -> bool:
    """Does t differ from s in options of i only, each as its relation allows?"""
    changed = [axis for axis, (v, w) in enumerate(zip(s, t, strict=True)) if v != w]
    return bool(changed) and all(
        conflict.owners[axis] == i and conflict.relations[axis][s[axis], t[axis]] for axis in changed
    )
