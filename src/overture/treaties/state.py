"""What is so on a day: who is what to which treaty, from the acts that are done and the articles that count them.

Every answer has three values. What is not on record is false only where the log
is complete for that act, state and day, or where the act could not have had
effect; else it is unknown, and `missing` names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from overture.logic import NO, UNKNOWN, YES, Formula, Tri, all_of, any_of, at_least, truth_of
from overture.logic.syntax import (
    Atom,
    Deed,
    Happens,
    InForce,
    Membership,
    Name,
    OrganDecides,
    Standing,
    Who,
)
from overture.treaties.calendar import Point
from overture.treaties.entries import Event, Power, Provision, StatusClause
from overture.treaties.phrases import Effect
from overture.treaties.system import DECLARATIONS, EXITS, Entry, System

Key = tuple[str, str, str, str]  # act, treaty, by, on whom


@dataclass(frozen=True, eq=False)
class Record:
    """An act that has effect, or may have."""

    act: str
    treaty: str
    by: str
    to: str
    on: date
    value: Tri
    entry: Entry | None = None
    provision: Provision | None = None
    effect: Effect | None = None
    leaves: date | None = None  # when an exit takes effect; nothing where the day is not known


@dataclass(frozen=True)
class Scope:
    """Of whom a condition speaks: x, who acts, and who consents by acting with others."""

    treaty: str
    x: str = ""
    actors: tuple[str, ...] = ()
    consenting: frozenset[str] = frozenset()
    organ: str = ""
    votes: Callable[[str, str, str], Tri] | None = None  # whether ballots given with the act carry it


@dataclass(eq=False)
class State:
    """What is so at the end of a day."""

    system: System
    day: date
    records: dict[Key, Record] = field(default_factory=dict)
    begun: dict[str, date] = field(default_factory=dict)  # treaties and instruments in force, since when
    ended: dict[str, date] = field(default_factory=dict)
    gone: dict[str, date] = field(default_factory=dict)  # states that have ended
    facts: tuple[Event, ...] = ()  # of this day
    propositions: Mapping[str, Tri] = field(default_factory=dict)  # judgements bound from outside
    fill: Callable[[Key], Tri | None] | None = None  # what stands in for an act that is not known
    missing: dict[Key, None] = field(default_factory=dict)
    _memo: dict[tuple[object, ...], Tri] = field(default_factory=dict)
    _doing: set[tuple[object, ...]] = field(default_factory=set)
    _leaned_on: set[tuple[object, ...]] = field(default_factory=set)  # unfinished answers that others have used
    _inner: State | None = None  # the same record, in which every act that is not known is left open
    lenient: bool = False
    anything: bool = False  # every act that is not done is left open, even where the log says that it is not

    def _once(self, key: tuple[object, ...], compute: Callable[[], Tri], meanwhile: Tri) -> Tri:
        """Compute once; what depends on itself is `meanwhile` while it is computed."""
        found = self._memo.get(key)
        if found is not None:
            return found
        if key in self._doing:
            self._leaned_on.add(key)
            return meanwhile
        self._doing.add(key)
        try:
            found = compute()
        finally:
            self._doing.discard(key)
            self._leaned_on.discard(key)
        if not self._leaned_on:  # else it may rest on an answer that is not final
            self._memo[key] = found
        return found

    # acts -----------------------------------------------------------------------------------------

    def done(self, act: str, treaty: str, by: str, to: str = "") -> Tri:
        """Whether an act is done, with effect."""
        record = self.records.get((act, treaty, by, to))
        if record is None:
            return self._otherwise(act, treaty, by, to)
        if record.entry is None or record.value is YES:
            return record.value  # an act bound to a formula is done there and nowhere else
        return record.value | self._otherwise(act, treaty, by, to)

    def _otherwise(self, act: str, treaty: str, by: str, to: str) -> Tri:
        """An act that is not on record: false where that is known, else unknown."""
        key = (act, treaty, by, to)
        return self._once(("absent", *key), lambda: self._absent(key), UNKNOWN)

    def _absent(self, key: Key) -> Tri:
        act, treaty, by, to = key
        counted = self._counts_as(act, treaty, by, to)
        if counted is YES:
            return YES
        made = self.system.made(treaty)
        if made is not None and made > self.day:
            return counted  # nobody can have acted on a text that was not there
        if self.anything:
            return counted | UNKNOWN
        if self.system.complete(act, treaty, tuple(s for s in (by, to) if s), self.day):
            return counted
        if not self.lenient and not self._possible(act, treaty, by, to):
            return counted
        if self.fill is not None:
            filled = self.fill(key)
            if filled is not None:
                return counted | filled
        self.missing[key] = None
        return counted | UNKNOWN

    def _counts_as(self, act: str, treaty: str, by: str, to: str) -> Tri:
        """Acceptance of a protocol that counts as consent, its entry into force that counts as invitation."""
        if act not in ("consent", "invite") or not to:
            return NO
        found = NO
        for key, (home, instrument) in self.system.instruments.items():
            if home != treaty or to not in instrument.of or act not in instrument.counts_as:
                continue
            found = found | (self.done("accept", key, by) if act == "consent" else self.in_force(key))
        return found

    def _possible(self, act: str, treaty: str, by: str, to: str) -> bool:
        """Whether an act that nobody recorded could have had effect; if not, it is as if not done."""
        if act == "sign":
            signatories = self.system.members(treaty, "signatory")
            return signatories is None or by in signatories
        if act in DECLARATIONS or treaty in self.system.instruments:
            return True
        powers = self.system.powers(treaty, act, self.day)
        if not powers:
            return False
        subject = to or by
        # one step deep: of the acts that this one needs it is not asked again whether they could be done
        inner = self._inner = self._inner or State(
            self.system, self.day, self.records, self.begun, self.ended, self.gone, self.facts, self.propositions,
            lenient=True,
        )  # fmt: skip
        for home, _, power in powers:
            if home in self.system.background and not self._own(treaty, home):
                continue
            scope = Scope(treaty, subject, (by,) if by else (), organ=power.by)
            needs = all_of(inner.holds(c, scope) for c in power.needs)
            if needs.no is not True:
                return True
        return False

    @staticmethod
    def _own(treaty: str, home: str) -> bool:
        return treaty == home

    def in_group(self, who: Who, scope: Scope) -> list[tuple[str, Tri]]:
        """The members of a group on the day, each with whether it belongs."""
        treaty = who.of or scope.treaty
        group = who.group
        named = self.system.members(treaty, group)
        if named is not None:
            return [(s, YES) for s in named]
        if group == "permanent":
            return [(s, YES) for s in self.permanent(treaty)]
        if group == "signatory" or group == "negotiating state":
            signed = [(s, self.done("sign", treaty, s)) for s in self.system.universe]
            return [(s, v) for s, v in signed if v is not NO]
        found = [(s, self.standing(group, treaty, s)) for s in self.system.universe]
        return [(s, v) for s, v in found if v is not NO]

    def permanent(self, treaty: str) -> tuple[str, ...]:
        for organ in self.system.treaties[self.system.home(treaty)].organs.values():
            if organ.permanent:
                days = [d for d in organ.permanent if d <= self.day]
                return organ.permanent[max(days)] if days else ()
        return ()

    # standing -------------------------------------------------------------------------------------

    def standing(self, word: str, treaty: str, state: str) -> Tri:
        """What a state is to a treaty, in the words of the general law."""
        key = ("standing", word, treaty, state)
        return self._once(key, lambda: self._standing(word, treaty, state), UNKNOWN)

    def _standing(self, word: str, treaty: str, state: str) -> Tri:
        home = self.system.home(treaty)
        match word:
            case "party" | "member":
                if home != treaty and self.system.members(treaty, "signatory") is None:
                    treaty = home
                return self.in_force(treaty) & self.bound(treaty, state)
            case "bound":
                return self.bound(treaty, state)
            case "contracting state":
                return self.bound(treaty, state)
            case "signatory":
                return self.signatory(treaty, state)
            case "signatory only":
                return self.signatory(treaty, state) & ~self.bound(treaty, state) & ~self.left(treaty, state)
            case "negotiating state":
                return self.signatory(treaty, state)
            case "invited":
                return self.done("invite", treaty, "", state)
            case "observer":
                return self._observer(treaty, state)
            case "named":
                return self._named(treaty, state)
            case "former party":
                return self.left(treaty, state) & self.consented(treaty, state)
            case "third state":
                return ~self.standing("party", treaty, state)
            case "permanent":
                return YES if state in self.permanent(treaty) else NO
        members = self.system.members(treaty, word)
        if members is None:
            return UNKNOWN
        return YES if state in members else NO

    def signatory(self, treaty: str, state: str) -> Tri:
        """Who signed: those whom the text names, or who are on record as having signed."""
        made = self.system.made(treaty)
        if made is not None and made > self.day:
            return NO
        signatories = self.system.members(treaty, "signatory")
        if signatories is not None:
            return YES if state in signatories else NO
        return self.done("sign", treaty, state)

    def consented(self, treaty: str, state: str) -> Tri:
        """Whether a state has consented to be bound, whatever came after."""
        if (treaty, state) in self.system.bound_supposed:
            return YES
        found = [self.done(act, treaty, state) for act in ("deposit", "accede")]
        # by an act of others: admission
        found.append(self._admitted(treaty, state))
        for _, clause in self.system.clauses(self.system.home(treaty), self.day) if self._is_treaty(treaty) else ():
            found.append(self._listed(clause.party, treaty, state))
        return any_of(found)

    def _is_treaty(self, name: str) -> bool:
        return name in self.system.treaties

    def _admitted(self, treaty: str, state: str) -> Tri:
        if not self._is_treaty(treaty) or not self.system.powers(treaty, "admit", self.day):
            return NO
        organs = {power.by for _, _, power in self.system.powers(treaty, "admit", self.day)}
        return any_of(self.done("admit", treaty, organ, state) for organ in sorted(organs))

    def _listed(self, given: object, treaty: str, state: str) -> Tri:
        if given is None:
            return NO
        if isinstance(given, tuple):
            return YES if state in self._names(given, treaty) else NO
        # a standing is no act: nobody declares a will by having it
        return self.holds(given, Scope(treaty, state))  # type: ignore[arg-type]

    def _names(self, names: Iterable[str], treaty: str) -> tuple[str, ...]:
        return tuple(m for n in names for m in (self.system.members(treaty, n) or (n,)))

    def bound(self, treaty: str, state: str) -> Tri:
        """Whether a state has consented to be bound and has not left."""
        key = ("bound", treaty, state)
        # a party only as the treaty comes into force depends on itself: least fixed point
        return self._once(key, lambda: self.consented(treaty, state) & ~self.left(treaty, state), NO)

    def _observer(self, treaty: str, state: str) -> Tri:
        found = any_of(
            self._listed(c.observer, treaty, state) for _, c in self.system.clauses(self.system.home(treaty), self.day)
        )
        return found & ~self.standing("party", treaty, state)

    def _named(self, treaty: str, state: str) -> Tri:
        """Whether the text names a state as a participant, in force or not."""
        clauses = [c for _, c in self.system.clauses(self.system.home(treaty), self.day) if c.named is not None]
        if clauses:
            return any_of(self._listed(c.named, treaty, state) for c in clauses)
        found = self.signatory(treaty, state) if self.system.members(treaty, "signatory") else NO
        return found | self.bound(treaty, state)

    # leaving --------------------------------------------------------------------------------------

    def left(self, treaty: str, state: str) -> Tri:
        """Whether a state has ceased to be a party."""
        key = ("left", treaty, state)
        return self._once(key, lambda: self._left(treaty, state), UNKNOWN)

    def _left(self, treaty: str, state: str) -> Tri:
        if state in self.gone:
            return YES
        found = NO
        for act in EXITS:
            for record in self._exits(act, treaty, state):
                if record.leaves is None:
                    found = found | (record.value & UNKNOWN)
                elif record.leaves <= self.day:
                    found = found | record.value
            found = found | self._unrecorded_exit(act, treaty, state)
        return found

    def _exits(self, act: str, treaty: str, state: str) -> list[Record]:
        keys = [(act, treaty, state, ""), *((act, treaty, by, state) for by in self._expelling(treaty))]
        return [self.records[k] for k in keys if k in self.records]

    def _expelling(self, treaty: str) -> tuple[str, ...]:
        return tuple(self.system.treaties[treaty].organs) if self._is_treaty(treaty) else ()

    def _unrecorded_exit(self, act: str, treaty: str, state: str) -> Tri:
        """An exit that the log does not know: false if it could not have taken effect by now."""
        if not self._is_treaty(treaty) or self.system.complete(act, treaty, (state,), self.day):
            return NO
        until = self.system.complete_until(act, treaty, state)
        for home, provision, power in self.system.powers(treaty, act, self.day):
            if home != treaty or power.by != "x":
                continue  # what only the general law allows counts where it is recorded
            entered = [r.on for r in self.records.values() if r.treaty == treaty and r.by == state]
            first = max([*entered[:1], *([until + timedelta(days=1)] if until else [])], default=date.min)
            effective = self.earliest_exit(treaty, provision, power, first)
            if effective is not None and effective <= self.day:
                key = (act, treaty, state, "")
                filled = self.fill(key) if self.fill else None
                if filled is not None:
                    return filled
                self.missing[key] = None
                return UNKNOWN
        return NO

    def earliest_exit(self, treaty: str, provision: Provision, power: Power, first: date) -> date | None:
        """The first day on which a notice given on `first` or later can take effect; nothing if none is known."""
        if power.effect is None or power.effect.kind != "leaves":
            return None
        lower = self.point(power.not_before, treaty, provision) if power.not_before else date.min
        if lower is None:
            return None
        if power.effect.when == "end of term":
            ends = [e for e in self.term_ends(treaty) if e is not None]
            for end in ends:
                last = self._last_day(power, end)
                if last is None or last >= first:
                    return end
            return None
        notice = power.notice
        if self.governs(treaty, provision) == "exit":
            ready = max(first, lower) if notice is None else first
            return max(notice.after(ready), lower) if notice else ready
        start = max(first, lower)
        return notice.after(start) if notice else start

    def governs(self, treaty: str, provision: Provision) -> str:
        """Whether `not before` is about the notice or about the exit; by the notice where nobody reads otherwise."""
        return self.system.reading(f"{treaty} {provision.art}", "not_before_governs") or "notice"

    @staticmethod
    def _last_day(power: Power, end: date) -> date | None:
        point = power.not_after
        if point is None:
            return None
        return point.on({"end of term": end})

    # time -----------------------------------------------------------------------------------------

    def since(self, treaty: str) -> date | None:
        """The day on which a treaty came into force, where it is known."""
        return self.begun.get(treaty)

    def point(self, point: Point, treaty: str, provision: Provision) -> date | None:
        start = self.system.reading(f"{treaty} {provision.art}", "start")
        began = self.since(treaty)
        ends = self.term_ends(treaty) if point.anchor == "end of term" else ()
        return point.on({
            "in force": began,
            "signed": self.system.made(treaty),
            "start": date.fromisoformat(str(start)) if start else began,
            "end of term": next((e for e in ends if e >= self.day), None),
        })  # fmt: skip

    def term_ends(self, treaty: str) -> tuple[date, ...]:
        """The ends of a treaty's term, renewal after renewal."""
        found = self.system.term(treaty, self.day) if self._is_treaty(treaty) else None
        if found is None:
            return ()
        provision, term = found
        start = self.point(Point(term.from_), treaty, provision)
        if start is None:
            return ()
        ends = [term.length.after(start)]
        if term.renewal:
            ends.append(term.renewal.after(ends[0]))
        return tuple(ends)

    def in_force(self, treaty: str) -> Tri:
        """Whether a treaty or instrument is in force."""
        return self._once(("in force", treaty), lambda: self._in_force(treaty), NO)

    def _in_force(self, treaty: str) -> Tri:
        if treaty in self.system.in_force_supposed:
            return ~self.over(treaty)
        if treaty in self.begun:
            return ~self.over(treaty)
        return self.begins(treaty) & ~self.over(treaty)

    def begins(self, treaty: str) -> Tri:
        """Whether the conditions of entry into force are met."""
        made = self.system.made(treaty)
        if made is not None and made > self.day:
            return NO
        if treaty in self.system.instruments:
            condition = self.system.instruments[treaty][1].in_force
            return UNKNOWN if condition is None else self.holds(condition, Scope(treaty))
        if treaty not in self.system.treaties:
            return UNKNOWN
        clauses = [c for _, c in self.system.clauses(treaty, self.day) if c.in_force is not None]
        if not clauses:
            draft = self.system.treaties[treaty].kind in ("draft", "background")
            return NO if draft else UNKNOWN
        return all_of(self.holds(c.in_force, Scope(treaty)) for c in clauses if c.in_force is not None)

    def over(self, treaty: str) -> Tri:
        """Whether a treaty has ended: by its own clause, or at the end of its term."""
        if treaty in self.ended:
            return YES
        if not self._is_treaty(treaty):
            return NO
        return self._once(("over", treaty), lambda: self._over(treaty), NO)

    def _over(self, treaty: str) -> Tri:
        found = any_of(
            self.holds(c.ends, Scope(treaty)) for _, c in self.system.clauses(treaty, self.day) if c.ends is not None
        )
        ends = self.term_ends(treaty)
        if ends and self.day > ends[-1]:
            found = found | ~self._extended(treaty, ends[-1])
        return found

    def _extended(self, treaty: str, end: date) -> Tri:
        """Whether a protocol prolongs the treaty beyond the end of its term."""
        found = NO
        for key, (home, instrument) in self.system.instruments.items():
            if home == treaty and instrument.extends and instrument.extends.after(end) >= self.day:
                found = found | self.in_force(key)
        return found

    # conditions -----------------------------------------------------------------------------------

    def holds(self, condition: Formula, scope: Scope) -> Tri:
        """The truth of a condition of a treaty, said of those in the scope."""
        return truth_of(condition, lambda atom: self.atom(atom, scope))

    def atom(self, atom: Atom, scope: Scope) -> Tri:
        """The truth of one thing that a condition says."""
        match atom:
            case InForce(treaty):
                return self.in_force(treaty or scope.treaty)
            case Deed():
                return self._deed(atom, scope)
            case Standing(who, word, treaty):
                home = treaty or scope.treaty
                return self._of(who, scope, lambda s: self.standing(word, home, s))
            case Happens(fact, who):
                return self._happens(fact, who, scope)
            case OrganDecides(organ, how, to):
                return self.decides(organ or scope.organ, how, scope.x if to == "x" else to, scope)
            case Membership(actor, _, treaty):
                return self.standing("observer", treaty, scope.x if actor == "x" else actor)
            case Name(name):
                return self.judgement(name, scope.treaty)
            case _:
                return UNKNOWN

    def judgement(self, name: str, treaty: str) -> Tri:
        """A condition that is a matter of judgement: as the analyst takes it, else unknown."""
        if name in self.propositions:
            return self.propositions[name]
        for key in (self.system.home(treaty), *self.system.treaties):
            file = self.system.treaties.get(key)
            if file is not None and name in file.judgements:
                return {"true": YES, "false": NO, "unknown": UNKNOWN}[file.judgements[name].value]
        return UNKNOWN

    def _deed(self, deed: Deed, scope: Scope) -> Tri:
        treaty = deed.treaty or deed.who.of or scope.treaty
        to = scope.x if deed.to == "x" else deed.to
        if not to and deed.act == "consent" and scope.x:
            to = scope.x
        if to in self.system.instruments or to in self.system.treaties:
            treaty, to = to, ""

        def one(state: str) -> Tri:
            if deed.act in DECLARATIONS and state in scope.actors and deed.act not in ("ratify", "sign"):
                return YES  # who acts declares its will by acting
            if deed.act == "consent" and (state in scope.consenting or state == to):
                return YES  # those who act together consent; nobody is asked to consent to itself
            return self.done(deed.act, treaty, state, to)

        return self._of(deed.who, scope, one)

    def _of(self, who: Who, scope: Scope, one: Callable[[str], Tri]) -> Tri:
        """What is said of one, of every, or of a share of a group."""
        if who.quantity == "one":
            state = scope.x if who.group == "x" else who.group
            members = self.system.members(who.of or scope.treaty, state)
            return all_of(one(m) for m in members) if members is not None else one(state)
        group = self.in_group(who, scope)
        if who.quantity == "every other":
            group = [(s, v) for s, v in group if s != scope.x]
        if not group:
            return NO  # nobody is there who could do it
        if who.quantity in ("every", "every other"):
            return all_of(~v | one(s) for s, v in group)
        if who.quantity == "some":
            return any_of(v & one(s) for s, v in group)
        if who.number:
            return at_least(who.number, [v & one(s) for s, v in group])
        return share_of(who.share, who.quantity == "more than", [(v, v & one(s)) for s, v in group])

    def _happens(self, fact: str, who: Who, scope: Scope) -> Tri:
        hit = [s for e in self.facts if e.fact_kind == fact for s in e.fact_part("on")]
        found = any_of(self._of(Who("one", s), scope, lambda x: self._among(x, who, scope)) for s in hit)
        if found is YES:
            return YES
        complete = self.system.complete(fact, scope.treaty, (), self.day)
        return found if complete else found | UNKNOWN

    def _among(self, state: str, who: Who, scope: Scope) -> Tri:
        if who.quantity == "one":
            return YES if state in (scope.x if who.group == "x" else who.group, who.group) else NO
        members = dict(self.in_group(who, scope))
        return members.get(state, NO)

    def decides(self, organ: str, how: str, to: str, scope: Scope) -> Tri:
        """Whether an organ has decided: by a vote with the act, a vote on record, or the consent of all members."""
        found = self.system.organ(organ, scope.treaty)
        if found is None:
            return UNKNOWN
        treaty, body = found
        value = NO
        if scope.votes is not None:
            value = scope.votes(treaty, organ, how)
            if value is not UNKNOWN:
                return value
        if treaty not in self.begun and self.in_force(treaty).no is True:
            return NO  # a treaty that is not in force has no organs
        value = any_of(self.done(act, treaty, organ, to) for act in ("decide", "recommend") if self._recorded(act, treaty, organ, to))
        if how == "unanimity" and body.members in ("every party", "every member"):
            value = value | self._of(Who("every", "party", treaty), scope, lambda s: self.done("consent", scope.treaty, s, to))
        elif value is not YES:
            complete = self.system.complete("decide", treaty, (organ, to), self.day)
            value = value if complete else value | UNKNOWN
        return value

    def _recorded(self, act: str, treaty: str, by: str, to: str) -> bool:
        return (act, treaty, by, to) in self.records


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


def clause_of(state: State, treaty: str) -> tuple[Provision, StatusClause] | None:
    """The article on entry into force."""
    return next(((p, c) for p, c in state.system.clauses(treaty, state.day) if c.in_force is not None), None)
