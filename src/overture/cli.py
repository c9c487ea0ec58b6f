"""The commands. Each is thin: read, compute, print; exit codes are those of docs/reference/commands.md."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter
from rich.console import Console

from overture import __version__, library
from overture.dossier import Dossier, DossierError, Edit, read
from overture.dossier.edits import EditError, parse_edit
from overture.files.text import read_file
from overture.model import LimitReached

if TYPE_CHECKING:
    from overture.treaties.reading import Opened

FINE, DIFFERS, WRONG_INPUT, LIMIT = 0, 1, 2, 3

app = App(
    name="overture",
    help="Plan a diplomatic proposal: run the treaties, audit the reasoning, advise and write.",
    version=__version__,
    result_action="return_value",
)

Format = Literal["text", "json"]
Show = Literal["proposals", "arguments", "treaties", "claims", "ranking", "conflict"]


class _Console(Console):
    """A console that leaves it to `run` what happens when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class BadCommand(Exception):
    """A command that cannot be carried out as written."""


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


def _source(case: str) -> tuple[str, str]:
    """The text and the name of a case: a shipped name, or a path."""
    if case in library.names() and not Path(case).exists():
        return library.case(case), f"{case}.yaml"
    if not os.path.exists(case) and "/" not in case and not case.endswith((".yaml", ".yml")):
        from overture.files.diagnostics import did_you_mean

        hint = did_you_mean(case, library.names()) or f"shipped cases: {', '.join(library.names())}"
        raise BadCommand(f"there is neither a file nor a shipped case called `{case}`; {hint}")
    return read_file(Path(case)), case


def _dossier(case: str, edits: Edits | None) -> Dossier:
    text, name = _source(case)
    return read(text, name, edits.parsed() if edits else ())


