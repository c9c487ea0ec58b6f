"""Acts need a power, facts do not; what is not on record is false only where the record is complete."""

from __future__ import annotations

from datetime import date

import pytest

from overture.treaties.answers.questions import ask
from overture.treaties.answers.supposing import UnreadQuestion, read_question
from overture.treaties.semantics.fold import play
from tests.treaties.library import opened

LAKE = """
treaty: lake
name: Lake Treaty
signed: {on: 1950-01-01}
groups:
  signatories: [alba, bora, cora]
  riparian: [alba, bora, cora, dora, fara]
provisions:
  - art: "1"
    says: In force when two of the three have deposited.
    status: {in_force: at least 2 of signatories deposited}
  - art: "2"
    says: A signatory deposits.
    power: {act: deposit, by: x, needs: [x is a signatory], effect: x is a contracting state}
  - art: "3"
    says: The parties may together invite a riparian state.
    power:
      {act: invite, by: the parties together, of: x, effect: x is invited,
       needs: [x is riparian, x is not a party, every party consents to x]}
  - art: "3"
    says: Who is invited may accede.
    power: {act: accede, by: x, needs: [x is invited], effect: x is a party}
  - art: "4"
    says: After five years a party may leave a year after its notice.
    power:
      {act: denounce, by: x, needs: [x is a party], not_before: in force + 5 years, notice: 1 year,
       effect: x ceases to be a party when the notice has run}
  - art: "5"
    says: Each helps one attacked on the lake, as it deems necessary.
    duty:
      {when: armed attack on a party, where: lake, bearer: every other party, do: assist, how: as it deems necessary}
regions: {lake: [north_shore, south_shore], elsewhere: [desert]}
log:
  complete: {acts: [deposit, invite, accede, denounce], until: 1960-12-31}
  events: [EVENTS]
"""
DEPOSITS = "{on: 1950-03-01, act: deposit, by: alba}, {on: 1950-04-01, act: deposit, by: bora}, "
INVITED = "{on: 1951-01-01, act: invite, of: dora, by: all parties}, {on: 1951-02-01, act: accede, by: dora}, "


def lake(events: str, **changes: str) -> str:
    text = LAKE.replace("EVENTS", events.rstrip(", "))
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def standing(text: str, day: str, word: str, who: str) -> str:
    return play(opened(text).system).at(date.fromisoformat(day)).standing(word, "lake", who).word


def answer(text: str, question: str) -> object:
    return ask(opened(text).system, read_question(question), "lake").answer


def words(text: str) -> list[tuple[str, str, str]]:
    return [
        (line.subject, str(line.entry.event.act), line.word)
        for line in play(opened(text).system).lines
        if line.entry is not None and line.entry.event.act
    ]


def test_a_treaty_is_in_force_on_the_day_its_condition_is_met() -> None:
    state = play(opened(lake(DEPOSITS)).system)
    assert state.at(date(1950, 3, 31)).in_force("lake").word == "false"
    assert state.at(date(1950, 4, 1)).in_force("lake").word == "true"
    assert state.at(date(1950, 4, 1)).since("lake") == date(1950, 4, 1)


def test_who_has_deposited_before_entry_into_force_is_a_contracting_state_and_no_party() -> None:
    text = lake(DEPOSITS)
    assert standing(text, "1950-03-15", "contracting state", "alba") == "true"
    assert standing(text, "1950-03-15", "party", "alba") == "false"
    assert standing(text, "1950-04-01", "party", "alba") == "true"


def test_an_act_without_a_power_is_refused_and_changes_nothing() -> None:
    text = lake(DEPOSITS + "{on: 1952-01-01, act: accede, by: fara}")
    assert ("fara", "accede", "refused") in words(text)
    assert standing(text, "1952-01-01", "party", "fara") == "false"


def test_an_invited_state_becomes_a_party_by_its_own_act() -> None:
    text = lake(DEPOSITS + INVITED)
    assert standing(text, "1951-01-15", "party", "dora") == "false"
    assert standing(text, "1951-01-15", "invited", "dora") == "true"
    assert standing(text, "1951-02-01", "party", "dora") == "true"


