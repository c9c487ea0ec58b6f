"""Whole dossiers, broken in one place after another: the first mistake that is told is that of the changed line.

Four families: the shipped cases, the same with every group in braces over several lines, the shipped treaties, and
what `overture new` writes from its templates.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from overture import library
from overture.authoring.seven_questions.answers import read_answers
from overture.authoring.seven_questions.first_dossier import first_dossier
from overture.files.nodes import Span
from overture.files.slip import BREAK
from overture.files.slips import first_slip
from tests.files.test_yaml_messages import first_of

FAMILIES = {
    "cases": library.names(),
    "over lines": library.names(),
    "treaties": list(library.treaties())[:4],
    "templates": ["mediation", "accession", "wordings", "package"],
}
MOST = 3  # of each kind and text: enough to notice a fall, few enough to be quick
FEWEST = 4  # breaks from which a share can be learnt
BOUND = 0.9  # of all breaks that do not read


class Break(NamedTuple):
    """What is put in the place of some letters, and where the line begins on which its author must act."""

    at: int
    length: int
    new: str
    acts: int

    def of(self, text: str) -> tuple[str, int]:
        """The broken text, and the number of that line."""
        return text[: self.at] + self.new + text[self.at + self.length :], len(BREAK.split(text[: self.acts]))


@cache
def text_of(family: str, name: str) -> str:
    if family == "templates":
        template = read_answers(library.template(name), "a.yaml")
        return first_dossier(template.with_(when=date(2026, 1, 1)))
    if family == "treaties":
        return library.treaty(name) or ""
    return over_lines(library.case(name)) if family == "over lines" else library.case(name)


def over_lines(text: str) -> str:
    """A text whose groups in braces run over several lines, broken after commas and indented by depth."""
    lines, deep, start = [], 0, 0
    flat = QUOTED.sub(lambda m: "x" * len(m[0]), text)
    for line, plain in zip(text.split("\n"), flat.split("\n"), strict=True):
        if deep == 0:
            start = len(line) - len(line.lstrip(" -"))
        new = ""
        if plain.lstrip().startswith("#"):
            plain = ""
        for at, sign in enumerate(plain):
            deep += (sign in "{[" and (deep > 0 or plain[at - 2 : at] in (": ", "- "))) - (sign in "]}" and deep > 0)
            new += line[at]
            if sign == "," and deep and plain[at + 1 : at + 2] == " ":
                lines.append(new)
                new = " " * (start + 2 * deep)
        lines.append(new + line[len(plain) :])
    return "\n".join(lines)


def _break(acts: int, at: int, length: int = 1, new: str = "") -> Break:
    return Break(at, length, new, acts)


_KEYED = re.compile(r" *(- )?[\w.-]+:(\s|$)")
QUOTED = re.compile(r"(?<=[:,\[{-] )\"(?:[^\"\\]|\\.)*\"|(?<=[:,\[{-] )'(?:[^']|'')*'")


def no_closing_quote(text: str) -> Iterator[Break]:
    for found in QUOTED.finditer(text):
        yield _break(found.start(), found.end() - 1)


def no_closing_bracket(text: str) -> Iterator[Break]:
    """Only brackets that YAML reads as brackets: those behind a colon on a line without a quotation mark or block."""
    opened: list[int] = []
    flat = QUOTED.sub(lambda m: "x" * len(m[0]), text)
    for at, character in enumerate(flat):
        if character in "[{" and (opened or flat[max(0, at - 2) : at] in (": ", "- ")):
            opened.append(at)
        elif character in "]}" and opened:
            start = opened.pop()
            if text[at + 1 : at + 2] != character:  # without either of two neighbours the text is the same
                yield _break(start, at)


def a_colon_in_a_text(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *(?:- )?\w+: (?![\"'\[{|>#])\w+( )\w+.*$", text):
        yield _break(found.start(), found.start(1), new=": ")


def a_tab_in_the_indentation(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^( +)\w+:", text):
        yield _break(found.start(), found.start(1), len(found[1]), "\t")


def no_colon(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+(:) \S", text):
        yield _break(found.start(), found.start(1))


def no_space(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+:( )[\w]", text):
        yield _break(found.start(), found.start(1))


def another_indentation(text: str, by: range) -> Iterator[Break]:
    """Lines that begin an entry, in a block: in brackets and in texts on lines of their own indentation is free."""
    deep = 0
    flat = QUOTED.sub(lambda m: "x" * len(m[0]), text)
    for found in re.finditer(r"(?m)^( *)(?=(- )?[\w.-]+|- ).*$", flat):
        if deep == 0 and (_KEYED.match(found[0]) or found[0].lstrip().startswith("- ")):
            for more in by:
                if more > 0:
                    yield _break(found.start(), found.start(), 0, " " * more)
                elif len(found[1]) >= -more:
                    yield _break(found.start(), found.start(), -more)
        line = found[0].partition(" #")[0]
        deep = max(0, deep + line.count("{") + line.count("[") - line.count("}") - line.count("]"))


def indented_too_far(text: str) -> Iterator[Break]:
    return another_indentation(text, range(1, 5))


def not_indented_enough(text: str) -> Iterator[Break]:
    return another_indentation(text, range(-4, 0))


def an_at_sign(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+: (?=\w)", text):
        yield _break(found.start(), found.end(), 0, "@")


def no_opening_quote(text: str) -> Iterator[Break]:
    for found in QUOTED.finditer(text):
        yield _break(found.start(), found.start())


def a_colon_in_braces(text: str) -> Iterator[Break]:
    flat = QUOTED.sub(lambda m: "x" * len(m[0]), text)
    for found in re.finditer(r"(?<=[{,] )[\w.]+: [A-Za-z]\w*( )\w+(?=[^,{}\n#]*[,}])", re.sub("[{]", "{ ", flat)):
        at = text.find(found[0])
        if at >= 0:
            at += found.start(1) - found.start()
            yield _break(at, at, new=": ")


def no_comma_at_the_end(text: str) -> Iterator[Break]:
    """Between two entries of a group that runs over lines."""
    for found in re.finditer(r"(?m)(,)$(?=\n +[\w\"{]+)", text):
        yield _break(found.start(1), found.start(1))


def no_hyphen(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *(- )\S", text):
        yield _break(found.start(1), found.start(1), 2)


KINDS: tuple[Callable[[str], Iterator[Break]], ...] = (
    no_closing_quote, no_opening_quote, no_closing_bracket, a_colon_in_a_text, a_colon_in_braces,
    a_tab_in_the_indentation, no_colon, no_space, indented_too_far, not_indented_enough, an_at_sign,
    no_comma_at_the_end, no_hyphen,
)  # fmt: skip


def spread(breaks: list[Break], seed: str) -> list[Break]:
    """At most so many, from anywhere in the text, and every time the same."""
    return random.Random(seed).sample(breaks, min(MOST, len(breaks)))


def tried(kind: Callable[[str], Iterator[Break]], family: str) -> tuple[int, list[str]]:
    """How many breaks of a kind do not read, and those that are told elsewhere."""
    count, missed = 0, []
    for name in FAMILIES[family]:
        whole = text_of(family, name)
        for one in spread(list(kind(whole)), kind.__name__ + name):
            text, line = one.of(whole)
            told = first_of(text)
            if told is None:
                continue
            count += 1
            span = told.span or Span(0, 0, 0, 0)
            if span.line != line:
                missed.append(f"{name}: broken on line {line}, told {told.code} on line {span.line}: {told.message}")
    return count, missed


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_the_first_mistake_is_that_of_the_broken_line(kind: Callable[[str], Iterator[Break]]) -> None:
    """Nine of ten at least, in every family with enough of such breaks to learn from."""
    found = {family: tried(kind, family) for family in FAMILIES}
    assert sum(count for count, _ in found.values()) >= FEWEST
    for family, (count, missed) in found.items():
        if count >= FEWEST:
            told = f"{family}: {len(missed)} of {count}\n" + "\n".join(missed[:20])
            assert len(missed) <= (1 - BOUND) * count, told


@pytest.mark.parametrize("family", FAMILIES)
def test_the_texts_themselves_read_and_the_walk_finds_nothing_in_them(family: str) -> None:
    for name in FAMILIES[family]:
        assert first_of(text_of(family, name)) is None
        assert first_slip(text_of(family, name)) is None
