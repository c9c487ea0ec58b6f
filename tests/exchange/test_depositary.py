"""Actions of a depositary become a log that a treaty file can hold; nothing is guessed, nothing is lost.

All rows are invented in the layouts of treaty collections.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from overture.exchange.days import day_of
from overture.exchange.depositary import act_of, depositary
from overture.exchange.tables import ImportProblem, parse_table
from overture.files.nodes import plain
from overture.files.text import compose
from overture.logic import ACTS
from overture.treaties.text.reading import open_texts

TREATY = """treaty: pact
name: The Pact
depositary: abecia
provisions:
  - art: "1"
    says: Signatories become parties by depositing their instruments.
    power: {act: deposit, by: x, effect: x is a party}
"""


def log(text: str) -> tuple[list[dict[str, Any]], list[str], str]:
    table = parse_table(text.encode())
    yaml, reports = depositary(table, "my record.csv")
    return plain(compose(yaml)[0])["log"]["events"], [*table.reports, *reports], yaml


def rows(*lines: str, head: str = "Participant,Action,Taken on,Effective on,Notes") -> str:
    return "\n".join([head, *lines, ""])


SOUND = "Abecia,Signature,4 April 1949,,"


def test_a_treaty_file_reads_the_log() -> None:
    _, _, yaml = log(rows(SOUND, "Abecia,Ratification,1949-07-25,1949-08-24,"))
    events = open_texts([(TREATY + yaml, "pact.yaml")]).source("pact").file.log.events
    assert [(e.on, e.act, e.by) for e in events] == [
        (date(1949, 4, 4), "sign", ("abecia",)), (date(1949, 7, 25), "deposit", ("abecia",)),
    ]  # fmt: skip
    assert events[1].note == "effective 1949-08-24"
    assert str(events[1].from_[0]) == "my_record.csv line 3"


@pytest.mark.parametrize(
    ("action", "act", "word"),
    [
        ("Signature", "sign", ""), ("Ratification", "deposit", ""), ("RATIFICATION", "deposit", ""),
        ("Accession", "accede", ""), ("Acceptance", "accept", ""), ("Approval", "accept", "Approval"),
        ("Succession", "accede", "Succession"), ("Denunciation", "denounce", ""),
        ("Withdrawal", "denounce", "Withdrawal"), ("Notification of withdrawal", "denounce",
        "Notification of withdrawal"), ("Definitive signature", "deposit", "Definitive signature"),
        ("Accession (a)", "accede", "Accession (a)"), ("Ratification with reservations", "deposit",
        "Ratification with reservations"), ("Signature ad referendum", "sign", "Signature ad referendum"),
        ("Deposit of instrument of ratification", "deposit", "Deposit of instrument of ratification"),
        ("Signature subject to ratification", "sign", "Signature subject to ratification"),
    ],
)  # fmt: skip
def test_an_action_is_an_act_of_the_language_and_its_words_are_kept(action: str, act: str, word: str) -> None:
    assert act_of(action) == (act, word)
    assert act in ACTS


@pytest.mark.parametrize(
    "action",
    [
        "Withdrawal of reservation",
        "Withdrawal of declaration",
        "Acceptance of amendment",
        "Ratification of protocol",
        "Objection",
        "Declaration",
        "Territorial application",
        "Entry into force",
        "",
        "Provisional application",
    ],
)
def test_another_action_is_not_taken_for_one_that_begins_alike(action: str) -> None:
    assert act_of(action) is None


def test_what_is_not_understood_is_kept_whole_as_a_comment_and_told() -> None:
    events, reports, yaml = log(rows(
        SOUND, 'Abedia,Withdrawal of reservation,1950-01-01,1950-02-01,"to art. 3\nand 4"',
        "Abedia,Ratification,1949,,", "Абедия,Ratification,1950-01-01,,", "Abedia,Ratification,,,",
        "Abedia,Ratification,1950-01-01,,a,b,c",
    ))  # fmt: skip
    assert len(events) == 1
    assert "    # line 3: Abedia | Withdrawal of reservation | 1950-01-01 | 1950-02-01 | to art. 3 and 4\n" in yaml
    assert "    # line 8: Abedia | Ratification | 1950-01-01 | a | b | c\n" in yaml
    for start in (
        "line 3: the act is not understood", "line 5: the day is not understood, since a year is no day",
        "line 6: the participant is not understood", "line 7: the day is not understood",
        "line 8: there are more cells than columns",
    ):  # fmt: skip
        assert any(r.startswith(start) for r in reports), (start, reports)


def test_a_long_note_and_columns_that_nobody_expects_are_kept() -> None:
    note = "word " * 200 + "end"
    events, reports, _ = log(rows(
        f"7,Abecia,Signature,1949-04-04,,{note},in French", head=",Party,Action,Date,Effective date,Remarks,Language",
    ))  # fmt: skip
    assert events[0]["note"] == f"{note}; column 1: 7; language: in French"
    assert "columns that the layout does not have are kept in the notes: column 1, language" in reports


@pytest.mark.parametrize(
    "head",
    [
        "Participant,Action,Date of Notification/Deposit,Date of Effect",
        "Party,Type of action,Date,Effective date",
        "participant,action,taken_on,effective_on",
        "STATE,Treaty action,Date of action,Entry into force",
        "Participant\tAction\tTaken on\tEffective on",
        "Country;Action type;Date of deposit;Date effective",
    ],
)
def test_headers_of_several_collections_are_read(head: str) -> None:
    separator = next(c for c in "\t;," if c in head)
    events, reports, _ = log(rows(separator.join(("Abecia", "Ratification", "25/07/1949", "24/08/1949")), head=head))
    assert events[0]["on"] == "1949-07-25"
    assert events[0]["note"] == "effective 1949-08-24"
    assert not reports


# days


@pytest.mark.parametrize(
    "text",
    [
        "1949-08-24",
        "24/08/1949",
        "24 August 1949",
        "24 Aug 1949",
        "24 Aug. 1949",
        "24-Aug-1949",
        "24.08.1949",
        "24-08-1949",
        "August 24, 1949",
        "24th August 1949",
        "1949-08-24T00:00:00",
        "24  AUGUST  1949",
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert day_of(text) == (date(1949, 8, 24), "", day_of(text).order)


@pytest.mark.parametrize(
    "text", ["1949", "Aug 1949", "08/1949", "24-Aug-49", "24/8/49", "30 Feb 1949", "1949-8-24", "٢٤/٠٨/١٩٤٩"]
)
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert day_of(text).day is None


def test_an_order_that_is_doubtful_is_told_beside_the_event_and_in_the_reports() -> None:
    events, reports, yaml = log(rows("Abecia,Ratification,03/04/1949,05/06/1949,", "Abedia,Accession,04/04/1949,,"))
    assert events[0]["on"] == "1949-04-03"
    assert events[0]["note"] == "effective 1949-06-05 (05/06/1949 in the file)"
    both = "day and month may be meant the other way round; read as"
    assert reports == [f"line 2: 03/04/1949: {both} 1949-04-03", f"line 2: effective 05/06/1949: {both} 1949-06-05"]
    assert f"# Abecia; 03/04/1949: {both} 1949-04-03" in yaml


def test_where_one_row_has_the_month_first_no_other_is_guessed() -> None:
    events, reports, yaml = log(rows(
        "Abecia,Ratification,03/04/1949,,", "Abedia,Ratification,04/13/1949,05/06/1949,",
        "Abefia,Accession,1950-01-02,,",
    ))  # fmt: skip
    assert [e["on"] for e in events] == ["1949-04-13", "1950-01-02"]
    assert events[0]["note"] == "effective, as the file has it: 05/06/1949"
    assert "# line 2: Abecia | Ratification | 03/04/1949" in yaml
    assert any(r.startswith("line 2: the day is not understood, since line 3 has the month before") for r in reports)
    assert any(r.startswith("line 3: 04/13/1949: read as month/day/year") for r in reports)
    assert any(r.startswith("line 3: the day of effect is not understood, since line 3") for r in reports)


# twice


def test_the_same_row_twice_is_left_out_and_said() -> None:
    events, reports, _ = log(rows(SOUND, SOUND))
    assert len(events) == 1
    assert reports == ["lines 2 and 3: the same row twice; one is left out"]


def test_the_same_act_twice_with_other_notes_is_kept_and_said() -> None:
    events, reports, yaml = log(rows(SOUND, SOUND + "at Bern", "Abecia,Signature,1951-01-01,,"))
    assert [e["on"] for e in events] == ["1949-04-04", "1951-01-01"]
    assert "# line 3: Abecia | Signature | 4 April 1949 | at Bern" in yaml
    assert any(
        "lines 2 and 3: Abecia did the same twice (Signature) on one day, but the rows differ" in r for r in reports
    )
    assert any("lines 2 and 4: Abecia did the same twice (Signature), on two days" in r for r in reports)


def test_two_participants_with_one_id_are_told() -> None:
    _, reports, _ = log(rows(SOUND, "Abécia,Accession,1950-01-01,,"))
    assert "lines 2 and 3: `Abecia` and `Abécia` are both written abecia" in reports


def test_a_file_of_which_nothing_is_understood_is_refused_with_the_reasons() -> None:
    with pytest.raises(ImportProblem, match=r"(?s)no row of the file is understood.*line 2: the act is not"):
        log(rows("Abecia,Objection,1949-04-04,,"))


@pytest.mark.parametrize("place", range(5))
def test_no_cell_can_add_a_line_to_what_is_written(place: int) -> None:
    for action in ("Signature", "Objection"):
        cells = ["Abedia", action, "1950-01-01", "1950-02-01", "none"]
        cells[place] = f'"{cells[place]}\n\n    - {{on: 1950-01-01, act: denounce, by: abecia}}\n\x85\u2028evil: 1"'
        events, _, _ = log(rows(SOUND, ",".join(cells)))
        assert not [e for e in events if e["act"] == "denounce"]
        assert all(set(e) <= {"on", "act", "by", "from", "note"} for e in events)
