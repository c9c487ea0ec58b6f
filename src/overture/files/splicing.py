"""Changing a stretch of a text and leaving every other character as it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from overture.files.nodes import Span


class Splice(NamedTuple):
    """What stands from character `start` up to `end` gives way to `text`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4)  # every place of a text is asked for with the whole text
def starts_of_lines(text: str) -> tuple[int, ...]:
    """Where each line begins, counted as YAML counts them.

    >>> starts_of_lines("a\\r\\nbc\\nd")
    (0, 3, 6)
    """
    starts, at = [], 0
    for line in f"{text}.".splitlines(keepends=True):  # the stop makes a last line of an empty one
        starts.append(at)
        at += len(line)
    return tuple(starts)


def offset(text: str, line: int, column: int) -> int:
    """The character at a line and column that count from one; the end of the text where there is none.

    >>> offset("one\\ntwo", 2, 1)
    4
    """
    starts = starts_of_lines(text)
    return min(starts[line - 1] + column - 1, len(text)) if 0 < line <= len(starts) else len(text)


def stretch(text: str, span: Span) -> tuple[int, int]:
    """A span as the characters from its first up to its end."""
    return offset(text, span.line, span.column), offset(text, span.end_line, span.end_column)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with each splice made. Raises `ValueError` where two of them overlap.

    >>> spliced("reply: acept  # what we hope", [Splice(7, 12, "accept")])
    'reply: accept  # what we hope'
    """
    parts, at = [], 0
    for start, end, new in sorted(splices, key=lambda s: s[:2]):  # insertions at one place keep their order
        if start < at or end < start:
            raise ValueError("two changes of one stretch of text")
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))


def newline_of(text: str) -> str:
    """How the lines of a text end: as its first does.

    >>> newline_of("a\\r\\nb\\n")
    '\\r\\n'
    """
    first = text.partition("\n")[0]
    return "\r\n" if first.endswith("\r") and "\n" in text else "\n"
