"""Laws of the graph model that hold in every conflict, asked of the oracle on random ones."""

from functools import cache
from itertools import product

import pytest

from . import concepts, paths, uncertain
from .concepts import CONCEPTS, reach, stable
from .merged import merged
from .random_models import (
    FORMS,
    OptionData,
    random_coalition,
    random_drawn,
    random_graph,
    random_options,
    random_partition,
    random_strength,
    random_unknown,
)

FEW, SOME = range(12), range(40)


@cache
def option_case(seed: int) -> OptionData:
    return random_options(seed, 24)


@pytest.mark.parametrize("seed", SOME)
def test_moves_of_options_are_transitive_so_the_last_mover_is_of_no_matter(seed: int) -> None:
    g = option_case(seed).form().graph
    for s in range(g.n):
        for own in g.moves:
            assert all(own[t] <= own[s] | {s} for t in own[s])
        spread = {s}
        while new := {t for q in spread for own in g.moves for t in own[q]} - spread:
            spread |= new
        assert reach(g, range(g.m), s) | {s} == spread


@pytest.mark.parametrize("seed", SOME)
def test_the_five_concepts_imply_each_other_as_they_should(seed: int) -> None:
    g = random_graph(seed)
    for i in range(g.m):
        held = {concept: stable(g, concept, i) for concept in CONCEPTS}
        assert held["nash"] <= held["sseq"] <= held["seq"] & held["smr"]
        assert held["seq"] | held["smr"] <= held["gmr"]
        assert held["nash"] == {s for s in range(g.n) if concepts.limited_move(g, i, s, 1)}
        for concept, alone in concepts.COALITION_CONCEPTS.items():
            for improves in (concepts.for_every_member, concepts.pareto):
                assert held[concept] == {s for s in range(g.n) if alone(g, frozenset({i}), s, improves)}


@pytest.mark.parametrize("seed", SOME)
def test_nash_implies_sim_and_where_all_is_feasible_sim_implies_gmr(seed: int) -> None:
    data = option_case(seed)
    form = data.form()
    for i, s in product(range(form.m), range(form.graph.n)):
        assert concepts.sim(form, i, s) or not concepts.nash(form.graph, i, s)
        if len(data.feasible) == len(list(product(*map(range, data.sizes)))):
            assert concepts.gmr(form.graph, i, s) or not concepts.sim(form, i, s)


@pytest.mark.parametrize("seed", SOME)
def test_coalition_concepts_imply_each_other_and_nobody_can_stop_everybody(seed: int) -> None:
    g = random_graph(seed, 16)
    for h, improves in product(
        (random_coalition(seed, g.m), frozenset(range(g.m))), (concepts.for_every_member, concepts.pareto)
    ):
        held = {
            concept: {s for s in range(g.n) if test(g, h, s, improves)}
            for concept, test in concepts.COALITION_CONCEPTS.items()
        }
        assert held["nash"] <= held["sseq"] <= held["seq"] & held["smr"]
        assert held["seq"] | held["smr"] <= held["gmr"]
        assert len(h) < g.m or held["gmr"] == held["nash"]


@pytest.mark.parametrize("seed", FEW)
def test_coalitions_of_one_merge_into_the_same_conflict(seed: int) -> None:
    form = option_case(seed).form()
    alone = merged(form, [{i} for i in range(form.m)])
    assert (alone.moves, alone.improvements) == (form.graph.moves, form.graph.improvements)
    parts = merged(form, random_partition(seed, form.m))
    assert stable(parts, "nash", 0) <= stable(parts, "sseq", 0) <= stable(parts, "gmr", 0)


@pytest.mark.parametrize("seed", FEW)
def test_readings_of_the_unknown_are_ordered_and_agree_where_all_is_known(seed: int) -> None:
    known, g = random_unknown(seed, 0), random_unknown(seed)
    for concept, i in product(CONCEPTS, range(g.m)):
        held = {r: {s for s in range(g.n) if uncertain.unknown_stable(g, r, concept, i, s)} for r in uncertain.READINGS}
        assert held["a"] <= held["b"] & held["c"] and held["b"] | held["c"] <= held["d"]
        for s, r in product(range(g.n), uncertain.READINGS):
            assert uncertain.unknown_stable(known, r, concept, i, s) == CONCEPTS[concept](known, i, s)


@pytest.mark.parametrize("seed", FEW)
def test_strong_stability_is_stability(seed: int) -> None:
    g = random_strength(seed)
    for concept, i, s in product(CONCEPTS, range(g.m), range(g.n)):
        assert uncertain.general_stable(g, concept, i, s) == CONCEPTS[concept](g, i, s)
        assert uncertain.strong_stable(g, concept, i, s) <= CONCEPTS[concept](g, i, s)


@pytest.mark.parametrize("seed", FEW)
def test_paths_are_as_long_as_they_are_said_to_be(seed: int) -> None:
    g = random_drawn(seed, 7)
    for improving in (False, True):
        found = paths.lengths(g, 0, improving)
        assert set(found) == {0} | (concepts.reach_improving if improving else reach)(g, range(g.m), 0)
        for end, length in found.items():
            ways = paths.shortest_paths(g, 0, end, improving)
            assert ways and all(len(way) == length for way in ways)


def test_random_models_show_every_form_they_promise() -> None:
    cases = [random_options(seed) for seed in range(150)]
    assert {form for case in cases for form in map(form_of, case.options)} == set(FORMS)
    assert {len(case.ranks) for case in cases} == {2, 3, 4, 5} and {2, 3, 4} == {k for c in cases for k in c.sizes}
    assert max(len(case.feasible) for case in cases) <= 48 and all(case.now in case.feasible for case in cases)
    assert any(set(case.owners) != set(range(len(case.ranks))) for case in cases)
    assert any(list(case.owners) != sorted(case.owners) for case in cases)


def form_of(option: tuple[int, bool | tuple[int, ...], bool]) -> str:
    _, final, no_return = option
    parts = ["final" if final is True else "list" if final else "", "no return" if no_return else ""]
    return ", ".join(filter(None, parts)) or "free"
