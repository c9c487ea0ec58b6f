"""The figures of a brief tell what the advice says, each with an equal list, and change with the dossier."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from functools import cache

import pytest

from overture.advice import advise
from overture.dossier import read
from overture.library import case
from overture.papers import Case, brief
from overture.papers.content import Figure, Table
from overture.papers.sentences.arguments import argumentation, ledger
from overture.papers.sentences.decision import courses, moves
from overture.papers.sentences.grounds import flips
from overture.papers.sentences.law import membership
from overture.papers.sentences.others import reply_picture
from tests.slow.random_dossiers import random_dossier

from .example import HANGING, TEXT

NAMES = ["molotov-1954", "finland-sweden-2022", "first-case", "river", "hanging", "random 3", "random 8"]


def text_of(name: str) -> str:
    if name.startswith("random"):
        return random_dossier(int(name.split()[1]))
    return {"river": TEXT, "hanging": HANGING}.get(name) or case(name)


@cache
def case_of(name: str) -> Case:
    dossier = read(text_of(name), name)
    return Case(dossier, advise(dossier, audit=name in ("molotov-1954", "river", "hanging")))


def boxed(name: str) -> list[Figure]:
    """The figures whose equal is a list of their own."""
    found = case_of(name)
    made = (*moves.figures(found), courses.figure(found), *flips.figures(found))
    return [f for f in made if isinstance(f, Figure)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.mark.parametrize("name", NAMES)
def test_the_list_tells_every_word_of_the_picture(name: str) -> None:
    for figure in boxed(name):
        listed = set(words(" ".join(s.plain for item in figure.equal.items for s in item) + figure.note.plain))
        nodes = [g for g in Tree.fromstring(figure.svg).iter("g") if g.get("class") == "node"]
        drawn = nodes or list(Tree.fromstring(figure.svg))[2:]
        texts = [t.text or "" for node in drawn for t in (node.iter("text") if node.tag == "g" else [node])]
        told = [w for text in texts for w in words(text)]
        assert set(told) <= listed, figure.title


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_has_svg_with_titles_and_the_same_bytes_twice(name: str) -> None:
    found = case_of(name)
    figures = [b for s in brief(found.dossier, found.advice).sections for b in s.blocks if isinstance(b, Figure)]
    again = [b for s in brief(found.dossier, found.advice).sections for b in s.blocks if isinstance(b, Figure)]
    assert [f.svg for f in figures] == [f.svg for f in again]
    for figure in figures:
        tree = Tree.fromstring(figure.svg)
        assert [child.tag for child in tree][:2] == ["title", "desc"]
        assert figure.equal.items
        assert all(s.trace for item in figure.equal.items for s in item)
        assert float(tree.get("viewBox", "").split()[2]) <= 740
    assert len({Tree.fromstring(f.svg)[0].get("id") for f in figures}) == len(figures)


def test_moves_lead_each_course_to_its_verdict() -> None:
    (figure,) = moves.figures(case_of("molotov-1954"))
    assert isinstance(figure, Figure)
    told = [" ".join(s.plain for s in item) for item in figure.equal.items]
    assert told[0].startswith("The offer")
    assert "Goal kept" in told[0]
    assert "Held back: French Assembly rejects; the answer: The three refuse." in told[-1]
    assert 'stroke-dasharray="5 3"' in figure.svg


def test_moves_change_with_the_dossier() -> None:
    dossier = case_of("molotov-1954").dossier.edited([{"set": "swing.taken", "to": False}])
    figures = moves.figures(Case(dossier, advise(dossier, audit=False)))
    assert not any("Goal kept" in s.plain for f in figures if isinstance(f, Figure) for i in f.equal.items for s in i)


def test_the_course_says_who_moves_for_what_and_why_not_otherwise() -> None:
    figure = courses.figure(case_of("molotov-1954"))
    assert figure is not None
    told = [" ".join(s.plain for s in item) for item in figure.equal.items]
    why = "“Examine jointly” loses “no talks”; “agree” loses “no Soviet entry”."
    assert told[2] == f"The three: Refuse. For: an answer. Not: {why}"
    assert told[-1].startswith("It rests here")


def test_flags_are_drawn_only_where_somebody_changes_place() -> None:
    figure = membership.figure(case_of("molotov-1954"))
    assert figure is not None
    assert "changes the place of one state" in figure.note.plain
    edits = [{"set": "get.observers.usa", "to": False}, {"set": "get.named.usa", "to": True}]
    asked = case_of("molotov-1954").dossier.edited(edits)
    assert membership.figure(Case(asked, advise(asked, audit=False))) is None
    assert membership.figure(case_of("first-case")) is None


def test_the_picture_of_replies_marks_every_cell() -> None:
    figure = reply_picture.figure(case_of("molotov-1954"))
    assert figure is not None
    told = [t.text for t in Tree.fromstring(figure.svg).iter("text")]
    assert told.count("kept") + told.count("lost") + told.count("open") + told.count("no such reply") == 8 * 4
    assert told.count("settles here") == 8


def test_flips_lead_from_each_edit_to_what_it_overturns() -> None:
    figures = [f for f in flips.figures(case_of("hanging")) if isinstance(f, Figure)]
    assert any("Delta State agrees" in s.plain for f in figures for i in f.equal.items for s in i)
    assert all(f.svg.count(">if not<") >= len(f.equal.items) for f in figures)
    assert not flips.figures(case_of("first-case"))


def crowded(arguments: int, audiences: int) -> Case:
    """A case with so many arguments about one treaty, said by so many audiences."""
    names = [f"people{i}" for i in range(audiences)]
    actors = ", ".join(f"{n}: {{name: Circle {i}, kind: circle}}" for i, n in enumerate(names))
    said = "\n".join(
        f"  a{i}: {{claim: point number {i} is a bad one, opposes: river, used: [{{by: {names[i % audiences]}}}]}}"
        for i in range(arguments)
    )
    text = TEXT.replace("  press:  {", f"  {actors.replace(', people', chr(10) + '  people')}\n  press:  {{", 1)
    dossier = read(text.replace("arguments:\n", f"arguments:\n{said}\n", 1))
    return Case(dossier, advise(dossier, audit=False))


def test_a_map_that_is_too_full_is_cut_by_audience() -> None:
    figures = [f for f in argumentation.maps(crowded(18, 3)) if isinstance(f, Figure)]
    assert [f.title.rpartition(", used by ")[2].partition(",")[0] for f in figures if "used by Circle" in f.title] == [
        "Circle 0", "Circle 1", "Circle 2",
    ]  # fmt: skip
    for figure in figures:
        assert figure.svg.count('class="node"') <= 12


def test_beyond_that_the_ledger_stands_alone() -> None:
    made = argumentation.maps(crowded(18, 1))
    assert not [f for f in made if isinstance(f, Figure) and "Circle" in f.title]
    first = ledger.tables(crowded(18, 1))[0]
    assert isinstance(first, Table)
    assert sum(not row.group for row in first.rows) == 20
