"""The memorandum in its house styles, the resolution and the lines to take."""

from __future__ import annotations

from functools import cache

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import Dossier, read
from overture.library import case
from overture.papers import Case, Paper
from overture.papers.content import Paragraph, Table
from overture.papers.documents.memorandum import STYLES, Style
from overture.papers.walk import sentences
from overture.terminal.chosen import chosen


@cache
def seed() -> Case:
    dossier = read(case("molotov-1954"))
    return Case(dossier, advise(dossier, audit=False))


def memorandum(style: Style, of: Case | None = None, proposal: str | None = None) -> Paper:
    of = of or seed()
    return papers.memorandum(of, chosen(of.dossier, proposal), "Draft", style)


def titles(paper: Paper) -> list[str]:
    return [s.title for s in paper.sections]


def words(paper: Paper, section: str = "") -> str:
    from overture.papers.walk import sentences_of

    blocks = [b for s in paper.sections if section in ("", s.id) for b in s.blocks]
    return " ".join(x.plain for b in blocks for x in sentences_of(b))


def test_the_founding_style_keeps_the_order_of_the_founding_document() -> None:
    assert titles(memorandum("founding"))[:7] == [
        "Situation", "What is proposed", "Variants considered", "Forecast and price", "Consents and cautions",
        "Held back for later", "Request",
    ]  # fmt: skip


def test_a_submission_has_the_six_parts_of_the_united_kingdom_and_its_annexes() -> None:
    assert titles(memorandum("submission"))[:7] == [
        "Issue", "Recommendation", "Timing", "Background", "Argument", "Presentation", "Annexes",
    ]  # fmt: skip


def test_an_action_memorandum_asks_to_approve_disapprove_or_discuss() -> None:
    paper = memorandum("action-memo")
    assert titles(paper)[0] == "Recommendation"
    heads = [c.title for s in paper.sections for b in s.blocks if isinstance(b, Table) for c in b.columns]
    assert heads[:4] == ["Decision", "Approve", "Disapprove", "Discuss"]
    assert {"Advantages", "Disadvantages"} <= set(heads)


@pytest.mark.parametrize("style", STYLES)
def test_it_goes_to_whoever_the_document_names(style: Style) -> None:
    head = dict(memorandum(style).meta)
    assert head["To"] == "G. M. Malenkov and N. S. Khrushchev"
    assert head["From"] == "V. M. Molotov"
    assert head["Date"] == "26 March 1954"


@pytest.mark.parametrize("style", STYLES)
def test_only_what_is_enclosed_is_appended_and_it_comes_after_the_signature(style: Style) -> None:
    paper = memorandum(style)
    (enclosure,) = [s for s in paper.sections if s.enclosed]
    assert enclosure.title == "Enclosure 1: Draft resolution of the Central Committee"
    assert paper.sections[-1] is enclosure
    assert paper.signature == ("V. M. Molotov", "26 March 1954")
    assert not any("Note of the Soviet Government" in t for t in titles(paper))


