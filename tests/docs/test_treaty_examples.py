"""The pages on treaty files: their examples are valid, and every key, form and word is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from overture.logic import ACTS, FACTS, STATUSES, parse_condition, show
from overture.treaties.answers.checked import check
from overture.treaties.answers.questions import TRY_KEYS
from overture.treaties.duties.areas import CONTINENTS
from overture.treaties.text import base, entries, records
from overture.treaties.text.calendar import ANCHORS
from overture.treaties.text.checks import READING_KEYS
from overture.treaties.text.phrases import FIRMNESS, PLACES
from overture.treaties.text.reading import open_texts

from .console import ROOT, blocks

REFERENCE = ROOT / "docs" / "reference" / "treaty-files.md"
HOW_TO = ROOT / "docs" / "how-to" / "add-a-treaty.md"


def yaml_of(page: Path) -> list[tuple[int, str]]:
    return [(b.line, b.text) for b in blocks(page) if b.language == "yaml"]


def whole_files() -> list[tuple[Path, int, str]]:
    return [
        (page, line, text) for page in (REFERENCE, HOW_TO) for line, text in yaml_of(page) if text.startswith("treaty:")
    ]


@pytest.mark.parametrize(("page", "line", "text"), whole_files(), ids=lambda v: v.stem if isinstance(v, Path) else "")
def test_every_treaty_reads_and_its_questions_are_right(page: Path, line: int, text: str) -> None:
    opened = open_texts([(text, f"{page.name}:{line}")])
    assert not opened.warnings
    (key,) = opened.named
    for question in opened.source(key).file.questions:
        checked = check(opened.system, question, key, question.id)
        assert checked.verdict == "right", checked.reason


def test_the_steps_build_up_the_whole_file() -> None:
    """Each step is a piece of the file, line by line; the last whole file is the result."""
    whole = whole_files()[-1][2]
    steps = [text for _, text in yaml_of(HOW_TO) if text != whole and not text.startswith("# ")]
    assert len(steps) >= 6
    for text in steps:
        assert text in whole


def conditions() -> list[str]:
    return [line for b in blocks(REFERENCE) if b.language == "condition" for line in b.text.splitlines()]


@pytest.mark.parametrize("text", conditions())
def test_every_condition_reads_and_prints_back(text: str) -> None:
    condition = parse_condition(text)
    assert parse_condition(show(condition)) == condition


def told(section: str = "") -> set[str]:
    """The words in code of the reference, or of the tables of one of its sections."""
    text = REFERENCE.read_text(encoding="utf-8")
    if section:
        text = text.partition(f"\n### {section}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
        text = "\n".join(line.split("|")[1] for line in text.splitlines() if line.startswith("|"))
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_key_is_documented() -> None:
    wanted = {*READING_KEYS, *TRY_KEYS}
    for module in (entries, records):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, base.Base):
                wanted |= {field.alias or name for name, field in kind.model_fields.items()}
    missing = wanted - {word for code in told() for word in re.findall(r"\w+", code)}
    assert not missing


@pytest.mark.parametrize(
    ("section", "words"), [("Acts", set(ACTS)), ("Statuses", set(STATUSES)), ("Facts", set(FACTS))]
)
def test_every_word_of_a_closed_list_has_its_line(section: str, words: set[str]) -> None:
    assert told(section) == words


def test_every_word_of_the_phrases_is_documented() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    assert set(entries.KINDS) | set(PLACES) | set(ANCHORS) | CONTINENTS <= told()
    assert all(f"({word})" in page for word in FIRMNESS)
