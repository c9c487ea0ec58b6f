"""Where an answer goes in the file: the YAML to add, ready to paste, and the place that it belongs to.

An entry may be written in a block, in braces, or as its one important text.
The addition takes the form of what is there, so that pasting it gives a file
that still reads.
"""

from __future__ import annotations

from collections.abc import Mapping as Group
from dataclasses import dataclass

from overture.dossier import Dossier, names_of
from overture.dossier.names import fresh
from overture.dossier.reading import SECTIONS, SHORTHANDS
from overture.files.nodes import Mapping, Node, Path, Scalar, Sequence, at, deepest
from overture.files.yaml_writing import flow, scalar
from overture.logic import RESERVED

Item = str | dict[str, "Item"] | list["Item"]


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


class Additions:
    """Makes additions to one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.root, self.lines = dossier, dossier.root, dossier.lines
        self._taken = {*names_of(dossier), *dossier.sources, *dossier.documents, *RESERVED, *SECTIONS}

    def fresh(self, name: str) -> str:
        """An id that nothing carries yet."""
        return fresh(name, self._taken)

    def path(self, key: str) -> Path:
        """Where the entry of an id stands."""
        return self.dossier.path(key) or (key,)

    def add(self, path: Path, keys: Group[str, Item], note: str = "") -> Addition:
        """Keys added to the group at `path`; what is missing on the way is made."""
        known, node = deepest(self.root, path)
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
        node = at(self.root, path) if len(path) == 1 else None
        if not isinstance(node, Sequence):
            return self._into(self.root, {str(path[0]): [item]}, where, "")
        if node.span is None:
            return Addition(f"- {flow(item)}", where)
        if not self._in_flow(node):
            last = self._last_line(node)
            return Addition(" " * (node.span.column - 1) + f"- {flow(item)}", where, after=last)
        if not node.items:
            return Addition(flow(item), where, within=node.span.line, column=node.span.column + 1)
        return self._behind(node.items[-1], flow(item), where)

    def instead(self, path: Path, text: str) -> Addition:
        """A text in the place of the one at `path`."""
        node = at(self.root, path)
        assert isinstance(node, Scalar)
        return self._replaced(node, text, _told(path))

    # the forms

    def _into(self, node: Node, new: dict[str, Item], where: str, note: str) -> Addition:
        remark = f"    # {note}" if note and len(new) == 1 else ""
        flat = flow(new)[1:-1]  # without the braces
        if not isinstance(node, Mapping) or node.span is None:
            return Addition("\n".join(self._block(new, 0)) + remark, where)
        if self._in_flow(node):
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
        text = source if source[:1] in ("'", '"') else scalar(" ".join(node.text.split()))
        return self._replaced(node, f"{{{short}: {text}, {flow(new)[1:]}", where)

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
                found.append(f"{pad}{key}: {flow(value)}")
            elif isinstance(value, dict):
                found += [f"{key}:", *(f"  {k}: {flow(v)}" for k, v in value.items())]
            else:
                found += [f"{key}:", *(f"  - {flow(v)}" for v in value)]
        return found

    # the text

    def _in_flow(self, node: Node) -> bool:
        assert node.span is not None
        line = self.lines[node.span.line - 1] if node.span.line <= len(self.lines) else ""
        return line[node.span.column - 1 : node.span.column] in ("{", "[")

    def _last_line(self, node: Node) -> int | None:
        """The last line of a node; the end of a block is not where YAML says, but where its last part ends."""
        if node.span is None:
            return None
        if isinstance(node, Scalar) or self._in_flow(node):
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
