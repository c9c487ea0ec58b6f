"""A slow, independent evaluator of treaty files: what an oracle says of who is what to which treaty.

It is written from the definition of the language, sentence by sentence, with loops over days and states,
and shares no code with the engine. Three values: True, False and None for unknown. It knows a part of the
language (see `read`) and raises NotImplementedError for the rest, so that a comparison never passes in silence.

How it goes: every day on which something can change is taken in order. On a day the acts on record are tried
until nothing moves (`_play_day`). Of each day two pictures are kept. The *full* one answers questions. The
*shallow* one does not ask of an absent act whether it was possible; it serves to say whether the conditions of
an absent act can have been met by then, which the definition asks one step deep.
"""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Raw = Mapping[str, Any]
Tri = bool | None
Span = tuple[date, date | None]  # the first day that is possible, and the day that is certain

DECLARED = ("sign", "consent")
ENTRIES = ("deposit", "accede")
JOINT = ("invite",)
ACTS = (*DECLARED, *ENTRIES, *JOINT, "denounce")
VERBS = {
    "signed": "sign", "signs": "sign", "deposited": "deposit", "deposits": "deposit", "acceded": "accede",
    "accedes": "accede", "consents": "consent", "consented": "consent", "denounced": "denounce",
}  # fmt: skip
STATUSES = {
    "party": "party", "parties": "party", "signatory": "signatory", "signatories": "signatory",
    "contracting state": "contracting state", "contracting states": "contracting state", "invited": "invited",
    "observer": "observer", "observers": "observer", "former party": "former party",
    "former parties": "former party",
}  # fmt: skip
SHARES = {
    "majority of": (Fraction(1, 2), True), "more than half of": (Fraction(1, 2), True),
    "half of": (Fraction(1, 2), False), "more than a third of": (Fraction(1, 3), True),
    "two thirds of": (Fraction(2, 3), False), "three quarters of": (Fraction(3, 4), False),
    "four fifths of": (Fraction(4, 5), False),
}  # fmt: skip
CONTINENTS = {
    "europe": (), "asia": (), "africa": (), "oceania": (), "antarctica": (), "north_america": ("america",),
    "south_america": ("america",), "america": (),
}  # fmt: skip


# Three values ----------------------------------------------------------------------------------------------


def all_of(values: Iterable[Tri]) -> Tri:
    """False where one is false, true where all are true."""
    seen = list(values)
    return False if False in seen else None if None in seen else True


def any_of(values: Iterable[Tri]) -> Tri:
    """True where one is true, false where all are false."""
    seen = list(values)
    return True if True in seen else None if None in seen else False


def negated(value: Tri) -> Tri:
    """Not so."""
    return None if value is None else not value


# Days ------------------------------------------------------------------------------------------------------


