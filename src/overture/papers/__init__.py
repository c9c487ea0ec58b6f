"""Papers: the brief and the note, from a dossier and its advice.

One content model feeds every format. Sentences are made in `papers.sentences`
and nowhere else; a renderer only lays them out.
"""

from __future__ import annotations

from collections.abc import Mapping

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.papers import html, markdown
from overture.papers.brief import brief
from overture.papers.content import Paper, Sentence
from overture.papers.note import Holds, note, plain
from overture.papers.sentences.audit import explained
from overture.papers.sentences.case import Case
from overture.papers.sentences.recommendation import recommended_sentences
from overture.papers.sentences.reliance import rest_sentences

__all__ = [
    "Case", "Paper", "Sentence", "brief", "brief_html", "brief_markdown", "claim_sentences", "note",
    "note_html", "note_markdown", "note_text", "recommendation", "rests_on",
]  # fmt: skip


def brief_html(dossier: Dossier, advice: Advice) -> str:
    """The brief as one self-contained HTML page."""
    return html.render(brief(dossier, advice))


def brief_markdown(dossier: Dossier, advice: Advice) -> str:
    """The brief as Markdown."""
    return markdown.render(brief(dossier, advice))


def note_html(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as one self-contained HTML page. `setting`: values of the proposer's options by id."""
    return html.render(note(dossier, setting, truth))


def note_markdown(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as Markdown."""
    return markdown.render(note(dossier, setting, truth))


def note_text(dossier: Dossier, setting: Mapping[str, str], truth: Holds | None = None) -> str:
    """The note as plain text."""
    return plain(note(dossier, setting, truth))


def recommendation(dossier: Dossier, advice: Advice) -> str:
    """The advice in one plain sentence (one for each case, where it hangs on something open)."""
    return " ".join(s.plain for s in recommended_sentences(Case(dossier, advice)))


def claim_sentences(dossier: Dossier, advice: Advice, claim: str) -> tuple[Sentence, ...]:
    """One claim told at length, with every edit that overturns it."""
    return explained(Case(dossier, advice), claim)


def rests_on(dossier: Dossier, advice: Advice) -> tuple[Sentence, ...]:
    """What the answer rests on, as page one of the brief says it."""
    return tuple(s for s, _ in rest_sentences(Case(dossier, advice)))
