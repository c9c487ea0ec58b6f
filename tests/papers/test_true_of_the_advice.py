"""What the papers say of the advice is true of it: firmness, ties, open cases, ranks, and what the advice becomes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from overture.advice import advise
from overture.dossier import read
from overture.papers import Case, brief
from overture.papers.content import Sentence
from overture.papers.sentences.decision import courses, goals, motives, recommendation
from overture.papers.sentences.grounds import firmness, reliance
from overture.papers.sentences.grounds.thresholds import thresholds
from overture.papers.sentences.occasions import whiteboard
from overture.papers.sentences.others import indicators, rankings, red_hat
from overture.papers.walk import sentences, words

HILL = (Path(__file__).parent / "hill.yaml").read_text(encoding="utf-8")
GUARDS = "commit ourselves to posting guards"


@cache
def case_of(text: str = HILL) -> Case:
    dossier = read(text)
    return Case(dossier, advise(dossier))


def plain(found: tuple[Sentence, ...] | list[Sentence]) -> str:
    return " ".join(s.plain for s in found)


def firm(case: Case) -> str:
    return "\n".join(f"{a.plain}: {b.plain}" for a, b in firmness.firmness(case))


# firmness


def test_a_wording_that_the_advice_does_not_take_speaks_against_it() -> None:
    told = firm(case_of())
    assert f"Without “{GUARDS}”: Against the advice: reply by reply this would be better" in told
    assert "while our government wants “no guards are promised”" in told
    assert f"o: “{GUARDS}”: Firm" not in told


def test_a_wording_that_the_advice_takes_is_firm() -> None:
    without = HILL.replace("want: vote is not consent or guards,", "want: vote is not consent or not guards,")
    told = firm(case_of(without))
    assert f"No: “{GUARDS}”: Firm while our government wants “no guards are promised”." in told
    assert "Against the advice" not in told


def test_thresholds_that_differ_by_other_moves_are_one_with_what_differs() -> None:
    text = (
        HILL.replace("  mill: {name: Millland}\n", "  mill: {name: Millland}\n  dale: {name: Daleland}\n")
        .replace("assumptions:", "  dale:\n    cry: {text: protest, needs: offer is not nothing}\nassumptions:", 1)
        .replace("    - {id: free,", "    - {id: calm_dale, want: not cry, text: Daleland is quiet}\n    - {id: free,")
        .replace("  house:\n    - {id: safe", "  dale:\n    - {id: still, want: not cry}\n  house:\n    - {id: safe")
    )
    told = [b.plain for a, b in thresholds(case_of(text)) if a.plain == "Over doing nothing"]
    assert len(told) == len(set(told))
    assert "as the others move besides, it may lose “Daleland is quiet” too" in told[0]
    assert "in some of what may follow" not in " ".join(told)


def test_why_we_would_not_keep_to_it_is_said() -> None:
    told = plain(goals.goal_margin(case_of()))
    assert f"we would gain “no guards are promised” by leaving out “{GUARDS}”" in told


# ties


def test_what_is_added_makes_no_difference_only_where_nothing_told_differs() -> None:
    told = plain(recommendation.recommended_sentences(case_of()))
    assert "To tell Millland beforehand or not makes no difference to our aims, but it turns" in told
    assert "“a part leaves the mills open” from “stands” to “limited”" in told
    assert "answers the objections of Millland" in told
    same = HILL.replace(", ground: not tell, used", ", used")
    assert "To tell Millland beforehand or not makes no difference." in plain(
        recommendation.recommended_sentences(case_of(same))
    )


def test_of_courses_that_tie_none_alone_has_the_best_worst_end() -> None:
    tied = plain(recommendation.why_recommended(case_of()))
    assert "the worst ends of “guarded” and “guarded told” are alike" in tied
    alone = case_of(HILL.replace("    - {id: free,", "    - {id: quiet, want: not tell}\n    - {id: free,"))
    assert "its worst end is the best for our government" in plain(recommendation.why_recommended(alone))


# open cases

# the House consents where the winter stays calm alone
OPEN = HILL.replace(
    "- {id: safe, want:", "- {id: hard, want: vote is not consent, if: not calm, text: none}\n    - {id: safe, want:"
)


def test_the_board_tells_a_goal_under_the_condition_that_it_names() -> None:
    case = case_of(OPEN)
    assert {case.verdict("guarded", "pact", w) for w in case.worlds} == {"kept", "lost"}
    lines = {line[1].plain.split(":")[0]: [s.plain for s in line] for line in whiteboard.courses(case)}
    sign, told = lines["Guarded"]
    assert sign == "Kept or lost"
    assert "Guarded: If the winter does not stay calm: " in told
    assert "(the pact is consented to: lost, otherwise kept)" in told


def test_the_board_says_which_courses_it_leaves_out() -> None:
    assert plain(whiteboard.left_out(case_of())) == "One more course is not shown here: “bare”."
    few = "\n".join(line for line in HILL.splitlines() if "guarded_told: {" not in line)
    assert whiteboard.left_out(case_of(few.replace(", guarded_told]", "]"))) == ()


@pytest.mark.parametrize("section", [red_hat, rankings, courses])
def test_a_section_says_that_other_cases_differ_only_where_its_words_do(section: object) -> None:
    unused = case_of(HILL.replace("if: reply is sign and calm", "if: reply is sign"))
    assert len(unused.worlds) == 2
    assert unused.one_world(lambda w: section.told(unused, w)) is None  # type: ignore[attr-defined]
    hangs = case_of(OPEN)
    assert hangs.one_world(lambda w: section.told(hangs, w)) is not None  # type: ignore[attr-defined]


# ranks


def test_outcomes_alike_for_all_are_told_under_every_course_that_comes_to_them() -> None:
    case = case_of()
    assert rankings.finding(case).plain.startswith("Of four outcomes (where the courses end) ")
    assert "where the courses end in the case told" in rankings.finding(case_of(OPEN)).plain
    told = " ".join(words(rankings.figures(case)))
    assert "the House consents (alike for all: what “guarded told” may come to): first for our government" in told


def test_a_want_that_does_not_apply_is_marked() -> None:
    mark = "No part is taken (does not apply while “the Hill is too proud for a part” is taken not to be so)"
    assert mark in " ".join(words((rankings.table(case_of()),)))
    turned = case_of(HILL.replace("taken: false", "taken: true"))
    assert "does not apply" not in " ".join(words((rankings.table(turned),)))


# what the advice becomes


def test_what_the_advice_changes_to_is_said() -> None:
    told = " ".join(s.plain for s, _ in reliance.rest_sentences(case_of(), 9))
    assert "The Hill is not too proud for a part. If it is otherwise, “all of it” is then advised" in told
    assert "“guarded” and “guarded told” are then not told apart from “all of it”" in told
    assert "the advice then hangs on what is open: “bare”, “guarded” or “guarded told”" in told
    assert "the advice changes" not in told


def test_each_edit_of_a_claim_about_the_advice_tells_what_is_recommended_then() -> None:
    result = case_of().advice.claims["advice"]
    assert len(result.then) == len(result.rests_on)
    edited = case_of().dossier.edited([result.rests_on[0]])
    assert tuple(w.recommended for w in advise(edited, audit=False).by_world) == result.then[0]
    assert case_of().advice.claims["in_force"].then == ()


def test_what_would_mend_a_contradicted_claim_is_watched() -> None:
    case = case_of()
    assert case.advice.claims["whole_best"].holds_if == ({"set": "proud.taken", "to": True},)
    table = indicators.table(case)
    assert table is not None
    assert "“The whole is the best offer” holds after all" in " ".join(words((table,)))
    kept = " ".join(words((indicators.assumptions(case),)))
    assert "if it turned, “The whole is the best offer” would hold, which is contradicted now" in kept


# words


def test_a_choice_of_it_is_told_of_whom_the_question_names() -> None:
    told = " ".join(s.plain for s in sentences(brief(case_of().dossier, case_of().advice)))
    assert "the Hill signs; the House consents" in told
    assert "does: it" not in told
    assert "it consents" not in told.replace("“It consents", "")


def test_the_reason_of_the_reply_names_courses_and_no_reply_that_loses_the_goal() -> None:
    assert plain(motives.reason_of_the_reply(case_of())) == "The House consents only after this course or “all of it”."
    lost = case_of(HILL.replace("- {id: pact, want: vote is consent,", "- {id: pact, want: vote is refuse,"))
    assert "consents" not in plain(motives.reason_of_the_reply(lost))


def test_another_move_made_alone_is_said_to_be_alone() -> None:
    text = HILL.replace("      needs: {sign", "      needs: {sign", 1).replace(
        "  house:\n    vote:", "    feast: {text: hold a feast, needs: offer is not nothing}\n  house:\n    vote:", 1
    ).replace("    - {id: answer,", "    - {id: joy, want: feast, if: offer is not nothing}\n    - {id: answer,", 1)
    told = [line for story in courses.stories(case_of(text)) for line in words((story,))]
    why = "“Hold a feast” alone or “it rejects the offer” alone loses “the valley is at peace”"
    assert any(why in line for line in told)
