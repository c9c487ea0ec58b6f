"""A dossier as sheets that a spreadsheet opens: one file for each kind of entry, nothing left out."""

from __future__ import annotations

import csv
import io
from typing import Any

from overture.exchange.sheets import SHEETS, Key, Record, Sheet, escaped, mark_of, records


def sheets_of(data: dict[str, Any]) -> dict[str, str]:
    """The text of each sheet by the name of its file, from a dossier as plain groups, lists and texts.

    The byte order mark lets spreadsheets see that the text is UTF-8; lines end as
    RFC 4180 has them. A sheet without a row has its header.

    >>> sheets_of({"actors": {"us": {"name": "Our side", "kind": "state"}}})["actors.csv"].splitlines()[1]
    'us,Our side,,state,,,,,,,,,'
    """
    found = records(data)
    return {sheet.file: _written(sheet, found[sheet.name]) for sheet in SHEETS}


def rows_of(data: dict[str, Any]) -> dict[str, int]:
    """How many rows each sheet has."""
    return {name: len(rows) for name, rows in records(data).items()}


def _written(sheet: Sheet, rows: dict[Key, Record]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.header)
    for key, record in rows.items():
        mark = [mark_of(record.fields)] if sheet.numbered else []
        writer.writerow([*map(escaped, key), *(record.cell(column) for column in sheet.columns), *mark])
    return out.getvalue()
