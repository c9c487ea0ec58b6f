"""From seven questions to a first brief, at a terminal and without one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest

from overture import cli, library
from overture.advice import advise
from overture.dossier import load
from overture.logic import show
from overture.papers import recommendation
from tests.in_time import ended

from .typist import Typist

TEMPLATES = ("accession", "wordings", "package", "mediation")


def brief(folder: Path, file: str) -> str:
    """The text of the first brief of a file."""
    assert cli.run(["brief", str(folder / file), "--output", str(folder / "brief.md")]) == 0
    return (folder / "brief.md").read_text(encoding="utf-8")


def number_of(screen: str, words: str) -> str:
    """The number before an entry of the list on the screen."""
    found = [m for m in re.finditer(r"^ *(\d+)  (.*)$", screen, re.MULTILINE) if m[2].strip() == words]
    assert found, f"{words} is not listed in\n{screen}"
    return found[-1][1]


@pytest.mark.parametrize("template", TEMPLATES)
def test_enter_alone_takes_a_template_to_its_brief(template: str, tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml", "--template", template) as typist:
        while typist.prompted() is not None:
            typist.type("")
        assert typist.end() == 0
    assert "no mistakes, 0 warnings" in typist.screen
    assert "Recommendation" in brief(tmp_path, "case.yaml")
    # the interview that takes all of the template writes what the template writes
    other = tmp_path / "other.yaml"
    run(tmp_path, "new", str(other), "--template", template)
    assert other.read_text() == (tmp_path / "case.yaml").read_text()


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str) -> Done:
    """The command in a folder, without a terminal and with nothing typed."""
    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO())
        return Done(*ended(list(arguments), 60))


def alone(folder: Path, *arguments: str, typed: str = "") -> Done:
    """The same in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "overture", *arguments], cwd=folder, input=typed, text=True,
                          capture_output=True, timeout=120, check=False)  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_explains_every_section_in_a_comment(template: str, tmp_path: Path) -> None:
    run(tmp_path, "new", "case.yaml", "--template", template)
    lines = (tmp_path / "case.yaml").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch(r"[a-z_]+:", line):
            assert lines[number - 1].startswith("#"), line
    assert len(lines) < 90


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_advises_to_speak_and_tells_the_wordings_apart(template: str, tmp_path: Path) -> None:
    run(tmp_path, "new", "case.yaml", "--template", template)
    dossier = load(tmp_path / "case.yaml")
    advice = advise(dossier, audit=False)
    assert re.search("(?i)ask to join|offer notice|propose a", recommendation(dossier, advice))
    assert advice.diagnostics == ()


def test_a_mediator_between_two_parties_and_a_spoiler(tmp_path: Path) -> None:
    """A case that no template shows, typed in as its author would."""
    with Typist(tmp_path, "new", "lake.yaml") as typist:
        for line in ("Water of the lake", "The mediator", "2025-05-01", "What should be put to the two first?"):
            typist.type(line)
        for line in ("propose to share the water", "propose to share it under inspectors", "", ""):
            typist.type(line)
        for line in ("Upstream", "Downstream", "The dam company", "", "", "", "", "", "blow up the gauge"):
            typist.type(line)
        for line in ("Upstream, Downstream", "", "every party"):
            typist.type(line)
        for line in ("inspectors are spies", "The dam company", "they are hydrologists of both sides"):
            typist.type(line)
        wishes = {
            "The mediator": ("agreement", "-blow up the gauge, by The dam company"),
            "Upstream": ("agreement on propose to share it under inspectors", "accept, by Upstream"),
            "Downstream": ("agreement", "accept, by Downstream"),
            "The dam company": ("-agreement on propose to share the water", "blow up the gauge, by The dam company"),
        }
        for name, wanted in wishes.items():
            typist.wait_for(f"What does {name} want, most important first")
            numbers = [("-" if w.startswith("-") else "") + number_of(typist.screen, w.lstrip("-")) for w in wanted]
            typist.type(", ".join(numbers))
            typist.type("")
        for line in ("the rains come before June", "likely"):
            typist.type(line)
        typist.wait_for("is asked next")
        for line in ("", "likely"):
            typist.type(line)
        typist.wait_for("What cannot happen unless it is so")
        typist.type(number_of(typist.screen, "accept, by Downstream"))
        typist.type("")
        typist.type("")
        assert typist.end() == 0
    text = (tmp_path / "lake.yaml").read_text()
    assert "the_rains" not in text  # small words tell nothing
    dossier = load(tmp_path / "lake.yaml")
    assert dossier.decision_makers == ("mediator", "upstream", "downstream", "dam_company")
    assert dossier.assumptions["rains_come_before_june"].taken is True  # it is likely, and the brief says so
    assert "share it under inspectors" in brief(tmp_path, "lake.yaml")


