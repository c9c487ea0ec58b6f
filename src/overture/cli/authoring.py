"""The command that starts a dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from overture import library
from overture.authoring.seven_questions.answers import Answers
from overture.cli.app import FINE, BadCommand, app, terminal
from overture.files.saving import CannotSave, create, write_over

Template = Literal["accession", "wordings", "package", "mediation"]


@app.command
def new(file: Path, *, answers: Path | None = None, template: Template | None = None) -> int:
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
    from overture.authoring.seven_questions.answers import read_answers
    from overture.cli.interviewing import attended
    from overture.files.text import read_file

    target = file if file.suffix else file.with_suffix(".yaml")
    if target.suffix not in (".yaml", ".yml"):
        raise BadCommand(f"a dossier is a .yaml file; `{file}` is not")
    if target.exists():
        raise BadCommand(f"`{target}` is there already; name another file")
    before = Answers()
    if template:
        before = read_answers(library.template(template), f"{template}.yaml", complete=False)
    if answers:
        given = read_answers(read_file(answers), str(answers), complete=template is None)
        found: Answers | None = before.with_(**{name: getattr(given, name) for name in given.model_fields_set})
    elif template and not attended():
        found = before  # nobody is there to answer: the case of the template as it is
    else:
        found = _interviewed(target, before)
    return FINE if found is None else _written(target, found.with_(when=found.when or date.today()))


def _draft(target: Path) -> Path:
    """Where unfinished answers wait for the next time."""
    return target.with_suffix(".answers.yaml")


def _interviewed(target: Path, before: Answers) -> Answers | None:
    """The answers that somebody gives; nothing, and the answers kept in a file, where the interview is left."""
    from overture.authoring.seven_questions.answers import read_answers, write_answers
    from overture.authoring.seven_questions.interview import Interview
    from overture.authoring.seven_questions.questions import STEPS, questions
    from overture.cli.interviewing import hold
    from overture.files.text import read_file

    draft = _draft(target)
    if draft.exists():
        before = read_answers(read_file(draft), str(draft), complete=False)
        print(f"The answers of last time, kept in {draft}, stand in brackets.")
    kept = Answers()

    def keep(so_far: Answers) -> None:
        nonlocal kept
        kept = so_far
        if interview.given:
            # what was given last time and is not asked again yet is kept as well
            text = write_answers(before.with_(**{k: getattr(so_far, k) for k in so_far.model_fields_set}))
            write_over(draft, f"# Answers to `overture new {target}`, which goes on from here.\n{text}\n")

    interview = Interview(lambda: questions(before, date.today()))
    print("Seven questions make a first dossier.")
    if before.who and not draft.exists():
        print("What stands in brackets is the case of the template: type yours over it.")
    found = hold(interview, len(STEPS), keep)
    if found is not None:
        draft.unlink(missing_ok=True)
        return found
    if interview.given:
        print(f"Nothing is lost: `overture new {target}` goes on from {draft}.")
    return None


def _written(target: Path, answers: Answers) -> int:
    """Write the dossier, check it, and say what it advises and where to go from there."""
    from overture.advice import advise
    from overture.authoring.seven_questions.aims import NotAnAim
    from overture.authoring.seven_questions.first_dossier import first_dossier
    from overture.dossier import read
    from overture.papers import recommendation
    from overture.terminal import checks

    try:
        text = first_dossier(answers)
    except NotAnAim as problem:
        raise BadCommand(f"a wish cannot be read: {problem}") from None
    dossier = read(text, str(target))
    advice = advise(dossier, audit=False)
    try:
        create(target, text)
    except CannotSave as problem:
        raise BadCommand(str(problem)) from None
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
