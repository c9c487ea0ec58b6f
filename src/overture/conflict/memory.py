"""The memory that is there, asked before arrays are laid out: what does not fit is refused by name, not by chance."""

from __future__ import annotations

import os
from pathlib import Path

from overture.conflict.errors import DoesNotFit

SMALL = 1 << 26
"""So many bytes are taken without asking: conflicts are made by the thousand, and asking takes longer than they do."""


def available() -> int | None:
    """Bytes of memory that can be taken, where the system tells: of the machine, and of this process if it is bounded.

    A tenth of it is left to others, and to what is not counted.

    >>> found = available()
    >>> found is None or found > 0
    True
    """
    known = [bytes for bytes in (_of_the_machine(), _of_the_process()) if bytes is not None]
    return min(known) * 9 // 10 if known else None


def _of_the_machine() -> int | None:
    """What is free, and what the system would give up for it."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError):
        pass  # another system than Linux
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _of_the_process() -> int | None:
    """What is left of the memory that this process may take (`ulimit -v`); None where it is not bounded."""
    try:
        import resource

        most, _ = resource.getrlimit(resource.RLIMIT_AS)
        if most == resource.RLIM_INFINITY:
            return None
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ImportError, OSError, ValueError):
        return None
    return max(0, most - taken)


def refuse_beyond(needed: int, what: str, memory: int | None = None) -> None:
    """Raise DoesNotFit where more bytes are needed than may be taken: `memory`, or else what the machine has.

    >>> refuse_beyond(3 * 10**9, "4 states", 2 * 10**9)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    overture.conflict.errors.DoesNotFit: 4 states take about 3.0 GB, and there are 2.0 GB: leave options out, ...
    """
    if memory is None:
        memory = available() if needed > SMALL else None
    if memory is not None and needed > memory:
        raise DoesNotFit(
            f"{what} take about {needed / 1e9:,.1f} GB, and there are {memory / 1e9:,.1f} GB: leave options out, hold "
            "some of them fixed, or use a machine with more memory"
        )
