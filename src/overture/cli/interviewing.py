"""Holding an interview on a terminal, by lines: every prompt is a line, every answer is a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from rich.console import Console
from rich.text import Text

from overture.authoring.seven_questions.interview import Interview, Prompt, Unreadable
from overture.cli.app import terminal
from overture.cli.lines import typed

Result = TypeVar("Result")

LONGEST = 90
HELP = "Enter takes what stands in [brackets]; < goes back, ? explains, w takes all the rest, q leaves."


def hold(interview: Interview[Result], of: int, keep: Callable[[Any], None]) -> Result | None:
    """Ask until all is answered; nothing where the user leaves. `keep` gets what is answered so far.

    Reads lines of standard input, whether somebody types them or a file gives them.
    """
    console = terminal()
    console.print(Text(HELP, style="dim"))
    step = 0
    shown: tuple[str, ...] = ()
    while not interview.done:
        prompt = interview.prompt
        if prompt.step != step:
            step = prompt.step
            console.print()
            console.print(Text(f"{step} of {of}  {prompt.heading}", style="bold"))
        if prompt.listed != shown:  # a list that stands above is not printed again, unless somebody asks
            shown = _list(console, prompt.listed)
        line = _typed(prompt)
        if line is None or line == "q":
            keep(prompt.so_far)
            return None
        if line == "<":
            if not interview.back():
                console.print("  This is the first question.")
        elif line == "?":
            _list(console, prompt.listed)
            console.print(Text(f"  {prompt.explained or prompt.heading}", style="dim"))
        elif line == "w":
            interview.rest()
            if not interview.done:
                console.print("  The next question has no answer yet.")
        else:
            try:
                interview.answer(line)
            except Unreadable as problem:
                console.print(Text(f"  {problem}"))
        if not interview.done:
            keep(interview.prompt.so_far)
    console.print()
    return interview.result


def _list(console: Console, lines: tuple[str, ...]) -> tuple[str, ...]:
    for line in lines:
        console.print(Text(line))
    return lines


def _typed(prompt: Prompt) -> str | None:
    default = f" [{prompt.default}]" if prompt.default else ""
    asked = f"  {prompt.ask}{default}: "
    if len(asked) > LONGEST:  # what is typed must have room on its line
        print(asked.rstrip(" :"))
        asked = "  : "
    return typed(asked)
