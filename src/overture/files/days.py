"""Days in other forms than that of the language, where there is no doubt which day is meant."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9}) (?P<day>\d{1,2}),? (?P<year>\d{4})", re.ASCII)


def iso_day(text: str) -> str:
    """The day that a text tells, as the language writes it; nothing where it is not certain.

    >>> iso_day("26 March 1954"), iso_day("1954-3-6"), iso_day("3/4/1954")
    ('1954-03-26', '1954-03-06', '')
    """
    for form in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        found = form.fullmatch(text.strip())
        if found:
            try:
                return date(int(found["year"]), _month(found["month"]), int(found["day"])).isoformat()
            except ValueError:  # no such day
                return ""
    return ""


def not_in_the_calendar(text: str) -> str:
    """Why no calendar has a day that is written as the language writes days; nothing where that is not the mistake.

    >>> not_in_the_calendar("2023-06-31"), not_in_the_calendar("2023-13-01"), not_in_the_calendar("in June")
    ('June 2023 has 30 days', 'a year has 12 months', '')
    """
    found = _YEAR_FIRST.fullmatch(text.strip())
    if not found or int(found["year"]) == 0:
        return ""
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    if not 1 <= month <= 12:
        return "a year has 12 months"
    most = calendar.monthrange(year, month)[1]
    return f"{_MONTHS[month - 1].title()} {year} has {most} days" if not 1 <= day <= most else ""


def _month(told: str) -> int:
    return int(told) if told.isdecimal() else named_month(told)


def named_month(name: str) -> int:
    """The number of a month by its English name or the start of it; zero where it is none.

    >>> named_month("March"), named_month("sept"), named_month("spring")
    (3, 9, 0)
    """
    return next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)
