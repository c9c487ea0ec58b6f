"""Ten invented treaties among thirty states, with three hundred events; and three treaties over 100,000 states."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from overture.logic import Tri, known
from overture.treaties.formulas.guarded import Guarded
from overture.treaties.text.entries import TreatyFile
from overture.treaties.text.system import System

STATES = [f"state_{i}" for i in range(30)]
START = date(1950, 1, 1)


def treaty(number: int) -> dict[str, Any]:
    """Twelve signatories, six more by invitation, some exits: thirty events."""
    signatories = [STATES[(number * 3 + i) % 30] for i in range(12)]
    later = [STATES[(number * 3 + 12 + i) % 30] for i in range(6)]
    day = START + timedelta(days=number)
    events: list[dict[str, Any]] = [{"on": str(day), "act": "sign", "by": signatories}]
    events += [
        {"on": str(day + timedelta(days=10 + 7 * i)), "act": "deposit", "by": s} for i, s in enumerate(signatories)
    ]
    for i, s in enumerate(later):
        invited = day + timedelta(days=400 + 31 * i)
        events.append({"on": str(invited), "act": "invite", "of": [s], "by": ["all parties"]})
        events.append({"on": str(invited + timedelta(days=9)), "act": "accede", "by": s})
    for i in range(5):
        events.append({"on": str(day + timedelta(days=4000 + 50 * i)), "act": "denounce", "by": signatories[i]})
    force = "majority of signatories deposited" + (f" and t{number - 1} in force" if number % 3 == 2 else "")
    return {
        "treaty": f"t{number}", "name": f"Treaty {number}", "signed": {"on": str(day)},
        "groups": {"signatories": signatories},
        "provisions": [
            {"art": "1", "says": "force", "status": {"in_force": force}},
            {"art": "2", "says": "deposit", "power": {
                "act": "deposit", "needs": ["x is a signatory"], "effect": "x is a contracting state"}},
            {"art": "3", "says": "invitation", "power": {
                "act": "invite", "by": "the parties together", "of": "x",
                "needs": ["x is not a party", "every party consents to x"], "effect": "x is invited"}},
            {"art": "3", "says": "accession", "power": {
                "act": "accede", "needs": ["x is invited"], "effect": "x is a party"}},
            {"art": "4", "says": "aid", "duty": {
                "when": "armed attack on a party", "bearer": "every other party", "do": "assist",
                "how": "as it deems necessary"}},
            {"art": "5", "says": "leaving", "power": {
                "act": "denounce", "needs": ["x is a party"], "not_before": "in force + 10 years", "notice": "1 year",
                "effect": "x ceases to be a party when the notice has run"}},
        ],
        "log": {
            "complete": {"acts": ["deposit", "accede", "invite", "denounce"], "until": "1970-12-31"}, "events": events,
        },
    }  # fmt: skip


@cache
def files() -> tuple[TreatyFile, ...]:
    return tuple(TreatyFile.model_validate(treaty(i)) for i in range(10))


def ten_treaties() -> System:
    """A new system each time, so that nothing kept answers."""
    return System({f.treaty: f for f in files()})


def three_over_many_states(states: int = 100_000) -> tuple[System, date, list[Guarded]]:
    """Deposits, consents and accessions that hang on random formulas over so many states."""
    choose = np.random.default_rng(1)
    chosen = files()[:3]
    cut = START + timedelta(days=60)  # some deposits are made, the rest hang on what is decided
    system = System({f.treaty: f for f in chosen}, until=cut)

    def guard() -> Tri:
        return known(choose.random(states) < 0.7)

    acts = []
    for file in chosen:
        signatories = file.groups["signatories"].members
        acts += [Guarded("deposit", file.treaty, s, "", guard()) for s in signatories]
        newcomer = next(s for s in STATES if s not in signatories)
        acts += [Guarded("consent", file.treaty, s, newcomer, guard()) for s in signatories]
        acts.append(Guarded("accede", file.treaty, newcomer, "", guard()))
    return system, cut, acts
