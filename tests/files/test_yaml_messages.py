"""Broken texts by example: each has its code, the place that the author must change, and a hint to mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from overture.dossier import Diagnostic, DossierError
from overture.files.text import compose

RAW = re.compile(
    r"mapping values|did not find|block mapping|block collection|flow (mapping|sequence|node)|scann|token|pars(e|ing)|"
    r"scalar|simple key|stream|indicator|document start|directive|context",
)  # the words of the YAML library


class Broken(NamedTuple):
    """A text, the code of what is wrong with it, line and column of the place, words of sentence and hint."""

    text: str
    code: str
    line: int
    column: int
    says: str
    hint: str = ""


GROUP = "a:\n  b: {c: d,\n    e: {f: g}}\n"

BROKEN: dict[str, Broken] = {
    # a colon in an unquoted text
    "a colon in a title": Broken(
        "overture: 1\ntitle: Passage: the strait\n", "D009", 2, 15, "unquoted text of `title`",
        'put the text in quotes: `title: "Passage: the strait"`'),
    "a colon in a text of an entry": Broken("a:\n  b: one: two\n", "D009", 2, 9, "`b`", '`b: "one: two"`'),
    "a colon in braces": Broken("a: {b: one: two, c: d}\n", "D009", 1, 11, "`b`", '`b: "one: two"`'),
    "a colon in a list in brackets": Broken("a: [b: c: d]\n", "D009", 1, 9, "colon", "quotes"),
    "a colon in an item": Broken("a:\n  - b: c: d\n", "D009", 2, 9, "`b`", '`b: "c: d"`'),
    "a colon in a further line": Broken("a: one\n  and so on: two\n", "D009", 2, 12, "`a`", "put the text in quotes"),
    "a colon at the end of a text": Broken("a: one:\nb: two\n", "D009", 1, 7, "`a`", '`a: "one:"`'),
    "a colon and a quotation mark": Broken('a: say: "no"\n', "D009", 1, 7, "`a`", "`a: 'say: \"no\"'`"),
    "a colon after Chinese": Broken("题: 海峡: 通行\n", "D009", 1, 6, "`题`", '`题: "海峡: 通行"`'),
    "a colon after accents, CRLF": Broken("a: é\r\nb: été: là\r\n", "D009", 2, 7, "`b`", '`b: "été: là"`'),
    "a colon after a picture": Broken("a: 🌊 x: y\n", "D009", 1, 7, "`a`", "quotes"),
    # no colon, no space
    "no space behind the colon": Broken("a: 1\nb:two\nc: 3\n", "D005", 2, 2, "space is missing", "`b: two`"),
    "no space behind the first colon": Broken("a:1\nb: 2\n", "D005", 1, 2, "space is missing", "`a: 1`"),
    "no space, last": Broken("a: 1\nb:two\n", "D005", 2, 2, "space is missing", "`b: two`"),
    "no colon": Broken("a: 1\ntitle The strait\nc: 3\n", "D005", 2, 1, "no colon", "`title: The strait`"),
    "no colon, deeper": Broken("a:\n  b: 1\n  c two\n  d: 3\n", "D005", 3, 3, "no colon", "`c: two`"),
    # commas in brackets
    "a comma cuts a text": Broken(
        "a: {b: some text, more text}\n", "D010", 1, 17, "nothing stands behind `more text`",
        '`b: "some text, more text"`'),
    "a comma cuts a text, one word": Broken("a: {b: some text, more}\n", "D010", 1, 17, "`more`", "quotes"),
    "a comma cuts a text on the next line": Broken("a: {b: some text,\n  more text}\n", "D010", 1, 17, "`more text`"),
    "a comma cuts a text, Cyrillic": Broken("а: {б: один два, три}\n", "D010", 1, 16, "`три`", '"один два, три"'),
    "a question mark starts a text in braces": Broken("a: {b: ?no}\n", "D015", 1, 8, "starts a key", '`b: "?no"`'),
    "two commas": Broken("a: {b: c,, d: e}\n", "D010", 1, 10, "nothing stands before", "remove it"),
    "a comma first": Broken("a: [, b]\n", "D010", 1, 5, "nothing stands before"),
    "no comma between lines": Broken(
        "a: {\n  b: {c: d}\n  e: f\n}\n", "D010", 2, 12, "a comma is missing", "write `,`"),
    # tabs
    "a tab first": Broken("\ta: b\n", "D011", 1, 1, "a tab", "spaces"),
    "a tab before a key": Broken("a:\n\tb: c\n", "D011", 2, 1, "a tab", "spaces"),
    "a tab after spaces": Broken("a:\n  \tb: c\n", "D011", 2, 3, "a tab"),
    "a tab before a further line": Broken("a: b\n\tc: d\n", "D011", 2, 1, "a tab"),
    "a tab before an item": Broken("a:\n  - b\n\t- c\n", "D011", 3, 1, "a tab"),
    "a tab behind a hyphen": Broken("a:\n  -\tb: c\n", "D011", 2, 4, "a tab"),
    # quotation marks
    "a quotation mark not closed": Broken(
        'a: 1\nb: "two\nc: 3\n', "D012", 2, 4, "opened here and never closed", '`b: "two"`'),
    "an apostrophe opens": Broken("a: 'two\nb: 3\n", "D012", 1, 4, "never closed", "`a: 'two'`"),
    "closed by the next one": Broken('a: "x\nb: "y"\nc: "z"\n', "D012", 1, 4, "never closed", '`a: "x"`'),
    "closed by the next one, in braces": Broken('a: {b: "x, c: "y"}\n', "D012", 1, 8, "never closed"),
    "closed far below": Broken('a: "x\nb: 1\nc: 2\nd: {e: "f"}\n', "D012", 1, 4, "never closed"),
    "closed by an apostrophe": Broken("a: 'x\nb: don't\n", "D012", 1, 4, "never closed"),
    "not closed after Greek, CRLF": Broken('α: β\r\nγγ: "δ\r\nε: ζ\r\n', "D012", 2, 5, "never closed", '`γγ: "δ"`'),
    "not closed in a list": Broken('a: [b, "c]\nd: e\n', "D012", 1, 8, "never closed"),
    "text after the mark": Broken('a: "The strait" and more\n', "D012", 1, 17, "goes on after", "close it"),
    "an apostrophe within": Broken("a: 'it's so'\n", "D012", 1, 8, "goes on after", "twice"),
    "text after the mark, in braces": Broken('a: {b: "c" d, e: f}\n', "D012", 1, 12, "goes on after"),
    # brackets
    "a brace not closed": Broken("a: {b: c\nd: e\n", "D013", 1, 4, "`{` is opened here", "write `}`"),
    "a bracket not closed": Broken("a: [b, c\nd: e\n", "D013", 1, 4, "`[` is opened here", "write `]`"),
    "a brace not closed at the end": Broken("a: 1\nb: {c: d\n", "D013", 2, 4, "never closed"),
    "an inner bracket not closed": Broken("a: {b: [c, d: e}\n", "D013", 1, 8, "`[` is opened here"),
    "an inner brace not closed": Broken("a: {\n  b: {c: d\n  e: f}\n", "D013", 2, 6, "`{` is opened here"),
    "a bracket closed by a brace": Broken("a: [b, c}\n", "D013", 1, 9, "`}` closes the bracket `[`", "write `]` here"),
    "a brace closed by a bracket": Broken("a: {b: c]\n", "D013", 1, 9, "`]` closes the bracket `{`", "write `}` here"),
    "one bracket too many": Broken("a: [b]]\n", "D013", 1, 7, "no bracket is open", "remove it"),
    "one brace too many, CJK": Broken("甲: {乙: 丙}}\n", "D013", 1, 10, "no bracket is open", "remove it"),
    "a bracket alone": Broken("a: ] b\n", "D013", 1, 4, "no bracket is open", '`a: "] b"`'),
    "a remark hides the bracket": Broken("a: {b: no #1}\nc: d\n", "D015", 1, 11, "starts a remark", "quotes"),
    # indentation
    "too deep": Broken("a: b\n  c: d\n", "D014", 2, 3, "has its value already", "indent it by 0"),
    "too deep after a quoted text": Broken('a: "b"\n  c: d\n', "D014", 2, 3, "has its value already"),
    "too deep after a group": Broken("a:\n  b: {c: d}\n    e: f\n", "D014", 3, 5, "has its value already"),
    "between two levels": Broken("a:\n    b: 1\n  c: 2\n", "D014", 3, 3, "indented by 2 spaces", "by 0 or 4"),
    "a list between two levels": Broken("a:\n  - b\n - c\n", "D014", 3, 2, "indented by 1 space", "by 0 or 2"),
    "no hyphen": Broken("a:\n  - {b: 1}\n  {b: 2}\n", "D014", 3, 3, "without `- `", "`- {b: 2}`"),
    "a key in a list": Broken("a:\n  - b: 1\n  c: 2\n", "D014", 3, 3, "without `- `", "`- c: 2`"),
    "an item among keys": Broken("a:\n  b: 1\n  - c\n", "D014", 3, 3, "an item of a list", "indent it"),
    "after a text on lines": Broken("a: >\n  b\n c\n", "D014", 3, 2, "indented by 1 space"),
    "a line too far left": Broken(
        "a:\n  b: 1\nc: 2\n  d: 3\n\ne: 4\n\nf:\n  g: 5\n\nh: 6\n", "D014", 3, 1, "do not fit", "indent it by 2"),
    "the first line too far right": Broken("  a: 1\nb: 2\nc: 3\n", "D014", 1, 3, "do not fit", "indent it by 0"),
    "no hyphen first": Broken("a:\n  b  # c\n  - d\n", "D014", 2, 3, "without `- `", "`- b  # c`"),
    # below a group that runs over several lines
    "a colon below a group": Broken(GROUP + "c:\n  d: e: f\n", "D009", 5, 7, "`d`", '`d: "e: f"`'),
    "a tab below a group": Broken(GROUP + "c:\n\td: e\n", "D011", 5, 1, "a tab"),
    "a quotation mark below a group": Broken(GROUP + 'c: "d\ne: f\n', "D012", 4, 4, "never closed", '`c: "d"`'),
    "too deep below a group": Broken(GROUP + "    c: d\n", "D014", 4, 5, "has its value already", "by 0 or 2"),
    "no colon behind a comma": Broken(
        "a: {b: some text,\n  c more,\n  d: {c: e}}\n", "D105", 2, 3, "nothing stands behind", "`c: more`"),
    "an inner brace not closed, over lines": Broken(
        "a: {\n  b: {\n    c: d\n  },\n  e: {\n    f: g\n}\n", "D013", 5, 6, "never closed"),
    # characters that start something
    "an at sign": Broken("a: @b\n", "D015", 1, 4, "no text can start with `@`", '`a: "@b"`'),
    "a backtick": Broken("a: `b`\n", "D015", 1, 4, "backtick", "quotes"),
    "a percent sign": Broken("a: {b: %5}\n", "D015", 1, 8, "`%`", '`b: "%5"`'),
    "a bar": Broken("a: | b\n", "D015", 1, 4, "lines below", '`a: "| b"`'),
    "greater than": Broken("a: > 5 states\n", "D015", 1, 4, "lines below", '`a: "> 5 states"`'),
    "a hyphen": Broken("a: - b\n", "D015", 1, 4, "item of a list", '`a: "- b"`'),
    "a hyphen in braces": Broken("a: {b: - c}\n", "D015", 1, 8, "item of a list", '`b: "- c"`'),
    "a question mark": Broken("a: ? b\n", "D015", 1, 4, "starts a key", '`a: "? b"`'),
    "a comma": Broken("a: , b\n", "D015", 1, 4, "comma", '`a: ", b"`'),
    "text after a list": Broken("a: [sic] so\n", "D015", 1, 4, "starts a list", '`a: "[sic] so"`'),
    "a list within a text": Broken("a: {b: so [sic] it, c: d}\n", "D015", 1, 11, "starts a list", "quotes"),
    "a percent line": Broken("a: b\n%c\n", "D015", 2, 1, "`%`"),
    # marks of YAML that are refused
    "stars around a text": Broken("a: *b*\n", "D008", 1, 4, "`*` at the start", '`a: "*b*"`'),
    "a star": Broken("a: {b: * c}\n", "D008", 1, 8, "`*` at the start", '`b: "* c"`'),
    "an alias": Broken("a: *b\n", "D008", 1, 4, "references", '"*b"'),
    "exclamation marks": Broken("a: !! so\n", "D008", 1, 4, "`!` at the start", '`a: "!! so"`'),
    "an exclamation mark": Broken("a: !so it\n", "D008", 1, 4, "tags", '"!so it"'),
    "an ampersand": Broken("a: & b\n", "D008", 1, 4, "`&` at the start", '`a: "& b"`'),
    "an anchor": Broken("a: {b: &x, c: d}\n", "D008", 1, 8, "anchors", '"&x"'),
    # the rest
    "a backslash": Broken('a: "b\\q"\n', "D005", 1, 6, "`\\` inside", "write `\\\\`"),
    "two documents": Broken("a: b\n---\nc: d\n", "D005", 2, 1, "one document", "remove the line"),
    "an end": Broken("a: b\n...\nc: d\n", "D005", 3, 1, "after its end"),
    "a line separator": Broken("a: b\u2028c\nd: e\n", "D005", 1, 5, "U+2028", "remove it"),
    "NUL": Broken("a: b\0\n", "D005", 1, 5, "U+0000 (NUL)", "remove it"),
    "a surrogate": Broken("é: \ud800\n", "D005", 1, 4, "U+D800", "remove it"),
    "an override": Broken("a: b\u202ec\n", "D016", 1, 5, "U+202E", "remove it"),
    "an isolate in a key": Broken("a: 1\nb\u2066: c\n", "D016", 2, 2, "U+2066", "remove it"),
    "an escaped override": Broken('a: "b\\u202ec"\n', "D016", 1, 4, "U+202E", "remove it"),
    "41 brackets not closed": Broken("a: " + "[" * 41, "D006", 1, 43, "nested more than 40 deep"),
}  # fmt: skip


def first_of(text: str) -> Diagnostic | None:
    """The first mistake of a text, or nothing if it reads."""
    try:
        _, problems = compose(text, "a.yaml")
    except DossierError as error:
        assert error.show()
        return error.diagnostics[0]
    return min(problems, key=lambda p: p.span or (0, 0, 0, 0)) if problems else None


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_text_has_its_code_its_place_and_its_hint(name: str) -> None:
    broken = BROKEN[name]
    told = first_of(broken.text)
    assert told is not None, "this text reads"
    assert told.span is not None
    assert (told.code, told.span.line, told.span.column) == (broken.code, broken.line, broken.column), told.message
    assert broken.says in told.message
    assert broken.hint in told.hint
    assert told.hint or told.code == "D006"


@pytest.mark.parametrize("name", BROKEN)
def test_no_sentence_is_that_of_the_yaml_library(name: str) -> None:
    told = first_of(BROKEN[name].text)
    assert told is not None
    assert not RAW.search(told.message + told.hint)


MENDED = re.compile(r"(?:in quotes|close it|write one|colon and a space): `(.+)`")


@pytest.mark.parametrize("name", [n for n, b in BROKEN.items() if b.text.count("\n") == 1 and "{" not in b.text])
def test_the_mended_line_of_a_hint_reads(name: str) -> None:
    told = first_of(BROKEN[name].text)
    assert told is not None
    mended = MENDED.search(told.hint)
    if mended:
        assert first_of(mended[1]) is None, mended[1]
    else:
        assert "`" not in told.hint or not told.hint.startswith("put the text in quotes:")


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n", 'a: "b: c, {d"\n', "a: {b: what?, c: d}\n", "a: [b: c]\n", "a: http://b\n", "a: {b: http://c}\n",
        "a: b's\n", "a: >\n  b: c\n  - d\n", "a: {b: c,\nd: e}\n", "a: {}\n", "a: (b) [c]\n", "a: 5%\n", "a: b & c!\n",
        "a: {none, accept: b}\n", "a: 'it''s'\n", 'a: "\\"b\\""\n', "a: b #c\n", "a:\n- b\n- c\n", "a: ת\u200f (א)\n",
    ],
)  # fmt: skip
def test_what_yaml_allows_is_read(text: str) -> None:
    assert first_of(text) is None
