"""The commands that bring things in and out: schema, outline, sheets, conflicts, files in official layouts."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from overture.cli.app import Edited, app, dossier_of, json_text, print_or_write, terminal
from overture.cli.conflict_files import Target, export_conflict, import_conflict_file
from overture.cli.exits import FINE, BadCommand
from overture.cli.sheets import bring_sheets, export_sheets
from overture.cli.treaties import day_of

Format = Literal["gmcr", "options"]
OutlineFormat = Literal["text", "md", "json"]
_FORMATS: dict[str, OutlineFormat] = {".txt": "text", ".md": "md", ".json": "json"}


def _must_be(output: Path | None, endings: tuple[str, ...], read: str = "") -> None:
    """Raises `BadCommand` where a file to be written ends otherwise, or is the one that is read."""
    if output is None:
        return
    behind = Path(os.path.realpath(output))  # where a link leads
    if output.suffix not in endings or (behind.exists() and behind.suffix not in endings):
        raise BadCommand(f"`{output}` does not end in {' or '.join(endings)}, or is a link to a file that does not")
    if read and behind.exists() and os.path.exists(read) and os.path.samefile(behind, read):
        raise BadCommand(f"`{output}` is the file that is read; name another")


@app.command
def schema(*, treaty: Annotated[bool, Parameter(negative=())] = False, output: Path | None = None) -> int:
    """Print the JSON Schema of the language, from which an editor completes and checks while you type.

    Parameters
    ----------
    treaty
        The schema of treaty files, in place of that of dossiers.
    output
        A .json file; without it the schema is printed.
    """
    from overture.dossier import json_schema as of_dossiers
    from overture.treaties.text import json_schema as of_treaties

    _must_be(output, (".json",))
    found = of_treaties.schema() if treaty else of_dossiers.schema()
    print_or_write(json_text(found), output)
    return FINE


@app.command
def outline(
    case: str,
    /,
    *,
    ids: Annotated[bool, Parameter(negative=())] = False,
    format: OutlineFormat = "text",
    width: int | None = None,
    output: Path | None = None,
) -> int:
    """Print the dossier as a numbered outline that reads aloud.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    ids
        Name the id of each entry, in brackets.
    format
        text, md or json; with --output the ending of the file says which.
    width
        The longest line of text; by default that of the terminal.
    output
        A .txt, .md or .json file; without it the outline is printed.
    """
    from overture.terminal.outline import LEAST_WIDTH
    from overture.terminal.outline import outline as outlined

    if width is not None and width < LEAST_WIDTH:
        raise BadCommand(f"--width is {LEAST_WIDTH} at least")
    _must_be(output, tuple(_FORMATS), case)
    if output is not None:
        format = _FORMATS[output.suffix]
    told = outlined(dossier_of(case, None))
    if format == "json":
        text = json_text(told.as_json())
    else:
        text = told.markdown(ids) if format == "md" else told.text(width or terminal().width, ids)
    print_or_write(text, output)
    return FINE


@app.command
def export(
    case: str,
    /,
    *,
    csv: Path | None = None,
    to: Target | None = None,
    output: Path | None = None,
    edits: Edited = None,
    force: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Write actors, reports, arguments and figures as sheets; or the whole conflict for another program.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    csv
        The folder for the sheets; `import` brings them back.
    to
        The conflict as nfg (a game, for Gambit), as a table of stability in csv, latex or markdown, or as the
        graph of moves in graphml or dot.
    output
        With --to: the file to write; without it the text is printed.
    force
        Write over what is there.
    """
    if csv is not None:
        others = {"to": to is not None, "output": output is not None, "set, --add, --drop or --move": edits is not None}
        for option, is_given in others.items():
            if is_given:
                raise BadCommand(f"--{option} does not go with --csv, which writes sheets into a folder")
        return export_sheets(case, csv, force)
    if to is None:
        raise BadCommand("say what to write: sheets by --csv DIR, or the conflict by --to, as in --to nfg")
    return export_conflict(case, edits, to, output, force)


