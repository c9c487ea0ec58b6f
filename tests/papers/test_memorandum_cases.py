"""The memorandum where something is open, for another course than the advised, and once it is decided."""

from __future__ import annotations

from functools import cache

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import read
from overture.papers import Case, Paper
from overture.papers.documents.memorandum import STYLES, Style
from overture.papers.sentences.arguments import reactions
from overture.papers.sentences.decision import considered
from overture.papers.walk import sentences_of
from overture.terminal.chosen import chosen

TEXT = """
overture: 1
title: An agreement on tests
as_of: 2030-01-10
proposer: us
submit_to: the Cabinet
actors: {us: {name: Our government}, them: {name: Nordland}, house: {name: the House}}
reports:
  - {of: house, to: offer.big, sign: against, says: too dear, changes_if: offer is small}
options:
  us:
    offer: {ask: What do we offer?, choices: {none: nothing, small: a small agreement, big: a large one},
            now: none, final: true}
  them:
    reply: {ask: What does Nordland do?, choices: {wait: it waits, sign: it signs, refuse: it refuses},
            now: wait, needs: {sign: offer is not none, refuse: offer is not none}}
  house:
    vote: {ask: What does the House do?, choices: {none: it has not voted, consent: it consents, reject: it votes no},
           now: none, needs: reply is sign}
assumptions:
  trusted: {text: the House trusts Nordland, likelihood: roughly even}
preferences:
  us:
    - {id: in_force, want: vote is consent, goal: true, text: the agreement is in force}
    - {id: no_row, want: reply is not refuse, goal: true, text: there is no open refusal}
    - {id: signed, want: reply is sign, text: Nordland signs}
    - {id: modest, want: offer is not big, text: we offer little}
  them:
    - {id: likes, want: reply is sign, if: offer is small, text: a small agreement is signed}
    - {id: dislikes, want: reply is refuse, if: offer is big, text: a large one is refused}
  house:
    - {id: votes, want: vote is consent, if: reply is sign and trusted, text: an agreement is consented to}
    - {id: rejects, want: vote is reject, if: reply is sign and not trusted, text: an agreement is voted down}
proposals:
  little: {offer: small, text: offer a small agreement, short: the small offer}
  much: {offer: big, text: offer a large agreement, short: the large offer}
replies:
  agreed: {reply: sign, vote: consent, short: it is agreed}
contingencies:
  hearing: {text: Ask for a hearing, when: reply is sign and vote is none}
  protest: {text: Protest, when: reply is refuse}
  regret: {text: Say that we regret it, when: vote is reject}
"""
IF, IF_NOT = "If the House trusts Nordland", "If the House does not trust Nordland"


@cache
def case(text: str = TEXT) -> Case:
    dossier = read(text)
    return Case(dossier, advise(dossier))


def memorandum(style: Style = "founding", proposal: str | None = None, stage: str = "Draft", text: str = TEXT) -> Paper:
    of = case(text)
    return papers.memorandum(of, chosen(of.dossier, proposal), stage, style)


def words(paper: Paper, section: str = "") -> str:
    blocks = [b for s in paper.sections if section in ("", s.id) for b in s.blocks]
    return " ".join(x.plain for b in blocks for x in sentences_of(b))


def test_the_dossier_is_what_the_tests_take_it_for() -> None:
    assert [w.recommended for w in case().advice.by_world] == [("little",), ("little",)]
    assert {w["trusted"] for w in case().advice.worlds} == {True, False}


def test_what_is_advised_whatever_is_so_is_advised_in_each_case() -> None:
    assert case().when(case().advised_in("little")) == "in each case"
    assert case().when((0,)).startswith("if ")


# contingencies


@pytest.mark.parametrize(("style", "section"), [("founding", "contingencies"), ("submission", "argument"),
                                                ("action-memo", "discussion")])  # fmt: skip
def test_contingencies_are_those_of_the_course_that_the_paper_is_for(style: Style, section: str) -> None:
    told = words(memorandum(style, "much"), section)
    assert "One falls due where the large offer settles." in told
    assert "Nordland refuses (so where the large offer settles)" in told
    assert "(so where the small offer" not in told


def test_what_falls_due_is_told_by_case() -> None:
    told = words(memorandum(), "contingencies")
    assert f"{IF_NOT}, one falls due where the small offer settles and one falls due on the way there." in told
    assert f"{IF}, one falls due on the way to where the small offer settles." in told
    assert "(so where the small offer settles, if the House does not trust Nordland)" in told


def test_what_falls_due_on_the_way_says_after_which_move() -> None:
    assert "(so on the way to where the small offer settles: once Nordland signs)" in words(memorandum())
    early = TEXT.replace("when: reply is sign and vote is none", "when: reply is wait and offer is small")
    assert "(so on the way to where the small offer settles: at once)" in words(memorandum(text=early))
    never = TEXT.replace("when: reply is sign and vote is none", "when: reply is wait and offer is big")
    assert "on the way" not in words(memorandum(text=never))


# what is open


