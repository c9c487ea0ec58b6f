"""A grid of marks: proposals against replies, states against treaties, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overture.diagrams.boxes import PAGE, TALLEST
from overture.diagrams.drawing import LETTER, LINE, drawn_mark, fits, frame, has_room, path, place, say, wrapped
from overture.diagrams.marks import Mark

LEFT, NARROWEST, MOST_ROWS, PAD = 188, 96, 14, 8
MOST_LINES = 9  # of a head or a label
_OF_LABEL = int((LEFT - 14) / LETTER)  # letters of a line of it


@dataclass(frozen=True)
class Told:
    """A mark and its word; no mark where there is nothing to tell."""

    word: str
    mark: Mark | None = None


@dataclass(frozen=True)
class GridCell:
    """What is told in a cell, one below the other; a heavy left edge where events settle or something changes."""

    told: tuple[Told, ...]
    heavy: bool = False


@dataclass(frozen=True)
class GridRow:
    label: str
    cells: tuple[GridCell, ...]
    shaded: bool = False


def can_be_gridded(heads: Sequence[str], rows: Sequence[GridRow]) -> bool:
    """Whether the grid can be read at full size on a page.

    >>> can_be_gridded(["They refuse"], [GridRow("The offer", (GridCell((Told("kept"),)),))])
    True
    """
    if not heads or not 0 < len(rows) <= MOST_ROWS or _wide(len(heads)) < NARROWEST:
        return False
    letters, told = _letters(len(heads)), [t for r in rows for c in r.cells for t in c.told]
    return (
        all(fits(h, letters, MOST_LINES, over=0) for h in heads)
        and all(fits(r.label, _OF_LABEL, MOST_LINES, r.shaded) for r in rows)
        and all(has_room(t.word, letters - 3, True) for t in told)
        and sum(_tall(r) for r in rows) + _head(heads) <= TALLEST
    )


def _wide(columns: int) -> float:
    return min(180.0, (PAGE - LEFT) / max(1, columns))


def _letters(columns: int) -> int:
    return int((_wide(columns) - PAD) / LETTER)


def _labels(row: GridRow) -> list[str]:
    return wrapped(row.label, _OF_LABEL, MOST_LINES, row.shaded)


def _tall(row: GridRow) -> float:
    return max(len(_labels(row)), *(len(c.told) for c in row.cells)) * LINE + PAD


def _heads(heads: Sequence[str]) -> list[list[str]]:
    return [wrapped(h, _letters(len(heads)), MOST_LINES, over=0) for h in heads]


def _head(heads: Sequence[str]) -> float:
    return max(len(h) for h in _heads(heads)) * LINE + 6


def mark_grid(key: str, title: str, description: str, heads: Sequence[str], rows: Sequence[GridRow]) -> str:
    """The grid as SVG.

    >>> mark_grid("g", "Replies", "One.", ["They refuse"], [GridRow("The offer", (GridCell(()),))]).count("<svg")
    1
    """
    wide, top = _wide(len(heads)), _head(heads)
    right = LEFT + wide * len(heads)
    body = ""
    for j, lines in enumerate(_heads(heads)):
        first = top - 6 - LINE * (len(lines) - 1) - 2
        body += "".join(say(LEFT + j * wide + PAD, first + LINE * n, line, "ts2") for n, line in enumerate(lines))
    body += path([(0, top), (right, top)], "var(--ink)", 1.5)
    y = top
    for row in rows:
        tall = _tall(row)
        if row.shaded:
            size = f'x="0" y="{place(y)}" width="{place(right)}" height="{place(tall)}"'
            body += f'<rect {size} fill="var(--ground)" stroke="none"/>'
        css = "tb" if row.shaded else "t"
        body += "".join(say(2, y + PAD + 7 + LINE * n, line, css) for n, line in enumerate(_labels(row)))
        for j, cell in enumerate(row.cells):
            x = LEFT + j * wide
            if cell.heavy:
                body += path([(x + 1.5, y + 2), (x + 1.5, y + tall - 2)], "var(--ink)", 3)
            for n, told in enumerate(cell.told):
                line = y + PAD + 7 + LINE * n
                if told.mark:
                    body += drawn_mark(x + PAD, line - 9.5, told.mark)
                bold = "tb" if cell.heavy and n == len(cell.told) - 1 else "t"
                body += say(x + PAD + (16 if told.mark else 0), line, told.word, bold)
        y += tall
        body += path([(0, y), (right, y)], "var(--rule)", 1)
    return frame(key, (0, 0, max(right, 300), y + 2), title, description, body)
