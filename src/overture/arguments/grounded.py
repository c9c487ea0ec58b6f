"""Grounded labels for all states at once (Dung 1995; labels after Caminada 2006)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Truths = npt.NDArray[np.bool_]


def grounded(
    active: Mapping[str, Truths], on_table: Mapping[str, Truths], edges: Sequence[tuple[str, str]]
) -> tuple[dict[str, Truths], dict[str, Truths]]:
    """The grounded labelling of a framework that differs from state to state.

    `active[a]`: `a` is on the table and its ground is true; `on_table[a]`: on the
    table. Arrays need only broadcast against each other. An argument is *in* where
    it is active and every active source of an edge to it is out; *out* where it is
    on the table and some source is in; else undecided. Least fixed point.

    Returns (in, out), a Boolean array per argument.

    >>> yes = np.array(True)
    >>> inn, out = grounded({"a": yes, "b": yes, "c": yes}, {"a": yes, "b": yes, "c": yes},
    ...                     [("a", "b"), ("b", "c")])
    >>> [name for name in "abc" if inn[name]], [name for name in "abc" if out[name]]
    (['a', 'c'], ['b'])
    """
    sources: dict[str, list[str]] = {a: [] for a in active}
    for source, target in dict.fromkeys(edges):
        sources[target].append(source)
    never = np.array(False)
    inn: dict[str, Truths] = dict.fromkeys(active, never)
    out: dict[str, Truths] = dict.fromkeys(active, never)
    pending = deque(active)
    waiting = set(active)
    targets: dict[str, list[str]] = {a: [] for a in active}
    for target, from_ in sources.items():
        for source in from_:
            targets[source].append(target)
    while pending:
        argument = pending.popleft()
        waiting.discard(argument)
        accepted, rejected = active[argument], never
        for source in sources[argument]:
            accepted = accepted & (out[source] | ~active[source])
            rejected = rejected | inn[source]
        rejected = rejected & on_table[argument]
        if not (_same(accepted, inn[argument]) and _same(rejected, out[argument])):
            inn[argument], out[argument] = accepted, rejected
            for target in targets[argument]:
                if target not in waiting:
                    waiting.add(target)
                    pending.append(target)
    return inn, out


def _same(a: Truths, b: Truths) -> bool:
    return bool(np.equal(a, b).all())
