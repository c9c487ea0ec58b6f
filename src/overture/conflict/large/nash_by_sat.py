"""One Nash equilibrium of a conflict with hundreds of yes/no options, or the proof that there is none.

A solver for propositional satisfiability proposes a feasible state. A second one looks for the best reply
of every decision maker. Where somebody has a better one, what is learnt is not that this state is wrong but
that in *no* equilibrium that move is open and an improvement; this is one formula over all states. Then
the first solver proposes again. Each decision maker has finitely many settings of its own options, and each
is learnt once, so the search ends: in a state that nobody leaves, or because no state is left
(counterexample-guided refinement: Clarke, Grumberg, Jha, Lu and Veith 2003).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from overture.conflict.errors import NotInstalled
from overture.conflict.forms.graph import Bools, State
from overture.conflict.large.clock import Clock
from overture.conflict.large.local import Local, LocalConflict

CONFLICTS = 2000
"""So many dead ends the solver meets before the clock is looked at again."""

SOLVER = "glucose4"

Progress = Callable[[int], None]
"""Called with the number of improving moves learnt so far."""


def one_nash(
    conflict: LocalConflict, *, seconds: float | None = None, progress: Progress | None = None
) -> State | None:
    """A feasible state on which nobody can improve alone; None if there is provably none.

    Before a state is given, `LocalConflict.is_nash` has gone through everybody's moves from it again, without
    the solver. None rests on the solver. Raises TimeUp after so many seconds: whether there is an
    equilibrium is then unknown. To decide it is hard in general (Gottlob, Greco and Scarcello 2005).

    >>> alike = Local.of((0, 1), lambda a, b: a == b)
    >>> other = Local.of((0, 1), lambda a, b: a != b)
    >>> one_nash(LocalConflict((0, 1), (False, False), (), ((alike,), (other,)))) is None
    True
    >>> one_nash(LocalConflict((0, 1), (True, True), (), ((alike,), (other,))))
    (1, 0)
    """
    return _Search(conflict, Clock(seconds), progress).result()


class _Formula:
    """Clauses over the options (the variables 1, 2, ...) and over propositions that are named as they are met."""

    def __init__(self, conflict: LocalConflict, clock: Clock) -> None:
        self._solver = _solver()
        self._clock = clock
        self._last = conflict.options
        self._named: dict[tuple[tuple[int, ...], bytes], int] = {}
        for rule in conflict.rules:
            for settings, truth in _cubes(rule.truth, rule.options):
                if not truth:
                    self.add([-literal for literal in settings])

    def add(self, clause: Sequence[int]) -> None:
        """One of these literals holds."""
        self._solver.add_clause(list(clause))

    def fresh(self) -> int:
        """A variable that is not used yet."""
        self._last += 1
        return self._last

    def name(self, local: Local) -> int:
        """The variable that is true exactly where a proposition holds."""
        key = (local.options, local.truth.tobytes())
        if key not in self._named:
            self._named[key] = self.fresh()
            for settings, truth in _cubes(local.truth, local.options):
                self.add([*(-literal for literal in settings), self._named[key] if truth else -self._named[key]])
        return self._named[key]

    def solution(self, options: int, given: Sequence[int] = ()) -> State | None:
        """Values of the options that satisfy all clauses and what is given; None if there are none."""
        while True:
            self._clock.look()
            self._solver.conf_budget(CONFLICTS)
            answer = self._solver.solve_limited(assumptions=list(given))
            if answer is not None:
                break
        if not answer:
            return None
        model = self._solver.get_model()
        # A variable that no clause names may be left out.
        true = {literal for literal in model[: options + 1] if literal > 0}
        return tuple(int(option + 1 in true) for option in range(options))


class _Search:
    def __init__(self, conflict: LocalConflict, clock: Clock, progress: Progress | None) -> None:
        self._conflict = conflict
        self._clock = clock
        self._progress = progress
        self._candidates = _Formula(conflict, clock)
        self._replies = _Formula(conflict, clock)
        self._rules_of = [
            [rule for rule in conflict.rules if not set(rule.options).isdisjoint(conflict.own(dm))]
            for dm in range(conflict.decision_makers)
        ]
        # What the best reply of a decision maker hangs on, and the settings of it in which there is no better one.
        self._matters = [
            sorted(set(conflict.own(dm)).union(*(one.options for one in (*conflict.statements[dm], *rules))))
            for dm, rules in enumerate(self._rules_of)
        ]
        self._content: list[set[State]] = [set() for _ in self._matters]

    def result(self) -> State | None:
        learnt = 0
        while True:
            state = self._candidates.solution(self._conflict.options)
            if state is None:
                return None
            improvements = [(dm, t) for dm in range(self._conflict.decision_makers) if (t := self._better(dm, state))]
            if not improvements:
                if not self._conflict.is_nash(state, clock=self._clock):
                    raise AssertionError(f"the solver takes {state} for a Nash equilibrium, and it is none")
                return state
            for dm, reply in improvements:
                self._learn(dm, reply)
            learnt += len(improvements)
            if self._progress is not None:
                self._progress(learnt)

    def _better(self, dm: int, state: State) -> State | None:
        """The best reply of `dm`, where it is better than the state: statement by statement, as far as can be."""
        around = tuple(state[option] for option in self._matters[dm])
        if around in self._content[dm]:
            return None
        conflict = self._conflict
        given = [
            _literal(option, state[option])
            for option in range(conflict.options)
            if conflict.owners[option] != dm or conflict.stays(option)[state[option]]
        ]
        best = state
        for statement in conflict.statements[dm]:
            name = self._replies.name(statement)
            if not statement.holds(best):
                reply = self._replies.solution(conflict.options, [*given, name])
                if reply is None:
                    continue
                best = reply
            given.append(name)
        if best != state:
            return best
        self._content[dm].add(around)
        return None

    def _learn(self, dm: int, reply: State) -> None:
        """In no equilibrium can `dm` go to these values of its options and be better off."""
        conflict, formula = self._conflict, self._candidates
        values = {option: reply[option] for option in conflict.own(dm)}
        needed = [
            _literal(option, value) for option, value in values.items() if conflict.stays(option)[1 - value]
        ]  # fmt: skip
        needed += [formula.name(_after(rule, values)) for rule in self._rules_of[dm]]
        equal = formula.fresh()  # the move is open, and the statements so far have the same truth before and after
        formula.add([*(-literal for literal in needed), equal])
        for statement in conflict.statements[dm]:
            before, after = formula.name(statement), formula.name(_after(statement, values))
            formula.add([-equal, -after, before])
            still = formula.fresh()
            formula.add([-equal, -before, -after, still])
            formula.add([-equal, before, after, still])
            equal = still


def _literal(option: int, value: int) -> int:
    return option + 1 if value else -option - 1


def _after(local: Local, values: dict[int, int]) -> Local:
    """What a proposition says of the other options once these have their values."""
    at = tuple(values.get(option, slice(None)) for option in local.options)
    return Local(tuple(option for option in local.options if option not in values), local.truth[at])


def _cubes(truth: Bools, options: Sequence[int]) -> Iterator[tuple[list[int], bool]]:
    """Settings of the first few options, as literals, that settle the truth; together they are all settings."""
    if truth.all() or not truth.any():
        yield [], bool(truth.all())
        return
    for value in (0, 1):
        for settings, holds in _cubes(truth[value], options[1:]):
            yield [_literal(options[0], value), *settings], holds


def _solver() -> Any:
    try:
        return importlib.import_module("pysat.solvers").Solver(name=SOLVER)
    except ImportError as problem:
        raise NotInstalled(
            "one equilibrium of a large conflict needs the package python-sat: pip install 'overture[symbolic]'"
        ) from problem
