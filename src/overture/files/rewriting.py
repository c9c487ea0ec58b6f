"""Putting a value into a YAML text: the rest of the text keeps its bytes, comments and form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from overture.files import nodes
from overture.files.diagnostics import DossierError
from overture.files.nodes import Node, Path, Scalar, Sequence, deepest, follow, node_of, plain
from overture.files.splicing import Splice, newline_of, spliced, stretch
from overture.files.text import compose
from overture.files.yaml_writing import block, entry, flow, scalar


class CannotRewrite(ValueError):
    """A value that cannot be put where it is wanted without touching more than its own place."""


def put(text: str, changes: Iterable[tuple[Path, Any]], append: Iterable[tuple[Path, Any]] = ()) -> str:
    """The text with each value at its path, replaced or added, and items appended to lists.

    A path leads from the root by keys and by numbers of items; groups on the way that
    are missing are made. What is written is read again: raises `CannotRewrite` where
    the text would not say exactly this, `DossierError` where it cannot be read at all.

    >>> print(put("us: {kind: state}  # we\\nthem: {}", [(("us", "name"), "Our side"), (("all", "n"), 2)]))
    us: {kind: state, name: Our side}  # we
    them: {}
    <BLANKLINE>
    all: {n: 2}
    """
    root, problems = compose(text)
    if problems or not isinstance(root, nodes.Mapping):
        raise CannotRewrite(problems[0].message if problems else "this file is not a group of keys")
    changes, append = list(changes), list(append)
    # everything is on the tree that was read: several changes are made at once, so places stay right
    additions: dict[Path, dict[str, Any]] = {}
    lists: dict[Path, list[Any]] = {}
    splices = []
    for path, value in changes:
        steps, found = deepest(root, path)
        if steps == len(path):
            splices.append(_replacement(text, root, path, found, value))
        else:
            _nest(additions.setdefault(path[:steps], {}), path[steps:], value)
    for path, value in append:
        steps, found = deepest(root, path)
        if steps == len(path) and isinstance(found, Sequence):
            lists.setdefault(path, []).append(value)
        elif steps == len(path):
            raise CannotRewrite(f"`{'.'.join(map(str, path))}` is not a list")
        else:
            _nest(additions.setdefault(path[:steps], {}), path[steps:], [value], extend=True)
    for at, new in additions.items():
        splices.append(_new_keys(text, follow(root, at), new, at))
    for at, items in lists.items():
        splices.append(_new_items(text, follow(root, at), items))
    try:
        written = spliced(text, splices)
    except ValueError as error:
        raise CannotRewrite(str(error)) from None
    must_say(written, _expected(plain(root), changes, append), "take this without a change elsewhere; write it by hand")
    return written


def must_say(text: str, expected: Any, otherwise: str) -> None:
    """Raises `CannotRewrite` unless the text can be read and says exactly this."""
    try:
        root, problems = compose(text)
    except DossierError as error:
        raise CannotRewrite(f"the file cannot {otherwise}: {error.diagnostics[0].message}") from None
    if problems or plain(root) != expected:
        raise CannotRewrite(f"the file cannot {otherwise}")


def _expected(data: Any, changes: list[tuple[Path, Any]], append: list[tuple[Path, Any]]) -> Any:
    """What the text must say afterwards."""
    for path, value in changes:
        _above(data, path)[path[-1]] = plain(node_of(value))
    for path, value in append:
        above: Any = _above(data, path)
        last: Any = path[-1]
        items = above[last] if isinstance(above, list) else above.setdefault(last, [])
        items.append(plain(node_of(value)))
    return data


def _above(data: Any, path: Path) -> Any:
    step: Any
    for step in path[:-1]:
        data = data[step] if isinstance(data, list) else data.setdefault(step, {})
    return data


def _nest(into: dict[str, Any], path: Path, value: Any, extend: bool = False) -> None:
    *above, last = map(str, path)
    for step in above:
        into = into.setdefault(step, {})
    if extend and last in into:
        into[last] += value
    else:
        into[last] = value


def is_flow(text: str, node: Node) -> bool:
    """Whether a group or list stands in brackets."""
    return node.span is not None and text[stretch(text, node.span)[0]] in "{["


def end_of(text: str, node: Node) -> int:
    """Where the last character of a node stands; a block ends with its last value, not with the next key."""
    while True:
        assert node.span is not None
        if isinstance(node, Scalar) or is_flow(text, node):
            return stretch(text, node.span)[1]
        node = node.items[-1] if isinstance(node, Sequence) else node.entries[-1][1]


def _last_line(text: str, start: int, end: int) -> int:
    """Where the last line of a block ends: a text that runs over lines goes on to the next thing in the file.

    >>> _last_line("a: |\\n  x\\n\\nb: y", 3, 10)
    8
    """
    while (bare := text[start:end].rstrip(" \t")).endswith("\n"):
        end = start + len(bare.removesuffix("\n").removesuffix("\r"))
    return end


def _column(node: Node) -> int:
    assert node.span is not None
    return node.span.column - 1


def _replacement(text: str, root: Node, path: Path, found: Node, value: Any) -> Splice:
    parent = follow(root, path[:-1])
    assert found.span is not None
    start = stretch(text, found.span)[0]
    end = _last_line(text, start, end_of(text, found))
    if isinstance(parent, Sequence):
        return Splice(start, end, flow(value))
    assert isinstance(parent, nodes.Mapping)
    key = parent.key(str(path[-1]))
    assert key is not None
    assert key.span is not None
    line = key.span.line
    lines = [flow(value)] if is_flow(text, parent) else entry("k", value, _column(key))
    colon = text.index(":", stretch(text, key.span)[1]) + 1
    if len(lines) == 1:
        one = flow(value)
        return Splice(start, end, one) if found.span.line == line and start > colon else Splice(colon, end, f" {one}")
    return Splice(colon, end, newline_of(text).join(["", *lines[1:]]))


def _new_keys(text: str, parent: Node, new: Mapping[str, Any], path: Path) -> Splice:
    if not isinstance(parent, nodes.Mapping):
        raise CannotRewrite(f"`{'.'.join(map(str, path))}` is not a group of keys")
    assert parent.span is not None
    written = ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in new.items())
    if not parent.entries:
        start, end = stretch(text, parent.span)
        return Splice(start, end, "{" + written + "}")
    if is_flow(text, parent):
        end = end_of(text, parent.entries[-1][1])
        return Splice(end, end, f", {written}")
    indent = _column(parent.entries[0][0])
    lines = [line for key, value in new.items() for line in (*([""] if not path else []), *entry(key, value, indent))]
    return _below(text, parent, lines)


def _new_items(text: str, parent: Node, items: list[Any]) -> Splice:
    assert isinstance(parent, Sequence)
    assert parent.span is not None
    if not parent.items:
        start, end = stretch(text, parent.span)
        return Splice(start, end, flow(items))
    if is_flow(text, parent):
        end = end_of(text, parent.items[-1])
        return Splice(end, end, "".join(f", {flow(item)}" for item in items))
    return _below(text, parent, block(items, _column(parent)))


def _below(text: str, node: Node, lines: list[str]) -> Splice:
    """Lines under a block, past a comment behind its last value."""
    end, newline = end_of(text, node), newline_of(text)
    if end and text[end - 1] == "\n":  # a text that runs over lines ends with its last line
        return Splice(end, end, "".join(line + newline for line in lines))
    rest = text[end:].splitlines()
    end += len(rest[0]) if rest else 0
    return Splice(end, end, "".join(newline + line for line in lines))

