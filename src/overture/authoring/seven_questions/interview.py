"""An interview: prompts one after the other, with a way back. What is asked is for others to say."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Unreadable(ValueError):
    """An answer that cannot be taken as it is; the message says what is expected."""


class AskAgain(Exception):
    """The answer was that the last answer is wrong: go back to it."""


@dataclass(frozen=True)
class Prompt:
    """One thing asked: its heading and words, what Enter takes, what `?` explains, what is listed above it."""

    step: int
    heading: str
    ask: str
    read: Callable[[str], Any]
    default: str = ""
    required: bool = False
    explained: str = ""
    listed: tuple[str, ...] = ()
    so_far: Any = None  # what has been answered before this

    def taken(self, typed: str) -> Any:
        """The value of what was typed, Enter taking the default. Raises `Unreadable`."""
        text = typed.strip() or self.default
        if not text and self.required:
            raise Unreadable("this needs an answer")
        return self.read(text)


Questions = Generator[Prompt, Any, Result]


class Interview(Generic[Result]):
    """Questions and the answers to them so far.

    The questions are a generator that yields prompts and returns the result; going
    back asks it anew and gives it all answers but the last.

    >>> def questions():
    ...     name = yield Prompt(1, "Names", "Who?", str, default="Norland")
    ...     age = yield Prompt(1, "Names", "How old?", int)
    ...     return name, age
    >>> interview = Interview(questions)
    >>> interview.answer(""); interview.answer("7"); interview.result
    ('Norland', 7)
    >>> interview.back(), interview.prompt.ask
    (True, 'How old?')
    """

    def __init__(self, questions: Callable[[], Questions[Result]]) -> None:
        self.questions = questions
        self.given: list[Any] = []
        self.typed: dict[tuple[int, str], str] = {}  # what was typed where, for those who come by again
        self.result: Result | None = None
        self._restart()

    def _restart(self) -> None:
        self._running = self.questions()
        self._prompt: Prompt | None = next(self._running)
        self.result = None
        for value in self.given:
            self._send(value)

    def _send(self, value: Any) -> None:
        try:
            self._prompt = self._running.send(value)
        except StopIteration as end:
            self._prompt, self.result = None, end.value

    @property
    def done(self) -> bool:
        """Whether there is nothing left to ask."""
        return self._prompt is None

    @property
    def prompt(self) -> Prompt:
        """What is asked now. Raises `ValueError` where all has been asked."""
        if self._prompt is None:
            raise ValueError("all has been asked")
        asked = (self._prompt.step, self._prompt.ask)
        return replace(self._prompt, default=self.typed.get(asked) or self._prompt.default)

    def answer(self, typed: str) -> None:
        """Take an answer and go on. Raises `Unreadable`, and asks the same again."""
        prompt = self.prompt
        try:
            value = prompt.taken(typed)
        except AskAgain:
            self.back()
            return
        if typed.strip():
            self.typed[prompt.step, prompt.ask] = typed.strip()
        self.given.append(value)
        self._send(value)

    def back(self) -> bool:
        """Ask the last question again; false at the first."""
        if not self.given:
            return False
        self.given.pop()
        self._restart()
        return True

    def rest(self) -> None:
        """Take what stands in brackets, up to the first question that needs an answer."""
        while not self.done:
            try:
                self.answer("")
            except Unreadable:
                return
