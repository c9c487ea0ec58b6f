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
from overture.files.diagnostics import MOST_HINTS, Diagnostic, nearest
from overture.files.nodes import Mapping, Node, Scalar, Sequence, plain
from overture.files.schema import empty_values, not_keys, problems_of, word_span
from overture.logic import Formula
from overture.logic.syntax import Or

HEAD_KEYS = ("overture", "title", "as_of", "proposer", "question", "submit_to", "stage", "handling")
PACKAGE_KEYS = ("text", "short", "from", "by", "basis", "because", "confidence")

# sections that are `id: entry`, with the field that an entry may be shortened to
KEYED: dict[str, tuple[type[Entry], str | None]] = {
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
LISTED: dict[str, type[Entry]] = {"reports": Report, "hindsight": Hindsight}
SECTIONS = (
    "sources", "actors", "reports", "treaties", "options", "rules", "facts", "assumptions", "arguments",
    "preferences", "proposals", "replies", "claims", "contingencies", "documents", "figures", "variants", "hindsight",
)  # fmt: skip
# keys on which hangs what else is right about an entry: with one of them wrong, it is not read at all
_VITAL: dict[type[Entry], tuple[str, ...]] = {
    Actor: ("members",), Option: ("choices", "now", "ordered"),
    Treaty: tuple(Treaty.model_fields), Claim: tuple(f.alias or name for name, f in Claim.model_fields.items()),
}  # fmt: skip
SHORTHANDS = {name: short for name, (_, short) in KEYED.items() if short}


@dataclass
class Read:
    """The entries of one section and what is wrong with them."""

    entries: Any
    problems: list[Diagnostic] = field(default_factory=list)


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.problems: list[Diagnostic] = []

    def entry(
        self, model: type[Entry], node: Node, key: str, shorthand: str | None = None, name: Scalar | None = None,
        **more: str,
    ) -> Any:  # fmt: skip
        """One entry, or nothing (and the reasons among the problems); `name` is the key before it."""
        data = plain(node)
        if isinstance(node, Scalar) and node.empty:
            return None  # told of the key before it
        if shorthand and isinstance(node, Scalar):
            data = {shorthand: data}
            node = Mapping(((Scalar(shorthand), node),), node.span)
        if not isinstance(data, dict):
            self.wrong(f"expected a group of keys for `{key}`", node)
            return None
        for word, hint, fix in not_keys(model, key, more):
            if word in data and (word != "id" or data[word] != key):
                at = node.key(word) if isinstance(node, Mapping) else None
                place = word_span(at or node, self.lines)
                self.problems.append(Diagnostic("D101", f"unknown key `{word}`", place, hint, fix=fix))
        try:
            return model.model_validate({**data, "id": key, **more})
        except ValidationError as error:
            self.problems += problems_of(error, node, model, self.lines, name)
            return _without_slips(model, {**data, "id": key, **more}, error)

    def mapping(self, node: Node, what: str) -> list[tuple[Scalar, Node]]:
        if isinstance(node, Mapping):
            return list(node.entries)
        self.wrong(f"expected `name: ...` entries in {what}", node)
        return []

    def listing(self, node: Node, what: str) -> list[Node]:
        if isinstance(node, Sequence):
            return list(node.items)
        self.wrong(f"expected a list in {what}", node, "start each item with `- `")
        return []

    def wrong(self, message: str, node: Node, hint: str = "") -> None:
        """A value of the wrong form; that one is empty is told of the key before it."""
        if not (isinstance(node, Scalar) and node.empty):
            self.problems.append(Diagnostic("D103", message, word_span(node, self.lines), hint))

    def keyed(self, section: str, node: Node) -> dict[str, Entry]:
        model, shorthand = KEYED[section]
        found = {}
        for name, below in self.mapping(node, f"`{section}`"):
            entry = self.entry(model, below, name.text, shorthand, name)
            if entry is not None:
                found[name.text] = entry
        return found

    def listed(self, section: str, node: Node) -> tuple[Entry, ...]:
        found = []
        for i, item in enumerate(self.listing(node, f"`{section}`")):
            key = plain(item).get("id", "") if isinstance(item, Mapping) else ""
            entry = self.entry(LISTED[section], item, key or f"{section}_{i + 1}")
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def options(self, node: Node) -> dict[str, Option]:
        found: dict[str, Option] = {}
        first: dict[str, Any] = {}
        for owner, below in self.mapping(node, "`options`"):
            for name, option_node in self.mapping(below, f"the options of `{owner.text}`"):
                key = name.text
                option = self.entry(Option, option_node, key, None, name, owner=owner.text)
                if key in first:
                    at = f" on line {first[key].line}" if first[key] else ""
                    message = f"`{key}` names two options, the first{at}"
                    place = word_span(name, self.lines)
                    self.problems.append(Diagnostic("D108", message, place, "rename one of them", first[key]))
                elif option is not None:
                    found[key] = option
                first.setdefault(key, name.span)
        return found

    def preferences(self, node: Node) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, tuple[Statement, ...]] = {}
        for name, below in self.mapping(node, "`preferences`"):
            owner = name.text
            outcomes = below.get("outcomes") if isinstance(below, Mapping) else None
            if isinstance(below, Mapping) and outcomes is None:
                self.wrong(f"expected a list of statements, or `outcomes:`, for `{owner}`", name)
                continue
            statements = []
            for i, item in enumerate(self.listing(outcomes or below, f"the preferences of `{owner}`")):
                key = plain(item).get("id") if isinstance(item, Mapping) else None
                statement = self.entry(Statement, item, str(key or f"{owner}_{i + 1}"), "want", None, owner=owner)
                if statement is not None:
                    statements.append(statement)
            if outcomes is not None:
                statements = _nested(statements)
            found[owner] = tuple(statements)
        return found

    def packages(self, section: str, node: Node) -> dict[str, Package]:
        found = {}
        for name, below in self.mapping(node, f"`{section}`"):
            key = name.text
            if not isinstance(below, Mapping):
                self.wrong(f"expected `option: value` entries for `{key}`", below, "write `{}` for none")
                continue
            own: list[tuple[Scalar, Node]] = [e for e in below.entries if e[0].text in PACKAGE_KEYS]
            settings: dict[str, str] = {}
            for option, value in below.items():
                if option in PACKAGE_KEYS:
                    continue
                if isinstance(value, Scalar):
                    if not value.empty:
                        settings[option] = value.text
                else:
                    self.wrong(f"expected one value for `{option}`", value)
            package = self.entry(Package, Mapping(tuple(own), below.span), key)
            if package is not None:
                found[key] = package.model_copy(update={"settings": settings})
        return found


