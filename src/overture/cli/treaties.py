"""The commands about treaties in operation. Each is thin: read, compute, print."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from overture import library
from overture.cli.app import Edited, Edits, Format, app, dossier_of, print_json, terminal
from overture.cli.exits import DIFFERS, FINE, BadCommand
from overture.cli.fixing import fix as make_fixes
from overture.files.text import read_file

if TYPE_CHECKING:
    from overture.dossier import Dossier
    from overture.treaties.text.reading import Opened


def _treaty_source(name: str) -> tuple[str, str] | None:
    """The text and name of a treaty: one of the library, or a path to a file that starts with `treaty:`."""
    shipped = None if Path(name).exists() else library.treaty(name)
    return (shipped, f"{name}.yaml") if shipped is not None else None


def is_treaty(name: str) -> bool:
    """Whether a name is that of a shipped treaty, or of a file that tells one."""
    if _treaty_source(name) is not None:
        return True
    if not Path(name).is_file():
        return False
    from overture.treaties.text.reading import starts_as_treaty

    return starts_as_treaty(read_file(Path(name)))


def _opened(files: list[str]) -> Opened:
    """Treaties by their paths or library names, with those that they refer to."""
    from overture.treaties.text.reading import open_texts

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


def day_of(text: str | None, option: str) -> date | None:
    """A day as an option gives it. Raises `BadCommand`."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise BadCommand(f"{option} expects a day such as 1954-03-26, found `{text}`") from None


def check_treaties(files: list[str], edits: Edits | None, format: Format, fix: bool = False) -> int:
    """Answer the questions of treaty files and hold them against what they expect."""
    from overture.terminal import asked
    from overture.treaties.answers.checked import check as answered

    if edits is not None and edits.parsed():
        raise BadCommand("edits are made in a dossier; a treaty file is checked as it stands")
    if fix:
        make_fixes(files, lambda: _opened(files), edits, format)
    opened = _opened(files)
    found = [
        answered(opened.system, question, key, question.id or f"{key}-{i + 1}")
        for key in opened.named
        for i, question in enumerate(opened.source(key).file.questions)
    ]
    if format == "json":
        print_json({
            "diagnostics": [{"file": s.name, **d.as_json()} for s, d in opened.warnings],
            "questions": {one.id: one.as_json() for one in found},
        })
    else:
        asked.checks(terminal(), opened, found)
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
    day = day_of(on, "--on") or date.today()
    opened = _opened(list(files))
    if place:
        from overture.treaties.text.phrases import parse_place

        try:
            parse_place(place)
        except ValueError as error:
            raise BadCommand(f"{error}, found `{place}`") from None
    if format == "json":
        print_json(treaty_report.as_json(opened, day, place))
    else:
        treaty_report.show(terminal(), opened, day, place)
    return FINE


