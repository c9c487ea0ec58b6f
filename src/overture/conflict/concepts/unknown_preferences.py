"""Stability where it is not known which of two states a decision maker prefers.

Li, Hipel, Kilgour and Fang 2004; in matrix form Xu, Hipel, Kilgour and Fang 2018. Of two states a decision maker
prefers one, likes both alike, or it is unknown which. UI_i(s) are the own moves to states that are
better; UUM_i(s) those to states of which this is unknown. A state *answers* a move from s if it is not
better for i than s; whether it may be unknown too depends on the reading:

| reading | i considers | an answer may be unknown | in words                                           |
| ------- | ----------- | ------------------------ | -------------------------------------------------- |
| a       | UI and UUM  | no                       | bold: moves on a chance, deterred by the sure      |
| b       | UI          | no                       | moves for the sure, deterred by the sure           |
| c       | UI and UUM  | yes                      | moves on a chance, deterred by a chance            |
| d       | UI          | yes                      | cautious: moves for the sure, deterred by a chance |

State s is stable for i under

- **nash**: i considers no move from s;
- **gmr**: for each considered s1 some s2 in R_{N-i}(s1) answers;
- **smr**: for that s2 also every s3 in R_i(s2) answers (the same test);
- **seq**: as gmr, with legal sequences in which each step is in UI or UUM of its mover, in every reading;
- **sseq**: as smr, with such sequences.

Without unknown pairs all four readings are the ordinary concept. Stable under a implies stable under b and
c, each of these implies d. sseq is no part of the sources; it is formed here as smr and seq are.

A sequence may come back to s1 itself. In reading c, where s1 may be one of the unknown, that alone answers.
Programs in matrix form clear the diagonal of their tables, so for them it does not, and a sequence that
comes back to s itself (which moves drawn by hand allow) does not answer either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.errors import ConflictError, UnknownName, WrongEntry
from overture.conflict.forms.arrows import Arrows, Graph
from overture.conflict.forms.entries import decision_maker, is_pair, of_state, whole
from overture.conflict.forms.graph import Bools, Ints
from overture.conflict.moves.legal_sequences import ends, fitting, sanctioned, square, strict, without_escape

READINGS: Final = ("a", "b", "c", "d")


@dataclass(frozen=True, eq=False)
class PartlyKnown:
    """For every decision maker which states are better than which, and for which pairs that is unknown.

    better[i][s, t]: t is better for i than s. unknown[i][s, t]: it is unknown which of the two i prefers.
    What is neither is alike, if it is neither the other way round. States by number, those of a Graph.

    Raises NotSquare for a matrix of the wrong shape, DoesNotFit for too many states, ConflictError where two
    states are each better than the other, a pair is unknown one way round only, or known and unknown.
    """

    better: tuple[Bools, ...]
    unknown: tuple[Bools, ...]

    def __post_init__(self) -> None:
        if len(self.better) != len(self.unknown):
            raise ConflictError(f"{len(self.better)} matrices of better and {len(self.unknown)} of unknown")
        states = len(self.better[0]) if self.better else 0
        fitting(states)
        kept_better, kept_unknown = [], []
        for dm, (better, unknown) in enumerate(zip(self.better, self.unknown, strict=True)):
            prefers = strict(square(better, states, f"better of {dm}"), f"better of {dm}")
            unsure = square(unknown, states, f"unknown of {dm}")
            if not np.array_equal(unsure, unsure.T) or unsure.diagonal().any():
                raise ConflictError(f"unknown of {dm} must hold both ways round, and not between a state and itself")
            if (unsure & (prefers | prefers.T)).any():
                raise ConflictError(f"decision maker {dm} has a pair that is both known and unknown: keep one")
            kept_better.append(prefers)
            kept_unknown.append(unsure)
        object.__setattr__(self, "better", tuple(kept_better))
        object.__setattr__(self, "unknown", tuple(kept_unknown))

    @classmethod
    def from_ranks(
        cls, ranks: Sequence[Sequence[int] | Ints], unknown: Sequence[Iterable[tuple[int, int]]]
    ) -> PartlyKnown:
        """From rankings (higher is better) less the pairs that are unknown, for each decision maker.

        Raises DoesNotFit for too many states, before memory is taken; WrongEntry for a pair that is none or a rank that
        is no whole number, ConflictError for rankings of unequal length, or unequal numbers of decision makers.

        >>> known = PartlyKnown.from_ranks([[1, 2, 3]], [[(0, 2)]])
        >>> known.better[0].astype(int).tolist(), known.unknown[0].astype(int).tolist()
        ([[0, 1, 0], [0, 0, 1], [0, 0, 0]], [[0, 0, 1], [0, 0, 0], [1, 0, 0]])
        """
        if len(ranks) != len(unknown):
            raise ConflictError(f"{len(ranks)} rankings and {len(unknown)} lists of unknown pairs")
        better, unsure = [], []
        for dm, (ranking, pairs) in enumerate(zip(ranks, unknown, strict=True)):
            rank = whole(ranking, f"the ranking of decision maker {dm}", of_state)
            states = len(rank)
            fitting(states)
            hidden: Bools = np.zeros((states, states), dtype=np.bool_)
            for pair in pairs:
                if not is_pair(pair) or pair[0] == pair[1] or not all(0 <= state < states for state in pair):
                    told = f"({', '.join(map(str, pair))})" if isinstance(pair, tuple) else repr(pair)
                    raise WrongEntry(f"the pair {told} of {dm} is no pair of the states 0 to {states - 1}")
                s, t = pair
                hidden[s, t] = hidden[t, s] = True
            better.append((rank[None, :] > rank[:, None]) & ~hidden)
            unsure.append(hidden)
        return cls(tuple(better), tuple(unsure))


def stable_unknown(graph: Graph, preferences: PartlyKnown, dm: int, concept: str, reading: str) -> Bools:
    """The states that are stable for `dm` under a concept, in one of the readings a to d.

    The rankings of the graph play no part; `preferences` stands for them. One entry for each state. Raises
    UnknownName for a decision maker, concept or reading that does not exist, ConflictError or NotSquare
    where the preferences are not those of the graph. A conflict in option form is drawn first (`drawn`).

    Row may leave 0 for 1, and it is unknown which it prefers:

    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 0, 0], [0, 0, 1]])
    >>> unsure = PartlyKnown.from_ranks([[1, 2, 0], [0, 0, 1]], [[(0, 1)], []])
    >>> [bool(stable_unknown(graph, unsure, 0, "nash", reading)[0]) for reading in READINGS]
    [False, True, False, True]
    >>> bool(stable_unknown(graph, unsure, 0, "seq", "a")[0])   # column would go on to 2, which is worse
    True
    """
    _fit(graph, preferences, dm, concept, reading)
    own = graph.arrows[dm]
    better, unknown = preferences.better[dm], preferences.unknown[dm]
    considered = _steps(own, better, unknown) if reading in "ac" else _steps(own, better)
    if concept == "nash":
        still: Bools = np.diff(considered.start) == 0
        return still
    answers: Bools = ~(better | unknown) if reading in "ab" else ~better
    others = [j for j in range(graph.decision_makers) if j != dm]
    walks = [graph.arrows[j] for j in others]
    if concept in ("seq", "sseq"):
        walks = [_steps(graph.arrows[j], preferences.better[j], preferences.unknown[j]) for j in others]
    if concept in ("smr", "sseq"):
        answers = without_escape(own, answers)
    return sanctioned(considered, ends(walks, graph.states), answers)


def equilibria_unknown(graph: Graph, preferences: PartlyKnown, concept: str, reading: str) -> Bools:
    """The states that are stable for every decision maker, in one reading. Raises as `stable_unknown` does.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 0], [0, 0]])
    >>> unsure = PartlyKnown.from_ranks([[0, 0], [0, 0]], [[(0, 1)], [(0, 1)]])
    >>> [equilibria_unknown(swap, unsure, "nash", reading).tolist() for reading in "ab"]
    [[False, False], [True, True]]
    """
    each = [stable_unknown(graph, preferences, dm, concept, reading) for dm in range(graph.decision_makers)]
    agreed: Bools = np.logical_and.reduce(each)
    return agreed


def _steps(own: Arrows, *which: Bools) -> Arrows:
    """The moves that one of the matrices marks."""
    marked: Any = np.zeros(len(own.targets), dtype=np.bool_)
    for matrix in which:
        marked |= matrix[own.sources, own.targets]
    return own.only(marked)


def _fit(graph: Graph, preferences: PartlyKnown, dm: int, concept: str, reading: str) -> None:
    decision_maker(dm, graph.decision_makers)
    if concept not in CONCEPTS:
        raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
    if reading not in READINGS:
        raise UnknownName(f"{reading!r} is not one of the readings {', '.join(READINGS)}")
    if len(preferences.better) != graph.decision_makers:
        raise ConflictError(f"preferences of {len(preferences.better)} for {graph.decision_makers} decision makers")
    square(preferences.better[0], graph.states, "better")
