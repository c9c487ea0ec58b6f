"""`check --fix`: the fixes that diagnostics offer, made in the user's own files and said one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from overture.cli.app import Edits, Format
from overture.cli.exits import BadCommand
from overture.files.fixing import fix_files


def fix(files: Sequence[str], read: Callable[[], object], edits: Edits | None, format: Format) -> None:
    """Make the fixes that reading these files offers. Raises `BadCommand` where they are not the user's."""
    if edits is not None and edits.parsed():
        raise BadCommand("--fix mends the file as it stands: leave --set, --add, --drop and --move out")
    for file in files:
        if not Path(file).is_file():
            raise BadCommand(f"--fix needs the path of a file; there is no file `{file}`")
    out = sys.stderr if format == "json" else sys.stdout
    for change in fix_files(files, read):
        print(change, file=out)
