"""What a treaty file holds: one class for each of its kinds of thing.

The classes are the schema of the file and the objects of the Python interface at
once, as those of a dossier are. References between them are checked in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from overture.files.fields import Citations, Day, Text, Texts, Truth, Whole, one_of
from overture.logic import ACTS, FACTS, Formula, FormulaError, parse_condition
from overture.treaties.calendar import Period, Point, parse_period, parse_point
from overture.treaties.phrases import (
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

Mark = Annotated[str, one_of("H", "M", "L")]


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("overture", "{problem}", {"problem": message})


def to_condition(value: object) -> Formula:
    """A condition from its text; what is wrong with it as pydantic wants to hear it."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        if type(value).__module__ == "overture.logic.syntax":
            return value  # type: ignore[return-value]
        raise _wrong("expected a condition")
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
            raise _wrong("expected a text")
        try:
            return read(value)
        except ValueError as error:
            raise _wrong(f"{error}, found `{value}`") from None

    return PlainValidator(check)


Condition = Annotated[Formula, PlainValidator(to_condition)]
PeriodField = Annotated[Period, _phrase(parse_period, Period)]
PointField = Annotated[Point, _phrase(parse_point, Point)]
PlaceField = Annotated[Place, _phrase(parse_place, Place)]


def _conditions(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_conditions)]


def _names_or_condition(value: object) -> tuple[str, ...] | Formula:
    """Names, as a list or as the text `[frg, italy] once in force`; else a condition over x."""
    if isinstance(value, list | tuple):
        return tuple(str(v) for v in value)
    text = str(value).strip()
    if text.startswith("["):
        names, _, rest = text[1:].partition("]")
        if rest.strip() not in ("", "once in force"):
            raise _wrong("expected `[names] once in force`")
        return tuple(n.strip() for n in names.split(",") if n.strip())
    return to_condition(value)


NamesOrCondition = Annotated[Any, PlainValidator(_names_or_condition)]


def _dated(value: object) -> object:
    """A value, or values by the day from which they hold."""
    return value if isinstance(value, dict) else {"0001-01-01": value}


DatedNumber = Annotated[dict[Day, Whole], BeforeValidator(_dated)]
DatedTexts = Annotated[dict[Day, Texts], BeforeValidator(_dated)]


def _weights(value: object) -> object:
    first = next(iter(value.values()), None) if isinstance(value, dict) else None
    return value if isinstance(first, dict) else {"0001-01-01": value}


DatedWeights = Annotated[dict[Day, dict[str, Whole]], BeforeValidator(_weights)]


class Base(BaseModel):
    """What every entry of a treaty file can carry."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    from_: Citations = Field(default=(), alias="from")
    sure: Mark | None = None
    note: Text = ""


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
    bearer: Annotated[Bearer, _phrase(parse_bearer, Bearer)] = Field(default_factory=lambda: parse_bearer("every party"))
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
            raise _wrong("expected `do` or `not_to`, and not both")
        if self.when is None and not self.lasts:
            raise _wrong("expected `when` (what makes the duty arise) or `lasts` (how long it stands)")
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
            raise _wrong("expected `from` or `text`: the day from which the article reads so")
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
    veto: Text = ""
    not_voting: Text = ""
    art: Text = ""
    includes: Texts = ()

    @model_validator(mode="after")
    def _countable(self) -> Voting:
        if self.votes is None and not self.rule:
            raise _wrong("expected `votes` (a number) or `rule` (such as `two thirds`)")
        _ = self.majority
        return self

    @property
    def majority(self) -> Majority | None:
        try:
            return parse_majority(self.rule) if self.rule else None
        except ValueError as error:
            raise _wrong(f"{error}, found `{self.rule}`") from None


class Organ(Base):
    """A body that decides: who sits in it, and how it votes on each matter."""

    art: Text = ""
    members: Text = ""
    permanent: DatedTexts | None = None
    seats: DatedNumber | None = None
    voting: tuple[Voting, ...] = ()
    readings: dict[str, Reading] = {}


class Completeness(Base):
    """For which acts, and until when, what is not in the log did not happen."""

    acts: Texts = ()
    until: Day


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

    @property
    def in_favour(self) -> tuple[str, ...] | int:
        if isinstance(self.for_, list | tuple):
            return tuple(str(v) for v in self.for_)
        return int(self.for_) if str(self.for_).isdecimal() else (str(self.for_),)


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
            raise _wrong("expected one of `act`, `fact`, `vote` and `expect`")
        if self.fact is not None and isinstance(self.fact, dict):
            kind = next(iter(self.fact), "")
            if kind not in FACTS:
                raise _wrong(f"expected a fact of the list ({', '.join(FACTS)}) or a sentence, found `{kind}`")
        return self

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
        forms = [f for f in ("try_", "status", "fact", "vote", "duty", "conflict", "order") if getattr(self, f) is not None]
        if len(forms) != 1:
            raise _wrong("expected one of `try`, `status`, `fact`, `vote`, `duty`, `conflict` and `order`")
        return self

    @property
    def form(self) -> str:
        return next(
            f.rstrip("_") for f in ("try_", "status", "fact", "vote", "duty", "conflict", "order")
            if getattr(self, f) is not None
        )  # fmt: skip


class Group(Base):
    """Named states, with who says that they belong."""

    members: Texts
    because: Text = ""
    by: Texts = ()


def _group(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {"members": value}


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
    depositary: Annotated[Depositary | None, BeforeValidator(_depositary)] = None
    amends: Text = ""
    renumbered: dict[str, Text] = {}
    text: TextKnown | None = None
    terms: dict[str, Text] = {}
    groups: dict[str, Annotated[Group, BeforeValidator(_group)]] = {}
    regions: dict[str, Texts] = {}
    judgements: dict[str, Judgement] = {}
    provisions: tuple[Provision, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    organs: dict[str, Organ] = {}
    log: Log = Log()
    questions: tuple[Question, ...] = ()
