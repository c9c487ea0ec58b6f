"""Which articles an answer rests on: those that give a power, and those on which its conditions hang."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from overture.logic import Formula, atoms
from overture.logic.syntax import Deed, InForce, OrganDecides, Standing
from overture.treaties.semantics.admissibility import Verdict
from overture.treaties.semantics.scope import Scope
from overture.treaties.semantics.state import State
from overture.treaties.voting.votes import voting_on

Article = tuple[str, str]  # treaty and article


def of_verdict(state: State, verdict: Verdict) -> tuple[Article, ...]:
    """The article that gives or refuses the act, then those on which its conditions hang."""
    found: dict[Article, None] = {}
    attempt = verdict.attempt
    if verdict.provision is not None:
        found[verdict.home, verdict.provision.art] = None
    if verdict.scope is not None:
        for need in verdict.needs:
            if need.condition is not None and need.value.yes is not True:
                found.update(dict.fromkeys(of_condition(state, need.condition, verdict.scope)))
    if attempt.act == "accede" and verdict.value.no is True:
        # who may not take part may be named as something else
        found.update(dict.fromkeys(a for s in attempt.by for a in _as_observer(state, attempt.treaty, s)))
    if attempt.treaty in state.system.instruments:
        found[state.system.home(attempt.treaty), attempt.treaty] = None
    return tuple(found)


def _as_observer(state: State, treaty: str, name: str) -> Iterator[Article]:
    for provision, clause in state.system.clauses(treaty, state.day):
        if isinstance(clause.observer, tuple) and name in clause.observer:
            yield treaty, provision.art


def of_condition(state: State, condition: Formula, scope: Scope) -> tuple[Article, ...]:
    """The articles on which the parts of a condition hang."""
    found: dict[Article, None] = {}
    for atom in atoms(condition):
        match atom:
            case InForce(treaty):
                found.update(dict.fromkeys(of_entry(state, treaty or scope.treaty)))
            case Standing(_, "invited", treaty):
                found.update(dict.fromkeys(_of_power(state, treaty or scope.treaty, "invite")))
            case Standing(_, "party" | "member" | "contracting state", treaty):
                found.update(dict.fromkeys(of_entry(state, treaty or scope.treaty)))
            case OrganDecides(organ, how):
                found.update(dict.fromkeys(_of_voting(state, organ or scope.organ, how, scope)))
            case Deed(who, act, _, treaty):
                home = treaty or who.of or scope.treaty
                organ_found = state.system.organ(who.group, home) if who.quantity == "one" else None
                if organ_found is not None:
                    found.update(dict.fromkeys(_of_power(state, organ_found[0], act)))
                    found.update(dict.fromkeys(_of_voting(state, who.group, "substantive", scope)))
                elif act in ("deposit", "accede") and home in state.system.treaties and home != scope.treaty:
                    found.update(dict.fromkeys(_of_power(state, home, act)))
    return tuple(found)


def _of_power(state: State, treaty: str, act: str) -> Iterator[Article]:
    if treaty in state.system.treaties:
        yield from ((home, p.art) for home, p, _ in state.system.powers(treaty, act, state.day))


def _of_voting(state: State, organ: str, how: str, scope: Scope) -> Iterator[Article]:
    found = state.system.organ(organ, scope.treaty)
    if found is None:
        return
    treaty, body = found
    voting = voting_on(body, how) or next((v for v in body.voting if v.rule.startswith(how)), None)
    if voting is not None:
        yield treaty, voting.art or body.art


def of_entry(state: State, treaty: str) -> tuple[Article, ...]:
    """The articles on entry into force and on the end of a treaty."""
    home = state.system.home(treaty)
    if home not in state.system.treaties:
        return ()
    if treaty != home:
        return ((home, treaty),)
    clauses = list(state.system.clauses(home, state.day))
    over = state.over(home)
    found: dict[Article, None] = {}
    if over.no is not True:
        found.update({(home, p.art): None for p, c in clauses if c.ends is not None})
        term = state.system.term(home, state.day)
        if term is not None:
            found[home, term[0].art] = None
    if over.yes is not True:
        found.update({(home, p.art): None for p, c in clauses if c.in_force is not None})
    return tuple(found)


def of_standing(state: State, word: str, treaty: str, name: str) -> tuple[Article, ...]:
    """The articles on which the standing of a state hangs: how it entered, how it may have left."""
    system = state.system
    if treaty not in system.treaties:
        return of_entry(state, treaty)
    found: dict[Article, None] = {}
    acts = {"invited": ("invite",), "signatory": ("sign",), "observer": ()}.get(word, ("deposit", "accede", "admit"))
    named = system.members(treaty, "signatory") or ()
    for act in acts:
        if act == "deposit" and name not in named:
            continue
        if act in ("accede", "admit") and name in named:
            continue
        found.update(dict.fromkeys(_of_power(state, treaty, act)))
    if word == "observer":
        found.update(dict.fromkeys(_as_observer(state, treaty, name)))
    if word in ("party", "member", "former party", "bound"):
        exits = ("denounce", "withdraw by agreement")
        tried = any(e.event.act in exits and name in e.event.by for e in system.log)
        if tried or state.left(treaty, name).no is not True:
            leaving = dict.fromkeys(a for act in exits for a in _of_power(state, treaty, act))
            found = {**leaving, **found}
    if not found or state.in_force(treaty).yes is not True:
        found.update(dict.fromkeys(of_entry(state, treaty)))
    return tuple(found)


def told(articles: Iterable[Article], home: str) -> str:
    """Articles as a question cites them: those of the treaty itself bare, others with the treaty's name.

    >>> told([("brussels", "IV"), ("nat", "5"), ("nat", "6")], "brussels")
    'IV; nat 5, 6'
    """
    groups: dict[str, list[str]] = {}
    for treaty, art in articles:
        if art:
            groups.setdefault(treaty, []).append(art)
    parts = []
    for treaty in sorted(groups, key=lambda t: t != home):
        arts = ", ".join(dict.fromkeys(groups[treaty]))
        parts.append(arts if treaty == home else f"{treaty} {arts}")
    return "; ".join(parts)


def cites(expected: str, articles: Sequence[Article], home: str) -> bool:
    """Whether an answer cites an article that a right answer cites; `none` asks for none."""
    if expected.strip() in ("", "none"):
        return True
    known = {t for t, _ in articles} | {home}
    for part in expected.split(";"):
        first, _, rest = part.strip().partition(" ")
        treaty, arts = (first, rest) if first in known and rest else (home, part)
        for cited, art in articles:
            names = (art, art.split("(")[0])
            if cited == treaty and any(re.search(rf"(?<![\w(]){re.escape(n)}(?![\w(])", arts) for n in names):
                return True
    return False
