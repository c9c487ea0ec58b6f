"""Known faults, each built into a copy of the engine, make the suite fail.

The faults are those of other programs and of analyses by hand, and some that are easily made here. Each is shown
to at least one test of the suite, or to the sample of random conflicts that every run of it looks at. (Inverse
analysis has a known fault too; the engine does not offer it.)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest

from .copies import Change, copy_of_the_house
from .test_against_the_oracle import SEEDS as SAMPLE

TESTS = "tests.conflict"


@dataclass(frozen=True)
class Sample:
    """A look at the random conflicts of every run."""

    look: str

    def fails(self, seeds: int = SAMPLE) -> bool:
        look: Callable[[int], Iterator[str]] = getattr(import_module(f"{TESTS}.comparison"), self.look)
        return any(difference for seed in range(seeds) for difference in look(seed))


@dataclass(frozen=True)
class Case:
    """A test of the suite, with one of its parameters."""

    module: str
    test: str
    given: tuple[Any, ...] = ()

    def fails(self) -> bool:
        test = getattr(import_module(self.module), self.test)
        with pytest.MonkeyPatch.context() as patch:
            # where CI is set, pytest compares what differs word by word: of long answers that takes minutes
            patch.delenv("CI", raising=False)
            patch.delenv("BUILD_NUMBER", raising=False)
            try:
                test(*self.given)
            except AssertionError:
                return True
        return False


@dataclass(frozen=True)
class Fault:
    """What is wrong, where the text says so, and who notices: every one of these does."""

    told: str
    changes: tuple[Change, ...]
    noticed_by: tuple[Sample | Case, ...] = field(repr=False)


def engine(module: str, old: str, new: str) -> Change:
    return Change(f"overture.conflict.{module}", old, new)


def published(case: str, concept: str) -> Case:
    return Case(f"{TESTS}.test_published", "test_known_conflicts_have_their_known_answers", (case, concept))


def catalogue(test: str, *given: Any) -> Case:
    return Case("tests.library.test_published", test, given)


def named(test: str, *given: Any) -> Case:
    return Case(f"{TESTS}.test_laws_of_names", test, given)


def importing(test: str, *given: Any) -> Case:
    return Case("tests.exchange.test_gmcr", test, given)


OPTIONS, ARROWS = Sample("five_concepts_of_options"), Sample("five_concepts_of_arrows")


# opponents who move once only

ONCE = (
    Fault(
        "each opponent moves once at most: sweeps",
        (
            engine(
                "concepts.stability",
                "    settled = 0\n    for turn, sweep in enumerate(cycle(passes)):",
                """    from functools import reduce
    from itertools import permutations
    orders = [reduce(lambda least, sweep: sweep(least), order, value) for order in permutations(passes)]
    return np.minimum.reduce(orders)
    settled = 0
    for turn, sweep in enumerate(cycle(passes)):""",
            ),
        ),
        (
            published("aba", "SEQ"),
            Case(f"{TESTS}.test_published", "test_a_sanction_may_need_the_same_opponent_twice"),
            OPTIONS,
        ),
    ),
    Fault(
        "each opponent moves once at most: arrows",
        (
            engine(
                "forms.arrows",
                "    after = [values] * len(arrows)",
                """    def least_with(left: frozenset[int]) -> Ints:
        found = values
        for mover in left:
            found = np.minimum(found, arrows[mover].fold(np.minimum, least_with(left - {mover}), high))
        return found

    return least_with(frozenset(range(len(arrows))))
    after = [values] * len(arrows)""",
            ),
        ),
        (ARROWS, OPTIONS),
    ),
    Fault(
        "the worklist hands a value back along one move",
        (
            engine("moves.kernels", "            while height:\n", "            for _ in range(1):\n"),
            engine("moves.kernels", "    from numba import njit\n", "    return kernel\n"),  # as it stands
        ),
        (OPTIONS,),
    ),
    Fault(
        "each opponent moves once at most: coalitions, and preferences by pairs",
        (
            engine(
                "moves.legal_sequences",
                "    begun = [np.zeros_like(marked) for _ in movers]",
                """    def met_by(left: frozenset[int]) -> Bits:
        found = np.zeros_like(marked)
        for mover in left:
            found |= joined(movers[mover], marked | met_by(left - {mover}))
        return found

    return met_by(frozenset(range(len(movers))))
    begun = [np.zeros_like(marked) for _ in movers]""",
            ),
        ),
        (
            Sample("coalitions_of_pareto"),
            Sample("unknown_preferences"),
            Sample("strength_of_preference"),
        ),
    ),
    Fault(
        "each mover moves once at most: walks",
        (
            engine("moves.walks", "frontier = [(self._start, NOBODY, 1)]", "frontier = [(self._start, (), 1)]"),
            engine("moves.walks", "                if mover == last:", "                if mover in last:"),
            engine("moves.walks", "append((key, mover, length + 1))", "append((key, (*last, mover), length + 1))"),
        ),
        (Sample("what_can_come_of_a_state"), Sample("witnesses")),
    ),
)

# closures that end too soon, or leave a wall where there is none

SWEEPS = (
    Fault(
        "one sweep where several are needed",
        (
            engine(
                "concepts.stability",
                "if settled == len(passes) or (commute and turn == len(passes)):",
                "if turn == len(passes):",
            ),
        ),
        (published("aba", "SEQ"), published("aba", "SSEQ"), OPTIONS),
    ),
    Fault(
        "one move where a sequence is needed",
        (
            engine(
                "forms.arrows",
                "        if all((old == new).all() for old, new in zip(after, renewed, strict=True)):",
                "        if True:",
            ),
        ),
        (ARROWS,),
    ),
    Fault(
        "masking between two axes: answers",
        (
            engine(
                "moves.blocks",
                "            if own.free:\n                least = _joined(np.minimum",
                """            rows, walls, before = self.rows(array, dm), self.rows(self.walls, dm), 1
            for size, classes in zip(own._sizes, own._classes, strict=True):
                split = rows.reshape(before, size, -1)
                joined = np.empty_like(split)
                for members, targets in classes:
                    joined[:, members] = np.minimum.reduce(split[:, targets], axis=1, keepdims=True)
                rows, before = np.maximum(joined.reshape(walls.shape), walls), before * size
            return self.from_rows(rows, dm)
            if own.free:
                least = _joined(np.minimum""",
            ),
        ),
        (OPTIONS,),
    ),
    Fault(
        "masking between two axes: own moves",
        (
            engine(
                "moves.blocks",
                "        if self._moves[dm].free:\n            return _joined(np.maximum",
                """        own = self._moves[dm]
        rows, pits, before = self.rows(array, dm), self.rows(self.pits, dm), 1
        for size, classes in zip(own._sizes, own._classes, strict=True):
            split = rows.reshape(before, size, -1)
            joined = np.empty_like(split)
            for members, targets in classes:
                joined[:, members] = np.maximum.reduce(split[:, targets], axis=1, keepdims=True)
            rows, before = np.minimum(joined.reshape(pits.shape), pits), before * size
        return self.across(self.from_rows(rows, dm), dm)
        if self._moves[dm].free:
            return _joined(np.maximum""",
            ),
        ),
        (
            Case(
                f"{TESTS}.test_graph", "test_one_move_changes_several_options_whatever_is_infeasible_between"
            ),
            OPTIONS,
        ),
    ),
)

# sanctions

STRICTLY = (
    Fault(
        "a sanction must be worse: sweeps",
        (engine("concepts.stability", "= np.minimum(rank, least)\n", "= np.minimum(rank, least + 1)\n"),),
        (OPTIONS,),
    ),
    Fault(
        "a sanction must be worse: arrows",
        (
            engine(
                "concepts.stability",
                "np.minimum(rank, least_reachable(value, walks, high))",
                "np.minimum(rank, least_reachable(value, walks, high) + 1)",
            ),
        ),
        (ARROWS, OPTIONS),
    ),
    Fault(
        "a sanction must be worse: simultaneous",
        (engine("concepts.simultaneous", "rank[cell] <= rank[cells", "rank[cell] < rank[cells"),),
        (
            Sample("simultaneous"),
            Case(f"{TESTS}.test_simultaneous", "test_a_sanction_may_take_two_others_at_once"),
        ),
    ),
    Fault(
        "a sanction must be worse: coalitions",
        (
            engine(
                "concepts.coalitions",
                "            holds = ~better\n",
                "            holds = _packed(preferred([-r for r in us.ranks], everywhere, here, assembly.variant))\n",
            ),
        ),
        (Sample("coalitions_of_every_member"), Sample("coalitions_of_pareto"), Sample("merged_coalitions")),
    ),
    Fault(
        "a sanction must be worse: unknown preferences",
        (engine("concepts.unknown_preferences", "~(better | unknown) if", "better.T if"),),
        (Sample("unknown_preferences"),),
    ),
    Fault(
        "a sanction must be worse: strength",
        (engine("concepts.strength", "else ~preferences.better[dm]", "else preferences.better[dm].T"),),
        (Sample("strength_of_preference"),),
    ),
    Fault(
        "the others' joint moves are used up by the first improvement",
        (
            engine(
                "concepts.simultaneous",
                "        spoilt[arrow[answer]] = True\n",
                "        spoilt[[one for one in arrow[answer].tolist() if one == own.start[sources[one]]]] = True\n",
            ),
        ),
        (Sample("simultaneous"),),
    ),
    Fault(
        "a coalition's escape is held against the answer, not against the state that it left",
        (
            engine(
                "concepts.coalitions",
                "                holds &= ~met(better, us.arrows)\n",
                """                there = np.arange(count)
                onward = met(_packed(preferred(us.ranks, everywhere, there, assembly.variant)), us.arrows)
                holds[onward[there, there // 64] >> (there % 64).astype(np.uint64) & 1 == 1] = 0
""",
            ),
        ),
        (Sample("coalitions_of_every_member"), Sample("coalitions_of_pareto"), Sample("merged_coalitions")),
    ),
)

# what is read

READING = (
    Fault(
        "more than 64 statements overflow: arrays",
        (engine("forms.lexicographic", "        if bits == _HOLDS[-1][1]:\n", "        if False:\n"),),
        (
            Case(f"{TESTS}.test_lexicographic", "test_states_compare_as_their_truth_vectors", (75,)),
            Case(f"{TESTS}.test_lexicographic", "test_states_compare_as_their_truth_vectors", (130,)),
        ),
    ),
    Fault(
        "more than 64 statements overflow: under names",
        (
            engine(
                "forms.preferences",
                "    return _falling([tuple(column) for column in truths.T.tolist()], numbers)\n",
                "    weights = 1 << np.arange(len(truths), dtype=np.int64)[::-1]\n"
                "    return _falling((truths.T @ weights).tolist(), numbers)\n",
            ),
        ),
        (
            named("test_any_number_of_statements_ranks_states_as_their_truths_compare", 65),
            named("test_any_number_of_statements_ranks_states_as_their_truths_compare", 90),
        ),
    ),
    Fault(
        "more than 64 statements overflow: a file",
        (Change("overture.exchange.gmcr_states", "            if bits == 30:", "            if False:"),),
        (importing("test_more_than_64_statements"),),
    ),
    Fault(
        "of a compound condition only the first member is infeasible",
        (
            Change(
                "overture.exchange.gmcr",
                "for condition in self.file.infeasible for part in condition]",
                "for condition in self.file.infeasible for part in condition[:1]]",
            ),
        ),
        (importing("test_states_rankings_and_moves_are_those_of_the_file", 65),),
    ),
    Fault(
        "options that are not grouped by owner are read as if they were",
        (
            Change(
                "overture.exchange.gmcr_states",
                "{old: new for new, old in enumerate(self.order)}",
                "{old: old for old in self.order}",
            ),
        ),
        (importing("test_states_rankings_and_moves_are_those_of_the_file", 3),),
    ),
    Fault(
        "states are numbered by the order of the options once they are regrouped",
        (
            Change(
                "overture.exchange.gmcr_states",
                "[self.place[old] for old in reversed(range(len(self.order)))]",
                "list(reversed(range(len(self.order))))",
            ),
        ),
        (
            importing("test_a_ranking_names_states_by_the_numbers_of_the_file"),
            importing("test_states_keep_the_numbers_of_the_file_as_names"),
        ),
    ),
    Fault(
        "options are regrouped in silence",
        (
            Change(
                "overture.exchange.gmcr_states",
                "        return self.order != sorted(self.order)",
                "        return False",
            ),
        ),
        (importing("test_a_file_that_is_not_grouped_by_owner_is_regrouped_and_says_so"),),
    ),
)

# an analysis by hand

BY_HAND = Fault(
    "one-way moves are looked at one by one, and not where several options change at once",
    (
        engine(
            "moves.blocks",
            "        return reduce(lambda a, b: np.kron(a, b).astype(np.bool_), self._relations, start)\n",
            """        allowed = reduce(lambda a, b: np.kron(a, b).astype(np.bool_), self._relations, start)
        settings = list(product(*map(range, self._sizes)))
        several = [[sum(map(int.__ne__, s, t)) > 1 for t in settings] for s in settings]
        return allowed | np.array(several)
""",
        ),
        engine(
            "moves.blocks",
            "            return np.broadcast_to(join.reduce(rows, axis=0, keepdims=True), rows.shape)\n",
            """            return np.broadcast_to(join.reduce(rows, axis=0, keepdims=True), rows.shape)
        return np.stack([join.reduce(rows[allowed], axis=0) for allowed in self.allowed])
""",
        ),
        engine(
            "forms.graph",
            "        offsets = np.zeros(1, dtype=np.intp)\n",
            """        found = [(0, 0)]
        for there in np.ndindex(*(size for _, size in self._digits)):
            turned = [bit for bit, (v, w) in enumerate(zip(own, there)) if v != w]
            if len(turned) > 1 or turned and self._allowed[turned[0]][own[turned[0]], there[turned[0]]]:
                shift = sum((there[bit] - own[bit]) * self._digits[bit][0] for bit in turned)
                found.append((shift, sum(1 << bit for bit in turned)))
        return tuple(np.array(found, dtype=np.intp).T)
        offsets = np.zeros(1, dtype=np.intp)
""",
        ),
    ),
    (
        catalogue("test_what_is_printed_is_what_comes_out_or_the_entry_says_so", "korea-2017-one-way", "seq_sim"),
        catalogue("test_what_is_computed_comes_out", "korea-2017-one-way", "seq"),
        OPTIONS,
    ),
)

FAULTS = (*ONCE, *SWEEPS, *STRICTLY, *READING, BY_HAND)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.told for fault in FAULTS])
def test_a_known_fault_makes_the_suite_fail(fault: Fault) -> None:
    with copy_of_the_house(fault.changes):
        for check in fault.noticed_by:
            assert check.fails(), f"nothing is noticed by {check}"


def test_without_a_fault_nothing_fails() -> None:
    with copy_of_the_house(()):
        for check in {check for fault in FAULTS for check in fault.noticed_by}:
            assert not (check.fails(2) if isinstance(check, Sample) else check.fails()), check


def test_with_its_fault_the_engine_misses_what_the_analysis_by_hand_missed() -> None:
    found = {}
    for changes in ((), BY_HAND.changes):
        with copy_of_the_house(changes):
            book = import_module("tests.library.test_published")
            found[changes] = book.everyone("korea-2017-one-way", "seq_sim")
            entry = book.published("korea-2017-one-way")
    assert found[()] == entry.differs["seq_sim"].computed == (0, 5, 10, 12)
    assert found[BY_HAND.changes] == entry.printed["seq_sim"] == (0, 5, 10)


def test_the_house_is_the_same_after_a_copy_of_it() -> None:
    before = {name: module for name, module in sys.modules.items() if name.startswith(("overture", "tests"))}
    with copy_of_the_house(BY_HAND.changes):
        assert import_module("overture.conflict.moves.blocks") is not before["overture.conflict.moves.blocks"]
    after = {name: module for name, module in sys.modules.items() if name.startswith(("overture", "tests"))}
    assert after == before and all(after[name] is module for name, module in before.items())


def test_a_change_of_text_that_is_not_there_is_no_fault() -> None:
    for old in ("nobody ever wrote this", "import"):
        with pytest.raises(AssertionError, match="times"), copy_of_the_house([engine("moves.blocks", old, "")]):
            import_module("overture.conflict.moves.blocks")
    idle = engine("moves.courses", "", "")
    with pytest.raises(AssertionError, match="nothing was changed"), copy_of_the_house([idle]):
        pass
