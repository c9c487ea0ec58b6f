"""Where a text that is no YAML goes wrong: a patient walk over it, to the first place that its author must change.

A reader of YAML notices a mistake where it can go no further, often lines below the quotation mark or the
bracket that was forgotten. This walk keeps what an author sees: which key has a value, which bracket was opened
where, how far each line is indented. It is used only once reading has failed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NoReturn

from overture.files.slip import BREAK, KEY_LINE, Kind, Slip, Slipped
from overture.files.slips_in_brackets import TAG, InBrackets

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\W\d]?[\w.\-]*)\s*:(?=\s|$)""")
_INDENTED = ("too deep", "no level", "no hyphen", "hyphen")
_BELOW, _MOST = 60, 30_000  # lines below a slip that are walked to judge a mend; characters that are walked at all
_BLOCK_TEXT = re.compile(r"[|>][-+1-9]{0,2}\s*(#.*)?$")


def first_slip(text: str) -> Slip | None:
    """The first place of a text that cannot be read and that its author must change, if this walk finds it.

    >>> slip = first_slip("overture: 1\\ntitle: Passage: the strait\\n")
    >>> slip.kind, slip.line, slip.column, slip.key, slip.text
    ('colon', 2, 15, 'title', 'Passage: the strait')
    """
    walk = _Walk(BREAK.split(text))
    try:
        walk.whole()
    except Slipped as found:
        return _blamed(walk, found.slip) if found.slip.kind in _INDENTED else found.slip
    return None


