"""Capabilities and ideal points: each number as it stands, each thing that is missing or doubtful told.

All rows are invented in the published layouts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from overture.dossier import read
from overture.exchange.figures import figures
from overture.exchange.importing import import_file
from overture.exchange.layouts import NMC, ideal_points, nmc
from overture.exchange.tables import ImportProblem, parse_table
from overture.files.nodes import plain
from overture.files.text import compose

HEAD = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
DOSSIER = """overture: 1
title: Figures
as_of: 1955-01-01
proposer: us
actors: {us: {name: Us}, abc: {name: Abecia}, abd: {name: Abedia}}
options: {us: {ask_them: {ask: "?"}}}
preferences: {us: [ask_them]}
"""


def row(state: str, code: int, year: int, cinc: str, milex: str = "1", version: str = "2099") -> str:
    return f"{state},{code},{year},{milex},2,3,4,5,6,{cinc},{version}\n"


def capabilities(rows: str, *years: int, only: tuple[str, ...] = (), variable: str = "cinc") -> tuple[str, list[str]]:
    table = parse_table((HEAD + rows).encode())
    text, reports = figures(table, nmc(table, variable), years, only, "NMC.csv")
    return text, [*table.reports, *reports]


def points(text: str, *years: int, only: tuple[str, ...] = (), estimate: str = "") -> tuple[str, list[str]]:
    table = parse_table(text.encode())
    told, reports = figures(table, ideal_points(table, estimate), years, only, "points.csv")
    return told, [*table.reports, *reports]


def values(text: str, figure: str) -> dict[str, str]:
    found: dict[str, str] = plain(compose(text)[0])["figures"][figure]["values"]
    return found


ABC = row("ABC", 1, 1954, "0.25")


def test_a_dossier_reads_what_is_written() -> None:
    text, _ = capabilities(ABC + row("ABD", 2, 1954, "5.50e-02") + row("ABC", 1, 1953, ".2"), 1953, 1954)
    dossier = read(DOSSIER + text)
    figure = dossier.figures["nmc_cinc_1954"]
    assert figure.values == {"abc": 0.25, "abd": 0.055}
    assert figure.as_of == "1954"
    assert figure.unit == "share of the world"
    assert "version 2099 (Singer, Bremer and Stuckey 1972; Singer 1987)" in figure.text
    assert [c.source for c in figure.from_] == ["nmc"]
    assert dossier.figures["nmc_cinc_1953"].values == {"abc": 0.2}


def test_the_comments_name_the_data_set_its_version_the_file_the_state_and_the_line() -> None:
    text, _ = capabilities(ABC, 1954)
    assert text.startswith(
        "# National Material Capabilities, version 2099: Singer, Bremer and Stuckey 1972; Singer 1987"
    )
    assert "# Read from NMC.csv" in text
    assert '"abc": 0.25  # ABC, code 1, line 2' in text


@pytest.mark.parametrize("number", ["0.2500", "5e-3", ".5", "12.", "+3", "49621000", "0.28094009000000001"])
def test_a_number_is_written_as_it_stands(number: str) -> None:
    assert values(capabilities(row("ABC", 1, 1954, number), 1954)[0], "nmc_cinc_1954") == {"abc": number}


@pytest.mark.parametrize("blank", ["", "-9", "-9.0", "-9.00", "NA", " "])
def test_what_is_missing_is_left_out_and_listed(blank: str) -> None:
    text, reports = capabilities(ABC + row("ABD", 2, 1954, blank))
    stands = f" ({blank})" if blank.strip() else ""
    assert f"line 3: abd 1954 has no value for cinc{stands}; it is left out" in reports
    assert values(text, "nmc_cinc_1954") == {"abc": "0.25"}
    assert "# left out, without a value: abd (line 3)" in text


@pytest.mark.parametrize("text", ["many", "1_000", "inf", "nan", "1e999", "0x10", "--1", "1 000", "٣"])
def test_what_is_no_number_is_told_with_its_line(text: str) -> None:
    with pytest.raises(ImportProblem, match=r"line 3: `.*` is no number"):
        capabilities(ABC + row("ABD", 2, 1954, text), 1954)


def test_a_decimal_comma_and_a_number_below_zero_are_told() -> None:
    with pytest.raises(ImportProblem, match="is no number; numbers have a decimal point"):
        capabilities(row("ABC", 1, 1954, '"0,25"'))
    with pytest.raises(ImportProblem, match="line 2: `-3` is below zero, which milex cannot be"):
        capabilities(row("ABC", 1, 1954, "0.25", milex="-3"), variable="milex")


def test_a_row_with_a_cell_too_many_is_not_read_as_if_nothing_were_amiss() -> None:
    with pytest.raises(ImportProblem, match="line 2: there are more cells than columns"):
        capabilities(row("ABC", 1, 1954, "0,25"))


def test_a_year_that_is_none_is_told() -> None:
    with pytest.raises(ImportProblem, match="line 2: `54` is no year"):
        capabilities(row("ABC", 1, 54, "0.25"))


def test_many_problems_are_told_up_to_a_number() -> None:
    with pytest.raises(ImportProblem, match=r"(?s)line 2: .*and 60 more$"):
        capabilities("".join(row("ABC", 1, 1900 + i, "x") for i in range(100)))


@pytest.mark.parametrize("variable", NMC)
def test_every_variable_has_its_unit(variable: str) -> None:
    text, _ = capabilities(row("ABC", 1, 1954, "7", milex="1"), variable=variable)
    figure = read(DOSSIER + text).figures[f"nmc_{variable}_1954"]
    assert figure.unit == NMC[variable][1]


def test_an_unknown_variable_is_told() -> None:
    with pytest.raises(ImportProblem, match="unknown variable `gdp`; known: cinc, milex"):
        capabilities(ABC, variable="gdp")


# duplicates


def test_the_same_value_twice_is_dropped_and_said() -> None:
    text, reports = capabilities(ABC + ABC)
    assert values(text, "nmc_cinc_1954") == {"abc": "0.25"}
    assert "lines 2 and 3: abc 1954 is told twice with the same value for cinc; one is left out" in reports
    _, reports = capabilities(ABC + row("ABC", 1, 1954, "0.250", milex="8"))
    assert any("other columns of the two rows differ" in r for r in reports)


@pytest.mark.parametrize(("other", "told"), [("0.3", "0.25 and 0.3"), ("-9", "0.25 and none")])
def test_two_values_name_both_lines_though_one_is_missing(other: str, told: str) -> None:
    with pytest.raises(ImportProblem, match=f"lines 2 and 3: abc 1954 has two values, {told}"):
        capabilities(ABC + row("ABC", 1, 1954, other))


def test_two_values_are_an_error_in_a_year_that_is_not_asked_for_too() -> None:
    with pytest.raises(ImportProblem, match="lines 3 and 4"):
        capabilities(ABC + row("ABC", 1, 1950, "0.1") + row("ABC", 1, 1950, "0.2"), 1954)


def test_two_states_under_one_name_are_not_taken_for_one() -> None:
    with pytest.raises(ImportProblem, match="lines 2 and 3: abc 1954: two states have this name, codes 1 and 7"):
        capabilities(ABC + row("ABC", 7, 1954, "0.25"))


# which years, which states


def test_the_last_year_with_data_is_taken_and_said() -> None:
    text, reports = capabilities(ABC + row("ABC", 1, 1955, "-9"))
    assert "no year was asked for; the last with data is 1954" in reports
    assert "nmc_cinc_1955" not in text


def test_a_year_without_values_is_told_with_those_that_the_file_has() -> None:
    with pytest.raises(ImportProblem, match="no values for cinc in 1960; it has 1952, 1954"):
        capabilities(ABC + row("ABC", 1, 1952, "1"), 1960)


def test_a_year_named_twice_is_written_once() -> None:
    text, _ = capabilities(ABC, 1954, 1954)
    assert text.count("nmc_cinc_1954:") == 1


@pytest.mark.parametrize("name", ["ABC", "abc", "1", "001", "1.0"])
def test_states_are_named_by_abbreviation_or_code(name: str) -> None:
    text, _ = capabilities(ABC + row("ABD", 2, 1954, "x"), only=(name,))
    assert values(text, "nmc_cinc_1954") == {"abc": "0.25"}


def test_a_state_that_the_file_does_not_have_is_told() -> None:
    assert "XYZ: the file has no such state" in capabilities(ABC, only=("ABC", "XYZ"))[1]
    with pytest.raises(ImportProblem, match="no row has a value for cinc and XYZ"):
        capabilities(ABC, only=("XYZ",))


def test_a_state_that_is_asked_for_and_begins_later_is_told() -> None:
    _, reports = capabilities(ABC + row("ABD", 2, 1955, "0.1"), 1954, only=("ABC", "ABD"))
    assert "abd: no row for 1954; its rows are of 1955" in reports


def test_gaps_are_told_in_stretches_and_states_with_the_same_together() -> None:
    rows = "".join(row(s, c, y, "0.1") for s, c in (("ABC", 1), ("ABD", 2)) for y in (1938, 1945, 1946, 1948))
    assert "abc, abd: no row for 1939 to 1944, 1947" in capabilities(rows)[1]


def test_gaps_of_many_states_over_many_years_are_found_at_once() -> None:
    rows = "".join(row(f"S{i}", i, year, "0.1") for i in range(5_000) for year in (1000, 9999))
    assert any(r.startswith("s0, s1") and r.endswith("no row for 1001 to 9998") for r in capabilities(rows)[1])


def test_columns_of_the_supplement_are_known_and_others_are_told() -> None:
    text = HEAD.strip() + ",milexsource,cincnote,colour\n" + ABC.strip() + ",a book,none,green\n"
    table = parse_table(text.encode())
    nmc(table, "cinc")
    assert table.reports == ["columns that the layout does not have are not used: colour"]


def test_rows_of_several_versions_are_told() -> None:
    text, reports = capabilities(ABC + row("ABD", 2, 1954, "0.1", version="2101"))
    assert "rows of several versions: 2099, 2101" in reports
    assert "version 2099, 2101" in text


@pytest.mark.parametrize("column", ["stateabb", "ccode", "version"])
def test_no_cell_can_add_a_line_to_what_is_written(column: str) -> None:
    cells = dict(zip(HEAD.strip().split(","), ABC.strip().split(","), strict=True))
    cells[column] = f'"{cells[column]}\n  evil: 1\n\u2028evil: 2"'
    text, _ = capabilities(",".join(cells.values()) + "\n")
    root = plain(compose(text)[0])
    assert set(root) == {"sources", "figures"}
    assert set(root["figures"]) == {"nmc_cinc_1954"}
    assert len(root["figures"]["nmc_cinc_1954"]["values"]) == 1
    assert not any(line.strip().startswith("evil") for line in text.splitlines())


# ideal points


@pytest.mark.parametrize(
    ("header", "cells", "state", "figure"),
    [
        ("ccode,session,IdealPointAll", "1,9,-0.75", "code_1", "ideal_points_all_1954"),
        ("ccode,session,iso3c,Countryname,IdealPointAll", "1,9,ABC,Abecia,-0.75", "abc", "ideal_points_all_1954"),
        ("ccode,session,IdealPointFP,Countryname", "1,9,-0.75,Abecia", "abecia", "ideal_points_fp_1954"),
        ("Year,CountryAbb,CountryName,idealpoint", "1954,ABC,Abecia,-0.75", "abc", "ideal_points_1954"),
        (",session,year,iso3c,IdealPoint", "1,9,1954,ABC,-0.75", "abc", "ideal_points_1954"),
    ],
)
def test_ideal_points_are_read_in_the_forms_in_which_they_are_published(
    header: str, cells: str, state: str, figure: str
) -> None:
    text, _ = points(f"{header}\n{cells}\n", 1954)
    found = read(DOSSIER + text).figures[figure]
    assert found.values == {state: -0.75}
    assert "Bailey, Strezhnev and Voeten 2017" in found.text
    assert ("(session 9)" in found.text) == ("session" in header)


def test_an_ideal_point_below_zero_is_a_number_and_a_blank_is_missing() -> None:
    text, reports = points("ccode,session,iso3c,IdealPointAll\n1,9,ABC,-9\n2,9,ABD,\n3,9,ABE,NA\n", 1954)
    assert values(text, "ideal_points_all_1954") == {"abc": "-9"}
    assert [r for r in reports if "no value" in r] == [
        "line 3: abd 1954 has no value for idealpointall; it is left out",
        "line 4: abe 1954 has no value for idealpointall (NA); it is left out",
    ]


def test_of_several_estimates_one_is_read_and_said_and_another_can_be_named() -> None:
    text = "ccode,session,iso3c,IdealPointAll,IdealPointFP,NVotesAll,Q50%All,QuiteNew\n1,9,ABC,1.5,2.5,60,1.4,7\n"
    found, reports = points(text)
    assert values(found, "ideal_points_all_1954") == {"abc": "1.5"}
    assert "the file has idealpointall, idealpointfp; idealpointall is read, --variable names another" in reports
    assert "columns that the layout does not have are not used: quitenew" in reports
    assert values(points(text, estimate="IdealPointFP")[0], "ideal_points_fp_1954") == {"abc": "2.5"}
    with pytest.raises(ImportProblem, match="unknown variable `milex`; of ideal points: idealpointall"):
        points(text, estimate="milex")


def test_a_state_without_an_abbreviation_has_its_name_and_not_the_letters_of_nothing() -> None:
    text, _ = points("ccode,session,iso3c,Countryname,IdealPointAll\n1,9,NA,Abecia,1\n2,9,NA,Abedia,2\n")
    assert values(text, "ideal_points_all_1954") == {"abecia": "1", "abedia": "2"}


def test_session_and_year_that_disagree_are_told() -> None:
    with pytest.raises(ImportProblem, match="line 2: session 9 is that of 1954, and the year is 1955"):
        points("ccode,session,year,iso3c,IdealPointAll\n1,9,1955,ABC,1\n")


def test_the_command_names_an_estimate_of_ideal_points(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("ccode,session,iso3c,IdealPointAll,IdealPointFP\n1,9,ABC,1.5,2.5\n")
    assert '"abc": 2.5' in import_file("ideal-points", path, variable="idealpointfp").yaml
