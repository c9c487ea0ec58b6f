"""Taking out of a file cuts its own place and no other byte."""

from __future__ import annotations

import random
from typing import Any

import pytest

from overture import library
from overture.files.nodes import plain
from overture.files.removing import drop
from overture.files.rewriting import CannotRewrite
from overture.files.text import compose
from tests.files.test_rewriting import FILE, _places
from tests.samples import SOAK


def test_a_key_of_a_group_in_braces_goes_with_its_comma() -> None:
    text = "a: {x: 1, y: 2, z: 3}  # here\n"
    assert drop(text, [("a", "x")]) == "a: {y: 2, z: 3}  # here\n"
    assert drop(text, [("a", "y")]) == "a: {x: 1, z: 3}  # here\n"
    assert drop(text, [("a", "z")]) == "a: {x: 1, y: 2}  # here\n"
    assert drop(text, [("a", "x"), ("a", "z")]) == "a: {y: 2}  # here\n"
    assert drop(text, [("a", "y"), ("a", "z")]) == "a: {x: 1}  # here\n"


def test_a_key_of_a_block_goes_with_its_lines_and_the_comment_behind_them() -> None:
    assert drop(FILE, [("actors", "us")]) == FILE.replace("  us: {name: Our side}   # we\n", "")
    assert drop(FILE, [("actors", "them", "kind")]) == FILE.replace("    kind: group\n", "")
    assert drop(FILE, [("last",)]) == FILE[: FILE.index("last:")]


def test_items_of_lists_go_in_either_form() -> None:
    assert drop(FILE, [("reports", 0)]) == FILE.replace("{of: us}, ", "")
    assert drop(FILE, [("preferences", "us", 0)]) == FILE.replace("  - one\n", "")
    assert drop(FILE, [("preferences", "us", 1)]) == FILE.replace("  - two   # the second\n", "")


def test_the_first_key_behind_a_dash_goes_alone() -> None:
    assert drop("r:\n  - of: us\n    to: them\n", [("r", 0, "of")]) == "r:\n  - to: them\n"


def test_a_group_or_list_that_loses_all_stays_empty() -> None:
    assert drop("a:\n  x: 1\nb: 2\n", [("a", "x")]) == "a: {}\nb: 2\n"
    assert drop("a:\n- x\nb: [y]\n", [("a", 0), ("b", 0)]) == "a: []\nb: []\n"


def test_what_lies_below_a_thing_that_goes_goes_with_it() -> None:
    assert drop("a: {x: {y: 1, z: 2}, w: 3}\n", [("a", "x", "y"), ("a", "x")]) == "a: {w: 3}\n"
    assert drop("a:\n  x:\n    y: 1\nb: 2\n", [("a",), ("a", "x", "y"), ("a", "x")]) == "b: 2\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_group_that_ends_in_a_text_over_lines_can_lose_all(newline: str) -> None:
    text = newline.join(["a:", "  x: |", "    over", "    lines", "", "b: 2", ""])
    assert drop(text, [("a", "x")]) == newline.join(["a: {}", "", "b: 2", ""])


def test_what_is_not_there_cannot_be_taken_out() -> None:
    for path in (("actors", "nobody"), ("reports", 7), ("actors", "us", "name", "x")):
        with pytest.raises(CannotRewrite):
            drop(FILE, [path])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_line_ends_stay_as_they_are(newline: str, end: str) -> None:
    text = newline.join(["a: 1", "b:", "  c: 2", "  d: 3"]) + end.replace("\n", newline)
    assert drop(text, [("b", "d")]).rstrip("\r\n") == newline.join(["a: 1", "b:", "  c: 2"])
    assert drop(text, [("b", "c")]) == newline.join(["a: 1", "b:", "  d: 3"]) + end.replace("\n", newline)


@pytest.mark.parametrize("case", library.names())
def test_anything_can_be_taken_out_of_a_shipped_case_and_the_rest_stays(case: str) -> None:
    text = library.case(case)
    chance = random.Random(11)
    places = [p for p in _places(plain(compose(text)[0])) if p]
    for path in chance.sample(places, min(25 if SOAK else 10, len(places))):
        written = drop(text, [path])
        assert _unlike(text, written) == ""


def _unlike(text: str, written: str) -> str:
    """What stands in the shorter text alone, without the brackets of what is empty now."""
    start = next((i for i, (a, b) in enumerate(zip(text, written, strict=False)) if a != b), len(written))
    end = 0
    while end < len(written) - start and text[-1 - end] == written[-1 - end]:
        end += 1
    left: Any = written[start : len(written) - end]
    return str(left).strip(" {}[]")
