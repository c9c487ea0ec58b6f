"""The commands about a dossier. Each is thin: read, compute, print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overture import library
from overture.cli.app import Edited, Format, app, dossier_of, print_json, progress, terminal
from overture.cli.exits import DIFFERS, FINE, BadCommand
from overture.cli.fixing import fix as make_fixes
from overture.cli.treaties import check_treaties, is_treaty
from overture.dossier import Dossier, read

if TYPE_CHECKING:
    from overture.terminal.explained_entries import Explanation
    from overture.terminal.explained_states import ExplainedState

WIDE = 150
"""Columns of a screen on which a list has room for the titles of sources."""

Show = Literal["proposals", "arguments", "treaties", "claims", "ranking", "conflict"]
Concept = Literal["nash", "gmr", "smr", "seq", "sseq"]


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

        told = conflict_table(analyses(dossier, Kept(), menu=1)[0], progress("verdicts on stability"))
        if format == "json":
            sys.stdout.write('{"conflict": ')
            sys.stdout.writelines(told.written())
            sys.stdout.write("}\n")
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
def explain(
    case: str, id: str | None = None, /, *, edits: Edited = None, state: str | None = None, of: str | None = None,
    concept: Concept | None = None, format: Format = "text",
) -> int:  # fmt: skip
    """Why: of any proposal, reply, argument, claim, statement, treaty, fact, option, actor or source, or of a state.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    id
        What to explain; the id alone, whatever its kind.
    state
        In place of an id: why this state of `analyse --show conflict`, by its number or its name, is stable, or is not.
    of
        With --state: for this actor only.
    concept
        With --state: under nash, gmr, smr, seq or sseq; by default under each actor's own foresight.
    """
    if (id is None) == (state is None):
        both = "; both were given, name one" if id is not None else ""
        raise BadCommand(f"say what to explain: an id, the name before a colon, or --state NUMBER{both}")
    if state is None and (of is not None or concept is not None):
        raise BadCommand("--of and --concept go with --state NUMBER")
    dossier = dossier_of(case, edits)
    told = _explained_state(dossier, state, of, concept) if state is not None else _explained(dossier, id or "")
    if format == "json":
        print_json(told.as_json())
    else:
        told.show(terminal())
    return FINE


def _explained(dossier: Dossier, id: str) -> Explanation:
    from overture.terminal import explanation

    told = explanation.explain(dossier, id, progress())
    if told is None:
        from overture.dossier import names_of
        from overture.files.diagnostics import did_you_mean

        hint = did_you_mean(id, [*names_of(dossier), *dossier.sources])
        raise BadCommand(f"nothing in this dossier is called `{id}`; {hint or 'an id is the name before a colon'}")
    return told


def _explained_state(dossier: Dossier, state: str, of: str | None, concept: str | None) -> ExplainedState:
    from overture.terminal.explained_states import NoSuchState, explain_state

    try:
        return explain_state(dossier, state, of, concept)
    except NoSuchState as error:
        raise BadCommand(str(error)) from None


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
def cases() -> int:
    """List the cases that come with the product, and the published conflicts with their citations.

    On a wide screen the titles of the sources stand beside them.
    """
    from overture.library.published import published, published_keys
    from overture.terminal.views import table_of

    for name in library.names():
        head = read(library.case(name), name).head
        print(f"{name:<22} {head.as_of}  {head.title}")
    print()
    console = terminal()
    wide = console.width >= WIDE
    table = table_of("published conflict", "title", "citation", *(["source"] if wide else []))
    for key in published_keys():
        entry = published(key)
        table.add_row(key, entry.title, entry.cited, *([entry.source] if wide else []))
    console.print(table)
    return FINE
