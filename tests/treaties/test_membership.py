"""Treaties in brief: what membership, force and invitation mean in a state."""

from __future__ import annotations

from itertools import combinations

import pytest

from overture.advice import Advice, advise
from overture.dossier import read
from overture.treaties import Decision, DecisionRule, blocking

HEAD = """
overture: 1
title: A treaty
as_of: 2024-01-15
proposer: us
actors:
  us: {name: Us}
  a: {name: A}
  b: {name: B}
  c: {name: C}
  ab: {name: A and B, kind: group, members: [a, b]}
  x: {name: X}
options:
  us: {ask: {text: ask}}
  a: {yes_a: {text: consents}, ratifies_a: {text: ratifies}}
  b: {yes_b: {text: consents}, ratifies_b: {text: ratifies}}
preferences: {us: [ask], a: [yes_a or not ask, ratifies_a], b: [not yes_b, not ratifies_b]}
proposals: {asking: {ask: yes}}
treaties:
"""


def after_asking(treaties: str) -> Advice:
    return advise(read(HEAD + treaties), audit=False)


def status(advice: Advice, treaty: str):  # type: ignore[no-untyped-def]
    return advice.by_world[0].proposals["asking"].settlements[0].treaties[treaty]


def entry(consent: str) -> str:
    return f"""
  t:
    name: T
    stage: in force
    parties: [ab, c]
    entry: {{rule: {{consent: {consent}}}, applies: {{x: ask}}, consents: {{x: {{a: yes_a, b: yes_b, c: 2023-05-05}}}}}}
"""


def test_under_unanimity_one_refusal_keeps_an_applicant_out() -> None:
    advice = after_asking(entry("every party"))
    assert "x" not in status(advice, "t").parties
    assert status(advice, "t").consenting["x"] == ("a", "c")
    report = advice.treaties["t"].entry["x"]
    assert report.given == ("c",)
    assert report.blocking == ("a", "b")


def test_under_a_majority_two_of_three_admit() -> None:
    advice = after_asking(entry("majority"))
    assert "x" in status(advice, "t").parties
    assert advice.treaties["t"].entry["x"].blocking == ()
    assert advice.treaties["t"].entry["x"].blocking_sets == (("a", "b"),)


def test_a_veto_blocks_alone_under_any_number() -> None:
    advice = after_asking(entry("{at_least: 1, among_them: [b]}"))
    assert "x" not in status(advice, "t").parties
    assert advice.treaties["t"].entry["x"].blocking == ("b",)


def test_an_invited_state_that_has_not_acted_is_not_party() -> None:
    advice = after_asking(entry("majority").replace("applies: {x: ask}, ", ""))
    assert status(advice, "t").invited == ("x",)
    assert "x" not in status(advice, "t").parties


def test_a_signed_treaty_is_in_force_once_every_signatory_has_ratified() -> None:
    text = """
  t: {name: T, stage: signed, signatories: [ab], ratified: {a: ratifies_a, b: 2023-01-01}}
"""
    advice = after_asking(text)
    assert status(advice, "t").in_force
    assert status(advice, "t").parties == ("a", "b")
    assert not advice.treaties["t"].today.in_force
    assert advice.treaties["t"].ratification is not None
    assert advice.treaties["t"].ratification.pivotal == ("a",)


def test_a_ratification_that_nobody_modelled_is_unknown_and_never_false() -> None:
    advice = after_asking("\n  t: {name: T, stage: signed, signatories: [ab], ratified: {a: 2023-01-01}}\n")
    assert list(advice.open) == ["ratification_b_t"]
    assert {w.proposals["asking"].settlements[0].treaties["t"].in_force for w in advice.by_world} == {True, False}


def test_a_draft_binds_those_it_names_once_it_is_in_force() -> None:
    advice = after_asking("\n  t: {name: T, named: {a: yes, c: ask}, observers: {c: yes, x: yes}, in_force: ask}\n")
    assert status(advice, "t").parties == ("a", "c")
    assert status(advice, "t").observers == ("x",)
    assert advice.treaties["t"].today.observers == ("c", "x")


def test_a_treaty_that_lapses_binds_nobody() -> None:
    advice = after_asking("\n  t: {name: T, stage: in force, parties: [a, c], lapses: ask}\n")
    assert advice.treaties["t"].today.parties == ("a", "c")
    assert status(advice, "t").parties == ()


def test_help_is_owed_between_parties_of_a_treaty_in_force() -> None:
    text = """
  t: {name: T, stage: in force, parties: [ab], duties: [{bearer: every party, to: every party, do: assist}]}
facts:
  helps: {text: A helps B, when: a is bound to help b, basis: fact}
  helps_x: {text: A helps X, when: a is bound to help x, basis: fact}
claims:
  bound: {holds: helps and not helps_x}
"""
    assert advise(read(HEAD + text)).claims["bound"].verdict == "follows"


@pytest.mark.parametrize(
    "rule", [DecisionRule(), DecisionRule("majority"), DecisionRule("two thirds"), DecisionRule(2)]
)
@pytest.mark.parametrize("given", [frozenset(), frozenset("a"), frozenset("abc")])
def test_blocking_sets_are_the_minimal_ones(rule: DecisionRule, given: frozenset[str]) -> None:
    """Against every subset of the parties, by the words of the definition."""
    parties = tuple("abcde")
    free = [p for p in parties if p not in given]
    needed = rule.needed(len(parties))
    found: list[set[str]] = []
    for size in range(1, len(free) + 1):
        for chosen in map(set, combinations(free, size)):
            if len(parties) - len(chosen) < needed and not any(smaller < chosen for smaller in found):
                found.append(chosen)
    alone, together, more = blocking(Decision(rule, parties, {}), given)
    assert [{p} for p in alone] == [s for s in found if len(s) == 1]
    if not alone:
        assert [set(s) for s in together] == found
    assert not more
