"""Who can stop an act: the minimal sets whose no keeps its conditions from being met."""

from __future__ import annotations

from itertools import combinations, islice

from overture.logic import YES, Formula
from overture.logic.syntax import And, Deed, InForce, Or, OrganDecides, Standing, Who
from overture.treaties.semantics.admissibility import Verdict
from overture.treaties.semantics.conditions import deed_done
from overture.treaties.semantics.scope import Scope
from overture.treaties.semantics.state import State
from overture.treaties.voting.votes import stopping

MOST_SETS = 200
WILLED = frozenset({"consent", "deposit", "accept", "ratify", "agree conditions"})
Sets = tuple[tuple[str, ...], ...]
Asked = frozenset[tuple[str, str]]  # what has been asked already on the way here


def blocking(state: State, verdict: Verdict) -> Sets:
    """The minimal sets of others whose no, alone or together, keeps an act from becoming admissible.

    Sets are told in the order of the conditions: states, then `any 5 of 11 council
    members` and shares. What the actor itself is to do is not counted.
    """
    if verdict.scope is None:
        return ()
    found: dict[tuple[str, ...], None] = {}
    for need in verdict.needs:
        if need.condition is not None and need.value is not YES:
            found.update(dict.fromkeys(blockers(state, need.condition, verdict.scope)))
    return minimal(tuple(found))


def minimal(sets: Sets) -> Sets:
    """Those sets that contain no other."""
    return tuple(s for s in sets if not any(set(o) < set(s) for o in sets))


def blockers(state: State, condition: Formula, scope: Scope, asked: Asked = frozenset()) -> Sets:
    """The minimal sets that can keep a condition from being met; what it waits for in a circle is asked once."""
    match condition:
        case And(parts):
            return minimal(tuple(dict.fromkeys(s for p in parts for s in blockers(state, p, scope, asked))))
        case Or(parts):
            # every way must be stopped
            found: Sets = ((),)
            for part in parts:
                ways = blockers(state, part, scope, asked)
                if not ways and state.holds(part, scope).no is not True:
                    return ()
                if ways:
                    found = tuple(tuple(dict.fromkeys((*a, *b))) for a in found for b in ways)[:MOST_SETS]
            return minimal(tuple(s for s in found if s))
        case InForce(treaty):
            return of_entry(state, treaty or scope.treaty, asked)
        case OrganDecides(organ, how, _):
            return _of_organ(state, organ or scope.organ, how, scope)
        case Deed():
            return _of_deed(state, condition, scope, asked)
        case Standing(who, "invited", treaty) if who.group == "x":
            return _of_invitation(state, treaty or scope.treaty, scope, asked)
        case _:
            return ()


def of_entry(state: State, treaty: str, asked: Asked = frozenset()) -> Sets:
    """Who can keep a treaty that is not in force from entering into force."""
    if state.in_force(treaty) is YES or treaty not in state.system.treaties or ("in force", treaty) in asked:
        return ()
    found: dict[tuple[str, ...], None] = {}
    for _, clause in state.system.clauses(treaty, state.day):
        if clause.in_force is not None:
            found.update(dict.fromkeys(blockers(state, clause.in_force, Scope(treaty), asked | {("in force", treaty)})))
    return minimal(tuple(found))


def _of_invitation(state: State, treaty: str, scope: Scope, asked: Asked) -> Sets:
    """Who can keep the parties from inviting."""
    if ("invited", treaty) in asked:
        return ()
    asked |= {("invited", treaty)}
    found: dict[tuple[str, ...], None] = {}
    for _, _, power in state.system.powers(treaty, "invite", state.day):
        for condition in power.needs:
            found.update(dict.fromkeys(blockers(state, condition, Scope(treaty, scope.x, organ=power.by), asked)))
    return tuple(found)


def _of_organ(state: State, organ: str, how: str, scope: Scope) -> Sets:
    found = state.system.organ(organ, scope.treaty)
    if found is None:
        return ()
    treaty, body = found
    matter = next((v.matter for v in body.voting if how in (v.matter, *v.includes) or v.rule.startswith(how)), how)
    if how == "unanimity" and body.members in ("every party", "every member"):
        parties = [s for s in state.concerned(treaty) if state.standing("party", treaty, s).yes is True]
        return tuple((p,) for p in parties)
    return stopping(organ, body, matter, state.day)


def _of_deed(state: State, deed: Deed, scope: Scope, asked: Asked) -> Sets:
    who = deed.who
    if who.quantity == "one":
        found = state.system.organ(who.group, scope.treaty)
        if found is not None and deed.act in ("recommend", "decide", "determine", "authorise", "admit"):
            return _of_organ_act(state, who.group, deed.act, scope, asked)
        if who.group != "x" and deed.act in WILLED and deed_done(state, deed, scope) is not YES:
            return ((who.group,),)
        return ()
    if deed.act not in WILLED:
        return ()
    group = state.in_group(who, scope)
    names = [s for s, v in group if v.yes is True and (who.quantity != "every other" or s != scope.x)]
    one = Deed(Who("one", "x"), deed.act, deed.to, deed.treaty)
    to = scope.x if deed.to in ("x", "") and deed.act == "consent" else deed.to
    given = {
        s for s in names
        if state.done(one.act, deed.treaty or scope.treaty, s, to) is YES or s in scope.consenting
    }  # fmt: skip
    if who.quantity in ("every", "every other"):
        size = 1
    elif who.number:
        size = len(names) - who.number + 1
    else:
        top, bottom = who.share
        needed = len(names) * top // bottom + 1 if who.quantity == "more than" else -(-len(names) * top // bottom)
        size = len(names) - needed + 1
    free = [s for s in names if s not in given]
    return tuple(islice(combinations(free, size), MOST_SETS)) if 0 < size <= len(free) else ()


def _of_organ_act(state: State, organ: str, act: str, scope: Scope, asked: Asked) -> Sets:
    """Who can keep an organ from acting: by the article that gives it the power, else by its rules of substance."""
    found: dict[tuple[str, ...], None] = {}
    treaty, body = state.system.organ(organ, scope.treaty) or ("", None)
    if body is None or (organ, act) in asked:
        return ()
    asked |= {(organ, act)}
    for _, _, power in state.system.powers(treaty, act, state.day):
        for condition in power.needs:
            found.update(dict.fromkeys(blockers(state, condition, Scope(treaty, scope.x, organ=organ), asked)))
    if not found:
        found.update(dict.fromkeys(stopping(organ, body, "substantive", state.day)))
    return tuple(found)
