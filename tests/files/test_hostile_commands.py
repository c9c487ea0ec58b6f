"""Hostile files before the program itself: the right exit code, no traceback, within the caps of time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_treaty_commands import SHORE
from tests.dossier.texts import FIRST, changed
from tests.measured import measured

FINE, WRONG, LIMIT = 0, 2, 3
SECONDS = 8.0  # of the processor, start of the program included; an idle machine uses two
BYTES = 500_000_000


def options(number: int, wordings: int) -> str:
    choices = ", ".join(f"c{j}: x" for j in range(wordings))
    return changed(FIRST, "options:\n  us:\n", "options:\n  us:\n" + "".join(
        f"    o{i}: {{choices: {{{choices}}}, now: c0}}\n" for i in range(number)))  # fmt: skip


def assumptions(number: int) -> str:
    return FIRST + "assumptions:\n" + "".join(f"  q{i}: {{text: x}}\n" for i in range(number))


HOSTILE: dict[str, tuple[str | bytes, list[str], int, str]] = {
    "100,000 brackets": ("[" * 100_000, ["check"], WRONG, "error D006"),
    "100,000 brackets in a treaty": ("treaty: " + "[" * 100_000, ["treaties"], WRONG, "error D006"),
    "aliases that double": (
        "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40)), ["check"], WRONG,
        "error D008"),
    "3 MB in a quotation never closed": (
        FIRST + 'question: "' + "a b: " * 600_000 + "\n", ["check"], WRONG, ":15:11: error D012"),
    "3 MB on one line, and a colon": (FIRST + "question: " + "a" * 3_000_000 + ": b\n", ["check"], WRONG, "error D009"),
    "2,000,000 short lines": (FIRST + "x\n" * 1_900_000, ["check"], WRONG, ":15:1: error D005"),
    "a million keys": (FIRST + "facts: {" + "k," * 1_000_000 + "}\n", ["check"], WRONG, "error D006"),
    "a million keys in a treaty": (SHORE + "k:\n" * 1_000_000, ["play"], WRONG, "error D006"),
    "UTF-16": (FIRST.encode("utf-16"), ["check"], WRONG, "error D003: this file is UTF-16"),
    "UTF-16 without a mark": (FIRST.encode("utf-16-be"), ["check"], WRONG, "error D003: this file is UTF-16"),
    "UTF-32 without a mark": (SHORE.encode("utf-32-le"), ["treaties"], WRONG, "error D003: this file is UTF-32"),
    "Windows-1252": ((FIRST + "question: caf\xe9\n").encode("cp1252"), ["check"], WRONG, ":15:14: error D003"),
    "UTF-8 and then not": (FIRST.encode() + b"# \xc3\xa9 \xff\n", ["check"], WRONG, ":15:5: error D003"),
    "NUL": (FIRST + "question: a\0\n", ["check"], WRONG, ":15:12: error D005: the character U+0000 (NUL)"),
    "a million overrides": (FIRST + "question: " + "\u202e" * 1_000_000, ["check"], WRONG, "error D016"),
    "a formula of 100,000 parts": (
        FIRST + "rules: {r: '" + "reply is accept or " * 100_000 + "true'}\n", ["analyse"], WRONG, "error D106"),
    "a circle of 10,000 facts": (
        FIRST + "facts:\n" + "".join(f"  f{i}: f{(i + 1) % 10_000}\n" for i in range(10_000)), ["check"], WRONG,
        "error D107"),
    "a Cyrillic letter in a Latin name": (
        changed(FIRST, "needs: offer", "needs: \u043effer"), ["check"], WRONG,
        "did you mean `offer`? the letter 1 of `\u043effer` is Cyrillic, not Latin"),
    "Hebrew and Arabic": (
        changed(FIRST, "A first case", "תיק ראשון و مذكرة\u200f (א)"), ["analyse", "--no-audit"], FINE, ""),
    "60 options": (options(58, 2), ["check"], LIMIT, "2.5 x 10^18 settings of its 60 options (us: o0 2 x o1 2"),
    "10^13 settings": (options(6, 100), ["analyse"], LIMIT, "9 x 10^12 settings of its 8 options (us: o0 100 x"),
    "7 open assumptions": (assumptions(7), ["check"], LIMIT, "makes 128 worlds"),
    "40 open assumptions": (assumptions(40), ["check"], LIMIT, "makes 1 x 10^12 worlds; 64 is the most"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_should_within_the_caps(name: str, tmp_path: Path) -> None:
    text, command, code, says = HOSTILE[name]
    file = tmp_path / "hostile.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    ended = measured(tmp_path, *command, str(file))
    assert "Traceback" not in ended.told, ended.told[-2_000:]
    assert ended.code == code, ended.told[:2_000]
    assert says in ended.told, ended.told[:2_000]
    assert len(ended.told) < 60_000
    assert ended.seconds < SECONDS
    assert ended.bytes < BYTES
