"""The kinds of value that a field of a dossier can hold, each with its own words for a mistake."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar, cast

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from overture.files import json_types
from overture.files.days import iso_day, not_in_the_calendar
from overture.files.diagnostics import nearest
from overture.logic import Formula, FormulaError, parse

_T = TypeVar("_T")
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


def _wrong(expected: str, value: object, fix: str = "") -> PydanticCustomError:
    """A value of the wrong form; `fix` is what was probably meant."""
    kind = "a list" if isinstance(value, list) else "a group of keys" if isinstance(value, dict) else f"`{value}`"
    context = {"expected": expected, "kind": kind, "fix": fix}
    return PydanticCustomError("overture", "expected {expected}, found {kind}", context)


def _within(error: PydanticCustomError, key: object) -> PydanticCustomError:
    """The same mistake, with the item or key of the value in which it is."""
    context = {**(error.context or {}), "key": key}
    return PydanticCustomError(error.type, error.message_template, context)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | date) and not isinstance(value, bool):
        return str(value)
    raise _wrong("a text", value)


def _each(value: object, one: Callable[[object], _T]) -> tuple[_T, ...]:
    """One value or a list of them; of a wrong item its place in the list is told."""
    if not isinstance(value, list | tuple):
        return (one(value),)
    found = []
    for i, item in enumerate(value):
        try:
            found.append(one(item))
        except PydanticCustomError as error:
            raise _within(error, i) from None
    return tuple(found)


def _texts(value: object) -> tuple[str, ...]:
    """One text or a list of them."""
    return _each(value, _text)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise _wrong("`true` or `false`", value, nearest(str(value).lower(), words) if isinstance(value, str) else "")


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
    raise _no_day("a day such as 1954-03-26", value)


def _no_day(expected: str, value: object) -> PydanticCustomError:
    """A value that is no day: what is wrong with it if no calendar has it, and the day that is probably meant."""
    if not isinstance(value, str):
        return _wrong(expected, value)
    why = not_in_the_calendar(value)
    return _wrong(f"{expected} ({why})" if why else expected, value, iso_day(value))


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
    raise _no_day("a day, month or year such as 1954-03-26, 1954-03 or 1954", value)


def _citation(value: object) -> Citation:
    if isinstance(value, Citation):
        return value
    source, _, place = _text(value).strip().partition(" ")
    return Citation(source, place.strip())


def _citations(value: object) -> tuple[Citation, ...]:
    return _each(value, _citation)


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
            raise _within(error, str(choice)) from None
    return needs


Text = Annotated[str, PlainValidator(_text), WithJsonSchema(json_types.TEXT)]
Texts = Annotated[tuple[str, ...], PlainValidator(_texts), WithJsonSchema(json_types.TEXTS)]
Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema(json_types.TRUTH)]
Number = Annotated[float, PlainValidator(_number), WithJsonSchema(json_types.NUMBER)]
Whole = Annotated[int, PlainValidator(_whole), WithJsonSchema(json_types.WHOLE)]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema(json_types.DAY)]
LooseDay = Annotated[str, PlainValidator(_loose_day), WithJsonSchema(json_types.LOOSE_DAY)]
FormulaField = Annotated[Formula, PlainValidator(to_formula), WithJsonSchema(json_types.FORMULA)]
Citations = Annotated[tuple[Citation, ...], PlainValidator(_citations), WithJsonSchema(json_types.TEXTS)]
Act = Annotated[Done | Formula, PlainValidator(_act), WithJsonSchema(json_types.ACT)]
DecisionRule = Annotated[str | AtLeast, PlainValidator(_decision_rule), WithJsonSchema(json_types.DECISION_RULE)]
Final = Annotated[bool | tuple[str, ...], PlainValidator(_final), WithJsonSchema(json_types.FINAL)]
Needs = Annotated[Any, PlainValidator(_needs), WithJsonSchema(json_types.NEEDS)]


def one_of(*words: str) -> Any:
    """A text that must be one of these words."""

    def check(value: object) -> object:
        if value not in words:
            near = nearest(value, words) if isinstance(value, str) else ""
            raise _wrong("one of " + ", ".join(f"`{w}`" for w in words), value, near)
        return value

    return json_types.Before(check, lambda _: json_types.words(words))
