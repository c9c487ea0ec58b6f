"""Names and the order of sections carry no meaning."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
import yaml

from overture.advice import advise, results_json
from overture.dossier import Dossier, names_of, read

MEANING = ("worlds", "proposals", "matrix", "recommended", "deciding", "treaties", "claims", "variants", "break_even")


def result(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(results_json(advise(read(text)))))
    return {key: found[key] for key in MEANING}


def unordered(value: Any) -> Any:
    """Lists as sets, so that the order of the file does not matter."""
    if isinstance(value, dict):
        return {k: unordered(v) for k, v in value.items() if k not in ("course", "where", "reason")}
    if isinstance(value, list):
        return sorted((unordered(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return value


@pytest.fixture(scope="module")
def original(example_text: str) -> dict[str, Any]:
    return result(example_text)


# what is read by people, or is a word of the language
_PROSE = {"text", "name", "title", "claim", "ask", "because", "says", "why", "question", "form", "quote", "author",
          "kind", "stage", "basis", "at", "how", "submit_to", "aliases", "sign", "is", "likelihood", "expect",
          "choices",
          "now", "final", "art", "breadth", "open_to", "consent", "foresight", "from", "sources", "prominence",
          "ref"}  # fmt: skip
_MAPS = {"named", "observers", "ratified", "applies", "consents", "in_favour", "variant", "worse_than", "way"}


def _holds_ids(path: tuple[str, ...]) -> bool:
    """Whether the keys at this place are ids, not words of the language."""
    inside = bool(_MAPS & set(path[1:]))
    settings = len(path) == 2 and path[0] in ("options", "proposals", "replies")
    return len(path) == 1 or settings or inside or path[-1:] == ("claims",)


def _renamed(value: Any, new: dict[str, str], path: tuple[str, ...] = ()) -> Any:
    if path and path[-1] in _PROSE:
        return value
    if isinstance(value, dict):
        keys = new if _holds_ids(path) else {}
        return {keys.get(k, k): _renamed(v, new, (*path, k)) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, new, path) for v in value]
    if path[-1:] == ("in_force",) and value == "every signatory ratified":
        return value
    # the words of a path or a formula, but not its keys (`nat.entry.rule`)
    first = path[-1] in ("set", "drop", "add")
    words = re.split(r"([\w]+)", value)
    if first:
        words = [new.get(w, w) if i == 1 or w in ("frg", "three") else w for i, w in enumerate(words)]
        return "".join(words)
    return "".join(new.get(w, w) for w in words)


def test_renaming_every_id_changes_no_verdict(example: Dossier, example_text: str, original: dict[str, Any]) -> None:
    values = {v for o in example.options.values() for v in o.values}
    names = [name for name in names_of(example) if name not in {"do_nothing", *values}]
    new = {name: f"n{i}_{name[::-1]}" for i, name in enumerate(names)}
    data = _renamed(yaml.load(example_text, Loader=yaml.BaseLoader), new)
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
    back = {v: k for k, v in new.items()}
    told = json.dumps(result(text), ensure_ascii=False)
    found = json.loads(re.sub("|".join(sorted(back, key=len, reverse=True)), lambda m: back[m.group()], told))
    for key in MEANING:
        assert unordered(found[key]) == unordered(original[key]), key


def _shuffled(value: Any, rng: random.Random, path: tuple[str, ...] = ()) -> Any:
    if path[:1] in (("preferences",), ("edits",)) or (path and path[-1] in ("edits", "choices", "passages")):
        return value
    if isinstance(value, dict):
        items = [(k, _shuffled(v, rng, (*path, str(k)))) for k, v in value.items()]
        rng.shuffle(items)
        return dict(items)
    return value


@pytest.mark.parametrize("seed", range(3))
def test_shuffling_sections_and_entries_changes_no_verdict(
    example_text: str, original: dict[str, Any], seed: int
) -> None:
    data = yaml.load(example_text, Loader=yaml.BaseLoader)
    text = yaml.safe_dump(_shuffled(data, random.Random(seed)), sort_keys=False, allow_unicode=True, width=10_000)
    found = result(text)
    for key in MEANING:
        assert unordered(found[key]) == unordered(original[key]), key
