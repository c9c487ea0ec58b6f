"""The immutable dossier: everything known about one decision on one date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from overture.dossier.dropping import NONE, Losses
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
from overture.dossier.paths import paths
from overture.files.nodes import Mapping, Span, follow
from overture.files.schema import word_span

DO_NOTHING = "do_nothing"


@dataclass(frozen=True, eq=False)
class Dossier:
    """One decision on one date. Sections are dictionaries from id to entry, in the order of the file.

    >>> from overture.dossier import read
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
    losses: Losses = NONE
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
            key: (treaty.id, decision)
            for treaty in self.treaties.values()
            for key, decision in treaty.decisions.items()
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

    def name_span(self, key: str) -> Span | None:
        """Where an entry is named: its key; of a statement its id, or what it wants."""
        path = self.path(key)
        if path is None:
            return None
        above, node = follow(self.root, path[:-1]), follow(self.root, path)
        if isinstance(above, Mapping):
            return word_span(above.key(str(path[-1])) or node, self.lines)
        if isinstance(node, Mapping):
            node = node.get("id") or node.get("want") or node
        return word_span(node, self.lines)

    def edited(self, edits: Iterable[Edit | dict[str, Any]], *, check: bool = True) -> Dossier:
        """This dossier with edits applied in order. Raises `DossierError` where one cannot be made.

        `check` may be false for edits that cannot break a reference: a truth value
        turned, a statement or rule dropped or moved, a foresight changed.
        """
        # opening knows the class, so the class may only know opening when it is asked
        from overture.dossier.opening import edited

        return edited(self, edits, check)
