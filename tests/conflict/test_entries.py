"""Entries that are no entries: refused by name and place, in the library and by the facade, with what to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import overture.conflict as theory
from overture.conflict import Conflict, Graph, GraphModel, NamedOption, PartlyKnown, Strengths, relation
from overture.conflict.errors import ConflictError, UnknownName, WrongEntry
from overture.conflict.forms.entries import marks, whole
from overture.conflict.large.clock import Clock

NAN = float("nan")
FREE = relation(2, 0)
SWAP = Graph.from_arrows(2, [[(0, 1)], [(1, 0)]], [[0, 1], [1, 0]])
NOTHING: Any = np.zeros((2, 2))
NO_MARKS = [NAN, -1, 0.5, 2, "x", None, 1j]
NO_RANKS = [NAN, float("inf"), 0.5, "x", None, 1j]


def conflict(**changed: Any) -> Conflict:
    given: dict[str, Any] = {
        "owners": (0,), "relations": (FREE,), "feasible": np.ones(2, dtype=bool), "ranks": (np.array([0, 1]),),
    }  # fmt: skip
    return Conflict(**(given | changed))


def crossing(**changed: Any) -> GraphModel:
    given: dict[str, Any] = {
        "states": {4: "here", 7: "there"},
        "arrows": {"Row": [(4, 7)], "Column": [(7, 4)]},
        "rankings": {"Row": [7, 4], "Column": [7, 4]},
    }
    return GraphModel.from_arrows(**(given | changed))


# arrays of yes and no


@pytest.mark.parametrize("wrong", NO_MARKS)
@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda e: GraphModel.from_matrices({"A": table(e)}, {"A": [8, 9]}, [8, 9]), "from state 8 to state 9"),
        (lambda e: Graph.from_matrices([table(e)], [[0, 1]]), "from state 0 to state 1"),
        (lambda e: PartlyKnown((table(e),), (NOTHING,)), "from state 0 to state 1"),
        (lambda e: PartlyKnown((NOTHING,), (table(e),)), "from state 0 to state 1"),
        (lambda e: Strengths((table(e),), (NOTHING,)), "from state 0 to state 1"),
        (lambda e: conflict(feasible=np.array([False, e], dtype=object)), "at 1"),
        (lambda e: conflict(relations=(table(e),)), "from value 0 to value 1"),
        (lambda e: theory.lexicographic_ranks([np.array([False, e], dtype=object)]), "at 1"),
    ],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_refused_with_its_place(
    make: Callable[[Any], object], where: str, wrong: object
) -> None:
    with pytest.raises(WrongEntry, match=f"{where}: an entry is 0 or 1"):
        make(wrong)


def table(entry: object) -> Any:
    return np.array([[0, entry], [0, 0]], dtype=object)


@pytest.mark.parametrize("kind", [bool, np.bool_, int, np.uint8, float, object])
def test_yes_and_no_may_be_written_as_numbers(kind: type) -> None:
    square: Any = np.array([[0, 1], [0, 0]], dtype=kind)
    assert Graph.from_matrices([square], [[0, 1]]).moves(0, 0) == (1,)
    assert marks(square, "it").tolist() == [[False, True], [False, False]]


def test_text_is_told_as_text() -> None:
    with pytest.raises(WrongEntry, match="has '0' from state 1 to state 1: an entry is 0 or 1, and no text"):
        GraphModel.from_matrices({"A": [["0", "1"], ["0", "0"]]}, {"A": [1, 2]})


# ranks and levels


@pytest.mark.parametrize("wrong", NO_RANKS)
@pytest.mark.parametrize(
    "make",
    [
        lambda e: Graph.from_arrows(2, [[]], [[e, 1]]),
        lambda e: Graph.from_matrices([[[0, 1], [0, 0]]], [[e, 1]]),
        lambda e: PartlyKnown.from_ranks([[e, 1]], [[]]),
        lambda e: Strengths.from_levels([[e, 1]], [[0, 0]]),
        lambda e: Strengths.from_levels([[0, 1]], [[e, 1]]),
    ],
)
def test_what_is_no_rank_is_refused_with_its_state(make: Callable[[Any], object], wrong: object) -> None:
    with pytest.raises(WrongEntry, match=r"for state 0: a (rank|level) is a whole number"):
        make(wrong)


@pytest.mark.parametrize("wrong", NO_RANKS)
def test_arrays_of_ranks_are_integers(wrong: object) -> None:
    with pytest.raises(WrongEntry, match="not integers: number the levels"):
        conflict(ranks=(np.array([wrong, 1]),))


def test_whole_ranks_may_be_floats_and_huge_ones_are_told() -> None:
    assert Graph.from_arrows(2, [[]], [[3.0, 1.0]]).ranks[0].tolist() == [3, 1]  # type: ignore[list-item]
    assert whole(np.array([2**62], dtype=object), "it").tolist() == [2**62]
    with pytest.raises(WrongEntry, match="beyond 63 bits"):
        whole(np.array([2**70], dtype=object), "it")


@pytest.mark.parametrize("wrong", [NAN, 0.5, "x", None, [2], True])
def test_a_ranking_holds_numbers_of_states(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match=r"the ranking of A has .* in it, which is no number of a state"):
        GraphModel.from_options({"A": ["a"]}, states=["N", "Y"], rankings={"A": [[wrong], 1]})
    with pytest.raises(WrongEntry, match=r"the ranking of A has .* in it, which is no number of a state"):
        GraphModel.from_arrows(2, {"A": [(1, 2)]}, {"A": [[wrong], 1]})


@pytest.mark.parametrize("wrong", [NAN, float("inf"), "x", None, "1/0"])
def test_a_weight_is_a_number(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match=r"the weight of 'a' is .*: a weight is a number"):
        GraphModel.from_options({"A": ["a"]}, states=["N", "Y"], weights={"A": {"a": wrong}})


# moves, states, options


@pytest.mark.parametrize("wrong", [NAN, 0.5, "x", None])
def test_a_move_is_a_pair_of_states(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match="an arrow of decision maker 0 is a pair of states"):
        Graph.from_arrows(2, [[(0, wrong)]], [[0, 1]])
    with pytest.raises(WrongEntry, match="a move of Row is a pair of states, as in"):
        crossing(arrows={"Row": [(4, wrong)], "Column": []})


@pytest.mark.parametrize("wrong", [[(0, 1, 1)], [(0, 1), (0,)], [3, 4]])
def test_moves_that_are_no_pairs_are_not_read_otherwise(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match="an arrow of decision maker 0 is a pair of states"):
        Graph.from_arrows(9, [wrong], [[0] * 9])
    with pytest.raises(WrongEntry, match="a move of Row is a pair of states"):
        crossing(arrows={"Row": wrong, "Column": []})
    with pytest.raises(WrongEntry, match="a move of Row is a pair of states in a list"):
        crossing(arrows={"Row": 3, "Column": []})


@pytest.mark.parametrize("wrong", [NAN, 0.5, "x", None, True, [1.5, 2], ["a", "b"], [True, 2]])
def test_states_are_counted_or_numbered(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match=r"the states are how many|the number of a state is a whole number"):
        GraphModel.from_arrows(wrong, {"A": []}, {"A": [1, 2]})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"states": "YN", "infeasible": ()}, r"`states` is a list of texts, as in \['YN'\]"),
        ({"infeasible": "YN"}, r"`infeasible` is a list of texts, as in \['YN'\]"),
        ({"final": "a"}, r"`final` is a list of texts, as in \['a'\]"),
        ({"rankings": {}, "statements": {"A": "Y-"}}, r"what A wants is a list of texts, as in \['Y-'\]"),
    ],
)
def test_one_text_is_not_read_as_a_list_of_marks(changed: dict[str, Any], told: str) -> None:
    given: dict[str, Any] = {"infeasible": ["YY"], "rankings": {"A": [1, 2, 3]}}
    with pytest.raises(WrongEntry, match=told):
        GraphModel.from_options({"A": ["a", "b"]}, **(given | changed))


def test_values_owners_and_sizes_are_whole_numbers() -> None:
    for wrong in (NAN, 0.5, "x", None, True):
        with pytest.raises(WrongEntry, match="the value now"):
            relation(2, wrong)  # type: ignore[arg-type]
        with pytest.raises(WrongEntry, match="at least one value"):
            relation(wrong, 0)  # type: ignore[arg-type]
        with pytest.raises(WrongEntry, match="final lists"):
            relation(2, 0, final=[wrong])  # type: ignore[list-item]
        with pytest.raises(WrongEntry, match="axis 0 belongs to"):
            conflict(owners=(wrong,))
        with pytest.raises(WrongEntry, match="at least one value"):
            theory.feasible_states([2, wrong])  # type: ignore[list-item]
        with pytest.raises(ConflictError, match="is no setting"):
            theory.OptionForm(("A",), (NamedOption("a", "A"),), ((wrong,), (1,)), {"A": ((1,), (2,))})  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [NAN, 0.5, "0", None, True, 1, -1])
def test_a_decision_maker_is_one_of_them(wrong: Any) -> None:
    alone = conflict()
    drawn = theory.drawn(alone)[0]
    asked: list[Callable[[], object]] = [
        lambda: theory.stable(alone, wrong, "nash"),
        lambda: theory.sim_stable(alone, wrong),
        lambda: theory.limited_move_stable(alone, wrong, 2),
        lambda: theory.nonmyopic_stable(alone, wrong),
        lambda: theory.coalition_stable(alone, [wrong], "seq"),
        lambda: theory.stable_unknown(drawn, PartlyKnown.from_ranks(drawn.ranks, [[]]), wrong, "nash", "a"),
        lambda: theory.stable_by_strength(drawn, Strengths.from_levels(drawn.ranks, [[0, 0]]), wrong, "nash", "weak"),
        lambda: theory.why_sim(alone, wrong, (0,)),
    ]
    for ask in asked:
        with pytest.raises(UnknownName, match="there is no decision maker"):
            ask()


@pytest.mark.parametrize("wrong", [1.0, 1.5, "1", None, [1], True])
def test_a_state_is_asked_for_by_its_number(wrong: Any) -> None:
    with pytest.raises(UnknownName, match="there is no state"):
        GraphModel.from_arrows(2, {"A": []}, {"A": [1, 2]}).reached(wrong)


# horizons and budgets


@pytest.mark.parametrize("wrong", [1.5, 3.0, "3", NAN, True, [2], 0, -1, 1 << 17])
def test_a_horizon_is_a_number_of_moves(wrong: Any) -> None:
    told = "a horizon is a number of moves from 1 to 65,536, not "
    asked: list[Callable[[], object]] = [
        lambda: theory.limited_move_stable(SWAP, 0, wrong),
        lambda: theory.limited_move_equilibria(SWAP, [wrong, 1]),
        lambda: theory.anticipated(SWAP, 0, 0, wrong),
        lambda: theory.why_limited(SWAP, 0, 0, wrong),
        lambda: crossing().stable("limited", "Row", horizon=wrong),
        lambda: crossing().equilibria("limited", horizon={"Row": wrong, "Column": 1}),
        lambda: crossing().expected(4, "Row", horizon=wrong),
        lambda: crossing().why(4, "Row", "limited", horizon=wrong),
    ]
    if not isinstance(wrong, list):
        asked.append(lambda: theory.limited_move_equilibria(SWAP, wrong))
        asked.append(lambda: crossing().equilibria("limited", horizon=wrong))
    for ask in asked:
        with pytest.raises(WrongEntry, match=told):
            ask()


def test_horizons_may_come_from_numpy() -> None:
    assert theory.limited_move_equilibria(SWAP, np.int64(1)).tolist() == [False, False]  # type: ignore[arg-type]
    assert theory.limited_move_equilibria(SWAP, np.array([2, 1])).tolist() == [True, False]  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [NAN, "x"])
def test_budgets_are_numbers(wrong: Any) -> None:
    with pytest.raises(WrongEntry, match="a number of seconds"):
        Clock(wrong)
    with pytest.raises(WrongEntry, match="a number of bytes"):
        theory.verdicts_on(SWAP, memory=wrong)
    with pytest.raises(WrongEntry, match="the number of paths is a whole number from 1 on"):
        theory.shortest_paths(SWAP, 0, 1, most=wrong)
    with pytest.raises(WrongEntry, match="the number of paths"):
        crossing().paths(4, 7, most=0)


# in the names that were given


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (
            lambda model: model.stable_unknown("nash", "Row", "a", {"Row": [(4, 4)]}),
            ConflictError, r"the unknown pair \(4, 4\) of Row names one state twice: give two states",
        ),
        (lambda model: model.stable_unknown("nash", "Row", "a", {"Row": [(4, 5)]}), UnknownName, "no state 5 among"),
        (
            lambda model: model.stable_unknown("nash", "Row", "a", {"Row": [(4, 7, 7)]}),
            WrongEntry, r"an unknown pair of Row is a pair of states, as in \(1, 2\), not \(4, 7, 7\)",
        ),
        (lambda model: model.stable_unknown("nash", "Row", "a", {"Row": [4, 7]}), WrongEntry, "as in .*, not 4"),
        (lambda model: model.equilibria_unknown("nash", "a", {"Row": 4}), WrongEntry, "in a list"),
        (lambda model: model.equilibria_unknown("nash", "a", {"Third": []}), UnknownName, "no decision maker 'Third'"),
        (
            lambda model: model.stable_by_strength("seq", "Row", "strong", {"Row": [[4], [7]]}),
            ConflictError,
            "state 4 is on a higher level for Row than state 7, and does not rank higher: change the levels, or the",
        ),
        (
            lambda model: model.equilibria_by_strength("seq", "strong", {"Column": [[4], [7]]}),
            ConflictError, "state 4 is on a higher level for Column than state 7",
        ),
        (
            lambda model: model.coalition_equilibria([["Row"], ["Row", "Column"]], "seq", "merged"),
            ConflictError, "Row belongs to two coalitions at once",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_in_the_names_of_the_caller(
    ask: Callable[[GraphModel], object], error: type[ConflictError], told: str
) -> None:
    with pytest.raises(error, match=told):
        ask(crossing())


def test_levels_are_held_against_every_lower_one() -> None:
    ranked = GraphModel.from_arrows(4, {"A": []}, {"A": [1, [2, 3], 4]})
    assert ranked.stable_by_strength("nash", "A", "strong", {"A": [[1, 2, 3], [4]]}) == (1, 2, 3, 4)
    assert ranked.stable_by_strength("nash", "A", "strong", {"A": [[1], [2, 3], [4]]}) == (1, 2, 3, 4)
    for levels in ([[1, 2], [3, 4]], [[4], [1, 2, 3]], [[1], [2], [3, 4]], [[1, 4], [2, 3]]):
        with pytest.raises(ConflictError, match="is on a higher level for A than state"):
            ranked.stable_by_strength("nash", "A", "strong", {"A": levels})
