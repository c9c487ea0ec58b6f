"""Pieces of SVG that every figure shares: text, wrapping, the frame with its title and description."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

LINE = 14.2  # between lines of 12-unit text


def wrapped(text: str, width: int = 21, lines: int = 3) -> list[str]:
    """Text in lines of at most so many characters. What does not fit runs on in the last line.

    >>> wrapped("the draft would push America out of Europe")
    ['the draft would push', 'America out of Europe']
    """
    found: list[str] = []
    for word in text.split():
        if (found and len(found[-1]) + 1 + len(word) <= width) or len(found) == lines:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def fits(text: str, width: int = 21, lines: int = 3) -> bool:
    """Whether the text can be set in the box without running over.

    >>> fits("short"), fits("a text that goes on and on and on and on and on and on until the end")
    (True, False)
    """
    return all(len(line) <= width + 2 for line in wrapped(text, width, lines))


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


def frame(key: str, box: tuple[float, float, float, float], title: str, description: str, body: str) -> str:
    """A figure: its title and description are read aloud where it cannot be seen."""
    view = " ".join(place(n) for n in box)
    k = escape(key)
    return (
        f'<svg class="fig" viewBox="{view}" style="max-width:{place(max(box[2], 300))}px" '
        f'role="img" aria-labelledby="{k}-t {k}-d">'
        f'<title id="{k}-t">{escape(title)}</title><desc id="{k}-d">{escape(description)}</desc>{body}</svg>'
    )
