"""From bytes to text: the encoding of a file, and the characters that no file of the language may hold."""

from __future__ import annotations

import re
from typing import NamedTuple

from overture.files.diagnostics import Diagnostic
from overture.files.nodes import Span
from overture.files.slip import BREAK

# those that YAML cannot hold, halves of characters included
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Embeddings, overrides and isolates turn whole stretches of a line round, letters included, so that a reader sees
# another text than the program. The marks U+200E, U+200F and U+061C are allowed: they turn no letter round, writers
# of Hebrew and Arabic need them, and in an id or formula they are no letter and refused there.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_TOLD = 50
_NAMES = {
    0x00: "NUL", 0x07: "bell", 0x08: "backspace", 0x0B: "vertical tab", 0x0C: "form feed", 0x1B: "escape",
    0x7F: "delete",
}  # fmt: skip
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip


class NotText(NamedTuple):
    """Bytes that are no UTF-8: the mistake, and the text as far as it can be shown."""

    mistake: Diagnostic
    text: str


def place_of(text: str, at: int) -> Span:
    """Line and column of a character; its line ends are those of YAML.

    >>> place_of("a\\r\\nböse", 4)
    Span(line=2, column=2, end_line=2, end_column=3)
    """
    line, start = 1, 0
    for found in BREAK.finditer(text, 0, at):
        line, start = line + 1, found.end()
    column = at - start + 1
    return Span(line, column, line, column + 1)


def shown(text: str) -> str:
    """A text that a terminal can print: what would turn its lines round or move its cursor is replaced.

    >>> shown("a\\x1b[31m")
    'a\ufffd[31m'
    """
    return TURNING.sub("\ufffd", CONTROL.sub("\ufffd", text))


def _wide(data: bytes) -> str:
    """The name of an encoding of two or four bytes a character, if the bytes look like it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:400]
    quarters = [start[i::4].count(0) / max(1, len(start[i::4])) for i in range(4)]
    many = [share > 0.5 for share in quarters]
    if len(start) >= 8 and many in ([False, True, True, True], [True, True, True, False]):
        return "UTF-32"
    if len(start) >= 4 and many in ([False, True, False, True], [True, False, True, False]):
        return "UTF-16"
    return ""


def text_of(data: bytes) -> str | NotText:
    """The text of bytes in UTF-8, or why they are none.

    >>> text_of("Überblick".encode())
    'Überblick'
    >>> text_of("overture: 1".encode("utf-16-le")).mistake.message
    'this file is UTF-16, not UTF-8 text'
    """
    wide = _wide(data)
    if wide:
        hint = f"save it as UTF-8 in the editor: it is {wide} now"
        return NotText(Diagnostic("D003", f"this file is {wide}, not UTF-8 text", None, hint), "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig", "replace")
        byte = data[error.start]
        old = bytes([byte]).decode("cp1252", "replace")
        hint = "save it as UTF-8 in the editor"
        if byte >= 0x80 and old.isprintable() and old != "\ufffd":
            hint += f"; in Windows-1252, an older encoding, this byte is `{old}`"
        where = place_of(good + "?", len(good))
        mistake = Diagnostic("D003", f"this file is not UTF-8 text: the byte {byte:02X} is no character", where, hint)
        return NotText(mistake, shown(data.decode("utf-8-sig", "replace")))


def _told(character: str) -> str:
    name = _NAMES.get(ord(character), "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def unfit(text: str) -> list[Diagnostic]:
    """The characters of a text that no file of the language may hold.

    >>> [d.message for d in unfit("title: a\\0b")]
    ['the character U+0000 (NUL) cannot stand in a dossier or treaty']
    """
    control = CONTROL.search(text)
    if control:
        what = "half a character, " if "\ud800" <= control[0] <= "\udfff" else "the character "
        message = f"{what}{_told(control[0])} cannot stand in a dossier or treaty"
        return [Diagnostic("D005", message, place_of(text, control.start()), "remove it")]
    found: list[Diagnostic] = []
    for turning in TURNING.finditer(text):
        if len(found) == MOST_TOLD:
            break
        found.append(turned(turning[0], place_of(text, turning.start())))
    return found


def turned(character: str, where: Span | None) -> Diagnostic:
    """The mistake of a character that makes a line read otherwise than it is."""
    message = f"the invisible character U+{ord(character):04X} changes the order in which this line is read"
    return Diagnostic("D016", message, where, "remove it; Hebrew and Arabic need no such character")
