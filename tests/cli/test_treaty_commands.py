"""The commands about treaties on a small file and on the library: what a user reads, the JSON, and wrong input."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from overture import library
from tests.cli.test_commands import DIFFERS, FINE, WRONG, Ended, Shell
from tests.samples import one_of

SHIPPED = sorted(library.treaties().values())
SHORE = """
treaty: shore
name: Shore Treaty
signed: {on: 1950-01-01, at: Port}
depositary: alba
groups:
  signatories: [alba, bora, cora]
  riparian: [alba, bora, cora, dora]
regions: {shore_land: [north_shore, south_shore]}
judgements: {waters_are_calm: {says: the waters are calm, value: unknown, by: nobody}}
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
    readings:
      notice: {says: the five years are about the notice, by: alba, set: {not_before_governs: notice}}
      exit: {says: the five years are about the exit, by: bora, set: {not_before_governs: exit}}
  - art: "5"
    says: Each helps one attacked, as it deems necessary.
    duty:
      {when: armed attack on a party, where: area, bearer: every other party, do: assist, how: as it deems necessary}
  - art: "6"
    says: The area.
    area: {territory: [shore_land], vessels: [bay]}
    versions: [{from: 1955-01-01, adds: [aircraft in bay], by: the council}]
  - art: "7"
    says: Twenty years, then five.
    term: {length: 20 years, renewal: 5 years}
  - art: "8"
    says: No party joins an alliance against another.
    duty: {bearer: every party, not_to: join an alliance against a party, lasts: while a party}
  - art: "9"
    says: A party may call the council.
    duty: {when: a party asks for the Council, where: anywhere, bearer: every party, do: meet and consult}
instruments:
  - id: fishing
    says: Dora may come in.
    signatories: [alba, bora]
    in_force: every signatory of fishing deposited and waters_are_calm
organs:
  council:
    members: every party
    permanent: [alba, bora]
    seats: 3
    art: "9"
    voting:
      - {matter: procedure, rule: majority}
      - {matter: substance, votes: 2, veto: permanent, art: "9(2)", includes: [war]}
      - {matter: budget, votes: 4, weights: {alba: 3, bora: 2, cora: 1}}
log:
  complete: {acts: [deposit, invite, accede, denounce], until: 1960-12-31}
  events:
    - {on: 1950-01-01, act: sign, by: [alba, bora, cora]}
    - {on: 1950-03-01, also: {1950-03-05: a gazette}, act: deposit, by: alba, sure: L}
    - {on: 1950-04-01, act: deposit, by: bora}
    - {on: 1950-04-01, expect: in force}
    - {on: 1951-01-01, act: invite, of: dora, by: all parties}
    - {on: 1951-02-01, act: accede, by: dora}
    - {on: 1952-01-01, act: accede, by: fara, acquiescence: [alba, bora, dora]}
    - {on: 1953-01-01, vote: {organ: council, matter: substance, text: a lighthouse, for: [alba, dora], against: bora}}
    - {on: 1954-01-01, fact: {armed attack: {by: fara, on: alba, at: territory in north_shore}}}
    - {on: 1954-02-01, fact: {assists: {by: bora, on: alba}}}
    - {on: 1956-01-01, act: denounce, by: dora}
questions:
  - {id: shore-1, on: 1951-06-01, ask: "Is it in force?", status: in_force, expect: true, art: "1"}
  - {id: shore-2, on: 1950-06-01, ask: "May dora accede?", try: {act: accede, by: dora}, expect: refused, art: "3"}
  - id: shore-3
    on: 1951-06-01
    ask: Who must help alba?
    fact: {armed attack: {by: fara, on: alba, at: territory in north_shore}}
    expect: {assist: "the 2 other parties", how: as it deems necessary}
    art: "5"
  - id: shore-4
    on: 1953-01-01
    ask: Was it adopted?
    vote: {organ: council, matter: substance, for: [alba, dora], against: bora}
    expect: rejected
    pivotal: [bora]
    art: "9(2)"
  - {id: shore-5, on: 1954-06-01, ask: "May dora leave?", try: {act: denounce, by: dora}, expect: disputed, art: "4"}
  - id: shore-6
    on: 1950-03-15
    ask: Can these be done in this order?
    order: [bora deposits, shore in force]
    expect: no circle
    art: "1"
