"""Could this act be done? Which article gives the power, which conditions fail, and what is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from overture.logic import NO, UNKNOWN, YES, Formula, Tri, all_of, show
from overture.treaties.semantics.leaving import governs, last_day
from overture.treaties.semantics.scope import Scope
from overture.treaties.semantics.state import State
from overture.treaties.semantics.terms import passed, point, reached, term_ends
from overture.treaties.text.entries import Power, Provision
from overture.treaties.text.phrases import JOINT, singular
from overture.treaties.text.system import DECLARATIONS, EVERYBODY


@dataclass(frozen=True)
class Attempt:
    """An act that somebody does, or is supposed to do.

    `by` of a joint act are those who act together; `votes` tells whether ballots
    given with it carry a matter in an organ.
    """

    act: str
    treaty: str
    by: tuple[str, ...] = ()
    to: str = ""
    effect: str = ""  # when it is to take effect, as the actor states it
    consents: tuple[str, ...] = ()
    votes: Callable[[str, str, str], Tri] | None = None


@dataclass(frozen=True)
class Need:
    """One condition of an act, with its value on the day."""

    says: str
    value: Tri
    condition: Formula | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether an act is admissible: true, false (refused) or unknown, with the article and its conditions."""

    attempt: Attempt
    value: Tri
    home: str = ""  # the treaty whose article decides; the general law for its defaults
    provision: Provision | None = None
    power: Power | None = None
    needs: tuple[Need, ...] = ()
    scope: Scope | None = None
    leaves: date | None = None
    because: str = ""

    @property
    def word(self) -> str:
        return {"true": "admissible", "false": "refused", "unknown": "unknown"}[self.value.word]

    @property
    def art(self) -> str:
        return self.provision.art if self.provision else ""

    @property
    def failed(self) -> tuple[Need, ...]:
        return tuple(n for n in self.needs if n.value.no is True)

    @property
    def open(self) -> tuple[Need, ...]:
        return tuple(n for n in self.needs if n.value.yes is not True and n.value.no is not True)


def judge(state: State, attempt: Attempt) -> Verdict:
    """Whether an act is admissible on the day of the state, under the provisions of that day.

    An act needs a power; without one it is refused. Declarations of a state's own
    will (a signature, a consent) need none. Of several articles that give the power
    the most favourable decides (Hart 1961 on power-conferring rules).
    """
    found = ways(state, attempt)
    if not found:
        return Verdict(attempt, NO, because="no article gives this power")
    rank = {"true": 0, "unknown": 1, "false": 2}
    best = min(found, key=lambda v: rank[v.value.word])
    made = state.system.made(attempt.treaty)
    if made is not None and made > state.day:
        need = Need(f"the text exists, which is of {made}", NO)
        return Verdict(attempt, NO, best.home, best.provision, best.power, (need,), best.scope)
    return best


def ways(state: State, attempt: Attempt) -> list[Verdict]:
    """The verdict under each article that gives the power; of a declaration the one verdict there is."""
    powers = _powers(state, attempt)
    if attempt.treaty in state.system.instruments or (attempt.act in DECLARATIONS and not powers):
        return [_declaration(state, attempt)]
    return [*(_through(state, attempt, *power) for power in powers), *_asking(state, attempt)]


def _powers(state: State, attempt: Attempt) -> tuple[tuple[str, Provision, Power], ...]:
    if attempt.treaty not in state.system.treaties:
        return ()
    return state.system.powers(attempt.treaty, attempt.act, state.day)


def _declaration(state: State, attempt: Attempt) -> Verdict:
    """A state's own will, or an act under a protocol: only those whom the text names can sign or accept."""
    made = state.system.made(attempt.treaty)
    if made is not None and made > state.day:
        return Verdict(attempt, NO, needs=(Need(f"the text exists, which is of {made}", NO),))
    if attempt.act in ("sign", "deposit", "ratify") and attempt.by:
        named = state.system.members(attempt.treaty, "signatory")
        if named is not None:
            value = all_of(YES if s in named else NO for s in attempt.by)
            return Verdict(attempt, value, needs=(Need(f"{', '.join(attempt.by)} is named as a signatory", value),))
    return Verdict(attempt, YES, because="a declaration of its own will")


def together(state: State, attempt: Attempt, power: Power) -> bool:
    """Whether an act is done jointly: by the parties together, or by an organ."""
    return power.by in JOINT or state.system.organ(power.by, attempt.treaty) is not None


