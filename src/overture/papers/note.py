"""The note: assembled only from the passages of the options chosen. Nothing held back is ever in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from overture.dossier import Dossier
from overture.dossier.entries import Document, Passage
from overture.logic import Formula
from overture.papers.content import Block, Bullets, Panel, Paper, Paragraph, sentence
from overture.papers.english import day, listed
from overture.papers.naming import cited_short
from overture.papers.options import actor, actor_label
from overture.papers.sentences.wording import passage_words
from overture.papers.truth import State, holds

Holds = Callable[[Formula], "bool | None"]


def note_document(dossier: Dossier) -> Document | None:
    """The document that the note is: the one called so, else the first with passages."""
    named = dossier.documents.get("note")
    if named is not None and named.passages:
        return named
    return next((d for d in dossier.documents.values() if d.passages), None)


def passages_at(dossier: Dossier, state: State) -> tuple[Document | None, tuple[Passage, ...]]:
    """The passages that are printed in a state."""
    document = note_document(dossier)
    if document is None:
        return None, ()
    return document, tuple(p for p in document.passages if holds(dossier, state, p.when))


def _state(dossier: Dossier, setting: Mapping[str, str]) -> State:
    values = {o.qualified: o.today for o in dossier.options.values()}
    for name, value in setting.items():
        option = dossier.option(name)
        if option is not None:
            values[option.qualified] = value
    world = {a.id: a.taken for a in dossier.assumptions.values() if a.taken is not None}
    return State(values, world)


def note(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> Paper:
    """The note for a setting of the proposer's options, the others as they are today.

    `truth` says of a formula whether it holds in that state; without it the note
    reads options, facts and assumptions itself. A passage whose condition is not
    known to hold is not printed.
    """
    state = _state(dossier, setting)
    decide = truth if truth is not None else (lambda formula: holds(dossier, state, formula))
    document = note_document(dossier)
    chosen = tuple(p for p in document.passages if decide(p.when)) if document else ()
    unknown = sum(decide(p.when) is None for p in document.passages) if document else 0
    blocks: tuple[Block, ...] = tuple(_paragraphs(dossier, document, chosen)) if document else ()
    missing = _missing(document, chosen, unknown)
    if missing:
        blocks += (Bullets(tuple((sentence(m, trace=(document.id if document else "documents",)),) for m in missing)),)
    title = (document.title if document and document.title else "") or f"Note of {actor(dossier, dossier.proposer)}"
    return Paper(
        title=title, kind="Note", as_of=day(dossier.head.as_of), stage="Draft, not approved",
        handling=dossier.head.handling, meta=_meta(dossier, document),
        front=(Panel(_form(document), blocks),), front_id="note", front_note=None, sections=(),
    )  # fmt: skip


def _form(document: Document | None) -> str:
    form = document.form if document else ""
    return form[:1].upper() + form[1:] if form else "Text"


def _meta(dossier: Dossier, document: Document | None) -> tuple[tuple[str, str], ...]:
    rows = [("From", actor_label(dossier, dossier.proposer))]
    if document is not None and document.to:
        rows.append(("To", listed([actor_label(dossier, t) for t in document.to])))
    if document is not None and document.via:
        rows.append(("By way of", actor_label(dossier, document.via)))
    if document is not None and document.signed:
        rows.append(("To be signed by", actor_label(dossier, document.signed)))
    return (*rows, ("Stage", "draft, not approved"))


def _paragraphs(dossier: Dossier, document: Document, chosen: tuple[Passage, ...]) -> list[Block]:
    trace = (document.id,)
    found: list[Block] = []
    if document.opening and chosen:
        found.append(Paragraph((sentence(document.opening, trace=trace, basis="wording"),)))
    for passage in chosen:
        cited = cited_short(dossier, passage.from_)
        found.append(Paragraph((sentence(passage_words(passage), trace=trace, basis="wording", sources=cited),)))
    if document.closing and chosen:
        found.append(Paragraph((sentence(document.closing, trace=trace, basis="wording"),)))
    return found


def _missing(document: Document | None, chosen: tuple[Passage, ...], unknown: int) -> list[str]:
    if document is None:
        return ["No document of the file has passages: the wording is missing."]
    found = []
    if not chosen:
        found.append("No passage belongs to this choice of options: the wording is missing.")
    if not document.to:
        found.append("No addressee is named.")
    if unknown:
        found.append("The condition of a passage is not known to hold: it is not printed.")
    return found


def plain(paper: Paper) -> str:
    """The note as plain text: no margin, no marks, ready to be pasted."""
    lines = [paper.title, "", *(f"{k}: {v}" for k, v in paper.meta), ""]
    if paper.handling:
        lines = [paper.handling, "", *lines]
    for panel in paper.front:
        for block in panel.blocks:
            if isinstance(block, Paragraph):
                lines += [" ".join(s.plain for s in block.sentences), ""]
            elif isinstance(block, Bullets):
                lines += [*(f"[{' '.join(s.plain for s in item)}]" for item in block.items), ""]
    return "\n".join(lines).rstrip() + "\n"
