"""What is wrong with a dossier, told so that an analyst can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from overture.files.alphabets import other_letters
from overture.files.nodes import Span


@dataclass(frozen=True)
class Diagnostic:
    """One mistake or warning: a stable code, one sentence, the place and one hint.

    Codes from D001 concern the file, from D101 the language, from D201 the case;
    those that begin with W are warnings and stop nothing.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    also: Span | None = None  # a second place, such as the first use of a duplicate key
    fix: str = ""  # what to write in the place of the span, where that is certain enough to offer

    @property
    def severity(self) -> str:
        return "warning" if self.code.startswith("W") else "error"

    def as_json(self) -> dict[str, object]:
        place: dict[str, object] = {}
        if self.span:
            place = {"line": self.span.line, "column": self.span.column,
                     "end_line": self.span.end_line, "end_column": self.span.end_column}  # fmt: skip
        if self.also:
            place |= {"also_line": self.also.line, "also_column": self.also.column}
        told = {"code": self.code, "severity": self.severity, "message": self.message, "hint": self.hint}
        return {**told, "fix": self.fix, **place}

    def show(self, file: str, lines: Sequence[str]) -> str:
        """The diagnostic as the terminal prints it: place, sentence, the line with carets, hint."""
        hint = f"; {self.hint}" if self.hint else ""
        if self.span is None:
            return f"{file}: {self.severity} {self.code}: {self.message}{hint}"
        head = f"{file}:{self.span.line}:{self.span.column}: {self.severity} {self.code}: {self.message}{hint}"
        if not 0 < self.span.line <= len(lines):
            return head
        line = lines[self.span.line - 1]
        last = self.span.end_column if self.span.end_line == self.span.line else len(line) + 1
        width = max(1, last - self.span.column)
        # a long line is shown around its mistake
        start = max(0, self.span.column - 60) if len(line) > 120 else 0
        shown = line[start : start + 120]
        number = f"{self.span.line:>6} | "
        carets = "^" * max(1, min(width, len(shown) - (self.span.column - 1 - start)))
        pad = "".join("\t" if c == "\t" else " " for c in shown[: self.span.column - 1 - start])
        return f"{head}\n{number}{shown}\n{' ' * (len(number) - 2)}| {pad}{carets}"


class DossierError(Exception):
    """A dossier that cannot be used, with all that is wrong with it."""

    def __init__(self, diagnostics: Iterable[Diagnostic], file: str = "dossier", text: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.file, self.text = file, text
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def show(self) -> str:
        lines = self.text.splitlines()
        return "\n".join(d.show(self.file, lines) for d in self.diagnostics)


MOST_NAMES = 1_000  # among more of them no nearest name is looked for
MOST_HINTS = 200  # looking costs time, and nobody reads the hints of a thousand mistakes


def nearest(word: str, names: Iterable[str]) -> str:
    """The nearest of `names`, or nothing; of very many names only one that differs in case.

    >>> nearest("usr", ["ussr", "france"])
    'ussr'
    """
    names = list(names)
    near = get_close_matches(word, names, n=1, cutoff=0.6) if len(names) <= MOST_NAMES else []
    if not near:
        near = [n for n in names if n.lower() == word.lower()][:1]
    return near[0] if near else ""


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A hint naming the nearest of `names`, or nothing.

    >>> did_you_mean("usr", ["ussr", "france"])
    'did you mean `ussr`?'
    """
    return meant(word, names)[0]


def meant(word: str, names: Iterable[str], otherwise: str = "") -> tuple[str, str]:
    """A hint naming the nearest of `names`, and that name to put in the place of the word; else another hint.

    >>> meant("usr", ["ussr", "france"])
    ('did you mean `ussr`?', 'ussr')
    >>> meant("spain", ["ussr", "france"], "known: ussr, france")
    ('known: ussr, france', '')
    """
    near = nearest(word, names)
    if not near:
        return otherwise, ""
    letters = other_letters(word, near)
    return (f"did you mean `{near}`? {letters}" if letters else f"did you mean `{near}`?"), near
