"""A figure that stands alone has all that it took from its page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from overture import papers
from overture.advice import advise
from overture.diagrams import MARKS, Mark
from overture.diagrams.standing import CLASSES, COLOURS, shape, standing
from overture.dossier import read
from overture.library import case
from overture.papers.content import Figure

_OF_THE_PAGE = {"fig", "node"}  # classes that change nothing where a figure stands alone


@pytest.fixture(scope="module", params=("molotov-1954", "finland-sweden-2022"))
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    dossier = read(case(request.param))
    paper = papers.brief(dossier, advise(dossier, audit=False))
    return [b for s in paper.sections for b in s.blocks if isinstance(b, Figure)]


def test_every_class_and_colour_of_a_figure_is_known(figures: list[Figure]) -> None:
    assert len(figures) > 3
    for figure in figures:
        classes = {name for found in re.findall(r'class="([^"]*)"', figure.svg) for name in found.split()}
        assert classes - _OF_THE_PAGE <= set(CLASSES)
        assert set(re.findall(r"var\(--([^)]+)\)", figure.svg)) <= set(COLOURS)


def test_it_is_whole_and_refers_to_nothing_outside(figures: list[Figure]) -> None:
    for figure in figures:
        found = standing(figure.svg)
        ElementTree.fromstring(found.svg)
        assert "var(" not in found.svg
        ids = set(re.findall(r'id="([^"]+)"', found.svg))
        assert set(re.findall(r'href="#([^"]+)"', found.svg)) <= ids
        assert found.title
        assert found.description
        assert found.alternative.startswith(found.title.rstrip("."))
        assert found.width > 100


def test_the_colours_are_those_of_the_page() -> None:
    from importlib.resources import files

    css = files("overture.papers.formats").joinpath("page.css").read_text(encoding="utf-8")
    light = css[: css.index("@media screen and (prefers-color-scheme:dark)")]
    for name, colour in COLOURS.items():
        assert f"--{name}:{colour};" in light


@pytest.mark.parametrize("mark", MARKS, ids=lambda m: m.symbol)
def test_a_mark_is_a_picture_of_its_own(mark: Mark) -> None:
    ElementTree.fromstring(shape(mark))
    assert "currentColor" not in shape(mark)
