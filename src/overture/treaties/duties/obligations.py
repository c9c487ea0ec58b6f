"""Who must do what after a fact: which duties it makes arise, whose they are, how firm, and by which article.

An attack on one that *counts as an attack on all* is not yet a duty to fight: the
qualification of each clause is kept beside it and printed always. An attacker that
is itself a party is never counted among those who help; it is named apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from overture.logic import NO, UNKNOWN, YES, Tri
from overture.treaties.duties.areas import AreaTest, in_area
from overture.treaties.semantics.state import State
from overture.treaties.semantics.terms import reached
from overture.treaties.text.entries import Duty, Provision
from overture.treaties.text.phrases import firmness
from overture.treaties.text.records import Event

ATTACK = "armed attack"
ANYWHERE = AreaTest(YES)


@dataclass(frozen=True)
class Obligation:
    """One duty under one article, with all who bear it after a fact."""

    treaty: str
    art: str
    says: str
    task: str  # assist, consult, report ...; of a prohibition what it forbids
    whom: str  # to whom one reports
    words: str  # what is to be done, in the words of the article
    how: str
    to: str  # the one attacked
    value: Tri  # whether it arises at all
    bearers: tuple[tuple[str, Tri], ...]
    all_others: bool  # borne by every party other than the one attacked
    condition: str = ""  # `if one asks`: what is still needed for it to arise
    only_acting: bool = False  # borne by those that take measures
    area: AreaTest = ANYWHERE
    attackers: tuple[str, ...] = ()  # parties that attack, and are no helpers
    until: str = ""
    judged_by: str = ""
    sure: str = ""
    forbidden: bool = False

    @property
    def bound(self) -> tuple[str, ...]:
        """Who bears it for certain."""
        return tuple(s for s, v in self.bearers if (v & self.value).yes is True)

    @property
    def open(self) -> tuple[str, ...]:
        """Who may bear it: what decides it is not known."""
        return tuple(s for s, v in self.bearers if (v & self.value).word == "unknown")

    @property
    def firmness(self) -> str:
        return firmness(self.how)

    @property
    def articles(self) -> tuple[str, ...]:
        return (self.art, self.area.art) if self.area.art else (self.art,)


def applying(state: State) -> list[str]:
    """The treaties whose articles apply: one that an amending treaty in force has replaced is left out."""
    treaties = state.system.treaties
    replaced = {t.amends for key, t in treaties.items() if t.amends and state.in_force(key) is YES}
    return [key for key in treaties if key not in replaced]


def obligations(state: State, fact: Event, treaties: Iterable[str] | None = None) -> tuple[Obligation, ...]:
    """Every duty that a fact makes arise, or that may arise from it, in the order of treaties and articles."""
    found: list[Obligation] = []
    wanted = set(treaties) if treaties is not None else None
    for key in applying(state):
        if wanted is not None and key not in wanted:
            continue
        here = [o for p, d in state.system.duties(key, state.day) for o in _arising(state, key, p, d, fact)]
        helped = any(o.task == "assist" and o.value.no is not True and not o.condition for o in here)
        for provision, duty in state.system.duties(key, state.day):
            if duty.when is not None and duty.when.kind == "measures" and helped:
                here.append(_obligation(state, key, provision, duty, "", YES, AreaTest(YES), (), acting=True))
        found += here
    return tuple(found)


def _arising(state: State, treaty: str, provision: Provision, duty: Duty, fact: Event) -> list[Obligation]:
    when = duty.when
    hit, by = fact.fact_part("on"), fact.fact_part("by")
    place = next(iter(fact.fact_part("at")), "")
    if when is None:
        if duty.do is not None:
            return [
                _obligation(state, treaty, provision, duty, "", YES, AreaTest(YES), (), condition=f"lasts {duty.lasts}")
            ]
        return _breached(state, treaty, provision, duty, fact, hit, by)
    if when.kind in ("asks", "sees"):
        test = in_area(state.system, treaty, duty.where, place, state.day) if duty.where else AreaTest(YES)
        return [_obligation(state, treaty, provision, duty, "", test.value, test, (), condition=when.condition)]
    if when.kind != "fact" or when.what != fact.fact_kind:
        return []
    test = in_area(state.system, treaty, duty.where, place, state.day)
    found = []
    for victim in hit:
        belongs = state.standing(when.whom or "party", treaty, victim)
        found.append(_obligation(state, treaty, provision, duty, victim, belongs & test.value, test, by))
    return found


def _obligation(
    state: State, treaty: str, provision: Provision, duty: Duty, victim: str, arises: Tri, area: AreaTest,
    attackers: Sequence[str], condition: str = "", acting: bool = False,
) -> Obligation:  # fmt: skip
    task = duty.task
    # who is attacked helps itself, but may have to consult and report like the others
    but = victim if duty.bearer.other or task.kind == "assist" else ""
    bearers = [(s, v) for s, v in bearing(state, treaty, duty) if s != but]
    attacking = tuple(s for s, v in bearers if s in attackers and v is YES)
    return Obligation(
        treaty=treaty, art=provision.art, says=provision.says, task=task.kind, whom=task.whom, words=task.text,
        how=duty.how, to=victim, value=arises & due(state, treaty, provision, duty),
        bearers=tuple((s, v) for s, v in bearers if s not in attackers),
        all_others=bool(but), condition=condition,
        only_acting=duty.bearer.acts or acting, area=area, attackers=attacking, until=duty.until,
        judged_by=duty.judged_by, sure=provision.sure or "", forbidden=duty.not_to is not None,
    )  # fmt: skip


def due(state: State, treaty: str, provision: Provision, duty: Duty) -> Tri:
    """Whether the article binds on the day: the treaty is in force, and the day is not before the one it names."""
    begun = YES if duty.not_before is None else reached(state, duty.not_before, treaty, provision, state.day)
    return state.in_force(treaty) & begun


def bearing(state: State, treaty: str, duty: Duty) -> list[tuple[str, Tri]]:
    """Who bears a duty, each with whether it belongs to those who do."""
    found: dict[str, Tri] = {}
    for group in duty.bearer.groups:
        members = state.system.members(treaty, group)
        if members is not None and group != "signatory":
            # a treaty binds those alone who are its parties
            found.update((s, found.get(s, NO) | state.standing("party", treaty, s)) for s in members)
            continue
        if group in state.system.universe:
            found[group] = found.get(group, NO) | state.standing("party", treaty, group)
            continue
        word = {"member": "party", "signatory": "signatory only"}.get(group, group)
        for s in state.concerned(treaty):
            value = state.standing(word, treaty, s)
            if value is not NO:
                found[s] = found.get(s, NO) | value
    return list(found.items())


def _breached(
    state: State, treaty: str, provision: Provision, duty: Duty, fact: Event, hit: Sequence[str], by: Sequence[str]
) -> list[Obligation]:
    """A standing prohibition of force that the fact breaches: by a party, against a party."""
    if duty.task.kind != "use force" or fact.fact_kind not in (ATTACK, "use of force", "aggression", "threat"):
        return []
    found = []
    for victim in hit:
        for attacker in by:
            both = state.standing("party", treaty, attacker) & state.standing("party", treaty, victim)
            if both.no is not True:
                found.append(Obligation(
                    treaty, provision.art, provision.says, duty.task.kind, "", duty.task.text, duty.how, victim,
                    both & state.in_force(treaty), ((attacker, YES),), False, sure=provision.sure or "", forbidden=True,
                ))  # fmt: skip
    return found


@dataclass(frozen=True)
class Cell:
    """What one state owes another that is attacked, under one article; and whether that is known."""

    treaty: str
    art: str
    how: str
    value: Tri

    @property
    def firmness(self) -> str:
        return firmness(self.how)


Matrix = dict[str, dict[str, tuple[Cell, ...]]]


def matrix(state: State, place: str = "", attackers: Sequence[str] = (), states: Iterable[str] = ()) -> Matrix:
    """The obligations of assistance: for each state attacked, what each other owes it on the day.

    `place`: where the attack happens; without it the area is left out of account and
    every duty is told as if the attack were in its area.
    """
    system = state.system
    wanted = tuple(states) or tuple(
        s for s in system.universe
        if any(state.standing("party", t, s).no is not True for t in applying(state) if _mutual(state, t))
    )  # fmt: skip
    found: Matrix = {victim: {} for victim in wanted}
    for treaty in applying(state):
        for provision, duty in system.duties(treaty, state.day):
            when = duty.when
            if duty.task.kind != "assist" or when is None or when.kind != "fact" or when.what != ATTACK:
                continue
            test = in_area(system, treaty, duty.where, place, state.day) if place else AreaTest(YES)
            holds = test.value & due(state, treaty, provision, duty)
            if holds is NO:
                continue
            bearers = bearing(state, treaty, duty)
            for victim in wanted:
                belongs = state.standing(when.whom or "party", treaty, victim) & holds
                if belongs is NO:
                    continue
                for bearer, value in bearers:
                    both = belongs & value
                    if bearer != victim and bearer not in attackers and both is not NO:
                        cells = found[victim].get(bearer, ())
                        found[victim][bearer] = (*cells, Cell(treaty, provision.art, duty.how, both))
    return found


def _mutual(state: State, treaty: str) -> bool:
    return any(d.task.kind == "assist" for _, d in state.system.duties(treaty, state.day))


__all__ = ["ATTACK", "UNKNOWN", "Cell", "Matrix", "Obligation", "applying", "bearing", "matrix", "obligations"]
