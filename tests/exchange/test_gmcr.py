"""Files of GMCR+: what comes out is the conflict that the file describes, whatever order its options have."""

from __future__ import annotations

import copy
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overture.advice import advise
from overture.conflict.errors import ConflictError, DoesNotFit, NoFeasibleState, RankingIncomplete
from overture.dossier import read
from overture.exchange.conflict_importing import import_conflict
from overture.exchange.gmcr import gmcr_dossier
from overture.exchange.gmcr_file import read_gmcr
from overture.exchange.tables import ImportProblem

from .conflict_files import HEAD, as_bytes, brought_in, expected, found, random_file

FERRY: dict[str, Any] = {
    # Coast has the first and the last option, Isle the two between
    "options": [
        {"name": "Subsidise", "permittedDirection": "both"},
        {"name": "Cut service", "permittedDirection": "fwd"},
        {"name": "Raise fares", "permittedDirection": "both"},
        {"name": "Licence a rival", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {"name": "Coast", "options": [0, 3], "preferences": [[[1, "N"]], [[0, "N"]]]},
        {
            "name": "Isle line", "options": [1, 2],
            "preferences": [
                {"compound": True, "members": [[[0, "Y"], [3, "N"]], [[0, "N"], [3, "Y"]]]},
                {"compound": True, "members": [[[0, "Y"], [2, "N"]], [[0, "N"], [2, "Y"]]]},
                [[2, "Y"]],
            ],
        },
    ],
    "infeasibles": [[[1, "Y"], [2, "Y"]], {"compound": True, "members": [[[0, "Y"], [3, "Y"]], [[1, "N"], [3, "N"]]]}],
    "useManualPreferenceRanking": False,
    "program": "gmcr-py",
    "version": "0.3.12",
}  # fmt: skip


def changed(**parts: Any) -> Any:
    return {**copy.deepcopy(FERRY), **parts}


@pytest.mark.parametrize("seed", range(120))
def test_states_rankings_and_moves_are_those_of_the_file(seed: int) -> None:
    file = random_file(seed)
    conflict, _ = brought_in(file)
    states, ranks, arrows = expected(file)
    got_states, got_ranks, got_arrows = found(conflict, file)
    assert set(got_states) == set(states)
    assert got_arrows == arrows
    for rank, got in zip(ranks, got_ranks, strict=True):
        order = sorted(set(rank.values()))
        assert {s: order.index(r) + 1 for s, r in rank.items()} == got


@pytest.mark.parametrize("seed", range(0, 120, 12))
def test_what_is_written_checks_and_analyses(seed: int) -> None:
    written, _ = gmcr_dossier(read_gmcr(as_bytes(random_file(seed))), HEAD)
    advice = advise(read(written.text(), "test"), audit=False)
    assert not [d for d in advice.diagnostics if d["severity"] == "error"]


def test_a_file_that_is_not_grouped_by_owner_is_regrouped_and_says_so() -> None:
    conflict, told = brought_in(FERRY)
    assert [o.id for o in conflict.options] == ["subsidise", "licence_rival", "cut_service", "raise_fares"]
    assert told[0] == (
        "options are not grouped by owner in the file; they are now: "
        "2 Licence a rival (was 4), 3 Cut service (was 2), 4 Raise fares (was 3)"
    )
    assert not [t for t in told if "anew" in t]


def test_states_keep_the_numbers_of_the_file_as_names() -> None:
    conflict, told = brought_in(FERRY)
    states, _, _ = expected(FERRY)
    got_states, _, _ = found(conflict, FERRY)
    assert {name: got_states[own] for own, name in conflict.called.names.items()} == {
        f"s{number}": state for number, state in enumerate(states, 1)
    }
    last = len(states)
    assert told[-2:] == (
        f"states keep their numbers as names: state {last} of the file is s{last}, "
        f"as in `overture explain CASE --state s{last}`",
        "numbers of states that Overture prints are its own, from 0, the last option changing fastest",
    )


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_every_state_has_the_name_of_its_number(seed: int) -> None:
    file = random_file(seed)
    conflict, _ = brought_in(file)
    states, _, _ = expected(file)
    got_states, _, _ = found(conflict, file)
    named = {int(name.removeprefix("s")): got_states[own] for own, name in conflict.called.names.items()}
    assert named == dict(enumerate(states, 1))


def test_of_many_states_the_first_are_named_and_the_others_told(monkeypatch: pytest.MonkeyPatch) -> None:
    states, _, _ = expected(FERRY)
    conflict, told = named_at_most(3, monkeypatch)
    got_states, _, _ = found(conflict, FERRY)
    assert {name: got_states[own] for own, name in conflict.called.names.items()} == {
        f"s{number}": state for number, state in enumerate(states[:3], 1)
    }
    assert told[-2] == (
        "the states 1 to 3 keep their numbers as names: state 3 of the file is s3, "
        f"as in `overture explain CASE --state s3`; the states 4 to {len(states)} are too many to be named"
    )


def named_at_most(count: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("overture.exchange.gmcr.LOOKED_AT", 16 * count + 15)  # of four options
    return brought_in(FERRY)


def test_a_ranking_names_states_by_the_numbers_of_the_file() -> None:
    states, _, _ = expected(FERRY)
    ranking = list(range(len(states), 0, -1))
    file = changed(useManualPreferenceRanking=True)
    for party in file["decisionMakers"]:
        party["preferenceRanking"] = ranking
    conflict, told = brought_in(file)
    got_states, got_ranks, _ = found(conflict, file)
    assert [got_states[n] for n in np.argsort([-got_ranks[0][s] for s in got_states])] == states[::-1]
    assert any("its statements give another and are left out" in t for t in told)


def test_a_file_that_is_grouped_keeps_its_numbers() -> None:
    file = changed(options=[FERRY["options"][0], FERRY["options"][3], *FERRY["options"][1:3]], infeasibles=[])
    file["decisionMakers"] = [
        {"name": "Coast", "options": [1, 0], "preferences": [[[0, "Y"]]]},
        {"name": "Isle line", "options": [2, 3], "preferences": [[[2, "Y"]]]},
    ]
    conflict, told = brought_in(file)
    assert not [t for t in told if "grouped" in t]
    # Overture's own numbers count otherwise all the same, so names are told
    assert conflict.called.names[1] == "s9"
    assert told[-2].startswith("states keep their numbers as names: state 16 of the file is s16")


def test_statements_that_give_the_ranking_that_was_entered_are_kept() -> None:
    states, ranks, _ = expected(FERRY)
    file = changed(useManualPreferenceRanking=True)
    for party, rank in zip(file["decisionMakers"], ranks, strict=True):
        levels = sorted(set(rank.values()), reverse=True)
        party["preferenceRanking"] = [[n for n, s in enumerate(states, 1) if rank[s] == level] for level in levels]
    written, told = gmcr_dossier(read_gmcr(as_bytes(file)), HEAD)
    assert not written.outcomes
    assert "Coast: its statements give the ranking that was entered" in told
    assert written.preferences["isle_line"] == [
        "subsidise iff not licence_rival", "subsidise iff not raise_fares", "raise_fares",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ranking", "told"),
    [
        ([1, [2]], "the ranking of Coast misses the states 3, 4, 5, 6, 7, 8"),
        ([1, 2, 3, 4, 5, [6, 7]], "misses the state 8"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 8], "9 entries for 8 feasible states"),
        ([1, 1, 2, 3, 4, 5, 6, 7], "misses the state 8"),
        ([1, 2, 3, 4, 5, 6, 7, 99], "misses the state 8"),
        (None, "has none of Coast"),
    ],
)
def test_a_ranking_that_does_not_cover_the_feasible_states_is_refused(ranking: Any, told: str) -> None:
    file = changed(options=FERRY["options"][:3], infeasibles=[], useManualPreferenceRanking=True)
    file["decisionMakers"] = [
        {"name": "Coast", "options": [0], "preferences": []},
        {"name": "Isle line", "options": [1, 2], "preferences": [], "preferenceRanking": list(range(1, 9))},
    ]
    if ranking is not None:
        file["decisionMakers"][0]["preferenceRanking"] = ranking
    with pytest.raises(RankingIncomplete, match=told):
        brought_in(file)


def test_stored_payoffs_are_never_trusted() -> None:
    before, told = brought_in(FERRY)
    file = changed()
    file["feasibles"] = [0, 1]
    for party in file["decisionMakers"]:
        party["payoffs"] = [1, 2, 3]
        party["preferenceRanking"] = [1]  # of an earlier day: the file says that statements count
    after, more = brought_in(file)
    assert all((a == b).all() for a, b in zip(before.payoffs, after.payoffs, strict=True))
    assert set(more) - set(told) == {
        f"{name}: the payoffs in the file are not those that follow; not used" for name in ("Coast", "Isle line")
    }


def test_payoffs_that_follow_are_passed_over_in_silence() -> None:
    file = changed(options=FERRY["options"][:1], infeasibles=[])
    file["decisionMakers"] = [{"name": "Coast", "options": [0], "preferences": [[[0, "Y"]]], "payoffs": [1, 2]}]
    assert not [t for t in brought_in(file)[1] if "payoffs" in t]


def test_more_than_64_statements() -> None:
    file = changed(
        options=[{"name": f"Option {n}", "permittedDirection": "both"} for n in range(8)], infeasibles=[]
    )
    statements: list[Any] = [[[n % 8, "YN"[n // 8 % 2]], [(n + 1 + n // 16) % 8, "YN"[n % 2]]] for n in range(70)]
    statements = list({json.dumps(sorted(s)): s for s in statements}.values())
    statements += [{"compound": True, "members": [[[a, "Y"]], [[b, "N"], [c, "Y"]]]}
                   for a in range(5) for b in range(5, 7) for c in (7,)]  # fmt: skip
    statements += [[[0, "Y"], [n, "N"], [(n % 7) + 1, "Y"]] for n in range(1, 8) if n != (n % 7) + 1]
    assert len(statements) > 64
    file["decisionMakers"] = [
        {"name": "Coast", "options": [0, 1, 2, 3], "preferences": statements},
        {"name": "Isle", "options": [4, 5, 6, 7], "preferences": statements[::-1]},
    ]
    conflict, _ = brought_in(file)
    states, ranks, _ = expected(file)
    _, got, _ = found(conflict, file)
    for rank, other in zip(ranks, got, strict=True):
        assert {s: r + 1 for s, r in rank.items()} == other
    for party, rank in zip(file["decisionMakers"], ranks, strict=True):
        party["payoffs"] = [rank[s] for s in states]
    assert not [t for t in brought_in(file)[1] if "payoffs" in t]


def test_what_a_dossier_cannot_hold_is_told() -> None:
    file = changed(coalitions=[0, [0, 1]])
    file["decisionMakers"].append({"name": "Press", "options": [], "preferences": []})
    file["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]]
    file["decisionMakers"][0]["preferences"].append([[0, "N"]])
    file["decisionMakers"][0]["preferences"].append([])
    file["decisionMakers"][1]["preferences"] = []
    conflict, told = brought_in(file)
    assert conflict.ids == ("coast", "isle_line")
    assert set(told) >= {
        "the coalition of Coast, Isle line is not taken over: each decides alone",
        "Press has no option, so it moves nothing; it is left out",
        "what Coast misperceives is not taken over",
        "Coast: left out, since it says nothing new: statement 3, 4",
        "Isle line has no statement in the file: all states are alike to it",
    }
    assert set(conflict.payoffs[1]) == {1}


def test_the_status_quo_is_feasible_and_told() -> None:
    file = changed(infeasibles=[[[0, "N"], [3, "N"]], [[3, "Y"]], [[1, "N"]]])
    written, told = gmcr_dossier(read_gmcr(as_bytes(file)), HEAD)
    # Cut service goes from no to yes only and has happened; Licence goes from yes to no only and has
    assert "the file has no status quo: nothing is done but Subsidise, Cut service; no equilibrium hangs on it" in told
    text = written.text()
    assert "cut_service: {text: Cut service, now: yes, final: [yes]}" in text
    assert "licence_rival: {text: Licence a rival, final: [no]}" in text
    conflict, _ = brought_in(file)
    assert found(conflict, file)[2] == expected(file)[2]


def test_ids_are_made_of_any_names() -> None:
    names = ("not", "s1", "s2", "Норвегия", "s1", '"; drop: [', "rules", "a: b # c", "")
    file = changed(
        options=[{"name": n or "\ud800\u202e!", "permittedDirection": "both"} for n in names], infeasibles=[[[0, "Y"]]]
    )
    file["decisionMakers"] = [
        {"name": "same", "options": list(range(5)), "preferences": [[[0, "Y"]]] * 3},
        {"name": "same", "options": list(range(5, len(names))), "preferences": [[[8, "Y"]]]},
    ]
    conflict, _ = brought_in(file)
    assert len({o.id for o in conflict.options}) == len(names)
    file["useManualPreferenceRanking"] = True
    file["decisionMakers"][0]["preferenceRanking"] = [list(range(1, 257))]
    file["decisionMakers"][1]["preferenceRanking"] = list(range(1, 257))
    conflict, _ = brought_in(file)
    assert sorted(set(conflict.payoffs[1])) == list(range(1, 257))


# hostile files


def refused(data: bytes) -> str:
    start = time.process_time()
    with pytest.raises((ImportProblem, ConflictError)) as caught:
        gmcr_dossier(read_gmcr(data), HEAD)[0].text()
    assert time.process_time() - start < 20
    assert str(caught.value).replace("\n", "").isprintable()
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1, column 1: this cannot be read as JSON"),
        (b"{", "cannot be read as JSON"),
        (b"[]", "this is no file of GMCR+"),
        (b"null", "this is no file of GMCR+"),
        (b"{}", "`options` and `decisionMakers` are missing"),
        (b'{"options": []}', "`decisionMakers` is missing"),
        (b"\xff\xfe{\0}\0", "UTF-16"),
        (b'{"a": "\xe4"}', "is not UTF-8"),
        (b"[" * 100_000, "nested more than 12 deep"),
        (b'{"a":' * 100_000, "nested more than 12 deep"),
        (b'{"options": 1' + b"0" * 100_000 + b"}", "is too large"),
        (b'{"options": NaN}', "NaN is no number"),
        (b'{"options": [], "options": []}', "the key `options` is there twice"),
        (b'{"options": 3, "decisionMakers": {}}', "`options`: a list is expected, found `3`"),
        (b'{"options": [{}], "decisionMakers": []}', "option 1: a group with a `name` is expected, found nothing"),
        (b'{"options": [[]], "decisionMakers": [7]}', "decision maker 1: a group with a `name` is expected, found `7`"),
        (b" " * 5_000_000, "larger than 4 MB"),
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_no_such_file_is_refused_in_words(data: bytes, told: str) -> None:
    assert told in refused(data)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("options", 0, "permittedDirection"), "sideways", "option 1 (Subsidise), `permittedDirection`: `both`, `fwd`"),
        (("options", 0, "permittedDirection"), ["both"], "`both`, `fwd` or `back` is expected"),
        (("options", 0, "name"), 7, "option 1: a group with a `name`"),
        (("decisionMakers", 0, "options"), [0, 99], "decision maker 1 (Coast), option 2: the number of an option"),
        (("decisionMakers", 0, "options"), [True], "the number of an option is expected, 0 to 3, found `true`"),
        (("decisionMakers", 0, "options"), [-1], "0 to 3, found `-1`"),
        (("decisionMakers", 0, "options"), [0, 1], "`Cut service` belongs to Coast already"),
        (("decisionMakers", 0, "options"), [0], "nobody has the option `Licence a rival`"),
        (("decisionMakers", 0, "preferences"), {"a": 1}, "a list is expected"),
        (("decisionMakers", 0, "preferences", 0), [[1, "Q"]], "statement 1: a pair of an option, 0 to 3, and `Y`"),
        (("decisionMakers", 0, "preferences", 0), [[1, "Y"], [1, "N"]], "it names the option `Cut service` twice"),
        (("decisionMakers", 0, "preferences", 0), [[1.5, "Y"]], "a pair of an option"),
        (("infeasibles", 1, "members"), [], "infeasible condition 2: a compound condition without members"),
        (("infeasibles", 1, "members"), None, "a list is expected, found nothing"),
        (("infeasibles", 0), "YY--", "a list of pairs"),
        (("infeasibles",), [[]], "no state is feasible"),
        (("useManualPreferenceRanking",), "yes", "true or false is expected"),
        (("decisionMakers", 0, "preferenceRanking"), [1, "2"], "ranking, place 2: the number of a state"),
        (("decisionMakers", 0, "preferenceRanking"), [[]], "ranking, place 1"),
        (("decisionMakers", 0, "preferenceRanking"), [0], "the number of a state, from 1"),
    ],
)
def test_every_wrong_part_is_told_with_its_place(path: tuple[Any, ...], value: Any, told: str) -> None:
    file = changed()
    at = file
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert told in refused(as_bytes(file))


def test_mistakes_are_told_all_at_once() -> None:
    file = changed()
    file["options"][0]["permittedDirection"] = "x"
    file["decisionMakers"][1]["preferences"][2] = 5
    assert len(refused(as_bytes(file)).splitlines()) == 2


def test_large_files_end_with_a_message() -> None:
    many = changed(options=[{"name": f"o{n}", "permittedDirection": "both"} for n in range(40)], infeasibles=[])
    many["decisionMakers"] = [{"name": "One", "options": list(range(40)), "preferences": []}]
    assert "40 options have 1,099,511,627,776 settings" in refused(as_bytes(many))
    some = changed(options=many["options"][:20], infeasibles=[[[0, "Y"]]] * 6_000)
    assert "6,000 entries are too many; 5,000 are the most" in refused(as_bytes(some))
    some["infeasibles"] = [{"compound": True, "members": [[[0, "Y"]]] * 1_000}] * 6
    assert "more than 5,000 conditions" in refused(as_bytes(some))
    some["decisionMakers"] = [{"name": "One", "options": list(range(20)), "preferences": []}]
    some["infeasibles"] = [[[n % 20, "Y"], [(n + 1) % 20, "N"]] for n in range(4_990)] + [[[0, m]] for m in "YN"]
    with pytest.raises(NoFeasibleState):
        brought_in(some)
    some["options"] = many["options"][:24]
    some["decisionMakers"][0]["options"] = list(range(24))
    with pytest.raises(DoesNotFit, match="far more than there are"):
        brought_in(some)
    some["infeasibles"] = []
    some["useManualPreferenceRanking"] = True
    some["decisionMakers"][0]["preferenceRanking"] = [list(range(1, 300_000))]
    assert "16,777,216 feasible states are too many to be ranked one by one" in refused(as_bytes(some))


def test_the_largest_conflict_by_statements_is_written() -> None:
    file = changed(options=[{"name": f"o{n}", "permittedDirection": "both"} for n in range(24)])
    file["infeasibles"] = [[[n, "Y"], [n + 1, "Y"]] for n in range(23)]
    file["decisionMakers"] = [
        {"name": "One", "options": list(range(0, 24, 2)), "preferences": [[[0, "Y"]]], "payoffs": [1]},
        {"name": "Two", "options": list(range(1, 24, 2)), "preferences": [[[1, "Y"]]]},
    ]
    written, told = gmcr_dossier(read_gmcr(as_bytes(file)), HEAD)
    assert "excluded_23" in written.text()
    assert "state 8" in written.text() and "state 9" not in written.text()
    assert any(t.startswith("the states 1 to 8 keep their numbers as names: ") for t in told)


lenient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | st.text(max_size=5) | st.sampled_from(["Y", "N"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@lenient
@given(data=st.data())
def test_any_part_in_the_place_of_another(data: st.DataObject) -> None:
    file = changed()
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = file
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
                at[key] = data.draw(anything)
                break
            at = at[key]
    try:
        written, told = gmcr_dossier(read_gmcr(json.dumps(file).encode()), HEAD)
    except (ImportProblem, ConflictError) as problem:
        assert str(problem)
        return
    read(written.text(), "test")
    assert all(told)


@lenient
@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(ImportProblem):
        read_gmcr(data)


def test_a_file_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "ferry.gmcr"
    path.write_bytes(as_bytes(FERRY))
    found = import_conflict(path, "gmcr", date(1991, 1, 15), proposer="Isle line")
    assert found.yaml.startswith("# Imported from ferry.gmcr, a file of GMCR+. What was noticed:\n# - options are not")
    assert "title: ferry\nas_of: 1991-01-15\nproposer: isle_line\n" in found.yaml
    assert not [r for r in found.reports if "first decision maker" in r or "date" in r]
    with pytest.raises(ImportProblem, match="is called `Sea`; there are Coast, Isle line"):
        import_conflict(path, "gmcr", proposer="Sea")
