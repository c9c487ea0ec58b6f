"""Writing into a file changes its own place and no other byte."""

from __future__ import annotations

import random
from typing import Any

import pytest

from overture import library
from overture.files.nodes import node_of, plain
from overture.files.rewriting import CannotRewrite, put
from overture.files.text import compose
from tests.samples import SOAK

FILE = """\
# a head
overture: 1
actors:   # who
  us: {name: Our side}   # we
  them:
    name: Their side   # they
    kind: group

  others: {}
reports: [{of: us}, {of: them}]
preferences:
  us:
  - one
  - two   # the second
  them: [a, b]
last: |
  a text
  over lines
"""


def test_a_value_is_replaced_in_its_place() -> None:
    assert put(FILE, [(("actors", "them", "name"), "The others")]) == FILE.replace("Their side", "The others")


def test_a_new_key_goes_into_braces_before_their_end() -> None:
    assert put(FILE, [(("actors", "us", "kind"), "state")]) == FILE.replace("Our side}", "Our side, kind: state}")


def test_a_new_key_of_a_block_stands_below_its_last() -> None:
    expected = FILE.replace("    kind: group\n", "    kind: group\n    of: us\n")
    assert put(FILE, [(("actors", "them", "of"), "us")]) == expected


def test_items_are_appended_to_lists_in_either_form() -> None:
    written = put(FILE, [], [(("preferences", "us"), "three"), (("reports",), {"of": "others"})])
    expected = FILE.replace("- two   # the second\n", "- two   # the second\n  - three\n")
    assert written == expected.replace("{of: them}]", "{of: them}, {of: others}]")


def test_a_section_that_is_missing_comes_at_the_end() -> None:
    assert put(FILE, [(("rules", "x", "rule"), "not a")]) == FILE + "\nrules: {x: {rule: not a}}\n"


def test_a_long_list_takes_the_place_of_a_short_one() -> None:
    long = [f"statement number {n} of those" for n in range(4)]
    written = put(FILE, [(("preferences", "them"), long)])
    lines = "".join(f"\n    - {line}" for line in long)
    assert written == FILE.replace("  them: [a, b]", "  them:" + lines)


def test_several_changes_are_made_at_once() -> None:
    written = put(FILE, [(("actors", "us", "name"), "We"), (("actors", "new", "name"), "New"), (("reports", 1), {})])
    root, _ = compose(written)
    data = plain(root)
    assert (data["actors"]["us"]["name"], data["actors"]["new"], data["reports"][1]) == ("We", {"name": "New"}, {})


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_lines_end_as_the_file_has_them(newline: str) -> None:
    text = FILE.replace("\n", newline)
    written = put(text, [(("preferences", "them"), ["x" * 30, "y" * 30]), (("rules", "a"), "b")])
    assert written.replace("\r\n", "\n") == put(FILE, [(("preferences", "them"), ["x" * 30, "y" * 30]),
                                                       (("rules", "a"), "b")])  # fmt: skip
    assert written.count("\n") == written.count(newline)


HOSTILE = (
    "a: b", "# no",
    "- x", "{", "'", '"', "a\nb", "\u2028", "null", "", " x ", "\x85é漢", "yes", "!t", "*a", "? x", "a?",
    "1954-03-26", "\ufeff", "x #y", "%", "@", "`",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_comes_back_as_it_was(hostile: str) -> None:
    for path in (("actors", "us", "name"), ("actors", "them", "name"), ("new", "key"), ("preferences", "us", 0)):
        root, _ = compose(put(FILE, [(path, hostile)]))
        found = plain(root)
        for step in path:
            found = found[step]
        assert found == hostile


def _places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in below for place in _places(value, (*path, key)))]


@pytest.mark.parametrize("case", library.names())
def test_a_random_change_of_a_shipped_case_leaves_the_rest(case: str) -> None:
    """What stands before and behind the change is the same, whatever its form."""
    text = library.case(case)
    data = plain(compose(text)[0])
    chance = random.Random(7)
    places = [p for p in _places(data) if p]
    for path in chance.sample(places, min(25 if SOAK else 10, len(places))):
        value = chance.choice(["x", "so, what?", ["a", "b"], {"k": "v"}, ["long " * 20, "longer " * 20]])
        written = put(text, [(path, value)])
        common = sum(1 for _ in _shared(text, written)) + sum(1 for _ in _shared(text[::-1], written[::-1]))
        node = data
        for step in path:
            node = node[step]
        assert common >= min(len(text), len(written)) - len(str(node)) * 3 - 200
        assert plain(node_of(value)) == _at(plain(compose(written)[0]), path)


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _shared(one: str, other: str) -> Any:
    for a, b in zip(one, other, strict=False):
        if a != b:
            return
        yield a


OVER_LINES = """\
a:
  first: {sign}
    a text
    over lines
  list:
    - {sign}
      one

    - two
  last: {sign}  # as it was said
    a text


# the next
b: {{x: 1}}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", [">", "|", ">-", "|-", "|+"])
def test_a_text_that_runs_over_lines_is_replaced_whatever_follows(sign: str, newline: str) -> None:
    text = OVER_LINES.format(sign=sign).replace("\n", newline)
    long = ["long " * 12 + "one", "long " * 12 + "two"]
    spread = f"{newline}    - {long[0]}{newline}    - {long[1]}"
    first = f" {sign}{newline}    a text{newline}    over lines{newline}  list"
    last = f" {sign}  # as it was said{newline}    a text{newline}"
    assert put(text, [(("a", "first"), "x")]) == text.replace(first, f" x{newline}  list")
    assert put(text, [(("a", "first"), long)]) == text.replace(first, f"{spread}{newline}  list")
    assert put(text, [(("a", "list", 0), "x")]) == text.replace(f"- {sign}{newline}      one", "- x")
    assert put(text, [(("a", "list"), "x")]) == text.replace(
        text[text.index("  list:") : text.index("  last:")], f"  list: x{newline}"
    )
    assert put(text, [(("a", "last"), "x")]) == text.replace(last, f" x{newline}")
    assert put(text, [(("a", "last"), "x"), (("b", "x"), "2"), (("a", "first"), "y")]) == text.replace(
        last, f" x{newline}"
    ).replace(first, f" y{newline}  list").replace("x: 1", "x: 2")
    assert put(text, [(("a",), "x")]) == f"a: x{text[text.index(newline + newline + newline) :]}"


@pytest.mark.parametrize("text", ["a: |\n  x", "a: |\n  x\n", "a: |\n\nb: y\n", "a: >\nb: y\n", "- |\n  x\n- y\n"])
def test_a_text_over_lines_is_replaced_at_the_end_of_a_file_and_where_it_is_empty(text: str) -> None:
    if text[0] == "a":
        assert put(text, [(("a",), "z")]) == "a: z" + text[1:].lstrip(": |>").replace("\n  x", "")


def test_what_could_not_be_read_again_is_refused_in_the_same_way() -> None:
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    with pytest.raises(CannotRewrite, match="the file cannot take this without a change elsewhere"):
        put(FILE, [(("actors", "us", "name"), deep)])


def test_what_no_place_can_hold_is_refused() -> None:
    with pytest.raises(CannotRewrite):
        put(FILE, [(("actors", "us", "name", "short"), "x")])
    with pytest.raises(CannotRewrite):
        put(FILE, [], [(("actors",), "x")])
