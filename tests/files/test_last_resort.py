"""What nobody foresaw is told as a mistake of the program, never as a traceback; many mistakes are cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overture import cli
from tests.dossier.texts import FIRST


def broken(error: Exception, patch: pytest.MonkeyPatch) -> None:
    def raises(*_: object) -> object:
        raise error

    patch.setattr("overture.cli.dossiers.dossier_of", raises)


@pytest.mark.parametrize("error", [ValueError("no such thing\nsecond line"), RecursionError("too deep"), KeyError("x")])
def test_an_unforeseen_error_is_told_on_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OVERTURE_DEBUG", raising=False)
    broken(error, monkeypatch)
    assert cli.run(["analyse", "first-case"]) == cli.OURS == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"this is a mistake in Overture, not in your file: {type(error).__name__}: ")
    assert err.endswith("please report it with the command: overture analyse first-case\n")
    assert err.count("\n") == 1


def test_json_holds_the_error_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    broken(ValueError("no such thing"), monkeypatch)
    assert cli.run(["analyse", "first-case", "--format", "json"]) == cli.OURS
    told = json.loads(capsys.readouterr().out)["error"]
    assert told == {
        "kind": "ValueError", "message": "no such thing", "command": "overture analyse first-case --format json",
    }  # fmt: skip


def test_the_traceback_is_shown_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OVERTURE_DEBUG", "1")
    broken(ValueError("no such thing"), monkeypatch)
    assert cli.run(["analyse", "first-case"]) == cli.OURS
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert err.splitlines()[-1].startswith("this is a mistake in Overture")


def test_of_many_mistakes_the_first_are_told_and_the_others_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "many.yaml"
    file.write_text(FIRST + "facts:\n" + "".join(f"  f{i}: g{i}\n" for i in range(2_000)), encoding="utf-8")
    assert cli.run(["check", str(file)]) == cli.WRONG_INPUT
    err = capsys.readouterr().err
    assert err.count(": error D104: ") == cli.MOST_TOLD
    assert err.endswith(f"and {2_000 - cli.MOST_TOLD} more mistakes, told once these are mended\n")
    assert cli.run(["check", str(file), "--format=json"]) == cli.WRONG_INPUT
    told = json.loads(capsys.readouterr().out)
    assert (len(told["diagnostics"]), told["more"]) == (cli.MOST_TOLD, 2_000 - cli.MOST_TOLD)


def test_a_file_cannot_move_the_cursor_of_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "escape.yaml"
    for text in ("title: a\x1b[2Jb\n", FIRST + '"\\e[2Jb": c\n', FIRST + 'question: "\u202e"\n'):
        file.write_text(text, encoding="utf-8")
        assert cli.run(["check", str(file)]) == cli.WRONG_INPUT
        err = capsys.readouterr().err
        assert "\x1b" not in err
        assert "\u202e" not in err