class _Walk(InBrackets):
    """The walk outside brackets, where lines and their indentation count."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self.levels: list[tuple[int, str]] = []  # (indentation, "map" or "list")
        # what the line before left: a key without a value, a text that may go on, or something complete
        self.left: Literal["nothing", "key", "text", "complete"] = "nothing"
        self.parent = -1  # the indentation that the next line must exceed to belong to it
        self.text_at: tuple[int, int] = (0, 0)  # where the text that may go on began
        self.key = ""
        # what tells how regular the text is, and which lines above may be to blame
        self.entries: dict[int, tuple[int, int]] = {}  # by indentation: where a level began, and its latest entry
        self.tops: list[int] = []  # the lines of the outermost level
        self.steps: Counter[tuple[str, int]] = Counter()  # how much further each level is indented than that above it
        self.empty = 0  # keys without a value, and outermost levels that are indented
        self.apart: Counter[bool] = Counter()  # whether a free line stands above an outermost entry after deeper ones

    def whole(self) -> None:
        while self.line < len(self.lines):
            self.column = self.indentation(self.line)
            rest = self.rest.strip()
            if rest.startswith("\t") or (self.rest.startswith("\t") and rest and not rest.startswith("#")):
                self.slip("tab", self.line, self.column, key=self.key)
            if rest and not rest.startswith("#"):
                if self.column == 0 and re.match(r"(---|\.\.\.)(\s|$)", rest):
                    self.levels, self.left, self.parent = [], "nothing", -1
                else:
                    self.start_of_line()
                    continue
            self.line += 1

    def start_of_line(self) -> None:
        """A line that says something: it goes on, goes deeper, or belongs to a level above."""
        indent = self.column
        item = bool(re.match(r"-(\s|$)", self.rest))
        deeper = indent > self.parent
        if self.left == "text" and deeper:
            return self.more_text()
        if self.left == "complete" and deeper and indent > (self.levels[-1][0] if self.levels else -1):
            self.too_deep(len(self.rest.split()[0]))
        if not self.levels or (self.left == "key" and (deeper or (item and indent == self.parent))):
            if self.levels:
                self.steps["list" if item else "map", indent - self.levels[-1][0]] += 1
            else:
                self.empty += indent > 0
            self.levels.append((indent, "list" if item else "map"))
            self.entries[indent] = (self.line, self.line)
            self.tops += [self.line] if len(self.levels) == 1 else []
            return self.entry(fresh=True)
        self.empty += self.left == "key"
        known = self.known()
        deep = len(self.levels) > 1
        while self.levels and self.levels[-1][0] > indent:
            self.levels.pop()
        if not self.levels or self.levels[-1][0] < indent:
            self.slip("no level", self.line, indent, width=max(1, len(self.rest.split()[0])), levels=known)
        if self.levels[-1][1] == "list" and not item:
            if len(self.levels) > 1 and self.levels[-2] == (indent, "map"):
                self.levels.pop()
            else:
                self.slip("no hyphen", self.line, indent, text=self.rest.strip())
        elif self.levels[-1][1] == "map" and item:
            self.slip("hyphen", self.line, indent, text=self.rest.strip(), levels=known)
        self.entries[indent] = (self.entries.get(indent, (self.line, 0))[0], self.line)
        if len(self.levels) == 1:
            self.tops.append(self.line)
            if deep:
                self.apart[not self.lines[self.line - 1].strip(" \t") or self.lines[self.line - 1][0] == "#"] += 1
        return self.entry(fresh=False)

    def too_deep(self, width: int) -> NoReturn:
        """A line that is indented further than its neighbour above."""
        self.slip("too deep", self.line, self.column, width, levels=self.known(), key=self.key)

    def known(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(indent for indent, _ in self.levels))

    def more_text(self) -> None:
        """A further line of a text without quotation marks."""
        start = self.column
        end = self.colon_in(start)
        if end is not None:
            words = self.rest[: end - start]
            first, column = self.text_at
            if re.fullmatch(r"""(- +)?([\w.\-]+|"[^"]*"|'[^']*')""", words):
                above = self.lines[first][column:]
                if self.indentation(first) == column and start <= column:  # a line of its own, and a key beside it
                    self.lonely(first, column)
                if re.match(r"[\w.\-]+:\S", above) and first == self.line - 1 and column == self.indentation(first):
                    self.lonely(first, column)
                self.too_deep(len(words))
            self.slip("colon", self.line, end, key=self.key, text="")
        if " #" in self.rest:
            self.left = "complete"
        self.line += 1

    def lonely(self, line: int, column: int) -> NoReturn:
        """A line among keys that is no `key: value`."""
        text = self.lines[line][column:].rstrip()
        close = re.match(r"""([\w.\-]+):(?=[^\s/])""", text)
        if close:
            self.slip("no space", line, column + close.end(1), key=close[1], text=text[close.end() :])
        word = text.split()[0]
        self.slip("no colon", line, column, width=len(word), key=word, text=text[len(word) :].strip())

    def colon_in(self, start: int) -> int | None:
        """The place of a colon that ends a name, in the rest of this line."""
        found = re.search(r":(?=\s|$)|(?<=\s)#", self.lines[self.line][start:])
        return start + found.start() if found and found[0] == ":" else None

    def entry(self, fresh: bool) -> None:
        """`- ` any number of times, then a key with a value, or a value alone."""
        while re.match(r"-(\s|$)", self.rest):
            self.levels[-1] = (self.column, "list") if fresh else self.levels[-1]
            self.parent = self.column
            self.column += 1
            if self.ended():
                self.left, self.line = "key", self.line + 1
                return
            if "\t" in self.lines[self.line][self.parent + 1 : self.column] and _KEY.match(self.rest):
                self.slip("tab", self.line, self.lines[self.line].index("\t", self.parent), key=self.key)
            if _KEY.match(self.rest) or re.match(r"-(\s|$)", self.rest):
                self.levels.append((self.column, "map"))
            fresh = True
        if self.levels[-1] == (self.column, "map"):
            self.keyed(self.column, fresh)
        else:
            self.value("")

    def keyed(self, column: int, fresh: bool) -> None:
        line, rest = self.line, self.rest
        if rest[0] in "\"'":
            key = rest[0]
            self.quoted("")
            self.skip()
            if not self.rest.startswith(":"):
                return self.alone(line, column, fresh)
            self.column += 1
        elif rest[0] in "[{":
            self.flow("")
            return self.alone(line, column, fresh)
        elif rest[0] in "@`%|>&*!,]}" or re.match(r"\?(\s|$)", rest):
            key = ""
            if not (rest[0] == "?" or TAG.match(rest)):
                self.slip("bracket alone" if rest[0] in "]}" else "start", line, column, text=rest.strip())
            self.column = len(self.lines[line])
        else:
            colon = self.colon_in(column)
            if colon is None:
                if not fresh:
                    self.lonely(line, column)
                self.left, self.text_at = "complete" if re.search(r"\s#", rest) else "text", (line, column)
                self.parent = self.levels[-2][0] if len(self.levels) > 1 else -1
                self.column = len(self.lines[line])
                self.levels.pop()
                self.line += 1
                return None
            key = rest[: colon - column]
            self.column = colon + 1
        self.key = key
        self.parent = column
        if self.ended():
            self.left, self.line = "key", self.line + 1
        else:
            self.value(key)
        return None

    def alone(self, line: int, column: int, fresh: bool) -> None:
        """A text in quotation marks, or a group in brackets, where a key was expected."""
        self.finished("after bracket" if self.lines[line][column] in "[{" else "after quote", line, column, "")
        if not fresh:
            self.slip("no colon", line, column, key="", text=self.lines[line][column:].strip())
        self.left = "complete"
        self.parent = self.levels[-2][0] if len(self.levels) > 1 else -1
        self.levels.pop()
        self.line += 1

    def value(self, key: str) -> None:
        """What stands behind `key: ` or `- ` on the same line, and further lines of it; the walk is then past them.

        What comes next is judged by the indentation of the line where the entry began (`parent`, `levels`), however
        many lines its brackets or quotation marks run over.
        """
        line, column, rest = self.line, self.column, self.rest
        first = rest[0]
        self.left = "complete"
        tag = TAG.match(rest)
        if tag:
            self.column += tag.end()
            if not self.ended() and first != "*":
                return self.value(key)
            if first == "*" and not self.ended():
                self.slip("reserved", line, column, key=key, text=rest.strip())
            self.left = "complete" if first == "*" else "key"
        elif first in "\"'":
            self.quoted(key)
            self.finished("after quote", line, column, key)
        elif first in "[{":
            self.flow(key)
            self.finished("after bracket", line, column, key)
        elif first in "|>":
            if not _BLOCK_TEXT.match(rest):
                self.slip("start", line, column, key=key, text=rest.strip())
            return self.block_text()
        elif first in "@`%,":
            self.slip("start", line, column, key=key, text=rest.strip())
        elif first in "&*!":
            self.slip("reserved", line, column, key=key, text=rest.strip())
        elif first in "]}":
            self.slip("bracket alone", line, column, key=key, text=rest.strip())
        elif re.match(r"[-?](\s|$)", rest):
            self.slip("start", line, column, key=key, text=rest.strip())
        else:
            colon = self.colon_in(column)
            if colon is not None:
                self.slip("colon", line, colon, key=key, text=_without_remark(rest))
            self.left = "complete" if re.search(r"\s#", rest) else "text"
            self.text_at = (line, column)
        self.line += 1
        return None

    def finished(self, kind: Kind, line: int, column: int, key: str) -> None:
        """Nothing may follow on the line where a value ended."""
        if not self.ended():
            rest = self.rest.strip()
            opener = self.lines[line][column]
            if rest[0] == ":" and kind == "after quote":
                self.slip("colon", self.line, self.column, key=key, text=self.lines[line][column:].strip())
            if rest[0] in "]}" and kind == "after bracket":
                self.slip("bracket alone", self.line, self.column, key=key)
            self.slip(kind, line if kind == "after bracket" else self.line,
                      column if kind == "after bracket" else self.column, key=key, found=opener,
                      text=self.lines[line][column:].strip(), opened=(line + 1, column + 1))  # fmt: skip

    def block_text(self) -> None:
        """The lines of a text after `|` or `>`: all that are indented further than their key."""
        self.line += 1
        inner = None
        while self.line < len(self.lines):
            indent, text = self.indentation(self.line), self.lines[self.line].strip()
            if text:
                if indent <= self.parent:
                    break
                if inner is not None and indent < inner and not text.startswith("#"):
                    self.slip("no level", self.line, indent, width=len(text.split()[0]), levels=(inner,))
                inner = indent if inner is None else inner
            self.line += 1


