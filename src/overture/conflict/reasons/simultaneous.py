"""Why a state is simultaneously stable, or is not: what changes at the same moment and spoils an improvement.

Definition and sources: `simultaneous`. Only the moves that can be made from the state are looked at, so one state of
a large conflict can be asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from overture.conflict.concepts.simultaneous import owned_options
from overture.conflict.errors import DoesNotFit
from overture.conflict.forms.arrows import Graph, Places
from overture.conflict.forms.graph import Conflict
from overture.conflict.moves.walks import At, Ground, Move
from overture.conflict.reasons.witnesses import Answer, Witness

MOST_JOINT = 1 << 24
"""Joint changes of one group of others that are laid out for one state."""


@dataclass(frozen=True)
class JointAnswer(Answer):
    """An improvement, and what others change at the same moment: each move of the sanction starts where it does.

    together: where all these changes lead.
    """

    together: At

    @property
    def end(self) -> At:
        """Where the decision maker is left."""
        return self.together


@dataclass(frozen=True)
class JointWitness(Witness):
    """Why a state is simultaneously stable, or is not. The answers are JointAnswers, one for every improvement."""

    def sentences(self, name: Callable[[int], str], state: Callable[[At], str]) -> tuple[str, ...]:
        """The same in words, the verdict first; `name` names a decision maker, `state` a state."""
        who, here = name(self.judges[0]), state(self.state)
        verdict = f"{here[:1].upper()}{here[1:]} is {'' if self.stable else 'not '}stable for {who} under sim: "
        if not self.stable:
            end = state(self.unanswered[-1].end)
            return (f"{verdict}it can move to {end}, which it prefers, and nothing that others improve at the same "
                    "moment spoils that.",)  # fmt: skip
        if not self.answers:
            return (f"{verdict}it can move to nothing that it prefers.",)
        count = len(self.answers)
        spoilt = f"each of its {count} improvements" if count > 1 else "its one improvement"
        lines = [f"{verdict}{spoilt} is spoilt."]
        for answer in self.answers:
            others = " and ".join(f"{name(move.mover)} moves to {state(move.end)}" for move in answer.sanction)
            lines.append(
                f"{who} could move to {state(answer.improvement[-1].end)}; if at the same moment {others}, all end in "
                f"{state(answer.end)}, which {who} does not prefer to {here}."
            )
        return tuple(lines)


def why_sim(conflict: Conflict | Graph, dm: int, state: At) -> JointWitness:
    """Why a state is simultaneously stable for `dm`, or is not.

    Of joint changes that spoil an improvement, one by the fewest others is told. Raises NotInOptionForm for a graph
    drawn by hand, UnknownName for no decision maker or state, ConflictError for an infeasible state, DoesNotFit where
    more than MOST_JOINT joint changes would have to be looked at.

    In chicken (0 to swerve) swerving is safe:

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> chicken = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 2], [4, 1]]), np.array([[3, 4], [2, 1]])))
    >>> for line in why_sim(chicken, 0, (0, 0)).sentences(["Row", "Column"].__getitem__, str):
    ...     print(line)
    (0, 0) is stable for Row under sim: its one improvement is spoilt.
    Row could move to (1, 0); if at the same moment Column moves to (0, 1), all end in (1, 1), which Row does not \
prefer to (0, 0).
    """
    owned = owned_options(conflict)
    ground = Ground(owned)
    ground.known(dm)
    here = ground.place(state)
    others = [j for j in range(ground.decision_makers) if j != dm]
    changes = {j: found for j in others if len(found := ground.improvements(j, here))}
    found = ground.improvements(dm, here)
    falling = np.argsort(-ground.ranks[dm][found].astype(np.int64), kind="stable")
    answers = []
    for there in found[falling].tolist():
        improvement = (Move(dm, state, ground.state(there)),)
        joint = _spoilt(owned, ground, dm, here, there, changes)
        if joint is None:
            return JointWitness((dm,), state, "sim", "every", improvement, ())
        movers, ends, together = joint
        sanction = tuple(Move(j, state, ground.state(end)) for j, end in zip(movers, ends, strict=True))
        answers.append(JointAnswer(improvement, sanction, ground.state(together)))
    return JointWitness((dm,), state, "sim", "every", (), tuple(answers))


def _spoilt(
    conflict: Conflict, ground: Ground, dm: int, here: int, there: int, changes: dict[int, Places]
) -> tuple[Sequence[int], Sequence[int], int] | None:
    """Who joins, each to where, and where that leads; None where nothing spoils the improvement."""
    feasible, rank = conflict.feasible.reshape(-1), ground.ranks[dm]
    for count in range(1, len(changes) + 1):
        for movers in combinations(changes, count):
            sizes = [len(changes[j]) for j in movers]
            if prod(sizes) > MOST_JOINT:
                raise DoesNotFit(
                    f"there are {prod(sizes):,} joint changes from this one state, more than the {MOST_JOINT:,} that "
                    "are looked at: ask about sequential stability, or leave options out"
                )
            cells = np.array([there])
            # The number of a cell is a sum over options, so changes of different owners add up.
            for j in movers:
                cells = np.add.outer(cells, changes[j] - here).reshape(-1)
            spoils = np.flatnonzero(feasible[cells] & (rank[cells] <= rank[here]))
            if len(spoils):
                which = np.unravel_index(int(spoils[0]), sizes)
                ends = [int(changes[j][int(at)]) for j, at in zip(movers, which, strict=True)]
                return movers, ends, int(cells[spoils[0]])
    return None
