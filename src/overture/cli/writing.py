"""The commands that write papers. Each is thin: read, compute, lay out, write."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from overture.cli.app import Edited, app, dossier_of, progress, write
from overture.cli.exits import FINE, BadCommand
from overture.dossier import Dossier

if TYPE_CHECKING:
    from overture.advice.results import Advice
    from overture.model import Kept
    from overture.papers import Chosen, Decision, Paper
    from overture.papers.sentences.case import Case

Format = Literal["html", "pdf", "docx", "md", "json"]
LetterFormat = Literal["html", "pdf", "docx", "md", "json", "text"]
Style = Literal["founding", "submission", "action-memo"]

writing = App(name="write", help="Write a paper: brief, memorandum, note, resolution, lines, redline, hindsight.")
app.command(writing)


@dataclass
class Target:
    """Where a paper goes."""

    format: Format | None = None
    "html, pdf, docx, md or json; else as the name of the output says, else html."
    output: Path | None = None
    "The file to write. By default out/CASE-PAPER with the ending of the format."

    @property
    def kind(self) -> str:
        """The format asked for, or that of the file's name, or html. Raises `BadCommand` where they differ."""
        return _format_of(self.format, self.output, letter=False)


@dataclass
class LetterTarget:
    """Where a paper goes that can be plain text too."""

    format: LetterFormat | None = None
    "html, pdf, docx, md, json or text; else as the name of the output says, else html."
    output: Path | None = None
    "The file to write. By default out/CASE-PAPER with the ending of the format."

    @property
    def kind(self) -> str:
        """As for any paper."""
        return _format_of(self.format, self.output, letter=True)


Written = Annotated[Target, Parameter(name="*")]
WrittenLetter = Annotated[LetterTarget, Parameter(name="*")]
PAPER, LETTER = Target(), LetterTarget()


def _format_of(asked: str | None, output: Path | None, *, letter: bool) -> str:
    from overture.papers.formats import SUFFIXES

    if output is None:
        return asked or "html"
    allowed = [s for s, f in SUFFIXES.items() if f != "text" or letter]
    if output.suffix not in allowed:
        raise BadCommand(f"`{output}` is none of these: {', '.join(f'*{s}' for s in allowed)}")
    found = SUFFIXES[output.suffix]
    if asked is not None and asked != found:
        raise BadCommand(f"`{output}` is a name for {found}, and --format asks for {asked}; leave one of them out")
    return found


def deliver(paper: Paper, case: str, kind: str, format: str, output: Path | None, told: str = "") -> None:
    """Lay a paper out and write it; what it comes to and its path are printed."""
    from overture.papers.formats import SUFFIXES, CannotRender, rendered, warnings

    suffix = next(s for s, f in SUFFIXES.items() if f == format)
    target = output or Path("out") / f"{Path(case).stem}-{kind}{suffix}"
    try:
        data = rendered(paper, format)  # type: ignore[arg-type]
    except CannotRender as error:
        raise BadCommand(str(error)) from None
    for warned in warnings(paper, format):  # type: ignore[arg-type]
        print(f"warning: {warned}", file=sys.stderr)
    write(target, data)
    if told:
        print(told)
    print(target)


def decision_on(case: str, dossier: Dossier) -> Decision | None:
    """The decision recorded beside the file, where the case is one. Raises `BadCommand` where it cannot be its."""
    from overture.authoring.decisions import BadRecord, record_beside, recorded

    try:
        found = recorded(Path(case)) if Path(case).is_file() else None
    except BadRecord as error:
        raise BadCommand(str(error)) from None
    if found is not None and found.sha256 == dossier.sha256:  # of a changed dossier anything may have changed
        fits = dict(chosen_of(dossier, found.proposal).setting) == dict(found.package)
        if not fits or found.on < str(dossier.head.as_of):
            raise BadCommand(f"`{record_beside(Path(case))}` does not fit the dossier: record the decision again")
    return found


def wanted(dossier: Dossier, decision: Decision | None, proposal: str | None, kept: Kept | None = None) -> Chosen:
    """The proposal asked for; else the one that was approved; else the recommended one."""
    from overture.terminal.chosen import NoSuchProposal, chosen

    if proposal is None and decision is not None:
        try:
            return chosen(dossier, decision.proposal, kept)
        except NoSuchProposal:
            pass  # the file was changed since, which the stage says
    return chosen_of(dossier, proposal, kept)


def chosen_of(dossier: Dossier, proposal: str | None, kept: Kept | None = None) -> Chosen:
    """A proposal of the menu, by default the recommended one. Raises `BadCommand` where there is none of this name."""
    from overture.terminal.chosen import NoSuchProposal, chosen

    try:
        return chosen(dossier, proposal, kept)
    except NoSuchProposal as error:
        raise BadCommand(str(error)) from None


