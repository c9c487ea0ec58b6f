"""From the bytes of a file to a tree of nodes.

The tree is built from YAML's stream of events, never by a composer: nesting,
size and the number of nodes are limited while they are counted, and anchors,
aliases, tags and merge keys are refused, so no file can exhaust the machine.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml import CLoader
from yaml.reader import ReaderError

from overture.files.diagnostics import Diagnostic, DossierError
from overture.files.nodes import Mapping, Node, Scalar, Sequence, Span

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def read_file(path: Path) -> str:
    """The text of a file. Raises `DossierError` where it is missing, a folder, too large or not UTF-8."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, one more than the most at the most. Raises `DossierError`."""
    name = str(path)
    try:
        if path.is_dir():
            raise DossierError([Diagnostic("D002", "this is a folder, not a dossier", hint="name a file")], name)
        if not path.is_file():
            raise DossierError(
                [Diagnostic("D001", "no such file", hint="`overture cases` lists the shipped cases")], name
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise DossierError([Diagnostic("D001", f"this file cannot be read: {reason}")], name) from None


def decode(data: bytes, name: str) -> str:
    """The text of the bytes. Raises `DossierError` where they are too many or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise DossierError([Diagnostic("D006", f"this file is larger than {MAX_BYTES // 1_000_000} MB")], name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        text = data.decode("utf-8", "replace")
        raise DossierError(
            [Diagnostic("D003", "this file is not UTF-8 text", Span(line, column, line, column + 1),
                        "save it as UTF-8 in the editor")], name, text,
        ) from None  # fmt: skip


class _Open:
    """A mapping or sequence whose end has not come yet."""

    def __init__(self, event: yaml.Event) -> None:
        self.mapping = isinstance(event, yaml.MappingStartEvent)
        self.span = _span(event)
        self.items: list[Node] = []

    def close(self, event: yaml.Event, problems: list[Diagnostic]) -> Node:
        end = _span(event)
        span = Span(self.span.line, self.span.column, end.end_line, end.end_column)
        if not self.mapping:
            return Sequence(tuple(self.items), span)
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Span | None] = {}
        for key, value in zip(self.items[::2], self.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                problems.append(Diagnostic("D103", "a key must be a word", key.span, "write `name: value`"))
                continue
            if key.text in seen:
                first = seen[key.text]
                at = f" on line {first.line}" if first else ""
                problems.append(
                    Diagnostic("D102", f"`{key.text}` is given twice, the first time{at}", key.span,
                               "keep one of the two", first)
                )  # fmt: skip
                continue
            seen[key.text] = key.span
            entries.append((key, value))
        return Mapping(tuple(entries), span)


def _refuse(event: yaml.Event) -> Diagnostic | None:
    if isinstance(event, yaml.AliasEvent):
        return Diagnostic("D008", "references (`*name`) are not part of the language", _span(event), "repeat the text")
    if getattr(event, "anchor", None):
        return Diagnostic("D008", "anchors (`&name`) are not part of the language", _span(event), "leave it out")
    if getattr(event, "tag", None):
        return Diagnostic("D008", "tags (`!name`) are not part of the language", _span(event), "leave it out")
    return None


_YAML_HINTS = (
    ("mapping values are not allowed", "a colon followed by a space ends a name: put the text in quotes"),
    ("cannot start any token", "put the text in quotes, and indent with spaces, not tabs"),
    ("did not find expected ',' or", "a bracket is not closed, or a text with `,`, `?` or `:` needs quotes"),
    ("did not find expected key", "look at the indentation, or put the text above in quotes"),
    ("could not find expected ':'", "a name needs a colon and a space behind it"),
    ("unexpected end of stream", "a quotation mark is not closed"),
    ("did not find expected '-'", "look at the indentation of the list"),
)  # fmt: skip


def _unreadable(text: str, place: int, character: str) -> Diagnostic:
    """A character that no text of the language holds."""
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    message = f"the character U+{ord(character):04X} cannot stand in a dossier"
    return Diagnostic("D005", message, Span(line, column, line, column + 1), "remove it")


def _yaml_problem(error: yaml.YAMLError, text: str) -> Diagnostic:
    if isinstance(error, ReaderError):
        character = chr(error.character) if isinstance(error.character, int) else str(error.character)[:1]
        return _unreadable(text, text.find(character), character)
    problem = str(getattr(error, "problem", None) or error).strip()
    mark = getattr(error, "problem_mark", None)
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else None
    hint = next((h for start, h in _YAML_HINTS if start in problem), "")
    return Diagnostic("D005", f"this is not readable as YAML: {problem}", span, hint)


def compose(text: str, name: str = "dossier") -> tuple[Node, list[Diagnostic]]:
    """The tree of a text, with the mistakes that do not prevent a tree (duplicate keys).

    Raises `DossierError` where there is no tree.
    """
    problems: list[Diagnostic] = []
    stack: list[_Open] = []
    root: Node | None = None
    count = 0
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DossierError([_unreadable(text, error.start, text[error.start])], name) from None
    try:
        for event in yaml.parse(text, Loader=CLoader):
            refused = _refuse(event)
            if refused:
                raise DossierError([refused], name, text)
            node: Node | None = None
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                stack.append(_Open(event))
                count += 1
                if len(stack) > MAX_DEPTH:
                    message = f"this file is nested more than {MAX_DEPTH} deep"
                    raise DossierError([Diagnostic("D006", message, _span(event))], name, text)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                node = stack.pop().close(event, problems)
            elif isinstance(event, yaml.ScalarEvent):
                count += 1
                node = Scalar(event.value, _span(event), quoted=bool(event.style))
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                message = "a dossier is one document; this file holds several"
                raise DossierError([Diagnostic("D005", message, _span(event), "remove the line `---`")], name, text)
            if count > MAX_NODES:
                raise DossierError([Diagnostic("D006", f"this file has more than {MAX_NODES} parts")], name, text)
            if node is not None:
                if stack:
                    stack[-1].items.append(node)
                else:
                    root = node
    except yaml.YAMLError as error:
        raise DossierError([*problems, _yaml_problem(error, text)], name, text) from None
    if root is None or (isinstance(root, Scalar) and root.empty):
        hint = "the tutorial starts from twenty lines: `overture cases` names `first-case`"
        raise DossierError([Diagnostic("D004", "this file is empty", hint=hint)], name, text)
    return root, problems
