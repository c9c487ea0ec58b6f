"""Conflicts through the commands: brought in, checked, analysed, and written for other programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from overture import cli
from tests.exchange.conflict_files import as_bytes, expected
from tests.exchange.test_gmcr import FERRY
from tests.exchange.test_option_tables import TABLE
from tests.measured import measured
from tests.samples import one_of

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ferry.gmcr").write_bytes(as_bytes(FERRY))
    Path("bank.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def bring(*arguments: str) -> int:
    return cli.run(["import", *arguments])


def test_a_file_is_brought_in_checked_and_analysed(folder: Path, capsys: Captured) -> None:
    assert bring("ferry.gmcr", "--output", "ferry.yaml", "--on", "1991-01-15") == cli.FINE
    told = capsys.readouterr()
    assert told.out == "ferry.yaml\n"
    assert told.err.startswith(
        "ferry.gmcr: the proposer is Coast, the first decision maker; --proposer names another\n"
        "ferry.gmcr: options are not grouped by owner in the file; they are now: 2 Licence a rival (was 4)"
    )
    assert cli.run(["check", "ferry.yaml"]) == cli.FINE
    assert "no mistakes, 0 warnings" in capsys.readouterr().out
    assert cli.run(["analyse", "ferry.yaml", "--show", "conflict", "--format", "json"]) == cli.FINE
    conflict = json.loads(capsys.readouterr().out)["conflict"]
    order = ["coast.subsidise", "isle_line.cut_service", "isle_line.raise_fares", "coast.licence_rival"]
    states = [tuple(["no", "yes"].index(state[o]) for o in order) for state in conflict["states"]]
    assert set(states) == set(expected(FERRY)[0])
    assert conflict["equilibria"]["nash"] == nash(states)


def nash(states: list[tuple[int, ...]]) -> list[int]:
    """The equilibria from the definition: nobody has a move to what it prefers."""
    _, ranks, arrows = expected(FERRY)
    leaves = {s for s, t, dm in arrows if ranks[dm][t] > ranks[dm][s]}
    return [n for n, s in enumerate(states) if s not in leaves]


def test_a_table_is_brought_in(folder: Path, capsys: Captured) -> None:
    assert bring("bank.csv", "--output", "bank.yaml", "--proposer", "North", "--title", "Mine") == cli.FINE
    assert capsys.readouterr().err == ""
    text = Path("bank.yaml").read_text(encoding="utf-8")
    assert "title: Mine\nas_of: 1999-05-01\nproposer: north\n" in text
    Path("bank.dat").write_text(TABLE, encoding="utf-8")
    assert bring("bank.dat", "--format", "options", "--output", "again.yaml") == cli.FINE
    assert cli.run(["check", "again.yaml"]) == cli.FINE


def test_nothing_is_written_over_unasked(folder: Path, capsys: Captured) -> None:
    Path("mine.yaml").write_text("mine", encoding="utf-8")
    assert bring("ferry.gmcr", "--output", "mine.yaml") == cli.WRONG_INPUT
    assert "--force writes over it" in capsys.readouterr().err
    assert Path("mine.yaml").read_text(encoding="utf-8") == "mine"
    assert bring("ferry.gmcr", "--output", "mine.yaml", "--force") == cli.FINE
    assert Path("mine.yaml").read_text(encoding="utf-8").startswith("# Imported from ferry.gmcr")
    assert cli.run(["export", "mine.yaml", "--to", "nfg", "--output", "m.nfg"]) == cli.FINE
    assert cli.run(["export", "mine.yaml", "--to", "nfg", "--output", "m.nfg"]) == cli.WRONG_INPUT
    assert cli.run(["export", "mine.yaml", "--to", "nfg", "--output", "m.nfg", "--force"]) == cli.FINE


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["ferry.gmcr"], "say where to write: --output FILE"),
        (["ferry.gmcr", "--output", "ferry.txt"], "does not end in .yaml or .yml"),
        (["ferry.gmcr", "--output", "c.yaml", "--proposer", "Sea"], "no decision maker with options is called `Sea`"),
        (["ferry.gmcr", "--output", "c.yaml", "--year", "1954"], "--year does not go with a conflict"),
        (["ferry.gmcr", "--output", "c.yaml", "--nmc", "x.csv"], "--nmc does not go with a conflict"),
        (["ferry.gmcr", "--output", "c.yaml", "--on", "today"], "--on expects a day"),
        (["ferry.gmcr", "--output", "c.yaml", "--format", "options"], "ferry.gmcr: line 1"),
        (["bank.csv", "--output", "c.yaml", "--proposer", "Sea"], "there are North, South"),
        (["bank.csv", "--output", "c.yaml", "--format", "gmcr"], "bank.csv: line 1, column 1: this cannot be read"),
        (["ferry.dat", "--output", "c.yaml"], "say what it is: --format gmcr, --format options"),
        (["none.gmcr", "--output", "c.yaml"], "none.gmcr: the file cannot be read: no such file"),
        ([".", "--output", "c.yaml", "--format", "gmcr"], "the file cannot be read"),
        (["--nmc", "x.csv", "--output", "c.yaml", "--title", "x"], "--title goes with a conflict"),
        (["c.yaml", "--csv", ".", "--proposer", "x"], "--proposer does not go with --csv"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(folder: Path, capsys: Captured, given: list[str], told: str) -> None:
    assert bring(*given) == cli.WRONG_INPUT
    assert told in capsys.readouterr().err
    assert not Path("c.yaml").exists()


def test_what_is_too_large_ends_as_a_limit(folder: Path, capsys: Captured) -> None:
    options = [{"name": f"o{n}", "permittedDirection": "both"} for n in range(32)]
    party: dict[str, Any] = {"name": "One", "options": list(range(32)), "preferences": []}
    file = {"options": options, "decisionMakers": [party], "infeasibles": []}
    Path("huge.gmcr").write_bytes(as_bytes(file))
    assert bring("huge.gmcr", "--output", "c.yaml") == cli.LIMIT
    limit = "stopped at a limit: "
    assert capsys.readouterr().err.startswith(f"{limit}huge.gmcr: 32 options have 4,294,967,296 settings, more than")
    numbers = ",".join(map(str, range(1, 602)))
    Path("wide.csv").write_text(f"decision maker,option,{numbers}\n", encoding="utf-8")
    assert bring("wide.csv", "--output", "c.yaml") == cli.LIMIT
    assert capsys.readouterr().err == f"{limit}wide.csv: line 1: 601 states are too many; 600 are the most\n"
    assert not Path("c.yaml").exists()


def test_the_name_of_a_state_is_its_number_in_the_file(folder: Path, capsys: Captured) -> None:
    assert bring("ferry.gmcr", "--output", "ferry.yaml") == cli.FINE
    states, _, _ = expected(FERRY)
    order = ["coast.subsidise", "isle_line.cut_service", "isle_line.raise_fares", "coast.licence_rival"]
    assert cli.run(["analyse", "ferry.yaml", "--show", "conflict", "--format", "json"]) == cli.FINE
    out = capsys.readouterr().out
    shown = json.loads(out[out.index("{") :])["conflict"]["states"]
    for number, state in enumerate(states, 1):
        assert cli.run(["explain", "ferry.yaml", "--state", f"s{number}", "--format", "json"]) == cli.FINE
        own = json.loads(capsys.readouterr().out)["state"]
        assert tuple(["no", "yes"].index(shown[own][option]) for option in order) == state


def test_a_ranking_that_misses_a_state_writes_nothing(folder: Path, capsys: Captured) -> None:
    file: Any = {**FERRY, "useManualPreferenceRanking": True}
    file["decisionMakers"] = [{**party, "preferenceRanking": [1, 2]} for party in FERRY["decisionMakers"]]
    Path("short.gmcr").write_bytes(as_bytes(file))
    assert bring("short.gmcr", "--output", "c.yaml") == cli.WRONG_INPUT
    told = capsys.readouterr().err
    assert told.startswith("short.gmcr: the ranking of Coast misses the state")
    assert "Traceback" not in told
    assert not Path("c.yaml").exists()


@pytest.mark.parametrize(
    ("to", "ending", "begins"),
    [
        ("nfg", ".nfg", 'NFG 1 R "ferry'), ("csv", ".csv", "\ufeffstate,"), ("latex", ".tex", "% needs"),
        ("markdown", ".md", "# ferry"), ("graphml", ".graphml", "<?xml"), ("dot", ".gv", "digraph moves {"),
    ],
)  # fmt: skip
def test_a_conflict_leaves_the_house(folder: Path, capsys: Captured, to: str, ending: str, begins: str) -> None:
    bring("ferry.gmcr", "--output", "ferry.yaml", "--on", "1991-01-15")
    capsys.readouterr()
    assert cli.run(["export", "ferry.yaml", "--to", to]) == cli.FINE
    told = capsys.readouterr()
    assert told.out.startswith(begins.lstrip("\ufeff"))
    assert ("need not be those of the conflict" in told.err) == (to == "nfg")
    assert cli.run(["export", "ferry.yaml", "--to", to, "--output", f"out{ending}"]) == cli.FINE
    assert capsys.readouterr().out == f"out{ending}\n"
    text = Path(f"out{ending}").read_bytes().decode("utf-8")
    assert text.startswith(begins)
    assert text.removeprefix("\ufeff").replace("\r\n", "\n") == told.out.replace("\r\n", "\n")


def test_the_table_has_the_numbers_and_verdicts_of_the_analysis(folder: Path, capsys: Captured) -> None:
    bring("ferry.gmcr", "--output", "ferry.yaml", "--proposer", "Isle line")
    capsys.readouterr()
    assert cli.run(["analyse", "ferry.yaml", "--show", "conflict", "--format", "json"]) == cli.FINE
    conflict = json.loads(capsys.readouterr().out)["conflict"]
    assert cli.run(["export", "ferry.yaml", "--to", "csv"]) == cli.FINE
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    for row in rows:
        state = int(row["state"])
        assert {o: row[o] for o in conflict["states"][state]} == conflict["states"][state]
        assert (row["stable"] == "yes") == (state in conflict["stable"][row["concept"]][row["decision_maker"]])
        assert (row["equilibrium"] == "yes") == (state in conflict["equilibria"][row["concept"]])
        assert int(row["payoff"]) == conflict["ranks"][row["decision_maker"]][state] + 1
    assert len(rows) == len(conflict["states"]) * 2 * 5


def test_a_game_that_is_free_is_not_warned_of(folder: Path, capsys: Captured) -> None:
    assert cli.run(["export", "prisoners-dilemma", "--to", "nfg"]) == cli.FINE
    told = capsys.readouterr()
    assert told.err == ""
    assert "need not be" not in told.out


def test_edits_are_made_first_and_further_worlds_told(folder: Path, capsys: Captured) -> None:
    assert cli.run(["export", "first-case", "--to", "csv", "--set", "title=Another"]) == cli.FINE
    plain = capsys.readouterr().out
    rule = "rules={id: unsaid, rule: offer is silent}"
    assert cli.run(["export", "first-case", "--to", "csv", "--add", rule]) == cli.FINE
    assert len(capsys.readouterr().out) < len(plain)
    edit = "assumptions={id: rain, text: it rains, basis: judgement}"
    assert cli.run(["export", "first-case", "--to", "dot", "--add", edit]) == cli.FINE
    assert capsys.readouterr().err == "first-case: there are 2 base worlds; this is the first\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "say what to write: sheets by --csv DIR, or the conflict by --to"),
        (["--output", "x.nfg"], "say what to write"),
        (["--csv", "d", "--to", "nfg"], "--to does not go with --csv"),
        (["--csv", "d", "--output", "x"], "--output does not go with --csv"),
        (["--csv", "d", "--set", "title=x"], "--set, --add, --drop or --move does not go with --csv"),
        (["--to", "nfg", "--output", "x.csv"], "`x.csv` does not end in .nfg"),
        (["--to", "nfg", "--output", "d.nfg"], "`d.nfg` is a folder"),
    ],
)
def test_exports_that_contradict_themselves_are_refused(
    folder: Path, capsys: Captured, given: list[str], told: str
) -> None:  # fmt: skip
    Path("d.nfg").mkdir()
    assert cli.run(["export", "first-case", *given]) == cli.WRONG_INPUT
    assert told in capsys.readouterr().err


def test_a_conflict_too_large_to_write_stops_at_a_limit(folder: Path, capsys: Captured) -> None:
    file: Any = {"options": [{"name": f"o{n}", "permittedDirection": "both"} for n in range(18)], "infeasibles": []}
    file["decisionMakers"] = [{"name": "Us", "options": list(range(18)), "preferences": [[[1, "Y"]]]}]
    Path("large.gmcr").write_bytes(as_bytes(file))
    assert bring("large.gmcr", "--output", "large.yaml") == cli.FINE
    assert "Us has many packages to propose: those that change one option are named" in capsys.readouterr().err
    assert cli.run(["check", "large.yaml"]) == cli.FINE
    capsys.readouterr()
    for to in one_of(2, ("csv", "latex", "markdown", "graphml", "dot")):
        assert cli.run(["export", "large.yaml", "--to", to]) == cli.LIMIT
        assert "are the most that are written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 3_000_000, b'{"a":' * 600_000, b"[1," * 1_000_000, b'{"options": ' + b"9" * 3_900_000 + b"}",
        b'"' + b"\\u0041" * 600_000 + b'"', b'{"options": [' + b'{"permittedDirection": 1},' * 90_000 + b"]}",
    ],
    ids=range(6),
)  # fmt: skip
def test_hostile_files_take_little_time_and_memory(folder: Path, data: bytes) -> None:
    Path("hostile.gmcr").write_bytes(data)
    ended = measured(folder, "import", "hostile.gmcr", "--output", "c.yaml")
    assert ended.code == cli.WRONG_INPUT
    assert "Traceback" not in ended.told
    assert ended.seconds < 20
    assert ended.bytes < 500_000_000
    assert not Path("c.yaml").exists()


def test_what_is_too_large_names_the_page_that_helps(folder: Path, capsys: Captured) -> None:
    rows = ["decision maker,option,1,2", *(f"N,opt{n},N,{'N' if n else 'Y'}" for n in range(60)), "ranking,N,1 > 2"]
    Path("sixty.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    file = {
        "options": [{"name": f"o{n}", "permittedDirection": "both"} for n in range(60)],
        "decisionMakers": [{"name": "X", "options": list(range(60)), "preferences": []}],
    }
    Path("sixty.gmcr").write_bytes(as_bytes(file))
    for name in ("sixty.csv", "sixty.gmcr"):
        assert bring(name, "--output", "sixty.yaml") == cli.LIMIT
        told = capsys.readouterr().err
        assert "60 options have 1,152,921,504,606,846,976 settings" in told
        assert "see the how-to `Work with large conflicts`" in told
        assert "Conflict)" not in told
    page = Path(__file__).parents[2] / "docs" / "how-to" / "large-conflicts.md"
    assert page.read_text(encoding="utf-8").startswith("# Work with large conflicts\n")


def test_a_folder_that_was_not_there_is_made_and_told(folder: Path, capsys: Captured) -> None:
    export = ["export", "prisoners-dilemma", "--to", "dot", "--output", "new/game.dot"]
    assert cli.run(export) == cli.FINE
    assert capsys.readouterr().err == "new: a new folder\n"
    assert cli.run([*export, "--force"]) == cli.FINE
    assert capsys.readouterr().err == ""
    assert bring("ferry.gmcr", "--output", "newer/ferry.yaml", "--on", "1991-01-15") == cli.FINE
    assert capsys.readouterr().err.endswith("newer: a new folder\n")
    assert cli.run(["brief", "first-case", "--output", "papers/brief.md"]) == cli.FINE
    assert capsys.readouterr().err == "papers: a new folder\n"
