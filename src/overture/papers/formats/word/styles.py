"""The styles of a paper in Word: fonts, sizes, spaces and colours, each told once.

Times New Roman, Arial and Consolas are on every machine with Word, carry Cyrillic and
Polish, and have lining figures; the table of fonts names what stands in for them elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from overture.papers.formats.word.xml import NAMESPACES, dxa, edge

SERIF, SANS, MONO, SIGNS = "Times New Roman", "Arial", "Consolas", "Segoe UI Symbol"
INK, INK2, RULE, RULE2, GROUND = "1A1C1E", "4F555B", "CFCCC4", "82868A", "F6F5F1"
COLOURS = {"holds": "1D4F91", "depends": "855000", "fails": "A8201A", "none": "596067"}
WIDTH = 174.0  # millimetres between the margins
UNDER = 9.0  # millimetres by which a numbered paragraph of a letter is set in, and what belongs to it

_FONTS = (  # name, what stands in for it, its family and pitch
    (SERIF, "Liberation Serif", "roman", "variable"),
    (SANS, "Liberation Sans", "swiss", "variable"),
    (MONO, "Liberation Mono", "modern", "fixed"),
    (SIGNS, "DejaVu Sans", "swiss", "variable"),
)
_BUILT_IN = frozenset(  # the names that Word knows, and shows in the language of its user
    ["Title", "heading 1", "heading 2", "heading 3", "Body Text", "Signature", "caption", "List Bullet", "List Number",
     "header", "footer", "Strong", "Emphasis", "Hyperlink"]
)  # fmt: skip
_PIECES = {  # the styles of stretches of text
    "strong": ("Strong", "<w:b/><w:bCs/>"),
    "emphasis": ("Emphasis", "<w:i/><w:iCs/>"),
    "quiet": ("Quiet", f'<w:color w:val="{INK2}"/>'),
}


@dataclass(frozen=True)
class _Style:
    """A paragraph style; sizes in points, indents in millimetres."""

    name: str
    size: float
    font: str = SERIF
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    line: float = 1.15  # the height of a line, in parts of what its font asks for
    lead: float = 0  # the height in points, whatever font a mark or a number of a note is in
    based: str = "Normal"
    next: str = ""
    keep: bool = False
    level: int | None = None  # in the outline
    border: str = ""
    left: float = 0
    hanging: float = 0

    @property
    def id(self) -> str:
        """Its name without spaces, each word with a capital.

        >>> _Style("List Bullet", 10).id, _Style("header", 8).id
        ('ListBullet', 'Header')
        """
        return "".join(w[:1].upper() + w[1:] for w in self.name.split())

    def xml(self) -> str:
        told = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        told += f"<w:pBdr>{self.border}</w:pBdr>" if self.border else ""
        line, rule = (round(self.lead * 20), "exact") if self.lead else (round(self.line * 240), "auto")
        height = f'w:line="{line}" w:lineRule="{rule}"'
        told += f'<w:spacing w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}" {height}/>'
        if self.left or self.hanging:
            told += f'<w:ind w:left="{dxa(self.left)}" w:hanging="{dxa(self.hanging)}"/>'
        told += f'<w:outlineLvl w:val="{self.level}"/>' if self.level is not None else ""
        chars = f"{_fonts(self.font)}{'<w:b/><w:bCs/>' if self.bold else ''}"
        chars += f'<w:color w:val="{self.colour}"/>{_size(self.size)}'
        heads = f'<w:basedOn w:val="{self.based}"/>' + (f'<w:next w:val="{self.next}"/>' if self.next else "")
        own = "" if self.name in _BUILT_IN else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{own} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{heads}'
            f"<w:qFormat/><w:pPr>{told}</w:pPr><w:rPr>{chars}</w:rPr></w:style>"
        )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _paragraph_styles(small: bool, letter: bool) -> tuple[_Style, ...]:
    """All paragraph styles; `small`: page one has much to say, and is set a little closer."""
    text, line = (10.5, 1.15) if letter else (9.0, 1.06) if small else (9.5, 1.1)
    rule, heavy = edge("top", "single", 4, RULE, 4), edge("top", "single", 12, INK, 4)
    head, above, under = (12.0, 14.0, UNDER) if letter else (14.0, 19.0, 0.0)
    return (
        _Style("Title", 18 if small else 19, bold=True, after=4 if small else 6, line=1, next="BodyText", keep=True),
        _Style("heading 1", head, bold=True, before=above, after=4, line=1, next="BodyText", keep=True, level=0,
               border="" if letter else heavy),
        _Style("heading 2", 9, SANS, True, before=11, after=4, line=1.05, next="BodyText", keep=True, level=1),
        _Style("heading 3", 8.5, SANS, True, before=9, after=3, line=1.05, next="BodyText", keep=True, level=2),
        _Style("Panel Heading", 8.5, SANS, True, before=5 if small else 7, after=2, line=1, based="Heading1",
               next="PanelText", keep=True, level=0, border=rule),
        _Style("Body Text", 10.5, before=2, after=4),
        _Style("Numbered Text", 10.5, after=6),
        _Style("Lede", 11, after=5, line=1.1, keep=True),
        _Style("Panel Text", text, after=3, line=line),
        _Style("Advice", 12.5 if small else 13, bold=True, after=3, line=1.03),
        _Style("Small Print", 7.5, SANS, colour=INK2, before=3, after=3, lead=9),
        _Style("Margin Note", 7.5, SANS, colour=INK2, after=2, lead=9),
        _Style("Meta Label", 7.5, SANS, colour=INK2, lead=9),
        _Style("Meta Text", 8, SANS, lead=9.6),
        _Style("Letter Head", 10.5, after=2, left=38, hanging=38),
        _Style("Signature", 10.5, keep=True),
        _Style("Signature Space", 10.5, before=30, keep=True, based="Signature", next="Signature"),
        _Style("caption", 8.5, SANS, True, before=7, after=3, lead=10.2, keep=True),
        _Style("Figure", 8, SANS, after=3, line=1, keep=True),
        _Style("Figure Note", 8, SANS, after=3, lead=9.6, keep=True),
        _Style("Key", 7.5, SANS, colour=INK2, before=1, after=3, lead=9.2),
        _Style("Table Head", 8, SANS, True, INK2, before=2, after=2, lead=9.2, keep=True),
        _Style("Table Text", 8, SANS, before=2, after=2, lead=9.6),
        _Style("Table Row Head", 8, SANS, True, before=2, after=2, lead=9.6),
        _Style("Table Group", 8, SANS, True, before=6, after=2, lead=9.6, keep=True),
        _Style("Table Sub", 8, SANS, colour=INK2, after=2, lead=9.6),
        _Style("Small Table Text", 7.5, SANS, before=1, after=1, lead=9),
        _Style("Close Table Text", 7.5, SANS, before=0.6, after=0.2, lead=8.3),
        _Style("List Bullet", 10.5, after=3),
        _Style("List Number", 10.5, after=4),
        _Style("Equal List", 8, SANS, after=1.5, lead=9.8),
        _Style("Course Step", 8.5, SANS, after=2.5, lead=10.4),
        _Style("Trace", 8, SANS, after=2, lead=9.8),
        _Style("Note Line", text, after=1.5, line=line),
        _Style("Verdict", text, after=2, line=line, left=14 + under, hanging=14),
        _Style("Support", text, after=2, line=line, left=5 + under, hanging=5),
        _Style("Note Text", 7.5, SANS, after=0.6, lead=8.7),
        _Style("header", 7.5, SANS, colour=INK2, lead=9),
        _Style("footer", 7.5, SANS, colour=INK2, lead=9),
        _Style("After Table", 4, lead=6),
        _Style("Gap", 1, lead=1),
    )  # fmt: skip


def _character(name: str, told: str) -> str:
    key = "".join(w[:1].upper() + w[1:] for w in name.split())
    own = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{own} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{told}</w:rPr></w:style>'
    )


def _character_styles() -> str:
    found = '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    found += '<w:name w:val="Default Paragraph Font"/></w:style>'
    found += "".join(_character(name, told) for name, told in _PIECES.values())
    found += _character("Code", f"{_fonts(MONO)}<w:noProof/>")
    small = f'{_fonts(SANS)}<w:b w:val="0"/><w:noProof/><w:color w:val="{INK2}"/>{_size(8)}'
    found += _character("Note Number", f'{small}<w:vertAlign w:val="superscript"/>')
    found += _character("Hyperlink", '<w:u w:val="single"/>')
    found += _character("Handling", f'<w:b/><w:bCs/><w:caps/><w:color w:val="{INK}"/>')
    for name, colour in COLOURS.items():
        found += _character(f"Sign {name}", f'{_fonts(SIGNS)}<w:b w:val="0"/><w:noProof/><w:color w:val="{colour}"/>')
        found += _character(f"Word {name}", f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{colour}"/>')
    return found


def character_style(piece: str) -> str:
    """The id of the style of a stretch of text.

    >>> character_style("strong"), character_style("code"), character_style("plain")
    ('Strong', 'Code', '')
    """
    return "Code" if piece == "code" else _PIECES[piece][0] if piece in _PIECES else ""


def _table_style(key: str, name: str, borders: str, right: float, rest: str = "") -> str:
    sides = "".join(f'<w:{s} w:w="{w}" w:type="dxa"/>' for s, w in (("left", 0), ("right", dxa(right))))
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""}'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>{rest}</w:style>"
    )


def _table_styles() -> str:
    """Rules part things, boxes do not: a line under the head, grey ones between rows, one at the end."""
    found = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{edge("bottom", "single", 9, INK)}</w:tcBorders>'
    head += '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    lines = edge("bottom", "single", 9, INK) + edge("insideH", "single", 4, RULE)
    matrix = lines + edge("insideV", "single", 4, RULE)
    found += _table_style("PaperTable", "Paper Table", lines, 2, head)
    found += _table_style("PaperMatrix", "Paper Matrix", matrix, 1, head)
    found += _table_style("SeatTable", "Seat Table", edge("bottom", "single", 4, RULE), 2)
    return found + _table_style("PanelLayout", "Panel Layout", "", 0)


def styles(small: bool, letter: bool) -> str:
    """The part of the file that holds all styles. A letter has quieter heads, and its text in one size."""
    paragraphs = "".join(s.xml() for s in _paragraph_styles(small, letter))
    return (
        f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}<w:color w:val="{INK}"/>'
        f'{_size(10.5)}<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/></w:pPr></w:style>{_character_styles()}{paragraphs}{_table_styles()}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style></w:styles>'
    )


def font_table() -> str:
    """The fonts, and what stands in for each where it is missing."""
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
        for name, other, family, pitch in _FONTS
    )
    return f"<w:fonts {NAMESPACES}>{told}</w:fonts>"