def _without_slips(model: type[Entry], data: dict[str, Any], error: ValidationError) -> Any:
    """What can be read of an entry without its slips, so that the rest is checked too; or nothing."""
    data = dict(data)
    known = [f.alias or name for name, f in model.model_fields.items()]
    if error.error_count() > MOST_HINTS:
        return None
    for e in error.errors(include_url=False, include_input=False):
        key = str(e["loc"][0]) if e["loc"] else ""
        about = nearest(key, known) if key not in known else key
        if e["type"] == "missing" or about in _VITAL.get(model, ()):
            return None
        data.pop(key, None)
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


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


def read_section(section: str, node: Node, text: str, name: Scalar | None = None) -> Read:
    """The entries of a section; the same node is read once only, so edits elsewhere cost nothing.

    `name` is the key before it.
    """
    known = _cache.setdefault(node, {})
    if section not in known:
        reader = _Reader(text.splitlines())
        problems = empty_values(node, reader.lines, name)
        readers: dict[str, Callable[[Node], Any]] = {
            "options": reader.options,
            "preferences": reader.preferences,
            "proposals": lambda n: reader.packages("proposals", n),
            "replies": lambda n: reader.packages("replies", n),
        }
        if section in readers:
            entries = readers[section](node)
        elif section in LISTED:
            entries = reader.listed(section, node)
        else:
            entries = reader.keyed(section, node)
        empty = {p.span for p in problems}
        problems += [p for p in reader.problems if p.span not in empty]
        known[section] = Read(entries, problems)
    return known[section]
