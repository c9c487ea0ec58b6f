"""Consent on a day: given, refused, pending or unknown; and who can block."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice

from overture.logic import FALSE, TRUE
from overture.treaties.formulas.treaty import Decision, Treaty

MOST_SETS = 200


@dataclass(frozen=True)
class Consents:
    """Where each deciding party stands on the date, before any option is taken."""

    needed: tuple[str, ...]
    given: tuple[str, ...]
    refused: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    alone: tuple[str, ...]  # who blocks alone
    together: tuple[tuple[str, ...], ...]  # minimal blocking sets of more than one, where nobody blocks alone
    more: bool  # there are more such sets than are told


def consents(decision: Decision) -> Consents:
    """Consent in four words. A date or a plain yes is given, a plain no refused, a formula pending."""
    given, refused, pending, unknown = [], [], [], []
    for p in decision.deciding:
        if p not in decision.consents:
            unknown.append(p)
        elif p in decision.done or decision.consents[p] == TRUE:
            given.append(p)
        elif decision.consents[p] == FALSE:
            refused.append(p)
        else:
            pending.append(p)
    alone, together, more = blocking(decision, frozenset(given))
    return Consents(
        decision.deciding, tuple(given), tuple(refused), tuple(pending), tuple(unknown), alone, together, more
    )


def blocking(decision: Decision, given: frozenset[str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], bool]:
    """Minimal sets of parties that have not consented and without whom the rule cannot be met.

    Returns those who block alone, the larger minimal sets where nobody blocks
    alone (at most `MOST_SETS`), and whether some were left out.

    >>> from overture.treaties import Decision, DecisionRule
    >>> blocking(Decision(DecisionRule(), ("a", "b", "c"), {}), frozenset("a"))
    (('b', 'c'), (), False)
    >>> blocking(Decision(DecisionRule("majority"), ("a", "b", "c"), {}), frozenset("a"))
    ((), (('b', 'c'),), False)
    """
    deciding = len(decision.deciding)
    free = tuple(p for p in decision.deciding if p not in given)
    # so many must stay away before the number cannot be reached
    size = deciding - decision.rule.needed(deciding) + 1
    vetoes = tuple(p for p in free if p in decision.rule.among_them)
    if size <= 1:
        return free, (), False
    if vetoes:
        return vetoes, (), False
    if size > len(free):
        return (), (), False
    sets = tuple(islice(combinations(free, size), MOST_SETS + 1))
    return (), sets[:MOST_SETS], len(sets) > MOST_SETS


@dataclass(frozen=True)
class Ratifications:
    done: tuple[str, ...]
    refused: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    pivotal: tuple[str, ...]


def ratifications(treaty: Treaty) -> Ratifications:
    """Ratification on the date. Where every signatory must ratify, each that has not is pivotal."""
    done = tuple(s for s in treaty.signatories if s in treaty.ratified_done or treaty.ratified.get(s) == TRUE)
    unknown = treaty.unratified
    refused = tuple(s for s in treaty.signatories if s not in done and treaty.ratified.get(s) == FALSE)
    pending = tuple(s for s in treaty.signatories if s not in (*done, *unknown, *refused))
    everyone = treaty.stage == "signed" and treaty.in_force is None
    missing = tuple(s for s in treaty.signatories if s not in done)
    return Ratifications(done, refused, pending, unknown, missing if everyone else ())


@dataclass(frozen=True)
class Unknown:
    """A fact that the treaties need and nobody stated: an open assumption."""

    name: str
    says: str
    treaty: str


def unknowns(treaty: Treaty) -> tuple[Unknown, ...]:
    """What nobody modelled, one for each candidate, decision or signatory."""
    found = []
    for candidate, decision in treaty.entries.items():
        if decision.unknown:
            who = ", ".join(decision.unknown)
            says = f"the consent of {who} to {candidate} in {treaty.id}"
            found.append(Unknown(decision.unknown_name, says, treaty.id))
    for key, decision in treaty.decisions.items():
        if decision.unknown:
            who = ", ".join(decision.unknown)
            found.append(Unknown(decision.unknown_name, f"the consent of {who} to {key} in {treaty.id}", treaty.id))
    for signatory in treaty.unratified:
        says = f"the ratification of {treaty.id} by {signatory}"
        found.append(Unknown(f"ratification_{signatory}_{treaty.id}", says, treaty.id))
    return tuple(found)
