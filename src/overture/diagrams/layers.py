"""A layered layout of our own: layers from left to right, few crossings, the same input the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

Edge = tuple[str, str]
THROUGH = 20.0  # the height that the way of a long edge takes
_ALL_ORDERS = 6  # layers up to this size are tried in every order


@dataclass(frozen=True)
class Layout:
    """For each layer, from the left, its items from the top. `through` marks the way of a long edge."""

    layers: tuple[tuple[str, ...], ...]
    through: frozenset[str]
    segments: dict[Edge, tuple[Edge, ...]]  # each edge as steps from layer to layer
    back: tuple[Edge, ...]  # edges that close a circle


def layered(nodes: Sequence[str], edges: Sequence[Edge]) -> Layout:
    """Every edge goes from left to right; those that would close a circle are told apart.

    >>> layered(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")]).layers
    (('a',), ('b', 'a>c@1'), ('c',))
    """
    back = _circles(nodes, edges)
    forward = [e for e in edges if e not in back]
    depth = _depths(nodes, forward)
    deepest = max(depth.values(), default=0)
    layers = [[n for n in nodes if deepest - depth[n] == i] for i in range(deepest + 1)]
    return in_layers(layers, forward, back)


def in_layers(layers: Sequence[Sequence[str]], edges: Sequence[Edge], back: tuple[Edge, ...] = ()) -> Layout:
    """The layout where it is known which layer each item belongs to; edges go from a layer to a later one.

    >>> in_layers([["a"], [], ["b"]], [("a", "b")]).segments
    {('a', 'b'): (('a', 'a>b@1'), ('a>b@1', 'b'))}
    """
    filled = [list(layer) for layer in layers]
    at = {n: i for i, layer in enumerate(filled) for n in layer}
    through: list[str] = []
    segments: dict[Edge, tuple[Edge, ...]] = {}
    for source, target in edges:
        stops = [source]
        for layer in range(at[source] + 1, at[target]):
            name = f"{source}>{target}@{layer}"
            filled[layer].append(name)
            through.append(name)
            stops.append(name)
        stops.append(target)
        segments[source, target] = tuple(pairwise(stops))
    steps = [s for parts in segments.values() for s in parts]
    ordered = _ordered([tuple(layer) for layer in filled], steps)
    return Layout(tuple(ordered), frozenset(through), segments, back)


def _circles(nodes: Sequence[str], edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """The edges that lead back to where a walk in the order of the file came from."""
    out: dict[str, list[str]] = {n: [] for n in nodes}
    for source, target in edges:
        out[source].append(target)
    back: list[Edge] = []
    state: dict[str, int] = {}
    for root in nodes:
        stack: list[tuple[str, int]] = [] if root in state else [(root, 0)]
        while stack:
            node, i = stack.pop()
            state[node] = 1
            if i == len(out[node]):
                state[node] = 2
                continue
            stack.append((node, i + 1))
            target = out[node][i]
            if state.get(target) == 1:
                back.append((node, target))
            elif target not in state:
                stack.append((target, 0))
    return tuple(back)


def _depths(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for source, target in edges:
            depth[source] = max(depth[source], depth[target] + 1)
    return depth


def _ordered(layers: list[tuple[str, ...]], steps: Sequence[Edge]) -> list[tuple[str, ...]]:
    for _ in range(3):
        for i in [*range(len(layers) - 2, -1, -1), *range(1, len(layers))]:
            layers[i] = _best_order(layers, i, steps)
    return layers


def _best_order(layers: list[tuple[str, ...]], i: int, steps: Sequence[Edge]) -> tuple[str, ...]:
    layer = layers[i]
    around = {n: p for j in (i - 1, i + 1) if 0 <= j < len(layers) for p, n in enumerate(layers[j])}
    sides = [
        [(s, around[t]) for s, t in steps if s in layer and t in around],
        [(t, around[s]) for s, t in steps if t in layer and s in around],
    ]

    def crossings(order: tuple[str, ...]) -> int:
        at = {n: p for p, n in enumerate(order)}
        return sum(
            (at[a] - at[b]) * (x - y) < 0 for side in sides for k, (a, x) in enumerate(side) for b, y in side[:k]
        )

    if len(layer) <= _ALL_ORDERS:
        return min(permutations(layer), key=crossings) if crossings(layer) else layer

    def centre(name: str) -> tuple[float, int]:
        near = [x for side in sides for n, x in side if n == name]
        return (sum(near) / len(near) if near else layer.index(name), layer.index(name))

    other = tuple(sorted(layer, key=centre))
    return min((layer, other), key=crossings)


def heights(layout: Layout, height: Mapping[str, float], gap: float) -> tuple[dict[str, float], float]:
    """The middle of every item from the top, and the height of the whole. `height`: of each item; else THROUGH."""
    steps = [s for parts in layout.segments.values() for s in parts]

    def size(name: str) -> float:
        return height.get(name, THROUGH)

    totals = [sum(size(n) for n in layer) + gap * (len(layer) - 1) for layer in layout.layers]
    whole = max(totals, default=0.0)
    middle: dict[str, float] = {}
    tallest = totals.index(whole) if totals else 0
    sequence = [tallest, *range(tallest - 1, -1, -1), *range(tallest + 1, len(layout.layers))]
    for i in sequence:
        top = 0.0
        wanted = []
        for name in layout.layers[i]:
            near = [middle[b] for a, b in steps if a == name and b in middle]
            near += [middle[a] for a, b in steps if b == name and a in middle]
            wanted.append(sum(near) / len(near) if near else None)
        for name, want in zip(layout.layers[i], wanted, strict=True):
            half = size(name) / 2
            middle[name] = max(top + half, want if want is not None else top + half)
            top = middle[name] + half + gap
        over = top - gap - whole
        below = whole
        for name in reversed(layout.layers[i]) if over > 0 else ():
            half = size(name) / 2
            middle[name] = min(middle[name], below - half)
            below = middle[name] - half - gap
    return middle, whole
