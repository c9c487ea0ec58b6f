"""How we know: what is open, how likely it is, and where what is said comes from."""

from __future__ import annotations

from collections.abc import Iterator

from overture.advice.gaps.additions import Addition, Item
from overture.advice.gaps.case import JUDGED, TEXT, Case
from overture.advice.results import Gap
from overture.dossier.entries import LIKELIHOODS, Entry, Option
from overture.dossier.names import all_claims


def open_questions(case: Case) -> Iterator[Gap]:
    """What is neither taken nor modelled."""
    dossier, add = case.dossier, case.additions
    for name, says in case.advice.open.items():
        if name in dossier.assumptions:
            addition = add.add(("assumptions", name), {"taken": "true"}, "or false")
        else:
            new: Item = {"text": says, "taken": "true", **JUDGED}
            addition = add.add(("assumptions",), {name: new}, "or taken: false; nobody has said so yet")
        yield case.gap("G01", name, f"Is it so, or not: {says}?", addition)
    for treaty, report in case.advice.treaties.items():
        for candidate, entry in report.entry.items():
            for party in entry.unknown:
                question = f"Would {party} consent to the entry of {candidate} into {treaty}?"
                yield case.gap("G02", party, question, _consent(case, treaty, candidate, party))


def _consent(case: Case, treaty: str, candidate: str, party: str) -> Addition:
    dossier = case.dossier
    told = dossier.treaties[treaty]
    note = "or no, a day, or a formula"
    if told.use:
        return case.additions.add(("treaties", treaty, "acts"), {f"{party} consents to {candidate}": "yes"}, note)
    consents = told.entry.consents if told.entry else {}
    under = next((key for key in consents if candidate in dossier.members(key)), candidate)
    return case.additions.add(("treaties", treaty, "entry", "consents", under), {party: "yes"}, note)


def likelihoods(case: Case) -> Iterator[Gap]:
    """Assumptions without a likelihood word; or no assumption at all."""
    dossier, add = case.dossier, case.additions
    for assumption in dossier.assumptions.values():
        if assumption.likelihood is None:
            question = f"How likely is it that {assumption.text or assumption.id}?"
            addition = add.add(add.path(assumption.id), {"likelihood": "likely"}, "one of: " + ", ".join(LIKELIHOODS))
            yield case.gap("G10", assumption.id, question, addition)
    if not dossier.assumptions:
        supposed: Item = {"text": TEXT, "likelihood": "roughly even", "taken": "true", **JUDGED}
        yield case.gap(
            "G12", "assumptions", "What does nobody at the table control, and nobody know? No assumption is named.",
            add.add(("assumptions",), {add.fresh("not_known"): supposed}),
        )  # fmt: skip


def _told_of(option: Option) -> bool:
    """Whether an option, or each of its choices but the one of today, says how it is known."""
    choices = [choice for value, choice in option.choices.items() if value != option.today]
    return _has_grounds(option) or (bool(choices) and all(map(_has_grounds, choices)))


def _has_grounds(entry: Entry) -> bool:
    return bool(entry.from_ or entry.basis)


def sources(case: Case) -> Iterator[Gap]:
    """What has neither source nor basis."""
    dossier, add = case.dossier, case.additions
    judged: dict[str, Item] = {"basis": "judgement"}
    note = "or from: SOURCE"
    if not dossier.sources:
        yield case.gap(
            "G03", "sources", "Where does any of this come from? No source is named.",
            add.add(("sources",), {add.fresh("first_source"): {"title": TEXT, "kind": TEXT, "reliability": "B"}}),
        )  # fmt: skip
    for actor, statements in dossier.preferences.items():
        if statements and all(not s.from_ and s.basis is None for s in statements):
            question = f"How do we know what {actor} wants? Its ranking has no source."
            yield case.gap("G11", actor, question, add.add(add.path(statements[0].id), judged, note))
    for option in dossier.options.values():
        if dossier.sources and not _told_of(option):
            question = f"How do we know that {option.owner} has the option `{option.id}`?"
            yield case.gap("G04", option.id, question, add.add(add.path(option.id), judged, note))
    for fact in dossier.facts.values():
        if not fact.from_ and fact.basis is None:
            question = f"On what basis is `{fact.id}` said: fact, report, inference or judgement?"
            defines = "or fact, where `when` only says what is meant; or from: SOURCE"
            yield case.gap("G05", fact.id, question, add.add(add.path(fact.id), judged, defines))
    for claim, path in all_claims(dossier):
        if path[0] == "claims" and not claim.from_ and not claim.by and claim.basis is None:
            question = f"Who says `{claim.id}`, and where? It has neither source nor author."
            yield case.gap("G18", claim.id, question, add.add(path, {"by": "analyst"}, note))
