"""The command that starts a dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from overture import library
from overture.cli.app import app, telling_of_folder, terminal
from overture.cli.exits import FINE, BadCommand
from overture.files.saving import create, write_over

if TYPE_CHECKING:
    from overture.authoring.seven_questions.answers import Answers

Template = Literal["accession", "wordings", "package", "mediation"]


@app.command
def new(file: Path, /, *, answers: Path | None = None, template: Template | None = None) -> int:
    """Start a dossier: seven questions in plain words, and a commented file that gives a brief at once.

    Parameters
    ----------
    file
        The dossier to write; it must not be there yet.
    answers
        A file with the answers, so that nothing is asked.
    template
        Begin from the answers of a small case: accession, wordings, package or mediation.
    """
    from overture.authoring.seven_questions.answers import Answers, read_answers
    from overture.authoring.seven_questions.complete import refuse_incomplete
    from overture.cli.lines import attended
    from overture.files.text import read_file

    target = file if file.suffix else file.with_suffix(".yaml")
    if target.suffix not in (".yaml", ".yml"):
        raise BadCommand(f"a dossier is a .yaml file; `{file}` is not")
    if target.exists():
        raise BadCommand(f"`{target}` is there already; name another file")
    before = read_answers(library.template(template), f"{template}.yaml") if template else Answers()
    if answers:
        text = read_file(answers)
        given = read_answers(text, str(answers))
        found = before.with_(**{name: getattr(given, name) for name in given.model_fields_set})
        found = found.with_(when=found.when or date.today())
        refuse_incomplete(found, text, str(answers))
        return _written(target, found)
    if template and not attended():  # nobody is there to answer: the case of the template as it is
        return _written(target, before.with_(when=before.when or date.today()))
    return _interviewed(target, before)


def _draft(target: Path) -> Path:
    """Where unfinished answers wait for the next time."""
    return target.with_suffix(".answers.yaml")


_HEAD = "# Answers to `overture new"


def _interviewed(target: Path, before: Answers) -> int:
    """Ask, keep what is answered, and write the dossier; the kept answers go once they are in it."""
    from overture.authoring.seven_questions.answers import read_answers, write_answers
    from overture.authoring.seven_questions.interview import Interview
    from overture.authoring.seven_questions.questions import STEPS, questions
    from overture.cli.interviewing import hold
    from overture.files.text import read_file

    draft = _draft(target)
    print("Seven questions make a first dossier.")
    if draft.exists():
        text = read_file(draft)
        if not text.startswith(_HEAD):
            raise BadCommand(f"`{draft}` is there, and is no interview that was left; move it, or give it by --answers")
        before = read_answers(text, str(draft))
        print(f"The answers of last time, kept in {draft}, stand in brackets.")
    elif before.who:
        print("What stands in brackets is the case of the template: type yours over it.")

    def keep(so_far: Answers) -> None:
        if interview.given:
            # what was given last time and is not asked again yet is kept as well
            text = write_answers(before.with_(**{k: getattr(so_far, k) for k in so_far.model_fields_set}))
            write_over(draft, f"{_HEAD} {target}`, which goes on from here.\n{text}\n")

    interview = Interview(lambda: questions(before, date.today()))
    found = hold(interview, len(STEPS), keep)
    if found is None:
        if interview.given:
            print(f"Nothing is lost: `overture new {target}` goes on from {draft}.")
        return FINE
    keep(found)
    code = _written(target, found)
    draft.unlink(missing_ok=True)
    return code


def _written(target: Path, answers: Answers) -> int:
    """Write the dossier, check it, and say what it advises and where to go from there."""
    from overture.advice import advise
    from overture.authoring.seven_questions.first_dossier import first_dossier
    from overture.dossier import read
    from overture.papers import recommendation
    from overture.terminal import checks

    text = first_dossier(answers)
    dossier = read(text, str(target))
    advice = advise(dossier, audit=False)
    with telling_of_folder(target):
        create(target, text)
    console = terminal()
    console.print(f"{target} is written.")
    checks.show(console, dossier, advice)
    console.print(f"For now the advice is: {recommendation(dossier, advice)}")
    console.print()
    rows = (
        (f"brief {target}", "writes the brief"),
        (f"gaps {target}", "asks what a colleague would ask, with the line to add"),
        (f"check --watch {target}", "reads the file again whenever you save it"),
        (f"explain {target} NAME", "says why, of any name in the file"),
    )
    width = max(len(command) for command, _ in rows)
    for command, what in rows:
        console.print(f"  overture {command:<{width}}   {what}")
    return FINE
