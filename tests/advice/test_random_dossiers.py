"""Laws that hold of every dossier, tried on random ones. OVERTURE_SEEDS=2000 tries them on more."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

from overture import papers
from overture.advice import Advice, advise, results_json
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.conflict import stable
from overture.dossier import Dossier, DossierError, read
from overture.model import Kept, LimitReached

from ..samples import SOAK
from ..slow.random_dossiers import random_dossier

FIRST = 10_000_000  # no other test draws these
SEEDS = range(FIRST, FIRST + (SOAK or 80))
FEW = SEEDS[:: 1 if SOAK else 6]


@lru_cache(maxsize=100)
def dossier_of(seed: int) -> Dossier | None:
    try:
        dossier = read(random_dossier(seed))
        analyses(dossier, Kept())
    except (DossierError, LimitReached):
        return None
    return dossier


@lru_cache(maxsize=100)
def worlds_of(seed: int) -> tuple[Analysis, ...]:
    dossier = dossier_of(seed)
    return analyses(dossier, Kept()) if dossier else ()


@lru_cache(maxsize=100)
def advice_of(seed: int) -> Advice | None:
    dossier = dossier_of(seed)
    try:
        return advise(dossier, audit=False) if dossier else None
    except LimitReached:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_every_proposal_settles_somewhere(seed: int) -> None:
    for analysis in worlds_of(seed):
        for package in analysis.menu.values():
            assert analysis.endings(package)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_single_settled_state_is_an_equilibrium_under_each_ones_foresight(seed: int) -> None:
    for analysis in worlds_of(seed):
        packages = list(analysis.menu.values())
        conflict = analysis.model.after(packages)
        masks = [stable(conflict, i, c).reshape(len(packages), -1) for i, c in enumerate(analysis.foresight())]
        for row, package in enumerate(packages):
            for ending in analysis.endings(package):
                if len(ending.replies) == 1:
                    assert all(mask[row, ending.replies[0]] for mask in masks)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_everybody_counts_on_counter_moves_every_settlement_is_one_state(seed: int) -> None:
    for analysis in worlds_of(seed):
        for concept in ("gmr", "seq"):
            for package in analysis.menu.values():
                assert all(len(e.replies) == 1 for e in analysis.endings(package, concept))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_recommended_has_no_rival_with_a_better_worst_outcome(seed: int) -> None:
    advice = advice_of(seed)
    if advice:
        for analysis, world in zip(worlds_of(seed), advice.by_world, strict=True):
            top = max(analysis.score(p) for p in analysis.menu.values())
            assert {analysis.score(analysis.menu[n]) for n in world.recommended} == {top}


@pytest.mark.parametrize("seed", FEW)
def test_the_same_bytes_come_out_twice(seed: int) -> None:
    advice, dossier = advice_of(seed), dossier_of(seed)
    if advice and dossier:
        again = advise(read(dossier.text), audit=False)
        assert json.dumps(results_json(advice)) == json.dumps(results_json(again))
        assert papers.brief_html(dossier, advice) == papers.brief_html(dossier, again)
        assert papers.brief_markdown(dossier, advice)
