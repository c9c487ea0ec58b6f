"""The wrong files of those pages that cannot show them: none, a folder, bytes that are no text, a large one."""

from __future__ import annotations

from pathlib import Path

from overture import library
from overture.files.text import MAX_BYTES


def wrong_D001(folder: Path) -> Path:
    """A path at which nothing is."""
    return folder / "ferry.yaml"


def wrong_D002(folder: Path) -> Path:
    """A folder."""
    path = folder / "ferry"
    path.mkdir()
    return path


def wrong_D003(folder: Path) -> Path:
    """A dossier as an editor saves it in UTF-16."""
    path = folder / "ferry.yaml"
    path.write_bytes(library.case("first-case").encode("utf-16"))
    return path


def wrong_D006(folder: Path) -> Path:
    """A dossier with a remark longer than a file may be."""
    path = folder / "ferry.yaml"
    path.write_text(library.case("first-case") + "# " + "a" * MAX_BYTES + "\n", encoding="utf-8")
    return path
