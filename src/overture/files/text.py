"""From the bytes of a file to a tree of nodes.

The tree is built from YAML's stream of events, never by a composer: nesting,
size and the number of nodes are limited while they are counted, and anchors,
aliases, tags and merge keys are refused, so no file can exhaust the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml
from yaml import CLoader

from overture.files.characters import TURNING, shown, text_of, turned, unfit
from overture.files.cut_texts import cut_text
from overture.files.diagnostics import Diagnostic, DossierError
from overture.files.nodes import Mapping, Node, Scalar, Sequence, Span
from overture.files.slip import BREAK, MAX_DEPTH
from overture.files.yaml_messages import quote_it, too_deep, yaml_mistake

Lines = Callable[[], list[str]]  # the lines of the text, split where somebody asks for them

MAX_BYTES = 4_000_000
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
    text = text_of(data)
    if isinstance(text, str):
        return text
    raise DossierError([text.mistake], name, text.text)


class _Open:
    """A mapping or sequence whose end has not come yet."""

    def __init__(self, event: yaml.Event) -> None:
        self.mapping = isinstance(event, yaml.MappingStartEvent)
        self.braces = self.mapping and bool(getattr(event, "flow_style", False))
        self.span = _span(event)
        self.items: list[Node] = []

    def close(self, event: yaml.Event, problems: list[Diagnostic], lines: Lines) -> Node:
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
            cut = cut_text(key, value, entries[-1] if entries else None, lines()) if self.braces else None
            if cut is not None:
                problems.append(cut)
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


def _refuse(event: yaml.Event, lines: Lines) -> Diagnostic | None:
    """A reference, anchor or tag of YAML; where a text was meant the hint shows it in quotation marks."""
    if isinstance(event, yaml.AliasEvent):
        message, way_out = "references (`*name`) are not part of the language", "repeat the text"
    elif getattr(event, "anchor", None):
        message, way_out = "anchors (`&name`) are not part of the language", "leave it out"
    elif getattr(event, "tag", None):
        message, way_out = "tags (`!name`) are not part of the language", "leave it out"
    else:
        return None
    span = _span(event)
    meant = re.split(r"[,}\]]|\s#", lines()[span.line - 1][span.column - 1 :], maxsplit=1)[0]
    return Diagnostic("D008", message, span, f"{way_out}, or {quote_it('', meant)}")


def compose(text: str, name: str = "dossier") -> tuple[Node, list[Diagnostic]]:
    """The tree of a text, with the mistakes that do not prevent a tree (duplicate keys).

    Raises `DossierError` where there is no tree.
    """
    problems: list[Diagnostic] = []
    stack: list[_Open] = []
    root: Node | None = None
    count = 0
    lines = cache(lambda: BREAK.split(text))
    misfits = unfit(text)
    if misfits:
        raise DossierError(misfits, name, shown(text))
    try:
        for event in yaml.parse(text, Loader=CLoader):
            refused = _refuse(event, lines)
            if refused:
                raise DossierError([refused], name, text)
            node: Node | None = None
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                stack.append(_Open(event))
                count += 1
                if len(stack) > MAX_DEPTH:
                    raise DossierError([too_deep(_span(event))], name, text)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                node = stack.pop().close(event, problems, lines)
            elif isinstance(event, yaml.ScalarEvent):
                count += 1
                node = Scalar(event.value, _span(event), quoted=bool(event.style))
                turning = TURNING.search(event.value) if event.style == '"' else None
                if turning:  # written as an escape
                    problems.append(turned(turning[0], node.span))
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                message = "a dossier is one document; this file holds several"
                raise DossierError([Diagnostic("D005", message, _span(event), "remove the line `---`")], name, text)
            if count > MAX_NODES:
                message = f"this file has more than {MAX_NODES:,} parts"
                raise DossierError([Diagnostic("D006", message, _span(event), "split the case")], name, text)
            if node is not None:
                if stack:
                    stack[-1].items.append(node)
                else:
                    root = node
    except yaml.YAMLError as error:
        mistake = yaml_mistake(error, text)
        before = [p for p in problems if p.span and mistake.span and p.span < mistake.span]
        raise DossierError([*before, mistake], name, text) from None
    if root is None or (isinstance(root, Scalar) and root.empty):
        hint = "the tutorial starts from twenty lines: `overture cases` names `first-case`"
        raise DossierError([Diagnostic("D004", "this file is empty", hint=hint)], name, text)
    return root, problems
