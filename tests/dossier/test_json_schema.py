"""The schema for editors: it says of every form what the reader says."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from overture import library
from overture.dossier import DossierError, read
from overture.dossier.descriptions import ENTRY, HEAD, KEYS
from overture.dossier.json_schema import schema
from overture.dossier.reading import HEAD_KEYS, SECTIONS
from tests.samples import SOAK

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests/dossier/small.yaml").read_text(encoding="utf-8")
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
FORM = {"D101", "D103", "D109"}
Path_ = tuple[str | int, ...]


class Editor(yaml.CSafeLoader):
    """Reads YAML as editors do: the core of YAML 1.2, in which `yes` is a text and a date too."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for _kind, _form, _first in (
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_form})$"), _first)


def seen_by_an_editor(text: str) -> Any:
    def named(data: Any) -> Any:
        if isinstance(data, dict):
            return {str(key): named(value) for key, value in data.items()}
        return [named(item) for item in data] if isinstance(data, list) else data

    return named(yaml.load(text, Editor))


def refusals(data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(data)]


def is_read(text: str) -> bool:
    """Whether a dossier of the documentation is a whole one, not one that shows a mistake."""
    try:
        read(text)
    except DossierError:
        return False
    return True


def dossiers_of_the_docs() -> Iterator[tuple[str, str]]:
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)):
            if re.match(r"(#.*\n)*overture: 1\n", text) and is_read(text):
                yield f"{page.name}, {number}", text


WHOLE = {**{name: library.case(name) for name in library.names()}, "small": SMALL, **dict(dossiers_of_the_docs())}


def test_the_documentation_has_whole_dossiers_to_look_at() -> None:
    assert sum(".md" in name for name in WHOLE) >= 6


def test_the_schema_is_one_by_its_own_standard() -> None:
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    Draft202012Validator.check_schema(SCHEMA)


def test_every_reference_in_it_leads_somewhere_and_every_class_is_used() -> None:
    referred = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert referred == set(SCHEMA["$defs"])


@pytest.mark.parametrize("name", WHOLE)
def test_what_the_reader_accepts_whole_the_schema_accepts(name: str) -> None:
    assert refusals(seen_by_an_editor(WHOLE[name])) == []


def test_every_section_and_every_key_is_described_in_one_sentence() -> None:
    assert tuple(HEAD) == HEAD_KEYS
    assert list(SCHEMA["properties"]) == [*HEAD_KEYS, *SECTIONS]
    told = [found["description"] for found in SCHEMA["properties"].values()]
    for name, entry in SCHEMA["$defs"].items():
        assert set(entry["properties"]) == set(KEYS[name]) | (set(ENTRY) & set(entry["properties"])), name
        told += [found["description"] for found in entry["properties"].values()]
    assert all(re.fullmatch(r"[A-Z].{5,110}\.", text) for text in told)


def test_the_schema_offers_the_words_and_keys_of_the_language_and_no_words_of_python() -> None:
    entries = SCHEMA["$defs"]
    assert entries["Assumption"]["properties"]["likelihood"]["enum"][0] == "almost no chance"
    assert {"if", "is"} <= set(entries["Claim"]["properties"])
    assert {"by", "in"} <= set(entries["Use"]["properties"])
    keys = {key for entry in entries.values() for key in entry["properties"]}
    assert not {key for key in keys if key.endswith("_")} | keys & {"owner", "settings"}


