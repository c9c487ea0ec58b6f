"""Official layouts become sections of a dossier or a log: nothing is guessed, nothing is lost.

The rows are invented in the published layouts, except the figures of 1954, which are
single values of National Material Capabilities v6 (Singer 1987).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from overture import cli
from overture.dossier import read
from overture.exchange.days import day_of
from overture.exchange.importing import Imported, import_file
from overture.exchange.tables import ImportProblem
from overture.files.nodes import plain
from overture.files.text import compose

NMC = """stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version
USA,2,1953,49621000,3555,101250,1262500,160184,46000,0.3111584,2011
USA,2,1954,42786000,3302,80115,1302449,163026,47007,0.28094009,2011
RUS,365,1954,28064976,5800,41434,372065,192709,39656,0.18452772,2011
GFR,260,1954,-9,-9,-9,-9,-9,-9,-9,2011
LUX,212,1951,1,1,1,1,1,1,0.0011,2011
LUX,212,1955,1,1,1,1,1,1,0.0012,2011
"""
DOSSIER = """overture: 1
title: Figures
as_of: 1955-01-01
proposer: us
actors: {us: {name: Us}, usa: {name: United States}, rus: {name: Russia}}
options: {us: {ask_them: {ask: "?"}}}
preferences: {us: [ask_them]}
"""


def written(tmp_path: Path, text: str, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def nmc(tmp_path: Path, text: str = NMC, **more: object) -> Imported:
    return import_file("nmc", written(tmp_path, text), **more)  # type: ignore[arg-type]


def test_numbers_stand_as_they_stand_in_the_file_and_missing_ones_are_left_out(tmp_path: Path) -> None:
    found = nmc(tmp_path, years=[1954])
    assert "0.28094009" in found.yaml
    assert '"gfr":' not in found.yaml
    assert "# left out, without a value: gfr (line 5)" in found.yaml
    assert any("gfr 1954 has no value" in r for r in found.reports)


def test_without_a_year_the_last_is_taken_and_said(tmp_path: Path) -> None:
    found = nmc(tmp_path)
    assert "cinc_1955" in found.yaml
    assert any("the last with data is 1955" in r for r in found.reports)


def test_gaps_are_told_where_they_surround_the_year(tmp_path: Path) -> None:
    text = NMC + "LUX,212,1953,1,1,1,1,1,1,0.0012,2011\n"
    assert any(r.startswith("lux: no row for 1952, 1954") for r in nmc(tmp_path, text, years=[1953]).reports)


def test_the_same_row_twice_is_dropped_and_two_values_are_an_error_that_names_both_lines(tmp_path: Path) -> None:
    row = "USA,2,1954,42786000,3302,80115,1302449,163026,47007,{},2011\n"
    assert any("twice" in r for r in nmc(tmp_path, NMC + row.format("0.28094009"), years=[1954]).reports)
    with pytest.raises(ImportProblem, match="lines 3 and 8"):
        nmc(tmp_path, NMC + row.format("0.5"), years=[1954])


def test_what_is_imported_is_a_section_of_a_dossier(tmp_path: Path) -> None:
    dossier = read(DOSSIER + nmc(tmp_path, years=[1954], only=["USA", "365"]).yaml)
    assert dossier.figures["nmc_cinc_1954"].values == {"usa": 0.28094009, "rus": 0.18452772}
    assert "Singer" in dossier.sources["nmc"].author


def test_ideal_points_are_read_by_session_in_their_published_columns(tmp_path: Path) -> None:
    text = "ccode,session,IdealPointFP,Countryname\n2,9,2.5,United States\n365,9,-2.9,Russia\n2,8,2.4,United States\n"
    found = import_file("ideal-points", written(tmp_path, text), years=[1954])
    assert '"united_states": 2.5' in found.yaml


def test_who_was_a_state_on_a_day(tmp_path: Path) -> None:
    head = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    rows = "GFR,260,German Federal Republic,1955,5,5,1990,10,2,2016\nUSA,2,United States,1816,1,1,2016,12,31,2016\n"
    path = written(tmp_path, head + rows)
    assert "gfr" not in import_file("states", path, on=date(1954, 3, 26)).yaml
    assert "gfr" in import_file("states", path, on=date(1955, 5, 5)).yaml
    with pytest.raises(ImportProblem, match="the file ends on 2016-12-31"):
        import_file("states", path, on=date(2020, 1, 1))


ACTIONS = """Participant,Action,Taken on,Effective on,Notes
Canada,Ratification,3 May 1949,24 August 1949,
Greece,Accession,18/02/1952,,first of two
Nowhere,Ratification,1949,,
Iceland,Something else,1949-08-01,,
Canada,Ratification,3 May 1949,,
Italy,Ratification,03/04/1949,,
"""


def test_the_actions_of_a_depositary_become_a_log_and_nothing_is_lost(tmp_path: Path) -> None:
    found = import_file("depositary", written(tmp_path, ACTIONS))
    root, problems = compose(found.yaml)
    events = plain(root)["log"]["events"]
    assert not problems
    assert events[0] == {
        "on": "1949-05-03", "act": "deposit", "by": "canada", "from": "file.csv line 2",
        "note": "effective 1949-08-24",
    }  # fmt: skip
    assert events[1]["act"] == "accede"
    assert "# line 4: Nowhere | Ratification | 1949" in found.yaml
    assert "# line 5: Iceland | Something else" in found.yaml
    told = "\n".join(found.reports)
    assert "line 4: the day is not understood" in told
    assert "lines 2 and 6: Canada did the same twice" in told
    assert "line 7: 03/04/1949: day and month may be meant the other way round" in told


@pytest.mark.parametrize("text", ["1949", "31/02/1949", "in spring", "", "99 May 1949", "0000-00-00"])
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert day_of(text)[0] is None


HOSTILE = {
    "empty": b"", "zeros": b"\0" * 100, "no table": b"\xff\xfe\x00", "a picture": bytes(range(256)) * 20,
    "wrong layout": b"a,b\n1,2\n", "one huge field": b"stateabb," + b"x" * 200_000 + b"\n1,2\n",
    "the same column twice": b"year,year\n1,2\n", "no number": NMC.replace("0.28094009", "many").encode(),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_such_table_is_told_in_words(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(HOSTILE[what])
    code = cli.run(["import", "--nmc", str(path), "--output", str(tmp_path / "out.yaml")])
    shown = capsys.readouterr()
    assert code == cli.WRONG_INPUT
    assert "Traceback" not in shown.err
    assert not (tmp_path / "out.yaml").exists()


def test_a_file_that_is_there_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    path, out = written(tmp_path, NMC), tmp_path / "out.yaml"
    command = ["import", "--nmc", str(path), "--year", "1954", "--output", str(out)]
    assert cli.run(command) == cli.FINE
    assert cli.run(command) == cli.WRONG_INPUT
    assert cli.run([*command, "--force"]) == cli.FINE


def test_a_file_in_the_windows_encoding_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(ACTIONS.replace("Canada", "Côte d’Ivoire").encode("cp1252"))
    found = import_file("depositary", path)
    assert "cote_d" in found.yaml
    assert any("Windows-1252" in r for r in found.reports)
