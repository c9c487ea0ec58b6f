"""Figures as pictures made of points, for formats that hold no drawings; the same bytes on every machine."""

from __future__ import annotations

import typst

from overture.papers.formats import CannotRender
from overture.papers.formats.typesetting import compiled

POINTS_PER_INCH = 220


def png(drawing: str, width: float, height: float) -> bytes:
    """A drawing that stands alone, so many units of the screen wide and high, as a picture.

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 9, 9)[1:4]
    b'PNG'
    """
    size = f"width: {width * 0.75:.2f}pt, height: {height * 0.75:.2f}pt"  # 96 units, 72 points to the inch
    page = f'#set page({size}, margin: 0pt)\n#image("figure.svg", width: 100%, height: 100%)'
    files = {"main.typ": page.encode("ascii"), "figure.svg": drawing.encode("utf-8")}
    try:
        return compiled(files, format="png", ppi=POINTS_PER_INCH)
    except typst.TypstError as error:
        raise CannotRender(f"A figure cannot be made into a picture. The typesetter says: {error.message}") from error
