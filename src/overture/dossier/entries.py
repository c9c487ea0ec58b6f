"""What a dossier holds: one class for each kind of thing.

The classes are the schema of the file (`from` and `if`, words of Python, are
`from_` and `if_` here) and the objects of the Python interface at once.
References between entries are ids; `names.py` checks that they exist.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from overture.files import json_types
from overture.files.fields import (
    Act,
    Citations,
    Day,
    DecisionRule,
    Final,
    FormulaField,
    LooseDay,
    Needs,
    Number,
    Text,
    Texts,
    Truth,
    Whole,
    one_of,
    to_formula,
)
from overture.logic import FALSE, TRUE, Formula

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
LIKELIHOODS = (
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain",
)  # fmt: skip
BASES = ("fact", "report", "inference", "judgement", "reconstruction")

Likelihood = Annotated[str, one_of(*LIKELIHOODS)]
Concept = Annotated[str, one_of(*CONCEPTS)]


def _shorthand(key: str) -> Any:
    """Lets an entry be written as the value of its one important field."""
    return json_types.Before(
        lambda value: value if isinstance(value, dict | BaseModel) else {key: value},
        lambda whole: json_types.either(json_types.TEXT, whole),
    )


class Entry(BaseModel):
    """What every entry can carry: where it comes from, who says it, on what basis."""

    # built when first used: a command that reads no treaty need not wait for its schema
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True
    )

    id: str = Field(default="", exclude=True)
    from_: Citations = Field(default=(), alias="from")
    by: Texts = ()
    basis: Annotated[str, one_of(*BASES)] | None = None
    because: Text = ""
    confidence: Annotated[str, one_of("high", "moderate", "low")] | None = None
    short: Text = ""


class Source(Entry):
    title: Text
    kind: Text = ""
    author: Text = ""
    date: LooseDay | None = None
    published: LooseDay | None = None
    known_to: Texts = ()
    ref: Text = Field(default="", validation_alias="ref")
    url: Text = ""
    reliability: Annotated[str, one_of(*"ABCDEF")] | None = None
    credibility: Annotated[str, one_of(*"123456")] | None = None


class Actor(Entry):
    name: Text
    aliases: Texts = ()
    kind: Annotated[str, one_of("state", "government", "institution", "group", "circle", "press", "person")] = "state"
    of: Text | None = None
    members: Texts = ()
    foresight: Concept | None = None


class Report(Entry):
    of: Text
    to: Text
    sign: Annotated[str, one_of("for", "against", "conditional", "worried", "not stated")]
    muted: Truth = False
    changes_if: FormulaField | None = None
    says: Text = ""
    place: Text = ""
    date: LooseDay | None = None
    via: Texts = ()


class EntryRule(Entry):
    art: Text = ""
    says: Text = ""
    consent: DecisionRule = "every party"
    open_to: Text = ""


class EntryClause(Entry):
    rule: EntryRule = EntryRule()
    applies: dict[str, FormulaField] = {}
    consents: dict[str, dict[str, Act]] = {}


class Incompatibility(Entry):
    treaty: Text
    art: Text = ""
    says: Text = ""
    when: FormulaField = TRUE


class Decision(Entry):
    text: Text = ""
    art: Text = ""
    rule: DecisionRule = "every party"
    in_favour: dict[str, Act] = {}


class Duty(Entry):
    art: Text = ""
    says: Text = ""
    bearer: Texts = ("every party",)
    to: Texts = ("every party",)
    do: Text = "assist"
    when: Text = ""
    where: Text = ""
    how: Text = ""


class Treaty(Entry):
    """A treaty in brief; or one of the library (`use`) with the acts that hang on what is still open."""

    name: Text = ""
    use: Text = ""
    acts: dict[str, FormulaField] = {}
    aliases: Texts = ()
    depositary: Text = ""
    stage: Annotated[str, one_of("draft", "signed", "in force")] = "draft"
    signed: Day | None = None
    parties: Texts = ()
    signatories: Texts = ()
    ratified: dict[str, Act] = {}
    named: dict[str, FormulaField] = {}
    observers: dict[str, FormulaField] = {}
    entry: EntryClause | None = None
    in_force: Annotated[
        Any, PlainValidator(lambda v: v if v == "every signatory ratified" else _as_formula(v)),
        WithJsonSchema(json_types.FORMULA),
    ] = None  # fmt: skip
    lapses: FormulaField = FALSE
    incompatible_with: tuple[Incompatibility, ...] = ()
    decisions: dict[str, Decision] = {}
    duties: tuple[Duty, ...] = ()
    stops: Texts = ()


def _as_formula(value: object) -> Formula | None:
    return None if value is None else to_formula(value)


class Choice(Entry):
    text: Text = ""


class Option(Entry):
    """A decision maker's yes/no option, or its choice among named wordings."""

    ask: Text = ""
    text: Text = ""
    choices: dict[str, Annotated[Choice, _shorthand("text")]] = {}
    now: Text = ""
    ordered: Truth = False
    final: Final = False
    no_return: Truth = False
    needs: Needs = None
    deadline: LooseDay | None = None
    owner: str = Field(default="", exclude=True)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.choices) if self.choices else ("no", "yes")

    @property
    def today(self) -> str:
        """The value on the date: yes/no options are `no` unless said otherwise."""
        if self.choices:
            return self.now
        return plain_value(self, self.now) or "no"

    def needed(self, value: str) -> Formula | None:
        """What must hold where the option has this value: `needs` for the whole option binds every value but `now`."""
        if isinstance(self.needs, dict):
            found: Formula | None = self.needs.get(value)
            return found
        return None if value == self.today else self.needs

    @property
    def qualified(self) -> str:
        return f"{self.owner}.{self.id}"


