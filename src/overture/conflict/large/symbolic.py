"""Stability in conflicts with hundreds of yes/no options: whole sets of states, none of them listed.

A state s is stable for i where none of its improvements is left standing. With P the states that are not
better for i than s, taken together with those from which the others can reach one of them,

    bad = the states from which i can reach a feasible state that is better than s and not in P.

Here s enters through thresholds alone, one variable for the truth of each statement of i in s; a second
copy of the options is not needed. In the end the statements themselves take the place of the thresholds.
For the concepts see `stability`; this is the same algebra over sets in place of arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.errors import UnknownName
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import FIXED
from overture.conflict.large.clock import Clock
from overture.conflict.large.diagrams import MEMORY, Diagram, StateSet, Store, side_by_side
from overture.conflict.large.local import LocalConflict

Progress = Callable[[int, int], None]
"""Called with the decision makers that are done and how many there are."""


class Symbolic:
    """The stable states of a conflict under each concept, as sets.

    seconds: the budget for each question, None without an end; then TimeUp is raised, and what has been worked
        out is kept for the next. An operation that is under way is stopped only as it takes more memory, so
        that it can end somewhat later.
    memory: bytes that the diagrams may take; then DoesNotFit is raised.
    progress: told after every decision maker, when equilibria are asked for.

    A ring of forty, in which everybody wants first to do what the left neighbour does, and then to do nothing:

    >>> from overture.conflict import Local, LocalConflict
    >>> like = [Local.of(((i - 1) % 40, i), lambda left, own: left == own) for i in range(40)]
    >>> quiet = [Local.of((i,), lambda own: not own) for i in range(40)]
    >>> ring = Symbolic(LocalConflict(range(40), (False,) * 40, (), zip(like, quiet)))
    >>> nash = ring.equilibria("nash")
    >>> nash.count(), (0,) * 40 in nash, (1,) * 39 + (0,) in nash
    (2, True, False)
    >>> ring.stable(0, "nash").count() == 2**39
    True
    """

    def __init__(
        self,
        conflict: LocalConflict,
        *,
        seconds: float | None = None,
        memory: int = MEMORY,
        progress: Progress | None = None,
    ) -> None:
        self.conflict = conflict
        self._seconds = seconds
        self._store = Store(conflict, Clock(seconds), memory)
        self._progress = progress
        self._stable: dict[tuple[int, str], Diagram] = {}
        self._wants: dict[int, list[Diagram]] = {}
        self._improving: dict[int, Diagram] = {}
        self._rules = [self._store.of(rule) for rule in conflict.rules]
        self._names = [{f"x{option}" for option in self._movable(dm)} for dm in range(conflict.decision_makers)]
        # Who can move, in the order of the variables.
        movers = (conflict.owners[option] for option in side_by_side(conflict))
        self._order = [dm for dm in dict.fromkeys(movers) if dm != FIXED and self._names[dm]]

    def stable(self, dm: int, concept: str) -> StateSet:
        """The feasible states that are stable for `dm`. Raises UnknownName, TimeUp or DoesNotFit."""
        self._begin(concept, dm)
        return StateSet(self._store, self._store.all_of([*self._rules, self._content(dm, concept)]))

    def equilibria(self, concept: str) -> StateSet:
        """The feasible states that are stable for everybody. Raises UnknownName, TimeUp or DoesNotFit."""
        self._begin(concept)
        people = range(self.conflict.decision_makers)
        parts = list(self._rules)
        for dm in people:
            parts.append(self._content(dm, concept))
            if self._progress is not None:
                self._progress(dm + 1, len(people))
        return StateSet(self._store, self._store.all_of(parts))

    def is_stable(self, state: Sequence[int], dm: int, concept: str) -> bool:
        """Whether one state is feasible and stable for `dm`: far cheaper than the whole set, where that is not known.

        Raises ConflictError for what is no state, and UnknownName, TimeUp or DoesNotFit.
        """
        self._begin(concept, dm)
        if not self.conflict.feasible(state):
            return False
        if concept == "nash":
            return self.conflict.improvement(dm, state, clock=self._store.clock) is None
        found = self._stable.get((dm, concept))
        if found is None:
            truths = self.conflict.truths(dm, state)
            found = ~self._bad(dm, concept, [self._store.true if held else self._store.false for held in truths])
        return state in StateSet(self._store, found)

    def _begin(self, concept: str, dm: int = 0) -> None:
        if concept not in CONCEPTS:
            raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
        decision_maker(dm, max(1, self.conflict.decision_makers))
        self._store.clock = Clock(self._seconds)

    def _content(self, dm: int, concept: str) -> Diagram:
        """What makes a feasible state stable for `dm`; what is said of infeasible states is not used."""
        if (dm, concept) not in self._stable:
            found = self._nash(dm) if concept == "nash" else self._sanctioned(dm, concept)
            self._stable[dm, concept] = found
        return self._stable[dm, concept]

    # Nash, by the statements alone

    def _nash(self, dm: int) -> Diagram:
        """Of the states of `dm`'s choosing those that survive a comparison statement by statement.

        Where every move can be taken back, what is alive at a setting of the others is equally good so far,
        and a statement that some of it satisfies ends the rest. Where a move cannot be taken back, this is
        so within one setting of the one-way options only; the settings that can follow it are compared with
        it as long as they are as good (`level`), and end it (`lost`) with the first statement for them.
        """
        store = self._store
        free = [f"x{option}" for option in self._movable(dm) if not any(self.conflict.stays(option))]
        one_way = [option for option in self._movable(dm) if any(self.conflict.stays(option))]
        after = {f"x{option}": f"y{option}" for option in one_way}
        alive = store.all_of([self._rules[k] for k in self._touching(self.conflict.own(dm))])
        level = store.both(self._allowed(one_way), store.put(after, store.some(free, alive)))
        lost = store.false
        for wanted in self._wanted(dm):
            reached = store.both(alive, wanted)
            can = store.some(free, reached)
            alive = store.choice(can, reached, alive)
            if one_way:
                then = store.put(after, can)
                lost = store.either(lost, store.both(~can, store.some_both(after.values(), level, then)))
                level = store.both(level, store.same(can, then))
        return store.both(alive, ~lost)

    # the other concepts, by thresholds

    def _sanctioned(self, dm: int, concept: str) -> Diagram:
        """Where each improvement of `dm` can be answered; see the head of this module."""
        thresholds = [f"t{dm}_{at}" for at in range(len(self.conflict.statements[dm]))]
        bad = self._bad(dm, concept, [self._store.bdd.var(name) for name in thresholds])
        for name, wanted in zip(thresholds, self._wanted(dm), strict=True):
            bad = self._store.put({name: wanted}, bad)
        return ~bad

    def _bad(self, dm: int, concept: str, judged: list[Diagram]) -> Diagram:
        """From where `dm` can reach a state that is better than one judged, and stays so whatever the others answer.

        judged: the truth of each statement of `dm` in the state that is judged.
        """
        store, improving = self._store, concept in ("seq", "sseq")
        feasible = store.all_of([self._rules[k] for k in self._concerning(dm, improving)])
        better = self._better(self._wanted(dm), judged)
        tempting = store.both(feasible, better)
        sanction = store.both(feasible, ~better)
        if concept in ("smr", "sseq"):
            sanction = store.both(sanction, ~self._before(dm, tempting))
        sanction = self._closure(dm, sanction, feasible, improving)
        return self._before(dm, store.both(tempting, ~sanction))

    def _closure(self, dm: int, goal: Diagram, feasible: Diagram, improving: bool) -> Diagram:
        """With the states from which the others can reach it, nobody but `dm` moving, to a fixed point.

        In turns down and up the order of the options: what spreads from neighbour to neighbour spreads in one turn.
        """
        store = self._store
        seen: dict[int, Diagram] = {}
        turns = [j for j in self._order if j != dm]
        matters = store.bdd.support(goal)
        changed = True
        while changed:
            changed = False
            for j in turns:
                # Who has moved since the last change cannot help, nor whose options make no difference here.
                if seen.get(j) == goal or matters.isdisjoint(self._names[j]):
                    continue
                step = self._improved(j, goal) if improving else self._before(j, goal)
                seen[j] = store.either(goal, store.both(feasible, step))
                if seen[j] != goal:
                    goal, changed = seen[j], True
                    matters = store.bdd.support(goal)
            turns.reverse()
        return goal

    def _before(self, dm: int, goal: Diagram) -> Diagram:
        """The states from which `dm` can reach the goal by its own options, or is there."""
        store = self._store
        free = [f"x{option}" for option in self._movable(dm) if not any(self.conflict.stays(option))]
        found = store.some(free, goal)
        for option in self._movable(dm):
            if any(self.conflict.stays(option)):
                there = self.conflict.stays(option)[1]
                from_here = store.put({f"x{option}": there}, found)
                leaving = ~store.bdd.var(f"x{option}") if there else store.bdd.var(f"x{option}")
                found = store.either(found, store.both(leaving, from_here))
        return found

    def _improved(self, dm: int, goal: Diagram) -> Diagram:
        """The states from which `dm` can reach the goal by an improvement."""
        after = {f"x{option}": f"y{option}" for option in self._movable(dm)}
        if dm not in self._improving:
            wants = self._wanted(dm)
            then = [self._store.put(after, wanted) for wanted in wants]
            better = self._better(then, wants)
            self._improving[dm] = self._store.both(better, self._allowed(self._movable(dm)))
        return self._store.some_both(after.values(), self._improving[dm], self._store.put(after, goal))

    def _better(self, one: list[Diagram], than: list[Diagram]) -> Diagram:
        """Where the first of these truths that differ is in favour of `one`."""
        found = self._store.false
        for mine, other in reversed(list(zip(one, than, strict=True))):
            found = self._store.choice(self._store.same(mine, other), found, mine)
        return found

    def _allowed(self, options: Iterable[int]) -> Diagram:
        """Which values (x) of these options may become which (y)."""
        allowed = self._store.true
        for option in options:
            x, y = self._store.bdd.var(f"x{option}"), self._store.bdd.var(f"y{option}")
            no_stays, yes_stays = self.conflict.stays(option)
            if yes_stays:
                allowed = self._store.both(allowed, ~x | y)
            if no_stays:
                allowed = self._store.both(allowed, x | ~y)
        return allowed

    def _movable(self, dm: int) -> tuple[int, ...]:
        return tuple(option for option in self.conflict.own(dm) if not all(self.conflict.stays(option)))

    def _wanted(self, dm: int) -> list[Diagram]:
        if dm not in self._wants:
            self._wants[dm] = [self._store.of(one) for one in self.conflict.statements[dm]]
        return self._wants[dm]

    def _touching(self, options: Collection[int]) -> list[int]:
        """The rules, by number, that name one of these options."""
        return [k for k, rule in enumerate(self.conflict.rules) if not set(rule.options).isdisjoint(options)]

    def _concerning(self, dm: int, improving: bool) -> list[int]:
        """The rules, by number, on which the answers to `dm` can hang: the others hold whatever is done about these.

        An option matters that `dm` owns or wants something of, that meets one that matters in a rule, or,
        where only improvements count, that its owner has in one statement with one that matters.
        """
        conflict = self.conflict
        links = [set(rule.options) for rule in conflict.rules]
        if improving:
            for j, statements in enumerate(conflict.statements):
                links.append(set(conflict.own(j)).union(*(one.options for one in statements)))
        matters = set(conflict.own(dm)).union(*(one.options for one in conflict.statements[dm]))
        grown = True
        while grown:
            before = len(matters)
            matters = matters.union(*(link for link in links if not link.isdisjoint(matters)))
            grown = len(matters) > before
        return self._touching(matters)
