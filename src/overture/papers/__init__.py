"""Papers: the brief, the memorandum, the note and the rest, from a dossier and its advice.

One content model feeds every format. Sentences are made in `papers.sentences`
and nowhere else; a renderer only lays them out.
"""

from __future__ import annotations

from collections.abc import Mapping

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers.content import Paper, Sentence
from overture.papers.decision import Decision
from overture.papers.documents.brief import brief
from overture.papers.documents.chosen import Chosen, Holds, is_approved, stage_of, stage_words
from overture.papers.documents.hindsight import hindsight
from overture.papers.documents.lines import lines
from overture.papers.documents.memorandum import memorandum
from overture.papers.documents.note import (
    addressees,
    fair_copy,
    missing_in,
    not_fair,
    note,
    note_document,
    read_alone,
)
from overture.papers.documents.redline import redline
from overture.papers.documents.resolution import resolution
from overture.papers.documents.student import student
from overture.papers.documents.whiteboard import whiteboard
from overture.papers.formats import html, markdown, text
from overture.papers.sentences.case import Case
from overture.papers.sentences.decision.recommendation import recommended_sentences
from overture.papers.sentences.grounds.audit import explained
from overture.papers.sentences.grounds.reliance import rest_sentences
from overture.papers.sentences.occasions.changes import Conclusion
from overture.papers.sentences.occasions.request import written_for

__all__ = [
    "Case",
    "Chosen",
    "Conclusion",
    "Decision",
    "Paper",
    "Sentence",
    "addressees",
    "brief",
    "brief_html",
    "brief_markdown",
    "claim_sentences",
    "fair_copy",
    "hindsight",
    "is_approved",
    "lines",
    "memorandum",
    "missing_in",
    "not_fair",
    "note",
    "note_document",
    "note_html",
    "note_markdown",
    "note_text",
    "recommendation",
    "redline",
    "resolution",
    "rests_on",
    "stage_of",
    "student",
    "whiteboard",
    "written_for",
]  # fmt: skip


def brief_html(dossier: Dossier, advice: Advice) -> str:
    """The brief as one self-contained HTML page."""
    return html.render(brief(dossier, advice))


def brief_markdown(dossier: Dossier, advice: Advice) -> str:
    """The brief as Markdown."""
    return markdown.render(brief(dossier, advice))


def _note(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None) -> Paper:
    holds = truth if truth is not None else read_alone(dossier, setting)
    return note(dossier, Chosen("", setting, holds), stage_words(dossier.head.stage))


def note_html(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as one self-contained HTML page. `setting`: values of the proposer's options by id."""
    return html.render(_note(dossier, setting, truth))


def note_markdown(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as Markdown."""
    return markdown.render(_note(dossier, setting, truth))


def note_text(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as plain text."""
    return text.render(_note(dossier, setting, truth))


def recommendation(dossier: Dossier, advice: Advice) -> str:
    """The advice in one plain sentence (one for each case, where it hangs on something open)."""
    return " ".join(s.plain for s in recommended_sentences(Case(dossier, advice)))


def claim_sentences(dossier: Dossier, advice: Advice, claim: str) -> tuple[Sentence, ...]:
    """One claim told at length, with every edit that overturns it."""
    return explained(Case(dossier, advice), claim)


def rests_on(dossier: Dossier, advice: Advice) -> tuple[Sentence, ...]:
    """What the answer rests on, as page one of the brief says it."""
    return tuple(s for s, _ in rest_sentences(Case(dossier, advice)))
