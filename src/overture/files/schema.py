"""Reading entries with a schema: what pydantic finds wrong, in the analyst's words and with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from overture.files.diagnostics import MOST_HINTS, Diagnostic, did_you_mean, nearest
from overture.files.nodes import Mapping, Node, Scalar, Sequence, Span, follow


def place_in(node: Scalar, start: int, end: int, lines: list[str]) -> Span | None:
    """The place in the file of characters `start` to `end` of a text that may be quoted or run over lines."""
    if node.span is None:
        return None
    line, column = node.span.line, node.span.column
    places: list[tuple[int, int]] = []
    for wanted in node.text[:end]:
        while 0 < line <= len(lines) and (line, column) < (node.span.end_line, node.span.end_column):
            raw = lines[line - 1]
            if column > len(raw):
                line, column = line + 1, 1
            elif raw[column - 1] == wanted or wanted.isspace():
                break
            else:
                column += 1
        places.append((line, column))
        if not wanted.isspace():
            column += 1
    if start >= len(places):
        return Span(node.span.end_line, node.span.end_column, node.span.end_line, node.span.end_column + 1)
    last_line, last_column = places[-1]
    return Span(*places[start], last_line, last_column + 1)


def word_span(node: Node, lines: list[str]) -> Span | None:
    """The place of a text without its quotation marks; of anything else its place."""
    if not isinstance(node, Scalar) or node.span is None or not node.text or not node.quoted:
        return node.span
    line = lines[node.span.line - 1] if 0 < node.span.line <= len(lines) else ""
    opens = line[node.span.column - 1 : node.span.column]
    return place_in(node, 0, len(node.text), lines) if opens in ("'", '"', "|", ">") and opens else node.span


def word_in(node: Node, word: str, lines: list[str]) -> Span | None:
    """The place of a word in a text, the first time that it stands there; else that of the whole."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", node.text) if isinstance(node, Scalar) and word else None
    return place_in(node, *found.span(), lines) if found and isinstance(node, Scalar) else word_span(node, lines)


def _field_names(model: type[BaseModel]) -> list[str]:
    return [f.alias or name for name, f in model.model_fields.items() if not f.exclude]


def _model_at(model: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel]:
    """The class that holds the field at the end of a path."""
    for step in path:
        info = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
        if info is None:
            continue
        inner = [info.annotation]
        while inner:
            kind: Any = inner.pop()
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                model = kind
                break
            inner.extend(getattr(kind, "__args__", ()))
    return model


def problems_of(
    error: ValidationError, node: Node, model: type[BaseModel], lines: list[str], name: Scalar | None = None
) -> list[Diagnostic]:
    """The mistakes found by pydantic, in the analyst's words and with their places.

    `name` is the key before the entry. A key that is missing because it is misspelt, and a
    value that is empty, are told by others: one slip is one mistake.
    """
    errors = error.errors(include_url=False, include_input=False)
    unknown = [tuple(e["loc"]) for e in errors if e["type"] == "extra_forbidden"]
    keys = {path: _meant_key(path, node, model) for path in unknown[:MOST_HINTS]}
    misspelt = {(*path[:-1], key) for path, key in keys.items()}
    found = []
    for e in errors:
        path = tuple(e["loc"])
        at = follow(node, path)
        empty = isinstance(at, Scalar) and at.empty
        if e["type"] == "missing":
            if path not in misspelt:
                place = _name_above(node, path, name, lines)
                found.append(Diagnostic("D109", f"`{path[-1]}` is missing", place, f"add `{path[-1]}:`"))
        elif not empty:
            found.append(_problem_of(e, node, model, lines, keys.get(path)))
    return found


def _meant_key(path: tuple[str | int, ...], node: Node, model: type[BaseModel]) -> str:
    """The known key that an unknown one is nearest to, of those that do not stand beside it."""
    parent = follow(node, path[:-1])
    known = _field_names(_model_at(model, path[:-1]))
    return nearest(str(path[-1]), [k for k in known if not (isinstance(parent, Mapping) and k in parent)])


