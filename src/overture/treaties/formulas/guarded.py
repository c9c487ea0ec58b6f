"""Acts bound to formulas: the fold over many states at once, each act done in some of them.

The log up to the day gives the record; acts that hang on decisions still open are
done where their formula holds and the articles allow them. Every value is a pair of
Boolean arrays over all states, so the fold runs once, not state by state. Undated
acts are tried in any order that works; exits come after entries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from overture.logic import NO, YES, Tri, any_of
from overture.treaties.semantics.admissibility import Attempt, Verdict, ways
from overture.treaties.semantics.fold import play, replace_state
from overture.treaties.semantics.scope import Key
from overture.treaties.semantics.state import Record, State
from overture.treaties.text.phrases import JOINT
from overture.treaties.text.system import EXITS, System

MOST_ROUNDS = 64


@dataclass(frozen=True, eq=False)
class Guarded:
    """An act that somebody does where a guard holds."""

    act: str
    treaty: str
    by: str
    to: str
    guard: Tri

    @property
    def key(self) -> Key:
        return self.act, self.treaty, self.by, self.to


def invitations(system: System, acts: Sequence[Guarded], day: date) -> list[Guarded]:
    """The joint act of inviting, for everyone whose consent or entry some act concerns.

    Where all whose consent is needed have given it, the parties together have invited:
    the text of the invitation adds nothing to their agreement.
    """
    candidates = {
        (a.treaty, a.to if a.act == "consent" else a.by): None
        for a in acts if a.treaty in system.treaties and ((a.act == "consent" and a.to) or a.act == "accede")
    }  # fmt: skip
    stated = {(a.treaty, a.to) for a in acts if a.act == "invite"}
    return [
        Guarded("invite", treaty, "", who, YES)
        for treaty, who in candidates
        if (treaty, who) not in stated and any(p.by in JOINT for _, _, p in system.powers(treaty, "invite", day))
    ]


def guarded(
    system: System,
    day: date,
    acts: Sequence[Guarded],
    fill: Callable[[Key], Tri | None] | None = None,
    propositions: Mapping[str, Tri] | None = None,
    hereafter: frozenset[str] = frozenset(),
) -> State:
    """What is so once the acts are done where they can be: a state whose answers are arrays over all states.

    `fill` stands in for acts that neither the log nor anybody's decision tells;
    `hereafter`: the treaties whose logs end on the day, so that what they know not to be
    done may be done after it (`AWAITED`).
    """
    # what the log lacks for its own acts is no matter of the scenario
    base = replace_state(play(system, day, propositions, fill).at(day), missing={}, hereafter=hereafter)
    acts = [*acts, *invitations(system, acts, day)]
    done: dict[Key, Tri] = {a.key: NO for a in acts}
    scopes: dict[Key, Verdict] = {}
    state = base
    for stage in (False, True):
        now = [a for a in acts if (a.act in EXITS) is stage]
        for _ in range(MOST_ROUNDS):
            state = _with(base, done, scopes)
            following = dict(done)
            for act in now:
                attempt = Attempt(act.act, act.treaty, (act.by,) if act.by else (), act.to)
                found = ways(state, attempt)
                allowed = any_of(v.value for v in found)
                if found:
                    scopes[act.key] = found[0]
                following[act.key] = following[act.key] | (act.guard & allowed)
            if all(_same(done[k], following[k]) for k in done):
                break
            done = following
    return _with(base, done, scopes)


def _same(one: Tri, other: Tri) -> bool:
    return one is other or (np.array_equal(one.yes, other.yes) and np.array_equal(one.no, other.no))


def _with(base: State, done: Mapping[Key, Tri], verdicts: Mapping[Key, Verdict]) -> State:
    """The record with the acts that are done in some states; an exit in the scenario takes effect in it."""
    records = dict(base.records)
    for key, value in done.items():
        known = records.get(key)
        if known is not None and known.value is YES:
            continue  # done already, on the day
        verdict = verdicts.get(key)
        effect = verdict.power.effect if verdict and verdict.power else None
        leaves = base.day if key[0] in EXITS else None
        records[key] = Record(*key, base.day, value, None, verdict.provision if verdict else None, effect, leaves)
    return replace_state(base, records=records)
