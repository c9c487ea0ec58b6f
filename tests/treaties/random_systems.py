"""Random systems of treaties: rules of entry into force, invitations, exits, logs that are partly complete."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from overture.treaties.text.entries import TreatyFile
from overture.treaties.text.system import System

STATES = ("alba", "bora", "cora", "dora", "fara")
FIRST = date(1950, 1, 1)
ACTS = ("deposit", "accede", "denounce", "invite", "consent", "accept")


def treaty(choose: random.Random, name: str, others: list[str]) -> dict[str, Any]:
    """One treaty as its file would say it."""
    signatories = choose.sample(STATES, choose.randint(2, 4))
    force = choose.choice([
        "every signatory deposited", "majority of signatories deposited", "at least 2 of signatories deposited",
        "two thirds of signatories deposited",
    ])  # fmt: skip
    if others and choose.random() < 0.4:
        other = choose.choice(others)
        force += choose.choice([f" and {other} in force", f" and {choose.choice(STATES)} acceded to {other}"])
    consent = choose.choice(["every party consents to x", "majority of parties consents to x"])
    leave: dict[str, Any] = {"act": "denounce", "needs": ["x is a party"]}
    leave |= choose.choice([
        {"notice": "1 year", "effect": "x ceases to be a party when the notice has run"},
        {"notice": "1 year", "not_before": "in force + 2 years",
         "effect": "x ceases to be a party when the notice has run"},
        {"not_after": "end of term - 1 year", "effect": "x ceases to be a party at the end of the term"},
    ])  # fmt: skip
    provisions: list[dict[str, Any]] = [
        {"art": "1", "says": "force", "status": {"in_force": force}},
        {"art": "2", "says": "deposit", "power": {
            "act": "deposit", "needs": ["x is a signatory"], "effect": "x is a contracting state"}},
        {"art": "3", "says": "invitation", "power": {
            "act": "invite", "by": "the parties together", "of": "x", "needs": ["x is not a party", consent],
            "effect": "x is invited"}},
        {"art": "4", "says": "accession", "power": {
            "act": "accede", "needs": ["x is invited"], "effect": "x is a party"}},
        {"art": "5", "says": "leaving", "power": leave},
    ]  # fmt: skip
    if "not_after" in leave:
        provisions.append({"art": "6", "says": "term", "term": {"length": f"{choose.randint(3, 6)} years"}})
    if others and choose.random() < 0.2:
        provisions.append({"art": "7", "says": "lapse", "status": {"ends": f"{choose.choice(others)} in force"}})
    events: list[dict[str, Any]] = [
        {"on": day(choose, 1, 1400), "act": "deposit", "by": s} for s in signatories if choose.random() < 0.8
    ]
    for s in STATES:
        if s not in signatories and choose.random() < 0.5:
            invited = day(choose, 1, 1300)
            by = [*choose.sample(STATES, choose.randint(0, 4))] or ["all parties"]
            events.append({"on": invited, "act": "invite", "of": [s], "by": by})
            if choose.random() < 0.7:
                events.append({"on": day(choose, 1, 1400), "act": "accede", "by": s})
        if choose.random() < 0.25:
            # who has left is out until its return is on record: no entry comes after an exit here
            events.append({"on": day(choose, 1500), "act": "denounce", "by": s})
        if choose.random() < 0.2:
            events.append({"on": day(choose), "act": "consent", "by": s, "of": [choose.choice(STATES)]})
    return {
        "treaty": name, "name": name, "signed": {"on": str(FIRST)},
        "groups": {"signatories": signatories}, "provisions": provisions,
        "log": {
            "complete": complete(choose),
            "complete_for": {s: complete(choose) for s in STATES if choose.random() < 0.2},
            "events": events,
        },
    }  # fmt: skip


def day(choose: random.Random, least: int = 1, most: int = 2500) -> str:
    return str(FIRST + timedelta(days=choose.randint(least, most)))


def complete(choose: random.Random) -> dict[str, Any]:
    return {"acts": choose.sample(ACTS, choose.randint(0, len(ACTS))), "until": day(choose, 500)}


def system_of(files: list[dict[str, Any]]) -> System:
    return System({f["treaty"]: TreatyFile.model_validate(f) for f in files})


def random_files(seed: int, most: int = 3) -> list[dict[str, Any]]:
    """Up to three treaties that may speak of those before them."""
    choose = random.Random(seed)
    files: list[dict[str, Any]] = []
    for number in range(choose.randint(1, most)):
        files.append(treaty(choose, f"t{number}", [f["treaty"] for f in files]))
    return files
