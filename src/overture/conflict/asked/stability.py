"""Questions to a `GraphModel` about stability: for one decision maker, for all, for coalitions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from overture.conflict.asked.base import Asked
from overture.conflict.asked.named import Numbers
from overture.conflict.concepts.coalitions import coalition_equilibria, coalition_stable
from overture.conflict.concepts.limited_move import limited_move_stable
from overture.conflict.concepts.nonmyopic import nonmyopic_stable
from overture.conflict.concepts.simultaneous import sim_stable
from overture.conflict.concepts.stability import CONCEPTS, stable
from overture.conflict.concepts.stackelberg import stackelberg_equilibria
from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.graph import Bools

MORE_CONCEPTS: Final = (*CONCEPTS, "sim", "limited", "nonmyopic")
"""The five, simultaneous stability, limited move stability (which takes a horizon), non-myopic stability."""


class AskedStability(Asked):
    """What is stable for whom."""

    def stable(self, concept: str, dm: str, *, horizon: int | None = None) -> Numbers:
        """The states that are stable for a decision maker under one of MORE_CONCEPTS.

        horizon: for `limited`, how many moves ahead it looks. Raises UnknownName, NotInOptionForm (for `sim`),
        WrongEntry for a horizon that is none, DoesNotFit.
        """
        who = self._named.dm(dm)
        return self._named.where(self._stable(concept, who, self._horizon(concept, dm, horizon)))

    def equilibria(
        self, foresight: str | Mapping[str, str], *, horizon: int | Mapping[str, int] | None = None
    ) -> Numbers:
        """The states that are stable for everybody: under one concept, or each under its own.

        horizon: for `limited`, one for all or one for each decision maker that looks ahead so.

        >>> from overture.conflict import GraphModel
        >>> dilemma = GraphModel.from_options({"Row": ["tells"], "Column": ["tells too"]}, infeasible=[],
        ...     statements={"Row": ["-N", "Y-"], "Column": ["N-", "-Y"]})
        >>> dilemma.equilibria({"Row": "nash", "Column": "seq"})
        (4,)
        >>> dilemma.equilibria("limited", horizon={"Row": 2, "Column": 1})
        (4,)
        """
        return self._named.where(np.logical_and.reduce(self._each_stable(foresight, horizon)))

    def stackelberg(self, leader: str) -> Numbers:
        """The equilibria of two decision makers of whom `leader` moves first."""
        return self._named.where(stackelberg_equilibria(self.conflict, self._named.dm(leader)))

    def table(
        self, concepts: Sequence[str] = CONCEPTS, *, horizon: int | Mapping[str, int] | None = None
    ) -> dict[int, dict[str, dict[str, bool]]]:
        """For each state, decision maker and concept, whether it is stable. horizon: as for `equilibria`.

        >>> from overture.conflict import GraphModel
        >>> ferry = GraphModel.from_arrows(2, {"ferry": [(1, 2)]}, {"ferry": [2, 1]})
        >>> ferry.table(["nash"])
        {1: {'ferry': {'nash': False}}, 2: {'ferry': {'nash': True}}}
        """
        if horizon is not None and "limited" not in concepts:
            raise ConflictError("only 'limited' has a horizon: leave it out, or ask for 'limited' too")
        found = {}
        for concept in concepts:
            marks = self._each_stable(concept, horizon if concept == "limited" else None)
            for dm, mark in zip(self.decision_makers, marks, strict=True):
                found[dm, concept] = set(self._named.where(mark))
        return {
            number: {dm: {c: number in found[dm, c] for c in concepts} for dm in self.decision_makers}
            for number in self.numbers
        }

    def coalition_stable(self, members: Collection[str], concept: str, variant: str = "every") -> Numbers:
        """The states that are stable for a coalition; see `coalitions` for the variants."""
        return self._named.where(coalition_stable(self.conflict, self._members(members), concept, variant))

    def coalition_equilibria(
        self, coalitions: Sequence[Collection[str]], concept: str, variant: str = "every"
    ) -> Numbers:
        """The states that are stable for each coalition and for everybody alone (if `merged`: who is in none)."""
        members = [self._members(coalition) for coalition in coalitions]
        placed = [self.decision_makers[dm] for one in members for dm in set(one)]
        twice = [name for name in self.decision_makers if placed.count(name) > 1]
        if twice and variant == "merged":
            raise ConflictError(f"{twice[0]} belongs to two coalitions at once: leave it out of one of them")
        return self._named.where(coalition_equilibria(self.conflict, members, concept, variant))

    def _each_stable(
        self, foresight: str | Mapping[str, str], horizon: int | Mapping[str, int] | None
    ) -> list[Bools]:
        concepts = self._foresight(foresight)
        ahead = self._horizons(concepts, horizon)
        looking = enumerate(zip(concepts, ahead, strict=True))
        return [self._stable(concept, dm, moves) for dm, (concept, moves) in looking]

    def _stable(self, concept: str, dm: int, horizon: int) -> Bools:
        if concept == "sim":
            return sim_stable(self.conflict, dm)
        if concept == "nonmyopic":
            return nonmyopic_stable(self.conflict, dm)
        if concept == "limited":
            return limited_move_stable(self.conflict, dm, horizon)
        if concept not in CONCEPTS:
            raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(MORE_CONCEPTS)}")
        return stable(self.conflict, dm, concept)
