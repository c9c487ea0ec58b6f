"""The passages of a document as sentences of a paper, quotations in quotation marks."""

from __future__ import annotations

from overture.dossier import Dossier
from overture.dossier.entries import Document, Passage
from overture.logic.syntax import Atom, atoms
from overture.papers.content import Sentence
from overture.papers.naming import cited_short
from overture.papers.sentences.case import Case, say


def passage_words(passage: Passage) -> str:
    """The words of a passage; in square brackets where they are not agreed yet.

    >>> passage_words(Passage(quote="we regret it")), passage_words(Passage(text="We agree.", agreed=False))
    ('“we regret it”', '[We agree.]')
    """
    parts = [passage.text] if passage.text else []
    if passage.quote:
        parts.append(f"“{passage.quote}”")
    words = " ".join(parts)
    return words if passage.agreed else f"[{words}]"


def beginning(text: str, most: int = 60) -> str:
    """The first words of a text that is long.

    >>> beginning("We agree."), beginning("We offer to share the water of the river.", 20)
    ('We agree', 'We offer to share…')
    """
    text = text.rstrip(".")
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip(',;:')}…"


def passage_sentence(dossier: Dossier, document: Document, passage: Passage) -> Sentence:
    """A passage as a sentence. It rests on its document and on all that its condition speaks of."""
    names = tuple(dict.fromkeys(_name(a) for a in atoms(passage.when)))
    return say(
        passage_words(passage), trace=(document.id, *names), basis="wording",
        sources=cited_short(dossier, passage.from_),
    )  # fmt: skip


def _name(atom: Atom) -> str:
    """The id that an atom is about."""
    about = ("option", "treaty", "argument", "name", "actor")
    return next((str(getattr(atom, f)) for f in about if hasattr(atom, f)), "")


def passage_sentences(
    case: Case, document: Document, passages: tuple[Passage, ...]
) -> tuple[tuple[Sentence, ...], ...]:
    """Passages as items of a list."""
    return tuple((passage_sentence(case.dossier, document, p),) for p in passages)
