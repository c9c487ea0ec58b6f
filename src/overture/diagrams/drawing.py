"""Pieces of SVG that every figure shares: text, wrapping, the frame with its title and description."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from overture.diagrams.marks import Mark

LINE = 14.2  # between lines of 12-unit text
SIZE, LETTER = 12, 6.2  # units of the text, and of a usual letter of it
OVER = 2  # letters by which a line may be longer than asked before it is broken
_WIDTHS = {  # of the letters of the typeface of figures, in thousandths of the size
    222: "ijl", 278: " !,./:;I[\\]ft|'", 334: "()-`r{}\"", 389: "*", 469: "^", 500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
    833: "MmшщюыфдњљМ", 889: "%æ", 944: "WœЖШЩ", 1015: "@…—ÆŒЮЊЉ",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_BOLD, _CAPITAL, _OTHER, _FULL = 1.09, 850, 680, 1000


def extent(text: str, bold: bool = False) -> float:
    """About how wide a line is, in units.

    >>> extent("talks") < extent("TALKS") < extent("TALKS", bold=True)
    True
    """
    return sum(map(_width, unicodedata.normalize("NFC", text))) * SIZE / 1000 * (_BOLD if bold else 1)


@cache
def _width(letter: str) -> int:
    if unicodedata.category(letter)[0] == "M":
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _CAPITAL if letter.isupper() or not letter.isalpha() else _OTHER


def has_room(line: str, width: int, bold: bool = False) -> bool:
    """Whether a line has room where so many usual letters have."""
    return len(line) <= width and extent(line, bold) <= width * LETTER + OVER


def wrapped(text: str, width: int = 21, lines: int = 3, bold: bool = False, over: int = OVER) -> list[str]:
    """Text in lines of about so many letters. A word that is longer is broken; what does not fit gives way to “…”.

    >>> wrapped("the draft would push America out of Europe")
    ['the draft would push', 'America out of Europe']
    >>> wrapped("Donaudampfschifffahrt und so fort", 12, 3)
    ['Donaudampfsch', 'ifffahrt und', 'so fort']
    >>> wrapped("a text that goes on and on until the end", 12, 2)
    ['a text that', 'goes on and …']
    """
    return _set(text, width, lines, bold, over)[0]


def fits(text: str, width: int = 21, lines: int = 3, bold: bool = False, over: int = OVER) -> bool:
    """Whether the text can be set whole, no word of it broken.

    >>> fits("short"), fits("a text that goes on and on and on and on and on and on until the end")
    (True, False)
    >>> fits("Donaudampfschifffahrt", 12)
    False
    """
    return _set(text, width, lines, bold, over)[1]


def _set(text: str, width: int, lines: int, bold: bool, over: int) -> tuple[list[str], bool]:
    """The lines of a text, and whether nothing was broken or left out."""
    found: list[str] = []
    whole = True
    for word in text.split():
        if found and has_room(f"{found[-1]} {word}", width, bold):
            found[-1] += f" {word}"
        elif has_room(word, width + over, bold):
            found.append(word)
        else:
            whole = False
            found += _broken(word, width + over, bold)
    if len(found) <= lines:
        return found, whole
    last = " ".join(found[lines - 1 :])
    if has_room(last, width + over, bold):
        return [*found[: lines - 1], last], whole
    return [*found[: lines - 1], _shortened(last, width + over, bold)], False


def _broken(word: str, width: int, bold: bool) -> Iterator[str]:
    """The parts of a word that have room; a letter keeps its marks."""
    held = ""
    for letter in re.findall(r".[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u200d\ufe0f]*", word, re.S):
        if held and not has_room(held + letter, width, bold):
            yield held
            held = ""
        held += letter
    yield held


def _shortened(text: str, width: int, bold: bool) -> str:
    """The first words that have room before an ellipsis; if that is none, the first letters."""
    words = text.split(" ")
    for count in range(min(len(words) - 1, width), 0, -1):
        if has_room(line := f"{' '.join(words[:count])} …", width, bold):
            return line
    return next(_broken(text, width - 2, bold)) + "…"


def say(x: float, y: float, text: str, css: str = "t", extra: str = "") -> str:
    """A text at a place."""
    return f'<text class="{css}" x="{place(x)}" y="{place(y)}"{extra}>{escape(text)}</text>'


def place(n: float) -> str:
    """A coordinate, in as few digits as needed.

    >>> place(12.0), place(12.25)
    ('12', '12.2')
    """
    return f"{n:.1f}".removesuffix(".0")


def path(points: Iterable[tuple[float, float]], stroke: str, width: float, dashed: bool = False) -> str:
    """A line through points."""
    d = " ".join(f"{'L' if i else 'M'}{place(x)} {place(y)}" for i, (x, y) in enumerate(points))
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path d="{d}" stroke="{stroke}" stroke-width="{width}" fill="none"{dash}/>'


def drawn_mark(x: float, y: float, mark: Mark) -> str:
    """A mark inside a figure, as large as a letter."""
    return (
        f'<svg x="{place(x)}" y="{place(y)}" width="11" height="11" style="color:var(--{mark.colour})">'
        f'<use href="#{mark.symbol}"/></svg>'
    )


def frame(key: str, box: tuple[float, float, float, float], title: str, description: str, body: str) -> str:
    """A figure: its title and description are read aloud where it cannot be seen."""
    view = " ".join(place(n) for n in box)
    k = escape(key)
    return (
        f'<svg class="fig" viewBox="{view}" style="max-width:{place(max(box[2], 300))}px" '
        f'role="img" aria-labelledby="{k}-t {k}-d">'
        f'<title id="{k}-t">{escape(title)}</title><desc id="{k}-d">{escape(description)}</desc>{body}</svg>'
    )
