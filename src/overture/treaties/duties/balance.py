"""Shares of capability, and who could be beaten by whom given who is obliged to help.

Figures illustrate, they decide nothing: capability is not a vote, and an obligation is
not yet help. (Jackson and Nei, 2015, call a network war-stable only where adding and
dropping alliances is covered too; this is vulnerability, not that.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Figures = Mapping[str, float | Fraction]
ANYONE = "anyone not obliged"


@dataclass(frozen=True)
class Share:
    """The share of an actor in a body, alone and with one candidate more."""

    actor: str
    share: float
    with_candidate: dict[str, float]


@dataclass(frozen=True)
class Shares:
    """Shares of a body, and who has no figure."""

    total: float
    shares: tuple[Share, ...]
    missing: tuple[str, ...]


def shares(values: Figures, body: Sequence[str], candidates: Sequence[str] = ()) -> Shares:
    """The share of each member in the sum of a body, with and without each candidate.

    Who has no figure is told as missing and never counted as zero.

    >>> shares({"a": 3, "b": 1, "c": 4}, ["a", "b"], ["c"]).shares[0]
    Share(actor='a', share=0.75, with_candidate={'c': 0.375})
    """
    known = [m for m in body if m in values]
    joining = [c for c in candidates if c in values and c not in body]
    total = float(sum(values[m] for m in known))
    found = [
        Share(
            actor,
            float(values[actor]) / total if actor in known and total else 0.0,
            {
                c: float(values[actor]) / (total + float(values[c]))
                for c in joining
                if (actor in known or actor == c) and total + float(values[c])
            },
        )
        for actor in (*known, *joining)
    ]
    return Shares(total, tuple(found), tuple(a for a in (*body, *candidates) if a not in values))


@dataclass(frozen=True)
class Threat:
    """One set of attackers against one victim and those obliged to help it."""

    attackers: tuple[str, ...]
    victim: str
    helpers: tuple[str, ...]
    ratios: tuple[float, ...]  # attackers against defenders, under each set of figures
    succeeds: str  # always | sometimes | never, over the figures and the ratios needed


@dataclass(frozen=True)
class Vulnerability:
    """Who could be beaten by whom."""

    threats: tuple[Threat, ...]
    missing: tuple[str, ...]

    def of(self, victim: str) -> tuple[Threat, ...]:
        """The threats to one state that succeed in some setting at least, the strongest first."""
        found = [t for t in self.threats if t.victim == victim and t.succeeds != "never"]
        return tuple(sorted(found, key=lambda t: -max(t.ratios)))


def vulnerability(
    figures: Sequence[Figures],
    obliged: Mapping[str, Collection[str]],
    attackers: Sequence[Sequence[str]] | str = ANYONE,
    needed: Sequence[float] = (1.0,),
) -> Vulnerability:
    """Who could be beaten by whom, with attackers declared and the obligations of help given.

    `figures`: one or several sets (imputations); `obliged`: for each state that may be
    attacked, who must help it; `attackers`: groups, or `ANYONE` for all who are not
    obliged to help the victim, together. An attack succeeds where the attackers have
    more than `needed` times the strength of victim and helpers. An attacker that is
    obliged to help is no helper.

    >>> found = vulnerability([{"a": 5.0, "b": 2.0, "c": 2.0}], {"b": ["c"], "c": []}, [["a"]], (1.0, 1.5))
    >>> [(t.victim, t.succeeds) for t in found.threats]
    [('b', 'sometimes'), ('c', 'always')]
    """
    everybody = {*obliged, *(h for those in obliged.values() for h in those)}
    if attackers != ANYONE:
        everybody |= {a for group in attackers for a in group}
    missing = tuple(sorted(a for a in everybody if any(a not in f for f in figures)))
    states = [s for s in dict.fromkeys((*obliged, *(a for f in figures for a in f))) if all(s in f for f in figures)]
    threats = []
    for victim in obliged:
        if victim in missing:
            continue
        bound = [h for h in obliged[victim] if h not in missing and h != victim]
        groups = [tuple(s for s in states if s != victim and s not in bound)] if attackers == ANYONE else attackers
        for group in groups:
            attacking = tuple(a for a in group if a not in missing and a != victim)
            if not attacking or victim in group:
                continue
            helping = tuple(h for h in bound if h not in attacking)
            ratios = tuple(_ratio(f, attacking, (victim, *helping)) for f in figures)
            outcomes = {ratio > n for ratio in ratios for n in needed}
            word = "sometimes" if len(outcomes) > 1 else "always" if True in outcomes else "never"
            threats.append(Threat(attacking, victim, helping, ratios, word))
    return Vulnerability(tuple(threats), missing)


def _ratio(figures: Figures, attackers: Sequence[str], defenders: Sequence[str]) -> float:
    strength = float(sum(figures[d] for d in defenders))
    attack = float(sum(figures[a] for a in attackers))
    return attack / strength if strength else float("inf") if attack else 0.0