def _name_above(node: Node, path: tuple[str | int, ...], name: Scalar | None, lines: list[str]) -> Span | None:
    """Where the group stands in which a key is missing: at its name, or where it begins."""
    above = follow(node, path[:-2])
    key = above.key(str(path[-2])) if len(path) > 1 and isinstance(above, Mapping) else None
    if len(path) == 1:
        key = name
    if key is not None:
        return word_span(key, lines)
    group = follow(node, path[:-1])
    return group.entries[0][0].span if isinstance(group, Mapping) and group.entries else group.span


def _problem_of(
    error: Any, node: Node, model: type[BaseModel], lines: list[str], near: str | None = None
) -> Diagnostic:
    """One mistake; `near` is the key that an unknown one is nearest to, unless nobody looked."""
    path, kind, context = tuple(error["loc"]), error["type"], error.get("ctx", {})
    at = follow(node, path)
    if kind == "extra_forbidden":
        parent = follow(node, path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, Mapping) else None
        known = _field_names(_model_at(model, path[:-1]))
        looked = () if near is None else [near] if near else known
        hint = did_you_mean(str(path[-1]), looked) or f"known here: {', '.join(known)}"
        return Diagnostic("D101", f"unknown key `{path[-1]}`", word_span(key or at, lines), hint, fix=near or "")
    if "key" in context:
        at = follow(at, (context["key"],))
    if kind == "formula":
        span = place_in(at, context["start"], context["end"], lines) if isinstance(at, Scalar) else at.span
        return Diagnostic("D106", error["msg"], span, context["hint"])
    if kind == "overture":
        fix = context.get("fix", "") if isinstance(at, Scalar) else ""
        hint = f"did you mean `{fix}`?" if fix else ""
        return Diagnostic("D103", error["msg"], word_span(at, lines), hint, fix=fix)
    expected = "a list" if kind in ("tuple_type", "list_type") else "a group of keys (`key: value`)"
    return Diagnostic("D103", f"expected {expected} here", word_span(at, lines))


def empty_values(node: Node, lines: list[str], name: Scalar | None = None) -> list[Diagnostic]:
    """Keys with nothing behind them, at any depth; `name` is the key before the node."""
    found: list[Diagnostic] = []
    stack: list[tuple[Scalar | None, Node, bool]] = [(name, node, False)]
    while stack:
        key, at, listed = stack.pop()
        match at:
            case Scalar() if at.empty:
                found.append(_empty(key, at, listed, lines))
            case Mapping():
                stack.extend((*entry, False) for entry in at.entries)
            case Sequence():
                stack.extend((key, item, True) for item in at.items)
    return found


def _empty(key: Scalar | None, at: Scalar, listed: bool, lines: list[str]) -> Diagnostic:
    """A key with nothing behind it: forgotten, or no key at all but words behind a comma inside braces."""
    if key is None or listed:
        hint = "give a value or remove the item"
        return Diagnostic("D105", "an item of the list is empty", at.span, hint)
    span = key.span
    after = lines[span.end_line - 1][span.end_column - 1 :] if span and span.end_line <= len(lines) else ":"
    hint = "give a value or remove the key"
    if " " in key.text or "?" in key.text or not after.lstrip().startswith(":"):
        hint = "inside { } a comma or a question mark ends a text: put the text in quotes"
    return Diagnostic("D105", f"nothing stands behind `{key.text}`", word_span(key, lines), hint)


def not_keys(model: type[BaseModel], key: str, more: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Names of fields that are no keys of the language, each with a hint and what to write instead."""
    yield "id", f"the name before the colon, `{key}`, is its id", ""
    yield from ((name, "", "") for name in more)
    for name, info in model.model_fields.items():
        if info.alias and info.alias != name:
            yield name, f"did you mean `{info.alias}`?", info.alias
