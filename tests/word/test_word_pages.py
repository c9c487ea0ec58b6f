"""The papers in Word as another program lays them out: page one, the marking, the order of the text, nothing cut."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from overture import papers
from overture.advice import advise
from overture.diagrams.marks import MARKS
from overture.dossier import read
from overture.library import case
from overture.papers.content import Figure, Paper, Subheading
from overture.papers.formats import rendered
from overture.papers.numbering import NOTES

from ..papers.word_file import numbered_sentences, printed

CASES = ("molotov-1954", "finland-sweden-2022")
MOST_PAGES = {"molotov-1954": 22, "finland-sweden-2022": 34}
POINT = 72 / 25.4  # points of a millimetre
LEFT, RIGHT, TOP, BOTTOM = 19 * POINT, (210 - 17) * POINT, (297 - 21) * POINT, 19 * POINT
OUT = Path(__file__).parents[2] / "out" / "word"  # for whoever wants to look


@dataclass
class Laid:
    """A paper, and the pages that came of it."""

    paper: Paper
    pdf: Any

    @cached_property
    def texts(self) -> list[Any]:
        return [self.pdf[i].get_textpage() for i in range(len(self.pdf))]

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page without spaces and without the shapes of marks."""
        return [packed(t.get_text_range()) for t in self.texts]

    def letters(self, page: int) -> list[tuple[float, float, float, float]]:
        """Left, bottom, right and top of each letter that can be seen."""
        text = self.texts[page]
        found = text.get_text_range()
        return [text.get_charbox(i) for i in range(text.count_chars()) if i < len(found) and not found[i].isspace()]


def packed(text: str) -> str:
    """Without spaces, the shapes of marks, and hyphens, which are lost where a line ends with one."""
    shapes = "".join(m.glyph for m in MARKS if m.family != "reaction")
    return re.sub(rf"[-\s\u00a0\u00ad\ufffe\u0338\x02{re.escape(shapes)}]", "", text)


@pytest.fixture(scope="module")
def laid() -> dict[str, Laid]:
    """The briefs of the shipped cases, laid out by one run of the program."""
    OUT.mkdir(parents=True, exist_ok=True)
    briefs = {}
    for name in CASES:
        dossier = read(case(name), name)
        briefs[name] = papers.brief(dossier, advise(dossier))
        (OUT / f"{name}.docx").write_bytes(rendered(briefs[name], "docx"))
    profile = f"-env:UserInstallation={(OUT / 'profile').as_uri()}"
    files = [str(OUT / f"{name}.docx") for name in CASES]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(OUT), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=290)
    return {name: Laid(paper, pdfium.PdfDocument(OUT / f"{name}.pdf")) for name, paper in briefs.items()}


@pytest.fixture(params=CASES)
def one(request: pytest.FixtureRequest, laid: dict[str, Laid]) -> Laid:
    return laid[request.param]


def test_page_one_is_the_recommendation_and_all_of_it(one: Laid) -> None:
    first, *others = one.pages
    for panel in one.paper.front:
        assert packed(panel.title) in first
    assert one.paper.front_note is not None
    assert packed(printed(one.paper.front_note.sentences[-1])) in first
    assert packed("How firm each choice is") not in "".join(others)
    assert packed("Audit: what the paper asserts") in others[0]


def test_the_audit_of_the_founding_case_is_one_page(laid: dict[str, Laid]) -> None:
    pages = laid["molotov-1954"].pages
    assert packed("Audit: what the paper asserts") in pages[1]
    assert packed("Who wants what") in pages[2]


def test_there_are_as_many_pages_as_a_reader_may_be_asked_to_turn(laid: dict[str, Laid]) -> None:
    for name, one in laid.items():
        assert 10 <= len(one.pages) <= MOST_PAGES[name]


def test_handling_stage_and_number_stand_on_every_page(one: Laid) -> None:
    handling = packed(one.paper.handling).lower()
    for number, page in enumerate(one.pages, 1):
        assert page.lower().count(handling) >= 2, number
        assert packed(f"{one.paper.title} · as of {one.paper.as_of}") in page
        assert packed(one.paper.stage) in page
        assert f"{number}of{len(one.pages)}" in page


def test_the_sentences_come_in_the_order_of_the_paper_each_with_its_number(one: Laid) -> None:
    paper = one.paper
    running = {packed(t) for t in (paper.title + " · as of " + paper.as_of, paper.stage)}
    text = ""
    for number, page in enumerate(one.pages, 1):
        for part in (*running, f"{number}of{len(one.pages)}"):
            page = page.replace(part, "")
        text += re.sub(re.escape(packed(paper.handling)), "", page, flags=re.IGNORECASE)
    place = 0
    for told, number in numbered_sentences(paper):
        wanted = packed(told) + str(number)
        found = text.find(wanted, place)
        assert found >= 0, f"{told} after {text[max(0, place - 60) : place + 120]}"
        place = found + len(wanted)


def test_no_letter_stands_outside_the_margins(one: Laid) -> None:
    for number in range(len(one.pages)):
        for left, bottom, right, top in one.letters(number):
            assert left >= LEFT - 2 and right <= RIGHT + 2, number + 1
            assert bottom >= 7 * POINT and top <= 290 * POINT, number + 1


def test_every_figure_is_whole_and_inside_the_margins(one: Laid) -> None:
    figures = [b for s in one.paper.sections for b in s.blocks if isinstance(b, Figure)]
    found = [o for page in one.pdf for o in page.get_objects() if o.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    assert len(found) == len(figures)
    for picture in found:
        left, bottom, right, top = picture.get_bounds()
        assert left >= LEFT - 2 and right <= RIGHT + 2
        assert bottom >= BOTTOM - 2 and top <= TOP + 2


def test_no_head_stands_alone_at_the_foot_of_a_page(one: Laid) -> None:
    heads = [(mark.get_title(), mark.get_dest()) for mark in one.pdf.get_toc()]
    parts = [p.title for p in one.paper.front]
    for section in one.paper.sections:
        parts += [section.title, *(b.text for b in section.blocks if isinstance(b, Subheading))]
    assert [title for title, _ in heads] == [*parts, NOTES]
    for title, place in heads:
        _, (_, top, *_) = place.get_view()
        assert top > BOTTOM + 11 * POINT, f"{title}, page {place.get_index() + 1}"


def test_no_page_is_empty_and_nothing_is_printed_at_its_edge(one: Laid) -> None:
    for number, page in enumerate(one.pdf, 1):
        ink = page.render(scale=1).to_numpy().min(axis=2) < 200
        edge = round(5 * POINT)
        assert not any(np.any(side) for side in (ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:])), number
        assert ink[round(21 * POINT) : -round(19 * POINT)].mean() > 0.002, number
