"""The one place that speaks to typst: a fixed template, data beside it, the shipped fonts, nothing else.

What a dossier says reaches the template as data (a JSON file that exists in memory only),
never as markup. The root is the folder of the fonts: neither template nor data can name a
file outside it, and no package is fetched.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from overture.papers.formats import CannotRender

TEMPLATE = Path(__file__).with_name("paper.typ")
FONTS = Path(__file__).with_name("fonts")
TEXT_FONTS = ("Libertinus Serif", "Liberation Sans", "DejaVu Sans Mono")
_KEPT = 12
_UNKNOWN_DAY = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_SAYS = {  # what typst refuses, in the words of the analyst
    "missing alt text": "a figure has no words that stand for it",
    "could not be displayed": "a text has letters that no font can show together",
    "heading title is empty": "the paper or one of its parts has no title",
}


def typeset(paper: bytes, day: datetime.datetime | None, notes: bool) -> bytes:
    """The paper as PDF/UA-1, dated with the day that it tells of, so that the same paper gives the same bytes.

    `paper` is JSON. With notes it is set twice: first to learn where each note stands, then with links to them.
    """
    files = {"main.typ": TEMPLATE.read_bytes(), "paper.json": paper, "places.json": b"[]"}
    try:
        if notes:
            asked = compiler(files).query("<places>", field="value", one=True, format="json")
            files["places.json"] = str(asked).encode("utf-8")
            _forget()
        return compiled(files, format="pdf", pdf_standards="ua-1", timestamp=day or _UNKNOWN_DAY)
    except typst.TypstError as error:
        raise CannotRender(_told(error)) from error


def compiled(files: dict[str, bytes], **how: Any) -> bytes:
    """What typst makes of files that exist in memory only; the first to be read is `main.typ`."""
    made = compiler(files).compile(**how)
    if not isinstance(made, bytes):
        raise CannotRender("The page cannot be set: it came out in several parts.")
    return made


def _forget() -> None:
    """typst keeps what it has laid out for some ten further papers: little ones make it let go of a large one."""
    for _ in range(_KEPT):
        displays("a")


def displays(text: str) -> bool:
    """Whether the fonts can show a text."""
    fonts = "".join(f'"{name}", ' for name in TEXT_FONTS)
    source = f'#set document(title: "x")\n#set text(font: ({fonts}))\n#str(read("text"))'
    files = {"main.typ": source.encode("ascii"), "text": text.encode("utf-8", "replace")}
    try:
        compiled(files, format="pdf", pdf_standards="ua-1", timestamp=_UNKNOWN_DAY)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def compiler(files: dict[str, bytes]) -> typst.Compiler:
    """typst with the shipped fonts, its own, and nothing else of the machine."""
    given: Any = files  # the types of the library do not know of files in memory
    return typst.Compiler(
        given, root=FONTS, font_paths=_fonts(), ignore_system_fonts=True, package_path=FONTS, package_cache_path=FONTS,
    )  # fmt: skip


def _told(error: typst.TypstError) -> str:
    """Why there is no PDF. typst's own words come last, for whoever mends the template."""
    said = re.sub(r"\s+", " ", error.message).strip()
    reason = next((words for sign, words in _SAYS.items() if sign in said), "the page cannot be set")
    return f"The PDF cannot be made: {reason}. HTML and Word hold the same paper. The typesetter says: {said}"
