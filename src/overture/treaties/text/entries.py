"""What a treaty file holds: one class for each of its kinds of thing.

The classes are the schema of the file and the objects of the Python interface at
once, as those of a dossier are. References between them are checked in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from overture.files import json_types
from overture.files.fields import Day, Text, Texts, Truth, Whole, one_of
from overture.logic import ACTS, Formula, FormulaError, parse_condition
from overture.treaties.text.base import Base, wrong
from overture.treaties.text.calendar import Period, Point, parse_period, parse_point
from overture.treaties.text.phrases import (
    Bearer,
    Effect,
    Majority,
    Place,
    Task,
    Trigger,
    parse_bearer,
    parse_effect,
    parse_majority,
    parse_place,
    parse_prohibition,
    parse_renewal_unless,
    parse_task,
    parse_trigger,
)
from overture.treaties.text.records import Log, Question


def to_condition(value: object) -> Formula:
    """A condition from its text; what is wrong with it as pydantic wants to hear it."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        if type(value).__module__ == "overture.logic.syntax":
            return value  # type: ignore[return-value]
        raise wrong("expected a condition")
    try:
        return parse_condition(value)
    except FormulaError as error:
        context = {"problem": error.message, "start": error.start, "end": error.end, "hint": error.hint}
        raise PydanticCustomError("formula", "this condition cannot be read: {problem}", context) from None


def _phrase(read: Callable[[str], Any], kind: type) -> Any:
    """A field that a phrase is read into."""

    def check(value: object) -> object:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise wrong("expected a text")
        try:
            return read(value)
        except ValueError as error:
            raise wrong(f"{error}, found `{value}`") from None

    return PlainValidator(check)


Condition = Annotated[Formula, PlainValidator(to_condition), WithJsonSchema(json_types.FORMULA)]
PeriodField = Annotated[Period, _phrase(parse_period, Period)]
PointField = Annotated[Point, _phrase(parse_point, Point)]
PlaceField = Annotated[Place, _phrase(parse_place, Place)]