def _console() -> Console:
    asked = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() else int(asked) if asked.isdecimal() and int(asked) >= 40 else 140
    return _Console(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def _progress() -> Callable[[int, int], None] | None:
    """A line on stderr while an audit runs, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r" + " " * 60 + "\r" if done >= total else ""
        sys.stderr.write(f"\rtrying edits: {done} of {total} {end}")
        sys.stderr.flush()

    return show


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise BadCommand(f"`{path}` cannot be written: {(error.strerror or 'the system refused').lower()}") from None


@app.command
def check(case: str, *more: str, edits: Edited = None, format: Format = "text") -> int:
    """Read a dossier or treaties, list every mistake and warning, and compare claims and questions with what they expect.

    Parameters
    ----------
    case
        A path, or the name of a shipped case or treaty.
    more
        Further treaties, read together with the first.
    format
        text or json.
    """
    if more or _is_treaty(case):
        return _check_treaties([case, *more], edits, format)
    from overture.advice import advise
    from overture.terminal import checks

    dossier = _dossier(case, edits)
    advice = advise(dossier, progress=_progress())
    if format == "json":
        _print_json(checks.as_json(advice))
    else:
        checks.show(_console(), dossier, advice)
    return DIFFERS if checks.differing(advice) else FINE


def _treaty_source(name: str) -> tuple[str, str] | None:
    """The text and name of a treaty: one of the library, or a path to a file that starts with `treaty:`."""
    shipped = None if Path(name).exists() else library.treaty(name)
    return (shipped, f"{name}.yaml") if shipped is not None else None


def _is_treaty(name: str) -> bool:
    if _treaty_source(name) is not None:
        return True
    if not Path(name).is_file():
        return False
    from overture.treaties.reading import starts_as_treaty

    return starts_as_treaty(read_file(Path(name)))


def _opened(files: list[str]) -> Opened:
    """Treaties by their paths or library names, with those that they refer to."""
    from overture.treaties.reading import open_texts

    texts = []
    for name in files:
        source = _treaty_source(name)
        if source is None and not Path(name).exists():
            from overture.files.diagnostics import did_you_mean

            known = [*library.treaties(), *library.treaties().values()]
            hint = did_you_mean(name, known) or f"shipped treaties: {', '.join(library.treaties())}"
            raise BadCommand(f"there is neither a file nor a shipped treaty called `{name}`; {hint}")
        texts.append(source or (read_file(Path(name)), name))
    return open_texts(texts, library.treaty)


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCommand(f"{option} expects a day such as 1954-03-26, found `{text}`") from None


def _check_treaties(files: list[str], edits: Edits | None, format: Format) -> int:
    from overture.terminal import asked
    from overture.treaties.checked import check as answered

    if edits is not None and edits.parsed():
        raise BadCommand("edits are made in a dossier; a treaty file is checked as it stands")
    opened = _opened(files)
    found = [
        answered(opened.system, question, key, question.id or f"{key}-{i + 1}")
        for key in opened.named
        for i, question in enumerate(opened.source(key).file.questions)
    ]
    if format == "json":
        _print_json({
            "diagnostics": [{"file": s.name, **d.as_json()} for s, d in opened.warnings],
            "questions": {one.id: one.as_json() for one in found},
        })
    else:
        asked.checks(_console(), opened, found)
    return FINE if all(one.verdict == "right" for one in found) else DIFFERS


@app.command
def treaties(*files: str, on: str | None = None, place: str = "", format: Format = "text") -> int:
    """Treaties on a day: who is what, who must assist whom, how organs decide, which commitments conflict.

    Parameters
    ----------
    files
        Paths of treaty files, or names of shipped treaties. Without any, the shipped ones are listed.
    on
        The day; today by default.
    place
        Where an attack happens, as in `territory in europe`; by default within the area of each treaty.
    format
        text or json.
    """
    from overture.terminal import treaty_report

    if not files:
        for name, key in library.treaties().items():
            print(f"{name:<34} {key}")
        return FINE
    day = _day(on, "--on") or date.today()
    opened = _opened(list(files))
    if place:
        from overture.treaties.phrases import parse_place

        try:
            parse_place(place)
        except ValueError as error:
            raise BadCommand(f"{error}, found `{place}`") from None
    if format == "json":
        _print_json(treaty_report.as_json(opened, day, place))
    else:
        treaty_report.show(_console(), opened, day, place)
    return FINE


@app.command
def play(
    *files: str,
    with_: Annotated[list[str], Parameter(name="--with", negative=())] = [],  # noqa: B006
    until: str | None = None,
    practice: bool = False,
    format: Format = "text",
) -> int:
    """Play the log of treaties: each act admissible or refused with its article, each duty with what became of it.

    Parameters
    ----------
    files
        Paths of treaty files, or names of shipped treaties.
    with_
        A supposed event, as the log writes it: '{on: 1955-01-01, act: accede, by: ussr}'; or a file of them.
    until
        The last day to play.
    practice
        Where all others accepted what the text refuses, follow the practice.
    format
        text or json.
    """
    from overture.terminal import play_report
    from overture.treaties.supposing import UnreadQuestion

    if not files:
        raise BadCommand("name one treaty at least: `overture treaties` lists the shipped ones")
    last = _day(until, "--until")
    opened = _opened(list(files))
    try:
        told = play_report.played(opened, [_supposed_text(w) for w in with_], last, practice)
    except UnreadQuestion as error:
        raise BadCommand(f"--with: {error}") from None
    if format == "json":
        _print_json(play_report.as_json(told))
    else:
        play_report.show(_console(), told)
    return FINE


def _supposed_text(given: str) -> str:
    return read_file(Path(given)) if "{" not in given and Path(given).is_file() else given


@app.command
def ask(*files_and_question: str, format: Format = "text") -> int:
    """Ask treaties a question: 'on: 1954-03-26, try: {act: accede, by: ussr}'.

    Parameters
    ----------
    files_and_question
        Paths of treaty files or names of shipped treaties, then the question in the form of a treaty file.
    format
        text or json.
    """
    from overture.terminal import asked
    from overture.treaties.questions import ask as answered
    from overture.treaties.supposing import UnreadQuestion, read_question

    if len(files_and_question) < 2:
        raise BadCommand("name a treaty and then the question: overture ask TREATY 'on: DAY, status: in_force'")
    *files, text = files_and_question
    opened = _opened(files)
    try:
        question = read_question(text)
        found = answered(opened.system, question, opened.named[0])
    except UnreadQuestion as error:
        raise BadCommand(f"this question cannot be put: {error}") from None
    if format == "json":
        _print_json(asked.as_json(found))
    else:
        asked.answer(_console(), found)
    return FINE


@app.command
def analyse(
    case: str,
    edits: Edited = None,
    *,
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

    dossier = _dossier(case, edits)
    if show == "conflict":
        from overture.advice.audit import analyses
        from overture.advice.conflict_table import conflict_table
        from overture.model import Kept

        told = conflict_table(analyses(dossier, Kept())[0])
        if format == "json":
            _print_json({"conflict": told})
        else:
            views.conflict(_console(), told)
        return FINE
    needs_audit = audit and show in (None, "claims")
    advice = advise(dossier, audit=needs_audit or (audit and format == "json"), everything=all, progress=_progress())
    if format == "json":
        _print_json(results_json(advice))
        return FINE
    console = _console()
    if show is None:
        summary.show(console, dossier, advice, audited=audit)
    else:
        getattr(treaty_views if show == "treaties" else views, show)(console, dossier, advice)
    return FINE


@app.command
def explain(case: str, id: str, edits: Edited = None, *, format: Format = "text") -> int:
    """Why: of any proposal, reply, argument, claim, statement, treaty, fact, option, actor or source.

    Parameters
    ----------
    case
        A path, or the name of a shipped case.
    id
        What to explain; the id alone, whatever its kind.
    """
    from overture.terminal import explanation

    dossier = _dossier(case, edits)
    told = explanation.explain(dossier, id, _progress())
    if told is None:
        from overture.dossier import names_of
        from overture.files.diagnostics import did_you_mean

        hint = did_you_mean(id, [*names_of(dossier), *dossier.sources])
        raise BadCommand(f"nothing in this dossier is called `{id}`; {hint or 'an id is the name before a colon'}")
    if format == "json":
        _print_json(told.as_json())
    else:
        told.show(_console())
    return FINE


@app.command(name="what-if")
def what_if(
    case: str,
    edits: Edited = None,
    *,
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
    before = _dossier(case, None)
    kept = Kept()
    old = advise(before, audit=audit, kept=kept, progress=_progress())
    new = advise(before.edited(parsed), audit=audit, kept=kept, progress=_progress())
    found = old.compare(new)
    if format == "json":
        _print_json([{"key": list(c.key), "old": c.old, "new": c.new} for c in found])
    else:
        views.changes(_console(), found)
    return FINE


@app.command
def brief(case: str, edits: Edited = None, *, output: Path | None = None) -> int:
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
    dossier = _dossier(case, edits)
    advice = advise(dossier, progress=_progress())
    render = papers.brief_html if target.suffix == ".html" else papers.brief_markdown
    _write(target, render(dossier, advice))
    print(papers.recommendation(dossier, advice))
    print(target)
    return FINE


@app.command
def note(
    case: str, edits: Edited = None, *, proposal: str | None = None, format: Literal["text", "md", "html"] = "text",
    output: Path | None = None,
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

    dossier = _dossier(case, edits)
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
        _write(output, text)
        print(output)
    return FINE


@app.command
def cases() -> int:
    """List the cases that come with the product."""
    for name in library.names():
        head = read(library.case(name), name).head
        print(f"{name:<22} {head.as_of}  {head.title}")
    return FINE


def _fail(message: str, code: int) -> int:
    with suppress(OSError):
        sys.stdout.flush()
    print(message, file=sys.stderr)
    return code


def _abandon_stdout() -> None:
    """Nobody reads any more: what is still to be printed, by the interpreter's exit too, goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _asks_for_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(pair == ("--format", "json") for pair in pairwise(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Carry out one command and return its exit code. Nothing that a user does ends in a traceback."""
    from cyclopts import CycloptsError

    as_json = _asks_for_json(arguments if arguments is not None else sys.argv)
    try:
        result = app(arguments, exit_on_error=False, print_error=True)
        sys.stdout.flush()
        return result if isinstance(result, int) else FINE
    except CycloptsError:
        return WRONG_INPUT  # cyclopts has said what is wrong
    except DossierError as error:
        if as_json:
            _print_json({"diagnostics": [d.as_json() for d in error.diagnostics]})
        return _fail(error.show(), WRONG_INPUT)
    except LimitReached as limit:
        return _fail(f"stopped at a limit: {limit}", LIMIT)
    except BadCommand as error:
        return _fail(str(error), WRONG_INPUT)
    except MemoryError:
        return _fail("stopped at a limit: there is not enough memory for this dossier", LIMIT)
    except BrokenPipeError:
        _abandon_stdout()
        return FINE
    except OSError as error:
        _abandon_stdout()
        return _fail(f"the answer cannot be printed: {(error.strerror or 'the system refused').lower()}", WRONG_INPUT)
    except KeyboardInterrupt:
        return _fail("interrupted", 130)


def main() -> None:
    """The program: `run`, whatever the state of its output."""
    if sys.stdout is None:  # started with its output closed
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # marks that an old terminal cannot show
    raise SystemExit(run())
