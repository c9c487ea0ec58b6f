"""The immutable dossier: everything known about one decision on one date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from overture.dossier.diagnostics import MOST_HINTS, Diagnostic, DossierError, did_you_mean
from overture.dossier.edits import EditError, apply_edit, resolve
from overture.dossier.entries import (
    Actor,
    Argument,
    Assumption,
    Claim,
    Contingency,
    Decision,
    Document,
    Edit,
    Entry,
    Fact,
    Figure,
    Head,
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
from overture.dossier.nodes import Mapping, Node, Scalar, Span, plain
from overture.dossier.reading import HEAD_KEYS, SECTIONS, _problem, empty_values, follow, read_section
from overture.dossier.text import compose, read_file

FORMAT = 1
DO_NOTHING = "do_nothing"


@dataclass(frozen=True, eq=False)
class Dossier:
    """One decision on one date. Sections are dictionaries from id to entry, in the order of the file.

    >>> from overture.library import case
    >>> dossier = read(case("first-case"))
    >>> dossier.head.title, dossier.decision_makers
    ('A first case', ('us', 'them'))
    >>> dossier.edited([{"set": "reply.now", "to": "refuse"}]).options["reply"].today
    'refuse'
    """

    head: Head
    root: Mapping = field(repr=False)
    file: str = "dossier"
    text: str = field(default="", repr=False)
    edits: tuple[Edit, ...] = ()
    dropped: frozenset[str] = frozenset()
    sources: dict[str, Source] = field(default_factory=dict, repr=False)
    actors: dict[str, Actor] = field(default_factory=dict, repr=False)
    reports: tuple[Report, ...] = ()
    treaties: dict[str, Treaty] = field(default_factory=dict, repr=False)
    options: dict[str, Option] = field(default_factory=dict, repr=False)
    rules: dict[str, Rule] = field(default_factory=dict, repr=False)
    facts: dict[str, Fact] = field(default_factory=dict, repr=False)
    assumptions: dict[str, Assumption] = field(default_factory=dict, repr=False)
    arguments: dict[str, Argument] = field(default_factory=dict, repr=False)
    preferences: dict[str, tuple[Statement, ...]] = field(default_factory=dict, repr=False)
    proposals: dict[str, Package] = field(default_factory=dict, repr=False)
    replies: dict[str, Package] = field(default_factory=dict, repr=False)
    claims: dict[str, Claim] = field(default_factory=dict, repr=False)
    contingencies: dict[str, Contingency] = field(default_factory=dict, repr=False)
    documents: dict[str, Document] = field(default_factory=dict, repr=False)
    figures: dict[str, Figure] = field(default_factory=dict, repr=False)
    variants: dict[str, Variant] = field(default_factory=dict, repr=False)
    hindsight: tuple[Hindsight, ...] = field(default=(), repr=False)

    @property
    def proposer(self) -> str:
        return self.head.proposer

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def decision_makers(self) -> tuple[str, ...]:
        """Who has options, in the order of the file."""
        return tuple(dict.fromkeys(option.owner for option in self.options.values()))

    @cached_property
    def opponents(self) -> tuple[str, ...]:
        return tuple(dm for dm in self.decision_makers if dm != self.proposer)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for statements in self.preferences.values() for s in statements}

    @cached_property
    def decisions(self) -> dict[str, tuple[str, Decision]]:
        """Decision ids with the treaty that each belongs to."""
        return {
            key: (treaty.id, decision) for treaty in self.treaties.values() for key, decision in treaty.decisions.items()
        }

    def ranks_outcomes(self, actor: str) -> bool:
        """Whether the preferences of an actor are given as a ranking of outcomes."""
        node = follow(self.root, ("preferences", actor))
        return isinstance(node, Mapping) and "outcomes" in node

    def foresight(self, actor: str) -> str:
        entry = self.actors.get(actor)
        return (entry and entry.foresight) or "seq"

    def members(self, actor: str) -> tuple[str, ...]:
        """The states that a name stands for: the members of a group, to any depth; else itself."""
        found: dict[str, None] = {}
        above: set[str] = set()
        done: set[str] = set()
        # an explicit stack: a long chain of groups must not exhaust Python's
        stack = [(actor, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                above.discard(name)
                done.add(name)
                continue
            entry = self.actors.get(name)
            if entry is None or not entry.members or name in above:
                found[name] = None
            elif name not in done:
                above.add(name)
                stack.append((name, True))
                stack += [(member, False) for member in reversed(entry.members)]
        return tuple(found)

    def option(self, name: str) -> Option | None:
        """The option of this name, written alone (`reply`) or with its owner (`ussr.reply`)."""
        owner, dot, last = name.rpartition(".")
        option = self.options.get(last if dot else name)
        return option if option and (not dot or option.owner == owner) else None

    def entry(self, key: str) -> Entry | None:
        """The entry of an id, whatever its kind."""
        for section in (
            self.proposals, self.arguments, self.claims, self.facts, self.treaties, self.options, self.assumptions,
            self.statements, self.rules, self.actors, self.replies, self.contingencies, self.variants, self.sources,
            self.documents, self.figures,
        ):  # fmt: skip
            if key in section:
                return section[key]
        if key in self.decisions:
            return self.decisions[key][1]
        return next((v.claims[key] for v in self.variants.values() if key in v.claims), None)

    def path(self, key: str) -> tuple[str | int, ...] | None:
        """Where in the file the entry of an id stands, as a path from the root."""
        return self._paths.get(key)

    @cached_property
    def _paths(self) -> dict[str, tuple[str | int, ...]]:
        return dict(paths(self.root))

    def span(self, key: str, *more: str | int) -> Span | None:
        """Where an entry, or a field of it, stands in the text."""
        path = self.path(key)
        return follow(self.root, (*path, *more)).span if path else None

    def edited(self, edits: Iterable[Edit | dict[str, Any]], *, check: bool = True) -> Dossier:
        """This dossier with edits applied in order. Raises `DossierError` where one cannot be made.

        `check` may be false for edits that cannot break a reference: a truth value
        turned, a statement or rule dropped or moved, a foresight changed.
        """
        root, dropped = self.root, set(self.dropped)
        supposed: set[str] = set()   # names taken for those of consents that nobody modelled
        applied = list(self.edits)
        for given in edits:
            edit = given if isinstance(given, Edit) else Edit.model_validate(given)
            try:
                if edit.set and check:
                    place = resolve(root, edit.set)
                    if place[0] == "assumptions" and follow(root, place[:2]) is follow(root, place[:1]):
                        supposed.add(str(place[1]))
                root = apply_edit(root, edit)
            except EditError as error:
                raise DossierError([Diagnostic("D301", str(error), hint=error.hint)], self.file, self.text) from None
            if edit.drop and "." not in edit.drop:
                dropped.add(edit.drop)
            applied.append(edit)
        edited = build(root, self.file, self.text, [], tuple(applied), frozenset(dropped), check)
        if supposed:
            edited.refuse_unless_unmodelled(supposed)
        return edited

    def refuse_unless_unmodelled(self, supposed: Iterable[str]) -> None:
        """Raises `DossierError` unless each name stands for a consent or ratification that nobody modelled."""
        from overture.dossier.names import unmodelled

        known = unmodelled(self)
        for name in supposed:
            if name not in known:
                message = f"`{name}` is no consent or ratification that this dossier leaves open"
                raise DossierError(
                    [Diagnostic("D301", message, hint=did_you_mean(name, known))], self.file, self.text
                )


def paths(root: Mapping) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every id of a dossier with its path from the root."""
    for section, node in root.items():
        if section not in SECTIONS or not isinstance(node, Mapping):
            continue
        for key, below in node.items():
            if section == "options":
                if isinstance(below, Mapping):
                    yield from ((option, (section, key, option)) for option, _ in below.items())
                continue
            if section == "preferences":
                yield from _statement_paths(key, below)
                continue
            yield key, (section, key)
            inner = below.get({"treaties": "decisions", "variants": "claims"}.get(section, "")) if isinstance(
                below, Mapping
            ) else None  # fmt: skip
            if isinstance(inner, Mapping):
                name = "decisions" if section == "treaties" else "claims"
                yield from ((k, (section, key, name, k)) for k, _ in inner.items())


