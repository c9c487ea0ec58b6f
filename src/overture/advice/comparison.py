"""Proposals compared reply by reply: what each comes to, dominance in three strengths, break-even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from overture.advice.analysis import Analysis
from overture.dossier.entries import Statement
from overture.model import along

Integers = npt.NDArray[Any]  # whole numbers, or truths; in the narrowest kind that holds them
WEIGHTS, ORDER, LEXICOGRAPHIC = STRENGTHS = ("whatever the weights", "in this order", "lexicographically")


MOST_LAID_OUT = 1 << 18  # truths of all packages together that are laid out at once

MOST_KEPT = 1 << 22  # bytes of all packages together; larger ones are found anew when asked for


@dataclass(frozen=True, eq=False)
class Outs:
    """What a package comes to under every reply, as least and greatest value over all ties, (replies, k).

    The values depend on the strength that is asked about: the truth of each
    statement, how many of the first 1..k hold, or the rank.
    """

    least: Integers
    most: Integers


def _values(analysis: Analysis, package: int, statements: Sequence[Statement], how: str) -> Integers:
    if analysis.model.feasible.size * len(statements) > MOST_LAID_OUT:
        return _laid_out([analysis.truth(s)[package] for s in statements], how)
    memo = analysis.model.table.kept.memo
    key = ("values", how, analysis.statement_keys(statements))
    whole = memo.get(key)
    if whole is None:
        whole = memo[key] = _laid_out([analysis.truth(s) for s in statements], how)
    return cast(Integers, whole[package])


def _laid_out(truths: Sequence[Integers], how: str) -> Integers:
    together: Integers = np.stack(truths, axis=-1)
    if how == WEIGHTS:
        return together
    return np.cumsum(together, axis=-1, dtype=np.min_scalar_type(len(truths)))


def _rank(analysis: Analysis, package: int) -> Integers:
    ranks: Integers = analysis.own_rank[package]
    return ranks.reshape(-1, 1)


def outs(analysis: Analysis, package: int, mentioned: frozenset[int], how: str = "whatever the weights") -> Outs:
    """`out(p, r)` for every reply r, in the values that a strength of dominance compares.

    Where p makes r impossible, options fall back to now until a state is
    feasible: as few as possible of those that a named reply mentions (`mentioned`:
    their axes), then as few as possible of the rest. All ties are kept.
    """
    memo = analysis.model.table.kept.memo
    statements = _compared(analysis, how)
    key = ("outs", how, analysis.content, analysis.statement_keys(statements), package, tuple(sorted(mentioned)))
    if key in memo:
        return cast(Outs, memo[key])
    values = _rank(analysis, package) if how == LEXICOGRAPHIC else _values(analysis, package, statements, how)
    found = Outs(*_fall_back(analysis, package, mentioned, values))
    if values.nbytes * len(analysis.menu) <= MOST_KEPT:
        memo[key] = found
    return found


def _compared(analysis: Analysis, how: str) -> tuple[Statement, ...]:
    """The proposer's statements; where their order does not matter, in an order that no swap changes."""
    if how != WEIGHTS:
        return analysis.own_statements
    return analysis.own_statements_unordered


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
        away = along(np.arange(size) != today, place, cost.ndim)
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


def dominance(
    analysis: Analysis, p: int, q: int, they: str | None = None, how: str = "whatever the weights"
) -> tuple[bool, bool] | None:
    """Whether p is at least as good as q on every reply, and whether better on some.

    Nothing where no reply is feasible with either.
    """
    rows = replies_compared(analysis, p, q, they)
    if not len(rows):
        return None
    feasible = analysis.model.feasible
    if feasible[p, rows].all() and feasible[q, rows].all():
        # every reply is possible with both: nothing falls back
        statements = _compared(analysis, how)
        if how == LEXICOGRAPHIC:
            mine, theirs = _rank(analysis, p)[rows], _rank(analysis, q)[rows]
        else:
            mine, theirs = (_values(analysis, x, statements, how)[rows] for x in (p, q))
        return bool((mine >= theirs).all()), bool((mine > theirs).any())
    mentioned = _mentioned(analysis, they)
    ours, other = (outs(analysis, x, mentioned, how) for x in (p, q))
    return bool((ours.least[rows] >= other.most[rows]).all()), bool((ours.most[rows] > other.least[rows]).any())


