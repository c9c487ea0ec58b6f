"""The numbered notes of a paper: what each of its sentences rests on, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from overture.dossier import Dossier
from overture.papers.content import Note, Paper, Sentence, code, numbered, sentence
from overture.papers.naming import PARAGRAPH, cited_short
from overture.papers.walk import texts

NOTES = "Notes: what each sentence rests on"


def noted(paper: Paper) -> Iterator[Sentence]:
    """The sentences that a number follows, in the order of print.

    Of several that run on with one trace the number stands after the last.
    """
    for text in texts(paper):
        yield from (s for s, follows in numbered(text) if follows)


def with_notes(paper: Paper, dossier: Dossier) -> Paper:
    """The paper with a note for each trace, numbered in the order in which the traces first appear."""
    sources: dict[tuple[str, ...], dict[str, None]] = {}
    for text in texts(paper):
        for told in text:
            sources.setdefault(told.trace, {}).update(dict.fromkeys(told.sources))
    traces = dict.fromkeys(s.trace for s in noted(paper))
    notes = tuple(Note(i, t, _told(dossier, t, tuple(sources.get(t, ())))) for i, t in enumerate(traces, 1))
    return replace(paper, notes=notes)


def _told(dossier: Dossier, trace: tuple[str, ...], sources: tuple[str, ...]) -> Sentence:
    """The entries of the dossier that a trace names, by their ids, and what is cited.

    That are the sources of the sentences themselves; where they cite none, those of the entries.
    """
    if not sources:
        entries = [entry for entry in map(dossier.entry, trace) if entry is not None]
        sources = tuple(dict.fromkeys(c for entry in entries for c in cited_short(dossier, entry.from_)))
    pieces: list[object] = []
    for i, key in enumerate(trace):
        pieces += ([", "] if i else []) + [code(key)]
    if sources:
        pieces.append(f": {'; '.join(_whole(dossier, s) for s in sources)}")
    return sentence(*pieces, ".", trace=trace, sources=sources)  # type: ignore[arg-type]


def _whole(dossier: Dossier, cited: str) -> str:
    """A citation with its source: in the text a paragraph alone is one of the first source."""
    first = next(iter(dossier.sources.values()), None)
    if first is None or not cited.startswith(PARAGRAPH):
        return cited
    return f"{first.short or first.title} {cited}"
