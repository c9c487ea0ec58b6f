"""The brief: the recommendation on one page, the audit on the next, then the evidence.

No sentence is written here.
"""

from __future__ import annotations

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers.content import Block, Bullets, Pairs, Panel, Paper, Paragraph, Section, Sentence, Subheading
from overture.papers.decision import Decision
from overture.papers.documents import challenge, front
from overture.papers.documents.chosen import stage_words
from overture.papers.english import day
from overture.papers.numbering import with_notes
from overture.papers.sentences.arguments import argumentation, ledger, reactions
from overture.papers.sentences.case import Case
from overture.papers.sentences.decision import courses, moves
from overture.papers.sentences.grounds import audit, remainder
from overture.papers.sentences.grounds.thresholds import thresholds
from overture.papers.sentences.grounds.traces import traces
from overture.papers.sentences.law import commitments, consents, membership, treaties
from overture.papers.sentences.occasions import approved
from overture.papers.sentences.others import rankings, replies, reply_picture

A_FULL_PAGE = 12  # claims; the audit of fewer leaves room under it for what follows


def brief(
    dossier: Dossier, advice: Advice, stage: str = "", beside: tuple[Dossier, Advice] | None = None,
    decision: Decision | None = None,
) -> Paper:  # fmt: skip
    """The whole brief. Sections with nothing to say are left out.

    `beside`: another analyst's dossier of the same case with its advice; where the two differ is told side by side.
    `decision`: what was approved. Page one names it, and of several cases one in which it is advised is told in detail.
    """
    read = Case(dossier, advice)
    case = read if decision is None else approved.told_for(read, approved.approved_course(read, decision))
    panels = front.panels(case, () if decision is None else approved.approval(case, decision))
    found = (
        _audit(case, panels), challenge.dissent(read, Case(*beside)) if beside else None, _rankings(case),
        _reports(case), _arguments(case), _replies(case), _courses(case), _treaties(case), challenge.overturned(case),
        challenge.watched(case), challenge.other_side(case), _held(case), _missing(case), _sources(case),
    )  # fmt: skip
    paper = Paper(
        title=dossier.head.title,
        kind="Brief",
        as_of=day(dossier.head.as_of),
        stage=stage or stage_words(dossier.head.stage),
        handling=dossier.head.handling,
        meta=front.meta(case),
        front=panels,
        front_id="advice",
        front_note=front.yardstick(case, panels),
        sections=tuple(s for s in found if s is not None),
    )
    return with_notes(paper, dossier)


def _lede(sentence: Sentence, told: Sentence | None = None) -> Paragraph:
    """The finding of a section, after the words that say of which case it tells."""
    return Paragraph((sentence,) if told is None else (told, sentence), "lede")


def _audit(case: Case, page_one: tuple[Panel, ...]) -> Section | None:
    if not case.advice.claims:
        return None
    table = audit.table(case)
    blocks: tuple[Block, ...] = (audit.lede(case), audit.tally(case), audit.strip(case), table)
    if front.yardstick(case, page_one) is None and (yardstick := front.yardstick_for(table)) is not None:
        blocks += (yardstick,)
    return Section("audit", "Audit: what the paper asserts, and whether it holds", blocks, "Audit", new_page=True)


def _rankings(case: Case) -> Section | None:
    if not case.dossier.preferences:
        return None
    which = case.one_world(lambda w: rankings.told(case, w))
    blocks: tuple[Block, ...] = (
        _lede(rankings.finding(case), which), *rankings.figures(case), rankings.table(case),
    )  # fmt: skip
    return Section("ranking", "Who wants what", blocks, new_page=len(case.advice.claims) >= A_FULL_PAGE)


def _reports(case: Case) -> Section | None:
    if not case.dossier.reports:
        return None
    blocks = (_lede(reactions.finding(case)), reactions.table(case))
    return Section("reports", "Reported reactions, and how we know", blocks, "Reactions")


