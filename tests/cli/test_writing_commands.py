"""The commands that write papers and record a decision, as a user would use them."""

from __future__ import annotations

import json

import pytest

from overture import library
from tests.papers.example import HANGING, TEXT

from .test_commands import FINE, WRONG, Shell, run

__all__ = ["run"]  # the fixture
PAPERS = ["brief", "memorandum", "note", "resolution", "lines", "hindsight"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_every_paper_is_written_in_every_format(paper: str, format: str, run: Shell) -> None:
    ended = run("write", paper, run.file(TEXT, "river.yaml"), "--format", format)
    name = "river" if paper == "brief" else f"river-{paper}"
    assert ended.code == FINE
    assert ended.out.splitlines()[-1] == f"out/{name}.{format}"
    text = (run.folder / f"out/{name}.{format}").read_text("utf-8")
    assert "A dam on the river" in text or "Letter" in text or "Lines to take" in text or "resolution" in text
    if format == "json":
        assert json.loads(text)["title"]


def test_the_name_of_the_file_says_the_format(run: Shell) -> None:
    case = run.file(TEXT)
    assert run("write", "note", case, "--output", "sub/n.txt").code == FINE
    assert "We offer to share the water." in (run.folder / "sub/n.txt").read_text("utf-8")
    ended = run("write", "note", case, "--output", "n.txt", "--format", "md")
    assert ended.code == WRONG
    assert "leave one of them out" in ended.err
    assert run("write", "brief", case, "--output", "b.txt").code == WRONG


def test_identical_notes_are_files_of_their_own(run: Shell) -> None:
    case = run.file(TEXT.replace("form: letter", "form: identical notes"), "river.yaml")
    ended = run("write", "note", case, "--format", "text")
    assert ended.out.split() == ["out/river-note-lower.txt", "out/river-note-delta.txt"]
    ended = run("write", "note", case, "--to", "delta", "--output", "d.txt")
    assert ended.out.split() == ["d.txt"]
    ended = run("write", "note", case, "--to", "upper")
    assert ended.code == WRONG
    assert "its addressees: lower, delta" in ended.err


def test_all_papers_at_once(run: Shell) -> None:
    ended = run("write", "all", run.file(TEXT, "river.yaml"), "--format", "md", "--output", "papers")
    assert ended.code == FINE
    names = ("brief", "memorandum", "resolution", "lines", "note")
    assert ended.out.split() == [f"papers/river-{name}.md" for name in names]
    assert {p.name for p in (run.folder / "papers").iterdir()} == {f"river-{name}.md" for name in names}


@pytest.mark.parametrize("style", ["founding", "submission", "action-memo"])
def test_the_memorandum_has_house_styles(style: str, run: Shell) -> None:
    ended = run("write", "memorandum", run.file(TEXT, "river.yaml"), "--style", style, "--output", "m.md")
    assert ended.code == FINE
    head = {"founding": "## Situation", "submission": "## Issue", "action-memo": "## Recommendation"}[style]
    assert head in (run.folder / "m.md").read_text("utf-8")


def test_a_redline_of_two_files(run: Shell) -> None:
    old = run.file(TEXT, "old.yaml")
    new = run.file(TEXT.replace("taken: true, basis", "taken: false, basis"), "new.yaml")
    ended = run("write", "redline", old, "--against", new, "--output", "r.md")
    assert ended.code == FINE
    text = (run.folder / "r.md").read_text("utf-8")
    assert "assumptions.delta_agrees.taken" in text
    assert "the two files say the same" not in text.lower()
    same = run("write", "redline", old, "--against", old, "--output", "s.md")
    assert same.code == FINE
    assert "The two files say the same." in (run.folder / "s.md").read_text("utf-8")


def test_an_unknown_proposal_is_told_with_the_nearest(run: Shell) -> None:
    ended = run("write", "memorandum", run.file(TEXT), "--proposal", "talk_onli")
    assert ended.code == WRONG
    assert "talk_only" in ended.err


# decide


def decided(run: Shell, text: str = TEXT) -> str:
    case = run.file(text, "river.yaml")
    assert run("decide", case, "--approve", "share_it", "--by", "the Cabinet", "--on", "2031-05-06").code == FINE
    return case


def test_a_decided_dossier_says_approved_in_every_later_paper(run: Shell) -> None:
    case = decided(run)
    assert (run.folder / "river.decision.yaml").exists()
    for paper in ("brief", "memorandum", "note", "resolution", "lines"):
        target = run.folder / f"{paper}.md"
        words = ["--proposal", "share_it"] if paper != "brief" else []
        assert run("write", paper, case, "--output", str(target), *words).code == FINE
        assert "Approved by the Cabinet on 6 May 2031" in target.read_text("utf-8"), paper
        assert "changed since" not in target.read_text("utf-8")


def test_a_dossier_changed_since_says_so(run: Shell) -> None:
    case = decided(run)
    run.file(TEXT + "\n# a word more\n", "river.yaml")
    assert "Approved by the Cabinet on 6 May 2031; the dossier was changed since" in run("note", case).out
    decided(run)
    edited = run("note", case, "--set", "press_hostile.taken=true", "--proposal", "share_it")
    assert "the dossier was changed since" in edited.out


def test_what_a_command_edits_in_an_approved_dossier_nobody_has_approved(run: Shell) -> None:
    case = run.file(TEXT.replace("stage: for examination", "stage: approved"), "river.yaml")
    assert "Stage: Approved\n" in run("note", case).out
    edited = run("note", case, "--set", "press_hostile.taken=true")
    assert "Not approved: the approved dossier is edited here" in edited.out


def test_another_course_than_the_approved_is_not_approved(run: Shell) -> None:
    case = decided(run)
    told = run("note", case, "--proposal", "talk_only").out
    assert "Not approved: another course, “sharing”, was approved by the Cabinet" in told
    assert "changed since" not in told


def test_an_approved_course_under_another_name_leaves_no_paper_that_says_nothing_of_the_change(run: Shell) -> None:
    case = decided(run)
    run.file(TEXT.replace("share_it", "the_water"), "river.yaml")
    told = run("note", case).out
    assert "was approved by the Cabinet on 6 May 2031; the dossier was changed since" in told


def test_after_a_decision_the_papers_are_for_what_was_approved(run: Shell) -> None:
    case = run.file(TEXT, "river.yaml")
    assert run("decide", case, "--approve", "talk_only", "--by", "x", "--on", "2031-05-06").code == FINE
    assert "We are ready to talk." in run("note", case).out
    assert run("write", "note", case, "--fair", "--output", "fair.txt").code == FINE
    assert "Approved" not in (run.folder / "fair.txt").read_text("utf-8")


def test_brief_and_whiteboard_name_what_was_approved_beside_the_advice(run: Shell) -> None:
    case = run.file(TEXT, "river.yaml")
    assert run("decide", case, "--approve", "talk_only", "--by", "the Cabinet", "--on", "2031-05-06").code == FINE
    for paper in ("brief", "whiteboard"):
        assert run("write", paper, case, "--output", f"{paper}.md").code == FINE
        told = (run.folder / f"{paper}.md").read_text("utf-8")
        assert "Approved by the Cabinet on 6 May 2031: “talk”" in told
        assert "**Approved:** talk" in told or "## What was approved\n\n**Talk.**" in told


def test_a_letter_says_for_which_of_several_advised_courses_it_is_and_a_fair_copy_does_not(run: Shell) -> None:
    case = run.file(HANGING.replace("likelihood: likely, taken: true", "likelihood: likely"), "river.yaml")
    for paper in ("note", "resolution"):
        assert run("write", paper, case, "--proposal", "share_it", "--output", f"{paper}.md").code == FINE
        told = (run.folder / f"{paper}.md").read_text("utf-8")
        assert "Written for: Sharing, advised if Delta State agrees; otherwise advised: doing nothing" in told
    assert "Written for: Do nothing, advised if" in run("note", case).out
    fair = run("write", "note", case, "--fair", "--proposal", "share_it", "--output", "fair.md")
    assert "Written for" not in (run.folder / "fair.md").read_text("utf-8")
    assert "before it goes out: It is for this course: Sharing, advised if Delta State agrees" in fair.err


def test_a_fair_copy_of_words_that_are_not_agreed_is_refused(run: Shell) -> None:
    said = "text: We are ready to talk."
    case = run.file(TEXT.replace(said, f"{said}, agreed: no"), "river.yaml")
    ended = run("write", "note", case, "--fair", "--proposal", "talk_only", "--output", "fair.txt")
    assert ended.code == WRONG
    assert "“We are ready to talk” of the note is not agreed" in ended.err
    assert not (run.folder / "fair.txt").exists()
    assert run("write", "note", case, "--fair", "--proposal", "share_it", "--output", "fair.txt").code == FINE


def test_a_fair_copy_that_is_not_approved_says_so_on_the_page(run: Shell) -> None:
    case = run.file(TEXT, "river.yaml")
    fair = run.folder / "fair.txt"
    told = run("write", "note", case, "--fair", "--output", "fair.txt")
    assert "For examination: not approved" in fair.read_text("utf-8")
    assert "before it goes out: For examination: not approved" in told.err
    decided(run)
    run("write", "note", case, "--fair", "--output", "fair.txt")
    assert "pproved" not in fair.read_text("utf-8")
    run("write", "note", case, "--fair", "--output", "fair.txt", "--set", "press_hostile.taken=true")
    assert "the dossier was changed since" in fair.read_text("utf-8")


def test_hindsight_tests_the_forecast_for_what_was_approved(run: Shell) -> None:
    case = run.file(TEXT, "river.yaml")
    assert run("decide", case, "--approve", "talk_only", "--by", "x", "--on", "2031-05-06").code == FINE
    assert run("write", "hindsight", case, "--output", "later.md").code == FINE
    assert "Approved was talk; advised was " in (run.folder / "later.md").read_text("utf-8")


def test_a_record_that_does_not_fit_its_dossier_is_told(run: Shell) -> None:
    case = decided(run)
    record = run.folder / "river.decision.yaml"
    for old, new in (("2031-05-06", "1900-01-01"), ("offer: share", "offer: silent"), ("share_it", "talk_only")):
        text = record.read_text("utf-8")
        record.write_text(text.replace(old, new), encoding="utf-8")
        ended = run("note", case)
        assert ended.code == WRONG, new
        assert "does not fit the dossier" in ended.err
        record.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("given", "says"), [
    (["--approve", "sharing_it", "--by", "x", "--on", "2031-05-06"], "not a proposal on the menu"),
    (["--approve", "share_it", "--by", "x", "--on", "6 May"], "is no day"),
    (["--approve", "share_it", "--by", "x", "--on", "2031-05-03"], "before the day of the dossier"),
    (["--approve", "share_it", "--by", " ", "--on", "2031-05-06"], "--by WHO"),
])  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(given: list[str], says: str, run: Shell) -> None:
    ended = run("decide", run.file(TEXT, "river.yaml"), *given)
    assert ended.code == WRONG
    assert says in ended.err
    assert not (run.folder / "river.decision.yaml").exists()


def test_a_shipped_case_cannot_be_decided(run: Shell) -> None:
    ended = run("decide", library.names()[0], "--approve", "x", "--by", "y", "--on", "2031-05-06")
    assert ended.code == WRONG
    assert "a dossier of your own" in ended.err


def test_a_spoilt_record_is_told(run: Shell) -> None:
    case = decided(run)
    (run.folder / "river.decision.yaml").write_text("by: me\n", encoding="utf-8")
    ended = run("note", case)
    assert ended.code == WRONG
    assert "is no record of a decision" in ended.err