def _statement_paths(owner: str, node: Node) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    base: tuple[str | int, ...] = ("preferences", owner)
    if isinstance(node, Mapping):
        base, node = (*base, "outcomes"), node.get("outcomes") or node
    for i, item in enumerate(getattr(node, "items", ()) if not isinstance(node, Mapping) else ()):
        key = item.get("id") if isinstance(item, Mapping) else None
        yield (key.text if isinstance(key, Scalar) else f"{owner}_{i + 1}"), (*base, i)


def build(
    root: Node, file: str, text: str, problems: list[Diagnostic], edits: tuple[Edit, ...], dropped: frozenset[str],
    check: bool = True,
) -> Dossier:  # fmt: skip
    """The dossier of a tree. Raises `DossierError` with the given problems and all that are found."""
    from overture.dossier.checks import mistakes, without_preferences

    if not isinstance(root, Mapping):
        raise DossierError([Diagnostic("D103", "a dossier starts with `overture: 1`", root.span)], file, text)
    problems = [*problems, *_version(root)]
    if any(p.code == "D007" for p in problems):
        raise DossierError(problems, file, text)
    known = (*HEAD_KEYS, *SECTIONS)
    sections: dict[str, Any] = {}
    head_data: dict[str, Any] = {}
    for key, node in root.items():
        if key in SECTIONS:
            read_of = read_section(key, node, text)
            sections[key] = read_of.entries
            problems += read_of.problems
        elif key in HEAD_KEYS:
            problems += empty_values(Mapping(((Scalar(key), node),)))
            head_data[key] = plain(node)
        else:
            at = root.key(key)
            hint = did_you_mean(key, known if len(problems) < MOST_HINTS else ()) or "sections: " + ", ".join(SECTIONS)
            problems.append(Diagnostic("D101", f"unknown key `{key}`", at.span if at else None, hint))
    try:
        head = Head.model_validate(head_data)
    except ValidationError as error:
        found = [_problem(e, root, Head, text.splitlines()) for e in error.errors(include_url=False, include_input=False)]
        start = Span(1, 1, 1, 2)
        found = [Diagnostic(p.code, p.message, start, p.hint) if p.code == "D109" else p for p in found]
        empty_places = {p.span for p in problems}
        raise DossierError(_sorted([*problems, *(p for p in found if p.span not in empty_places)]), file, text) from None
    dossier = Dossier(head, root, file, text, edits, dropped, **sections)
    problems += mistakes(dossier) if check else without_preferences(dossier)
    if problems:
        raise DossierError(_sorted(problems), file, text)
    return dossier


def _version(root: Mapping) -> list[Diagnostic]:
    node = root.get("overture")
    if isinstance(node, Scalar) and not node.empty and node.text != str(FORMAT):
        return [Diagnostic("D007", f"this file is of format version {node.text}; this program reads {FORMAT}", node.span)]
    return []


def _sorted(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda d: (d.span or Span(1 << 30, 0, 0, 0), d.code))


def read(text: str, file: str = "dossier", edits: Iterable[Edit | dict[str, Any]] = ()) -> Dossier:
    """Read a dossier from its text, apply edits, and check it.

    Raises `DossierError` with every mistake at once.
    """
    root, problems = compose(text, file)
    dossier = build(root, file, text, problems, (), frozenset())
    edits = tuple(edits)
    return dossier.edited(edits) if edits else dossier


def load(path: Path, edits: Iterable[Edit | dict[str, Any]] = ()) -> Dossier:
    """Read a dossier from a file. Raises `DossierError`."""
    return read(read_file(path), str(path), edits)
