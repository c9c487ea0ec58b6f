"""The student version: the case without the answers. No sentence is written here."""

from __future__ import annotations

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers.content import Block, Bullets, Paper, Paragraph, Section, Subheading
from overture.papers.documents.front import yardstick_for
from overture.papers.english import day
from overture.papers.sentences.arguments import reactions
from overture.papers.sentences.case import Case
from overture.papers.sentences.occasions import student as said


def student(dossier: Dossier, advice: Advice) -> Paper:
    """Situation, actors, options, arguments, wants, an empty reply matrix, questions; no verdict and no advice."""
    case = Case(dossier, advice)
    found = (_situation(case), _options(case), _arguments(case), _wants(case), _matrix(case), _questions(case))
    return Paper(
        title=dossier.head.title,
        kind="Student version",
        as_of=day(dossier.head.as_of),
        stage="For teaching",
        handling=dossier.head.handling,
        meta=(("What is known as of", day(dossier.head.as_of)), ("Decision of", said.decider(case))),
        front_id="student",
        sections=tuple(s for s in found if s is not None),
    )


def _situation(case: Case) -> Section:
    blocks: tuple[Block, ...] = (Paragraph(said.question(case), "lede"), said.actors(case))
    treaties = said.treaties(case)
    if treaties is not None:
        blocks += (Subheading("Treaties on that day"), treaties)
    if case.dossier.reports:
        blocks += (Subheading("What is reported"), reactions.table(case))
    if said.unknown(case):
        blocks += (Subheading("What nobody knows"), Bullets(said.unknown(case)))
    return Section("situation", "The situation", blocks, "Situation")


def _options(case: Case) -> Section:
    blocks: tuple[Block, ...] = (Paragraph((said.options_finding(case),), "lede"), said.options(case))
    proposals = said.proposals(case)
    if proposals is not None:
        blocks += (Subheading("Courses that have been put forward"), proposals)
    return Section("options", "Who can do what", blocks, "Options")


def _arguments(case: Case) -> Section | None:
    if not case.dossier.arguments:
        return None
    return Section("said", "What is said for and against", (said.arguments(case),), "Arguments")


def _wants(case: Case) -> Section | None:
    if not case.dossier.preferences:
        return None
    return Section("wants", "What each wants", (Paragraph((said.wants_finding(case),), "lede"), said.wants(case)))


def _matrix(case: Case) -> Section | None:
    table = said.empty_matrix(case)
    if table is None:
        return None
    return Section("matrix", "Your matrix", (Paragraph((said.matrix_task(case),), "lede"), table), "Matrix")


def _questions(case: Case) -> Section:
    asked = Bullets(said.questions(case), "questions")
    yardstick = yardstick_for(asked)
    blocks: tuple[Block, ...] = (asked, yardstick) if yardstick else (asked,)
    return Section("questions", "Questions to answer", blocks, "Questions")