@app.command
def play(
    *files: str,
    with_: Annotated[list[str], Parameter(name="--with", negative=())] = [],  # noqa: B006
    until: str | None = None,
    practice: Annotated[bool, Parameter(negative=())] = False,
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
    from overture.treaties.answers.supposing import UnreadQuestion

    if not files:
        raise BadCommand("name one treaty at least: `overture treaties` lists the shipped ones")
    last = day_of(until, "--until")
    opened = _opened(list(files))
    try:
        told = play_report.played(opened, [_supposed_text(w) for w in with_], last, practice)
    except UnreadQuestion as error:
        raise BadCommand(f"--with: {error}") from None
    if format == "json":
        print_json(play_report.as_json(told))
    else:
        play_report.show(terminal(), told)
    return FINE


def _supposed_text(given: str) -> str:
    """The text of supposed events: written on the command line, or in a file."""
    if "{" in given or not given.strip():
        return given
    return read_file(Path(given)) if Path(given).exists() or given.endswith((".yaml", ".yml")) else given


@app.command
def ask(*files_and_question: str, format: Format = "text") -> int:
    """Ask treaties a question: could this act be done, who is what, who must do what.

    Parameters
    ----------
    files_and_question
        Paths of treaty files or names of shipped treaties, then the question in the form of a treaty file.
    format
        text or json.
    """
    from overture.terminal import asked
    from overture.treaties.answers.questions import ask as answered
    from overture.treaties.answers.supposing import UnreadQuestion, read_question
    from overture.treaties.text.strangers import strangers, told

    if len(files_and_question) < 2:
        raise BadCommand("name a treaty and then the question: overture ask TREATY 'on: DAY, status: in_force'")
    *files, text = files_and_question
    opened = _opened(files)
    try:
        question = read_question(text)
        found = answered(opened.system, question, opened.named[0])
    except UnreadQuestion as error:
        raise BadCommand(f"this question cannot be put: {error}") from None
    unknown = [
        told(name, nearest)
        for name, nearest in strangers(opened.system, question).items()
        if nearest or question.form != "vote"
    ]
    for warning in unknown:
        print(f"note: {warning}", file=sys.stderr)
    if format == "json":
        print_json(asked.as_json(found) | {"notes": unknown})
    else:
        asked.answer(terminal(), found)
    return FINE


@app.command(name="power")
def power_(
    file: str,
    /,
    *,
    edits: Edited = None,
    organ: str | None = None,
    figures: Annotated[list[str], Parameter(negative=())] = [],  # noqa: B006
    rule: str = "more than half",
    attackers: Annotated[list[str], Parameter(negative=())] = [],  # noqa: B006
    on: str | None = None,
    format: Format = "text",
) -> int:
    """Voting power in an organ, exactly; or, of a dossier, shares of capability and who could be beaten by whom.

    Parameters
    ----------
    file
        A treaty (its organs), or a dossier (its figures); a path or a shipped name.
    organ
        One organ; by default every organ that votes.
    figures
        A series under `figures` of the dossier, by default the first. Further ones give a range.
    rule
        The majority for capability taken as votes: more than half, two thirds, more than two thirds.
    attackers
        States that attack together, as in `a,b`; may be repeated. By default each state alone;
        `anyone` for all that are not obliged to help.
    on
        The day for an organ; today by default.
    format
        text or json.
    """
    from overture.terminal import power_report
    from overture.treaties.voting.power import PowerLimit, quota

    try:
        if is_treaty(file):
            day = day_of(on, "--on") or date.today()
            _only_of_dossiers(figures=figures, attackers=attackers, rule=rule != "more than half", edits=edits)
            told = power_report.organ_power(_opened([file]), organ, day)
            if format == "json":
                print_json({"power": power_report.organ_json(told)})
            else:
                power_report.show_organ(terminal(), told, day)
            return FINE
        quota(1, rule)
    except (power_report.NoPower, PowerLimit, ValueError) as error:
        raise BadCommand(str(error)) from None
    return _capability(dossier_of(file, edits), figures, rule, attackers, format)


def _only_of_dossiers(**given: object) -> None:
    """Raise `BadCommand` if an option was given that says nothing of the organs of a treaty."""
    for name, value in given.items():
        if value and not (isinstance(value, Edits) and not value.parsed()):
            option = "--set and other edits" if name == "edits" else f"--{name}"
            raise BadCommand(f"{option}: of use for a dossier alone; a treaty has organs (--organ)")


def _capability(dossier: Dossier, figures: list[str], rule: str, attackers: list[str], format: Format) -> int:
    from overture.advice.audit import analyses
    from overture.advice.capability import capability
    from overture.files.diagnostics import did_you_mean
    from overture.model import Kept
    from overture.terminal import power_report
    from overture.treaties.duties.balance import ANYONE

    if not dossier.figures:
        raise BadCommand("this dossier has no `figures`; `overture import` makes them from a file that you have")
    names = figures or [next(iter(dossier.figures))]
    for name in names:
        if name not in dossier.figures:
            hint = did_you_mean(name, dossier.figures) or f"figures: {', '.join(dossier.figures)}"
            raise BadCommand(f"no figures are called `{name}`; {hint}")
    values = [dossier.figures[name].values for name in names]
    groups = [[member for name in given.split(",") for member in dossier.members(name.strip())] for given in attackers]
    who = ANYONE if attackers == ["anyone"] else groups or [[state] for state in values[0]]
    told = capability(analyses(dossier, Kept())[0], values, who)
    if format == "json":
        print_json({"figures": names, "rule": rule, "standings": power_report.figures_json(told, values[0], rule)})
    else:
        power_report.show_figures(terminal(), dossier, names[0], told, rule)
    return FINE
