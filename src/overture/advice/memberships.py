"""Treaties in a state and on the date: who is what, whose consent is given, who can block."""

from __future__ import annotations

from overture import treaties as law
from overture.advice.analysis import Analysis
from overture.advice.results import (
    Clash,
    DecisionReport,
    EntryReport,
    RatificationReport,
    TreatyReport,
    TreatyStatus,
)
from overture.logic.syntax import InForce, Membership


def _in_file_order(analysis: Analysis, actors: tuple[str, ...]) -> tuple[str, ...]:
    place = {actor: i for i, actor in enumerate(analysis.dossier.actors)}
    return tuple(sorted(actors, key=lambda a: place.get(a, len(place))))


def status(analysis: Analysis, treaty: str, package: int, reply: int) -> TreatyStatus:
    """Who is named in, party to, observer of and invited to a treaty in one state."""
    rules = analysis.model.definitions.treaties[treaty]
    everybody = _in_file_order(analysis, rules.everybody())

    def those(word: str) -> tuple[str, ...]:
        return tuple(
            actor
            for actor in everybody
            if analysis.model.truth(Membership(actor, word, treaty))[package, reply]  # type: ignore[arg-type]
        )

    return TreatyStatus(
        named=those("named"),
        parties=those("party"),
        observers=those("observes") if rules.observers else (),
        in_force=bool(analysis.model.truth(InForce(treaty))[package, reply]),
        invited=those("invited") if rules.entries else (),
        consenting={
            candidate: tuple(p for p in decision.deciding if analysis.model.truth(decision.consent(p))[package, reply])
            for candidate, decision in rules.entries.items()
        },
        ratified=tuple(s for s in rules.signatories if analysis.model.truth(rules.ratification(s))[package, reply]),
    )


def clashes(analysis: Analysis, package: int, reply: int) -> tuple[Clash, ...]:
    """Incompatible treaties that bind the same actor in a state."""
    found = []
    for treaty in analysis.dossier.treaties.values():
        for clause in treaty.incompatible_with:
            if not analysis.model.truth(clause.when)[package, reply]:
                continue
            both = tuple(
                a
                for a in status(analysis, treaty.id, package, reply).parties
                if a in status(analysis, clause.treaty, package, reply).parties
            )
            if both:
                found.append(Clash((treaty.id, clause.treaty), clause.art, both))
    return tuple(found)


def report(analysis: Analysis, treaty: str) -> TreatyReport:
    """A treaty on the date of the dossier."""
    rules = analysis.model.definitions.treaties[treaty]
    entries = {}
    for candidate, decision in rules.entries.items():
        found = law.consents(decision)
        entries[candidate] = EntryReport(
            found.needed, found.given, found.refused, found.pending, found.unknown, found.alone, found.together,
            found.more, _rule(decision), decision.rule.needed(len(decision.deciding)),
        )  # fmt: skip
    decisions = {}
    for key, decision in rules.decisions.items():
        found = law.consents(decision)
        decisions[key] = DecisionReport(
            found.given, found.refused, found.pending, found.unknown, found.alone, found.together
        )
    ratification = None
    if rules.signatories:
        done = law.ratifications(rules)
        ratification = RatificationReport(done.done, done.refused, done.pending, done.unknown, done.pivotal)
    today = status(analysis, treaty, analysis.space.today_package, analysis.space.today_reply)
    return TreatyReport(today, entries, ratification, decisions)


def _rule(decision: law.Decision) -> str:
    """A decision rule in words."""
    rule = decision.rule
    if isinstance(rule.number, int):
        among = f", {', '.join(rule.among_them)} among them" if rule.among_them else ""
        return f"at least {rule.number}{among}"
    return rule.number or "every party"


def reports(analysis: Analysis) -> dict[str, TreatyReport]:
    return {treaty: report(analysis, treaty) for treaty in analysis.dossier.treaties}
