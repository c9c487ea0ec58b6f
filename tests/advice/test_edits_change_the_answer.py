"""Changing the dossier must change the answer, and only where it should."""

from __future__ import annotations

from typing import Any

import pytest

from overture.advice import Advice, advise
from overture.advice.analysis import CONCEPTS
from overture.advice.audit import analyses
from overture.dossier import Dossier, read
from overture.model import Kept

GOAL = "no_german_arms"


def after(dossier: Dossier, *edits: dict[str, Any], audit: bool = False) -> Advice:
    return advise(dossier.edited(edits), audit=audit)


def goals(advice: Advice) -> set[str]:
    return {outcome.goals[GOAL] for outcome in advice.by_world[0].proposals.values()}


def test_without_the_swing_the_goal_is_lost_for_every_proposal(example: Dossier) -> None:
    assert goals(after(example, {"set": "swing.taken", "to": False})) == {"lost"}


def test_without_the_inference_the_temporary_variant_ties_with_the_offer(example: Dossier) -> None:
    advice = after(example, {"set": "only_for_now.limits", "to": []})
    assert set(advice.recommended) == {"offer", "for_now"}


def test_under_a_majority_rule_the_goal_is_lost_everywhere_and_nobody_blocks_alone(example: Dossier) -> None:
    advice = after(example, {"set": "nat.entry.rule.consent", "to": "majority"})
    assert goals(advice) == {"lost"}
    assert advice.treaties["nat"].entry["frg"].blocking == ()
    assert advice.treaties["nat"].entry["ussr"].blocking == ()
    assert advice.treaties["nat"].entry["ussr"].blocking_sets


def test_without_luxembourg_the_goal_is_kept_even_by_doing_nothing(example: Dossier) -> None:
    advice = after(example, {"set": "luxembourg_follows.taken", "to": False})
    assert advice.by_world[0].proposals["do_nothing"].goals[GOAL] == "kept"


def test_prestige_first_changes_the_recommendation(example: Dossier) -> None:
    assert after(example, {"set": "prestige_first.taken", "to": True}).recommended == ("us_only",)


def test_without_the_second_move_the_second_argument_stands_and_the_audit_says_what_falls(
    example: Dossier, example_audited: Advice
) -> None:
    edited = after(example, {"drop": "would_join.limits"}, audit=True)
    assert edited.by_world[0].proposals["offer"].settlements[0].arguments["against_nato"] == "stands"
    fallen = {c.key[1] for c in example_audited.compare(edited) if c.key[0] == "claims" and c.new == "contradicted"}
    assert {"second_answered", "goal_kept"} <= fallen


def test_without_the_consent_of_the_eleven_entry_is_unknown_and_asked_for_by_name(example: Dossier) -> None:
    advice = after(example, {"drop": "nat.entry.consents.ussr.others11"})
    eleven = advice.treaties["nat"].entry["ussr"].unknown
    assert len(eleven) == 11
    assert list(advice.open) == ["consent_ussr_nat"]
    assert len(advice.worlds) == 2
    asked = {gap.about for gap in advice.gaps}
    assert {"consent_ussr_nat", *eleven} <= asked


def test_setting_an_unmodelled_consent_closes_the_question(example: Dossier) -> None:
    advice = after(example, {"drop": "nat.entry.consents.ussr.others11"}, {"set": "consent_ussr_nat.taken", "to": True})
    assert len(advice.worlds) == 1
    assert advice.open == {}


@pytest.mark.parametrize("concept", CONCEPTS)
def test_editing_every_foresight_equals_everybody_under_that_concept(example: Dossier, concept: str) -> None:
    edited = example.edited([{"set": f"{dm}.foresight", "to": concept} for dm in example.opponents])
    (one,) = analyses(edited, Kept())
    (other,) = analyses(example, Kept())
    for package in other.menu.values():
        ours = {e.replies for e in one.endings(package)}
        assert ours == {e.replies for e in other.endings(package, concept)}


def test_an_option_that_nobody_cares_about_changes_no_verdict(
    example: Dossier, example_audited: Advice
) -> None:
    item = {"id": "idle", "text": "does something that nobody cares about", "basis": "judgement"}
    edited = after(example, {"add": "options.assembly", "item": item}, audit=True)
    assert example_audited.compare(edited) == ()


@pytest.mark.parametrize("concept", CONCEPTS)
def test_an_idle_option_adds_no_settlement_under_any_foresight(example: Dossier, concept: str) -> None:
    item = {"id": "idle", "choices": {"a": "one", "b": "other", "c": "third"}, "now": "a", "basis": "judgement"}
    edited = example.edited([{"add": "options.three", "item": item}])
    (one,), (other,) = analyses(edited, Kept()), analyses(example, Kept())
    for name, package in other.menu.items():
        assert len(one.endings(one.menu[name], concept)) == len(other.endings(package, concept))


def test_an_infeasible_proposal_of_an_edited_dossier_leaves_the_menu(example: Dossier) -> None:
    advice = after(example, {"add": "rules", "item": {"id": "us_unsaid", "rule": "us_role is silent"}}, audit=True)
    assert "offer" in advice.left_off
    assert advice.claims["advised"].verdict == "cannot be assessed"


def test_equal_dossiers_give_equal_advice(example_text: str) -> None:
    assert advise(read(example_text), audit=False) == advise(read(example_text), audit=False)
