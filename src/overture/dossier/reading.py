"""From the tree of a file to the entries of its sections, with every mistake of form.

Mistakes that need a second entry to be seen (unknown ids, circles) are in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import ValidationError

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
from overture.files.diagnostics import Diagnostic
from overture.files.nodes import Mapping, Node, Scalar, Sequence, plain
from overture.files.schema import empty_values, not_keys, problem_of
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
        for name, hint in not_keys(model, key, more):
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
