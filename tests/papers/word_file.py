"""A Word file read again: its text in order, with the numbers of notes where they stand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from overture.papers.content import Paper, Piece, Sentence, Table
from overture.papers.numbering import NOTES, noted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Word:
    """One file, opened as a reader's program opens it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = Document(BytesIO(data))
        self.body: Any = self.file.element.body
        self.styles: Any = self.file.styles.element
        self.numbering: Any = self.file.part.numbering_part.element

    @property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(self.data)) as held:
            return {name: held.read(name) for name in held.namelist()}

    def every(self, tag: str) -> Iterator[Any]:
        """All elements of a kind in the body, in order."""
        yield from self.body.iter(qn(tag))

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """Style and text of each paragraph, those in tables too."""
        yield from ((style_of(p), text_of(p)) for p in self.every("w:p"))

    @property
    def text(self) -> str:
        """The text before the notes; the number of a note as ⟦7⟧, shapes left out."""
        found: list[str] = []
        for _, text in self.paragraphs():
            if text == NOTES:
                break
            found.append(text)
        return "\n".join(found)

    def outline(self) -> list[int]:
        """The level of each heading, in order; the title is above them all."""
        level = {}
        for style in self.styles.iter(qn("w:style")):
            (found,) = style.xpath("./w:pPr/w:outlineLvl/@w:val") or (None,)
            if found is not None:
                level[style.get(qn("w:styleId"))] = int(found) + 1
        return [level[style] for style, _ in self.paragraphs() if style in level]


def style_of(paragraph: Any) -> str:
    (style,) = paragraph.xpath("./w:pPr/w:pStyle/@w:val")
    return str(style)


def text_of(paragraph: Any) -> str:
    """The words of a paragraph."""
    found = ""
    for run in paragraph.iter(qn("w:r")):
        style = "".join(run.xpath("./w:rPr/w:rStyle/@w:val"))
        text = "".join(t.text or "" for t in run.iter(qn("w:t"), qn("w:delText")))
        if style == "NoteNumber":
            found += f"⟦{text}⟧" if text else ""
        elif not style.startswith("Sign"):
            found += text + (" " if run.find(qn("w:tab")) is not None or run.find(qn("w:br")) is not None else "")
    return words(found).replace(" ⟦", "⟦")


def words(text: str) -> str:
    """A text with single spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def printed(sentence: Sentence) -> str:
    """What Word prints of a sentence, shapes apart."""
    return words("".join(p.text if isinstance(p, Piece) else "" if p.hidden else p.says for p in sentence.pieces))


def numbered_sentences(paper: Paper) -> Iterator[tuple[str, int]]:
    """Each sentence as Word prints it with the number of its note; a long audit without the ids of its edits."""
    tables = [b for s in paper.sections for b in s.blocks if isinstance(b, Table) and b.role == "claims"]
    told = {s for t in tables if len(t.rows) > 30 for row in t.rows for cell in row.cells for s in cell}
    for one in noted(paper):
        pieces = [p for p in one.pieces if one not in told or not isinstance(p, Piece) or p.style != "code"]
        yield printed(replace(one, pieces=tuple(pieces))), paper.numbers[one.trace]
