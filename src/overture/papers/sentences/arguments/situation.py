"""The situation in running text: what is reported of whom, and through whom it is known."""

from __future__ import annotations

from overture.dossier.entries import Report
from overture.papers.content import Sentence
from overture.papers.english import capital, day, ended, listed, number
from overture.papers.naming import cited_short, formula_text, treaty
from overture.papers.options import actor, is_plural
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.case import Case, say

MOST = 20  # reports in running text; the brief has them all
_SIGNS = {
    "for": "for", "against": "against", "worried": "worried by",
}  # fmt: skip


def reported(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """A paragraph for each chain through which reactions are known, at first hand first."""
    chains: dict[tuple[str, ...], dict[tuple[object, ...], list[Report]]] = {}
    for report in case.dossier.reports[:MOST]:
        alike = (report.to, report.sign, report.muted, report.says, report.changes_if)
        chains.setdefault(report.via, {}).setdefault(alike, []).append(report)
    found = []
    for via in sorted(chains, key=len):
        told = [_told(case, same) for same in chains[via].values()]
        found.append((_chain(case, via, told[0]), *told) if via else tuple(told))
    left = len(case.dossier.reports) - MOST
    if left > 0:
        what = "the other report" if left == 1 else f"the {number(left)} other reports"
        found.append((say(f"The brief has {what}.", trace=("reports",)),))
    return tuple(found)


def _chain(case: Case, via: tuple[str, ...], first: Sentence) -> Sentence:
    """How many hands a report went through."""
    hands = [actor(case.dossier, v) if v in case.dossier.actors else v for v in via]
    return say(f"What follows is known by way of {listed(hands)}.", trace=(*via, *first.trace), basis="report")


def _told(case: Case, same: list[Report]) -> Sentence:
    report = same[0]
    who = listed([actor(case.dossier, r.of) for r in same])
    are = "are" if len(same) > 1 or is_plural(case.dossier, report.of) else "is"
    what = treaty(case.dossier, report.to) if report.to in case.dossier.treaties else f"“{thing(case, report.to)}”"
    if report.sign == "not stated":
        text = f"of {who} no view of {what} is reported"
    elif report.sign == "conditional":
        text = f"{who} {'put' if are == 'are' else 'puts'} a condition to {what}"
    else:
        text = f"{who} {are} {_SIGNS[report.sign]} {what}"
    if report.muted:
        text += ", and it is kept quiet"
    if report.says:
        text += f": {report.says.rstrip('.')}"
    if report.changes_if is not None:
        text += f"; it would change if {formula_text(case.dossier, report.changes_if)}"
    places = {(r.place, r.date) for r in same}
    where = ", ".join(x for x in (report.place, day(report.date) if report.date else "") if x)
    if where and len(places) == 1:
        text += f" ({where})"
    cited = tuple(dict.fromkeys(c for r in same for c in cited_short(case.dossier, r.from_)))
    return say(ended(capital(text)), trace=(*(r.of for r in same), report.to), basis="report", sources=cited)
