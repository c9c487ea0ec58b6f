"""The numbered notes: what a sentence rests on is told with its own source, whichever is the first of the file."""

from __future__ import annotations

import pytest

from overture.dossier import Dossier, read
from overture.papers.content import Paper, Paragraph, Section, sentence
from overture.papers.naming import cited_short
from overture.papers.numbering import with_notes

from .example import TEXT

FAR = "Cable 102 from the embassy to the ministry of the river"


def citing(place: str) -> Dossier:
    """The river case, its first source and another of a long name each cited at a place."""
    text = TEXT.replace("sources:\n", f"sources:\n  near: {{title: Cable 1}}\n  far: {{title: {FAR}}}\n")
    text = text.replace("from: cable}", f'from: "far {place}"}}'.replace(' "}', '"}'))
    return read(text.replace("from: text}", f'from: "near {place}"}}'.replace(' "}', '"}')))


def cited_in_notes(dossier: Dossier) -> list[str]:
    passages = next(d for d in dossier.documents.values() if d.passages).passages
    cited = [cited_short(dossier, p.from_) for p in passages if p.from_]
    told = tuple(sentence("x", trace=(f"x{i}",), sources=c) for i, c in enumerate(cited))
    body = Section("a", "A", tuple(Paragraph((s,)) for s in told))
    paper = Paper(title="t", kind="Brief", as_of="", stage="", handling="", meta=(), sections=(body,))
    return [n.sentence.plain.partition(": ")[2] for n in with_notes(paper, dossier).notes]


@pytest.mark.parametrize("place", ["¶13", "p. 4"])
def test_a_place_is_told_with_its_own_source(place: str) -> None:
    assert sorted(cited_in_notes(citing(place))) == [f"Cable 1 {place}.", f"{FAR} {place}."]


def test_a_paragraph_alone_is_one_of_the_first_source() -> None:
    dossier = citing("¶13")
    passages = next(d for d in dossier.documents.values() if d.passages).passages
    short = {c.source: cited_short(dossier, [c]) for p in passages for c in p.from_}
    assert short == {"near": ("¶13",), "far": (f"{FAR} ¶13",)}
