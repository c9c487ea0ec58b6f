"""A decision is recorded beside the dossier, and later papers know of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overture.authoring.decisions import BadRecord, record_beside, recorded, text_of
from overture.files.diagnostics import DossierError
from overture.papers import Decision

MADE = Decision("offer is talks", "the minister", "2024-02-01", "ab" * 32, {"offer": "talks", "seal": "no"})


def test_a_record_reads_back_as_it_was_written(tmp_path: Path) -> None:
    dossier = tmp_path / "crisis.yaml"
    assert recorded(dossier) is None
    record_beside(dossier).write_text(text_of(MADE), encoding="utf-8")
    assert recorded(dossier) == MADE


@pytest.mark.parametrize("text", [
    "[]", "x: 1", "proposal: a\nby: b\non: 2024-02-30\nsha256: x\npackage: {}", "proposal: a\nby: b\non: 2024-02-01\n",
    "proposal: a\nby: b\non: 2024-02-01\nsha256: x\npackage: [a]",
])  # fmt: skip
def test_a_file_that_is_no_record_is_told(text: str, tmp_path: Path) -> None:
    record_beside(tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRecord):
        recorded(tmp_path / "a.yaml")


def test_a_file_that_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    record_beside(tmp_path / "a.yaml").write_text("{", encoding="utf-8")
    with pytest.raises(DossierError):
        recorded(tmp_path / "a.yaml")