def shifted(day: date, period: str, sign: int = 1) -> date:
    """A day and a period; where a month has no such day, its last."""
    found = re.fullmatch(r"(\d+) (year|month|week|day)s?", period)
    if not found:
        raise NotImplementedError(f"the period {period}")
    number, unit = sign * int(found[1]), found[2]
    if unit in ("week", "day"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


# Reading ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Condition:
    """A condition as a tree: `kind` is and, or, not, force, is, or deed."""

    kind: str
    parts: tuple[Condition, ...] = ()
    who: tuple[str, str, str] = ("", "", "")  # quantifier, group or state, treaty of the group
    what: str = ""  # a status, a group or an act
    treaty: str = ""
    to: str = ""


@dataclass(frozen=True)
class Event:
    """An act on record."""

    on: date
    act: str
    treaty: str
    by: tuple[str, ...]
    of: tuple[str, ...]
    effect: str


@dataclass(frozen=True)
class Record:
    """An act that has effect; of an exit the day on which it leaves, as a span."""

    act: str
    treaty: str
    by: str
    to: str
    on: date
    leaves: Span | None = None


@dataclass(frozen=True)
class Treaty:
    """One file, read."""

    id: str
    signed: date
    groups: dict[str, tuple[str, ...]]
    powers: tuple[dict[str, Any], ...]
    duties: tuple[Raw, ...]
    in_force: Condition
    ends: Condition | None
    party: tuple[Any, ...]
    observers: tuple[str, ...]
    term: str
    area: tuple[str, ...]
    claims: tuple[tuple[str, tuple[str, ...], date], ...]  # of whom ("" for all), which acts, until when
    named: frozenset[str]


def _only(raw: Raw, allowed: str, where: str) -> None:
    for key in raw:
        if key not in allowed.split():
            raise NotImplementedError(f"`{key}` in {where}")


def parse(text: str) -> Condition:
    """Read a condition: and, or, not and brackets over atoms."""
    tokens = re.findall(r"\(|\)|[^\s()]+", text)
    place = 0

    def part(word: str, below: Callable[[], Condition]) -> Condition:
        nonlocal place
        parts = [below()]
        while place < len(tokens) and tokens[place] == word:
            place += 1
            parts.append(below())
        return parts[0] if len(parts) == 1 else Condition(word, tuple(parts))

    def primary() -> Condition:
        nonlocal place
        if tokens[place] == "not":
            place += 1
            return Condition("not", (primary(),))
        if tokens[place] == "(":
            place += 1
            inside = part("or", lambda: part("and", primary))
            place += 1
            return inside
        words: list[str] = []
        while place < len(tokens) and tokens[place] not in ("and", "or", "(", ")"):
            words.append(tokens[place])
            place += 1
        return _atom(" ".join(words))

    found = part("or", lambda: part("and", primary))
    if place != len(tokens):
        raise NotImplementedError(f"the condition {text}")
    return found


def _atom(text: str) -> Condition:
    if found := re.fullmatch(r"(?:(\w+) (?:is )?(not )?)?in force", text):
        force = Condition("force", treaty=found[1] or "")
        return Condition("not", (force,)) if found[2] else force
    status = r"(every )?(\w+) is (not )?(?:an? )?(.+?)(?: (?:to|of) (\w+))?"
    if found := re.fullmatch(status, text):
        said = Condition("is", who=("every" if found[1] else "", found[2], ""), what=STATUSES.get(found[4], found[4]),
                         treaty=found[5] or "")  # fmt: skip
        if found[3] and found[1]:
            raise NotImplementedError(f"the condition {text}")
        return Condition("not", (said,)) if found[3] else said
    verbs = "|".join(VERBS)
    many = rf"every other|every|each|all|any|some|an?|at least \d+ of|{'|'.join(SHARES)}"
    if found := re.fullmatch(rf"(?:({many}) )?(.+?)(?: of (\w+))?(?: (has not))? ({verbs})(?: to (\w+))?", text):
        act, to = VERBS[found[5]], found[6] or ""
        who = ("" if found[1] is None else found[1], found[2], found[3] or "")
        if " " in who[1] and who[1] not in STATUSES:
            raise NotImplementedError(f"the condition {text}")
        elsewhere = to if act != "consent" else ""
        deed = Condition("deed", who=who, what=act, treaty=elsewhere or who[2], to=to if act == "consent" else "")
        return Condition("not", (deed,)) if found[4] else deed
    raise NotImplementedError(f"the condition {text}")


def _treaty(raw: Raw) -> Treaty:
    _only(raw, "treaty name signed groups provisions log kind", "a treaty")
    if raw.get("kind", "treaty") != "treaty":
        raise NotImplementedError("another kind of treaty")
    groups = {k: tuple(_list(v)) for k, v in raw.get("groups", {}).items()}
    powers: list[dict[str, Any]] = []
    duties: list[Raw] = []
    status: dict[str, Any] = {}
    term, area = "", ()
    for p in raw["provisions"]:
        _only(p, "art says power status duty term area sure", "a provision")
        if "power" in p:
            _only(p["power"], "act by of needs not_before not_after notice effect with", "a power")
            if p["power"]["act"] not in ACTS or p["power"].get("by", "x") not in ("x", "the parties together"):
                raise NotImplementedError(f"the power {p['power']}")
            powers.append({**p["power"], "needs": [parse(n) for n in _list(p["power"].get("needs"))]})
        _only(p.get("status", {}), "in_force ends party observer", "a status")
        if set(status) & set(p.get("status", {})):
            raise NotImplementedError("two clauses on the same status")
        status |= p.get("status", {})
        if "duty" in p:
            _only(p["duty"], "when bearer do how where", "a duty")
            if p["duty"]["when"] != "armed attack on a party" or p["duty"]["do"] != "assist":
                raise NotImplementedError(f"the duty {p['duty']}")
            if p["duty"]["bearer"] not in ("every party", "every other party"):
                raise NotImplementedError(f"the bearer {p['duty']['bearer']}")
            duties.append(p["duty"])
        if "term" in p:
            _only(p["term"], "length", "a term")
            term = p["term"]["length"]
        if "area" in p:
            _only(p["area"], "territory", "an area")
            area = tuple(_list(p["area"]["territory"]))
    log = raw.get("log", {})
    _only(log, "complete complete_for events", "a log")
    claims = [("", log["complete"])] if "complete" in log else []
    claims += list(log.get("complete_for", {}).items())
    party = tuple(p if isinstance(status.get("party"), list) else parse(p) for p in _list(status.get("party")))
    named = {s for g in groups.values() for s in g} | {p for p in party if isinstance(p, str)}
    return Treaty(
        raw["treaty"], _day(raw["signed"]["on"]), groups, tuple(powers), tuple(duties), parse(status["in_force"]),
        parse(status["ends"]) if "ends" in status else None, party, tuple(_list(status.get("observer"))), term, area,
        tuple((who, tuple(c["acts"]), _day(c["until"])) for who, c in claims),
        frozenset(named | set(_list(status.get("observer")))),
    )  # fmt: skip


def _events(raw: Raw) -> Iterator[Event]:
    for e in raw.get("log", {}).get("events", []):
        _only(e, "on act by of treaty effect sure note", "an event")
        if e["act"] not in ACTS:
            raise NotImplementedError(f"the act {e['act']}")
        yield Event(_day(e["on"]), e["act"], e.get("treaty", raw["treaty"]), tuple(_list(e.get("by"))),
                    tuple(_list(e.get("of"))), e.get("effect", ""))  # fmt: skip


# A day -----------------------------------------------------------------------------------------------------

Mark = tuple[str, str, bool]  # entry into force or end, of which treaty, in the shallow picture


@dataclass(frozen=True)
class Picture:
    """What is so on a day: the acts that have effect, and the first days of what is certain and what is possible."""

    treaties: Mapping[str, Treaty]
    day: date
    records: tuple[Record, ...] = ()
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict)  # states with an act on record, by treaty
    sure: Mapping[Mark, date] = field(default_factory=dict)
    maybe: Mapping[Mark, date] = field(default_factory=dict)
    exits: Mapping[tuple[str, str], date] = field(default_factory=dict)  # the first day an absent exit may work
    could: frozenset[tuple[str, str, str]] = frozenset()  # absent acts that were possible on a day before

    # what follows from the marks

    def begun(self, t: str, shallow: bool = False) -> Tri:
        """Whether the treaty has come into force at some time."""
        mark = ("begins", t, shallow)
        return True if mark in self.sure else None if mark in self.maybe else False

    def term_ends(self, t: str, shallow: bool = False) -> Span | None:
        """The end of the term: the first day that is possible, and the one that is certain."""
        mark, length = ("begins", t, shallow), self.treaties[t].term
        if not length or mark not in self.maybe:
            return None
        sure = self.sure.get(mark)
        return shifted(self.maybe[mark], length), shifted(sure, length) if sure else None

    def over(self, t: str, shallow: bool = False) -> Tri:
        """Whether the treaty has ended: by its clause, or with its term."""
        mark = ("ends", t, shallow)
        clause: Tri = True if mark in self.sure else None if mark in self.maybe else False
        return any_of([clause, _passed(self.day, self.term_ends(t, shallow))])

    def force(self, t: str, shallow: bool = False) -> Tri:
        """Whether the treaty is in force."""
        return all_of([self.begun(t, shallow), _not_yet(self.over(t, shallow), shallow)])

    def states(self, t: str) -> list[str]:
        """Who may be something to a treaty: its text names them, or an act under it is on record."""
        return sorted(self.treaties[t].named | self.seen.get(t, frozenset()))


