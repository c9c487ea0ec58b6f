"""Where in the tree of a file the entry of each id stands."""

from __future__ import annotations

from collections.abc import Iterator

from overture.dossier.reading import SECTIONS
from overture.files.nodes import Mapping, Node, Scalar


def paths(root: Mapping) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every id of a dossier with its path from the root."""
    for section, node in root.items():
        if section not in SECTIONS or not isinstance(node, Mapping):
            continue
        for key, below in node.items():
            if section == "options":
                if isinstance(below, Mapping):
                    yield from ((option, (section, key, option)) for option, _ in below.items())
                continue
            if section == "preferences":
                yield from statement_paths(key, below)
                continue
            yield key, (section, key)
            inner = below.get({"treaties": "decisions", "variants": "claims"}.get(section, "")) if isinstance(
                below, Mapping
            ) else None  # fmt: skip
            if isinstance(inner, Mapping):
                name = "decisions" if section == "treaties" else "claims"
                yield from ((k, (section, key, name, k)) for k, _ in inner.items())


def statement_paths(owner: str, node: Node) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The statements of one decision maker by their ids, two of one id both."""
    base: tuple[str | int, ...] = ("preferences", owner)
    if isinstance(node, Mapping):
        base, node = (*base, "outcomes"), node.get("outcomes") or node
    for i, item in enumerate(getattr(node, "items", ()) if not isinstance(node, Mapping) else ()):
        key = item.get("id") if isinstance(item, Mapping) else None
        yield (key.text if isinstance(key, Scalar) else f"{owner}_{i + 1}"), (*base, i)
