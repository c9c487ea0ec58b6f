"""The schema of treaty files for editors: what the reader accepts it accepts, and slips of form it refuses."""

from __future__ import annotations

import json
import random
import re

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from overture import library
from overture.dossier import DossierError
from overture.treaties.text.descriptions import EVERY, KEYS
from overture.treaties.text.json_schema import schema
from overture.treaties.text.reading import read_treaty
from tests.dossier.test_json_schema import FORM, places, seen_by_an_editor, slip

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
# what `Any` stands for, and phrases that are read into something else, no schema sees
UNSEEN = re.compile(r"each votes once|expected names or a number|a fact|one fact|found|expected")


def refusals(data: object) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(data)]


def test_the_schema_is_one_by_its_own_standard_and_every_reference_leads_somewhere() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA))) == set(SCHEMA["$defs"])


@pytest.mark.parametrize("name", library.treaties())
def test_every_treaty_of_the_library_is_accepted(name: str) -> None:
    assert refusals(seen_by_an_editor(library.treaty(name) or "")) == []


def test_every_key_is_described_in_one_sentence() -> None:
    whole = {"TreatyFile": SCHEMA, **SCHEMA["$defs"]}
    assert set(whole) == set(KEYS)
    for name, entry in whole.items():
        assert set(entry["properties"]) == set(KEYS[name]) | set(EVERY), name
        assert all(re.fullmatch(r"[A-Z].{2,110}[.?]", f["description"]) for f in entry["properties"].values())


@pytest.mark.parametrize("name", ["north-atlantic-treaty", "un-charter-collective-security"])
def test_what_the_reader_accepts_after_a_slip_the_schema_accepts_and_wrong_keys_it_refuses(name: str) -> None:
    data = seen_by_an_editor(library.treaty(name) or "")
    chance = random.Random(4)
    where = places(data)
    told = {"refused": 0, "accepted": 0}
    for _ in range(120):
        slipped = slip(data, chance.choice(where), chance)
        try:
            read_treaty(json.dumps(slipped))
        except DossierError as error:
            if FORM & {d.code for d in error.diagnostics if d.code == "D101" or not UNSEEN.search(d.message)}:
                told["refused"] += 1
                assert refusals(slipped), error.show()
            continue
        told["accepted"] += 1
        assert refusals(slipped) == []
    assert min(told.values()) >= 10, told
