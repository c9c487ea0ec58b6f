"""Reads a PDF as a reader does: its text in the order of the page, where each letter stands, its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4
_HEAD, _FOOT = 14 * MM, 13 * MM  # what stands outside is the head and the foot of a page
_NOT_WORDS = re.compile(r"[\s\-\u00ad\u200b\ufffe\u0002]+")


def squeezed(text: str) -> str:
    """Letters alone: neither white space nor the hyphens at the ends of lines."""
    return _NOT_WORDS.sub("", text)


class Glyph(NamedTuple):
    """A letter, its page from 0, its box in points from the lower left, and the size of its type."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True)
class Tag:
    kind: str
    alternative: str = ""


class Pdf:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        self.document: Any = pypdfium2.PdfDocument(data)
        self.width, self.height = self.document[0].get_size()

    def __len__(self) -> int:
        return len(self.document)

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Every letter that has a place, in the order of the pages' content."""
        return tuple(g for n in range(len(self)) for g in self._glyphs(n))

    def _glyphs(self, n: int) -> Iterator[Glyph]:
        page = self.document[n].get_textpage()
        left, right, bottom, top = edges = [c_double() for _ in range(4)]
        places = [byref(edge) for edge in edges]
        for i in range(page.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(page, i))
            if letter.isspace() or raw.FPDFText_IsGenerated(page, i) == 1:
                continue
            raw.FPDFText_GetCharBox(page, i, *places)
            size = raw.FPDFText_GetFontSize(page, i)
            yield Glyph(letter, n, left.value, bottom.value, right.value, top.value, size)

    @cached_property
    def body(self) -> str:
        """The letters of all pages without heads and feet."""
        return squeezed("".join(g.text for g in self.glyphs if g.bottom > _FOOT and g.top < self.height - _HEAD))

    def head(self, n: int) -> str:
        """The letters above the text of a page."""
        return squeezed("".join(g.text for g in self.glyphs if g.page == n and g.top >= self.height - _HEAD))

    def foot(self, n: int) -> str:
        return squeezed("".join(g.text for g in self.glyphs if g.page == n and g.bottom <= _FOOT))

    @property
    def title(self) -> str:
        return str(self.document.get_metadata_value("Title"))

    @property
    def author(self) -> str:
        return str(self.document.get_metadata_value("Author"))

    @property
    def tagged(self) -> bool:
        return bool(raw.FPDFCatalog_IsTagged(self.document))

    @property
    def outline(self) -> tuple[tuple[int, str], ...]:
        """The bookmarks: how deep, and what they say."""
        return tuple((mark.level, mark.get_title()) for mark in self.document.get_toc())

    @property
    def links(self) -> int:
        """How many places of the text lead elsewhere in it."""
        found = 0
        for n in range(len(self)):
            at, link = c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(self.document[n], byref(at), byref(link)):
                found += 1
        return found

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of all pages, parents before children."""
        found: list[Tag] = []
        for n in range(len(self)):
            tree = raw.FPDF_StructTree_GetForPage(self.document[n])
            for i in range(raw.FPDF_StructTree_CountChildren(tree)):
                _down(raw.FPDF_StructTree_GetChildAtIndex(tree, i), found)
            raw.FPDF_StructTree_Close(tree)
        return tuple(found)


def _down(element: Any, found: list[Tag]) -> None:
    if not element:
        return
    found.append(
        Tag(_told(raw.FPDF_StructElement_GetType, element), _told(raw.FPDF_StructElement_GetAltText, element))
    )
    for i in range(raw.FPDF_StructElement_CountChildren(element)):
        _down(raw.FPDF_StructElement_GetChildAtIndex(element, i), found)


def _told(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    if size <= 2:
        return ""
    held = create_string_buffer(size)
    ask(element, held, size)
    return held.raw[: size - 2].decode("utf-16-le")
