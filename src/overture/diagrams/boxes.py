"""Boxes in layers from left to right, joined by arrows with a word: moves, flips, courses are drawn with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from overture.diagrams.drawing import LETTER, LINE, drawn_mark, extent, fits, frame, path, place, say, wrapped
from overture.diagrams.layers import heights, in_layers
from overture.diagrams.marks import Mark
from overture.diagrams.routes import LEAVE, MEET, routes

PAGE = 736  # units of width that are printed on A4 at 8 pt and more
TALLEST = 640  # units of height that fit on a page with the head and the list
MOST_BOXES, MOST_ARROWS, MOST_LAYERS = 12, 16, 4
GAP, BETWEEN, PAD, HEAD = 64, 16, 10, 28
MOST_LINES, ALL = 9, 99
WIDEST = 280  # a box; wider lines are harder to read than more of them


@dataclass(frozen=True)
class Box:
    """A box: a line in bold, text (each line of it begins anew), and grey text.

    `filled` boxes are where it starts, `broken` ones are not so.
    """

    id: str
    title: str
    text: str = ""
    quiet: str = ""
    mark: Mark | None = None
    border: Literal["plain", "filled", "broken", "heavy"] = "plain"


@dataclass(frozen=True)
class Arrow:
    """`leads`: a full head; `held`: broken, and ends in a bar. Two boxes are joined by one arrow at most."""

    source: str
    target: str
    word: str
    kind: Literal["leads", "held"] = "leads"


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect) -> bool:
        """Whether the two share any ground."""
        return (
            self.x < other.x + other.width and other.x < self.x + self.width
            and self.y < other.y + other.height and other.y < self.y + self.height
        )  # fmt: skip

    def inside(self, other: Rect) -> bool:
        """Whether it lies within the other."""
        return (
            self.x >= other.x and self.x + self.width <= other.x + other.width
            and self.y >= other.y and self.y + self.height <= other.y + other.height
        )  # fmt: skip


Way = tuple[tuple[float, float], ...]  # the corners of an arrow


@dataclass(frozen=True)
class Placed:
    """Where everything goes: what is drawn, and what can be checked without drawing it."""

    frame: Rect
    boxes: dict[str, Rect]
    ways: tuple[Way, ...]  # of the arrows, in their order
    letters: int  # of a line in a box
    words: tuple[Rect, ...]  # the place of the word of each arrow


def can_be_boxed(layers: Sequence[Sequence[Box]], arrows: Sequence[Arrow]) -> bool:
    """Whether the figure is small enough to be read at full size.

    >>> can_be_boxed([[Box("a", "Today")], [Box("b", "They refuse")]], [Arrow("a", "b", "moves")])
    True
    >>> can_be_boxed([[Box(str(i), "One too many") for i in range(13)]], [])
    False
    """
    boxes = [b for layer in layers for b in layer]
    if not 0 < len(boxes) <= MOST_BOXES or len(arrows) > MOST_ARROWS or len(layers) > MOST_LAYERS:
        return False
    letters = _letters(len(layers))
    fitting = all(len(_lines(b, letters)) <= MOST_LINES and _whole(b, letters) for b in boxes)
    words = all(extent(a.word) <= GAP - 8 for a in arrows)
    return fitting and words and placed(layers, arrows).frame.height <= TALLEST


def _wide(layers: int) -> float:
    return min(WIDEST, (PAGE - 2 - GAP * (layers - 1)) / max(1, layers))


def _letters(layers: int) -> int:
    return int((_wide(layers) - 2 * PAD + 4) / LETTER)


def _title(box: Box, letters: int) -> int:
    """The letters of a line of the title: they are bold, and a mark takes room from them."""
    return letters - (3 if box.mark else 0) - 1


def _whole(box: Box, letters: int) -> bool:
    """Whether no word is longer than its line."""
    title = fits(box.title, _title(box, letters), ALL, bold=True)
    return title and fits(f"{box.text} {box.quiet}", letters, ALL, over=0)


def _lines(box: Box, letters: int) -> list[tuple[str, str]]:
    """The lines of a box, each with its style."""
    title = wrapped(box.title, _title(box, letters), ALL, bold=True)
    found = [("tb", line) for line in title]
    found += [("t", line) for part in box.text.split("\n") for line in wrapped(part, letters, ALL)]
    return found + [("ts2", line) for line in wrapped(box.quiet, letters, ALL)]


def _height(box: Box, letters: int) -> float:
    return len(_lines(box, letters)) * LINE + 2 * PAD - 2


def placed(layers: Sequence[Sequence[Box]], arrows: Sequence[Arrow]) -> Placed:
    """The places of boxes and arrows; the same input, the same places."""
    wide, letters = _wide(len(layers)), _letters(len(layers))
    pairs = list(dict.fromkeys((a.source, a.target) for a in arrows))
    ports = {b.id: [sum(p[end] == b.id for p in pairs) for end in (0, 1)] for layer in layers for b in layer}
    size = {
        b.id: max(_height(b, letters), LEAVE * ports[b.id][0] + 8, MEET * ports[b.id][1] + 8)
        for layer in layers for b in layer
    }  # fmt: skip
    layout = in_layers([[b.id for b in layer] for layer in layers], pairs)
    middle, whole = heights(layout, size, BETWEEN)
    left = {n: i * (wide + GAP) for i, layer in enumerate(layout.layers) for n in layer}
    ways = routes(layout, pairs, middle, left, wide, TALLEST)
    boxes = {b: Rect(left[b], middle[b] - h / 2, wide, h) for b, h in size.items()}
    width = len(layers) * (wide + GAP) - GAP
    found = tuple(map(tuple, ways))
    frame = Rect(-1, -HEAD, width + 2, whole + HEAD + 6)
    return Placed(frame, boxes, found, letters, _words(frame, boxes, found, [a.word for a in arrows]))


def _words(frame: Rect, boxes: dict[str, Rect], ways: Sequence[Way], words: Sequence[str]) -> tuple[Rect, ...]:
    """The places of the words: above where an arrow leaves, or below it where a line would run through them.

    >>> lines = [((100, 50), (130, 50), (130, 20), (164, 20))]
    >>> [word.y for word in _words(Rect(0, 0, 300, 90), {}, lines, ["no move"])]
    [53]
    """
    lines = [_ground(*pair) for way in ways for pair in pairwise(way)]
    found: list[Rect] = []
    for way, word in zip(ways, words, strict=True):
        (x, y), wide = way[0], min(extent(word), GAP - 8)
        above, below = Rect(x + 4, y - 16, wide, 13), Rect(x + 4, y + 3, wide, 13)
        taken = [*boxes.values(), *found, *(Rect(w[0][0] + 4, w[0][1] - 16, GAP - 8, 13) for w in ways if w != way)]
        free = below.inside(frame) and not any(below.meets(r) for r in (*taken, *lines))
        found.append(below if free and any(above.meets(line) for line in lines) else above)
    return tuple(found)


def _ground(start: tuple[float, float], end: tuple[float, float]) -> Rect:
    """What a straight line covers, with the thickness of its stroke."""
    (x1, y1), (x2, y2) = start, end
    return Rect(min(x1, x2) - 1, min(y1, y2) - 1, abs(x1 - x2) + 2, abs(y1 - y2) + 2)


def box_figure(
    key: str, title: str, description: str, headings: Sequence[str], layers: Sequence[Sequence[Box]],
    arrows: Sequence[Arrow],
) -> str:  # fmt: skip
    """The figure as SVG. `headings`: what each layer holds, in words.

    >>> box_figure("f", "Moves", "One.", ["Now"], [[Box("a", "Today")]], []).count("<rect")
    1
    """
    where = placed(layers, arrows)
    body = "".join(
        say(i * (_wide(len(layers)) + GAP), -14, heading, "ts2") for i, heading in enumerate(headings)
    )
    body += "".join(_arrow(*arrow) for arrow in zip(arrows, where.ways, where.words, strict=True))
    body += "".join(_drawn(b, where.boxes[b.id], where.letters) for layer in layers for b in layer)
    f = where.frame
    return frame(key, (f.x, f.y, f.width, f.height), title, description, body)


def _arrow(arrow: Arrow, way: Way, at: Rect) -> str:
    x, y = way[-1]
    word = say(at.x, at.y + 11, arrow.word, "ts2")
    if arrow.kind == "held":
        line = path([*way[:-1], (x - 3, y)], "var(--none)", 1.6, True)
        return line + path([(x - 3, y - 8), (x - 3, y + 8)], "var(--none)", 2.8) + word
    d = f"M{place(x)} {place(y)}L{place(x - 9)} {place(y - 5)}V{place(y + 5)}Z"
    return path([*way[:-1], (x - 8, y)], "var(--ink)", 1.6) + f'<path d="{d}" fill="var(--ink)"/>' + word


def _drawn(box: Box, at: Rect, letters: int) -> str:
    size = f'x="{place(at.x)}" y="{place(at.y)}" width="{place(at.width)}" height="{place(at.height)}"'
    colour = f"var(--{box.mark.colour})" if box.mark else "var(--rule2)"
    border = {
        "filled": 'fill="var(--none-t)" stroke="none"',
        "broken": 'fill="var(--paper)" stroke="var(--none)" stroke-width="1.4" stroke-dasharray="5 3"',
        "heavy": f'fill="var(--paper)" stroke="{colour if box.mark else "var(--ink)"}" stroke-width="3"',
        "plain": f'fill="var(--paper)" stroke="{colour}" stroke-width="1.4"',
    }[box.border]
    body = f"<rect {size} {border}/>"
    y = at.y + PAD + 10
    if box.mark:
        body += drawn_mark(at.x + PAD, y - 9.5, box.mark)
    for i, (css, line) in enumerate(_lines(box, letters)):
        shift = 16 if box.mark and css == "tb" else 0
        extra = f' style="fill:{colour}"' if box.mark and css == "tb" else ""
        body += say(at.x + PAD + shift, y + i * LINE, line, css, extra)
    return f'<g class="node">{body}</g>'
