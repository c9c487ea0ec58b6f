"""What `check` warns of: allowed, but probably not meant."""

from __future__ import annotations

import re

from overture.advice import advise
from overture.dossier import read
from overture.library import case


def codes(text: str) -> list[str]:
    return [str(d["code"]) for d in advise(read(text), audit=False).diagnostics]


FIRST = case("first-case")


def test_the_first_case_has_no_warning() -> None:
    assert codes(FIRST) == []


def test_an_opponent_that_wishes_above_all_to_answer_is_warned_of() -> None:
    text = FIRST.replace(
        "them: [reply is not accept", "them: [reply is not none or offer is silent, reply is not accept"
    )
    assert "W111" in codes(text)


def test_exclusive_conditions_whose_order_matters_are_warned_of() -> None:
    text = FIRST.replace(
        "  them: [",
        "  them: [{want: reply is refuse, if: offer is treaty}, {want: reply is accept, if: offer is not treaty}, ",
    )
    assert "W110" not in codes(text)
    # each of the two spoils the one case in which it applies: which case is taken hangs on their order
    text = re.sub(
        r"  them: \[.*\]",
        "  them: [reply is not none or offer is silent, {want: false, if: reply is accept}, "
        "{want: false, if: reply is refuse}]",
        FIRST,
    )
    assert "W110" in codes(text)


def test_a_condition_that_another_can_change_is_named() -> None:
    text = FIRST.replace("  us:   [", "  us:   [{want: offer is talks, if: reply is accept}, ")
    (warning,) = [d for d in advise(read(text), audit=False).diagnostics if d["code"] == "W109"]
    assert "them" in str(warning["message"])


def test_an_option_that_nobody_mentions_is_warned_of() -> None:
    text = FIRST.replace("options:\n  us:\n", "options:\n  us:\n    idle: {text: idle}\n")
    assert codes(text) == ["W101"]


def test_a_value_taken_against_its_likelihood_is_warned_of() -> None:
    assert "W105" in codes(FIRST + "assumptions: {rain: {text: it rains, likelihood: unlikely, taken: true}}\n")


def test_a_statement_that_separates_nothing_is_warned_of_unless_an_assumption_could_make_it_matter() -> None:
    assert "W106" in codes(FIRST.replace("  us:   [", "  us:   [true, "))
    switch = "assumptions: {rain: {text: it rains, taken: false}}\n"
    assert "W106" not in codes(FIRST.replace("  us:   [", "  us:   [rain and offer is talks, ") + switch)


def test_an_argument_that_nothing_limits_is_warned_of() -> None:
    argument = "arguments: {costly: {claim: it costs too much, opposes: offer}}\n"
    assert "W112" in codes(FIRST + argument)
    assert "W112" not in codes(FIRST + argument.rstrip("}\n") + "}, cheap: {claim: it does not, limits: costly}}\n")


OBJECTION = """\
sources: {paper: A paper}
reports: [{of: them, to: offer.talks, sign: against, from: paper}]
arguments:
  costly: {claim: it costs too much, opposes: offer, used: {by: them}}
  cheap: {claim: it does not, limits: costly}
"""


def objection(of: str, to: str) -> str:
    return OBJECTION.replace("to: offer.talks", f"to: {of}").replace("opposes: offer", f"opposes: {to}")


def test_an_objection_to_the_option_where_the_report_is_of_a_choice_is_warned_of() -> None:
    (warning,) = [d for d in advise(read(FIRST + OBJECTION), audit=False).diagnostics if d["code"] == "W113"]
    assert "`costly`, opposes `offer`" in str(warning["message"])
    assert "W113" in codes(FIRST + objection(of="offer", to="offer.talks"))
    for same in ("offer", "offer.talks"):
        assert "W113" not in codes(FIRST + objection(of=same, to=same))


def test_objections_to_another_choice_or_of_another_audience_are_not_taken_for_it() -> None:
    assert "W113" not in codes(FIRST + OBJECTION.replace("opposes: offer", "opposes: offer.treaty"))
    assert "W113" not in codes(FIRST + OBJECTION.replace("sign: against", "sign: for"))
    assert "W113" not in codes(FIRST + OBJECTION.replace("used: {by: them}", "used: {by: us}"))


def test_a_claim_about_a_choice_that_no_objection_names_is_warned_of() -> None:
    claim = "claims: {met: {text: they are answered, audience: them, to: offer.talks, is: answered}}\n"
    text = FIRST + OBJECTION.replace("to: offer.talks", "to: offer") + claim
    (warning,) = [d for d in advise(read(text), audit=False).diagnostics if d["code"] == "W113"]
    assert str(warning["message"]).startswith("`met` is about `offer.talks`")


def test_a_fact_without_a_source_may_be_a_definition() -> None:
    text = FIRST + "sources: {paper: A paper}\nfacts: {agreed: {when: reply is accept}}\n"
    (warning,) = [d for d in advise(read(text), audit=False).diagnostics if d["code"] == "W104"]
    assert "`basis: fact` where `when` only says what is meant" in str(warning["hint"])
