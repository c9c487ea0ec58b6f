"""What was approved and what is advised: each paper names both, and for which course and case it is written."""

from __future__ import annotations

from functools import cache

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import read
from overture.model import Kept
from overture.papers import Case, Chosen, Decision
from overture.papers.content import Paper
from overture.papers.sentences.occasions import whiteboard as board
from overture.papers.sentences.occasions.afterwards import asserted, events
from overture.papers.sentences.occasions.approved import is_advised, told_for
from overture.papers.sentences.occasions.taken import taken
from overture.papers.walk import sentences
from overture.terminal.chosen import chosen

from .example import HANGING, TEXT

# sharing is advised where Delta State agrees, else doing nothing
OPEN = HANGING.replace("likelihood: likely, taken: true", "likelihood: likely")
ENCLOSING = OPEN.replace("documents:\n", """documents:
  memorandum: {title: On the river, encloses: [resolution, note]}
  resolution:
    title: Draft resolution
    passages:
      - {when: offer is silent, text: To send nothing.}
      - {when: offer is not silent, text: To approve the letter.}
""")


@cache
def case(text: str = OPEN) -> Case:
    dossier = read(text)
    return Case(dossier, advise(dossier, audit=False))


def decision(proposal: str, **package: str) -> Decision:
    return Decision(proposal, "the Cabinet", "2031-05-06", "ab", {"offer": "silent", "seal": "no", **package})


SHARING, TALK = decision("share_it", offer="share"), decision("talk_only", offer="talk")


def made_for(of: Case, proposal: str) -> Chosen:
    return chosen(of.dossier, proposal, Kept())


def words(paper: Paper) -> str:
    return " ".join(s.plain for s in sentences(paper))


def page_one(of: Case, decided: Decision | None) -> str:
    paper = papers.brief(of.dossier, of.advice, "", None, decided)
    return " ".join(s.plain for s in sentences(papers.Paper(**{**paper.__dict__, "sections": ()})))


def stage(of: Case, decided: Decision) -> str:
    return papers.stage_of(of.dossier, decided.sha256, decided, None, of.advice)


# the brief


def test_page_one_names_what_was_approved_beside_the_advice() -> None:
    assert "Approved:" not in page_one(case(), None)
    assert "Approved: sharing, as the analysis advises: " in page_one(case(TEXT), SHARING)
    told = "Approved: talk. The analysis advises otherwise, and this paper is for what it advises: "
    assert told in page_one(case(TEXT), TALK)
    gone = decision("old_name", offer="talk", seal="yes")
    assert "Approved: “old name”, which is none of the courses compared here." in page_one(case(TEXT), gone)
    sealed = decision("sealed", offer="share", seal="yes")
    told = "sealed sharing, one of the courses that the analysis does not tell apart; what follows is told for sharing:"
    assert told in page_one(case(TEXT), sealed)


def test_of_several_cases_one_in_which_the_approved_course_is_advised_is_told_in_detail() -> None:
    assert case().chosen == "do_nothing"
    told = page_one(case(), SHARING)
    assert "Approved: sharing. The analysis advises it in one of the two cases left open, which this paper" in told
    assert "Told in detail: one of two cases left open: Delta State agrees" in told
    assert "after sharing" in told
    assert told_for(case(), "talk_only") is case()
    turned = told_for(case(), "share_it")
    assert (turned.chosen, turned.advice.worlds[0]["delta_agrees"]) == ("share_it", True)
    assert sorted(map(str, turned.advice.worlds)) == sorted(map(str, case().advice.worlds))


def test_the_foot_names_what_was_approved_where_the_paper_advises_otherwise() -> None:
    assert stage(case(), SHARING) == "Approved by the Cabinet on 6 May 2031: “sharing”"
    assert stage(case(TEXT), TALK) == "Approved by the Cabinet on 6 May 2031: “talk”"
    one = case(TEXT.replace("  sealed: {offer: share, seal: yes, short: sealed sharing}\n", ""))
    assert stage(one, SHARING) == "Approved by the Cabinet on 6 May 2031"
    assert is_advised(one, "share_it")
    assert not is_advised(one, "talk_only")


# the whiteboard


def panels(of: Case, decided: Decision | None) -> dict[str, str]:
    paper = papers.whiteboard(of.dossier, of.advice, "", decided)
    return {p.title: words(papers.Paper(**{**paper.__dict__, "front": (p,)})) for p in paper.front}


def test_the_board_has_what_was_approved_and_what_is_advised() -> None:
    found = panels(case(TEXT), TALK)
    assert found["What was approved"].endswith("Talk.")
    assert "Talk: " in found["What can be done, and where each ends"]
    assert found["What we advise"].startswith("Sharing.")
    assert "What was approved, as we advise" in panels(case(TEXT), SHARING)
    assert "What was approved" not in panels(case(TEXT), SHARING)
    open_ = panels(case(), SHARING)
    assert open_["What was approved"].endswith("Sharing.")
    assert open_["What we advise"].startswith("Sharing, if Delta State agrees.")


def test_the_figure_of_the_board_says_of_which_case_it_is() -> None:
    told = "The figure is so if Delta State {}; otherwise it differs."
    assert told.format("does not agree") in panels(case(), None)["How it goes"]
    assert told.format("agrees") in panels(case(), SHARING)["How it goes"]
    assert board.figure_told(case(TEXT)) == ()


def test_of_the_courses_those_that_keep_the_goal_are_shown_first() -> None:
    """Where only a few have room: ways that lose the goal stand in the file before one that keeps it."""
    more = "  talk_sealed: {offer: talk, seal: yes, short: sealed talk}\n"
    few = case(TEXT.replace("  talk_only:", f"{more}  talk_only:").replace("  sealed: {", "  others: {"))
    shown = [line[-1].trace[0] for line in board.courses(few)]
    assert len(shown) == 4
    assert shown[:2] == ["share_it", "do_nothing"]
    assert shown[2] == "others"
    assert "One more course is not shown here: " in " ".join(s.plain for s in board.left_out(few))


