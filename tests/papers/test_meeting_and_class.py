"""The whiteboard page and the student version: one page that explains, and a case without its answers."""

from __future__ import annotations

from functools import cache

import pytest

from overture.advice import advise
from overture.dossier import read
from overture.papers import Case, brief, student, whiteboard
from overture.papers.content import Figure, Paper, Sign, Table
from overture.papers.formats import html
from overture.papers.sentences.decision.recommendation import recommended_sentences, why_recommended
from overture.papers.walk import sentences, sentences_of
from tests.advised import advice_on, shipped
from tests.slow.random_dossiers import random_dossier

from .example import HANGING, TEXT

SHIPPED = ["molotov-1954", "finland-sweden-2022", "first-case"]
NAMES = [*SHIPPED, "river", "hanging", "random 2", "random 7"]
VERDICTS = {"claim", "argument", "goal"}  # families of marks that tell what the program has found


@cache
def case_of(name: str) -> Case:
    if name in SHIPPED:
        return Case(shipped(name), advice_on(name))
    text = {"river": TEXT, "hanging": HANGING}.get(name) or random_dossier(int(name.split()[1]))
    dossier = read(text, name)
    return Case(dossier, advise(dossier))


def of(paper: Paper) -> list[str]:
    return [s.plain for s in sentences(paper)]


@pytest.mark.parametrize("name", NAMES)
def test_the_board_has_few_words_four_courses_and_one_figure(name: str) -> None:
    found = case_of(name)
    paper = whiteboard(found.dossier, found.advice)
    panels = {p.title: p for p in paper.front}
    assert len(panels["What can be done, and where each ends"].blocks[0].items) <= 4  # type: ignore[union-attr]
    figures = [b for p in paper.front for b in p.blocks if isinstance(b, Figure)]
    assert len(figures) <= 1
    said = [s.plain for p in paper.front for b in p.blocks if not isinstance(b, Figure) for s in sentences_of(b)]
    assert sum(map(len, said)) < 1600
    assert not paper.sections
    assert 'class="board"' in html.render(paper)


def test_the_board_tells_the_goal_the_advice_and_what_it_hangs_on() -> None:
    found = case_of("molotov-1954")
    told = of(whiteboard(found.dossier, found.advice))
    assert "West Germany is not armed within a Western bloc." in told
    assert "The offer." in told
    assert "Enough doubters turn. If not, the goal is not kept." in told


def test_the_board_changes_with_the_dossier() -> None:
    found = case_of("molotov-1954")
    edited = found.dossier.edited([{"set": "prestige_first.taken", "to": True}])
    assert "The American offer alone." in of(whiteboard(edited, advise(edited)))


@pytest.mark.parametrize("name", NAMES)
def test_a_student_is_told_no_verdict_and_no_advice(name: str) -> None:
    found = case_of(name)
    paper = student(found.dossier, found.advice)
    told = list(sentences(paper))
    plain = {s.plain for s in told}
    assert not plain & {s.plain for s in (*recommended_sentences(found), *why_recommended(found))}
    signs = [p for s in told for p in s.pieces if isinstance(p, Sign)]
    assert not [s for s in signs if s.mark.family in VERDICTS]
    words = " ".join(plain).lower()
    for word in ("we advise", "recommended", "computed", "cannot be assessed", "settles here", "whatever the weights"):
        assert word not in words


@pytest.mark.parametrize("name", NAMES)
def test_a_student_learns_nothing_that_only_the_advice_knows(name: str) -> None:
    """Another answer of the same file gives the same paper: what is asked does not hang on what was found."""
    found = case_of(name)
    turned = found.advice.by_world[0]
    other = type(turned)(**{**turned.__dict__, "recommended": found.advice.menu[-1:], "deciding": {}})
    worlds = (other, *found.advice.by_world[1:])
    changed = type(found.advice)(**{**found.advice.__dict__, "by_world": worlds, "claims": {}})
    assert student(found.dossier, changed) == student(found.dossier, found.advice)


def test_the_matrix_of_a_student_is_empty_and_has_every_course_and_reply() -> None:
    found = case_of("molotov-1954")
    paper = student(found.dossier, found.advice)
    matrix = next(b for s in paper.sections if s.id == "matrix" for b in s.blocks if isinstance(b, Table))
    assert len(matrix.rows) == 9
    assert {cell[0].plain for row in matrix.rows for cell in row.cells[1:]} == {"…"}


def test_a_student_has_the_questions_and_the_brief_has_the_answers() -> None:
    found = case_of("molotov-1954")
    asked = of(student(found.dossier, found.advice))
    assert "Is it so, and what does it hang on: “The doubters can be won”?" in asked
    assert any("Whose consent does the entry of the Soviet Union" in s for s in asked)
    assert not set(asked) & {s for s in of(brief(found.dossier, found.advice)) if s.endswith("?") and "hang on" in s}


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_has_a_trace_and_the_same_bytes_come_twice(name: str) -> None:
    found = case_of(name)
    for made in (whiteboard, student):
        paper = made(found.dossier, found.advice)
        assert all(s.trace and all(s.trace) for s in sentences(paper))
        assert html.render(paper) == html.render(made(found.dossier, found.advice))


def test_a_student_is_told_the_condition_of_what_is_wanted() -> None:
    text = TEXT_OF_A_FERRY.replace("IF", "if: flood, ")
    dossier = read(text)
    told = of(student(dossier, advise(dossier, audit=False)))
    assert any("the ferry rests (only if the river floods)" in s.lower() for s in told)
    unconditional = read(TEXT_OF_A_FERRY.replace("IF", ""))
    assert not any("only if" in s for s in of(student(unconditional, advise(unconditional, audit=False))))


TEXT_OF_A_FERRY = """\
overture: 1
title: The ferry
as_of: 2024-05-02
proposer: north
actors: {north: North Bank, south: South Bank}
options:
  north: {ferry: {ask: Run the ferry?}}
  south: {dock: {ask: Open the dock?}}
assumptions: {flood: {text: the river floods}}
preferences:
  north: [dock]
  south: [{id: rest, text: the ferry rests, IFwant: not ferry}, dock]
"""


def test_what_hindsight_alone_cites_is_no_source_of_the_day() -> None:
    text = TEXT_OF_A_FERRY.replace("IF", "") + (
        "sources:\n"
        "  letter: {title: A letter, date: 2024-04-01}\n"
        "  diary: {title: A diary, date: 2024-03}\n"
        "  report: {title: The report, date: 2024-06-01}\n"
        "  book: {title: A book, date: 2024-01-01}\n"
        "reports: [{of: south, to: ferry, sign: worried, from: letter}]\n"
        "hindsight: [{date: 2024-06-01, text: The dock was opened., from: [report, diary, letter]}]\n"
    )
    dossier = read(text)
    told = of(brief(dossier, advise(dossier, audit=False)))
    assert "Two sources, the latest of 1 April 2024." in told
    assert not [s for s in told if "The report" in s or "A diary" in s]
    assert [s for s in told if "A book" in s]  # of the time before, though nothing cites it
