"""One namespace: what each id of a dossier names, and every formula that uses names."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from overture.dossier.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Claim, Entry
from overture.dossier.paths import statement_paths
from overture.files.fields import Done
from overture.files.nodes import Path, follow
from overture.logic import Formula
from overture.logic.syntax import Or


def kinds(dossier: Dossier) -> Iterator[tuple[str, str, Path]]:
    """Every id with its kind and its path, duplicates included, sources apart."""
    for section, kind in (
        ("actors", "actor"), ("treaties", "treaty"), ("rules", "rule"), ("facts", "fact"),
        ("assumptions", "assumption"), ("arguments", "argument"), ("proposals", "proposal"),
        ("replies", "reply"), ("claims", "claim"), ("contingencies", "contingency"), ("variants", "variant"),
        ("documents", "document"), ("figures", "figure"),
    ):  # fmt: skip
        for key in getattr(dossier, section):
            yield key, kind, (section, key)
    for option in dossier.options.values():
        yield option.id, "option", ("options", option.owner, option.id)
    for treaty in dossier.treaties.values():
        for key in treaty.decisions:
            yield key, "decision", ("treaties", treaty.id, "decisions", key)
    for owner, statements in dossier.preferences.items():
        # not by `dossier.path`: what another entry, or another statement, is called too has one place there
        written = list(statement_paths(owner, follow(dossier.root, ("preferences", owner))))
        for i, statement in enumerate(statements):
            at = next((n for n, (key, _) in enumerate(written) if key == statement.id), None)
            yield statement.id, "statement", ("preferences", owner, i) if at is None else written.pop(at)[1]
    for variant in dossier.variants.values():
        for key in variant.claims:
            yield key, "claim", ("variants", variant.id, "claims", key)


def fresh(name: str, taken: Container[str]) -> str:
    """A name, or where it is taken the name with the first number that makes another of it.

    >>> fresh("claim", ["claim", "claim_2"])
    'claim_3'
    """
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def names_of(dossier: Dossier) -> dict[str, str]:
    """Each id with its kind; `do_nothing` is a proposal of every dossier."""
    return {DO_NOTHING: "proposal", **{key: kind for key, kind, _ in kinds(dossier)}}


def unmodelled(dossier: Dossier) -> frozenset[str]:
    """The names of the consents and ratifications that the treaties leave unknown: open assumptions."""

    def members(actors: Iterable[str]) -> dict[str, None]:
        return dict.fromkeys(m for actor in actors for m in dossier.members(actor))

    found = set()
    for treaty in dossier.treaties.values():
        deciding = set(members(treaty.parties) or members(treaty.signatories))
        if treaty.entry:
            given: dict[str, Iterable[str]] = {}
            for candidate in (*treaty.entry.consents, *treaty.entry.applies):
                for member in dossier.members(candidate):
                    given.setdefault(member, treaty.entry.consents.get(candidate, {}))
            found |= {f"consent_{c}_{treaty.id}" for c, acts in given.items() if deciding - {c} - set(members(acts))}
        found |= {f"consent_{key}_{treaty.id}" for key, decision in treaty.decisions.items()
                  if deciding - set(members(decision.in_favour))}  # fmt: skip
        if treaty.stage != "in force" and (treaty.ratified or treaty.in_force in (None, "every signatory ratified")):
            silent = set(members(treaty.signatories)) - set(members(treaty.ratified))
            found |= {f"ratification_{s}_{treaty.id}" for s in silent}
        if treaty.use:  # entries and exits of which its log may not tell
            found |= {f"{act}_{treaty.id}" for act in ("accessions", "denunciations", "invitations", "admissions")}
    return frozenset(found)


def all_claims(dossier: Dossier) -> Iterator[tuple[Claim, Path]]:
    """The claims of the dossier and of its variants, with their paths."""
    for claim in dossier.claims.values():
        yield claim, ("claims", claim.id)
    for variant in dossier.variants.values():
        for claim in variant.claims.values():
            yield claim, ("variants", variant.id, "claims", claim.id)


def citing(dossier: Dossier) -> Iterator[tuple[Entry, Path]]:
    """Every entry, and part of an entry, that can cite a source, with its path; hindsight and sources apart."""
    for section in (
        "actors", "treaties", "rules", "facts", "assumptions", "arguments", "proposals", "replies", "contingencies",
        "documents", "figures", "variants",
    ):  # fmt: skip
        for entry in getattr(dossier, section).values():
            yield entry, (section, entry.id)
    for i, report in enumerate(dossier.reports):
        yield report, ("reports", i)
    for treaty in dossier.treaties.values():
        base: Path = ("treaties", treaty.id)
        if treaty.entry and not treaty.use:
            yield treaty.entry.rule, (*base, "entry", "rule")
        for i, clause in enumerate(treaty.incompatible_with):
            yield clause, (*base, "incompatible_with", i)
        for key, decision in treaty.decisions.items():
            yield decision, (*base, "decisions", key)
        for i, duty in enumerate(() if treaty.use else treaty.duties):
            yield duty, (*base, "duties", i)
    for option in dossier.options.values():
        path: Path = ("options", option.owner, option.id)
        yield option, path
        yield from ((choice, (*path, "choices", key)) for key, choice in option.choices.items())
    for argument in dossier.arguments.values():
        yield from ((use, ("arguments", argument.id, "used", i)) for i, use in enumerate(argument.used))
    for owner, statements in dossier.preferences.items():
        yield from ((s, dossier.path(s.id) or ("preferences", owner)) for s in statements)
    yield from all_claims(dossier)
    for document in dossier.documents.values():
        yield from ((p, ("documents", document.id, "passages", i)) for i, p in enumerate(document.passages))


def formulas(dossier: Dossier) -> Iterator[tuple[Formula, Path]]:
    """Every formula of the dossier with the path of its field; those of variants come with their claims."""
    for i, report in enumerate(dossier.reports):
        if report.changes_if is not None:
            yield report.changes_if, ("reports", i, "changes_if")
    yield from _treaty_formulas(dossier)
    for option in dossier.options.values():
        base: Path = ("options", option.owner, option.id, "needs")
        if isinstance(option.needs, dict):
            yield from ((f, (*base, choice)) for choice, f in option.needs.items())
        elif option.needs is not None:
            yield option.needs, base
    for rule in dossier.rules.values():
        yield rule.rule, ("rules", rule.id, "rule")
    for fact in dossier.facts.values():
        yield fact.when, ("facts", fact.id, "when")
    for argument in dossier.arguments.values():
        yield argument.when, ("arguments", argument.id, "when")
        if argument.ground is not None:
            yield argument.ground, ("arguments", argument.id, "ground")
    for owner, statements in dossier.preferences.items():
        ranked = dossier.ranks_outcomes(owner)
        for i, statement in enumerate(statements):
            where = dossier.path(statement.id) or ("preferences",)
            # of outcomes ranked best first, each wants the earlier ones or itself
            own = statement.want.parts[-1] if ranked and i and isinstance(statement.want, Or) else statement.want
            yield own, (*where, "want")
            yield statement.if_, (*where, "if")
    for claim in dossier.claims.values():
        for name in ("holds", "if"):
            formula = getattr(claim, "if_" if name == "if" else name)
            if formula is not None:
                yield formula, ("claims", claim.id, name)
    for contingency in dossier.contingencies.values():
        yield contingency.when, ("contingencies", contingency.id, "when")
    for document in dossier.documents.values():
        for i, passage in enumerate(document.passages):
            yield passage.when, ("documents", document.id, "passages", i, "when")


def _treaty_formulas(dossier: Dossier) -> Iterator[tuple[Formula, Path]]:
    for treaty in dossier.treaties.values():
        base: Path = ("treaties", treaty.id)
        if treaty.use:
            # what the library fills in is no text of this file
            yield from ((formula, (*base, "acts", words)) for words, formula in treaty.acts.items())
        for section in () if treaty.use else ("named", "observers", "ratified"):
            for actor, act in getattr(treaty, section).items():
                if not isinstance(act, Done):
                    yield act, (*base, section, actor)
        if treaty.entry and not treaty.use:
            yield from ((f, (*base, "entry", "applies", a)) for a, f in treaty.entry.applies.items())
            for candidate, consents in treaty.entry.consents.items():
                for party, act in consents.items():
                    if not isinstance(act, Done):
                        yield act, (*base, "entry", "consents", candidate, party)
        if treaty.in_force is not None and not isinstance(treaty.in_force, str):
            yield treaty.in_force, (*base, "in_force")
        yield treaty.lapses, (*base, "lapses")
        for i, clause in enumerate(treaty.incompatible_with):
            yield clause.when, (*base, "incompatible_with", i, "when")
        for key, decision in treaty.decisions.items():
            for party, act in decision.in_favour.items():
                if not isinstance(act, Done):
                    yield act, (*base, "decisions", key, "in_favour", party)
