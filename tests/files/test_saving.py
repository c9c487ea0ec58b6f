"""A file of the user is saved whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from overture.files.saving import CannotSave, Conflict, Exists, create, read_version, save, write_over


def test_a_new_text_takes_the_place_of_the_one_that_was_read(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"\xef\xbb\xbftitle: a\r\n")
    version = read_version(file)
    save(save(version, version.text.replace("a", "b")), "title: c\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbftitle: c\r\n"


def test_a_file_that_somebody_changed_meanwhile_is_left_to_them(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("title: a\n")
    version = read_version(file)
    file.write_text("title: theirs\n")
    with pytest.raises(Conflict, match="changed by somebody else"):
        save(version, "title: mine\n")
    assert file.read_text() == "title: theirs\n"


def test_a_file_that_has_gone_meanwhile_is_not_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("title: a\n")
    version = read_version(file)
    file.unlink()
    with pytest.raises(Conflict, match="has gone"):
        save(version, "title: mine\n")
    assert not file.exists()


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    create(file, "first\n")
    with pytest.raises(Exists):
        create(file, "second\n")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Exists):
        create(tmp_path / "link", "third\n")
    assert file.read_text() == "first\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case.yaml", "link"]


def test_one_of_two_who_create_at_once_is_told(tmp_path: Path) -> None:
    for turn in range(20):
        told: list[str] = []

        def make(text: str, file: Path = tmp_path / f"{turn}.yaml", told: list[str] = told) -> None:
            try:
                create(file, text)
            except Exists:
                told.append(text)

        both = [threading.Thread(target=make, args=(text,)) for text in ("a", "b")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert len(told) == 1


def test_links_and_rights_stay(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("a\n")
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    save(read_version(link), "b\n")
    assert link.is_symlink()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("b\n", 0o640)


def test_writing_over_says_whether_there_was_one(tmp_path: Path) -> None:
    assert not write_over(tmp_path / "new" / "paper.md", "a")
    assert write_over(tmp_path / "new" / "paper.md", "b")


def test_what_the_system_refuses_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotSave, match="cannot be written"):
        write_over(tmp_path / "file" / "below", "a")


STEPS = ("open", "fsync", "replace")


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new(step: str, tmp_path: Path) -> None:
    """The process kills itself before each call to the system that a save makes."""
    file = tmp_path / "case.yaml"
    file.write_text("old " * 5000)
    program = f"""
import builtins, os, signal
from pathlib import Path
from overture.files import saving
version = saving.read_version(Path({str(file)!r}))
def last(*a, **k): os.kill(os.getpid(), signal.SIGKILL)
if {step!r} == "open":
    builtins.open = last
else:
    setattr(os, {step!r}, last)
saving.save(version, "new " * 5000)
"""
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_text() == "old " * 5000
    # and what the kill left behind does not stop the next save
    save(read_version(file), "new " * 5000)
    assert file.read_text() == "new " * 5000


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("old\n")
    version = read_version(file)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotSave, match="no space left"):
        save(version, "new\n")
    assert file.read_text() == "old\n"
    assert os.listdir(tmp_path) == ["case.yaml"]
