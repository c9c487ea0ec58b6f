"""Conflicts out of and into the files of other programs: what `export --to` and `import FILE` do."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from overture.cli.app import Edits, dossier_of, telling_of_folder
from overture.cli.exits import FINE, BadCommand
from overture.files.saving import create, write_over

if TYPE_CHECKING:
    from overture.exchange.conflict_importing import Format

Target = Literal["nfg", "csv", "latex", "markdown", "graphml", "dot"]
ENDINGS: dict[Target, tuple[str, ...]] = {
    "nfg": (".nfg",), "csv": (".csv",), "latex": (".tex",), "markdown": (".md",), "graphml": (".graphml", ".xml"),
    "dot": (".dot", ".gv"),
}  # fmt: skip


def export_conflict(case: str, edits: Edits | None, to: Target, output: Path | None, force: bool) -> int:
    """The whole conflict of a dossier as a file of another program, or printed."""
    from overture.exchange.move_graph import dot, graphml
    from overture.exchange.nfg import nfg
    from overture.exchange.stability_print import latex, markdown
    from overture.exchange.stability_table import stability_csv
    from overture.exchange.whole import whole

    if output is not None and output.suffix not in ENDINGS[to]:
        raise BadCommand(f"`{output}` does not end in {' or '.join(ENDINGS[to])}")
    writers = {"nfg": nfg, "csv": stability_csv, "latex": latex, "markdown": markdown, "graphml": graphml, "dot": dot}
    found, worlds = whole(dossier_of(case, edits))
    text = writers[to](found)
    if worlds > 1:
        print(f"{case}: there are {worlds} base worlds; this is the first", file=sys.stderr)
    if to == "nfg" and (found.constrained or found.one_way):
        from overture.exchange.nfg import NOT_FREE

        print(f"{case}: some moves of the game are none of the conflict, so the {NOT_FREE}", file=sys.stderr)
    if output is None:
        sys.stdout.write(text.lstrip("\ufeff"))
        return FINE
    _write(output, text, force)
    return FINE


def import_conflict_file(
    file: Path, format: Format | None, output: Path | None, on: date | None, title: str, proposer: str, force: bool
) -> int:
    """A conflict of another program, or of print, written as a dossier."""
    from overture.conflict.errors import DoesNotFit
    from overture.exchange.conflict_importing import ENDINGS as FORMATS
    from overture.exchange.conflict_importing import ConflictError, import_conflict
    from overture.exchange.tables import ImportProblem
    from overture.model import LimitReached

    format = format or FORMATS.get(file.suffix.lower())
    if format is None:
        raise BadCommand(f"`{file}`: say what it is: --format gmcr, --format options, or sheets by --csv DIR")
    if output is None:
        raise BadCommand("say where to write: --output FILE")
    if output.suffix not in (".yaml", ".yml"):
        raise BadCommand(f"`{output}` does not end in .yaml or .yml; a dossier is written")
    if output.exists() and output.resolve() == file.resolve():
        raise BadCommand("--output is the file that is read; name another")
    if output.exists() and not force:
        raise BadCommand(f"`{output}` is there already; --force writes over it")
    try:
        found = import_conflict(file, format, on, title, proposer)
    except DoesNotFit as limit:
        raise LimitReached(f"{file}: {limit}") from None
    except (ImportProblem, ConflictError) as problem:
        raise BadCommand(f"{file}: {problem}") from None
    for report in found.reports:
        print(f"{file}: {report}", file=sys.stderr)
    _write(output, found.yaml, force)
    return FINE


def _write(output: Path, text: str, force: bool) -> None:
    if output.is_dir():
        raise BadCommand(f"`{output}` is a folder; name a file")
    if output.exists() and not force:
        raise BadCommand(f"`{output}` is there already; --force writes over it")
    with telling_of_folder(output):
        if force:
            write_over(output, text)
        else:
            create(output, text)
    print(output)
