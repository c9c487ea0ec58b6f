"""Where two results for the same dossier differ, told key by key.

Lists whose order means nothing are compared as sets. Worlds are matched by what
they say, since the definitions do not fix their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Difference = tuple[str, Any, Any]

# prose, or told by one of the two only
_APART = {"overture", "dossier", "edits", "diagnostics", "gaps", "reason", "by_world", "skipped_edits", "course",
          "recommended_under", "cells"}  # fmt: skip


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _canonical(value: Any) -> Any:
    """The value with every list inside it in one order."""
    if isinstance(value, dict):
        return {k: _canonical(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((_canonical(v) for v in value), key=_text)
    return value


def _as_set(value: list[Any]) -> list[str]:
    if any(isinstance(v, list) for v in value):
        return [_text(_canonical(v)) for v in value]  # one entry for each world, in their order
    return sorted(_text(_canonical(v)) for v in value)


def _settlements(path: str, ours: list[Any], theirs: list[Any]) -> Iterator[Difference]:
    def keyed(settlements: list[Any]) -> dict[str, Any]:
        return {f"{s.get('world', 0)} {sorted(map(_text, s['states']))}": s for s in settlements}

    mine, other = keyed(ours), keyed(theirs)
    if set(mine) != set(other):
        yield path, sorted(mine), sorted(other)
        return
    for key in mine:
        # values told state by state follow the order of the states
        same_order = mine[key]["states"] == other[key]["states"]
        for name, told in other[key].items():
            value = _leafwise(told) if name == "treaties" and isinstance(told, list) else told
            if name not in ("states", "course") and (same_order or not _has_list(value)):
                yield from differences(f"{path}/{name}", mine[key].get(name), value)


def _leafwise(values: list[Any]) -> Any:
    """One dictionary for each state, made into one whose values that differ are lists."""
    if all(isinstance(v, dict) for v in values):
        return {k: _leafwise([v[k] for v in values]) for k in values[0]}
    return values[0] if all(v == values[0] for v in values) else values


def _has_list(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and any(map(_has_list, value.values())))


def differences(path: str, ours: Any, theirs: Any) -> Iterator[Difference]:
    """Every key of `theirs` in which `ours` differs."""
    name = path.rpartition("/")[2]
    if name in _APART:
        return
    if name == "settlements":
        yield from _settlements(path, ours, theirs)
    elif name == "incompatible":
        told = [[{k: clash[k] for k in ("treaties", "actors")} for clash in side if isinstance(clash, dict)]
                for side in (ours, theirs)]  # fmt: skip
        if _as_set(told[0]) != _as_set(told[1]):
            yield path, ours, theirs
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in theirs.items():
            if "/decisions/" in path and key in ("consents_needed", "given", "refused"):
                continue
            if key in _APART:
                continue
            if key not in ours:
                yield f"{path}/{key}", None, value
            else:
                yield from differences(f"{path}/{key}", ours[key], value)
    elif isinstance(ours, list) and isinstance(theirs, list):
        # a verdict that differs from world to world is told in the order of the worlds
        if (ours != theirs) if "/goals/" in path else (_as_set(ours) != _as_set(theirs)):
            yield path, ours, theirs
    elif ours != theirs:
        yield path, ours, theirs
