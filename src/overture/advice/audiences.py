"""Audiences: who reported against something, what they object, and whether that is answered."""

from __future__ import annotations

from overture.advice.analysis import Analysis
from overture.advice.results import Audience
from overture.logic.syntax import Status

AGAINST = ("against", "conditional", "worried")


def objections(analysis: Analysis, actor: str, to: str) -> tuple[str, ...]:
    """The stated objections of an audience: the arguments opposing it that the audience uses."""
    return tuple(
        a.id for a in analysis.dossier.arguments.values() if a.opposes == to and any(actor in use.by for use in a.used)
    )


def is_against(analysis: Analysis, actor: str, to: str) -> bool:
    """Whether a reaction against it is reported of the audience."""
    return any(r.of == actor and r.to == to and r.sign in AGAINST for r in analysis.dossier.reports)


def answered(analysis: Analysis, actor: str, to: str, package: int, reply: int) -> bool:
    """In one state: it reported against, and none of its stated objections stands."""
    stands = any(analysis.model.truth(Status("stands", a))[package, reply] for a in objections(analysis, actor, to))
    return is_against(analysis, actor, to) and not stands


def audiences(analysis: Analysis) -> tuple[Audience, ...]:
    """Every audience with a reported reaction, and where each proposal leaves it.

    Of an audience against x and also against what x stops it is said that it swings;
    supporters of what x stops are never predicted to change.
    """
    dossier = analysis.dossier
    stops = {t.id: t.stops for t in dossier.treaties.values()}
    found = []
    for actor, to in dict.fromkeys((r.of, r.to) for r in dossier.reports):
        reports = [r for r in dossier.reports if (r.of, r.to) == (actor, to)]
        stated = objections(analysis, actor, to)
        swing = is_against(analysis, actor, to) and any(is_against(analysis, actor, y) for y in stops.get(to, ()))
        fixed = any(r.of == actor and r.to in stops.get(to, ()) and r.sign == "for" for r in dossier.reports)
        by_proposal: dict[str, bool] = {}
        changed: dict[str, bool] = {}
        conditions = [r.changes_if for r in reports if r.changes_if is not None]
        for name, package in analysis.menu.items():
            settled = list(analysis.settled(package))
            if stated:
                by_proposal[name] = all(answered(analysis, actor, to, package, r) for r in settled)
            if conditions:
                changed[name] = all(bool(analysis.model.truth(f)[package, settled].all()) for f in conditions)
        found.append(Audience(actor, to, tuple(r.sign for r in reports), swing, fixed, stated, by_proposal, changed))
    return tuple(found)
