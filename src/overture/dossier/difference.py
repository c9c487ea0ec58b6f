"""What differs between two versions of a dossier, entry by entry, each as an edit of the old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from overture.dossier.dossier import Dossier
from overture.dossier.reading import SECTIONS
from overture.files.nodes import plain

Kind = Literal["added", "dropped", "changed", "reordered"]
LONGEST = 160  # characters of a value that is told


@dataclass(frozen=True)
class Difference:
    """One entry that is not the same: where, what kind of difference, and the edit that makes the old one the new.

    `fields` are the parts that changed: name, old value, new value, as texts. `edit` is nothing where the language
    has no edit for it (the lists of reports and of what happened later).
    """

    path: str
    kind: Kind
    fields: tuple[tuple[str, str, str], ...]
    edit: dict[str, Any] | None

    @property
    def id(self) -> str:
        """The id of the entry, or the name of the field of the head."""
        return self.path.rpartition(".")[2]


def differences(old: Dossier, new: Dossier) -> tuple[Difference, ...]:
    """Every difference of two dossiers, in the order of the new file, then what was dropped.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> first = read(case("first-case"))
    >>> talks = first.edited([{"set": "title", "to": "Another"}, {"add": "rules", "item": {"id": "r", "rule": "yes"}}])
    >>> [(d.path, d.kind) for d in differences(first, talks)]
    [('title', 'changed'), ('rules.r', 'added')]
    """
    before, after = dict(_entries(plain(old.root))), dict(_entries(plain(new.root)))
    found = []
    for path in [*after, *(p for p in before if p not in after)]:
        was, now = before.get(path), after.get(path)
        if was != now:
            found.append(_difference(path, was, now))
    return tuple(found)


def _entries(root: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The entries of a dossier by their path: of options one for each option, of preferences one for each owner."""
    for section, below in root.items():
        if section not in SECTIONS or not isinstance(below, dict):
            yield section, below
            continue
        for key, value in below.items():
            if section == "options" and isinstance(value, dict):
                yield from ((f"options.{key}.{option}", told) for option, told in value.items())
            else:
                yield f"{section}.{key}", value


def _difference(path: str, was: Any, now: Any) -> Difference:
    edit: dict[str, Any] | None = {"drop": path} if now is None else {"set": path, "to": now}
    if path in SECTIONS:
        edit = None
    if was is None or now is None:
        told = _told(now if was is None else was)
        fields = (("", "", told),) if was is None else (("", told, ""),)
        return Difference(path, "added" if was is None else "dropped", fields, edit)
    if isinstance(was, list) and isinstance(now, list) and _same_items(was, now):
        return Difference(path, "reordered", (("", _names(was), _names(now)),), edit)
    return Difference(path, "changed", tuple(_fields("", was, now)), edit)


def _fields(name: str, was: Any, now: Any) -> Iterator[tuple[str, str, str]]:
    """The smallest parts that differ; items of a list by their ids where they have any."""
    was, now = _by_id(was), _by_id(now)
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):  # items without ids: by their place
        was, now = (dict(enumerate(items)) for items in (was, now))
    if not isinstance(was, dict) or not isinstance(now, dict):
        yield name, _told(was), _told(now)
        return
    for key in [*now, *(k for k in was if k not in now)]:
        if was.get(key) == now.get(key):
            continue
        below = f"{name}.{key}" if name else str(key)
        if key in was and key in now:
            yield from _fields(below, was[key], now[key])
        else:
            yield below, _told(was.get(key)), _told(now.get(key))
    if was == now:
        return
    order = [k for k in was if k in now], [k for k in now if k in was]
    if order[0] != order[1] and all(was[k] == now[k] for k in order[0]):
        yield name, ", ".join(map(str, order[0])), ", ".join(map(str, order[1]))


def _by_id(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(i, dict) and "id" in i for i in value):
        return {i["id"]: i for i in value}
    return value


def _same_items(was: list[Any], now: list[Any]) -> bool:
    return sorted(map(repr, was)) == sorted(map(repr, now))


def _names(items: list[Any]) -> str:
    return ", ".join(str(i.get("id") or _told(i)) if isinstance(i, dict) else str(i) for i in items)


def _told(value: Any) -> str:
    """A value on one line, cut where it is long."""
    if value is None:
        return ""
    if isinstance(value, dict):
        text = ", ".join(f"{k}: {_told(v)}" for k, v in value.items())
    elif isinstance(value, list):
        text = "; ".join(map(_told, value))
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
