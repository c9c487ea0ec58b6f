"""The table of the whole conflict, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overture import cli
from overture.terminal import views

READY = """overture: 1
title: Ready
as_of: 2024-01-01
proposer: us
actors: {us: Us, them: Them}
assumptions: {ready: {text: they are ready to talk}}
options:
  us: {ask: {text: ask}}
  them: {talk: {text: talk}}
preferences: {us: [talk], them: [talk iff (ask and ready)]}
"""


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert cli.run(list(command)) == 0
    return capsys.readouterr().out


def test_a_table_of_the_first_of_several_worlds_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ready.yaml"
    path.write_text(READY, encoding="utf-8")
    assert "The first of 2 worlds, in which ready is not so" in told(capsys, "analyse", str(path), "--show", "conflict")
    data = json.loads(told(capsys, "analyse", str(path), "--show", "conflict", "--format", "json"))["conflict"]
    assert data["world"] == {"ready": False} and data["worlds"] == 2
    assert data["equilibria"]["nash"] == [0, 2]
    assert len(data["states"]) == 4
    assert all(len(data["ranks"][player]) == 4 for player in ("us", "them"))


def test_all_equilibria_are_told_up_to_so_many_and_those_of_the_own_foresight(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = told(capsys, "analyse", "elmira", "--show", "conflict", "--set", "local.foresight=gmr").splitlines()
    rows = {line.partition("  ")[0]: line.partition("  ")[2].strip() for line in out}
    assert rows["nash"] == "6           0 (s9_a), 1 (s9_c), 5 (s5), 6 (s9_b), 7 (s9_d), 9 (s8)"
    assert rows["own foresight"].startswith("8           0 (s9_a), 1 (s9_c), 4 (s1), 5 (s5),")
    assert sum(line.startswith(("0 (s9_a): ", "8 (s4): ", "9 (s8): ")) for line in out) == 3
    assert "s9 stands for 4 states: 0 (s9_a), 1 (s9_c), 6 (s9_b), 7 (s9_d)." in out
    own = "Own foresight, as the dossier has it: seq for ontario_environment, uniroyal_chemical; gmr for local."
    assert own in out
    assert not any("`--format json`" in line for line in out)
    monkeypatch.setattr(views, "MOST_EQUILIBRIA", 2)
    text = told(capsys, "analyse", "elmira", "--show", "conflict")
    assert "0 (s9_a), 1 (s9_c) and 4 more" in text
    assert "`--format json` has all equilibria" in text
    assert "Own foresight, as the dossier has it: seq for all." in text


def test_the_own_foresight_is_in_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    command = ("analyse", "elmira", "--show", "conflict", "--format", "json", "--set", "local.foresight=gmr")
    data = json.loads(told(capsys, *command))["conflict"]
    assert data["foresight"] == {"ontario_environment": "seq", "uniroyal_chemical": "seq", "local": "gmr"}
    each = [set(data["stable"][concept][player]) for player, concept in data["foresight"].items()]
    assert data["under_foresight"] == sorted(set.intersection(*each))


@pytest.mark.parametrize("number", ["3.5", "-1", "1e2", "s3", "4"])
def test_a_number_that_no_state_has_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    path = tmp_path / "ready.yaml"
    path.write_text(READY, encoding="utf-8")
    assert cli.run(["explain", str(path), f"--state={number}"]) == 2
    assert "state" in capsys.readouterr().err
