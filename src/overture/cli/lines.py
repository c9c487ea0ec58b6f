"""Reading a line that somebody types: on a terminal, through a pipe, or with no input at all."""

from __future__ import annotations

import sys
from contextlib import suppress


def attended() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def typed(prompt: str) -> str | None:
    """The line that is typed behind a prompt; nothing at the end of input or where somebody interrupts."""
    with suppress(ImportError):  # arrow keys and corrections, where the system has them
        import readline  # noqa: F401
    try:
        line = input(prompt).strip()
    except (EOFError, KeyboardInterrupt, OSError, RuntimeError):  # the last two: there is no input at all
        print()
        return None
    except UnicodeDecodeError:
        line = "\ufffd\x00"  # no line of text: it is no answer to any question
    if not attended():  # a line that was not typed is not seen
        print(line)
    return line
