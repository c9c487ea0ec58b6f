"""Sections of a dossier as sheets of a spreadsheet: which sheets there are, and how a value stands in a cell.

A cell holds a text as it is, and a list with one item on each line. What a cell could
not give back as it was stands as `json: ...`. A text that a spreadsheet would take
for a calculation has an apostrophe before it, which the way back takes off.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_origin

from overture.dossier.descriptions import ENTRY, KEYS
from overture.dossier.entries import Actor, Argument, Entry, Figure, Report, Use
from overture.files.nodes import Path

Key = tuple[str, ...]

_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_JSON = "json: "
NOT_STATED = "not stated"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the columns that say which entry a row is, and those that say what it holds."""

    name: str
    section: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    lists: frozenset[str] = frozenset()  # columns with one item on each line
    texts: frozenset[str] = frozenset()  # columns in which `TRUE` is a word like any other
    short: str = ""  # the field that an entry may be shortened to
    what: str = ""  # what a row is, in the singular

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def numbered(self) -> bool:
        """Whether its entries have no id, and stand in a list."""
        return "number" in self.keys

    @property
    def header(self) -> tuple[str, ...]:
        return (*self.keys, *self.columns, *(("mark",) if self.numbered else ()))


def _sheet(name: str, section: str, keys: tuple[str, ...], model: type[Entry], short: str, what: str) -> Sheet:
    columns = list(dict.fromkeys((*KEYS[model.__name__], *(key for key in ENTRY if key != "id"))))
    if name == "reports":
        columns.append("id")
    if "values" in columns:
        columns.remove("values")
    kinds = {info.alias or key: info.annotation for key, info in model.model_fields.items()}
    lists = frozenset(c for c in columns if get_origin(kinds[c]) is tuple and c != "used")
    texts = frozenset(c for c in columns if kinds[c] in (str, str | None))
    return Sheet(name, section, keys, tuple(columns), lists, texts | lists, short, what)


ACTORS = _sheet("actors", "actors", ("id",), Actor, "name", "actor")
REPORTS = _sheet("reports", "reports", ("number",), Report, "", "report")
ARGUMENTS = _sheet("arguments", "arguments", ("id",), Argument, "claim", "argument")
USES = _sheet("argument_uses", "arguments", ("argument", "number"), Use, "", "use of an argument")
FIGURES = _sheet("figures", "figures", ("id",), Figure, "", "series of figures")
VALUES = Sheet("figure_values", "figures", ("figure", "actor"), ("value",), what="figure")
SHEETS = (ACTORS, REPORTS, ARGUMENTS, USES, FIGURES, VALUES)


@dataclass
class Record:
    """One row of a sheet as the dossier has it: where it stands, and its fields as they are written."""

    sheet: Sheet
    path: Path
    fields: dict[str, Any] = field(default_factory=dict)
    shortened: bool = False  # the entry is only the value of its one important field

    def cell(self, column: str) -> str:
        """What stands in a column: nothing where the entry does not have the field."""
        value = self.fields.get(column)
        if value is None or (column == "used" and not isinstance(value, str)):
            return ""
        return cell_of(self.sheet, column, value)


def records(data: dict[str, Any]) -> dict[str, dict[Key, Record]]:
    """Every row of every sheet, by its key, from a dossier as plain groups, lists and texts.

    >>> list(records({"actors": {"us": "Our side"}, "figures": {"n": {"values": {"us": "2"}}}})["figure_values"])
    [('n', 'us')]
    """
    found: dict[str, dict[Key, Record]] = {sheet.name: {} for sheet in SHEETS}
    for sheet in (ACTORS, ARGUMENTS, FIGURES):
        for key, value in _group(data.get(sheet.section)).items():
            whole = value if isinstance(value, dict) else {sheet.short: value}
            found[sheet.name][(key,)] = Record(sheet, (sheet.section, key), whole, not isinstance(value, dict))
            below = _uses(key, whole) if sheet is ARGUMENTS else _values(key, whole) if sheet is FIGURES else ()
            for inner, record in below:
                found[record.sheet.name][inner] = record
    reports = data.get("reports")
    for place, item in enumerate(reports if isinstance(reports, list) else ()):
        found["reports"][(str(place + 1),)] = Record(REPORTS, ("reports", place), _group(item))
    return found


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _uses(key: str, argument: dict[str, Any]) -> Iterator[tuple[Key, Record]]:
    used, path = argument.get("used"), ("arguments", key, "used")
    if isinstance(used, dict):
        yield (key, "1"), Record(USES, path, used)
    for place, use in enumerate(used if isinstance(used, list) else ()):
        yield (key, str(place + 1)), Record(USES, (*path, place), _group(use))


def _values(key: str, figure: dict[str, Any]) -> Iterator[tuple[Key, Record]]:
    for actor, value in _group(figure.get("values")).items():
        yield (key, actor), Record(VALUES, ("figures", key, "values"), {"value": value})


def cell_of(sheet: Sheet, column: str, value: Any) -> str:
    """A value as it stands in a cell.

    >>> cell_of(ACTORS, "aliases", ["the isle", "they"]), cell_of(ACTORS, "name", "=1+1")
    ('the isle\\nthey', "'=1+1")
    """
    if column in sheet.lists:
        items = value if isinstance(value, list) else [value]
        text = "\n".join(map(str, items))
        whole = all(isinstance(i, str) and i and i == i.strip() and not _breaks(i) for i in items) and items != []
    else:
        text, whole = str(value), isinstance(value, str) and value.strip() != "" and "\r" not in value
    if not whole or text.startswith(_JSON) or "\0" in text:
        return _JSON + json.dumps(value, ensure_ascii=False)
    return text if sheet is VALUES and _NUMBER.fullmatch(text) else escaped(text)


def mark_of(fields: dict[str, Any]) -> str:
    """A short text by which an entry is known again as long as it says the same.

    Letters alone, and no vowels: no spreadsheet takes it for a number or a word.

    >>> mark_of({"of": "us", "via": ["press"]}), mark_of({"via": "press", "of": "us"})
    ('chdkcndptd', 'chdkcndptd')
    """
    told = json.dumps({key: single(value) for key, value in fields.items()}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:10].translate(_LETTERS)


_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def single(value: Any) -> Any:
    """A list of one as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _breaks(text: str) -> bool:
    return "\n" in text or "\r" in text


def value_of(sheet: Sheet, column: str, cell: str) -> Any:
    """The value that stands in a cell; of a list with one item that item. Raises `ValueError`.

    >>> value_of(ACTORS, "aliases", "the isle\\nthey"), value_of(ACTORS, "name", "'=1+1")
    (['the isle', 'they'], '=1+1')
    """
    text = unescaped(cell)
    if text.startswith(_JSON):
        value = json.loads(text[len(_JSON) :])
        if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            raise ValueError("a text or a list of texts is expected behind `json:`")
        return value
    if column in sheet.lists:
        items = [line.strip() for line in text.split("\n") if line.strip()]
        return items[0] if len(items) == 1 else items
    # spreadsheets write truth values in capitals
    return text.lower() if column not in sheet.texts and text in ("TRUE", "FALSE") else text


def escaped(text: str) -> str:
    """A text that no spreadsheet calculates.

    >>> escaped("=1+1"), escaped("'=1+1"), escaped("'twas"), escaped("so")
    ("'=1+1", "''=1+1", "'twas", 'so')
    """
    return f"'{text}" if (text[:1] in _CALCULATES and text) or unescaped(text) != text else text


def unescaped(cell: str) -> str:
    """The text behind an apostrophe that `escaped` has put before it; any other text as it is."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in (*_CALCULATES, "'") else cell
