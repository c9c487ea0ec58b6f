"""Stability of states under five concepts: how far a decision maker looks ahead before it moves.

Written R_i(s) for the states that i can bring about alone from s, UI_i(s) for those of them that i
prefers to s, R_{N-i} for legal sequences of moves by the others, R+_{N-i} for such sequences in which
every step improves on the state that its mover leaves. State s is stable for i under

- **nash** (Nash 1951, here called rational): UI_i(s) is empty;
- **gmr** (general metarationality, Howard 1971): for every s1 in UI_i(s) there is an s2 in R_{N-i}(s1)
  that is not better for i than s;
- **smr** (symmetric metarationality, Howard 1971): as gmr, and no s3 in R_i(s2) is better than s;
- **seq** (sequential stability, Fraser and Hipel 1979): as gmr with R+;
- **sseq** (symmetric sequential stability, Rego and Vieira 2017): as smr with R+.

All five are one minimum over a closure and one maximum over own moves; see `security`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Final

import numpy as np

from overture.conflict.blocks import Blocks, Pass, blocks
from overture.conflict.graph import Bools, Conflict, Ints

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq")


def security(conflict: Conflict, dm: int, concept: str) -> Ints:
    """What `dm` can count on in every state, once the others have answered: its value V.

    With W(s) = rank(s) for gmr and seq, and the highest rank over {s} and R_dm(s) for smr and sseq,
    V(s) is the least of rank(s) and of W over {s} and what the others can reach from s: by any legal
    sequence of moves (gmr, smr), or of improvements of each mover (seq, sseq). For nash V = rank.
    An own move from s to t is a *credible improvement* iff V(t) > rank(s). For infeasible states V is
    one below every rank, so that no move to them is ever credible.

    Returns an integer array of the shape of the conflict. Raises ValueError for a concept or decision
    maker that does not exist. Source: Kilgour, Hipel and Fang 1987, in the matrix form's spirit (Xu et
    al. 2018) but over arrays with one axis per decision maker.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> security(dilemma, 0, "seq")
    array([[1, 1],
           [2, 2]], dtype=int16)
    """
    grouped = blocks(conflict)
    values: Ints = grouped.ungroup(_security(grouped, _known(conflict, dm), concept))
    return values


def stable(conflict: Conflict, dm: int, concept: str) -> Bools:
    """The feasible states in which `dm` has no credible improvement under `concept`.

    Same shape as the conflict, False where infeasible. Raises ValueError as `security` does.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> stable(dilemma, 0, "seq")
    array([[ True, False],
           [ True,  True]])
    """
    grouped = blocks(conflict)
    content: Bools = grouped.ungroup(_stable(grouped, _known(conflict, dm), concept))
    return content


def equilibria(conflict: Conflict, foresight: str | Sequence[str]) -> Bools:
    """The states that are stable for every decision maker, each under its own concept.

    `foresight` is one concept for all or one for every decision maker. Same shape as the conflict.
    Raises ValueError for an unknown concept or a wrong number of them.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> equilibria(dilemma, "seq")
    array([[ True, False],
           [False,  True]])
    """
    count = conflict.decision_makers
    concepts = (foresight,) * count if isinstance(foresight, str) else tuple(foresight)
    if len(concepts) != count:
        raise ValueError(f"{len(concepts)} concepts for {count} decision makers")
    grouped = blocks(conflict)
    everywhere: Bools = grouped.feasible.copy()
    for dm, concept in enumerate(concepts):
        everywhere &= _stable(grouped, dm, concept)
    together: Bools = grouped.ungroup(everywhere)
    return together


def _stable(grouped: Blocks, dm: int, concept: str) -> Bools:
    best = grouped.best(dm, grouped.rows(_security(grouped, dm, concept), dm))
    content = best <= grouped.rows(grouped.ranks[dm], dm)
    settled: Bools = np.logical_and(grouped.from_rows(content, dm), grouped.feasible)
    return settled


def _security(grouped: Blocks, dm: int, concept: str) -> Ints:
    rank: Ints = np.minimum(grouped.ranks[dm], grouped.pits)
    if concept == "nash":
        return rank
    if concept not in CONCEPTS:
        raise ValueError(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
    value = rank
    if concept in ("smr", "sseq"):
        rows = grouped.rows(rank, dm)
        value = grouped.from_rows(np.maximum(rows, grouped.best(dm, rows)), dm)
    value = np.maximum(value, grouped.walls)
    others = [j for j, settings in enumerate(grouped.settings) if j != dm and settings > 1]
    if concept in ("gmr", "smr"):
        passes = [grouped.worst(j) for j in others]
        # Where nothing is infeasible the others' moves commute: once round reaches everything.
        least = _closure(grouped, value, others, passes, commute=not grouped.constrained)
    else:
        least = _closure(grouped, value, others, [grouped.worst_improvement(j) for j in others])
    secure: Ints = np.minimum(np.minimum(rank, least), grouped.pits)
    return secure


def _closure(
    grouped: Blocks, value: Ints, others: Sequence[int], passes: Sequence[Pass], commute: bool = False
) -> Ints:
    """Repeat the passes of the others, in turn, until none of them changes anything.

    One pass exhausts what its mover can do in one go (its moves are transitive), so a single opponent
    needs one pass; with several, one may move again after another has: a, b, a is a legal sanction.
    """
    settled = 0
    for turn, (j, sweep) in enumerate(cycle(list(zip(others, passes, strict=True)))):
        if settled == len(others) or (commute and turn == len(others)):
            break
        rows = grouped.rows(value, j)
        least = sweep(rows)
        if len(others) > 1 and bool((least == rows).all()):
            settled += 1
            continue
        settled = 1
        value = grouped.from_rows(least, j)
    return value


def _known(conflict: Conflict, dm: int) -> int:
    if not 0 <= dm < conflict.decision_makers:
        raise ValueError(f"there is no decision maker {dm} among {conflict.decision_makers}")
    return dm
