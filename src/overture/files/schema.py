"""Reading entries with a schema: what pydantic finds wrong, in the analyst's words and with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from overture.files.diagnostics import Diagnostic, did_you_mean
from overture.files.nodes import Mapping, Node, Scalar, Sequence, Span


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


def follow(node: Node, path: Iterable[str | int]) -> Node:
    """The node at the end of a path, or the last one on the way that exists."""
    for step in path:
        below: Node | None = None
        if isinstance(node, Mapping):
            below = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        if below is None:
            break
        node = below
    return node


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


def problem_of(error: Any, node: Node, model: type[BaseModel], lines: list[str]) -> Diagnostic:
    """One mistake found by pydantic, in the analyst's words and with its place."""
    path, kind, context = tuple(error["loc"]), error["type"], error.get("ctx", {})
    at = follow(node, path)
    if kind == "extra_forbidden":
        parent = follow(node, path[:-1])
        key = parent.key(str(path[-1])) if isinstance(parent, Mapping) else None
        known = _field_names(_model_at(model, path[:-1]))
        hint = did_you_mean(str(path[-1]), known) or "known here: " + ", ".join(known)
        return Diagnostic("D101", f"unknown key `{path[-1]}`", key.span if key else at.span, hint)
    if kind == "missing":
        return Diagnostic("D109", f"`{path[-1]}` is missing", at.span, f"add `{path[-1]}:`")
    if kind == "formula":
        if "key" in context:
            at = follow(at, [context["key"]])
        span = place_in(at, context["start"], context["end"], lines) if isinstance(at, Scalar) else at.span
        return Diagnostic("D106", error["msg"], span, context["hint"])
    if kind == "overture":
        return Diagnostic("D103", error["msg"], at.span)
    expected = "a list" if kind in ("tuple_type", "list_type") else "a group of keys (`key: value`)"
    return Diagnostic("D103", f"expected {expected} here", at.span)


def empty_values(node: Node) -> list[Diagnostic]:
    """Keys with nothing behind them, at any depth."""
    found: list[Diagnostic] = []
    stack: list[tuple[str, Node]] = [("", node)]
    while stack:
        name, at = stack.pop()
        match at:
            case Scalar() if at.empty:
                hint = "give a value or remove the key"
                if " " in name or "?" in name:
                    hint = "inside { } a comma or a question mark ends a text: put the text in quotes"
                found.append(Diagnostic("D105", f"nothing stands behind `{name}`", at.span, hint))
            case Mapping():
                stack.extend(at.items())
            case Sequence():
                stack.extend((name, item) for item in at.items)
    return found


def not_keys(model: type[BaseModel], key: str, more: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names of fields that are no keys of the language, each with a hint."""
    yield "id", f"the name before the colon, `{key}`, is its id"
    yield from ((name, "") for name in more)
    for name, info in model.model_fields.items():
        if info.alias and info.alias != name:
            yield name, f"did you mean `{info.alias}`?"