def stage_of(
    dossier: Dossier, decision: Decision | None, edits: Edited, proposal: str | None = None,
    advice: Advice | None = None,
) -> str:  # fmt: skip
    """The stage in words, after the decision recorded beside the file and the edits of this command.

    Of a paper for a `proposal`, or else for what its `advice` recommends: of another course than was approved it says
    so.
    """
    from overture.papers import stage_of

    return stage_of(dossier, _as_filed(dossier, edits), decision, proposal, advice)


def told_of(dossier: Dossier, proposal: str, stage: str, kept: Kept) -> str:
    """For which course a letter is written, where that is not advised in each case and not approved."""
    from overture.advice.audit import analyses
    from overture.advice.recommendation import recommended
    from overture.papers import written_for

    if all(proposal in recommended(analysis) for analysis in analyses(dossier, kept)):
        return ""
    return written_for(case_of(dossier, False, kept), proposal, stage)


def _as_filed(dossier: Dossier, edits: Edited) -> str:
    """The hash of the file; of a dossier that this command edits, none."""
    return dossier.sha256 if not (edits and edits.parsed()) else ""


def copy_name(copy: tuple[str, ...], copies: tuple[tuple[str, ...], ...]) -> str:
    """What a copy of the note is called: after its addressee where there are several."""
    return f"note-{copy[0]}" if len(copies) > 1 else "note"


def case_of(dossier: Dossier, audit: bool = True, kept: Kept | None = None) -> Case:
    """The dossier with its advice. `kept`: truths worked out already, as for the proposal that is wanted."""
    from overture.advice import advise
    from overture.papers import Case

    return Case(dossier, advise(dossier, audit=audit, kept=kept, progress=progress()))


@app.command
@writing.command
def brief(
    case: str, /, *, edits: Edited = None, beside: str | None = None, target: Written = PAPER,
) -> int:  # fmt: skip
    """Write the brief: the recommendation first, then the audit, then all that it rests on.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    beside
        Another analyst's dossier of the same case: where the two differ stands side by side.
    """
    from overture import papers

    kind = target.kind
    dossier = dossier_of(case, edits)
    found = case_of(dossier)
    other = case_of(dossier_of(beside, None)) if beside is not None else None
    dissent = None if other is None else (other.dossier, other.advice)
    decision = decision_on(case, dossier)
    stage = stage_of(dossier, decision, edits, advice=found.advice)
    paper = papers.brief(dossier, found.advice, stage, dissent, decision)
    told = papers.recommendation(dossier, found.advice)
    deliver(paper, case, "brief", kind, target.output or Path("out") / f"{Path(case).stem}.{kind}", told)
    return FINE


@writing.command
def whiteboard(case: str, /, *, edits: Edited = None, target: Written = PAPER) -> int:
    """Write one page in large type for a meeting: the goal, the courses and where each ends, what it hangs on.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    """
    from overture import papers

    kind = target.kind
    dossier = dossier_of(case, edits)
    advice = case_of(dossier).advice
    decision = decision_on(case, dossier)
    stage = stage_of(dossier, decision, edits, advice=advice)
    paper = papers.whiteboard(dossier, advice, stage, decision)
    deliver(paper, case, "whiteboard", kind, target.output)
    return FINE


@writing.command
def student(case: str, /, *, edits: Edited = None, target: Written = PAPER) -> int:
    """Write the brief for a class, without the answers: what is known, and questions to work on.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    """
    from overture import papers

    kind = target.kind
    dossier = dossier_of(case, edits)
    paper = papers.student(dossier, case_of(dossier, audit=False).advice)
    deliver(paper, case, "student", kind, target.output)
    return FINE


@writing.command
def memorandum(
    case: str, /, *, edits: Edited = None, proposal: str | None = None, style: Style = "founding",
    target: Written = PAPER,
) -> int:  # fmt: skip
    """Write the memorandum to whoever decides, with its enclosures.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal that it puts forward, by default the recommended one.
    style
        The house style: founding (situation, arguments, variants, forecast, contingencies, request), submission
        (United Kingdom) or action-memo (United States).
    """
    from overture import papers
    from overture.model import Kept

    kind, kept = target.kind, Kept()
    dossier = dossier_of(case, edits)
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    found = case_of(dossier, kept=kept)
    paper = papers.memorandum(found, chosen, stage_of(dossier, decision, edits, chosen.proposal), style)
    deliver(paper, case, "memorandum", kind, target.output)
    return FINE


