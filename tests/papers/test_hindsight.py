"""Forecast and claims against what happened: hits, misses, what was not foreseen, what cannot be told."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import Dossier, read
from overture.library import case
from overture.logic import parse
from overture.papers import Case, Decision
from overture.papers.history import came_true, history
from overture.papers.sentences.occasions.afterwards import asserted, events
from overture.papers.sentences.occasions.taken import taken
from overture.papers.walk import sentences

from .example import TEXT


def with_events(*told: dict[str, str]) -> Dossier:
    lines = "".join(f"  - {{date: {e['date']}, text: {e['text']}, holds: {e['holds']}}}\n" for e in told)
    return read(TEXT.split("hindsight:")[0] + "hindsight:\n" + lines)


def event(holds: str, date: str = "2032-01-01", text: str = "It came so") -> dict[str, str]:
    return {"date": date, "text": text, "holds": holds}


def case_of(dossier: Dossier) -> Case:
    return Case(dossier, advise(dossier, audit=False))


def scores(dossier: Dossier) -> list[str]:
    of = case_of(dossier)
    return [score for score, _ in events(of, taken(of))]


def claims(of: Case, decision: Decision | None = None) -> dict[str, tuple[str, str]]:
    """Of each claim on which the events bear its score, and why it cannot be told."""
    found = asserted(of, taken(of, decision))
    return {row.cells[0][0].trace[0]: (score, row.cells[1][0].plain) for score, row in found}


def claiming(dossier: Dossier, **more: Any) -> Dossier:
    item = {"id": "said", "text": "They accept", "holds": "reply is accept", "basis": "judgement", **more}
    return dossier.edited([{"add": "claims", "item": {k: v for k, v in item.items() if v is not None}}])


def told_of(of: Case, decision: Decision | None = None) -> str:
    return " ".join(s.plain for s in sentences(papers.hindsight(of, "Draft", decision)))


def approved(proposal: str, **package: str) -> Decision:
    return Decision(proposal, "the Cabinet", "2031-05-06", "ab", {"offer": "silent", "seal": "no", **package})


def test_what_came_as_forecast_is_a_hit_and_what_did_not_a_miss() -> None:
    of = case_of(read(TEXT))
    settled = of.outcome(of.chosen).settlements[0].states[0]  # type: ignore[union-attr]
    reply = settled["lower.reply"]
    other = next(v for v in ("accept", "refuse", "none") if v != reply)
    assert scores(with_events(event(f"reply is {reply}"), event(f"reply is {other}"))) == ["hit", "miss"]


def test_an_event_that_nothing_is_tied_to_cannot_be_told() -> None:
    assert scores(read(TEXT)) == ["cannot be told"]


def test_what_nobody_had_thought_of_was_not_foreseen() -> None:
    assert scores(read(TEXT.replace("CANARYBIRD sang.}", "bird sang., foreseen: no}"))) == ["not foreseen"]


def test_what_the_proposer_does_itself_is_no_forecast() -> None:
    assert scores(with_events(event("offer is share")))[0] == "done"
    assert scores(with_events(event("not seal"), event("reply is accept")))[0] == "done"


def test_a_claim_about_several_courses_is_not_confirmed_by_one() -> None:
    item = {
        "id": "always_accept", "text": "Whatever we send they accept", "holds": "reply is accept",
        "after": ["share_it", "sealed"], "basis": "judgement",
    }  # fmt: skip
    of = case_of(with_events(event("reply is accept")).edited([{"add": "claims", "item": item}]))
    if of.advice.claims["always_accept"].verdict in ("follows", "rests on"):
        assert claims(of)["always_accept"] == ("cannot be told", "It is about other courses too, which were not taken.")


def test_what_differs_from_world_to_world_cannot_be_told() -> None:
    dossier = with_events(event("delta_agrees")).edited([{"drop": "delta_agrees.taken"}])
    assert scores(dossier) == ["cannot be told"]


def test_the_forecast_is_that_for_the_course_that_was_taken() -> None:
    of = case_of(with_events(event("offer is talk"), event("not seal")))
    assert of.chosen != "talk_only"
    assert taken(of).name == "talk_only"
    told = [s.plain for s in sentences(papers.hindsight(of, "Draft"))]
    assert any(t.startswith("What was done is talk; advised was") for t in told)


def test_the_later_of_two_events_counts() -> None:
    dossier = with_events(event("reply is refuse", "2033-01-01"), event("reply is accept", "2032-01-01"))
    assert came_true(dossier, history(dossier), parse("reply is refuse")) is True


@pytest.mark.parametrize(("formula", "expected"), [
    ("reply is accept", True), ("reply is refuse", False), ("reply is accept or reply is none", True),
    ("not reply is accept", False), ("calm", True), ("press_hostile", False), ("delta_agrees", None),
    ("reply is accept and delta_agrees", None), ("reply is refuse and delta_agrees", False),
    ("reply is accept or delta_agrees", True), ("delta_agrees implies reply is accept", True),
    ("at least 1 of (reply is accept; delta_agrees)", True), ("at least 2 of (reply is accept; delta_agrees)", None),
    ("at most 0 of (reply is accept; delta_agrees)", False), ("exactly 1 of (reply is accept; delta_agrees)", None),
    ("offer is share", None), ("seal", None),
])  # fmt: skip
def test_what_is_known_afterwards_decides_in_three_values(formula: str, expected: bool | None) -> None:
    dossier = with_events(event("reply is accept and not press_hostile"))
    assert came_true(dossier, history(dossier), parse(formula)) is expected


@pytest.mark.parametrize(("likelihood", "score"), [("likely", "hit"), ("unlikely", "miss"), (None, "hit")])
def test_a_claim_that_calls_it_unlikely_is_wrong_where_it_came(likelihood: str | None, score: str) -> None:
    item: dict[str, Any] = {"id": "calm_after", "text": "They accept", "holds": "reply is accept", "basis": "judgement",
                            "after": "share_it"}  # fmt: skip
    if likelihood:
        item["likelihood"] = likelihood
    dossier = with_events(event("reply is accept")).edited([{"add": "claims", "item": item}])
    of = case_of(dossier)
    assert claims(of)["calm_after"][0] == score


def test_what_is_so_whatever_happens_is_no_hit() -> None:
    item = {"id": "always", "text": "It is so or not", "holds": "yes", "basis": "judgement"}
    of = case_of(with_events(event("reply is accept")).edited([{"add": "claims", "item": item}]))
    assert "always" not in claims(of)


def test_of_the_memorandum_of_1954_the_other_way_to_german_arms_is_a_miss() -> None:
    dossier = read(case("molotov-1954"))
    of = case_of(dossier)
    found = events(of, taken(of))
    scored = Counter(score for score, _ in found)
    assert scored == {"hit": 7, "done": 2, "not foreseen": 1, "cannot be told": 6, "miss": 3}
    missed = [e.text for e, (score, _) in zip(dossier.hindsight, found, strict=True) if score == "miss"]
    assert missed[0].startswith("The Paris Agreements")
    told = " ".join(s.plain for s in sentences(papers.hindsight(of, "Draft")))
    assert "three are against the forecast" in told


def test_a_file_without_later_events_says_so() -> None:
    told = [s.plain for s in sentences(papers.hindsight(case_of(read(case("first-case"))), "Draft"))]
    assert "The file tells of nothing that happened later." in told


def test_a_claim_about_doing_nothing_cannot_be_told_where_something_was_done() -> None:
    """A claim says by default what follows where nothing is done: what followed the offer does not refute it."""
    dossier = claiming(with_events(event("reply is accept"), event("offer is share")), holds="reply is none")
    of = case_of(dossier)
    assert of.advice.claims["said"].verdict == "follows"
    score, why = claims(of)["said"]
    assert score == "cannot be told"
    assert why.startswith("It is about doing nothing; what was done is ")
    told = told_of(of)
    assert "Miss" not in told
    assert why in told


def test_a_claim_about_doing_nothing_is_scored_where_nothing_was_done() -> None:
    dossier = claiming(with_events(event("offer is silent"), event("reply is accept")), holds="reply is none")
    assert claims(case_of(dossier))["said"] == ("miss", "–")
    assert "What was done is doing nothing; advised was sharing" in told_of(case_of(dossier))


def test_a_claim_about_a_course_that_was_not_taken_cannot_be_told() -> None:
    happened = (event("reply is accept"), event("offer is talk"), event("not seal"))
    of = case_of(claiming(with_events(*happened), after="share_it"))
    assert claims(of)["said"] == ("cannot be told", "It is about sharing; what was done is talk.")
    other = case_of(claiming(with_events(event("reply is accept"), event("offer is not talk")), after="sealed"))
    assert claims(other)["said"] == (
        "cannot be told", "It is about sealed sharing; the events do not tell whether that was done.",
    )  # fmt: skip
    assert "What is known of what was done fits sharing, doing nothing and sealed sharing." in told_of(other)


def test_a_claim_that_a_goal_is_lost_is_right_where_the_goal_was_lost() -> None:
    """`peace` is wanted by us; silence was held to lose it."""
    for reply, expected in (("accept", "miss"), ("none", "hit")):
        dossier = claiming(with_events(event("offer is silent"), event(f"reply is {reply}")), holds=None, lost="peace")
        assert claims(case_of(dossier))["said"] == (expected, "–")


def test_what_no_course_can_change_is_scored_whatever_was_done() -> None:
    dossier = with_events(event("delta_agrees"), event("offer is share"))
    assert claims(case_of(claiming(dossier, holds="delta_agrees")))["said"] == ("hit", "–")


def test_a_claim_that_supposes_what_did_not_come_cannot_be_told() -> None:
    dossier = with_events(event("reply is refuse"), event("offer is share"))
    given = claiming(dossier, holds="calm", after="share_it", they="yes_reply")
    assert claims(case_of(given))["said"] == (
        "cannot be told", "It supposes a reply that was not given: they accept.",
    )  # fmt: skip
    on = {"holds": "reply is accept", "after": "share_it", "if": "delta_agrees"}
    never = with_events(event("reply is accept"), event("not delta_agrees"))
    score, why = claims(case_of(claiming(never, **on)))["said"]
    assert (score, why[:32]) == ("cannot be told", "It supposes what did not come: D")
    unknown = with_events(event("reply is accept"))
    assert "said" not in claims(case_of(claiming(unknown, **on)))


def test_without_an_event_the_approved_course_is_the_one_that_is_tested() -> None:
    of = case_of(claiming(with_events(event("reply is refuse")), holds="reply is refuse", after="talk_only"))
    decision = approved("talk_only", offer="talk")
    assert taken(of, decision).name == "talk_only"
    assert [score for score, _ in events(of, taken(of, decision))] == ["hit"]
    assert [score for score, _ in events(of, taken(of))] == ["miss"]
    assert claims(of, decision)["said"][0] == "hit"
    assert claims(of) ["said"] == ("cannot be told", "It is about talk; advised was sharing.")
    assert (
        "Approved was talk; advised was sharing or sealed sharing. The forecast is that for what was approved; "
        "no event tells what was done." in told_of(of, decision)
    )
    assert "No event tells what was done. The forecast is that for sharing, which was advised." in told_of(of)


def test_what_was_done_counts_before_what_was_approved() -> None:
    of = case_of(with_events(event("offer is share"), event("not seal")))
    assert taken(of, approved("talk_only", offer="talk")).name == "share_it"
    other = told_of(of, approved("talk_only", offer="talk"))
    assert "What was done is sharing, as advised; approved was talk." in other
    assert "What was done is sharing, as approved and advised." in told_of(of, approved("share_it", offer="share"))


def test_of_courses_that_fit_what_was_done_the_approved_comes_first() -> None:
    of = case_of(with_events(event("offer is share")))
    assert taken(of).name == "share_it"
    assert taken(of, approved("sealed", offer="share", seal="yes")).name == "sealed"


def test_an_approved_course_that_was_renamed_since_is_known_by_what_it_sets() -> None:
    of = case_of(with_events(event("reply is refuse")))
    assert taken(of, approved("old_name", offer="talk")).name == "talk_only"
    none = approved("old_name", offer="talk", seal="yes")
    assert taken(of, none).name is None
    assert "What was approved is none of the courses compared" in told_of(of, none)


def test_of_what_was_none_of_the_courses_nothing_was_forecast() -> None:
    dossier = with_events(event("offer is talk"), event("seal"), event("reply is accept"))
    of = case_of(claiming(dossier, after="share_it"))
    assert "What was done is none of the courses compared, so what was forecast for them is not tested" in told_of(of)
    assert [score for score, _ in events(of, taken(of))] == ["not done", "done", "cannot be told"]
    assert claims(of)["said"] == (
        "cannot be told", "It is about sharing; what was done is none of the courses compared.",
    )  # fmt: skip


def test_a_fact_that_is_our_own_act_tells_which_course_was_taken() -> None:
    fact = "facts:\n  sent: {text: a letter goes out, when: offer is talk, from: cable}\n"
    sent = read(TEXT.replace("facts:\n", fact))
    of = case_of(sent.edited([{"set": "hindsight.0.holds", "to": "sent"}]))
    assert taken(of).name == "talk_only"
