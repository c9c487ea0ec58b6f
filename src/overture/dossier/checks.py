"""Mistakes that show only where entries meet: unknown ids, wrong kinds, missing parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from overture.dossier.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import TESTS, Claim, Entry, Package, Treaty, Variant
from overture.dossier.names import all_claims, citing, formulas, kinds
from overture.dossier.reading import SECTIONS
from overture.dossier.references import NOTHING, References, article
from overture.files.diagnostics import MOST_HINTS, Diagnostic, meant
from overture.files.fields import AtLeast, Done
from overture.files.nodes import Mapping as MappingNode
from overture.files.nodes import Node, Path, Span, follow
from overture.files.schema import word_in, word_span
from overture.logic import RESERVED, is_wording

_ID = re.compile(r"[^\W\d]\w*")
# keys of a claim that only some tests read
_KEYS_OF_TESTS = {
    "than": ("better",), "worse_than": ("variant",), "how": ("better", "variant"), "gain": ("break_even",),
    "loss": ("break_even",), "way": ("lost",), "entry": ("blocking",), "decision": ("blocking",),
    "to": ("audience",), "is_": ("audience",), "at": ("holds",), "if_": ("holds",),
    "they": ("holds", "better", "variant", "break_even"), "after": ("holds", "kept", "lost", "open", "audience"),
}  # fmt: skip
_NOT_ACTORS = ("analyst", "author")  # who may say something without being part of the case


class _Checker(References):
    """Collects every mistake, section by section."""

    # ids

    def namespace(self) -> None:
        first: dict[str, tuple[str, Span | None]] = {}
        places = [(key, kind, path, self.named_at(kind, path)) for key, kind, path in kinds(self.dossier)]
        # in the order of the file, so that the second of two is told
        for key, kind, path, place in sorted(places, key=lambda named: named[3] or ()):
            if key in first:
                other_kind, where = first[key]
                line = f" on line {where.line}" if where else ""
                message = f"`{key}` already names {article(other_kind)}{line}"
                self.problems.append(Diagnostic("D108", message, place, "ids are unique in the whole file", where))
            first.setdefault(key, (kind, place))
            if key in RESERVED or key in SECTIONS or key == DO_NOTHING:
                self.report("D114", f"`{key}` is a word of the language and cannot be an id", path, "", place)
            elif not _ID.fullmatch(key):
                fix = self.joined(key)
                hint = f"write `{fix}`" if fix else "use letters, digits and `_`, no digit first"
                self.report("D114", f"`{key}` cannot be an id", path, hint, place, fix=fix)

    def named_at(self, kind: str, path: Path) -> Span | None:
        """Where an entry is given its id: by its key, of a statement by its `id`."""
        if kind != "statement":
            return self.key_span(path)
        node = follow(self.dossier.root, path)
        return word_span((node.get("id") if isinstance(node, MappingNode) else None) or node, self.dossier.lines)

    def joined(self, key: str) -> str:
        """An id that was written with dashes or spaces, if nothing else in the file names it."""
        joined = re.sub(r"[-\s]+", "_", key)
        alone = _ID.fullmatch(joined) and joined not in self.names and joined not in RESERVED
        return joined if alone and self.dossier.text.count(key) == 1 else ""

    # sources and people

    def citations(self) -> None:
        for entry, path in citing(self.dossier):
            self.common(entry, path)
        for source in self.dossier.sources.values():
            self.common(source, ("sources", source.id))
        for i, event in enumerate(self.dossier.hindsight):
            self.common(event, ("hindsight", i))

    def common(self, entry: Entry, path: Path) -> None:
        for i, citation in enumerate(entry.from_):
            if citation.source not in (*self.sources, *NOTHING) and "source" not in self.unread_kinds:
                at = follow(self.dossier.root, self.item_path((*path, "from"), i))
                known = self.dossier.sources if len(self.problems) < MOST_HINTS else ()
                hint, fix = meant(citation.source, known, "add it to `sources`")
                span = word_in(at, citation.source, self.dossier.lines)
                self.report("D104", f"unknown source `{citation.source}`", path, hint, span, fix=fix)
        for i, who in enumerate(entry.by):
            if who not in _NOT_ACTORS:
                self.must_be(who, ("actor",), self.item_path((*path, "by"), i))

    def actors(self) -> None:
        for actor in self.dossier.actors.values():
            path: Path = ("actors", actor.id)
            if actor.of:
                self.must_be(actor.of, ("actor",), (*path, "of"))
            self.each_must_be(actor.members, ("actor",), (*path, "members"))
        self.circle({a.id: a.members for a in self.dossier.actors.values()}, "groups", "actors", "members")
        head = self.dossier.head
        if not head.proposer:
            return  # it is missing, which has been told
        if self.must_be(head.proposer, ("actor",), ("proposer",)) and not self.has_options(head.proposer):
            self.report("D110", f"`{head.proposer}` has no options, so there is nothing to propose", ("proposer",),
                        f"add `options: {{{head.proposer}: ...}}`")  # fmt: skip

    def has_options(self, actor: str) -> bool:
        """Whether an actor has options, be they readable or not."""
        known = (*self.dossier.decision_makers, *self.with_options)
        return actor in known or actor in self.unread or not self.unread_kinds.isdisjoint(("option", "actor"))

    def reports(self) -> None:
        for i, report in enumerate(self.dossier.reports):
            path: Path = ("reports", i)
            self.must_be(report.of, ("actor",), (*path, "of"))
            self.target(report.to, ("treaty", "option", "proposal", "argument"), (*path, "to"))
            self.each_must_be(report.via, ("actor",), (*path, "via"))

    # treaties

    def treaties(self) -> None:
        for treaty in self.dossier.treaties.values():
            path: Path = ("treaties", treaty.id)
            if not treaty.name and not treaty.use:
                self.report("D109", "`name` is missing", path, "add `name:`, or `use:` a treaty of the library")
            self.each_must_be(treaty.stops, ("treaty", "proposal"), (*path, "stops"))
            if not treaty.use:  # what the library says is no reference of this file
                self.in_brief(treaty, path)
            for i, clause in enumerate(treaty.incompatible_with):
                self.must_be(clause.treaty, ("treaty",), (*path, "incompatible_with", i, "treaty"))
            for key, decision in treaty.decisions.items():
                self.decision_rule(decision.rule, treaty, (*path, "decisions", key, "rule"))
                self.acts(decision.in_favour, (*path, "decisions", key, "in_favour"))

    def in_brief(self, treaty: Treaty, path: Path) -> None:
        """What a treaty in brief says of its parties, and how others enter."""
        self.each_must_be(treaty.parties, ("actor",), (*path, "parties"))
        self.each_must_be(treaty.signatories, ("actor",), (*path, "signatories"))
        for section in ("ratified", "named", "observers"):
            self.acts(getattr(treaty, section), (*path, section))
        if treaty.entry:
            self.decision_rule(treaty.entry.rule.consent, treaty, (*path, "entry", "rule", "consent"))
            self.acts(treaty.entry.applies, (*path, "entry", "applies"))
            for candidate, consents in treaty.entry.consents.items():
                where = (*path, "entry", "consents", candidate)
                self.must_be(candidate, ("actor",), where, self.key_span(where))
                self.acts(consents, where)
        for i, duty in enumerate(treaty.duties):
            for name in ("bearer", "to"):
                named = [a for a in getattr(duty, name) if a not in ("every party", "every other party")]
                self.each_must_be(named, ("actor",), (*path, "duties", i, name))
        ratifying = {m for s in treaty.signatories for m in self.dossier.members(s)}
        for actor in treaty.ratified:
            if not set(self.dossier.members(actor)) <= ratifying and actor in self.dossier.actors:
                where = (*path, "ratified", actor)
                self.report("D110", f"`{actor}` ratifies `{treaty.id}` but is not among its signatories", where,
                            "add it to `signatories`", self.key_span(where))  # fmt: skip

    def decision_rule(self, rule: object, treaty: Treaty, path: Path) -> None:
        if not isinstance(rule, AtLeast):
            return
        self.each_must_be(rule.among_them, ("actor",), (*path, "among_them"))
        deciding = {m for actor in treaty.parties or treaty.signatories for m in self.dossier.members(actor)}
        for i, actor in enumerate(rule.among_them):
            if actor in self.dossier.actors and not set(self.dossier.members(actor)) <= deciding:
                message = f"`{actor}` is not among those who decide in `{treaty.id}`"
                self.report("D110", message, (*path, "among_them", i),
                            "they are its parties, or in a treaty without parties its signatories")  # fmt: skip

    def acts(self, acts: Mapping[str, object], path: Path) -> None:
        for actor, act in acts.items():
            where = (*path, actor)
            self.must_be(actor, ("actor",), where, lambda where=where: self.key_span(where))  # type: ignore[misc]
            if isinstance(act, Done) and act.on > self.dossier.head.as_of:
                self.report("D112", f"{act.on} is later than the date of the dossier, {self.dossier.head.as_of}", where,
                            "write a formula for what is pending on the date")  # fmt: skip

    # options, proposals, preferences

    def options(self) -> None:
        for option in self.dossier.options.values():
            path: Path = ("options", option.owner, option.id)
            if option.choices and "now" not in option.model_fields_set:
                self.report("D109", f"`{option.id}` does not say what is so now", path,
                            f"add `now: {option.values[0]}`", self.key_span(path))  # fmt: skip
            elif option.today not in option.values:
                hint, fix = meant(option.today, option.values, f"its choices: {', '.join(option.values)}")
                self.report("D110", f"`{option.id}` has no choice `{option.today}`", (*path, "now"), hint, fix=fix)
            for i, key in enumerate(option.final if isinstance(option.final, tuple) else ()):
                self.value(option, key, self.item_path((*path, "final"), i))
            for key in option.needs if isinstance(option.needs, dict) else ():
                self.value(option, key, (*path, "needs", key), self.key_span((*path, "needs", key)))
            for key in option.choices:
                if not is_wording(key):
                    where = (*path, "choices", key)
                    self.report("D114", f"no formula can name the choice `{key}`", where,
                                "use letters, digits and `_`", self.key_span(where))  # fmt: skip
        for owner in self.dossier.decision_makers:
            where = ("options", owner)
            self.must_be(owner, ("actor",), where, self.key_span(where))

    def packages(self, section: str, packages: dict[str, Package], own: bool) -> None:
        for package in packages.values():
            path: Path = (section, package.id)
            self.settings(package.settings, path, own)

    def preferences(self) -> None:
        for owner, statements in self.dossier.preferences.items():
            where: Path = ("preferences", owner)
            if self.must_be(owner, ("actor",), where, self.key_span(where)) and not self.has_options(owner):
                self.report("D110", f"`{owner}` has no options, so its preferences are never used", where,
                            "give it options, or say what it wants in a report", self.key_span(where))  # fmt: skip
            for statement in statements:
                path = self.dossier.path(statement.id) or where
                if statement.serves:
                    self.must_be(statement.serves, ("statement",), (*path, "serves"))
        serves = {s.id: (s.serves,) if s.serves else () for s in self.dossier.statements.values()}
        self.circle(serves, "aims", "", "serves")
        self.problems += without_preferences(self.dossier)

    def circle(self, below: Mapping[str, tuple[str, ...]], what: str, section: str, key: str) -> None:
        """Reports a circle among references of one kind, told whole."""
        try:
            TopologicalSorter({k: [n for n in names if n in below] for k, names in below.items()}).prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
            path: Path = (section, circle[0]) if section else (self.dossier.path(circle[0]) or ("preferences",))
            told = " → ".join(circle)
            self.report("D107", f"these {what} go in a circle: {told}", (*path, key), "break it at one place")

    def arguments(self) -> None:
        for argument in self.dossier.arguments.values():
            path: Path = ("arguments", argument.id)
            for name in ("opposes", "supports"):
                if getattr(argument, name):
                    about = ("treaty", "option", "proposal", "argument")
                    self.target(getattr(argument, name), about, (*path, name))
            for name in ("limits", "attacks", "rests_on"):
                self.each_must_be(getattr(argument, name), ("argument",), (*path, name))

    # claims and the rest

    def claims(self) -> None:
        for claim, path in all_claims(self.dossier):
            tests = _tests(claim, self.dossier.root, path)
            if len(tests) > 1:
                self.report("D115", f"`{claim.id}` has two tests, `{tests[0]}` and `{tests[1]}`", path,
                            "make two claims of it", self.key_span((*path, tests[1])),
                            self.key_span((*path, tests[0])))  # fmt: skip
            self.fitting(claim, path, tests)
            # what a variant adds exists only after its edits
            if path[0] == "variants":
                continue
            self.claim(claim, path)

    def fitting(self, claim: Claim, path: Path, tests: list[str]) -> None:
        """Reports the keys of a claim that its test does not read."""
        for field, fits in _KEYS_OF_TESTS.items():
            key = field.rstrip("_")
            if field not in claim.model_fields_set or set(tests) & set(fits) or (not tests and len(fits) > 1):
                continue
            wanted = " or ".join(f"`{test}`" for test in fits)
            message = f"`{key}` does not belong to a claim tested by `{tests[0]}`" if tests else f"`{key}` has no test"
            self.report("D116", message, path, f"it stands beside {wanted}", self.key_span((*path, key)))

    def claim(self, claim: Claim, path: Path) -> None:
        for name in ("after", "recommended", "break_even"):
            self.each_must_be(getattr(claim, name) or (), ("proposal",), (*path, name))
        for name, wanted in (
            ("better", "proposal"), ("than", "proposal"), ("they", "reply"), ("kept", "statement"),
            ("lost", "statement"), ("open", "statement"), ("decision", "decision"), ("audience", "actor"),
        ):  # fmt: skip
            if getattr(claim, name) is not None:
                self.must_be(getattr(claim, name), (wanted,), (*path, name))
        for name in ("gain", "loss"):
            self.each_must_be(getattr(claim, name), ("statement",), (*path, name))
        for name in ("variant", "worse_than"):
            if getattr(claim, name) is not None:
                self.settings(getattr(claim, name), (*path, name), True)
        if claim.way is not None:
            self.settings(claim.way, (*path, "way"), False)
        if claim.blocking is not None:
            self.each_must_be(claim.blocking, ("actor",), (*path, "blocking"))
        if claim.entry is not None:
            self.entry_of(claim, path)
        if claim.to is not None:
            self.target(claim.to, ("treaty", "option", "proposal", "argument"), (*path, "to"))
        for needed, by in (("than", "better"), ("worse_than", "variant"), ("to", "audience"), ("is_", "audience")):
            if getattr(claim, by) is not None and getattr(claim, needed) is None:
                key = needed.rstrip("_")
                place = self.key_span((*path, by))
                self.report("D109", f"`{by}` needs `{key}` beside it", path, f"add `{key}:`", place)
        if claim.blocking is not None and claim.entry is None and claim.decision is None:
            self.report("D109", "`blocking` needs `entry: [actor, treaty]` or `decision:` beside it", path,
                        "add `entry:`", self.key_span((*path, "blocking")))  # fmt: skip
        if claim.break_even is not None and len(claim.break_even) != 2:
            self.report("D103", "`break_even` names two proposals, the first over the second", (*path, "break_even"))

    def entry_of(self, claim: Claim, path: Path) -> None:
        entry = claim.entry or ()
        if len(entry) != 2:
            self.report(
                "D103", "`entry` names an actor and a treaty", (*path, "entry"), "write `entry: [ACTOR, TREATY]`"
            )
        else:
            self.must_be(entry[0], ("actor",), (*path, "entry", 0))
            self.must_be(entry[1], ("treaty",), (*path, "entry", 1))

    def documents(self) -> None:
        for document in self.dossier.documents.values():
            self.each_must_be(document.to, ("actor",), ("documents", document.id, "to"))


def _tests(claim: Claim, root: Node, path: Path) -> list[str]:
    """The tests of a claim, in the order in which they are written."""
    given = [test for test in TESTS if getattr(claim, test) is not None]
    node = follow(root, path)
    order = [key for key, _ in node.items()] if isinstance(node, MappingNode) else []
    return sorted(given, key=lambda test: order.index(test) if test in order else 0)


def without_preferences(dossier: Dossier) -> list[Diagnostic]:
    """Decision makers of whom nobody says what they want: a mistake, not indifference."""
    found = []
    ranked = dossier.root.get("preferences")
    if ranked is not None and not isinstance(ranked, MappingNode):
        return []  # it cannot be read, which has been told
    for owner in dossier.decision_makers:
        written = ranked.get(owner) if isinstance(ranked, MappingNode) else None
        unread = isinstance(written, MappingNode) or bool(getattr(written, "items", ()))
        if not dossier.preferences.get(owner) and not unread:
            options = follow(dossier.root, ("options",))
            key = options.key(owner) if isinstance(options, MappingNode) else None
            hint = f"add `preferences: {{{owner}: [...]}}`, most important first; `overture rank` finds them by asking"
            message = f"`{owner}` has options but no preferences"
            found.append(Diagnostic("D113", message, key.span if key else None, hint))
    return found


def mistakes(dossier: Dossier) -> list[Diagnostic]:
    """Every mistake of reference in a dossier whose sections could be read."""
    checker = _Checker(dossier)
    checker.namespace()
    checker.actors()
    checker.reports()
    checker.treaties()
    checker.options()
    checker.packages("proposals", dossier.proposals, own=True)
    checker.packages("replies", dossier.replies, own=False)
    checker.preferences()
    checker.arguments()
    checker.claims()
    checker.documents()
    checker.citations()
    for formula, path in formulas(dossier):
        checker.formula(formula, path)
    return checker.problems


def claim_mistakes(dossier: Dossier, variant: Variant) -> list[Diagnostic]:
    """Mistakes in the claims of a variant, which are about the edited dossier."""
    checker = _Checker(dossier)
    for claim in variant.claims.values():
        path: Path = ("variants", variant.id, "claims", claim.id)
        checker.claim(claim, path)
        for name, formula in (("holds", claim.holds), ("if", claim.if_)):
            if formula is not None:
                checker.formula(formula, (*path, name))
    return checker.problems
