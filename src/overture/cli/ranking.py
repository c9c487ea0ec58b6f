"""The command that asks for a ranking and writes the statements that give it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overture import library
from overture.cli.app import FINE, WRONG_INPUT, BadCommand, app, terminal
from overture.files.saving import CannotSave, Version, read_version, save, write_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overture.authoring.ranking.answers import Said
    from overture.authoring.ranking.features import State
    from overture.authoring.ranking.proposal import Proposal
    from overture.authoring.ranking.ranking import Interview
    from overture.cli.ranking_session import Session
    from overture.dossier import Dossier
    from overture.model import Model


@app.command
def rank(
    file: Path,
    actor: str,
    /,
    *,
    outcomes: int | None = None,
    as_: Annotated[Literal["statements", "outcomes"] | None, Parameter(name="--as")] = None,
    answers: Path | None = None,
    afresh: Annotated[bool, Parameter(negative=())] = False,
    checks: Annotated[bool, Parameter(negative="--no-checks")] = True,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Ask which of two outcomes an actor would rather have, and write the statements that give its ranking.

    Parameters
    ----------
    file
        The dossier; nothing but the list of this actor is changed in it.
    actor
        Whose ranking: an actor with options, by its id.
    outcomes
        How many outcomes are ranked, 2 to 40; by default 12, or those that the answers name.
    as_
        Write statements, or outcomes best first; by default what is shorter.
    answers
        A file with the answers; nothing is asked.
    afresh
        Ask everything anew, and put the new statements in the place of those in the file.
    checks
        Ask one or two questions whose answers follow, to catch a slip.
    dry_run
        Write nothing into the dossier; print what would be written.
    """
    from overture.authoring.ranking.answers import from_reason
    from overture.authoring.ranking.ranking import DEFAULT_OUTCOMES, MOST_OUTCOMES, Interview
    from overture.authoring.ranking.unranked import open_unranked
    from overture.files.diagnostics import did_you_mean
    from overture.model import models

    if outcomes is not None and not 2 <= outcomes <= MOST_OUTCOMES:
        raise BadCommand(f"{outcomes} outcomes cannot be ranked: 2 is the fewest, {MOST_OUTCOMES} the most")
    if str(file) in library.names() and not file.exists():
        raise BadCommand(f"`{file}` comes with the product and is not changed; rank in a copy of it")
    version = read_version(file)
    dossier, unranked = open_unranked(version.text, str(file))
    if actor not in dossier.decision_makers:
        makers = dossier.decision_makers
        hint = did_you_mean(actor, makers) or f"those who have are {', '.join(makers)}"
        raise BadCommand(f"`{actor}` has no options in this file; {hint}")
    there = () if actor in unranked or afresh else dossier.preferences[actor]
    replaced = as_ == "outcomes" or dossier.ranks_outcomes(actor)
    given, told = ((), there) if replaced else (there, ())
    worlds = models(dossier)
    space = worlds[0].space
    kept = [a for s in there for a in from_reason(space, s.because)]
    beside = file.with_name(f"{file.stem}.rank-{actor}.answers.yaml")
    only = answers is not None and outcomes is None
    if answers is not None:
        kept += _from(answers, dossier, worlds, actor)
    elif beside.exists() and _goes_on(beside):
        kept += [a for a in _from(beside, dossier, worlds, actor) if a not in kept]
    interview = Interview(
        dossier, worlds, actor, given=given, told=told, kept=kept, most=outcomes or DEFAULT_OUTCOMES,
        checks=checks and answers is None, only_kept=only,
    )  # fmt: skip
    run = _Run(version, interview, beside, as_, dry_run)
    if answers is not None:
        return run.by_answers(kept)
    run.begin(kept, unranked, len(dossier.preferences[actor]) if afresh and actor not in unranked else 0)
    return run.by_questions(kept)


