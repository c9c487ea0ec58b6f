"""The command that asks for a ranking and writes the statements that give it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from overture import library
from overture.cli.app import app, terminal
from overture.cli.exits import FINE, WRONG_INPUT, BadCommand
from overture.files.saving import CannotSave, Version, read_version, save, write_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overture.authoring.ranking.answers import Said
    from overture.authoring.ranking.features import State
    from overture.authoring.ranking.plan import Plan
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
        Write statements, or outcomes best first; by default as the file has it, or what is shorter.
    answers
        A file with the answers; nothing is asked.
    afresh
        Ask everything anew, and put the new statements in the place of those in the file.
    checks
        Ask one or two questions whose answers follow, to catch a slip.
    dry_run
        Write nothing into the dossier; print what would be written.
    """
    from overture.authoring.ranking.answers import from_reason, not_yet_said
    from overture.authoring.ranking.plan import WouldBeLost, plan_of
    from overture.authoring.ranking.ranking import DEFAULT_OUTCOMES, MOST_OUTCOMES, Interview
    from overture.authoring.ranking.unranked import open_unranked
    from overture.files.diagnostics import did_you_mean
    from overture.model import models
    from overture.papers.english import counted

    if outcomes is not None and not 2 <= outcomes <= MOST_OUTCOMES:
        many = counted(outcomes, "outcome")
        raise BadCommand(f"{many} cannot be ranked: 2 is the fewest, {MOST_OUTCOMES} the most")
    if str(file) in (*library.names(), *library.published_keys()) and not file.exists():
        raise BadCommand(f"`{file}` comes with the product and is not changed; rank in a copy of it")
    version = read_version(file)
    dossier, unranked = open_unranked(version.text, str(file))
    if actor not in dossier.decision_makers:
        makers = dossier.decision_makers
        hint = did_you_mean(actor, makers) or f"those who have are {', '.join(makers)}"
        raise BadCommand(f"`{actor}` has no options in this file; {hint}")
    there = () if actor in unranked else dossier.preferences[actor]
    try:
        plan = plan_of(there, dossier.ranks_outcomes(actor), as_, afresh)
    except WouldBeLost as error:
        raise BadCommand(f"{file}: {error}") from None
    worlds = models(dossier)
    in_file = not_yet_said(a for s in plan.stays for a in from_reason(worlds[0].space, s.because))
    beside = file.with_name(f"{file.stem}.rank-{actor}.answers.yaml")
    further: list[Said] = []
    if answers is not None:
        further = _from(answers, dossier, worlds, actor)
        if not further:
            raise BadCommand(f"{answers}:1: there is no answer in it; {_forms()}")
    elif beside.exists():
        goes_on = _goes_on(beside)
        if goes_on is None:
            return FINE
        if goes_on:
            further = _from(beside, dossier, worlds, actor)
        else:
            _set_aside(beside)
    kept = not_yet_said([*in_file, *further])
    interview = Interview(
        dossier, worlds, actor, given=plan.stays, best_first=plan.best_first, kept=kept,
        most=outcomes or DEFAULT_OUTCOMES, checks=checks and answers is None,
        only_kept=answers is not None and outcomes is None,
    )  # fmt: skip
    if len(interview.pool.states) < 2:
        print("There is nothing to rank: the dossier allows one outcome only. Nothing is written.")
        return FINE
    run = _Run(version, interview, plan, in_file, beside, dry_run)
    if answers is not None:
        return run.by_answers(kept)
    run.begin(kept, unranked)
    return run.by_questions(kept)


def _forms() -> str:
    from overture.authoring.ranking.answers import FORMS

    return FORMS


def _goes_on(beside: Path) -> bool | None:
    """Whether the answers of last time are to be used; nothing where somebody interrupts."""
    from overture.cli.lines import typed

    line = typed(f"There are answers of last time in {beside}. Go on from there? y or n: ")
    if line is None:
        print(f"Nothing is written. The answers stay in {beside}.")
        return None
    return line.lower() not in ("n", "no")


