"""Figures beside the treaties: shares of capability and vulnerability, today and after each proposal.

They illustrate and decide nothing: no formula can mention them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overture.advice.analysis import Analysis
from overture.advice.memberships import status
from overture.advice.results import TreatyStatus
from overture.logic.syntax import BoundToHelp
from overture.treaties.duties.balance import Figures, Shares, Vulnerability, shares, vulnerability

RATIOS = (1.0, 1.5, 3.0)  # what an attacker may need: parity; half as much again; the old rule of three to one


@dataclass(frozen=True)
class Standing:
    """The figures today or after one proposal, in the first state in which it settles."""

    after: str  # empty for today
    bodies: dict[str, Shares]  # the participants of each treaty
    vulnerability: Vulnerability


def capability(
    analysis: Analysis, figures: Sequence[Figures], attackers: Sequence[Sequence[str]] | str
) -> list[Standing]:
    """Shares of each treaty's participants, and who could be beaten by whom, before and after each proposal."""
    space = analysis.space
    found = [_standing(analysis, "", space.today_package, space.today_reply, figures, attackers)]
    for name in analysis.menu:
        package = analysis.menu[name]
        endings = analysis.endings(package)
        if endings:
            found.append(_standing(analysis, name, package, endings[0].replies[0], figures, attackers))
    return found


def _standing(
    analysis: Analysis, after: str, package: int, reply: int, figures: Sequence[Figures],
    attackers: Sequence[Sequence[str]] | str,
) -> Standing:  # fmt: skip
    bodies = {}
    for treaty in analysis.dossier.treaties:
        found: TreatyStatus = status(analysis, treaty, package, reply)
        body = found.parties or found.named
        candidates = tuple(
            c for c in (*found.named, *found.observers, *analysis.model.definitions.treaties[treaty].entries)
            if c not in body
        )  # fmt: skip
        if body:
            bodies[treaty] = shares(figures[0], body, tuple(dict.fromkeys(candidates)))
    states = [s for s in figures[0] if all(s in f for f in figures)]
    obliged = {
        victim: [
            helper for helper in states
            if helper != victim and analysis.model.truth(BoundToHelp(helper, victim))[package, reply]
        ]
        for victim in states
    }  # fmt: skip
    return Standing(after, bodies, vulnerability(figures, obliged, attackers, RATIOS))


