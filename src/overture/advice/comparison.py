"""Proposals compared reply by reply: what each comes to, dominance in three strengths, break-even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from overture.advice.analysis import Analysis
from overture.dossier.entries import Statement

Integers = npt.NDArray[np.int64]
STRENGTHS = ("whatever the weights", "in this order", "lexicographically")


@dataclass(frozen=True, eq=False)
class Outs:
    """What a package comes to under every reply, as least and greatest over all ties.

    `least`, `most`: (replies, 2k + 1) for k statements: the truth of each, how many
    of the first 1..k hold, and the rank.
    """

    least: Integers
    most: Integers


def outs(analysis: Analysis, package: int, mentioned: frozenset[int], statements: Sequence[Statement]) -> Outs:
    """`out(p, r)` for every reply r.

    Where p makes r impossible, options fall back to now until a state is
    feasible: as few as possible of those that a named reply mentions (`mentioned`:
    their axes), then as few as possible of the rest. All ties are kept.
    """
    kept = analysis.model.table.kept
    key = ("outs", analysis.content, analysis.statement_keys(statements), package, tuple(sorted(mentioned)))
    memo: dict[object, Outs] = kept.__dict__.setdefault("outs", {})
    if key in memo:
        return memo[key]
    truths = np.stack([analysis.truth(s)[package] for s in statements], axis=-1).astype(np.int64)
    counts = np.cumsum(truths, axis=-1)
    weights = _lexicographic(counts.shape[-1])
    rank = (truths * weights).sum(axis=-1, keepdims=True) if weights is not None else _dense_rank(truths)
    values = np.concatenate([truths, counts, rank], axis=-1)
    least, most = _fall_back(analysis, package, mentioned, values)
    memo[key] = Outs(least, most)
    return memo[key]


def _lexicographic(statements: int) -> Integers | None:
    return 1 << np.arange(statements - 1, -1, -1, dtype=np.int64) if statements <= 62 else None


def _dense_rank(truths: Integers) -> Integers:
    order = np.unique(truths, axis=0, return_inverse=True)[1]   # rows are sorted lexicographically
    return np.asarray(order, np.int64).reshape(-1, 1)


def _fall_back(
    analysis: Analysis, package: int, mentioned: frozenset[int], values: Integers
) -> tuple[Integers, Integers]:
    space = analysis.space
    others = space.shape[space.own :]
    width = values.shape[-1]
    feasible = analysis.model.feasible[package]
    if feasible.all():
        return values, values
    far = 1 << 40
    cost = np.where(feasible, 0, far).reshape(*others, 1)
    least = values.reshape(*others, width).copy()
    most = least.copy()
    # every option is either left or put back to now: one pass over the axes meets each subset once
    for place, size in enumerate(others):
        axis = place + space.own
        today = space.today[axis]
        price = len(others) + 1 if axis in mentioned else 1
        back = [slice(None)] * cost.ndim
        back[place] = slice(today, today + 1)
        away = (np.arange(size) != today).reshape([-1 if i == place else 1 for i in range(cost.ndim)])
        there = cost[tuple(back)] + price
        cheaper = away & (there < cost)
        equal = away & (there == cost) & (there < far)
        least_back, most_back = least[tuple(back)], most[tuple(back)]
        least = np.where(cheaper, least_back, np.where(equal, np.minimum(least, least_back), least))
        most = np.where(cheaper, most_back, np.where(equal, np.maximum(most, most_back), most))
        cost = np.where(cheaper, there, cost)
    return least.reshape(-1, width), most.reshape(-1, width)


def replies_compared(analysis: Analysis, p: int, q: int, they: str | None) -> npt.NDArray[np.int64]:
    """The replies on which two packages are compared: feasible with one of them at least."""
    mask = analysis.model.feasible[p] | analysis.model.feasible[q]
    if they is not None:
        mask = mask & analysis.completions(analysis.reply(they))
    return np.flatnonzero(mask)


def _mentioned(analysis: Analysis, they: str | None) -> frozenset[int]:
    return frozenset(analysis.reply(they)) if they is not None else frozenset()


def dominance(analysis: Analysis, p: int, q: int, they: str | None = None) -> dict[str, tuple[bool, bool]]:
    """For each strength: whether p is at least as good as q on every reply, and whether strictly so on some.

    Nothing where no reply is feasible with either.
    """
    statements = analysis.own_statements
    replies = replies_compared(analysis, p, q, they)
    if not len(replies):
        return {}
    mentioned = _mentioned(analysis, they)
    ours, theirs = (outs(analysis, x, mentioned, statements) for x in (p, q))
    weak = ours.least[replies] >= theirs.most[replies]
    strict = ours.most[replies] > theirs.least[replies]
    k = len(statements)
    parts = (slice(0, k), slice(k, 2 * k), slice(2 * k, None))
    return {
        how: (bool(weak[:, part].all()), bool(strict[:, part].any()))
        for how, part in zip(STRENGTHS, parts, strict=True)
    }


def dominates(
    analysis: Analysis, p: int, q: int, they: str | None = None, how: str = STRENGTHS[0]
) -> bool:
    """p is at least as good as q on every reply and better on some."""
    found = dominance(analysis, p, q, they).get(how)
    return bool(found and all(found))


def strongest(analysis: Analysis, p: int, q: int, they: str | None = None) -> str | None:
    """The strongest sense in which p strictly dominates q, if any."""
    return next((how for how, found in dominance(analysis, p, q, they).items() if all(found)), None)


@dataclass(frozen=True)
class Balance:
    """What p gains and loses against q in one completion (and tie) of a reply."""

    gain: tuple[str, ...]
    loss: tuple[str, ...]


def break_even(
    analysis: Analysis, p: int, q: int, they: str, statements: Sequence[Statement] | None = None
) -> tuple[Balance, ...]:
    """Gains and losses of p over q under a named reply: each balance that occurs, over its completions and ties.

    Nothing where neither allows the reply.
    """
    statements = analysis.own_statements if statements is None else statements
    truths = {x: np.stack([analysis.truth(s)[x] for s in statements], axis=-1) for x in (p, q)}
    ids = [s.id for s in statements]
    found: dict[Balance, None] = {}
    for reply in replies_compared(analysis, p, q, they):
        ours, theirs = (nearest(analysis, x, int(reply), _mentioned(analysis, they)) for x in (p, q))
        for mine in ours:
            for other in theirs:
                better, worse = truths[p][mine] & ~truths[q][other], truths[q][other] & ~truths[p][mine]
                gain, loss = (tuple(k for k, here in zip(ids, m, strict=True) if here) for m in (better, worse))
                found[Balance(gain, loss)] = None
    return tuple(found)


def nearest(analysis: Analysis, package: int, reply: int, mentioned: frozenset[int]) -> tuple[int, ...]:
    """`out(p, r)` for one reply: the states, as replies, that it comes to, all ties kept."""
    space = analysis.space
    if analysis.model.feasible[package, reply]:
        return (reply,)
    index = space.reply_index(reply)
    away = [i for i, v in enumerate(index) if v != space.today[space.own + i]]
    named = [i for i in away if space.own + i in mentioned]
    rest = [i for i in away if space.own + i not in mentioned]
    for many in range(len(named) + 1):
        for few in range(len(rest) + 1):
            found = []
            for back in product(combinations(named, many), combinations(rest, few)):
                changed = list(index)
                for place in (*back[0], *back[1]):
                    changed[place] = space.today[space.own + place]
                candidate = space.reply(tuple(changed))
                if analysis.model.feasible[package, candidate]:
                    found.append(candidate)
            if found:
                return tuple(sorted(set(found)))
    return ()


def same_everywhere(worlds: Sequence[Analysis], statements: Sequence[Statement]) -> dict[str, str]:
    """For each statement the first one that holds in exactly the same feasible states of all worlds."""
    first: dict[bytes, str] = {}
    found = {}
    for statement in statements:
        where = b"".join((a.truth(statement) & a.model.feasible).tobytes() for a in worlds)
        found[statement.id] = first.setdefault(where, statement.id)
    return found


def variant_worse(
    analysis: Analysis, variant: dict[str, str], than: dict[str, str], how: str, they: str | None
) -> bool:
    """Every feasible package with the variant is dominated by its twin with the other wording; one strictly.

    Twins that are infeasible are skipped.
    """
    keys = analysis.statement_keys(analysis.own_statements)
    reply = tuple(sorted(analysis.reply(they).items())) if they else None
    kept = analysis.model.table.kept
    memo: dict[object, bool] = kept.__dict__.setdefault("variants", {})
    key = (analysis.content, keys, tuple(sorted(variant.items())), tuple(sorted(than.items())), how, reply)
    if key not in memo:
        memo[key] = _variant_worse(analysis, variant, than, how, they)
    return memo[key]


def _variant_worse(
    analysis: Analysis, variant: dict[str, str], than: dict[str, str], how: str, they: str | None
) -> bool:
    worse, better = analysis.space.index_of(variant), analysis.space.index_of(than)
    strict = False
    for package in analysis.feasible_packages:
        index = list(analysis.space.package_index(package))
        if any(index[axis] != value for axis, value in worse.items()):
            continue
        for axis, value in better.items():
            index[axis] = value
        twin = analysis.space.package(tuple(index))
        if not analysis.possible(twin):
            continue
        found = dominance(analysis, twin, package, they).get(how)
        if found is None:
            continue
        if not found[0]:
            return False
        strict = strict or found[1]
    return strict
