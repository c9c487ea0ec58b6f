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

from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Graph, least_reachable
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import Bools, Conflict, Ints
from overture.conflict.memory import refuse_beyond
from overture.conflict.moves.blocks import Blocks, Pass, blocks
from overture.conflict.moves.worklist import repays, worklist

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq")

MOST_ROUNDS = 12
"""So often the sweeps of seq and sseq go round on a conflict that is not small; then the worklist takes over."""

WORK, KEPT = 4, 16
"""Memory beside the regrouped arrays (measured at 2^23 states): so many arrays of ranks at a time; and for seq and sseq
so many bytes for each state and decision maker, which are kept."""

FEW = 1 << 14
"""States of a conflict that is small: however often the sweeps go round, they are done before a compiler begins."""


def security(conflict: Conflict | Graph, dm: int, concept: str) -> Ints:
    """What `dm` can count on in every state, once the others have answered: its value V.

    With W(s) = rank(s) for gmr and seq, and the highest rank over {s} and R_dm(s) for smr and sseq,
    V(s) is the least of rank(s) and of W over {s} and what the others can reach from s: by any legal
    sequence of moves (gmr, smr), or of improvements of each mover (seq, sseq). For nash V = rank.
    An own move from s to t is a *credible improvement* iff V(t) > rank(s). For infeasible states V is
    one below every rank, so that no move to them is ever credible.

    Returns an integer array of the shape of the conflict, or with one entry for each state of a graph
    drawn by hand. Raises UnknownName for a concept or decision maker that does not exist, DoesNotFit
    before more memory is taken than there is. Source: Kilgour, Hipel and Fang 1987, in the matrix form's spirit (Xu et
    al. 2018) but over arrays with one axis per decision maker.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> security(dilemma, 0, "seq")
    array([[1, 1],
           [2, 2]], dtype=int16)
    """
    if isinstance(conflict, Graph):
        return _drawn_security(conflict, _known(conflict, dm), concept)
    grouped = blocks(conflict)
    values: Ints = grouped.ungroup(_security(grouped, _known(conflict, dm), concept))
    return values


def stable(conflict: Conflict | Graph, dm: int, concept: str) -> Bools:
    """The feasible states in which `dm` has no credible improvement under `concept`.

    Same shape as the conflict, False where infeasible. Raises UnknownName as `security` does.

    >>> from overture.conflict import Conflict, relation
    >>> free = relation(2, 0)
    >>> row, column = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (row, column))
    >>> stable(dilemma, 0, "seq")
    array([[ True, False],
           [ True,  True]])
    """
    if isinstance(conflict, Graph):
        return _drawn_stable(conflict, _known(conflict, dm), concept)
    grouped = blocks(conflict)
    content: Bools = grouped.ungroup(_stable(grouped, _known(conflict, dm), concept))
    return content


