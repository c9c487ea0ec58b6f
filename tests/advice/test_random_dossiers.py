"""Laws that hold of every dossier, tried on random ones."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overture import papers
from overture.advice import Advice, advise, results_json
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.conflict import stable
from overture.dossier import DossierError, read
from overture.model import Kept, LimitReached

from ..slow.random_dossiers import random_dossier

SEEDS = st.integers(min_value=0, max_value=10**9)
SOME = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def worlds_of(seed: int) -> tuple[Analysis, ...]:
    try:
        return analyses(read(random_dossier(seed)), Kept())
    except (DossierError, LimitReached):
        return ()


def advice_of(seed: int) -> tuple[Advice, str] | None:
    text = random_dossier(seed)
    try:
        return advise(read(text), audit=False), text
    except (DossierError, LimitReached):
        return None


@SOME
@given(SEEDS)
def test_every_proposal_settles_somewhere(seed: int) -> None:
    for analysis in worlds_of(seed):
        for package in analysis.menu.values():
            assert analysis.endings(package)


@SOME
@given(SEEDS)
def test_a_single_settled_state_is_an_equilibrium_under_each_ones_foresight(seed: int) -> None:
    for analysis in worlds_of(seed):
        packages = list(analysis.menu.values())
        conflict = analysis.model.after(packages)
        masks = [stable(conflict, i, c).reshape(len(packages), -1) for i, c in enumerate(analysis.foresight())]
        for row, package in enumerate(packages):
            for ending in analysis.endings(package):
                if len(ending.replies) == 1:
                    assert all(mask[row, ending.replies[0]] for mask in masks)


@SOME
@given(SEEDS)
def test_where_everybody_counts_on_counter_moves_every_settlement_is_one_state(seed: int) -> None:
    for analysis in worlds_of(seed):
        for concept in ("gmr", "seq"):
            for package in analysis.menu.values():
                assert all(len(e.replies) == 1 for e in analysis.endings(package, concept))


@SOME
@given(SEEDS)
def test_the_recommended_has_no_rival_with_a_better_worst_outcome(seed: int) -> None:
    found = advice_of(seed)
    if found:
        advice, text = found
        for analysis, world in zip(analyses(read(text), Kept()), advice.by_world, strict=True):
            top = max(analysis.score(p) for p in analysis.menu.values())
            assert {analysis.score(analysis.menu[n]) for n in world.recommended} == {top}


@FEW
@given(SEEDS)
def test_the_same_bytes_come_out_twice(seed: int) -> None:
    found = advice_of(seed)
    if found:
        advice, text = found
        again = advise(read(text), audit=False)
        assert json.dumps(results_json(advice)) == json.dumps(results_json(again))
        dossier = read(text)
        assert papers.brief_html(dossier, advice) == papers.brief_html(dossier, again)
        assert papers.brief_markdown(dossier, advice)
