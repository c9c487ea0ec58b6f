"""The stability concepts, each as a sentence about one state and one decision maker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations, product

from .models import AnyGraph, OptionForm, SlowGraph, legal_ends

Concept = Callable[[AnyGraph, int, int], bool]
Horizon = tuple[tuple[tuple[int, ...], ...], ...]  # v[j][s][k]: what k gets where j has the move at s


class NoRepeat(ValueError):
    """The values of limited moves did not come back within the bound."""


class NotTwo(ValueError):
    """Stackelberg equilibria are defined for two decision makers."""


def others(g: AnyGraph, members: Iterable[int]) -> frozenset[int]:
    """Everybody but the members."""
    return frozenset(range(g.m)) - frozenset(members)


def reach(g: AnyGraph, members: Iterable[int], s: int) -> frozenset[int]:
    """R_H(s): where the members can bring events from s by legal sequences of moves."""
    return legal_ends(g.moves, frozenset(members), s)


def reach_improving(g: AnyGraph, members: Iterable[int], s: int) -> frozenset[int]:
    """R+_H(s): the same, each step an improvement for its mover over the state that it leaves."""
    return legal_ends(g.improvements, frozenset(members), s)


# The five concepts


def nash(g: AnyGraph, i: int, s: int) -> bool:
    """No move of i is an improvement."""
    return not g.improvements[i][s]


def gmr(g: AnyGraph, i: int, s: int) -> bool:
    """The others can answer every improvement of i with a state that i does not prefer to s."""
    return all(
        any(not g.better(i, s2, s) for s2 in reach(g, others(g, {i}), s1)) for s1 in g.improvements[i][s]
    )


def smr(g: AnyGraph, i: int, s: int) -> bool:
    """As GMR, and i has no move out of the answer to a state that it prefers to s."""
    return all(
        any(_no_escape(g, i, s2, s) for s2 in reach(g, others(g, {i}), s1)) for s1 in g.improvements[i][s]
    )


def seq(g: AnyGraph, i: int, s: int) -> bool:
    """As GMR, where every step of the answer is an improvement for its mover."""
    return all(
        any(not g.better(i, s2, s) for s2 in reach_improving(g, others(g, {i}), s1))
        for s1 in g.improvements[i][s]
    )


def sseq(g: AnyGraph, i: int, s: int) -> bool:
    """As SMR, where every step of the answer is an improvement for its mover."""
    return all(
        any(_no_escape(g, i, s2, s) for s2 in reach_improving(g, others(g, {i}), s1))
        for s1 in g.improvements[i][s]
    )


def _no_escape(g: AnyGraph, i: int, s2: int, s: int) -> bool:
    return not g.better(i, s2, s) and all(not g.better(i, s3, s) for s3 in g.moves[i][s2])


CONCEPTS: dict[str, Concept] = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "sseq": sseq}


def stable(g: AnyGraph, concept: str, i: int) -> frozenset[int]:
    """The states stable for i under one of the five concepts."""
    return frozenset(s for s in range(g.n) if CONCEPTS[concept](g, i, s))


def equilibria(g: AnyGraph, concepts: str | Sequence[str]) -> frozenset[int]:
    """States stable for everybody, under one concept or each under its own."""
    own = [concepts] * g.m if isinstance(concepts, str) else concepts
    return frozenset(s for s in range(g.n) if all(CONCEPTS[own[i]](g, i, s) for i in range(g.m)))


# Simultaneous sanctions


def sim(form: OptionForm, i: int, s: int) -> bool:
    """Some others, improving from s at the same moment as i, spoil every improvement of i."""
    return all(_spoilt(form, i, s, s1) for s1 in form.graph.improvements[i][s])


def _spoilt(form: OptionForm, i: int, s: int, s1: int) -> bool:
    g = form.graph
    rest = sorted(others(g, {i}))
    for size in range(1, len(rest) + 1):
        for joining in combinations(rest, size):
            for ends in product(*(g.improvements[j][s] for j in joining)):
                t = form.joint_change(s, {i: s1} | dict(zip(joining, ends, strict=True)))
                if t is not None and not g.better(i, t, s):
                    return True
    return False


# Limited moves


@lru_cache(maxsize=20_000)
def horizon(g: SlowGraph, h: int) -> Horizon:
    """v_k(h, j, s): what k gets where j has the move at s and h moves are foreseen."""
    if h == 0:
        return tuple(tuple(tuple(own[s] for own in g.rank) for s in range(g.n)) for _ in range(g.m))
    before = horizon(g, h - 1)
    return tuple(tuple(_after_choice(g, before, j, s) for s in range(g.n)) for j in range(g.m))


def _after_choice(g: SlowGraph, before: Horizon, j: int, s: int) -> tuple[int, ...]:
    if not _would_move(g, before, j, s):
        return tuple(own[s] for own in g.rank)
    best = max(_feared(g, before, j, t, j) for t in g.moves[j][s])
    chosen = [t for t in g.moves[j][s] if _feared(g, before, j, t, j) == best]
    return tuple(min(_feared(g, before, j, t, k) for t in chosen) for k in range(g.m))


def _would_move(g: SlowGraph, before: Horizon, j: int, s: int) -> bool:
    return any(_feared(g, before, j, t, j) > g.rank[j][s] for t in g.moves[j][s])


def _feared(g: SlowGraph, before: Horizon, j: int, t: int, k: int) -> int:
    """F_k: the worst for k at t, whoever but j has the next move."""
    return min((before[after][t][k] for after in range(g.m) if after != j), default=g.rank[k][t])


def limited_move(g: SlowGraph, i: int, s: int, h: int) -> bool:
    """L_h: i, who foresees h moves and has the first, stays at s.

    Each mover stays unless some move gives it more; of moves that are equally good for it, and of those who
    may have the next move, the worst is feared. With two decision makers and no ties this is the definition
    of Zagare (1984); Kilgour, Hipel and Fang (1987).
    """
    if h < 1:
        raise ValueError("a horizon is at least one move")
    return not _would_move(g, horizon(g, h - 1), i, s)


@lru_cache(maxsize=2_000)
def recurring_horizons(g: SlowGraph, bound: int = 1000) -> tuple[int, ...]:
    """The horizons of one round, once the values repeat for ever."""
    first: dict[Horizon, int] = {}
    for h in range(bound + 1):
        values = horizon(g, h)
        if values in first:
            return tuple(range(first[values] + 1, h + 1))
        first[values] = h
    raise NoRepeat(f"no repeat within {bound} moves")


def non_myopic(g: SlowGraph, i: int, s: int, bound: int = 1000) -> bool:
    """From some horizon on, i stays at s under every limited move."""
    return all(limited_move(g, i, s, h) for h in recurring_horizons(g, bound))


def stackelberg(g: SlowGraph, leader: int) -> frozenset[int]:
    """States where the leader stays, foreseeing two moves, and the follower stays, foreseeing one."""
    if g.m != 2:
        raise NotTwo(f"{g.m} decision makers")
    return frozenset(
        s for s in range(g.n) if limited_move(g, leader, s, 2) and limited_move(g, 1 - leader, s, 1)
    )


# Coalitions

Coalition = frozenset[int]
Improves = Callable[[SlowGraph, Coalition, int, int], bool]
CoalitionConcept = Callable[[SlowGraph, Coalition, int, Improves], bool]


def for_every_member(g: SlowGraph, members: Coalition, t: int, s: int) -> bool:
    """Every member prefers t to s."""
    return all(g.better(i, t, s) for i in members)


def pareto(g: SlowGraph, members: Coalition, t: int, s: int) -> bool:
    """No member is worse off at t than at s, and at least one prefers it."""
    return all(not g.better(i, s, t) for i in members) and any(g.better(i, t, s) for i in members)


def coalition_improvements(g: SlowGraph, members: Coalition, s: int, improves: Improves) -> frozenset[int]:
    """CI_H(s): states that the members reach together and that improve on s for the coalition."""
    return frozenset(t for t in reach(g, members, s) if improves(g, members, t, s))


def coalition_nash(g: SlowGraph, members: Coalition, s: int, improves: Improves = for_every_member) -> bool:
    """The members reach no state together that improves on s."""
    return not coalition_improvements(g, members, s, improves)


def _coalition_deterred(
    g: SlowGraph, members: Coalition, s: int, improves: Improves, answers: Callable[[int], Iterable[int]], escape: bool
) -> bool:
    def sanctions(s2: int) -> bool:
        if improves(g, members, s2, s):
            return False
        return not escape or all(not improves(g, members, s3, s) for s3 in reach(g, members, s2))

    return all(any(map(sanctions, answers(s1))) for s1 in coalition_improvements(g, members, s, improves))


def coalition_gmr(g: SlowGraph, members: Coalition, s: int, improves: Improves = for_every_member) -> bool:
    """The outsiders can answer every improvement of the coalition with a state that is none over s."""
    return _coalition_deterred(g, members, s, improves, lambda s1: reach(g, others(g, members), s1), False)


def coalition_smr(g: SlowGraph, members: Coalition, s: int, improves: Improves = for_every_member) -> bool:
    """As GMR, and the members reach no improvement over s from the answer."""
    return _coalition_deterred(g, members, s, improves, lambda s1: reach(g, others(g, members), s1), True)


def coalition_seq(g: SlowGraph, members: Coalition, s: int, improves: Improves = for_every_member) -> bool:
    """As GMR, where every step of the answer is an improvement for the outsider who makes it."""
    return _coalition_deterred(g, members, s, improves, lambda s1: reach_improving(g, others(g, members), s1), False)


def coalition_sseq(g: SlowGraph, members: Coalition, s: int, improves: Improves = for_every_member) -> bool:
    """As SMR, where every step of the answer is an improvement for the outsider who makes it."""
    return _coalition_deterred(g, members, s, improves, lambda s1: reach_improving(g, others(g, members), s1), True)


COALITION_CONCEPTS: dict[str, CoalitionConcept] = {
    "nash": coalition_nash,
    "gmr": coalition_gmr,
    "smr": coalition_smr,
    "seq": coalition_seq,
    "sseq": coalition_sseq,
}


def coalition_equilibria(
    g: SlowGraph, concept: str, coalitions: Iterable[Coalition], improves: Improves = for_every_member
) -> frozenset[int]:
    """States stable for every decision maker alone, and for each coalition named."""
    named = list(coalitions)
    return frozenset(
        s for s in equilibria(g, concept) if all(COALITION_CONCEPTS[concept](g, h, s, improves) for h in named)
    )
