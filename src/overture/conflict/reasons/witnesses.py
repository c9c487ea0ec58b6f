"""Why a state is stable, or is not: the moves that show it, step by step, for one state at a time.

Where s is not stable for a decision maker, one improvement that nobody sanctions shows it. Where it is, each
improvement has an answer: a legal sequence of the others (under seq and sseq each step an improvement for
its mover) to an end that the decision maker does not prefer to s; under smr and sseq, moreover, an end from
which it can move to nothing that it prefers to s. (Definitions and sources: `stability`, `coalitions`.)

Only what can be reached from the state is looked at, so this works on conflicts of millions of states.
A witness can be checked by replaying it; nothing in it has to be believed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from overture.conflict.concepts.coalitions import VARIANTS, in_options, preferred
from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Graph, Places
from overture.conflict.forms.graph import Bools, Conflict
from overture.conflict.moves.walks import TOGETHER, At, Course, Ground, Move, Walk


@dataclass(frozen=True)
class Answer:
    """An improvement, and what the others do about it.

    improvement: the moves that lead to it; one move of a decision maker, a sequence of a coalition's members.
    sanction: the moves of the others that follow.
    """

    improvement: Course
    sanction: Course

    @property
    def end(self) -> At:
        """Where the sanction leaves the decision maker."""
        return (*self.improvement, *self.sanction)[-1].end


@dataclass(frozen=True)
class Witness:
    """Why `state` is stable, or is not, for those who judge it (one decision maker, or a coalition).

    unanswered: the moves to an improvement that nobody sanctions, empty where the state is stable.
    answers: where it is stable, one for every improvement, best first for a single decision maker.
    """

    judges: tuple[int, ...]
    state: At
    concept: str
    variant: str
    unanswered: Course
    answers: tuple[Answer, ...]

    @property
    def stable(self) -> bool:
        """Is the state stable?"""
        return not self.unanswered

    def sentences(self, name: Callable[[int], str], state: Callable[[At], str]) -> tuple[str, ...]:
        """The same in words, the verdict first; `name` names a decision maker, `state` a state.

        >>> from overture.conflict.forms.arrows import Graph
        >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[1, 2, 0], [0, 0, 1]])
        >>> for line in why(graph, 0, 0, "seq").sentences(["Row", "Column"].__getitem__, "state {}".format):
        ...     print(line)
        State 0 is stable for Row under seq: its one improvement is answered.
        Row could move to state 1; then Column, for its own sake, moves to state 2, which Row does not prefer to \
