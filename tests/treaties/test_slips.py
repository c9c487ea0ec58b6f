# ruff: noqa: E501
"""Slips of the hand in questions, supposed events and files: told in words, with the nearest name where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import FINE, WRONG, Shell
from tests.cli.test_treaty_commands import DAY, SHORE, lines, refused
from tests.treaties.test_acts import DEPOSITS, lake
from tests.treaties.test_hostile_files import (
    NEEDED,
    changed,
    commands,
    ended,
    grouping,
    needing,
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "shore.yaml").write_text(SHORE.lstrip(), encoding="utf-8")
    return Shell(tmp_path, capsys)


# wrong input: tracebacks

QUESTIONS = {
    "an order with an unknown treaty": "on: 1951-06-01, order: [shorr in force]",
    "an order with an invitation to an unknown treaty": "on: 1951-06-01, order: [dora is invited to shorr]",
    "an order with a group of an unknown treaty": "on: 1951-06-01, order: [every signatory of shorr deposits]",
    "a ballot that is no vote": "on: 1951-06-01, try: {act: accede, by: dora, vote: x}",
    "a ballot without a matter": "on: 1951-06-01, try: {act: accede, by: dora, vote: {organ: council}}",
    "a ballot with an unknown key": "on: 1951-06-01, try: {act: accede, by: dora, vote: {organ: council, matter: m, zz: 1}}",
    "an act under an unknown instrument": "on: 1951-06-01, try: {act: accept, by: alba, instrument: fish}",
    "a supposed treaty on a day that does not exist": "on: 1951-06-01, status: in_force, suppose: shore in force on 1951-13-01",
    "a supposed act under an unknown instrument": "on: 1951-06-01, status: in_force, suppose: {act: accept, by: alba, instrument: fish}",
    "a supposed record of an unknown treaty": "on: 1951-06-01, status: in_force, suppose: {expect: fish}",
    "a fact under an unknown treaty": "on: 1951-06-01, fact: {armed attack: {on: alba}}, treaty: shorr",
    # answered with confidence instead of refused
    "a duty under an unknown treaty": "on: 1951-06-01, duty: {act: assist}, treaty: shorr",
    "a vote under an unknown treaty": "on: 1951-06-01, vote: {organ: council, matter: war, for: alba}, treaty: shorr",
    "an order under an unknown treaty": "on: 1951-06-01, order: [alba deposits], treaty: shorr",
    "an order with an unknown group": "on: 1951-06-01, order: [every zzz deposits]",
    "an empty order": "on: 1951-06-01, order: []",
    "a step by nobody": "on: 1951-06-01, order: [x deposits]",
    "an unknown key of a duty": "on: 1951-06-01, duty: {foo: assist}",
    "a duty without an act": "on: 1951-06-01, duty: {}",
    "a misspelt duty": "on: 1951-06-01, duty: {act: asist}",
    "an unknown key of a fact": "on: 1951-06-01, fact: {armed attack: {by: fara, onn: alba}}",
    "two facts": "on: 1951-06-01, fact: {armed attack: {on: alba}, threat: {on: bora}}",
    "a status of two states": "on: 1951-06-01, status: {party: [alba, bora]}",
    "a status of a group of keys": "on: 1951-06-01, status: {party: {a: b}}",
    "an act by nobody": "on: 1951-06-01, try: {act: accede}",
    "a vote for and against": "on: 1953-01-01, vote: {organ: council, matter: war, for: [alba, bora], against: alba}",
    "less than no votes": "on: 1953-01-01, vote: {organ: council, matter: procedure, for: -7}",
    "votes that are a group of keys": "on: 1953-01-01, vote: {organ: council, matter: procedure, for: {a: b}}",
    "an unknown key of a conflict": "on: 1951-06-01, conflict: {treaties: [shore, shore], foo: x}",
    "a conflict with itself": "on: 1951-06-01, conflict: {treaties: [shore, shore]}",
    "a supposed act by nobody": "on: 1951-06-01, status: in_force, suppose: {act: accede}",
    "a supposed act under an unknown treaty": (
        "on: 1951-06-01, status: in_force, suppose: {act: accede, by: dora, treaty: shorr}"),
    "a supposed vote in an unknown organ": (
        "on: 1951-06-01, status: in_force, suppose: {vote: {organ: zzz, matter: war}}"),
}  # fmt: skip


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_that_cannot_be_put_is_told_in_words(what: str, run: Shell) -> None:
    assert "cannot be put" in refused(run("ask", "shore.yaml", QUESTIONS[what]))


@pytest.mark.parametrize("question", ["on: 0001-01-01, order: [alba deposits]", "on: 0001-01-01, order: []"])
def test_an_order_on_the_first_day_of_the_calendar_is_no_traceback(question: str, run: Shell) -> None:
    assert run("ask", "shore.yaml", question).code in (FINE, WRONG)


MISSPELT = {
    "order": "on: 1951-06-01, order: [albba deposits]",
}


@pytest.mark.parametrize("form", MISSPELT)
def test_a_misspelt_state_is_named_with_a_hint(form: str, run: Shell) -> None:
    found = run("ask", "shore.yaml", MISSPELT[form])
    assert "did you mean `" in found.out + found.err


# play --with


@pytest.mark.parametrize("given", ["no/such.yaml", "events.yml", "."])
def test_a_file_of_events_that_is_not_there_is_told_as_such(given: str, run: Shell) -> None:
    message = refused(run("play", "shore.yaml", "--with", given))
    assert given in message
    assert "no such file" in message or "folder" in message


def test_a_supposed_record_of_an_unknown_treaty_is_told(run: Shell) -> None:
    assert "fish" in refused(run("play", "shore.yaml", "--with", "{on: 1951-01-01, expect: fish}"))


@pytest.mark.parametrize("given", [
    "{on: 1951-06-01, act: denounce}", "{on: 1951-06-01, act: denounce, by: []}",
    "{on: 1951-06-01, vote: {organ: zzz, matter: war}}",
])  # fmt: skip
def test_a_supposed_event_that_does_nothing_is_told(given: str, run: Shell) -> None:
    assert refused(run("play", "shore.yaml", "--with", given)).startswith("--with: ")


def test_an_unknown_key_of_a_supposed_event_is_told_in_words(run: Shell) -> None:
    assert "permitted" not in refused(run("play", "shore.yaml", "--with", "{on: 1951-06-01, act: accede, buy: dora}"))


@pytest.mark.parametrize(("question", "words"), [
    ("on: 1951-06-01, vote: x", "valid dictionary"), ("on: 1951-06-01, try: x", "valid dictionary"),
    ("on: 1951-06-01, order: x", "tuple"), ("on: 1951-06-01, fact: x", "valid dictionary"),
    ("on: 1951-06-01, status: in_force, blocking: x", "tuple"),
    ("on: 1951-06-01, status: in_force, suppose: in force with 0 zzz parties", "none members"),
])  # fmt: skip
def test_a_message_is_in_plain_words(question: str, words: str, run: Shell) -> None:
    assert words not in refused(run("ask", "shore.yaml", question))


def test_what_stands_by_practice_is_not_refused_by_practice(run: Shell) -> None:
    found = lines(run("play", "shore.yaml", "--practice"))
    assert not any(line.startswith("1952-01-01 fara accede (shore) refused") for line in found)


def test_the_json_of_an_invitation_says_who_is_invited(run: Shell) -> None:
    told = run("play", "shore.yaml", "--format", "json").json()["play"]
    assert "dora" in str(next(line for line in told if line.get("event") == "invite"))


# ask, treaties, power, check


def test_the_same_states_in_other_words_are_no_dispute(run: Shell) -> None:
    """Under the practice fara is a party too, but it attacks: those who assist are the same two."""
    question = "on: 1952-06-01, fact: {armed attack: {by: fara, on: alba, at: territory in north_shore}}"
    assert run("ask", "shore.yaml", question, "--format", "json").json()["answer"]["assist"] != "disputed"


@pytest.mark.parametrize("day", ["19540326", "1954-W10-1"])
def test_a_day_on_the_command_line_has_the_form_of_a_file(day: str, run: Shell) -> None:
    assert f"found `{day}`" in refused(run("treaties", "shore.yaml", "--on", day))


def test_weighted_votes_are_counted_against_all_weights(run: Shell) -> None:
    assert "council (shore) budget 4 of 3 9" not in lines(run("treaties", "shore.yaml", "--on", DAY))


def test_power_without_an_organ_counts_those_organs_that_it_can(run: Shell) -> None:
    ended_with = run("power", "un", "--on", "1954-03-26")
    assert ended_with.code == FINE or "assembly" in ended_with.err
    assert "security_council (un 27(2)) on procedural, 1954-03-26: 7 of 11" in lines(ended_with)


@pytest.mark.parametrize("treaty", ["nat", "anzus"])
def test_a_treaty_whose_organs_do_not_vote_is_told_in_words(treaty: str, run: Shell) -> None:
    ended_with = run("power", treaty, "--on", "1960-01-01")
    assert ended_with.code == FINE or "None" not in ended_with.err


@pytest.mark.parametrize("more", [("--rule", "most"), ("--figures", "gdp"), ("--attackers", "a,b"), ("--set", "a=b")])
def test_an_option_of_dossiers_is_not_swallowed_for_a_treaty(more: tuple[str, ...], run: Shell) -> None:
    assert refused(run("power", "shore.yaml", "--on", DAY, *more))


@pytest.mark.parametrize("command", ["check", "power"])
def test_a_misspelt_treaty_is_named_with_the_nearest(command: str, run: Shell) -> None:
    assert "did you mean `warsaw`?" in refused(run(command, "warsow"))


@pytest.mark.parametrize("treaty", ["first-case"])
def test_what_is_no_treaty_is_told_as_such(treaty: str, run: Shell) -> None:
    assert "folder" not in refused(run("treaties", treaty))


# hostile files -----------------------------------------------------------------------------------


CIRCLES = {
    "by its name": needing("lake in force"),
    "without a name": needing("in force"),
    "in part": needing(f"{NEEDED} and lake in force"),
}


@pytest.mark.parametrize("what", CIRCLES)
def test_a_treaty_that_waits_for_itself_is_answered(what: str, tmp_path: Path) -> None:
    file = tmp_path / "lake.yaml"
    file.write_text(CIRCLES[what], encoding="utf-8")
    for command in commands(str(file)):
        assert ended(*command)[0] in (FINE, WRONG)


def test_two_treaties_that_wait_for_each_other_are_answered(tmp_path: Path) -> None:
    two, one = tmp_path / "lake.yaml", tmp_path / "sea.yaml"
    two.write_text(needing(f"{NEEDED} and sea in force"), encoding="utf-8")
    rule = '{art: "1", says: s, status: {in_force: lake in force}}'
    one.write_text(f"treaty: sea\nname: Sea\nprovisions: [{rule}]\n", encoding="utf-8")
    assert ended("treaties", str(two), str(one), "--on", "1955-01-01")[0] == FINE
    assert ended("ask", str(two), str(one), "on: 1955-01-01, status: in_force")[0] == FINE


def test_in_force_while_not_in_force_is_a_circle_through_not(tmp_path: Path) -> None:
    """`lake is not in force` is D405; `not in force` is read as if it said something."""
    file = tmp_path / "lake.yaml"
    file.write_text(needing("not in force"), encoding="utf-8")
    code, _, err = ended("treaties", str(file), "--on", "1955-01-01")
    assert code == WRONG
    assert "D405" in err


GROUPS = {
    "a chain of 2,000 groups": grouping("".join(f"  g{i}: [g{i + 1}]\n" for i in range(2_000))),
    "groups that double": grouping(
        "".join(f"  g{i}: [g{i + 1}, h{i + 1}]\n  h{i}: [g{i + 1}, h{i + 1}]\n" for i in range(30))),
}  # fmt: skip


@pytest.mark.parametrize("what", GROUPS)
def test_groups_within_groups_are_answered_whatever_their_shape(what: str, tmp_path: Path) -> None:
    file = tmp_path / "lake.yaml"
    file.write_text(GROUPS[what], encoding="utf-8")
    for command in commands(str(file)):
        assert ended(*command)[0] in (FINE, WRONG, 3)


def test_the_order_of_a_question_in_a_file_with_an_unknown_treaty_is_no_traceback(tmp_path: Path) -> None:
    text = lake(DEPOSITS) + "questions: [{id: q, on: 1951-01-01, order: [alba deposits, sea in force]}]\n"
    file = tmp_path / "lake.yaml"
    file.write_text(text, encoding="utf-8")
    assert ended("check", str(file))[0] in (1, WRONG)


def test_a_record_of_an_unknown_treaty_in_a_log_is_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "lake.yaml"
    file.write_text(lake(DEPOSITS + "{on: 1951-01-01, expect: lakke in force}"), encoding="utf-8")
    assert ended("check", str(file))[0] == WRONG
    assert ended("play", str(file))[0] == WRONG


def test_who_is_invited_only_if_invited_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "lake.yaml"
    needs = "[x is riparian, x is not a party, every party consents to x]"
    file.write_text(changed((needs, "[x is invited]")), encoding="utf-8")
    assert ended("ask", str(file), "on: 1951-01-01, try: {act: accede, by: dora}")[0] == FINE
