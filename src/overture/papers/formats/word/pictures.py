"""The figures of a paper in Word: pictures with a title and a description for those who cannot see them."""

from __future__ import annotations

from collections.abc import Callable

from overture.diagrams.standing import standing
from overture.papers.content import Figure
from overture.papers.formats.pictures import png
from overture.papers.formats.word.styles import WIDTH
from overture.papers.formats.word.xml import clean, escaped

_EMU = 9525  # of a unit of the drawing, drawn at 1:1
_MOST_WIDE, _MOST_HIGH = round(WIDTH * 36000), 190 * 36000


class Pictures:
    """The pictures that a paper has so far. `add` puts the bytes of one into the file and gives its key."""

    def __init__(self, add: Callable[[bytes], str]) -> None:
        self._add = add
        self._count = 0

    def picture(self, item: Figure) -> str:
        """A figure, at 1:1 or as large as the page allows."""
        alone = standing(clean(item.svg))
        key = self._add(png(alone.svg, alone.width, alone.height))
        wide, high = extent(alone.width, alone.height)
        self._count += 1
        title, told = alone.title or item.title, alone.description or item.note.plain
        name = f'id="{self._count}" name="Figure {self._count}" descr="{escaped(told)}" title="{escaped(title)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr {name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            "</wp:cNvGraphicFramePr><a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def extent(width: float, height: float) -> tuple[int, int]:
    """Width and height on the page, in the units of the format.

    >>> extent(100, 50)
    (952500, 476250)
    """
    wide, high = width * _EMU, height * _EMU
    scale = min(1.0, _MOST_WIDE / wide, _MOST_HIGH / high)
    return round(wide * scale), round(high * scale)
