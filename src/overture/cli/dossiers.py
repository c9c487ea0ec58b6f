"""The commands about a dossier. Each is thin: read, compute, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from overture import library
from overture.cli.app import (
    DIFFERS,
    FINE,
    BadCommand,
    Edited,
    Format,
    app,
    dossier_of,
    print_json,
    progress,
    terminal,
    write,
)
from overture.cli.fixing import fix as make_fixes
from overture.cli.treaties import check_treaties, is_treaty
from overture.dossier import read

Show = Literal["proposals", "arguments", "treaties", "claims", "ranking", "conflict"]


@app.command
def check(
    case: str, /, *more: str, edits: Edited = None, format: Format = "text",
    fix: Annotated[bool, Parameter(negative=())] = False, watch: Annotated[bool, Parameter(negative=())] = False,
) -> int:  # fmt: skip
    """List every mistake and warning of a dossier or treaties; hold claims and questions against what they expect.

    Parameters
    ----------
    case
        A path, or the name of a shipped case or treaty.
    more
        Further treaties, read together with the first.
    format
        text or json.
    fix
        First write into the file what a diagnostic offers, where it is certain enough.
    watch
        Read the dossier again on every save and print what changed, until Ctrl-C.
    """
    if watch:
        if more or is_treaty(case) or fix or format == "json":
            raise BadCommand("`--watch` watches one dossier and prints text; it goes with neither treaties nor --fix")
        from overture.cli.watching import watch as watched

        return watched(case, edits)
    if more or is_treaty(case):
        return check_treaties([case, *more], edits, format, fix)
    from overture.advice import advise
    from overture.terminal import checks

    if fix:
        make_fixes([case], lambda: advise(dossier_of(case, None), audit=False), edits, format)
    dossier = dossier_of(case, edits)
    advice = advise(dossier, progress=progress())
    if format == "json":
        print_json(checks.as_json(advice))
    else:
        checks.show(terminal(), dossier, advice)
    return DIFFERS if checks.differing(advice) else FINE


@app.command
def analyse(
    case: str,
    /,
    *,
    edits: Edited = None,
    show: Show | None = None,
    audit: Annotated[bool, Parameter(negative="--no-audit")] = True,
    all: Annotated[bool, Parameter(negative=())] = False,
    format: Format = "text",
) -> int:
    """Analyse a dossier: where each proposal settles, what is recommended, what the claims rest on.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    show
        One table: proposals, arguments, treaties, claims, ranking or conflict.
    audit
        Try every claim against the edits that it may rest on.
    all
        Put every feasible package on the menu, not only the named proposals.
    format
        text or json; json is the whole result.
    """
    from overture.advice import advise, results_json
    from overture.terminal import summary, treaty_views, views

    dossier = dossier_of(case, edits)
    if show == "conflict":
        from overture.advice.audit import analyses
        from overture.advice.conflict_table import conflict_table
        from overture.model import Kept

        told = conflict_table(analyses(dossier, Kept())[0])
        if format == "json":
            print_json({"conflict": told})
        else:
            views.conflict(terminal(), told)
        return FINE
    needs_audit = audit and show in (None, "claims")
    advice = advise(dossier, audit=needs_audit or (audit and format == "json"), everything=all, progress=progress())
    if format == "json":
        print_json(results_json(advice))
        return FINE
    console = terminal()
    if show is None:
        summary.show(console, dossier, advice, audited=audit)
    else:
        getattr(treaty_views if show == "treaties" else views, show)(console, dossier, advice)
    return FINE


@app.command
def explain(case: str, id: str, /, *, edits: Edited = None, format: Format = "text") -> int:
    """Why: of any proposal, reply, argument, claim, statement, treaty, fact, option, actor or source.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    id
        What to explain; the id alone, whatever its kind.
    """
    from overture.terminal import explanation

    dossier = dossier_of(case, edits)
    told = explanation.explain(dossier, id, progress())
    if told is None:
        from overture.dossier import names_of
        from overture.files.diagnostics import did_you_mean

        hint = did_you_mean(id, [*names_of(dossier), *dossier.sources])
        raise BadCommand(f"nothing in this dossier is called `{id}`; {hint or 'an id is the name before a colon'}")
    if format == "json":
        print_json(told.as_json())
    else:
        told.show(terminal())
    return FINE


@app.command(name="what-if")
def what_if(
    case: str,
    /,
    *,
    edits: Edited = None,
    audit: Annotated[bool, Parameter(negative="--no-audit")] = True,
    format: Format = "text",
) -> int:
    """Print only what changes when the dossier is edited.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    audit
        Compare the verdicts on claims too.
    """
    from overture.advice import advise
    from overture.model import Kept
    from overture.terminal import views

    parsed = edits.parsed() if edits else []
    if not parsed:
        raise BadCommand("say what to change: --set PATH=VALUE, --add, --drop or --move")
    before = dossier_of(case, None)
    kept = Kept()
    old = advise(before, audit=audit, kept=kept, progress=progress())
    new = advise(before.edited(parsed), audit=audit, kept=kept, progress=progress())
    found = old.compare(new)
    if format == "json":
        print_json([{"key": list(c.key), "old": c.old, "new": c.new} for c in found])
    else:
        views.changes(terminal(), found)
    return FINE


@app.command
def brief(case: str, /, *, edits: Edited = None, output: Path | None = None) -> int:
    """Write the brief: the recommendation first, then the audit, then all that it rests on.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    output
        FILE.html or FILE.md. By default out/CASE.html.
    """
    from overture import papers
    from overture.advice import advise

    target = output or Path("out") / f"{Path(case).stem}.html"
    if target.suffix not in (".html", ".md"):
        raise BadCommand(f"`{target}` is neither an .html nor an .md file")
    dossier = dossier_of(case, edits)
    advice = advise(dossier, progress=progress())
    render = papers.brief_html if target.suffix == ".html" else papers.brief_markdown
    write(target, render(dossier, advice))
    print(papers.recommendation(dossier, advice))
    print(target)
    return FINE


@app.command
def note(
    case: str, /, *, edits: Edited = None, proposal: str | None = None,
    format: Literal["text", "md", "html"] = "text", output: Path | None = None,
) -> int:  # fmt: skip
    """Write the note from the passages of one proposal, by default the recommended one.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    proposal
        The proposal whose passages make the note.
    format
        text, md or html.
    output
        A file; without it the note is printed.
    """
    from overture.terminal import notes

    dossier = dossier_of(case, edits)
    if output is not None and output.suffix not in (".txt", ".md", ".html"):
        raise BadCommand(f"`{output}` is neither a .txt nor an .md nor an .html file")
    if output is not None and output.suffix != ".txt":
        format = "md" if output.suffix == ".md" else "html"
    try:
        text = notes.note(dossier, proposal, format)
    except notes.NoSuchProposal as error:
        raise BadCommand(str(error)) from None
    if output is None:
        print(text)
    else:
        write(output, text)
        print(output)
    return FINE


@app.command
def cases() -> int:
    """List the cases that come with the product."""
    for name in library.names():
        head = read(library.case(name), name).head
        print(f"{name:<22} {head.as_of}  {head.title}")
    return FINE
