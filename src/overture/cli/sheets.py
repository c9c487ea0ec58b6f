"""A dossier out to sheets of a spreadsheet and back: what `export --csv` and `import FILE --csv` do."""

from __future__ import annotations

import sys
from pathlib import Path

from overture.cli.app import source
from overture.cli.exits import FINE, WRONG_INPUT, BadCommand
from overture.files.saving import create, read_version, save, write_over


def export_sheets(case: str, csv: Path, force: bool) -> int:
    """The sheets of a dossier, all of them or none."""
    from overture.dossier import read
    from overture.exchange.sheets_out import rows_of, sheets_of
    from overture.files.nodes import plain

    text, name = source(case)
    data = plain(read(text, name).root)
    if csv.exists() and not csv.is_dir():
        raise BadCommand(f"`{csv}` is a file; name a folder")
    sheets = {csv / file: sheet for file, sheet in sheets_of(data).items()}
    there = [str(path) for path in sheets if path.exists()]
    if there and not force:
        raise BadCommand(f"{', '.join(there)}: there already; --force writes over them")
    for path, sheet in sheets.items():
        if force:
            write_over(path, sheet)
        else:
            create(path, sheet)
    for path, rows in zip(sheets, rows_of(data).values(), strict=True):
        print(f"{path}: {rows} {'row' if rows == 1 else 'rows'}")
    return FINE


def bring_sheets(file: Path, folder: Path, delete: bool) -> int:
    """Sheets brought into a dossier, which is written whole or not at all."""
    from overture.exchange.sheet_import import CannotRewrite, SlipsInSheets, bring, read_sheets
    from overture.exchange.tables import ImportProblem

    if not folder.is_dir():
        raise BadCommand(f"`{folder}` is no folder; `overture export FILE --csv {folder}` makes one")
    version = read_version(file)
    try:
        found = bring(version.text, read_sheets(folder), str(file), delete)
    except ImportProblem as problem:
        raise BadCommand(f"{folder}: {problem}") from None
    except SlipsInSheets as slips:
        print(slips, file=sys.stderr)
        print("nothing was written", file=sys.stderr)
        return WRONG_INPUT
    except CannotRewrite as error:
        raise BadCommand(f"`{file}`: {error}; nothing was written") from None
    for told in found.noticed:
        print(f"{folder / told}", file=sys.stderr)
    if found.text != version.text:
        save(version, found.text)
    for told in found.told:
        print(told)
    print(file if found.text != version.text else f"{file} says all that already; nothing was written")
    return FINE
