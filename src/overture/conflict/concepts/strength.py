"""Strength of preference: is an improvement answered by something much worse, or only by something no better?

Hamouda, Kilgour and Hipel 2004 (two decision makers) and 2006 (several); in matrix form Xu, Hipel, Kilgour and
Fang 2018. Of two states a decision maker prefers one, mildly or much, or likes both alike. Every improvement
counts, mild or not. State s is for i

- **general** stable under gmr, smr, seq, sseq: stable under the ordinary concept;
- **strong** stable under gmr: for each s1 in UI_i(s) some s2 in R_{N-i}(s1) is much worse for i than s;
- strong stable under smr: for that s2 also every s3 in R_i(s2) is much worse than s;
- strong stable under seq and sseq: as gmr and smr, with R+, legal sequences of improvements, mild or not;
- **weak** stable: general stable and not strong stable.

A state from which i has no improvement is strong stable. So nash has one level: stable is strong. A **strong**
equilibrium is strong stable for all; a **weak** one is stable for all and weak for somebody.

sseq is no part of the sources; it is formed here as smr and seq are. In the sources SGMR, SSMR and SSEQ mean
*strong* GMR, SMR and SEQ: there SSEQ has nothing to do with symmetric sequential stability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Arrows, Graph
from overture.conflict.forms.entries import decision_maker, of_state, whole
from overture.conflict.forms.graph import Bools, Ints
from overture.conflict.moves.legal_sequences import ends, fitting, sanctioned, square, strict, without_escape

LEVELS: Final = ("general", "strong", "weak")


@dataclass(frozen=True, eq=False)
class Strengths:
    """For every decision maker which states are better than which, and which of them much better.

    better[i][s, t]: t is better for i than s. much[i][s, t]: much better. States by number, those of a Graph.

    Raises NotSquare for a matrix of the wrong shape, DoesNotFit for too many states, ConflictError where two
    states are each better than the other, or one is much better and not better.
    """

    better: tuple[Bools, ...]
    much: tuple[Bools, ...]

    def __post_init__(self) -> None:
        if len(self.better) != len(self.much):
            raise ConflictError(f"{len(self.better)} matrices of better and {len(self.much)} of much better")
        states = len(self.better[0]) if self.better else 0
        fitting(states)
        kept_better, kept_much = [], []
        for dm, (better, much) in enumerate(zip(self.better, self.much, strict=True)):
            prefers = strict(square(better, states, f"better of {dm}"), f"better of {dm}")
            strongly = square(much, states, f"much of {dm}")
            if (strongly & ~prefers).any():
                raise ConflictError(f"decision maker {dm} has a state that is much better and not better than another")
            kept_better.append(prefers)
            kept_much.append(strongly)
        object.__setattr__(self, "better", tuple(kept_better))
        object.__setattr__(self, "much", tuple(kept_much))

    @classmethod
    def from_levels(cls, ranks: Sequence[Sequence[int] | Ints], levels: Sequence[Sequence[int] | Ints]) -> Strengths:
        """From rankings, and for each state the level that it is on (of both higher is better).

        A state is much better than another if it is on a higher level. Raises DoesNotFit for too many states,
        before memory is taken, ConflictError where levels contradict the ranking (a state on a higher level must
        rank higher) or are not as many as the states.

        Good, fair and disastrous, the first two on one level:

        >>> kept = Strengths.from_levels([[2, 1, 0]], [[1, 1, 0]])
        >>> kept.better[0].astype(int).tolist(), kept.much[0].astype(int).tolist()
        ([[0, 0, 0], [1, 0, 0], [1, 1, 0]], [[0, 0, 0], [0, 0, 0], [1, 1, 0]])
        """
        if len(ranks) != len(levels):
            raise ConflictError(f"{len(ranks)} rankings and {len(levels)} lists of levels")
        better, much = [], []
        for dm, (ranking, places) in enumerate(zip(ranks, levels, strict=True)):
            rank = whole(ranking, f"the ranking of decision maker {dm}", of_state)
            level = whole(places, f"the levels of decision maker {dm}", of_state, kind="a level is a whole number")
            fitting(len(rank))
            if rank.shape != level.shape:
                raise ConflictError(f"decision maker {dm} ranks {rank.size} states and puts {level.size} on levels")
            above = level[None, :] > level[:, None]
            prefers = rank[None, :] > rank[:, None]
            if (above & ~prefers).any():
                s, t = (int(place) for place in np.argwhere(above & ~prefers)[0])
                raise ConflictError(f"state {t} is on a higher level for {dm} than state {s}, and does not rank higher")
            better.append(prefers)
            much.append(above)
        return cls(tuple(better), tuple(much))


def stable_by_strength(graph: Graph, preferences: Strengths, dm: int, concept: str, level: str) -> Bools:
    """The states that are stable for `dm` under a concept, on the level general, strong or weak.

    The rankings of the graph play no part; `preferences` stands for them. One entry for each state. Raises
    UnknownName for a decision maker, concept or level that does not exist, ConflictError or NotSquare
    where the preferences are not those of the graph. A conflict in option form is drawn first (`drawn`).

    An improvement from 0 to 1 is answered at 2, which is worse than 0, and much worse for the anxious:

    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 0, 0], [0, 0, 0]])
    >>> calm = Strengths.from_levels([[1, 2, 0], [0, 0, 1]], [[1, 1, 1], [1, 1, 1]])
    >>> anxious = Strengths.from_levels([[1, 2, 0], [0, 0, 1]], [[1, 1, 0], [1, 1, 1]])
    >>> [[bool(stable_by_strength(graph, who, 0, "seq", level)[0]) for level in LEVELS] for who in (calm, anxious)]
    [[True, False, True], [True, True, False]]
    """
    _fit(graph, preferences, dm, concept, level)
    if level == "weak":
        strong = stable_by_strength(graph, preferences, dm, concept, "strong")
        only: Bools = stable_by_strength(graph, preferences, dm, concept, "general") & ~strong
        return only
    own = graph.arrows[dm]
    improvements = _marked(own, preferences.better[dm])
    if concept == "nash":
        still: Bools = np.diff(improvements.start) == 0
        return still
    answers: Bools = preferences.much[dm].T if level == "strong" else ~preferences.better[dm]
    walks = [
        _marked(arrows, preferences.better[j]) if concept in ("seq", "sseq") else arrows
        for j, arrows in enumerate(graph.arrows)
        if j != dm
    ]
    if concept in ("smr", "sseq"):
        answers = without_escape(own, answers)
    return sanctioned(improvements, ends(walks, graph.states), answers)


def equilibria_by_strength(graph: Graph, preferences: Strengths, concept: str, level: str) -> Bools:
    """The states that are stable for all (general), strong stable for all, or stable for all and weak for one.

    Raises as `stable_by_strength` does.

    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 0, 0], [0, 0, 0]])
    >>> calm = Strengths.from_levels([[1, 2, 0], [0, 0, 1]], [[1, 1, 1], [1, 1, 1]])
    >>> {level: equilibria_by_strength(graph, calm, "seq", level).tolist() for level in LEVELS}
    {'general': [True, False, True], 'strong': [False, False, True], 'weak': [True, False, False]}
    """
    if level == "weak":
        strong = equilibria_by_strength(graph, preferences, concept, "strong")
        only: Bools = equilibria_by_strength(graph, preferences, concept, "general") & ~strong
        return only
    each = [stable_by_strength(graph, preferences, dm, concept, level) for dm in range(graph.decision_makers)]
    agreed: Bools = np.logical_and.reduce(each)
    return agreed


def _marked(own: Arrows, matrix: Bools) -> Arrows:
    return own.only(matrix[own.sources, own.targets])


def _fit(graph: Graph, preferences: Strengths, dm: int, concept: str, level: str) -> None:
    decision_maker(dm, graph.decision_makers)
    if concept not in CONCEPTS:
        raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
    if level not in LEVELS:
        raise UnknownName(f"{level!r} is not one of the levels {', '.join(LEVELS)}")
    if len(preferences.better) != graph.decision_makers:
        raise ConflictError(f"preferences of {len(preferences.better)} for {graph.decision_makers} decision makers")
    square(preferences.better[0], graph.states, "better")