def _not_yet(ended: Tri, shallow: bool) -> Tri:
    """What has not ended; of the conditions of an absent act it is left open, since it may have held before."""
    return None if shallow and ended else negated(ended)


def _passed(day: date, span: Span | None) -> Tri:
    """Whether a day that is known within a span has come."""
    if span is None:
        return False
    return True if span[1] is not None and span[1] <= day else None if span[0] <= day else False


@dataclass(frozen=True)
class Scope:
    """Of which treaty a condition speaks, who x is, and who acts together."""

    treaty: str
    x: str = ""
    actors: tuple[str, ...] = ()


def _claimed(t: Treaty, act: str, who: str, day: date) -> bool:
    """Whether the log tells every such act of a state up to the day."""
    return any(of in ("", who) and act in acts and day <= until for of, acts, until in t.claims)


def done(p: Picture, act: str, t: str, by: str, to: str = "", shallow: bool = False) -> Tri:
    """Whether an act is done. Of a joint act only whom it concerns is asked."""
    treaty = p.treaties[t]
    for r in p.records:
        if (r.act, r.treaty, r.to) == (act, t, to) and (act in JOINT or r.by == by):
            return True
    if p.day < treaty.signed or _claimed(treaty, act, to if act in JOINT else by, p.day):
        return False
    if act == "sign" and "signatories" in treaty.groups and by not in treaty.groups["signatories"]:
        return False
    if act in DECLARED or shallow:
        return None
    x = to if act in JOINT else by
    return None if (act, t, x) in p.could or possible(p, act, t, x) else False


