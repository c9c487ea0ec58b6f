"""The six statuses of an argument, one in each state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overture.arguments.grounded import grounded

Truths = npt.NDArray[np.bool_]
STATUSES = ("not on the table", "groundless", "stands", "refuted", "limited", "disputed")


@dataclass(frozen=True, eq=False)
class Ledger:
    """Where each argument has which status. Arrays broadcast against each other."""

    status: dict[str, dict[str, Truths]]  # argument -> status -> states; the six exclude each other
    out: dict[str, Truths]

    def truth(self, word: str, argument: str) -> Truths:
        """The truth of `stands(a)` and its like, `answered` and `on_table` included."""
        if word == "answered":
            return self.out[argument]
        if word == "on_table":
            return ~self.status[argument]["not on the table"]
        return self.status[argument][word]


def ledger(
    on_table: Mapping[str, Truths],
    ground: Mapping[str, Truths],
    attacks: Sequence[tuple[str, str]],
    limits: Sequence[tuple[str, str]],
) -> Ledger:
    """The status of every argument in every state; the first that fits, in the order of `STATUSES`.

    An argument that something accepted attacks is refuted; one that is out by
    accepted limits only is limited: it loses its use, not its truth.

    >>> yes = np.array(True)
    >>> found = ledger({"a": yes, "b": yes}, {"a": yes, "b": yes}, [], [("a", "b")])
    >>> bool(found.truth("limited", "b")), bool(found.truth("refuted", "b"))
    (True, False)
    """
    active = {a: on_table[a] & ground[a] for a in on_table}
    inn, out = grounded(active, on_table, [*attacks, *limits])
    status: dict[str, dict[str, Truths]] = {}
    attackers: dict[str, list[str]] = {a: [] for a in on_table}
    for source, target in attacks:
        attackers[target].append(source)
    for a in on_table:
        attacked = np.array(False)
        for source in attackers[a]:
            attacked = attacked | inn[source]
        found = {
            "not on the table": ~on_table[a],
            "groundless": on_table[a] & ~ground[a],
            "stands": inn[a],
            "refuted": active[a] & out[a] & attacked,
            "limited": active[a] & out[a] & ~attacked,
        }
        found["disputed"] = active[a] & ~inn[a] & ~out[a]
        status[a] = found
    return Ledger(status, out)


def ancestors(argument: str, edges: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The argument and all from which a path of edges leads to it: those on which its status depends."""
    sources: dict[str, list[str]] = {}
    for source, target in edges:
        sources.setdefault(target, []).append(source)
    found = {argument: None}
    pending = [argument]
    while pending:
        for source in sources.get(pending.pop(), ()):
            if source not in found:
                found[source] = None
                pending.append(source)
    return tuple(found)
