"""Figures of boxes, lines and grids: nothing overlaps, nothing leaves the frame, the same bytes every time."""

from __future__ import annotations

import random
import xml.etree.ElementTree as Tree
from itertools import pairwise

import pytest

from overture.diagrams import (
    Arrow,
    Box,
    GridCell,
    GridRow,
    Stop,
    Told,
    box_figure,
    can_be_boxed,
    can_be_gridded,
    can_be_lined,
    course_line,
    mark,
    mark_grid,
)
from overture.diagrams.boxes import PAGE, placed
from overture.diagrams.course_line import texts

WORDS = ["the three", "refuse", "examine jointly", "French Assembly", "ratifies", "the offer", "and", "waits"]


def some_figure(seed: int) -> tuple[list[list[Box]], list[Arrow]]:
    """Boxes in two to four layers, joined from left to right at random."""
    chance = random.Random(seed)
    layers = []
    for i in range(chance.randint(2, 4)):
        layers.append([
            Box(f"{i}.{j}", " ".join(chance.choices(WORDS, k=2)),
                "\n".join(chance.choices(WORDS, k=chance.randint(0, 4))),
                "" if chance.random() < 0.6 else "an answer", mark("goal", "kept") if chance.random() < 0.3 else None)
            for j in range(chance.randint(1, 3))
        ])  # fmt: skip
    pairs = [(a.id, b.id) for i, layer in enumerate(layers) for a in layer for later in layers[i + 1 :] for b in later]
    chosen = chance.sample(pairs, min(len(pairs), 9))
    return layers, [Arrow(a, b, "held back", "held" if chance.random() < 0.3 else "leads") for a, b in chosen]


@pytest.mark.parametrize("seed", range(40))
def test_no_boxes_overlap_and_all_lies_in_the_frame(seed: int) -> None:
    layers, arrows = some_figure(seed)
    where = placed(layers, arrows)
    boxes = list(where.boxes.values())
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.meets(b)]
    assert all(box.inside(where.frame) for box in boxes)
    assert where.frame.width <= PAGE
    inside = [(x, y) for way in where.ways for x, y in way]
    assert all(where.frame.x <= x <= where.frame.x + where.frame.width for x, _ in inside)
    assert all(where.frame.y <= y <= where.frame.y + where.frame.height for _, y in inside)


@pytest.mark.parametrize("seed", range(40))
def test_the_words_of_arrows_lie_in_the_frame_and_on_no_box_and_no_other_word(seed: int) -> None:
    layers, arrows = some_figure(seed)
    where = placed(layers, arrows)
    assert all(word.inside(where.frame) for word in where.words)
    assert not [w for w in where.words for box in where.boxes.values() if w.meets(box)]
    assert not [(a, b) for i, a in enumerate(where.words) for b in where.words[:i] if a.meets(b)]


def test_no_line_runs_through_the_word_of_an_arrow_that_turns_upwards() -> None:
    """A long arrow whose way leads up past the boxes between: its word stands below it."""
    tall = "\n".join(["they agree"] * 5)
    layers = [
        [Box("a", "Talks", "by letter"), Box("b", "Wait", "as it is")],
        [Box("m", "", tall), Box("n", "", tall)], [Box("x", "Kept"), Box("y", "Lost")],
    ]  # fmt: skip
    arrows = [Arrow("a", "m", "then"), Arrow("m", "x", "ends"), Arrow("b", "y", "no move"), Arrow("a", "n", "then"),
              Arrow("n", "y", "ends")]  # fmt: skip
    where = placed(layers, arrows)
    for word, way in zip(where.words, where.ways, strict=True):
        turns = [(x1, min(y1, y2), max(y1, y2)) for (x1, y1), (x2, y2) in pairwise(way) if x1 == x2]
        assert not [t for t in turns if word.x < t[0] < word.x + word.width and t[1] < word.y + 12 and t[2] > word.y]


@pytest.mark.parametrize("seed", range(10))
def test_arrows_start_at_their_box_and_end_at_the_other(seed: int) -> None:
    layers, arrows = some_figure(seed)
    where = placed(layers, arrows)
    for arrow, way in zip(arrows, where.ways, strict=True):
        source, target = where.boxes[arrow.source], where.boxes[arrow.target]
        assert way[0][0] == source.x + source.width
        assert source.y <= way[0][1] <= source.y + source.height
        assert way[-1][0] == target.x
        assert target.y <= way[-1][1] <= target.y + target.height
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(way))


def test_the_same_input_gives_the_same_bytes_and_reads_as_svg() -> None:
    layers, arrows = some_figure(3)
    again = some_figure(3)
    drawn = box_figure("f", "Moves & <more>", "What is drawn.", ("a", "b"), layers, arrows)
    assert drawn == box_figure("f", "Moves & <more>", "What is drawn.", ("a", "b"), *again)
    tree = Tree.fromstring(drawn)
    assert [child.tag for child in tree][:2] == ["title", "desc"]
    assert sum(t.text == "held back" for t in tree.iter("text")) == len(arrows)


def test_lines_of_text_are_no_longer_than_their_box() -> None:
    layers, arrows = some_figure(5)
    where = placed(layers, arrows)
    drawn = Tree.fromstring(box_figure("f", "t", "d", (), layers, arrows))
    lines = [t.text or "" for t in drawn.iter("text") if t.text != "held back"]
    assert max(map(len, lines)) <= where.letters


def test_too_full_a_figure_is_not_drawn() -> None:
    many = [[Box(f"{i}", "one too many") for i in range(13)]]
    assert not can_be_boxed(many, [])
    assert not can_be_boxed([[Box("a", "a")]] * 5, [])
    assert not can_be_boxed([[Box("a", "w" * 60)]], [])
    assert not can_be_boxed([[Box("a", "a word and " * 40)]], [])


def test_the_steps_of_a_course_stand_beside_each_other_and_below() -> None:
    stops = [Stop(f"Actor {i}", "does something that takes a few words", ("For: peace", "Not: war")) for i in range(6)]
    frame, places = texts(stops)
    assert not [(a, b) for i, a in enumerate(places) for b in places[:i] if a.meets(b)]
    assert all(place.inside(frame) for place in places)
    drawn = Tree.fromstring(course_line("c", "t", "d", stops))
    assert len(list(drawn.iter("circle"))) == 4
    assert course_line("c", "t", "d", stops) == course_line("c", "t", "d", list(stops))
    assert not can_be_lined(stops * 2)


def test_a_grid_tells_marks_with_their_words() -> None:
    cell = GridCell((Told("kept", mark("goal", "kept")), Told("settles here")), True)
    row = GridRow("The offer", (cell, GridCell((Told("no such reply"),))), True)
    drawn = Tree.fromstring(mark_grid("g", "t", "d", ["They refuse", "They agree"], [row]))
    told = [t.text for t in drawn.iter("text")]
    assert told == ["They refuse", "They agree", "The offer", "kept", "settles here", "no such reply"]
    assert not can_be_gridded(["They refuse"] * 7, [row])
    assert not can_be_gridded(["They refuse"], [row] * 15)
