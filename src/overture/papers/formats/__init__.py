"""The formats in which a paper leaves: each lays out the same content and writes no sentence of its own.

A format is a module of its own with `render(paper)`. What a format needs beyond the
standard library is loaded when a paper of that format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal, get_args

from overture.papers.content import Paper

Format = Literal["html", "pdf", "docx", "md", "json", "text"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[str, Format] = {
    ".html": "html", ".pdf": "pdf", ".docx": "docx", ".md": "md", ".json": "json", ".txt": "text",
}  # fmt: skip
_MODULES: dict[Format, str] = {
    "html": "html", "pdf": "pdf", "docx": "word", "md": "markdown", "json": "data", "text": "text",
}  # fmt: skip


def rendered(paper: Paper, format: Format) -> bytes:
    """A paper as the bytes of a file. Raises `CannotRender` where the format cannot hold it."""
    told: str | bytes = import_module(f"overture.papers.formats.{_MODULES[format]}").render(paper)
    return told.encode("utf-8") if isinstance(told, str) else told


def warnings(paper: Paper, format: Format) -> tuple[str, ...]:
    """What a format cannot show as it is written, such as characters that its fonts do not have."""
    found = getattr(import_module(f"overture.papers.formats.{_MODULES[format]}"), "warnings", None)
    return tuple(found(paper)) if found else ()


class CannotRender(Exception):
    """A paper that a format cannot hold; the message says what is in the way and what to change."""
