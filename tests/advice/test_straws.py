"""Straw options: another proposal is strictly better under every order of the statements."""

from __future__ import annotations

import time
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from overture.advice import advise
from overture.advice.recommendation import Vector, best_under_some_order
from overture.dossier import read
from overture.library import case


def by_every_order(ours: set[Vector], rivals: list[set[Vector]]) -> bool:
    """The definition: some order under which no rival has a better worst state, then a better best one."""

    def value(states: set[Vector], order: tuple[int, ...]) -> tuple[Vector, Vector]:
        ranked = sorted(tuple(state[k] for k in order) for state in states)
        return ranked[0], ranked[-1]

    orders = permutations(range(len(next(iter(ours)))))
    return any(all(value(r, order) <= value(ours, order) for r in rivals) for order in orders)


@st.composite
def proposals(draw: st.DrawFn) -> list[set[Vector]]:
    vector = st.tuples(*[st.booleans()] * draw(st.integers(1, 5)))
    return draw(st.lists(st.sets(vector, min_size=1, max_size=3), min_size=2, max_size=5))


@given(proposals())
def test_the_search_says_what_all_orders_say(ends: list[set[Vector]]) -> None:
    ours, *rivals = ends
    assert best_under_some_order(ours, rivals) == by_every_order(ours, rivals)


def test_courses_that_settle_in_two_ways_take_no_longer() -> None:
    """Sixteen statements have 16! orders; those that tell nothing apart need not be ordered."""
    dossier = read(case("molotov-1954"))
    dossier = dossier.edited([*({"drop": key} for key in dossier.variants), {"drop": "no_talks"}])
    began = time.process_time()
    advice = advise(dossier, audit=False)
    assert time.process_time() - began < 3  # 0.2 s, and 8 s before
    assert max(len(o.settlements) for o in advice.by_world[0].proposals.values()) == 2
