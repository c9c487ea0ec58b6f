"""Voting power, exactly: who turns a decision, how often, and who can block it alone.

A voting rule is one weighted majority or several at once, and members who must be in
favour. Penrose (1946) and Banzhaf (1965) count the coalitions that a member turns from
losing to winning; Shapley and Shubik (1954) the orders in which it does so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, lcm
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_PLAYERS = 34  # each half of the players has at most 2^17 coalitions
MOST_PAIRS = 40_000_000  # work on two weighted majorities at once


class PowerLimit(ValueError):
    """A voting rule too large to count exactly."""


@dataclass(frozen=True)
class Majority:
    """A coalition has it if the weights of its members reach the quota."""

    weights: Mapping[str, int]
    quota: int


@dataclass(frozen=True)
class VotingGame:
    """A rule of decision: every majority must be reached, and all who hold a veto be in favour."""

    players: tuple[str, ...]
    majorities: tuple[Majority, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlayerPower:
    """The power of one player, as exact fractions."""

    player: str
    swings: int  # coalitions of the others that it turns
    measure: Fraction  # swings of all coalitions of the others (Penrose; absolute Banzhaf)
    banzhaf: Fraction  # its part of all swings (normalised)
    shapley_shubik: Fraction
    blocks: bool  # no coalition wins without it
    dummy: bool


def integer_weights(values: Mapping[str, str | int | Decimal | Fraction]) -> dict[str, int]:
    """Exact whole weights in the same proportion, by a common denominator.

    >>> integer_weights({"a": "0.5", "b": "0.25"})
    {'a': 2, 'b': 1}
    """
    exact = {name: Fraction(str(v)) if not isinstance(v, Fraction) else v for name, v in values.items()}
    if any(v < 0 for v in exact.values()):
        raise ValueError("a weight cannot be negative")
    scale = lcm(*(v.denominator for v in exact.values())) if exact else 1
    return {name: int(v * scale) for name, v in exact.items()}


def quota(total: int, rule: str) -> int:
    """The quota of a rule: `more than half`, `two thirds`, `more than two thirds`, or a number.

    >>> quota(17, "two thirds"), quota(17, "more than half"), quota(17, "12")
    (12, 9, 12)
    """
    shares = {"half": (1, 2), "two thirds": (2, 3), "three quarters": (3, 4)}
    words = rule.removeprefix("more than ")
    if words in shares:
        top, bottom = shares[words]
        return total * top // bottom + 1 if rule != words else -(-total * top // bottom)
    if rule.isdecimal():
        return int(rule)
    raise ValueError("expected `more than half`, `two thirds`, `more than two thirds`, `three quarters` or a number")


def power(game: VotingGame) -> tuple[PlayerPower, ...]:
    """The power of every player, counted exactly.

    A player that all must win over (a veto) is treated as a majority of its own.
    Raises `PowerLimit` for more than `MOST_PLAYERS` players, ValueError for negative weights.

    >>> eec = Majority({"de": 4, "fr": 4, "it": 4, "nl": 2, "be": 2, "lu": 1}, 12)
    >>> [str(p.banzhaf) for p in power(VotingGame(tuple(eec.weights), (eec,)))]
    ['5/21', '5/21', '5/21', '1/7', '1/7', '0']
    """
    players = game.players
    if len(players) > MOST_PLAYERS:
        raise PowerLimit(f"{len(players)} players; exact counting goes up to {MOST_PLAYERS}")
    if any(m.weights.get(p, 0) < 0 for m in game.majorities for p in players):
        raise ValueError("a weight cannot be negative")
    kinds: dict[tuple[object, ...], tuple[int, ...]] = {}
    for player in players:
        # players with the same weights everywhere have the same power
        kind = (player in game.vetoes, *(m.weights.get(player, 0) for m in game.majorities))
        if kind not in kinds:
            kinds[kind] = _swings(game, player)
    found = {}
    for player in players:
        kind = (player in game.vetoes, *(m.weights.get(player, 0) for m in game.majorities))
        found[player] = kinds[kind]
    others = len(players) - 1
    total = sum(sum(s) for s in found.values())
    orders = factorial(len(players))
    return tuple(
        PlayerPower(
            player,
            sum(sizes),
            Fraction(sum(sizes), 2**others),
            Fraction(sum(sizes), total) if total else Fraction(0),
            Fraction(sum(n * factorial(k) * factorial(others - k) for k, n in enumerate(sizes)), orders),
            player in game.vetoes or not _wins_without(game, player),
            not any(sizes),
        )
        for player, sizes in found.items()
    )


def _wins_without(game: VotingGame, player: str) -> bool:
    return all(
        sum(m.weights.get(p, 0) for p in game.players if p != player) >= m.quota for m in game.majorities
    ) and not game.vetoes.count(player)


def _swings(game: VotingGame, player: str) -> tuple[int, ...]:
    """How many coalitions of others of each size a player turns: winning with it less winning without it."""
    with_it = _winning(game, player, True)
    without = _winning(game, player, False)
    return tuple(a - b for a, b in zip(with_it, without, strict=True))


def _winning(game: VotingGame, player: str, present: bool) -> tuple[int, ...]:
    """Winning coalitions by the number of others in them, with or without the player."""
    others = [p for p in game.players if p != player]
    size = len(others)
    if player in game.vetoes and not present:
        return (0,) * (size + 1)
    musts = [p for p in others if p in game.vetoes]
    free = [p for p in others if p not in game.vetoes]
    inside = [*musts, *((player,) if present else ())]
    needs = [m.quota - sum(m.weights.get(p, 0) for p in inside) for m in game.majorities]
    # a majority in which all free players weigh the same only counts them
    first_half = set(game.players[: len(game.players) // 2])
    middle = sum(p in first_half for p in free)
    counts = _by_size([[m.weights.get(p, 0) for p in free] for m in game.majorities], needs, middle)
    return tuple(counts[k - len(musts)] if 0 <= k - len(musts) < len(counts) else 0 for k in range(size + 1))


def _by_size(weights: Sequence[Sequence[int]], needs: Sequence[int], middle: int) -> list[int]:
    """How many subsets of each size reach every need."""
    number = len(weights[0]) if weights else 0
    least = 0
    heavy: list[tuple[list[int], int]] = []
    for row, need in zip(weights, needs, strict=True):
        if need <= 0:
            continue
        if len(set(row)) <= 1:
            each = row[0] if row else 0
            least = max(least, -(-need // each) if each else number + 1)
        else:
            heavy.append((list(row), need))
    if not heavy:
        return [comb(number, k) if k >= least else 0 for k in range(number + 1)]
    if len(heavy) == 1:
        counts = _one(*heavy[0], middle)
    else:
        counts = _several([row for row, _ in heavy], [need for _, need in heavy])
    return [n if k >= least else 0 for k, n in enumerate(counts)]


@lru_cache(maxsize=64)
def _half(weights: tuple[int, ...]) -> tuple[npt.NDArray[Any], ...]:
    """The weights of all subsets, sorted, by size. Whole numbers of any length are kept exact."""
    sums = np.zeros(1, np.int64 if sum(weights) < 2**62 else object)
    sizes = np.zeros(1, np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
        sizes = np.concatenate([sizes, sizes + 1])
    return tuple(np.sort(sums[sizes == k]) for k in range(len(weights) + 1))


def _one(row: list[int], need: int, middle: int) -> list[int]:
    """Subsets of each size that reach a need: the two halves meet in the middle (Horowitz and Sahni, 1974).

    Sorted halves are kept: of the halves of one player's others, one is that of many others.
    """
    left, right = _half(tuple(row[:middle])), _half(tuple(row[middle:]))
    counts = [0] * (len(row) + 1)
    for k, sums in enumerate(left):
        wanted = need - sums
        for other, sorted_sums in enumerate(right):
            reach = len(sorted_sums) - np.searchsorted(sorted_sums, wanted, side="left")
            counts[k + other] += int(reach.sum())
    return counts


def _several(rows: Sequence[list[int]], needs: Sequence[int]) -> list[int]:
    """Subsets of each size that reach several needs at once.

    The attainable sums of all majorities together are kept as they arise, capped at
    what is needed; where they become too many the limit is told.
    """
    states: dict[tuple[int, ...], list[int]] = {tuple(0 for _ in rows): [1]}
    work = 0
    for weights in zip(*rows, strict=True):
        following: dict[tuple[int, ...], list[int]] = {}
        for sums, counts in states.items():
            reached = tuple(min(s + w, n) for s, w, n in zip(sums, weights, needs, strict=True))
            for key, shift in ((sums, 0), (reached, 1)):
                into = following.setdefault(key, [])
                into.extend([0] * (len(counts) + shift - len(into)))
                for k, n in enumerate(counts):
                    into[k + shift] += n
        work += sum(map(len, following.values()))
        if work > MOST_PAIRS // 8:
            raise PowerLimit("these majorities have too many different sums to be counted exactly together")
        states = following
    final = states.get(tuple(needs), [])
    return final + [0] * (len(rows[0]) + 1 - len(final))
