"""A little English: lists, numbers, dates, articles. It knows nothing of dossiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# common nouns that ask for an article when they end a proper name
_COMMON_HEADS = frozenset(
    [
        "accord",
        "act",
        "agreement",
        "alliance",
        "assembly",
        "authority",
        "bloc",
        "board",
        "charter",
        "cabinet",
        "commission",
        "committee",
        "community",
        "conference",
        "congress",
        "convention",
        "council",
        "court",
        "directorate",
        "federation",
        "force",
        "forces",
        "government",
        "kingdom",
        "league",
        "ministry",
        "mission",
        "movement",
        "office",
        "organisation",
        "organization",
        "pact",
        "parliament",
        "party",
        "powers",
        "president",
        "presidium",
        "protocol",
        "republic",
        "secretariat",
        "senate",
        "states",
        "treaty",
        "union",
    ]
)
_SMALL = ("the", "a", "an", "our", "their", "its", "as", "only", "what", "it")


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items in a row, as one says them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def number(n: int) -> str:
    """Small numbers in words.

    >>> number(3), number(40)
    ('three', '40')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "reply"), counted(2, "reply", "replies")
    ('one reply', 'two replies')
    """
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter, inside a quotation mark too; the rest is as it was.

    >>> capital("they agree"), capital("“ask first” is best")
    ('They agree', '“Ask first” is best')
    """
    at = 1 if text[:1] in "“‘" and len(text) > 1 else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def uncapital(text: str) -> str:
    """The text inside a sentence: an article or a pronoun loses its capital, a name keeps it.

    >>> uncapital("The treaty holds"), uncapital("Oslo agrees")
    ('the treaty holds', 'Oslo agrees')
    """
    first = text.split(" ", 1)[0].lower()
    return text[:1].lower() + text[1:] if first in _SMALL else text


def ended(text: str) -> str:
    """The text as a sentence: a capital, and a full stop if it has no end.

    >>> ended("they refuse"), ended("Why?")
    ('They refuse.', 'Why?')
    """
    text = capital(text.strip())
    return text if not text or text[-1] in ".?!" or text[-2:] in (".”", "?”", "!”") else text + "."


def joined(parts: Sequence[str]) -> str:
    """Remarks in a row: after one that has ended as a sentence the next begins one, all others follow a semicolon.

    >>> joined(["it is far", "who goes?", "nobody asked", "Oslo"])
    'it is far; who goes? Nobody asked; Oslo'
    """
    told = ""
    for part in parts:
        over = told[-1:] in (".", "!", "?", "…") or told[-2:] in (".”", "!”", "?”", ".’", "!’", "?’")
        told += f" {capital(part)}" if over else f"; {part}" if told else part
    return told


def day(when: date | str) -> str:
    """A date as it is written in a paper.

    >>> day("1954-03-26"), day("1954-03"), day("2011")
    ('26 March 1954', 'March 1954', '2011')
    """
    year, *rest = str(when).split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def the(name: str) -> str:
    """A name with its article, where its last word is a common noun.

    >>> the("North Atlantic Treaty"), the("Norway"), the("Treaty of Rome"), the("our government")
    ('the North Atlantic Treaty', 'Norway', 'the Treaty of Rome', 'our government')
    """
    words = name.split()
    if not words or re.match(r"(the|a|an|our|their|his|her|its|all|some|other)$", words[0], re.I):
        return name
    head = re.split(r" (?:of|on|for|and|in|\()", name)[0].split()
    alone = len(words) == 1 or (len(head) == 1 and len(words) == len(head))
    return f"the {name}" if head and head[-1].lower() in _COMMON_HEADS and not alone else name


def ordinal(n: int) -> str:
    """A place in a ranking: in words as far as they are read with ease.

    >>> ordinal(2), ordinal(12)
    ('second', '12')
    """
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[n - 1] if n <= len(words) else str(n)
