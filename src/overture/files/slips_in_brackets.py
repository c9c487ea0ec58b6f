"""Past a group or list in brackets: the part of the walk to a slip where commas and brackets count, not lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from overture.files.slip import KEY_LINE, MAX_DEPTH, Kind, Steps

TAG = re.compile(r"[&*][\w-]+(?=[\s,\]}]|$)|!(![\w./:-]+|<[^>]*>|[\w./:-]+)?(?=[\s,\]}]|$)")
_CLOSES = {"[": "]", "{": "}"}


@dataclass
class _Bracket:
    character: str
    line: int
    column: int
    colon: bool = False  # since the last comma
    key: str = ""
    start: tuple[int, int] | None = None  # of the text since the last comma or colon
    after: Literal["start", "comma", "value", "colon"] = "start"
    remark: tuple[int, int] | None = None


class InBrackets(Steps):
    """The walk inside brackets, however many are open."""

    suspect: _Bracket | None = None  # an inner bracket whose lines ended, by their indentation, before it was closed

    def flow(self, key: str) -> None:
        """Past a group or list in brackets."""
        stack = [_Bracket(self.rest[0], self.line, self.column, key=key)]
        self.column += 1
        self.suspect = None
        while stack:
            top = stack[-1]
            if self.ended():
                if self.rest and _CLOSES[top.character] in self.rest:
                    top.remark = (self.line, self.column)
                self.next_line(stack)
                continue
            self.in_brackets(stack, top)

    def next_line(self, stack: list[_Bracket]) -> None:
        top = stack[-1]
        before = self.line
        self.line, self.column = self.line + 1, 0
        while self.line < len(self.lines) and not self.lines[self.line].split("#")[0].strip():
            self.line += 1
        if self.line >= len(self.lines):
            self.never_closed(top)
        if re.match(r"(---|\.\.\.)(\s|$)", self.rest):
            self.never_closed(top)
        if re.match(r"\s*- ", self.rest) and self.indentation(self.line) <= self.indentation(stack[0].line):
            self.never_closed(top)
        outer = stack[-2].line if len(stack) > 1 else top.line
        further = self.indentation(self.line) - self.indentation(top.line)
        if outer < top.line and ((top.after == "comma" and further <= 0) or (self.closes_line() and further < 0)):
            self.suspect = self.suspect or top
        if KEY_LINE.match(self.rest) and top.after == "value":
            if self.indentation(self.line) <= self.indentation(stack[0].line):
                self.never_closed(top)
            if top.character == "{" and not self.rest.lstrip().startswith("- "):
                if top.line == before and top is not stack[0]:
                    self.never_closed(top)
                self.slip("no comma", before, len(self.lines[before].rstrip()), text=self.rest.strip())

    def closes_line(self) -> bool:
        """Whether a closing bracket begins this line, which authors put below the line that opened it."""
        return self.rest.lstrip().startswith(("}", "]"))

    def never_closed(self, bracket: _Bracket) -> NoReturn:
        if bracket.remark:
            line, column = bracket.remark
            self.slip("remark", line, column, opened=(bracket.line + 1, bracket.column + 1))
        if self.suspect and self.suspect.line > bracket.line:
            bracket = self.suspect
        self.slip("bracket open", bracket.line, bracket.column, key=bracket.key)

    def in_brackets(self, stack: list[_Bracket], top: _Bracket) -> None:
        """One step: a mark, a text in quotation marks, or a plain one."""
        rest, line, column = self.rest, self.line, self.column
        first = rest[0]
        key = top.key if top.colon else ""
        if first in "]}":
            self.close(stack, first)
        elif first in "[{":
            if top.after == "value":
                at = top.start or (line, column)
                kind: Kind = "bracket in text" if at[0] == line else "no comma"
                self.slip(kind, line, column, key=key, text=self.text_from(at) if at[0] == line else "")
            stack.append(_Bracket(first, line, column, key=key))
            if len(stack) > MAX_DEPTH:
                self.slip("nested", line, column)
            self.column += 1
        elif first == ",":
            if top.after in ("start", "comma"):
                self.slip("comma", line, column)
            top.after, top.colon, top.start, top.key = "comma", False, None, ""
            self.column += 1
        elif first == ":" and re.match(r":(\s|$|[,\[\]{}])", rest):
            if top.colon:
                at = top.start or (line, column)
                self.slip("colon", line, column, key=key, text=self.text_from(at) if at[0] == line else "")
            top.colon, top.start, top.after = True, None, "colon"
            self.column += 1
        elif first in "\"'":
            if top.after == "value":
                self.slip("no comma", line, column)
            self.quoted(key)
            top.key = top.key if top.colon else self.lines[line][column : self.column]
            top.start, top.after = (line, column), "value"
            self.skip()
            if self.rest and not re.match(r"[,\]}:]|#", self.rest):
                self.slip("after quote", self.line, self.column, key=key, found=first,
                          text=self.lines[line][column:].strip(), opened=(line + 1, column + 1))  # fmt: skip
        elif first in "&*!":
            tag = TAG.match(rest)
            if not tag:
                self.slip("reserved", line, column, key=key, text=self.text_from((line, column)))
            self.column += tag.end()
            top.after = "value" if first == "*" else top.after
        elif (first in "@`%|>?" or re.match(r"-(?=[\s,\[\]{}]|$)", rest)) and top.after != "value":
            if first == "-" and re.match(r"-\s*[,\]}]", rest):
                self.column += 1
                top.after = "value"
                return
            self.slip("start", line, column, key=key, text=self.text_from((line, column)))
        else:
            self.plain_in_brackets(top)

    def plain_in_brackets(self, top: _Bracket) -> None:
        line, column = self.line, self.column
        found = re.match(r"(?:[^,\[\]{}:#\s]|:(?![\s,\[\]{}]|$)|(?<!\s)#|[ \t]+(?![\s:#,\[\]{}]|$))+", self.rest)
        end = column + (found.end() if found else 1)
        if top.start is None or top.after != "value":
            top.start = (line, column)
        if not top.colon:
            top.key = self.lines[line][column:end]
        top.after = "value"
        self.column = end

    def text_from(self, at: tuple[int, int]) -> str:
        """The text that begins at a place inside brackets, to the comma or bracket that ends it."""
        rest = self.lines[at[0]][at[1] :]
        found = re.match(r"[^,{}]*", rest)
        return (found[0] if found else rest).strip().removesuffix("]").strip()

    def close(self, stack: list[_Bracket], mark: str) -> None:
        top = stack[-1]
        if _CLOSES[top.character] != mark:
            if any(_CLOSES[b.character] == mark for b in stack):
                self.never_closed(top)
            self.slip("bracket wrong", self.line, self.column, found=mark, opened=(top.line + 1, top.column + 1),
                      text=_CLOSES[top.character])  # fmt: skip
        stack.pop()
        self.column += 1
        if stack:
            stack[-1].after = "value"
