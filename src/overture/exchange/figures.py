"""Values of states by year, in the published layouts, as `figures` of a dossier: as they stand, none imputed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from overture.exchange.layouts import FIRST_SESSION, Layout
from overture.exchange.tables import ImportProblem, Row, Table, several
from overture.exchange.writing import joined, one_line, quoted, shown, stretches

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_YEAR = re.compile(r"(\d{4})(\.0+)?", re.ASCII)
_SESSION = re.compile(r"(\d{1,3})(\.0+)?", re.ASCII)


@dataclass(frozen=True)
class Value:
    """What one row says of one state in one year; without a text the value is missing."""

    state: str
    name: str  # as the file writes it
    code: str
    year: int
    text: str
    row: Row

    @property
    def remark(self) -> str:
        code = f", code {self.code}" if self.code and self.code != self.name else ""
        return one_line(f"{self.name}{code}, line {self.row.line}")


class Asked:
    """The states that are asked for, by abbreviation, name or code; all where none is named."""

    def __init__(self, only: Sequence[str]) -> None:
        self.names = {_plain_code(name.strip().lower()): name.strip() for name in only}
        self.met: set[str] = set()

    def has(self, *names: str) -> bool:
        """Whether one of these names of a state is asked for."""
        if not self.names:
            return True
        found = {_plain_code(n.strip().lower()) for n in names} & set(self.names)
        self.met |= found
        return bool(found)

    def unmet(self) -> list[str]:
        """The names that no row of the file answered to."""
        return [name for key, name in self.names.items() if key not in self.met]


def _plain_code(name: str) -> str:
    """A code without what tables put around it: `002` and `2.0` are `2`."""
    found = re.fullmatch(r"0*(\d{1,6})(\.0+)?", name, re.ASCII)
    return found[1] if found else name


def figures(
    table: Table, layout: Layout, years: Sequence[int], only: Sequence[str], file: str = "a file"
) -> tuple[str, list[str]]:
    """The sections `sources` and `figures` of a dossier, and what was noticed. Raises `ImportProblem`.

    >>> from overture.exchange.layouts import nmc
    >>> from overture.exchange.tables import parse_table
    >>> table = parse_table(b"stateabb,ccode,year,cinc\\nABC,1,1954,0.25\\nABD,3,1954,-9\\n")
    >>> text, reports = figures(table, nmc(table, "cinc"), [1954], [])
    >>> text.splitlines()[-2:]
    ['      "abc": 0.25  # ABC, code 1, line 2', '    # left out, without a value: abd (line 3)']
    """
    asked = Asked(only)
    every = list(_values(table, layout, asked))
    reports = [f"{shown(name)}: the file has no such state" for name in asked.unmet()]
    found, again = _once(every, layout)
    reports += again
    with_data = {v.year for v in found if v.text}
    if not with_data:
        names = shown(", ".join(asked.names.values()), 200)
        raise ImportProblem(f"no row has a value for {layout.variable}" + (f" and {names}" if names else ""))
    chosen = sorted(set(years)) or [max(with_data)]
    if not years:
        reports.append(f"no year was asked for; the last with data is {chosen[0]}")
    for year in chosen:
        if year not in with_data:
            has = shown(stretches(joined(with_data)), 200)
            raise ImportProblem(f"the file has no values for {layout.variable} in {year}; it has {has}")
    for one in found:
        if one.year in chosen and not one.text:
            stands = f" ({shown(one.row.get(layout.value))})" if one.row.get(layout.value) else ""
            what = f"{one.state} {one.year} has no value for {layout.variable}{stands}"
            reports.append(f"line {one.row.line}: {what}; it is left out")
    reports += _gaps(found)
    reports += _without_row(found, asked, chosen)
    taken = [v for v in found if v.year in chosen]
    version = sorted({one_line(v.row.get("version")) for v in taken if v.row.get("version")})
    if len(version) > 1:
        reports.append(f"rows of several versions: {shown(', '.join(version), 200)}")
    return _written(layout, taken, ", ".join(version[:5]), file), reports


def _values(table: Table, layout: Layout, asked: Asked) -> Iterator[Value]:
    """Every row of a state that is asked for. Raises `ImportProblem` with the rows that cannot be read."""
    wrong: list[str] = []
    for row in table.rows:
        name, code = layout.name_in(row), _plain_code(row.get("ccode"))
        state = layout.state_in(row)
        if not asked.has(state, name, code, *(row.get(c) for c in layout.names)):
            continue
        try:
            yield Value(state, name, code, _year(row), _text(row, layout), _readable(row, state))
        except ValueError as problem:
            wrong.append(f"line {row.line}: {problem}")
    if wrong:
        raise several(wrong)


def _readable(row: Row, state: str) -> Row:
    if row.beyond:
        raise ValueError("there are more cells than columns, so none can be told for sure")
    if not state:
        raise ValueError("no state is named")
    return row


def _year(row: Row) -> int:
    year, session = row.get("year"), row.get("session")
    by_year, by_session = _YEAR.fullmatch(year), _SESSION.fullmatch(session)
    if (year and not by_year) or (session and not by_session) or not (by_year or by_session):
        raise ValueError(f"`{shown(year or session, 30)}` is no year" if year or session else "there is no year")
    from_session = int(by_session[1]) + FIRST_SESSION if by_session else None
    if by_year and from_session is not None and int(by_year[1]) != from_session:
        raise ValueError(f"session {shown(session)} is that of {from_session}, and the year is {shown(year)}")
    return int(by_year[1]) if by_year else from_session or 0


def _text(row: Row, layout: Layout) -> str:
    """The number as it stands, or nothing where it is missing."""
    text = row.get(layout.value)
    if text in layout.missing:
        return ""
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        hint = "; numbers have a decimal point" if _DECIMAL_COMMA.fullmatch(text) else ""
        raise ValueError(f"`{shown(text, 30)}` is no number{hint}")
    if layout.missing_code is not None and float(text) < 0:
        if float(text) == layout.missing_code:
            return ""
        raise ValueError(f"`{shown(text, 30)}` is below zero, which {layout.variable} cannot be")
    return text


def _once(every: Iterable[Value], layout: Layout) -> tuple[list[Value], list[str]]:
    """One value for each state and year. Raises `ImportProblem` where a file has two."""
    found: dict[tuple[int, str], Value] = {}
    wrong: list[str] = []
    reports: list[str] = []
    for one in every:
        first = found.setdefault((one.year, one.state), one)
        if first is one:
            continue
        where = f"lines {first.row.line} and {one.row.line}: {one.state} {one.year}"
        if first.code != one.code:
            wrong.append(f"{where}: two states have this name, codes {shown(first.code)} and {shown(one.code)}")
        elif _number(first.text) != _number(one.text):
            wrong.append(f"{where} has two values, {_or_none(first)} and {_or_none(one)}")
        else:
            other = "" if first.row.cells == one.row.cells else "; other columns of the two rows differ"
            reports.append(f"{where} is told twice with the same value for {layout.variable}{other}; one is left out")
    if wrong:
        raise several(wrong)
    return list(found.values()), reports


def _number(text: str) -> float | None:
    return float(text) if text else None


def _or_none(value: Value) -> str:
    return shown(value.text, 30) if value.text else "none"


def _gaps(found: Iterable[Value]) -> list[str]:
    """The years without a row between the first and the last of a state; states with the same gaps together."""
    years: dict[str, set[int]] = {}
    for one in found:
        years.setdefault(one.state, set()).add(one.year)
    states: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for state, has in years.items():
        missing = tuple((a + 1, b - 1) for a, b in pairwise(sorted(has)) if b > a + 1)
        if missing:
            states.setdefault(missing, []).append(state)
    return [f"{shown(', '.join(names), 200)}: no row for {shown(stretches(g), 200)}" for g, names in states.items()]


def _without_row(found: Iterable[Value], asked: Asked, chosen: Sequence[int]) -> list[str]:
    """States that were named, are in the file, and begin after a year that is written, or end before it."""
    if not asked.names:
        return []
    years: dict[str, set[int]] = {}
    for one in found:
        years.setdefault(one.state, set()).add(one.year)
    return [
        f"{state}: no row for {year}; its rows are of {shown(stretches(joined(has)), 200)}"
        for state, has in years.items()
        for year in chosen
        if not min(has) <= year <= max(has)
    ]


def _written(layout: Layout, taken: Sequence[Value], version: str, file: str) -> str:
    edition = f"{layout.title}, version {version}" if version else layout.title
    lines = [
        f"# {edition}: {layout.authors}.",
        f"# Read from {one_line(file)}; numbers as they stand there, with state, code and line. Nothing is imputed.",
        "# In a dossier of an earlier date these figures are later knowledge: add `basis: reconstruction`.",
        "sources:",
        f"  {layout.source}: {{title: {quoted(edition)}, author: {quoted(layout.authors)}, kind: data}}",
        "figures:",
    ]
    for year in sorted({v.year for v in taken}):
        those = sorted((v for v in taken if v.year == year), key=lambda v: v.state)
        session = f" (session {year - FIRST_SESSION})" if any(v.row.get("session") for v in those) else ""
        lines += [
            f"  {layout.id}_{year}:",
            f"    text: {quoted(f'{layout.text}, {year}{session}; {edition} ({layout.cited})')}",
            f"    unit: {quoted(layout.unit)}",
            f'    as_of: "{year}"',
            f"    from: {layout.source}",
            "    values:",
            *(f"      {quoted(v.state)}: {v.text}  # {v.remark}" for v in those if v.text),
        ]
        none = [f"{v.state} (line {v.row.line})" for v in those if not v.text]
        lines += [f"    # left out, without a value: {', '.join(none)}"] if none else []
    return "\n".join(lines) + "\n"
