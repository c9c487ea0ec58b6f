"""The shipped cases, broken in one place after another: the first mistake that is told is that of the broken line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from overture import library
from overture.files.nodes import Span
from overture.files.slip import BREAK
from tests.files.test_yaml_messages import first_of

CASES = (*library.names(), *(f"treaty {name}" for name in list(library.treaties())[:2]))
MOST = 6  # breaks of one kind in one case
BOUND = 0.9  # of all breaks that do not read

Break = tuple[str, int]  # the broken text, and the line on which its author must act


@cache
def text_of(name: str) -> str:
    return library.treaty(name.removeprefix("treaty ")) or "" if name.startswith("treaty ") else library.case(name)


def _line(text: str, at: int) -> int:
    return len(BREAK.split(text[:at]))


def _without(text: str, at: int, length: int = 1, new: str = "") -> str:
    return text[:at] + new + text[at + length :]


QUOTED = re.compile(r"(?<=[:,\[{-] )\"(?:[^\"\\]|\\.)*\"|(?<=[:,\[{-] )'(?:[^']|'')*'")


def no_closing_quote(text: str) -> Iterator[Break]:
    for found in QUOTED.finditer(text):
        yield _without(text, found.end() - 1), _line(text, found.start())


def no_closing_bracket(text: str) -> Iterator[Break]:
    """Only brackets that YAML reads as brackets: those behind a colon on a line without a quotation mark or block."""
    opened: list[int] = []
    flat = QUOTED.sub(lambda m: "x" * len(m[0]), text)
    for at, character in enumerate(flat):
        if character in "[{" and (opened or flat[max(0, at - 2) : at] in (": ", "- ")):
            opened.append(at)
        elif character in "]}" and opened:
            start = opened.pop()
            yield _without(text, at), _line(text, start)


def a_colon_in_a_text(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *(?:- )?\w+: (?![\"'\[{|>#])\w+( )\w+.*$", text):
        yield _without(text, found.start(1), new=": "), _line(text, found.start())


def a_tab_in_the_indentation(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^( +)\w+:", text):
        yield _without(text, found.start(1), len(found[1]), "\t"), _line(text, found.start())


def no_colon(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+(:) \S", text):
        yield _without(text, found.start(1)), _line(text, found.start())


def no_space(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+:( )[\w]", text):
        yield _without(text, found.start(1)), _line(text, found.start())


def another_indentation(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^(  )+\w+: \S", text):
        yield _without(text, found.start()), _line(text, found.start())


def an_at_sign(text: str) -> Iterator[Break]:
    for found in re.finditer(r"(?m)^ *\w+: (?=\w)", text):
        yield _without(text, found.end(), 0, "@"), _line(text, found.start())


KINDS: tuple[Callable[[str], Iterator[Break]], ...] = (
    no_closing_quote, no_closing_bracket, a_colon_in_a_text, a_tab_in_the_indentation, no_colon, no_space,
    another_indentation, an_at_sign,
)  # fmt: skip


def spread(breaks: list[Break]) -> list[Break]:
    """At most so many, over the whole text."""
    return breaks[:: max(1, len(breaks) // MOST)][:MOST]


def tried(kind: Callable[[str], Iterator[Break]]) -> tuple[int, list[str]]:
    """How many breaks of a kind do not read, and those that are told elsewhere."""
    count, missed = 0, []
    for name in CASES:
        for text, line in spread(list(kind(text_of(name)))):
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
    count, missed = tried(kind)
    assert count >= 12, "too few breaks to learn from"
    assert len(missed) <= (1 - BOUND) * count, f"{len(missed)} of {count}\n" + "\n".join(missed[:20])


def test_the_cases_themselves_read() -> None:
    for name in CASES:
        assert first_of(text_of(name)) is None