def possible(p: Picture, act: str, t: str, x: str) -> bool:
    """Whether an article gives the power for an act that is not on record, and its conditions can be met today.

    Those who act together would consent by acting.
    """
    actors = tuple(p.states(t)) if act in JOINT else ()
    return any(_met(p, power, Scope(t, x, actors), True) is not False for power in _powers(p, t, act))


def _powers(p: Picture, t: str, act: str) -> list[dict[str, Any]]:
    return [power for power in p.treaties[t].powers if power["act"] == act]


def _met(p: Picture, power: Raw, scope: Scope, shallow: bool) -> Tri:
    """Whether the needs of a power and its bounds in time are met."""
    met = [holds(p, need, scope, shallow) for need in power["needs"]]
    if "not_before" in power:
        met.append(_reached(p, power["not_before"], scope.treaty, False))
    if "not_after" in power:
        met.append(negated(_reached(p, power["not_after"], scope.treaty, shallow, strictly=True)))
    return all_of(met)


def _reached(p: Picture, point: str, t: str, shallow: bool, strictly: bool = False) -> Tri:
    """Whether a day such as `in force + 2 years` has come, or is past."""
    found = re.fullmatch(r"(in force|signed|end of term|\d{4}-\d\d-\d\d)(?: ([+-]) (.+))?", point)
    if not found:
        raise NotImplementedError(f"the day {point}")
    mark = ("begins", t, shallow)
    span: Span | None
    if found[1] == "in force":
        span = (p.maybe[mark], p.sure.get(mark)) if mark in p.maybe else None
    elif found[1] == "end of term":
        span = p.term_ends(t, shallow)
    else:
        fixed = p.treaties[t].signed if found[1] == "signed" else _day(found[1])
        span = (fixed, fixed)
    if span is None:
        return False
    if found[2]:
        sign = 1 if found[2] == "+" else -1
        span = shifted(span[0], found[3], sign), shifted(span[1], found[3], sign) if span[1] else None
    return _passed(p.day - timedelta(days=1) if strictly else p.day, span)


def standing(p: Picture, word: str, t: str, s: str, shallow: bool = False) -> Tri:
    """What a state is to a treaty."""
    treaty = p.treaties[t]
    consented = any_of(done(p, act, t, s, "", shallow) for act in ENTRIES)
    gone = left(p, t, s)
    if word == "signatory":
        if p.day < treaty.signed:
            return False
        return True if s in treaty.groups.get("signatories", ()) else done(p, "sign", t, s, "", shallow)
    if word == "contracting state":
        return all_of([consented, _not_yet(gone, shallow)])
    if word == "former party":
        return all_of([consented, gone])
    if word == "party":
        other = [c == s if isinstance(c, str) else holds(p, c, Scope(t, s), shallow) for c in treaty.party]
        return all_of([p.force(t, shallow), any_of([consented, *other]), _not_yet(gone, shallow)])
    if word == "observer":
        return all_of([s in treaty.observers, negated(standing(p, "party", t, s, shallow))])
    if word == "invited":
        return done(p, "invite", t, "", s, shallow)
    if word in treaty.groups:
        return s in treaty.groups[word]
    raise NotImplementedError(f"the status {word}")


