"""What the engine says of a random conflict beside what the slow oracle says: every look yields the differences.

A look takes the seed of a model. The tests give each look a sample of seeds; `soak` gives all of them to many more.
Nothing is yielded where both sides agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import numpy as np

from overture.conflict import CONCEPTS, Conflict, equilibria, relation, stable
from overture.conflict.concepts.coalitions import coalition_equilibria, coalition_stable
from overture.conflict.concepts.limited_move import limited_move_stable
from overture.conflict.concepts.nonmyopic import nonmyopic_stable
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.concepts.stackelberg import stackelberg_equilibria
from overture.conflict.concepts.strength import Strengths, stable_by_strength
from overture.conflict.concepts.unknown_preferences import READINGS, PartlyKnown, stable_unknown
from overture.conflict.forms.arrows import Graph, drawn
from overture.conflict.moves import blocks, worklist
from overture.conflict.moves.status_quo import reached, shortest_paths
from overture.conflict.reasons.witnesses import why

from .oracle import concepts, merged, paths, random_models, uncertain
from .oracle.models import OptionForm, SlowGraph, Steps
from .oracle.uncertain import Table
from .witness_checker import Replay

Differences = Iterator[str]
Look = Callable[[int], Differences]

NEVER = 1 << 60
SWEEPS: tuple[Mapping[str, Any], ...] = ({}, {"PAIRS": 0}, {"PAIRS": 0, "KEPT": 0}, {"CHUNK": 1}, {"LONG": 1})
"""Ways of the sweeps: improvements by pairs, in sorted blocks, sorted anew, pairs one by one; joined by halves."""


# both sides of a model


@dataclass(frozen=True, eq=False)
class InOptions:
    """A random conflict in option form."""

    form: OptionForm
    conflict: Conflict


@lru_cache(maxsize=8)
def in_options(seed: int, most_states: int = random_models.MOST_STATES) -> InOptions:
    """The model of a seed in option form, kept for the next look."""
    data = random_models.random_options(seed, most_states)
    return InOptions(data.form(), in_option_form(data))


@lru_cache(maxsize=8)
def drawn_or_not(seed: int, most_states: int = 24) -> tuple[SlowGraph, Graph]:
    """The model of a seed as states and moves: of odd seeds drawn by hand, of even ones from an option form."""
    slow = random_models.random_drawn(seed) if seed % 2 else in_options(seed, most_states).form.graph
    return slow, drawn_by_hand(slow.n, slow.moves, slow.rank)


def drawn_by_hand(n: int, moves: Steps, ranks: tuple[tuple[int, ...], ...]) -> Graph:
    """The arrows of the oracle as the engine takes them."""
    arrows = [[(s, t) for s, ends in enumerate(own) for t in ends] for own in moves]
    return Graph.from_arrows(n, arrows, ranks)


def in_option_form(data: random_models.OptionData) -> Conflict:
    """The options of the oracle as the engine takes them."""
    feasible = np.zeros(data.sizes, dtype=np.bool_)
    ranks = []
    cells = tuple(np.array(sorted(data.feasible)).T)
    feasible[cells] = True
    for own in data.ranks:
        laid = np.zeros(data.sizes, dtype=np.int64)
        laid[cells] = own
        ranks.append(laid)
    relations = [
        relation(size, option.now, final=option.final, no_return=option.no_return)
        for size, option in zip(data.sizes, data.options, strict=True)
    ]
    return Conflict(data.owners, tuple(relations), feasible, tuple(ranks))


def states_of(mask: Any) -> set[int]:
    """The numbers of the states that are marked."""
    return set(np.flatnonzero(mask).tolist())


def square(table: Table, dm: int, n: int) -> Any:
    """better[s, t] and the like from the sets of the oracle."""
    matrix = np.zeros((n, n), dtype=np.bool_)
    for s, ends in enumerate(table[dm]):
        matrix[s, sorted(ends)] = True
    return matrix


def differ(what: str, found: object, expected: object) -> Differences:
    """The difference between what the engine found and what the definitions give, if there is one."""
    if found != expected:
        yield f"{what}: {found}, by definition {expected}"


# the five concepts


def by_the_definitions(slow: SlowGraph) -> dict[tuple[str, int], frozenset[int]]:
    """For each concept and decision maker the stable states."""
    return {(concept, dm): concepts.stable(slow, concept, dm) for concept in CONCEPTS for dm in range(slow.m)}


def five_concepts_of_options(seed: int) -> Differences:
    """By sweeps over arrays, by the compiled worklist, and along the arrows of the conflict once it is drawn."""
    model = in_options(seed)
    expected = by_the_definitions(model.form.graph)
    sweeps = SWEEPS[seed // 2 % len(SWEEPS)]
    for way, least, limits in (("sweeps", NEVER, sweeps), ("worklist", 0, SWEEPS[0])):
        repays = patch.multiple(worklist, REPAYS=least, REPAYS_LOADED=least)
        with repays, patch.multiple(blocks, **limits) if limits else nullcontext():
            yield from _five(way, model.conflict.holding(()), expected, seed)  # arrays are kept by conflict
    yield from _five("drawn", drawn(model.conflict)[0], expected, seed)


def five_concepts_of_arrows(seed: int) -> Differences:
    """The same in a graph drawn by hand."""
    slow = random_models.random_drawn(seed)
    yield from _five("arrows", drawn_by_hand(slow.n, slow.moves, slow.rank), by_the_definitions(slow), seed)


def _five(
    way: str, conflict: Conflict | Graph, expected: dict[tuple[str, int], frozenset[int]], seed: int
) -> Differences:
    there: Any = slice(None) if isinstance(conflict, Graph) else conflict.feasible
    for (concept, dm), states in expected.items():
        found = stable(conflict, dm, concept)
        yield from differ(f"{way}, {concept} for {dm}", states_of(found[there]), states)
    people = range(conflict.decision_makers)
    each = [CONCEPTS[(seed + dm) % len(CONCEPTS)] for dm in people]
    together = frozenset.intersection(*(expected[concept, dm] for dm, concept in enumerate(each)))
    yield from differ(f"{way}, {each} together", states_of(equilibria(conflict, each)[there]), together)


# further concepts


def simultaneous(seed: int) -> Differences:
    """Simultaneous stability, which takes options."""
    model = in_options(seed)
    form, conflict = model.form, model.conflict
    for dm in range(form.m):
        expected = {s for s in range(form.graph.n) if concepts.sim(form, dm, s)}
        yield from differ(f"sim for {dm}", states_of(sim_stable(conflict, dm)[conflict.feasible]), expected)


def limited_moves(seed: int) -> Differences:
    """Limited move stability at some horizons; of two decision makers Stackelberg equilibria."""
    slow, graph = drawn_or_not(seed)
    for horizon in (1, 2, 3, 4, 7):
        for dm in range(slow.m):
            expected = {s for s in range(slow.n) if concepts.limited_move(slow, dm, s, horizon)}
            yield from differ(f"L_{horizon} for {dm}", states_of(limited_move_stable(graph, dm, horizon)), expected)
    if slow.m == 2:
        for leader in (0, 1):
            found = states_of(stackelberg_equilibria(graph, leader))
            yield from differ(f"led by {leader}", found, concepts.stackelberg(slow, leader))


def nonmyopic(seed: int) -> Differences:
    """Non-myopic stability."""
    slow, graph = drawn_or_not(seed, most_states=16)
    for dm in range(slow.m):
        expected = {s for s in range(slow.n) if concepts.non_myopic(slow, dm, s)}
        yield from differ(f"nonmyopic for {dm}", states_of(nonmyopic_stable(graph, dm)), expected)


# preferences that are no ranking


def unknown_preferences(seed: int) -> Differences:
    """The five concepts in four readings where pairs are unknown."""
    slow = random_models.random_unknown(seed)
    graph = _unranked(slow)
    unsure = PartlyKnown(
        tuple(square(slow.better_than, dm, slow.n) for dm in range(slow.m)),
        tuple(square(slow.unknown, dm, slow.n) for dm in range(slow.m)),
    )
    for concept in CONCEPTS:
        for reading in READINGS:
            for dm in range(slow.m):
                expected = {s for s in range(slow.n) if uncertain.unknown_stable(slow, reading, concept, dm, s)}
                found = states_of(stable_unknown(graph, unsure, dm, concept, reading))
                yield from differ(f"{concept} in reading {reading} for {dm}", found, expected)


STRENGTHS = {
    "general": uncertain.general_stable,
    "strong": uncertain.strong_stable,
    "weak": uncertain.weak_stable,
}


def strength_of_preference(seed: int) -> Differences:
    """The five concepts on three levels where some preferences are strong."""
    slow = random_models.random_strength(seed)
    graph = _unranked(slow)
    felt = Strengths(
        tuple(square(slow.better_than, dm, slow.n) for dm in range(slow.m)),
        tuple(square(slow.much, dm, slow.n) for dm in range(slow.m)),
    )
    for concept in CONCEPTS:
        for level, definition in STRENGTHS.items():
            for dm in range(slow.m):
                expected = {s for s in range(slow.n) if definition(slow, concept, dm, s)}
                found = states_of(stable_by_strength(graph, felt, dm, concept, level))
                yield from differ(f"{level} {concept} for {dm}", found, expected)


def _unranked(slow: uncertain.UnknownGraph | uncertain.StrengthGraph) -> Graph:
    return drawn_by_hand(slow.n, slow.moves, ((0,) * slow.n,) * slow.m)


# coalitions


COALITIONS = {"every": concepts.for_every_member, "pareto": concepts.pareto}


def coalitions_of_every_member(seed: int) -> Differences:
    """Coalitions that prefer what every member prefers."""
    yield from _coalitions(seed, "every")


def coalitions_of_pareto(seed: int) -> Differences:
    """Coalitions that prefer what is better for a member and worse for none."""
    yield from _coalitions(seed, "pareto")


def _coalitions(seed: int, variant: str) -> Differences:
    slow, graph = drawn_or_not(seed)
    members = random_models.random_coalition(seed, slow.m)
    others = random_models.random_coalition(seed + 1, slow.m)
    for concept, holds in concepts.COALITION_CONCEPTS.items():
        expected = {s for s in range(slow.n) if holds(slow, members, s, COALITIONS[variant])}
        found = states_of(coalition_stable(graph, members, concept, variant))
        yield from differ(f"{concept} for {set(members)} ({variant})", found, expected)
    concept = _in_turn(seed)
    agreed = concepts.coalition_equilibria(slow, concept, [members, others], COALITIONS[variant])
    together = states_of(coalition_equilibria(graph, [members, others], concept, variant))
    yield from differ(f"{concept} with {set(members)} and {set(others)} ({variant})", together, agreed)


def merged_coalitions(seed: int) -> Differences:
    """Coalitions that move as one decision maker, which takes options."""
    model = in_options(seed)
    form, conflict = model.form, model.conflict
    parts = random_models.random_partition(seed, form.m)
    slow = merged.merged(form, parts)
    for concept in CONCEPTS:
        for i, members in enumerate(parts):
            beside = [other for other in parts if other != members]
            found = coalition_stable(conflict, members, concept, "merged", beside)[conflict.feasible]
            expected = concepts.stable(slow, concept, i)
            yield from differ(f"{concept} for {set(members)} (merged)", states_of(found), expected)
    concept = _in_turn(seed)
    together = coalition_equilibria(conflict, parts, concept, "merged")[conflict.feasible]
    yield from differ(f"{concept} of all (merged)", states_of(together), concepts.equilibria(slow, concept))


def _in_turn(seed: int) -> str:
    """A concept for what follows from the verdicts that are compared under all five."""
    return CONCEPTS[seed // 2 % len(CONCEPTS)]


# what comes about, and why


def what_can_come_of_a_state(seed: int) -> Differences:
    """States and equilibria within reach of one state, how soon, and by which ways; by moves and by improvements."""
    slow, graph = drawn_or_not(seed)
    start = int(np.random.default_rng(seed).integers(slow.n))
    for improving in (False, True):
        what = f"from {start} by {'improvements' if improving else 'moves'}"
        found = reached(graph, start, improving=improving)
        yield from differ(what, dict(found.lengths), paths.lengths(slow, start, improving))
        for concept in CONCEPTS:
            at = set(found.among(equilibria(graph, concept)))
            expected = paths.reachable_equilibria(slow, start, concept, improving)
            yield from differ(f"{concept} {what}", at, expected)
        for end, length in found.lengths.items():
            if length <= 4:
                assert isinstance(end, int)
                told = shortest_paths(graph, start, end, improving=improving, most=100_000)
                ways = sorted(tuple((move.mover, move.end) for move in path) for path in told)
                yield from differ(f"{what} to {end}", ways, sorted(paths.shortest_paths(slow, start, end, improving)))


def ways_through_options(seed: int) -> Differences:
    """The same from one state to another through the options, without drawing the conflict."""
    model = in_options(seed, most_states=16)
    slow, conflict = model.form.graph, model.conflict
    states: list[Any] = list(model.form.states)
    start, end = (int(place) for place in np.random.default_rng(seed).integers(len(states), size=2))
    lengths = {states.index(s): n for s, n in reached(conflict, states[start]).lengths.items()}
    yield from differ(f"from {start}", lengths, paths.lengths(slow, start))
    told = shortest_paths(conflict, states[start], states[end], most=100_000)
    ways = sorted(tuple((move.mover, states.index(move.end)) for move in path) for path in told)
    yield from differ(f"from {start} to {end}", ways, sorted(paths.shortest_paths(slow, start, end)))


def witnesses(seed: int) -> Differences:
    """Why a state is stable or not: the verdict, and what is told for it replayed move by move."""
    slow, graph = drawn_or_not(seed)
    yield from _witnesses(slow, graph, list(range(slow.n)))


def witnesses_of_options(seed: int) -> Differences:
    """The same where moves are changes of options."""
    model = in_options(seed, most_states=24)
    yield from _witnesses(model.form.graph, model.conflict, list(model.form.states))


def _witnesses(slow: SlowGraph, conflict: Conflict | Graph, states: list[Any]) -> Differences:
    replay = Replay(conflict)
    for (concept, dm), expected in by_the_definitions(slow).items():
        for place, state in enumerate(states):
            witness = why(conflict, dm, state, concept)
            yield from differ(f"why {state} under {concept} for {dm}", witness.stable, place in expected)
            try:
                replay.check(witness)
            except AssertionError as wrong:
                yield f"why {state} under {concept} for {dm}: {wrong}"


LOOKS: tuple[Look, ...] = (
    five_concepts_of_options, five_concepts_of_arrows, simultaneous, limited_moves, nonmyopic, unknown_preferences,
    strength_of_preference, coalitions_of_every_member, coalitions_of_pareto, merged_coalitions,
    what_can_come_of_a_state, ways_through_options, witnesses, witnesses_of_options,
)  # fmt: skip
