"""Whatever a file holds, the import ends in a section that can be read, or in a problem in words."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overture import cli
from overture.exchange import importing
from overture.exchange.importing import Kind, import_file
from overture.exchange.tables import ImportProblem
from overture.files.text import compose

LAYOUTS: dict[Kind, tuple[str, ...]] = {
    "nmc": ("stateabb", "ccode", "year", "cinc", "version"),
    "states": ("stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday"),
    "ideal-points": ("ccode", "session", "iso3c", "Countryname", "IdealPointAll"),
    "depositary": ("Participant", "Action", "Taken on", "Effective on", "Notes"),
}
PLAUSIBLE = ["", "-9", "NA", "ABC", "1", "9", "12", "1954", "0.25", "1954-03-26", "03/04/1954", "Signature", "Approval"]
cell = st.sampled_from(PLAUSIBLE) | st.text(max_size=12).filter(lambda t: "\0" not in t)
lenient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tried(kind: Kind, data: bytes, folder: Path) -> str | None:
    path = folder / "file.csv"
    path.write_bytes(data)
    try:
        found = import_file(kind, path, on=date(1954, 3, 26) if kind == "states" else None)
    except ImportProblem as problem:
        assert str(problem)
        return None
    assert not compose(found.yaml)[1]
    assert all(r.isprintable() for r in found.reports)
    return found.yaml


@pytest.mark.parametrize("kind", LAYOUTS)
@lenient
@given(data=st.binary(max_size=300))
def test_any_bytes(kind: Kind, tmp_path: Path, data: bytes) -> None:
    assert tried(kind, data, tmp_path) is None


@pytest.mark.parametrize("kind", LAYOUTS)
@lenient
@given(data=st.data())
def test_any_cells_in_the_right_layout(kind: Kind, tmp_path: Path, data: st.DataObject) -> None:
    columns = LAYOUTS[kind]
    rows = data.draw(st.lists(st.lists(cell, min_size=1, max_size=len(columns) + 1), min_size=1, max_size=6))
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    tried(kind, out.getvalue().encode("utf-8", "replace"), tmp_path)


WRONG_OPTIONS: list[tuple[Kind, list[str], str]] = [
    ("nmc", ["--on", "1954-03-26"], "--on is for --states"),
    ("states", [], "say for which day"),
    ("states", ["--on", "1954-03-26", "--year", "1954"], "--year is for"),
    ("depositary", ["--year", "1954"], "--year is for"),
    ("depositary", ["--variable", "milex"], "--variable is for"),
    ("depositary", ["--only", "ABC"], "--only is not for"),
    ("nmc", ["--variable", "gdp"], "unknown variable"),
]


@pytest.mark.parametrize(("kind", "options", "told"), WRONG_OPTIONS)
def test_an_option_that_a_kind_has_no_use_for_is_told(
    kind: Kind, options: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(",".join(LAYOUTS[kind]) + "\n")
    assert cli.run(["import", f"--{kind}", str(path), "--output", str(tmp_path / "o.yaml"), *options]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "o.yaml").exists()


def test_reports_are_told_up_to_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_REPORTS", 3)
    path = tmp_path / "file.csv"
    path.write_text("stateabb,ccode,year,cinc\nABC,1,1954,1\n" + "".join(f"S{i},9{i},1954,\n" for i in range(9)))
    found = import_file("nmc", path, [1954])
    assert found.reports[3:] == ("and 6 more that are not shown",)


def test_what_no_treaty_file_could_hold_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    rows = "".join(f"State {i},Accession,1950-01-01\n" for i in range(50_000))
    path.write_text("Participant,Action,Taken on\n" + rows)
    with pytest.raises(ImportProblem, match="makes no section that can be used: this file"):
        import_file("depositary", path)
