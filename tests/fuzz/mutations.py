"""Mutants of the shipped dossiers and treaties: accidents with bytes, characters, lines, words, keys and groups."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from overture import library
from overture.files.nodes import plain
from overture.files.text import compose
from tests.dossier.texts import SMALL


class Mutant(NamedTuple):
    """A damaged file, where it comes from, and whether it is of a case that takes long to analyse in full."""

    data: bytes
    base: str
    treaty: bool
    large: bool


MARKS = "[]{}:,&*!|>'\"%@`#?-\t\n\r~<=+ .0\\/()é\x00\x1b\x85\u2028\u202e\u2066\u200f\ufeff中אع\U0001f30a"
VALUES: tuple[Any, ...] = (
    "", " ", "x", "yes", "no", "true", "null", "~", "0", "-1", "1e999", "nan", "9" * 30, "0.5", "1954-02-30",
    "0001-01-01", "9999-12-31", "1954", "not", "or", "a and", "not (not (true))", "at least 99 of (true)",
    "x is party to y", "every party", "majority", "is", "us", "them", "reply", "offer", "memo ¶", "¶", "*a", "&a",
    "!!int 3", "a: b", "a, b", "\u202eabc", "שלום", "аctor", "中", "\U0001f30a", "a" * 5_000, "(" * 100, "not " * 100,
    "a or " * 300 + "a", [], {}, [[]], {"a": {}}, {"": ""}, ["a", "a"], {"id": "us"}, None, True, False, 3, -0.5,
    10**40, float("inf"),
)  # fmt: skip
WORDS = re.compile(r"\w+|\s+|.")


@cache
def bases() -> tuple[tuple[str, str, bool, bool], ...]:
    """The texts that are damaged: name, text, whether a treaty, whether large. Small ones come often."""
    dossiers = [(name, library.case(name)) for name in library.names()]
    small = [(n, t, False, False) for n, t in [*dossiers, ("small", SMALL)] if len(t) < 12_000]
    large = [(n, t, False, True) for n, t in dossiers if len(t) >= 12_000]
    treaties = [(n, library.treaty(n) or "", True, False) for n in library.treaties()]
    return (*small * 8, *large * 2, *treaties)


def _bytes(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.randint(1, 4)):
        i = rng.randrange(len(data))
        length = rng.choice((1, 1, 2, 5, 40))
        kind = rng.randrange(5)
        if kind == 0:
            data = data[:i] + data[i + length :] or b"a"
        elif kind == 1:
            data = data[:i] + data[i : i + length] * rng.choice((2, 3, 50)) + data[i + length :]
        elif kind == 2:
            data = data[:i] + rng.randbytes(rng.choice((1, 2, 8))) + data[i:]
        elif kind == 3:
            data = data[:i] + bytes([data[i] ^ (1 << rng.randrange(8))]) + data[i + 1 :]
        else:
            j = rng.randrange(len(data))
            data = data[:j] + data[i : i + length] + data[j + length :]
    return data


def _characters(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 3)):
        i = rng.randrange(len(text) + 1)
        text = text[:i] + rng.choice(MARKS) + text[i + rng.randint(0, 2) :]
    return text


def _lines(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    for _ in range(rng.randint(1, 3)):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        kind = rng.randrange(5)
        if kind == 0:
            lines[i], lines[j] = lines[j], lines[i]
        elif kind == 1 and len(lines) > 1:
            del lines[i]
        elif kind == 2:
            lines.insert(j, lines[i])
        elif kind == 3:
            lines[i] = " " * rng.randint(0, 6) + lines[i].lstrip()
        else:
            lines[i] = lines[i][: rng.randint(0, len(lines[i]))]
    return "\n".join(lines)


def _words(rng: random.Random, text: str) -> str:
    words = WORDS.findall(text) or ["a"]
    for _ in range(rng.randint(1, 4)):
        i, j = rng.randrange(len(words)), rng.randrange(len(words))
        kind = rng.randrange(4)
        if kind == 0:
            words[i] = words[j]
        elif kind == 1:
            words[i], words[j] = words[j], words[i]
        elif kind == 2:
            words[i] = ""
        else:
            value = rng.choice(VALUES)
            words[i] = value if isinstance(value, str) else json.dumps(value)
    return "".join(words)


def _rename(rng: random.Random, text: str) -> str:
    """One name becomes another, once or everywhere."""
    names = re.findall(r"\b[a-z_]{2,}\b", text) or ["a"]
    old, new = rng.choice(names), rng.choice([*names, "do_nothing", "or", "\u0430ctor", "x" * 300])
    return re.sub(rf"\b{old}\b", new, text, count=rng.choice((0, 1)))


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(node, dict):
        for key in node:
            found += _places(node[key], (*path, key))
    elif isinstance(node, list):
        for i, item in enumerate(node):
            found += _places(item, (*path, i))
    return found


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


@cache
def _tree(text: str) -> str:
    return json.dumps(plain(compose(text, "base")[0]))


def _structure(rng: random.Random, text: str) -> str:
    """Entries lost, doubled, put elsewhere, of another kind; written as JSON, which is YAML."""
    tree = json.loads(_tree(text))
    for _ in range(rng.randint(1, 4)):
        places = _places(tree)
        if not places:
            break
        path, other = rng.choice(places), rng.choice(places)
        above, value = _at(tree, path[:-1]), json.loads(json.dumps(_at(tree, other)))
        kind = rng.randrange(6)
        if kind == 0:
            del above[path[-1]]
        elif kind in (1, 2):
            above[path[-1]] = rng.choice(VALUES)
        elif kind == 3:
            above[path[-1]] = value
        elif isinstance(above, dict):
            above[rng.choice([str(other[-1]), "new", "or", "", "id", "from"])] = value if kind == 4 else above[path[-1]]
        else:
            above.insert(rng.randint(0, len(above)), value)
    return json.dumps(tree, ensure_ascii=rng.random() < 0.2, indent=rng.choice((None, 1)))


KINDS: tuple[Callable[[random.Random, str], str], ...] = (
    _characters, _lines, _words, _rename, _structure, _structure,
)  # fmt: skip


def mutant(seed: int) -> Mutant:
    """The mutant of a seed: always the same one."""
    rng = random.Random(seed)
    base, text, treaty, large = rng.choice(bases())
    for _ in range(rng.choice((1, 1, 1, 2))):
        kind = rng.choice(KINDS)
        if kind is _structure and text != next(t for n, t, *_ in bases() if n == base):
            continue
        text = kind(rng, text) or "a"
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.15:
        data = _bytes(rng, data)
    elif rng.random() < 0.05:
        data = text.encode(rng.choice(("utf-16", "utf-32-le", "cp1252")), "replace")
    return Mutant(data, base, treaty, large)
