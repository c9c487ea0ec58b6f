"""A budget of time for questions that may take too long: the answer is then unknown, and says so."""

from __future__ import annotations

import time
from numbers import Real

from overture.conflict.errors import TimeUp, WrongEntry


class Clock:
    """A budget of seconds from now on, None without an end.

    >>> Clock(None).look()
    >>> Clock(0).look()
    Traceback (most recent call last):
    ...
    overture.conflict.errors.TimeUp: no answer within 0 seconds: unknown, which is not none; allow more time
    """

    def __init__(self, seconds: float | None) -> None:
        if seconds is not None and not (isinstance(seconds, Real) and seconds == seconds):
            raise WrongEntry(f"the time allowed is a number of seconds, or None without an end, not {seconds!r}")
        self.seconds = seconds
        self._start = time.monotonic()

    def look(self) -> None:
        """Raise TimeUp where the time has run out."""
        if self.seconds is not None and time.monotonic() - self._start >= self.seconds:
            raise TimeUp(f"no answer within {self.seconds:g} seconds: unknown, which is not none; allow more time")
