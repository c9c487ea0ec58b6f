"""Sets of states as decision diagrams: a variable for every option, and further ones beside them.

A reduced ordered binary decision diagram (Bryant 1986) is a graph that shares whatever parts of a set of
states are alike, so that its size follows how options hang together and not how many states there are.
The package `dd` does the work, with CUDD below it where the platform has that, in plain Python elsewhere;
neither is imported before the first diagram is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from overture.conflict.errors import ConflictError, DoesNotFit, NotInstalled
from overture.conflict.forms.graph import Bools, State
from overture.conflict.large.clock import Clock
from overture.conflict.large.local import Local, LocalConflict

Diagram = Any
"""A `Function` of dd, which has no types."""

SLICE = 64 << 20
"""Bytes that an operation may take before the clock is looked at again."""

MEMORY = 2 << 30
"""Bytes that the diagrams of one conflict may take, unless told otherwise."""


class Store:
    """The diagrams of one conflict, with equal parts kept once.

    Variables: `x0`, `x1`, ... are the options; `y0`, ... beside them the options after a move; `t3_0`, ... the
    truth of the statements of decision maker 3 in another state. What can take long goes through `run`, which
    keeps to the budget of time and memory.
    """

    def __init__(self, conflict: LocalConflict, clock: Clock, memory: int = MEMORY) -> None:
        self._engine = _engine()
        self.clock = clock
        self._memory = memory
        self._ceiling = SLICE
        self.options = conflict.options
        self.bdd = self._engine.BDD()
        self.bdd.declare(*_variables(conflict))
        # The order is a good one where options hang together locally; finding a better one takes longer than it saves.
        self.bdd.configure(reordering=False)
        if self._is_cudd:
            self.bdd.configure(max_memory=self._ceiling)
        self.true, self.false = self.bdd.true, self.bdd.false

    @property
    def _is_cudd(self) -> bool:
        return bool(self._engine.__name__ == "dd.cudd")

    def run(self, operation: Callable[..., Diagram], *given: Any) -> Diagram:
        """What an operation of dd gives. Raises TimeUp or DoesNotFit where it takes too much.

        CUDD cannot be interrupted, but it gives up an operation that takes more memory than it may. So memory
        is let out in slices, and the clock is looked at between them; what the operation had worked out
        stays in a cache.
        """
        while True:
            self.clock.look()
            try:
                return operation(*given)
            except (ValueError, RuntimeError, MemoryError) as problem:
                if not self._is_cudd:
                    raise
                if self._ceiling >= self._memory:
                    raise DoesNotFit(
                        f"the diagrams take more than {self._memory / 1e9:,.1f} GB: the options hang together too "
                        "closely; allow more memory, or ask for one equilibrium (one_nash)"
                    ) from problem
                self._ceiling = min(self._ceiling + SLICE, self._memory)
                self.bdd.configure(max_memory=self._ceiling, reordering=True)

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Where both hold."""
        return self.run(one.__and__, other)

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Where one of the two holds, or both."""
        return self.run(one.__or__, other)

    def choice(self, test: Diagram, then: Diagram, otherwise: Diagram) -> Diagram:
        """`then` where the test holds, `otherwise` elsewhere."""
        return self.run(self.bdd.ite, test, then, otherwise)

    def same(self, one: Diagram, other: Diagram) -> Diagram:
        """Where both hold or neither."""
        return self.run(one.equiv, other)

    def some(self, names: Collection[str], of: Diagram) -> Diagram:
        """Where it holds with some values of these variables."""
        return self.run(self.bdd.exist, set(names), of) if names else of

    def some_both(self, names: Collection[str], one: Diagram, other: Diagram) -> Diagram:
        """Where both hold with some values of these variables, in one pass."""
        if not self._is_cudd:
            return self.some(names, self.both(one, other))
        return self.run(self._engine.and_exists, one, other, set(names))

    def put(self, values: Mapping[str, Any], into: Diagram) -> Diagram:
        """With variables, truths or diagrams in the place of variables."""
        return self.run(self.bdd.let, dict(values), into) if values else into

    def all_of(self, parts: Sequence[Diagram]) -> Diagram:
        """Where all parts hold. Those with the lowest variables come first, so that each step touches few nodes."""
        together = self.true
        for part in sorted(parts, key=lambda part: part.level, reverse=True):
            together = self.both(part, together)
        return together

    def of(self, local: Local) -> Diagram:
        """The states in which a local proposition holds."""
        return self._branch(local.truth, local.options)

    def _branch(self, truth: Bools, options: Sequence[int]) -> Diagram:
        if truth.all() or not truth.any():
            return self.true if truth.all() else self.false
        yes, no = self._branch(truth[1], options[1:]), self._branch(truth[0], options[1:])
        return self.choice(self.bdd.var(f"x{options[0]}"), yes, no)


class StateSet:
    """A set of states, however large, as a diagram: how many, which, and whether a state is in it."""

    def __init__(self, store: Store, diagram: Diagram) -> None:
        self._store = store
        self._diagram = diagram

    def __contains__(self, state: Sequence[int]) -> bool:
        """Whether a state, the value (0 or 1) of every option, is in the set; ConflictError if it is no state."""
        if len(state) != self._store.options or not all(value in (0, 1) for value in state):
            raise ConflictError(f"a state has one value, 0 or 1, for each of the {self._store.options} options")
        node, turned = self._diagram, self._diagram.negated
        while node.var is not None:
            node = node.high if state[int(node.var[1:])] else node.low
            turned ^= node.negated
        return not turned

    def __and__(self, other: StateSet) -> StateSet:
        """The states in both sets, which must be of one `Symbolic`."""
        if other._store is not self._store:
            raise ConflictError("sets of states meet only where they come from the same Symbolic")
        return StateSet(self._store, self._store.both(self._diagram, other._diagram))

    @property
    def nodes(self) -> int:
        """How many nodes the diagram has: what it costs to keep."""
        return len(self._diagram)

    def count(self) -> int:
        """How many states, exactly."""
        order = sorted(range(self._store.options), key=lambda option: self._store.bdd.level_of_var(f"x{option}"))
        place: dict[str | None, int] = {f"x{option}": at for at, option in enumerate(order)}
        place[None] = self._store.options
        # How many settings of the options from its own on down make a node, taken without its sign, true.
        known: dict[int, int] = {}

        def settings(node: Diagram, above: int) -> int:
            own, true = place[node.var], known[_plain(node)] if node.var is not None else 1
            within = (1 << (self._store.options - own)) - true if node.negated else true
            return within << (own - above)

        for node in _from_the_leaves(self._diagram, lambda node: place[node.var]):
            below = place[node.var] + 1
            known[_plain(node)] = settings(node.low, below) + settings(node.high, below)
        return settings(self._diagram, 0)

    def some(self, count: int = 1) -> tuple[State, ...]:
        """The first so many states in the order of their values, fewer where there are not so many."""
        found: list[State] = []
        for state in self._in_order(self._diagram):
            if len(found) == count:
                break
            found.append(state)
        return tuple(found)

    def _in_order(self, diagram: Diagram) -> Iterator[State]:
        pending: list[tuple[Diagram, State]] = [(diagram, ())]
        while pending:
            rest, values = pending.pop()
            if rest == self._store.false:
                continue
            if len(values) == self._store.options:
                yield values
                continue
            for value in (1, 0):
                pending.append((self._store.put({f"x{len(values)}": bool(value)}, rest), (*values, value)))


def _plain(node: Diagram) -> int:
    """The number of a node whether or not it is taken with the sign turned."""
    number: int = abs(int(~node if node.negated else node))
    return number


def _from_the_leaves(diagram: Diagram, place: Callable[[Diagram], int]) -> list[Diagram]:
    """Every inner node once, those furthest down first."""
    found: dict[int, Diagram] = {}
    pending = [diagram]
    while pending:
        node = pending.pop()
        if node.var is not None and _plain(node) not in found:
            found[_plain(node)] = node
            pending += [node.low, node.high]
    return sorted(found.values(), key=place, reverse=True)


def _variables(conflict: LocalConflict) -> list[str]:
    """The names of all variables, those that meet side by side: the order decides how large the diagrams are."""
    beside: list[list[str]] = [[f"x{option}", f"y{option}"] for option in range(conflict.options)]
    without: list[str] = []
    for dm, statements in enumerate(conflict.statements):
        for at, one in enumerate(statements):
            (beside[one.options[0]] if one.options else without).append(f"t{dm}_{at}")
    return [*(name for option in side_by_side(conflict) for name in beside[option]), *without]


def side_by_side(conflict: LocalConflict) -> tuple[int, ...]:
    """The options in an order in which those that meet in a proposition or an owner stand close together.

    Breadth first from an option at an edge, neighbours with few neighbours first (Cuthill and McKee 1969).
    """
    near: list[set[int]] = [set() for _ in range(conflict.options)]
    groups = [rule.options for rule in conflict.rules]
    for dm, statements in enumerate(conflict.statements):
        groups += [one.options for one in statements] + [conflict.own(dm)]
    for group in groups:
        for option in group:
            near[option].update(group)
    order: list[int] = []
    for start in sorted(range(conflict.options), key=lambda option: len(near[option])):
        if start not in order:
            # The end of one pass is at an edge: begin there.
            order += _breadth_first(near, _breadth_first(near, start)[-1])
    return tuple(order)


def _breadth_first(near: Sequence[set[int]], start: int) -> list[int]:
    found, seen = [start], {start}
    for option in found:
        for other in sorted(near[option] - seen, key=lambda o: (len(near[o]), o)):
            seen.add(other)
            found.append(other)
    return found


def _engine() -> Any:
    """The package that works on diagrams, the fast one where it is there."""
    for name in ("dd.cudd", "dd.autoref"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise NotInstalled("sets of states as diagrams need the package dd: pip install 'overture[symbolic]'")
