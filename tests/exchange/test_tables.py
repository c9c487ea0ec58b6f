"""Tables of every kind are read with their lines, or refused in words. All rows are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from overture.exchange import tables
from overture.exchange.tables import ImportProblem, parse_table, read_table
from overture.exchange.writing import identifier, joined, one_line, quoted, stretches
from overture.files.nodes import plain
from overture.files.text import compose


def test_a_row_keeps_its_first_line_where_cells_hold_line_breaks_and_lines_are_empty() -> None:
    table = parse_table(b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [row.line for row in table.rows] == [2, 5]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_separator_is_that_of_the_header(separator: str) -> None:
    data = separator.join(('"one, two; three"', "b")) + "\n" + separator.join("12")
    assert parse_table(data.encode()).rows[0].cells == {"one, two; three": "1", "b": "2"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(ending: str) -> None:
    assert [r.line for r in parse_table(ending.join(("a,b", "1,2", "3,4")).encode()).rows] == [2, 3]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert parse_table(b"\xef\xbb\xbfa,b\n1,2\n").columns == ("a", "b")


def test_columns_without_a_name_are_told_apart() -> None:
    assert parse_table(b",a,\n1,2,3\n").columns == ("column 1", "a", "column 3")


def test_a_row_of_another_length_is_told_with_its_line_and_nothing_of_it_is_dropped() -> None:
    table = parse_table(b"a,b\n1\n1,2,3\n1,2,,\n")
    assert table.reports == ["line 2: 1 cells, 2 columns", "line 3: 3 cells, 2 columns"]
    assert table.rows[1].beyond == ("3",)
    assert table.rows[2].beyond == ()


def test_another_encoding_is_told_with_the_line_where_it_shows() -> None:
    table = parse_table("a,b\n1,2\nCôte,\n".encode("cp1252") + b"\x81,\n")
    assert table.rows[1].cells["a"] == "Côte"
    assert table.reports[0] == "line 3: the file is not UTF-8; it was read as Windows-1252"
    assert table.reports[1].startswith("line 4: 1 characters are not Windows-1252 either")


@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_unicode_text_of_a_spreadsheet_is_read(form: str) -> None:
    mark = {"utf-16": "", "utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}[form]
    table = parse_table(f"{mark}a\tb\r\nCôte\t2\r\n".encode(form))
    assert table.rows[0].cells == {"a": "Côte", "b": "2"}


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = parse_table(b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [(row.line, row.number) for row in table.rows] == [(2, 2), (5, 4)]


REFUSED = {
    "an empty file": (b"", "the file is empty"),
    "blank lines": (b"\n\n ,\n", "the file is empty"),
    "a zero byte": (b"a,b\n1,2\n\0,4\n", "line 3: this is no text: it holds a zero byte"),
    "half of UTF-16": ("a,b\n".encode("utf-16")[:-1], "the file begins as UTF-16 and does not go on so"),
    "a quotation that does not end": (b'a,b\n1,2\n"3,4\n5,6\n', "line 3: .* a quotation mark is not closed"),
    "a text behind a quotation": (b'a,b\n"1"x,2\n', "line 2: this is no readable table"),
    "a huge field": (b"a,b\n1," + b"x" * 200_000, "line 2: this is no readable table: field larger"),
    "a huge line": (b"a,b\n" + b"1," * 600_000, "line 2: .* a line of 1,200,000 characters"),
    "a huge header": (b",".join(b"c%d" % i for i in range(501)), "501 columns"),
    "a column twice": (b"year,Year\n1,2\n", "the column year is there twice"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_refused_in_words(what: str) -> None:
    data, told = REFUSED[what]
    with pytest.raises(ImportProblem, match=told):
        parse_table(data)


def test_bytes_and_rows_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n" + "1,2\n" * 11)
    monkeypatch.setattr(tables, "MAX_ROWS", 10)
    with pytest.raises(ImportProblem, match="more than 10 rows"):
        read_table(path)
    monkeypatch.setattr(tables, "MAX_BYTES", 20)
    with pytest.raises(ImportProblem, match="larger than 0 MB"):
        read_table(path)


@pytest.mark.parametrize(("name", "told"), [("missing.csv", "no such file"), (".", "is a directory")])
def test_a_file_that_cannot_be_read_is_told(name: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=told):
        read_table(tmp_path / name)


def test_the_wrong_file_is_told_with_the_columns_expected_and_found() -> None:
    with pytest.raises(ImportProblem, match="no column styear; no column iso3c or ccode; the file has a, b"):
        parse_table(b"a,b\n1,2\n").must_have(("a",), ("styear",), ("iso3c", "ccode"))
    with pytest.raises(ImportProblem, match="a header and no rows"):
        parse_table(b"a,b\n").must_have(("a",))


ODD = ["a\nb: 1", "# x", 'say "no"', "\x1b[31m", "\x7f", "\u2028b: 1", "\ufeff", "\ufffe", "\U000e0001", "a\\b", "😀"]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_a_text_stays_a_text_in_a_value_and_in_a_comment(text: str) -> None:
    root, problems = compose(f"key: {quoted(text)}  # {one_line(text)}\n")
    assert not problems
    assert plain(root) == {"key": one_line(text)}


def test_names_become_ids() -> None:
    names = ["Viet Nam (Republic of)", "Türkiye", "Østland", "Россия", "C\u00f4te d\u2019Ivoire"]
    assert [identifier(n) for n in names] == ["viet_nam_republic_of", "turkiye", "ostland", "", "cote_d_ivoire"]


def test_years_are_told_in_stretches() -> None:
    assert stretches(joined([1950, 1955, 1951, 1952])) == "1950 to 1952, 1955"
