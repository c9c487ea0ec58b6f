"""The draft resolution of the body that decides: the passages of the resolution for a choice, numbered."""

from __future__ import annotations

from overture.dossier import Dossier
from overture.papers.content import Bullets, Paper, Section, sentence
from overture.papers.documents.chosen import WRITTEN_FOR, Chosen
from overture.papers.english import day
from overture.papers.options import actor, actor_label, actor_labels
from overture.papers.sentences.wording import passage_sentence


def resolution(dossier: Dossier, chosen: Chosen, stage: str, told: str = "") -> Paper:
    """The draft that the memorandum encloses. What the dossier does not say is listed, not written.

    The body is the one that the document goes to; where it names none, the decision is that of `submit_to`.
    `told`: for which course it is, where that is not advised in each case.
    """
    document = dossier.documents.get("resolution")
    passages = tuple(p for p in document.passages if chosen.holds(p.when)) if document else ()
    sections: tuple[Section, ...] = ()
    if document is not None and passages:
        items = tuple((passage_sentence(dossier, document, p),) for p in passages)
        sections = (Section("text", "The decision", (Bullets(items, "ordered"),)),)
    else:
        about = document.id if document else "documents"
        lacking = (
            "No passage of the resolution belongs to this choice of options: its wording is missing."
            if document
            else "The file has no document called `resolution`: its wording is missing."
        )
        missing = Bullets(((sentence(lacking, trace=(about,)),),))
        sections = (Section("missing", "Before it goes out", (missing,), enclosed=True),)
    title = document.title if document else ""
    body = actor_labels(dossier, document.to) if document and document.to else dossier.head.submit_to
    mover = actor_label(dossier, document.signed) if document and document.signed else ""
    meta = tuple((k, v) for k, v in (("Body", body), ("Put forward by", mover), (WRITTEN_FOR, told)) if v)
    return Paper(
        title=title or f"Draft resolution of {actor(dossier, dossier.proposer)}",
        kind="Resolution", as_of=day(dossier.head.as_of), stage=stage, handling=dossier.head.handling,
        meta=meta, front_id="resolution", sections=sections, layout="letter",
    )  # fmt: skip
