"""The kinds of value that a field of a dossier can hold, each with its own words for a mistake."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from overture.logic import Formula, FormulaError, parse

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOOSE_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Citation:
    """A source and the place in it: `memo ¶5`."""

    source: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.source} {self.place}".strip()


@dataclass(frozen=True)
class Done:
    """An act that is done, on this day."""

    on: date


@dataclass(frozen=True)
class AtLeast:
    """A decision rule: so many of the deciding parties, these among them."""

    number: int
    among_them: tuple[str, ...] = ()


def _wrong(expected: str, value: object) -> PydanticCustomError:
    kind = "a list" if isinstance(value, list) else "a group of keys" if isinstance(value, dict) else f"`{value}`"
    return PydanticCustomError("overture", "expected {expected}, found {kind}", {"expected": expected, "kind": kind})


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | date) and not isinstance(value, bool):
        return str(value)
    raise _wrong("a text", value)


def _texts(value: object) -> tuple[str, ...]:
    """One text or a list of them."""
    return tuple(_text(v) for v in value) if isinstance(value, list | tuple) else (_text(value),)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise _wrong("`true` or `false`", value)


def _number(value: object) -> float:
    try:
        number = float(_text(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _wrong("a number", value)
    return number


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return int(value)
    raise _wrong("a whole number", value)


def to_formula(value: object) -> Formula:
    """A formula from its text or from `true` and `false`; what is wrong with it as pydantic wants to hear it."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        if value is not None and type(value).__module__ == "overture.logic.syntax":
            return cast(Formula, value)
        raise _wrong("a formula", value)
    try:
        return parse(value)
    except FormulaError as error:
        context = {"problem": error.message, "start": error.start, "end": error.end, "hint": error.hint}
        raise PydanticCustomError("formula", "this formula cannot be read: {problem}", context) from None


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _wrong("a day such as 1954-03-26", value)


def _loose_day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and _LOOSE_DAY.fullmatch(value):
        try:
            date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            pass
        else:
            return value
    raise _wrong("a day, month or year such as 1954-03-26, 1954-03 or 1954", value)


def _citations(value: object) -> tuple[Citation, ...]:
    found = []
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Citation):
            found.append(item)
        else:
            source, _, place = _text(item).strip().partition(" ")
            found.append(Citation(source, place.strip()))
    return tuple(found)


def _act(value: object) -> Done | Formula:
    """A date means done; a formula means pending on the date."""
    if isinstance(value, Done):
        return value
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return Done(_day(value))
    return to_formula(value)


def _decision_rule(value: object) -> str | AtLeast:
    if isinstance(value, AtLeast) or value in ("every party", "majority", "two thirds"):
        return value
    if isinstance(value, dict) and set(value) <= {"at_least", "among_them"} and "at_least" in value:
        return AtLeast(_whole(value["at_least"]), _texts(value.get("among_them", [])))
    raise _wrong("`every party`, `majority`, `two thirds` or `{at_least: 9, among_them: [...]}`", value)


def _final(value: object) -> bool | tuple[str, ...]:
    return _texts(value) if isinstance(value, list | tuple) else _truth(value)


def _needs(value: object) -> Formula | dict[str, Formula]:
    if not isinstance(value, dict):
        return to_formula(value)
    needs: dict[str, Formula] = {}
    for choice, needed in value.items():
        try:
            needs[str(choice)] = to_formula(needed)
        except PydanticCustomError as error:
            context = {**(error.context or {}), "key": str(choice)}
            raise PydanticCustomError(error.type, error.message_template, context) from None
    return needs


_TEXT_SCHEMA = {"type": "string"}
Text = Annotated[str, PlainValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Texts = Annotated[
    tuple[str, ...], PlainValidator(_texts),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]  # fmt: skip
Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema({"type": "boolean"})]
Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer"})]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
LooseDay = Annotated[str, PlainValidator(_loose_day), WithJsonSchema({"type": "string", "pattern": _LOOSE_DAY.pattern})]
FormulaField = Annotated[
    Formula, PlainValidator(to_formula), WithJsonSchema({"type": ["string", "boolean"], "description": "a formula"})
]
Citations = Annotated[
    tuple[Citation, ...], PlainValidator(_citations),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]  # fmt: skip
Act = Annotated[
    Done | Formula, PlainValidator(_act),
    WithJsonSchema({"type": ["string", "boolean"], "description": "a date (done) or a formula (pending)"}),
]  # fmt: skip
DecisionRule = Annotated[
    str | AtLeast, PlainValidator(_decision_rule),
    WithJsonSchema({"anyOf": [{"enum": ["every party", "majority", "two thirds"]}, {"type": "object"}]}),
]  # fmt: skip
Final = Annotated[
    bool | tuple[str, ...], PlainValidator(_final),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "array", "items": _TEXT_SCHEMA}]}),
]  # fmt: skip
Needs = Annotated[
    Any, PlainValidator(_needs), WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "object"}]})
]  # fmt: skip


def one_of(*words: str) -> Any:
    """A text that must be one of these words."""

    def check(value: object) -> object:
        if value not in words:
            raise _wrong("one of " + ", ".join(f"`{w}`" for w in words), value)
        return value

    return BeforeValidator(check)
