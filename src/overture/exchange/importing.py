"""Importing figures and logs: official layouts in, a section of a dossier or of a treaty file out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from overture.exchange.depositary import depositary
from overture.exchange.figures import figures
from overture.exchange.layouts import NMC, ideal_points, nmc
from overture.exchange.states import states
from overture.exchange.tables import ImportProblem, Table, read_table
from overture.files.diagnostics import DossierError
from overture.files.text import compose, decode

Kind = Literal["nmc", "states", "ideal-points", "depositary"]
NMC_VARIABLES = tuple(NMC)
MOST_REPORTS = 1_000


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
    or code; `variable`: which column of the capabilities, or of the ideal points; `on`:
    the day for states. Missing values are left out and told; nothing is imputed.

    >>> import_file("states", Path("states.csv"))
    Traceback (most recent call last):
    overture.exchange.tables.ImportProblem: say for which day: --on YYYY-MM-DD
    """
    _fitting(kind, years, only, variable, on)
    table = read_table(path)
    text, reports = _imported(kind, table, path.name, years, only, variable, on)
    _reads_back(text)
    told = [*table.reports, *reports]
    more = [f"and {len(told) - MOST_REPORTS:,} more that are not shown"] if len(told) > MOST_REPORTS else []
    return Imported(text, (*told[:MOST_REPORTS], *more))


def _fitting(kind: Kind, years: Sequence[int], only: Sequence[str], variable: str, on: date | None) -> None:
    """Refuse options that the kind of file has no use for, rather than leave them unheard."""
    if kind == "states" and on is None:
        raise ImportProblem("say for which day: --on YYYY-MM-DD")
    if kind != "states" and on is not None:
        raise ImportProblem("--on is for --states; a year is named by --year")
    if kind in ("states", "depositary") and years:
        raise ImportProblem("--year is for --nmc and --ideal-points")
    if kind in ("states", "depositary") and variable != "cinc":
        raise ImportProblem("--variable is for --nmc and --ideal-points")
    if kind == "depositary" and only:
        raise ImportProblem("--only is not for --depositary: a log is read whole")


def _imported(
    kind: Kind, table: Table, file: str, years: Sequence[int], only: Sequence[str], variable: str, on: date | None
) -> tuple[str, list[str]]:
    if kind == "depositary":
        return depositary(table, file)
    if kind == "states":
        assert on is not None
        return states(table, on, only, file)
    if kind == "nmc":
        return figures(table, nmc(table, variable), years, only, file)
    return figures(table, ideal_points(table, "" if variable == "cinc" else variable), years, only, file)


def _reads_back(text: str) -> None:
    """Nothing is written that a dossier or a treaty file could not hold: too large, or not readable."""
    try:
        _, problems = compose(decode(text.encode(), "import"), "import")
    except DossierError as error:
        problems = list(error.diagnostics)
    if problems:
        raise ImportProblem(f"what was read makes no section that can be used: {problems[0].message}")
