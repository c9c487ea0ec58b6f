"""Mistakes in a treaty file that show only when its parts are seen together: names, days, circles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from overture.files.diagnostics import Diagnostic, did_you_mean, meant
from overture.files.nodes import Mapping, Node, Path, Scalar, Sequence, Span, follow
from overture.files.schema import word_in, word_span
from overture.logic import STATUSES, Formula
from overture.logic.syntax import And, Count, Deed, Iff, Implies, InForce, Not, Or, Standing
from overture.treaties.text.entries import Duty, TreatyFile
from overture.treaties.text.names import named_in
from overture.treaties.text.phrases import JOINT, parse_place, singular
from overture.treaties.text.records import Event
from overture.treaties.text.strangers import strangers, unknown
from overture.treaties.text.system import EVERYBODY, System

ONCE = frozenset({"sign", "deposit", "accede", "accept", "ratify"})  # acts that one state does once to one text
READING_KEYS = ("not_before_governs", "start", "contrary", "abstention_stops", "absence_stops")


def mistakes(file: TreatyFile, root: Node, system: System, text: str) -> list[Diagnostic]:
    """Everything that is wrong with a file once its neighbours are known."""
    checker = _Checker(file, root, system, text.splitlines())
    return [*checker.names(), *checker.events(), *checker.amendments(), *checker.circles()]


def conditions(file: TreatyFile) -> Iterator[tuple[Path, str, Formula]]:
    """Every condition of a file with its path and the treaty or instrument of which it speaks."""
    for i, provision in enumerate(file.provisions):
        parts: list[tuple[Path, object]] = [(("provisions", i), provision)]
        parts += [(("provisions", i, "versions", j), v) for j, v in enumerate(provision.versions)]
        for path, part in parts:
            power, status = part.power, part.status  # type: ignore[attr-defined]
            for k, need in enumerate(power.needs if power else ()):
                yield (*path, "power", "needs", k), file.treaty, need
            for key in ("in_force", "party", "observer", "named", "ends"):
                value = getattr(status, key) if status else None
                if value is not None and not isinstance(value, tuple):
                    yield (*path, "status", key), file.treaty, value
    for i, instrument in enumerate(file.instruments):
        if instrument.in_force is not None:
            yield ("instruments", i, "in_force"), instrument.id, instrument.in_force


class _Checker:
    def __init__(self, file: TreatyFile, root: Node, system: System, lines: list[str]) -> None:
        self.file, self.root, self.system, self.lines = file, root, system, lines
        self.treaties = {*system.treaties, *system.instruments}

    def at(self, *path: str | int) -> Span | None:
        return word_span(follow(self.root, path), self.lines)

    def unknown(
        self, code: str, message: str, word: str, path: Path, known: Iterable[str], what: str = "", hint: str = ""
    ) -> Diagnostic:
        """A word that nothing explains: its place, and the nearest word that could be meant."""
        node = follow(self.root, path)
        place = word_in(node, word, self.lines)
        near, fix = meant(word, sorted(known), hint or _known(known, what))
        found = isinstance(node, Scalar) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", node.text)
        return Diagnostic(code, message, place, near, fix=fix if found else "")

    def names(self) -> Iterator[Diagnostic]:
        groups = {*self.file.groups, *STATUSES, "contracting state", "negotiating state"}
        organs = {o for t in self.system.treaties.values() for o in t.organs}
        for path, _, condition in conditions(self.file):
            for kind, name in named_in(condition):
                if not name:
                    continue
                if kind == "treaty" and name not in self.treaties:
                    yield self.unknown("D402", f"unknown treaty `{name}`", name, path, self.treaties, "treaties")
                elif kind == "judgement" and not self.judged(name):
                    known = {*self.judgements(), *self.treaties}
                    hint = f"declare it: `judgements: {{{name}: {{says: ...}}}}`"
                    message = f"nothing says what `{name}` means"
                    yield self.unknown("D403", message, name, path, known, hint=hint)
                elif kind == "organ" and name not in organs:
                    yield self.unknown("D402", f"unknown organ `{name}`", name, path, organs, "organs")
                elif kind == "group" and name not in groups and not self.group_elsewhere(name):
                    yield self.unknown("D402", f"unknown group `{name}`", name, path, groups, "groups")
                elif kind == "standing" and name not in groups and did_you_mean(name, groups):
                    yield self.unknown("D402", f"no list says who is `{name}`", name, path, groups)
        for i, provision in enumerate(self.file.provisions):
            for key, reading in provision.readings.items():
                yield from self.reading(("provisions", i, "readings", key), reading.set)
            if provision.power and provision.power.by not in ("x", *JOINT):
                name = provision.power.by
                actors = ["x", *JOINT, *organs, *groups, *self.system.universe]
                if singular(name) not in actors and not self.group_elsewhere(name):
                    path = ("provisions", i, "power", "by")
                    yield self.unknown("D402", f"unknown actor `{name}`", name, path, actors, "who may act")
            yield from self.bearers(i, provision.duty)
        for name, organ in self.file.organs.items():
            for key, reading in organ.readings.items():
                yield from self.reading(("organs", name, "readings", key), reading.set)
        if self.file.amends and self.file.amends not in self.system.treaties:
            hint = "name the file of that treaty as well"
            yield Diagnostic("D404", f"it amends `{self.file.amends}`, which no file tells", self.at("amends"), hint)

    def bearers(self, place: int, duty: Duty | None) -> Iterator[Diagnostic]:
        if duty is None:
            return
        words = {*STATUSES, *self.file.groups, *self.system.universe, "party attacked"}
        for key, names in (("bearer", duty.bearer.groups), ("when", (duty.when.whom,) if duty.when else ())):
            for name in names:
                organ = any(name in t.organs for t in self.system.treaties.values())
                if name and name not in words and not self.group_elsewhere(name) and not organ:
                    path: Path = ("provisions", place, "duty", key)
                    message = f"nothing says who is `{name}`"
                    yield self.unknown("D402", message, name, path, words, "who may be meant")

    def judgements(self) -> set[str]:
        return {j for t in self.system.treaties.values() for j in t.judgements}

    def judged(self, name: str) -> bool:
        return name in self.judgements()

    def group_elsewhere(self, name: str) -> bool:
        return any(name in t.groups for t in self.system.treaties.values())

    def reading(self, path: Path, settings: dict[str, object]) -> Iterator[Diagnostic]:
        for key, value in settings.items():
            place = self.at(*path, "set", key)
            if key not in READING_KEYS and not self.judged(key):
                known = [*READING_KEYS, *self.judgements()]
                hint, fix = meant(key, sorted(known), _known(known, "it can set"))
                written = follow(self.root, (*path, "set"))
                word = written.key(key) if isinstance(written, Mapping) else None
                at = word_span(word, self.lines) if word else place
                yield Diagnostic("D401", f"a reading cannot set `{key}`", at, hint, fix=fix if word else "")
            elif key == "start":
                try:
                    date.fromisoformat(str(value))
                except ValueError:
                    yield Diagnostic("D103", f"expected a day such as 1948-08-25, found `{value}`", place)
            elif key == "not_before_governs" and value not in ("notice", "exit"):
                yield Diagnostic("D103", f"expected `notice` or `exit`, found `{value}`", place)

    def events(self) -> Iterator[Diagnostic]:
        seen: dict[tuple[str, str, str, str], tuple[Event, int]] = {}
        left: dict[tuple[str, str], date] = {}
        order = sorted(enumerate(self.file.log.events), key=lambda pair: pair[1].on)
        for i, event in order:
            path: Path = ("log", "events", i)
            about = event.instrument or event.treaty or self.file.treaty
            if event.instrument and event.instrument not in self.system.instruments:
                message = f"unknown instrument `{event.instrument}`"
                known = self.system.instruments
                at = (*path, "instrument")
                yield self.unknown("D402", message, event.instrument, at, known, "instruments")
                continue
            if event.treaty and event.treaty not in self.treaties:
                message = f"unknown treaty `{event.treaty}`"
                at = (*path, "treaty")
                yield self.unknown("D402", message, event.treaty, at, self.treaties, "treaties")
                continue
            yield from self.places(path, event)
            if event.vote is not None and not self.system.organ(event.vote.organ, self.file.treaty):
                known_organs = {o for t in self.system.treaties.values() for o in t.organs}
                message, at = f"unknown organ `{event.vote.organ}`", (*path, "vote", "organ")
                yield self.unknown("D402", message, event.vote.organ, at, known_organs, "organs")
            record = event.expected
            if record and record not in self.treaties:
                message = f"unknown treaty `{record}`"
                yield self.unknown("D402", message, record, (*path, "expect"), self.treaties, "treaties")
            made = self.system.made(about)
            if event.act and made is not None and event.on < made:
                message = f"{event.act} on {event.on}, before the text was made on {made}"
                yield Diagnostic("D406", message, self.at(*path, "on"), "look at the two days")
            if event.act == "amend" and event.articles:
                arts = {p.art.split("(")[0] for p in self.file.provisions} | {
                    art.split("(")[0] for o in self.file.organs.values() for art in (o.art, *(v.art for v in o.voting))
                }
                for j, art in enumerate(event.articles):
                    if art.split("(")[0] not in arts and not any(art in a for a in arts):
                        place = self.at(*path, "articles", j)
                        message = f"it amends article {art}, which this file does not have"
                        yield Diagnostic("D404", message, place, f"articles here: {', '.join(sorted(arts))}")
            for by in event.by:
                if event.act in ("denounce", "withdraw by agreement"):
                    left[about, by] = event.on
                if event.act not in ONCE:
                    continue
                key = (event.act, about, by, ",".join(event.of))
                other = seen.get(key)
                if other is not None and other[0].on != event.on and left.get((about, by), date.min) < other[0].on:
                    message = f"{by} did this twice ({event.act}), on {other[0].on} and on {event.on}"
                    hint = f"if sources differ about the day, write `also: {{{event.on}: who says so}}` at one of them"
                    first = self.at("log", "events", other[1], "on")
                    yield Diagnostic("D407", message, self.at(*path, "on"), hint, first)
                seen[key] = (event, i)

    def places(self, path: Path, event: Event) -> Iterator[Diagnostic]:
        for place in event.fact_part("at"):
            try:
                parse_place(place)
            except ValueError as error:
                yield Diagnostic("D103", f"{error}, found `{place}`", self.at(*path, "fact", "at"))

    def amendments(self) -> Iterator[Diagnostic]:
        for i, provision in enumerate(self.file.provisions):
            places = list(provision.area.places) if provision.area else []
            for j, version in sorted(enumerate(provision.versions), key=lambda pair: pair[1].since):
                places += version.adds
                for k, dropped in enumerate(version.drops):
                    if dropped not in places:
                        place = self.at("provisions", i, "versions", j, "drops", k)
                        hint = _known(map(str, places), "it has")
                        message = f"it drops `{dropped}`, which the article does not have"
                        yield Diagnostic("D404", message, place, hint)

    def circles(self) -> Iterator[Diagnostic]:
        """Definitions that go in a circle through a `not`: nothing can be said of them."""
        edges = dependences(self.system)
        circle = negative_circle(edges, self.file.treaty)
        if circle:
            path = next((p for p, about, _ in conditions(self.file) if p[-1] in ("ends", "in_force")), ("treaty",))
            told = " → ".join(circle)
            hint = "one of them must not depend on the other's not being so"
            place = word_in(follow(self.root, path), circle[1], self.lines)
            yield Diagnostic("D405", f"these go in a circle through a `not`: {told}", place, hint)


def _known(known: Iterable[str], what: str) -> str:
    """The words that could stand there, as a hint."""
    if not what:
        return ""
    names = sorted(known)
    return f"{what}: {', '.join(names[:12])}" if names else f"there are no {what} here"


Edges = dict[str, list[tuple[str, bool]]]


def dependences(system: System) -> Edges:
    """For each treaty and instrument, those on which its being in force depends, and whether through a `not`."""
    edges: Edges = {}
    for file in system.treaties.values():
        for path, about, condition in conditions(file):
            if path[-1] not in ("in_force", "ends"):
                continue
            own = about if path[-1] == "in_force" else ""  # `ends: in force and ...` only says when it can end
            for name, positive in _names(condition, own, True):
                edges.setdefault(about, []).append((name, positive if path[-1] == "in_force" else not positive))
    return edges


def _names(formula: Formula, about: str, positive: bool) -> Iterator[tuple[str, bool]]:
    match formula:
        case Not(part):
            yield from _names(part, about, not positive)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _names(part, about, positive)
        case Implies(premise, conclusion):
            yield from _names(premise, about, not positive)
            yield from _names(conclusion, about, positive)
        case Iff(left, right):
            for part in (left, right):
                yield from _names(part, about, positive)
                yield from _names(part, about, not positive)
        case Count(bound, _, parts):
            for part in parts:
                if bound != "at most":
                    yield from _names(part, about, positive)
                if bound != "at least":
                    yield from _names(part, about, not positive)
        case InForce(treaty):
            if treaty or about:
                yield treaty or about, positive
        case Standing(_, word, treaty) if word in ("party", "member") and treaty:
            yield treaty, positive
        case Deed(who) if who.group in ("party", "member") and who.of:
            yield who.of, positive


def negative_circle(edges: Edges, start: str) -> tuple[str, ...]:
    """The shortest circle from a treaty back to itself that passes through a `not`; nothing where there is none."""
    # breadth first over (treaty, whether a `not` has been passed)
    first = (start, False)
    came: dict[tuple[str, bool], tuple[str, bool] | None] = {first: None}
    level = [first]
    while level:
        following = []
        for name, negative in level:
            for target, positive in edges.get(name, ()):
                node = (target, negative or not positive)
                if target == start and node[1]:
                    path = [target, name]
                    at: tuple[str, bool] | None = came[name, negative]
                    while at is not None:
                        path.append(at[0])
                        at = came[at]
                    return tuple(reversed(path))
                if node not in came:
                    came[node] = (name, negative)
                    following.append(node)
        level = following
    return ()


def _stands(node: Node, word: str) -> Scalar | None:
    """The first text below a node that is this word."""
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, Scalar) and at.text == word:
            return at
        if isinstance(at, Sequence):
            stack += reversed(at.items)
        elif isinstance(at, Mapping):
            stack += reversed([value for _, value in at.entries])
    return None


def warnings(file: TreatyFile, root: Node, system: System, text: str) -> Iterator[Diagnostic]:
    """What stops nothing and deserves a look: terms that no list fills, judgements that nobody made."""
    lines = text.splitlines()
    told: set[str] = set()
    for path, _, condition in conditions(file):
        for kind, name in named_in(condition):
            if kind == "standing" and name not in STATUSES and name not in file.groups and name not in told:
                told.add(name)
                hint = f"add `groups: {{{name}: {{members: [...], because: ...}}}}`; until then it is unknown"
                place = word_in(follow(root, path), name, lines)
                yield Diagnostic("W401", f"no list says who is `{name}`", place, hint)
    for i, question in enumerate(file.questions):
        for name, nearest in strangers(system, question).items():
            if nearest:
                asked = follow(root, ("questions", i, question.form))
                word = _stands(asked, name)
                yield Diagnostic("W402", unknown(name), word_span(word or asked, lines), nearest)
    organs = {o for t in system.treaties.values() for o in t.organs}
    for name in file.log.complete_for:
        nearest = did_you_mean(name, system.universe)
        if name not in system.universe and name not in organs and nearest:
            given = follow(root, ("log", "complete_for"))
            key = given.key(name) if isinstance(given, Mapping) else None
            place = word_span(key or _stands(given, name) or given, lines)
            yield Diagnostic("W402", unknown(name), place, nearest)


__all__ = ["EVERYBODY", "conditions", "mistakes", "negative_circle", "warnings"]
