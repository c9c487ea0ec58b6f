"""Conflicts as plain sets: states and decision makers are numbers, moves are sets of states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Protocol

Steps = tuple[tuple[frozenset[int], ...], ...]  # steps[i][s]: the states to which i can step from s
Values = tuple[int, ...]  # one value for every option
Relation = frozenset[tuple[int, int]]  # (from, to), on the values of one option


class AnyGraph(Protocol):
    """What the five concepts ask of a conflict."""

    @property
    def n(self) -> int: ...

    @property
    def m(self) -> int: ...

    @property
    def moves(self) -> Steps: ...

    @property
    def improvements(self) -> Steps: ...

    def better(self, i: int, t: int, s: int) -> bool: ...


@dataclass(frozen=True)
class SlowGraph:
    """n states, m decision makers, their moves, and their ranks (higher is better, equal is a tie)."""

    n: int
    m: int
    moves: Steps
    rank: tuple[tuple[int, ...], ...]

    def better(self, i: int, t: int, s: int) -> bool:
        """Whether i strictly prefers t to s."""
        return self.rank[i][t] > self.rank[i][s]

    @cached_property
    def improvements(self) -> Steps:
        """UI_i(s): the moves of i from s to states that i prefers to s."""
        return only_better(self.moves, self.better)


def only_better(moves: Steps, better: Callable[[int, int, int], bool]) -> Steps:
    """The moves that are improvements for their mover over the state that they leave."""
    return tuple(
        tuple(frozenset(t for t in ends if better(i, t, s)) for s, ends in enumerate(own))
        for i, own in enumerate(moves)
    )


def drawn_graph(n: int, arrows: Sequence[Iterable[tuple[int, int]]], rank: Sequence[Sequence[int]]) -> SlowGraph:
    """A graph drawn by hand: for each decision maker its arrows (from, to), and its rank of every state."""
    moves = [[{t for a, t in own if a == s and t != s} for s in range(n)] for own in map(list, arrows)]
    return SlowGraph(n, len(rank), _frozen(moves), tuple(tuple(own) for own in rank))


def _frozen(moves: Sequence[Sequence[Iterable[int]]]) -> Steps:
    return tuple(tuple(frozenset(ends) for ends in own) for own in moves)


def one_way(size: int, now: int = 0, final: bool | Sequence[int] = False, no_return: bool = False) -> Relation:
    """The moves between the values of one option, staying included."""

    def final_allows(a: int, b: int) -> bool:
        if final is True:
            return a == now or b == a
        if final is False:
            return True
        return a not in final or b == a

    def return_allows(a: int, b: int) -> bool:
        return not no_return or b != now or a == now

    return frozenset(
        (a, b) for a in range(size) for b in range(size) if final_allows(a, b) and return_allows(a, b)
    )


@dataclass(frozen=True)
class OptionForm:
    """A conflict in option form; its states are the feasible value tuples, numbered in ascending order."""

    owners: tuple[int, ...]
    relations: tuple[Relation, ...]
    states: tuple[Values, ...]
    rank: tuple[tuple[int, ...], ...]

    @property
    def m(self) -> int:
        """Decision makers, those without options included."""
        return len(self.rank)

    def number(self, values: Values) -> int | None:
        """The number of a state, or nothing where it is infeasible."""
        return self.states.index(values) if values in self.states else None

    def can_move(self, owners: Sequence[int], i: int, s: Values, t: Values) -> bool:
        """Whether i can change s into t in one move: any number of its options, and nothing else."""
        return s != t and all(
            (a, b) in relation if owner == i else a == b
            for owner, relation, a, b in zip(owners, self.relations, s, t, strict=True)
        )

    def moves_by(self, owners: Sequence[int], m: int) -> Steps:
        """The moves of m players who own the options as told."""
        return _frozen(
            [
                [[k for k, t in enumerate(self.states) if self.can_move(owners, i, s, t)] for s in self.states]
                for i in range(m)
            ]
        )

    @cached_property
    def graph(self) -> SlowGraph:
        """The same conflict as states and moves."""
        return SlowGraph(len(self.states), self.m, self.moves_by(self.owners, self.m), self.rank)

    def joint_change(self, s: int, parts: Mapping[int, int]) -> int | None:
        """The state where each decision maker j of parts has its options as in parts[j], all else as in s.

        Nothing where that state is infeasible.
        """
        return self.number(
            tuple(self.states[parts.get(owner, s)][option] for option, owner in enumerate(self.owners))
        )


def option_form(
    owners: Sequence[int],
    sizes: Sequence[int],
    relations: Sequence[Iterable[tuple[int, int]]],
    feasible: Iterable[Sequence[int]],
    ranks: Sequence[Sequence[int]],
) -> OptionForm:
    """A conflict from its options; ranks[i] follows the feasible value tuples in ascending order."""
    allowed = {tuple(values) for values in feasible}
    states = tuple(values for values in product(*map(range, sizes)) if values in allowed)
    if len(states) != len(allowed) or any(len(own) != len(states) for own in ranks):
        raise ValueError("the feasible states do not fit the sizes of the options or the ranks")
    return OptionForm(
        tuple(owners), tuple(frozenset(pairs) for pairs in relations), states, tuple(tuple(own) for own in ranks)
    )


@lru_cache(maxsize=200_000)
def legal_ends(steps: Steps, members: frozenset[int], start: int) -> frozenset[int]:
    """End states of sequences of one or more steps from start by members, none of them twice in a row."""
    reached: set[tuple[int, int]] = set()  # (state, who moved last)
    waiting: list[tuple[int, int | None]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for mover in members:
            if mover == last:
                continue
            for end in steps[mover][state]:
                if (end, mover) not in reached:
                    reached.add((end, mover))
                    waiting.append((end, mover))
    return frozenset(state for state, _ in reached)
