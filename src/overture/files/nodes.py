"""The text of a dossier as a tree of immutable nodes, each with its place.

Edits replace nodes and share all others, so two versions of a dossier can be
compared, and sections that did not change need not be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A stretch of text; lines and columns count from one, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Scalar:
    text: str
    span: Span | None = None
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """True of a key with nothing behind it (and of `null` and `~`, which say the same)."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span | None = None


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    span: Span | None = None
    _index: dict[str, int] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._index.update({key.text: i for i, (key, _) in enumerate(self.entries)})

    def __contains__(self, key: str) -> bool:
        return key in self._index

    def get(self, key: str) -> Node | None:
        place = self._index.get(key)
        return None if place is None else self.entries[place][1]

    def key(self, key: str) -> Scalar | None:
        place = self._index.get(key)
        return None if place is None else self.entries[place][0]

    def items(self) -> Iterator[tuple[str, Node]]:
        return ((key.text, value) for key, value in self.entries)

    def with_entry(self, key: str, value: Node, after: str | None = None) -> Mapping:
        """This mapping with `key` replaced, or added at the end or after another key."""
        if key in self:
            return Mapping(tuple((k, value if k.text == key else v) for k, v in self.entries), self.span)
        place = len(self.entries) if after is None else self._index[after] + 1
        new = (Scalar(key, value.span), value)
        return Mapping((*self.entries[:place], new, *self.entries[place:]), self.span)

    def without(self, key: str) -> Mapping:
        return Mapping(tuple(e for e in self.entries if e[0].text != key), self.span)


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]  # from the root by keys and by numbers of items


def deepest(root: Node, path: Path) -> tuple[int, Node]:
    """How many steps of a path are there, and what stands behind the last of them.

    >>> deepest(node_of({"us": {"via": ["press"]}}), ("us", "via", 7))[0]
    2
    """
    node = root
    for number, step in enumerate(path):
        below: Node | None = None
        if isinstance(node, Mapping):
            below = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        if below is None:
            return number, node
        node = below
    return len(path), node


def follow(root: Node, path: Path) -> Node:
    """The node at the end of a path, or the last one on the way that exists."""
    return deepest(root, path)[1]


def at(root: Node, path: Path) -> Node | None:
    """What stands at a path, or nothing."""
    steps, node = deepest(root, path)
    return node if steps == len(path) else None


def outermost(paths: Iterable[Path]) -> list[Path]:
    """The paths that lie below no other, each once.

    >>> outermost([("figures", "f1", "values"), ("figures", "f1"), ("figures", "f2")])
    [('figures', 'f1'), ('figures', 'f2')]
    """
    found = dict.fromkeys(paths)
    return [path for path in found if not any(path[:steps] in found for steps in range(len(path)))]


def plain(node: Node) -> Any:
    """The node as dictionaries, lists and texts. Nothing is converted: a date or a number stays text."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.items()}


def node_of(data: object, span: Span | None = None) -> Node:
    """The reverse of `plain`, for values that come from Python or the command line.

    >>> plain(node_of({"taken": False, "limits": ["a"]}))
    {'taken': 'false', 'limits': ['a']}
    """
    if isinstance(data, Scalar | Sequence | Mapping):
        return data
    if isinstance(data, dict):
        return Mapping(tuple((Scalar(str(k), span), node_of(v, span)) for k, v in data.items()), span)
    if isinstance(data, list | tuple):
        return Sequence(tuple(node_of(v, span) for v in data), span)
    if data is None:
        return Scalar("", span)
    if isinstance(data, bool):
        return Scalar("true" if data else "false", span)
    return Scalar(str(data), span, quoted=isinstance(data, str))
