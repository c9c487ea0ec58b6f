"""What edits took out of a dossier, and what lost its source by that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from overture.files.nodes import Mapping, Node, Path, Scalar, Sequence, Span, at

_NO_GROUNDS = (("variants",), ("hindsight",))  # questions and later knowledge: nothing rests on them


@dataclass(frozen=True)
class Losses:
    """`taken`: the places of whole entries that were dropped. `bereft`: the entries that cited what is cited no more.

    An entry is known by where it stands in the text, which no edit changes.
    """

    taken: tuple[Path, ...] = ()
    bereft: frozenset[Span] = frozenset()

    def after(self, root: Mapping, place: Path) -> Losses:
        """The losses once what stands at a place of the tree is dropped."""
        if place[:1] in _NO_GROUNDS:
            return self
        place = tuple(int(step) if str(step).isdecimal() else step for step in place)
        taken = (*self.taken, place) if _is_entry(root, place) else self.taken
        return Losses(taken, self.bereft | frozenset(_citing(root, place)))


NONE = Losses()


def without_ground(root: Mapping, losses: Losses) -> Iterator[Path]:
    """The paths of the entries that lost their source and have neither another nor a basis nor an author."""
    for path, node in _entries(root, ()) if losses.bereft else ():
        grounded = any(key in node for key in ("from", "basis", "by"))
        if node.span in losses.bereft and not grounded and path[:1] not in _NO_GROUNDS:
            yield path


def _is_entry(root: Mapping, place: Path) -> bool:
    """Whether a whole entry stands at a place: in a section, of an owner, or in a list of entries."""
    above = at(root, place[:-1])
    if place[0] in ("options", "preferences"):
        return len(place) == 3 or place[2:3] == ("outcomes",)
    if place[0] == "documents":
        return len(place) == 2 or (isinstance(above, Sequence) and place[2] == "passages")
    return len(place) == 2


def _citing(root: Mapping, place: Path) -> Iterator[Span]:
    """The entries that cite a source which is dropped, or the one whose citation is."""
    if place[-1] == "from":
        node = at(root, place[:-1])
        if isinstance(node, Mapping) and node.span:
            yield node.span
    elif len(place) == 2 and place[0] == "sources":
        for _, node in _entries(root, ()):
            cited = node.get("from")
            named = cited.items if isinstance(cited, Sequence) else (cited,)
            if node.span and any(isinstance(n, Scalar) and n.text.split(" ")[0] == place[1] for n in named):
                yield node.span


def _entries(node: Node, path: Path) -> Iterator[tuple[Path, Mapping]]:
    """Every group of keys with its path."""
    if isinstance(node, Mapping):
        yield path, node
        for key, below in node.items():
            yield from _entries(below, (*path, key))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _entries(item, (*path, number))