# letters


def test_a_letter_for_one_of_several_advised_courses_says_for_which() -> None:
    of = case(ENCLOSING)
    told = papers.written_for(of, "do_nothing", "Draft")
    assert told == "Do nothing, advised if Delta State does not agree; otherwise advised: sharing or sealed sharing"
    other = papers.written_for(of, "talk_only", "Draft")
    assert other == f"Talk; advised is {other.partition('advised is ')[2]}"
    assert papers.written_for(of, "do_nothing", "Approved by the Cabinet on 6 May 2031") == ""
    assert papers.written_for(case(TEXT), "share_it", "Draft") == ""
    silence = made_for(of, "do_nothing")
    for paper in (
        papers.resolution(of.dossier, silence, "Draft", told), papers.note(of.dossier, silence, "Draft", told=told),
    ):  # fmt: skip
        assert ("Written for", told) in paper.meta
    assert ("On", told) in papers.lines(of, silence, "Draft").meta


def test_a_fair_copy_does_not_say_for_which_course_it_is() -> None:
    of = case()
    paper = papers.note(of.dossier, made_for(of, "share_it"), "Draft", told="Sharing, advised if")
    assert "Written for" in dict(paper.meta)
    assert "Written for" not in dict(papers.fair_copy(paper, False).meta)


@pytest.mark.parametrize("style", ["founding", "submission", "action-memo"])
def test_a_note_is_not_enclosed_where_none_is_to_be_sent(style: papers.documents.memorandum.Style) -> None:
    of = case(ENCLOSING)
    paper = papers.memorandum(of, made_for(of, "do_nothing"), "Draft", style)
    told = words(paper)
    assert "Enclosed: “Draft resolution”." in told
    assert "“Letter on the river” is not enclosed: nothing is proposed, so no note is to be sent." in told
    assert [s.title for s in paper.sections if s.enclosed] == ["Enclosure 1: Draft resolution"]
    assert "Written for: Do nothing, advised if Delta State does not agree; otherwise advised: " in told
    sharing = papers.memorandum(of, made_for(of, "share_it"), "Draft", style)
    assert "Enclosed: “Draft resolution” and “Letter on the river”." in words(sharing)


def test_an_enclosure_of_which_every_passage_is_for_another_course_is_not_enclosed() -> None:
    of = case(ENCLOSING.replace("offer is not silent, text: To", "offer is share, text: To"))
    told = words(papers.memorandum(of, made_for(of, "talk_only"), "Draft"))
    assert "“Draft resolution” is not enclosed: no passage of it is for this course." in told
    assert "Enclosed: “Letter on the river”." in told


# hindsight


def happened(text: str, *holds: str) -> Case:
    lines = "".join(f"  - {{date: 2032-01-01, text: It came so, holds: {h}}}\n" for h in holds)
    return case(text.split("hindsight:")[0] + "hindsight:\n" + lines)


def scored(of: Case, decided: Decision | None) -> list[tuple[str, str]]:
    return [(score, row.cells[2][0].plain) for score, row in events(of, taken(of, decided))]


def test_our_own_act_is_done_as_approved_where_the_advice_leaves_it_open() -> None:
    of = happened(OPEN, "offer is share")
    ((score, told),) = scored(of, None)
    assert (score, told[:29]) == ("cannot be told", "The advice leaves open whethe")
    ((score, told),) = scored(of, SHARING)
    assert (score, told.partition(":")[0]) == ("done as approved", "Approved")
    assert "one is our own act, as approved" in words(papers.hindsight(of, "Draft", SHARING))
    ((score, told),) = scored(of, TALK)
    assert score == "cannot be told"
    assert told.endswith("and it was not approved.")


def test_our_own_act_against_the_advice_is_done_as_approved() -> None:
    of = happened(TEXT, "offer is talk")
    ((score, told),) = scored(of, TALK)
    assert (score, told.partition(":")[0]) == ("done as approved", "Approved, and not advised")
    ((score, told),) = scored(of, SHARING)
    assert (score, told.partition(":")[0]) == ("not done", "Not advised")
    ((score, told),) = scored(happened(TEXT, "offer is share"), SHARING)
    assert (score, told.partition(":")[0]) == ("done", "Advised and approved")
    ((score, told),) = scored(happened(TEXT, "offer is share"), TALK)
    assert (score, told.partition(":")[0]) == ("done", "Advised, and not approved")


def test_a_claim_that_the_analysis_contradicted_is_scored_by_the_events_all_the_same() -> None:
    """`wrong` says that talk is enough."""
    for reply, score in (("refuse", "miss"), ("accept", "hit")):
        of = happened(TEXT, "offer is talk and not seal", f"reply is {reply}")
        assert of.advice.claims["wrong"].verdict == "contradicted"
        rows = {row.cells[0][0].trace[0]: (s, row.cells[0]) for s, row in asserted(of, taken(of))}
        assert rows["wrong"][0] == score
        assert [s.plain for s in rows["wrong"][1]] == ["Talk is enough.", "The analysis contradicted it."]


def test_a_claim_is_told_with_its_likelihood() -> None:
    likely = TEXT.replace("text: Talk is enough,", "text: They refuse, likelihood: very unlikely,")
    of = happened(likely, "offer is talk and not seal", "reply is refuse")
    assert "They refuse (likelihood: very unlikely)" in words(papers.hindsight(of, "Draft"))
