"""Preferences of which some are unknown, and preferences of three levels of strength."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from .models import SlowGraph, Steps, legal_ends, only_better

Table = tuple[tuple[frozenset[int], ...], ...]  # table[i][s]: the states that stand so to s, for i
READINGS = "abcd"


def preferred(g: SlowGraph) -> Table:
    """The states that each decision maker prefers to each state, from its ranks."""
    return tuple(
        tuple(frozenset(t for t in range(g.n) if g.better(i, t, s)) for s in range(g.n)) for i in range(g.m)
    )


@dataclass(frozen=True)
class UnknownGraph:
    """A conflict in which i prefers better[i][s] to s, and nobody knows how it compares unknown[i][s] with s."""

    n: int
    m: int
    moves: Steps
    better_than: Table
    unknown: Table

    def better(self, i: int, t: int, s: int) -> bool:
        """Whether i is known to prefer t to s."""
        return t in self.better_than[i][s]

    @cached_property
    def improvements(self) -> Steps:
        """UI_i(s): the moves of i to states that it is known to prefer."""
        return only_better(self.moves, self.better)

    @cached_property
    def perhaps(self) -> Steps:
        """UI_i(s) and UUM_i(s): the moves of i to states that it is known to prefer, or may prefer."""
        return only_better(self.moves, lambda i, t, s: self.better(i, t, s) or t in self.unknown[i][s])

    def considered(self, reading: str, i: int, s: int) -> frozenset[int]:
        """The moves that may tempt i away from s: under a and c also those of unknown worth."""
        return self.perhaps[i][s] if reading in "ac" else self.improvements[i][s]

    def sanctions(self, reading: str, i: int, t: int, s: int) -> bool:
        """Whether t deters i at s: under c and d also a state of unknown worth does."""
        known = not self.better(i, t, s) and t not in self.unknown[i][s]
        return known or (reading in "cd" and t in self.unknown[i][s])


def unknown_stable(g: UnknownGraph, reading: str, concept: str, i: int, s: int) -> bool:
    """Whether s is stable for i under one of the five concepts, in one of the four readings."""
    considered = g.considered(reading, i, s)
    if concept == "nash":
        return not considered
    steps = g.perhaps if concept in ("seq", "sseq") else g.moves
    return _deterred(
        considered,
        lambda s1: legal_ends(steps, frozenset(range(g.m)) - {i}, s1),
        lambda t: g.sanctions(reading, i, t, s),
        g.moves[i] if concept in ("smr", "sseq") else None,
    )


@dataclass(frozen=True)
class StrengthGraph:
    """A conflict in which i prefers better_than[i][s] to s, and much[i][s], some of these, by far."""

    n: int
    m: int
    moves: Steps
    better_than: Table
    much: Table

    def better(self, i: int, t: int, s: int) -> bool:
        """Whether i prefers t to s, by far or not."""
        return t in self.better_than[i][s]

    @cached_property
    def improvements(self) -> Steps:
        """UI_i(s): the moves of i to states that it prefers to s, by far or not."""
        return only_better(self.moves, self.better)


def general_stable(g: StrengthGraph, concept: str, i: int, s: int) -> bool:
    """Whether s is stable for i, however strong the sanctions."""
    return _strength_stable(g, concept, i, s, lambda t: not g.better(i, t, s))


def strong_stable(g: StrengthGraph, concept: str, i: int, s: int) -> bool:
    """Whether s is stable for i by sanctions that are worse than s by far; Nash stability has no levels."""
    return _strength_stable(g, concept, i, s, lambda t: s in g.much[i][t])


def weak_stable(g: StrengthGraph, concept: str, i: int, s: int) -> bool:
    """Whether s is stable for i, but not strongly."""
    return general_stable(g, concept, i, s) and not strong_stable(g, concept, i, s)


def _strength_stable(g: StrengthGraph, concept: str, i: int, s: int, sanctions: Callable[[int], bool]) -> bool:
    if concept == "nash":
        return not g.improvements[i][s]
    steps = g.improvements if concept in ("seq", "sseq") else g.moves
    return _deterred(
        g.improvements[i][s],
        lambda s1: legal_ends(steps, frozenset(range(g.m)) - {i}, s1),
        sanctions,
        g.moves[i] if concept in ("smr", "sseq") else None,
    )


def _deterred(
    tempting: Iterable[int],
    answers: Callable[[int], Iterable[int]],
    sanctions: Callable[[int], bool],
    way_out: tuple[frozenset[int], ...] | None,
) -> bool:
    """Every tempting move has an answer that sanctions, and from which every way out sanctions too."""
    return all(
        any(
            sanctions(s2) and (way_out is None or all(sanctions(s3) for s3 in way_out[s2])) for s2 in answers(s1)
        )
        for s1 in tempting
    )
