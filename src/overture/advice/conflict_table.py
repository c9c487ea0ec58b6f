"""The full conflict as a scholar's table: every state, every concept, the proposer a player like the others."""

from __future__ import annotations

from typing import Any

import numpy as np

from overture.advice.analysis import CONCEPTS, Analysis
from overture.conflict import stable


def conflict_table(analysis: Analysis) -> dict[str, Any]:
    """States, stable states by concept and decision maker, equilibria and ranks (higher is better).

    States are numbered in the order of the list `states`.
    """
    space = analysis.space
    conflict = analysis.full_conflict
    players = (analysis.dossier.proposer, *space.opponents)
    cells = np.flatnonzero(conflict.feasible)
    places = np.stack(np.unravel_index(cells, space.shape), axis=-1).tolist()
    states = [{o.qualified: o.values[v] for o, v in zip(space.options, index, strict=True)} for index in places]
    where: dict[str, dict[str, list[int]]] = {}
    equilibria: dict[str, list[int]] = {}
    for concept in CONCEPTS:
        masks = [stable(conflict, dm, concept).reshape(-1)[cells] for dm in range(len(players))]
        where[concept] = {p: np.flatnonzero(m).tolist() for p, m in zip(players, masks, strict=True)}
        equilibria[concept] = np.flatnonzero(np.logical_and.reduce(masks)).tolist()
    ranks = {}
    for player, rank in zip(players, conflict.ranks, strict=True):
        # small numbers read better than truth vectors: equal ranks stay equal
        ranks[player] = np.unique(rank.reshape(-1)[cells], return_inverse=True)[1].reshape(-1).tolist()
    return {"states": states, "stable": where, "equilibria": equilibria, "ranks": ranks}
