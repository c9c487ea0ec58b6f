"""Mistakes that show only where entries meet: unknown ids, wrong kinds, missing parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from overture.dossier.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Claim, Entry, Package, Treaty, Variant
from overture.dossier.names import Path, all_claims, formulas, kinds
from overture.dossier.reading import SECTIONS
from overture.dossier.references import References, article
from overture.files.diagnostics import MOST_HINTS, Diagnostic, did_you_mean
from overture.files.fields import AtLeast, Done
from overture.files.nodes import Mapping as MappingNode
from overture.files.nodes import Span
from overture.files.schema import follow
from overture.logic import RESERVED, is_wording

_ID = re.compile(r"[^\W\d]\w*")
_NOT_ACTORS = ("analyst", "author")  # who may say something without being part of the case


class _Checker(References):
    """Collects every mistake, section by section."""

    # ids

    def namespace(self) -> None:
        first: dict[str, tuple[str, Path]] = {}
        for key, kind, path in kinds(self.dossier):

            def place(kind: str = kind, path: Path = path) -> Span | None:
                return self.key_span(path) if kind != "statement" else follow(self.dossier.root, (*path, "id")).span

            if key in first:
                other_kind, other_path = first[key]
                where = self.key_span(other_path)
                line = f" on line {where.line}" if where else ""
                message = f"`{key}` already names {article(other_kind)}{line}"
                self.problems.append(Diagnostic("D108", message, place(), "ids are unique in the whole file", where))
            first.setdefault(key, (kind, path))
            if key in RESERVED or key in SECTIONS or key == DO_NOTHING:
                self.report("D114", f"`{key}` is a word of the language and cannot be an id", path, "", place)
            elif not _ID.fullmatch(key):
                self.report(
                    "D114", f"`{key}` cannot be an id", path, "use letters, digits and `_`, no digit first", place
                )

    # sources and people

    def common(self, entry: Entry, path: Path) -> None:
        for citation in entry.from_:
            if citation.source not in self.sources:
                at = follow(self.dossier.root, (*path, "from"))
                known = self.dossier.sources if len(self.problems) < MOST_HINTS else ()
                hint = did_you_mean(citation.source, known) or "add it to `sources`"
                self.report("D104", f"unknown source `{citation.source}`", path, hint, at.span)
        for who in entry.by:
            if who not in _NOT_ACTORS:
                self.must_be(who, ("actor",), (*path, "by"))

    def actors(self) -> None:
        for actor in self.dossier.actors.values():
            path: Path = ("actors", actor.id)
            self.common(actor, path)
            if actor.of:
                self.must_be(actor.of, ("actor",), (*path, "of"))
            self.each_must_be(actor.members, ("actor",), (*path, "members"))
        self.circle({a.id: a.members for a in self.dossier.actors.values()}, "groups", "actors", "members")
        head = self.dossier.head
        if self.must_be(head.proposer, ("actor",), ("proposer",)) and head.proposer not in (
            *self.dossier.decision_makers, *self.with_options
        ):  # fmt: skip
            self.report("D110", f"`{head.proposer}` has no options, so there is nothing to propose", ("proposer",),
                        f"add `options: {{{head.proposer}: ...}}`")  # fmt: skip

    def reports(self) -> None:
        for i, report in enumerate(self.dossier.reports):
            path: Path = ("reports", i)
            self.common(report, path)
            self.must_be(report.of, ("actor",), (*path, "of"))
            self.target(report.to, ("treaty", "option", "proposal", "argument"), (*path, "to"))
            self.each_must_be(report.via, ("actor",), (*path, "via"))

    # treaties

    def treaties(self) -> None:
        for treaty in self.dossier.treaties.values():
            path: Path = ("treaties", treaty.id)
            self.common(treaty, path)
            if not treaty.name and not treaty.use:
                self.report("D109", "`name` is missing", path, "add `name:`, or `use:` a treaty of the library")
            self.each_must_be(treaty.stops, ("treaty", "proposal"), (*path, "stops"))
            if not treaty.use:  # what the library says is no reference of this file
                self.in_brief(treaty, path)
            for i, clause in enumerate(treaty.incompatible_with):
                self.must_be(clause.treaty, ("treaty",), (*path, "incompatible_with", i, "treaty"))
                self.common(clause, (*path, "incompatible_with", i))
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
            self.common(treaty.entry.rule, (*path, "entry", "rule"))
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
            self.common(option, path)
            if option.choices and "now" not in option.model_fields_set:
                self.report("D109", f"`{option.id}` does not say what is so now", path,
                            f"add `now: {option.values[0]}`", self.key_span(path))  # fmt: skip
            elif option.today not in option.values:
                hint = did_you_mean(option.today, option.values) or f"its choices: {', '.join(option.values)}"
                self.report("D110", f"`{option.id}` has no choice `{option.today}`", (*path, "now"), hint)
            for key in option.final if isinstance(option.final, tuple) else ():
                self.value(option, key, (*path, "final"))
            for key in option.needs if isinstance(option.needs, dict) else ():
                self.value(option, key, (*path, "needs", key), self.key_span((*path, "needs", key)))
            for key, choice in option.choices.items():
                if not is_wording(key):
                    where = (*path, "choices", key)
                    self.report("D114", f"no formula can name the choice `{key}`", where,
                                "use letters, digits and `_`", self.key_span(where))  # fmt: skip
                self.common(choice, (*path, "choices", key))
        for owner in self.dossier.decision_makers:
            where = ("options", owner)
            self.must_be(owner, ("actor",), where, self.key_span(where))

    def packages(self, section: str, packages: dict[str, Package], own: bool) -> None:
        for package in packages.values():
            path: Path = (section, package.id)
            self.common(package, path)
            self.settings(package.settings, path, own)

    def preferences(self) -> None:
        for owner, statements in self.dossier.preferences.items():
            where: Path = ("preferences", owner)
            if self.must_be(owner, ("actor",), where, self.key_span(where)) and owner not in (
                *self.dossier.decision_makers, *self.with_options
            ):  # fmt: skip
                self.report("D110", f"`{owner}` has no options, so its preferences are never used", where,
                            "give it options, or say what it wants in a report", self.key_span(where))  # fmt: skip
            for statement in statements:
                path = self.dossier.path(statement.id) or where
                self.common(statement, path)
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
            self.common(argument, path)
            for name in ("opposes", "supports"):
                if getattr(argument, name):
                    about = ("treaty", "option", "proposal", "argument")
                    self.target(getattr(argument, name), about, (*path, name))
            for name in ("limits", "attacks", "rests_on"):
                self.each_must_be(getattr(argument, name), ("argument",), (*path, name))
            for i, use in enumerate(argument.used):
                self.common(use, (*path, "used", i))

    # claims and the rest

    def claims(self) -> None:
        for claim, path in all_claims(self.dossier):
            self.common(claim, path)
            tests = _tests(claim)
            if len(tests) > 1:
                self.report("D115", f"`{claim.id}` has two tests, `{tests[0]}` and `{tests[1]}`", path,
                            "make two claims of it", self.key_span(path))  # fmt: skip
            # what a variant adds exists only after its edits
            if path[0] == "variants":
                continue
            self.claim(claim, path)

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
                self.report("D109", f"`{by}` needs `{key}` beside it", path, f"add `{key}:`", self.key_span(path))
        if claim.blocking is not None and claim.entry is None and claim.decision is None:
            self.report("D109", "`blocking` needs `entry: [actor, treaty]` or `decision:` beside it", path)
        if claim.break_even is not None and len(claim.break_even) != 2:
            self.report("D103", "`break_even` names two proposals, the first over the second", (*path, "break_even"))

    def entry_of(self, claim: Claim, path: Path) -> None:
        entry = claim.entry or ()
        if len(entry) != 2:
            self.report(
                "D103", "`entry` names an actor and a treaty", (*path, "entry"), "write `entry: [ACTOR, TREATY]`"
            )
        else:
            self.must_be(entry[0], ("actor",), (*path, "entry"))
            self.must_be(entry[1], ("treaty",), (*path, "entry"))

    def the_rest(self) -> None:
        for section in ("rules", "facts", "assumptions", "contingencies", "documents", "figures", "variants"):
            for entry in getattr(self.dossier, section).values():
                self.common(entry, (section, entry.id))
        for document in self.dossier.documents.values():
            path: Path = ("documents", document.id)
            self.each_must_be(document.to, ("actor",), (*path, "to"))
            for i, passage in enumerate(document.passages):
                self.common(passage, (*path, "passages", i))
        for i, event in enumerate(self.dossier.hindsight):
            self.common(event, ("hindsight", i))

    # formulas


def _tests(claim: Claim) -> list[str]:
    from overture.dossier.entries import TESTS

    return [test for test in TESTS if getattr(claim, test) is not None]


def without_preferences(dossier: Dossier) -> list[Diagnostic]:
    """Decision makers of whom nobody says what they want: a mistake, not indifference."""
    found = []
    for owner in dossier.decision_makers:
        if not dossier.preferences.get(owner):
            options = follow(dossier.root, ("options",))
            key = options.key(owner) if isinstance(options, MappingNode) else None
            hint = f"add `preferences: {{{owner}: [...]}}`, most important first"
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
    checker.the_rest()
    for source in dossier.sources.values():
        checker.common(source, ("sources", source.id))
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
