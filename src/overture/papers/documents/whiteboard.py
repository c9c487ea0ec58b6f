"""The whiteboard page: one page in large type, what can be explained in a meeting. No sentence is written here."""

from __future__ import annotations

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers.content import Block, Bullets, Panel, Paper, Paragraph
from overture.papers.decision import Decision
from overture.papers.documents.chosen import stage_words
from overture.papers.english import day
from overture.papers.sentences.case import Case
from overture.papers.sentences.occasions import approved
from overture.papers.sentences.occasions import whiteboard as said


def whiteboard(dossier: Dossier, advice: Advice, stage: str = "", decision: Decision | None = None) -> Paper:
    """The goal, three or four courses and where each ends, the one thing that it hangs on, one figure.

    `decision`: what was approved; it is on the page beside the advice, and told in a case in which it is advised.
    """
    case = Case(dossier, advice)
    name = None if decision is None else approved.approved_course(case, decision)
    case = approved.told_for(case, name)
    panels = [Panel("What we want", (Bullets(said.goals(case), "plain"),))] if said.goals(case) else []
    shown: tuple[Block, ...] = (Bullets(said.courses(case, name), "verdicts"),)
    left = said.left_out(case, name)
    shown += (Paragraph(left, "small"),) if left else ()
    panels.append(Panel("What can be done, and where each ends", shown))
    agreed = decision is not None and approved.is_advised(case, name)
    if decision is not None and not agreed:
        panels.append(Panel("What was approved", (Paragraph(approved.named(case, decision), "advice"),)))
    title = "What was approved, as we advise" if agreed else "What we advise"
    panels.append(Panel(title, (Paragraph(said.advised(case), "advice"),)))
    panels.append(Panel("What it hangs on", (Paragraph(said.hangs_on(case)),)))
    figure: Block | None = said.figure(case)
    if figure is not None:
        told = said.figure_told(case)
        panels.append(Panel("How it goes", (*((Paragraph(told, "small"),) if told else ()), figure)))
    return Paper(
        title=dossier.head.title,
        kind="Whiteboard",
        as_of=day(dossier.head.as_of),
        stage=stage or stage_words(dossier.head.stage),
        handling=dossier.head.handling,
        meta=(("What is known as of", day(dossier.head.as_of)),),
        front=tuple(panels),
        front_id="board",
        layout="board",
    )