@writing.command(name="note")
def write_note(
    case: str, /, *, edits: Edited = None, proposal: str | None = None,
    to: Annotated[list[str] | None, Parameter(negative=())] = None,
    fair: Annotated[bool, Parameter(negative=())] = False,
    target: WrittenLetter = LETTER,
) -> int:  # fmt: skip
    """Write the note from the passages of one proposal; of identical notes one for each addressee, named after it.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal whose passages make the note, by default the recommended one.
    to
        Write the copy of this addressee only. May be repeated.
    fair
        The fair copy, to be handed over: without handling mark and the sheet that stays in the house. There is none
        while words of it are not agreed; while it is not approved it says so on the page.
    """
    from overture import papers
    from overture.model import Kept

    kind, kept = target.kind, Kept()
    dossier = dossier_of(case, edits)
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    stage = stage_of(dossier, decision, edits, chosen.proposal)
    told = told_of(dossier, chosen.proposal, stage, kept)
    copies = papers.addressees(dossier, papers.note_document(dossier))
    known = [name for copy in copies for name in copy]
    for name in to or ():
        if name not in known:
            raise BadCommand(f"the note does not go to `{name}`; its addressees: {', '.join(known) or 'none named'}")
    why, hint = papers.not_fair(dossier, chosen) if fair else ("", "")
    if why:
        raise BadCommand(f"no fair copy: {why}" + (f"; {hint}" if hint else ""))
    approved = papers.is_approved(dossier, _as_filed(dossier, edits), decision, chosen.proposal)
    written = [c for c in copies if not to or set(c) & set(to)]
    for copy in written:
        name = copy_name(copy, copies)
        file = target.output
        if file is not None and len(written) > 1:
            file = file.with_name(f"{file.stem}-{copy[0]}{file.suffix}")
        paper = papers.note(dossier, chosen, stage, copy, told)
        missing = papers.missing_in(paper)
        deliver(papers.fair_copy(paper, approved) if fair else paper, case, name, kind, file)
    unsaid = (stage, *((f"It is for this course: {told}.",) if told else ())) if fair and not approved else ()
    for line in (*unsaid, *missing):
        print(f"before it goes out: {line}", file=sys.stderr)
    return FINE


@writing.command
def resolution(
    case: str, /, *, edits: Edited = None, proposal: str | None = None,
    target: WrittenLetter = LETTER,
) -> int:  # fmt: skip
    """Write the draft resolution of the body that decides.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal that it approves, by default the recommended one.
    """
    from overture import papers
    from overture.model import Kept

    kind, kept = target.kind, Kept()
    dossier = dossier_of(case, edits)
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    stage = stage_of(dossier, decision, edits, chosen.proposal)
    paper = papers.resolution(dossier, chosen, stage, told_of(dossier, chosen.proposal, stage, kept))
    deliver(paper, case, "resolution", kind, target.output)
    return FINE


@writing.command
def lines(
    case: str, /, *, edits: Edited = None, proposal: str | None = None,
    target: WrittenLetter = LETTER,
) -> int:  # fmt: skip
    """Write lines to take, and each objection that stands with the answer on record.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal that is spoken for, by default the recommended one.
    """
    from overture import papers
    from overture.model import Kept

    kind, kept = target.kind, Kept()
    dossier = dossier_of(case, edits)
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    paper = papers.lines(case_of(dossier, False, kept), chosen, stage_of(dossier, decision, edits, chosen.proposal))
    deliver(paper, case, "lines", kind, target.output)
    return FINE


@app.command
def note(
    case: str, /, *, edits: Edited = None, proposal: str | None = None,
    format: LetterFormat = "text", output: Path | None = None,
) -> int:  # fmt: skip
    """Print the note of one proposal, by default the recommended one; or write it to a file.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal whose passages make the note.
    format
        text, md, html or json on the screen; a file may be pdf or docx too.
    output
        A file; without it the note is printed.
    """
    from overture import papers
    from overture.model import Kept
    from overture.papers.formats import rendered

    if output is None and format in ("pdf", "docx"):
        raise BadCommand(f"{format} is no text to print: name a file with --output")
    kind = format if output is None else LetterTarget(None, output).kind
    dossier, kept = dossier_of(case, edits), Kept()
    decision = decision_on(case, dossier)
    chosen = wanted(dossier, decision, proposal, kept)
    stage = stage_of(dossier, decision, edits, chosen.proposal)
    paper = papers.note(dossier, chosen, stage, told=told_of(dossier, chosen.proposal, stage, kept))
    if output is None:
        print(rendered(paper, kind).decode("utf-8"))  # type: ignore[arg-type]
        return FINE
    deliver(paper, case, "note", kind, output)
    return FINE
