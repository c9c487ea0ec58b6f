"""How an imported text stands in YAML and in messages: on one line, and never as more than a text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

# letters that do not come apart into a Latin letter and a mark
_LETTERS = str.maketrans({
    "’": "'", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE",
    "œ": "oe", "Œ": "OE", "ı": "i",
})  # fmt: skip


def one_line(text: str) -> str:
    """The text on one line; characters that are not printed are told by their number.

    So a cell can stand in a comment: it cannot end the line and go on as YAML.

    >>> one_line("Canada\\n  evil: 1"), one_line("bell\\x07")
    ('Canada evil: 1', 'bell\\\\x07')
    """
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def shown(text: str, most: int = 60) -> str:
    """The text as a message shows it: on one line, and its start where it is long.

    >>> shown("an instrument of ratification", 13)
    'an instrument…'
    """
    line = one_line(text)
    return line if len(line) <= most else line[:most] + "…"


def quoted(text: str) -> str:
    """The text as a quoted value of YAML, on one line.

    >>> quoted('say "no"')
    '"say \\\\"no\\\\""'
    """
    return json.dumps(one_line(text), ensure_ascii=False)


def identifier(name: str) -> str:
    """A state as the language writes it; nothing where the name has no Latin letter or digit.

    >>> identifier("USA"), identifier("Côte d’Ivoire"), identifier("Россия")
    ('usa', 'cote_d_ivoire', '')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def stretches(years: Iterable[tuple[int, int]]) -> str:
    """Stretches of years, first and last, in words.

    >>> stretches([(1940, 1944), (1954, 1954)])
    '1940 to 1944, 1954'
    """
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in years)


def joined(years: Iterable[int]) -> list[tuple[int, int]]:
    """Single years as stretches, in order.

    >>> joined([1953, 1951, 1954])
    [(1951, 1951), (1953, 1954)]
    """
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found
