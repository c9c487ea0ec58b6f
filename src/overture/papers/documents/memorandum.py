"""The memorandum to whoever decides, in three house styles.

*founding* keeps the order of the founding document: situation, arguments and counter-moves,
variants considered, forecast and price, contingencies, enclosure, request. *submission* is that
of the United Kingdom: issue, recommendation, timing, background, argument, presentation.
*action-memo* is that of the United States: recommendation to approve or not, background,
discussion of the options, tabs, clearances.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from overture.dossier import DO_NOTHING
from overture.dossier.entries import Document
from overture.papers.content import Block, Bullets, Column, Paper, Paragraph, Row, Section, Sentence, Table
from overture.papers.documents import front
from overture.papers.documents.chosen import Chosen
from overture.papers.documents.lines import lines
from overture.papers.documents.note import note
from overture.papers.documents.resolution import resolution
from overture.papers.english import day
from overture.papers.numbering import with_notes
from overture.papers.options import actor_label, actor_labels
from overture.papers.sentences.arguments import answers, counter_moves, situation
from overture.papers.sentences.case import Case
from overture.papers.sentences.cases import sentence_by_sentence
from overture.papers.sentences.decision import considered, goals, recommendation
from overture.papers.sentences.grounds import firmness, remainder
from overture.papers.sentences.law import treaties
from overture.papers.sentences.occasions import request
from overture.papers.sentences.others import forecast
from overture.papers.sentences.wording import passage_sentence

Style = Literal["founding", "submission", "action-memo"]
STYLES: tuple[Style, ...] = get_args(Style)
Text = tuple[Sentence, ...]


def memorandum(case: Case, chosen: Chosen, stage: str, style: Style = "founding") -> Paper:
    """The memorandum in a house style, its enclosures after it."""
    dossier = case.dossier
    document = memorandum_document(case)
    parts = {"founding": _founding, "submission": _submission, "action-memo": _action}[style](
        case, chosen, document, stage
    )
    signer = document.signed if document else ""
    paper = Paper(
        title=document.title if document and document.title else dossier.head.title,
        kind={"founding": "Memorandum", "submission": "Submission", "action-memo": "Action memorandum"}[style],
        as_of=day(dossier.head.as_of),
        stage=stage,
        handling=dossier.head.handling,
        meta=_head(case, document, style),
        front_id="memorandum",
        sections=(*_numbered(parts), *_enclosures(case, chosen, document, stage)),
        layout="letter",
        signature=(actor_label(dossier, signer), day(dossier.head.as_of)) if signer else (),
    )
    return with_notes(paper, dossier)


def memorandum_document(case: Case) -> Document | None:
    """The document that the memorandum is: called so, or of a form that says so, and without passages."""
    documents = case.dossier.documents
    named = documents.get("memorandum")
    words = ("memorandum", "submission", "paper")
    return named or next(
        (d for d in documents.values() if not d.passages and any(w in f"{d.id} {d.form}".lower() for w in words)), None
    )


def enclosed(case: Case, document: Document | None, chosen: Chosen) -> tuple[Document, ...]:
    """The documents of the file that go with it: none of which all words are for other courses."""
    found = (case.dossier.documents.get(key) for key in (document.encloses if document else ()))
    return tuple(d for d in found if d is not None and not _is_wordless(d, chosen))


def _wordless(case: Case, document: Document | None, chosen: Chosen) -> tuple[Document, ...]:
    found = (case.dossier.documents.get(key) for key in (document.encloses if document else ()))
    return tuple(d for d in found if d is not None and _is_wordless(d, chosen))


def _is_wordless(document: Document, chosen: Chosen) -> bool:
    """Whether nothing is to be sent, or every passage is for another course. Without passages its words are elsewhere.
    """
    if document.id == "note" and chosen.proposal == DO_NOTHING:
        return True
    return bool(document.passages) and not any(chosen.holds(p.when) for p in document.passages)


def _told_enclosed(case: Case, document: Document | None, chosen: Chosen) -> Text:
    without = _wordless(case, document, chosen)
    return request.enclosures(case, document, enclosed(case, document, chosen), without, chosen.proposal)


def _head(case: Case, document: Document | None, style: Style) -> tuple[tuple[str, str], ...]:
    dossier = case.dossier
    to = actor_labels(dossier, document.to) if document and document.to else dossier.head.submit_to
    via = actor_label(dossier, document.via) if document and document.via else ""
    sender = document.signed if document and document.signed else dossier.proposer
    rows = [
        ("To", to or "[to be named]"), ("By way of", via), ("From", actor_label(dossier, sender)),
        ("Date", day(dossier.head.as_of)),
    ]  # fmt: skip
    if style == "action-memo":
        rows.append(("Subject", dossier.head.question or dossier.head.title))
    return tuple((k, v) for k, v in rows if v)


def _section(key: str, title: str, texts: tuple[Text | Block, ...]) -> Section | None:
    blocks = tuple(Paragraph(t) if isinstance(t, tuple) else t for t in texts if t)
    return Section(key, title, blocks) if blocks else None


def _numbered(sections: list[Section | None]) -> tuple[Section, ...]:
    """The sections that have something to say, their paragraphs numbered through."""
    count = 0
    found = []
    for section in sections:
        if section is None:
            continue
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.role == "text":
                count += 1
                block = Paragraph(block.sentences, block.role, count)
            blocks.append(block)
        found.append(Section(section.id, section.title, tuple(blocks)))
    return tuple(found)


def _founding(case: Case, chosen: Chosen, document: Document | None, stage: str) -> list[Section | None]:
    name, approved = chosen.proposal, _approved(stage)
    return [
        _section("situation", "Situation", (
            Paragraph(request.proposed(case, name, approved), "lede"), *_situation(case),
            *counter_moves.paragraphs(case, name),
        )),
        _section("proposal", "What was approved" if approved else "What is proposed", _proposal(case, name, approved)),
        _section("variants", "Variants considered", _variants(case, name)),
        _section("forecast", "Forecast and price", _forecast(case, name)),
        _section("consents", "Consents and cautions", _consents(case, name)),
        _section("contingencies", "Held back for later", _held(case, name)),
        _section("request", "Request", (
            forecast.deadlines(case, request.is_decided(stage)),
            (*_told_enclosed(case, document, chosen), *request.founding(case, document, stage)),
        )),
    ]  # fmt: skip


def _submission(case: Case, chosen: Chosen, document: Document | None, stage: str) -> list[Section | None]:
    name = chosen.proposal
    return [
        _section("issue", "Issue", (request.issue(case, document, stage),)),
        _section("recommendation", "Recommendation", _proposal(case, name, _approved(stage))),
        _section("timing", "Timing", (forecast.deadlines(case, request.is_decided(stage)),)),
        _section("background", "Background", (*_situation(case, False), *counter_moves.paragraphs(case, name))),
        _section("argument", "Argument", (
            *_forecast(case, name), *_consents(case, name), *_variants(case, name), *_held(case, name),
        )),
        _section("presentation", "Presentation", _presentation(case, chosen)),
        _section("annexes", "Annexes", (_told_enclosed(case, document, chosen),)),
    ]  # fmt: skip


def _action(case: Case, chosen: Chosen, document: Document | None, stage: str) -> list[Section | None]:
    name = chosen.proposal
    asked: Text | Block = request.decided(stage) if _approved(stage) else request.boxes(case, name)
    return [
        _section("recommendation", "Recommendation", (*_proposal(case, name, _approved(stage)), asked)),
        _section("background", "Background", (*_situation(case), *counter_moves.paragraphs(case, name))),
        _section("discussion", "Discussion", (
            _options(case), *_forecast(case, name), *_consents(case, name), *_held(case, name),
        )),
        _section("timing", "Timing", (forecast.deadlines(case, request.is_decided(stage)),)),
        _section("tabs", "Tabs", (_told_enclosed(case, document, chosen),)),
        _section("clearances", "Clearances", (request.clearances(case, document),)),
    ]  # fmt: skip


def _situation(case: Case, question: bool = True) -> tuple[Text, ...]:
    """What is asked, where it is not asked elsewhere, and what is reported."""
    return (*((request.question(case),) if question else ()), *situation.reported(case))


def _approved(stage: str) -> bool:
    """Whether the course that the paper is for was approved."""
    return stage.startswith("Approved")


def _proposal(case: Case, name: str, approved: bool) -> tuple[Text | Block, ...]:
    """What to do, what is then said, and the goal."""
    if name not in case.first.recommended or (approved and not case.one_advice):
        lines = considered.goal_lines(case, name)
        verdicts = (Bullets(lines, "verdicts"),) if lines else ()
        return (request.not_recommended(case, name, approved), *_choices(case, name), *verdicts)
    lines = goals.goal_lines(case)
    aims = (*((Bullets(lines, "verdicts"),) if lines else ()), goals.goal_contrast(case))
    advice = recommendation.recommended_sentences(case)
    if case.one_advice:
        why = sentence_by_sentence(case, recommendation.why_recommended)
        return (advice, *_choices(case, name), why, *aims)
    return (
        advice, *aims, request.told_case(case, name), *_choices(case, name), recommendation.why_recommended(case),
    )  # fmt: skip


def _choices(case: Case, name: str) -> tuple[Block, ...]:
    said = recommendation.choices_said(case, name)
    return (Bullets(said),) if said else ()


def _forecast(case: Case, name: str) -> tuple[Text | Block, ...]:
    *ways, last = forecast.expected(case, name)
    rests = forecast.rests_on(case, name)
    held: tuple[Block, ...] = (Bullets(rests),) if rests else ()
    likely = forecast.likely(case, name)
    yardstick = front.yardstick_for(Paragraph((*(s for text in rests for s in text), *likely)))
    price = considered.price(case, name)
    told = (*ways, last, price) if ways else ((*last, *price),)
    return (*told, likely, *held, *((yardstick,) if yardstick else ()), forecast.otherwise(case, name))


def _variants(case: Case, name: str) -> tuple[Text, ...]:
    """The wordings that were weighed, for the advised course; then the other courses."""
    wordings = considered.wordings(case, name) if case.advised_in(name) else ()
    return (*wordings, *considered.others(case, name))


def _consents(case: Case, name: str) -> tuple[Text, ...]:
    """Who must consent, what speaks against reading the advice as stronger than it is, and claims that do not hold."""
    found: list[Text] = [(treaties.finding(case),), treaties.in_force_sentences(case)] if case.advice.treaties else []
    if advised := case.advised_in(name):
        found += [sentence_by_sentence(case, told, advised) for told in (firmness.cautions, firmness.reminders)]
    return (*found, request.contradicted(case))


def _held(case: Case, name: str) -> tuple[Text | Block, ...]:
    """What is held back, and when it falls due."""
    if not case.dossier.contingencies:
        return ()
    return (remainder.held_back(case, name), remainder.contingencies(case, name))


def _options(case: Case) -> Table:
    """The options, each with what it gains and loses against doing nothing."""
    rows = []
    for name in case.shown:
        if name == DO_NOTHING:
            continue
        gained, lost = considered.advantages(case, name)
        rows.append(Row(((considered.named(case, name),), gained, lost), chosen=name in case.first.recommended))
    columns = (Column("Option", 26), Column("Advantages"), Column("Disadvantages"))
    return Table("The options, against doing nothing", columns, tuple(rows), caption_hidden=False)


def _presentation(case: Case, chosen: Chosen) -> tuple[Text | Block, ...]:
    document = case.dossier.documents.get("lines")
    passages = tuple(p for p in document.passages if chosen.holds(p.when)) if document else ()
    found: list[Text | Block] = [(answers.finding(case, chosen.proposal),)]
    if document is not None and passages:
        found.append(Bullets(tuple((passage_sentence(case.dossier, document, p),) for p in passages)))
    left = answers.unanswered(case, chosen.proposal)
    return (*found, left) if left else tuple(found)


def _enclosures(case: Case, chosen: Chosen, document: Document | None, stage: str) -> tuple[Section, ...]:
    """The text of each enclosure that the file can make, on a page of its own."""
    makers: dict[str, Callable[[], Paper]] = {
        "resolution": lambda: resolution(case.dossier, chosen, stage),
        "note": lambda: note(case.dossier, chosen, stage),
        "lines": lambda: lines(case, chosen, stage),
    }
    found = []
    for i, other in enumerate(enclosed(case, document, chosen), 1):
        if other.id not in makers:
            continue
        paper = makers[other.id]()
        blocks = tuple(b for s in paper.sections for b in s.blocks if s.id in ("text", "take"))
        if blocks:
            told = request.enclosed_for(case, chosen.proposal, stage)
            blocks = (*((Paragraph(told, "small"),) if told else ()), *blocks)
            title = f"Enclosure {i}: {paper.title}"
            found.append(Section(f"enclosure-{i}", title, blocks, new_page=True, enclosed=True))
    return tuple(found)
