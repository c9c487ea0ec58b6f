"""Laws that hold under names and numbers: the same conflict entered in another way gives the same answers.

OVERTURE_SEEDS=2000 looks at more conflicts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import pytest

from overture.conflict import CONCEPTS, MORE_CONCEPTS, Conflict, GraphModel, NamedOption, stable
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.forms.arrows import Graph

from .comparison import drawn_by_hand, in_option_form, states_of
from .oracle import random_models
from .oracle.models import SlowGraph, Values
from .oracle.random_models import OptionData

SEEDS = range(int(os.environ.get("OVERTURE_SEEDS", "0")) or 40)
NAMES = ("Coast", "Isle", "Port", "Crown", "Guild")
OTHERS = ("Elbe", "Oder", "Main", "Aller", "Weser")
MOST_STATES = 16

by_seed = pytest.mark.parametrize("seed", SEEDS)
Verdicts = Mapping[tuple[str, int], set[int]]
"""For each concept and decision maker (by its place) the stable states (by their places)."""


@dataclass(frozen=True)
class Entry:
    """A model as somebody entered it: which decision maker has which name, which state which number."""

    model: GraphModel
    names: Mapping[int, str]
    numbers: Sequence[int]

    def places(self, found: tuple[int, ...]) -> set[int]:
        """The places of the states of some numbers."""
        return {place for place, number in enumerate(self.numbers) if number in found}

    def verdicts(self, concepts: Sequence[str]) -> Verdicts:
        return {
            (concept, dm): self.places(self.model.stable(concept, name, horizon=3 if concept == "limited" else None))
            for concept in concepts
            for dm, name in self.names.items()
        }

    def together(self, concepts: Sequence[str], members: Sequence[int]) -> list[tuple[set[int], ...]]:
        """Equilibria, what is stable for a coalition, and the equilibria with it."""
        coalition = [self.names[dm] for dm in members]
        return [
            (
                self.places(self.model.equilibria(concept)),
                self.places(self.model.coalition_stable(coalition, concept)),
                self.places(self.model.coalition_equilibria([coalition], concept)),
            )
            for concept in concepts
        ]


def grouped(rank: Sequence[int], numbers: Sequence[int]) -> list[list[int]]:
    """A ranking of printed numbers, best first."""
    return [
        [number for number, height in zip(numbers, rank, strict=True) if height == level]
        for level in sorted(set(rank), reverse=True)
    ]


def movers(data: OptionData) -> list[int]:
    """Who has an option; a table of options has no room for the others."""
    return sorted(set(data.owners))


def axes_of(data: OptionData, people: Sequence[int]) -> list[int]:
    """The options in the order of a table: those of one owner together."""
    return [axis for dm in people for axis, owner in enumerate(data.owners) if owner == dm]


def options_of(data: OptionData, names: Sequence[str], people: Sequence[int]) -> dict[str, list[NamedOption]]:
    options: dict[str, list[NamedOption]] = {names[dm]: [] for dm in people}
    for axis in axes_of(data, people):
        owner, values, rule = names[data.owners[axis]], tuple(map(str, range(data.sizes[axis]))), data.options[axis]
        option = NamedOption(f"option {axis}", owner, values, rule.now, rule.final, rule.no_return)
        options[owner].append(option)
    return options


def by_options(data: OptionData, names: Sequence[str], people: Sequence[int], columns: Sequence[int]) -> Entry:
    """People entered in this order, their states in the order of `columns`."""
    states, axes = sorted(data.feasible), axes_of(data, people)
    numbers = [columns.index(place) + 1 for place in range(len(states))]
    model = GraphModel.from_options(
        options_of(data, names, people),
        states=["".join(str(states[place][axis]) for axis in axes) for place in columns],
        rankings={names[dm]: grouped(data.ranks[dm], numbers) for dm in people},
    )
    return Entry(model, {dm: names[dm] for dm in people}, numbers)


def by_arrows(slow: SlowGraph, names: Sequence[str], people: Sequence[int], numbers: Sequence[int]) -> Entry:
    """People entered in this order, states under these numbers."""
    arrows = {
        names[dm]: [(numbers[s], numbers[t]) for s, ends in enumerate(slow.moves[dm]) for t in ends] for dm in people
    }
    rankings = {names[dm]: grouped(slow.rank[dm], numbers) for dm in people}
    return Entry(GraphModel.from_arrows(sorted(numbers), arrows, rankings), {dm: names[dm] for dm in people}, numbers)


def of_options(seed: int) -> OptionData:
    return random_models.random_options(seed, MOST_STATES)


def shuffled(random: Random, things: Sequence[int]) -> list[int]:
    return random.sample(things, len(things))


def members_of(random: Random, people: Sequence[int]) -> list[int]:
    return random.sample(people, random.randint(1, len(people)))


def by_engine(conflict: Conflict | Graph, people: Sequence[int]) -> Verdicts:
    there: Any = slice(None) if isinstance(conflict, Graph) else conflict.feasible
    return {(concept, dm): states_of(stable(conflict, dm, concept)[there]) for concept in CONCEPTS for dm in people}


# options


@by_seed
def test_options_under_names_are_those_of_the_engine(seed: int) -> None:
    # Whoever has no option is left out of the table, and is not missed.
    data = of_options(seed)
    people = movers(data)
    conflict = in_option_form(data)
    entry = by_options(data, NAMES, people, range(len(data.feasible)))
    assert entry.verdicts(CONCEPTS) == by_engine(conflict, people)
    alone = {("sim", dm): states_of(sim_stable(conflict, dm)[conflict.feasible]) for dm in people}
    assert entry.verdicts(["sim"]) == alone


@by_seed
def test_other_names_and_numbers_change_nothing_about_options(seed: int) -> None:
    random = Random(seed)
    data = of_options(seed)
    people = movers(data)
    entry = by_options(data, NAMES, people, range(len(data.feasible)))
    renamed = by_options(data, OTHERS, shuffled(random, people), shuffled(random, range(len(data.feasible))))
    assert renamed.verdicts(MORE_CONCEPTS) == entry.verdicts(MORE_CONCEPTS)
    members = members_of(random, people)
    assert renamed.together(CONCEPTS, members) == entry.together(CONCEPTS, members)


@by_seed
def test_an_option_that_nobody_cares_about_repeats_states_and_changes_no_verdict(seed: int) -> None:
    random = Random(seed)
    data = of_options(seed)
    states, people = sorted(data.feasible), movers(data)
    size = random.choice([2, 3])
    rule = random_models.random_options(seed + 1).options[0]
    now = rule.now % size
    beside = OptionData(
        (*data.owners, random.choice(people)),
        (*data.sizes, size),
        (*data.options, rule._replace(now=now, final=bool(rule.final))),
        frozenset((*state, value) for state in states for value in range(size)),
        tuple(tuple(height for height in rank for _ in range(size)) for rank in data.ranks),
    )
    entry = by_options(data, NAMES, people, range(len(states)))
    wider = by_options(beside, NAMES, people, range(len(states) * size))
    concepts = (*CONCEPTS, "sim")
    repeated = {
        asked: {place * size + value for place in found for value in range(size)}
        for asked, found in entry.verdicts(concepts).items()
    }
    assert wider.verdicts(concepts) == repeated
    # Print draws such states together, with a dash, and then nothing changes at all.
    last, axes = len(data.sizes), axes_of(beside, people)
    dashed = GraphModel.from_options(
        options_of(beside, NAMES, people),
        states=["".join("-" if axis == last else str(state[axis]) for axis in axes) for state in states],
        rankings={NAMES[dm]: grouped(data.ranks[dm], entry.numbers) for dm in people},
    )
    assert Entry(dashed, entry.names, entry.numbers).verdicts(concepts) == entry.verdicts(concepts)


# arrows


@by_seed
def test_arrows_under_names_are_those_of_the_engine(seed: int) -> None:
    slow = random_models.random_drawn(seed)
    people = range(slow.m)
    entry = by_arrows(slow, NAMES, people, range(1, slow.n + 1))
    assert entry.verdicts(CONCEPTS) == by_engine(drawn_by_hand(slow.n, slow.moves, slow.rank), people)


@by_seed
def test_other_names_and_numbers_change_nothing_about_arrows(seed: int) -> None:
    random = Random(seed)
    slow = random_models.random_drawn(seed)
    concepts = [concept for concept in MORE_CONCEPTS if concept != "sim"]
    entry = by_arrows(slow, NAMES, range(slow.m), range(1, slow.n + 1))
    renamed = by_arrows(slow, OTHERS, shuffled(random, range(slow.m)), random.sample(range(1, 100), slow.n))
    assert renamed.verdicts(concepts) == entry.verdicts(concepts)
    members = members_of(random, range(slow.m))
    assert renamed.together(CONCEPTS, members) == entry.together(CONCEPTS, members)


# both


@by_seed
def test_one_concept_implies_another_and_a_coalition_of_one_is_its_member(seed: int) -> None:
    data, slow = of_options(seed), random_models.random_drawn(seed)
    for entry, concepts in (
        (by_options(data, NAMES, movers(data), range(len(data.feasible))), (*CONCEPTS, "sim")),
        (by_arrows(slow, NAMES, range(slow.m), range(1, slow.n + 1)), CONCEPTS),
    ):
        held = entry.verdicts(concepts)
        for dm, name in entry.names.items():
            assert all(held["nash", dm] <= held[concept, dm] for concept in concepts)
            assert held["sseq", dm] <= held["seq", dm] & held["smr", dm]
            assert held["seq", dm] | held["smr", dm] <= held["gmr", dm]
            for concept in CONCEPTS:
                assert entry.places(entry.model.coalition_stable([name], concept)) == held[concept, dm]
        alone = [[name] for name in entry.names.values()]
        for concept in CONCEPTS:
            together = entry.model.equilibria(concept)
            assert entry.model.coalition_equilibria(alone, concept) == together
            assert entry.model.coalition_equilibria(alone[:1], concept) == together


@pytest.mark.parametrize("statements", [3, 40, 63, 64, 65, 90, 150])
def test_any_number_of_statements_ranks_states_as_their_truths_compare(statements: int) -> None:
    # The first on which two states differ decides, were it the last of them.
    rng = np.random.default_rng(statements)
    states: list[Values] = [(x, y, z) for z in (0, 1) for y in (0, 1) for x in (0, 1)]
    columns = ["".join("NY"[value] for value in state) for state in states]
    truths = [[bool(k % 2)] * 8 for k in range(statements - 3)]
    for own in truths[-4:]:
        own[int(rng.integers(8))] ^= True
    truths += [[bool(state[axis]) for state in states] for axis in range(3)]
    stated, rankings = {"A": truths, "B": truths[::-1]}, {}
    for name, order in stated.items():
        vectors = list(zip(*order, strict=True))
        height = {vector: level for level, vector in enumerate(sorted(set(vectors)))}
        rankings[name] = grouped([height[vector] for vector in vectors], range(1, 9))
    by_statements, by_rankings = (
        GraphModel.from_options({"A": ["a"], "B": ["b", "c"]}, states=columns, statements=told, rankings=ranked)
        for told, ranked in ((stated, {}), ({}, rankings))
    )
    assert by_statements.table() == by_rankings.table()
