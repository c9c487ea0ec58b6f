"""The passages of a document as sentences of a paper, quotations in quotation marks."""

from __future__ import annotations

from overture.dossier.entries import Document, Passage
from overture.papers.content import Sentence
from overture.papers.naming import cited_short
from overture.papers.sentences.case import Case, say


def passage_words(passage: Passage) -> str:
    """The words of a passage.

    >>> passage_words(Passage(quote="we regret it")), passage_words(Passage(text="We agree."))
    ('“we regret it”', 'We agree.')
    """
    parts = [passage.text] if passage.text else []
    if passage.quote:
        parts.append(f"“{passage.quote}”")
    return " ".join(parts)


def passage_sentences(
    case: Case, document: Document, passages: tuple[Passage, ...]
) -> tuple[tuple[Sentence, ...], ...]:
    found = []
    for passage in passages:
        words = passage_words(passage)
        found.append(
            (
                say(
                    words,
                    trace=(document.id,),
                    basis="wording",
                    sources=cited_short(case.dossier, passage.from_),
                ),
            )
        )
    return tuple(found)
