"""Who was a state on a day: by days, not years. All rows are invented in the published layout."""

from __future__ import annotations

from datetime import date

import pytest

from overture.dossier import read
from overture.exchange.states import states
from overture.exchange.tables import ImportProblem, parse_table
from overture.files.nodes import plain
from overture.files.text import compose

HEAD = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
LONG = "ABC,1,Abecia,1816,1,1,2016,12,31,2016\n"
TWICE = "ABD,2,Abedia,1918,11,14,1940,6,3,2016\nABD,2,Abedia,1955,5,5,2016,12,31,2016\n"


def told(rows: str, on: str, *only: str) -> tuple[set[str], list[str]]:
    table = parse_table((HEAD + rows).encode())
    text, reports = states(table, date.fromisoformat(on), only)
    return set(plain(compose(text)[0])["actors"]), [*table.reports, *reports]


@pytest.mark.parametrize(
    ("on", "there"),
    [
        ("1918-11-13", False), ("1918-11-14", True), ("1940-06-03", True), ("1940-06-04", False),
        ("1955-05-04", False), ("1955-05-05", True), ("2016-12-31", True),
    ],
)  # fmt: skip
def test_a_state_is_one_from_the_first_day_of_a_spell_to_its_last(on: str, there: bool) -> None:
    assert ("abd" in told(LONG + TWICE, on)[0]) == there


def test_a_dossier_reads_what_is_written() -> None:
    text, _ = states(parse_table((HEAD + LONG).encode()), date(1954, 3, 26))
    dossier = read(
        "overture: 1\ntitle: States\nas_of: 1955-01-01\nproposer: abc\n"
        'options: {abc: {ask_them: {ask: "?"}}}\npreferences: {abc: [ask_them]}\n' + text
    )
    assert dossier.actors["abc"].name == "Abecia"
    assert dossier.sources["states"].title == "State System Membership, version 2016"
    assert dossier.sources["states"].author == "Correlates of War project"


def test_overlaps_and_repetitions_are_told_with_their_lines() -> None:
    found, reports = told(LONG + TWICE + "ABD,2,Abedia,1930,1,1,1931,1,1,2016\n" + LONG, "1930-06-01")
    assert found == {"abc", "abd"}
    assert "lines 3 and 5: two spells of ABD overlap from 1930-01-01" in reports
    assert "lines 2 and 6: ABC twice with the same days" in reports


@pytest.mark.parametrize("name", ["ABD", "abd", "2", "002", "Abedia"])
def test_one_state_is_asked_for(name: str) -> None:
    assert told(LONG + TWICE, "1960-01-01", name)[0] == {"abd"}


def test_a_state_that_was_none_on_the_day_and_one_that_is_unknown_are_told() -> None:
    _, reports = told(LONG + TWICE, "1950-01-01", "ABC", "ABD", "XYZ")
    assert "line 3: abd was no state on 1950-01-01, but 1918-11-14 to 1940-06-03, 1955-05-05 to 2016-12-31" in reports
    assert "XYZ: the file has no such state" in reports
    with pytest.raises(ImportProblem, match="no state that is asked for existed on 1950-01-01\nline 3: abd was"):
        told(LONG + TWICE, "1950-01-01", "ABD")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("ABC,1,x,1950,2,30,1990,1,1,1\n", r"line 2: `1950 2 30` \(year, month, day\) is no day"),
        ("ABC,1,x,inf,1,1,1990,1,1,1\n", "line 2: `inf 1 1` .* is no day"),
        ("ABC,1,x,1950,1,1,-9,-9,-9,1\n", "line 2: `-9 -9 -9` .* is no day"),
        ("ABC,1,x,1950,1,1\n", "line 2: `` .* is no day"),
        ("ABC,1,x,1990,1,1,1950,1,1,1\n", "line 2: the end 1950-01-01 is before the start 1990-01-01"),
        (",1,x,1950,1,1,1990,1,1,1\n", "line 2: no state is named"),
        (LONG + LONG.replace(",1,", ",7,", 1), "lines 2 and 3: ABC has two codes, 1 and 7"),
        ("ABC,1,x,y,1950,1,1,1990,1,1,1\n", "line 2: there are more cells than columns"),
        ("", "a header and no rows"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(rows: str, problem: str) -> None:
    with pytest.raises(ImportProblem, match=problem):
        told(rows, "1954-03-26")


@pytest.mark.parametrize(("on", "problem"), [("2020-01-01", "ends on 2016-12-31"), ("1800-01-01", "begins on 1816")])
def test_of_days_outside_the_file_it_tells_nothing(on: str, problem: str) -> None:
    with pytest.raises(ImportProblem, match=problem):
        told(LONG, on)
