"""Each kind of value as JSON Schema says it, for editors that check and complete while one types.

An editor reads `title: 1954` as a number and `taken: true` as a truth value, where
the language takes texts; so a text may be any of these. A date without quotes is a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

Schema = dict[str, Any]

_DIGITS = r"[0-9](_?[0-9])*"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"

TEXT: Schema = {"type": ["string", "number", "boolean"]}
TRUTH: Schema = {
    "anyOf": [
        {"type": "boolean"},
        {"enum": ["yes", "no"]},
        {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$"},
    ]
}
NUMBER: Schema = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": rf"^\s*[+-]?({_DIGITS}\.?({_DIGITS})?|\.{_DIGITS})([eE][+-]?{_DIGITS})?\s*$"},
    ]
}
WHOLE: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]{1,9}$"}]}
DAY: Schema = {"type": "string", "format": "date", "pattern": f"^[0-9]{{4}}-{_MONTH}-{_DAY}$"}
LOOSE_DAY: Schema = {
    "anyOf": [
        {"type": "string", "pattern": f"^[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
    ]
}
FORMULA: Schema = {"type": ["string", "boolean"]}
ACT: Schema = {"type": ["string", "boolean"]}


def either(*schemas: Schema) -> Schema:
    """One of several forms.

    >>> either({"type": "string"}, {"type": "number"})
    {'anyOf': [{'type': 'string'}, {'type': 'number'}]}
    """
    return {"anyOf": list(schemas)}


def one_or_list(schema: Schema) -> Schema:
    """A value alone, or a list of such values."""
    return either(schema, {"type": "array", "items": schema})


def words(known: Iterable[str]) -> Schema:
    """One of these words; those that look like numbers may stand without quotes.

    >>> words(["A", "1"])
    {'enum': ['A', '1', 1]}
    """
    known = list(known)
    return {"enum": [*known, *(int(w) for w in known if w.isdigit())]}


TEXTS = one_or_list(TEXT)
DECISION_RULE = either(
    {"enum": ["every party", "majority", "two thirds"]},
    {
        "type": "object",
        "properties": {
            "at_least": {**WHOLE, "description": "How many must agree."},
            "among_them": {**TEXTS, "description": "Who must be among them."},
        },
        "required": ["at_least"],
        "additionalProperties": False,
    },
)
FINAL = either(TRUTH, {"type": "array", "items": TEXT})
NEEDS = either(FORMULA, {"type": "object", "additionalProperties": FORMULA})


@dataclass(frozen=True)
class Before:
    """A change of a value before it is read; `also` adds to its JSON Schema, given that of the field behind it."""

    change: Callable[[Any], Any]
    also: Callable[[Schema], Schema]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.change, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return self.also(dict(handler(schema)))
