"""The commands that hold papers against each other: all of them at once, a redline, hindsight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from overture.cli.app import Edited, dossier_of, progress
from overture.cli.exits import FINE
from overture.cli.writing import (
    PAPER,
    Format,
    Style,
    Written,
    case_of,
    chosen_of,
    copy_name,
    decision_on,
    deliver,
    stage_of,
    wanted,
    writing,
)

if TYPE_CHECKING:
    from overture.model import Kept
    from overture.papers import Case, Paper


@writing.command
def redline(
    old: str, /, *, against: str, edits: Edited = None, audit: Annotated[bool, Parameter(negative="--no-audit")] = True,
    target: Written = PAPER,
) -> int:  # fmt: skip
    """Write what differs between two versions of a dossier: conclusions by edit, and the words of its papers.

    Parameters
    ----------
    old
        The old version: a path, or the name of a shipped case.
    against
        The new version. Edits are made on it.
    audit
        Try the claims of both versions against the edits that they may rest on (--no-audit: faster).
    """
    from overture import papers
    from overture.advice import advise
    from overture.advice.attribution import attributed
    from overture.dossier.difference import differences
    from overture.model import Kept

    kind = target.kind
    before, after = dossier_of(old, None), dossier_of(against, edits)
    kept = Kept()
    first, second = (papers.Case(d, advise(d, audit=audit, kept=kept, progress=progress())) for d in (before, after))
    found = differences(before, after)
    changed = attributed(
        before, first.advice.compare(second.advice), [(d.path, d.edit) for d in found], first.advice,
        audit=audit, kept=kept, progress=progress("edits one by one"),
    )  # fmt: skip
    conclusions = [papers.Conclusion(a.change.key, a.change.old, a.change.new, a.by) for a in changed]
    pairs = list(zip(_written(first, kept), _written(second, kept), strict=True))
    stage = stage_of(after, decision_on(against, after), edits, advice=second.advice)
    paper = papers.redline(first, second, found, conclusions, pairs, stage)
    deliver(paper, against, "redline", kind, target.output)
    return FINE


def _written(case: Case, kept: Kept) -> tuple[Paper, ...]:
    """The papers of what is recommended whose words are compared."""
    from overture import papers

    chosen = chosen_of(case.dossier, None, kept)
    return papers.note(case.dossier, chosen, ""), papers.memorandum(case, chosen, ""), papers.lines(case, chosen, "")


@writing.command
def hindsight(
    case: str, /, *, edits: Edited = None, target: Written = PAPER,
) -> int:  # fmt: skip
    """Write how forecast and claims stand against what happened: hit, miss, not foreseen, cannot be told.

    The forecast is that for the course that was taken: as the events tell; else the one approved; else the one advised.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    """
    from overture import papers

    kind = target.kind
    dossier = dossier_of(case, edits)
    found = case_of(dossier)
    decision = decision_on(case, dossier)
    stage = stage_of(dossier, decision, edits, advice=found.advice)
    paper = papers.hindsight(found, stage, decision)
    deliver(paper, case, "hindsight", kind, target.output)
    return FINE


@writing.command(name="all")
def everything(
    case: str, /, *, edits: Edited = None, proposal: str | None = None, style: Style = "founding",
    format: Format | None = None, output: Path | None = None,
) -> int:  # fmt: skip
    """Write every paper of a case: brief, memorandum, note, resolution, lines to take.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal that they put forward, by default the recommended one.
    style
        The house style of the memorandum: founding, submission or action-memo.
    format
        html, pdf, docx, md or json, by default html.
    output
        The folder to write to, by default out.
    """
    from overture import papers
    from overture.model import Kept

    kind, kept = format or "html", Kept()
    dossier = dossier_of(case, edits)
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    found = case_of(dossier, kept=kept)
    stage = stage_of(dossier, decision, edits, chosen.proposal)
    of_all = stage_of(dossier, decision, edits, advice=found.advice)
    said = papers.written_for(found, chosen.proposal, stage)
    told = {
        "brief": papers.brief(dossier, found.advice, of_all, None, decision),
        "memorandum": papers.memorandum(found, chosen, stage, style),
        "resolution": papers.resolution(dossier, chosen, stage, said),
        "lines": papers.lines(found, chosen, stage),
    }
    copies = papers.addressees(dossier, papers.note_document(dossier))
    for copy in copies:
        told[copy_name(copy, copies)] = papers.note(dossier, chosen, stage, copy, said)
    folder = output or Path("out")
    for name, paper in told.items():
        deliver(paper, case, name, kind, folder / f"{Path(case).stem}-{name}.{kind}")
    return FINE
