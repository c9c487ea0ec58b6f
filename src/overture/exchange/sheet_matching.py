"""Which entry of a list a row tells: known by what the entry said when it was exported, never by its place alone.

A list may grow or be put in another order between an export and the way back. A row
carries the mark of its entry; where no entry has that mark any more, the entry was
changed in the dossier, and the row is refused. A row that says what an entry says
already is that entry, so the same sheets can be brought in twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from overture.exchange.sheets import Key, Record, Sheet, mark_of, single, value_of

Content = tuple[str, ...]


class NoEntry(ValueError):
    """A row that names an entry which cannot be found, or not be known for certain."""

    def __init__(self, code: str, column: str, message: str, hint: str) -> None:
        self.code, self.column, self.hint = code, column, hint
        super().__init__(message)


class Matching:
    """The entries of one sheet with numbers, and which of them a row has been found to tell."""

    def __init__(self, sheet: Sheet, records: Mapping[Key, Record]) -> None:
        self.sheet = sheet
        self.there = set(records)
        self.taken: set[Key] = set()
        self.marks: dict[tuple[Key, str], list[Key]] = {}
        self.contents: dict[tuple[Key, Content], list[Key]] = {}
        for key, record in records.items():
            cells = {column: record.cell(column) for column in sheet.columns}
            self.marks.setdefault((key[:-1], mark_of(record.fields)), []).append(key)
            self.contents.setdefault((key[:-1], self._content(cells)), []).append(key)

    def match(self, key: Key, mark: str, cells: Mapping[str, str]) -> Key | None:
        """The entry that a row tells, nothing where the row is a new one. Raises `NoEntry`."""
        above, number = key[:-1], key[-1]
        same = self.contents.get((above, self._content(cells)), [])
        if not number and not mark:
            return self._take(same, key) or next(iter(same), None)
        if key in same and key not in self.taken:
            same = [key]
            marked = []
        else:
            marked = self.marks.get((above, mark), []) if mark else []
        found = self._take(marked, key) or self._take(same, key)
        if found is None:
            raise self._no_entry(key, mark)
        return found

    def _take(self, keys: Sequence[Key], first: Key) -> Key | None:
        """The entry at the number of the row, if it is one of these, or the first that no other row has."""
        free = (key for key in keys if key not in self.taken)
        found = first if first in keys and first not in self.taken else next(free, None)
        if found is not None:
            self.taken.add(found)
        return found

    def _no_entry(self, key: Key, mark: str) -> NoEntry:
        new = "leave `number` and `mark` empty for a new row"
        if key[-1] and key not in self.there:
            return NoEntry("D104", "number", f"there is no {self.sheet.what} {'.'.join(key)}", new)
        name = f"{self.sheet.what} {'.'.join(key)}" if key[-1] else f"the {self.sheet.what} of this row"
        if mark:
            return NoEntry("D301", "", f"{name} has changed in the dossier since the export", "export it again")
        return NoEntry("D109", "", f"`mark` is missing, by which {name} is known", f"export it again, or {new}")

    def _content(self, cells: Mapping[str, str]) -> Content:
        return tuple(_told(self.sheet, column, cells.get(column, "")) for column in self.sheet.columns)


def _told(sheet: Sheet, column: str, cell: str) -> str:
    """What a cell says, in whatever form it says it; nothing where it is empty."""
    if not cell.strip():
        return ""
    try:
        return json.dumps(single(value_of(sheet, column, cell.replace("\r\n", "\n"))))
    except ValueError:
        return cell
