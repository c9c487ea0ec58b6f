"""`overture gaps`: in groups, five of a kind, and all for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overture import cli, library


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.run(["gaps", *arguments]) == cli.FINE
    return capsys.readouterr().out


@pytest.fixture
def many(tmp_path: Path) -> str:
    """Twelve assumptions without a likelihood."""
    text = library.case("first-case") + "assumptions:\n"
    text += "".join(f"  unknown_{i}: {{text: number {i}, taken: true, basis: judgement}}\n" for i in range(1, 13))
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_each_question_has_its_code_its_line_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "first-case")
    assert "10 questions are open" in out
    headings = [line for line in out.splitlines() if line and line[0].isupper()][1:]
    assert headings == ["What the verdicts hang on", "What others would say and do", "How we know",
                        "What the paper still lacks"]  # fmt: skip
    assert "in line 13 (`preferences.us`), in place of `reply is accept and offer is treaty`, write:" in out
    assert "\n{want: reply is accept and offer is treaty, basis: judgement}\n" in out  # to be copied as it stands


def test_of_many_questions_of_a_kind_five_are_printed_and_the_others_named(
    many: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, many)
    assert out.count("[G10]") == 5
    assert "and 7 more questions of this kind (`--all`): unknown_6, unknown_7" in out
    assert printed(capsys, many, "--all").count("[G10]") == 12


def test_programs_get_every_question_with_its_group(many: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, many, "--format", "json"))
    assert sum(g["code"] == "G10" for g in told) == 12
    assert {g["group"] for g in told if g["hangs"]} == {"What the verdicts hang on"}
    assert all(g["line"] and g["where"] for g in told)


def test_questions_about_an_edited_dossier(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "first-case", "--add", "assumptions={id: rain, text: it rains, taken: true}")
    assert "add to `assumptions.rain`, which an edit has changed:" in out
