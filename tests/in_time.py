"""What takes too long is stopped, so that a hang is a failure and not the end of all tests."""

from __future__ import annotations

import contextlib
import io
import signal
from collections.abc import Iterator
from types import FrameType

from overture import cli


class TooSlow(BaseException):
    """A command that takes more than its time."""


@contextlib.contextmanager
def in_time(seconds: float, what: str = "") -> Iterator[None]:
    """Raises `TooSlow` once the processor has worked on the block for so many seconds."""

    def stop(_: int, frame: FrameType | None) -> None:
        raise TooSlow(what)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def ended(arguments: list[str], seconds: float) -> tuple[int, str, str]:
    """How a command ends: its code, and what it prints on either stream. It raises what nobody has caught."""
    out, err = io.StringIO(), io.StringIO()
    within = in_time(seconds, " ".join(arguments)[:300])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), within:
        code = cli.run(arguments)
    return code, out.getvalue(), err.getvalue()
