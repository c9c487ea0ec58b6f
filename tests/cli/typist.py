"""Somebody at a terminal: a command in a pseudo-terminal, what it prints, and what is typed."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PATIENCE = 120.0  # seconds; a test that waits as long has failed


def heed_interrupts() -> None:
    """What is started in the background of a shell ignores Ctrl-C; a terminal does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Typist:
    """Runs `overture ARGUMENTS` in a folder, waits for prompts, types lines."""

    def __init__(self, folder: Path, *arguments: str, prompt: str = r": \Z") -> None:
        self.screen, self.prompt = "", prompt
        self.seen = 0
        ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "dumb", "COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "overture", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
            env=environment, start_new_session=True, preexec_fn=heed_interrupts,
        )  # fmt: skip
        os.close(theirs)
        self.terminal = ours

    def __enter__(self) -> Typist:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def _read(self, until: float) -> bool:
        """Take in what is printed; false at the end of it."""
        if not select.select([self.terminal], [], [], max(0.0, until - time.monotonic()))[0]:
            raise AssertionError(f"nothing came any more; the screen:\n{self.screen[-2000:]}")
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # the other side has gone
            data = b""
        self.screen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def wait_for(self, words: str) -> str:
        """The screen since the last wait up to and with these words (a pattern)."""
        until = time.monotonic() + PATIENCE
        while not (found := re.search(words, self.screen[self.seen :])):
            if not self._read(until):
                raise AssertionError(f"`{words}` did not come; the screen:\n{self.screen[-2000:]}")
        told = self.screen[self.seen : self.seen + found.end()]
        self.seen += found.end()
        return told

    def prompted(self) -> str | None:
        """The prompt that waits for a line, as soon as there is one; nothing once the command has ended."""
        until = time.monotonic() + PATIENCE
        while not (found := re.search(self.prompt, self.screen[self.seen :])):
            if not self._read(until):
                return None
        return found[found.lastindex or 0]

    def type(self, text: str) -> None:
        """Type a line as soon as a prompt waits for one."""
        self.press(f"{text}\n")
        self.wait_for(re.escape(text) + r"\s*\n" if text else r"\n")

    def press(self, keys: str) -> None:
        """Press keys as soon as a prompt waits for a line."""
        assert self.prompted() is not None, f"no prompt came any more; the screen:\n{self.screen[-2000:]}"
        self.seen = len(self.screen)
        os.write(self.terminal, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, again every ten seconds until it is heard.

        Python hears a signal between two of its own steps. One that comes after the last of them and before the
        system waits for keys is heard with the next key only, as by anybody who sits there.
        """
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            os.killpg(self.process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10.0)

    def end(self) -> int:
        """The exit code, once the command has ended by itself."""
        until = time.monotonic() + PATIENCE
        while self._read(until):
            pass
        return self.process.wait(PATIENCE)