def equilibria(conflict: Conflict | Graph, foresight: str | Sequence[str]) -> Bools:
    """The states that are stable for every decision maker, each under its own concept.

    `foresight` is one concept for all or one for every decision maker. Same shape as the conflict.
    Raises UnknownName for an unknown concept, ConflictError for a wrong number of them.

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
        raise ConflictError(f"{len(concepts)} concepts for {count} decision makers")
    if isinstance(conflict, Graph):
        each = [_drawn_stable(conflict, dm, concept) for dm, concept in enumerate(concepts)]
        agreed: Bools = np.logical_and.reduce(each)
        return agreed
    grouped = blocks(conflict)
    everywhere: Bools = grouped.feasible.copy()
    for dm, concept in enumerate(concepts):
        everywhere &= _stable(grouped, dm, concept)
    together: Bools = grouped.ungroup(everywhere)
    return together


def _stable(grouped: Blocks, dm: int, concept: str) -> Bools:
    _check(concept)
    if grouped.unbound and concept in ("gmr", "smr"):
        return _stable_unbound(grouped, dm, concept)
    best = grouped.best(dm, _security(grouped, dm, concept))
    content = best <= grouped.across(grouped.ranks[dm], dm)
    settled: Bools = content.reshape(grouped.shape)
    if grouped.constrained:
        settled &= grouped.feasible
    return settled


def _stable_unbound(grouped: Blocks, dm: int, concept: str) -> Bools:
    """Where every state is feasible and every move free, one number for each decision maker decides.

    gmr: the most that it can secure, for the others can answer with everything. smr: the least that its
    best answer can be held to, or its best answer here where that is less (then it is Nash stable).
    """
    rank = grouped.ranks[dm]
    if concept == "gmr":
        secured: Bools = rank >= _worst(grouped, dm).max(axis=dm + 1, keepdims=True)
        return secured
    best = grouped.best(dm, rank).reshape(grouped.shape[0], -1)
    held_to = np.minimum(best, best.min(axis=1, keepdims=True))
    content: Bools = grouped.across(rank, dm) >= held_to.reshape(-1, 1, grouped.across(rank, dm).shape[2])
    return content.reshape(grouped.shape)


def _security(grouped: Blocks, dm: int, concept: str) -> Ints:
    _check(concept)
    rank: Ints = grouped.ranks[dm]
    if grouped.unbound and concept == "gmr":
        return np.broadcast_to(_worst(grouped, dm), rank.shape)
    if grouped.unbound and concept == "smr":
        bounded: Ints = np.minimum(rank, _least(grouped, grouped.best(dm, rank)))
        return bounded
    if grouped.constrained:
        rank = np.minimum(rank, grouped.pits)
    if concept == "nash":
        return rank
    states = grouped.feasible.size
    refuse_beyond(states * WORK * grouped.kind.itemsize, f"{states:,} states under {concept}")
    value = rank
    if concept in ("smr", "sseq"):
        value = np.maximum(grouped.across(rank, dm), grouped.best(dm, rank)).reshape(grouped.shape)
    if grouped.constrained:
        value = np.maximum(value, grouped.walls)
    if concept in ("gmr", "smr"):
        others = [j for j, settings in enumerate(grouped.settings) if j != dm and settings > 1]
        passes = [grouped.worst(j) for j in others]
        # Where nothing is infeasible the others' moves commute: once round reaches everything.
        least = _closure(value, passes, commute=not grouped.constrained)
    else:
        least = _improvements(grouped, value, dm)
    secure: Ints = np.minimum(rank, least)
    return np.minimum(secure, grouped.pits) if grouped.constrained else secure


def _worst(grouped: Blocks, dm: int) -> Ints:
    """The least rank that each setting of `dm` can be brought to, where all is feasible and moves are free."""
    beside = grouped.shape[0]
    apart = grouped.ranks[dm].reshape(beside, -1, *grouped.across(grouped.ranks[dm], dm).shape[1:])
    least: Ints = apart.min(axis=1).min(axis=2)
    return least.reshape(beside, *[1] * dm, grouped.settings[dm], *[1] * (len(grouped.settings) - dm - 1))


def _least(grouped: Blocks, best: Ints) -> Ints:
    """The least of each of the conflicts that lie side by side, from an array that `best` gave."""
    least: Ints = best.reshape(grouped.shape[0], -1).min(axis=1)
    return least.reshape(-1, *[1] * len(grouped.settings))


def _improvements(grouped: Blocks, value: Ints, dm: int) -> Ints:
    """The closure under the improvements of the others: by sweeps, or by the worklist where that is repaid."""
    others = [j for j, settings in enumerate(grouped.settings) if j != dm and settings > 1]
    if not others:
        return value
    if not grouped.improvements_fit:
        states, people = value.size, len(grouped.ranks)
        refuse_beyond(states * people * KEPT, f"the improvements of {people} decision makers from {states:,} states")
        grouped.improvements_fit = True
    if repays(value.size):
        return worklist(grouped).least(value, dm)
    passes = [grouped.worst_improvement(j) for j in others]
    try:
        return _closure(value, passes, rounds=MOST_ROUNDS if value.size > FEW else None)
    except _TooManyRounds:
        return worklist(grouped).least(value, dm)


class _TooManyRounds(Exception):
    """Sweeps do not come to an end soon."""


def _closure(value: Ints, passes: Sequence[Pass], commute: bool = False, rounds: int | None = None) -> Ints:
    """Repeat the passes of the others, in turn, until none of them changes anything.

    One pass exhausts what its mover can do in one go (its moves are transitive), so a single opponent
    needs one pass; with several, one may move again after another has: a, b, a is a legal sanction.
    """
    settled = 0
    for turn, sweep in enumerate(cycle(passes)):
        if settled == len(passes) or (commute and turn == len(passes)):
            break
        if rounds is not None and turn > rounds * len(passes):
            raise _TooManyRounds
        least = sweep(value)
        if len(passes) > 1 and bool((least == value).all()):
            settled += 1
            continue
        settled = 1
        value = least
    return value


def _drawn_security(graph: Graph, dm: int, concept: str) -> Ints:
    _check(concept)
    rank = graph.ranks[dm]
    if concept == "nash":
        return rank
    low, high = int(rank.min()) - 1, int(rank.max()) + 1
    value: Ints = rank
    if concept in ("smr", "sseq"):
        value = np.maximum(rank, graph.arrows[dm].fold(np.maximum, rank, low))
    others = [j for j in range(graph.decision_makers) if j != dm]
    walks = [graph.improvements(j) if concept in ("seq", "sseq") else graph.arrows[j] for j in others]
    secure: Ints = np.minimum(rank, least_reachable(value, walks, high))
    return secure


def _drawn_stable(graph: Graph, dm: int, concept: str) -> Bools:
    rank = graph.ranks[dm]
    counted_on = _drawn_security(graph, dm, concept)
    content: Bools = graph.arrows[dm].fold(np.maximum, counted_on, int(rank.min()) - 1) <= rank
    return content


def _check(concept: str) -> None:
    if concept not in CONCEPTS:
        raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")


def _known(conflict: Conflict | Graph, dm: int) -> int:
    return decision_maker(dm, conflict.decision_makers)
