"""The commands: each says what it does, takes every edit, and ends with the right code."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from overture import cli, library
from overture.dossier import names_of, read
from tests.dossier.texts import FIRST, SMALL, changed

COMMANDS = ("check", "analyse", "explain", "what-if", "brief", "note")
EDITS = ("--set", "--add", "--drop", "--move")
FINE, DIFFERS, WRONG, LIMIT = 0, 1, 2, 3


class Ended:
    """How a command ended: its code and what it printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in err

    def json(self) -> Any:
        """The answer; JSON as its definition has it, without NaN and Infinity."""

        def refuse(word: str) -> None:
            raise AssertionError(f"{word} is not JSON")

        return json.loads(self.out, parse_constant=refuse)


class Shell:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *arguments: str) -> Ended:
        code = cli.run(list(arguments))
        out, err = self.capsys.readouterr()
        return Ended(code, out, err)

    def file(self, text: str, name: str = "case.yaml") -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return Shell(tmp_path, capsys)


def arguments_of(command: str) -> list[str]:
    return [command, "first-case", *(["us"] if command == "explain" else [])]


# help and edits


def test_the_commands_are_these(run: Shell) -> None:
    shown = run("--help").out
    assert all(f" {command} " in shown for command in (*COMMANDS, "cases"))


@pytest.mark.parametrize("command", [*COMMANDS, "cases", "treaties", "play", "ask"])
def test_every_command_says_what_it_does(command: str, run: Shell) -> None:
    ended = run(command, "--help")
    assert ended.code == FINE
    name = command.replace("-", "_")
    function = getattr(cli.dossiers, name, None) or getattr(cli.treaties, name, None) or getattr(cli.writing, name)
    first = (inspect.getdoc(function) or "").split("\n")[0]
    assert len(first) > 20
    assert first in " ".join(ended.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_every_edit(command: str, run: Shell) -> None:
    shown = run(command, "--help").out
    assert all(edit in shown for edit in EDITS)
    ended = run(*arguments_of(command), "--set", "title=Edited", "--add",
        "facts={id: met, when: reply is accept, basis: fact}",
                "--set", "met.text=they met", "--drop", "offer.ask", "--move", "us_2=us_1")  # fmt: skip
    assert ended.code == FINE, ended.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("edit", [("--set", "x.now=y"), ("--add", "facts=x"), ("--drop", "x"), ("--move", "x=us_1"),
                                  ("--set", "offer.now"), ("--move", "us_1=them_1")])  # fmt: skip
def test_an_edit_that_cannot_be_made_answers_nothing(command: str, edit: tuple[str, str], run: Shell) -> None:
    ended = run(*arguments_of(command), *edit)
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err


# what the user names


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_case_is_told_with_the_nearest(command: str, run: Shell) -> None:
    ended = run(*[a.replace("first-case", "frist-case") for a in arguments_of(command)], "--set", "title=x")
    assert (ended.code, ended.out) == (WRONG, "")
    assert "neither a file nor a shipped case called `frist-case`; did you mean `first-case`?" in ended.err


@pytest.mark.parametrize("name", ["x" * 400, "a/" * 3_000, "zzz", "", "no/such.yaml", "bad\0name.yaml"],
                         ids=["long", "deep", "short", "none", "missing", "NUL"])  # fmt: skip
def test_no_name_of_a_case_ends_in_a_traceback(name: str, run: Shell) -> None:
    ended = run("check", name)
    assert (ended.code, ended.out) == (WRONG, "")


@pytest.mark.parametrize("arguments", [["nonsense"], ["check"], ["analyse", "first-case", "--show", "everything"],
                                       ["analyse", "first-case", "--format", "yaml"], ["check", "first-case",
                                           "--frmat"],
                                       ["explain", "first-case"], ["check", "first-case", "--set"]])  # fmt: skip
def test_a_command_that_cannot_be_read_is_wrong_input(arguments: list[str], run: Shell) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err


def test_an_unknown_id_is_told_with_the_nearest(run: Shell) -> None:
    ended = run("explain", "first-case", "replly")
    assert (ended.code, ended.out) == (WRONG, "")
    assert "did you mean `reply`?" in ended.err
    assert run("explain", "first-case", "").code == WRONG


def test_a_path_goes_before_a_shipped_name(run: Shell) -> None:
    run.file(SMALL, "first-case")
    assert "The strait" in run("analyse", "first-case", "--no-audit").out


# exit codes


def test_check_is_one_where_a_verdict_is_not_the_expected(run: Shell) -> None:
    assert run("check", run.file(SMALL)).code == FINE
    ended = run("check", run.file(changed(SMALL, "expect: rests on", "expect: contradicted")))
    assert ended.code == DIFFERS
    assert "case.yaml:77: the claim `talks_hold` expects `contradicted`; the verdict is `rests on`" in ended.out
    told = run("check", run.file(changed(SMALL, "expect: rests on", "expect: contradicted")), "--format", "json")
    assert told.code == DIFFERS
    assert told.json()["differing"] == ["talks_hold"]


def test_check_looks_at_the_claims_of_variants_too(run: Shell) -> None:
    text = changed(
        SMALL, "text: Talks remain best., recommended: speak}", "text: x, recommended: enter, expect: follows}"
    )
    assert run("check", run.file(text)).code == DIFFERS


@pytest.mark.parametrize("command", COMMANDS)
def test_too_many_settings_stop_at_a_limit_that_names_the_options(command: str, run: Shell) -> None:
    choices = "{" + ", ".join(f"c{i}: x" for i in range(50)) + "}"
    many = "".join(f"    wording{k}: {{choices: {choices}, now: c0}}\n" for k in range(6))  # 50^6 × 9 is above 10^11
    file = run.file(changed(FIRST, "options:\n  us:\n", "options:\n  us:\n" + many))
    ended = run(*[a.replace("first-case", file) for a in arguments_of(command)], "--set", "title=x")
    assert (ended.code, ended.out) == (LIMIT, "")
    assert "has 1.4 x 10^11 settings" in ended.err
    assert "us: wording0 50 x wording1 50 x" in ended.err
    assert "within the limit without `us.wording" in ended.err


def test_too_many_open_assumptions_stop_at_a_limit_that_names_them(run: Shell) -> None:
    open_ = "assumptions:\n" + "".join(f"  open{i}: {{text: x}}\n" for i in range(7))
    ended = run("analyse", run.file(FIRST + open_))
    assert (ended.code, ended.out) == (LIMIT, "")
    assert "7 assumptions are open, which makes 128 worlds; 64 is the most" in ended.err
    assert "open0, open1" in ended.err
    assert run("analyse", run.file(FIRST + open_), "--set", "open3.taken=true", "--no-audit").code == FINE


# analyse


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("show", get_args(cli.Show))
@pytest.mark.parametrize("text", [FIRST, SMALL], ids=["first-case", "small"])
def test_analyse_shows_each_table(text: str, show: str, format: str, run: Shell) -> None:
    ended = run("analyse", run.file(text), "--show", show, "--format", format)
    assert ended.code == FINE
    assert ended.err == ""
    assert ended.json() if format == "json" else ended.out.strip()


def test_analyse_without_the_audit_says_nothing_of_claims(run: Shell) -> None:
    assert "rests on" in run("analyse", run.file(SMALL)).out
    assert "rests on" not in run("analyse", run.file(SMALL), "--no-audit").out


def test_analyse_can_put_every_package_on_the_menu(run: Shell) -> None:
    menu = run("analyse", run.file(SMALL), "--all", "--no-audit", "--format", "json").json()["menu"]
    assert len(menu) >= 3


@pytest.mark.parametrize("command", ["check", "analyse", "explain", "what-if"])
@pytest.mark.parametrize("text", [FIRST, SMALL], ids=["first-case", "small"])
def test_the_answer_is_json_where_json_is_asked(command: str, text: str, run: Shell) -> None:
    name = {"explain": ["reply"], "what-if": ["--set", "reply.now=refuse"]}.get(command, [])
    assert run(command, run.file(text), *name, "--format", "json").json() is not None


@pytest.mark.parametrize("asked", [["--format", "json"], ["--format=json"]])
def test_mistakes_are_json_where_json_is_asked(asked: list[str], run: Shell) -> None:
    ended = run("analyse", run.file(changed(FIRST, "proposer: us", "proposer: usa")), *asked)
    assert ended.code == WRONG
    (told,) = ended.json()["diagnostics"]
    assert (told["code"], told["line"], told["column"], told["hint"]) == ("D104", 5, 11, "did you mean `us`?")


def test_a_case_called_json_is_no_wish_for_json(run: Shell) -> None:
    assert run("check", run.file("", "json")).out == ""


@pytest.mark.parametrize("columns", ["0", "-3", "abc", "", "20", "80"])
def test_a_strange_width_of_the_terminal_hides_nothing(
    columns: str, run: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "recommended" in run("analyse", "first-case").out


# explain


def ids(text: str) -> list[str]:
    dossier = read(text)
    return [*names_of(dossier), *dossier.sources, *(o.qualified for o in dossier.options.values())]


@pytest.mark.parametrize(("text", "id"), [(t, i) for t in (FIRST, SMALL) for i in dict.fromkeys(ids(t))])
def test_every_entry_is_explained(text: str, id: str, run: Shell) -> None:
    file = run.file(text)
    told = run("explain", file, id)
    assert told.code == FINE
    assert len(told.out.split()) > 3
    as_json = run("explain", file, id, "--format", "json").json()
    assert as_json["id"] == id.rpartition(".")[2]
    assert as_json["line"] or id == "do_nothing"


def test_the_small_dossier_holds_every_kind_of_entry() -> None:
    kinds = set(names_of(read(SMALL)).values())
    assert kinds == {"actor", "treaty", "rule", "fact", "assumption", "argument", "proposal", "reply", "claim",
        "contingency",
                     "variant", "option", "decision", "statement", "document", "figure"}  # fmt: skip
    assert read(SMALL).sources


# what-if


def test_what_if_prints_only_what_changes(run: Shell) -> None:
    ended = run("what-if", "first-case", "--set", "title=Another title", "--set", "us.name=We")
    assert (ended.code, ended.out.strip()) == (FINE, "Nothing changes.")
    ended = run("what-if", "first-case", "--move", "us_3=us_1", "--no-audit")
    assert ended.code == FINE
    ended = run("what-if", run.file(SMALL), "--set", "offer.final=false", "--drop", "enter")
    assert "enter" in ended.out
    assert "Nothing changes." not in ended.out


def test_a_verdict_that_was_not_audited_is_not_printed_as_one(run: Shell) -> None:
    """What holds without the audit may rest on something."""
    claim = "claims: {heard: {text: They answer, holds: not (reply is none), after: talk, expect: rests on}}\n"
    case = run.file(f"{FIRST}proposals: {{talk: {{offer: talks}}}}\n{claim}")
    edit = ["--drop", "them_3", "--set", "them_2.want=reply is none"]
    told, audited = run("what-if", case, *edit, "--no-audit").out, run("what-if", case, *edit).out
    assert "claims · heard · verdict" in told
    assert "holds (not audited)" in told
    assert "follows" not in told
    assert "not audited" not in audited
    shown = run("analyse", case, "--show", "claims", "--no-audit").out
    assert "holds (not audited)" in shown
    assert "follows" not in shown
    assert run("analyse", case, "--no-audit", "--format", "json").json()["audited"] is False


def test_what_if_without_an_edit_says_what_is_missing(run: Shell) -> None:
    ended = run("what-if", "first-case")
    assert (ended.code, ended.out) == (WRONG, "")
    assert "say what to change" in ended.err


def test_what_if_nothing_changes_in_json_is_an_empty_list(run: Shell) -> None:
    assert run("what-if", "first-case", "--set", "title=x", "--format", "json").json() == []


# files


@pytest.mark.parametrize(
    ("command", "suffixes"), [("brief", (".html", ".md", ".json")), ("note", (".txt", ".md", ".html"))]
)
def test_a_paper_is_written_to_a_file_of_its_kind_and_no_other(
    command: str, suffixes: tuple[str, ...], run: Shell
) -> None:
    for suffix in suffixes:
        ended = run(command, "first-case", "--output", f"deep/down/paper{suffix}")
        assert ended.code == FINE
        assert (run.folder / f"deep/down/paper{suffix}").read_text("utf-8").strip()
    for suffix in (".odt", ".doc", "", ".htm"):
        ended = run(command, "first-case", "--output", f"other/paper{suffix}")
        assert (ended.code, ended.out) == (WRONG, "")
        assert f"`other/paper{suffix}` is none of these" in ended.err
    assert not (run.folder / "other").exists()


@pytest.mark.parametrize("command", ["brief", "note"])
def test_a_file_is_written_whole_or_not_at_all(command: str, run: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    target = run.folder / "paper.html"
    target.write_text("the old paper", encoding="utf-8")

    def full(temporary: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    ended = run(command, "first-case", "--output", str(target))
    assert (ended.code, ended.out) == (WRONG, "")
    assert "cannot be written: no space left on device" in ended.err
    assert target.read_text("utf-8") == "the old paper"
    assert list(run.folder.iterdir()) == [target]


@pytest.mark.parametrize("command", ["brief", "note"])
def test_a_folder_is_no_file_to_write(command: str, run: Shell) -> None:
    (run.folder / "paper.html").mkdir()
    ended = run(command, "first-case", "--output", "paper.html")
    assert ended.code == WRONG
    assert [p.name for p in run.folder.iterdir()] == ["paper.html"]


def test_a_mistake_leaves_the_old_brief(run: Shell) -> None:
    target = run.folder / "paper.md"
    target.write_text("the old paper", encoding="utf-8")
    assert run("brief", run.file("title: x\n"), "--output", str(target)).code == WRONG
    assert target.read_text("utf-8") == "the old paper"


def test_the_brief_stands_in_out_unless_said_otherwise(run: Shell) -> None:
    ended = run("brief", "first-case")
    assert ended.out.rstrip().endswith("out/first-case.html")
    assert (run.folder / "out" / "first-case.html").exists()


def test_the_note_of_an_unknown_proposal_is_told_with_the_nearest(run: Shell) -> None:
    ended = run("note", run.file(SMALL), "--proposal", "speek")
    assert (ended.code, ended.out) == (WRONG, "")
    assert "did you mean `speak`?" in ended.err


def test_cases_lists_every_shipped_case(run: Shell) -> None:
    shipped, _, conflicts = run("cases").out.partition("\n\n")
    assert [line.split()[0] for line in shipped.splitlines()] == library.names()
    first = [line.split()[0] for line in conflicts.splitlines()[1:] if line[:1].strip()]
    assert tuple(first) == library.published_keys()
    assert "Fraser, N. M., and K. W. Hipel (1983)" in conflicts


# the terminal


def program(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    code = "from overture.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, timeout=120, check=False, **more
    )


@pytest.mark.parametrize(
    "arguments", [["analyse", "first-case"], ["analyse", "first-case", "--format", "json"], ["cases"]]
)
def test_nobody_reads_any_more(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = program(*arguments, stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (FINE, b"")


@pytest.mark.parametrize("arguments", [["analyse", "first-case"], ["cases"]])
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = program(*arguments, stdout=full)
    assert ended.returncode == WRONG
    assert ended.stderr == b"the answer cannot be printed: no space left on device\n"


def test_a_terminal_that_knows_no_marks_still_gets_the_answer() -> None:
    ended = program("analyse", "first-case", stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert ended.returncode == FINE
    assert b"recommended" in ended.stdout


@pytest.mark.parametrize("arguments", [[b"check", b"\xff"], [b"explain", b"first-case", b"\xff"],
                                       [b"check", b"first-case", b"--set", b"title=\xff"]])  # fmt: skip
def test_an_argument_that_is_not_text_is_wrong_input(arguments: list[bytes]) -> None:
    ended = program(*map(os.fsdecode, arguments), stdout=subprocess.PIPE)
    assert (ended.returncode, ended.stdout) == (WRONG, b"")
    assert b"Traceback" not in ended.stderr
