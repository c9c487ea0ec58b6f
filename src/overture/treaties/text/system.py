"""Treaties that run together: their articles by day, their groups, and one log of all that was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from overture.treaties.text.entries import (
    Duty,
    Instrument,
    Organ,
    Power,
    Provision,
    Reading,
    StatusClause,
    Term,
    TreatyFile,
)
from overture.treaties.text.phrases import Place
from overture.treaties.text.records import Completeness, Event

EVERYBODY = ("all parties", "the parties", "every party")
# acts by which a state declares its will or its standing, for which no article need give a power
DECLARATIONS = frozenset({
    "sign", "ratify", "accept", "consent", "agree conditions", "apply", "declare", "give an opinion",
    "adopt amendment", "assist", "report",
})  # fmt: skip
EXITS = frozenset({"denounce", "withdraw by agreement", "expel"})
ENTRIES = frozenset({"deposit", "accede", "admit", "invite"})


@dataclass(frozen=True, eq=False)
class Entry:
    """An event in the log of a treaty, with the place where it was read."""

    event: Event
    treaty: str
    place: int  # in the log of its file
    supposed: bool = False

    @property
    def of(self) -> str:
        """The treaty or instrument that the act concerns."""
        return self.event.instrument or self.event.treaty or self.treaty


@dataclass(frozen=True)
class Settings:
    """How contested things are taken in one run: readings by the place of their clause, dates, text or practice."""

    readings: Mapping[str, str] = field(default_factory=dict)  # clause -> key of the reading
    dates: Mapping[int, date] = field(default_factory=dict)  # id of an event -> the day taken
    practice: bool = False


@dataclass(frozen=True, eq=False)
class System:
    """Treaties by id, and what each name in them means.

    `until`: nothing later is read, as if the log ended on that day.
    """

    treaties: Mapping[str, TreatyFile]
    settings: Settings = Settings()
    until: date | None = None
    supposed: tuple[Entry, ...] = ()
    in_force_supposed: frozenset[str] = frozenset()
    bound_supposed: frozenset[tuple[str, str]] = frozenset()  # treaty and state, supposed to be bound
    without: frozenset[int] = frozenset()  # ids of events that are left out

    # names ----------------------------------------------------------------------------------------

    @cached_property
    def instruments(self) -> dict[str, tuple[str, Instrument]]:
        return {i.id: (t.treaty, i) for t in self.treaties.values() for i in t.instruments}

    def home(self, name: str) -> str:
        """The treaty to which an instrument belongs; of a treaty itself."""
        found = self.instruments.get(name)
        return found[0] if found else name

    def members(self, treaty: str, group: str) -> tuple[str, ...] | None:
        """The states of a group that a treaty, or an instrument under it, names; nothing where it names none."""
        if group == "signatory" and treaty in self.instruments:
            return self.instruments[treaty][1].signatories or None
        key = "signatories" if group == "signatory" else group
        groups = self.treaties[self.home(treaty)].groups
        if key not in groups:
            return None
        return tuple(self._spread(treaty, key))

    def _spread(self, treaty: str, group: str) -> dict[str, None]:
        """The states of a group, each once; groups within it told by their members, each group once."""
        groups = self.treaties[self.home(treaty)].groups
        found: dict[str, None] = {}
        waiting, seen = [group], set()
        while waiting:
            name = waiting.pop()
            if name not in groups:
                found[name] = None
            elif name not in seen:
                seen.add(name)
                waiting += reversed(groups[name].members)
        return found

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return {}

    def named(self, treaty: str) -> tuple[str, ...]:
        """The states that the text of a treaty names, in its groups, protocols and organs; and those supposed bound."""
        if treaty not in self._named:
            found: dict[str, None] = {}
            file = self.treaties.get(treaty)
            for group in file.groups if file else ():
                found.update(self._spread(treaty, group))
            for instrument in file.instruments if file else ():
                found.update(dict.fromkeys((*instrument.signatories, *instrument.of)))
            for organ in file.organs.values() if file else ():
                for names in (organ.permanent or {}).values():
                    found.update(dict.fromkeys(names))
            for provision in file.provisions if file else ():
                for given in (getattr(provision.status, k, None) for k in ("party", "observer", "named")):
                    found.update(dict.fromkeys(given if isinstance(given, tuple) else ()))
            known = {*(file.groups if file else ()), *(file.organs if file else ())}
            found.update(dict.fromkeys(s for t, s in sorted(self.bound_supposed) if t == treaty))
            self._named[treaty] = tuple(n for n in found if n not in known)
        return self._named[treaty]

    @cached_property
    def universe(self) -> tuple[str, ...]:
        """Every state that the files speak of."""
        found = dict.fromkeys(s for treaty in self.treaties for s in self.named(treaty))
        for entry in (*self.log, *self.supposed):
            if entry.event.act:
                found.update(dict.fromkeys((*self.states(entry, entry.event.by), *self.states(entry, entry.event.of))))
            elif entry.event.fact_kind:
                parts = (entry.event.fact_part(p) for p in ("by", "on"))
                found.update(dict.fromkeys(n for part in parts for n in part if n not in EVERYBODY))
        known = {*self.treaties, *self.instruments, *EVERYBODY} | {o for t in self.treaties.values() for o in t.organs}
        known |= {g for t in self.treaties.values() for g in t.groups}
        return tuple(n for n in found if n not in known)

    def states(self, entry: Entry, names: Iterable[str]) -> tuple[str, ...]:
        """The states of an event, declared groups told by their members. `all parties` stays as it is."""
        found: list[str] = []
        for name in names:
            members = self.members(entry.treaty, name) if name != "signatory" else None
            found += members if members is not None else (name,)
        return tuple(dict.fromkeys(found))

    # articles -------------------------------------------------------------------------------------

    @cached_property
    def _articles(self) -> dict[tuple[str, date], tuple[Provision, ...]]:
        return {}

    def _version(self, treaty: str, day: date) -> date:
        """The last day up to this one on which an article of the treaty changed."""
        changes = self._change_days[treaty]
        return max((d for d in changes if d <= day), default=date.min) if changes else date.min

    @cached_property
    def _change_days(self) -> dict[str, tuple[date, ...]]:
        return {
            key: tuple(sorted({v.since for p in t.provisions for v in p.versions})) for key, t in self.treaties.items()
        }

    def provisions(self, treaty: str, day: date) -> tuple[Provision, ...]:
        """The provisions of a treaty as they read on a day."""
        key = (treaty, self._version(treaty, day))
        found = self._articles.get(key)
        if found is None:
            found = self._articles[key] = tuple(as_of(p, day) for p in self.treaties[treaty].provisions)
        return found

    @cached_property
    def background(self) -> tuple[str, ...]:
        """The general law, which applies where a treaty says nothing else."""
        return tuple(key for key, t in self.treaties.items() if t.kind == "background")

    @cached_property
    def _powers(self) -> dict[tuple[str, str, date], tuple[tuple[str, Provision, Power], ...]]:
        return {}

    def powers(self, treaty: str, act: str, day: date) -> tuple[tuple[str, Provision, Power], ...]:
        """The articles that give a power to do this act: the treaty's own, else those of the general law."""
        key = (treaty, act, self._version(treaty, day))
        found = self._powers.get(key)
        if found is None:
            own = [
                (treaty, p, power)
                for p in self.provisions(treaty, day)
                for power in (p.power, by_term(p))
                if power is not None and power.act == act
            ]
            general = [
                (law, p, p.power)
                for law in self.background
                for p in self.provisions(law, day)
                if p.power is not None and p.power.act == act and (not own or not p.power.default) and law != treaty
            ]
            found = self._powers[key] = (*own, *general)
        return found

    @cached_property
    def _clauses(self) -> dict[tuple[str, date], tuple[tuple[Provision, StatusClause], ...]]:
        return {}

    def clauses(self, treaty: str, day: date) -> tuple[tuple[Provision, StatusClause], ...]:
        """What a treaty says counts as what; the general law's default where it is silent on entry into force."""
        key = (treaty, self._version(treaty, day))
        found = self._clauses.get(key)
        if found is None:
            found = tuple((p, p.status) for p in self.provisions(treaty, day) if p.status is not None)
            silent = not any(c.in_force is not None for _, c in found)
            if silent and self.treaties[treaty].kind not in ("draft", "background"):
                found += tuple(
                    (p, p.status)
                    for law in self.background
                    for p in self.provisions(law, day)
                    if p.status is not None and p.status.default and p.status.in_force is not None
                )
            self._clauses[key] = found
        return found

    def duties(self, treaty: str, day: date) -> Iterator[tuple[Provision, Duty]]:
        return ((p, p.duty) for p in self.provisions(treaty, day) if p.duty is not None)

    def term(self, treaty: str, day: date) -> tuple[Provision, Term] | None:
        return next(((p, p.term) for p in self.provisions(treaty, day) if p.term is not None), None)

    def area(self, treaty: str, day: date) -> tuple[Provision, tuple[Place, ...]] | None:
        """The area article as it reads on a day, with what later versions add and drop."""
        for provision in self.treaties[treaty].provisions:
            if provision.area is None and not any(v.area for v in provision.versions):
                continue
            places = list(provision.area.places) if provision.area else []
            for version in sorted(provision.versions, key=lambda v: v.since):
                if version.since > day:
                    break
                if version.area is not None:
                    places = list(version.area.places)
                places = [p for p in places if p not in version.drops] + list(version.adds)
            return provision, tuple(places)
        return None

    def within(self, treaty: str, region: str, wanted: str) -> bool:
        """Whether a region lies within another, by the table of the file."""
        if region == wanted:
            return True
        regions = self.treaties[treaty].regions
        inside, seen = [wanted], {wanted}
        while inside:
            for name in regions.get(inside.pop(), ()):
                if name == region:
                    return True
                if name not in seen:
                    seen.add(name)
                    inside.append(name)
        return False

    def organ(self, name: str, treaty: str) -> tuple[str, Organ] | None:
        """The organ of this name, of the treaty itself before others, with its treaty."""
        for key in (treaty, *self.treaties):
            if key in self.treaties and name in self.treaties[key].organs:
                return key, self.treaties[key].organs[name]
        return None

    # readings -------------------------------------------------------------------------------------

    @cached_property
    def readings(self) -> dict[str, dict[str, Reading]]:
        """The contested clauses: `treaty article` or `treaty organ` with its readings."""
        found: dict[str, dict[str, Reading]] = {}
        for key, treaty in self.treaties.items():
            for provision in treaty.provisions:
                if provision.readings:
                    found[f"{key} {provision.art}"] = provision.readings
            for name, organ in treaty.organs.items():
                if organ.readings:
                    found[f"{key} {name}"] = organ.readings
        return found

    def reading(self, clause: str, setting: str) -> Any:
        """What the reading taken of a clause sets, or nothing."""
        readings = self.readings.get(clause)
        if not readings:
            return None
        chosen = self.settings.readings.get(clause) or next(iter(readings))
        return readings[chosen].set.get(setting)

    # the log --------------------------------------------------------------------------------------

    @cached_property
    def log(self) -> tuple[Entry, ...]:
        """Every event of every file up to the last day that may be read, by day and place."""
        found: list[Entry] = []
        seen: set[object] = set()
        for key, treaty in self.treaties.items():
            for place, event in enumerate(treaty.log.events):
                if id(event) in self.without:
                    continue
                entry = Entry(event, key, place)
                if self.until is not None and self.on(entry) > self.until:
                    continue
                # two files may record the same act
                same = (event.act, entry.of, event.by, event.of, event.on)
                if event.act and same in seen:
                    continue
                seen.add(same)
                found.append(entry)
        return tuple(sorted(found, key=lambda e: (self.on(e), e.treaty, e.place)))

    def on(self, entry: Entry) -> date:
        """The day of an event; where sources differ, the one taken in this run."""
        return self.settings.dates.get(id(entry.event), entry.event.on)

    def complete(self, act: str, treaty: str, states: tuple[str, ...], day: date) -> bool:
        """Whether what is not in the log did not happen: of an act, for one of these states, up to a day."""
        log = self.treaties[self.home(treaty)].log
        until = self.until

        def covers(part: Completeness | None) -> bool:
            return part is not None and act in part.acts and day <= (min(part.until, until) if until else part.until)

        return covers(log.complete) or any(covers(log.complete_for.get(s)) for s in states)

    def complete_until(self, act: str, treaty: str, state: str) -> date | None:
        """The last day up to which the log is complete for an act of a state."""
        log = self.treaties[self.home(treaty)].log
        parts = [p for p in (log.complete, log.complete_for.get(state)) if p is not None and act in p.acts]
        last = max((p.until for p in parts), default=None)
        return min(last, self.until) if last and self.until else last

    def made(self, treaty: str) -> date | None:
        """The day of the text: signed or tabled; of an instrument, its first signature on record."""
        return self._made[treaty]

    @cached_property
    def _made(self) -> dict[str, date | None]:
        days = {key: t.signed or t.tabled for key, t in self.treaties.items()}
        found: dict[str, date | None] = {key: day.on if day else None for key, day in days.items()}
        return found | {key: self._first_signed.get(key) for key in self.instruments}

    @cached_property
    def _first_signed(self) -> dict[str, date]:
        signed = [e for e in (*self.log, *self.supposed) if e.event.act == "sign" and e.event.instrument]
        return {e.event.instrument: self.on(e) for e in sorted(signed, key=self.on, reverse=True)}

    def supposing(
        self, entries: Iterable[Entry] = (), in_force: Iterable[str] = (), bound: Iterable[tuple[str, str]] = ()
    ) -> System:
        """The same system with supposed events, treaties supposed to be in force and states supposed to be bound."""
        return replace(
            self,
            supposed=(*self.supposed, *entries),
            in_force_supposed=self.in_force_supposed | set(in_force),
            bound_supposed=self.bound_supposed | set(bound),
        )

    def leaving_out(self, events: Iterable[Event]) -> System:
        """The same system as if these events were not in the log."""
        return replace(self, without=self.without | {id(e) for e in events})

    def under(self, settings: Settings) -> System:
        return replace(self, settings=settings)


def as_of(provision: Provision, day: date) -> Provision:
    """A provision as it reads on a day.

    Each version replaces what it names from its day on; the rest stays as it was.
    """
    for version in sorted(provision.versions, key=lambda v: v.since):
        if version.since > day:
            break
        update = {k: getattr(version, k) for k in ("power", "status", "duty") if getattr(version, k) is not None}
        if version.says:
            update["says"] = version.says
        if update:
            provision = provision.model_copy(update=update)
    return provision


def by_term(provision: Provision) -> Power | None:
    """The power to leave at the end of the term that a renewal `unless denounced` implies, where none is written."""
    term = provision.term
    if term is None or term.unless is None or provision.power is not None:
        return None
    return Power.model_validate({
        "act": "denounce", "needs": ["x is a party"], "not_after": f"end of term - {term.unless}",
        "effect": "x ceases to be a party at the end of the term",
    })  # fmt: skip
