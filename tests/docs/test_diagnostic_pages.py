"""A page for each code: the wrong example gives exactly what is printed there, the right one nothing of it."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from overture import cli
from overture.dossier import Diagnostic
from overture.files.fixing import mended
from overture.files.nodes import Span

from .console import ROOT, Block, blocks

FOLDER = ROOT / "docs" / "reference" / "diagnostics"
INDEX = ROOT / "docs" / "reference" / "diagnostics.md"
PAGES = sorted(FOLDER.glob("*.md"))
_HEAD = re.compile(r"^[\w.]+?:(?:(?P<line>\d+):(?P<column>\d+):)? (?P<severity>error|warning) (?P<code>\w+): ")
MOVED = "# one\n# two\n# three\n"


class Example(NamedTuple):
    """A file of a page, the command that reads it and what that prints of diagnostics."""

    page: Path
    text: str
    command: str
    printed: str

    @property
    def code(self) -> str:
        return self.page.stem

    @property
    def file(self) -> str:
        return "treaty.yaml" if self.text.startswith("treaty:") else "dossier.yaml"


class Told(NamedTuple):
    """The first line of a diagnostic as it is printed: place, severity, code, sentence with hint."""

    line: int | None
    column: int | None
    severity: str
    code: str
    says: str


def told_in(printed: str) -> list[Told]:
    found = []
    for line in printed.splitlines():
        head = _HEAD.match(line)
        if head:
            place = [int(head[k]) if head[k] else None for k in ("line", "column")]
            found.append(Told(place[0], place[1], head["severity"], head["code"], line[head.end() :]))
    return found


def parts(page: Path) -> tuple[list[Block], list[Block]]:
    """The fenced blocks under `Wrong` and under `Right`."""
    line = page.read_text(encoding="utf-8").split("\n").index("## Right") + 1
    found = blocks(page)
    return [b for b in found if b.line < line], [b for b in found if b.line > line]


def examples(page: Path, found: list[Block]) -> list[Example]:
    """Each file with the command and the output that follow it."""
    made: list[Example] = []
    for block in found:
        if block.language == "yaml":
            name = "treaty.yaml" if block.text.startswith("treaty:") else "dossier.yaml"
            made.append(Example(page, block.text, f"$ overture check {name}", ""))
        elif block.language == "console":
            made[-1] = made[-1]._replace(command=block.text.strip())
        elif block.language == "text":
            made[-1] = made[-1]._replace(printed=block.text)
    return made


WRONG = [e for page in PAGES for e in examples(page, parts(page)[0])]
RIGHT = [e for page in PAGES for e in examples(page, parts(page)[1])]


def run(text: str, command: str, file: str, folder: Path) -> tuple[int, str, str]:
    """Exit code, output and errors of a command in a folder with this file."""
    (folder / file).write_bytes(text.encode())
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = cli.run(shlex.split(command.removeprefix("$ "))[1:])
    return code, out.getvalue(), err.getvalue()


def diagnostics_printed(out: str, err: str) -> str:
    """What a command prints of diagnostics: its errors, or its output up to the last line, which counts."""
    lines = err.splitlines() if err else out.splitlines()[:-1]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_json(example: Example, folder: Path, text: str | None = None) -> list[dict[str, Any]]:
    """The diagnostics of an example as JSON, in the order in which the terminal prints them."""
    _, out, _ = run(text or example.text, example.command + " --format json", example.file, folder)
    found: list[dict[str, Any]] = json.loads(out)["diagnostics"]
    return found


def name(example: Example) -> str:
    of_page = [e for e in (*WRONG, *RIGHT) if e.page == example.page]
    return f"{example.code}-{of_page.index(example) + 1}"


# completeness


@cache
def codes_of_the_source() -> frozenset[str]:
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    return frozenset(re.findall(r'"([DW]\d{3})"', source))


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {p.stem for p in PAGES} == codes_of_the_source()


def test_the_index_leads_to_every_page() -> None:
    linked = re.findall(r"^\| \[([DW]\d{3})\]\(diagnostics/(\w+)\.md\) \|", INDEX.read_text("utf-8"), re.MULTILINE)
    assert {a for a, b in linked if a == b} == codes_of_the_source()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_has_title_prose_wrong_and_right(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem}: ")
    headings = re.findall(r"^#+ .*$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    assert headings[1:] == ["## Wrong", "## Right"]
    prose = re.split(r"^## Wrong$", text, flags=re.M)[0].split("\n", 1)[1].strip()
    assert 40 < len(prose) < 600


# wrong


def generator(code: str) -> Callable[[Path], Path] | None:
    """What makes the wrong file of a code that no text can show."""
    from . import generated_files

    return getattr(generated_files, f"wrong_{code}", None)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_shows_its_code_at_least_once(page: Path, tmp_path: Path) -> None:
    shown = [e for e in WRONG if e.page == page]
    if shown:
        assert all(page.stem in [t.code for t in told_in(e.printed)] for e in shown)
        return
    make = generator(page.stem)
    assert make is not None, "neither a wrong example nor a function that makes one"
    path = make(tmp_path)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert cli.run(["check", str(path)]) == cli.WRONG_INPUT
    assert f"error {page.stem}: " in err.getvalue()


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_the_wrong_example_prints_exactly_what_the_page_shows(example: Example, tmp_path: Path) -> None:
    code, out, err = run(example.text, example.command, example.file, tmp_path)
    assert diagnostics_printed(out, err) == example.printed
    severity = "warning" if example.code.startswith("W") else "error"
    assert {t.severity for t in told_in(example.printed)} == {severity}
    assert code == (cli.FINE if severity == "warning" else cli.WRONG_INPUT)


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_the_carets_of_the_page_are_under_the_span(example: Example, tmp_path: Path) -> None:
    """Place, words and picture say the same: the JSON names the very characters that are underlined."""
    lines = example.text.splitlines()
    pictures = re.findall(r"^ *(\d+) \| (.*)\n +\| ( *)(\^+)$", example.printed, re.MULTILINE)
    spans = [d for d in as_json(example, tmp_path) if "line" in d]
    assert len(pictures) == len(spans)
    for (number, shown, _, carets), d in zip(pictures, spans, strict=True):
        assert int(number) == d["line"]
        line = lines[d["line"] - 1] if d["line"] <= len(lines) else ""
        end = d["end_column"] if d["end_line"] == d["line"] else len(line) + 1
        if len(line) <= 120:
            assert shown.rstrip() == line.rstrip()
            assert len(carets) == max(1, end - d["column"])


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_the_json_says_the_same_as_the_text(example: Example, tmp_path: Path) -> None:
    found = as_json(example, tmp_path)
    told = [
        Told(d.get("line"), d.get("column"), d["severity"], d["code"],
             d["message"] + (f"; {d['hint']}" if d["hint"] else ""))
        for d in found
    ]  # fmt: skip
    assert told == told_in(example.printed)


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_three_lines_above_move_a_diagnostic_by_three(example: Example, tmp_path: Path) -> None:
    found = as_json(example, tmp_path)
    if found and found[0]["code"] == "D004":  # a file of remarks is empty too, and has no place
        return
    moved = as_json(example, tmp_path, MOVED + example.text)

    def down(d: dict[str, Any]) -> dict[str, Any]:
        told = {k: d[k] + 3 if k in ("line", "end_line", "also_line") else d[k] for k in d}
        numbers = re.compile(r"\bon line (\d+)")
        return {**told, "message": numbers.sub(lambda m: f"on line {int(m[1]) + 3}", told["message"])}

    assert moved == [down(d) for d in found]


@pytest.mark.parametrize("example", WRONG, ids=name)
def test_a_fix_changes_its_span_alone_and_removes_its_diagnostic(example: Example, tmp_path: Path) -> None:
    found = as_json(example, tmp_path)
    assert all(re.search(rf"`{re.escape(d['fix'])}`", d["hint"]) for d in found if d["fix"]), "the hint names the fix"
    for d in found:
        if not d["fix"]:
            continue
        span = Span(d["line"], d["column"], d["end_line"], d["end_column"])
        text, changes = mended(example.text, [Diagnostic(d["code"], "", span, fix=d["fix"])])
        assert len(changes) == 1
        before, after = example.text.splitlines(), text.splitlines()
        at = d["line"] - 1
        assert before[:at] + before[at + 1 :] == after[:at] + after[at + 1 :]
        assert after[at] == before[at][: d["column"] - 1] + d["fix"] + before[at][d["end_column"] - 1 :]
        left = as_json(example, tmp_path, text)
        assert (d["code"], d["message"]) not in [(other["code"], other["message"]) for other in left]


# right


def test_every_page_has_one_right_example() -> None:
    assert [e.code for e in RIGHT] == [p.stem for p in PAGES]


@pytest.mark.parametrize("example", RIGHT, ids=name)
def test_the_right_example_has_no_mistake_and_not_this_warning(example: Example, tmp_path: Path) -> None:
    code, out, err = run(example.text, example.command, example.file, tmp_path)
    assert err == ""
    assert code == cli.FINE
    assert example.code not in [t.code for t in told_in(out)]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_wrong_and_right_differ_little(page: Path) -> None:
    """A reader sees the difference at once: most lines of a wrong example stand in the right one."""
    (right,) = [e.text.splitlines() for e in RIGHT if e.page == page]
    for example in (e for e in WRONG if e.page == page):
        lines = example.text.splitlines()
        assert len(lines) <= 16
        assert sum(line not in right for line in lines) <= 3
