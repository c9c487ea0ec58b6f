"""Where an answer goes in the file: the YAML to add, ready to paste, and the place that it belongs to.

An entry may be written in a block, in braces, or as its one important text.
The addition takes the form of what is there, so that pasting it gives a file
that still reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Group
from dataclasses import dataclass

from overture.dossier import Dossier, names_of
from overture.dossier.reading import SECTIONS, SHORTHANDS
from overture.files.nodes import Mapping, Node, Scalar, Sequence
from overture.logic import RESERVED

Path = tuple[str | int, ...]
Item = str | dict[str, "Item"] | list["Item"]  # texts are YAML already
_PLAIN = re.compile(r"[^\W\d_][\w ()./'¶-]*")


@dataclass(frozen=True)
class Addition:
    """YAML to add. It goes on lines of its own after line `after`, or into line `within` at `column`.

    Within a line it stands in the place of `instead`, which is empty where nothing
    gives way. Where neither line is known, what it belongs to comes from an edit.
    """

    line: str = ""
    where: str = ""
    after: int | None = None
    within: int | None = None
    column: int | None = None
    instead: str = ""


def quoted(text: str) -> str:
    """A text as YAML, also inside braces.

    >>> quoted("it rains"), quoted("rain, or snow")
    ('it rains', '"rain, or snow"')
    """
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in ("null", "true", "false")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def braces(item: Item) -> str:
    """An entry on one line.

    >>> braces({"claim": '"..."', "limits": ["a", "b"]})
    '{claim: "...", limits: [a, b]}'
    """
    if isinstance(item, dict):
        return "{" + ", ".join(f"{key}: {braces(value)}" for key, value in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(map(braces, item)) + "]"
    return item


class Additions:
    """Makes additions to one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.root, self.lines = dossier, dossier.root, dossier.lines
        self._taken = {*names_of(dossier), *dossier.sources, *dossier.documents, *RESERVED, *SECTIONS}

    def fresh(self, name: str) -> str:
        """An id that nothing carries yet."""
        number, found = 1, name
        while found in self._taken:
            number += 1
            found = f"{name}_{number}"
        return found

    def path(self, key: str) -> Path:
        """Where the entry of an id stands."""
        return self.dossier.path(key) or (key,)

    def add(self, path: Path, keys: Group[str, Item], note: str = "") -> Addition:
        """Keys added to the group at `path`; what is missing on the way is made."""
        node: Node = self.root
        known = 0
        for step in path:
            below = _below(node, step)
            if below is None:
                break
            node, known = below, known + 1
        new: dict[str, Item] = dict(keys)
        for step in reversed(path[known:]):
            new = {str(step): new}
        where = _told(path)
        if isinstance(node, Scalar):
            return self._spelt_out(node, path, new, where)
        return self._into(node, new, where, note)

    def item(self, path: Path, item: Item) -> Addition:
        """An item added to the list at `path`, which is made where there is none."""
        where = _told(path)
        node = _below(self.root, path[0]) if len(path) == 1 else None
        if not isinstance(node, Sequence):
            return self._into(self.root, {str(path[0]): [item]}, where, "")
        if node.span is None:
            return Addition(f"- {braces(item)}", where)
        if not self._in_braces(node):
            last = self._last_line(node)
            return Addition(" " * (node.span.column - 1) + f"- {braces(item)}", where, after=last)
        if not node.items:
            return Addition(braces(item), where, within=node.span.line, column=node.span.column + 1)
        return self._behind(node.items[-1], braces(item), where)

    def instead(self, path: Path, text: str) -> Addition:
        """A text in the place of the one at `path`."""
        node = self.root
        for step in path:
            node = _below(node, step)  # type: ignore[assignment]
        assert isinstance(node, Scalar)
        return self._replaced(node, text, _told(path))

    # the forms

    def _into(self, node: Node, new: dict[str, Item], where: str, note: str) -> Addition:
        remark = f"    # {note}" if note and len(new) == 1 else ""
        flat = ", ".join(f"{key}: {braces(value)}" for key, value in new.items())
        if not isinstance(node, Mapping) or node.span is None:
            return Addition("\n".join(self._block(new, 0)) + remark, where)
        if self._in_braces(node):
            if not node.entries:
                return Addition(flat, where, within=node.span.line, column=node.span.column + 1)
            return self._behind(node.entries[-1][1], flat, where)
        return Addition("\n".join(self._block(new, node.span.column - 1)) + remark, where, after=self._last_line(node))

    def _behind(self, last: Node, flat: str, where: str) -> Addition:
        """Behind the last part of what stands in braces."""
        if last.span is None:
            return Addition(flat, where)
        return Addition(f", {flat}", where, within=last.span.end_line, column=last.span.end_column)

    def _spelt_out(self, node: Scalar, path: Path, new: dict[str, Item], where: str) -> Addition:
        """An entry given as its one text becomes a group with that text and what is new."""
        short = "want" if path[0] == "preferences" else SHORTHANDS.get(str(path[0]), "text")
        source = self._source(node)
        text = source if source[:1] in ("'", '"') else quoted(" ".join(node.text.split()))
        return self._replaced(node, braces({short: text, **new}), where)

    def _replaced(self, node: Scalar, text: str, where: str) -> Addition:
        if node.span is None:
            return Addition(text, where)
        return Addition(text, where, within=node.span.line, column=node.span.column, instead=self._source(node))

    @staticmethod
    def _block(new: dict[str, Item], indent: int) -> list[str]:
        """Lines of a block; a new section has its entries on lines of their own."""
        found = []
        for key, value in new.items():
            pad = " " * indent
            if indent or isinstance(value, str):
                found.append(f"{pad}{key}: {braces(value)}")
            elif isinstance(value, dict):
                found += [f"{key}:", *(f"  {k}: {braces(v)}" for k, v in value.items())]
            else:
                found += [f"{key}:", *(f"  - {braces(v)}" for v in value)]
        return found

    # the text

    def _in_braces(self, node: Node) -> bool:
        assert node.span is not None
        line = self.lines[node.span.line - 1] if node.span.line <= len(self.lines) else ""
        return line[node.span.column - 1 : node.span.column] in ("{", "[")

    def _last_line(self, node: Node) -> int | None:
        """The last line of a node; the end of a block is not where YAML says, but where its last part ends."""
        if node.span is None:
            return None
        if isinstance(node, Scalar) or self._in_braces(node):
            span = node.span
            return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
        parts = [v for _, v in node.entries] if isinstance(node, Mapping) else node.items
        ends = [end for part in parts if (end := self._last_line(part)) is not None]
        return max(ends, default=None)

    def _source(self, node: Scalar) -> str:
        """The text of the file that a scalar is read from."""
        if node.span is None:
            return ""
        first, last = node.span.line, node.span.end_line
        if first == last:
            return self.lines[first - 1][node.span.column - 1 : node.span.end_column - 1]
        parts = [self.lines[first - 1][node.span.column - 1 :], *self.lines[first : last - 1]]
        if last <= len(self.lines):
            parts.append(self.lines[last - 1][: node.span.end_column - 1])
        return "\n".join(parts).rstrip()


def _told(path: Path) -> str:
    """A path as a reader follows it; numbers in a list help nobody."""
    return ".".join(str(step) for step in path if not isinstance(step, int))


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
