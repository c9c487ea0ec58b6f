"""The note: assembled only from the passages of the options chosen. Nothing held back is ever in it.

A resolution and lines to take are assembled in the same way; see `resolution` and `lines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Document, Passage
from overture.papers.content import Block, Bullets, Paper, Paragraph, Section, Sentence, sentence
from overture.papers.documents.chosen import WRITTEN_FOR, Chosen, Holds
from overture.papers.english import capital, counted, day, listed
from overture.papers.forms import NOTES, Form, form_of, identical, in_first_person
from overture.papers.options import actor, actor_label, actor_labels
from overture.papers.sentences.occasions.courtesies import closing, opening
from overture.papers.sentences.wording import beginning, passage_sentence, passage_words
from overture.papers.truth import State, holds
from overture.papers.walk import sentences_of

BY_HAND = "_" * 20  # where a fair copy is filled in by hand
APART = ("resolution", "lines")  # documents with passages that are no note


def note_document(dossier: Dossier) -> Document | None:
    """The document that the note is: the one called so, else the first with passages."""
    named = dossier.documents.get("note")
    if named is not None and named.passages:
        return named
    return next((d for d in dossier.documents.values() if d.passages and d.id not in APART), None)


def passages_at(dossier: Dossier, state: State) -> tuple[Document | None, tuple[Passage, ...]]:
    """The passages that are printed in a state."""
    document = note_document(dossier)
    if document is None:
        return None, ()
    return document, tuple(p for p in document.passages if holds(dossier, state, p.when))


def read_alone(dossier: Dossier, setting: Mapping[str, str]) -> Holds:
    """The truth of formulas from options, facts and assumptions alone, the others' options as they are today."""
    values = {o.qualified: o.today for o in dossier.options.values()}
    for name, value in setting.items():
        option = dossier.option(name)
        if option is not None:
            values[option.qualified] = value
    world = {a.id: a.taken for a in dossier.assumptions.values() if a.taken is not None}
    state = State(values, world)
    return lambda formula: holds(dossier, state, formula)


def addressees(dossier: Dossier, document: Document | None) -> tuple[tuple[str, ...], ...]:
    """To whom a copy goes: of identical notes one to every addressee, each member of a group; else one to all."""
    if document is None or not document.to:
        return ((),)
    if identical(document.form):
        return tuple((member,) for member in dict.fromkeys(m for to in document.to for m in dossier.members(to)))
    return (document.to,)


def missing_in(paper: Paper) -> tuple[str, ...]:
    """What is missing before a note goes out."""
    blocks = (b for s in paper.sections if s.id == "missing" for b in s.blocks)
    return tuple(s.plain for b in blocks for s in sentences_of(b))


def fair_copy(paper: Paper, approved: bool) -> Paper:
    """The copy that is handed over: without handling mark, blanks and what stays in the house.

    One that is not `approved` says so on the page: it is not to be handed over by mistake. The day and the initials
    are written by hand. Nothing in the file tells what its sentences rest on. Whether there can be a fair copy at all
    says `not_fair`.
    """
    return replace(
        paper, sections=tuple(map(_untraced, (s for s in paper.sections if s.id != "missing"))),
        stage="" if approved else paper.stage, handling="",
        meta=tuple(line for line in paper.meta if line[0] != WRITTEN_FOR),
        signature=tuple(BY_HAND if _is_blank(line) else line for line in paper.signature),
    )  # fmt: skip


def _untraced(section: Section) -> Section:
    """A section of the text without the ids and the sources behind its sentences."""
    told = (b for b in section.blocks if isinstance(b, Paragraph))
    return replace(section, blocks=tuple(
        replace(b, sentences=tuple(replace(s, trace=(), sources=()) for s in b.sentences)) for b in told
    ))  # fmt: skip


def not_fair(dossier: Dossier, chosen: Chosen) -> tuple[str, str]:
    """Why there can be no fair copy of a note, and what to do; empty where there can be one."""
    document = note_document(dossier)
    passages = tuple(p for p in document.passages if chosen.holds(p.when)) if document is not None else ()
    if document is None or not passages or chosen.proposal == DO_NOTHING:
        return "there is nothing to hand over: no passage of the note is for this course", ""
    open_ = [p for p in passages if not p.agreed]
    if not open_:
        return "", ""
    more = len(open_) - 1
    besides = f" and {counted(more, 'other passage')}" if more else ""
    which = f"“{beginning(open_[0].text or open_[0].quote)}”{besides} of the note {'are' if more else 'is'}"
    return (
        f"{which} not agreed, and a fair copy has no square brackets",
        f"take `agreed: no` from `documents.{document.id}` once they are, or leave out --fair for the file copy",
    )


def _is_blank(line: str) -> bool:
    return line.startswith("[") and line.endswith("]")


