"""The command that records a decision beside the dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from overture.cli.app import app, dossier_of, write
from overture.cli.exits import FINE, BadCommand


@app.command
def decide(case: Path, /, *, approve: str, by: str, on: str) -> int:
    """Record a decision: which proposal was approved, by whom and on which day. Later papers say so.

    The record stands beside the dossier, with the hash of the file that was decided on: a paper written after the
    file was changed says that it was.

    Parameters
    ----------
    case
        The dossier: a path.
    approve
        The proposal that was approved.
    by
        Who approved it: an actor of the dossier, or a name.
    on
        The day, as in 2030-02-01.
    """
    from overture.authoring.decisions import record_beside, text_of
    from overture.cli.writing import chosen_of
    from overture.papers import Decision

    if not case.is_file():
        raise BadCommand(f"`{case}` is no file: a decision is recorded beside a dossier of your own")
    dossier = dossier_of(str(case), None)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise BadCommand(f"`{on}` is no day; write it as in 2030-02-01") from None
    as_of = dossier.head.as_of
    if day < date.fromisoformat(str(as_of)):
        raise BadCommand(f"{on} is before the day of the dossier, {as_of}: what it knows was not known then")
    if not by.strip():
        raise BadCommand("say who approved it: --by WHO")
    chosen = chosen_of(dossier, approve)
    target = record_beside(case)
    write(target, text_of(Decision(chosen.proposal, by, day.isoformat(), dossier.sha256, dict(chosen.setting))))
    print(f"approved: {chosen.proposal}, by {by}, on {day.isoformat()}")
    print(target)
    return FINE