def _arguments(case: Case) -> Section | None:
    if not case.dossier.arguments:
        return None
    blocks: tuple[Block, ...] = (
        _lede(ledger.finding(case), case.one_world(lambda w: ledger.told(case, w))),
        *argumentation.maps(case),
        *ledger.tables(case),
    )
    return Section("arguments", "Arguments, and what limits them", blocks, "Arguments")


def _replies(case: Case) -> Section | None:
    remarks = replies.remarks(case)
    which = case.one_world(lambda w: replies.told(case, w))
    if not case.dossier.replies:
        if not remarks:
            return None
        told = (*((which,) if which else ()), *remarks)
        return Section("replies", "The courses compared", tuple(Paragraph((s,)) for s in told), "Courses compared")
    blocks: tuple[Block, ...] = (_lede(replies.finding(case), which), replies.matrix(case), replies.key(case))
    picture = reply_picture.figure(case)
    blocks += (picture,) if picture else ()
    priced = thresholds(case)
    if len(priced) > 1:
        blocks += (
            Subheading("Thresholds: where the recommended course also loses something"),
            Pairs(priced, "firm"),
        )
    if remarks:
        blocks += (Subheading("The courses compared"), *treaties.paragraph(remarks))
    return Section("replies", "What each wording meets", blocks, "Replies")


def _courses(case: Case) -> Section | None:
    line = courses.figure(case)
    blocks: tuple[Block, ...] = (
        _lede(courses.finding(case), case.one_world(lambda w: courses.told(case, w))),
        *((line,) if line else ()),
        *moves.figures(case),
        *courses.stories(case, drawn=line is not None),
        Paragraph((courses.foresight_note(case),), "small"),
    )
    return Section("courses", "Courses of events", blocks)


def _treaties(case: Case) -> Section | None:
    table = treaties.memberships(case)
    if table is None:
        return None
    which = case.one_world(lambda w: treaties.told(case, w))
    blocks: tuple[Block, ...] = (_lede(treaties.finding(case), which), table)
    flags = membership.figure(case)
    blocks += (flags,) if flags else ()
    force = treaties.in_force_sentences(case)
    if force:
        blocks += (Paragraph(force),)
    opened = commitments.left_open(case)
    if opened:
        blocks += treaties.paragraph(opened)
    blocks += (*consents.consents(case), *consents.ratifications(case))
    changed = commitments.before_and_after(case)
    if changed:
        title, first = "The system before and after", changed[0]
        if isinstance(first, Subheading):  # where nothing is drawn the words have a head of their own
            title, changed = f"{title}: {first.text[:1].lower()}{first.text[1:]}", changed[1:]
        blocks += (Subheading(title), *changed)
    decided = treaties.decisions(case)
    if decided:
        blocks += (Subheading("What the parties decide together"), Bullets(tuple((s,) for s in decided)))
    duties = treaties.duties(case)
    if duties:
        blocks += (Subheading("Who is bound to what"), Bullets(tuple((s,) for s in duties)))
    clash = treaties.clashes(case)
    if clash:
        blocks += (Subheading("Commitments that would meet"), *treaties.paragraph(clash))
    return Section(
        "treaties",
        "Treaties: who takes part, who must consent, what is pending",
        blocks,
        "Treaties",
    )


def _held(case: Case) -> Section | None:
    if not case.dossier.contingencies:
        return None
    return Section("held", "Held back", (Paragraph(remainder.held_back(case), "lede"), remainder.contingencies(case)))


def _missing(case: Case) -> Section | None:
    asked = remainder.questions(case)
    if not asked:
        return None
    return Section("missing", "What is missing", (_lede(remainder.missing_finding(case)), Bullets(asked, "questions")))


def _sources(case: Case) -> Section | None:
    blocks: tuple[Block, ...] = ()
    if case.dossier.sources:
        blocks = (_lede(remainder.sources_finding(case)), remainder.sources(case))
        blocks += (Subheading("Traces"),)
    blocks += (traces(case),)
    both = bool(case.dossier.sources)
    return Section("sources", "Sources and traces" if both else "Traces", blocks, "Sources" if both else "Traces")
