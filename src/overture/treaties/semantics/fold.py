"""The fold: a log of acts and facts played against the articles, day by day.

On a day the acts are tried under the provisions in force before it; those that
are admissible take effect, then the rest are tried again, until nothing moves.
So two treaties that wait for each other's last step find the order that works.
What still fails is refused. A state is kept for each day with a change: the
answer for any day is found by bisection and no later event can leak into it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from heapq import heappop, heappush

from overture.logic import NO, UNKNOWN, YES, Formula, Tri, atoms
from overture.logic.syntax import Deed, InForce, OrganDecides, Standing
from overture.treaties.semantics.admissibility import Attempt, Verdict, acting, judge, together
from overture.treaties.semantics.scope import Key
from overture.treaties.semantics.state import Record, State
from overture.treaties.semantics.terms import expiry, term_ends
from overture.treaties.text.phrases import Effect
from overture.treaties.text.records import Event
from overture.treaties.text.system import Entry, System

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Played:
    """One line of the play: an event with its verdict, or what came about on the day."""

    on: date
    entry: Entry | None
    verdict: Verdict | None = None
    word: str = ""  # admissible, refused, by practice, not shown, recorded, as expected, differs; in force, ended
    subject: str = ""  # who acts, or what came into force
    state: State | None = None  # in which it was judged


@dataclass(frozen=True, eq=False)
class Play:
    """A log that was played: what became of every event, and the state at the end of each day with a change."""

    system: System
    lines: tuple[Played, ...]
    states: tuple[State, ...]
    start: State  # before the first event

    @cached_property
    def _days(self) -> list[date]:
        return [s.day for s in self.states]

    def at(self, day: date) -> State:
        """The state at the end of a day."""
        place = bisect_right(self._days, day) - 1
        known = self.states[place] if place >= 0 else self.start
        return known if known.day == day else _on(known, day)


def _on(state: State, day: date) -> State:
    """The same record on another day: a later day may see a notice run out or a term end."""
    found = State(
        state.system, day, state.records, state.begun, state.not_yet, state.maybe, state.ended, state.gone, (),
        state.propositions, state.fill, state.missing, doubtful=state.doubtful,
    )  # fmt: skip
    ended = {t: _last_day(found, t) for t in _newly_over(found, found.begun)}
    return replace_state(found, ended={**found.ended, **ended}) if ended else found


def _last_day(state: State, treaty: str) -> date:
    """The day on which a treaty that is over ended: the last of its term, else the day itself."""
    last = expiry(state, treaty)
    return last if last is not None and last < state.day else state.day


def replace_state(state: State, **changes: object) -> State:
    """A state with other contents; nothing that was computed for the old one is taken over."""
    return replace(state, _memo={}, _doing=set(), _leaned_on=set(), _concerned={}, inner=None, **changes)  # type: ignore[arg-type]


def _dated(state: State, treaties: Iterable[str]) -> State:
    """The state with the last day on which each treaty had certainly never been in force, or the first possible."""
    waiting_still = [t for t in treaties if t not in state.begun and t not in state.maybe]
    never = {t: state.day for t in waiting_still if state.begins(t).no is True}
    since = {t: state.earliest(t) for t in waiting_still if t not in never}
    # what has been found for the day stays: it rests on earlier days only through the first of them
    state.maybe = {**state.maybe, **{t: day for t, day in since.items() if day is not None}}
    state.not_yet = {**state.not_yet, **never}
    state.doubtful |= {t for t in state.begun if (o := state.over(t)).plain and o.unknown}
    return state


class _Day:
    """The acts of one day, tried until nothing moves."""

    def __init__(self, state: State, waits: Mapping[str, frozenset[str]], touched: set[str]) -> None:
        self.state = state
        self.waits = waits
        self.lines: list[Played] = []
        self.touched = touched
        self.notices: list[tuple[date, str]] = []  # when the notices given today have run, and of which treaty

    def play(self, entries: list[Entry]) -> None:
        facts = tuple(e.event for e in entries if e.event.fact is not None)
        gone = {s: self.state.day for f in facts if f.fact_kind == "state ends" for s in f.fact_part("on")}
        if facts:
            self.state = replace_state(self.state, facts=facts, gone={**self.state.gone, **gone})
        for entry in entries:
            if entry.event.fact is not None or entry.event.vote is not None:
                self.lines.append(Played(self.state.day, entry, word="recorded", state=self.state))
        pending = [(e, a) for e in entries if e.event.act for a in attempts(self.state, e)]
        while pending:
            judged = [(e, a, judge(self.state, a)) for e, a in pending]
            shown = [j for j in judged if j[2].value is YES]
            # an act of the record whose conditions are not known stands: the depositary took it
            taken = shown or [j for j in judged if j[2].value.no is not True]
            if not taken:
                for entry, attempt, verdict in judged:
                    self.refuse(entry, attempt, verdict)
                return
            before = self.state
            for entry, attempt, verdict in taken:
                word = "admissible" if verdict.value is YES else "unknown" if entry.supposed else "not shown"
                self.lines.append(Played(before.day, entry, verdict, word, _subject(attempt), before))
            self.record(taken)
            done = {id(j[1]) for j in taken}
            pending = [(e, a) for e, a in pending if id(a) not in done]
        self.saturate()

    def refuse(self, entry: Entry, attempt: Attempt, verdict: Verdict) -> None:
        practice = self.state.system.settings.practice
        stands = practice and bool(entry.event.acquiescence) and _acquiesced(self.state, entry)
        word = "by practice" if stands else "refused"
        self.lines.append(Played(self.state.day, entry, verdict, word, _subject(attempt), self.state))
        if stands:
            self.record([(entry, attempt, replace(verdict, value=YES, leaves=self.state.day))])
        else:
            self.saturate()

    def record(self, taken: Iterable[tuple[Entry, Attempt, Verdict]]) -> None:
        records = dict(self.state.records)
        for entry, attempt, verdict in taken:
            value = UNKNOWN if verdict.value.plain and verdict.value.unknown and entry.supposed else YES
            for record in records_of(self.state, attempt, verdict, value, entry):
                records[record.act, record.treaty, record.by, record.to] = record
                if record.leaves is not None:
                    self.notices.append((record.leaves, record.treaty))
                self.touched |= {record.treaty, self.state.system.home(record.treaty)}
        self.state = replace_state(self.state, records=records)
        self.saturate()

    def saturate(self) -> None:
        """Entry into force and end, until nothing more follows."""
        while True:
            due = [t for t, names in self.waits.items() if t not in self.state.begun and names & self.touched]
            began = [t for t in due if self.state.begins(t) is YES]
            ended = _newly_over(self.state, [t for t, names in self.waits.items() if names & self.touched])
            if not began and not ended:
                return
            day = self.state.day
            for treaty in began:
                self.lines.append(Played(day, None, word="in force", subject=treaty, state=self.state))
            for treaty in ended:
                self.lines.append(Played(day, None, word="ended", subject=treaty, state=self.state))
            self.state = replace_state(
                self.state,
                begun={**self.state.begun, **dict.fromkeys(began, day)},
                ended={**self.state.ended, **dict.fromkeys(ended, day)},
            )
            self.touched |= {*began, *ended}


def _newly_over(state: State, treaties: Iterable[str]) -> list[str]:
    return [
        t for t in treaties
        if t in state.system.treaties and t not in state.ended and (t in state.begun) and state.over(t) is YES
    ]  # fmt: skip


def _subject(attempt: Attempt) -> str:
    return ", ".join(attempt.by)


def _acquiesced(state: State, entry: Entry) -> bool:
    """Whether every other party has accepted what the text refuses."""
    home = state.system.home(entry.of)
    parties = {s for s in state.concerned(home) if state.standing("party", home, s).yes is True}
    return parties - set(entry.event.by) <= set(entry.event.acquiescence)


def attempts(state: State, entry: Entry) -> list[Attempt]:
    """An event as the acts that it consists of: one for each who acts alone, one for each whom a joint act concerns."""
    event, system = entry.event, state.system
    by = system.states(entry, event.by)
    to = system.states(entry, event.of)
    assert event.act is not None
    treaty = entry.of
    powers = system.powers(treaty, event.act, state.day) if treaty in system.treaties else ()
    first = Attempt(event.act, treaty, by)
    joint = any(together(state, first, power) for _, _, power in powers) or (event.act == "invite")
    by_all = acting(state, first)
    if joint:
        return [Attempt(event.act, treaty, by_all, t, event.effect, event.consents) for t in to or ("",)]
    return [
        Attempt(event.act, treaty, (b,), t, event.effect, event.consents) for b in by_all for t in to or ("",)
    ]  # fmt: skip


def records_of(state: State, attempt: Attempt, verdict: Verdict, value: Tri, entry: Entry | None) -> list[Record]:
    """What an act puts on record: itself, and the consents that a joint act shows."""
    day = state.day
    effect: Effect | None = verdict.power.effect if verdict.power else None
    joint = attempt.act == "invite" or (verdict.scope is not None and bool(verdict.scope.organ))
    organ = verdict.scope.organ if verdict.scope else ""
    by = organ if joint and state.system.organ(organ, attempt.treaty) else "" if joint else ", ".join(attempt.by)
    found = [
        Record(
            attempt.act, attempt.treaty, by, attempt.to, day, value, entry, verdict.provision, effect, verdict.leaves
        )
    ]
    if attempt.act == "invite":
        found += [
            Record("consent", attempt.treaty, s, attempt.to, day, value, entry, verdict.provision) for s in attempt.by
        ]
    return found


def thresholds(system: System) -> set[date]:
    """Days on which an answer may change without an event: of a text, and the first that a log does not know."""
    found = {day for day in map(system.made, (*system.treaties, *system.instruments)) if day is not None}
    for treaty in system.treaties.values():
        for part in (treaty.log.complete, *treaty.log.complete_for.values()):
            if part is not None and part.until < date.max:
                found.add(part.until + ONE_DAY)
    return found


def waiting(system: System) -> dict[str, frozenset[str]]:
    """For each treaty and instrument, those on which its entry into force or its end may depend."""
    found: dict[str, frozenset[str]] = {}
    for key, treaty in system.treaties.items():
        clauses = [p.status for p in treaty.provisions if p.status]
        clauses += [v.status for p in treaty.provisions for v in p.versions if v.status]
        for general in system.background:
            clauses += [p.status for p in system.treaties[general].provisions if p.status and p.status.default]
        conditions = [c for s in clauses for c in (s.in_force, s.ends) if c is not None]
        found[key] = frozenset({key, *(n for c in conditions for n in _mentioned(c))})
    for key, (home, instrument) in system.instruments.items():
        found[key] = frozenset({key, home, *(_mentioned(instrument.in_force) if instrument.in_force else ())})
    return found


def _mentioned(condition: Formula) -> set[str]:
    names: set[str] = set()
    for atom in atoms(condition):
        match atom:
            case InForce(treaty):
                names.add(treaty)
            case Deed(who, _, to, treaty):
                names |= {who.of, to, treaty}
            case Standing(who, _, treaty):
                names |= {who.of, treaty}
            case OrganDecides(organ):
                names.add(organ)
    return names - {""}


def play(
    system: System,
    until: date | None = None,
    propositions: Mapping[str, Tri] | None = None,
    fill: Callable[[Key], Tri | None] | None = None,
) -> Play:
    """Play the log of a system, supposed events with it, up to a day.

    `propositions`: judgements bound from outside; `fill`: what stands in for acts
    that the log does not know. After Kowalski and Sergot's calculus of events (1986),
    where a fluent holds on a day by what initiated it before.
    """
    waits = waiting(system)
    events = sorted(
        (e for e in (*system.log, *system.supposed) if until is None or system.on(e) <= until),
        key=lambda e: (system.on(e), e.treaty, e.place),
    )
    start = state = State(system, date.min, propositions=propositions or {}, fill=fill)
    lines: list[Played] = []
    states: list[State] = []
    by_day: dict[date, list[Entry]] = {day: [] for day in thresholds(system) if until is None or day <= until}
    for entry in events:
        by_day.setdefault(system.on(entry), []).append(entry)
    touched = set(waits)
    last = until or max(by_day, default=date.min)
    due: dict[date, set[str]] = {}  # the days on which a term or a notice has run, with the treaties concerned
    calendar = sorted(by_day)
    while calendar:
        day = heappop(calendar)
        todays = by_day[day]
        if day > date.min:
            state, earlier = _dated(_on(state, day - ONE_DAY), waits), state
            lines += _expired(earlier, state)
        today = _on(state, day)
        lines += _expired(state, today)
        turn = _Day(today, waits, touched | due.pop(day, set()))
        touched = set()
        turn.play(todays)
        turn.saturate()
        # after a day of events the day before the next one tells the same
        state = turn.state if todays and calendar else _dated(turn.state, waits)
        lines += turn.lines
        lines += [_expected(state, e) for e in todays if e.event.expect]
        states.append(state)
        for change, treaty in (*turn.notices, *_terms(state, day)):
            if day < change <= last:
                due.setdefault(change, set()).add(treaty)
                if change not in by_day:
                    by_day[change] = []
                    heappush(calendar, change)
    if until is not None:
        lines += _expired(state, _on(state, until))
    return Play(system, tuple(lines), tuple(states), start)


def _expired(state: State, later: State) -> list[Played]:
    """The treaties that ended between two days without an event: their terms ran out."""
    ended = [(day, t) for t, day in later.ended.items() if t not in state.ended]
    return [Played(day, None, word="ended", subject=t, state=later) for day, t in sorted(ended)]


def _terms(state: State, since: date) -> Iterator[tuple[date, str]]:
    """The days on which a treaty is no longer in force because its term has ended, from a day on."""
    for treaty in state.begun:
        if treaty in state.system.treaties and treaty not in state.ended:
            end = expiry(state, treaty)
            for last in (*term_ends(state, treaty), *((end,) if end else ())):
                if since <= last < date.max:
                    yield last + ONE_DAY, treaty


def _expected(state: State, entry: Entry) -> Played:
    """What the record says is so on a day, against what follows from the acts."""
    subject = entry.event.expected or entry.treaty
    value = state.in_force(subject)
    word = "as expected" if value is YES else "differs" if value is NO else "not shown"
    return Played(state.day, entry, word=word, subject=subject, state=state)


def supposed(event: Event, treaty: str, place: int = 0) -> Entry:
    """An event that is supposed, not recorded."""
    return Entry(event, treaty, 1_000_000 + place, supposed=True)


__all__ = ["NO", "Play", "Played", "attempts", "play", "records_of", "replace_state", "supposed", "waiting"]