state 0.
        """
        return _Words(self, name, state).sentences()


def why(
    conflict: Conflict | Graph, dm: int | Collection[int], state: At, concept: str, variant: str = "every"
) -> Witness:
    """Why `state` is stable, or is not, for `dm` (or a coalition, if several are given) under one of the five concepts.

    Among sanctions one of the fewest moves is told, and of these the one of the lowest movers. variant: what
    a coalition prefers, `every` or `pareto`, or `merged`, where it moves as one (see `coalitions`): the mover of its
    move is then TOGETHER.

    Raises UnknownName for an unknown decision maker, state, concept or variant, ConflictError for an
    infeasible state or no decision maker, NotInOptionForm for a merged coalition in a graph drawn by hand,
    DoesNotFit where more than MOST_MOVES moves would have to be looked at.

    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[1, 2, 0], [0, 0, 1]])
    >>> why(graph, 0, 0, "nash").unanswered
    (Move(mover=0, start=0, end=1),)
    >>> why(graph, 0, 0, "seq").answers[0].sanction
    (Move(mover=1, start=1, end=2),)
    """
    if concept not in CONCEPTS:
        raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
    if variant not in VARIANTS:
        raise UnknownName(f"{variant!r} is not one of the variants {', '.join(VARIANTS)}")
    judges = (dm,) if isinstance(dm, int | np.integer) else tuple(sorted(set(dm)))
    if not judges:
        raise ConflictError("a coalition needs at least one member")
    owned = in_options(conflict) if variant == "merged" else None
    if owned is not None and len(judges) > 1:
        search = _merged_search(owned, judges, concept)
    else:
        search = _Search(Ground(conflict), judges, concept, variant)
    answers = []
    here = search.ground.place(state)
    for place, improvement in search.improvements(here):
        sanction = search.sanction(here, place)
        if not sanction:
            return Witness(judges, state, concept, variant, improvement, ())
        answers.append(Answer(improvement, sanction))
    return Witness(judges, state, concept, variant, (), tuple(answers))


class _Words:
    """Sentences about one witness."""

    def __init__(self, witness: Witness, name: Callable[[int], str], state: Callable[[At], str]) -> None:
        self._witness = witness
        self._name = name
        self._state = state
        self._here = state(witness.state)
        self._sake = witness.concept in ("seq", "sseq")
        self._moves_on = witness.concept in ("smr", "sseq")
        self._alone = len(witness.judges) == 1
        names = [name(dm) for dm in witness.judges]
        self._who = names[0] if self._alone else f"{', '.join(names[:-1])} and {names[-1]} together"

    def sentences(self) -> tuple[str, ...]:
        count = len(self._witness.answers)
        it, prefers, its = ("it", "prefers", "its") if self._alone else ("they", "prefer", "their")
        if self._witness.stable:
            reason = f"{it} can move to nothing that {it} {prefers}"
            if count:
                improvements = f"each of {its} {count} improvements" if count > 1 else f"{its} one improvement"
                reason = f"{improvements} is answered"
            return (self._verdict("stable", reason), *(self._answer(answer) for answer in self._witness.answers))
        reason = f"{it} can move to {self._path(self._witness.unanswered)}, which {it} {prefers}"
        if self._witness.concept == "nash":
            return (self._verdict("not stable", reason),)
        answers = "whatever the others do then, each for its own sake" if self._sake else "whatever the others do then"
        onward = f", or can move on to something that {it} {prefers}" if self._moves_on else ""
        return (
            self._verdict("not stable", f"{reason}, and nobody answers that"),
            _begun(f"{answers}, {self._who} {prefers} where it ends to {self._here}{onward}."),
        )

    def _verdict(self, word: str, reason: str) -> str:
        variant = "" if self._alone or self._witness.variant == "every" else f" ({self._witness.variant})"
        return _begun(f"{self._here} is {word} for {self._who} under {self._witness.concept}{variant}: {reason}.")

    def _answer(self, answer: Answer) -> str:
        movers, moves = [self._name(move.mover) for move in answer.sanction], answer.sanction
        steps = [f"{mover} moves to {self._state(move.end)}" for mover, move in zip(movers, moves, strict=True)]
        if self._sake and len(steps) == 1:
            steps = [f"{movers[0]}, for its own sake, moves to {self._state(moves[0].end)}"]
        each = ", each for its own sake" if self._sake and len(steps) > 1 else ""
        no_better = f"which {self._who} does not prefer to {self._here}"
        onward = f"from there {self._who} can move to nothing that it prefers"
        if not self._alone:
            gain = "is no such gain over" if self._witness.variant == "pareto" else "not all of them prefer to"
            no_better, onward = f"which {gain} {self._here}", "from there they can move to nothing that they prefer"
        if self._moves_on:
            no_better += f", and {onward}"
        return (
            f"{self._who} could move to {self._path(answer.improvement)}; then {', then '.join(steps)}{each}, "
            f"{no_better}."
        )

    def _path(self, course: Course) -> str:
        """The end of a course, and how it is come to where that takes more than one move."""
        end = self._state(course[-1].end)
        if len(course) == 1 and (self._alone or course[0].mover == TOGETHER):
            return end
        steps = ", then ".join(f"{self._name(move.mover)} to {self._state(move.end)}" for move in course)
        return f"{end} ({steps})"


def _merged_search(owned: Conflict, judges: Sequence[int], concept: str) -> _Search:
    """The members own their options together; the first of them makes the moves."""
    Ground(owned).known(judges[-1])
    first = judges[0]
    owners = tuple(first if owner in judges else owner for owner in owned.owners)
    ground = Ground(Conflict(owners, owned.relations, owned.feasible, owned.ranks))
    return _Search(ground, judges, concept, "every", first)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


class _Search:
    """Improvements and sanctions of one state."""

    def __init__(
        self, ground: Ground, judges: Sequence[int], concept: str, variant: str, merged: int | None = None
    ) -> None:
        self.ground = ground
        self._judges = [ground.known(int(dm)) for dm in judges]
        self._movers = self._judges if merged is None else [merged]
        self._merged = merged is not None
        self._others = [dm for dm in range(ground.decision_makers) if dm not in judges]
        self._concept = concept
        self._variant = variant
        self._ranks = [ground.ranks[dm] for dm in judges]
        self._escapes: dict[int, bool] = {}

    def improvements(self, here: int) -> Iterator[tuple[int, Course]]:
        """Each improvement with the moves that lead to it."""
        if len(self._movers) == 1:
            targets = self.ground.moves(self._movers[0], here)
            targets = targets[self._better(targets, here)]
            falling = np.argsort(-self._ranks[0][targets].astype(np.int64), kind="stable")
            mover = TOGETHER if self._merged else self._movers[0]
            for place in targets[falling].tolist():
                yield place, (Move(mover, self.ground.state(here), self.ground.state(place)),)
            return
        known = set()
        walk = Walk(self.ground, here, self._movers)
        for mover, _, places in walk:
            for place in places[self._better(places, here)].tolist():
                if place not in known:
                    known.add(place)
                    yield place, walk.course(place, mover)

    def sanction(self, here: int, improved: int) -> Course:
        """A shortest sanction of the improvement, empty if there is none."""
        if self._concept == "nash":
            return ()
        walk = Walk(self.ground, improved, self._others, improving=self._concept in ("seq", "sseq"))
        for mover, _, places in walk:
            for place in places[~self._better(places, here)].tolist():
                if self._concept in ("gmr", "seq") or not self._leads_out(here, place):
                    return walk.course(place, mover)
        return ()

    def _leads_out(self, here: int, place: int) -> bool:
        """Can those who judge `here` get from `place` to a state that they prefer to it?"""
        if place not in self._escapes:
            reached: Iterator[Places]
            if len(self._movers) == 1:
                reached = iter((self.ground.moves(self._movers[0], place),))
            else:
                reached = (places for _, _, places in Walk(self.ground, place, self._movers))
            self._escapes[place] = any(bool(self._better(places, here).any()) for places in reached)
        return self._escapes[place]

    def _better(self, places: Places, here: int) -> Bools:
        return preferred(self._ranks, places, here, self._variant)