def _blamed(walk: _Walk, slip: Slip) -> Slip:
    """The slip of a line that does not fit those above it, or of the line above that is to blame.

    Each line that may be the wrong one is mended on trial. The text that can then be read furthest, and is indented
    most regularly, tells which it was; in doubt it is the line where the walk stopped.
    """
    for start in (walk.tops[-4] if len(walk.tops) > 3 else 0, *walk.tops[-3:]):
        lines = walk.lines[start : slip.line + _BELOW]
        if sum(map(len, lines)) <= _MOST:
            break
    else:
        return slip
    here = slip.line - 1
    above = {walk.text_at[0], *(line for both in walk.entries.values() for line in both)}
    best, blamed = (0, 0), slip
    for at in (here, *sorted((line for line in above if start <= line < here), reverse=True)[:12]):
        for mended, told in _mended(walk.lines[at], at):
            if told.kind == "no hyphen" and slip.kind == "hyphen" and not _alike(mended, walk.lines[here]):
                continue
            lines[at - start] = mended
            score = _judged(lines)
            if score > best:
                best, blamed = score, slip if at == here else told
        lines[at - start] = walk.lines[at]
    return blamed


def _mended(line: str, at: int) -> Iterator[tuple[str, Slip]]:
    """A line with other indentations, the nearest first, and as an item of a list."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    for other in sorted(range(max(0, indent - 4), indent + 5), key=lambda n: abs(n - indent)):
        told = Slip("misplaced", at + 1, indent + 1, max(1, len((text.split() or [""])[0])), levels=(other,))
        if other != indent:
            yield " " * other + text, told
    if not text.startswith("- "):
        yield " " * indent + "- " + text, Slip("no hyphen", at + 1, indent + 1, text=text.rstrip())


def _alike(item: str, other: str) -> bool:
    """Whether two items of a list both begin with a key, or both do not."""
    return bool(KEY_LINE.match(item)) == bool(KEY_LINE.match(other))


def _judged(lines: list[str]) -> tuple[int, int]:
    """How far lines can be read, and (the higher the better) how regular they are."""
    walk = _Walk(lines)
    reached = len(lines) + 1
    try:
        walk.whole()
    except Slipped as found:
        reached = found.slip.line
    odd = walk.empty + min(walk.apart[True], walk.apart[False])
    odd += sum(n for (_, step), n in walk.steps.items() if step % 2)
    for kind in ("map", "list"):
        counts = [n for (of, _), n in walk.steps.items() if of == kind]
        odd += sum(counts) - max(counts, default=0)
    return reached, -odd


def _without_remark(rest: str) -> str:
    return re.split(r"\s#", rest, maxsplit=1)[0].strip()
