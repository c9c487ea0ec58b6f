"""What all commands share: the application, edits on the command line, reading, printing and writing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter
from rich.console import Console

from overture import __version__, library
from overture.cli.exits import BadCommand
from overture.cli.published import published_dossier
from overture.dossier import Dossier, Edit, read
from overture.dossier.edits import EditError, parse_edit
from overture.files.saving import write_over
from overture.files.text import read_file

app = App(
    name="overture",
    help="Plan a diplomatic proposal: run the treaties, audit the reasoning, advise and write.",
    version=__version__,
    result_action="return_value",
)

Format = Literal["text", "json"]


class PlainConsole(Console):
    """A console that leaves it to `run` what happens when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _edits(kind: str) -> Any:
    return Parameter(name=f"--{kind}", negative=())


@dataclass
class Edits:
    """Edits made before anything is computed. The file stays as it is."""

    set: Annotated[list[str], _edits("set")] = field(default_factory=list)
    "Change a value: PATH=VALUE, as in swing.taken=false. May be repeated."
    add: Annotated[list[str], _edits("add")] = field(default_factory=list)
    "Add an entry: 'SECTION={id: ..., ...}'."
    drop: Annotated[list[str], _edits("drop")] = field(default_factory=list)
    "Take an entry or a field out: PATH."
    move: Annotated[list[str], _edits("move")] = field(default_factory=list)
    "Put a statement before another: ID=BEFORE."

    def parsed(self) -> list[Edit]:
        """The edits: additions first, so that what they add can be set."""
        found = []
        for kind in ("add", "set", "drop", "move"):
            for text in getattr(self, kind):
                try:
                    found.append(parse_edit(kind, text))
                except EditError as error:
                    hint = f"; {error.hint}" if error.hint else ""
                    raise BadCommand(f"{error}{hint}") from None
        return found


Edited = Annotated[Edits | None, Parameter(name="*")]


def source(case: str) -> tuple[str, str]:
    """The text and the name of a case: a shipped name, the key of a published conflict, or a path."""
    if case in library.names() and not Path(case).exists():
        return library.case(case), f"{case}.yaml"
    if case in library.published_keys() and not Path(case).exists():
        return published_dossier(case), f"{case}.yaml"
    if not os.path.exists(case) and "/" not in case and not case.endswith((".yaml", ".yml")):
        from overture.files.diagnostics import did_you_mean

        treaties = [*library.treaties(), *library.treaties().values()]
        known = [*library.names(), *library.published_keys(), *treaties]
        hint = did_you_mean(case, known) or f"shipped cases: {', '.join(library.names())}"
        raise BadCommand(f"there is neither a file nor a shipped case called `{case}`; {hint}")
    return read_file(Path(case)), case


def dossier_of(case: str, edits: Edits | None) -> Dossier:
    """The dossier of a path or shipped name, with the edits made. Raises `DossierError`."""
    text, name = source(case)
    return read(text, name, edits.parsed() if edits else ())


def terminal() -> Console:
    """Where text goes: as wide as the terminal, or 140 columns into a file."""
    asked = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() else int(asked) if asked.isdecimal() and int(asked) >= 40 else 140
    return PlainConsole(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def progress(work: str = "trying edits") -> Callable[[int, int], None] | None:
    """A line on stderr while long work runs, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r" + " " * 60 + "\r" if done >= total else ""
        sys.stderr.write(f"\r{work}: {done} of {total} {end}")
        sys.stderr.flush()

    return show


def json_text(data: Any) -> str:
    """A result for programs."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def print_json(data: Any) -> None:
    """Print a result for programs."""
    sys.stdout.write(json_text(data))


def write(path: Path, content: str | bytes) -> None:
    """Write a paper or a table whole; on stderr, that it takes the place of an earlier one."""
    with telling_of_folder(path):
        there = write_over(path, content)
    if there:
        print(f"{path}: written over the earlier one", file=sys.stderr)


@contextmanager
def telling_of_folder(path: Path) -> Iterator[None]:
    """Whoever writes a file makes the folder that it is to be in; on stderr, that there was none."""
    new = not path.parent.exists()
    yield
    if new:
        print(f"{path.parent}: a new folder", file=sys.stderr)


def print_or_write(text: str, output: Path | None) -> None:
    """A text where it is wanted: in a file, of which the path is printed, or else on the screen."""
    if output is None:
        sys.stdout.write(text)
    else:
        write(output, text)
        print(output)
