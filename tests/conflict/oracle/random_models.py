"""Random small conflicts: ties, infeasible states, one-way options, arrows drawn by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random
from typing import NamedTuple

from .models import OptionForm, SlowGraph, Values, drawn_graph, one_way, option_form
from .uncertain import StrengthGraph, Table, UnknownGraph, preferred

MOST_STATES = 48
FORMS = ("free", "final", "list", "no return", "final, no return", "list, no return")


class OptionRule(NamedTuple):
    """What an option says of itself: its value now, and how it binds."""

    now: int
    final: bool | tuple[int, ...]
    no_return: bool


@dataclass(frozen=True)
class OptionData:
    """A conflict in option form as plain data; ranks[i] follows the feasible tuples in ascending order."""

    owners: tuple[int, ...]
    sizes: tuple[int, ...]
    options: tuple[OptionRule, ...]
    feasible: frozenset[Values]
    ranks: tuple[tuple[int, ...], ...]

    @property
    def now(self) -> Values:
        """The status quo, which is feasible."""
        return tuple(option.now for option in self.options)

    def form(self) -> OptionForm:
        """The same as the oracle takes it."""
        relations = [
            one_way(size, option.now, option.final, option.no_return)
            for size, option in zip(self.sizes, self.options, strict=True)
        ]
        return option_form(self.owners, self.sizes, relations, self.feasible, self.ranks)


def random_options(seed: int, most_states: int = MOST_STATES, one_ways: bool = True) -> OptionData:
    """Two to five decision makers, now and then one without options, whose options stand in any order."""
    rng = Random(f"options {seed}")
    m = rng.randint(2, 5)
    sizes = _sizes(rng, rng.choice([m, m + 1, 5]), rng.choice([8, 16, 32, most_states, most_states]), most_states)
    owners = [rng.randrange(m) for _ in sizes]
    if rng.random() < 0.8:  # as many as possible have an option
        owners = (rng.sample(range(m), m) + owners)[: len(sizes)]
    rng.shuffle(owners)
    options = tuple(_rule(rng, size, rng.choice(FORMS) if one_ways else "free") for size in sizes)
    feasible = _feasible(rng, sizes, tuple(option.now for option in options))
    ranks = tuple(random_ranks(rng, len(feasible)) for _ in range(m))
    return OptionData(tuple(owners), tuple(sizes), options, feasible, ranks)


def _sizes(rng: Random, wanted: int, bound: int, most: int) -> list[int]:
    sizes: list[int] = []
    for _ in range(wanted):
        size = rng.choice([2, 2, 2, 3, 4])
        if prod(sizes) * size <= min(bound, most):
            sizes.append(size)
    return sizes or [2]


def _rule(rng: Random, size: int, form: str) -> OptionRule:
    now = 0 if size == 2 and rng.random() < 0.8 else rng.randrange(size)
    final: bool | tuple[int, ...] = "final" in form
    if "list" in form:
        final = tuple(sorted(rng.sample(range(size), rng.randint(1, size - 1))))
    return OptionRule(now, final, "no return" in form)


def _feasible(rng: Random, sizes: list[int], now: Values) -> frozenset[Values]:
    states = list(product(*map(range, sizes)))
    kind = rng.choice(["all", "scattered", "scattered", "rule"])
    if kind == "scattered":
        share = rng.choice([0.4, 0.6, 0.8, 0.9])
        states = [s for s in states if rng.random() < share]
    elif kind == "rule" and len(sizes) > 1:  # two values exclude each other
        a, b = rng.sample(range(len(sizes)), 2)
        v, w = rng.randrange(sizes[a]), rng.randrange(sizes[b])
        states = [s for s in states if (s[a], s[b]) != (v, w)]
    return frozenset(states) | {now}


def random_ranks(rng: Random, n: int) -> tuple[int, ...]:
    """Ranks of n states: strict, with some ties, with many, or all equal."""
    kind = rng.choice(["strict", "strict", "some ties", "many ties", "many ties", "equal"])
    if kind == "strict":
        return tuple(rng.sample(range(n), n))
    levels = {"some ties": max(2, n // 2), "many ties": rng.choice([2, 3, 4]), "equal": 1}[kind]
    return tuple(rng.randrange(levels) for _ in range(n))


def random_drawn(seed: int, most_states: int = 10) -> SlowGraph:
    """Arrows drawn at random, so that moves are seldom transitive; now and then somebody has none."""
    rng = Random(f"drawn {seed}")
    n, m = rng.randint(2, most_states), rng.randint(2, 5)
    arrows = []
    for _ in range(m):
        share = rng.choice([0.0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5])
        arrows.append([(s, t) for s in range(n) for t in range(n) if s != t and rng.random() < share])
    return drawn_graph(n, arrows, [random_ranks(rng, n) for _ in range(m)])


def random_graph(seed: int, most_states: int = 24) -> SlowGraph:
    """A conflict in option form or one drawn by hand, as states and moves."""
    return random_drawn(seed) if seed % 2 else random_options(seed, most_states).form().graph


def random_coalition(seed: int, m: int) -> frozenset[int]:
    """One to m of the decision makers."""
    rng = Random(f"coalition {seed}")
    return frozenset(rng.sample(range(m), rng.randint(1, m)))


def random_partition(seed: int, m: int) -> tuple[frozenset[int], ...]:
    """Coalitions to which everybody belongs, each to one."""
    rng = Random(f"partition {seed}")
    label = [rng.randrange(m) for _ in range(m)]
    return tuple(frozenset(i for i in range(m) if label[i] == part) for part in sorted(set(label)))


def random_unknown(seed: int, share: float | None = None, most_states: int = 16) -> UnknownGraph:
    """A random conflict in which a share of the pairs, equal ones among them, cannot be compared."""
    rng = Random(f"unknown {seed}")
    g = random_graph(seed, most_states)
    part = rng.choice([0.1, 0.3, 0.6]) if share is None else share
    unknown: list[list[set[int]]] = [[set() for _ in range(g.n)] for _ in range(g.m)]
    for own in unknown:
        for s in range(g.n):
            for t in range(s):
                if rng.random() < part:
                    own[s].add(t)
                    own[t].add(s)
    fixed = tuple(tuple(frozenset(ends) for ends in own) for own in unknown)
    return UnknownGraph(g.n, g.m, g.moves, _less(preferred(g), fixed), fixed)


def _less(table: Table, taken: Table) -> Table:
    return tuple(
        tuple(ends - gone for ends, gone in zip(own, away, strict=True))
        for own, away in zip(table, taken, strict=True)
    )


def random_strength(seed: int, most_states: int = 16) -> StrengthGraph:
    """A random conflict in which some preferences are strong: those across a wide gap, or any."""
    rng = Random(f"strength {seed}")
    g = random_graph(seed, most_states)
    better = preferred(g)
    if rng.random() < 0.5:
        gap = rng.choice([1, 2, 3])
        much = tuple(
            tuple(frozenset(t for t in better[i][s] if g.rank[i][t] - g.rank[i][s] > gap) for s in range(g.n))
            for i in range(g.m)
        )
    else:
        share = rng.choice([0.2, 0.5, 0.8])
        much = tuple(
            tuple(frozenset(t for t in sorted(ends) if rng.random() < share) for ends in own) for own in better
        )
    return StrengthGraph(g.n, g.m, g.moves, better, much)
