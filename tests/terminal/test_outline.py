"""The outline says aloud what a dossier holds, and changes with it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from overture import library
from overture.dossier import Dossier, read
from overture.terminal.outline import Outline, outline

SMALL = (Path(__file__).parents[1] / "dossier/small.yaml").read_text(encoding="utf-8")
TEXTS = {**{name: library.case(name) for name in library.names()}, "small": SMALL}
FIRST = """\
A first case.

1. What is decided
  1.1 The date is 15 January 2024.
  1.2 The decision is our government’s. [us]
  1.3 The stage: draft.

2. Who is at the table
  2.1 Our government, whose decision it is, with one option. [us]
    2.1.1 What do we say? [offer]
      2.1.1.1 Nothing, which is so now. [offer.silent]
      2.1.1.2 Propose talks. [offer.talks]
      2.1.1.3 Propose a treaty. [offer.treaty]
      2.1.1.4 What is chosen stays.
  2.2 Their government, with one option. [them]
    2.2.1 What do they answer? [reply]
      2.2.1.1 No answer, which is so now. [reply.none]
      2.2.1.2 Accept. [reply.accept]
      2.2.1.3 Refuse. [reply.refuse]
      2.2.1.4 Anything new only if our government says something.

3. What each wants, the most important first
  3.1 Our government. [us]
    3.1.1 Their government accepts and our government proposes a treaty. [us_1]
    3.1.2 Their government accepts. [us_2]
    3.1.3 Their government does not refuse. [us_3]
  3.2 Their government. [them]
    3.2.1 Their government does not accept or our government proposes talks. [them_1]
    3.2.2 Their government accepts or our government does not propose talks. [them_2]
    3.2.3 Their government gives an answer or our government says nothing. [them_3]
"""


def of(name: str) -> tuple[Dossier, Outline]:
    dossier = read(TEXTS[name])
    return dossier, outline(dossier)


def ids(points: list[dict[str, Any]]) -> Iterator[str]:
    for point in points:
        yield from (point["id"] for _ in range("id" in point))
        yield from ids(point.get("points", []))


def test_the_first_case_reads_so() -> None:
    assert of("first-case")[1].text(100, ids=True) == FIRST


@pytest.mark.parametrize("name", TEXTS)
def test_every_entry_that_matters_to_the_decision_appears(name: str) -> None:
    dossier, told = of(name)
    found = set(ids(told.as_json()["points"]))
    choices = {f"{o.id}.{value}" for o in dossier.options.values() for value in o.choices}
    for wanted in (
        dossier.actors, dossier.options, choices, dossier.statements, dossier.arguments, dossier.claims,
        dossier.treaties, dossier.assumptions, dossier.facts, dossier.rules, dossier.proposals, dossier.replies,
        dossier.contingencies, dossier.decisions, dossier.variants,
    ):  # fmt: skip
        assert set(wanted) <= found


@pytest.mark.parametrize("name", TEXTS)
def test_what_entries_say_is_read_out_word_by_word(name: str) -> None:
    dossier, told = of(name)
    text = " ".join(told.text(100_000).split()).lower()
    says = [a.claim for a in dossier.arguments.values()] + [c.text for c in dossier.claims.values()]
    says += [r.says for r in dossier.reports] + [o.ask for o in dossier.options.values()]
    says += [c.text for o in dossier.options.values() for c in o.choices.values()]
    assert [s for s in says if " ".join(s.split()).rstrip(".").lower() not in text] == []


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("width", [40, 72, 100])
def test_no_line_is_longer_than_the_width_and_none_is_lost(name: str, width: int) -> None:
    told = of(name)[1]
    lines = told.text(width).splitlines()
    assert max(map(len, lines)) <= width
    assert "".join(told.text(width).split()) == "".join(told.text(100_000).split())


@pytest.mark.parametrize("name", TEXTS)
def test_numbers_follow_each_other(name: str) -> None:
    numbers = re.findall(r"^ *(\d+(?:\.\d+)*)\.? ", of(name)[1].text(100_000), re.M)
    before: tuple[int, ...] = ()
    for number in numbers:
        now = tuple(map(int, number.split(".")))
        assert now in ((*before, 1), *((*before[:i], before[i] + 1) for i in range(len(before))))
        before = now
    assert len(numbers) > 15


def test_no_id_is_read_out_unless_asked_for() -> None:
    told = of("molotov-1954")[1]
    assert not re.search(r"us_role|no_german_arms|\[", told.text(100))
    assert "[no_german_arms]" in told.text(100, ids=True)


@pytest.mark.parametrize(
    "old, new, wanted",
    [
        ("reef: {name: The Reef}", "reef: {name: The Great Reef}", "The Great Reef."),
        ("final: true", "no_return: true", "There is no way back to what is so now."),
        ("final: true", "final: [join]", "Once chosen it stays."),
        ("now: silent", "now: talks", "Propose talks, which is so now."),
        ("consents: {port: {isle: reply is accept}}", "consents: {port: {isle: 2024-02-01}}",
         "The Isle consented on 1 February 2024."),
        ("taken: false", "taken: true", "It is taken as true."),
        ("limits: [trap]", "attacks: [trap]", "Refuted by the argument “People remember it.”"),
        ("goal: true", "goal: false", ""),
        ("sign: worried", "sign: against", "It is reported to be against “What do we say?”"),
        ("recommended: speak}\ncont", "recommended: enter}\ncont", ""),
        ("when: reply is refuse", "when: true", "It becomes due at once."),
    ],
)  # fmt: skip
def test_a_change_of_the_dossier_is_heard(old: str, new: str, wanted: str) -> None:
    assert old in SMALL
    before = outline(read(SMALL)).text(200)
    after = outline(read(SMALL.replace(old, new))).text(200)
    assert after != before
    assert wanted in after


def test_formulas_are_put_into_words() -> None:
    text = of("small")[1].text(200)
    assert not re.search(r"stands\(|is not silent|reply is|offer is (talks|join|silent)| iff ", text)
    assert "It would change if the strait is calm." in text


def test_markdown_is_a_heading_for_each_part_and_a_list_below() -> None:
    text = of("small")[1].markdown(ids=True)
    assert text.startswith("# The strait.\n\n## 1. What is decided\n\n1. The date is 1 March 2024.\n")
    assert "\n   1. " in text
    assert "\\[port\\]" in text


def test_the_outline_for_programs_holds_the_same_points() -> None:
    told = of("small")[1]
    assert json.loads(json.dumps(told.as_json()))["points"][0]["text"] == "What is decided"
    assert told.as_json()["title"] == "The strait."


def test_a_long_case_is_told_at_once() -> None:
    dossier = read(TEXTS["molotov-1954"])
    start = time.process_time()
    outline(dossier).text(100)
    assert time.process_time() - start < 0.3


def test_texts_with_marks_and_line_ends_stay_on_their_line() -> None:
    text = SMALL.replace("name: The Reef", 'name: "The\\nReef <b> *x*  [y]"')
    told = outline(read(text))
    assert "The Reef <b> *x* [y]." in told.text(100)
    assert "The Reef \\<b\\> \\*x\\* \\[y\\]." in told.markdown()
