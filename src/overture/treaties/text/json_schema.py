"""Treaty files as a JSON Schema, so that editors check and complete them while one types."""

from __future__ import annotations

from typing import Any

from overture.files import json_types
from overture.files.json_classes import DIALECT, classes
from overture.treaties.text.descriptions import EVERY, KEYS
from overture.treaties.text.entries import TreatyFile


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a treaty file.

    >>> schema()["required"], schema()["properties"]["also"]["description"]
    (['treaty', 'name'], 'Other names.')
    """
    known = {name: _class(name, found) for name, found in classes([TreatyFile]).items() if name in KEYS}
    acts = known["Completeness"]["properties"]["acts"]
    known["Completeness"]["properties"]["acts"] = {
        **json_types.one_or_list(acts["items"]), "description": acts["description"],
    }  # fmt: skip
    whole = known.pop("TreatyFile")
    title = {"$schema": DIALECT, "title": "A treaty file of Overture"}
    return {**title, "description": "A treaty: its articles, its log, its questions.", **whole, "$defs": known}


def _class(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of one class: its own keys first, then what every entry can carry."""
    known = found["properties"]
    described = KEYS[name] | {key: text for key, text in EVERY.items() if key in known and key not in KEYS[name]}
    whole: dict[str, Any] = {
        "type": "object",
        "properties": {key: {**known[key], "description": text} for key, text in described.items()},
        "additionalProperties": False,
    }
    return whole | ({"required": found["required"]} if found.get("required") else {})
