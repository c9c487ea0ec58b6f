"""Quick fixes: what diagnostics offer, put in the place of exactly their spans; every other character stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from overture.files.diagnostics import Diagnostic, DossierError
from overture.files.saving import read_version, save
from overture.files.splicing import Splice, spliced, stretch

ROUNDS = 8  # what was mended may bring to light what else is offered


@dataclass(frozen=True)
class Change:
    """One fix that was made: where, what stood there, what stands there now."""

    file: str
    line: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: `{self.old}` → `{self.new}`"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def mended(text: str, diagnostics: Iterable[Diagnostic], file: str = "") -> tuple[str, list[Change]]:
    """The text with every fix made that is offered, and what was changed.

    Of two fixes of one stretch of text the first is made.

    >>> from overture.files.nodes import Span
    >>> mended("of: isel  # the island", [Diagnostic("D104", "", Span(1, 5, 1, 9), fix="isle")])[0]
    'of: isle  # the island'
    """
    splices: list[Splice] = []
    changes: list[Change] = []
    behind = 0
    offered = (d for d in diagnostics if d.fix and d.span)
    for d in sorted(offered, key=lambda d: d.span or ()):
        assert d.span is not None
        start, end = stretch(text, d.span)
        if start < behind:
            continue
        splices.append(Splice(start, end, d.fix))
        changes.append(Change(file, d.span.line, text[start:end], d.fix))
        behind = end
    return spliced(text, splices), changes


def fix_files(paths: Iterable[str], read: Callable[[], object]) -> Iterator[Change]:
    """Make the fixes that reading offers, in these files and no others, until it offers no more.

    `read` raises `DossierError` for what is wrong. Raises `CannotSave` where a file cannot be
    written or somebody else has changed it meanwhile.
    """
    own = {str(Path(path)) for path in paths}
    for _ in range(ROUNDS):
        try:
            read()
        except DossierError as error:
            if str(Path(error.file)) not in own:
                return
            version = read_version(Path(error.file))
            if version.text != error.text:
                return  # changed between two looks: what was offered is about another text
            text, changes = mended(version.text, error.diagnostics, error.file)
            if not changes:
                return
            save(version, text)
            yield from changes
        else:
            return