@pytest.mark.parametrize(
    "old, new",
    [
        ("title: The strait", "title: 1954"),  # an editor reads a number, the language a text
        ("title: The strait", "title: true"),
        ("storm: {text: a storm comes in spring, likelihood: unlikely, taken: false, from: memo ¶3}", "storm: 12"),
        ("taken: false", "taken: No"),
        ("as_of: 2024, from", "as_of: 2023-12, from"),
        ('credibility: "2"', "credibility: 2"),
        ("when: not patrol", "when: true"),
        ("rule: majority", "rule: {at_least: 1}"),
        ("used: [{by: [herald], in: the press}]", "used: not stated"),
        ("used: [{by: [herald], in: the press}]", "used: {by: herald}"),
        ("values: {port: 4, isle: 2.5}", 'values: {port: "4", isle: 1e3}'),
        ("final: true", "final: [join]"),
        ("reef: {name: The Reef}", "reef: {id: reef, name: The Reef}"),
        ("port: {name: The Port, kind: government}", "port: The Port"),
        ("- {of: reef,", "- {id: fears, of: reef,"),
    ],
)
def test_each_form_that_the_language_takes_is_accepted(old: str, new: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new)
    read(text)
    assert refusals(seen_by_an_editor(text)) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("overture: 1", "overture: 2"),
        ("stage: draft\nhandling", "stage: drafted\nhandling"),
        ("as_of: 2024-03-01", "as_of: March"),
        ("sign: worried", "sign: worry"),
        ("likelihood: unlikely", "likelihood: unlikly"),
        ("values: {port: 4, isle: 2.5}", "values: {port: many}"),
        ("final: true", "final: sometimes"),
        ("rule: majority", "rule: {among_them: [port]}"),
        ("facts:\n", "fakts:\n"),
        ("now: silent\n", "deadline: 2024-05\n"),
        ("    name: Strait Pact\n", ""),
        ("best: {text: Talks are best., recommended: speak}", "best: {better: speak}"),
        ("best: {text: Talks are best., recommended: speak}", "best: {break_even: [speak]}"),
        ("reef: {name: The Reef}", "reef: {kind: state}"),
        ("reef: {name: The Reef}", "reef: {from_: memo, name: The Reef}"),
        ("- {id: peace, want:", "- {id: peace, owner: port, want:"),
    ],
)
def test_each_form_that_the_language_refuses_is_refused(old: str, new: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new)
    with pytest.raises(DossierError):
        read(text)
    assert refusals(seen_by_an_editor(text)) != []


# agreement on slips of form, made at random in whole dossiers


def places(data: Any, path: Path_ = ()) -> list[Path_]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [*([path] if path else []), *(place for key, value in below for place in places(value, (*path, key)))]


def at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def slip(data: Any, path: Path_, chance: random.Random) -> Any:
    """The data with one slip of form at a place."""
    data = copy.deepcopy(data)
    above, last = at(data, path[:-1]), path[-1]
    value = above[last]
    kinds = ["replace"] + (["rename", "drop"] if isinstance(above, dict) else [])
    match chance.choice(kinds):
        case "rename":
            renamed = {(f"{k}q" if k == last else k): v for k, v in above.items()}
            above.clear()
            above.update(renamed)
        case "drop":
            del above[last]
        case _ if isinstance(value, dict):
            above[last] = chance.choice([list(value.values()), "a text", [value]])
        case _ if isinstance(value, list):
            above[last] = chance.choice([{"a": "b"}, "a text", {str(i): v for i, v in enumerate(value)}])
        case _:
            above[last] = chance.choice([{"a": "b"}, [value], [["a"]], f"{value}z", 7])
    return data


# The claims of a variant are about the edited dossier: the reader looks at them when it is asked for the
# variant, the schema at once.
LATER = "['variants', "


@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022", "small", "first-case"])
def test_schema_and_reader_agree_on_slips_of_form(name: str) -> None:
    data = seen_by_an_editor(WHOLE[name])
    chance = random.Random(20)
    where = places(data)
    told = {"refused": 0, "accepted": 0}
    for _ in range(25 if name in ("molotov-1954", "finland-sweden-2022") and not SOAK else 60):
        slipped = slip(data, chance.choice(where), chance)
        try:
            read(json.dumps(slipped))
            codes: dict[str, str] = {}
        except DossierError as error:
            codes = {d.code: d.message for d in error.diagnostics}
        refused = refusals(slipped)
        if FORM & set(codes):
            told["refused"] += 1
            assert refused, (codes, "the reader refuses it")
        elif not codes:
            told["accepted"] += 1
            assert all(r.startswith(LATER) for r in refused), refused
    assert min(told.values()) >= 3, told
