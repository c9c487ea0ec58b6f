"""Conflicts of other programs and of print: a file in, the text of a dossier out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from overture.conflict.errors import ConflictError
from overture.exchange.conflict_dossier import ConflictDossier
from overture.exchange.gmcr import gmcr_dossier
from overture.exchange.gmcr_file import read_gmcr
from overture.exchange.importing import MOST_REPORTS, Imported
from overture.exchange.option_form_dossier import Head, option_form_dossier
from overture.exchange.option_tables import MAX_BYTES, date_of, read_option_table
from overture.exchange.tables import ImportProblem
from overture.exchange.writing import one_line, shown

Format = Literal["gmcr", "options"]
MOST_REMARKS = 40  # that stand in the dossier too
ENDINGS: dict[str, Format] = {".gmcr": "gmcr", ".csv": "options", ".tsv": "options", ".txt": "options"}


def import_conflict(
    path: Path, format: Format, as_of: date | None = None, title: str = "", proposer: str = ""
) -> Imported:  # fmt: skip
    """Read a conflict from a file. Raises `ImportProblem`, or a ConflictError such as RankingIncomplete.

    as_of: the day of the dossier; without it that of the file, or today. proposer: the name of a decision
    maker; without it the first.

    >>> import_conflict(Path("no/such/file.gmcr"), "gmcr")
    Traceback (most recent call last):
    overture.exchange.tables.ImportProblem: the file cannot be read: no such file or directory
    """
    data = _bytes(path)
    read = _gmcr if format == "gmcr" else _options
    text, reports = read(data, path, as_of, title, proposer)
    more = [f"and {len(reports) - MOST_REPORTS:,} more that are not shown"] if len(reports) > MOST_REPORTS else []
    return Imported(text, tuple(map(one_line, (*reports[:MOST_REPORTS], *more))))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportProblem(f"the file cannot be read: {(error.strerror or 'the system refused').lower()}") from None


def _gmcr(data: bytes, path: Path, as_of: date | None, title: str, proposer: str) -> tuple[str, list[str]]:
    file = read_gmcr(data)
    head = Head(title or path.stem, as_of or date.today(), proposer)
    written, told = gmcr_dossier(file, head)
    remarks = [f"{_origin(path, 'a file of GMCR+')} What was noticed:", *(f"- {t}" for t in told[:MOST_REMARKS])]
    first = _first(written.actors[written.proposer], proposer)
    reports = [_day("the file has no date", as_of, head.as_of), *first, *_menu(written), *told]
    return replace(written, remarks=remarks).text(), [r for r in reports if r]


def _options(data: bytes, path: Path, as_of: date | None, title: str, proposer: str) -> tuple[str, list[str]]:
    table = read_option_table(data)
    told_date = table.head.get("date", "")
    if told_date and date_of(told_date) is None:
        raise ImportProblem(f"`{shown(told_date)}` is no day of the form 1999-05-01; `date` is the day of the dossier")
    day = as_of or date_of(told_date) or date.today()
    wanted = proposer or table.head.get("proposer", "")
    if wanted and wanted not in table.form.decision_makers:
        known = ", ".join(map(shown, table.form.decision_makers))
        raise ImportProblem(f"no decision maker is called `{shown(wanted)}`; there are {known}")
    head = Head(
        title or table.head.get("title", "") or path.stem, day, wanted, table.head.get("source", ""),
        (_origin(path, "a table of options and states"),),
    )  # fmt: skip
    written = option_form_dossier(table.form, head)
    reports = [] if told_date else [_day("the table has no date", as_of, day)]
    reports += [*_first(written.actors[written.proposer], wanted), *_menu(written), *table.reports]
    start = tuple(option.marks.index(option.now) for option in written.options)
    if not table.head.get("status quo") and start in table.form.states:
        reports.append(f"the table has no status quo: state {table.form.number(start)} is taken")
    return written.text(), [r for r in reports if r]


def _origin(path: Path, what: str) -> str:
    return f"Imported from {path.name}, {what}."


def _day(why: str, given: date | None, taken: date) -> str:
    return "" if given else f"{why}: {taken} is taken; --on names another"


def _menu(written: ConflictDossier) -> list[str]:
    name = shown(written.actors[written.proposer])
    told = "those that change one option are named, so that not all are compared; name those that are in earnest"
    return [f"{name} has many packages to propose: {told}"] if written.proposals else []


def _first(name: str, given: str) -> list[str]:
    return [] if given else [f"the proposer is {shown(name)}, the first decision maker; --proposer names another"]


__all__ = ["ENDINGS", "ConflictError", "Format", "import_conflict"]