def test_the_way_back_asks_again_and_forgets_the_last_answer(tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "<", "1955-04-01", ""):
            typist.type(line)
        for line in ("propose talks", "<", "<", "<", "2001-02-03", "", "propose arbitration", "q"):
            typist.type(line)
        assert typist.end() == 0
    kept = (tmp_path / "case.answers.yaml").read_text()
    assert "2001-02-03" in kept
    assert "say: [propose arbitration]" in kept
    assert not (tmp_path / "case.yaml").exists()


def test_what_was_typed_stands_in_brackets_on_the_way_forward_again(tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "", "propose talks", "<", "<", "<"):
            typist.type(line)
        typist.type("1955-04-01")
        typist.type("")
        typist.wait_for(r"Wording 1 +\[propose talks\]|Wording 1 \[propose talks\]")
        typist.seen -= 1
        typist.type("q")
        assert typist.end() == 0


def test_no_is_a_way_back(tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "", "propose talks", "", "", "Them", "", "", "", "", "", ""):
            typist.type(line)
        for line in ("4", "no", "3", ""):
            typist.type(line)
        typist.wait_for("What does Them want")
        typist.type("q")
        assert typist.end() == 0
    assert "accept, by Them" in (tmp_path / "case.answers.yaml").read_text()


@pytest.mark.parametrize("leave", ["q", "end", "interrupt", "kill"])
def test_whoever_leaves_goes_on_from_there(leave: str, tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "", "propose talks"):
            typist.type(line)
        if leave == "q":
            typist.type("q")
        elif leave == "end":
            typist.press("\x04")
        elif leave == "interrupt":
            typist.prompted()
            typist.interrupt()
        else:
            typist.prompted()
            typist.process.kill()
        assert typist.end() == (-9 if leave == "kill" else 0)
    with Typist(tmp_path, "new", "case.yaml") as typist:
        typist.wait_for("stand in brackets")
        for _ in range(4):
            typist.type("")
        typist.wait_for(r"\[propose talks\]")
        typist.seen -= 1
        typist.type("")
        for line in ("", "", "Them", "", "", "", "", "", "", "3", "", "-4 3", "", "", ""):
            typist.type(line)
        assert typist.end() == 0
    assert load(tmp_path / "case.yaml").head.title == "A strait"
    assert not (tmp_path / "case.answers.yaml").exists()  # all of it is in the dossier now


