"""The command that asks: what is missing from a dossier, with the lines that answer."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from overture.cli.app import Edited, Format, app, dossier_of, print_json, progress, terminal
from overture.cli.exits import FINE


@app.command
def gaps(
    case: str,
    /,
    *,
    edits: Edited = None,
    all: Annotated[bool, Parameter(negative=())] = False,
    audit: Annotated[bool, Parameter(negative="--no-audit")] = True,
    format: Format = "text",
) -> int:
    """What a thoughtful colleague would ask next: each question with the line to add, and where.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    all
        Print every question; by default five of a kind, and the names of the others.
    audit
        Find out which verdicts hang on what, and ask about that first.
    format
        text or json; json has every question.
    """
    from overture.advice import advise
    from overture.terminal import gaps as questions

    dossier = dossier_of(case, edits)
    advice = advise(dossier, audit=audit, progress=progress())
    if format == "json":
        print_json(questions.as_json(advice.gaps))
    else:
        questions.show(terminal(), dossier, advice.gaps, everything=all)
    return FINE
