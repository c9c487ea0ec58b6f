"""What is so on a day: who is what to which treaty, from the acts that are done and the articles that count them.

Every answer has three values. What is not on record is false only where the log
is complete for that act, state and day, or where the act could not have had
effect; else it is unknown, and `missing` names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from overture.logic import NO, UNKNOWN, YES, Formula, Tri, all_of, any_of
from overture.logic.syntax import (
    Who,
)
from overture.treaties.semantics import conditions, leaving, silence
from overture.treaties.semantics.scope import Key, Scope
from overture.treaties.semantics.terms import term_ends
from overture.treaties.text.entries import Provision
from overture.treaties.text.phrases import Effect
from overture.treaties.text.records import Event
from overture.treaties.text.system import Entry, System


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


@dataclass(eq=False)
class State:
    """What is so at the end of a day."""

    system: System
    day: date
    records: dict[Key, Record] = field(default_factory=dict)
    begun: dict[str, date] = field(default_factory=dict)  # treaties and instruments in force, since when
    not_yet: dict[str, date] = field(default_factory=dict)  # the last day on which it certainly was not in force
    maybe: dict[str, date] = field(default_factory=dict)  # the first day on which each may have come into force
    ended: dict[str, date] = field(default_factory=dict)
    gone: dict[str, date] = field(default_factory=dict)  # states that have ended
    facts: tuple[Event, ...] = ()  # of this day
    propositions: Mapping[str, Tri] = field(default_factory=dict)  # judgements bound from outside
    fill: Callable[[Key], Tri | None] | None = None  # what stands in for an act that is not known
    missing: dict[Key, None] = field(default_factory=dict)
    _memo: dict[tuple[object, ...], Tri] = field(default_factory=dict)
    _doing: set[tuple[object, ...]] = field(default_factory=set)
    _leaned_on: set[tuple[object, ...]] = field(default_factory=set)  # unfinished answers that others have used
    _concerned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inner: State | None = None  # the same record, in which every act that is not known is left open
    doubtful: frozenset[str] = frozenset()  # treaties that may have ended on an earlier day
    lenient: bool = False
    hereafter: frozenset[str] = frozenset()  # treaties under which more may be done after the day than the log tells
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
        return self._once(("absent", *key), lambda: silence.absent(self, key), UNKNOWN)

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
            signed = [(s, self.done("sign", treaty, s)) for s in self.concerned(treaty)]
            return [(s, v) for s, v in signed if v is not NO]
        found = [(s, self.standing(group, treaty, s)) for s in self.concerned(treaty)]
        return [(s, v) for s, v in found if v is not NO]

    def concerned(self, treaty: str) -> tuple[str, ...]:
        """The states that may be something to a treaty: its text names them, or an act under it is on record by now.

        Neither another treaty nor a later event makes a state one of them.
        """
        home = self.system.home(treaty)
        found = self._concerned.get(home)
        if found is None:
            names = dict.fromkeys(self.system.named(home))
            organs = self.system.treaties[home].organs if home in self.system.treaties else {}
            about_it = {home, *(k for k, (h, _) in self.system.instruments.items() if h == home)}
            for _, about, by, to in self.records:
                if about in about_it:
                    names.update(dict.fromkeys(s for s in (by, to) if s and s not in organs))
            found = self._concerned[home] = tuple(names)
        return found

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
                return (self.left(treaty, state) | self._was_over(treaty)) & self.consented(treaty, state)
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

    def left(self, treaty: str, state: str) -> Tri:
        """Whether a state has ceased to be a party."""
        if self.lenient:
            return NO  # it may not have left yet when it acted
        return self._once(("left", treaty, state), lambda: leaving.left(self, treaty, state), UNKNOWN)

    def since(self, treaty: str) -> date | None:
        """The day on which a treaty came into force, where it is known."""
        return self.begun.get(treaty)

    def earliest(self, treaty: str) -> date | None:
        """The first day on which a treaty may have come into force; nothing where it certainly has not.

        An unrecorded deposit may have brought it into force before the record shows it.
        """
        if treaty in self.maybe:
            return self.maybe[treaty]
        if treaty not in self.begun and self.begins(treaty).no is True:
            return None
        last = self.not_yet.get(treaty)
        return last + timedelta(days=1) if last else self.system.made(treaty) or date.min

    def in_force(self, treaty: str) -> Tri:
        """Whether a treaty or instrument is in force."""
        return self._once(("in force", treaty), lambda: self._in_force(treaty), NO)

    def _in_force(self, treaty: str) -> Tri:
        if treaty in self.system.in_force_supposed:
            return ~self.over(treaty)
        if treaty in self.begun:
            return ~self.over(treaty)
        begins = self.begins(treaty)
        if treaty in self.maybe and not self.lenient:
            begins = begins | UNKNOWN  # it may have come into force when its conditions could still be met
        return begins & ~self.over(treaty)

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
        if self.lenient:
            return NO
        if treaty in self.ended:
            return YES
        if not self._is_treaty(treaty):
            return NO
        return self._once(("over", treaty), lambda: self._over(treaty), NO)

    def _over(self, treaty: str) -> Tri:
        found = any_of(
            self.holds(c.ends, Scope(treaty)) for _, c in self.system.clauses(treaty, self.day) if c.ends is not None
        )
        ends = term_ends(self, treaty)
        if ends and self.day > ends[-1]:
            return found | ~self._extended(treaty, ends[-1])
        early = term_ends(self, treaty, earliest=True)
        if early and self.day > early[-1]:
            found = found | (UNKNOWN & ~self._extended(treaty, early[-1]))  # it may have come into force earlier
        if treaty in self.doubtful:
            found = found | UNKNOWN
        return found

    def _was_over(self, treaty: str) -> Tri:
        """Whether a treaty that was in force has ended."""
        held = YES if treaty in self.begun else UNKNOWN if treaty in self.maybe else NO
        return held & self.over(treaty)

    def _extended(self, treaty: str, end: date) -> Tri:
        """Whether a protocol prolongs the treaty beyond the end of its term."""
        found = NO
        for key, (home, instrument) in self.system.instruments.items():
            if home == treaty and instrument.extends and instrument.extends.after(end) >= self.day:
                found = found | self.in_force(key)
        return found

    def holds(self, condition: Formula, scope: Scope) -> Tri:
        """The truth of a condition of a treaty, said of those in the scope."""
        return conditions.holds(self, condition, scope)
