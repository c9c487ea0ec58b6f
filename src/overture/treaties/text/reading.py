"""From the text of treaty files to a system that can be played, or to all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from overture.files.diagnostics import Diagnostic, DossierError
from overture.files.nodes import Mapping, Node, Scalar, Span, plain
from overture.files.schema import empty_values, problems_of
from overture.files.text import compose, read_file
from overture.treaties.text.checks import mistakes, warnings
from overture.treaties.text.entries import Provision, TreatyFile, Version
from overture.treaties.text.names import named_in
from overture.treaties.text.records import Question
from overture.treaties.text.system import System

Library = Callable[[str], str | None]


@dataclass(frozen=True, eq=False)
class Source:
    """The text of one treaty file, with the tree that keeps the places."""

    name: str
    text: str
    root: Node
    file: TreatyFile


@dataclass(frozen=True, eq=False)
class Opened:
    """Treaties read together: those that were named first, then those that they refer to."""

    sources: tuple[Source, ...]
    named: tuple[str, ...]  # ids of the treaties that were asked for
    system: System
    warnings: tuple[tuple[Source, Diagnostic], ...] = ()

    def source(self, treaty: str) -> Source:
        return next(s for s in self.sources if s.file.treaty == treaty)


def is_treaty(root: Node) -> bool:
    """Whether a tree is that of a treaty file: it starts with `treaty:`."""
    return isinstance(root, Mapping) and "treaty" in root and "overture" not in root


def starts_as_treaty(text: str) -> bool:
    """Whether the first key of a text is `treaty`; looked at without reading the whole."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return line.startswith("treaty:")
    return False


def read_treaty(text: str, name: str = "treaty") -> Source:
    """Read one treaty file. Raises `DossierError` with every mistake of form."""
    root, problems = compose(text, name)
    if not is_treaty(root):
        start = Span(1, 1, 1, 2)
        message = "a treaty file starts with `treaty: ID`"
        raise DossierError([*problems, Diagnostic("D103", message, root.span or start)], name, text)
    lines = text.splitlines()
    problems += empty_values(root, lines)
    try:
        file = TreatyFile.model_validate(plain(root))
    except ValidationError as error:
        empty = {p.span for p in problems}
        problems += [p for p in problems_of(error, root, TreatyFile, lines) if p.span not in empty]
        raise DossierError(_sorted(problems), name, text) from None
    if problems:
        raise DossierError(_sorted(problems), name, text)
    return Source(name, text, root, file)


def _sorted(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(problems), key=lambda d: (d.span or Span(1 << 30, 0, 0, 0), d.code))


def open_texts(
    texts: Sequence[tuple[str, str]], library: Library = lambda _: None, until: date | None = None, strict: bool = True
) -> Opened:
    """Read treaty files together, and from the library those that they refer to.

    `texts`: pairs of text and name; `library`: the text of a treaty by its id, or
    nothing; `until`: nothing later in any log is read; without `strict` a name that no
    file tells is left open (a dossier tells it). Raises `DossierError` for the first
    file with mistakes.
    """
    sources: dict[str, Source] = {}
    for text, name in texts:
        source = read_treaty(text, name)
        if source.file.treaty in sources:
            other = sources[source.file.treaty].name
            message = f"`{source.file.treaty}` is told in two files, the first is {other}"
            raise DossierError([Diagnostic("D108", message, _at(source.root, "treaty"))], name, text)
        sources[source.file.treaty] = source
    named = tuple(sources)
    waiting = list(sources.values())
    while waiting:
        for wanted in references(waiting.pop().file):
            found = library(wanted) if wanted not in sources else None
            if found is not None:
                source = read_treaty(found, f"library: {wanted}")
                sources[source.file.treaty] = source
                waiting.append(source)
    system = System({key: s.file for key, s in sources.items()}, until=until)
    for source in sources.values() if strict else ():
        problems = mistakes(source.file, source.root, system, source.text)
        if problems:
            raise DossierError(_sorted(problems), source.name, source.text)
    asked = [s for s in sources.values() if s.file.treaty in named]
    warned = tuple((s, d) for s in asked for d in warnings(s.file, s.root, system, s.text))
    return Opened(tuple(sources.values()), named, system, warned)


def open_files(paths: Sequence[Path], library: Library = lambda _: None) -> Opened:
    """Read treaty files by their paths. Raises `DossierError`."""
    return open_texts([(read_file(path), str(path)) for path in paths], library)


def references(file: TreatyFile) -> set[str]:
    """Every name in a file that may be that of another treaty."""
    found = {file.amends, *(n for q in file.questions for n in _of_question(q))}
    for provision in file.provisions:
        parts: tuple[Provision | Version, ...] = (provision, *provision.versions)
        for part in parts:
            conditions = list(part.power.needs) if part.power else []
            if part.status:
                given = (part.status.in_force, part.status.ends, part.status.party)
                conditions += [c for c in given if c is not None and not isinstance(c, tuple)]
            found |= {name for c in conditions for kind, name in named_in(c) if kind == "treaty"}
        for reading in provision.readings.values():
            contrary = reading.set.get("contrary", [])
            found |= set(contrary if isinstance(contrary, list) else [contrary])
    for instrument in file.instruments:
        if instrument.in_force is not None:
            found |= {name for kind, name in named_in(instrument.in_force) if kind == "treaty"}
    found |= {e.treaty for e in file.log.events}
    return {str(n) for n in found} - {"", file.treaty}


def _of_question(question: Question) -> set[str]:
    found = {*question.with_, question.treaty}
    if question.conflict:
        treaties = question.conflict.get("treaties", [])
        found |= set(map(str, treaties if isinstance(treaties, list) else [treaties]))
    if question.try_:
        found.add(str(question.try_.get("treaty", "")))
        words = str(question.try_.get("by", ""))
        if words.startswith("parties of "):
            found.add(words.removeprefix("parties of "))
    if isinstance(question.suppose, str):
        found.add(question.suppose.split(" ", 1)[0])
    return found


def _at(root: Node, key: str) -> Span | None:
    if isinstance(root, Mapping):
        value = root.get(key)
        return value.span if isinstance(value, Scalar) else root.span
    return root.span
