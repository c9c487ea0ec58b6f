"""Shares of capability and vulnerability."""

from __future__ import annotations

from overture.treaties.duties.balance import ANYONE, shares, vulnerability


def test_a_share_falls_as_a_candidate_joins() -> None:
    found = shares({"a": 6.0, "b": 2.0, "c": 8.0}, ["a", "b"], ["c"])
    first = found.shares[0]
    assert (first.share, first.with_candidate["c"]) == (0.75, 0.375)


def test_the_share_of_the_ussr_in_a_european_treaty_of_1954() -> None:
    """Composite capability of 1954 (Singer, Bremer and Stuckey 1972; NMC v5): 0.1845 of 0.4461 in all."""
    values = {"ussr": 0.1845277, "the_27_others": 0.2615861, "usa": 0.2809401}
    found = shares(values, ["ussr", "the_27_others"], ["usa"])
    assert round(found.shares[0].share, 3) == 0.414
    assert round(found.shares[0].with_candidate["usa"], 3) == 0.254


def test_who_has_no_figure_is_missing_and_not_nothing() -> None:
    assert shares({"a": 1.0}, ["a", "b"]).missing == ("b",)
    assert vulnerability([{"a": 1.0}], {"a": ["b"]}, [["c"]]).missing == ("b", "c")


def test_help_that_is_owed_protects() -> None:
    figures = {"big": 5.0, "small": 2.0, "friend": 4.0}
    alone = vulnerability([figures], {"small": []}, [["big"]])
    helped = vulnerability([figures], {"small": ["friend"]}, [["big"]])
    assert [t.succeeds for t in alone.threats] == ["always"]
    assert [t.succeeds for t in helped.threats] == ["never"]


def test_an_attacker_that_owes_help_is_no_helper() -> None:
    found = vulnerability([{"a": 3.0, "b": 2.0, "c": 2.0}], {"b": ["a", "c"]}, [["a"]])
    assert found.threats[0].helpers == ("c",)


def test_a_result_that_hangs_on_the_ratio_needed_is_told_as_sometimes() -> None:
    found = vulnerability([{"a": 3.0, "b": 2.0}], {"b": []}, [["a"]], needed=(1.0, 2.0))
    assert found.threats[0].succeeds == "sometimes"


def test_anyone_not_obliged_attacks_together() -> None:
    found = vulnerability([{"a": 1.0, "b": 2.0, "c": 2.0, "d": 2.0}], {"b": ["c"]}, ANYONE)
    assert found.threats[0].attackers == ("a", "d")
