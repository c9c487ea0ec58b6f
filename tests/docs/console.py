"""Runs the ```console blocks of the documentation, to test the output that they quote or to renew it.

A block holds commands (`$ overture ...`) and what they print: all of it, or its first and last lines
with `...` between. `python -m tests.docs.console PAGE ...` runs the commands again and writes what they
print now, as many lines as were quoted.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from overture import cli

ROOT = Path(__file__).parents[2]
WIDTH = "100"
_FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"exit code (?:is )?(\d)")
_FILE = re.compile(r"`([\w-]+\.(yaml|gmcr|csv))`")
_LANGUAGES = {"yaml": "yaml", "gmcr": "json", "csv": "csv"}


@dataclass
class Block:
    """A fenced block: its language, its text, where the text stands, and the line of prose above it."""

    language: str
    text: str
    start: int
    line: int
    above: str

    @property
    def exit_code(self) -> int:
        found = _EXIT.search(self.above)
        return int(found.group(1)) if found else cli.FINE

    @property
    def file(self) -> str | None:
        """The name under which a file is to be saved, where the line above gives one of its language."""
        found = _FILE.search(self.above)
        return found.group(1) if found and self.language == _LANGUAGES[found.group(2)] else None


@dataclass
class Command:
    text: str
    quoted: list[str] = field(default_factory=list)


def pages() -> list[Path]:
    """Every page of the documentation."""
    top = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    return [*(ROOT / n for n in top), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        above = [line for line in text[: match.start()].splitlines() if line.strip()]
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(match[1], match[2], match.start(2), line, above[-1] if above else ""))
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a block with the output that follows each."""
    found: list[Command] = []
    continued = False
    for line in block.text.splitlines():
        if continued:
            found[-1].text += "\n" + line
        elif line.startswith("$ "):
            found.append(Command(line[2:]))
        else:
            found[-1].quoted.append(line)
        continued = line.endswith("\\") and (continued or line.startswith("$ "))
    return found


def words(command: str) -> list[str]:
    return shlex.split(command.replace("\\\n", " "))


def run(command: str) -> tuple[int, list[str]]:
    """The exit code of an overture command and the lines that it prints."""
    out = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        with redirect_stdout(out), redirect_stderr(out):
            code = cli.run(words(command)[1:])
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return code, [line.rstrip() for line in out.getvalue().rstrip().splitlines()]


def runnable(block: Block) -> bool:
    return block.language == "console" and block.text.startswith("$ overture ")


def shortened(printed: list[str], quoted: list[str]) -> list[str]:
    """As many of the first and last printed lines as a quotation has around its `...`."""
    if "..." not in quoted:
        return printed
    place = quoted.index("...")
    first, last = place, len(quoted) - place - 1
    if first + last >= len(printed):
        return printed
    return [*printed[:first], "...", *(printed[-last:] if last else [])]


def played(page: Path, folder: Path) -> Iterator[tuple[Block, Command, int, list[str]]]:
    """Run the commands of a page in order, in a folder with the dossiers that it tells to save."""
    with chdir(folder):
        for block in blocks(page):
            if block.file is not None:
                Path(block.file).write_text(block.text, encoding="utf-8")
            if runnable(block):
                for command in commands(block):
                    yield (block, command, *run(command.text))


def renew(page: Path) -> None:
    """Write what the commands of a page print now."""
    text = page.read_text(encoding="utf-8")
    renewed: dict[int, tuple[Block, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for block, command, code, printed in played(page, Path(folder)):
            if code != block.exit_code:
                told = f"{page}:{block.line}: `{command.text}` ends with {code}, not {block.exit_code}"
                print(told, file=sys.stderr)
            lines = renewed.setdefault(block.start, (block, []))[1]
            lines += [f"$ {command.text}", *shortened(printed, command.quoted)]
    for start, (block, lines) in sorted(renewed.items(), reverse=True):
        text = text[:start] + "\n".join(lines) + "\n" + text[start + len(block.text) :]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for given in [Path(a).resolve() for a in sys.argv[1:]] or pages():
        if given.parent.name != "diagnostics":  # what those pages quote are mistakes, and tests of their own
            renew(given)
