"""Days and periods as treaties count them: `in force + 20 years`, a notice of one year, the end of a term."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_PERIOD = re.compile(r"(\d{1,4}) (year|month|week|day)s?")
_POINT = re.compile(r"(?P<anchor>.+?)(?: (?P<sign>[+-]) (?P<period>.+))?")
ANCHORS = ("in force", "signed", "start", "end of term")


@dataclass(frozen=True)
class Period:
    """A length of time: `1 year`, `18 months`."""

    number: int
    unit: str  # year | month | week | day

    def after(self, day: date, sign: int = 1) -> date:
        """The day that many units later (or earlier).

        Years and months are counted to the same day of the month; where that month
        has no such day, the period ends on its last day. So a year from 29 February
        ends on 28 February, the rule of the European Convention on the Calculation of
        Time-Limits (1972), art. 4(2).

        >>> Period(1, "year").after(date(1952, 2, 29)), Period(20, "year").after(date(1949, 8, 24))
        (datetime.date(1953, 2, 28), datetime.date(1969, 8, 24))
        """
        try:
            if self.unit in ("day", "week"):
                return day + timedelta(days=sign * self.number * (7 if self.unit == "week" else 1))
            months = day.year * 12 + day.month - 1 + sign * self.number * (12 if self.unit == "year" else 1)
            year, month = divmod(months, 12)
            if not MINYEAR <= year <= MAXYEAR:
                return date.max if sign > 0 else date.min
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        except OverflowError:
            return date.max if sign > 0 else date.min

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


@dataclass(frozen=True)
class Point:
    """A day that depends on the life of the treaty: an anchor, or a day, and a period before or after it."""

    anchor: str  # one of ANCHORS, or a day such as 1948-08-25
    sign: int = 1
    period: Period | None = None

    def on(self, anchors: dict[str, date | None]) -> date | None:
        """The day, or nothing where its anchor has no day yet."""
        start = anchors.get(self.anchor) if self.anchor in ANCHORS else date.fromisoformat(self.anchor)
        if start is None:
            return None
        return self.period.after(start, self.sign) if self.period else start

    def __str__(self) -> str:
        return f"{self.anchor} {'+' if self.sign > 0 else '-'} {self.period}" if self.period else self.anchor


def parse_period(text: str) -> Period:
    """Read a period. Raises ValueError in the analyst's words.

    >>> str(parse_period("1 year"))
    '1 year'
    """
    found = _PERIOD.fullmatch(text.strip())
    if not found:
        raise ValueError("expected a period such as `1 year`, `18 months` or `90 days`")
    return Period(int(found[1]), found[2])


def parse_point(text: str) -> Point:
    """Read a day that depends on the life of the treaty. Raises ValueError in the analyst's words.

    >>> str(parse_point("in force + 20 years"))
    'in force + 20 years'
    """
    found = _POINT.fullmatch(text.strip())
    anchor = found["anchor"] if found else ""
    if anchor not in ANCHORS:
        try:
            date.fromisoformat(anchor)
        except ValueError:
            raise ValueError(
                f"expected a day counted from {', '.join(f'`{a}`' for a in ANCHORS)} or a date, as in "
                "`in force + 20 years`"
            ) from None
    assert found is not None
    if not found["period"]:
        return Point(anchor)
    return Point(anchor, -1 if found["sign"] == "-" else 1, parse_period(found["period"]))
