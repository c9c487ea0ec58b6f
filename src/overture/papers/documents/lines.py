"""Lines to take, and questions with their answers: for spokesmen."""

from __future__ import annotations

from overture.papers.content import Block, Bullets, Paper, Paragraph, Section
from overture.papers.documents.chosen import Chosen
from overture.papers.english import day
from overture.papers.numbering import with_notes
from overture.papers.options import actor_label
from overture.papers.sentences.arguments import answers
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.occasions import request
from overture.papers.sentences.wording import passage_sentence


def lines(case: Case, chosen: Chosen, stage: str) -> Paper:
    """The lines that the dossier words for this choice, then each objection with the answer on record."""
    dossier = case.dossier
    document = dossier.documents.get("lines")
    passages = tuple(p for p in document.passages if chosen.holds(p.when)) if document else ()
    taken: Block
    if document is not None and passages:
        taken = Bullets(tuple((passage_sentence(dossier, document, p),) for p in passages))
    else:
        about = document.id if document else "documents"
        taken = Paragraph((say("No line to take is worded in the file for this choice.", trace=(about,)),))
    table = answers.table(case, chosen.proposal)
    asked: tuple[Block, ...] = (Paragraph((answers.finding(case, chosen.proposal),), "lede"),)
    if table is not None:
        asked += (table,)
    paper = Paper(
        title=document.title if document and document.title else "Lines to take",
        kind="Lines to take", as_of=day(dossier.head.as_of), stage=stage, handling=dossier.head.handling,
        meta=(
            ("For spokesmen of", actor_label(dossier, dossier.proposer)),
            ("On", request.written_for(case, chosen.proposal, stage) or case.label(chosen.proposal)),
        ),
        front_id="lines", layout="letter",
        sections=(Section("take", "Lines to take", (taken,)), Section("asked", "If asked", asked)),
    )  # fmt: skip
    return with_notes(paper, dossier)
