"""A table as others publish it: comma or tab separated, with a header; every row keeps its line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

MAX_BYTES = 64_000_000
MAX_ROWS = 500_000


class ImportProblem(ValueError):
    """A file that cannot be imported, with the reason in the user's words."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, and its cells by the name of the column."""

    line: int
    cells: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that the row has; without surrounding space."""
        return next((self.cells[n].strip() for n in names if n in self.cells), "")


@dataclass
class Table:
    """The rows of a file, and what was noticed while it was read."""

    columns: tuple[str, ...]
    rows: list[Row]
    reports: list[str] = field(default_factory=list)

    def must_have(self, *groups: tuple[str, ...]) -> None:
        """Raises `ImportProblem` unless one column of each group is there."""
        missing = [group[0] for group in groups if not any(name in self.columns for name in group)]
        if missing:
            raise ImportProblem(
                f"this is not the layout that is expected: no column {', '.join(missing)}; "
                f"the file has {', '.join(self.columns[:20]) or 'no columns'}"
            )


def read_table(path: Path) -> Table:
    """Read a table from a file. Column names are taken in lower case. Raises `ImportProblem`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportProblem(f"`{path}` cannot be read: {(error.strerror or 'the system refused').lower()}") from None
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"`{path}` is larger than {MAX_BYTES // 1_000_000} MB")
    return parse_table(data)


def parse_table(data: bytes) -> Table:
    """The table of these bytes. Raises `ImportProblem`.

    >>> parse_table(b"a,b\\n1,2\\n").rows[0].cells
    {'a': '1', 'b': '2'}
    """
    reports: list[str] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        reports.append("the file is not UTF-8; it was read as Windows-1252")
    if "\0" in text:
        raise ImportProblem("this is no text: it holds a zero byte")
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    try:
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            if not columns:
                columns = tuple(c.strip().lower() for c in cells)
                twice = {c for c in columns if columns.count(c) > 1}
                if twice:
                    raise ImportProblem(f"the column {sorted(twice)[0] or '(without a name)'} is there twice")
                continue
            if len(cells) != len(columns):
                reports.append(f"line {reader.line_num}: {len(cells)} cells, {len(columns)} columns")
            rows.append(Row(reader.line_num, dict(zip(columns, cells, strict=False))))
            if len(rows) > MAX_ROWS:
                raise ImportProblem(f"the file has more than {MAX_ROWS:,} rows")
    except csv.Error as error:
        raise ImportProblem(f"line {reader.line_num}: this is no readable table: {error}") from None
    if not columns:
        raise ImportProblem("the file is empty")
    return Table(columns, rows, reports)
