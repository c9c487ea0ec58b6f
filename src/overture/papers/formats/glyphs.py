"""Which characters the fonts of a printed paper can show; what they cannot is told, and printed as �.

The table beside the fonts was made by asking typst for every character
(`python -m tests.papers.glyphs`). A letter with marks that do not merge with it
is asked for when it is met: one font must have both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from overture.papers.content import Paper, Sentence
from overture.papers.formats.typesetting import FONTS, displays

TABLE = FONTS / "glyphs.txt"
REPLACEMENT = "\ufffd"
_SHORT = 60  # characters of a sentence that are enough to find it
_NOT_PRINTED = {"trace", "sources", "basis", "svg", "id", "front_id", "role", "layout", "mark", "style"}
_PLAIN = re.compile(r"[\x20-\x7e\s\xa0-\u024f]*")


def missing_glyphs(paper: Paper) -> tuple[str, ...]:
    """For each text with characters that no font has: which, and in which sentence."""
    found: dict[str, str] = {}
    for text in _texts(paper):
        lacking = tuple(dict.fromkeys(c for c in _clusters(text) if not has(c)))
        if lacking and text not in found:
            found[text] = f"no font has {_listed(lacking)} in “{_start(text)}”: printed as {REPLACEMENT}"
    return tuple(found.values())


def shown(text: str) -> str:
    """The text with a visible sign in place of what no font has; runs of white space are one space.

    >>> shown("Zażółć, Привет, ελληνικά"), shown("a \U0001f600\\n b")
    ('Zażółć, Привет, ελληνικά', 'a � b')
    """
    text = re.sub(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+", " ", text)
    if _PLAIN.fullmatch(text):
        return text
    return "".join(c if has(c) else REPLACEMENT for c in _clusters(text))


def has(cluster: str) -> bool:
    """Whether some font can show a letter with its marks.

    >>> has("ł"), has("\U0001f600")
    (True, False)
    """
    if not all(_covered(ord(c)) for c in cluster):
        return False
    composed = unicodedata.normalize("NFC", cluster)
    return len(composed) == 1 or _asked(cluster)


@cache
def _asked(cluster: str) -> bool:
    return displays(cluster)


@cache
def _covered(code: int) -> bool:
    return code in _table() or chr(code).isspace()


@cache
def _table() -> frozenset[int]:
    ranges = (line.split("-") for line in TABLE.read_text(encoding="ascii").split())
    return frozenset(n for r in ranges for n in range(int(r[0], 16), int(r[-1], 16) + 1))


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks that stand on it."""
    held = ""
    for c in text:
        if held and unicodedata.category(c)[0] == "M" and not held.isspace():
            held += c
            continue
        if held:
            yield held
        held = c
    if held:
        yield held


def _texts(value: Any) -> Iterator[str]:
    """Every text that is printed, sentences as wholes."""
    if isinstance(value, Sentence):
        yield value.plain
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_PRINTED:
                yield from _texts(getattr(value, field.name))


def _listed(lacking: tuple[str, ...]) -> str:
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    return ", ".join(map(_named, lacking[:3])) + more


def _named(cluster: str) -> str:
    """A letter as it is, its number, and its name.

    >>> _named("\U0001f600")
    '😀 (U+1F600, grinning face)'
    """
    numbers = " ".join(f"U+{ord(c):04X}" for c in cluster)
    name = unicodedata.name(cluster[0], "").lower() if len(cluster) == 1 else ""
    return f"{cluster if cluster.isprintable() else ''} ({', '.join(x for x in (numbers, name) if x)})".strip()


def _start(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
