"""Days as records of treaties write them: which day is told, and what is doubtful about it."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from overture.files.days import named_month

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})", re.ASCII)

Order = Literal["", "day first", "month first", "either"]


class ToldDay(NamedTuple):
    """A day, or none; what is doubtful about it; and of two numbers, which of them can be the month."""

    day: date | None
    doubt: str = ""
    order: Order = ""


def day_of(text: str) -> ToldDay:
    """A day in one of the usual forms, and what is doubtful about it.

    A bare year is no day. Of two numbers that may both be a month the first is taken
    for the day, and that is told.

    >>> day_of("24 August 1949")[0], day_of("24/08/1949")[0], day_of("1949")[0]
    (datetime.date(1949, 8, 24), datetime.date(1949, 8, 24), None)
    >>> day_of("03/04/1949").order
    'either'
    """
    words = " ".join(text.replace(",", " ").split())
    try:
        return _day_of(words)
    except ValueError:  # no such day
        return ToldDay(None)


def _day_of(words: str) -> ToldDay:
    found = _ISO.fullmatch(words)
    if found:
        return ToldDay(date(int(found[1]), int(found[2]), int(found[3])))
    found = _NUMBERS.fullmatch(words)
    if found:
        return _two_numbers(int(found[1]), int(found[3]), int(found[4]))
    found = _DAY_MONTH.fullmatch(words)
    if found:
        return _named_month(found[1], found[2], found[3])
    found = _MONTH_DAY.fullmatch(words)
    return _named_month(found[2], found[1], found[3]) if found else ToldDay(None)


def _two_numbers(first: int, second: int, year: int) -> ToldDay:
    if second > 12:
        day = date(year, first, second)
        return ToldDay(day, f"read as month/day/year, {day}, since there is no month {second}", "month first")
    day = date(year, second, first)
    if first > 12 or first == second:
        return ToldDay(day, "", "day first" if first > 12 else "")
    return ToldDay(day, f"day and month may be meant the other way round; read as {day}", "either")


def _named_month(day: str, name: str, year: str) -> ToldDay:
    month = named_month(name)
    return ToldDay(date(int(year), month, int(day)) if month else None)
