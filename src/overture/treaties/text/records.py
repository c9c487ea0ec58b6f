"""What a log records and what may be asked: events, votes, how far the record is complete, questions."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from overture.files.fields import Day, Text, Texts, one_of
from overture.logic import ACTS, FACTS
from overture.treaties.text.base import Base, wrong


class Completeness(Base):
    """For which acts, and until when, what is not in the log did not happen."""

    acts: tuple[Annotated[str, one_of(*ACTS, *FACTS)], ...] = ()
    until: Day

    @field_validator("acts", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return value if isinstance(value, list | tuple) else (value,)


class VoteEvent(Base):
    """A vote in an organ, by ballots; `for` may be a number where names are not known."""

    organ: Text
    matter: Text
    text: Text = ""
    of: Text = ""
    for_: Any = Field(default=(), alias="for")
    against: Texts = ()
    abstain: Texts = ()
    absent: Texts = ()
    not_voting: Texts = ()
    disputants: Texts = ()
    preliminary: VoteEvent | None = None

    @model_validator(mode="after")
    def _once_each(self) -> VoteEvent:
        given = self.in_favour
        names = [*(given if isinstance(given, tuple) else ()), *self.against, *self.abstain, *self.absent]
        twice = next((n for n in names if names.count(n) > 1 and not n.isdecimal()), "")
        if twice:
            raise wrong(f"each votes once, found `{twice}` twice")
        if isinstance(self.for_, dict) or re.fullmatch(r"-\d+", str(self.for_)):
            raise wrong("expected names or a number under `for`")
        return self

    @property
    def in_favour(self) -> tuple[str, ...] | int:
        if isinstance(self.for_, list | tuple):
            return tuple(str(v) for v in self.for_)
        return int(self.for_) if str(self.for_).isdecimal() else (str(self.for_),)


_PARTS = ("by", "on", "at")


def _one_fact(given: object) -> None:
    """Nothing, if a fact is a sentence or one of the list with who did it, whom it hit and where."""
    several = isinstance(given, dict) and (not given or any(k in FACTS for k in list(given)[1:]))
    if several or isinstance(given, list | tuple):
        raise wrong("expected one fact, as in `{armed attack: {by: STATE, on: STATE}}`")
    if not isinstance(given, dict):
        return
    kind, parts = next(iter(given.items()))
    if kind not in FACTS:
        raise wrong(f"expected a fact of the list ({', '.join(FACTS)}) or a sentence, found `{kind}`")
    for part in parts if isinstance(parts, dict) else ():
        if part not in _PARTS and get_close_matches(str(part), _PARTS):
            raise wrong(f"a fact is told by `by`, `on` and `at`, found `{part}`")


class Event(Base):
    """An entry of the log: an act, a fact, a vote, or what the record says is so on the day."""

    on: Day
    also: dict[Day, Text] = {}
    act: Annotated[str, one_of(*ACTS)] | None = None
    fact: Any = None
    vote: VoteEvent | None = None
    expect: Text = ""
    by: Texts = ()
    of: Texts = ()
    treaty: Text = ""
    instrument: Text = ""
    effect: Annotated[str, one_of("", "at once", "notice", "end of term")] = ""
    acquiescence: Texts = ()
    consents: Texts = ()
    articles: Texts = ()
    house: Text = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Event:
        given = [k for k in ("act", "fact", "vote") if getattr(self, k) is not None]
        if len(given) + bool(self.expect) != 1:
            raise wrong("expected one of `act`, `fact`, `vote` and `expect`")
        if self.expect and not re.fullmatch(r"(?:[\w-]+ )?in force", self.expect):
            raise wrong(f"expected `in force` or `TREATY in force`, found `{self.expect}`")
        if self.fact is not None:
            _one_fact(self.fact)
        return self

    @property
    def expected(self) -> str:
        """The treaty that an `expect` says is in force; nothing for the one in whose log it stands."""
        return self.expect.removesuffix("in force").strip()

    @property
    def fact_kind(self) -> str:
        """The kind of a fact that is told by keys; nothing for one told in a sentence."""
        return next(iter(self.fact)) if isinstance(self.fact, dict) else ""

    def fact_part(self, part: str) -> tuple[str, ...]:
        """Who did it (`by`) or whom it hit (`on`); of a fact that names one state, that state."""
        value = self.fact[self.fact_kind] if self.fact_kind else None
        if isinstance(value, dict):
            value = value.get(part, ())
        elif part == "at" or (part == "by" and self.fact_kind in ("armed attack", "threat")):
            value = ()
        return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),) if value else ()


class Log(Base):
    """The record of the depositary, and how far it is complete."""

    complete: Completeness | None = None
    complete_for: dict[str, Completeness] = {}
    events: tuple[Event, ...] = ()


class Question(Base):
    """A question with the answer that a right reading gives."""

    id: Text = ""
    on: Day
    ask: Text = ""
    try_: dict[str, Any] | None = Field(default=None, alias="try")
    status: Any = None
    fact: dict[str, Any] | None = None
    vote: VoteEvent | None = None
    duty: dict[str, Any] | None = None
    conflict: dict[str, Any] | None = None
    order: tuple[Text, ...] | None = None
    suppose: Any = None
    with_: Texts = Field(default=(), alias="with")
    treaty: Text = ""
    expect: Any = None
    art: Text = ""
    because: Text = ""
    blocking: tuple[Texts, ...] | None = None
    pivotal: Texts | None = None
    open: Texts | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Question:
        forms = [
            f for f in ("try_", "status", "fact", "vote", "duty", "conflict", "order") if getattr(self, f) is not None
        ]
        if len(forms) != 1:
            raise wrong("expected one of `try`, `status`, `fact`, `vote`, `duty`, `conflict` and `order`")
        return self

    @property
    def form(self) -> str:
        return next(
            f.rstrip("_") for f in ("try_", "status", "fact", "vote", "duty", "conflict", "order")
            if getattr(self, f) is not None
        )  # fmt: skip
