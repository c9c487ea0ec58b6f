"""The interview about a ranking, line by line: keys in, plain lines out; leaving it at any moment loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console

from overture.authoring.ranking.answers import Said
from overture.authoring.ranking.plan import Form
from overture.authoring.ranking.proposal import (
    Proposal,
    not_asked_about,
    open_pair,
    propose,
    telling_pairs,
    with_statement,
)
from overture.authoring.ranking.ranking import Interview
from overture.cli.lines import typed
from overture.dossier import DossierError
from overture.files.rewriting import CannotRewrite
from overture.logic import FormulaError, parse
from overture.terminal import ranking as said

ONLY_AFRESH = "  What the file has is replaced only by `--afresh`."
KEYS = "1 or 2: that one; = alike; < back; ? what differs; q stop"
_MEANS = {"yes": "y", "no": "n", "": "?", "b": "<"}  # `b` for those who look for a letter
MOST_OPEN = 2  # outcomes nobody was asked about that are asked back


class Stopped(Exception):
    """The interview was left; the answers so far are kept."""


class Session:
    """A conversation about one interview. `keep` is called with the answers whenever they change."""

    def __init__(
        self, console: Console, interview: Interview, answers: Sequence[Said], keep: Callable[[list[Said]], None]
    ) -> None:
        self.console, self.interview, self.keep = console, interview, keep
        self.answers, self.before = list(answers), len(answers)
        self.open_asked = 0

    def say(self, lines: Sequence[str] | str) -> None:
        for line in [lines] if isinstance(lines, str) else lines:
            self.console.print(line, soft_wrap=True)

    def ask(self, prompt: str) -> str:
        """A line of input. Raises `Stopped` at its end and where somebody wants to stop."""
        line = typed(f"{prompt} ")
        if line is None or line.lower() in ("q", "quit"):
            raise Stopped
        return line

    def choose(self, prompt: str, allowed: Sequence[str]) -> str:
        """One of the allowed answers; asked again until it is one."""
        while True:
            given = self.ask(prompt).lower()
            given = _MEANS.get(given, given)
            if given in allowed:
                return given
            self.say(f"  please answer with one of: {', '.join(allowed)}, q")

    def set(self, answers: Sequence[Said]) -> None:
        self.answers = list(answers)
        self.keep(self.answers)

    # the questions

    def hold(self) -> None:
        """Ask until the ranking is complete and without contradiction. Raises `Stopped`."""
        while True:
            if self._contradicted():
                continue
            asked = self.interview.question(self.answers)
            if asked is None:
                return
            number = max(len(self.answers) - self.before, 0) + 1
            self.say(said.question(self.interview, asked, number, self.console.width))
            while True:
                given = self.choose("  which?", ("1", "2", "=", "<", "?"))
                if given != "?":
                    break
                self.say([*said.explained(self.interview, asked, self.console.width), f"  ({KEYS})"])
            if given == "<":
                if self.answers:
                    self.set(self.answers[:-1])
                    self.before = min(self.before, len(self.answers))
                else:
                    self.say("  this is the first question")
                continue
            better, worse = (asked.second, asked.first) if given == "2" else (asked.first, asked.second)
            self.set([*self.answers, Said(better, worse, given == "=")])

    def _contradicted(self) -> bool:
        """Show a smallest contradiction, if there is any, and take one answer back."""
        links = self.interview.contradiction(self.answers)
        if not links:
            return False
        self.say(said.contradiction(self.interview, links, self.console.width))
        if any(link.number is None for link in links):
            self.say(ONLY_AFRESH)
        numbers = [link.number for link in links if link.number is not None]
        given = self.choose("  take back which?", [str(i + 1) for i in range(len(numbers))])
        taken = numbers[int(given) - 1]
        self.set([a for i, a in enumerate(self.answers) if i != taken])
        self.before = min(self.before, len(self.answers))
        return True

    # what it comes to

    def agreed(self, form: Form | None, try_out: Callable[[Proposal], object], may_write: bool) -> Proposal | None:
        """The statements as they are agreed; nothing where they are not wanted. Raises `Stopped`."""
        while True:
            self.hold()
            proposed = propose(self.interview, self.answers, form)
            self.show(proposed)
            if not proposed.new or self._asked_back(proposed):
                break
        while may_write and (proposed.new or not proposed.given):  # without a statement, that all is alike is written
            if proposed.new:
                given = self.choose("write this? y yes, n no, e change a statement:", ("y", "n", "e"))
            else:
                given = self.choose("write this? y yes, n no:", ("y", "n"))
            if given == "n":
                return None
            if given == "y":
                break
            proposed = self._changed(proposed, try_out)
        return proposed

    def show(self, proposed: Proposal) -> None:
        """The ranking as it is understood, and the statements that give it."""
        width = self.console.width
        self.say(said.ranking(self.interview, self.interview.ranking(self.answers), width))
        self.say(said.proposal(self.interview, proposed, width))
        back = said.read_back(self.interview, proposed)
        rest = not_asked_about(self.interview, self.answers)
        if back:
            self.say(["", *said.lines(back, width)])
        if rest > 0 and proposed.new:
            one = "one more outcome, which nobody was asked about" if rest == 1 else ""
            many = f"{rest:,} more outcomes, which nobody was asked about"
            self.say(f"The statements also rank {one or many}.")

    def _asked_back(self, proposed: Proposal) -> bool:
        """Ask back what the statements mean; false where an answer came of it that must be heard first."""
        for found in telling_pairs(self.interview, self.answers, proposed):
            self.say(["", *said.lines(said.pair(self.interview, found, False), self.console.width)])
            if self.choose("  y or n:", ("y", "n")) == "n":
                self.set([*self.answers, Said(found.worse, found.better)])
                return False
        while self.open_asked < MOST_OPEN:
            self.open_asked += 1
            other = open_pair(self.interview, self.answers, proposed)
            if other is None:
                return True
            self.say(["", *said.lines(said.pair(self.interview, other, True), self.console.width)])
            given = self.choose("  y, n, or = for alike:", ("y", "n", "="))
            if given == "y":
                return True
            self.set([*self.answers, Said(other.worse, other.better, given == "=")])
            return False
        return True

    def _changed(self, proposed: Proposal, try_out: Callable[[Proposal], object]) -> Proposal:
        """The proposal with one statement as somebody words it, if the ranking stays the same; else as it was."""
        number = self.choose("  which statement?", [str(i + 1) for i in range(len(proposed.new))])
        text = self.ask("  its formula (nothing takes it out):")
        try:
            changed = with_statement(proposed, int(number) - 1, parse(text) if text else None)
            try_out(changed)
        except FormulaError as error:
            self.say(f"  this cannot be read: {error.message}")
            return proposed
        except DossierError as error:
            self.say(f"  this does not fit the file: {error}")
            return proposed
        except CannotRewrite as error:
            self.say(f"  {error}")
            return proposed
        self.say(said.proposal(self.interview, changed, self.console.width))
        return changed