def left(p: Picture, t: str, s: str) -> Tri:
    """Whether a state has left: by a notice on record, or by one that may be missing."""
    mine = [r for r in p.records if (r.treaty, r.by) == (t, s)]
    exits = [r for r in mine if r.act == "denounce"]
    returns = [r.on for r in mine if r.act in ENTRIES]
    if exits:
        last = exits[-1]
        assert last.leaves is not None
        back = any(on > last.leaves[0] for on in returns)
        if not back:
            return _passed(p.day, last.leaves)
    return None if p.exits.get((t, s), date.max) <= p.day else False


def holds(p: Picture, c: Condition, scope: Scope, shallow: bool = False) -> Tri:
    """The truth of a condition."""
    if c.kind == "and":
        return all_of(holds(p, part, scope, shallow) for part in c.parts)
    if c.kind == "or":
        return any_of(holds(p, part, scope, shallow) for part in c.parts)
    if c.kind == "not":
        return _not_yet(holds(p, c.parts[0], scope, shallow), shallow)
    about = c.treaty or scope.treaty
    if about not in p.treaties:
        raise NotImplementedError(f"the treaty {about}")
    if c.kind == "force":
        return p.force(about, shallow)
    if c.kind == "is":
        return _said(p, c.who, scope, shallow, lambda s: standing(p, c.what, about, s, shallow))
    return _said(p, c.who, scope, shallow, lambda s: _deed(p, c, about, s, scope, shallow))


def _deed(p: Picture, c: Condition, about: str, s: str, scope: Scope, shallow: bool) -> Tri:
    if c.what != "consent":
        return done(p, c.what, about, s, "", shallow)
    to = scope.x if c.to in ("", "x") else c.to
    return True if s == to or s in scope.actors else done(p, "consent", about, s, to, shallow)


def _said(p: Picture, who: tuple[str, str, str], scope: Scope, shallow: bool, one: Callable[[str], Tri]) -> Tri:
    """What is said of one, of every, or of a share of a group."""
    many, name, of = who
    t = of or scope.treaty
    if not many and name == "x":
        return one(scope.x)
    group = STATUSES.get(name, name if name in p.treaties[t].groups else name.removesuffix("s"))
    known = group in STATUSES.values() or group in p.treaties[t].groups
    if not many and not known:
        return one(name)
    if not known:
        raise NotImplementedError(f"the group {name}")
    states = [s for s in p.states(t) if many != "every other" or s != scope.x]
    pairs = [(standing(p, group, t, s, shallow), one(s)) for s in states]
    somebody = any_of(member for member, _ in pairs)  # nothing is done by every one, or by a share, of nobody
    if many in ("", "every", "every other", "each", "all"):
        return all_of([somebody, *(any_of([negated(member), does]) for member, does in pairs)])
    if many in ("a", "an", "any", "some"):
        return any_of(all_of(pair) for pair in pairs)
    counts = {(0, 0)}  # every size that the group can have, with how many of it may have done so
    for member, does in pairs:
        members = [True, False] if member is None else [member]
        doers = [True, False] if does is None else [does]
        counts = {(n + m, k + (m and d)) for n, k in counts for m in members for d in doers}
    if many.startswith("at least"):
        answers = {k >= int(many.split()[2]) for n, k in counts}
    else:
        share, more = SHARES[many]
        answers = {n > 0 and ((k > share * n) if more else (k >= share * n)) for n, k in counts}
    return answers.pop() if len(answers) == 1 else None


# The acts of a day -----------------------------------------------------------------------------------------


def judge(p: Picture, act: str, t: str, by: tuple[str, ...], to: str = "", effect: str = "") -> Tri:
    """Whether an act is admissible: true, refused, or unknown. Of several articles the most favourable decides."""
    return any_of(value for value, _ in _ways(p, act, t, by, to, effect))


def _ways(p: Picture, act: str, t: str, by: tuple[str, ...], to: str, effect: str) -> Iterator[tuple[Tri, Raw]]:
    if act in DECLARED:
        yield p.day >= p.treaties[t].signed and (act != "sign" or by[0] in p.treaties[t].groups["signatories"]), {}
        return
    joint = act in JOINT
    scope = Scope(t, to, _actors(p, t, by)) if joint else Scope(t, by[0])
    for power in _powers(p, t, act):
        fits = not effect or effect == _kind_of_exit(power)
        yield all_of([fits, p.day >= p.treaties[t].signed, _met(p, power, scope, False)]), power


