"""The whiteboard page: one page in large type, what can be explained in a meeting. No sentence is written here."""

from __future__ import annotations

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers.content import Block, Bullets, Panel, Paper, Paragraph
from overture.papers.documents.chosen import stage_words
from overture.papers.english import day
from overture.papers.sentences.case import Case
from overture.papers.sentences.occasions import whiteboard as said


def whiteboard(dossier: Dossier, advice: Advice, stage: str = "") -> Paper:
    """The goal, three or four courses and where each ends, the one thing that it hangs on, one figure."""
    case = Case(dossier, advice)
    panels = [Panel("What we want", (Bullets(said.goals(case), "plain"),))] if said.goals(case) else []
    shown: tuple[Block, ...] = (Bullets(said.courses(case), "verdicts"),)
    left = said.left_out(case)
    shown += (Paragraph(left, "small"),) if left else ()
    panels.append(Panel("What can be done, and where each ends", shown))
    panels.append(Panel("What we advise", (Paragraph(said.advised(case), "advice"),)))
    panels.append(Panel("What it hangs on", (Paragraph(said.hangs_on(case)),)))
    figure: Block | None = said.figure(case)
    if figure is not None:
        panels.append(Panel("How it goes", (figure,)))
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