@pytest.mark.parametrize("style", STYLES)
def test_no_course_is_told_of_one_case_as_if_of_all(style: Style) -> None:
    told = words(memorandum(style))
    assert f"{IF}: On the wants and assumptions of the file events go like this." in told
    assert f"{IF_NOT}: On the wants and assumptions of the file events go like this." in told


@pytest.mark.parametrize("style", STYLES)
def test_another_course_keeps_what_is_open(style: Style) -> None:
    """The goal of the course that is not advised hangs on what is open, and so does the paper for it."""
    swapped = TEXT.replace("want: offer is not big", "want: offer is big")
    swapped = swapped.replace("if: offer is big", "if: offer is none")
    swapped = swapped.replace("if: offer is small", "if: offer is not none")
    assert case(swapped).advice.recommended == ("much",)
    told = words(memorandum(style, "little", text=swapped))
    assert "Lost The agreement is in force, if the House does not trust Nordland." in told
    assert "Kept The agreement is in force, if the House trusts Nordland." in told
    assert "Whether the House trusts Nordland. On it hangs “the agreement is in force”." in told


def test_what_holds_in_one_case_stands_after_what_holds_in_all() -> None:
    told = words(memorandum(proposal="much"), "variants")
    small = told.split("The small offer: ")[1].split("Doing nothing")[0]
    assert small.index("It is the course that is advised.") < small.index(IF_NOT)
    assert f"{IF_NOT}: It keeps “there is no open refusal”. It loses “the agreement is in force”" in small
    assert f"{IF}: It keeps “the agreement is in force” and “there is no open refusal”." in small


def test_advantages_say_in_which_case_they_are_had() -> None:
    gained, lost = considered.advantages(case(), "little")
    assert [s.plain for s in gained] == [
        "Nordland signs", "The agreement is in force, if the House trusts Nordland",
    ]  # fmt: skip
    assert [s.plain for s in lost] == ["none against doing nothing"]
    assert "trusted" in gained[1].trace


def test_what_may_be_lost_as_events_go_is_no_advantage() -> None:
    """Where events end in two ways and one of them loses something, that is told and not counted as nothing."""
    either = TEXT.replace("want: reply is refuse, if: offer is big", "want: reply is not wait, if: offer is big")
    of = case(either)
    outcome = of.outcome("much")
    assert outcome is not None and len(outcome.settlements) > 1
    _, lost = considered.advantages(of, "much")
    assert "It may miss “there is no open refusal”, as events go one way or another" in [s.plain for s in lost]
    told = words(memorandum(proposal="much", text=either), "forecast")
    assert "it loses “we offer little” and may lose “there is no open refusal”, as events go" in told


# why a rival fails


def test_a_move_without_which_the_goal_would_be_kept_is_what_loses_it() -> None:
    told = words(memorandum(), "variants").split("The large offer: ")[1]
    assert "It loses “there is no open refusal”: Nordland refuses" in told


def test_what_is_done_instead_of_a_reply_that_would_keep_the_goal_is_what_loses_it() -> None:
    told = words(memorandum(proposal="much"), "variants").split("The small offer: ")[1]
    assert "It loses “the agreement is in force”: the House votes no; were the reply “it is agreed”" in told


def test_without_a_cause_it_is_told_where_events_end() -> None:
    alone = TEXT.replace("want: vote is consent, goal", "want: vote is consent and offer is none, goal")
    told = words(memorandum(text=alone), "variants").split("The large offer: ")[1]
    assert "It loses “the agreement is in force”; events end so: Nordland refuses" in told
    assert "no reply that the file names would keep it" in told


# decided


def test_what_is_decided_is_told_as_decided() -> None:
    stage = "Approved by the Cabinet on 12 January 2030"
    told = words(memorandum("founding", "much", stage))
    assert "What was approved: offer a large agreement." in told
    assert "This was approved; advised is the small offer." in told
    assert "The decision is taken: approved by the Cabinet on 12 January 2030." in words(
        memorandum("founding", "much", stage), "request"
    )
    assert "examine this and decide" not in told
    assert "must be decided" not in told
    issue = words(memorandum("submission", "much", stage), "issue")
    assert "The decision is taken: approved by the Cabinet on 12 January 2030." in issue
    assert "The decision is for" not in issue


def test_a_paper_for_a_course_that_was_not_approved_says_what_was() -> None:
    stage = "Not approved: another course, much, was approved by the Cabinet on 12 January 2030"
    told = words(memorandum("founding", "little", stage), "request")
    assert f"{stage}." in told
    assert "examine this and decide" not in told


def test_what_is_not_decided_is_asked() -> None:
    assert "It is for the Cabinet to examine this and decide." in words(memorandum(), "request")


# what would change a view


def test_the_condition_of_a_refusal_is_told_beside_what_is_said() -> None:
    told = words(memorandum(), "situation")
    assert "against “a large one”: too dear; it would change if our government offers a small agreement" in told
    table = reactions.table(case())
    cells = " ".join(s.plain for row in table.rows for cell in row.cells for s in cell)
    assert "Against, unless" in cells
    assert "too dear; would change if our government offers a small agreement" in cells


