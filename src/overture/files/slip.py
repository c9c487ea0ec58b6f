"""A slip: the first mistake in a text that is no YAML; and the small steps of the walk that looks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

Kind = Literal[
    "colon", "no space", "no colon", "tab", "quote open", "after quote", "bracket open", "bracket wrong",
    "bracket alone", "after bracket", "bracket in text", "too deep", "no level", "no hyphen", "hyphen", "start",
    "reserved", "comma", "no comma", "remark", "nested", "misplaced",
]  # fmt: skip

MAX_DEPTH = 40

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line in YAML
KEY_LINE = re.compile(r" *(- +)*[\w.\-]+:(\s|$)")


@dataclass(frozen=True)
class Slip:
    """The first mistake on the way: of what kind, where (from one), and what stands there."""

    kind: Kind
    line: int
    column: int
    width: int = 1
    found: str = ""  # the character or word at the place
    key: str = ""  # the key before the text
    text: str = ""  # the text that the author meant, as far as it goes on its line
    opened: tuple[int, int] | None = None  # where a bracket or quotation mark was opened
    levels: tuple[int, ...] = ()  # how far the lines above are indented


class Slipped(Exception):
    """The end of a walk."""

    def __init__(self, slip: Slip) -> None:
        self.slip = slip


class Steps:
    """A place in the lines of a text, and steps from it. Lines and columns count from nought in here."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.line = self.column = 0

    @property
    def rest(self) -> str:
        return self.lines[self.line][self.column :]

    def skip(self) -> None:
        rest = self.rest
        self.column += len(rest) - len(rest.lstrip(" \t"))

    def ended(self) -> bool:
        """Whether nothing more but a remark stands on this line."""
        self.skip()
        rest = self.rest
        return not rest or (rest[0] == "#" and (self.column == 0 or self.lines[self.line][self.column - 1] in " \t"))

    def slip(self, kind: Kind, line: int, column: int, width: int = 1, **more: object) -> NoReturn:
        here = self.lines[line][column : column + width] if line < len(self.lines) else ""
        raise Slipped(Slip(kind, line + 1, column + 1, width, found=str(more.pop("found", here)), **more))  # type: ignore[arg-type]

    def indentation(self, line: int) -> int:
        text = self.lines[line]
        return len(text) - len(text.lstrip(" "))

    def quoted(self, key: str) -> None:
        """Past a text in quotation marks."""
        mark, line, column = self.rest[0], self.line, self.column
        inner = re.compile(r"(?:[^\"\\]|\\.)*" if mark == '"' else r"(?:[^']|'')*")
        at, start = line, column + 1
        swallowed = False  # a line that looks like the next entry
        while at < len(self.lines):
            if at > line and self.indentation(at) <= self.indentation(line) and KEY_LINE.match(self.lines[at]):
                swallowed = True
            end = inner.match(self.lines[at], start)
            assert end is not None
            if end.end() < len(self.lines[at]) and self.lines[at][end.end()] == mark:
                before, after = self.lines[at][: end.end()], self.lines[at][end.end() + 1 :]
                follows = bool(re.match(r"\s*([,\]}:]|$)|\s+#", after))
                opens = bool(re.search(r"(^\s*|[:,]\s+|[\[{]\s*|-\s+)$", before))
                if not follows and (swallowed or (opens and (at, end.end()) != (line, column + 1))):
                    break
                if not follows:
                    gap = len(after) - len(after.lstrip())
                    meant = self.lines[line][column:].strip() if at == line else ""
                    self.slip("after quote", at, end.end() + 1 + gap, key=key, found=mark, text=meant,
                              opened=(line + 1, column + 1))  # fmt: skip
                self.line, self.column = at, end.end() + 1
                return
            at, start = at + 1, 0
        text = self.lines[line][column:].strip()
        self.slip("quote open", line, column, key=key, found=mark, text=text)
