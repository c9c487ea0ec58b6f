"""How much room the parts of a table take in print, about: in letters, before anything is set.

A column gets room for its longest word and then by how much it says. A word that is longer
than its place is wide may be parted; nothing runs over the edge of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from overture.papers.content import Column, Row, Sentence, Sign, Table

ONE_LINE = 40  # letters of the longest word that every line of running text has room for
_ACROSS = 120  # letters of a table's text across the page
_GUTTER = 2  # letters between columns
_WHOLE = 22  # lines of a table that is never parted
_WISH = 70  # letters of a line that a column may wish for
_TALL = 48  # lines of a row that has to be parted
Lines = tuple[tuple[Sentence, bool], ...]  # of a cell: each line, and whether the number of a note follows
_SHORT = 7  # letters of a word that has room whatever they are
_SPACE = re.compile(r"(?<![(\[{«„‚]) +(?![)\]}!?,.:;/»…])")  # where a line may end
_WIDE = re.compile("[MWmw@%…—–ЖМФШЩЫЮжмфшщыю�Æ]")
_SEAM = re.compile(r"(?<=[/._,:;=&?@+)\]}-])(?=[^\s/._,:;=&?@+)\]}-])")


@dataclass(frozen=True)
class Measures:
    """For each column its share and how many letters a line of it holds; for each row whether it has to be parted."""

    widths: list[float]
    letters: list[int]
    tall: list[bool]
    tall_head: bool  # the head takes so much of a page that it is not said again on the next
    whole: bool  # short enough to stand on one page
    small: bool  # set a little smaller, so that every word has room


def broken(text: str, width: int, code: bool = False) -> str | list[str]:
    """The text, or its parts where a line may end inside a word that is too long for its place.

    >>> broken("a short text", 20)
    'a short text'
    >>> broken("see https://example.org/a/page", 16)
    ['see ', 'https://', 'example.', 'org/', 'a/', 'page']
    >>> "".join(broken("x" * 50, 20)) == "x" * 50
    True
    """
    most = min(width, 24) if code else width
    if all(room(word) <= most for word in _SPACE.split(text)):
        return text
    parts: list[str] = []
    held = ""  # words that have room, and the spaces between them
    for piece in re.split(f"({_SPACE.pattern})", text):
        if piece.isspace() or room(piece) <= most:
            held += piece
            continue
        parts += [held, *(s for seam in _SEAM.split(piece) for s in _letters(seam, most))]
        held = ""
    return [p for p in (*parts, held) if p]


def _letters(part: str, most: int) -> list[str]:
    """A part that is still too long, letter by letter (a letter keeps its marks)."""
    if room(part) <= most:
        return [part]
    return re.findall(r".[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u200d\ufe0f]*", part, re.S)


def room(word: str) -> int:
    """How many usual letters a word is wide.

    >>> room("talks"), room("WWWWWWWWWW")
    (5, 18)
    """
    if len(word) < _SHORT:
        return len(word)
    return ceil(len(word) + 0.6 * len(_WIDE.findall(word)) + 0.2 * sum(map(str.isupper, word)))


def measures(table: Table) -> Measures:
    """How a table is set."""
    body = [row.numbered for row in table.rows if not row.group]
    columns = [[cell for row in body for cell in row[i : i + 1]] for i in range(len(table.columns))]
    most = max(18, (_ACROSS - 12) // (2 * len(columns)))
    need = [_need(column, said, most) + _GUTTER for column, said in zip(table.columns, columns, strict=True)]
    wish = [
        max([len(column.title), *(_length(*line) for cell in said for line in cell)]) + _GUTTER
        for column, said in zip(table.columns, columns, strict=True)
    ]
    given = [c.width for c in table.columns]
    small = sum(max((g or 0) * _ACROSS / 100, n) for g, n in zip(given, need, strict=True)) > _ACROSS
    across = _ACROSS * 8 / 7.5 if small else _ACROSS
    share = _shares(given, need, wish, across)
    letters = [max(4, int(w) - _GUTTER) for w in share]
    lines = [_lines(row, letters) for row in table.rows]
    short = sum(n + 0.6 for n in lines) <= _WHOLE and table.role != "claims"
    head = max(ceil(room(c.title) / n) for c, n in zip(table.columns, letters, strict=True))
    tall = [n + head > _TALL for n in lines]
    return Measures([round(w, 2) for w in share], letters, tall, head > _TALL // 3, short, small)


def _need(column: Column, said: list[Lines], most: int) -> int:
    """The letters of the longest word of a column, the number of its note with it; a verdict is never parted."""
    lines = [line for cell in said for line in cell]
    if column.role == "v":
        return max([_longest(column.title), *(_length(*line) for line in lines)])
    return min(most, max([_longest(column.title), *(_longest(s.plain) + _extra(s, n) for s, n in lines)]))


def _shares(given: list[int | None], need: list[int], wish: list[int], across: float) -> list[float]:
    """The columns in letters: what the paper gives them, if every word has room; the rest by what they wish for."""
    found = [max(g * across / 100, n) if g else float(n) for g, n in zip(given, need, strict=True)]
    over = sum(found) - across
    if over > 0:  # what was given beyond need is taken back
        spare = [f - n for f, n in zip(found, need, strict=True)]
        part = min(1, over / sum(spare)) if sum(spare) else 0
        found = [f - s * part for f, s in zip(found, spare, strict=True)]
    elif over < 0:
        wanted = [max(0, min(w, _WISH) - f) if not g else 0 for g, w, f in zip(given, wish, found, strict=True)]
        part = -over / sum(wanted) if sum(wanted) else 0
        found = [f + w * part for f, w in zip(found, wanted, strict=True)]
    return [f * across / sum(found) for f in found]


def _length(sentence: Sentence, follows: bool) -> int:
    return len(sentence.plain) + _extra(sentence, follows)


def _extra(sentence: Sentence, follows: bool) -> int:
    """Letters that a mark and the number of a note take."""
    return 3 * any(isinstance(p, Sign) for p in sentence.pieces) + 3 * follows


def _longest(text: str) -> int:
    return max(map(room, text.split(" ")), default=1)


def _lines(row: Row, letters: list[int]) -> int:
    if row.group:
        return 2
    return max(
        (sum(ceil(max(len(s.plain), 1) / letters[i]) for s in cell) for i, cell in enumerate(row.cells)), default=1
    )
