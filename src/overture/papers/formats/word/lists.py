"""The numbering of lists in Word: real lists, each counted from its own first number."""

from __future__ import annotations

from dataclasses import dataclass

from overture.papers.formats.word.styles import INK2, SANS, UNDER
from overture.papers.formats.word.xml import NAMESPACES, dxa


@dataclass(frozen=True)
class _Kind:
    """What the items of a list are counted with, and how far they are set in (millimetres)."""

    sign: str
    left: float
    quiet: bool = False


_BULLET = "\u2022"
_KINDS = {  # by the style of the items
    "ListBullet": _Kind(_BULLET, 4.5),
    "ListNumber": _Kind("%1.", 7),
    "NumberedText": _Kind("%1.", UNDER),
    "NoteLine": _Kind("%1", 5, True),
    "EqualList": _Kind(_BULLET, 3.5),
    "CourseStep": _Kind("%1.", 5, True),
    "Trace": _Kind("%1.", 6, True),
    "NoteText": _Kind("%1", 7.5, True),
}
_KEYS = tuple(_KINDS)


class Lists:
    """The lists that a paper has so far. In a letter bullets stand under the text of its numbered paragraphs."""

    def __init__(self, letter: bool = False) -> None:
        self._under = {"ListBullet": UNDER} if letter else {}
        self._found: list[tuple[str, int]] = []

    def new(self, style: str, start: int = 1) -> int:
        """The id of a list whose items have a style. Numbers begin anew; lists with bullets are one."""
        told = (style, start)
        if _KINDS[style].sign == _BULLET and told in self._found:
            return self._found.index(told) + 1
        self._found.append(told)
        return len(self._found)

    def xml(self) -> str:
        """The part of the file that holds all lists."""
        kinds = "".join(_kind(i, style, self._under.get(style, 0)) for i, style in enumerate(_KEYS))
        told = "".join(
            f'<w:num w:numId="{i}"><w:abstractNumId w:val="{_KEYS.index(style)}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for i, (style, start) in enumerate(self._found, 1)
        )
        return f"<w:numbering {NAMESPACES}>{kinds}{told}</w:numbering>"


def _kind(key: int, style: str, under: float) -> str:
    kind = _KINDS[style]
    look = f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:color w:val="{INK2}"/>' if kind.quiet else ""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{"bullet" if kind.sign == _BULLET else "decimal"}"/>'
        f'<w:lvlText w:val="{kind.sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{dxa(under + kind.left)}" w:hanging="{dxa(kind.left)}"/></w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:lvl></w:abstractNum>"
    )