def test_a_recorded_act_whose_conditions_are_not_known_stands_and_is_not_shown() -> None:
    text = lake(DEPOSITS + "{on: 1951-02-01, act: accede, by: dora}, ").replace(
        "acts: [deposit, invite, accede, denounce]", "acts: [deposit, accede, denounce]"
    )
    assert ("dora", "accede", "not shown") in words(text)
    assert standing(text, "1951-02-01", "party", "dora") == "true"


def test_the_same_act_is_refused_where_the_log_is_complete_for_the_invitation() -> None:
    text = lake(DEPOSITS + "{on: 1951-02-01, act: accede, by: dora}, ")
    assert ("dora", "accede", "refused") in words(text)


def test_what_is_not_on_record_is_unknown_where_the_log_is_not_complete() -> None:
    text = lake(DEPOSITS).replace("acts: [deposit, invite, accede, denounce]", "acts: [invite, accede]")
    assert standing(text, "1955-01-01", "party", "cora") == "unknown"
    assert standing(lake(DEPOSITS), "1955-01-01", "party", "cora") == "false"


def test_what_is_not_on_record_is_false_where_it_could_not_have_had_effect() -> None:
    text = lake(DEPOSITS).replace("acts: [deposit, invite, accede, denounce]", "acts: [invite]")
    assert standing(text, "1955-01-01", "party", "fara") == "false"  # no signatory, and not invited


def test_an_exit_that_could_not_yet_have_run_is_not_supposed() -> None:
    text = lake(DEPOSITS).replace("acts: [deposit, invite, accede, denounce]", "acts: [deposit]")
    # in force 1950-04-01: notice from 1955-04-01, exit from 1956-04-01
    assert standing(text, "1956-03-31", "party", "alba") == "true"
    assert standing(text, "1956-04-01", "party", "alba") == "unknown"


def test_a_notice_before_its_day_is_refused_and_after_it_runs_a_year() -> None:
    early = lake(DEPOSITS + "{on: 1954-01-01, act: denounce, by: alba}")
    assert ("alba", "denounce", "refused") in words(early)
    late = lake(DEPOSITS + "{on: 1955-06-01, act: denounce, by: alba}")
    assert standing(late, "1956-05-31", "party", "alba") == "true"
    assert standing(late, "1956-06-01", "party", "alba") == "false"
    assert standing(late, "1956-06-01", "former party", "alba") == "true"


def test_of_two_readings_of_a_term_the_answer_is_disputed_only_between_them() -> None:
    readings = """
    readings:
      first: {says: the notice counts, set: {not_before_governs: notice}}
      second: {says: the exit counts, set: {not_before_governs: exit}}
  - art: "5\""""
    text = lake(DEPOSITS).replace('\n  - art: "5"', readings)
    ask_on = "on: {}, try: {{act: denounce, by: alba}}"
    assert answer(text, ask_on.format("1954-03-31")) == "refused"
    assert answer(text, ask_on.format("1954-04-01")) == "disputed"
    assert answer(text, ask_on.format("1955-04-01")) == "admissible"


def test_two_dates_of_one_event_make_the_days_between_disputed() -> None:
    text = lake(
        "{on: 1950-03-01, act: deposit, by: alba}, "
        "{on: 1950-04-01, also: {1950-05-01: a gazette}, act: deposit, by: bora}"
    )
    assert answer(text, "on: 1950-03-31, status: in_force") == "false"
    assert answer(text, "on: 1950-04-15, status: in_force") == "disputed"
    assert answer(text, "on: 1950-05-01, status: in_force") == "true"


def test_acquiescence_makes_text_and_practice_differ() -> None:
    event = "{on: 1952-01-01, act: denounce, by: alba, effect: at once, acquiescence: [bora]}"
    assert answer(lake(DEPOSITS + event), "on: 1953-01-01, status: {party: alba}") == "disputed"
    without = event.replace(", acquiescence: [bora]", "")
    assert answer(lake(DEPOSITS + without), "on: 1953-01-01, status: {party: alba}") == "true"


