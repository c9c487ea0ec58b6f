"""The same sentences, by their notes, in the same order on the page, in print, in Word and in Markdown."""

from __future__ import annotations

from functools import cache

import pytest

from overture.dossier import read
from overture.library import case
from overture.papers import Paper
from overture.papers.formats import rendered
from overture.papers.numbering import noted
from tests.slow.random_dossiers import random_dossier

from .made import every_paper, in_html, in_markdown
from .pdf_reading import Pdf
from .test_pdf import in_order
from .word_file import Word, numbered_sentences

NAMES = ["molotov-1954", "finland-sweden-2022", *(f"random {seed}" for seed in range(30, 40))]
KINDS = ["brief", "memorandum, founding", "memorandum, submission", "memorandum, action-memo", "lines"]


@cache
def papers_of(name: str) -> dict[str, Paper]:
    return every_paper(read(random_dossier(int(name.split()[1])) if name.startswith("random") else case(name), name))


def in_word(paper: Paper) -> int:
    """How many sentences are followed by the number of their note, each found after the one before."""
    text, place, count = Word(rendered(paper, "docx")).text, 0, 0
    for told, number in numbered_sentences(paper):
        wanted = f"{told}⟦{number}⟧"
        found = text.find(wanted, place)
        assert found >= 0, f"{wanted} after {text[max(0, place - 80) : place + 80]!r}"
        place, count = found + len(wanted), count + 1
    return count


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sentences_in_the_same_order(name: str, kind: str) -> None:
    paper = papers_of(name)[kind]
    expected = [s.trace for s in noted(paper)]
    assert in_html(paper) == in_markdown(paper) == expected
    assert in_word(paper) == len(expected)
    assert in_order(paper, Pdf(rendered(paper, "pdf")).body) == len(expected)
