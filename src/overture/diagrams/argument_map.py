"""The argument map: what is said, what answers it, and what it is about, drawn in layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overture.diagrams.drawing import LINE, OVER, drawn_mark, extent, fits, frame, path, place, say, wrapped
from overture.diagrams.layers import Layout, heights, layered
from overture.diagrams.marks import mark
from overture.diagrams.routes import routes

WIDE, HIGH, GAP, BETWEEN = 136, 92, 64, 20  # four layers are printed at 8 pt
MOST_NODES, MOST_EDGES, MOST_LAYERS = 12, 16, 4
USERS = 18  # characters of a line of names: capitals are wider than other letters
INSIDE = WIDE - 18  # units of a line in a box
_HEADINGS = ("What it is about", "What is said", "What answers it", "What would undo that")


@dataclass(frozen=True)
class Node:
    """A box: an argument with its status, or the thing that arguments are about (no status)."""

    id: str
    label: str
    who: str = ""
    status: str | None = None


@dataclass(frozen=True)
class Edge:
    """`limits`, `attacks`, `supports` or `opposes`."""

    source: str
    target: str
    kind: str


def can_be_drawn(nodes: Sequence[Node], edges: Sequence[Edge]) -> bool:
    """Whether the map is small enough to be read.

    >>> can_be_drawn([Node("a", "a claim"), Node("b", "a treaty")], [Edge("a", "b", "opposes")])
    True
    """
    layout = layered([n.id for n in nodes], _pairs(edges))
    return (
        0 < len(edges) <= MOST_EDGES
        and len(nodes) <= MOST_NODES
        and len(layout.layers) <= MOST_LAYERS
        and all(fits(n.label, bold=n.status is None) for n in nodes)
    )


def _pairs(edges: Sequence[Edge]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((e.source, e.target) for e in edges))


def argument_map(key: str, title: str, description: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """The map as SVG. `key` makes the ids of its title unique on a page."""
    layout = layered([n.id for n in nodes], _pairs(edges))
    middle, whole = heights(layout, {n.id: HIGH for n in nodes}, BETWEEN)
    column = {n: i for i, layer in enumerate(layout.layers) for n in layer}
    left = {n: float(column[n] * (WIDE + GAP)) for n in column}
    status = {n.id: n.status for n in nodes}
    body = _headings(layout)
    body += _edges(layout, edges, middle, left, status, whole)
    body += "".join(_box(n, left[n.id], middle[n.id]) for n in nodes)
    width = len(layout.layers) * (WIDE + GAP) - GAP
    depth = whole + (26 if layout.back else 6)
    return frame(key, (-1, -28, width + 2, depth + 28), title, description, body)


def _headings(layout: Layout) -> str:
    count = len(layout.layers)
    return "".join(
        say(i * (WIDE + GAP), -14, _HEADINGS[count - 1 - i], "ts2")
        for i in range(count)
        if count - 1 - i < len(_HEADINGS)
    )


def _edges(
    layout: Layout, edges: Sequence[Edge], middle: dict[str, float], left: dict[str, float],
    status: dict[str, str | None], whole: float,
) -> str:  # fmt: skip
    """All edges, each leaving and meeting its boxes at a place of its own near the middle of the side."""
    forward = [e for e in edges if (e.source, e.target) not in layout.back]
    ways = routes(layout, [(e.source, e.target) for e in forward], middle, left, WIDE, HIGH - 20)
    drawn = [_edge(edge, points, status) for edge, points in zip(forward, ways, strict=True)]
    for source, target in layout.back:
        kinds = [e for e in edges if (e.source, e.target) == (source, target)]
        x1, x2 = left[source] + WIDE / 2 + 12, left[target] + WIDE / 2 - 12
        ends = [
            (x1, middle[source] + HIGH / 2),
            (x1, whole + 16),
            (x2, whole + 16),
            (x2, middle[target] + HIGH / 2),
        ]
        drawn.append(path(ends, "var(--ink)", 2.4) + say(min(x1, x2) + 8, whole + 12, kinds[0].kind, "ts2"))
    return "".join(drawn)


def _edge(edge: Edge, points: list[tuple[float, float]], status: dict[str, str | None]) -> str:
    heavy = edge.kind in ("limits", "attacks")
    off = status.get(edge.source) == "not on the table"
    stroke = "var(--none)" if off else "var(--ink)" if heavy else "var(--rule2)"
    (x, y), start = points[-1], points[0]
    word = say(start[0] + 4, start[1] - 5, edge.kind, "ts2")
    if edge.kind == "limits":
        line = path([*points[:-1], (x - 3, y)], stroke, 2.4, off)
        return line + path([(x - 3, y - 9), (x - 3, y + 9)], stroke, 2.8) + word
    if edge.kind == "attacks":
        line = path([*points[:-1], (x - 10, y)], stroke, 2.4, off)
        d = f"M{place(x)} {place(y)}L{place(x - 11)} {place(y - 6)}V{place(y + 6)}Z"
        head = f'<path d="{d}" fill="{stroke}"/>'
        return line + head + word
    line = path(points, stroke, 1.1, off)
    return line + path([(x - 6, y - 4), (x, y), (x - 6, y + 4)], stroke, 1.1) + word


def _box(node: Node, x: float, centre: float) -> str:
    y = centre - HIGH / 2
    if node.status is None:
        lines = wrapped(node.label, bold=True)
        size = f'x="{place(x)}" y="{place(y)}" width="{WIDE}" height="{HIGH}"'
        body = f'<rect {size} fill="var(--none-t)" stroke="none"/>'
        first = centre - (len(lines) - 1) * LINE / 2 + 4
        return body + "".join(
            say(x + 10, first + i * LINE, line, "tb", _narrowed(line, True)) for i, line in enumerate(lines)
        )
    found = mark("argument", node.status)
    colour = f"var(--{found.colour})"
    body = _border(node.status, x, y, colour)
    body += drawn_mark(x + 10, y + 8, found)
    body += say(x + 26, y + 18, found.title, "tb", f' style="fill:{colour}"')
    lines = wrapped(node.label)
    body += "".join(say(x + 10, y + 34 + i * LINE, line, "t", _narrowed(line)) for i, line in enumerate(lines))
    for i, line in enumerate(_users(node.who, 4 - len(lines))):
        body += say(x + 10, y + 34 + (len(lines) + i) * LINE, line, "ts2", _narrowed(line))
    return f'<g class="node">{body}</g>'


def _narrowed(line: str, bold: bool = False) -> str:
    """A line of a letter or two too many is set closer, so that it ends inside its box."""
    return f' textLength="{INSIDE}" lengthAdjust="spacingAndGlyphs"' if extent(line, bold) > INSIDE + OVER else ""


def _users(who: str, room: int) -> list[str]:
    """Who says it, in the lines that are left: everybody, or the first and how many more, or how many."""
    if not who:
        return []
    names = who.split(", ")
    tries = [who, f"{names[0]} and {len(names) - 1} more", f"{len(names)} users"] if len(names) > 1 else [who]
    fitting = next((t for t in tries if fits(t, USERS, room)), tries[-1])
    return wrapped(fitting, USERS, max(room, 1))


def _border(status: str, x: float, y: float, colour: str) -> str:
    edge = f'x="{place(x)}" y="{place(y)}" width="{WIDE}" height="{HIGH}" fill="var(--paper)"'
    line = f'stroke="{colour}" stroke-width="1.6"'
    if status == "not on the table":
        return f'<rect {edge} {line} stroke-dasharray="5 3"/>'
    if status == "groundless":
        d = f"M{place(x)} {place(y + HIGH)}V{place(y)}H{place(x + WIDE)}V{place(y + HIGH)}"
        return f'<rect {edge} stroke="none"/><path d="{d}" {line} fill="none"/>'
    body = f"<rect {edge} {line}/>"
    if status == "limited":
        body += f'<rect x="{place(x)}" y="{place(y + HIGH - 6)}" width="{WIDE}" height="6" fill="{colour}"/>'
    if status == "refuted":
        body += path([(x + WIDE - 18, y + 6), (x + WIDE - 6, y + 18)], colour, 2)
        body += path([(x + WIDE - 6, y + 6), (x + WIDE - 18, y + 18)], colour, 2)
    if status == "disputed":
        body += path([(x + WIDE - 22, y + HIGH), (x + WIDE, y + HIGH - 22)], colour, 2)
    return body