def dominates(analysis: Analysis, p: int, q: int, they: str | None = None, how: str = "whatever the weights") -> bool:
    """p is at least as good as q on every reply and better on some."""
    menu = analysis.__dict__.get("_together", {}).get((they, how)) or together(analysis, they, how)
    if menu is not None and p in menu.row and q in menu.row:
        return (menu.known.get(q) or menu.over(q))[menu.row[p]] != 0
    found = dominance(analysis, p, q, they, how)
    return found is not None and all(found)


def strongest(analysis: Analysis, p: int, q: int, they: str | None = None) -> str | None:
    """The strongest sense in which p strictly dominates q, if any."""
    # each strength implies the next, so the weakest decides whether to look further
    if not dominates(analysis, p, q, they, LEXICOGRAPHIC):
        return None
    return next(how for how in STRENGTHS if dominates(analysis, p, q, they, how))


FEW = 12  # packages of a menu that are compared pair by pair
MOST_TOGETHER = 1 << 27  # bytes in which the packages of a menu are laid side by side
STRETCH = 1 << 18  # values compared at a time; most comparisons end within the first stretch


class Together:
    """The packages of a long menu side by side, so that one is compared with all others at once.

    What `dominance` finds for a pair, `over` and `under` find for a package and the whole menu: the
    same outs, laid in the fewest bytes that hold them, the truths of statements as bits of a number.
    """

    def __init__(self, analysis: Analysis, they: str | None, how: str) -> None:
        packages = list(dict.fromkeys(analysis.menu.values()))
        self.row = {package: row for row, package in enumerate(packages)}
        columns: Integers = np.arange(analysis.space.replies)
        if they is not None:
            columns = np.flatnonzero(analysis.completions(analysis.reply(they)))
        self._feasible = analysis.model.feasible[np.ix_(np.array(packages), columns)]
        self._bits = how == WEIGHTS
        mentioned = _mentioned(analysis, they)
        for row, package in enumerate(packages):
            found = outs(analysis, package, mentioned, how)
            least, most = (_narrow(values[columns], self._bits) for values in (found.least, found.most))
            if not row:
                kind = least.dtype if how != LEXICOGRAPHIC else np.min_scalar_type(int(analysis.own_rank.max()))
                self._least, self._most = (np.empty((len(packages), *least.shape), kind) for _ in range(2))
            self._least[row], self._most[row] = least, most
        self.known: dict[int, bytes] = {}  # what `over` has found, for those who ask millions of times
        self._under: dict[int, bytes] = {}

    def over(self, package: int) -> bytes:
        """For each row whether it strictly dominates the package."""
        found = self.known.get(package)
        if found is None:
            found = self.known[package] = self._against(self.row[package], self._least, self._most, below=False)
        return found

    def under(self, package: int) -> bytes:
        """For each row whether the package strictly dominates it."""
        found = self._under.get(package)
        if found is None:
            found = self._under[package] = self._against(self.row[package], self._most, self._least, below=True)
        return found

    def _against(self, own: int, worse: Integers, better: Integers, below: bool) -> bytes:
        """The rows that stand to the own row as asked, found stretch by stretch of the replies."""
        count, replies, width = worse.shape
        left = np.arange(count)
        strict = np.zeros(count, bool)
        at = 0
        while at < replies and len(left):
            # no further than needed: the first replies part most pairs
            part = slice(at, at + max(16, STRETCH // (len(left) * width)))
            rows = self._feasible[left, part] | self._feasible[own, part]
            ours, other = worse[left, part], better[own, part]
            theirs, mine = better[left, part], worse[own, part]
            if below:
                fails, wins = self._less(other, ours, mine, theirs)
            else:
                fails, wins = self._less(ours, other, theirs, mine)
            fails &= rows
            wins &= rows
            strict[left] |= wins.any(axis=1)
            left = left[~fails.any(axis=1)]
            at = part.stop
        found = np.zeros(count, bool)
        found[left] = strict[left]
        return found.tobytes()

    def _less(self, low: Integers, high: Integers, up: Integers, down: Integers) -> tuple[Integers, Integers]:
        """Where some value of `low` is less than that of `high`; where some of `up` is more than of `down`."""
        fails, wins = (high & ~low, up & ~down) if self._bits else (low < high, up > down)
        return np.any(fails, axis=-1), np.any(wins, axis=-1)


def _narrow(values: Integers, bits: bool) -> Integers:
    """Truths as the bits of few numbers; other values as they are."""
    return np.packbits(values, axis=-1) if bits else values


def together(analysis: Analysis, they: str | None, how: str) -> Together | None:
    """The menu side by side, where it is long and there is room; kept for the last few questions."""
    menu = len(analysis.menu)
    if menu <= FEW:
        return None
    known: dict[tuple[str | None, str], Together] = analysis.__dict__.setdefault("_together", {})
    found = known.get((they, how))
    if found is None:
        statements = len(analysis.own_statements)
        width = {WEIGHTS: (statements + 7) // 8, ORDER: statements, LEXICOGRAPHIC: 8}[how]
        if menu * analysis.space.replies * 2 * width > MOST_TOGETHER:
            return None
        while len(known) >= len(STRENGTHS) + 1:
            known.pop(next(iter(known)))
        found = known[they, how] = Together(analysis, they, how)
    return found


def dominated(analysis: Analysis, p: int, rivals: Sequence[int], they: str | None = None) -> list[str | None]:
    """For each rival the strongest sense in which p strictly dominates it, if any."""
    menu = together(analysis, they, LEXICOGRAPHIC)
    if menu is None or p not in menu.row or len(rivals) * 4 < len(menu.row):
        return [strongest(analysis, p, q, they) for q in rivals]
    below = menu.under(p)
    return [strongest(analysis, p, q, they) if q not in menu.row or below[menu.row[q]] else None for q in rivals]


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
    rows = replies_compared(analysis, p, q, they)
    truths = {x: np.stack([analysis.truth(s)[x] for s in statements], axis=-1) for x in (p, q)}
    ids = [s.id for s in statements]
    mentioned = _mentioned(analysis, they)
    # of all replies that come to the same truths with both, the first one speaks for all
    mine, other = (_ends(analysis, x, mentioned, statements)[rows].astype(np.int64) for x in (p, q))
    first = np.unique(mine * analysis.space.replies + other, return_index=True)[1]
    found: dict[Balance, None] = {}
    for reply in rows[np.sort(first)].tolist():
        ours, theirs = (nearest(analysis, x, reply, mentioned) for x in (p, q))
        ends = {(truths[p][a].tobytes(), truths[q][b].tobytes()): None for a in ours for b in theirs}
        for one, two in ends:
            gain, loss = (
                tuple(k for k, here, there in zip(ids, better, worse, strict=True) if here and not there)
                for better, worse in ((one, two), (two, one))
            )
            found[Balance(gain, loss)] = None
    return tuple(found)


def _ends(
    analysis: Analysis, package: int, mentioned: frozenset[int], statements: Sequence[Statement]
) -> npt.NDArray[np.uint32]:
    """A number for each reply: replies with the same one may come to the same truths, all ties kept."""
    known: dict[object, npt.NDArray[np.uint32]] = analysis.__dict__.setdefault("_known_ends", {})
    key = (package, mentioned, tuple(s.id for s in statements))
    if key not in known:
        if len(known) * analysis.space.replies * 4 > MOST_TOGETHER // 2:
            known.clear()
        known[key] = _numbered_ends(analysis, package, mentioned, statements)
    return known[key]


def _numbered_ends(
    analysis: Analysis, package: int, mentioned: frozenset[int], statements: Sequence[Statement]
) -> npt.NDArray[np.uint32]:
    place = np.zeros(analysis.space.replies, np.int64)
    for statement in statements:
        place = np.unique(place * 2 + analysis.truth(statement)[package], return_inverse=True)[1].reshape(-1)
    if analysis.model.feasible[package].all():
        return place.astype(np.uint32)
    distinct = int(place.max()) + 1
    if len(place) * distinct > MOST_TOGETHER // 4:
        return np.arange(len(place), dtype=np.uint32)
    _, met = _fall_back(analysis, package, mentioned, np.eye(distinct, dtype=bool)[place])
    number = np.zeros(len(place), np.int64)
    for column in np.packbits(met, axis=-1).T:
        number = np.unique(number * 256 + column, return_inverse=True)[1].reshape(-1)
    return number.astype(np.uint32)


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
    keys = analysis.statement_keys(_compared(analysis, how))
    reply = tuple(sorted(analysis.reply(they).items())) if they else None
    memo = analysis.model.table.kept.memo
    key = ("variant", analysis.content, keys, tuple(sorted(variant.items())), tuple(sorted(than.items())), how, reply)
    if key not in memo:
        memo[key] = _variant_worse(analysis, variant, than, how, they)
    return bool(memo[key])


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
        found = dominance(analysis, twin, package, they, how)
        if found is None:
            continue
        if not found[0]:
            return False
        strict = strict or found[1]
    return strict
