"""Importing figures and logs: official layouts in, a section of a dossier or of a treaty file out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

from overture.exchange.depositary import depositary
from overture.exchange.tables import ImportProblem, Row, Table, read_table

Kind = Literal["nmc", "states", "ideal-points", "depositary"]
MISSING = ("", "-9", "-9.0", "NA", "NaN", ".")
NMC_VARIABLES = ("cinc", "milex", "milper", "irst", "pec", "tpop", "upop")
CITED = {
    "nmc": (
        "National Material Capabilities",
        "Singer, Bremer and Stuckey 1972; Singer 1987; Correlates of War project",
    ),
    "states": ("State System Membership", "Correlates of War project"),
    "ideal-points": ("United Nations General Assembly ideal points", "Bailey, Strezhnev and Voeten 2017"),
}


@dataclass(frozen=True)
class Imported:
    """What is written, and what was noticed: missing values, gaps, duplicates."""

    yaml: str
    reports: tuple[str, ...]


def import_file(
    kind: Kind, path: Path, years: Sequence[int] = (), only: Sequence[str] = (), variable: str = "cinc",
    on: date | None = None,
) -> Imported:  # fmt: skip
    """Read a file in an official layout. Raises `ImportProblem`.

    `years`: which years, by default the last with data; `only`: states by abbreviation
    or code. Missing values are left out and told; nothing is imputed.
    """
    table = read_table(path)
    if kind == "depositary":
        text, reports = depositary(table)
        return Imported(text, (*table.reports, *reports))
    if kind == "states":
        return _states(table, on, only)
    if kind == "nmc":
        if variable not in NMC_VARIABLES:
            raise ImportProblem(f"unknown variable `{variable}`; known: {', '.join(NMC_VARIABLES)}")
        table.must_have(("stateabb",), ("ccode",), ("year",), (variable,))
        return _by_year(table, kind, "stateabb", ("year",), (variable,), years, only, variable)
    table.must_have(("ccode", "iso3c", "countryname"), ("session", "year"), _POINTS)
    name = next(c for c in ("iso3c", "countryabb", "countryname", "ccode") if c in table.columns)
    return _by_year(table, kind, name, ("year", "session"), _POINTS, years, only, "ideal point")


_POINTS = ("idealpointall", "idealpointfp", "idealpoint")
FIRST_SESSION = 1945  # session 1 met in 1946; session n is that of the year 1945 + n


def _by_year(
    table: Table, kind: Literal["nmc", "ideal-points"], name: str, when: tuple[str, ...], value: tuple[str, ...],
    years: Sequence[int], only: Sequence[str], variable: str,
) -> Imported:  # fmt: skip
    reports = list(table.reports)
    found: dict[int, dict[str, tuple[str, Row]]] = {}
    wrong: list[str] = []
    known_years: dict[str, set[int]] = {}
    wanted = {o.lower() for o in only}
    for row in table.rows:
        state = identifier(row.get(name))
        if wanted and not wanted & {state, row.get("ccode"), row.get(name).lower()}:
            continue
        year = _year(row, when)
        if year is None or not state:
            wrong.append(f"line {row.line}: no year or no state can be read")
            continue
        text = row.get(*value)
        known_years.setdefault(state, set()).add(year)
        if text in MISSING:
            if year in years:
                reports.append(f"line {row.line}: {state} {year} has no value for {variable}; it is left out")
            continue
        try:
            float(text)
        except ValueError:
            wrong.append(f"line {row.line}: `{text[:30]}` is no number")
            continue
        other = found.setdefault(year, {}).get(state)
        if other is not None and float(other[0]) != float(text):
            wrong.append(f"lines {other[1].line} and {row.line}: {state} {year} has two values, {other[0]} and {text}")
        elif other is not None:
            reports.append(f"line {row.line}: {state} {year} is told twice with the same value")
        else:
            found[year][state] = (text, row)
    if wrong:
        raise ImportProblem("\n".join(wrong[:40]))
    if not found:
        raise ImportProblem("no row has a value" + (f" for {', '.join(only)}" if only else ""))
    chosen = list(years) or [max(found)]
    if not years:
        reports.append(f"no year was asked for; the last with data is {chosen[0]}")
    for year in chosen:
        if year not in found:
            raise ImportProblem(f"the file has no values for {year}; it has {min(found)} to {max(found)}")
    for state, seen in known_years.items():
        gaps = sorted(set(range(min(seen), max(seen) + 1)) - seen)
        if gaps and any(min(seen) < y < max(seen) for y in chosen):
            reports.append(f"{state}: no row for {', '.join(map(str, gaps[:8]))}{' and more' if len(gaps) > 8 else ''}")
    version = next((row.get("version") for row in table.rows if row.get("version")), "")
    return Imported(_figures(kind, variable, version, {y: found[y] for y in chosen}), tuple(reports))


def _year(row: Row, when: tuple[str, ...]) -> int | None:
    for column in when:
        text = row.get(column)
        if re.fullmatch(r"\d{1,4}(\.0)?", text):
            number = int(float(text))
            return number + FIRST_SESSION if column == "session" else number
    return None


def identifier(name: str) -> str:
    """A state as the language writes it: `United Kingdom` is `united_kingdom`.

    >>> identifier("USA"), identifier("Côte d'Ivoire")
    ('usa', 'cote_d_ivoire')
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def _figures(
    kind: Literal["nmc", "ideal-points"], variable: str, version: str, by_year: dict[int, dict[str, tuple[str, Row]]]
) -> str:
    title, authors = CITED[kind]
    source = kind.replace("-", "_")
    edition = f", version {version}" if version else ""
    lines = [
        f"# {title}{edition}: {authors}. Numbers as they stand in the file.",
        "sources:",
        f"  {source}: {{title: {json.dumps(title + edition)}, author: {json.dumps(authors)}, kind: data}}",
        "figures:",
    ]
    for year, values in sorted(by_year.items()):
        lines += [
            f"  {source}_{identifier(variable)}_{year}:",
            f"    text: {json.dumps(f'{variable} of {year}')}",
            f"    unit: {'share of the world' if variable == 'cinc' else variable}",
            f'    as_of: "{year}"',
            f"    from: {source}",
            "    values:",
        ]
        for state, (text, row) in sorted(values.items()):
            code = row.get("ccode")
            lines.append(f"      {json.dumps(state)}: {text}" + (f"  # code {code}, line {row.line}" if code else ""))
    return "\n".join(lines) + "\n"