@pytest.mark.parametrize(("typed", "told"), [
    ("26 March", "year-month-day"), ("1954-02-30", "year-month-day"), ("yesterday", "year-month-day"),
])  # fmt: skip
def test_a_slip_is_told_and_asked_again(typed: str, told: str, tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", typed):
            typist.type(line)
        typist.wait_for(told)
        typist.type("1954-03-26")
        typist.wait_for("Which question")
        typist.type("q")
        assert typist.end() == 0


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine\n")
    done = alone(tmp_path, "new", "case.yaml", "--template", "wordings")
    assert (done.returncode, (tmp_path / "case.yaml").read_text()) == (2, "mine\n")
    assert "is there already" in done.stderr


ANSWERS = """\
title: A strait
who: Us
when: 2026-03-26
say: [propose talks]
answer: {Them: [accept, refuse]}
wants:
  Us: ["accept, by Them"]
  Them: ["not refuse, by Them", "accept, by Them"]
"""


def test_a_file_of_answers_asks_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    done = alone(tmp_path, "new", "case.yaml", "--answers", "answers.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "the advice is: Propose talks." in done.stdout
    assert load(tmp_path / "case.yaml").head.as_of.isoformat() == "2026-03-26"


def test_answers_take_the_place_of_those_of_a_template(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("title: Another strait\n")
    assert run(tmp_path, "new", "c.yaml", "--template", "wordings", "--answers", "answers.yaml").returncode == 0
    assert load(tmp_path / "c.yaml").head.title == "Another strait"


def test_words_with_a_plus_a_not_or_a_minus_are_what_they_are(tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "", "recognise + open an embassy", "not to recognise", "", ""):
            typist.type(line)
        for line in ("Us", "Them", "", "", "", "", "", "", "2+5, -3", "", "2, 4", "", "", ""):
            typist.type(line)
        assert typist.end() == 0
    assert "Us decides" in typist.screen  # who decides cannot answer itself
    ours, theirs = load(tmp_path / "case.yaml").preferences.values()
    recognise, not_to = load(tmp_path / "case.yaml").options["wording"].values[1:]
    assert [show(s.want) for s in ours] == [f"wording is {recognise} and reply is refuse", f"wording is not {not_to}"]
    assert [show(s.want) for s in theirs] == [f"wording is {recognise}", "reply is accept"]


def test_a_failed_write_keeps_the_answers(tmp_path: Path) -> None:
    with Typist(tmp_path, "new", "case.yaml") as typist:
        for line in ("A strait", "Us", "1954-03-26", "", "propose talks", "", "", "Them", "", "", "", "", "", ""):
            typist.type(line)
        for line in ("3", "", "-4", "", ""):
            typist.type(line)
        typist.wait_for("Shall the dossier be written")
        (tmp_path / "case.yaml").write_text("mine\n")
        typist.type("")
        assert typist.end() == 2
    assert (tmp_path / "case.yaml").read_text() == "mine\n"
    assert "not refuse, by Them" in (tmp_path / "case.answers.yaml").read_text()


def test_answers_that_cannot_be_kept_are_no_mistake_in_the_program(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file, no folder\n")
    done = alone(tmp_path, "new", "plain/case.yaml", typed="A strait\n")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_file_that_is_no_interview_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "case.answers.yaml").write_text(ANSWERS)
    assert run(tmp_path, "new", "case.yaml").returncode == 2
    assert run(tmp_path, "new", "case.yaml", "--answers", "case.answers.yaml").returncode == 0
    assert (tmp_path / "case.answers.yaml").read_text() == ANSWERS


@pytest.mark.parametrize(("line", "instead", "told"), [
    ("who: Us\n", "", "`who` is missing"),
    ("say: [propose talks]\n", "says: [propose talks]\n", "did you mean `say`?"),
    ("when: 2026-03-26\n", "when: yesterday\n", "expected a day"),
    ('  Us: ["accept, by Them"]\n', '  Us: ["acept, by Them"]\n', "did you mean `accept, by Them`?"),
    ('  Us: ["accept, by Them"]\n', "", "most important first: Us"),
    ("answer: {Them: [accept, refuse]}\n", "", "`answer` is missing"),
    ('  Us: ["accept, by Them"]\n', '  Us: ["accept, by Them"]\n  Uss: ["4"]\n', "`Uss`"),
    ("who: Us\n", "who: Us\nrule: most of them\n", "`most of them` is no rule"),
    ("who: Us\n", "who: Us\nconsent: [Them, Court]\nrule: 7\n", "a number up to 2"),
    ("who: Us\n", "who: Us\nconsent: [Them, Court]\nrule: \"00019\"\n", "is no rule"),
    ("who: Us\n", "who: Us\nconsent: [Them, Them]\n", "`them` is named twice"),
    ("who: Us\n", "who: Them\n", "`Them` decides, and cannot answer itself"),
    ("who: Us\n", "who: Us\nunprompted: [Thm]\n", "did you mean `Them`?"),
    ("say: [propose talks]\n", "say: [\"propose\\ntalks\"]\n", "answers.yaml:4:7: error D103: an answer is one line"),
    ("who: Us\n", "who: Us\nunknown: [a, b, c, d, e, f]\n", "5 are the most"),
    ("who: Us\n", "who: Us\nunknown: [{what: rain, without: [snow]}]\n", "`snow` is not in the list"),
])  # fmt: skip
def test_wrong_answers_are_told_and_nothing_is_written(line: str, instead: str, told: str, tmp_path: Path) -> None:
    assert line in ANSWERS
    (tmp_path / "answers.yaml").write_text(ANSWERS.replace(line, instead))
    done = run(tmp_path, "new", "case.yaml", "--answers", "answers.yaml")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "case.yaml").exists()


@pytest.mark.parametrize("hostile", ["a: b", "# x", "- x", "'", '"', "yes", "null", "not", "x" * 300, "Россия 1",
                                     "日本", "🜚", "silent", "none", "1954", "agreed", "{a", "wording"])  # fmt: skip
def test_any_words_make_a_dossier_that_reads(hostile: str, tmp_path: Path) -> None:
    """Whatever somebody calls a thing, it comes back as it was called."""
    from overture.authoring.seven_questions.answers import read_answers, write_answers
    from overture.authoring.seven_questions.first_dossier import first_dossier
    from overture.dossier import read

    before = read_answers(ANSWERS, "answers.yaml")
    answers = before.with_(
        title=hostile, who=hostile, say=(hostile, "propose talks"), beside=(f"{hostile} too",),
        answer={f"{hostile} them": (hostile, "refuse"), "Spoiler": (f"{hostile}!",)},
        consent=(f"{hostile} them", f"{hostile} court"),
        wants={hostile: ("2", "-3"), f"{hostile} them": ("4", "5+6"), "Spoiler": ("-4",)},
    )  # fmt: skip
    again = read_answers(write_answers(answers), "answers.yaml")
    assert again == answers
    dossier = read(first_dossier(answers))
    assert dossier.head.title == hostile
    assert {a.name for a in dossier.actors.values()} == {hostile, f"{hostile} them", "Spoiler", f"{hostile} court"}
    texts = {c.text for o in dossier.options.values() for c in o.choices.values()}
    assert {hostile, "refuse"} <= texts


def test_templates_are_those_that_the_command_names() -> None:
    assert {path.stem for path in library.TEMPLATES.glob("*.yaml")} == set(TEMPLATES)
