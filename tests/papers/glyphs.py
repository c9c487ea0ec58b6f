"""Asks typst which characters its fonts and ours can show, and writes the table that warnings are made from.

    python -m tests.papers.glyphs

Needed when the release of typst or the shipped font changes; takes a minute.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable

from overture.papers.formats.glyphs import TABLE
from overture.papers.formats.typesetting import displays

_BOM = 0xFEFF  # typst drops it where it reads a file, and PDF/UA has no place for it
_ELSEWHERE = ("CJK ", "HANGUL SYLLABLE", "TANGUT", "KHITAN", "NUSHU", "EGYPTIAN", "ANATOLIAN", "CUNEIFORM", "BAMUM")


def _asked() -> Iterable[int]:
    """Every character that a font of ours might have."""
    for code in range(0x20, 0x20000):
        kind, name = unicodedata.category(chr(code)), unicodedata.name(chr(code), "")
        if kind not in ("Cc", "Cn", "Cs", "Co") and code != _BOM and not name.startswith(_ELSEWHERE):
            yield code


def main() -> None:
    """Writes the table."""
    found: list[list[int]] = []
    for code in _asked():
        if not displays(chr(code)):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    with open(str(TABLE), "w", encoding="ascii") as file:
        file.writelines(f"{a:04X}-{b:04X}\n" if a != b else f"{a:04X}\n" for a, b in found)
    print(sum(b - a + 1 for a, b in found), "characters", file=sys.stderr)


if __name__ == "__main__":
    main()
