"""The graph model for people: what they enter, what they ask, and what they are told when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import overture.conflict as theory
from overture.conflict import CONCEPTS, GraphModel, NamedOption, OptionForm, stable
from overture.conflict.errors import (
    ConflictError,
    DoesNotFit,
    NoFeasibleState,
    NotInOptionForm,
    NotSquare,
    OptionWithTwoOwners,
    OwnerWithoutOptions,
    RankingIncomplete,
    UnknownName,
    WrongNumberOfParties,
)
from overture.conflict.forms import option_form as forms
from overture.library import published_keys
from overture.library.published import published

DATA = Path(__file__).parents[1] / "data" / "conflict" / "reference.json"


@cache
def cases() -> dict[str, dict[str, Any]]:
    loaded = json.loads(DATA.read_text(encoding="utf-8"))
    return {case["id"]: case for case in loaded["cases"]}


def dilemma(**changed: Any) -> GraphModel:
    given: dict[str, Any] = {
        "options": {"Row": ["Row tells"], "Column": ["Column tells"]},
        "states": ["NN", "NY", "YN", "YY"],
        "rankings": {"Row": [3, 1, 4, 2], "Column": [2, 1, 4, 3]},
    }
    given |= changed
    return GraphModel.from_options(given.pop("options"), **given)


def elmira() -> GraphModel:
    """As it is printed: nine columns, the last of which stands for four settings."""
    return GraphModel.from_options(
        {
            "Ministry": [NamedOption("modify", "Ministry", final=True)],
            "Uniroyal": [
                NamedOption("delay", "Uniroyal", now=1, final=True),
                "accept",
                NamedOption("abandon", "Uniroyal", final=True),
            ],
            "Local": ["insist"],
        },
        states=["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY", "-NNY-"],
        rankings={
            "Ministry": [7, 3, 4, 8, 5, 1, 2, 6, 9],
            "Uniroyal": [1, 4, 8, 5, 9, 3, 7, 2, 6],
            "Local": [7, 3, 5, 1, 8, 6, 4, 2, 9],
        },
        called={9: "the plant is abandoned"},
    )


# what is entered


DRAWN = [name for name, case in cases().items() if isinstance(case.get("moves"), dict)]


@pytest.mark.parametrize("case", DRAWN)
def test_a_published_graph_gives_its_published_answers(case: str) -> None:
    printed = cases()[case]
    model = GraphModel.from_arrows(printed["state_numbers"], printed["moves"], printed["rankings_best_first"])
    for concept in CONCEPTS:
        name = {"nash": "Nash"}.get(concept, concept.upper())
        assert list(model.equilibria(concept)) == printed["equilibria"][name]
        for dm in model.decision_makers:
            assert list(model.stable(concept, dm)) == sorted(printed["stable"][name][dm])


@pytest.mark.parametrize("key", published_keys())
def test_a_conflict_of_the_library_gives_its_answers_under_the_numbers_of_print(key: str) -> None:
    entry = published(key)
    assert isinstance(entry.model, OptionForm)
    model = GraphModel.of(entry.model, numbers=entry.numbers, called=entry.called)
    for concept in CONCEPTS:
        answer = entry.answer(concept)
        assert answer is None or sorted(model.equilibria(concept)) == sorted(answer)


def test_a_column_with_a_dash_is_one_state_of_print() -> None:
    printed = cases()["elmira"]
    model = elmira()
    assert model.numbers == tuple(range(1, 10))
    for concept in CONCEPTS:
        name = {"nash": "Nash"}.get(concept, concept.upper())
        assert list(model.equilibria(concept)) == printed["equilibria"][name]


def test_patterns_leave_the_states_in_decimal_order() -> None:
    model = GraphModel.from_options(
        {"A": ["a"], "B": ["b"]}, infeasible=["YY"], rankings={"A": [2, [1, 3]], "B": [[1, 2, 3]]}
    )
    assert model.numbers == (1, 2, 3)
    assert model.paths(2, 3) == ((("A", 1), ("B", 3)),)


def test_a_final_option_is_not_taken_back() -> None:
    free = GraphModel.from_options({"A": ["a"]}, states=["N", "Y"], rankings={"A": [1, 2]})
    bound = GraphModel.from_options({"A": ["a"]}, states=["N", "Y"], rankings={"A": [1, 2]}, final=["a"])
    assert (free.equilibria("nash"), bound.equilibria("nash")) == ((1,), (1, 2))


def test_statements_and_weights_take_the_place_of_a_ranking() -> None:
    ranked = dilemma()
    stated = dilemma(rankings={}, statements={"Row": ["-N", "Y-"], "Column": ["N-", [False, True, False, True]]})
    mixed = dilemma(
        rankings={"Row": [3, 1, 4, 2]}, weights={"Column": {"Row tells": -2, "Column tells": 1}}
    )
    for concept in CONCEPTS:
        assert ranked.table([concept]) == stated.table([concept]) == mixed.table([concept])


def test_weights_are_added_up_as_they_are_written() -> None:
    model = GraphModel.from_options(
        {"A": ["a", "b", "c"]}, states=["YYN", "NNY"], weights={"A": {"a": 0.1, "b": 0.2, "c": 0.3}}
    )
    assert model.equilibria("nash") == (1, 2)


def test_an_option_may_have_more_values_than_two() -> None:
    model = GraphModel.from_options(
        {"A": [NamedOption("pace", "A", ("stay", "walk", "run"))]}, states=["0", "1", "2"], rankings={"A": [2, 3, 1]}
    )
    assert model.equilibria("nash") == (2,)


def test_a_graph_comes_from_arrows_or_from_matrices() -> None:
    arrows = GraphModel.from_arrows(3, {"A": [(1, 2)], "B": [(2, 3)]}, {"A": [2, 1, 3], "B": [[1, 3], 2]})
    squares = {"A": [[0, 1, 0], [0, 0, 0], [0, 0, 0]], "B": np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]])}
    matrices = GraphModel.from_matrices(squares, {"A": [2, 1, 3], "B": [[1, 3], 2]})
    assert arrows.table() == matrices.table()
    assert matrices.paths(1, 3) == ((("A", 2), ("B", 3)),)


def test_an_option_form_is_a_model_too() -> None:
    form = OptionForm(("A",), (NamedOption("a", "A"),), ((0,), (1,)), {"A": ((7,), (5,))}, (5, 7))
    assert GraphModel.of(form).equilibria("seq") == (7,)
    assert GraphModel.of(form, numbers=[1, 2], called={2: "there"}).why(1, "A", "nash").sentences == (
        "State 1 is not stable for A under nash: it can move to state 2 (there), which it prefers.",
    )


# what is asked


def test_the_table_is_what_is_stable_for_whom_and_how() -> None:
    model = elmira()
    table = model.table()
    for number in model.numbers:
        for dm in model.decision_makers:
            for concept in CONCEPTS:
                assert table[number][dm][concept] == (number in model.stable(concept, dm))
    for concept in CONCEPTS:
        everyone = tuple(n for n in model.numbers if all(table[n][dm][concept] for dm in model.decision_makers))
        assert model.equilibria(concept) == everyone


def test_everybody_may_look_ahead_in_its_own_way() -> None:
    model = dilemma()
    both = set(model.stable("nash", "Row")) & set(model.stable("seq", "Column"))
    assert set(model.equilibria({"Row": "nash", "Column": "seq"})) == both
    assert model.equilibria({"Row": "limited", "Column": "nonmyopic"}, horizon=2) == (1, 4)


def test_every_concept_is_asked_for_by_its_name() -> None:
    model = dilemma()
    assert model.stable("sim", "Row") == tuple(
        n for n, mark in zip(model.numbers, theory.sim_stable(model.conflict, 0).reshape(-1), strict=True) if mark
    )
    assert model.stable("limited", "Row", horizon=1) == model.stable("nash", "Row")
    assert model.equilibria("nonmyopic") == (1, 4)
    assert model.stackelberg("Row") == (4,)


def test_without_unknown_pairs_and_levels_stability_is_the_ordinary_one() -> None:
    model = elmira()
    for concept in CONCEPTS:
        for dm in model.decision_makers:
            ordinary = model.stable(concept, dm)
            assert all(model.stable_unknown(concept, dm, reading, {}) == ordinary for reading in "abcd")
            assert model.stable_by_strength(concept, dm, "general", {}) == ordinary


def test_a_pair_that_is_unknown_is_unknown_for_all_states_of_its_numbers() -> None:
    model = elmira()
    # Uniroyal can abandon from anywhere; from 7 that is an improvement, if it is one at all.
    assert 3 not in model.stable_unknown("nash", "Uniroyal", "b", {})
    unknown = {"Uniroyal": [(3, 1), (3, 4), (3, 8), (3, 5), (3, 9), (3, 7), (3, 2), (3, 6)]}
    assert 3 in model.stable_unknown("nash", "Uniroyal", "b", unknown)
    assert 3 not in model.stable_unknown("nash", "Uniroyal", "a", unknown)


def test_a_coalition_leaves_what_its_members_keep_to() -> None:
    # Ministry and company went from 5 to 8 over the head of the local government (Kilgour et al. 2001).
    model = elmira()
    assert 5 in model.equilibria("seq")
    assert 5 not in model.coalition_stable(["Ministry", "Uniroyal"], "nash")
    assert model.coalition_equilibria([["Ministry", "Uniroyal"]], "nash") == (8, 9)
    assert model.coalition_stable("Ministry", "seq") == model.stable("seq", "Ministry")
    told = model.why(5, ["Ministry", "Uniroyal"], "nash")
    assert not told.stable
    assert str(told) == (
        "State 5 is not stable for Ministry and Uniroyal together under nash: they can move to state 8 (Ministry to "
        "state 6, then Uniroyal to state 8), which they prefer."
    )


def test_a_verdict_says_why_with_names_and_numbers() -> None:
    model = elmira()
    assert model.why(9, "Uniroyal", "seq").sentences == (
        "State 9 (the plant is abandoned) is stable for Uniroyal under seq: it can move to nothing that it prefers.",
    )
    for number in model.numbers:
        for dm in model.decision_makers:
            for concept in CONCEPTS:
                told = model.why(number, dm, concept)
                assert told.stable == (number in model.stable(concept, dm))
                assert told.sentences[0].startswith(f"State {number}")


def test_what_comes_of_the_status_quo() -> None:
    model = elmira()
    assert model.reached(1)[8] == 3
    assert model.reached(1, improving=True) == {1: 0, 5: 1}
    assert [path[-1] for path in model.paths(1, 5)] == [("Local", 5)]
    assert len(model.paths(1, 8, most=2)) == 2
    (outcome,) = model.settlements(1)
    assert outcome.states == (5,) and outcome.course == (("Local", 5),)
    printed = cases()["elmira"]
    drawn = GraphModel.from_arrows(printed["state_numbers"], printed["moves"], printed["rankings_best_first"])
    assert [end.states for end in drawn.settlements(1)] == [(5,)]
    cautious = {"ministry": "seq", "uniroyal": "nash", "local government": "gmr"}
    assert [end.states for end in drawn.settlements(1, cautious)] == [(1,)]


# what is told where something is wrong


def refused(error: type[ConflictError], saying: str) -> Any:
    return pytest.raises(error, match=saying)


def test_a_decision_maker_without_options_is_refused() -> None:
    with refused(OwnerWithoutOptions, "Column has no option: give it one, or leave it out"):
        dilemma(options={"Row": ["Row tells"], "Column": []})


def test_nobody_is_no_conflict() -> None:
    with refused(ConflictError, "at least one decision maker"):
        GraphModel.from_options({}, states=[""])
    with refused(ConflictError, "at least one decision maker"):
        GraphModel.from_arrows(1, {}, {})
    with refused(NoFeasibleState, "at least one state"):
        GraphModel.from_matrices({}, {})


def test_an_option_with_two_owners_is_refused() -> None:
    with refused(OptionWithTwoOwners, "'tells' is given to Row and to Column"):
        dilemma(options={"Row": ["tells"], "Column": ["tells"]})
    with refused(OptionWithTwoOwners, "stands under Row and says that it belongs to Column"):
        dilemma(options={"Row": [NamedOption("tells", "Column")], "Column": ["too"]})


def test_no_feasible_state_is_refused() -> None:
    with refused(NoFeasibleState, "take back one of"):
        dilemma(states=None, infeasible=["Y-", "N-"])
    with refused(NoFeasibleState, "take back one of"):
        dilemma(states=[])
    with refused(NoFeasibleState, "at least one state"):
        GraphModel.from_arrows(0, {"A": []}, {"A": []})


def test_a_ranking_that_misses_a_state_is_refused() -> None:
    with refused(RankingIncomplete, "the ranking of Row misses the state 2: put every state into its place"):
        dilemma(rankings={"Row": [3, 1, 4], "Column": [2, 1, 4, 3]})
    with refused(RankingIncomplete, "names the state 9, which is no state"):
        dilemma(rankings={"Row": [3, 1, 4, 2, 9], "Column": [2, 1, 4, 3]})
    with refused(RankingIncomplete, "the state 3 twice"):
        dilemma(rankings={"Row": [3, 1, 4, [2, 3]], "Column": [2, 1, 4, 3]})
    with refused(RankingIncomplete, "no preferences of Column: give a ranking, statements or weights"):
        dilemma(rankings={"Row": [3, 1, 4, 2]})
    with refused(RankingIncomplete, "the ranking of A misses the state 2"):
        GraphModel.from_arrows(2, {"A": [(1, 2)]}, {"A": [1]})
    with refused(RankingIncomplete, "the ranking of Row by levels misses the state 4"):
        dilemma().stable_by_strength("seq", "Row", "strong", {"Row": [[1, 2, 3]]})


def test_preferences_are_given_once_and_by_those_who_decide() -> None:
    with refused(ConflictError, "Row has preferences in 2 forms"):
        dilemma(statements={"Row": ["Y-"]})
    with refused(UnknownName, "preferences of 'Third'"):
        dilemma(statements={"Third": ["Y-"]})
    with refused(UnknownName, "a ranking of 'B'"):
        GraphModel.from_arrows(1, {"A": []}, {"A": [1], "B": [1]})


def test_a_matrix_that_is_not_square_is_refused() -> None:
    with refused(NotSquare, r"the matrix of A has the shape \(2, 3\): give it one row and one column"):
        GraphModel.from_matrices({"A": [[0, 1, 0], [0, 0, 0]]}, {"A": [1, 2]})
    with refused(NotSquare, "the matrix of B"):
        GraphModel.from_matrices({"A": [[0, 1], [0, 0]], "B": [[0]]}, {"A": [1, 2], "B": [1, 2]})


def test_sixty_options_are_refused_before_memory_is_taken() -> None:
    many = [f"option {n}" for n in range(60)]
    for feasible in ({"infeasible": ["Y" * 60]}, {"states": ["N" * 60]}):
        with refused(DoesNotFit, "60 options have 1,152,921,504,606,846,976 settings"):
            GraphModel.from_options({"A": many}, statements={"A": []}, **feasible)  # type: ignore[arg-type]


def test_more_states_than_can_be_listed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_LISTED", 3)
    with refused(DoesNotFit, "4 states are feasible, more than the 3"):
        dilemma(states=None)


def test_patterns_fit_the_options() -> None:
    with refused(ConflictError, "'Y' has 1 marks for 2 options"):
        dilemma(states=["Y"])
    with refused(ConflictError, "'X' of the pattern 'XY'"):
        dilemma(states=["XY"])
    with refused(ConflictError, "listed twice"):
        dilemma(states=["YY", "YY"], rankings={"Row": [1, 2], "Column": [1, 2]})
    with refused(ConflictError, "and not both"):
        dilemma(infeasible=["YY"])
    with refused(ConflictError, "one truth for each of the 4 states"):
        dilemma(rankings={"Row": [3, 1, 4, 2]}, statements={"Column": [[True, False]]})


def test_names_that_nobody_knows_are_told() -> None:
    model = dilemma()
    with refused(UnknownName, "no decision maker 'Third' among Row, Column"):
        model.stable("seq", "Third")
    with refused(UnknownName, "no state 5 among 1 to 4"):
        model.why(5, "Row", "seq")
    with refused(UnknownName, "'l2' is not one of the concepts nash, gmr, smr, seq, sseq, sim, limited, nonmyopic"):
        model.equilibria("l2")
    with refused(UnknownName, "no concept is given for Column"):
        model.equilibria({"Row": "seq"})
    with refused(UnknownName, "say how many moves ahead, as in horizon=3"):
        model.stable("limited", "Row")
    with refused(UnknownName, "'lies' is to be final"):
        dilemma(final=["lies"])
    with refused(UnknownName, "a weight for 'lies'"):
        dilemma(rankings={"Row": [3, 1, 4, 2]}, weights={"Column": {"lies": 1}})
    with refused(UnknownName, "a move of A names the state 3"):
        GraphModel.from_arrows(2, {"A": [(1, 3)]}, {"A": [1, 2]})


def test_what_is_no_number_or_list_is_told() -> None:
    with refused(ConflictError, "a weight is a number"):
        dilemma(rankings={"Row": [3, 1, 4, 2]}, weights={"Column": {"Row tells": float("nan")}})
    with refused(ConflictError, r"the options of Row are a list, as in \['Row tells'\]"):
        dilemma(options={"Row": "Row tells", "Column": ["Column tells"]})
    with refused(ConflictError, "two states have the same number"):
        GraphModel.from_arrows([1, 1], {"A": []}, {"A": [1]})
    with refused(ConflictError, "3 numbers for 2 states"):
        form = OptionForm(("A",), (NamedOption("a", "A"),), ((0,), (1,)), {"A": ((1,), (2,))})
        GraphModel.of(form, numbers=[1, 2, 3])


def test_concepts_that_need_more_are_refused_where_it_is_missing() -> None:
    drawn = GraphModel.from_arrows(2, {"A": [(1, 2)]}, {"A": [1, 2]})
    with refused(NotInOptionForm, "no options"):
        drawn.stable("sim", "A")
    with refused(NotInOptionForm, "no options"):
        drawn.coalition_stable(["A"], "seq", "merged")
    with refused(WrongNumberOfParties, "leader and a follower"):
        elmira().stackelberg("Ministry")


# what is exported


def test_the_package_exports_what_is_meant_to_be_used() -> None:
    meant = {
        "a conflict": "FIXED Conflict relation Graph drawn NamedOption OptionForm feasible_states "
        "by_statements by_weights lexicographic_ranks",
        "too large for arrays": "Local LocalConflict StateSet Symbolic one_nash",
        "for people": "GraphModel MORE_CONCEPTS Named Outcome Expected Why",
        "stability": "CONCEPTS equilibria security stable Verdicts verdicts_on sim_equilibria sim_stable",
        "looking ahead": "Anticipated anticipated limited_move_equilibria limited_move_stable "
        "nonmyopic_equilibria nonmyopic_stable "
        "stackelberg_equilibria",
        "coalitions": "coalition_equilibria coalition_improvements coalition_stable",
        "other preferences": "equilibrium_shares PartlyKnown equilibria_unknown stable_unknown "
        "Strengths equilibria_by_strength stable_by_strength",
        "why": "Answer Move TOGETHER Witness why JointAnswer JointWitness why_sim Foresight why_limited why_nonmyopic",
        "what comes about": "Reached reached shortest_paths "
        "DrawnSettlement Settlement Step TooManyCourses improves settle",
        "what can be wrong": "ConflictError DoesNotFit NoFeasibleState NotInOptionForm NotSquare OptionWithTwoOwners "
        "OwnerWithoutOptions RankingIncomplete UnknownName WrongNumberOfParties TimeUp NotInstalled "
        "WrongEntry NoRoundFound",
    }
    assert sorted(theory.__all__) == sorted(" ".join(meant.values()).split())
    for name in theory.__all__:
        assert getattr(theory, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'stabel'"):
        _ = theory.stabel  # type: ignore[attr-defined]


def test_all_that_the_errors_name_is_one_family() -> None:
    assert issubclass(ConflictError, ValueError)
    model = dilemma()
    assert stable(model.conflict, 0, "nash").sum() == len(model.stable("nash", "Row"))


DASHED = GraphModel.from_options(
    {"A": ["leave"], "B": ["b"]}, states=["NN", "NY", "Y-"], rankings={"A": [2, 3, 1], "B": [1, 2, 3]}
)


def test_of_a_number_with_several_states_the_reason_agrees_with_the_verdict() -> None:
    assert DASHED.stable("nash", "A") == (2,)
    assert not DASHED.why(3, "A", "nash").stable
    assert DASHED.why(2, "A", "nash").stable


def test_what_comes_of_a_number_comes_of_any_of_its_states() -> None:
    assert DASHED.paths(3, 2) == ((("A", 2),),)
    assert DASHED.reached(3) == {3: 0, 1: 1, 2: 1}
    assert {outcome.states for outcome in DASHED.settlements(3, "nash")} == {(3,)}


def test_a_number_is_read_back_as_settings() -> None:
    assert DASHED.settings(3) == ({"leave": "yes", "b": "no"}, {"leave": "yes", "b": "yes"})
    assert repr(DASHED) == "GraphModel(A, B; 3 states)"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: GraphModel.from_arrows(10**9, {"X": []}, {"X": [1]}), "too many"),
        (lambda: GraphModel.from_arrows(2, {"X": [(1, 2, 1)]}, {"X": [1, 2]}), "a pair of states"),  # type: ignore[list-item]
        (lambda: GraphModel.from_arrows(2, {"X": []}, {"X": None}), "a list of states"),  # type: ignore[dict-item]
        (lambda: GraphModel.from_matrices({"X": [[0, 1], [0]]}, {"X": [1, 2]}), "differ in length"),
        (lambda: GraphModel.from_options({"A": [3]}, rankings={"A": [1]}), "a name or a"),  # type: ignore[list-item]
        (lambda: GraphModel.from_options({"A": [NamedOption("a", "A")]}, rankings={"A": [1, 2]}, final=["a"]), "there"),
        (lambda: GraphModel.from_options({"A": [NamedOption("a", "A", now=5)]}, rankings={"A": [1, 2]}), "0 to 1"),
        (lambda: GraphModel.from_options({"A": ["a"]}, rankings={"A": [1, 2]}, called={9: "x"}), "state 9"),
        (lambda: DASHED.stable("nash", "A", horizon=2), "has a horizon"),
        (lambda: DASHED.stable_by_strength("gmr", "A", "strong", {"A": [[3, 1, 99], [2]]}), "state 99"),
        (lambda: DASHED.stable_by_strength("gmr", "A", "strong", {"A": [[3, 1], [1, 2]]}), "twice"),
    ],
)
def test_what_cannot_be_meant_is_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(theory.ConflictError, match=message):
        make()
