"""Disputed answers: the same question under each reading, each date and by text or practice.

Where the answers differ the answer is disputed, and what it hangs on is named. So the
fourth value is never computed by itself: it is the difference of several plays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Generic, TypeVar

from overture.treaties.text.system import Entry, Settings, System

T = TypeVar("T")
MOST_RUNS = 64


@dataclass(frozen=True)
class Choice:
    """Something contested, with the ways in which it can be taken; each changes the settings."""

    subject: str
    ways: tuple[tuple[str, Settings], ...]


@dataclass(frozen=True)
class Answers(Generic[T]):
    """The answer under each way of taking what is contested; the first is the base."""

    base: T
    differing: tuple[tuple[str, T], ...] = ()  # what was taken otherwise, and the answer then
    left_out: bool = False


def choices(system: System, treaties: Iterable[str], day: date) -> list[Choice]:
    """What is contested about some treaties up to a day: readings, dates of acts, text against practice."""
    wanted = set(treaties)
    found = []
    for clause, readings in system.readings.items():
        if clause.split(" ", 1)[0] in wanted and len(readings) > 1:
            ways = tuple((f"reading `{key}` of {clause}", Settings({clause: key})) for key in readings)
            found.append(Choice(clause, ways))
    for entry in system.log:
        days = sorted({entry.event.on, *entry.event.also})
        if entry.event.act and entry.event.also and system.home(entry.of) in wanted and days[0] <= day:
            ordered = (entry.event.on, *(d for d in days if d != entry.event.on))
            found.append(Choice(_told(entry), tuple(
                (f"{_told(entry)} on {d}", Settings(dates={id(entry.event): d})) for d in ordered
            )))  # fmt: skip
    if any(_contested(e, day) and system.home(e.of) in wanted for e in system.log):
        found.append(Choice("text or practice", (
            ("by the text", Settings()), ("by the practice of the parties", Settings(practice=True)),
        )))  # fmt: skip
    return found


def _told(entry: Entry) -> str:
    return f"{', '.join(entry.event.by)} {entry.event.act} ({entry.of})".strip()


def _contested(entry: Entry, day: date) -> bool:
    return bool(entry.event.acquiescence) and entry.event.on <= day


def merged(parts: Sequence[Settings]) -> Settings:
    """Several settings taken together."""
    readings: dict[str, str] = {}
    dates: dict[int, date] = {}
    for part in parts:
        readings.update(part.readings)
        dates.update(part.dates)
    return Settings(readings, dates, any(p.practice for p in parts))


def under_each(
    system: System, contested: Sequence[Choice], answer: Callable[[System], T], same: Callable[[T, T], bool]
) -> Answers[T]:
    """An answer under every combination of what is contested; one at a time where they are more than `MOST_RUNS`."""
    base_settings = [c.ways[0][1] for c in contested]
    base = answer(system.under(merged(base_settings)))
    count = 1
    for choice in contested:
        count *= len(choice.ways)
    differing: list[tuple[str, T]] = []
    if count <= MOST_RUNS:
        runs = product(*(c.ways for c in contested))
        next(runs, None)
        for ways in runs:
            found = answer(system.under(merged([s for _, s in ways])))
            if not same(base, found):
                told = [name for (name, _), c in zip(ways, contested, strict=True) if name != c.ways[0][0]]
                differing.append((" and ".join(told), found))
    else:
        for place, choice in enumerate(contested):
            for name, settings in choice.ways[1:]:
                parts = [*base_settings[:place], settings, *base_settings[place + 1 :]]
                found = answer(system.under(merged(parts)))
                if not same(base, found):
                    differing.append((name, found))
    return Answers(base, _smallest(differing), count > MOST_RUNS)


def _smallest(differing: list[tuple[str, T]]) -> tuple[tuple[str, T], ...]:
    """What makes a difference already with fewer things taken otherwise is told once."""
    parts = [frozenset(told.split(" and ")) for told, _ in differing]
    return tuple(d for d, p in zip(differing, parts, strict=True) if not any(other < p for other in parts))
