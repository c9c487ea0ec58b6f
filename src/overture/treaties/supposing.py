"""What a question supposes: events that did not happen, treaties in force, states bound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from overture.treaties.entries import Event
from overture.treaties.fold import supposed
from overture.treaties.system import System


class UnreadQuestion(Exception):
    """A question that cannot be put to the treaties as it is written."""


_IN_FORCE = re.compile(r"(?:(?P<treaty>[\w-]+) )?in force(?: on (?P<day>\d{4}-\d{2}-\d{2}))?")
_WITH = re.compile(r"in force with (?P<number>\d+) (?P<group>[\w-]+) parties(?:, (?P<some>[\w-]+) among them)?")
_ATTACK = re.compile(r"armed attack on (?P<state>[\w-]+)")


def event_of(given: Mapping[str, Any], day: date) -> Event:
    """A supposed event, on the day of the question unless it says another. Raises `UnreadQuestion`."""
    try:
        return Event.model_validate({"on": day, **given})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(p) for p in first["loc"])
        raise UnreadQuestion(f"this supposed event cannot be read: {place} {first['msg']}".strip()) from None


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
            count = "none" if members is None else str(len(members))
            raise UnreadQuestion(f"the group `{group}` has {count} members, not {found['number']}")
        return _in_force(system, treaty, members)
    found = _IN_FORCE.fullmatch(words)
    if found:
        name = found["treaty"] or treaty
        if name not in system.treaties and name not in system.instruments:
            raise UnreadQuestion(f"unknown treaty `{name}`")
        return system.supposing(in_force=(name,)) if not found["day"] or date.fromisoformat(found["day"]) <= day else system
    found = _ATTACK.fullmatch(words)
    if found and found["state"] in system.universe:
        fact = event_of({"fact": {"armed attack": {"on": found["state"]}}}, day)
        return system.supposing([supposed(fact, treaty)])
    raise UnreadQuestion(
        f"cannot suppose `{words}`; write an event as in the log, `TREATY in force`, or {{in_force: TREATY, parties: [...]}}"
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
    event = event_of(given, day)
    return system.supposing([supposed(event, treaty, len(system.supposed))])


def _in_force(system: System, treaty: str, parties: tuple[str, ...]) -> System:
    if treaty not in system.treaties and treaty not in system.instruments:
        raise UnreadQuestion(f"unknown treaty `{treaty}`")
    return system.supposing(in_force=(treaty,), bound=[(treaty, s) for s in parties])


