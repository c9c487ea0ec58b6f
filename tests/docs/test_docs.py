"""The documentation is run, and it is complete: codes, keys, commands, options, links."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import overture.advice
import overture.terminal.explained_entries as explained_entries
from overture import cli, library
from overture.advice import advise, results_json
from overture.advice.results import Advice
from overture.diagrams.marks import MARKS
from overture.dossier import Dossier, read
from overture.dossier import entries as language
from overture.dossier.reading import HEAD_KEYS, SECTIONS
from overture.logic import parse, show

from .console import ROOT, blocks, pages, played, runnable, shortened, words

PAGES = pages()
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
# their examples are wrong on purpose: test_diagnostic_pages.py runs them
WRONG = [p for p in PAGES if p.parent == REFERENCE / "diagnostics"]
RUN = [p for p in PAGES if p not in WRONG]


def names(paths: list[Path]) -> list[str]:
    return [str(p.relative_to(ROOT)) for p in paths]


def whole_dossiers() -> list[tuple[Path, int, str]]:
    return [
        (page, block.line, block.text)
        for page in RUN
        for block in blocks(page)
        if block.language == "yaml" and block.text.startswith("overture: 1")
    ]


# examples


@pytest.fixture(scope="module", autouse=True)
def advice_once() -> Iterator[None]:
    """Many pages ask for the same advice: each is computed once. What is computed stays the same."""
    known: dict[object, Advice] = {}

    def once(dossier: Dossier, **how: Any) -> Advice:
        key = (dossier.text, repr(dossier.edits), how.get("audit", True), how.get("everything", False))
        if key not in known:
            known[key] = advise(dossier, **how)
        return known[key]

    patch = pytest.MonkeyPatch()
    patch.setattr(overture.advice, "advise", once)
    patch.setattr(explained_entries, "advise", once)
    yield
    patch.undo()


@pytest.mark.parametrize(
    ("page", "line", "text"), whole_dossiers(), ids=lambda v: v.stem if isinstance(v, Path) else ""
)
def test_every_dossier_reads_and_analyses(page: Path, line: int, text: str) -> None:
    advice = advise(read(text, f"{page.name}:{line}"), audit=True)
    wrong = {k: c.verdict for k, c in advice.claims.items() if c.expect and c.expect != c.verdict}
    assert not wrong


@pytest.mark.parametrize("page", [p for p in RUN if any(map(runnable, blocks(p)))], ids=lambda p: p.stem)
def test_every_command_prints_what_is_quoted(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for block, command, code, printed in played(page, tmp_path):
        where = f"{page.relative_to(ROOT)}:{block.line}: {command.text}"
        assert code == block.exit_code, f"{where}\n" + "\n".join(printed)
        assert command.quoted == shortened(printed, command.quoted), (
            f"{where}\nprints something else now; `python -m tests.docs.console` writes it into the page"
        )


def test_the_dossier_of_the_tutorial_is_the_shipped_one() -> None:
    (text,) = [b.text for b in blocks(DOCS / "tutorial.md") if b.language == "yaml"]
    shipped = library.case("first-case").splitlines(keepends=True)
    assert text == "".join(line for line in shipped if not line.startswith("#"))


@pytest.mark.parametrize("page", [p for p in PAGES if "```pycon" in p.read_text()], ids=lambda p: p.stem)
def test_every_python_example_runs(page: Path) -> None:
    text = "\n".join(b.text for b in blocks(page) if b.language == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    problems: list[str] = []
    doctest.DocTestRunner().run(test, out=problems.append)
    assert not problems, "".join(problems)


def formulas() -> list[str]:
    found = [b.text for b in blocks(REFERENCE / "formulas.md") if b.language == "formula"]
    return [line for text in found for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("text", formulas())
def test_every_formula_reads_and_prints_back(text: str) -> None:
    formula = parse(text)
    assert parse(show(formula)) == formula


# completeness


def source() -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src").rglob("*.py")))


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    in_source = set(re.findall(r'"([DWG]\d{2,3})"', source()))
    page = (REFERENCE / "diagnostics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[?([DWG]\d{2,3})(?:\]\([^)]+\))? \|", page, re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == in_source


@cache
def printed_help(command: str = "") -> str:
    import io
    from contextlib import redirect_stdout

    out = io.StringIO()
    with redirect_stdout(out):
        cli.run([*words(command), "--help"])
    return out.getvalue()


def options_of(help_page: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_page))


def commands_of(command: str = "") -> list[str]:
    found = re.findall(r"^│ ([a-z][a-z-]*)(?: \([a-z-]+\))? ", printed_help(command), re.MULTILINE)
    assert "brief" in found
    return found


def test_every_paper_is_documented() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    section = page.split("\n## write\n")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `([a-z]+)` \|", section, re.MULTILINE)) == sorted(commands_of("write"))


def test_every_command_is_documented() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## ([a-z-]+)$", page, re.MULTILINE)
    assert sorted(sections) == sorted(commands_of())


def test_every_option_is_documented_and_every_documented_option_exists() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    # case and id may be written as options too, which no reader needs
    papers = [f"write {paper}" for paper in commands_of("write")]
    pages = ("", *commands_of(), *papers)
    offered = {o for c in pages for o in options_of(printed_help(c))} - {"--case", "--id", "--file", "--old"}
    assert options_of(page) >= offered
    documented = set(re.findall(r"^\| (?:`--[a-z-]+`, )?`(--[a-z-]+)`", page, re.MULTILINE))
    assert documented <= offered


def keys_of_the_language() -> set[str]:
    found = {*HEAD_KEYS, *SECTIONS, *language.TESTS}
    for kind in vars(language).values():
        if isinstance(kind, type) and issubclass(kind, language.Entry):
            found |= {f.alias or name for name, f in kind.model_fields.items() if not f.exclude}
    return found - {"settings"}  # the settings of a package are written without a key


def test_every_key_of_the_language_is_documented() -> None:
    page = (REFERENCE / "language.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)(?:: [^`]*)?`", page))
    assert keys_of_the_language() <= told


def test_every_key_of_the_results_is_documented() -> None:
    page = (REFERENCE / "results.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_0-9]+)`", page))
    result = results_json(advise(read(library.case("molotov-1954")), audit=False))
    keys = set(result) | {"by_world"}
    proposal = result["proposals"]["offer"]
    keys |= set(proposal) | set(proposal["settlements"][0]) | set(result["matrix"]["offer"]["refusal"])
    for treaty in result["treaties"].values():
        keys |= set(treaty).union(
            *treaty["entry"].values(), treaty["ratification"] or {}, *treaty["decisions"].values()
        )
    for part in ("dossier", "states"):
        keys |= set(result[part])
    for listed in ("comparisons", "break_even", "gaps", "claims", "variants"):
        items = result[listed].values() if isinstance(result[listed], dict) else result[listed]
        keys |= set(next(iter(items)))
    assert keys <= told, keys - told


def test_every_mark_is_in_the_glossary() -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8").partition("## Marks")[2]
    told = re.findall(r"^\| ([a-z ]+) \| (\S+) \| ([a-z, ]+) \|$", page, re.MULTILINE)
    assert told == [("of", "mark", "word"), *((m.family, m.glyph, m.word) for m in MARKS)]


# links and words


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings]
    return set(plain)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_resolves(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in anchors(found), f"{target}: there is no such heading"


def test_every_page_is_on_the_map() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    codes = (REFERENCE / "diagnostics.md").read_text(encoding="utf-8")
    missing = [n for n in names(sorted(DOCS.rglob("*.md"))) if n != "docs/index.md" and f"({n[5:]})" not in index]
    assert [n for n in missing if f"({n.removeprefix('docs/reference/')})" not in codes] == []
    assert all(n.startswith("docs/reference/diagnostics/") for n in missing)


def test_the_pages_use_plain_words() -> None:
    strong = re.compile(
        r"\b(very|really|simply|extremely|highly|clearly|obviously|powerful|seamless\w*|robust)\b", re.I
    )
    quoted = re.compile(r"`[^`]*`|^```.*?^```$|\"[^\"]*\"|very (un)?likely", re.MULTILINE | re.DOTALL)
    for page in PAGES:
        found = strong.findall(quoted.sub("", page.read_text(encoding="utf-8")))
        assert not found, f"{page}: {found}"


def test_the_pages_stand_alone() -> None:
    elsewhere = re.compile(r"\.\./shared|/(?:tmp|home|root|opt)/|index.url")
    for page in PAGES:
        found = elsewhere.findall(page.read_text(encoding="utf-8"))
        assert not found, f"{page}: {found}"
