"""A treaty in brief as provisions and acts: the same memberships by the fold as by its formulas.

So treaties that a dossier tells in brief run together with those of the library: a
condition of one can speak of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from overture.logic import FALSE, TRUE, Formula, Tri
from overture.treaties.formulas.guarded import Guarded
from overture.treaties.formulas.treaty import DecisionRule, Treaty
from overture.treaties.text.entries import TreatyFile

ALWAYS = "9999-12-31"
TOLD = ("deposit", "accede", "invite", "declare", "denounce", "withdraw by agreement", "expel", "apply")


@dataclass(frozen=True, eq=False)
class Compiled:
    """A treaty in brief as a treaty file, with the acts and propositions that its formulas bind."""

    file: TreatyFile
    acts: tuple[Guarded, ...]
    propositions: dict[str, Tri]


def formulas(treaty: Treaty) -> tuple[Formula, ...]:
    """Every formula of which a treaty in brief is made."""
    found = [*treaty.named.values(), *treaty.observers.values(), *treaty.applies.values(), treaty.lapses]
    found += [treaty.ratification(s) for s in treaty.signatories]
    found += [] if treaty.in_force is None else [treaty.in_force]
    found += [d.consent(p) for d in treaty.entries.values() for p in d.deciding]
    return tuple(found)


def compiled(treaty: Treaty, value: Callable[[Formula], Tri]) -> Compiled:
    """The provisions of a treaty in brief. `value` gives the truth of a formula over all states.

    Judgements carry what the dossier states as a formula (entry into force, lapse);
    acts carry what somebody does where a formula holds.
    """
    begun, lapsed = f"{treaty.id}_begun", f"{treaty.id}_lapsed"
    groups: dict[str, Any] = {"table": list(treaty.parties), "signed_by": list(treaty.signatories)}
    deciding = dict.fromkeys(p for d in treaty.entries.values() for p in d.deciding)
    rule = next((d.rule for d in treaty.entries.values()), DecisionRule())
    groups["deciding"], groups["among"] = list(deciding), list(rule.among_them)
    status: dict[str, Any] = {"ends": lapsed, "named": "x declared", "observer": "x applied and x is not named"}
    propositions = {lapsed: value(treaty.lapses)}
    if treaty.stage == "in force" or treaty.in_force is not None or not treaty.signatories:
        status["in_force"] = begun
        in_force = TRUE if treaty.stage == "in force" else treaty.in_force if treaty.in_force is not None else FALSE
        propositions[begun] = value(in_force)
    else:
        status["in_force"] = "every signed_by deposited"
    if treaty.parties:
        status["party"] = list(treaty.parties)
    open_entry = not treaty.parties and not treaty.signatories
    if open_entry:
        status["party"] = "x declared"
    powers = [
        {"act": "deposit", "needs": ["x is signed_by"], "effect": "x is a contracting state"},
        {"act": "accede", "needs": ["x is invited"], "effect": "x is a party"},
        {"act": "invite", "by": "the parties together", "of": "x", "needs": consent_needs(rule),
         "effect": "x is invited"},
    ]  # fmt: skip
    file = TreatyFile.model_validate({
        "treaty": treaty.id, "name": treaty.id, "groups": groups,
        "judgements": {begun: {"says": "it has come into force"}, lapsed: {"says": "it has lapsed"}},
        "provisions": [{"art": "in brief", "says": "status", "status": status}]
        + [{"art": "in brief", "says": str(p["act"]), "power": p} for p in powers],
        "log": {"complete": {"acts": list(TOLD), "until": ALWAYS}, "events": []},
    })  # fmt: skip
    return Compiled(file, tuple(_acts(treaty, value)), propositions)


def consent_needs(rule: DecisionRule) -> list[str]:
    """A decision rule as conditions of an invitation."""
    number = rule.number
    if number is None:
        needed = "every other deciding consents to x"
    elif isinstance(number, str):
        needed = f"{number} of deciding consents to x"
    else:
        needed = f"at least {number} of deciding consents to x"
    return [needed, *(["every among consents to x"] if rule.among_them else [])]


def _acts(treaty: Treaty, value: Callable[[Formula], Tri]) -> list[Guarded]:
    found: list[Guarded] = []

    def add(act: str, by: str, formula: Formula, to: str = "") -> None:
        found.append(Guarded(act, treaty.id, by, to, value(formula)))

    for signatory in treaty.signatories:
        add("deposit", signatory, treaty.ratification(signatory))
    for actor in dict.fromkeys((*treaty.named, *treaty.parties, *treaty.signatories)):
        add("declare", actor, treaty.named.get(actor, TRUE))
    for actor, formula in treaty.observers.items():
        add("apply", actor, formula)
    for candidate, decision in treaty.entries.items():
        for party in decision.deciding:
            add("consent", party, decision.consent(party), candidate)
        add("accede", candidate, treaty.applies.get(candidate, FALSE))
    return found