def _states(table: Table, on: date | None, only: Sequence[str]) -> Imported:
    """Who was a state on a day, as actors of a dossier."""
    table.must_have(("stateabb",), ("ccode",), ("styear",), ("stmonth",), ("stday",), ("endyear",))
    if on is None:
        raise ImportProblem("say for which day: --on 1954-03-26")
    reports = list(table.reports)
    spells: dict[str, list[tuple[date, date, Row]]] = {}
    wrong: list[str] = []
    for row in table.rows:
        try:
            start, end = (
                date(*(int(float(row.get(f"{p}{part}"))) for part in ("year", "month", "day"))) for p in ("st", "end")
            )
        except ValueError:
            wrong.append(f"line {row.line}: these are no days of a calendar")
            continue
        spells.setdefault(row.get("stateabb"), []).append((start, end, row))
    if wrong:
        raise ImportProblem("\n".join(wrong[:40]))
    last = max(end for those in spells.values() for _, end, _ in those)
    if on > last:
        raise ImportProblem(f"the file ends on {last}; who was a state on {on} it does not tell")
    wanted = {o.lower() for o in only}
    lines = [f"# States on {on}: {', '.join(CITED['states'])}.", "actors:"]
    for name, those in sorted(spells.items()):
        those.sort(key=lambda s: s[0])
        for (_, end, one), (start, _, other) in pairwise(those):
            if start <= end:
                reports.append(f"lines {one.line} and {other.line}: two spells of {name} overlap")
        current = [row for start, end, row in those if start <= on <= end]
        if current and (not wanted or wanted & {name.lower(), current[0].get("ccode")}):
            row = current[0]
            label = row.get("statenme", "statename") or name
            told = f"  # code {row.get('ccode')}, line {row.line}"
            lines.append(f"  {identifier(name)}: {{name: {json.dumps(label)}}}{told}")
    if len(lines) == 2:
        raise ImportProblem(f"no state of the file existed on {on}")
    return Imported("\n".join(lines) + "\n", tuple(reports))
