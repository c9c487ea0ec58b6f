"""A course of events drawn as a line: who moves, what they do, and why not otherwise.

A word that is longer than its column is broken; nothing runs into the next column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overture.diagrams.boxes import ALL, PAGE, Rect
from overture.diagrams.drawing import LETTER, LINE, drawn_mark, frame, path, say, wrapped
from overture.diagrams.marks import Mark

MOST_STOPS, IN_A_ROW, MOST_LINES = 7, 4, 12  # today, and six steps
BETWEEN = 20  # between the texts of two steps, and between rows


@dataclass(frozen=True)
class Stop:
    """A step: who, what, and in grey the reasons. The first and last stop are squares, moves are rings."""

    who: str
    what: str
    why: tuple[str, ...] = ()
    mark: Mark | None = None


def can_be_lined(stops: Sequence[Stop]) -> bool:
    """Whether the course is short enough to be read as a line.

    >>> can_be_lined([Stop("Today", "nothing is said"), Stop("They", "refuse")]), can_be_lined([])
    (True, False)
    """
    return 1 < len(stops) <= MOST_STOPS and all(len(_lines(s, _letters(len(stops)))) <= MOST_LINES for s in stops)


def _columns(count: int) -> int:
    return count if count <= IN_A_ROW else (count + 1) // 2


def _letters(count: int) -> int:
    return int((PAGE / _columns(count) - BETWEEN) / LETTER)


def _lines(stop: Stop, letters: int) -> list[tuple[str, str]]:
    found = [("tb", line) for line in wrapped(stop.who, letters - (3 if stop.mark else 0), ALL, bold=True)]
    found += [("t", line) for line in wrapped(stop.what, letters, ALL)]
    return found + [("ts2", line) for reason in stop.why for line in wrapped(reason, letters, ALL)]


def texts(stops: Sequence[Stop]) -> tuple[Rect, tuple[Rect, ...]]:
    """The frame of the figure, and the place of the text of each stop."""
    columns, letters = _columns(len(stops)), _letters(len(stops))
    wide = PAGE / columns
    tall = [len(_lines(s, letters)) * LINE + 6 for s in stops]
    rows = [tall[i : i + columns] for i in range(0, len(tall), columns)]
    top, places = 0.0, []
    for row in rows:
        places += [Rect(i * wide, top + 18, wide - BETWEEN, height) for i, height in enumerate(row)]
        top += 18 + max(row) + BETWEEN
    return Rect(-1, -2, PAGE, top - BETWEEN + 4), tuple(places)


def course_line(key: str, title: str, description: str, stops: Sequence[Stop]) -> str:
    """The figure as SVG.

    >>> course_line("c", "A course", "Two.", [Stop("Today", "nothing"), Stop("They", "refuse")]).count("<circle")
    0
    """
    whole, places = texts(stops)
    letters = _letters(len(stops))
    last = len(stops) - 1
    body = ""
    for i, (stop, at) in enumerate(zip(stops, places, strict=True)):
        y = at.y - 11
        if i < last:
            body += path([(at.x + 5, y), (at.x + at.width + BETWEEN, y)], "var(--ink)", 1.8)
        if i and at.x == 0:
            body += path([(at.x - 1, y), (at.x + 5, y)], "var(--ink)", 1.8)
        if i in (0, last):
            fill = "var(--ink)" if i else "var(--paper)"
            body += f'<rect x="{at.x}" y="{y - 5:.1f}" width="10" height="10" fill="{fill}" stroke="var(--ink)" '
            body += 'stroke-width="1.8"/>'
        else:
            body += f'<circle cx="{at.x + 5}" cy="{y:.1f}" r="5" fill="var(--paper)" stroke="var(--ink)" '
            body += 'stroke-width="1.8"/>'
        if stop.mark:
            body += drawn_mark(at.x, at.y + 1.5, stop.mark)
        for n, (css, line) in enumerate(_lines(stop, letters)):
            body += say(at.x + (16 if stop.mark and css == "tb" else 0), at.y + 11 + n * LINE, line, css)
    return frame(key, (whole.x, whole.y, whole.width, whole.height), title, description, body)