def note(
    dossier: Dossier, chosen: Chosen, stage: str, to: tuple[str, ...] | None = None, told: str = ""
) -> Paper:
    """The note of a choice, to all its addressees or to some. A passage whose condition is not known to hold is out.

    `told`: for which course the file copy is, where that is not advised in each case.
    """
    document = note_document(dossier)
    if document is None:
        return _nothing(dossier, stage)
    passages = tuple(p for p in document.passages if chosen.holds(p.when))
    text = " ".join(passage_words(p) for p in passages)
    form = form_of(document.form)
    receivers = document.to if to is None else to
    courteous = bool(passages) and form.address  # a form without an address has no courtesies
    said: list[Sentence] = []
    if courteous:
        said += opening(dossier, document, form, receivers)
    said += [passage_sentence(dossier, document, p) for p in passages]
    if courteous:
        said += closing(dossier, document, form, receivers)
    missing = _missing(dossier, document, form, passages, chosen, text)
    body = Section("text", "Text" if form is NOTES else form.name, tuple(Paragraph((s,)) for s in said))
    title = document.title or f"Note of {actor(dossier, dossier.proposer)}"
    return Paper(
        title=title if form.attributed else form.name,
        kind="Note",
        as_of=day(dossier.head.as_of) if form.attributed else "",
        stage=stage,
        handling=dossier.head.handling,
        meta=(*_meta(dossier, document, form, receivers), *(((WRITTEN_FOR, told),) if told else ())),
        front_id="note",
        sections=(*((body,) if said else ()), *_before_it_goes(document, missing)),
        layout="letter",
        signature=_signature(dossier, document, form) if passages else (),
    )


def _nothing(dossier: Dossier, stage: str) -> Paper:
    missing = ("No document of the file has passages: the wording is missing.",)
    return Paper(
        title=f"Note of {actor(dossier, dossier.proposer)}", kind="Note", as_of=day(dossier.head.as_of), stage=stage,
        handling=dossier.head.handling, meta=(("From", actor_label(dossier, dossier.proposer)),),
        front_id="note", sections=_before_it_goes(None, missing), layout="letter",
    )  # fmt: skip


def _before_it_goes(document: Document | None, missing: tuple[str, ...]) -> tuple[Section, ...]:
    """What is missing, on a sheet of its own: it stays in the house."""
    if not missing:
        return ()
    trace = (document.id if document else "documents",)
    items: Block = Bullets(tuple((sentence(m, trace=trace),) for m in missing))
    return (Section("missing", "Before it goes out", (items,), new_page=True, enclosed=True),)


def _meta(dossier: Dossier, document: Document, form: Form, to: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    if form.attributed and form.address:
        rows.append(("From", actor_label(dossier, dossier.proposer)))
    if form.address and to:
        rows.append(("To", actor_labels(dossier, to)))
    if form.address and document.via:
        rows.append(("By way of", actor_label(dossier, document.via)))
    if form.signed and document.signed:
        rows.append(("To be signed by", actor_label(dossier, document.signed)))
    return tuple(rows)


def _signature(dossier: Dossier, document: Document, form: Form) -> tuple[str, ...]:
    """The lines under the text. The day is that of handing over, so it is left open."""
    lines = ["[day of handing over]"] if form.dated else []
    if form.signed and document.signed:
        lines.append(actor_label(dossier, document.signed))
    if form.initialled:
        lines.append("[initials]")
    return tuple(lines)


def _missing(
    dossier: Dossier, document: Document, form: Form, passages: tuple[Passage, ...], chosen: Chosen, text: str
) -> tuple[str, ...]:
    found = []
    if chosen.proposal == DO_NOTHING:
        return ("Nothing is proposed: no note is to be sent.",)
    if not form.attributed:
        names = [actor_label(dossier, a) for a in (dossier.proposer, document.signed) if a]
        told = [name for name in names if name.removeprefix("The ") in text]
        if told:
            found.append(f"A non-paper does not tell whose it is; this text names {listed(told)}.")
    left_out = [f"`{key}`" for key in ("opening", "closing") if getattr(document, key)]
    if left_out and not form.address:
        are = "is" if len(left_out) == 1 else "are"
        which = f"{listed(left_out)} of `{document.id}` {are} left out"
        found.append(f"{form.name}: a form without courtesies, so {which}.")
    if not passages:
        found.append("No passage belongs to this choice of options: the wording is missing.")
    if form.address and not document.to:
        found.append("No addressee is named.")
    if any(chosen.holds(p.when) is None for p in document.passages):
        found.append("The condition of a passage is not known to hold: it is not printed.")
    if form.signed and passages and not document.signed:
        found.append(f"Nobody is named who signs: `signed` of `{document.id}`.")
    if passages and form is NOTES and not document.opening:
        found.append(
            "The form does not say whether these are notes (first person, signed) or notes verbales (third person, "
            "initialled): no courtesies are written."
        )
    if passages and form.person == "first" and not in_first_person(text + document.opening):
        found.append("A note speaks in the first person; this text does not. In the third person it is a note verbale.")
    if passages and form.person == "third" and in_first_person(text):
        found.append(f"{capital(_with_article(form.name))} speaks in the third person; this text says “I” or “we”.")
    if any(not p.agreed for p in passages):
        found.append("Words in square brackets are not agreed yet.")
    return tuple(found)


def _with_article(name: str) -> str:
    return f"an {name.lower()}" if name[:1] in "AEIO" else f"a {name.lower()}"