def _set_aside(beside: Path) -> None:
    """Give the answers of last time another name, so that those of this time take nothing away."""
    names = (beside.with_name(f"{beside.stem}.{n}.yaml") for n in count(1))
    other = next(name for name in names if not name.exists())
    try:
        beside.rename(other)
    except OSError as error:
        raise BadCommand(f"`{beside}` cannot be set aside: {(error.strerror or 'refused').lower()}") from None
    print(f"They are set aside as {other}.")


def _from(path: Path, dossier: Dossier, worlds: Sequence[Model], actor: str) -> list[Said]:
    """The answers of a file. Raises `BadCommand`."""
    from overture.authoring.ranking.answers import BadAnswers, from_file, state_of, text_of
    from overture.authoring.ranking.words import named_by
    from overture.files.text import read_file

    def named(text: str) -> State:
        state = state_of(worlds[0].space, text)
        if state is None:
            state = named_by(dossier, worlds, actor, text)
        if not all(m.feasible[state] for m in worlds):
            raise BadAnswers(f"`{text_of(worlds[0].space, state)}` breaks a rule or need of the dossier")
        return state

    if path.is_dir() or not path.exists():
        what = "this is a folder" if path.is_dir() else "there is no such file"
        raise BadCommand(f"{path}: {what}; `--answers` takes a file of answers, and {_forms()}")
    text = read_file(path)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        raise BadCommand(f"{path}: this file is empty; {_forms()}")
    try:
        return from_file(text, str(path), named)
    except BadAnswers as error:
        raise BadCommand(str(error)) from None


