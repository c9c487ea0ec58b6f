"""What is missing from a dossier, as the questions that a thoughtful colleague would ask."""

from __future__ import annotations

from collections.abc import Iterator

from overture.advice.results import Advice, Gap
from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.names import all_claims


def gaps(dossier: Dossier, advice: Advice) -> tuple[Gap, ...]:
    """The questions, those that the verdicts hang on first."""
    return tuple(
        Gap(code, about, question)
        for code, about, question in (
            *_unknown(advice), *_sources(dossier), *_objections(dossier, advice), *_judgements(dossier),
            *_paper(dossier, advice),
        )
    )  # fmt: skip


Question = tuple[str, str, str]


def _unknown(advice: Advice) -> Iterator[Question]:
    for name, says in advice.open.items():
        yield "G01", name, f"Is it so, or not: {says}?"
    for treaty, report in advice.treaties.items():
        for candidate, entry in report.entry.items():
            for party in entry.unknown:
                yield "G02", party, f"Would {party} consent to the entry of {candidate} into {treaty}?"


def _sources(dossier: Dossier) -> Iterator[Question]:
    if not dossier.sources:
        yield "G03", "sources", "Where does any of this come from? No source is named."
    for option in dossier.options.values():
        if dossier.sources and not option.from_ and not option.basis:
            yield "G04", option.id, f"How do we know that {option.owner} has the option `{option.id}`?"
    for fact in dossier.facts.values():
        if not fact.from_ and fact.basis is None:
            yield "G05", fact.id, f"On what basis is `{fact.id}` said: fact, report, inference or judgement?"


def _objections(dossier: Dossier, advice: Advice) -> Iterator[Question]:
    if not dossier.arguments:
        yield "G06", "arguments", "What is said against the proposal, and by whom? No argument is stated."
    if not dossier.reports:
        yield "G07", "reports", "Who has reacted to what, and how do we know? No reaction is reported."
    opposed = {a.opposes for a in dossier.arguments.values()}
    for name in advice.recommended:
        if dossier.arguments and name != DO_NOTHING and name not in opposed:
            chosen = dossier.proposals.get(name)
            options = {o.rpartition(".")[2] for o in chosen.settings} if chosen else set()
            values = {f"{o}.{v}" for o, v in chosen.settings.items()} if chosen else set()
            if not opposed & (options | values):
                yield "G08", name, f"What could be said against `{name}` itself? No argument opposes it."
    limited = {t for a in dossier.arguments.values() for t in (*a.limits, *a.attacks)}
    for argument in dossier.arguments.values():
        if argument.opposes and argument.id not in limited and not argument.attacks and not argument.limits:
            yield "G09", argument.id, f"What answers `{argument.id}`? Nothing limits it."


def _judgements(dossier: Dossier) -> Iterator[Question]:
    for assumption in dossier.assumptions.values():
        if assumption.likelihood is None:
            yield "G10", assumption.id, f"How likely is it that {assumption.text or assumption.id}?"
    for actor, statements in dossier.preferences.items():
        if all(not s.from_ and s.basis is None for s in statements):
            yield "G11", actor, f"How do we know what {actor} wants? Its ranking has no source."
    if not dossier.assumptions:
        yield "G12", "assumptions", "What does nobody at the table control, and nobody know? No assumption is named."


def _paper(dossier: Dossier, advice: Advice) -> Iterator[Question]:
    if not dossier.claims:
        yield "G13", "claims", "What does the paper assert? No claim can be audited."
    for claim_entry, path in all_claims(dossier):
        if path[0] == "claims" and not claim_entry.from_ and not claim_entry.by and claim_entry.basis is None:
            yield "G18", claim_entry.id, f"Who says `{claim_entry.id}`, and where? It has neither source nor author."
    for key, claim in advice.claims.items():
        if claim.verdict == "cannot be assessed":
            yield "G14", key, f"How could `{key}` be tested: {claim.reason}?"
    if not dossier.proposals:
        yield "G15", "proposals", "Which packages are in earnest? None is named, so all feasible ones are compared."
    if not dossier.replies:
        yield "G16", "replies", "Which replies should the proposals be held against? None is named."
    if not any(d.passages for d in dossier.documents.values()):
        yield "G17", "documents", "What would the note say? No passage is written."
