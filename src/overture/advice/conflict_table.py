"""The full conflict as a scholar's table: every state, every concept, the proposer a player like the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.advice.analysis import Analysis
from overture.conflict.concepts.verdicts import verdicts_on
from overture.dossier.entries import Option
from overture.model import StateNames, state_names

Progress = Callable[[int, int], None]

AT_A_TIME = 1 << 14
"""States, or numbers of states, that are written at a time."""


@dataclass(frozen=True, eq=False)
class ConflictTable:
    """States, stable states by concept and decision maker, equilibria and ranks (higher is better).

    States are numbered from 0 in the order of `cells`. `stable[concept][player]` has one mark for each
    state; `ranks[player]` one small number, equal ranks staying equal. All of it in one world, of so many.
    foresight: for each player the concept that the dossier gives it. called: the names of states.
    """

    options: tuple[Option, ...]
    cells: npt.NDArray[np.intp]
    stable: dict[str, dict[str, npt.NDArray[np.bool_]]]
    ranks: dict[str, npt.NDArray[np.intp]]
    world: dict[str, bool]
    worlds: int
    foresight: dict[str, str]
    called: StateNames

    @cached_property
    def equilibria(self) -> dict[str, npt.NDArray[np.intp]]:
        """The numbers of the states that are stable for everybody, by concept."""
        return {c: np.flatnonzero(np.logical_and.reduce(list(marks.values()))) for c, marks in self.stable.items()}

    @cached_property
    def settled_by_foresight(self) -> npt.NDArray[np.intp]:
        """The numbers of the states that are stable for everybody, each under the foresight that the dossier gives."""
        marks = [self.stable[concept][player] for player, concept in self.foresight.items()]
        return np.flatnonzero(np.logical_and.reduce(marks))

    def state(self, number: int) -> dict[str, str]:
        """The value of every option in the state of this number."""
        index = np.unravel_index(self.cells[number], [len(o.values) for o in self.options])
        return {o.qualified: o.values[int(v)] for o, v in zip(self.options, index, strict=True)}

    def as_json(self) -> dict[str, Any]:
        """The whole table as data; for large conflicts `written` is the way."""
        found: dict[str, Any] = json.loads("".join(self.written()))
        return found

    def written(self) -> Iterator[str]:
        """The same as JSON, piece by piece, so that millions of states need no memory of their own."""
        yield '{"states": ['
        yield from _between(",\n", self._states())
        yield '],\n"stable": {'
        for at, (concept, marks) in enumerate(self.stable.items()):
            yield f"{',' if at else ''}\n {json.dumps(concept)}: "
            yield from _by_player({player: np.flatnonzero(mark) for player, mark in marks.items()})
        yield '},\n"equilibria": '
        yield from _by_player(self.equilibria)
        yield ',\n"ranks": '
        yield from _by_player(self.ranks)
        yield f',\n"foresight": {json.dumps(self.foresight)}, "under_foresight": ['
        own = self.settled_by_foresight
        parts = (own[k : k + AT_A_TIME].tolist() for k in range(0, len(own), AT_A_TIME))
        yield from _between(", ", (", ".join(map(str, part)) for part in parts))
        names = {str(number): name for number, name in sorted(self.called.names.items())}
        yield f'],\n"names": {json.dumps(names)},\n"together": {json.dumps(self.called.together)}'
        yield f',\n"world": {json.dumps(self.world)}, "worlds": {self.worlds}}}\n'

    def _states(self) -> Iterator[str]:
        """States as JSON, many at a time: the texts of the two halves of the options are put together once."""
        half = len(self.options) // 2
        front, back = _texts(self.options[:half]), _texts(self.options[half:])
        joint = ", " if half else ""
        for start in range(0, len(self.cells), AT_A_TIME):
            first, second = np.divmod(self.cells[start : start + AT_A_TIME], len(back))
            pairs = zip(first.tolist(), second.tolist(), strict=True)
            yield ",\n".join([f"{{{front[i]}{joint}{back[j]}}}" for i, j in pairs])


def conflict_table(analysis: Analysis, progress: Progress | None = None) -> ConflictTable:
    """The verdicts on the whole conflict; `progress` is told after each of them."""
    conflict = analysis.full_conflict
    players = (analysis.dossier.proposer, *analysis.space.opponents)
    cells = np.flatnonzero(conflict.feasible)
    found = verdicts_on(conflict, progress=progress)
    ranks = (np.unique(rank.reshape(-1)[cells], return_inverse=True)[1].reshape(-1) for rank in conflict.ranks)
    return ConflictTable(
        options=analysis.space.options,
        cells=cells,
        stable={
            concept: {p: mark.reshape(-1)[cells] for p, mark in zip(players, marks, strict=True)}
            for concept, marks in found.stable.items()
        },
        ranks=dict(zip(players, ranks, strict=True)),
        world=dict(analysis.model.world),
        worlds=1 + len(analysis.elsewhere),
        foresight={player: analysis.dossier.foresight(player) for player in players},
        called=state_names(analysis.model),
    )


def _texts(options: tuple[Option, ...]) -> list[str]:
    """The inside of a JSON object for every setting of some options."""
    values = [[f"{json.dumps(o.qualified)}: {json.dumps(v, ensure_ascii=False)}" for v in o.values] for o in options]
    return [", ".join(setting) for setting in product(*values)]


def _by_player(numbers: dict[str, npt.NDArray[np.intp]]) -> Iterator[str]:
    yield "{"
    for at, (player, those) in enumerate(numbers.items()):
        yield f"{', ' if at else ''}{json.dumps(player)}: ["
        parts = (those[k : k + AT_A_TIME].tolist() for k in range(0, len(those), AT_A_TIME))
        yield from _between(", ", (", ".join(map(str, part)) for part in parts))
        yield "]"
    yield "}"


def _between(separator: str, pieces: Iterator[str]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        yield separator + piece if at else piece
