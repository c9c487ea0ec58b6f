"""One point of an outline, and the phrases that several of its parts need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from overture.dossier import Dossier
from overture.dossier.entries import Entry
from overture.files.fields import AtLeast, Done
from overture.logic import FALSE, TRUE, Formula
from overture.papers.english import day, ended, listed, number
from overture.papers.naming import formula_text
from overture.papers.options import actor


@dataclass(frozen=True)
class Point:
    """What is said, the id of the entry of which it is said, and what is said below it."""

    text: str
    id: str = ""
    points: tuple[Point, ...] = ()

    def told(self, ids: bool) -> str:
        """The text on one line, with the id in brackets where it is asked for."""
        text = " ".join(self.text.split())
        return f"{text} [{self.id}]" if ids and self.id else text

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"text": self.told(False)}
        return told | ({"id": self.id} if self.id else {}) | (
            {"points": [p.as_json() for p in self.points]} if self.points else {}
        )  # fmt: skip


def point(text: str, id: str = "", points: Iterable[Point | str] = ()) -> Point:
    """A point whose text is a sentence, with those below it; texts that are empty are left out.

    >>> point("they agree", "talks", ["always", ""])
    Point(text='They agree.', id='talks', points=(Point(text='Always.', id='', points=()),))
    """
    below = (Point(ended(p)) if isinstance(p, str) else p for p in points if p)
    return Point(ended(text), id, tuple(below))


def because(entry: Entry) -> str:
    """The reason that an entry gives, as a sentence."""
    return f"The reason: {entry.because}" if entry.because else ""


def all_of(dossier: Dossier, actors: Iterable[str]) -> str:
    """Actors in a row, by their names; `every party` and the like stay words."""
    return listed([actor(dossier, a) for a in actors])


def condition(dossier: Dossier, formula: Formula, certain: str, never: str) -> str:
    """A condition behind `if`; for what is always or never so, these words.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> from overture.logic import parse
    >>> condition(read(case("first-case")), parse("reply is refuse"), "in any case", "never")
    'if their government refuses'
    """
    if formula == TRUE:
        return certain
    return never if formula == FALSE else f"if {formula_text(dossier, formula)}"


def act(dossier: Dossier, given: Done | Formula) -> str:
    """What a party has done, or the condition on which it would."""
    return f"done on {day(given.on)}" if isinstance(given, Done) else condition(dossier, given, "yes", "no")


def decided_by(dossier: Dossier, rule: str | AtLeast) -> str:
    """A decision rule in words."""
    if isinstance(rule, AtLeast):
        among = f", {all_of(dossier, rule.among_them)} among them" if rule.among_them else ""
        return f"{number(rule.number)} of the parties at least{among}"
    return {"majority": "a majority of the parties", "two thirds": "two thirds of the parties"}.get(rule, rule)
