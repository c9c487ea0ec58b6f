"""Why a move is made, what else could have been, and which moves are held back: from the definitions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from overture.advice import Advice, advise
from overture.advice.results import Outcome
from overture.dossier import Dossier, DossierError, read
from overture.dossier.entries import Statement
from overture.model import LimitReached

from ..advised import advice_on, shipped
from ..samples import SOAK
from ..slow.random_dossiers import random_dossier

SEEDS = range(SOAK or 60)


@cache
def outcomes(seed: int) -> tuple[Mapping[str, Statement], list[Outcome]]:
    """The statements of a random dossier, and where its proposals end."""
    try:
        dossier = read(random_dossier(seed))
        advice = advise(dossier, audit=False)
    except (DossierError, LimitReached):
        return {}, []
    return dossier.statements, [o for world in advice.by_world for o in world.proposals.values()]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_move_gains_its_mover_a_statement_of_its_own(seed: int) -> None:
    statements, found = outcomes(seed)
    for outcome in found:
        for settlement in outcome.settlements:
            for step in settlement.course:
                assert step.gains is not None
                assert statements[step.gains].owner == step.actor


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_passed_over_is_another_value_of_what_was_set_and_loses_a_statement_of_the_mover(seed: int) -> None:
    statements, found = outcomes(seed)
    for outcome in found:
        for step in (s for settlement in outcome.settlements for s in settlement.course):
            for other in step.passed_over:
                assert set(other.sets) <= set(step.sets)
                assert other.sets != step.sets
                assert statements[other.loses].owner == step.actor


@pytest.mark.parametrize("seed", SEEDS)
def test_a_move_that_is_held_back_has_a_gain_and_an_answer_by_others(seed: int) -> None:
    for outcome in outcomes(seed)[1]:
        for settlement in outcome.settlements:
            for move in settlement.held_back or ():
                assert move.gains is not None
                assert move.course
                assert move.actor not in {s.actor for s in move.course[:1]}
                assert move.at in ("start", "end")


@pytest.fixture(scope="module")
def memorandum() -> tuple[Dossier, Advice]:
    return shipped("molotov-1954"), advice_on("molotov-1954", audit=False)


def test_the_three_refuse_to_have_an_answer_and_pass_over_talks_and_entry(memorandum: tuple[Dossier, Advice]) -> None:
    (settlement,) = memorandum[1].by_world[0].proposals["offer"].settlements
    first = settlement.course[0]
    assert (first.actor, first.gains) == ("three", "give_answer")
    assert {o.loses: o.sets for o in first.passed_over} == {
        "no_talks": {"three.reply": "examine"}, "no_entry": {"three.reply": "admit"},
    }  # fmt: skip


def test_after_the_tied_offer_the_assembly_holds_its_rejection_back(memorandum: tuple[Dossier, Advice]) -> None:
    (settlement,) = memorandum[1].by_world[0].proposals["tied_offer"].settlements
    (move,) = settlement.held_back or ()
    assert (move.actor, move.at, move.sets) == ("assembly", "start", {"assembly.vote": "reject"})
    assert [(s.actor, s.sets) for s in move.course] == [("three", {"three.reply": "refuse"})]


def test_without_the_fear_of_an_answer_nothing_is_held_back(memorandum: tuple[Dossier, Advice]) -> None:
    edited = memorandum[0].edited([{"set": "assembly.foresight", "to": "nash"}])
    for outcome in advise(edited, audit=False).by_world[0].proposals.values():
        for settlement in outcome.settlements:
            assert not [m for m in settlement.held_back or () if m.actor == "assembly"]


def test_replies_have_a_place_in_the_ranking_of_each_other(memorandum: tuple[Dossier, Advice]) -> None:
    row = memorandum[1].by_world[0].matrix["offer"]
    assert {r: c.places["three"] for r, c in row.items()} == {
        "refusal": 1, "examination": 2, "acceptance": 3, "full_agreement": 4,
    }  # fmt: skip
