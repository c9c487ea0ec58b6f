"""What becomes of the list that an actor has in the file: what stays, what is replaced, in which form it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Literal, NamedTuple

from overture.dossier.entries import Statement
from overture.files.nodes import Mapping, Node, Scalar
from overture.files.rewriting import end_of
from overture.files.splicing import stretch
from overture.files.text import compose

Form = Literal["statements", "outcomes"]
_NAMES: dict[Form, str] = {"statements": "a list of statements", "outcomes": "a ranking of outcomes"}


class WouldBeLost(Exception):
    """A form that would replace what stands in the file, though nobody asked for that."""


@dataclass(frozen=True)
class Plan:
    """What stays is believed and added to; `form`: that of the list afterwards, nothing where it is free."""

    form: Form | None
    stays: tuple[Statement, ...] = ()
    replaced: tuple[Statement, ...] = ()

    @property
    def best_first(self) -> bool:
        """Whether what stays is a ranking of outcomes."""
        return bool(self.stays) and self.form == "outcomes"


def plan_of(there: Sequence[Statement], best_first: bool, form: Form | None, afresh: bool) -> Plan:
    """The plan for a list that is `there`, a ranking of outcomes if `best_first`. Raises `WouldBeLost`.

    >>> plan_of([], False, None, False), plan_of([], False, "outcomes", True).form
    (Plan(form=None, stays=(), replaced=()), 'outcomes')
    """
    if not there or afresh:
        return Plan(form, replaced=tuple(there))
    has: Form = "outcomes" if best_first else "statements"
    if form not in (None, has):
        raise WouldBeLost(
            f"the file has {_NAMES[has]}, and `--as {form}` would replace it; leave that out to add to what is there, "
            "or use `--afresh` to replace it"
        )
    return Plan(has, stays=tuple(there))


class Passage(NamedTuple):
    """The lines of a list as they stand in a file, and the comments among them."""

    lines: tuple[str, ...]
    comments: tuple[str, ...]


def passage(text: str, actor: str) -> Passage:
    """The list of an actor in the text of a file, as it is lost where it is replaced.

    >>> passage("preferences:\\n  us:  # two\\n    - a # one\\n    - b  # stays\\n", "us")
    Passage(lines=('- a # one', '- b'), comments=('# two', '# one'))
    """
    root, _ = compose(text)
    preferences = root.get("preferences") if isinstance(root, Mapping) else None
    key = preferences.key(actor) if isinstance(preferences, Mapping) else None
    node = preferences.get(actor) if isinstance(preferences, Mapping) else None
    if key is None or node is None or key.span is None or node.span is None:
        return Passage((), ())
    start, end = text.index(":", stretch(text, key.span)[1]) + 1, end_of(text, node)
    between, at = [], start
    for one, last in sorted(_scalars(text, node)):
        between.append(text[at:one])
        at = max(at, last)
    rest = [line for part in (*between, text[at:end]) for line in part.splitlines()]
    comments = tuple(line[line.index("#") :].strip() for line in rest if "#" in line)
    first = stretch(text, node.span)[0]
    indent = first - (text.rfind("\n", 0, first) + 1) if key.span.line != node.span.line else 0
    lines = dedent(" " * indent + text[first:end]).splitlines()
    return Passage(tuple(line.rstrip() for line in lines if line.strip()), comments)


def _scalars(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Where the scalars of a node stand: what looks like a comment in them is none."""
    if isinstance(node, Scalar):
        if node.span is not None:
            yield stretch(text, node.span)
    elif isinstance(node, Mapping):
        for key, below in node.entries:
            yield from _scalars(text, key)
            yield from _scalars(text, below)
    else:
        for item in node.items:
            yield from _scalars(text, item)
