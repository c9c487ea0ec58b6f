"""The commands that bring things in and out: what they print, what they write, what they leave alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from overture import cli, library
from overture.dossier.json_schema import schema

SMALL = (Path(__file__).parents[1] / "dossier/small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("case.yaml")
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_schema_is_printed_or_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema"]) == cli.FINE
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(schema()))
    assert cli.run(["schema", "--output", "dossier.schema.json"]) == cli.FINE
    assert capsys.readouterr().out == "dossier.schema.json\n"
    assert json.loads(Path("dossier.schema.json").read_text(encoding="utf-8"))["title"] == "A dossier of Overture"


def test_the_schema_of_treaty_files_is_another(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", "--treaty"]) == cli.FINE
    assert json.loads(capsys.readouterr().out)["required"] == ["treaty", "name"]


def test_the_line_that_names_the_schema_is_a_comment_to_us(file: Path) -> None:
    file.write_text("# yaml-language-server: $schema=dossier.schema.json\n" + SMALL, encoding="utf-8")
    assert cli.run(["outline", str(file)]) == cli.FINE


def test_the_outline_comes_in_three_forms(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form, begins, output in (
        ("text", "The strait.\n\n1. What is decided\n", "o.txt"), ("md", "# The strait.\n", "o.md"),
        ("json", "{\n", "o.json"),
    ):  # fmt: skip
        assert cli.run(["outline", str(file), "--format", form]) == cli.FINE
        printed = capsys.readouterr().out
        assert printed.startswith(begins)
        assert cli.run(["outline", str(file), "--output", output]) == cli.FINE
        assert Path(output).read_text(encoding="utf-8") == printed
        capsys.readouterr()


@pytest.mark.parametrize(
    "command",
    [
        ["outline", "case.yaml", "--output", "case.yaml"],
        ["outline", "case.yaml", "--output", "other.yaml"],
        ["outline", "case.yaml", "--output", "o"],
        ["outline", "case.txt", "--output", "case.txt"],
        ["outline", "case.yaml", "--output", "hard.md"],
        ["outline", "case.yaml", "--output", "link.md"],
        ["schema", "--output", "case.yaml"],
        ["schema", "--output", "link.json"],
        ["schema", "--output", "schema"],
    ],
    ids=" ".join,
)
def test_neither_schema_nor_outline_takes_the_place_of_a_dossier(
    file: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    Path("case.txt").write_text(SMALL, encoding="utf-8")
    Path("hard.md").hardlink_to(file)
    for link in ("link.md", "link.json"):
        Path(link).symlink_to(file)
    before = sorted(path.name for path in Path().iterdir())
    assert cli.run(command) == cli.WRONG_INPUT
    assert "does not end in" in (told := capsys.readouterr().err) or "is the file that is read" in told
    assert all(Path(name).read_text(encoding="utf-8") == SMALL for name in before)
    assert sorted(path.name for path in Path().iterdir()) == before


def test_the_outline_is_as_wide_as_is_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["outline", str(file), "--width", "50", "--ids"]) == cli.FINE
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 50
    assert "[offer.talks]" in printed
    assert cli.run(["outline", str(file), "--width", "5"]) == cli.WRONG_INPUT


def test_export_says_what_it_wrote_and_writes_over_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", str(file), "--csv", "sheets"]) == cli.FINE
    assert capsys.readouterr().out.splitlines() == [
        f"sheets{os.sep}actors.csv: 5 rows", f"sheets{os.sep}reports.csv: 1 row",
        f"sheets{os.sep}arguments.csv: 3 rows", f"sheets{os.sep}argument_uses.csv: 1 row",
        f"sheets{os.sep}figures.csv: 1 row",
        f"sheets{os.sep}figure_values.csv: 2 rows",
    ]  # fmt: skip
    before = {p.name: p.read_bytes() for p in Path("sheets").iterdir()}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in before.values())
    Path("sheets/actors.csv").write_text("mine", encoding="utf-8")
    assert cli.run(["export", str(file), "--csv", "sheets"]) == cli.WRONG_INPUT
    assert "--force writes over them" in capsys.readouterr().err
    assert Path("sheets/actors.csv").read_text(encoding="utf-8") == "mine"
    assert cli.run(["export", str(file), "--csv", "sheets", "--force"]) == cli.FINE
    assert {p.name: p.read_bytes() for p in Path("sheets").iterdir()} == before


@pytest.mark.parametrize("name", library.names())
def test_sheets_that_come_back_leave_the_file(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = b"\xef\xbb\xbf" + library.case(name).replace("\n", "\r\n").encode()
    file.write_bytes(data)
    assert cli.run(["export", str(file), "--csv", "sheets"]) == cli.FINE
    capsys.readouterr()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.FINE
    assert capsys.readouterr().out == "case.yaml says all that already; nothing was written\n"
    assert file.read_bytes() == data


def change(sheet: str, old: str, new: str) -> None:
    path = Path("sheets") / sheet
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


def test_an_edited_cell_is_brought_in_and_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["export", str(file), "--csv", "sheets"])
    change("actors.csv", "The Reef", "The Great Reef")
    capsys.readouterr()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.FINE
    assert capsys.readouterr().out == "changed reef.name\ncase.yaml\n"
    assert file.read_text(encoding="utf-8") == SMALL.replace("The Reef", "The Great Reef")


def test_a_mistake_in_a_cell_is_told_and_nothing_is_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["export", str(file), "--csv", "sheets"])
    change("actors.csv", "The Reef", "The Great Reef")
    change("actors.csv", "The Port,,government", "The Port,,goverment")
    capsys.readouterr()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.WRONG_INPUT
    told = capsys.readouterr().err
    assert told.startswith("actors.csv, row 2, column kind: error D103: expected one of `state`")
    assert told.endswith("nothing was written\n")
    assert file.read_text(encoding="utf-8") == SMALL


def test_rows_that_are_gone_are_deleted_where_that_is_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["export", str(file), "--csv", "sheets"])
    change("figure_values.csv", "ships,isle,2.5\r\n", "")
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.FINE
    assert "kept: ships.isle; --delete" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == SMALL
    assert cli.run(["import", str(file), "--csv", "sheets", "--delete"]) == cli.FINE
    assert file.read_text(encoding="utf-8") == SMALL.replace("{port: 4, isle: 2.5}", "{port: 4}")


def test_new_rows_are_brought_in_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["export", str(file), "--csv", "sheets"])
    with Path("sheets/reports.csv").open("a", encoding="utf-8", newline="") as sheet:
        sheet.write(",reef,offer,for,,,it likes the offer\r\n")
    capsys.readouterr()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.FINE
    assert capsys.readouterr().out == "added 1 report: 2 (it likes the offer)\ncase.yaml\n"
    written = file.read_bytes()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.FINE
    assert capsys.readouterr().out == (
        "in the dossier already, and not added again: report 2\n"
        "case.yaml says all that already; nothing was written\n"
    )
    assert file.read_bytes() == written


def test_sheets_of_a_dossier_that_has_changed_are_refused_whole(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    cli.run(["export", str(file), "--csv", "sheets"])
    change("actors.csv", "The Reef", "The Great Reef")
    now = SMALL.replace("fears a blockade", "fears a war")
    file.write_text(now, encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["import", str(file), "--csv", "sheets"]) == cli.WRONG_INPUT
    assert capsys.readouterr().err == (
        "reports.csv, row 2: error D301: report 1 has changed in the dossier since the export; export it again\n"
        "nothing was written\n"
    )
    assert file.read_text(encoding="utf-8") == now


@pytest.mark.parametrize(
    "given, told",
    [
        (["case.yaml"], "say where its sheets are"),
        (["--csv", "sheets"], "say which dossier the sheets belong to"),
        (["case.yaml", "--csv", "nowhere"], "`nowhere` is no folder"),
        (["case.yaml", "--csv", "."], "no sheet is here; looked for actors.csv"),
        (["case.yaml", "--csv", "sheets", "--nmc", "x.csv"], "--nmc does not go with --csv"),
        (["case.yaml", "--csv", "sheets", "--output", "x.yaml"], "--output does not go with --csv"),
        (["case.yaml", "--csv", "sheets", "--year", "1954"], "--year does not go with --csv"),
        (["--nmc", "x.csv"], "say where to write: --output FILE"),
        (["--nmc", "x.csv", "--output", "x.yaml", "--delete"], "--delete goes with --csv alone"),
        (["--output", "x.yaml"], "name one file to import"),
    ],
)
def test_options_that_contradict_each_other_are_refused_in_words(
    file: Path, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    cli.run(["export", str(file), "--csv", "sheets"])
    capsys.readouterr()
    assert cli.run(["import", *given]) == cli.WRONG_INPUT
    assert told in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == SMALL