@app.command(name="import")
def import_(
    file: Path | None = None,
    *,
    csv: Path | None = None,
    delete: Annotated[bool, Parameter(negative=())] = False,
    nmc: Path | None = None,
    states: Path | None = None,
    ideal_points: Path | None = None,
    depositary: Path | None = None,
    output: Path | None = None,
    year: Annotated[list[int], Parameter(negative=())] = [],  # noqa: B006
    only: str = "",
    variable: str = "cinc",
    on: str | None = None,
    format: Format | None = None,
    title: str = "",
    proposer: str = "",
    force: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Bring sheets into a dossier; make one of a published conflict; read figures or a log in an official layout.

    Parameters
    ----------
    file
        A conflict: a file of GMCR+ (.gmcr), or a table of options and states (.csv). With --csv: the dossier
        that the sheets are brought into.
    csv
        A folder with sheets, as `export` writes them.
    delete
        With --csv: take out the entries that no row names any more.
    nmc
        National Material Capabilities of the Correlates of War project.
    states
        State system membership of the same project; needs --on.
    ideal_points
        Ideal points in the United Nations General Assembly.
    depositary
        Actions of a depositary: participant, action, taken on, effective on.
    output
        The file to write: a dossier, or a section of one or of a treaty file. Not with --csv.
    year
        A year; may be repeated. By default the last with data.
    only
        States by abbreviation or code, as in USA,RUS.
    variable
        Which series of the capabilities: cinc, milex, milper, irst, pec, tpop, upop.
    on
        The day for --states; of a conflict, the day of the dossier.
    format
        What FILE is, where its ending does not say: gmcr or options.
    title
        The title of the dossier that is made of a conflict.
    proposer
        The decision maker of a conflict whose decision the dossier is about; by default the first.
    force
        Write over a file that is there.
    """
    layouts = {"nmc": nmc, "states": states, "ideal-points": ideal_points, "depositary": depositary}
    named = [(kind, path) for kind, path in layouts.items() if path is not None]
    if csv is not None:
        others = {
            **{kind: path is not None for kind, path in layouts.items()}, "output": output is not None,
            "year": bool(year), "only": bool(only), "variable": variable != "cinc", "on": on is not None,
            "format": format is not None, "title": bool(title), "proposer": bool(proposer), "force": force,
        }  # fmt: skip
        for option, is_given in others.items():
            if is_given:
                raise BadCommand(f"--{option} does not go with --csv, which changes the dossier itself")
        if file is None:
            raise BadCommand("say which dossier the sheets belong to: overture import FILE --csv DIR")
        return bring_sheets(file, csv, delete)
    if delete:
        raise BadCommand("--delete goes with --csv alone")
    if file is not None:
        if file.suffix in (".yaml", ".yml") and format is None:
            raise BadCommand(f"`{file}`: say where its sheets are: overture import FILE --csv DIR")
        unfit = {**dict(named), "year": year, "only": only, "variable": "" if variable == "cinc" else variable}
        for option, value in unfit.items():
            if value:
                raise BadCommand(f"--{option} does not go with a conflict")
        return import_conflict_file(file, format, output, day_of(on, "--on"), title, proposer, force)
    for option, value in {"format": format, "title": title, "proposer": proposer}.items():
        if value:
            raise BadCommand(f"--{option} goes with a conflict: overture import FILE --output CASE.yaml")
    if len(named) != 1:
        raise BadCommand(
            "name one file to import: --nmc, --states, --ideal-points or --depositary; or sheets: --csv; or a conflict"
        )
    if output is None:
        raise BadCommand("say where to write: --output FILE")
    kind, path = named[0]
    names = [n.strip() for n in only.split(",") if n.strip()]
    return _layout(kind, path, output, year, names, variable, day_of(on, "--on"), force)


def _layout(
    kind: str, path: Path, output: Path, years: list[int], only: list[str], variable: str, on: date | None, force: bool
) -> int:
    """Figures or a log from a file in an official layout, written as a section of a file."""
    from overture.exchange.importing import import_file
    from overture.exchange.tables import ImportProblem

    if output.is_dir():
        raise BadCommand(f"`{output}` is a folder; name a file")
    if output.exists() and output.resolve() == path.resolve():
        raise BadCommand("--output is the file that is read; name another")
    if output.exists() and not force:
        raise BadCommand(f"`{output}` is there already; --force writes over it")
    try:
        found = import_file(kind, path, years, only, variable, on)  # type: ignore[arg-type]
    except ImportProblem as problem:
        raise BadCommand(f"{path}: {problem}") from None
    for report in found.reports:
        print(f"{path}: {report}", file=sys.stderr)
    print_or_write(found.yaml, output)
    return FINE
