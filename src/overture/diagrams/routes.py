"""The ways of edges between boxes in layers: they leave and meet a side near its middle and turn at right angles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from overture.diagrams.layers import Edge, Layout

Point = tuple[float, float]
LEAVE, MEET = 20, 16  # between edges that leave one box, and that meet one
TURN, APART = 11, 6  # how far before the next layer an edge turns; between edges that turn in one gap


def routes(
    layout: Layout, edges: Sequence[Edge], middle: Mapping[str, float], left: Mapping[str, float], wide: float,
    side: float,
) -> list[list[Point]]:  # fmt: skip
    """The corners of each edge; edges between the same two boxes each have a way of their own.

    `side`: how much of the side of a box its edges may take; where there are many they stand closer.
    """
    leaving, meeting = (_ports(edges, middle, end, side) for end in (0, 1))
    found = []
    channels: dict[tuple[int, str], int] = {}
    for i, edge in enumerate(edges):
        points: list[Point] = []
        segments = layout.segments[edge]
        for j, (a, b) in enumerate(segments):
            y1 = middle[a] + (leaving[i] if j == 0 else 0)
            y2 = middle[b] + (meeting[i] if j == len(segments) - 1 else 0)
            x1, x2 = left[a] + wide, left[b]
            points.append((x1, y1))
            if abs(y1 - y2) > 0.5:
                taken = {k: v for k, v in channels.items() if k[0] == int(x1)}
                slot = channels.setdefault((int(x1), b), len(taken))
                bend = x2 - TURN - APART * (slot % 4)
                points += [(bend, y1), (bend, y2)]
            points.append((x2, y2))
        found.append(points)
    return found


def _ports(edges: Sequence[Edge], middle: Mapping[str, float], end: int, side: float) -> dict[int, float]:
    """How far from the middle of the side each edge leaves (end 0) or meets (end 1) its box."""
    apart = MEET if end else LEAVE
    found: dict[int, float] = {}
    for name in dict.fromkeys(e[end] for e in edges):
        here = [i for i, e in enumerate(edges) if e[end] == name]
        here.sort(key=lambda i: (middle[edges[i][1 - end]], i))
        for place, i in enumerate(here):
            found[i] = (place - (len(here) - 1) / 2) * min(apart, side / len(here))
    return found
