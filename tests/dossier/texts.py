"""The texts on which the tests of the language work, and what is wrong with a changed one."""

from __future__ import annotations

from pathlib import Path

from overture.advice import advise
from overture.dossier import Diagnostic, DossierError, read
from overture.library import case

FIRST = case("first-case")
SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


def changed(text: str, old: str, new: str) -> str:
    """The text with one passage replaced; it must occur exactly once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def error_of(text: str) -> DossierError:
    """The error that a text ends in: on reading it, or on the analysis."""
    try:
        advise(read(text), audit=False)
    except DossierError as error:
        return error
    raise AssertionError("nothing is wrong with this text")


def mistakes(text: str) -> list[Diagnostic]:
    return list(error_of(text).diagnostics)


def underlined(text: str, found: Diagnostic) -> str:
    """The text under the carets, of the first line where it runs over several."""
    assert found.span is not None
    line = text.split("\n")[found.span.line - 1]
    end = found.span.end_column - 1 if found.span.end_line == found.span.line else len(line)
    return line[found.span.column - 1 : end]
