"""Opening a dossier in which some decision makers have no preferences yet, as a file has that is being written."""

from __future__ import annotations

from overture.dossier import Dossier
from overture.dossier.opening import build
from overture.files.nodes import Mapping, Node, Scalar, Sequence, node_of
from overture.files.text import compose

INDIFFERENT = "true"  # a statement that is true everywhere: whoever has no other stays where it is


def open_unranked(text: str, file: str) -> tuple[Dossier, frozenset[str]]:
    """The dossier, and who has no preferences in it; those are taken to be indifferent.

    Raises `DossierError` with every other mistake.

    >>> from overture.library import case
    >>> text = case("first-case")
    >>> dossier, unranked = open_unranked(text[: text.index("preferences:")], "case.yaml")
    >>> sorted(unranked), len(dossier.preferences["us"])
    (['them', 'us'], 1)
    """
    root, problems = compose(text, file)
    unranked: frozenset[str] = frozenset()
    if isinstance(root, Mapping):
        unranked = frozenset(_owners(root)) - frozenset(_ranked(root))
        given = root.get("preferences")
        if unranked and (given is None or isinstance(given, Mapping) or _says_nothing(given)):
            said = given if isinstance(given, Mapping) else Mapping((), given.span if given else None)
            for actor in sorted(unranked):
                said = said.with_entry(actor, node_of([INDIFFERENT]))
            root = root.with_entry("preferences", said)
    return build(root, file, text, problems, (), frozenset()), unranked


def _owners(root: Mapping) -> list[str]:
    """Who has options."""
    options = root.get("options")
    if not isinstance(options, Mapping):
        return []
    return [owner for owner, below in options.items() if isinstance(below, Mapping) and below.entries]


def _ranked(root: Mapping) -> list[str]:
    said = root.get("preferences")
    return [actor for actor, node in said.items() if not _says_nothing(node)] if isinstance(said, Mapping) else []


def _says_nothing(node: Node) -> bool:
    """Whether a node is empty: nothing behind the key, an empty list or an empty group, or an empty ranking."""
    if isinstance(node, Scalar):
        return node.empty
    if isinstance(node, Sequence):
        return not node.items
    ranking = node.get("outcomes")
    return not node.entries or (len(node.entries) == 1 and ranking is not None and _says_nothing(ranking))
