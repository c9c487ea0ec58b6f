"""Questions to a `GraphModel` about the reasons: why a state is stable, or is not, and which end is expected."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from overture.conflict.asked.base import Asked
from overture.conflict.asked.named import Numbers, Path
from overture.conflict.errors import ConflictError
from overture.conflict.forms.arrows import Graph
from overture.conflict.moves.walks import At
from overture.conflict.reasons.looking_ahead import Foresight, why_limited, why_nonmyopic
from overture.conflict.reasons.simultaneous import why_sim
from overture.conflict.reasons.witnesses import Witness
from overture.conflict.reasons.witnesses import why as witness_of

LATER = ("sim", "limited", "nonmyopic")


@dataclass(frozen=True)
class Why:
    """Why a state is stable, or is not: in sentences, and as a witness that can be replayed.

    Under `limited` and `nonmyopic` the states of the witness are those of the graph of all moves, from 0.
    """

    stable: bool
    sentences: tuple[str, ...]
    witness: Witness

    def __str__(self) -> str:
        return "\n".join(self.sentences)


@dataclass(frozen=True)
class Expected:
    """Where a decision maker that has the move expects the conflict to end, when everybody looks so far ahead.

    ends: several only if they are equally good for it. course: the moves to one of them. horizon: how many moves
    ahead.
    """

    ends: Numbers
    course: Path
    horizon: int


class AskedReasons(Asked):
    """Why, and what is expected."""

    def why(
        self, state: int, dm: str | Collection[str], concept: str, variant: str = "every", *, horizon: int | None = None
    ) -> Why:
        """Why a state is stable, or is not, for a decision maker under one of MORE_CONCEPTS.

        For a coalition, under one of the five. horizon: for `limited`. Raises UnknownName, NotInOptionForm (for `sim`
        and a merged coalition), WrongEntry for a horizon that is none, DoesNotFit.

        >>> from overture.conflict import GraphModel
        >>> chicken = GraphModel.from_options(
        ...     {"Row": ["swerve"], "Column": ["swerve too"]},
        ...     states=["YY", "YN", "NY", "NN"],
        ...     rankings={"Row": [3, 1, 2, 4], "Column": [2, 1, 3, 4]},
        ... )
        >>> print(chicken.why(1, "Row", "limited", horizon=2))
        State 1 is not stable for Row under limited, 2 moves ahead: it moves to state 3 and expects the conflict to \
end there, which it prefers.
        """
        states = self._named.states_of(state)
        if concept in LATER:
            who = self._one(dm, concept, variant)
            reasons = self._later(who, concept, self._horizon(concept, self.decision_makers[who], horizon))
            found = [reasons(one) for one in states]
            said = self._named.said if concept == "sim" else self._drawn_said
        else:
            self._horizon(concept, "", horizon)
            members = self._named.dm(dm) if isinstance(dm, str) else self._members(dm)
            found = [witness_of(self.conflict, members, one, concept, variant) for one in states]
            said = self._named.said
        # Of a number that stands for several states, the first that is not stable speaks.
        witness = next((one for one in found if not one.stable), found[0])
        return Why(witness.stable, witness.sentences(self.decision_makers.__getitem__, said), witness)

    def expected(self, state: int, dm: str, *, horizon: int | None = None) -> Expected:
        """Where a decision maker that has the move in a state expects the conflict to end.

        horizon: how many moves everybody looks ahead (`limited`); without one, as far as it takes (`nonmyopic`): told
        then for the first horizon of the round at which the state is left, or else the first of the round.

        >>> from overture.conflict import GraphModel
        >>> swap = GraphModel.from_arrows(2, {"A": [(1, 2)], "B": [(2, 1)]}, {"A": [2, 1], "B": [1, 2]})
        >>> swap.expected(1, "A", horizon=2), swap.expected(1, "A", horizon=1)
        (Expected(ends=(1,), course=(), horizon=2), Expected(ends=(2,), course=(('A', 2),), horizon=1))
        """
        concept = "nonmyopic" if horizon is None else "limited"
        reasons = self._later(self._named.dm(dm), concept, self._horizon(concept, dm, horizon))
        found = [one for one in map(reasons, self._named.states_of(state)) if isinstance(one, Foresight)]
        told = next((one for one in found if not one.stable), found[0])
        numbers = [self._drawn_number(end) for one in found for end in one.ends]
        course = tuple((self.decision_makers[move.mover], self._drawn_number(move.end)) for move in told.unanswered)
        return Expected(tuple(number for number in self.numbers if number in numbers), course, told.horizon)

    def _later(self, dm: int, concept: str, horizon: int) -> Callable[[At], Witness]:
        """For a state its reason under one of the concepts that are asked of other modules."""
        if concept == "sim":
            return lambda state: why_sim(self.conflict, dm, state)
        graph: Graph = self._named.drawn[0]
        place = {state: at for at, state in enumerate(self._named.drawn[1])}
        if concept == "nonmyopic":
            return lambda state: why_nonmyopic(graph, dm, place[state])
        return lambda state: why_limited(graph, dm, place[state], horizon)

    def _one(self, dm: str | Collection[str], concept: str, variant: str) -> int:
        if variant != "every" or (not isinstance(dm, str) and len(dm) != 1):
            raise ConflictError(f"{concept!r} is defined for one decision maker, not for a coalition: name one")
        return self._members(dm)[0]

    def _drawn_number(self, place: At) -> int:
        assert isinstance(place, int)
        return self._named.number(self._named.drawn[1][place])

    def _drawn_said(self, place: At) -> str:
        return self._named.name(self._drawn_number(place))
