"""Some of several worlds told by as few assumptions as tell them from the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

World = Mapping[str, bool]
Part = dict[str, bool]


def parts(worlds: Sequence[World], inside: Iterable[int], names: Sequence[str]) -> tuple[Part, ...]:
    """Parts, each of few assumptions, that together hold in the worlds inside and in no other.

    >>> worlds = [{"a": x, "b": y} for x in (False, True) for y in (False, True)]
    >>> parts(worlds, (2, 3), ("a", "b")), parts(worlds, (1,), ("a", "b"))
    (({'a': True},), ({'a': False, 'b': True},))
    >>> parts(worlds, (0, 1, 3), ("a", "b"))
    ({'a': False}, {'b': True})
    """
    wanted = set(inside)
    left = set(wanted)
    if len(wanted) == len(worlds):
        return ({},)
    found: list[Part] = []
    for size in range(1, len(names) + 1):
        for part in _of_size(names, size):
            where = {i for i, w in enumerate(worlds) if all(w.get(n) is v for n, v in part.items())}
            if where & left and where <= wanted:
                found.append(part)
                left -= where
        if not left:
            break
    return _needed(worlds, wanted, found)


def _of_size(names: Sequence[str], size: int) -> Iterable[Part]:
    for some in combinations(names, size):
        for values in product((True, False), repeat=size):
            yield dict(zip(some, values, strict=True))


def _needed(worlds: Sequence[World], wanted: set[int], found: list[Part]) -> tuple[Part, ...]:
    """The parts without those whose worlds the others have."""
    where = [{i for i in wanted if all(worlds[i].get(n) is v for n, v in p.items())} for p in found]
    kept = list(range(len(found)))
    for i in reversed(range(len(found))):
        others = set().union(*(where[k] for k in kept if k != i)) if len(kept) > 1 else set()
        if where[i] <= others:
            kept.remove(i)
    return tuple(found[i] for i in kept)
