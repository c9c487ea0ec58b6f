"""What is not on record: false where that is known or the act could not have had effect, else unknown.

Nobody's silence is a refusal. One step deep it is asked whether an act could have
been done; of the acts that it needs itself this is not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overture.logic import NO, UNKNOWN, YES, Tri, all_of
from overture.treaties.semantics.scope import Key, Scope
from overture.treaties.semantics.terms import reached
from overture.treaties.text.system import DECLARATIONS

if TYPE_CHECKING:
    from overture.treaties.semantics.state import State

# acts by which others complete what has been begun: they may follow though the log knows that they were not done
AWAITED = frozenset({"deposit", "accept", "consent"})


def whose(act: str, by: str, to: str) -> tuple[str, ...]:
    """Of which states an act is, where a log is complete for those of one state: a consent only of who gives it."""
    return tuple(s for s in ((by,) if act == "consent" else (by, to)) if s)


def absent(state: State, key: Key) -> Tri:
    """Whether an act that is not on record is done: `false` only where that is known."""
    act, treaty, by, to = key
    counted = _counts_as(state, act, treaty, by, to)
    if counted is YES:
        return YES
    made = state.system.made(treaty)
    if made is not None and made > state.day:
        return counted  # nobody can have acted on a text that was not there
    if state.anything:
        return counted | UNKNOWN
    if act == "consent" and _carried(state, treaty, by, to):
        return counted  # it consents by accepting the protocol, or not at all
    awaited = act in AWAITED and state.system.home(treaty) in state.hereafter
    if not awaited and state.system.complete(act, treaty, whose(act, by, to), state.day):
        return counted
    if not state.lenient and not _possible(state, act, treaty, by, to):
        return counted
    if state.fill is not None:
        filled = state.fill(key)
        if filled is not None:
            return counted | filled
    state.missing[key] = None
    return counted | UNKNOWN


def _carried(state: State, treaty: str, by: str, to: str) -> bool:
    """Whether a protocol that invites somebody is before the state that is to consent."""
    return any(
        home == treaty and to in instrument.of and "consent" in instrument.counts_as
        and ("accept", key, by, "") in state.records
        for key, (home, instrument) in state.system.instruments.items()
    )  # fmt: skip


def _counts_as(state: State, act: str, treaty: str, by: str, to: str) -> Tri:
    """Acceptance of a protocol that counts as consent, its entry into force that counts as invitation."""
    if act not in ("consent", "invite") or not to:
        return NO
    found = NO
    for key, (home, instrument) in state.system.instruments.items():
        if home != treaty or to not in instrument.of or act not in instrument.counts_as:
            continue
        found = found | (state.done("accept", key, by) if act == "consent" else state.in_force(key))
    return found


def _possible(state: State, act: str, treaty: str, by: str, to: str) -> bool:
    """Whether an act that nobody recorded could have had effect; if not, it is as if not done."""
    if act == "sign":
        signatories = state.system.members(treaty, "signatory")
        return signatories is None or by in signatories
    if act in DECLARATIONS or treaty in state.system.instruments:
        return True
    powers = state.system.powers(treaty, act, state.day)
    if not powers:
        return False
    subject = to or by
    # one step deep: of the acts that this one needs it is not asked again whether they could be done
    inner = state.inner = state.inner or type(state)(
        state.system, state.day, state.records, state.begun, state.not_yet, state.maybe, state.ended, state.gone,
        state.facts, state.propositions, lenient=True,
    )  # fmt: skip
    for home, provision, power in powers:
        if home in state.system.background and treaty != home:
            continue
        if power.not_before is not None and reached(state, power.not_before, treaty, provision, state.day) is NO:
            continue  # it could not have been done before the day that the article names
        # those who act together would have shown their consent by acting
        together = frozenset(state.concerned(treaty)) if not by else frozenset[str]()
        scope = Scope(treaty, subject, (by,) if by else tuple(together), together, organ=power.by)
        needs = all_of(inner.holds(c, scope) for c in power.needs)
        if needs.no is not True:
            return True
    return False