def _actors(p: Picture, t: str, by: tuple[str, ...]) -> tuple[str, ...]:
    if by == ("all parties",):
        return tuple(s for s in p.states(t) if standing(p, "party", t, s) is not False)
    return by


def _kind_of_exit(power: Raw) -> str:
    words = str(power.get("effect", ""))
    return "end of term" if "end of the term" in words else "notice" if "notice has run" in words else "at once"


def _leaves(p: Picture, power: Raw, t: str) -> Span | None:
    """When an exit of today takes effect."""
    kind = _kind_of_exit(power)
    if kind == "end of term":
        return p.term_ends(t)
    on = shifted(p.day, power["notice"]) if kind == "notice" else p.day
    return on, on


def _attempts(p: Picture, e: Event) -> list[tuple[str, str, tuple[str, ...], str, str]]:
    """An event as the acts of which it consists."""
    if e.act in JOINT:
        return [(e.act, e.treaty, e.by, to, e.effect) for to in e.of]
    return [(e.act, e.treaty, (by,), to, e.effect) for by in e.by for to in (e.of or ("",))]


def _recorded(p: Picture, act: str, t: str, by: tuple[str, ...], to: str, effect: str) -> list[Record]:
    if act in JOINT:
        consents = [Record("consent", t, s, to, p.day) for s in _actors(p, t, by)]
        return [Record(act, t, "", to, p.day), *consents]
    leaves: Span | None = None
    if act == "denounce":
        ways = list(_ways(p, act, t, by, to, effect))
        best = next((w for v, w in ways if v is True), None) or next(w for v, w in ways if v is None)
        leaves = _leaves(p, best, t) or (date.max, None)
    return [Record(act, t, by[0], to, p.day, leaves)]


def _play_day(before: Picture, day: date, events: list[Event]) -> Picture:
    """Try the acts of a day until nothing moves: first those that are admissible, then those that are not shown."""
    start = replace(before, day=day)
    p = _saturated(start, before.records)
    rest = [a for e in events for a in _attempts(p, e)]
    while True:
        tried = [(judge(p, *a), a) for a in rest]
        standing_now = [a for v, a in tried if v is True] or [a for v, a in tried if v is None]
        if not standing_now:
            break
        new = [r for a in standing_now for r in _recorded(p, *a)]
        rest = [a for a in rest if a not in standing_now]
        seen = dict(p.seen)
        for r in new:
            seen[r.treaty] = seen.get(r.treaty, frozenset()) | ({r.by, r.to} - {""})
        shown = {(r.treaty, r.by) for r in new if r.act in (*ENTRIES, "denounce")}  # who acts so had not left
        start = replace(start, seen=seen, exits={k: v for k, v in start.exits.items() if k not in shown})
        p = _saturated(start, (*p.records, *new))
    return _with_possibilities(p)


def _saturated(start: Picture, records: tuple[Record, ...]) -> Picture:
    """Entries into force and ends to a fixed point, each treaty after those of which it speaks."""
    p = replace(start, records=records)
    moved = True
    while moved:
        moved = False
        for t in _in_order(p.treaties):
            clauses = [("begins", t.in_force), *([("ends", t.ends)] if t.ends else [])]
            for (kind, c), shallow in itertools.product(clauses, (True, False)):
                mark = (kind, t.id, shallow)
                value = mark not in p.sure and p.day >= t.signed and holds(p, c, Scope(t.id), shallow)
                if value is not False and mark not in p.maybe:
                    p, moved = replace(p, maybe={**p.maybe, mark: p.day}), True
                if value is True:
                    p, moved = replace(p, sure={**p.sure, mark: p.day}), True
    return p


def _in_order(treaties: Mapping[str, Treaty]) -> list[Treaty]:
    """The treaties, each after those of which its clauses on its life speak."""
    found: list[Treaty] = []
    while len(found) < len(treaties):
        ready = [t for t in treaties.values() if t not in found
                 and not _mentions(t) - {t.id} - {f.id for f in found}]  # fmt: skip
        if not ready:
            raise NotImplementedError("treaties that speak of each other in a circle")
        found += ready
    return found


