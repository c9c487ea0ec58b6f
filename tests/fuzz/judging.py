"""One mutant before the commands: whatever they answer, it is an answer, a mistake with its place, or a limit."""

from __future__ import annotations

import json
import re
import resource
from functools import cache
from pathlib import Path

from overture.files.characters import NotText, text_of
from overture.files.slip import BREAK
from tests.docs.console import ROOT
from tests.fuzz.mutations import Mutant
from tests.in_time import TooSlow, ended

TIME = 10  # seconds of the processor for one command
MEMORY = 700_000  # kilobytes, of the whole process that tries one mutant after another


@cache
def documented() -> frozenset[str]:
    page = (ROOT / "docs" / "reference" / "diagnostics.md").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^\| \[?([DWG]\d+)", page, re.MULTILINE))


def wrong_with(code: int, out: str, err: str, lines: int, as_json: bool = True) -> str:
    """What is wrong with how a command ended, or nothing."""
    if "Traceback" in err:
        return "a traceback"
    if code in (0, 1):
        if as_json:
            json.loads(out)
        return ""
    if code == 3:
        return "" if err.startswith("stopped at a limit: ") and "memory" not in err else f"code 3 says: {err[:300]}"
    if code != 2:
        return f"code {code}: {err[:600]}"
    if not as_json:
        return "" if re.search(r": (error|warning) [DW]\d+: ", err) else f"code 2 without a mistake: {err[:300]}"
    told = json.loads(out)["diagnostics"]
    if not told:
        return "code 2 without a mistake"
    for one in told:
        if one["code"] not in documented():
            return f"the code {one['code']} is not documented"
        if not 1 <= one.get("line", 1) <= lines + 1 or one.get("column", 1) < 1:
            return f"a place outside the file: {one}"
        if re.search(r"\b(None|NoneType|Traceback)\b|<class|<overture", one["message"] + one["hint"]):
            return f"words that are not ours: {one['message']}; {one['hint']}"
    return ""


def commands(mutant: Mutant, file: Path) -> list[list[str]]:
    """The first tells whether the file reads; the others are tried on one that does."""
    name = str(file)
    if mutant.treaty:
        return [
            ["check", "--format=json", name], ["treaties", name, "--on", "1955-01-01", "--format=json"],
            ["play", name, "--format=json"], ["ask", name, "on: 1955-01-01, status: in_force", "--format=json"],
        ]  # fmt: skip
    analysed = ["analyse", "--no-audit", "--format=json", name]
    if mutant.large:
        return [analysed]
    return [["check", "--format=json", name], analysed, ["brief", name, "--output", str(file.with_suffix(".html"))]]


def _peak() -> int:
    """The most memory of this process so far, in kB.

    `ru_maxrss` starts with that of the process which started this one; the mark in /proc does not.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def judged(mutant: Mutant, file: Path) -> tuple[str, bool]:
    """What is wrong with how the commands end on a mutant, or nothing; and whether it reads."""
    file.write_bytes(mutant.data)
    text = text_of(mutant.data)
    lines = 0 if isinstance(text, NotText) else len(BREAK.split(text))
    lines = max(lines, mutant.data.count(b"\n") + mutant.data.count(b"\r") + 1)
    reads = False
    for arguments in commands(mutant, file):
        as_json = "--format=json" in arguments
        try:
            code, out, err = ended(arguments, TIME)
            wrong = wrong_with(code, out, err, lines, as_json)
        except TooSlow:
            return f"{arguments[0]}: more than {TIME} s", reads
        except json.JSONDecodeError:
            wrong = f"no JSON: {out[:200]}"
        if wrong:
            return f"{arguments[0]}: {wrong}", reads
        if code not in (0, 1):
            break
        reads = True
    peak = _peak()
    return (f"{peak} kB" if peak > MEMORY else ""), reads
