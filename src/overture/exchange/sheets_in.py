"""What the rows of sheets change in a dossier: fields, new entries, entries that no row names any more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from overture.exchange.sheet_matching import Matching, NoEntry
from overture.exchange.sheets import (
    ACTORS,
    ARGUMENTS,
    FIGURES,
    NOT_STATED,
    REPORTS,
    SHEETS,
    USES,
    VALUES,
    Key,
    Record,
    Sheet,
    records,
    single,
    unescaped,
    value_of,
)
from overture.exchange.tables import Row, Table
from overture.files.diagnostics import did_you_mean
from overture.files.nodes import Path, outermost

MOST_DIGITS = 9  # of a number that a list could have
SAYS_AT_MOST = 60  # characters of a report in a line about it


@dataclass(frozen=True)
class Place:
    """A cell, or a row where no column is named."""

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        return f"{self.file}{row}" + (f", column {self.column}" if self.column else "")


@dataclass(frozen=True)
class Slip:
    """What is wrong in a cell."""

    place: Place
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.place}: error {self.code}: {self.message}" + (f"; {self.hint}" if self.hint else "")


@dataclass
class Plan:
    """All that is to be written, and what is to be said about it."""

    changes: dict[Path, Any] = field(default_factory=dict)
    append: list[tuple[Path, Any]] = field(default_factory=list)
    drop: list[Path] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)  # where each written thing comes from
    added: list[tuple[Sheet, str]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)  # what new rows say and the dossier has
    unnamed: list[tuple[Sheet, str, Path]] = field(default_factory=list)  # entries that no row names
    slips: list[Slip] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.changes or self.append or self.drop)


def planned(data: dict[str, Any], tables: Mapping[str, Table], delete: bool = False) -> Plan:
    """What the sheets (by the name of their file) change in a dossier of plain groups, lists and texts."""
    return _Planner(data, delete).plan(tables)


class _Planner:
    def __init__(self, data: dict[str, Any], delete: bool) -> None:
        self.data = data
        self.old = records(data)
        self.delete = delete
        self.made = Plan()
        self.new: dict[Path, dict[str, Any]] = {}  # new entries, with what is written into them
        self.seen: dict[str, set[Key]] = {}  # the entries that a row names
        self.reports: list[dict[str, Any]] = []  # new ones
        self.rebuilt: dict[Path, list[dict[str, Any]]] = {}  # uses of arguments that have no list of them yet

    def plan(self, tables: Mapping[str, Table]) -> Plan:
        for sheet in SHEETS:
            if sheet.file in tables:
                self.sheet(sheet, tables[sheet.file])
        gone = [path for _, _, path in self.made.unnamed] if self.delete else []
        if USES.file in tables:
            self.whole_uses(gone)
        for path, entry in self.new.items():
            self.made.changes[path] = entry
        self.made.drop = outermost(path for path in (*self.made.drop, *gone) if path not in self.rebuilt)
        if self.delete:  # what goes with the entry that it belongs to is not told again
            top = {*self.made.drop, *self.rebuilt}
            self.made.unnamed = [u for u in self.made.unnamed if u[2] in top]
        self.name_reports()
        return self.made

    def name_reports(self) -> None:
        """New reports by the number that they get, and what they say."""
        there = len(self.old["reports"]) - len([p for p in self.made.drop if p[0] == "reports" and len(p) == 2])
        for number, report in enumerate(self.reports, there + 1):
            says = str(report.get("says", ""))
            short = says if len(says) <= SAYS_AT_MOST else f"{says[:SAYS_AT_MOST].rstrip()}..."
            self.made.added.append((REPORTS, f"{number} ({short})" if short else str(number)))

    def slip(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.made.slips.append(Slip(place, code, message, hint))

    def sheet(self, sheet: Sheet, table: Table) -> None:
        known = {c.replace("_", " "): c for c in sheet.header}
        for name in table.unknown(known):
            hint = did_you_mean(name.replace(" ", "_"), known.values()) or f"columns: {', '.join(known.values())}"
            self.slip(Place(sheet.file, 1, name), "D101", "this sheet has no such column", hint)
        for name in sheet.keys:
            if name.replace("_", " ") not in table.columns and name != "number":
                self.slip(Place(sheet.file, 1), "D109", f"there is no column `{name}`")
                return
        given = [name for text, name in known.items() if text in table.columns]
        self.seen[sheet.name] = set()
        given_at: dict[Key, int] = {}
        matching = Matching(sheet, self.old[sheet.name]) if sheet.numbered else None
        rows = [row for row in table.rows if any(text.strip() for text in row.cells.values()) or row.beyond]
        for row in sorted(rows, key=_order) if sheet.numbered else rows:
            self.row(sheet, row, given, given_at, matching)
        for key, record in self.old[sheet.name].items():
            if key not in self.seen[sheet.name]:
                path = (*record.path, key[-1]) if sheet is VALUES else record.path
                name = f"{sheet.what} {key[0]}" if sheet is REPORTS else ".".join(key)
                self.made.unnamed.append((sheet, name, path))

    def row(
        self, sheet: Sheet, row: Row, given: list[str], given_at: dict[Key, int], matching: Matching | None
    ) -> None:  # fmt: skip
        cells = {name: row.cells.get(name.replace("_", " "), "").replace("\r\n", "\n") for name in given}
        place = Place(sheet.file, row.number)
        if row.beyond:
            self.slip(place, "D103", "there are more cells than columns", "put a text with a comma in quotes")
            return
        key = self.key(sheet, cells, place)
        if key is None:
            return
        if key[-1] and key in given_at:
            first = given_at[key]
            self.slip(place, "D102", f"`{'.'.join(key)}` is given twice, the first time in row {first}", "keep one")
            return
        given_at[key] = row.number
        fields = {name: cells[name] for name in given if name in sheet.columns}
        found: Key | None = key if key in self.old[sheet.name] else None
        if sheet is USES and self.gone(ARGUMENTS, key[0]):
            self.no_more(ARGUMENTS, key[0], place)
            return
        if matching is not None and (sheet is REPORTS or key[:1] in self.old["arguments"]):
            try:
                found = matching.match(key, cells.get("mark", "").strip().lower(), fields)
            except NoEntry as error:
                at = Place(sheet.file, row.number, error.column)
                self.slip(at, error.code, str(error), error.hint)
                return
            if found is not None and not key[-1] and not cells.get("mark", "").strip():
                self.made.already.append(f"{sheet.what} {'.'.join(found)}")
        if found is None:
            self.add(sheet, key, fields, place)
        else:
            self.seen[sheet.name].add(found)
            self.edit(self.old[sheet.name][found], found, fields, place)

    def key(self, sheet: Sheet, cells: dict[str, str], place: Place) -> Key | None:
        """By what a row says which entry it is; nothing where that cannot be read."""
        key = tuple(unescaped(cells.get(name, "")) for name in sheet.keys)
        if key not in self.old[sheet.name]:
            key = tuple(text.strip() for text in key)
        for name, text in zip(sheet.keys, key, strict=True):
            at = Place(place.file, place.row, name)
            if not text and name != "number":
                self.slip(at, "D109", f"`{name}` is missing", f"name the {sheet.what}")
                return None
            if name == "number" and text:
                number = _number(text)
                if number is None:
                    message = f"expected a whole number, found `{text if len(text) <= 60 else text[:60] + '...'}`"
                    self.slip(at, "D103", message, "leave it empty for a new row")
                    return None
                key = (*key[:-1], str(number))
        return key

    def gone(self, sheet: Sheet, key: str) -> bool:
        """Whether an entry is taken out, because no row of its own sheet names it."""
        here = sheet.name in self.seen and (key,) in self.old[sheet.name]
        return self.delete and here and (key,) not in self.seen[sheet.name]

    def no_more(self, sheet: Sheet, key: str, place: Place) -> None:
        hint = f"take this row out too, or put `{key}` back into {sheet.file}"
        self.slip(place, "D104", f"`{key}` is not in {sheet.file}, and --delete takes it out of the dossier", hint)

    def value(self, sheet: Sheet, name: str, cell: str, place: Place) -> Any:
        """What stands in a cell; nothing where it is empty or cannot be read."""
        if not cell.strip():
            return None
        if "\ufffd" in cell:  # what no encoding could read
            message = "characters were lost when this sheet was saved"
            self.slip(Place(place.file, place.row, name), "D003", message, "save it as CSV in UTF-8")
            return None
        try:
            found = value_of(sheet, name, cell)
        except (ValueError, json.JSONDecodeError) as error:
            hint = "write the text as it is" if isinstance(error, json.JSONDecodeError) else ""
            self.slip(Place(place.file, place.row, name), "D103", f"`{cell[:60]}` cannot be read: {error}", hint)
            return None
        return found

    # rows that are there already

    def edit(self, record: Record, key: Key, fields: dict[str, str], place: Place) -> None:
        path, sheet = record.path, record.sheet
        self.made.places[path] = place
        for name, cell in fields.items():
            at = (*path, key[-1] if sheet is VALUES else name)
            self.made.places[at] = Place(place.file, place.row, name)
            before = record.cell(name)
            if cell == before or cell == before.replace("\r\n", "\n"):
                continue
            value = self.value(sheet, name, cell, place)
            if value is not None and value == single(record.fields.get(name)):
                continue  # the same in another form, as `TRUE` is `true`
            if value is None and name not in record.fields:
                continue  # space alone, and nothing before
            if value is None and cell.strip():
                continue  # told among the slips
            if sheet is VALUES and self.gone(FIGURES, key[0]):
                if value is not None:  # an empty cell goes with its series
                    self.no_more(FIGURES, key[0], place)
                continue
            label = ".".join((*key, name) if sheet is not VALUES else key)
            self.one(record, at, name, value, f"{sheet.what} {label}" if sheet.numbered else label)

    def one(self, record: Record, at: Path, name: str, value: Any, label: str) -> None:
        """One field changed, or taken out where there is no value."""
        if name == "used" and value is not None and not isinstance(record.fields.get("used"), str) and any(
            key[0] == record.path[1] for key in self.old["argument_uses"]
        ):  # fmt: skip
            place = self.made.places[at]
            self.slip(place, "D103", f"`{value}` would take the place of the uses that are told in {USES.file}")
            return
        (self.made.emptied if value is None else self.made.changed).append(label)
        if record.shortened:
            self.lengthened(record, name, value)
        elif value is None:
            self.made.drop.append(at)
        else:
            if isinstance(record.fields.get(name), list) and not isinstance(value, list):
                value = [value]
            self.made.changes[at] = value

    def lengthened(self, record: Record, name: str, value: Any) -> None:
        """A field of an entry that is written as the value of its one important field."""
        path, short = record.path, record.sheet.short
        if name == short and value is not None and path not in self.new:
            self.made.changes[path] = value
            return
        whole = self.new.setdefault(path, {short: self.made.changes.pop(path, record.fields[short])})
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = value

    # new rows

    def add(self, sheet: Sheet, key: Key, cells: dict[str, str], place: Place) -> None:
        fields = {name: self.value(sheet, name, cell, place) for name, cell in cells.items()}
        fields = {name: value for name, value in fields.items() if value is not None}
        if sheet in (USES, VALUES):
            self.add_below(sheet, key, fields, place)
            return
        if sheet is REPORTS:
            self.reports.append(fields)
            there = self.data.get("reports")
            number = len(there) if isinstance(there, list) else 0
            path: Path = ("reports", number + len([1 for p, _ in self.made.append if p == ("reports",)]))
            self.made.append.append((("reports",), fields))
        else:
            self.made.added.append((sheet, key[0]))
            path = (sheet.section, key[0])
            self.new[path] = fields
        self.places(path, fields, place)

    def places(self, path: Path, fields: Iterable[str], place: Place) -> None:
        self.made.places[path] = place
        for name in fields:
            self.made.places[(*path, name)] = Place(place.file, place.row, name)

    def add_below(self, sheet: Sheet, key: Key, fields: dict[str, Any], place: Place) -> None:
        """A use of an argument, or a value of a series."""
        above = ARGUMENTS if sheet is USES else FIGURES
        path: Path = (above.section, key[0])
        there = self.old[above.name].get(key[:1])
        if there is None and path not in self.new:
            known = [k for (k,) in self.old[above.name]] + [str(p[1]) for p in self.new if p[0] == above.section]
            where = Place(place.file, place.row, sheet.keys[0])
            self.slip(where, "D104", f"unknown {above.what} `{key[0]}`", did_you_mean(key[0], known))
            return
        if sheet is VALUES and not self.possible(key, place):
            return
        self.made.added.append((sheet, ".".join(key).rstrip(".")))
        if sheet is VALUES:
            value = fields.get("value", "")
            self.made.places[(*path, "values", key[1])] = Place(place.file, place.row, "value")
            if path in self.new:
                self.new[path].setdefault("values", {})[key[1]] = value
            else:
                self.made.changes[(*path, "values", key[1])] = value
            return
        used = there.fields.get("used") if there and path not in self.new else self.new[path].get("used")
        if path in self.new and isinstance(used, str):
            self.slip(place, "D103", f"`{used}` in {ARGUMENTS.file}, and a use here", "empty one of the two")
            return
        if there is not None and there.shortened and path not in self.new:
            self.new[path] = dict(there.fields)
        if path in self.new:
            uses = used if isinstance(used, list) else []
            self.new[path]["used"] = [*uses, fields]
            number = len(uses)
        elif isinstance(used, list):
            number = len(used) + len([1 for p, _ in self.made.append if p == (*path, "used")])
            self.made.append.append(((*path, "used"), fields))
        else:
            added = self.rebuilt.setdefault((*path, "used"), [])
            number = len(added) + (1 if isinstance(used, dict) else 0)
            added.append(fields)
        self.places((*path, "used", number), fields, place)

    def possible(self, key: Key, place: Place) -> bool:
        """Whether a figure can be added: to a series that stays, of an actor that there is."""
        if self.gone(FIGURES, key[0]):
            self.no_more(FIGURES, key[0], place)
            return False
        actors = [k for (k,) in self.old["actors"] if not self.gone(ACTORS, k)]
        actors += [str(path[1]) for path in self.new if path[0] == "actors"]
        if key[1] not in actors:
            at = Place(place.file, place.row, "actor")
            self.slip(at, "D104", f"unknown actor `{key[1]}`", did_you_mean(key[1], actors))
        return key[1] in actors

    def whole_uses(self, dropped: Iterable[Path]) -> None:
        """Lists of uses where there was one use, or none, or `not stated`."""
        for path, added in self.rebuilt.items():
            before = self.old["arguments"][(str(path[1]),)].fields.get("used")
            first = []
            if isinstance(before, dict) and path in dropped:  # the new ones take its place
                size = len(path)
                for old in [p for p in self.made.places if p[:size] == path and len(p) > size]:
                    place, number = self.made.places.pop(old), old[size]
                    if isinstance(number, int):
                        self.made.places[(*path, number - 1, *old[size + 1 :])] = place
            elif isinstance(before, dict):
                edits = {p[-1]: v for p, v in self.made.changes.items() if p[:-1] == path}
                gone = {p[-1] for p in self.made.drop if p[:-1] == path}
                first = [{k: v for k, v in (before | edits).items() if k not in gone}]
                self.made.changes = {p: v for p, v in self.made.changes.items() if p[:-1] != path}
                self.made.drop = [p for p in self.made.drop if p[:-1] != path]
            self.made.drop = [p for p in self.made.drop if p != path]
            if self.made.changes.get(path) == NOT_STATED:
                where = self.made.places[path]
                self.slip(where, "D103", f"`{NOT_STATED}`, and uses are told in {USES.file}", "empty one of the two")
            self.made.changes[path] = [*first, *added]


def _number(text: str) -> int | None:
    """The number in a cell, if it could be one of a list.

    >>> _number("007"), _number("x"), _number("9" * 5000)
    (7, None, None)
    """
    return int(text) if text.isdecimal() and len(text.lstrip("0")) <= MOST_DIGITS and len(text) < 1000 else None


def _order(row: Row) -> tuple[int, int]:
    """Rows with numbers in their order, new ones behind them."""
    number = _number(row.cells.get("number", "").strip())
    return (1 << 30 if number is None else number, row.number)
