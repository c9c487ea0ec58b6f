"""However long a text is, in a figure it stays in its place: in the frame, and on no other text.

How wide a line comes out is asked of typst, which sets it with the letters of the paper.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

import pytest

from overture.diagrams import (
    Arrow,
    Box,
    Edge,
    GridCell,
    GridRow,
    Node,
    Ranked,
    Stop,
    Told,
    argument_map,
    box_figure,
    can_be_boxed,
    can_be_drawn,
    can_be_gridded,
    can_be_lined,
    can_be_set,
    course_line,
    grid_can_be_drawn,
    mark,
    mark_grid,
    obligation_grid,
    slopes,
)
from overture.diagrams.drawing import extent, fits, wrapped
from overture.diagrams.standing import Label, parted
from overture.papers.formats.typesetting import compiler

LETTERS = ("abcdefghijklmnopqrstuvwxyz", "iljtf", "MWmw%", "ABCDEFGHKMNOPQRSTUVWXYZ", "щшжюыЩШЖЮ", "ẹ́ọ̀ṣ", "0123456789")
HIGH = 9  # units of a line that letters take
NEAR = 1.0  # units by which an estimate may be wrong


def text(chance: random.Random, long: float) -> str:
    """Words of many kinds, some of them without an end."""
    words = []
    for _ in range(chance.choice((1, 1, 2, 3, 3, 5, 8)) if chance.random() > long else chance.randint(20, 70)):
        kind = chance.choice(LETTERS[:1] * 6 + LETTERS)
        most = 11 if chance.random() > long else 180
        words.append("".join(chance.choices(kind, k=chance.randint(1, most))))
    return " ".join(words)


def course(chance: random.Random, long: float) -> str | None:
    count = chance.randint(2, 7)
    ends = mark("goal", "kept")
    stops = [
        Stop(text(chance, long), text(chance, long), (text(chance, long),), ends if i == count - 1 else None)
        for i in range(count)
    ]
    return course_line("k", "t", "d", stops) if can_be_lined(stops) else None


def grid(chance: random.Random, long: float) -> str | None:
    heads = [text(chance, long) for _ in range(chance.randint(1, 5))]
    words = ("kept", "lost", "no such reply", text(chance, long))
    kept, here = mark("goal", "kept"), Told("settles here")
    cells = tuple(GridCell((Told(chance.choice(words), kept), here), True) for _ in heads)
    rows = [GridRow(text(chance, long), cells, chance.random() < 0.3) for _ in range(chance.randint(1, 4))]
    return mark_grid("k", "t", "d", heads, rows) if can_be_gridded(heads, rows) else None


def boxes(chance: random.Random, long: float) -> str | None:
    lost = mark("goal", "lost")
    layers = [[Box(i, text(chance, long), text(chance, long), text(chance, long), lost)] for i in "012"]
    arrows = [Arrow("0", "1", "moves"), Arrow("1", "2", text(chance, long)[:9])]
    return box_figure("k", "t", "d", ["Now", "Then"], layers, arrows) if can_be_boxed(layers, arrows) else None


def debate(chance: random.Random, long: float) -> str | None:
    nodes = [Node("t", text(chance, long)), Node("a", text(chance, long), text(chance, long), "limited")]
    nodes.append(Node("b", text(chance, long), ", ".join(text(chance, long) for _ in range(3)), "refuted"))
    edges = [Edge("a", "t", "opposes"), Edge("b", "a", "attacks")]
    return argument_map("k", "t", "d", nodes, edges) if can_be_drawn(nodes, edges) else None


def ranked(chance: random.Random, long: float) -> str | None:
    items = [Ranked(text(chance, long), i, 4 - i, i == 1) for i in range(1, 4)]
    left, right = text(chance, long), text(chance, long)
    return slopes("k", "t", "d", left, right, items) if can_be_set(left, right, items) else None


def owed(chance: random.Random, long: float) -> str | None:
    labels = [text(chance, long) for _ in range(3)]
    known = [[True] * 3] * 3
    return obligation_grid("k", "t", "d", labels, known, known) if grid_can_be_drawn(labels) else None


FIGURES: dict[str, Callable[[random.Random, float], str | None]] = {
    "course": course, "grid": grid, "boxes": boxes, "debate": debate, "ranked": ranked, "owed": owed,
}  # fmt: skip


def widths(labels: list[Label]) -> list[float]:
    """The units that each line takes as it is printed."""
    source = (
        '#set text(font: ("Liberation Sans", "Libertinus Serif", "DejaVu Sans Mono"), size: 12pt)\n'
        '#let one(t) = measure(text(weight: if t.b { "bold" } else { "regular" }, t.t)).width / 1pt\n'
        '#context [#metadata(json("t.json").map(one))<w>]'
    )
    told = json.dumps([{"t": w.text, "b": w.bold} for w in labels]).encode()
    found = compiler({"main.typ": source.encode(), "t.json": told}).query("<w>", field="value", one=True, format="json")
    return [w.narrowed or float(n) for w, n in zip(labels, json.loads(str(found)), strict=True)]


def drawn(name: str) -> Iterator[str]:
    """Figures of a kind that their own rule lets pass: of short texts, and of texts some of which are long."""
    found = 0
    for seed in range(2000):
        svg = FIGURES[name](random.Random(seed), (0.0, 0.01, 0.03, 0.1, 0.3)[seed % 5])
        if svg is not None:
            yield svg
            found += 1
        if found == 60:
            return
    assert found > 20


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_leaves_the_frame_or_meets_another(name: str) -> None:
    figures = [parted(svg) for svg in drawn(name)]
    known = iter(widths([w for _, words in figures for w in words]))
    for alone, words in figures:
        placed = [(w, w.x - w.before * n, w.x - w.before * n + n) for w, n in zip(words, known, strict=False)]
        for w, left, right in placed:
            assert left >= -NEAR, (w, left)
            assert right <= alone.width + NEAR, (w, right)
            assert 0 <= w.y <= alone.height, w
        for i, (w, left, right) in enumerate(placed):
            for other, left2, right2 in placed[:i]:
                apart = left >= right2 - NEAR or left2 >= right - NEAR or abs(w.y - other.y) >= HIGH
                assert apart, (w, other)


def test_a_course_breaks_what_has_no_room() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen"
    stops = [Stop("Today", "the status quo"), Stop(word, "refuse"), Stop("They", f"say {word}"), Stop("We", "wait")]
    assert can_be_lined(stops)
    svg = course_line("k", "t", "d", stops)
    assert word not in svg
    told = "".join(w.text for w in parted(svg)[1])
    assert told.count(word) == 2


def test_a_grid_with_a_head_that_has_no_room_is_left_to_the_list() -> None:
    row = GridRow("The offer", (GridCell((Told("kept"),)),) * 2)
    assert can_be_gridded(["They refuse", "They agree"], [row])
    assert not can_be_gridded([" ".join(["they refuse"] * 40), "They agree"], [row])
    assert not can_be_gridded(["They refuse", "W" * 16], [row])
    assert not can_be_gridded(["They refuse", "They agree"], [GridRow(" ".join(["offer"] * 90), row.cells)])


@pytest.mark.parametrize("seed", range(50))
def test_wrapping_loses_nothing_that_fits_and_tells_what_it_leaves_out(seed: int) -> None:
    chance = random.Random(seed)
    said = text(chance, 0.2)
    width, lines = chance.randint(8, 40), chance.randint(1, 9)
    found = wrapped(said, width, lines)
    assert len(found) <= lines
    assert all(extent(line) <= (width + 2) * 6.2 + 2 for line in found)
    if fits(said, width, lines):
        assert " ".join(found) == said
    whole = "".join(found).replace(" ", "")
    assert whole == said.replace(" ", "") or (whole.endswith("…") and said.replace(" ", "").startswith(whole[:-1]))
