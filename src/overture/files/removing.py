"""Taking values out of a YAML text: the rest of the text keeps its bytes, comments and form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from overture.files.nodes import Mapping, Node, Path, Scalar, Sequence, at, outermost, plain
from overture.files.rewriting import CannotRewrite, end_of, is_flow, must_say, put
from overture.files.splicing import Splice, spliced, stretch
from overture.files.text import compose


def drop(text: str, paths: Iterable[Path]) -> str:
    """The text without the keys and items at these paths. A group or list that loses all stays, empty.

    What is written is read again: raises `CannotRewrite` where the text would not say
    exactly this, or where there is nothing at a path.

    >>> print(drop("us: {kind: state, name: Our side}  # we\\nthem:\\n  of: us\\n  kind: group\\n",
    ...            [("us", "kind"), ("them", "of")]), end="")
    us: {name: Our side}  # we
    them:
      kind: group
    """
    root, problems = compose(text)
    if problems:
        raise CannotRewrite(problems[0].message)
    within: dict[Path, set[str | int]] = {}
    paths = list(paths)
    for path in paths:
        _at(root, path)
    for path in outermost(paths):
        within.setdefault(path[:-1], set()).add(path[-1])
    emptied = {path for path, gone in within.items() if len(gone) == _size(_at(root, path)) and path}
    expected = _without(plain(root), within)
    text = put(text, [(path, {} if isinstance(_at(root, path), Mapping) else []) for path in emptied])
    root, _ = compose(text)
    splices = [
        splice
        for path, gone in within.items()
        if path not in emptied and not any(path[: len(e)] == e for e in emptied)
        for splice in _removals(text, _at(root, path), gone, path)
    ]
    try:
        written = spliced(text, splices)
    except ValueError as error:
        raise CannotRewrite(str(error)) from None
    must_say(written, expected, "lose this without a change elsewhere; take it out by hand")
    return written


def _at(root: Node, path: Path) -> Node:
    node = at(root, path)
    if node is None:
        raise CannotRewrite(f"there is no `{'.'.join(map(str, path))}` in this file")
    return node


def _size(node: Node) -> int:
    return 0 if isinstance(node, Scalar) else len(node.entries if isinstance(node, Mapping) else node.items)


def _without(data: Any, within: dict[Path, set[str | int]]) -> Any:
    """The plain data without what goes; deeper places first, so that those above can go too."""
    for path in sorted(within, key=len, reverse=True):
        above = data
        for step in path:
            above = above[step]
        for last in sorted(within[path], reverse=True):
            del above[last]
    return data


def _removals(text: str, node: Node, gone: set[str | int], path: Path) -> Iterable[Splice]:
    """What to cut out of one group or list, that which follows each other in one piece."""
    if isinstance(node, Scalar):
        raise CannotRewrite(f"`{'.'.join(map(str, path))}` is neither a group nor a list")
    parts: list[tuple[Node, Node]]
    if isinstance(node, Mapping):
        parts, goes = list(node.entries), [key.text in gone for key, _ in node.entries]
    else:
        parts, goes = [(item, item) for item in node.items], [i in gone for i in range(len(node.items))]
    starts = [_start(text, begin, isinstance(node, Sequence) and not is_flow(text, node)) for begin, _ in parts]
    ends = [end_of(text, last) for _, last in parts]
    first = 0
    while first < len(parts):
        if not goes[first]:
            first += 1
            continue
        last = first
        while last + 1 < len(parts) and goes[last + 1]:
            last += 1
        yield _cut(text, is_flow(text, node), starts, ends, first, last)
        first = last + 1


def _start(text: str, node: Node, dashed: bool) -> int:
    assert node.span is not None
    start = stretch(text, node.span)[0]
    return text.rindex("-", 0, start) if dashed else start


def _cut(text: str, flow: bool, starts: list[int], ends: list[int], first: int, last: int) -> Splice:
    if flow:
        if first:
            return Splice(ends[first - 1], ends[last], "")
        return Splice(starts[0], starts[last + 1], "")
    line = text.rfind("\n", 0, starts[first]) + 1
    if text[line : starts[first]].strip():  # behind the dash of a list
        return Splice(starts[first], starts[last + 1], "")
    end = ends[last]
    if text[end - 1] != "\n":  # a text that runs over lines ends with its last line
        newline = text.find("\n", end)
        if newline < 0:
            return Splice(max(line - 1, 0), len(text), "")
        end = newline + 1
    return Splice(line, end, "")
