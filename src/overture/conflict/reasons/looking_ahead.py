"""Why a state is stable, or is not, for somebody who looks several moves ahead (`limited_move`, `nonmyopic`).

Where the state is left, the course that is expected shows it, from the own move to the end of the conflict. Where
it is kept, every own move has such a course: to the end that has to be feared once the move is made, which is no
better than to stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from overture.conflict.concepts.limited_move import Looking, Steps, checked, horizons, known
from overture.conflict.concepts.nonmyopic import long_run
from overture.conflict.errors import UnknownName
from overture.conflict.forms.arrows import Graph
from overture.conflict.moves.walks import At, Course, Move
from overture.conflict.reasons.witnesses import Answer, Witness


@dataclass(frozen=True)
class Foresight(Witness):
    """Why a state is stable, or is not, for a decision maker that looks `horizon` moves ahead.

    unanswered: where the state is left, the whole course that is expected, the own move first. answers: where it is
    kept, for each own move what has to be feared to follow (nothing, where the conflict would end there). ends: where
    the decision maker expects the conflict to end; several only if they are equally good for it.
    every: under nonmyopic, after so many horizons all that is foreseen comes back; 0 under limited.
    """

    horizon: int
    ends: tuple[At, ...]
    every: int = 0

    def sentences(self, name: Callable[[int], str], state: Callable[[At], str]) -> tuple[str, ...]:
        """The same in words, the verdict first; `name` names a decision maker, `state` a state.

        >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
        >>> for h in (1, 2):
        ...     print(*why_limited(swap, 0, 0, h).sentences(["Row", "Column"].__getitem__, "state {}".format))
        State 0 is not stable for Row under limited, 1 move ahead: it moves to state 1, which it prefers.
        State 0 is stable for Row under limited, 2 moves ahead: none of its moves would end better for it. \
Row could move to state 1; it has to fear then that the conflict ends in state 0 (Column to state 0), which it does \
not prefer to staying.
        """
        who = name(self.judges[0])
        verdict = f"{state(self.state)} is {'' if self.stable else 'not '}stable for {who} under {self.concept}"
        verdict = f"{verdict[:1].upper()}{verdict[1:]}{self._ahead()}"
        if not self.stable:
            first = state(self.unanswered[0].end)
            if len(self.unanswered) == 1:
                ends = "" if self.horizon == 1 else " and expects the conflict to end there"
                return (f"{verdict}it moves to {first}{ends}, which it prefers{self._or(state)}.",)
            end = f"{state(self.unanswered[-1].end)} ({_steps(self.unanswered[1:], name, state)})"
            return (f"{verdict}it moves to {first} and expects the conflict to end in {end}, which it prefers"
                    f"{self._or(state)}.",)  # fmt: skip
        if not self.answers:
            return (f"{verdict}it has no move.",)
        lines = [f"{verdict}none of its moves would end better for it."]
        for answer in self.answers:
            begun = f"{who} could move to {state(answer.improvement[-1].end)}"
            if answer.sanction:
                end = f"{state(answer.end)} ({_steps(answer.sanction, name, state)})"
                lines.append(f"{begun}; it has to fear then that the conflict ends in {end}, which it does not prefer "
                             "to staying.")  # fmt: skip
            else:
                lines.append(f"{begun}, where the conflict would end, and which it does not prefer to staying.")
        return tuple(lines)

    def _ahead(self) -> str:
        moves = f"{self.horizon} move{'s' if self.horizon > 1 else ''}"
        if not self.every:
            return f", {moves} ahead: "
        if self.stable or self.every == 1:
            return f": {moves} ahead and from there on "
        return f": {self.horizon}, {self.horizon + self.every}, {self.horizon + 2 * self.every}, ... moves ahead "

    def _or(self, state: Callable[[At], str]) -> str:
        others = [state(end) for end in self.ends if end != self.unanswered[-1].end]
        return f"; or in {' or '.join(others)}, as good for it" if others else ""


def why_limited(graph: Graph, dm: int, state: int, horizon: int) -> Foresight:
    """Why a state is stable, or is not, for `dm` when everybody looks `horizon` moves ahead.

    A conflict in option form is drawn first (`drawn`). Raises UnknownName where there is no such decision maker or
    state, WrongEntry for the horizon, DoesNotFit for too many values.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> why_limited(swap, 0, 0, 2).answers[0].sanction
    (Move(mover=1, start=1, end=0),)
    """
    _fit(graph, dm, state)
    return _reason(Looking(graph, checked(horizon)), dm, state, horizon, "limited", 0)


def why_nonmyopic(graph: Graph, dm: int, state: int) -> Foresight:
    """Why a state is stable, or is not, for `dm` however far everybody looks, from some horizon on.

    Told for the first horizon of the round at which `dm` leaves the state; if there is none, for the first horizon of
    the round. Raises as `why_limited` does, and NoRoundFound.

    >>> swap = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
    >>> found = why_nonmyopic(swap, 0, 0)
    >>> found.stable, found.horizon, found.every
    (False, 1, 2)
    """
    _fit(graph, dm, state)
    run = long_run(graph)
    around = islice(horizons(graph), run.begins + 1, run.begins + 1 + run.length)
    leaves = next((ahead.moves for ahead in around if not ahead.stays[dm, state]), run.begins + 1)
    return _reason(Looking(graph, leaves), dm, state, leaves, "nonmyopic", run.length)


def _reason(looking: Looking, dm: int, state: int, horizon: int, concept: str, every: int) -> Foresight:
    expected = looking.followed(dm, {(dm, state): ()}, horizon)
    ends: tuple[At, ...] = tuple(sorted(expected))
    if not looking.tables[horizon].stays[dm, state]:
        course = _course(expected[min(expected)])
        return Foresight((dm,), state, concept, "every", course, (), horizon, ends, every)
    answers = []
    rank = looking.graph.ranks[dm]
    for there in sorted(looking.graph.arrows[dm].of(state).tolist(), key=lambda end: (-int(rank[end]), end)):
        begun: dict[tuple[int, int], Steps] = {(other, there): () for other in looking.worst(dm, there, horizon - 1)}
        feared = looking.followed(dm, begun, horizon - 1)
        after = feared[min(feared)] if feared else ()
        answers.append(Answer((Move(dm, state, there),), _course(after)))
    return Foresight((dm,), state, concept, "every", (), tuple(answers), horizon, ends, every)


def _fit(graph: Graph, dm: int, state: int) -> None:
    known(graph, dm)
    if not 0 <= state < graph.states:
        raise UnknownName(f"there is no state {state} among 0 to {graph.states - 1}")


def _course(steps: Steps) -> Course:
    return tuple(Move(*step) for step in steps)


def _steps(course: Course, name: Callable[[int], str], state: Callable[[At], str]) -> str:
    return ", then ".join(f"{name(move.mover)} to {state(move.end)}" for move in course)