def _goes_on(beside: Path) -> bool:
    """Whether the answers of last time are to be used."""
    import sys

    print(f"There are answers of last time in {beside}. Go on from there? y or n: ", end="", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(line.rstrip())
    return line.strip().lower() not in ("n", "no")


def _from(path: Path, dossier: Dossier, worlds: Sequence[Model], actor: str) -> list[Said]:
    """The answers of a file. Raises `BadCommand`."""
    from overture.authoring.ranking.answers import BadAnswers, from_file, state_of
    from overture.authoring.ranking.words import named_by
    from overture.files.text import read_file

    def named(text: str) -> State:
        state = state_of(worlds[0].space, text)
        return named_by(dossier, worlds, actor, text) if state is None else state

    try:
        found = from_file(read_file(path), str(path), named)
    except BadAnswers as error:
        raise BadCommand(str(error)) from None
    for said in found:
        for state in (said.better, said.worse):
            if not all(m.feasible[state] for m in worlds):
                from overture.authoring.ranking.answers import text_of

                raise BadCommand(f"{path}: `{text_of(worlds[0].space, state)}` breaks a rule or need of the dossier")
    return found


class _Run:
    """One use of the command: an interview about a file that was read."""

    def __init__(
        self, version: Version, interview: Interview, beside: Path, form: Literal["statements", "outcomes"] | None,
        dry_run: bool,
    ) -> None:  # fmt: skip
        self.version, self.interview, self.beside = version, interview, beside
        self.form, self.dry_run = form, dry_run
        self.console = terminal()

    def keep(self, answers: Sequence[Said]) -> None:
        """Write the answers so far into a file of their own beside the dossier."""
        from overture.authoring.ranking.answers import as_file

        write_over(self.beside, as_file(self.interview.space, answers, self.interview.actor))

    def text(self, proposed: Proposal, answers: Sequence[Said]) -> str:
        from overture.authoring.ranking.proposal import written

        file = str(self.version.path)
        return written(self.version.text, self.interview, proposed, answers, date.today(), file)

    def begin(self, kept: Sequence[Said], unranked: frozenset[str], replaced: int) -> None:
        """What is asked, what is known already, and what is supposed."""
        from overture.cli.ranking_session import KEYS
        from overture.papers.english import capital, counted, listed, number
        from overture.papers.options import actor_label

        interview = self.interview
        name = actor_label(interview.dossier, interview.actor)
        print(f"What would {name} rather have? Of {interview.most} outcomes, two at a time. ({KEYS})")
        if replaced:
            are = "is" if replaced == 1 else "are"
            print(f"{capital(counted(replaced, 'statement'))} of {name} {are} in the file and will be replaced.")
        elif interview.given:
            stay = "statement of the file stays" if len(interview.given) == 1 else "statements of the file stay"
            print(f"{capital(number(len(interview.given)))} {stay}; only where the file is silent is asked.")
        elif interview.told:
            print("The ranking in the file is believed, and will be written anew; only where it is silent is asked.")
        if kept:
            print(f"{capital(counted(len(kept), 'answer'))} {'is' if len(kept) == 1 else 'are'} known already.")
        others = sorted(unranked - {interview.actor})
        if others:
            labels = listed([actor_label(interview.dossier, o) for o in others])
            print(f"Not known yet is what others want ({labels}): they are taken to stay where they are.")
        if len(interview.models) > 1:
            supposed = [n for n in interview.models[0].world if len({m.world[n] for m in interview.models}) > 1]
            print(f"Suppose that of what is open none is so: {', '.join(supposed)}.")

    def by_questions(self, kept: Sequence[Said]) -> int:
        from overture.cli.ranking_session import Session, Stopped

        session = Session(self.console, self.interview, kept, self.keep)
        try:
            proposed = session.agreed(self.form, lambda p: self.text(p, session.answers), not self.dry_run)
        except (Stopped, KeyboardInterrupt):
            return self._left(session)
        if proposed is None:
            self.keep(session.answers)
            print(f"Nothing is written. The answers are kept in {self.beside}.")
            return FINE
        return self._write(proposed, session.answers)

    def _left(self, session: Session) -> int:
        print()
        if not session.answers:
            print("Nothing is written.")
            return FINE
        self.keep(session.answers)
        command = f"overture rank {self.version.path} {self.interview.actor}"
        print(f"The answers so far are kept in {self.beside}; `{command}` goes on from there.")
        return FINE

    def by_answers(self, answers: Sequence[Said]) -> int:
        """Without questions: what the answers leave open or contradict is told, and nothing is written."""
        from overture.authoring.ranking.proposal import propose
        from overture.cli.ranking_session import Session
        from overture.papers.english import counted
        from overture.terminal import ranking as said

        session = Session(self.console, self.interview, answers, lambda _: None)
        links = self.interview.contradiction(answers)
        if links:
            session.say(said.contradiction(self.interview, links, self.console.width))
            return WRONG_INPUT
        asked = self.interview.question(answers)
        if asked is not None:
            print(f"The answers leave {counted(asked.left, 'question')} open at most; first, which of these is better?")
            session.say(said.question(self.interview, asked, 1, self.console.width)[2:])
            return WRONG_INPUT
        proposed = propose(self.interview, answers, self.form)
        session.show(proposed)
        return self._write(proposed, answers)

    def _write(self, proposed: Proposal, answers: Sequence[Said]) -> int:
        from overture.dossier import DossierError
        from overture.files.rewriting import CannotRewrite

        if proposed.given and not proposed.new:
            print("The statements of the file give this ranking already; nothing is written.")
            return FINE
        try:
            new = self.text(proposed, answers)
            if self.dry_run:
                print("Nothing is written. These lines would be new:")
                before = set(self.version.text.splitlines())
                print("\n".join(line for line in new.splitlines() if line not in before))
                if self.beside.exists():
                    print(f"The answers are kept in {self.beside}.")
                return FINE
            save(self.version, new)
        except (CannotSave, CannotRewrite) as error:
            self.keep(answers)
            raise BadCommand(f"{error}. The answers are kept in {self.beside}") from None
        except DossierError as error:
            self.keep(answers)
            raise BadCommand(f"nothing is written, since the file would not fit together: {error}. "
                             f"The answers are kept in {self.beside}") from None  # fmt: skip
        with suppress(OSError):
            self.beside.unlink()
        print(f"Written into {self.version.path}, with the answers; nothing else in it has changed.")
        return FINE