def plain_value(option: Option, value: object) -> str:
    """The value of an option as the language writes it; `true` is `yes`."""
    text = str(value)
    return text if option.choices else {"true": "yes", "false": "no", "True": "yes", "False": "no"}.get(text, text)


class Rule(Entry):
    rule: FormulaField
    text: Text = ""


class Fact(Entry):
    text: Text = ""
    when: FormulaField


class Assumption(Entry):
    text: Text = ""
    likelihood: Likelihood | None = None
    taken: Truth | None = None


class Use(Entry):
    by: Texts = ()
    in_: Text = Field(default="", alias="in")
    breadth: Text = ""


def _uses(value: object) -> object:
    if value == "not stated":
        return ()
    return value if isinstance(value, list | tuple) else [value]


def _uses_schema(several: dict[str, Any]) -> dict[str, Any]:
    return json_types.either({"const": "not stated"}, several["items"], several)


class Argument(Entry):
    claim: Text
    opposes: Text | None = None
    supports: Text | None = None
    used: Annotated[tuple[Use, ...], json_types.Before(_uses, _uses_schema)] = ()
    prominence: Text = ""
    scheme: Text = ""
    ground: FormulaField | None = None
    when: FormulaField = TRUE
    limits: Texts = ()
    attacks: Texts = ()
    rests_on: Texts = ()


class Statement(Entry):
    """One statement of preference; earlier statements of a decision maker weigh more than all later ones."""

    want: FormulaField
    if_: FormulaField = Field(default=TRUE, alias="if")
    text: Text = ""
    goal: Truth = False
    serves: Text | None = None
    owner: str = Field(default="", exclude=True)


class Package(Entry):
    """A named setting of options: a proposal, or a reply."""

    text: Text = ""
    settings: dict[str, str] = {}


class Claim(Entry):
    text: Text = ""
    after: Texts | None = None
    they: Text | None = None
    if_: FormulaField | None = Field(default=None, alias="if")
    likelihood: Likelihood | None = None
    expect: Annotated[str, one_of("follows", "rests on", "contradicted", "cannot be assessed")] | None = None
    # the tests, one of them at the most
    holds: FormulaField | None = None
    at: Annotated[str, one_of("settlements", "start", "every reply")] | None = None
    recommended: Texts | None = None
    kept: Text | None = None
    lost: Text | None = None
    open: Text | None = None
    way: dict[str, Any] | None = None
    better: Text | None = None
    than: Text | None = None
    variant: dict[str, Any] | None = None
    worse_than: dict[str, Any] | None = None
    how: Annotated[str, one_of("whatever the weights", "in this order", "lexicographically")] = "whatever the weights"
    break_even: Texts | None = None
    gain: Texts = ()
    loss: Texts = ()
    blocking: Texts | None = None
    entry: Texts | None = None
    decision: Text | None = None
    audience: Text | None = None
    to: Text | None = None
    is_: Annotated[str, one_of("answered", "not answered")] | None = Field(default=None, alias="is")

    @property
    def test(self) -> str | None:
        """The name of the claim's test, or nothing where it has none."""
        return next((t for t in TESTS if getattr(self, t) is not None), None)


TESTS = ("holds", "recommended", "kept", "lost", "open", "better", "variant", "break_even", "blocking", "audience")


class Contingency(Entry):
    text: Text
    form: Text = ""
    when: FormulaField


class Passage(Entry):
    when: FormulaField = TRUE
    text: Text = ""
    quote: Text = ""
    agreed: Truth = True  # no: in square brackets


class Document(Entry):
    title: Text = ""
    to: Texts = ()
    via: Text = ""
    form: Text = ""
    signed: Text = ""
    encloses: Texts = ()
    opening: Text = ""
    closing: Text = ""
    passages: tuple[Passage, ...] = ()


class Figure(Entry):
    text: Text = ""
    unit: Text = ""
    as_of: LooseDay | None = None
    values: dict[str, Number] = {}


class Edit(BaseModel):
    """One change of a dossier. Exactly one of `set`, `add`, `drop` and `move` is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    set: Text | None = None
    to: Any = None
    add: Text | None = None
    item: Any = None
    after: Text | None = None
    drop: Text | None = None
    move: Text | None = None
    before: Text | None = None

    def as_json(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if v is not None}


class Variant(Entry):
    why: Text = ""
    text: Text = ""
    edits: tuple[Edit, ...] = ()
    claims: dict[str, Claim] = {}


class Hindsight(Entry):
    date: LooseDay
    text: Text
    holds: FormulaField | None = None
    foreseen: Truth | None = None


class Head(BaseModel):
    """The first lines of a dossier: what is decided, by whom, as of which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overture: Whole
    title: Text
    as_of: Day
    proposer: Text
    question: Text = ""
    submit_to: Text = ""
    stage: Annotated[str, one_of("draft", "for examination", "approved")] = "draft"
    handling: Text = ""


Stage = Literal["draft", "for examination", "approved"]