"""
DAY = "1953-06-01"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "shore.yaml").write_text(SHORE.lstrip(), encoding="utf-8")
    return Shell(tmp_path, capsys)


def lines(ended: Ended) -> list[str]:
    """What was printed, each line with single spaces, so that the width of a column is no matter of a test."""
    return [" ".join(line.split()) for line in ended.out.splitlines() if line.strip()]


def ordered(found: list[str], *wanted: str) -> bool:
    """Whether the wanted lines are among those that were found, in this order."""
    places = [found.index(line) for line in wanted]
    return all(a < b for a, b in pairwise(places))


def refused(ended: Ended) -> str:
    """The message of a command that had wrong input: told in words, on standard error, and nothing else."""
    assert (ended.code, ended.out) == (WRONG, "")
    message = " ".join(ended.err.split())
    assert message
    assert not any(word in message for word in ("Error:", 'File "', "pydantic", "None", "object at 0x"))
    return message


# treaties


def test_without_a_treaty_the_shipped_ones_are_listed(run: Shell) -> None:
    ended = run("treaties")
    assert ended.code == FINE
    assert [tuple(line.split()) for line in ended.out.splitlines()] == list(library.treaties().items())


def test_the_status_list_has_each_participant_with_its_days_and_how_sure_they_are(run: Shell) -> None:
    ended = run("treaties", "shore.yaml", "--on", DAY)
    assert ended.code == FINE
    assert ordered(
        lines(ended),
        "Shore Treaty (shore), on 1953-06-01: in force since 1950-04-01",
        "participant is signed consent to be bound in force for it notice end",
        "alba party 1950-01-01 1950-03-01 (L)* 1950-04-01",
        "bora party 1950-01-01 1950-04-01 1950-04-01",
        "cora signatory 1950-01-01",
        "dora party 1951-02-01 by accession 1951-02-01",
        "* 1950-03-01: 1950-03-05 according to a gazette",
    )


def test_the_grid_says_who_must_assist_whom_and_how_firmly(run: Shell) -> None:
    assert ordered(
        lines(run("treaties", "shore.yaml", "--on", DAY)),
        "Who is bound to assist whom in an armed attack within the area of each treaty",
        "attacked alba bora dora",
        "alba · □ □",
        "bora □ · □",
        "dora □ □ ·",
        "shore 5: as it deems necessary (3 bound)",
    )


def test_an_attack_outside_the_area_obliges_nobody(run: Shell) -> None:
    asked = ("treaties", "shore.yaml", "--on", DAY, "--place", "vessels in south_shore")
    ended = run(*asked)
    assert ended.code == FINE
    assert "Who is bound to assist whom" not in ended.out
    assert run(*asked, "--format", "json").json()["obligations"] == {}


def test_the_rules_of_voting_are_told_with_who_can_stop_a_decision(run: Shell) -> None:
    assert ordered(
        lines(run("treaties", "shore.yaml", "--on", DAY)),
        f"How organs decide on {DAY}",
        "council (shore) procedure majority 9",
        "council (shore) substance 2 of 3 alba, bora 9(2)",
    )


def test_before_entry_into_force_it_is_told_what_is_missing_and_who_can_keep_it_so(run: Shell) -> None:
    asked = ("treaties", "shore.yaml", "--on", "1950-03-15")
    assert ordered(
        lines(run(*asked)),
        "Shore Treaty (shore), on 1950-03-15: not in force",
        "alba contracting state 1950-01-01 1950-03-01 (L)*",
        "no deposit on record: bora, cora",
        "could keep it from entering into force: bora with cora",
        "No treaty in force obliges anybody to assist on this day.",
    )
    told = run(*asked, "--format", "json").json()["treaties"]["shore"]
    assert (told["in_force"], told["since"]) == ("false", None)
    assert (told["missing"], told["blocking"]) == (["bora", "cora"], [["bora", "cora"]])


def test_an_exit_is_told_with_its_notice_and_its_end(run: Shell) -> None:
    told = run("treaties", "shore.yaml", "--on", "1956-06-01", "--format", "json").json()
    dora = next(p for p in told["treaties"]["shore"]["participants"] if p["state"] == "dora")
    assert dora["notice"]["on"] == "1956-01-01"
    assert dora["ends"] == "1957-01-01"


def test_a_treaty_on_a_day_as_json(run: Shell) -> None:
    told = run("treaties", "shore.yaml", "--on", DAY, "--format", "json").json()
    assert set(told) == {"on", "treaties", "obligations", "voting", "conflicts"}
    assert told["on"] == DAY
    shore = told["treaties"]["shore"]
    assert (shore["name"], shore["kind"]) == ("Shore Treaty", "treaty")
    assert (shore["in_force"], shore["since"], shore["ended"]) == ("true", "1950-04-01", None)
    assert [(p["state"], p["is"], p["act"]) for p in shore["participants"]] == [
        ("alba", "party", "deposit"), ("bora", "party", "deposit"), ("cora", "signatory", ""),
        ("dora", "party", "accede"),
    ]  # fmt: skip
    assert shore["participants"][0]["consented"] == {
        "on": "1950-03-01", "sure": "L", "also": {"1950-03-05": "a gazette"},
    }  # fmt: skip
    assert {victim: set(row) for victim, row in told["obligations"].items()} == {
        "alba": {"bora", "dora"}, "bora": {"alba", "dora"}, "dora": {"alba", "bora"},
    }  # fmt: skip
    assert told["obligations"]["alba"]["bora"] == [
        {"treaty": "shore", "art": "5", "how": "as it deems necessary", "firmness": "discretion", "known": True}
    ]
    assert [(v["matter"], v["votes"], v["rule"], v["veto"], v["art"]) for v in told["voting"]] == [
        ("procedure", None, "majority", [], "9"), ("substance", 2, "", ["alba", "bora"], "9(2)"),
        ("budget", 4, "", [], "9"),
    ]  # fmt: skip


@pytest.mark.parametrize("treaty", SHIPPED)
def test_every_shipped_treaty_is_told_on_a_day_as_text_and_as_json(treaty: str, run: Shell) -> None:
    text = run("treaties", treaty, "--on", "1954-03-26")
    told = run("treaties", treaty, "--on", "1954-03-26", "--format", "json")
    assert (text.code, told.code, text.err, told.err) == (FINE, FINE, "", "")
    assert set(told.json()) == {"on", "treaties", "obligations", "voting", "conflicts"}
    for key, one in told.json()["treaties"].items():
        assert key == treaty
        assert one["name"] in " ".join(text.out.split())
        assert all(p["state"] in text.out for p in one["participants"])


def test_general_law_has_no_status_list(run: Shell) -> None:
    assert run("treaties", "general_law", "--format", "json").json()["treaties"] == {}


def test_a_name_and_an_id_tell_the_same_treaty(run: Shell) -> None:
    for name, key in one_of(2, library.treaties().items()):
        asked = ("--on", "1954-03-26", "--format", "json")
        assert run("treaties", name, *asked).out == run("treaties", key, *asked).out


def test_today_is_the_day_unless_another_is_given(run: Shell) -> None:
    assert run("treaties", "shore.yaml", "--format", "json").json()["on"] == str(date.today())


# play


def test_a_play_has_each_act_with_its_verdict_and_article(run: Shell) -> None:
    ended = run("play", "shore.yaml")
    assert ended.code == FINE
    assert ordered(
        lines(ended),
        "day who event verdict article because",
        "1950-01-01 alba, bora, cora sign (shore) admissible",
        "1950-03-01 alba deposit (shore) admissible shore 2",
        "1950-04-01 bora deposit (shore) admissible shore 2",
        "1950-04-01 shore in force",
        "1950-04-01 record: in force as expected",
        "1951-01-01 alba, bora invite of dora (shore) admissible shore 3",
        "1951-02-01 dora accede (shore) admissible shore 3",
        "1952-01-01 fara accede (shore) refused shore 3 x is invited",
        "1953-01-01 vote in council: a lighthouse recorded",
        "1956-01-01 dora denounce (shore) admissible shore 4",
    )


def test_what_is_refused_is_told_in_full_below_the_play(run: Shell) -> None:
    assert lines(run("play", "shore.yaml"))[-2:] == [
        "1952-01-01 accede by fara (shore): no [shore 3]",
        "1952-01-01 fara is invited (shore): no [not in the log of shore, which is complete for it]",
    ]


def test_each_duty_stands_under_the_fact_that_raised_it_with_its_fate(run: Shell) -> None:
    assert ordered(
        lines(run("play", "shore.yaml")),
        "1954-01-01 armed attack by fara on alba, territory in north_shore recorded",
        "bora must assist alba, as it deems necessary met shore 5",
        "dora must assist alba, as it deems necessary open shore 5",
        "1954-02-01 assists by bora on alba recorded",
    )


def test_a_play_ends_with_the_last_day_that_is_asked(run: Shell) -> None:
    found = lines(run("play", "shore.yaml", "--until", "1951-01-31"))
    assert found[-1].startswith("1951-01-01")
    told = run("play", "shore.yaml", "--until", "1954-01-15", "--format", "json").json()
    assert max(line["on"] for line in told["play"]) == "1954-01-01"
    assert {d["bearer"]: d["status"] for d in told["duties"] if d["raised"] == "1954-01-01"} == {
        "bora": "open", "dora": "open",
    }  # fmt: skip


SUPPOSED = "{on: 1950-03-20, act: accede, by: dora}"


@pytest.mark.parametrize("given", [SUPPOSED, SUPPOSED.strip("{}"), f"[{SUPPOSED}]", f"{{events: [{SUPPOSED}]}}",
                                   f"events:\n  - {SUPPOSED}\n"])  # fmt: skip
def test_a_supposed_event_is_tried_by_the_articles_like_any_other(given: str, run: Shell) -> None:
    found = lines(run("play", "shore.yaml", "--with", given))
    assert "1950-03-20 dora accede (shore), supposed refused shore 3 x is invited" in found


def test_supposed_events_may_stand_in_a_file(run: Shell) -> None:
    run.file(f"events:\n  - {SUPPOSED}\n  - {{on: 1950-03-21, act: deposit, by: cora}}\n", "more.yaml")
    found = lines(run("play", "shore.yaml", "--with", "more.yaml", "--until", "1950-03-31"))
    assert found[3:5] == [
        "1950-03-20 dora accede (shore), supposed refused shore 3 x is invited",
        "1950-03-21 cora deposit (shore), supposed admissible shore 2",
    ]
    assert "1950-03-21 shore in force" in found


def test_several_supposed_events_are_played_together(run: Shell) -> None:
    alone = run("play", "shore.yaml", "--with", "{on: 1950-03-21, act: deposit, by: cora}", "--format", "json").json()
    more = run("play", "shore.yaml", "--with", "{on: 1950-03-21, act: deposit, by: cora}",
               "--with", "{on: 1950-03-22, act: accede, by: dora}", "--format", "json").json()  # fmt: skip
    assert len(more["play"]) == len(alone["play"]) + 1


def test_a_play_as_json(run: Shell) -> None:
    told = run("play", "shore.yaml", "--format", "json").json()
    assert set(told) == {"play", "duties"}
    fara = next(line for line in told["play"] if line["who"] == "fara")
    assert fara == {
        "on": "1952-01-01", "verdict": "refused", "who": "fara", "event": "accede", "of": "shore", "treaty": "shore",
        "art": "3", "failed": ["x is invited"], "open": [],
    }  # fmt: skip
    assert {(d["raised"], d["bearer"], d["status"]) for d in told["duties"] if d["do"] == "assist"} == {
        ("1954-01-01", "bora", "met"), ("1954-01-01", "dora", "open"),
    }  # fmt: skip
    keys = {"raised", "bearer", "treaty", "art", "do", "to", "how", "status", "since"}
    assert all(set(d) == keys for d in told["duties"])


@pytest.mark.parametrize("treaty", SHIPPED)
def test_in_every_shipped_log_the_record_is_what_follows_from_the_acts(treaty: str, run: Shell) -> None:
    text, told = run("play", treaty), run("play", treaty, "--format", "json")
    assert (text.code, told.code) == (FINE, FINE)
    verdicts = {line["verdict"] for line in told.json()["play"]}
    assert verdicts <= {"admissible", "not shown", "refused", "recorded", "as expected", "in force", "ended"}
    assert all(line["on"] in text.out for line in told.json()["play"])


def test_a_play_of_a_shipped_treaty_with_a_supposed_accession_says_what_it_lacks(run: Shell) -> None:
    ended = run("play", "nat", "--until", "1955-01-01", "--with", "{on: 1954-03-31, act: accede, by: ussr}")
    assert "1954-03-31 ussr accede (nat), supposed refused nat 10 x is invited" in lines(ended)


# ask


ASKED = {
    "a status of the treaty": ("on: 1951-06-01, status: in_force", "true", "1"),
    "a status of a state": ("on: 1951-06-01, status: {party: dora}", "true", "3"),
    "an act": ("on: 1950-06-01, try: {act: accede, by: dora}", "refused", "3"),
    "an act that hangs on a reading": ("on: 1954-06-01, try: {act: denounce, by: dora}", "disputed", "4"),
    "a vote": ("on: 1953-01-01, vote: {organ: council, matter: war, for: [alba, dora], against: bora}",
               "rejected", "9(2)"),
    "a duty": ("on: 1951-06-01, duty: {act: assist}", "nobody", "5"),
    "an order": ("on: 1950-03-15, order: [bora deposits, shore in force]", "no circle", "1"),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_the_answer_comes_first_and_then_the_articles(what: str, run: Shell) -> None:
    question, answer, articles = ASKED[what]
    ended = run("ask", "shore.yaml", question)
    assert (ended.code, ended.err) == (FINE, "")
    assert lines(ended)[0] == answer
    told = run("ask", "shore.yaml", question, "--format", "json").json()
    assert {"answer", "art", "blocking", "pivotal", "open", "depends_on", "why"} <= set(told)
    assert told["answer"] == answer
    assert articles in told["art"].split(", ")
    assert f"articles: {told['art']}" in lines(ended)


def test_a_fact_is_answered_by_a_table(run: Shell) -> None:
    question = "on: 1951-06-01, fact: {armed attack: {by: fara, on: alba, at: territory in north_shore}}"
    first = lines(run("ask", "shore.yaml", question))[0]
    table = run("ask", "shore.yaml", question, "--format", "json").json()["answer"]
    assert table == {
        "assist": "the 2 other parties", "how": "as it deems necessary", "consult": "every party if one asks",
    }  # fmt: skip
    assert first == "; ".join(f"{key}: {value}" for key, value in table.items())


def test_braces_around_a_question_change_nothing(run: Shell) -> None:
    question = "on: 1951-06-01, status: in_force"
    assert run("ask", "shore.yaml", question).out == run("ask", "shore.yaml", f"{{{question}}}").out
    assert run("ask", "shore.yaml", question).out == run("ask", "shore.yaml", "on: 1951-06-01\nstatus: in_force").out


def test_the_words_of_a_question_are_printed_above_its_answer(run: Shell) -> None:
    found = lines(run("ask", "shore.yaml", 'on: 1951-06-01, ask: "Is it in force?", status: in_force'))
    assert found[:2] == ["Is it in force?", "true"]


def test_a_reading_under_which_the_answer_is_another_is_named(run: Shell) -> None:
    question = "on: 1954-06-01, try: {act: denounce, by: dora}"
    assert "reading `exit` of shore 4: admissible" in lines(run("ask", "shore.yaml", question))
    told = run("ask", "shore.yaml", question, "--format", "json").json()
    assert told["depends_on"] == [{"if": "reading `exit` of shore 4", "answer": "admissible"}]


def test_who_stopped_a_decision_and_who_could_is_told(run: Shell) -> None:
    question = ASKED["a vote"][0]
    found = lines(run("ask", "shore.yaml", question))
    assert any(line.startswith("could stop it: each of alba, bora") for line in found)
    assert any("stopped by" in line and "bora" in line for line in found)
    told = run("ask", "shore.yaml", question, "--format", "json").json()
    assert told["pivotal"] == ["bora"]
    assert told["blocking"][:2] == [["alba"], ["bora"]]


def test_the_premises_are_told_with_where_they_come_from(run: Shell) -> None:
    found = lines(run("ask", "shore.yaml", "on: 1950-06-01, try: {act: accede, by: dora}"))
    assert ordered(
        found,
        "accede by dora (shore): no [shore 3]",
        "dora is invited (shore): no [not in the log of shore, which is complete for it]",
    )


def test_what_is_not_known_is_unknown_and_named(run: Shell) -> None:
    found = lines(run("ask", "shore.yaml", "on: 1962-01-01, status: {party: cora}"))
    assert found[0] == "unknown"
    assert "cora is a party (shore): not known" in found


def test_a_shipped_treaty_is_asked_together_with_others(run: Shell) -> None:
    question = "on: 1955-05-06, status: {party: frg}"
    assert lines(run("ask", "weu", "nat", question))[0] == "true"
    assert lines(run("ask", "nat", "weu", question))[0] == "true"
    assert lines(run("ask", "nat", "weu", "on: 1955-05-05, status: {party: frg}"))[0] == "false"


# power


def test_voting_power_is_told_for_each_matter_of_an_organ(run: Shell) -> None:
    ended = run("power", "shore.yaml", "--on", DAY)
    assert ended.code == FINE
    assert ordered(
        lines(ended),
        "council (shore 9) on procedure, 1953-06-01: 2 of 3",
        "council (shore 9(2)) on substance, 1953-06-01: 2 of 3, none of alba, bora against",
        "alba, bora 1 1/2 0.5000 1/2 0.5000 can block alone",
        "elected_1 1 0 0.0000 0 0.0000 turns no decision",
        "council (shore 9) on budget, 1953-06-01: 4 of 6",
        "alba 3 3/5 0.6000 2/3 0.6667 can block alone",
        "bora 2 1/5 0.2000 1/6 0.1667",
        "cora 1 1/5 0.2000 1/6 0.1667",
    )


def test_voting_power_as_json_is_exact(run: Shell) -> None:
    told = run("power", "shore.yaml", "--on", DAY, "--organ", "council", "--format", "json").json()
    assert set(told) == {"power"}
    budget = next(one for one in told["power"] if one["matter"] == "budget")
    assert (budget["treaty"], budget["organ"], budget["art"]) == ("shore", "council", "9")
    assert (budget["quota"], budget["vetoes"]) == (4, [])
    assert budget["members"][0] == {
        "member": "alba", "weight": 3, "swings": 3, "measure": "3/4", "banzhaf": "3/5", "shapley_shubik": "2/3",
        "blocks": True, "dummy": False,
    }  # fmt: skip


def test_the_security_council_of_two_days_has_eleven_and_fifteen_seats(run: Shell) -> None:
    for day, rule in (("1954-03-26", "7 of 11"), ("1970-01-01", "9 of 15")):
        ended = run("power", "un", "--organ", "security_council", "--on", day)
        assert f"security_council (un 27(2)) on procedural, {day}: {rule}" in lines(ended)


# check


def test_a_file_whose_answers_are_as_expected_is_fine(run: Shell) -> None:
    ended = run("check", "shore.yaml")
    assert ended.code == FINE
    assert " ".join(ended.out.split()) == (
        "1 treaty, 10 provisions, 11 events, no mistakes, 0 warnings; 6 of 6 questions are answered as expected"
    )


def test_an_answer_that_differs_is_told_with_both_and_ends_with_one(run: Shell) -> None:
    run.file(SHORE.lstrip().replace("expect: refused", "expect: admissible"), "other.yaml")
    ended = run("check", "other.yaml")
    assert ended.code == DIFFERS
    assert ordered(
        lines(ended),
        "shore-2: wrong",
        "May dora accede?",
        "the answer is refused, expected is admissible",
        "1 treaty, 10 provisions, 11 events, no mistakes, 0 warnings; 5 of 6 questions are answered as expected",
    )


def test_a_question_that_cannot_be_put_is_unread_and_ends_with_one(run: Shell) -> None:
    vote = "    vote: {organ: council, matter: substance, for: [alba, dora], against: bora}\n"
    assert vote in SHORE
    run.file(SHORE.lstrip().replace(vote, vote.replace("council", "assembly")), "other.yaml")
    ended = run("check", "other.yaml")
    assert ended.code == DIFFERS
    assert "shore-4: unread" in lines(ended)
    assert "unknown organ `assembly`" in ended.out


def test_the_wrong_article_is_told(run: Shell) -> None:
    run.file(SHORE.lstrip().replace('status: in_force, expect: true, art: "1"', 'status: in_force, art: "7"'), "o.yaml")
    ended = run("check", "o.yaml")
    assert ended.code == DIFFERS
    assert "it rests on 1, expected is 7" in lines(ended)


def test_a_check_as_json_has_each_question_with_its_verdict(run: Shell) -> None:
    told = run("check", "shore.yaml", "--format", "json").json()
    assert set(told) == {"diagnostics", "questions"}
    assert told["diagnostics"] == []
    assert list(told["questions"]) == [f"shore-{i}" for i in range(1, 7)]
    for one in told["questions"].values():
        assert {"answer", "expect", "art", "verdict", "blocking", "pivotal", "open", "depends_on"} <= set(one)
        assert one["verdict"] == "right"
        assert "reason" not in one
    assert told["questions"]["shore-5"]["depends_on"] == [{"if": "reading `exit` of shore 4", "answer": "admissible"}]
    assert told["questions"]["shore-4"]["pivotal"] == ["bora"]


def test_the_reason_of_a_wrong_answer_is_in_the_json(run: Shell) -> None:
    run.file(SHORE.lstrip().replace("expect: refused", "expect: admissible"), "other.yaml")
    ended = run("check", "other.yaml", "--format", "json")
    assert ended.code == DIFFERS
    one = ended.json()["questions"]["shore-2"]
    assert (one["answer"], one["expect"], one["verdict"]) == ("refused", "admissible", "wrong")
    assert one["reason"] == "the answer is refused, expected is admissible"


@pytest.mark.parametrize("treaty", SHIPPED)
def test_every_shipped_treaty_answers_its_questions_as_it_expects(treaty: str, run: Shell) -> None:
    ended = run("check", treaty, "--format", "json")
    assert (ended.code, ended.err) == (FINE, "")
    assert {one["verdict"] for one in ended.json()["questions"].values()} <= {"right"}


def test_several_treaties_are_checked_together(run: Shell) -> None:
    ended = run("check", "brussels", "shore.yaml")
    assert ended.code == FINE
    assert lines(ended)[-1].startswith("2 treaties, ")


def test_mistakes_in_a_file_are_told_with_their_lines_as_text_and_as_json(run: Shell) -> None:
    run.file(SHORE.lstrip().replace("act: denounce, by: dora}", "act: denunce, by: dora}", 1), "other.yaml")
    line = 1 + SHORE.lstrip().splitlines().index("    - {on: 1956-01-01, act: denounce, by: dora}")
    for command in ("check", "treaties", "play", "power"):
        text, told = run(command, "other.yaml"), run(command, "other.yaml", "--format", "json")
        assert (text.code, text.out, told.code) == (WRONG, "", WRONG)
        assert f"other.yaml:{line}:" in text.err
        assert "denunce" in text.err
        found = told.json()["diagnostics"]
        assert [(d["code"], d["severity"], d["line"]) for d in found] == [("D103", "error", line)]


# wrong input

NAMING = [("treaties",), ("play",), ("check",), ("power",), ("ask", "on: 1954-03-26, status: in_force")]


@pytest.mark.parametrize("command", NAMING, ids=lambda c: c[0])
def test_a_file_that_is_not_there_is_told_by_its_name(command: tuple[str, ...], run: Shell) -> None:
    message = refused(run(command[0], "no/such.yaml", *command[1:]))
    assert "no/such.yaml" in message
    assert "neither a file nor" in message or "no such file" in message


@pytest.mark.parametrize("command", [c for c in NAMING if c[0] not in ("check", "power")], ids=lambda c: c[0])
def test_a_misspelt_treaty_is_named_with_the_nearest(command: tuple[str, ...], run: Shell) -> None:
    message = refused(run(command[0], "warsow", *command[1:]))
    assert "neither a file nor a shipped treaty called `warsow`; did you mean `warsaw`?" in message


@pytest.mark.parametrize("command", NAMING, ids=lambda c: c[0])
def test_a_folder_is_no_treaty(command: tuple[str, ...], run: Shell) -> None:
    assert "this is a folder" in refused(run(command[0], ".", *command[1:]))


@pytest.mark.parametrize("command", NAMING, ids=lambda c: c[0])
def test_a_treaty_file_that_is_not_text_is_refused(command: tuple[str, ...], run: Shell) -> None:
    (run.folder / "bytes.yaml").write_bytes(b"treaty: a\nname: \xff\xfe\n")
    assert "this file is not UTF-8 text" in refused(run(command[0], "bytes.yaml", *command[1:]))


@pytest.mark.parametrize("day", ["soon", "1954-02-30", "1954-13-01", "", "26.3.1954", "10000-01-01", "1954"])
@pytest.mark.parametrize("command", [("treaties", "shore.yaml", "--on"), ("play", "shore.yaml", "--until"),
                                     ("power", "shore.yaml", "--on")], ids=lambda c: c[0])  # fmt: skip
def test_what_is_no_day_is_told_with_an_example(command: tuple[str, ...], day: str, run: Shell) -> None:
    message = refused(run(*command, day))
    assert message == f"{command[-1]} expects a day such as 1954-03-26, found `{day}`"


@pytest.mark.parametrize("place", ["nowhere in europe", "moon in asia"])
def test_what_is_no_place_is_told_with_an_example(place: str, run: Shell) -> None:
    message = refused(run("treaties", "shore.yaml", "--place", place))
    assert "territory in europe" in message
    assert f"found `{place}`" in message


def test_edits_are_made_in_dossiers_only(run: Shell) -> None:
    assert "edits are made in a dossier" in refused(run("check", "shore.yaml", "--set", "name=Other"))


@pytest.mark.parametrize(("command", "words"), [
    (("play",), "name one treaty at least"),
    (("ask",), "name a treaty and then the question"),
    (("ask", "shore.yaml"), "name a treaty and then the question"),
    (("ask", "on: 1951-06-01, status: in_force"), "name a treaty and then the question"),
    (("treaties", "shore.yaml", "shore.yaml"), "`shore` is told in two files"),
    (("power", "shore.yaml", "--organ", "councl"), "no organ `councl` with a voting rule; organs: council"),
    (("power", "un", "--organ", "security_council", "--on", "1900-01-01"), "is not known on that day"),
])  # fmt: skip
def test_a_command_that_lacks_something_says_what(command: tuple[str, ...], words: str, run: Shell) -> None:
    assert words in refused(run(*command))


EVENTS = {
    "no event": ("x", "a supposed event has a day"),
    "nothing": ("", "a supposed event has a day"),
    "no day": ("{act: accede, by: dora}", "a supposed event has a day"),
    "a day that does not exist": ("{on: 1951-02-30, act: accede, by: dora}", "1951-02-30"),
    "neither act nor fact": ("{on: 1951-02-01, by: dora}", "expected one of `act`, `fact`, `vote` and `expect`"),
    "an unknown act": ("{on: 1951-02-01, act: acede, by: dora}", "found `acede`"),
    "an unknown fact": ("{on: 1951-02-01, fact: {armed atack: {on: dora}}}", "armed atack"),
    "an unknown treaty": ("{on: 1951-02-01, act: accede, by: dora, treaty: shorr}", "unknown treaty `shorr`"),
    "an unknown instrument": ("{on: 1951-02-01, act: accept, by: alba, instrument: fish}", "unknown treaty `fish`"),
    "an unknown key": ("{on: 1951-02-01, act: accede, buy: dora}", "buy"),
    "a bracket that is not closed": ("{on: 1951-02-01, act: accede, by: dora", "not readable"),
    "an alias": ("{on: 1951-02-01, act: &a accede, by: dora}", "anchors"),
    "a list of words": ("[x, y]", "a supposed event has a day"),
}  # fmt: skip


@pytest.mark.parametrize("what", EVENTS)
def test_a_supposed_event_that_cannot_be_read_is_told(what: str, run: Shell) -> None:
    given, words = EVENTS[what]
    message = refused(run("play", "shore.yaml", "--with", given))
    assert message.startswith("--with: ")
    assert words in message


def test_a_file_of_events_that_is_not_text_is_told(run: Shell) -> None:
    (run.folder / "bytes.yaml").write_bytes(b"events: \xff\n")
    assert "this file is not UTF-8 text" in refused(run("play", "shore.yaml", "--with", "bytes.yaml"))


QUESTIONS = {
    "nothing": ("", "on: is missing"),
    "spaces": ("  ", "on: is missing"),
    "no day": ("status: in_force", "on: is missing"),
    "no question": ("on: 1951-06-01", "expected one of `try`, `status`"),
    "two questions": ("on: 1951-06-01, status: in_force, try: {act: accede, by: dora}", "expected one of"),
    "a key given twice": ("on: 1951-06-01, status: in_force, on: 1952-06-01", "`on` is given twice"),
    "an unknown key": ("on: 1951-06-01, staus: in_force", "staus: is no key of a question"),
    "a word that is no day": ("on: soon, status: in_force", "found `soon`"),
    "a day that does not exist": ("on: 1951-02-30, status: in_force", "found `1951-02-30`"),
    "a bracket that is not closed": ("on: 1951-06-01, status: {party: alba", "not readable"),
    "a bracket too many": ("on: 1951-06-01, status: in_force}}", "not readable"),
    "a colon in a text": ("on: 1951-06-01, ask: a: b, status: in_force", "not readable"),
    "no keys": ("[alba]", "a key must be a word"),
    "30,000 brackets": ("on: 1951-06-01, status: " + "[" * 30_000, "not readable"),
    "an anchor": ("on: 1951-06-01, status: &a in_force", "anchors"),
    "a tag": ("on: 1951-06-01, status: !!str in_force", "tags"),
    "NUL": ("on: 1951-06-01, status: \0", "U+0000"),
    "a misspelt status of the treaty": (
        "on: 1951-06-01, status: in_forse", "unknown status `in_forse`; known: in_force"),
    "a misspelt status of a state": ("on: 1951-06-01, status: {parti: alba}", "unknown status `parti`; known: "),
    "a status of two words": (
        "on: 1951-06-01, status: {party: alba, signatory: bora}", "a status is asked of one word"),
    "an unknown treaty": ("on: 1951-06-01, status: in_force, treaty: shorr", "unknown treaty `shorr`"),
    "an unknown treaty beside it": ("on: 1951-06-01, status: in_force, with: [shorr]", "unknown treaty `shorr`"),
    "an unknown treaty of an act": (
        "on: 1951-06-01, try: {act: accede, by: dora, treaty: shorr}", "unknown treaty `shorr`"),
    "parties of an unknown treaty": (
        "on: 1951-06-01, try: {act: accede, by: parties of shorr}", "unknown treaty `shorr`"),
    "a misspelt act": ("on: 1951-06-01, try: {act: acede, by: dora}", "found `acede`"),
    "an act that is no word": ("on: 1951-06-01, try: {act: [accede], by: dora}", "act: expected"),
    "no act": ("on: 1951-06-01, try: {by: dora}", "`act`"),
    "an unknown key of an act": (
        "on: 1951-06-01, try: {act: accede, buy: dora}", "unknown key `buy` in `try`; known: act"),
    "a day of an act that is none": ("on: 1951-06-01, try: {act: accede, by: dora, on: soon}", "found `soon`"),
    "a misspelt fact": ("on: 1951-06-01, fact: {armed atack: {on: alba}}", "armed atack"),
    "a place that is none": (
        "on: 1951-06-01, fact: {armed attack: {on: alba, at: nowhere in europe}}", "found `nowhere in europe`"),
    "a misspelt organ": ("on: 1951-06-01, vote: {organ: councl, matter: war}", "unknown organ `councl`"),
    "a vote without a matter": ("on: 1951-06-01, vote: {organ: council}", "vote.matter: is missing"),
    "a conflict of one": ("on: 1951-06-01, conflict: {state: alba, treaties: [shore]}", "two treaties"),
    "a conflict with an unknown treaty": (
        "on: 1951-06-01, conflict: {state: alba, treaties: [shore, shorr]}", "two treaties"),
    "a step that cannot be read": ("on: 1951-06-01, order: [alba flies]", "the step `alba flies` cannot be read"),
    "a step that is none": ("on: 1951-06-01, order: [not alba deposits]", "a step is an act"),
    "a supposition that cannot be read": ("on: 1951-06-01, status: in_force, suppose: rain", "cannot suppose `rain`"),
    "a supposition about an unknown treaty": (
        "on: 1951-06-01, status: in_force, suppose: shorr in force", "unknown treaty `shorr`"),
    "a supposed misspelt state": (
        "on: 1951-06-01, status: in_force, suppose: armed attack on albaa", "cannot suppose `armed attack on albaa`"),
    "a supposed unknown act": (
        "on: 1951-06-01, status: in_force, suppose: {act: acede, by: dora}", "found `acede`"),
    "a number of parties that is not theirs": (
        "on: 1951-06-01, status: in_force, suppose: in force with 7 riparian parties", "has 4 members, not 7"),
}  # fmt: skip


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_that_cannot_be_put_is_told_in_words(what: str, run: Shell) -> None:
    question, words = QUESTIONS[what]
    message = refused(run("ask", "shore.yaml", question))
    assert message.startswith("this question cannot be put: ")
    assert words in message
    as_json = run("ask", "shore.yaml", question, "--format", "json")
    assert refused(as_json) == message


MISSPELT = {
    "a status": ("on: 1951-06-01, status: {party: corra}", "cora"),
    "an act": ("on: 1951-06-01, try: {act: accede, by: dorra}", "dora"),
    "whom an act is about": ("on: 1951-06-01, try: {act: consent, by: alba, of: dorra}", "dora"),
    "a fact": ("on: 1951-06-01, fact: {armed attack: {by: fara, on: albba}}", "alba"),
    "a vote": ("on: 1953-01-01, vote: {organ: council, matter: war, for: [albba, dora]}", "alba"),
    "a supposed act": ("on: 1951-06-01, status: in_force, suppose: {act: deposit, by: corra}", "cora"),
    "supposed parties": ("on: 1951-06-01, status: in_force, suppose: {in_force: shore, parties: [corra]}", "cora"),
}


@pytest.mark.parametrize("form", MISSPELT)
def test_a_misspelt_state_is_named_with_a_hint(form: str, run: Shell) -> None:
    question, meant = MISSPELT[form]
    assert f"did you mean `{meant}`?" in run("ask", "shore.yaml", question).err
    told = run("ask", "shore.yaml", question, "--format", "json").json()
    assert any(f"did you mean `{meant}`?" in note for note in told["notes"])
