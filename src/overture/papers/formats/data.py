"""A paper as data, for programs: the same blocks and sentences, each with its trace and the number of its note."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from overture.diagrams.marks import Mark
from overture.papers.content import Paper, Seat, Sentence


def as_data(paper: Paper) -> dict[str, Any]:
    """The paper as plain dictionaries and lists; each block tells its `type`."""
    found = _plain(paper, paper.numbers)
    del found["type"]
    return dict(found)


def render(paper: Paper) -> str:
    """The paper as JSON."""
    return json.dumps(as_data(paper), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any, numbers: dict[tuple[str, ...], int]) -> Any:
    if isinstance(value, Sentence):
        told = {
            "text": value.plain, "trace": list(value.trace), "basis": value.basis, "sources": list(value.sources),
        }  # fmt: skip
        return {**told, "note": numbers[value.trace]} if value.trace in numbers else told
    if isinstance(value, Mark):
        return value.title
    if is_dataclass(value):
        told = {f.name: _plain(getattr(value, f.name), numbers) for f in fields(value)}
        if isinstance(value, Seat):
            told["sentence"] = _plain(value.sentence, numbers)
        return {"type": type(value).__name__.lower(), **told}
    if isinstance(value, tuple):
        return [_plain(v, numbers) for v in value]
    return value
