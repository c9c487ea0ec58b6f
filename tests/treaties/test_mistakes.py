"""Mistakes in treaty files, and in dossiers that use the library, each with place and hint."""

# ruff: noqa: E501

from __future__ import annotations

import re
from pathlib import Path

import pytest

from overture import cli
from overture.files.diagnostics import Diagnostic, DossierError
from overture.treaties.text.reading import open_texts
from tests.treaties.test_acts import DEPOSITS, LAKE, lake

SOURCE = Path(cli.__file__).parent.parent


def mistakes(text: str) -> list[Diagnostic]:
    with pytest.raises(DossierError) as caught:
        open_texts([(text, "lake.yaml")])
    return list(caught.value.diagnostics)


def only(text: str) -> Diagnostic:
    found = mistakes(text)
    assert len(found) == 1, [d.message for d in found]
    assert found[0].span is not None
    return found[0]


def line_of(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


OTHER = """
treaty: sea
name: Sea Treaty
provisions: [{art: "1", says: force, status: {in_force: FORCE, ends: ENDS}}]
"""

WRONG: dict[str, tuple[str, str, str]] = {
    # what is wrong: text, code, words of the message or hint
    "an unknown act": (lake("{on: 1950-03-01, act: fly, by: alba}"), "D103", "fly"),
    "a day that does not exist": (lake("{on: 1950-02-30, act: deposit, by: alba}"), "D103", "1950-02-30"),
    "an act before the text": (lake("{on: 1949-03-01, act: deposit, by: alba}"), "D406", "before the text was made"),
    "an amendment of a treaty that nobody tells": (
        lake(DEPOSITS).replace("name: Lake Treaty", "name: Lake Treaty\namends: pond"), "D404", "pond"),
    "an amendment of an article that is not there": (
        lake("{on: 1951-03-01, act: amend, articles: ['99']}"), "D404", "99"),
    "a version that drops what is not there": (
        lake(DEPOSITS).replace("regions:", "  - {art: '9', says: area, area: {territory: [lake]}, versions: "
                                           "[{from: 1951-01-01, drops: [desert]}]}\nregions:"), "D404", "desert"),
    "one event with two dates": (
        lake("{on: 1950-03-01, act: deposit, by: alba}, {on: 1950-04-01, act: deposit, by: alba}"), "D407", "also"),
    "a condition that cannot be read": (
        lake(DEPOSITS).replace("needs: [x is invited]", "needs: [the parties like x]"), "D106", "like"),
    "an unknown treaty": (lake(DEPOSITS).replace("of signatories deposited", "of signatories deposited and pont in force"),
                          "D402", "pont"),
    "an unknown group": (lake(DEPOSITS).replace("at least 2 of signatories", "at least 2 of signatries"), "D402", "signatories"),
    "a word for a status that is nearly right": (
        lake(DEPOSITS).replace("needs: [x is invited]", "needs: [x is invted]"), "D402", "invited"),
    "an unknown instrument": (lake("{on: 1951-01-01, act: accept, instrument: prot, by: alba}"), "D402", "prot"),
    "a judgement that nobody declared": (
        lake(DEPOSITS).replace("needs: [x is invited]", "needs: [x is invited, weather_is_fine]"), "D403", "declare it"),
    "a reading that sets what cannot be set": (
        lake(DEPOSITS).replace("regions:", "  - {art: '9', says: s, readings: {one: {says: s, set: {wether: true}}}}\nregions:"),
        "D401", "wether"),
    "an unknown key": (lake(DEPOSITS).replace("    says: A signatory deposits.", "    say: A signatory deposits."), "D101", "says"),
    "a comma that cuts a phrase": (
        lake(DEPOSITS).replace("how: as it deems necessary}", "how: as it deems necessary, and more}"), "D010", "quotes"),
    "a file that does not start as a treaty": ("name: Lake\n", "D103", "treaty: ID"),
    "a period that is none": (lake(DEPOSITS).replace("notice: 1 year", "notice: a while"), "D103", "18 months"),
    "a duty without a trigger": (
        lake(DEPOSITS).replace("when: armed attack on a party, where: lake, ", ""), "D103", "what makes the duty arise"),
    "an effect that changes a standing in unknown words": (
        lake(DEPOSITS).replace("effect: x is a party}", "effect: x is a friend}"), "D103", "x is a party"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(what: str) -> None:
    text, code, words = WRONG[what]
    found = [d for d in mistakes(text) if d.code == code]
    assert found, [f"{d.code} {d.message}" for d in mistakes(text)]
    assert any(words in f"{d.message} {d.hint}" for d in found)
    assert all(d.span is not None and d.span.line >= 1 for d in found)


def test_a_circle_through_not_is_shown_whole() -> None:
    one = OTHER.replace("FORCE", "lake in force").replace("ENDS", "'false'")
    two = lake(DEPOSITS).replace("regions:", "  - {art: '8', says: lapse, status: {ends: sea in force}}\nregions:")
    with pytest.raises(DossierError) as caught:
        open_texts([(two, "lake.yaml"), (one, "sea.yaml")])
    found = [d for d in caught.value.diagnostics if d.code == "D405"]
    assert "lake → sea → lake" in found[0].message


def test_a_circle_without_not_is_allowed_and_nothing_follows_from_it() -> None:
    one = OTHER.replace("FORCE", "lake in force").replace(", ends: ENDS", "")
    two = lake(DEPOSITS).replace("of signatories deposited", "of signatories deposited and sea in force")
    assert open_texts([(two, "lake.yaml"), (one, "sea.yaml")]).system.treaties


def test_several_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = lake("{on: 1949-03-01, act: deposit, by: alba}, {on: 1951-01-01, act: accept, instrument: prot, by: alba}")
    found = mistakes(text)
    assert [d.code for d in found] == ["D406", "D402"]


def test_the_place_of_a_condition_is_under_its_words() -> None:
    text = LAKE.replace("EVENTS", DEPOSITS.rstrip(", ")).replace("needs: [x is invited]", "needs: [x is invited and]")
    found = only(text)
    assert found.span is not None
    assert found.span.line == line_of(text, "x is invited and")


def test_two_dates_are_fine_with_also_and_after_leaving() -> None:
    open_texts([(lake("{on: 1950-03-01, also: {1950-04-01: a gazette}, act: deposit, by: alba}"), "lake.yaml")])
    back = (
        "{on: 1950-03-01, act: accede, by: dora}, {on: 1956-01-01, act: denounce, by: dora}, "
        "{on: 1958-01-01, act: accede, by: dora}"
    )
    open_texts([(lake(back), "lake.yaml")])


def test_a_term_that_no_list_fills_is_a_warning_and_unknown() -> None:
    text = lake(DEPOSITS).replace("x is riparian,", "x is peaceful,")
    found = [d for _, d in open_texts([(text, "lake.yaml")]).warnings]
    assert [d.code for d in found] == ["W401"]


def test_a_name_in_a_question_that_is_nearly_right_is_a_warning() -> None:
    text = lake(DEPOSITS) + "questions: [{id: q, on: 1951-01-01, try: {act: accede, by: dorra}}]\n"
    assert [d.code for _, d in open_texts([(text, "lake.yaml")]).warnings] == ["W402"]


def test_the_same_treaty_told_twice_names_both_files() -> None:
    with pytest.raises(DossierError) as caught:
        open_texts([(lake(DEPOSITS), "one.yaml"), (lake(DEPOSITS), "two.yaml")])
    assert [d.code for d in caught.value.diagnostics] == ["D108"]
    assert "one.yaml" in caught.value.diagnostics[0].message


def test_every_code_of_treaties_has_a_wrong_example() -> None:
    used = {
        code
        for module in (SOURCE / "treaties").glob("*.py")
        for code in re.findall(r'"([DW]4\d\d)"', module.read_text(encoding="utf-8"))
    }
    here = set(re.findall(r'"([DW]4\d\d)"', Path(__file__).read_text(encoding="utf-8")))
    assert used <= here


# dossiers that use the library --------------------------------------------------------------------

DOSSIER = """overture: 1
title: Entry
as_of: 1954-03-26
proposer: ussr
actors: {ussr: Soviet Union, france: France, three: {name: three, members: [usa, uk, france]}, usa: United States, uk: United Kingdom}
treaties: {TREATIES}
options:
  ussr: {offer: {ask: "?"}}
  france: {vote: {ask: "?"}}
preferences: {ussr: [offer], france: [vote]}
"""
USED: dict[str, tuple[str, str, str]] = {
    "a name that the library does not have": ("nat: {use: north-atlantik-treaty}", "D402", "north-atlantic-treaty"),
    "an act that cannot be read": ("nat: {use: nat, acts: {ussr flies: offer}}", "D106", "flies"),
    "an actor of whom the file says nothing": ("nat: {use: nat, acts: {usrs applies: offer}}", "D104", "ussr"),
    "a consent to nobody": ("nat: {use: nat, acts: {three consent to usrs: offer}}", "D104", "ussr"),
    "what the library says itself": ("nat: {use: nat, parties: [usa]}", "D111", "parties"),
    "acts without a treaty of the library": ("nat: {name: N, acts: {ussr applies: offer}}", "D111", "use"),
    "neither name nor use": ("nat: {stage: draft}", "D109", "name"),
    "a formula that names nothing": ("nat: {use: nat, acts: {ussr applies: ofer}}", "D104", "offer"),
}  # fmt: skip


@pytest.mark.parametrize("what", USED)
def test_a_mistake_in_using_the_library_is_told(what: str) -> None:
    from overture.dossier import read

    treaties, code, words = USED[what]
    with pytest.raises(DossierError) as caught:
        read(DOSSIER.replace("TREATIES", treaties))
    found = [d for d in caught.value.diagnostics if d.code == code]
    assert found, [f"{d.code} {d.message}" for d in caught.value.diagnostics]
    assert any(words in f"{d.message} {d.hint}" for d in found)


def test_a_hostile_file_is_refused_at_once() -> None:
    for text in ("treaty: " + "[" * 100_000, "treaty: &a [*a]\n", "treaty: a\ntreaty: b\n", "\x00", "treaty:\n"):
        with pytest.raises(DossierError):
            open_texts([(text, "hostile.yaml")])


def test_groups_in_a_circle_and_regions_in_a_circle_end() -> None:
    text = lake(DEPOSITS).replace("  riparian:", "  one: [two]\n  two: [one]\n  riparian:")
    text = text.replace("regions: {lake:", "regions: {north_shore: [lake], lake:")
    assert open_texts([(text, "lake.yaml")]).system.universe
