"""A table as others publish it: comma, tab or semicolon separated, with a header; every row keeps its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from overture.exchange.writing import shown

MAX_BYTES = 64_000_000
MAX_ROWS = 500_000
MAX_COLUMNS = 500
MAX_LINE = 1_000_000  # characters; the fields of a line are limited by the csv module


class ImportProblem(ValueError):
    """A file that cannot be imported, with the reason in the user's words."""


@dataclass(frozen=True)
class Row:
    """One row: its first line in the file, its cells by the name of the column, and what stands beyond the last."""

    line: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()
    number: int = 0  # as a spreadsheet counts rows, which may run over lines

    def get(self, *names: str) -> str:
        """The first of these columns that the row has; without surrounding space."""
        for name in names:
            if name in self.cells:
                return self.cells[name].strip()
        return ""


@dataclass
class Table:
    """The rows of a file, and what was noticed while it was read."""

    columns: tuple[str, ...]
    rows: list[Row]
    reports: list[str] = field(default_factory=list)

    def must_have(self, *groups: tuple[str, ...]) -> None:
        """Raises `ImportProblem` unless one column of each group is there."""
        missing = [" or ".join(group) for group in groups if not any(name in self.columns for name in group)]
        if missing:
            raise ImportProblem(
                f"this is not the layout that is expected: no column {'; no column '.join(missing)}; "
                f"the file has {shown(', '.join(self.columns[:20]), 300)}"
            )
        if not self.rows:
            raise ImportProblem("the file has a header and no rows")

    def unknown(self, known: Collection[str], pattern: str = "") -> list[str]:
        """The columns with a text that are neither in `known` nor in the form of `pattern`."""
        found = [c for c in self.columns if c not in known and not (pattern and re.fullmatch(pattern, c))]
        told = {c for row in self.rows for c, text in row.cells.items() if text.strip()} if found else set()
        return [c for c in found if c in told]

    def tell_unknown(self, known: Collection[str], pattern: str = "") -> None:
        """Report the columns that the layout does not have."""
        found = self.unknown(known, pattern)
        if found:
            self.reports.append(f"columns that the layout does not have are not used: {shown(', '.join(found), 300)}")


def several(problems: list[str], most: int = 40) -> ImportProblem:
    """What is wrong with the rows of a file as one problem, the first so many told."""
    more = [f"and {len(problems) - most} more"] if len(problems) > most else []
    return ImportProblem("\n".join([*problems[:most], *more]))


def read_table(path: Path) -> Table:
    """Read a table from a file. Raises `ImportProblem`.

    >>> read_table(Path("no/such/file.csv"))
    Traceback (most recent call last):
    overture.exchange.tables.ImportProblem: the file cannot be read: no such file or directory
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportProblem(f"the file cannot be read: {(error.strerror or 'the system refused').lower()}") from None
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    return parse_table(data)


def parse_table(data: bytes) -> Table:
    """The table of these bytes. Column names are in lower case, with spaces for `_`. Raises `ImportProblem`.

    >>> parse_table(b"Taken_on,b\\n1,2\\n").rows[0].cells
    {'taken on': '1', 'b': '2'}
    """
    lines, reports = cells_of(data)
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    for number, line, cells in lines:
        if not columns:
            columns = _columns(cells)
            continue
        beyond = tuple(c.strip() for c in cells[len(columns) :] if c.strip())
        if beyond or len(cells) < len(columns):
            reports.append(f"line {line}: {len(cells)} cells, {len(columns)} columns")
        rows.append(Row(line, dict(zip(columns, cells, strict=False)), beyond, number))
    if not columns:
        raise ImportProblem("the file is empty")
    return Table(columns, rows, reports)


def cells_of(data: bytes, header: str = "") -> tuple[Iterator[tuple[int, int, list[str]]], list[str]]:
    """The rows with a text, each with its number, its first line and its cells; and what is said of the encoding.

    `header`: how the line begins, in lower case, that shows what the cells are separated by; by default the
    first. Raises `ImportProblem`, also while the rows are read.
    """
    text, reports = _decoded(data)
    return _rows(csv.reader(_lines(text), delimiter=_delimiter(text, header), strict=True)), reports


def _rows(reader: Any) -> Iterator[tuple[int, int, list[str]]]:
    before = count = 0  # before: the last line of the row before
    try:
        for number, cells in enumerate(reader, 1):
            line, before = before + 1, reader.line_num
            if not any(c.strip() for c in cells):
                continue
            count += 1
            if count > MAX_ROWS + 1:  # the header is no row
                raise ImportProblem(f"the file has more than {MAX_ROWS:,} rows")
            yield number, line, cells
    except csv.Error as error:
        hint = "a quotation mark is not closed" if "unexpected end of data" in str(error) else str(error)
        raise ImportProblem(f"line {before + 1}: this is no readable table: {hint}") from None


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of the bytes, and what is to be said about its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # what spreadsheets call Unicode text
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise ImportProblem("the file begins as UTF-16 and does not go on so; save it as UTF-8") from None
    zero = data.find(b"\0")
    if zero >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise ImportProblem(f"line {line}: this is no text: it holds a zero byte")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("cp1252", "replace")
    reports = [f"line {line}: the file is not UTF-8; it was read as Windows-1252"]
    lost = text.count("�")
    if lost:
        at = text.count("\n", 0, text.index("�")) + 1
        reports.append(f"line {at}: {lost} characters are not Windows-1252 either and are written as �")
    return text, reports


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > MAX_LINE:
            raise ImportProblem(f"line {number}: this is no readable table: a line of {len(line):,} characters")
        yield line


def _delimiter(text: str, header: str) -> str:
    """The separator that the header has most of, outside quotation marks; a comma where there is none."""
    found = (line for line in _lines(text) if line.strip() and line.lower().lstrip('"').startswith(header))
    first = next(found, "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max((",", "\t", ";"), key=bare.count)


def _columns(cells: list[str]) -> tuple[str, ...]:
    if len(cells) > MAX_COLUMNS:
        raise ImportProblem(f"this is no readable table: {len(cells):,} columns")
    names = (" ".join(c.replace("_", " ").split()).lower() for c in cells)
    columns = tuple(name or f"column {number}" for number, name in enumerate(names, 1))
    seen: set[str] = set()
    for column in columns:
        if column in seen:
            raise ImportProblem(f"the column {shown(column)} is there twice")
        seen.add(column)
    return columns
