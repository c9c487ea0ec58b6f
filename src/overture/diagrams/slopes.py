"""Two rankings side by side: one line for each outcome, the one that matters heavy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overture.diagrams.drawing import extent, fits, frame, path, place, say, wrapped

WIDTH, LEFT, RIGHT, ROW = 722, 288, 434, 33
LABEL, LINES, NEXT = 40, 3, 13  # a label: characters of a line, lines, from line to line
HEAD = 44
ACROSS = WIDTH / 2 - 11  # a head


@dataclass(frozen=True)
class Ranked:
    """An outcome with its rank on either side, the best first; equal ranks stand together."""

    label: str
    left: int
    right: int
    heavy: bool = False


def can_be_set(left: str, right: str, items: Sequence[Ranked]) -> bool:
    """Whether heads and labels have room.

    >>> can_be_set("Us", "Them", [Ranked("talks", 1, 2)]), can_be_set("Us" * 30, "Them", [])
    (True, False)
    """
    heads = all(len(head) <= HEAD and extent(head, bold=True) <= ACROSS for head in (left, right))
    return heads and all(fits(i.label, LABEL, LINES, i.heavy) for i in items)


def _rows(items: Sequence[Ranked], side: str) -> dict[int, int]:
    order = sorted(range(len(items)), key=lambda i: (getattr(items[i], side), i))
    return {i: row for row, i in enumerate(order)}


def slopes(key: str, title: str, description: str, left: str, right: str, items: Sequence[Ranked]) -> str:
    """The figure as SVG.

    >>> "<title" in slopes("s", "Two rankings", "They differ.", "Us", "Them", [Ranked("talks", 1, 2)])
    True
    """
    row = max([ROW, *(NEXT * len(wrapped(i.label, LABEL, LINES, i.heavy)) + 9 for i in items)])
    rows = {side: _rows(items, side) for side in ("left", "right")}
    body = say(0, 10, left, "tb") + say(WIDTH, 10, right, "tb", ' text-anchor="end"')
    for i, item in enumerate(items):
        y1, y2 = (34 + rows[side][i] * row for side in ("left", "right"))
        stroke, width, radius = ("var(--ink)", 3, 5) if item.heavy else ("var(--rule2)", 1.1, 3)
        body += path([(LEFT, y1), (RIGHT, y2)], stroke, width)
        css = "tb" if item.heavy else "t"
        body += _label(0, y1, item.left, item.label, css) + _label(RIGHT + 12, y2, item.right, item.label, css)
        for x, y in ((LEFT, y1), (RIGHT, y2)):
            body += f'<circle cx="{place(x)}" cy="{place(y)}" r="{radius}" fill="{stroke}"/>'
    return frame(key, (0, -2, WIDTH, 34 + len(items) * row), title, description, body)


def _label(x: float, y: float, rank: int, label: str, css: str) -> str:
    lines = wrapped(label, LABEL, LINES, css == "tb")
    first = y + 4 - NEXT * (len(lines) - 1) / 2
    body = say(x, first, str(rank), css)
    return body + "".join(say(x + 14, first + NEXT * i, line, css) for i, line in enumerate(lines))
