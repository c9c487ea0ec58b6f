"""Hindsight: what was forecast and asserted against what happened. For teachers and reviewers."""

from __future__ import annotations

from overture.papers.content import Block, Bullets, Paper, Paragraph, Section
from overture.papers.decision import Decision
from overture.papers.english import day
from overture.papers.numbering import with_notes
from overture.papers.options import actor_label
from overture.papers.sentences.case import Case
from overture.papers.sentences.occasions import afterwards
from overture.papers.sentences.occasions.taken import course, taken


def hindsight(case: Case, stage: str, decision: Decision | None = None) -> Paper:
    """The only paper that reads the `hindsight` of a dossier; of a decision, which course was approved."""
    made = taken(case, decision)
    events, claims = afterwards.events(case, made), afterwards.asserted(case, made)
    head: list[Block] = [Paragraph((afterwards.finding(case, events, claims), course(case, made)), "lede")]
    if events:
        head.append(afterwards.events_table(events))
    sections = [Section("events", "What was forecast, and what happened", tuple(head))]
    if claims:
        sections.append(Section("claims", "What was asserted", (afterwards.assertions_table(claims),)))
    granted = afterwards.assumptions(case)
    if granted:
        sections.append(Section("assumptions", "What was taken for granted", (Bullets(granted),)))
    dossier = case.dossier
    paper = Paper(
        title=f"Hindsight: {dossier.head.title}", kind="Hindsight", as_of=day(dossier.head.as_of), stage=stage,
        handling=dossier.head.handling, front_id="hindsight", sections=tuple(sections), layout="letter",
        meta=(
            ("Decision of", actor_label(dossier, dossier.proposer)),
            ("What was known as of", day(dossier.head.as_of)),
        ),
    )  # fmt: skip
    return with_notes(paper, dossier)
