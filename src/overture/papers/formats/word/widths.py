"""How wide the columns of a table are in Word: for its longest word, then so that the rows are low.

What a paper tells of widths is meant for a screen, where a table can scroll. Estimated
from the letters of Arial, in which tables are set; a word that is longer than its
column may be is parted by Word where the column ends.
"""

from __future__ import annotations

from math import ceil

from overture.papers.content import Inline, Row, Sentence, Sign, Table

_NARROW, _BROAD = frozenset("ijlftrI.,:;'’|!()[]/- \u00a0·"), frozenset("mwMWOQG…—@%●■▲◌⬓☒◪⬚◆⬙")
_DIGIT = 1.15  # millimetres of a digit of the number of a note
_LONGEST = 34.0  # millimetres of a word that a column is widened for
_WHOLE = 90.0  # millimetres of a table that is kept on one page
_SIZE, _LEAD = 8.0, 1.1
_SHORT = 24.0  # millimetres of the texts of a column that is never narrower than they are: dates, articles
_HALF = 0.62  # of a line that is parted in two
_STEP, _SAMPLE = 2.0, 40  # millimetres that are given at a time; rows that are looked at


def width_of(text: str, bold: bool = False) -> float:
    """About how many millimetres a text takes in the letters of tables.

    >>> round(width_of("Cannot be assessed", bold=True))
    28
    """
    em = sum(0.3 if c in _NARROW else 0.85 if c in _BROAD else 0.7 if c.isupper() else 0.55 for c in text)
    return em * _SIZE * 25.4 / 72 * (1.06 if bold else 1)


class Measured:
    """The columns of one table, across so many millimetres, with so many beside the text of a cell."""

    def __init__(self, item: Table, across: float, beside: float, notes: int) -> None:
        self._item, self._across, self._beside = item, across, beside
        self._number = _DIGIT * len(str(notes)) if notes else 0.0
        rows = [r for r in item.rows if not r.group]
        self._long = [[[self._length(*line) for line in cell] for cell in r.numbered] for r in rows]
        self._need = [min(_LONGEST, self._word(i, rows)) + beside for i in range(len(item.columns))]
        self.widths = self._found()

    @property
    def whole(self) -> bool:
        """Whether the table is short enough to stand on one page."""
        wide = [max(1.0, w - self._beside) for w in self.widths]
        lines = ([sum(ceil(n / w) for n in cell) for cell, w in zip(row, wide, strict=False)] for row in self._long)
        return sum(max(row, default=1) * _SIZE * _LEAD + 5 for row in lines) * 25.4 / 72 <= _WHOLE

    def _length(self, line: Sentence, follows: bool) -> float:
        """The millimetres of a line of a cell, were there room for it."""
        return sum(width_of(_printed(p), isinstance(p, Sign)) for p in line.pieces) + self._number * follows

    def _word(self, column: int, rows: list[Row]) -> float:
        """The longest word of a column, with the number of a note after it and a mark before it."""
        head = self._item.columns[column]
        found = [width_of(w, bold=True) for w in head.title.split()]
        for line, follows in (told for r in rows for cell in r.numbered[column : column + 1] for told in cell):
            for i, piece in enumerate(line.pieces):
                bold = isinstance(piece, Sign) or piece.style == "strong" or (column == 0 and self._item.row_heads)
                words = _printed(piece).split(" ")
                if isinstance(piece, Sign):  # on two lines at most
                    found.append(_HALF * width_of(_printed(piece), bold=True))
                last = self._number * (follows and i == len(line.pieces) - 1)
                found += [width_of(w, bold) * (1.15 if _is_code(piece) else 1) + last for w in words]
        long = [n for row in self._long for cell in row[column : column + 1] for n in cell]
        found += [n for n in long if max(long) <= _SHORT]
        return max(found, default=0.0)

    def _found(self) -> list[float]:
        """What columns need; then step by step to the one that makes the rows lower."""
        found = list(self._need)
        columns = range(len(found))
        sample = [[width_of(c.title, bold=True) for c in self._item.columns]]
        sample += [[sum(cell) for cell in row] for row in self._long[:_SAMPLE]]
        height = self._height(sample, found)
        while sum(found) + _STEP <= self._across:
            tries = [[w + _STEP * (j == i) for j, w in enumerate(found)] for i in columns]
            lower, best = min((self._height(sample, widths), i) for i, widths in enumerate(tries))
            if lower[0] >= height[0]:
                break
            found, height = tries[best], lower
        if self._item.role == "matrix" and len(found) > 1:
            found[1:] = [sum(found[1:]) / (len(found) - 1)] * (len(found) - 1)
        return self._fitted(found)

    def _height(self, sample: list[list[float]], widths: list[float]) -> tuple[float, float]:
        """About how high the rows are: between whole lines and what they would be, could a line be parted."""
        wide = [max(1.0, w - self._beside) for w in widths]
        asked = [[max(1.0, n / w) for n, w in zip(row, wide, strict=False)] for row in sample]
        rows = [max(row, default=1.0) for row in asked]
        return sum(rows) + sum(map(ceil, rows)), sum(map(sum, asked))

    def _fitted(self, found: list[float]) -> list[float]:
        """The same, as wide as the page: columns give what they do not need, then all alike."""
        over = sum(found) - self._across
        spare = sum(w - n for w, n in zip(found, self._need, strict=True) if w > n)
        if 0 < over <= spare:
            return [w - max(0.0, w - n) * over / spare for w, n in zip(found, self._need, strict=True)]
        return [w * self._across / sum(found) for w in found]


def _printed(piece: Inline) -> str:
    return piece.text if not isinstance(piece, Sign) else f"{piece.mark.glyph}\u00a0{piece.says}"


def _is_code(piece: Inline) -> bool:
    return not isinstance(piece, Sign) and piece.style == "code"
