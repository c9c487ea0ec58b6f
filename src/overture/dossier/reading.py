"""From the tree of a file to the entries of its sections, with every mistake of form.

Mistakes that need a second entry to be seen (unknown ids, circles) are in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ValidationError

from overture.dossier.diagnostics import Diagnostic, did_you_mean
from overture.dossier.entries import (
    Actor,
    Argument,
    Assumption,
    Claim,
    Contingency,
    Document,
    Entry,
    Fact,
    Figure,
    Hindsight,
    Option,
    Package,
    Report,
    Rule,
    Source,
    Statement,
    Treaty,
    Variant,
)
from overture.dossier.nodes import Mapping, Node, Scalar, Sequence, Span, plain
from overture.logic import Formula
from overture.logic.syntax import Or

HEAD_KEYS = ("overture", "title", "as_of", "proposer", "question", "submit_to", "stage", "handling")
PACKAGE_KEYS = ("text", "short", "from", "by", "basis", "because", "confidence")

# sections that are `id: entry`, with the field that an entry may be shortened to
_KEYED: dict[str, tuple[type[Entry], str | None]] = {
    "sources": (Source, "title"),
    "actors": (Actor, "name"),
    "treaties": (Treaty, None),
    "rules": (Rule, "rule"),
    "facts": (Fact, "when"),
    "assumptions": (Assumption, "text"),
    "arguments": (Argument, "claim"),
    "claims": (Claim, None),
    "contingencies": (Contingency, None),
    "documents": (Document, None),
    "figures": (Figure, None),
    "variants": (Variant, None),
}
_LISTED: dict[str, type[Entry]] = {"reports": Report, "hindsight": Hindsight}
SECTIONS = (
    "sources", "actors", "reports", "treaties", "options", "rules", "facts", "assumptions", "arguments",
    "preferences", "proposals", "replies", "claims", "contingencies", "documents", "figures", "variants", "hindsight",
)  # fmt: skip
SHORTHANDS = {name: short for name, (_, short) in _KEYED.items() if short}


@dataclass
class Read:
    """The entries of one section and what is wrong with them."""

    entries: Any
    problems: list[Diagnostic] = field(default_factory=list)


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


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.problems: list[Diagnostic] = []

    def entry(self, model: type[Entry], node: Node, key: str, shorthand: str | None = None, **more: str) -> Any:
        """One entry, or nothing (and the reasons among the problems)."""
        data = plain(node)
        if shorthand and isinstance(node, Scalar):
            data = {shorthand: data}
            node = Mapping(((Scalar(shorthand), node),), node.span)
        if not isinstance(data, dict):
            self.problems.append(Diagnostic("D103", f"expected a group of keys for `{key}`", node.span))
            return None
        for name, hint in self.not_keys(model, key, more):
            if name in data and (name != "id" or data[name] != key):
                at = node.key(name) if isinstance(node, Mapping) else None
                self.problems.append(Diagnostic("D101", f"unknown key `{name}`", at.span if at else node.span, hint))
        try:
            return model.model_validate({**data, "id": key, **more})
        except ValidationError as error:
            self.problems += [
                problem_of(e, node, model, self.lines) for e in error.errors(include_url=False, include_input=False)
            ]
            return None

    @staticmethod
    def not_keys(model: type[Entry], key: str, more: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Names of fields that are no keys of the language, each with a hint."""
        yield "id", f"the name before the colon, `{key}`, is its id"
        yield from ((name, "") for name in more)
        for name, info in model.model_fields.items():
            if info.alias and info.alias != name:
                yield name, f"did you mean `{info.alias}`?"

    def mapping(self, node: Node, what: str) -> list[tuple[str, Node]]:
        if isinstance(node, Mapping):
            return list(node.items())
        self.problems.append(Diagnostic("D103", f"expected `name: ...` entries in {what}", node.span))
        return []

    def listing(self, node: Node, what: str) -> list[Node]:
        if isinstance(node, Sequence):
            return list(node.items)
        self.problems.append(Diagnostic("D103", f"expected a list in {what}", node.span, "start each item with `- `"))
        return []

    def keyed(self, section: str, node: Node) -> dict[str, Entry]:
        model, shorthand = _KEYED[section]
        found = {}
        for key, below in self.mapping(node, f"`{section}`"):
            entry = self.entry(model, below, key, shorthand)
            if entry is not None:
                found[key] = entry
        return found

    def listed(self, section: str, node: Node) -> tuple[Entry, ...]:
        found = []
        for i, item in enumerate(self.listing(node, f"`{section}`")):
            key = plain(item).get("id", "") if isinstance(item, Mapping) else ""
            entry = self.entry(_LISTED[section], item, key or f"{section}_{i + 1}")
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def options(self, node: Node) -> dict[str, Option]:
        found: dict[str, Option] = {}
        for owner, below in self.mapping(node, "`options`"):
            for key, option_node in self.mapping(below, f"the options of `{owner}`"):
                option = self.entry(Option, option_node, key, None, owner=owner)
                if option is None:
                    continue
                if key in found:
                    name = below.key(key) if isinstance(below, Mapping) else None
                    place = name.span if name else None
                    self.problems.append(Diagnostic("D108", f"`{key}` names two options", place, "rename one of them"))
                found[key] = option
        return found

    def preferences(self, node: Node) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, tuple[Statement, ...]] = {}
        for owner, below in self.mapping(node, "`preferences`"):
            outcomes = below.get("outcomes") if isinstance(below, Mapping) else None
            if isinstance(below, Mapping) and outcomes is None:
                self.problems.append(
                    Diagnostic("D103", f"expected a list of statements, or `outcomes:`, for `{owner}`", below.span)
                )
                continue
            statements = []
            for i, item in enumerate(self.listing(outcomes or below, f"the preferences of `{owner}`")):
                key = plain(item).get("id") if isinstance(item, Mapping) else None
                statement = self.entry(Statement, item, str(key or f"{owner}_{i + 1}"), "want", owner=owner)
                if statement is not None:
                    statements.append(statement)
            if outcomes is not None:
                statements = _nested(statements)
            found[owner] = tuple(statements)
        return found

    def packages(self, section: str, node: Node) -> dict[str, Package]:
        found = {}
        for key, below in self.mapping(node, f"`{section}`"):
            if not isinstance(below, Mapping):
                self.problems.append(
                    Diagnostic(
                        "D103", f"expected `option: value` entries for `{key}`", below.span, "write `{}` for none"
                    )
                )
                continue
            own: list[tuple[Scalar, Node]] = [e for e in below.entries if e[0].text in PACKAGE_KEYS]
            settings: dict[str, str] = {}
            for option, value in below.items():
                if option in PACKAGE_KEYS:
                    continue
                if isinstance(value, Scalar):
                    settings[option] = value.text
                else:
                    self.problems.append(Diagnostic("D103", f"expected one value for `{option}`", value.span))
            package = self.entry(Package, Mapping(tuple(own), below.span), key)
            if package is not None:
                found[key] = package.model_copy(update={"settings": settings})
        return found


