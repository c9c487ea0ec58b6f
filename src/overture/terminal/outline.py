"""A dossier as an outline: numbered, nested, in phrases that can be read aloud in a meeting or by a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from overture.dossier import Dossier
from overture.papers.english import ended
from overture.terminal import outline_grounds, outline_table
from overture.terminal.outline_point import Point

OutlineFormat = Literal["text", "md", "json"]
LEAST_WIDTH = 40


@dataclass(frozen=True)
class Outline:
    """The title of a dossier and its points, each with those below it."""

    title: str
    points: tuple[Point, ...]

    def text(self, width: int = 100, ids: bool = False) -> str:
        """Plain text: numbers before the points, no line longer than the width."""
        lines = textwrap.wrap(self.title, max(width, LEAST_WIDTH))
        for number, depth, point in _numbered(self.points):
            lines += [""] if depth == 0 else []
            lines += _wrapped(number, depth, point.told(ids), max(width, LEAST_WIDTH))
        return "\n".join(lines) + "\n"

    def markdown(self, ids: bool = False) -> str:
        """Markdown: a heading for each point of the first level, numbered lists below."""
        lines = [f"# {_escaped(self.title)}"]
        for place, point in enumerate(self.points, 1):
            lines += ["", f"## {place}. {_escaped(point.told(ids))}", *([""] if point.points else [])]
            lines += list(_listed(point.points, 0, ids))
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """The outline for programs; every point has its text, its id where it has one, and its points."""
        return {"title": self.title, "points": [p.as_json() for p in self.points]}


def outline(dossier: Dossier) -> Outline:
    """The outline of a dossier. No analysis is made: it says what the file says.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> told = outline(read(case("first-case"))).text(60)
    >>> told.splitlines()[3]
    '  1.1 The date is 15 January 2024.'
    """
    points = (*outline_table.points(dossier), *outline_grounds.points(dossier))
    return Outline(ended(dossier.head.title), tuple(p for p in points if p.points))


def _numbered(points: Sequence[Point], above: str = "", depth: int = 0) -> Iterator[tuple[str, int, Point]]:
    for place, point in enumerate(points, 1):
        number = f"{above}{place}"
        yield number if depth else f"{number}.", depth, point
        yield from _numbered(point.points, f"{number}.", depth + 1)


def _wrapped(number: str, depth: int, text: str, width: int) -> Iterable[str]:
    first = f"{'  ' * depth}{number} "
    rest = " " * min(len(first), width // 3)
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _listed(points: Sequence[Point], depth: int, ids: bool) -> Iterator[str]:
    for place, point in enumerate(points, 1):
        yield f"{'   ' * depth}{place}. {_escaped(point.told(ids))}"
        yield from _listed(point.points, depth + 1, ids)


def _escaped(text: str) -> str:
    """A text without what Markdown would take for marks."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
