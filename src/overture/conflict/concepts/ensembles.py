"""Many rankings of one conflict at a time: in how many of them is a state an equilibrium?

Who is unsure about preferences draws rankings and counts. The conflicts lie side by side along one
axis on which nobody moves, so that all of them are one pass over arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from overture.conflict.concepts.stability import CONCEPTS, stable
from overture.conflict.errors import ConflictError
from overture.conflict.forms.graph import FIXED, Conflict, Ints

OWN_RANKS_ONLY = ("nash", "gmr", "smr")
"""Concepts under which a decision maker's stability depends on its own ranking alone."""

AT_A_TIME = 1 << 17
"""States of all conflicts that are looked at together."""

Shares = npt.NDArray[np.float64]


def side_by_side(conflict: Conflict, rankings: Sequence[Ints]) -> Conflict:
    """One conflict for each profile of rankings, along a new first axis on which nobody moves.

    rankings: for every decision maker an array of shape (profiles, *conflict.shape). Raises
    ConflictError where they are not of this shape.
    """
    counts = {len(rank) for rank in rankings}
    if len(rankings) != conflict.decision_makers or len(counts) != 1:
        raise ConflictError(f"give as many rankings for each of the {conflict.decision_makers} decision makers")
    (profiles,) = counts
    if any(rank.shape != (profiles, *conflict.shape) for rank in rankings):
        raise ConflictError(f"each ranking of a profile needs the shape of the conflict, {conflict.shape}")
    return Conflict(
        owners=(FIXED, *conflict.owners),
        relations=(np.eye(profiles, dtype=np.bool_), *conflict.relations),
        feasible=np.broadcast_to(conflict.feasible, (profiles, *conflict.shape)),
        ranks=tuple(rankings),
    )


def equilibrium_shares(
    conflict: Conflict,
    rankings: Sequence[Ints],
    concepts: Sequence[str] = CONCEPTS,
    *,
    independent: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Shares]:
    """For each concept and state, in which share of the profiles the state is an equilibrium.

    rankings: for every decision maker an array of shape (profiles, *conflict.shape); the k-th profile
    is everybody's k-th ranking. With `independent`, every combination is a profile: K rankings of m
    decision makers stand for K to the power of m profiles, which the concepts of OWN_RANKS_ONLY allow
    (the share of a state is the product of the decision makers' shares). `progress` is told the
    profiles done. Raises ConflictError for rankings of another shape or a concept that does not allow
    `independent`.

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> flat = np.zeros((2, 2), dtype=int)
    >>> conflict = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (flat, flat))
    >>> row = np.array([[[3, 1], [4, 2]], [[4, 1], [3, 2]]])      # prisoner's dilemma, stag hunt
    >>> column = np.array([[[3, 4], [1, 2]], [[4, 3], [1, 2]]])
    >>> equilibrium_shares(conflict, [row, column], ["nash"])["nash"]
    array([[0.5, 0. ],
           [0. , 1. ]])
    >>> equilibrium_shares(conflict, [row, column], ["nash"], independent=True)["nash"]
    array([[0.25, 0.  ],
           [0.  , 1.  ]])
    """
    refused = [concept for concept in concepts if independent and concept not in OWN_RANKS_ONLY]
    if refused:
        raise ConflictError(
            f"under {refused[0]} a decision maker's stability depends on what the others want: "
            "give whole profiles, without `independent`"
        )
    profiles = len(rankings[0]) if rankings else 0
    together = max(1, AT_A_TIME // conflict.feasible.size)
    people = range(conflict.decision_makers)
    stable_in = {concept: [np.zeros(conflict.shape) for _ in people] for concept in concepts}
    all_stable = {concept: np.zeros(conflict.shape) for concept in concepts}
    for start in range(0, profiles, together):
        many = side_by_side(conflict, [rank[start : start + together] for rank in rankings])
        for concept in concepts:
            everywhere = many.feasible.copy()
            for dm in people:
                content = stable(many, dm, concept)
                everywhere &= content
                if independent:
                    stable_in[concept][dm] += content.sum(axis=0)
            all_stable[concept] += everywhere.sum(axis=0)
        if progress is not None:
            progress(min(start + together, profiles), profiles)
    if independent:
        return {concept: np.prod(np.array(counts) / profiles, axis=0) for concept, counts in stable_in.items()}
    return {concept: counts / profiles for concept, counts in all_stable.items()}