def _mentions(t: Treaty) -> set[str]:
    def of(c: Condition) -> set[str]:
        return {c.treaty, c.who[2]}.union(*(of(part) for part in c.parts)) - {""}

    return of(t.in_force).union(*(of(c) for c in (t.ends, *t.party) if isinstance(c, Condition)))


def _with_possibilities(p: Picture) -> Picture:
    """Which acts that are not on record were possible today, and from when an absent exit may have effect."""
    could, exits = set(p.could), dict(p.exits)
    for t in p.treaties:
        for s in p.states(t):
            could |= {(act, t, s) for act in (*ENTRIES, *JOINT) if possible(p, act, t, s)}
            given = any((r.act, r.treaty, r.by) == ("denounce", t, s) for r in p.records) and left(p, t, s) is not True
            if given or (t, s) in exits or _claimed(p.treaties[t], "denounce", s, p.day):
                continue
            for power in _powers(p, t, "denounce"):
                leaves = _leaves(p, power, t)
                if leaves and _met(p, power, Scope(t, s), False) is not False:
                    exits[t, s] = min(leaves[0], exits.get((t, s), date.max))
    return replace(p, could=frozenset(could), exits=exits)


# Playing and asking ----------------------------------------------------------------------------------------


def play(files: Sequence[Raw], until: date) -> list[Picture]:
    """The pictures of all days up to one on which something may change."""
    treaties = {f["treaty"]: _treaty(f) for f in files}
    events = [e for f in files for e in _events(f)]
    days = {e.on for e in events} | {t.signed for t in treaties.values()}
    days |= {claim[2] + timedelta(days=1) for t in treaties.values() for claim in t.claims}
    pictures = [Picture(treaties, date(1, 1, 1))]
    while ahead := [d for d in days if pictures[-1].day < d <= until]:
        day = min(ahead)
        pictures.append(_play_day(pictures[-1], day, [e for e in events if e.on == day]))
        days |= _timed(pictures[-1])
    return pictures


def at(pictures: list[Picture], day: date) -> Picture:
    """The picture at the end of a day."""
    return replace([p for p in pictures if p.day <= day][-1], day=day)


def _timed(p: Picture) -> set[date]:
    """Days on which something may change without an event: ends of terms, exits that take effect, bounds."""
    found: set[date] = set(p.exits.values())
    for t in p.treaties.values():
        marks = {d for kept in (p.sure, p.maybe) for (kind, of, _), d in kept.items() if of == t.id}
        periods = [t.term] if t.term else []
        for power in t.powers:
            for bound in (power.get("not_before", ""), power.get("not_after", "")):
                periods += [bound.split(" + ")[1]] if " + " in bound else []
                found |= {_day(bound)} if bound[:1].isdigit() and " " not in bound else set()
        for period in periods:
            found |= {shifted(d, period) for d in (*marks, t.signed)}
    for r in p.records:
        found |= {d for d in (r.leaves or ()) if d is not None}
    return found


def since(p: Picture, t: str) -> date | None:
    """The day on which a treaty came into force, where it is known."""
    return p.sure.get(("begins", t, False))


def assisting(p: Picture, by: str, on: str, at: str = "") -> dict[str, Tri]:
    """Who must assist after an armed attack: true, or unknown. Neither who is attacked nor an attacker is named."""
    found: dict[str, list[Tri]] = {}
    for t in p.treaties.values():
        for duty in t.duties:
            arises = all_of([standing(p, "party", t.id, on), _in_area(t, duty.get("where", ""), at)])
            for s in p.states(t.id):
                if s not in (by, on):
                    found.setdefault(s, []).append(all_of([arises, standing(p, "party", t.id, s)]))
    told = {s: any_of(values) for s, values in found.items()}
    return {s: v for s, v in told.items() if v is not False}


def _in_area(t: Treaty, where: str, at: str) -> Tri:
    """Whether a place on the territory of a region lies where a duty holds."""
    if where in ("", "anywhere"):
        return True
    if not at:
        return None
    found = re.fullmatch(r"territory in (\w+)", at)
    if not found:
        raise NotImplementedError(f"the place {at}")
    place = found[1]
    return any_of(_lies_in(place, region) for region in (t.area if where == "area" else (where,)))


def _lies_in(place: str, region: str) -> Tri:
    if place == region:
        return True
    if place not in CONTINENTS or region not in CONTINENTS:
        return None
    if region in CONTINENTS[place]:
        return True
    return None if place in CONTINENTS[region] else False
