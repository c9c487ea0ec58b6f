"""What a question supposes: events that did not happen, treaties in force, states bound."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from overture.files.diagnostics import DossierError, did_you_mean
from overture.files.nodes import plain
from overture.files.text import compose
from overture.treaties.semantics.fold import supposed
from overture.treaties.text.records import Event, Question
from overture.treaties.text.system import System


class UnreadQuestion(Exception):
    """A question that cannot be put to the treaties as it is written."""


_IN_FORCE = re.compile(r"(?:(?P<treaty>[\w-]+) )?in force(?: on (?P<day>\d{4}-\d{2}-\d{2}))?")
_WITH = re.compile(r"in force with (?P<number>\d+) (?P<group>[\w-]+) parties(?:, (?P<some>[\w-]+) among them)?")
_ATTACK = re.compile(r"armed attack on (?P<state>[\w-]+)")


def event_of(given: Mapping[str, Any], day: date) -> Event:
    """A supposed event, on the day of the question unless it says another. Raises `UnreadQuestion`."""
    return read_as(Event, {"on": day, **given}, "this supposed event cannot be read: ")


M = TypeVar("M", bound=BaseModel)
_PLAIN = {
    "missing": "is missing", "extra_forbidden": "is no key of a question", "tuple_type": "must be a list",
    "dict_type": "must have keys", "model_type": "must have keys", "model_attributes_type": "must have keys",
}  # fmt: skip


def read_as(model: type[M], given: Mapping[str, Any], what: str = "") -> M:
    """A value of a question, or what is wrong with it in plain words. Raises `UnreadQuestion`."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(p) for p in first["loc"])
        says = _PLAIN.get(first["type"], first["msg"])
        raise UnreadQuestion(f"{what}{place}: {says}" if place else f"{what}{says}") from None


def known_text(system: System, *names: str) -> None:
    """Nothing, if each name is that of a treaty or instrument told. Raises `UnreadQuestion`."""
    texts = [*system.treaties, *system.instruments]
    for name in names:
        if name and name not in texts:
            hint = did_you_mean(name, texts)
            raise UnreadQuestion(f"unknown treaty `{name}`" + (f"; {hint}" if hint else "; name its file as well"))


def suitable(system: System, event: Event, treaty: str) -> Event:
    """A supposed event, if what it is about is told. Raises `UnreadQuestion`."""
    if event.vote is not None and system.organ(event.vote.organ, treaty) is None:
        raise UnreadQuestion(f"unknown organ `{event.vote.organ}`")
    known_text(system, event.treaty, event.instrument, event.expected)
    text = event.instrument or event.treaty or treaty
    if event.act and not event.by and event.act not in JOINT_ACTS and not any(
        p.by != "x" for _, _, p in (system.powers(text, event.act, event.on) if text in system.treaties else ())
    ):
        raise UnreadQuestion(f"who does it is missing: {{act: {event.act}, by: STATE}}")
    return event


JOINT_ACTS = frozenset({"invite", "amend"})


def suppose(system: System, given: Any, treaty: str, day: date) -> System:
    """The system as a question supposes it. Raises `UnreadQuestion` for what cannot be read.

    Forms: an event as the log writes it; `{in_force: TREATY, parties: GROUP}`; the
    sentences `TREATY in force on DAY`, `in force with 28 european parties`,
    `armed attack on STATE`; or a list of these.
    """
    if given is None or given == "":
        return system
    if isinstance(given, list | tuple):
        for item in given:
            system = suppose(system, item, treaty, day)
        return system
    if isinstance(given, Mapping):
        return _from_keys(system, given, treaty, day)
    words = " ".join(str(given).split())
    found = _WITH.fullmatch(words)
    if found:
        group = found["group"].lower()
        members = system.members(treaty, group)
        if members is None or len(members) != int(found["number"]):
            if members is None:
                raise UnreadQuestion(f"no group is called `{group}` in {treaty}")
            raise UnreadQuestion(f"the group `{group}` has {len(members)} members, not {found['number']}")
        return _in_force(system, treaty, members)
    found = _IN_FORCE.fullmatch(words)
    if found:
        name = found["treaty"] or treaty
        known_text(system, name)
        return system if found["day"] and a_day(found["day"]) > day else system.supposing(in_force=(name,))
    found = _ATTACK.fullmatch(words)
    if found and found["state"] in system.universe:
        fact = event_of({"fact": {"armed attack": {"on": found["state"]}}}, day)
        return system.supposing([supposed(fact, treaty)])
    raise UnreadQuestion(
        f"cannot suppose `{words}`; write an event as in the log, `TREATY in force`, or "
        "{in_force: TREATY, parties: [...]}"
    )


def _from_keys(system: System, given: Mapping[str, Any], treaty: str, day: date) -> System:
    if "in_force" in given or "parties" in given:
        if set(given) - {"in_force", "parties"}:
            raise UnreadQuestion("beside `in_force` and `parties` nothing can be supposed in one entry")
        name = str(given.get("in_force", treaty))
        name = treaty if name in ("true", "yes") else name
        parties = given.get("parties", ())
        names = parties if isinstance(parties, list | tuple) else (parties,)
        members = tuple(m for n in names for m in (system.members(name, str(n)) or (str(n),)))
        return _in_force(system, name, members)
    event = suitable(system, event_of(given, day), treaty)
    return system.supposing([supposed(event, treaty, len(system.supposed))])


def _in_force(system: System, treaty: str, parties: tuple[str, ...]) -> System:
    known_text(system, treaty)
    return system.supposing(in_force=(treaty,), bound=[(treaty, s) for s in parties])


def _read(text: str, what: str) -> Any:
    """The tree of a text given on the command line, as plain values."""
    try:
        root, problems = compose(text, what)
    except DossierError as error:
        raise UnreadQuestion(f"the {what} is not readable: {error}") from None
    if problems:
        raise UnreadQuestion(problems[0].message)
    return plain(root)


def read_question(text: str) -> Question:
    """A question as a treaty file writes it, with or without the outer braces. Raises `UnreadQuestion`.

    >>> read_question("on: 1954-03-26, try: {act: accede, by: ussr}").form
    'try'
    """
    words = text.strip()
    inline = not words.startswith("{") and "\n" not in words
    given = _read("{" + words + "}" if inline else words, "question")
    if not isinstance(given, Mapping):
        raise UnreadQuestion("a question has keys, as in `on: DAY, status: in_force`")
    return read_as(Question, given)


def a_day(text: str) -> date:
    """A day of the calendar. Raises `UnreadQuestion`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadQuestion(f"expected a day such as 1954-03-26, found `{text}`") from None


def with_events(system: System, given: Sequence[str], treaty: str) -> System:
    """The system with supposed events: each text one event, a list of them, or a file with `events:`."""
    for text in given:
        words = text.strip()
        read = _read("{" + words + "}" if not words.startswith(("{", "[")) and "\n" not in words else words, "event")
        events = read.get("events", [read]) if isinstance(read, Mapping) else read
        for one in events if isinstance(events, list) else [events]:
            if not isinstance(one, Mapping) or "on" not in one:
                raise UnreadQuestion("a supposed event has a day and an act or fact: {on: DAY, act: accede, by: STATE}")
            event = suitable(system, event_of(one, date.min), treaty)
            system = system.supposing([supposed(event, treaty, len(system.supposed))])
    return system
