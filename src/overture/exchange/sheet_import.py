"""Sheets brought into a dossier: read, planned, put in their places, and read back before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as File

from overture.dossier import DossierError, read
from overture.exchange.sheets import SHEETS
from overture.exchange.sheets_in import Place, Plan, Slip, planned
from overture.exchange.tables import ImportProblem, Table, read_table
from overture.files import nodes
from overture.files.diagnostics import Diagnostic
from overture.files.nodes import Path, Span, plain
from overture.files.removing import drop
from overture.files.rewriting import CannotRewrite, put
from overture.files.text import compose

FOUND_AT_MOST = 40  # names in one line of the report


class SlipsInSheets(ValueError):
    """What is wrong in the cells; nothing is written."""

    def __init__(self, slips: Iterable[Slip], elsewhere: str = "") -> None:
        self.slips = tuple(slips)
        super().__init__("\n".join([*map(str, self.slips), *([elsewhere] if elsewhere else [])]))


@dataclass(frozen=True)
class Brought:
    """The text with the sheets in it, and what was changed."""

    text: str
    told: tuple[str, ...]
    noticed: tuple[str, ...]  # about the files themselves: their encoding, short rows


def read_sheets(folder: File) -> dict[str, Table]:
    """The sheets of a folder by the names of their files. Raises `ImportProblem`."""
    found: dict[str, Table] = {}
    for sheet in SHEETS:
        path = folder / sheet.file
        if path.is_file():
            try:
                found[sheet.file] = read_table(path)
            except ImportProblem as problem:
                raise ImportProblem(f"{sheet.file}: {problem}") from None
    if not found:
        raise ImportProblem(f"no sheet is here; looked for {', '.join(s.file for s in SHEETS)}")
    return found


def bring(text: str, tables: dict[str, Table], file: str = "dossier", delete: bool = False) -> Brought:
    """The text of a dossier with what the sheets say. Raises `SlipsInSheets`, `CannotRewrite` or `DossierError`.

    `delete` takes out the entries that no row names any more; else they are told and kept.

    >>> from overture.exchange.tables import parse_table
    >>> from overture.library import case
    >>> sheet = parse_table(b"id,name\\nus,Our side\\nthem,Their government\\n")
    >>> found = bring(case("first-case"), {"actors.csv": sheet})
    >>> found.told, "us: {name: Our side}, them:" in found.text
    (('changed us.name',), True)
    """
    root, problems = compose(text, file)
    if problems or not isinstance(root, nodes.Mapping):
        raise DossierError(problems or [Diagnostic("D103", "a dossier starts with `overture: 1`")], file, text)
    plan = planned(plain(root), tables, delete)
    if plan.slips:
        raise SlipsInSheets(plan.slips)
    noticed = tuple(f"{name}: {told}" for name, table in tables.items() for told in table.reports)
    if plan.empty:
        return Brought(text, tuple(_told(plan, delete)), noticed)
    written = put(text, plan.changes.items(), plan.append)
    if plan.drop:
        written = drop(written, plan.drop)
    try:
        read(written, file)
    except DossierError as error:
        raise _in_cells(error, _placed(plan, written)) from None
    return Brought(written, tuple(_told(plan, delete)), noticed)


def _told(plan: Plan, delete: bool) -> Iterable[str]:
    """What was changed, in the words of the sheets."""
    for sheet in SHEETS:
        names = [name for of, name in plan.added if of is sheet]
        if names:
            plural = sheet.what if len(names) == 1 or sheet.what.startswith("series") else _plural(sheet.what)
            yield f"added {len(names)} {plural}: {_names(names)}"
    if plan.changed:
        yield f"changed {_names(plan.changed)}"
    if plan.emptied:
        yield f"emptied {_names(plan.emptied)}"
    if plan.already:
        yield f"in the dossier already, and not added again: {_names(plan.already)}"
    for sheet in SHEETS:
        names = [name for of, name, _ in plan.unnamed if of is sheet]
        if names and delete:
            yield f"removed from {sheet.section}, no longer in {sheet.file}: {_names(names)}"
        elif names:
            yield f"not in {sheet.file}, and kept: {_names(names)}; --delete removes what a sheet leaves out"


def _plural(what: str) -> str:
    return what.replace("use ", "uses ") if what.startswith("use ") else f"{what}s"


def _names(names: list[str]) -> str:
    more = f" and {len(names) - FOUND_AT_MOST} more" if len(names) > FOUND_AT_MOST else ""
    return ", ".join(names[:FOUND_AT_MOST]) + more


def _placed(plan: Plan, text: str) -> list[tuple[Span, Place]]:
    """The stretch of the text that each cell has become, the smallest first."""
    root, _ = compose(text)
    found = []
    for planned_path, place in plan.places.items():
        path = _after(planned_path, plan.drop)
        above, node = nodes.at(root, path[:-1]), nodes.at(root, path)
        key = above.key(str(path[-1])) if isinstance(above, nodes.Mapping) else None
        if node is not None and node.span is not None:
            start = key.span if key is not None and key.span is not None else node.span
            found.append((Span(start.line, start.column, node.span.end_line, node.span.end_column), place))
    return sorted(found, key=lambda f: (f[0].end_line - f[0].line, f[0].end_column - f[0].column, not f[1].column))


def _after(path: Path, gone: Iterable[Path]) -> Path:
    """Where a path leads once items before it have gone out of their lists.

    >>> _after(("reports", 2, "of"), [("reports", 0)])
    ('reports', 1, 'of')
    """
    less = [0] * len(path)
    for out in gone:
        at, last = len(out) - 1, out[-1]
        here = path[at] if at < len(path) else ""
        if path[:at] == out[:-1] and isinstance(here, int) and isinstance(last, int) and last < here:
            less[at] += 1
    return tuple(step - by if isinstance(step, int) else step for step, by in zip(path, less, strict=True))


def _in_cells(error: DossierError, places: list[tuple[Span, Place]]) -> SlipsInSheets:
    """The mistakes of a text told where they stand in the sheets; what stands in none, where it stands in the text."""
    slips, elsewhere = [], []
    lines = error.text.splitlines()
    for d in error.diagnostics:
        place = next((place for span, place in places if d.span and _within(d.span, span)), None)
        if place is not None:
            slips.append(Slip(place, d.code, d.message, d.hint))
        else:
            elsewhere.append(d.show(error.file, lines))
    return SlipsInSheets(slips, "\n".join(elsewhere))


def _within(inner: Span, outer: Span) -> bool:
    start, end = (inner.line, inner.column), (outer.end_line, outer.end_column)
    return (outer.line, outer.column) <= start <= end


__all__ = ["Brought", "CannotRewrite", "SlipsInSheets", "bring", "read_sheets"]
