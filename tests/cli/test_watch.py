"""`check --watch`: what changed from one save to the next, and nothing else, however an editor saves."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from overture import cli, library
from overture.advice import advise
from overture.dossier import DossierError, read
from overture.terminal.watch import Checked, Seen, changes, started

from .typist import heed_interrupts

FIRST = library.case("first-case") + (
    "proposals: {talks: {offer: talks}}\n"
    "claims: {advised: {text: Talks are the course to take, by: us, recommended: talks, expect: rests on}}\n"
)
PATIENT = 120.0  # seconds; how long a busy machine may take


def checked(text: str, audit: bool = True) -> Checked:
    try:
        dossier = read(text, "case.yaml")
    except DossierError as error:
        return Checked("case.yaml", tuple(text.splitlines()), error.diagnostics)
    return Checked("case.yaml", tuple(dossier.lines), advice=advise(dossier, audit=audit), audited=audit)


def told(*texts: str) -> list[str]:
    """What the last of several versions changes."""
    seen: Seen = started(checked(texts[0]))
    for text in texts[1:-1]:
        seen = seen.then(checked(text))
    return changes(seen, checked(texts[-1]))


def changed(old: str, new: str) -> str:
    assert FIRST.count(old) == 1
    return FIRST.replace(old, new)


BROKEN = changed("proposer: us", "proposer: usa")
NO_TALKS = FIRST + "rules: {no_talks: not (reply is accept)}\n"


# what changed, without any file


def test_the_same_text_changes_nothing() -> None:
    assert told(FIRST, FIRST) == []


def test_a_mistake_is_told_once_with_its_place_and_again_when_it_has_gone() -> None:
    (new,) = [line for line in told(FIRST, BROKEN) if "D104" in line]
    assert new.startswith("new: case.yaml:5:11: error D104: unknown actor `usa`")
    assert told(FIRST, BROKEN, BROKEN) == []
    assert [line for line in told(FIRST, BROKEN, FIRST) if "D104" in line] == ["gone: D104 unknown actor `usa`"]


def test_a_mistake_that_moves_to_another_line_is_no_change() -> None:
    assert told(BROKEN, "# a comment\n" + BROKEN) == []


def test_a_warning_is_told_as_it_comes_and_goes() -> None:
    idle = changed("options:\n  us:\n", "options:\n  us:\n    idle: {text: idle}\n")
    assert ["W101" in line for line in told(FIRST, idle)] == [True]
    assert told(idle, FIRST) == ["gone: W101 no formula mentions the option `idle`"]


def test_the_recommendation_the_settlements_and_the_verdicts_are_told_old_and_new() -> None:
    found = told(FIRST, NO_TALKS)
    assert "recommended: talks → do_nothing" in found
    assert any(line.startswith("settlements · talks: ") and "→" in line for line in found)
    assert "claim `advised`: rests on → contradicted (expects `rests on`)" in found


def test_after_a_mistake_the_last_version_that_could_be_read_is_compared() -> None:
    found = told(FIRST, BROKEN, NO_TALKS)
    assert "recommended: talks → do_nothing" in found
    assert "claim `advised`: rests on → contradicted (expects `rests on`)" in found


def test_without_an_audit_no_verdict_is_compared() -> None:
    assert not any("claim" in line for line in changes(started(checked(FIRST)), checked(NO_TALKS, audit=False)))


def test_a_claim_that_is_new_or_gone_is_told() -> None:
    less = FIRST[: FIRST.index("claims:")]
    assert "claim `advised`: – → rests on" in told(less, FIRST)
    assert "claim `advised`: rests on → –" in told(FIRST, less)


def test_a_hundred_mistakes_are_not_all_printed() -> None:
    many = replace(checked(BROKEN), mistakes=checked(BROKEN).mistakes[:1] * 100)
    found = changes(started(checked(FIRST)), many)
    assert len(found) == 21
    assert found[-1] == "and 80 more that are new"


# the loop


class Watching:
    """The command at work on a file, line by line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process = subprocess.Popen(
            [sys.executable, "-m", "overture", "check", "--watch", str(path)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}, preexec_fn=heed_interrupts,
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.printed: list[str] = []

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def until(self, *wanted: str) -> list[str]:
        """The lines up to that by which all that is wanted has been printed."""
        found: list[str] = []
        end = time.monotonic() + PATIENT
        while not all(any(w in line for line in found) for w in wanted):
            try:
                found.append(self.lines.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"waited for {wanted}, was told {found}") from None
        self.printed += found
        return found

    def replace(self, text: str) -> None:
        """As an editor that writes a new file and puts it in the place of the old one."""
        other = self.path.with_name(".new")
        other.write_text(text, encoding="utf-8")
        other.replace(self.path)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENT)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    path = tmp_path / "case.yaml"
    path.write_text(FIRST, encoding="utf-8")
    found = Watching(path)
    yield found
    if found.process.poll() is None:
        found.process.kill()
    found.process.wait()


def test_every_way_of_saving_is_noticed_and_ctrl_c_ends_it_well(watching: Watching) -> None:
    first = watching.until("Ctrl-C ends it")
    assert any("1 of 1 verdicts are as expected" in line for line in first)
    # in place
    watching.path.write_text(NO_TALKS, encoding="utf-8")
    found = watching.until("recommended: talks → do_nothing", "claim `advised`: rests on → contradicted")
    assert any(line.endswith("saved") for line in found)
    # by a new file
    watching.replace(FIRST)
    watching.until("recommended: do_nothing → talks", "claim `advised`: contradicted → rests on")
    # deleted and made again: the moment between is no mistake
    watching.path.unlink()
    watching.path.write_text(NO_TALKS, encoding="utf-8")
    watching.until("recommended: talks → do_nothing", "claim `advised`: rests on → contradicted")
    # emptied and written in two steps
    with watching.path.open("w", encoding="utf-8") as file:
        time.sleep(0.3)
        file.write(BROKEN)
    watching.until("D104: unknown actor `usa`")
    # mended: compared with the last version that could be read
    watching.replace(NO_TALKS)
    mended = watching.until("gone: D104")
    assert not any("recommended" in line for line in mended)
    watching.replace(NO_TALKS + "# a comment\n")
    watching.until("nothing changed")
    assert not any("D001" in line or "D004" in line or "Traceback" in line for line in watching.printed)
    assert watching.end() == 0
    assert watching.lines.empty() or "Traceback" not in "".join(watching.lines.queue)


def test_a_file_that_stays_away_is_told_and_may_come_back(watching: Watching) -> None:
    watching.until("Ctrl-C ends it")
    watching.path.unlink()
    watching.until("D001: no such file")
    watching.path.write_text(FIRST, encoding="utf-8")
    watching.until("gone: D001 no such file")
    assert watching.end() == 0


def test_a_shipped_case_and_treaties_are_not_watched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.run(["check", "--watch", "first-case"]) == cli.WRONG_INPUT
    assert "watch a file of your own" in capsys.readouterr().err
    assert cli.run(["check", "--watch", "nat"]) == cli.WRONG_INPUT
    assert "neither treaties" in capsys.readouterr().err
    assert cli.run(["check", "--watch", str(tmp_path / "no.yaml")]) == cli.WRONG_INPUT
    assert "D001" in capsys.readouterr().err
