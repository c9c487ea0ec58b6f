"""The files of GMCR+ (`.gmcr`): JSON with options, decision makers, what is infeasible, and what each wants.

An option has a name and a direction in which it can be changed. A condition is a list of pairs, the number of
an option (from 0) and `Y` or `N`, all of which hold; or it is compound: one of its members holds. Conditions
say what is infeasible and, most important first, what a decision maker wants. A ranking in place of statements
names the feasible states, best first, by their place in decimal order (the first option changes fastest), from 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from overture.exchange.tables import ImportProblem, several
from overture.exchange.writing import shown
from overture.files.characters import NotText, text_of

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_PARTS = 200  # options, or decision makers
MAX_CONDITIONS = 5_000  # in the whole file, those of compound ones counted singly

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)

Direction = Literal["both", "fwd", "back"]
_DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "fwd", "back": "back"}
Part = tuple[tuple[int, int], ...]
"""Options, by their number in the file, with the values that they have: 1 for yes."""

Condition = tuple[Part, ...]
"""Parts of which one holds."""


@dataclass(frozen=True)
class FileOption:
    """An option: what it is called, and whether it goes both ways, from no to yes (`fwd`) or from yes to no."""

    name: str
    direction: Direction


@dataclass(frozen=True)
class FileParty:
    """A decision maker. Payoffs are what the tool had worked out when it saved; they may be of another day.

    unread: what stands in their place and is no list of whole numbers, in short; empty where there is nothing else.
    """

    name: str
    options: tuple[int, ...]
    statements: tuple[Condition, ...]
    ranking: tuple[tuple[int, ...], ...] | None
    payoffs: tuple[int, ...] | None
    misperceives: bool
    unread: str = ""


@dataclass(frozen=True)
class GmcrFile:
    """All that is read of a file. by_ranking: whether rankings count, not statements; None where it does not say."""

    options: tuple[FileOption, ...]
    parties: tuple[FileParty, ...]
    infeasible: tuple[Condition, ...]
    by_ranking: bool | None
    coalitions: tuple[tuple[int, ...], ...]


def read_gmcr(data: bytes) -> GmcrFile:
    """What the bytes of a file say. Raises `ImportProblem` with every place that cannot be read.

    >>> read_gmcr(b'{"options": [], "decisionMakers": []}')
    Traceback (most recent call last):
    overture.exchange.tables.ImportProblem: the file has no option and no decision maker
    """
    root = _tree(data)
    if not isinstance(root, dict):
        raise ImportProblem("this is no file of GMCR+: a group with `options` and `decisionMakers` is expected")
    missing = [key for key in ("options", "decisionMakers") if key not in root]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise ImportProblem(f"this is no file of GMCR+: `{'` and `'.join(missing)}` {verb} missing")
    return _Reading(root).file()


def _tree(data: bytes) -> Any:
    """The tree of the bytes, once it is known to be small and shallow."""
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    text = text_of(data)
    if isinstance(text, NotText):
        raise ImportProblem(f"{text.mistake.message}; {text.mistake.hint}")
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise ImportProblem(f"this is no file of GMCR+: it is nested more than {MAX_DEPTH} deep")
    try:
        return json.loads(text, object_pairs_hook=_group, parse_int=_whole, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ImportProblem(f"{place}: this cannot be read as JSON: {error.msg.lower()}") from None


def _group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ImportProblem(f"the key `{shown(key)}` is there twice in one group; which of them is meant?")
        found[key] = value
    return found


def _whole(text: str) -> int:
    if len(text) > 12:
        raise ImportProblem(f"{shown(text, 20)} is too large for a number of an option or a state")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ImportProblem(f"{text} is no number")


def _payoffs(given: Any) -> tuple[tuple[int, ...] | None, str]:
    """Stored payoffs, and what is there in their place: they are not used, so nothing need be refused.

    >>> _payoffs([1, 2.0]), _payoffs(None), _payoffs([1, "a"])
    (((1, 2), ''), (None, ''), (None, '`"a"`'))
    """
    if given is None:
        return None, ""
    entries = given if isinstance(given, list) else [given]
    for entry in entries:
        if not (type(entry) is int or (type(entry) is float and entry.is_integer())):
            return None, f"`{shown(json.dumps(entry, ensure_ascii=False)[:200], 40)}`"
    return (tuple(map(int, given)), "") if isinstance(given, list) else (None, f"`{given}`")


class _Reading:
    """Reads the tree part by part, and keeps what is wrong with it."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.problems: list[str] = []
        self.count = 0
        self.parts = 0

    def file(self) -> GmcrFile:
        options = self.options()
        parties = self.parties()
        infeasible = self.conditions(self.root.get("infeasibles", []), "infeasible condition", "`infeasibles`")
        by_ranking = self.root.get("useManualPreferenceRanking", self.root.get("useManualPreferenceVectors"))
        if not (by_ranking is None or isinstance(by_ranking, bool)):
            self.wrong("`useManualPreferenceRanking`", "true or false is expected", by_ranking)
            by_ranking = None
        coalitions = self.coalitions(len(parties))
        if not self.problems and not (options and parties):
            missing = [what for what, those in (("option", options), ("decision maker", parties)) if not those]
            self.problems.append(f"the file has no {' and no '.join(missing)}")
        if self.problems:
            raise several(self.problems)
        return GmcrFile(options, parties, infeasible, by_ranking, coalitions)

    def wrong(self, place: str, expected: str, found: Any) -> None:
        told = "nothing" if found is None else f"`{shown(json.dumps(found, ensure_ascii=False)[:200], 40)}`"
        self.problems.append(f"{place}: {expected}, found {told}")

    def list(self, value: Any, place: str, most: int = MAX_CONDITIONS) -> list[Any]:
        """A list; nothing, and a problem, where it is none or too long."""
        if not isinstance(value, list):
            self.wrong(place, "a list is expected", value)
            return []
        if len(value) > most:
            self.problems.append(f"{place}: {len(value):,} entries are too many; {most:,} are the most")
            return []
        return value

    def name(self, group: Any, place: str) -> str:
        name = group.get("name") if isinstance(group, dict) else None
        if not isinstance(name, str) or not name.strip():
            self.wrong(place, "a group with a `name` is expected", name if isinstance(group, dict) else group)
            return ""
        return name.strip()

    def options(self) -> tuple[FileOption, ...]:
        given = self.list(self.root["options"], "`options`", MAX_PARTS)
        self.count = len(given)
        found = []
        for number, group in enumerate(given, 1):
            name = self.name(group, f"option {number}")
            told = group.get("permittedDirection") if isinstance(group, dict) else "both"
            direction = _DIRECTIONS.get(told) if isinstance(told, str) else None
            if direction is None:
                place = f"option {number} ({shown(name)}), `permittedDirection`"
                self.wrong(place, "`both`, `fwd` or `back` is expected", told)
            found.append(FileOption(name, direction or "both"))
        return tuple(found)

    def parties(self) -> tuple[FileParty, ...]:
        given = self.list(self.root["decisionMakers"], "`decisionMakers`", MAX_PARTS)
        owners: dict[int, str] = {}
        found = []
        for number, group in enumerate(given, 1):
            place = f"decision maker {number}"
            name = self.name(group, place)
            if name:
                place = f"{place} ({shown(name)})"
                found.append(self.party(group, name, place, owners))
        unowned = [n for n in range(self.count) if n not in owners]
        if unowned and not self.problems:
            told = ", ".join(self.named(n) for n in unowned[:8])
            self.problems.append(f"nobody has the option {told}: give it to a decision maker, or take it out")
        return tuple(found)

    def party(self, group: dict[str, Any], name: str, place: str, owners: dict[int, str]) -> FileParty:
        own = []
        for at, option in enumerate(self.list(group.get("options"), f"{place}, `options`", MAX_PARTS), 1):
            if not self.is_option(option):
                self.wrong(f"{place}, option {at}", f"the number of an option is expected, {self.range}", option)
            elif option in owners:
                what = f"{self.named(option)} belongs to {shown(owners[option])} already; an option has one owner"
                self.problems.append(f"{place}, option {at}: {what}")
            else:
                owners[option] = name
                own.append(option)
        statements = self.conditions(group.get("preferences", []), f"{place}, statement", f"{place}, `preferences`")
        ranking = group.get("preferenceRanking", group.get("preferenceVector"))
        payoffs, unread = _payoffs(group.get("payoffs"))
        return FileParty(
            name,
            tuple(sorted(own)),
            statements,
            None if ranking is None else self.ranking(ranking, f"{place}, ranking"),
            payoffs,
            bool(group.get("misperceptions")),
            unread,
        )

    def ranking(self, given: Any, place: str) -> tuple[tuple[int, ...], ...]:
        found = []
        for at, entry in enumerate(self.list(given, place, 1_000_000), 1):
            states = entry if isinstance(entry, list) else [entry]
            if states and all(type(s) is int and s >= 1 for s in states):
                found.append(tuple(states))
            else:
                expected = "the number of a state, from 1, or a list of states that are equally good, is expected"
                self.wrong(f"{place}, place {at}", expected, entry)
                break  # the others are of the same kind
        return tuple(found)

    def conditions(self, given: Any, what: str, place: str) -> tuple[Condition, ...]:
        found = []
        for number, value in enumerate(self.list(given, place), 1):
            condition = self.condition(value, f"{what} {number}")
            if condition is not None:
                found.append(condition)
        return tuple(found)

    def condition(self, value: Any, place: str) -> Condition | None:
        members: Iterable[Any] = (value,)
        if isinstance(value, dict):
            members = self.list(value.get("members"), f"{place}, `members`")
            if value.get("members") == []:
                self.problems.append(f"{place}: a compound condition without members says nothing; take it out")
        parts = [self.part(member, place) for member in members]
        return None if not parts or None in parts else tuple(p for p in parts if p is not None)

    def part(self, value: Any, place: str) -> Part | None:
        """One conjunction; `-` says nothing of an option."""
        if not isinstance(value, list):
            self.wrong(place, "a list of pairs of an option and `Y` or `N` is expected", value)
            return None
        self.parts += 1
        if self.parts > MAX_CONDITIONS:
            raise ImportProblem(f"{place}: the file has more than {MAX_CONDITIONS:,} conditions")
        found: dict[int, int] = {}
        for pair in value:
            whole = isinstance(pair, list) and len(pair) == 2
            if not (whole and pair[1] in ("Y", "N", "-") and self.is_option(pair[0])):
                self.wrong(place, f"a pair of an option, {self.range}, and `Y` or `N` is expected", pair)
                return None
            if pair[0] in found:
                self.problems.append(f"{place}: it names the option {self.named(pair[0])} twice; leave one of them")
                return None
            if pair[1] != "-":
                found[pair[0]] = int(pair[1] == "Y")
        return tuple(sorted(found.items()))

    def is_option(self, value: Any) -> bool:
        return type(value) is int and 0 <= value < self.count

    def named(self, option: int) -> str:
        """An option as the analyst knows it; in the file it has a number from 0."""
        group = self.root["options"][option]
        return f"`{shown(str(group['name']))}`" if isinstance(group, dict) and group.get("name") else str(option)

    @property
    def range(self) -> str:
        return f"0 to {self.count - 1}" if self.count else "but there is none"

    def coalitions(self, parties: int) -> tuple[tuple[int, ...], ...]:
        """The coalitions of several; what is no coalition is of no use to a dossier, and let pass."""
        given = self.root.get("coalitions", [])
        several = [c for c in given if isinstance(c, list) and len(c) > 1] if isinstance(given, list) else []
        return tuple(tuple(c) for c in several if all(type(n) is int and 0 <= n < parties for n in c))
