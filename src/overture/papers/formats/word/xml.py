"""Pieces of WordprocessingML. All text of a paper passes through `clean` here, on its way out.

The children of a property element have a fixed order in the format, and Word refuses
a file that breaks it: the functions below keep it, so that no caller has to know it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from docx.oxml.ns import nsdecls

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
_SPACE = re.compile("[\t\n\r\u2028\u2029]+")
_FORBIDDEN = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


def dxa(mm: float) -> int:
    """Millimetres in twentieths of a point, the unit of the format.

    >>> dxa(25.4)
    1440
    """
    return round(mm * 1440 / 25.4)


def clean(text: str) -> str:
    """Text that XML 1.0 can hold: what it cannot is replaced where it can be seen.

    >>> clean("a\\x00b\\ud800c\\nd & <e>") == "a\\ufffdb\\ufffdc d & <e>"
    True
    """
    return _FORBIDDEN.sub(REPLACEMENT, _SPACE.sub(" ", text))


def escaped(text: str) -> str:
    """Clean text as XML, in an element or in an attribute."""
    return escape(clean(text))


def run(text: str, style: str = "", properties: str = "") -> str:
    """A stretch of text in a character style.

    >>> run("a < b", "Strong")
    '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">a &lt; b</w:t></w:r>'
    """
    if not text:
        return ""
    told = (f'<w:rStyle w:val="{style}"/>' if style else "") + properties
    return f'<w:r>{f"<w:rPr>{told}</w:rPr>" if told else ""}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def tracked(kind: Literal["ins", "del"], text: str, key: int) -> str:
    """A change for the reader to accept or to reject; `key` is a number of its own in the file.

    >>> tracked("del", "old ", 7)
    '<w:del w:id="7" w:author="Overture"><w:r><w:delText xml:space="preserve">old </w:delText></w:r></w:del>'
    """
    element = "delText" if kind == "del" else "t"
    told = f'<w:r><w:{element} xml:space="preserve">{escaped(text)}</w:{element}></w:r>'
    return f'<w:{kind} w:id="{key}" w:author="Overture">{told}</w:{kind}>'


TAB = "<w:r><w:tab/></w:r>"


def field(instruction: str, shown: str, style: str = "") -> str:
    """A field with the text that it showed last."""
    told = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    begin, middle, end = (f'<w:r>{told}<w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "separate", "end"))
    code = f'<w:r>{told}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return begin + code + middle + run(shown, style) + end


def place(name: str, key: int, content: str) -> str:
    """Content that can be referred to by a name; `key` is a number of its own in the file."""
    return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{key}"/>'


def paragraph(
    style: str, content: str = "", *, keep: bool = False, new_page: bool = False, list_id: int | None = None,
    border: str = "", tabs: str = "", section: str = "",
) -> str:  # fmt: skip
    """A paragraph in a style. `keep`: on the page of the next one; `section`: the pages that end with it."""
    told = f'<w:pStyle w:val="{style}"/>'
    told += "<w:keepNext/>" if keep else ""
    told += "<w:pageBreakBefore/>" if new_page else ""
    told += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id is not None else ""
    told += f"<w:pBdr>{border}</w:pBdr>" if border else ""
    told += f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
    told += '<w:spacing w:before="0"/>' if new_page else ""
    told += section
    return f"<w:p><w:pPr>{told}</w:pPr>{content}</w:p>"


def joined(parts: list[str], apart: str = "AfterTable") -> str:
    """Parts of a text one after the other; a table and what follows it are kept apart.

    >>> joined(["<w:tbl></w:tbl>", "<w:p/>"]).count("AfterTable"), joined(["<w:p/>", "<w:tbl></w:tbl>"])
    (1, '<w:p/><w:tbl></w:tbl>')
    """
    found = [p for p in parts if p]
    return "".join(p + (paragraph(apart) if p.endswith("</w:tbl>") else "") for p in found[:-1]) + "".join(found[-1:])


def edge(side: str, kind: str = "single", eighths: int = 4, colour: str = "CFCCC4", space: int = 0) -> str:
    """A line on one side of a paragraph, a cell or a table, as thick as so many eighths of a point."""
    return f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def cell(width: int, content: str, *, span: int = 1, borders: str = "", shade: str = "", margins: str = "") -> str:
    """A cell; what stands in it ends with a paragraph, as the format asks."""
    told = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    told += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    told += f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    told += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    told += f"<w:tcMar>{margins}</w:tcMar>" if margins else ""
    if not content.endswith("</w:p>"):
        content += paragraph("Gap")
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, head: bool = False) -> str:
    """A row that no page break parts; a head is printed again on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def grid(
    style: str, widths: list[int], rows: str, *, caption: str = "", head: bool = False, first_column: bool = False
) -> str:
    """A table of fixed widths. `head`, `first_column`: which of its cells are heads, for those who listen to it."""
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    look = f'w:firstRow="{head:d}" w:lastRow="0" w:firstColumn="{first_column:d}" w:lastColumn="0"'
    value = f"{0x0020 * head + 0x0080 * first_column + 0x0600:04X}"
    told = f'<w:tblCaption w:val="{escaped(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{value}" {look} w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
