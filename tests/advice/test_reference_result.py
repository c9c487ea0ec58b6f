"""The design's example against the whole reference result of an independent evaluator."""

from __future__ import annotations

import json

import pytest

from overture.advice import Advice, results_json

from ..slow.agreement import differences
from .conftest import DATA

REFERENCE = json.loads((DATA / "example-1954.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result(example_audited: Advice) -> dict[str, object]:
    return json.loads(json.dumps(results_json(example_audited)))  # type: ignore[no-any-return]


def test_every_key_of_the_reference_is_met(result: dict[str, object]) -> None:
    assert list(differences("", result, REFERENCE)) == []


def test_states_and_packages_are_counted_alike(result: dict[str, object]) -> None:
    assert result["states"] == {"cells": 15552, "feasible": 9054, "packages": 148}


def test_courses_end_where_the_settlement_is(result: dict[str, object]) -> None:
    for told in result["proposals"].values():  # type: ignore[attr-defined]
        for settlement in told["settlements"]:
            end: dict[str, str] = {}
            for step in settlement["course"]:
                end.update(step["sets"])
            assert end in settlement["states"]


def test_the_tied_offer_depends_on_foresight(result: dict[str, object]) -> None:
    told = result["proposals"]["tied_offer"]  # type: ignore[index]
    assert told["goals"]["no_german_arms"] == "lost"
    assert told["goals_under"]["nash"]["no_german_arms"] == "open"
    assert told["goals_under"]["gmr"]["no_german_arms"] == "kept"
    assert told["depends_on_foresight"] == ["nash", "gmr", "smr"]


def test_entry_of_the_applicant_needs_fourteen_consents(result: dict[str, object]) -> None:
    entry = result["treaties"]["nat"]["entry"]["ussr"]  # type: ignore[index]
    assert len(entry["consents_needed"]) == len(entry["blocking"]) == 14


def test_a_difference_would_be_seen(result: dict[str, object]) -> None:
    changed = json.loads(json.dumps(result))
    changed["proposals"]["offer"]["goals"]["edc_stopped"] = "lost"
    assert [path for path, _, _ in differences("", changed, REFERENCE)] == ["/proposals/offer/goals/edc_stopped"]
