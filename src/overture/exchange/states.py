"""Who was a state on a day, from the membership of the state system, as `actors` of a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from overture.exchange.figures import Asked
from overture.exchange.tables import ImportProblem, Row, Table, several
from overture.exchange.writing import identifier, one_line, quoted, shown

_COLUMNS = (
    "stateabb", "ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday",
)  # fmt: skip
_NAMES = ("statenme", "statename", "statenm")
TITLE = "State System Membership"
AUTHOR = "Correlates of War project"


@dataclass(frozen=True)
class Spell:
    """A stretch of days on which a state was one, both days included."""

    name: str
    code: str
    start: date
    end: date
    row: Row


def states(table: Table, on: date, only: Sequence[str] = (), file: str = "a file") -> tuple[str, list[str]]:
    """The sections `sources` and `actors` of a dossier, and what was noticed. Raises `ImportProblem`.

    >>> from overture.exchange.tables import parse_table
    >>> head = b"stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday\\n"
    >>> table = parse_table(head + b"ABC,1,Abecia,1950,5,5,2016,12,31\\n")
    >>> states(table, date(1954, 3, 26))[0].splitlines()[-1]
    '  "abc": {name: "Abecia", from: states}  # ABC, code 1, line 2: 1950-05-05 to 2016-12-31'
    """
    table.must_have(*((c,) for c in _COLUMNS))
    table.tell_unknown({*_COLUMNS, *_NAMES, "version"})
    spells, reports = _spells(table.rows)
    first = min(s.start for those in spells.values() for s in those)
    last = max(s.end for those in spells.values() for s in those)
    if on > last:
        raise ImportProblem(f"the file ends on {last}; who was a state on {on} it does not tell")
    if on < first:
        raise ImportProblem(f"the file begins on {first}; who was a state on {on} it does not tell")
    asked = Asked(only)
    current: list[Spell] = []
    for name, those in sorted(spells.items()):
        reports += _overlaps(those)
        if asked.has(name, those[0].name, those[0].code, *(s.row.get(*_NAMES) for s in those)):
            now = [s for s in those if s.start <= on <= s.end]
            current += now[:1]
            if not now and asked.names:
                told = ", ".join(f"{s.start} to {s.end}" for s in those)
                reports.append(f"line {those[0].row.line}: {name} was no state on {on}, but {told}")
    reports += [f"{shown(name)}: the file has no such state" for name in asked.unmet()]
    if not current:
        raise ImportProblem("\n".join([f"no state that is asked for existed on {on}", *reports]))
    return _written(current, on, file), reports


def _spells(rows: Iterable[Row]) -> tuple[dict[str, list[Spell]], list[str]]:
    """The spells of each state in order of time. Raises `ImportProblem` with the rows that cannot be read."""
    found: dict[str, list[Spell]] = {}
    seen: dict[tuple[str, str, date, date], Row] = {}
    wrong: list[str] = []
    reports: list[str] = []
    for row in rows:
        try:
            spell = _spell(row)
        except ValueError as problem:
            wrong.append(f"line {row.line}: {problem}")
            continue
        first = seen.setdefault((spell.name, spell.code, spell.start, spell.end), row)
        those = found.setdefault(identifier(spell.name), [])
        if first is not row:
            reports.append(f"lines {first.line} and {row.line}: {shown(spell.name)} twice with the same days")
        elif those and those[0].code != spell.code:
            codes = f"{shown(those[0].code)} and {shown(spell.code)}"
            wrong.append(f"lines {those[0].row.line} and {row.line}: {shown(spell.name)} has two codes, {codes}")
        else:
            those.append(spell)
    if wrong:
        raise several(wrong)
    for those in found.values():
        those.sort(key=lambda s: s.start)
    return found, reports


def _spell(row: Row) -> Spell:
    name = row.get("stateabb")
    if row.beyond:
        raise ValueError("there are more cells than columns, so none can be told for sure")
    if not identifier(name):
        raise ValueError("no state is named")
    start, end = _day(row, "st"), _day(row, "end")
    if end < start:
        raise ValueError(f"the end {end} is before the start {start}")
    return Spell(name, row.get("ccode"), start, end, row)


def _day(row: Row, which: str) -> date:
    parts = [row.get(f"{which}{part}") for part in ("year", "month", "day")]
    found = re.fullmatch(r"(\d{4})(?:\.0+)? (\d{1,2})(?:\.0+)? (\d{1,2})(?:\.0+)?", " ".join(parts), re.ASCII)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.min.replace(year=0)
    except ValueError:
        raise ValueError(f"`{shown(' '.join(parts), 40)}` (year, month, day) is no day") from None


def _overlaps(spells: Sequence[Spell]) -> list[str]:
    """Spells of one state that share a day with an earlier one."""
    found: list[str] = []
    longest = spells[0]
    for spell in spells[1:]:
        if spell.start <= longest.end:
            both = f"lines {longest.row.line} and {spell.row.line}"
            found.append(f"{both}: two spells of {shown(spell.name)} overlap from {spell.start}")
        longest = max(longest, spell, key=lambda s: s.end)
    return found


def _written(current: Sequence[Spell], on: date, file: str) -> str:
    version = sorted({one_line(s.row.get("version")) for s in current if s.row.get("version")})
    edition = f"{TITLE}, version {', '.join(version[:5])}" if version else TITLE
    lines = [
        f"# States on {on}. {edition}: {AUTHOR}.",
        f"# Read from {one_line(file)}, with state, code, line and the days of the spell.",
        "sources:",
        f"  states: {{title: {quoted(edition)}, author: {quoted(AUTHOR)}, kind: data}}",
        "actors:",
    ]
    for spell in current:
        told = f"{spell.name}, code {spell.code}, line {spell.row.line}: {spell.start} to {spell.end}"
        label = quoted(spell.row.get(*_NAMES) or spell.name)
        lines.append(f"  {quoted(identifier(spell.name))}: {{name: {label}, from: states}}  # {one_line(told)}")
    return "\n".join(lines) + "\n"