def _conditions(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Conditions = Annotated[
    tuple[Condition, ...], json_types.Before(_conditions, lambda several: json_types.one_or_list(several["items"]))
]


def _names_or_condition(value: object) -> tuple[str, ...] | Formula:
    """Names, as a list or as the text `[frg, italy] once in force`; else a condition over x."""
    if isinstance(value, list | tuple):
        return tuple(str(v) for v in value)
    text = str(value).strip()
    if text.startswith("["):
        names, _, rest = text[1:].partition("]")
        if rest.strip() not in ("", "once in force"):
            raise wrong("expected `[names] once in force`")
        return tuple(n.strip() for n in names.split(",") if n.strip())
    return to_condition(value)


NamesOrCondition = Annotated[
    Any, PlainValidator(_names_or_condition), WithJsonSchema(json_types.either(json_types.FORMULA, json_types.TEXTS))
]


def _dated(value: object) -> object:
    """A value, or values by the day from which they hold."""
    return value if isinstance(value, dict) else {"0001-01-01": value}


def _or_alone(by_day: dict[str, Any]) -> dict[str, Any]:
    (value,) = by_day["patternProperties"].values()
    return json_types.either(value, {**by_day, "additionalProperties": False})


DatedNumber = Annotated[dict[Day, Whole], json_types.Before(_dated, _or_alone)]
DatedTexts = Annotated[dict[Day, Texts], json_types.Before(_dated, _or_alone)]


def _weights(value: object) -> object:
    first = next(iter(value.values()), None) if isinstance(value, dict) else None
    return value if isinstance(first, dict) else {"0001-01-01": value}


DatedWeights = Annotated[dict[Day, dict[str, Whole]], json_types.Before(_weights, _or_alone)]


class Power(Base):
    """An act that the treaty makes possible: by whom, on whom, what it needs and what it brings about."""

    act: Annotated[str, one_of(*ACTS)]
    by: Text = "x"
    of: Text = ""
    needs: Conditions = ()
    with_: Text = Field(default="", alias="with")
    matter: Text = ""
    not_before: PointField | None = None
    not_after: PointField | None = None
    notice: PeriodField | None = None
    until: Text = ""
    effect: Annotated[Effect | None, _phrase(parse_effect, Effect)] = None
    default: Truth = False


class StatusClause(Base):
    """What counts as what: in force, party, observer, ended."""

    in_force: Condition | None = None
    party: NamesOrCondition = None
    observer: NamesOrCondition = None
    named: NamesOrCondition = None
    ends: Condition | None = None
    eligible: Text = ""
    conflict: Text = ""
    third_state: Text = ""
    default: Truth = False


class Duty(Base):
    """What is owed or forbidden, by whom, when and where."""

    when: Annotated[Trigger | None, _phrase(parse_trigger, Trigger)] = None
    bearer: Annotated[Bearer, _phrase(parse_bearer, Bearer)] = Field(
        default_factory=lambda: parse_bearer("every party")
    )
    to: Text = ""
    do: Annotated[Task | None, _phrase(parse_task, Task)] = None
    not_to: Annotated[Task | None, _phrase(parse_prohibition, Task)] = None
    how: Text = ""
    at_least: Text = ""
    where: Text = ""
    judged_by: Text = ""
    until: Text = ""
    lasts: Text = ""
    not_before: PointField | None = None
    contrary: Texts = ()

    @model_validator(mode="after")
    def _one_task(self) -> Duty:
        if (self.do is None) == (self.not_to is None):
            raise wrong("expected `do` or `not_to`, and not both")
        if self.when is None and not self.lasts:
            raise wrong("expected `when` (what makes the duty arise) or `lasts` (how long it stands)")
        return self

    @property
    def task(self) -> Task:
        found = self.do or self.not_to
        assert found is not None
        return found


class Term(Base):
    """How long the treaty lasts."""

    length: PeriodField
    from_: Annotated[str, one_of("in force", "signed", "start")] = Field(default="in force", alias="from")  # type: ignore[assignment]
    renewal: PeriodField | None = None
    unless: Annotated[Period | None, _phrase(parse_renewal_unless, Period)] = None
    withdrawal: Text = ""


class AreaClause(Base):
    """The area of a treaty, by what is hit and where."""

    territory: Texts = ()
    extra: Texts = ()
    occupation_forces_of_parties: Texts = ()
    forces: Texts = ()
    islands: Texts = ()
    vessels: Texts = ()
    aircraft: Texts = ()

    @property
    def places(self) -> tuple[Place, ...]:
        kinds = (
            ("territory", (*self.territory, *self.extra)), ("occupation forces", self.occupation_forces_of_parties),
            ("forces", self.forces), ("islands", self.islands), ("vessels", self.vessels), ("aircraft", self.aircraft),
        )  # fmt: skip
        return tuple(Place(kind, region) for kind, regions in kinds for region in regions)


class Reading(Base):
    """One of several ways in which informed people read a clause."""

    says: Text
    by: Texts = ()
    set: dict[str, Any]


class Version(Base):
    """What an article says from a day on; what it does not name stays as it was."""

    from_: Annotated[Day | None, Field(alias="from")] = None  # type: ignore[assignment]
    text: Day | None = None
    by: Text = ""
    says: Text = ""
    power: Power | None = None
    status: StatusClause | None = None
    duty: Duty | None = None
    area: AreaClause | None = None
    adds: tuple[PlaceField, ...] = ()
    drops: tuple[PlaceField, ...] = ()

    @model_validator(mode="after")
    def _dated(self) -> Version:
        if (self.from_ is None) == (self.text is None):
            raise wrong("expected `from` or `text`: the day from which the article reads so")
        return self

    @property
    def since(self) -> date:
        day = self.from_ or self.text
        assert isinstance(day, date)
        return day


class Priority(Base):
    over: Text


class Provision(Base):
    """One rule of an article: the words in brief, and what follows from them."""

    art: Text
    says: Text
    power: Power | None = None
    status: StatusClause | None = None
    duty: Duty | None = None
    term: Term | None = None
    area: AreaClause | None = None
    organ: Texts = ()
    priority: Priority | None = None
    plea: Texts = ()
    versions: tuple[Version, ...] = ()
    readings: dict[str, Reading] = {}


class Instrument(Base):
    """A protocol or agreement under the treaty, with a life of its own."""

    id: Text
    says: Text
    signatories: Texts = ()
    in_force: Condition | None = None
    of: Texts = ()
    counts_as: dict[Annotated[str, one_of("consent", "invite")], Text] = {}
    extends: PeriodField | None = None


class Voting(Base):
    """How an organ decides one kind of matter."""

    matter: Text
    votes: DatedNumber | None = None
    weights: DatedWeights | None = None
    rule: Text = ""
    veto: Texts = ()
    not_voting: Text = ""
    art: Text = ""
    includes: Texts = ()

    @model_validator(mode="after")
    def _countable(self) -> Voting:
        if self.votes is None and not self.rule:
            raise wrong("expected `votes` (a number) or `rule` (such as `two thirds`)")
        _ = self.majority
        return self

    @property
    def majority(self) -> Majority | None:
        try:
            return parse_majority(self.rule) if self.rule else None
        except ValueError as error:
            raise wrong(f"{error}, found `{self.rule}`") from None


class Organ(Base):
    """A body that decides: who sits in it, and how it votes on each matter."""

    art: Text = ""
    members: Text = ""
    permanent: DatedTexts | None = None
    seats: DatedNumber | None = None
    voting: tuple[Voting, ...] = ()
    readings: dict[str, Reading] = {}


class Group(Base):
    """Named states, with who says that they belong."""

    members: Texts
    because: Text = ""
    by: Texts = ()


def _group(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {"members": value}


def _or_names(group: dict[str, Any]) -> dict[str, Any]:
    return json_types.either(json_types.TEXTS, group)


class Judgement(Base):
    """A condition that only a judgement can meet; who holds it, and what the analyst takes it for."""

    says: Text
    value: Annotated[str, one_of("true", "false", "unknown")] = "unknown"
    by: Texts = ()


class Signed(Base):
    on: Day
    at: Text = ""
    by: Text = ""


class Depositary(Base):
    state: Text


def _depositary(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {"state": value}


def _or_state(depositary: dict[str, Any]) -> dict[str, Any]:
    return json_types.either(json_types.TEXT, depositary)


class TextKnown(Base):
    """What of the text was read, what is told from memory, and what it does not speak of."""

    seen: Any = None
    recalled: Any = None
    silent: Texts = ()


KINDS = ("treaty", "protocol", "amending protocol", "draft", "constitution of an organisation", "background")


class TreatyFile(Base):
    """A treaty as a file states it."""

    treaty: Text
    name: Text
    also: Texts = ()
    kind: Annotated[str, one_of(*KINDS)] = "treaty"
    signed: Signed | None = None
    tabled: Signed | None = None
    depositary: Annotated[Depositary | None, json_types.Before(_depositary, _or_state)] = None
    amends: Text = ""
    renumbered: dict[str, Text] = {}
    text: TextKnown | None = None
    terms: dict[str, Text] = {}
    groups: dict[str, Annotated[Group, json_types.Before(_group, _or_names)]] = {}
    regions: dict[str, Texts] = {}
    judgements: dict[str, Judgement] = {}
    provisions: tuple[Provision, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    organs: dict[str, Organ] = {}
    log: Log = Log()
    questions: tuple[Question, ...] = ()