def acting(state: State, attempt: Attempt) -> tuple[str, ...]:
    """Those who act; `all parties` are those of the day."""
    found: list[str] = []
    for name in attempt.by:
        if name in EVERYBODY:
            home = state.system.home(attempt.treaty)
            # who is a party is not known of some: if they are, they act with the others
            found += [s for s in state.concerned(home) if state.standing("party", home, s).no is not True]
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _through(state: State, attempt: Attempt, home: str, provision: Provision, power: Power) -> Verdict:
    """The verdict under one article."""
    joint = together(state, attempt, power)
    actors = acting(state, attempt)
    x = attempt.to if joint or attempt.to else (actors[0] if actors else "")
    consenting = frozenset((*attempt.consents, *(actors if joint else ())))
    scope = Scope(attempt.treaty, x, actors, consenting, power.by if joint else "", attempt.votes)
    needs = [Need(show(c), state.holds(c, scope), c) for c in power.needs]
    if joint and power.by not in JOINT and actors and power.by not in actors:
        needs.append(Need(f"done by {power.by}", NO))
    if not joint and power.by != "x":
        needs.append(Need(f"done by {power.by}", all_of(_may_act(state, home, power.by, s) for s in actors)))
    leaves = None
    if power.effect is not None and power.effect.kind == "leaves":
        timing, leaves = _timing(state, attempt, provision, power)
        needs += timing
    else:
        if power.not_before is not None:
            needs.append(_not_before(state, attempt.treaty, provision, power))
        if power.not_after is not None:
            needs.append(_not_after(state, attempt.treaty, provision, power))
    value = all_of(n.value for n in needs)
    return Verdict(attempt, value, home, provision, power, tuple(needs), scope, leaves)


def _not_before(state: State, treaty: str, provision: Provision, power: Power) -> Need:
    assert power.not_before is not None
    lower = point(state, power.not_before, treaty, provision)
    value = reached(state, power.not_before, treaty, provision, state.day)
    return Need(f"not before {power.not_before}" + (f", that is {lower}" if lower else ""), value)


def _not_after(state: State, treaty: str, provision: Provision, power: Power) -> Need:
    assert power.not_after is not None
    upper = point(state, power.not_after, treaty, provision)
    value = ~passed(state, power.not_after, treaty, provision, state.day)
    return Need(f"not after {power.not_after}" + (f", that is {upper}" if upper else ""), value)


def _timing(state: State, attempt: Attempt, provision: Provision, power: Power) -> tuple[list[Need], date | None]:
    """When an exit may be notified and when it takes effect."""
    assert power.effect is not None
    needs: list[Need] = []
    treaty, day = attempt.treaty, state.day
    when = power.effect.when
    leaves: date | None = day
    if (when == "notice" and power.notice) or (power.notice and when == "at once"):
        leaves = power.notice.after(day)
    if power.not_before is not None:
        if governs(state, treaty, provision) == "exit" and leaves is not None:
            lower = point(state, power.not_before, treaty, provision)
            value = reached(state, power.not_before, treaty, provision, leaves)
            says = f"the exit not before {power.not_before}" + (f", that is {lower}" if lower else "")
            needs.append(Need(says, value))
        else:
            needs.append(_not_before(state, treaty, provision, power))
    if when == "end of term":
        reachable = [e for e in term_ends(state, treaty) if e >= day and _in_time(power, e, day)]
        # where entry into force may lie earlier, so may the end of the term
        first = [e for e in term_ends(state, treaty, earliest=True) if e >= day and _in_time(power, e, day)]
        leaves = reachable[0] if reachable and reachable == first else None
        if power.not_after is not None:
            sure = bool(first) and first[0] == term_ends(state, treaty, earliest=True)[0]
            never = not term_ends(state, treaty, earliest=True) and state.earliest(treaty) is None
            value = YES if sure or leaves or never else NO if not reachable and term_ends(state, treaty) else UNKNOWN
            told = f", that is for the end on {reachable[0]}" if reachable else ""
            needs.append(Need(f"not after {power.not_after}{told}", value))
    elif power.not_after is not None:
        needs.append(_not_after(state, treaty, provision, power))
    if attempt.effect == "at once" and leaves != day:
        told = f", here {leaves}" if leaves else ""
        words = {"notice": "when the notice has run", "end of term": "at the end of the term", "at once": "later"}[when]
        needs.append(Need(f"the exit takes effect {words}{told}, not at once", NO))
    return needs, leaves


def _may_act(state: State, treaty: str, by: str, name: str) -> Tri:
    """Whether somebody is the state, or one of the group, to whom an article gives a power."""
    if by in state.system.universe:
        return YES if name == by else NO
    return state.standing(singular(by), treaty, name)


def _in_time(power: Power, end: date, day: date) -> bool:
    """Whether an act on a day is early enough for this end of the term."""
    last = last_day(power, end)
    return last is None or day <= last


def _asking(state: State, attempt: Attempt) -> list[Verdict]:
    """What a duty that arises when a party asks implies: each party may ask."""
    if attempt.act not in ("call", "call the Council") or attempt.treaty not in state.system.treaties:
        return []
    found = []
    for provision, duty in state.system.duties(attempt.treaty, state.day):
        if duty.when is None or duty.when.kind not in ("asks", "sees"):
            continue
        if attempt.act == "call the Council" and "ouncil" not in duty.when.what:
            continue
        actors = acting(state, attempt)
        word = duty.when.whom or "party"
        value = all_of(state.standing(word, attempt.treaty, s) for s in actors) if actors else UNKNOWN
        needs = tuple(Need(f"{s} is a {word}", state.standing(word, attempt.treaty, s)) for s in actors)
        found.append(Verdict(attempt, value, attempt.treaty, provision, None, needs))
    return found