@pytest.mark.parametrize("style", STYLES)
def test_paragraphs_are_numbered_through(style: Style) -> None:
    paragraphs = [b for s in memorandum(style).sections for b in s.blocks if isinstance(b, Paragraph)]
    numbers = [p.number for p in paragraphs if p.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10


def test_every_course_that_is_not_advised_has_what_decides_against_it() -> None:
    told = words(memorandum("founding"), "variants")
    dossier = seed().dossier
    for name in seed().advice.menu:
        if name not in (*seed().advice.recommended, "do_nothing"):
            assert (dossier.proposals[name].short or name).lower() in told.lower()


def test_the_price_is_what_doing_nothing_would_have_kept() -> None:
    assert "The price: against doing nothing it loses “no rebuff”." in words(memorandum("founding"), "forecast")
    dearer = seed().dossier.edited([{"drop": "no_rebuff"}])
    told = words(memorandum("founding", Case(dearer, advise(dearer, audit=False))), "forecast")
    assert "Against doing nothing it loses nothing that the file asks for." in told


def test_another_course_than_the_advised_says_so() -> None:
    told = words(memorandum("founding", proposal="us_only"), "proposal")
    assert "This paper is written for the American offer alone; advised is the offer." in told
    assert "Lost West Germany is not armed within a Western bloc." in told
    others = words(memorandum("founding", proposal="us_only"), "variants")
    assert "It is the course that is advised." in others
    assert "Firm:" not in others
    assert "The American offer alone:" not in others


@pytest.mark.parametrize("style", STYLES)
def test_who_can_withhold_consent_is_told_in_every_style(style: Style) -> None:
    told = words(memorandum(style))
    assert "each of the fourteen alone can withhold its own" in told
    assert "What the file asserts and the analysis contradicts: “" in told or not [
        r for r in seed().advice.claims.values() if r.verdict == "contradicted"
    ]


def test_the_likelihood_is_that_of_what_is_told() -> None:
    """An assumption that is taken not to be so, and is unlikely: that it is not so is likely."""
    audited = Case(seed().dossier, advise(seed().dossier))
    told = words(memorandum("submission", audited), "argument")
    text = "The three will not bring West Germany straight into the North Atlantic Treaty."
    assert text in told
    assert told.split(text)[1].split("Likelihood: ")[1].startswith("likely.")


def test_what_a_course_loses_is_told_as_missed() -> None:
    told = words(memorandum("action-memo"), "discussion")
    assert "It misses “Moscow is not refused" in told
    assert "decides against it: it misses “" in words(memorandum("founding"), "variants")


def test_whoever_decides_is_the_same_in_every_style() -> None:
    for style, section in (("founding", "request"), ("submission", "issue")):
        assert "the Presidium of the Central Committee (G. M. Malenkov, N. S. Khrushchev)" in words(
            memorandum(style), section  # type: ignore[arg-type]
        )


def test_a_day_by_which_somebody_must_decide_is_told() -> None:
    assert "names no day" in words(memorandum("submission"), "timing")
    dossier = seed().dossier.edited([{"set": "options.three.reply.deadline", "to": "1954-05-07"}])
    told = words(memorandum("submission", Case(dossier, advise(dossier, audit=False))), "timing")
    assert "until 7 May 1954" in told


def test_what_is_missing_is_a_blank_and_never_made_up(dossier: Dossier) -> None:
    of = Case(dossier, advise(dossier, audit=False))
    paper = memorandum("action-memo", of)
    assert "[to be named]" in words(paper, "clearances")
    assert "[none on record]" in words(paper, "clearances")
    assert paper.signature == ()
    assert dict(paper.meta)["To"] == "the Cabinet"


def test_a_resolution_has_the_passages_of_the_choice_and_no_others() -> None:
    dossier = seed().dossier
    for name, sent in (("offer", True), ("do_nothing", False)):
        told = words(papers.resolution(dossier, chosen(dossier, name), "Draft"))
        assert ("To approve the note" in told) is sent
        assert ("To send no note at present" in told) is not sent


def test_the_body_is_the_one_that_the_resolution_goes_to(dossier: Dossier) -> None:
    item = {"id": "resolution", "passages": [{"text": "To share."}], "basis": "judgement"}
    one = dossier.edited([{"add": "documents", "item": item}])
    other = one.edited([{"set": "documents.resolution.to", "to": ["lower", "delta"]}])
    bodies = [dict(papers.resolution(d, chosen(d, None), "Draft").meta)["Body"] for d in (one, other)]
    assert bodies == ["the Cabinet", "Lower Republic and Delta State"]


def test_a_resolution_without_wording_says_so(dossier: Dossier) -> None:
    told = words(papers.resolution(dossier, chosen(dossier, None), "Draft"))
    assert "no document called `resolution`" in told


def test_lines_have_each_objection_that_stands_with_its_answer_or_a_blank() -> None:
    dossier = seed().dossier
    told = words(papers.lines(seed(), chosen(dossier, None), "Draft"), "asked")
    assert "Moscow sees no obstacle to American participation in the European treaty." in told
    silent = chosen(dossier, "do_nothing")
    told = words(papers.lines(seed(), silent, "Draft"), "asked")
    assert "[No answer is in the file.]" in told
    assert "to one of them no answer is in the file; to two more no answer that stands is in the file." in told


def test_every_paper_tells_its_own_sentences_only(dossier: Dossier) -> None:
    """No format writes a sentence: what the page says is what the content says."""
    paper = memorandum("founding")
    plain = " ".join(s.plain for s in sentences(paper))
    assert "See no obstacle to American participation" in plain


def test_what_is_decided_is_not_asked_again() -> None:
    made = chosen(seed().dossier, None)
    paper = papers.memorandum(seed(), made, "Approved by the Presidium on 27 March 1954", "action-memo")
    heads = [c.title for s in paper.sections for b in s.blocks if isinstance(b, Table) for c in b.columns]
    assert "Approve" not in heads