class _Run:
    """One use of the command: an interview about a file that was read."""

    def __init__(
        self, version: Version, interview: Interview, plan: Plan, in_file: Sequence[Said], beside: Path, dry_run: bool
    ) -> None:
        self.version, self.interview, self.plan = version, interview, plan
        self.in_file, self.beside, self.dry_run = in_file, beside, dry_run
        self.console = terminal()

    def keep(self, answers: Sequence[Said]) -> None:
        """Write the answers so far into a file of their own beside the dossier."""
        from overture.authoring.ranking.answers import as_file

        write_over(self.beside, as_file(self.interview.space, answers, self.interview.actor))

    def text(self, proposed: Proposal, answers: Sequence[Said]) -> str:
        from overture.authoring.ranking.proposal import written

        file = str(self.version.path)
        return written(self.version.text, self.interview, proposed, answers, date.today(), file)

    def replaces(self) -> None:
        """What `--afresh` takes out of the file, with the comments that go with it."""
        from overture.authoring.ranking.plan import passage
        from overture.terminal import ranking as said

        if self.plan.replaced:
            found = passage(self.version.text, self.interview.actor)
            for line in said.replaced(self.interview, found.lines, found.comments):
                self.console.print(line, soft_wrap=True)

    def begin(self, kept: Sequence[Said], unranked: frozenset[str]) -> None:
        """What is asked, what is known already, and what is supposed."""
        from overture.cli.ranking_session import KEYS
        from overture.papers.english import capital, counted, listed
        from overture.papers.options import actor
        from overture.terminal import ranking as said

        interview = self.interview
        name = actor(interview.dossier, interview.actor)
        print(f"What would {name} rather have? Of {interview.most} outcomes, two at a time. ({KEYS})")
        self.replaces()
        if interview.best_first:
            print("The ranking of the file stays; only what has no place in it is asked.")
        elif interview.given:
            print(f"{said.staying(interview)}; only where the file is silent is asked.")
        if kept:
            print(f"{capital(counted(len(kept), 'answer'))} {'is' if len(kept) == 1 else 'are'} known already.")
        others = sorted(unranked - {interview.actor})
        if others:
            labels = listed([actor(interview.dossier, o) for o in others])
            print(f"Not known yet is what others want ({labels}): they are taken to stay where they are.")
        if len(interview.models) > 1:
            supposed = [n for n in interview.models[0].world if len({m.world[n] for m in interview.models}) > 1]
            these = "this is" if len(supposed) == 1 else "these are"
            print(f"Answer as if {these} not so: {', '.join(supposed)}.")

    def by_questions(self, kept: Sequence[Said]) -> int:
        from overture.cli.ranking_session import Session, Stopped

        session = Session(self.console, self.interview, kept, self.keep)
        try:
            proposed = session.agreed(self.plan.form, lambda p: self.text(p, session.answers), not self.dry_run)
        except (Stopped, KeyboardInterrupt):
            return self._left(session)
        if proposed is None:
            self.keep(session.answers)
            print(f"Nothing is written. The answers are kept in {self.beside}.")
            return FINE
        if proposed.given and not proposed.new:
            fresh = self._fresh(session.answers)
            if fresh:
                self.keep(session.answers)
            where = f" The answers are kept in {self.beside}." if fresh else ""
            print(f"The statements of the file give this ranking already; nothing is written.{where}")
            return FINE
        try:
            done = self._write(proposed, session.answers)
        except BadCommand as error:
            self.keep(session.answers)
            raise BadCommand(f"{error}. The answers are kept in {self.beside}") from None
        if not done:
            self.keep(session.answers)
            print(f"The answers are kept in {self.beside}.")
            return FINE
        with suppress(OSError):  # they are in the dossier now
            self.beside.unlink()
        return FINE

    def _fresh(self, answers: Sequence[Said]) -> list[Said]:
        """The answers that the file does not have."""
        from overture.authoring.ranking.answers import not_yet_said

        return not_yet_said(answers, self.in_file)

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
        """Without questions: what the answers leave open or contradict is told, and nothing is written.

        The answers are in a file of the user, so they are kept nowhere else, and no draft is touched.
        """
        from overture.authoring.ranking.proposal import propose
        from overture.cli.ranking_session import ONLY_AFRESH, Session
        from overture.papers.english import counted
        from overture.terminal import ranking as said

        session = Session(self.console, self.interview, answers, lambda _: None)
        links = self.interview.contradiction(answers)
        if links:
            session.say(said.contradiction(self.interview, links, self.console.width))
            if any(link.number is None for link in links):
                session.say(ONLY_AFRESH)
            return WRONG_INPUT
        asked = self.interview.question(answers)
        if asked is not None:
            print(f"The answers leave {counted(asked.left, 'question')} open at most; first, which of these is better?")
            session.say(said.question(self.interview, asked, 1, self.console.width)[2:])
            return WRONG_INPUT
        self.replaces()
        proposed = propose(self.interview, answers, self.plan.form)
        session.show(proposed)
        if proposed.given and not proposed.new:
            fresh = len(self._fresh(answers))
            are = "is" if fresh == 1 else "are"
            but = f", and {counted(fresh, 'answer')} that it does not have {are} left out" if fresh else ""
            print(f"The statements of the file give this ranking already; nothing is written{but}.")
            return FINE
        self._write(proposed, answers)
        return FINE

    def _write(self, proposed: Proposal, answers: Sequence[Said]) -> bool:
        """Whether the proposal is in the file then. Raises `BadCommand`."""
        from overture.dossier import DossierError
        from overture.files.rewriting import CannotRewrite

        try:
            new = self.text(proposed, answers)
            if self.dry_run:
                print("Nothing is written. These lines would be new:")
                before = set(self.version.text.splitlines())
                print("\n".join(line for line in new.splitlines() if line not in before))
                return False
            if new == self.version.text:
                print("The file says exactly this already; nothing is written.")
                return True
            save(self.version, new)
        except (CannotSave, CannotRewrite) as error:
            raise BadCommand(str(error)) from None
        except DossierError as error:
            raise BadCommand(f"nothing is written, since the file would not fit together: {error}") from None
        print(f"Written into {self.version.path}, with the answers; nothing else in it has changed.")
        return True
