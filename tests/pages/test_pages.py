"""The briefs as a browser prints them: page one, the audit, the marking on every page, no network."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from overture.advice import advise
from overture.dossier import read
from overture.library import case
from overture.papers import brief_html

CASES = ("molotov-1954", "finland-sweden-2022", "first-case")
CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of every printed page of every shipped case."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name in CASES:
        dossier = read(case(name), name)
        page = folder / f"{name}.html"
        page.write_text(brief_html(dossier, advise(dossier)), encoding="utf-8")
        found[name] = _printed(page, folder)
    return found


def _printed(page: Path, folder: Path) -> list[str]:
    pdf = page.with_suffix(".pdf")
    command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return text.rstrip("\f").split("\f")


@pytest.mark.parametrize("name", CASES)
def test_page_one_is_one_page_and_begins_with_the_recommendation(pages: dict[str, list[str]], name: str) -> None:
    first = pages[name][0]
    assert "Recommendation" in first
    assert "How firm each choice is" in first
    assert "Recommendation\n" not in "".join(pages[name][1:])


def test_the_audit_is_page_two(pages: dict[str, list[str]]) -> None:
    for name in ("molotov-1954", "finland-sweden-2022"):
        assert "Audit" in pages[name][1]
        assert "Audit" not in pages[name][0]


def test_the_audit_of_the_founding_case_is_one_page(pages: dict[str, list[str]]) -> None:
    assert "Who wants what" in pages["molotov-1954"][2]


def test_the_handling_mark_and_the_page_number_stand_on_every_page(pages: dict[str, list[str]]) -> None:
    for name in ("molotov-1954", "finland-sweden-2022"):
        handling = read(case(name)).head.handling
        assert handling
        for number, page in enumerate(pages[name], start=1):
            assert handling.lower() in page.lower(), f"{name}, page {number}"
            assert f"{number} of {len(pages[name])}" in page


def test_the_pages_ask_nothing_of_the_network() -> None:
    for name in CASES:
        dossier = read(case(name), name)
        html = brief_html(dossier, advise(dossier, audit=False))
        assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", html)
        assert "@import" not in html
        assert "<script" not in html
