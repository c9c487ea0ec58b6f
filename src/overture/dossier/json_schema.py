"""The language as a JSON Schema, so that editors check and complete a dossier while one types.

It says what can be said of form: keys, kinds of values, words to choose from. That a
name exists, or that a formula can be read, only the program says.
"""

from __future__ import annotations

from typing import Any

from overture.dossier.descriptions import ENTRY, HEAD, KEYS, SECTIONS
from overture.dossier.entries import Entry, Head, Option, Package, Statement
from overture.dossier.reading import KEYED, LISTED
from overture.dossier.reading import SECTIONS as ORDER
from overture.files import json_types
from overture.files.json_classes import DIALECT, REF, classes

_FORMULA_KEYS = ("rule", "when", "want")  # fields that may stand for their entry and are formulas
_PAIR: dict[str, Any] = {"type": "array", "items": json_types.TEXT, "minItems": 2, "maxItems": 2}
# what must stand together, beside what the classes themselves say
_TOGETHER: dict[str, dict[str, Any]] = {
    "Option": {
        "if": {"required": ["choices"], "properties": {"choices": {"minProperties": 1}}},
        "then": {"required": ["now"]},
    },
    "Treaty": json_types.either({"required": ["name"]}, {"required": ["use"]}),
    "Claim": {
        "dependentRequired": {"better": ["than"], "variant": ["worse_than"], "audience": ["to", "is"]},
        "if": {"required": ["blocking"]},
        "then": json_types.either({"required": ["entry"]}, {"required": ["decision"]}),
    },
}
_PAIRS = (("Claim", "break_even"), ("Claim", "entry"))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dossier.

    >>> found = schema()
    >>> found["required"], found["properties"]["proposer"]["description"]
    (['overture', 'title', 'as_of', 'proposer'], 'The actor whose decision it is.')
    """
    keyed = (model for model, _ in KEYED.values())
    known = classes([Head, *keyed, *LISTED.values(), Option, Statement, Package])
    head = known.pop("Head")["properties"]
    head["overture"] = {"enum": [1, "1"]}
    properties = {key: {**head[key], "description": HEAD[key]} for key in HEAD}
    properties |= {name: {**_section(name), "description": SECTIONS[name]} for name in ORDER}
    return {
        "$schema": DIALECT,
        "title": "A dossier of Overture",
        "description": "Everything known about one decision on one date.",
        "type": "object",
        "properties": properties,
        "required": [name for name, field in Head.model_fields.items() if field.is_required()],
        "additionalProperties": False,
        "$defs": {name: _class(name, known[name]) for name in KEYS},
    }


def _class(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of one class: its own keys first, then what every entry can carry."""
    known = found["properties"]
    own = {
        key: {**(_PAIR if (name, key) in _PAIRS else known[key]), "description": text}
        for key, text in KEYS[name].items()
    }
    is_entry = set(known) >= set(ENTRY) - {"id"}
    carried = {key: {**known[key], "description": text} for key, text in ENTRY.items() if is_entry and key in known}
    identity = carried.pop("id", None)
    whole: dict[str, Any] = {"type": "object", "properties": own | {k: v for k, v in carried.items() if k not in own}}
    if name in ("Statement", *(model.__name__ for model in LISTED.values())) and identity:
        whole["properties"]["id"] = {**json_types.TEXT, "description": ENTRY["id"]}
    elif identity and name != "Package":
        whole["patternProperties"] = {"^id$": json_types.TEXT}  # may stand, and is not offered
    if found.get("required"):
        whole["required"] = found["required"]
    whole |= _TOGETHER.get(name, {})
    # beside the keys of a package stand the options that it sets
    whole["additionalProperties"] = json_types.TEXT if name == "Package" else False
    return whole


def _ref(model: type[Entry]) -> dict[str, Any]:
    return {"$ref": REF.format(model=model.__name__)}


def _group(below: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": below}


def _entry(model: type[Entry], shorthand: str | None) -> dict[str, Any]:
    """An entry, or the value of the one field that may stand for it."""
    if shorthand is None:
        return _ref(model)
    return json_types.either(json_types.FORMULA if shorthand in _FORMULA_KEYS else json_types.TEXT, _ref(model))


def _section(name: str) -> dict[str, Any]:
    if name in KEYED:
        return _group(_entry(*KEYED[name]))
    if name in LISTED:
        return {"type": "array", "items": _ref(LISTED[name])}
    if name == "options":
        return _group(_group(_ref(Option)))
    if name == "preferences":
        statements = {"type": "array", "items": _entry(Statement, "want")}
        outcomes = {**statements, "description": "A ranking of outcomes, best first."}
        ranking = {"type": "object", "properties": {"outcomes": outcomes}, "required": ["outcomes"]}
        return _group(json_types.either(statements, ranking))
    return _group(_ref(Package))
