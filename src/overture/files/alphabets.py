"""Letters that look alike and are not: a name that differs from a known one by a letter of another alphabet."""

from __future__ import annotations

import unicodedata


def _alphabet(letter: str) -> str:
    """The alphabet of a letter, in the words of Unicode: `Latin`, `Cyrillic`, `Greek`."""
    return unicodedata.name(letter, "").partition(" ")[0].capitalize() if letter.isalpha() else ""


def other_letters(word: str, known: str) -> str:
    """What to say of a word that is written like a known name but for letters of another alphabet, or nothing.

    >>> other_letters("\u0430ctor", "actor")
    'the letter 1 of `\u0430ctor` is Cyrillic, not Latin'
    >>> other_letters("actro", "actor")
    ''
    """
    if len(word) != len(known):
        return ""
    apart = [(i, a, b) for i, (a, b) in enumerate(zip(word, known, strict=True), 1) if a != b]
    if not apart or any(_alphabet(a) == _alphabet(b) or not _alphabet(a) or not _alphabet(b) for _, a, b in apart):
        return ""
    place, letter, meant = apart[0]
    return f"the letter {place} of `{word}` is {_alphabet(letter)}, not {_alphabet(meant)}"
