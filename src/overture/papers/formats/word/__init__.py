"""A paper as a Word document: named styles, real lists and tables, alternative texts, A4.

The file is made of the paper alone: no author, no hour, the day of the paper as its date.
The same paper gives the same bytes.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import parse_xml

from overture.papers.content import Paper
from overture.papers.formats.word.lists import Lists
from overture.papers.formats.word.pages import Pages, footer, header, is_full
from overture.papers.formats.word.pictures import Pictures
from overture.papers.formats.word.styles import font_table, styles
from overture.papers.formats.word.xml import NAMESPACES, clean

_KEPT = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.NUMBERING, RT.CORE_PROPERTIES, RT.EXTENDED_PROPERTIES}
_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<DocSecurity>0</DocSecurity></Properties>"
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the format of the container


def render(paper: Paper) -> bytes:
    """The whole paper."""
    document = Document()
    _emptied(document)
    letter = paper.layout == "letter"
    lists = Lists(letter)
    pictures = Pictures(lambda made: document.part.get_or_add_image(BytesIO(made))[0])
    section = document.sections[0]
    for kind, part, told in (("hdr", section.header, header(paper)), ("ftr", section.footer, footer(paper))):
        part.is_linked_to_previous = False
        _filled(part.part, f"<w:{kind} {NAMESPACES}>{told}</w:{kind}>")
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{key}"/>'
        for kind, named in (("header", RT.HEADER), ("footer", RT.FOOTER))
        for key, relation in document.part.rels.items()
        if relation.reltype == named
    )
    body = Pages(paper, lists, pictures).body(references)
    whole = document.part
    _filled(whole, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
    _filled(whole.part_related_by(RT.STYLES), styles(is_full(paper), letter))
    _filled(whole.part_related_by(RT.NUMBERING), lists.xml())
    _filled(whole.part_related_by(RT.SETTINGS), _SETTINGS)
    _described(document, paper)
    return _same_bytes(document)


def _emptied(document: WordDocument) -> None:
    """The template of the library without what is the library's own: its thumbnail, its old styles, its words."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [k for k, r in rels.items() if r.reltype not in {*_KEPT, RT.OFFICE_DOCUMENT}]:
            del rels[key]
    for relation in (*document.part.package.rels.values(), *document.part.rels.values()):
        if relation.reltype == RT.EXTENDED_PROPERTIES:
            relation.target_part._blob = _APPLICATION.encode("utf-8")
        elif relation.reltype == RT.FONT_TABLE:
            relation.target_part._blob = font_table().encode("utf-8")


def _filled(part: Part, xml: str) -> None:
    """A part of the library with our own content; moving elements one by one into its tree takes seconds."""
    part._element = parse_xml(xml)  # type: ignore[attr-defined]


def _described(document: WordDocument, paper: Paper) -> None:
    """The properties of the file, none of which is the library's."""
    found = document.core_properties
    for child in list(found._element):
        found._element.remove(child)
    found.title = clean(paper.title)[:255]
    found.subject = clean(f"{paper.kind}, as of {paper.as_of}" if paper.as_of else paper.kind)[:255]
    found.content_status = clean(paper.stage)[:255]
    found.language = "en-GB"
    when = day_of(paper.as_of)
    if when is not None:
        found.created = found.modified = when


def day_of(told: str) -> datetime | None:
    """The day that a paper tells of.

    >>> day_of("26 March 1954")
    datetime.datetime(1954, 3, 26, 0, 0, tzinfo=datetime.timezone.utc)
    """
    for form in ("%d %B %Y", "%B %Y", "%Y"):
        try:
            return datetime.strptime(told, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _same_bytes(document: WordDocument) -> bytes:
    """The file with its parts in a fixed order and without the hour of writing."""
    made, told = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", not n.startswith("_"), n)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return told.getvalue()