def _nested(ranking: list[Statement]) -> list[Statement]:
    """A ranking of outcomes, best first, as the statements F1, `F1 or F2`, and so on."""
    nested: list[Statement] = []
    so_far: list[Formula] = []
    for statement in ranking:
        so_far.append(statement.want)
        want = Or(tuple(so_far)) if len(so_far) > 1 else so_far[0]
        nested.append(statement.model_copy(update={"want": want}))
    return nested


_cache: WeakKeyDictionary[Node, dict[str, Read]] = WeakKeyDictionary()


def read_section(section: str, node: Node, text: str) -> Read:
    """The entries of a section; the same node is read once only, so edits elsewhere cost nothing."""
    known = _cache.setdefault(node, {})
    if section not in known:
        reader = _Reader(text.splitlines())
        problems = empty_values(node)
        readers: dict[str, Callable[[Node], Any]] = {
            "options": reader.options,
            "preferences": reader.preferences,
            "proposals": lambda n: reader.packages("proposals", n),
            "replies": lambda n: reader.packages("replies", n),
        }
        if section in readers:
            entries = readers[section](node)
        elif section in _LISTED:
            entries = reader.listed(section, node)
        else:
            entries = reader.keyed(section, node)
        empty_places = {p.span for p in problems}
        problems += [p for p in reader.problems if p.span not in empty_places]
        known[section] = Read(entries, problems)
    return known[section]
