"""The conditions of treaties against what is so on a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from overture.logic import NO, UNKNOWN, YES, Formula, Tri, all_of, any_of, at_least, truth_of
from overture.logic.syntax import (
    And,
    Atom,
    Count,
    Deed,
    Happens,
    Iff,
    Implies,
    InForce,
    Membership,
    Name,
    Not,
    Or,
    OrganDecides,
    Standing,
    Who,
)
from overture.treaties.text.system import DECLARATIONS

if TYPE_CHECKING:
    from overture.treaties.semantics.scope import Scope
    from overture.treaties.semantics.state import State


def holds(state: State, condition: Formula, scope: Scope) -> Tri:
    """The truth of a condition of a treaty, said of those in the scope."""
    if state.lenient:
        return _ever(state, condition, scope)
    return truth_of(condition, lambda atom: truth_of_atom(state, atom, scope))


def _ever(state: State, condition: Formula, scope: Scope) -> Tri:
    """Whether a condition can have held by now: what is no longer so may have been so before."""
    match condition:
        case Not(part):
            value = ~_ever(state, part, scope)
            return UNKNOWN if value is NO else value
        case And(parts):
            return all_of(_ever(state, p, scope) for p in parts)
        case Or(parts):
            return any_of(_ever(state, p, scope) for p in parts)
        case Implies() | Iff() | Count():
            return UNKNOWN
        case _:
            return truth_of(condition, lambda atom: truth_of_atom(state, atom, scope))


def truth_of_atom(state: State, atom: Atom, scope: Scope) -> Tri:
    """The truth of one thing that a condition says."""
    match atom:
        case InForce(treaty):
            return state.in_force(treaty or scope.treaty)
        case Deed():
            return deed_done(state, atom, scope)
        case Standing(who, word, treaty):
            home = treaty or scope.treaty
            return said_of(state, who, scope, lambda s: state.standing(word, home, s))
        case Happens(fact, who):
            return _happens(state, fact, who, scope)
        case OrganDecides(organ, how, to):
            return decides(state, organ or scope.organ, how, scope.x if to == "x" else to, scope)
        case Membership(actor, _, treaty):
            return state.standing("observer", treaty, scope.x if actor == "x" else actor)
        case Name(name):
            return judgement(state, name, scope.treaty)
        case _:
            return UNKNOWN


def judgement(state: State, name: str, treaty: str) -> Tri:
    """A condition that is a matter of judgement: as the analyst takes it, else unknown."""
    if name in state.propositions:
        return state.propositions[name]
    for clause in state.system.readings:
        taken = state.system.reading(clause, name)
        if taken is not None:
            return {"true": YES, "false": NO}.get(str(taken).lower(), UNKNOWN)
    for key in (state.system.home(treaty), *state.system.treaties):
        file = state.system.treaties.get(key)
        if file is not None and name in file.judgements:
            return {"true": YES, "false": NO, "unknown": UNKNOWN}[file.judgements[name].value]
    return UNKNOWN


def deed_done(state: State, deed: Deed, scope: Scope) -> Tri:
    """Whether an act is done by all of whom a condition speaks."""
    treaty = deed.treaty or deed.who.of or scope.treaty
    to = scope.x if deed.to == "x" else deed.to
    if not to and deed.act == "consent" and scope.x:
        to = scope.x
    if to in state.system.instruments or to in state.system.treaties:
        treaty, to = to, ""

    def one(name: str) -> Tri:
        if deed.act in DECLARATIONS and name in scope.actors and deed.act not in ("ratify", "sign"):
            return YES  # who acts declares its will by acting
        if deed.act == "consent" and (name in scope.consenting or name == to):
            return YES  # those who act together consent; nobody is asked to consent to itself
        return state.done(deed.act, treaty, name, to)

    return said_of(state, deed.who, scope, one)


def said_of(state: State, who: Who, scope: Scope, one: Callable[[str], Tri]) -> Tri:
    """What is said of one, of every, or of a share of a group."""
    if who.quantity == "one":
        name = scope.x if who.group == "x" else who.group
        members = state.system.members(who.of or scope.treaty, name)
        return all_of(one(m) for m in members) if members is not None else one(name)
    group = state.in_group(who, scope)
    if who.quantity == "every other":
        group = [(s, v) for s, v in group if s != scope.x]
    if not group:
        return NO  # nobody is there who could do it
    if who.quantity in ("every", "every other"):
        # of nobody it is not said: there must be one at least
        return all_of(~v | one(s) for s, v in group) & any_of(v for _, v in group)
    if who.quantity == "some":
        return any_of(v & one(s) for s, v in group)
    if who.number:
        return at_least(who.number, [v & one(s) for s, v in group])
    return share_of(who.share, who.quantity == "more than", [(v, v & one(s)) for s, v in group])


def _happens(state: State, fact: str, who: Who, scope: Scope) -> Tri:
    hit = [s for e in state.facts if e.fact_kind == fact for s in e.fact_part("on")]
    found = any_of(said_of(state, Who("one", s), scope, lambda x: _among(state, x, who, scope)) for s in hit)
    if found is YES:
        return YES
    complete = state.system.complete(fact, scope.treaty, (), state.day)
    return found if complete else found | UNKNOWN


def _among(state: State, name: str, who: Who, scope: Scope) -> Tri:
    if who.quantity == "one":
        return YES if name in (scope.x if who.group == "x" else who.group, who.group) else NO
    return dict(state.in_group(who, scope)).get(name, NO)


def decides(state: State, organ: str, how: str, to: str, scope: Scope) -> Tri:
    """Whether an organ has decided: by a vote with the act, a vote on record, or the consent of all members."""
    found = state.system.organ(organ, scope.treaty)
    if found is None:
        return UNKNOWN
    treaty, body = found
    value = NO
    if scope.votes is not None:
        value = scope.votes(treaty, organ, how)
        if value is not UNKNOWN:
            return value
    if treaty not in state.begun and state.in_force(treaty).no is True:
        return NO  # a treaty that is not in force has no organs
    recorded = (act for act in ("decide", "recommend") if (act, treaty, organ, to) in state.records)
    value = any_of(state.done(act, treaty, organ, to) for act in recorded)
    if how == "unanimity" and body.members in ("every party", "every member"):
        everyone = Who("every", "party", treaty)
        value = value | said_of(state, everyone, scope, lambda s: state.done("consent", scope.treaty, s, to))
    elif value is not YES:
        complete = state.system.complete("decide", treaty, (organ, to), state.day)
        value = value if complete else value | UNKNOWN
    return value


def share_of(share: tuple[int, int], more: bool, values: list[tuple[Tri, Tri]]) -> Tri:
    """Whether a share of a group does something, where membership and deeds may be unknown.

    `values`: for each of the group whether it belongs, and whether it belongs and does it.

    >>> share_of((1, 2), True, [(YES, YES), (YES, YES), (YES, UNKNOWN)])
    true
    """
    top, bottom = share
    possible = sum((1 - m.no * 1 for m, _ in values), 0)
    do = sum((d.yes * 1 for _, d in values), 0)
    may = sum((1 - d.no * 1 for _, d in values), 0)
    do_not = sum(((m.yes & d.no) * 1 for m, d in values), 0)
    # the claim is weakest where all who may belong do and those who may act do not, strongest the other way round
    if more:
        yes, no = do * bottom > possible * top, may * bottom <= (may + do_not) * top
    else:
        yes, no = (do * bottom >= possible * top) & (possible > 0), may * bottom < (may + do_not) * top
    if isinstance(yes, bool) and isinstance(no, bool):
        return YES if yes else NO if no else UNKNOWN
    return Tri(yes, no)
