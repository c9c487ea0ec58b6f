"""No text ends in a traceback or a hang: it is refused with its mistakes, or answered rightly."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from overture.advice import advise
from overture.dossier import DossierError, read
from overture.model import LimitReached
from tests.dossier.texts import FIRST, SMALL, changed
from tests.in_time import ended
from tests.samples import SOAK

FINE, WRONG, LIMIT = 0, 2, 3
TIME = 60  # seconds; a few hundredths of it are used on an idle machine


def norway(text: str) -> str:
    """The text with Norway in it, under the id that YAML 1.1 takes for `false`."""
    text = changed(text, "them: {name: Their government}", "NO: {name: Norway}, on: {name: An actor}")
    text = changed(text, "  them:\n    reply", "  NO:\n    reply")
    return changed(text, "  them: [", "  NO: [")


HOSTILE: dict[str, tuple[str, int]] = {
    "100,000 brackets": ("[" * 100_000, WRONG),
    "100,000 braces": ("{a: " * 100_000, WRONG),
    "brackets in a section": (FIRST + "facts: " + "[" * 100_000 + "]" * 100_000 + "\n", WRONG),
    "deep blocks": ("\n".join(" " * i + "a:" for i in range(3_000)), WRONG),
    "deep lists": ("- " * 50_000 + "a", WRONG),
    "aliases that double": (
        "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40)), WRONG),
    "NUL": (FIRST + "question: a\0b\n", WRONG),
    "NUL first": ("\0" + FIRST, WRONG),
    "an escaped surrogate": (FIRST + 'question: "\\ud800"\n', WRONG),
    "control characters that YAML can write": (FIRST + 'question: "\\e[31m\\0\\a\\N\\L"\n', FINE),
    "CRLF": (FIRST.replace("\n", "\r\n"), FINE),
    "CR": (FIRST.replace("\n", "\r"), FINE),
    "a byte order mark": ("\ufeff" + FIRST, FINE),
    "two byte order marks": ("\ufeff\ufeff" + FIRST, FINE),
    "bidirectional control": (changed(FIRST, "A first case", "A \u202efirst\u2066 case"), WRONG),
    "Hebrew and Arabic": (changed(FIRST, "A first case", "תיק ראשון و مذكرة\u200f (א)"), FINE),
    "Cyrillic and Chinese": (
        re.sub(r"\bthem\b", "они", re.sub(r"\breply\b", "答复", re.sub(r"\baccept\b", "да_так", FIRST))), FINE),
    "a text of 5 MB": (FIRST + "question: " + "a" * 5_000_000 + "\n", WRONG),
    "a text of 3 MB": (FIRST + "question: " + "a" * 3_000_000 + "\n", FINE),
    "100,000 keys": (FIRST + "".join(f"key{i}: x\n" for i in range(100_000)), WRONG),
    "100,000 sources": (FIRST + "sources:\n" + "".join(f"  s{i}: x\n" for i in range(100_000)), WRONG),
    "20,000 unknown keys": (FIRST + "".join(f"key{i}: x\n" for i in range(20_000)), WRONG),
    "10,000 unknown names": (FIRST + "facts:\n" + "".join(f"  f{i}: g{i} and h{i}\n" for i in range(5_000)), WRONG),
    "5,000 unknown sources": (
        FIRST + "sources:\n" + "".join(f"  s{i}: x\n" for i in range(900))
        + "facts:\n" + "".join(f"  f{i}: {{when: true, from: t{i}}}\n" for i in range(5_000)), WRONG),
    "a chain of 5,000 facts": (
        FIRST + "facts:\n" + "".join(f"  f{i}: f{i + 1}\n" for i in range(5_000)) + "  f5000: true\n", FINE),
    "a circle of 5,000 facts": (
        FIRST + "facts:\n" + "".join(f"  f{i}: f{(i + 1) % 5_000}\n" for i in range(5_000)), WRONG),
    "a chain of 3,000 groups": (
        changed(FIRST, "actors: {", "actors: {g3000: {name: G}, "
                + ", ".join(f"g{i}: {{name: G, members: [g{i + 1}]}}" for i in range(3_000)) + ", ")
        + "treaties: {pact: {name: Pact, parties: [g0]}}\n", FINE),
    "groups that double": (
        changed(FIRST, "actors: {", "actors: {g60: {name: G}, h60: {name: G}, "
                + ", ".join(f"{x}{i}: {{name: G, members: [g{i + 1}, h{i + 1}]}}" for i in range(60) for x in "gh")
                + ", ")
        + "treaties: {pact: {name: Pact, parties: [g0]}}\n", FINE),
    "groups that hold each other": (
        changed(FIRST, "actors: {", "actors: {a: {name: A, members: [b]}, b: {name: B, members: [a, b]}, ")
        + "treaties: {pact: {name: Pact, parties: [a]}}\nfacts: {f: a is bound to help b}\n", WRONG),
    "goals that serve each other": (
        changed(FIRST, "  us:   [", "  us:   [{id: a, want: true, serves: b}, {id: b, want: true, serves: a}, "),
        WRONG),
    "arguments that rest on each other": (
        FIRST + "arguments: {a: {claim: A, rests_on: b, attacks: b}, b: {claim: B, rests_on: [a], attacks: [a, b]}}\n",
        FINE),
    "huge numbers": (
        FIRST + "rules: {r: at least 99999999999999999999 of (true)}\nfigures: {f: {values: {us: 1e999}}}\n", WRONG),
    "a large number": (FIRST + "figures: {f: {values: {us: 1e300}}}\n", FINE),
    "brackets in a formula": (FIRST + f"rules: {{r: '{'(' * 10_000}'}}\n", WRONG),
    "iff in a formula": (FIRST + f"rules: {{r: '{'true iff ' * 440}true'}}\n", WRONG),
    "a ranking longer than a formula may be": (
        re.sub(r"us:   \[.*\]", "us: {outcomes: [" + "reply is accept and offer is talks, " * 300 + "true]}", FIRST),
            FINE),
    "Norway": (norway(FIRST), FINE),
    "100 choices on 6 options": (
        changed(FIRST, "options:\n  us:\n", "options:\n  us:\n" + "".join(
            f"    o{k}: {{choices: {{{', '.join(f'c{i}: x' for i in range(100))}}}, now: c0}}\n" for k in range(6))),
                LIMIT),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_or_answered(name: str, tmp_path: Path) -> None:
    text, code = HOSTILE[name]
    file = tmp_path / "case.yaml"
    file.write_bytes(text.encode("utf-8"))
    ended_with, out, err = ended(["analyse", "--no-audit", str(file)], TIME)
    assert "Traceback" not in err, err[-2000:]
    assert ended_with == code, err[:2000]
    assert (out == "") == (code != FINE)


ALONE = ("100,000 brackets", "aliases that double", "a text of 3 MB", "a chain of 5,000 facts", "iff in a formula")


@pytest.mark.parametrize("name", HOSTILE if SOAK else ALONE)
def test_a_hostile_text_is_refused_or_answered_in_a_process_of_its_own(name: str, tmp_path: Path) -> None:
    text, code = HOSTILE[name]
    file = tmp_path / "case.yaml"
    file.write_bytes(text.encode("utf-8"))
    command = [sys.executable, "-c", "from overture.cli import main; main()", "analyse", "--no-audit", str(file)]
    done = subprocess.run(command, capture_output=True, timeout=TIME, check=False)
    assert b"Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == code, done.stderr[:2000]
    assert (done.stdout == b"") == (code != FINE)


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, norway],
                         ids=["CRLF", "mark", "Norway"])  # fmt: skip
def test_a_strange_text_gives_the_same_advice(change: object) -> None:
    assert callable(change)
    assert advise(read(change(FIRST)), audit=False).recommended == advise(read(FIRST), audit=False).recommended


def test_norway_is_an_actor_and_on_is_a_word() -> None:
    assert read(norway(FIRST)).actors["NO"].name == "Norway"
    assert read(norway(FIRST)).options["reply"].owner == "NO"


TOKENS = re.compile(r"\w+|\s+|.")


def _mutated(text: str, rng: random.Random) -> str:
    """The text after one to three small accidents: characters, words or lines lost, doubled or put elsewhere."""
    for _ in range(rng.randint(1, 3)):
        kind = rng.randrange(6)
        if kind == 0:
            place = rng.randrange(len(text))
            text = text[:place] + rng.choice("[]{}:,&*!|>'\"%@`#?-\t\n~\x00é") + text[place + rng.randint(0, 2) :]
        elif kind == 1:
            start = rng.randrange(len(text))
            text = text[:start] + text[start + rng.randint(1, 12) :]
        elif kind in (2, 3):
            tokens = TOKENS.findall(text)
            i, j = rng.randrange(len(tokens)), rng.randrange(len(tokens))
            tokens[i] = tokens[j]
            text = "".join(tokens)
        elif kind == 4:
            lines = text.split("\n")
            i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[i], lines[j] = lines[j], lines[i]
            text = "\n".join(lines)
        else:
            words = re.findall(r"\w+", text)
            old, new = rng.choice(words), rng.choice([*words, "[]", "{}", "", "true", "null", "2024-01-01", "[a, b]"])
            text = re.sub(rf"\b{old}\b", new, text, count=rng.choice((0, 1)))
    return text


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("text", [FIRST, SMALL], ids=["first-case", "small"])
def test_a_damaged_text_ends_in_mistakes_or_an_answer(text: str, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(40):
        damaged = _mutated(text, rng)
        try:
            advise(read(damaged), audit=False)
        except DossierError as error:
            assert error.diagnostics
            assert error.show()
            lines = damaged.splitlines()
            for told in error.diagnostics:
                assert told.span is None or 1 <= told.span.line <= len(lines) + 1
        except LimitReached as limit:
            assert str(limit)