def test_a_fact_is_never_refused_and_makes_duties_arise() -> None:
    ask_at = "on: 1952-01-01, fact: {{armed attack: {{on: alba, at: {}}}}}, expect: {{assist: x, how: x}}"
    text = lake(DEPOSITS + INVITED)
    assert answer(text, ask_at.format("north_shore")) == {
        "assist": "the 2 other parties",
        "how": "as it deems necessary",
    }
    assert answer(text, ask_at.format("desert")) == {"assist": "nobody", "how": "none"}
    assert answer(text, ask_at.format("atlantis")) == {"assist": "unknown", "how": "none"}


def test_an_attacker_that_is_a_party_is_not_counted_among_the_helpers() -> None:
    text = lake(DEPOSITS + INVITED)
    question = "on: 1952-01-01, fact: {armed attack: {by: bora, on: alba, at: north_shore}}, expect: {assist: x}"
    assert answer(text, question) == {"assist": ["dora"]}


def test_a_draft_binds_nobody_and_can_name() -> None:
    text = lake("{on: 1950-03-01, act: deposit, by: alba}").replace(
        "name: Lake Treaty", "name: Lake Treaty\nkind: draft"
    )
    text = text.replace("    status: {in_force: at least 2 of signatories deposited}\n", "")
    assert answer(text, "on: 1955-01-01, status: in_force") == "false"
    assert standing(text, "1955-01-01", "named", "alba") == "true"


def test_an_order_that_waits_for_itself_is_a_circle() -> None:
    text = lake(DEPOSITS)
    good = "on: 1952-01-01, order: [dora is invited, dora accedes to lake]"
    assert answer(text, good) == "no circle"
    assert answer(text, "on: 1952-01-01, order: [dora accedes to lake, dora is invited]") == "circle"


@pytest.mark.parametrize("day", ["1950-04-01", "1951-02-01", "1956-06-01"])
def test_no_later_event_leaks_into_an_earlier_day(day: str) -> None:
    whole = lake(DEPOSITS + INVITED + "{on: 1955-06-01, act: denounce, by: alba}")
    on = date.fromisoformat(day)
    at_once, by_day = play(opened(whole).system).at(on), play(opened(whole).system, on).at(on)
    for state in ("alba", "bora", "cora", "dora", "fara"):
        assert at_once.standing("party", "lake", state).word == by_day.standing("party", "lake", state).word


def test_an_uncertain_membership_is_explained_and_not_told_as_a_lesser_thing() -> None:
    from overture.terminal.asked import why
    from overture.treaties.answers.participants import status

    system = opened(lake(DEPOSITS).replace("acts: [deposit, invite, accede, denounce]", "acts: [deposit]")).system
    found = ask(system, read_question("on: 1956-04-01, status: {party: alba}"), "lake")
    assert found.answer == "unknown"
    assert any("may have taken effect" in line for reason in why(found) for line in reason.lines())
    told = status(play(system), "lake", date(1956, 4, 1)).participants
    assert next(p.standing for p in told if p.state == "alba") == "party?"


def test_ballots_against_may_be_counted_by_number() -> None:
    rule = "{matter: any, rule: two thirds of members present and voting}"
    organ = f"\norgans: {{diet: {{members: some, voting: [{rule}]}}}}\n"
    question = "on: 1951-01-01, vote: {organ: diet, matter: any, for: 38, against: 20}"
    assert answer(lake(DEPOSITS) + organ, question) == "rejected"


def test_a_reading_may_set_a_judgement() -> None:
    text = lake(DEPOSITS).replace("needs: [x is invited]", "needs: [fair_weather]").replace(
        "regions:",
        "  - {art: '9', says: s, readings: {one: {says: s, set: {fair_weather: true}}, "
        "two: {says: s, set: {fair_weather: false}}}}\n"
        "judgements: {fair_weather: {says: the weather is fair}}\nregions:",
    )
    assert answer(text, "on: 1951-01-01, try: {act: accede, by: dora}") == "disputed"


def test_a_place_that_cannot_be_read_makes_the_question_unread() -> None:
    with pytest.raises(UnreadQuestion, match="the moon"):
        answer(lake(DEPOSITS), "on: 1952-01-01, fact: {armed attack: {on: alba, at: the moon}}")
