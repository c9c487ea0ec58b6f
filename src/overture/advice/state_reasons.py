"""Why a state of the full conflict is stable, or is not, for each who decides: the moves that show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from overture.advice.analysis import Analysis
from overture.conflict.errors import DoesNotFit
from overture.conflict.moves.walks import At, Course
from overture.conflict.reasons.witnesses import Witness, why
from overture.model import LimitReached, StateNames, state_names


@dataclass(frozen=True)
class MoveMade:
    """One move by an actor, between states by their numbers in the conflict table."""

    actor: str
    start: int
    end: int


Moves = tuple[MoveMade, ...]


@dataclass(frozen=True)
class StateVerdict:
    """Why a state is stable for one actor, or is not, in sentences and as moves.

    unanswered: the move to an improvement that nobody answers; answers: for a stable state each improvement
    with the sanction of the others, best first.
    """

    actor: str
    concept: str
    stable: bool
    sentences: tuple[str, ...]
    unanswered: Moves
    answers: tuple[tuple[Moves, Moves], ...]


@dataclass(frozen=True)
class StateReasons:
    """One state by its number, the verdict of each actor asked, and how each state named differs from today.

    called: what states are called beside their numbers.
    """

    number: int
    verdicts: tuple[StateVerdict, ...]
    settings: dict[int, dict[str, str]]
    called: StateNames


def players(analysis: Analysis) -> tuple[str, ...]:
    """Who decides in the full conflict, the proposer first."""
    return analysis.dossier.proposer, *analysis.space.opponents


def states(analysis: Analysis) -> int:
    """How many states the full conflict has."""
    return int(np.count_nonzero(analysis.full_conflict.feasible))


def state_reasons(analysis: Analysis, number: int, asked: tuple[str, ...], concept: str | None) -> StateReasons:
    """Why a state, numbered as in `conflict_table`, is stable or not under one concept, or each actor's own foresight.

    Raises `LimitReached` where too much would have to be looked at.
    """
    numbering = _Numbering(analysis)
    state = numbering.conflict.state(int(numbering.cells[number]))
    everyone = players(analysis)
    try:
        found = [
            (actor, why(numbering.conflict, everyone.index(actor), state, concept or analysis.dossier.foresight(actor)))
            for actor in asked
        ]
    except DoesNotFit as error:
        raise LimitReached(str(error)) from None
    verdicts = tuple(numbering.verdict(actor, witness) for actor, witness in found)
    return StateReasons(number, verdicts, dict(sorted(numbering.settings.items())), numbering.called)


class _Numbering:
    """The states of the full conflict by number; `settings` fills with those that are named."""

    def __init__(self, analysis: Analysis) -> None:
        self._space = analysis.space
        self.conflict = analysis.full_conflict
        self.cells = np.flatnonzero(self.conflict.feasible)
        self._players = players(analysis)
        self._names = [analysis.dossier.actors[player].name for player in self._players]
        self.called = state_names(analysis.model)
        self.settings: dict[int, dict[str, str]] = {}

    def number(self, state: At) -> int:
        assert isinstance(state, tuple)  # states of options, not of a graph drawn by hand
        number = int(np.searchsorted(self.cells, self.conflict.index(state)))
        if number not in self.settings:
            self.settings[number] = self._space.setting(state)
        return number

    def verdict(self, actor: str, witness: Witness) -> StateVerdict:
        return StateVerdict(
            actor=actor,
            concept=witness.concept,
            stable=witness.stable,
            sentences=tuple(s[:1].upper() + s[1:] for s in witness.sentences(self._names.__getitem__, self._said)),
            unanswered=self._moves(witness.unanswered),
            answers=tuple((self._moves(a.improvement), self._moves(a.sanction)) for a in witness.answers),
        )

    def _said(self, state: At) -> str:
        return f"state {self.called.label(self.number(state))}"

    def _moves(self, course: Course) -> Moves:
        return tuple(MoveMade(self._players[m.mover], self.number(m.start), self.number(m.end)) for m in course)
