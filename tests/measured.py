"""The program in a process of its own, with the time and the memory that it took."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

# A process inherits the peak of the one that starts it. So a small one stands between: its peak is that of an
# empty program, whatever the tests before have used.
_BETWEEN = """
import json, os, sys
pid = os.fork()
if pid == 0:
    told = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 1)
    os.dup2(told, 2)
    start = "import sys; sys.argv[0] = 'overture'; from overture.cli import main; main()"
    os.execv(sys.executable, [sys.executable, "-c", start, *sys.argv[2:]])
_, status, used = os.wait4(pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""


class Ended(NamedTuple):
    code: int
    seconds: float  # of the processor, the start of the program included
    wall: float
    bytes: int  # the peak
    told: str  # what it printed, on either stream


def measured(folder: Path, *arguments: str) -> Ended:
    """`overture ARGUMENTS`, measured; what it prints goes through a file in the folder."""
    printed = folder / "printed.txt"
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", _BETWEEN, str(printed), *arguments], capture_output=True, check=True)
    code, seconds, peak = json.loads(done.stdout)
    return Ended(code, seconds, time.monotonic() - begun, peak, printed.read_text(encoding="utf-8"))
