"""Sheets bring back what was written into them, change only what was changed, and touch no other byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture import library
from overture.dossier import read
from overture.exchange.sheet_import import Brought, SlipsInSheets, bring
from overture.exchange.sheets import SHEETS, Sheet, cell_of, escaped, unescaped, value_of
from overture.exchange.sheets_in import planned
from overture.exchange.sheets_out import sheets_of
from overture.exchange.tables import parse_table
from overture.files.nodes import plain
from overture.files.removing import drop
from overture.files.rewriting import put
from overture.files.text import compose

SMALL = (Path(__file__).parents[1] / "dossier/small.yaml").read_text(encoding="utf-8")
WHOLE = {**{name: library.case(name) for name in library.names()}, "small": SMALL}
SECTIONS = ("actors", "reports", "arguments", "figures")
Cells = list[list[str]]


def data_of(text: str) -> dict[str, Any]:
    found = plain(compose(text)[0])
    assert isinstance(found, dict)
    return found


def exported(text: str) -> dict[str, Cells]:
    """The sheets of a dossier as a spreadsheet shows them."""
    return {name: exported_of(sheet) for name, sheet in sheets_of(data_of(text)).items()}


def exported_of(sheet: str) -> Cells:
    return list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"), newline="")))


def saved(cells: Cells, delimiter: str = ",", encoding: str = "utf-8-sig", ends: str = "\r\n") -> bytes:
    """The cells as a spreadsheet saves them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(cells)
    return out.getvalue().encode(encoding)


def brought(text: str, sheets: dict[str, Cells], delete: bool = False, **how: str) -> Brought:
    tables = {name: parse_table(saved(cells, **how)) for name, cells in sheets.items()}
    return bring(text, tables, "case.yaml", delete)


def elsewhere(sheets: dict[str, Cells]) -> dict[str, Cells]:
    """Sheets made ready for another dossier: no row says which entry of this one it was."""
    for cells in sheets.values():
        for column in {"number", "mark"} & set(cells[0]):
            for row in cells[1:]:
                row[cells[0].index(column)] = ""
    return sheets


def at(sheets: dict[str, Cells], file: str, row: int, column: str) -> tuple[list[str], int]:
    return sheets[file][row], sheets[file][0].index(column)


def edited(text: str, file: str, key: str, column: str, value: str, delete: bool = False) -> Brought:
    sheets = exported(text)
    row = next(r for r in sheets[file][1:] if r[0] == key)
    row[sheets[file][0].index(column)] = value
    return brought(text, sheets, delete)


MORE_REPORTS = "\n  - {of: isle, to: offer, sign: for}\n  - {of: herald, to: offer, sign: for}\ntreaties:"


# what goes out comes back


@pytest.mark.parametrize("name", WHOLE)
def test_sheets_that_nobody_changed_change_no_byte(name: str) -> None:
    found = brought(WHOLE[name], exported(WHOLE[name]))
    assert found == Brought(WHOLE[name], (), ())


@pytest.mark.parametrize(
    "how",
    [{"delimiter": ";"}, {"delimiter": "\t", "encoding": "utf-16"}, {"ends": "\n", "encoding": "utf-8"}],
    ids=["semicolons", "unicode text", "plain"],
)
def test_it_does_not_matter_how_a_spreadsheet_saves_them(how: dict[str, str]) -> None:
    assert brought(SMALL, exported(SMALL), **how).text == SMALL  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [n for n in WHOLE if "reports:" in WHOLE[n]])
def test_a_dossier_without_these_sections_gets_the_same_entries(name: str) -> None:
    text = WHOLE[name]
    sections = [s for s in SECTIONS if s in data_of(text)]
    bare = drop(text, [(section,) for section in sections])
    found = read(brought(bare, elsewhere(exported(text))).text)
    whole = read(text)
    for section in SECTIONS:
        assert getattr(found, section) == getattr(whole, section)


def test_sheets_are_utf_8_with_a_mark_and_lines_as_spreadsheets_end_them() -> None:
    sheet = sheets_of(data_of(SMALL))["actors.csv"]
    assert sheet.startswith("\ufeffid,name,aliases,kind,of,members,foresight,from,by,basis,because,")
    assert "\r\npair,The Pair,,group,,\"isle\nreef\"," in sheet
    assert set(re.findall(r"\r?\n", sheet)) == {"\r\n", "\n"}


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@me", "\tx", "\rx", "'=1", "''=1", "''", "'twas", "'", "x"])
def test_no_cell_is_calculated_and_the_apostrophe_comes_off_again(text: str) -> None:
    assert escaped(text)[0] not in "=+-@\t\r"
    assert unescaped(escaped(text)) == text


HOSTILE = [
    "=1+1", "+1", "-2", "@x", "'=1", "''", "'", '"', '"quoted"', "a,b;c\td", "a\nb", "a\r\nb", "\r", "\n", " ",
    " x ", "", "json: x", "json: [", "[a]", "1-2", "007", "1e5", "TRUE", "true", "null", "~", "Ünïcödé 漢字", "\u2028",
    "\x85", "é\ufeff", "#N/A", "x" * 5000, "not stated", "\x00",
]  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd"), max_size=12)
TEXT = st.one_of(st.sampled_from(HOSTILE), ANY)
ID = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


# a truth value in capitals is the same truth value: see below
NO_TEXT = TEXT.filter(lambda text: text not in ("TRUE", "FALSE"))


def fields_of(sheet: Sheet) -> st.SearchStrategy[dict[str, Any]]:
    values = {
        column: st.one_of(TEXT, st.lists(TEXT, min_size=0, max_size=3)) if column in sheet.lists
        else TEXT if column in sheet.texts else NO_TEXT
        for column in sheet.columns if column not in ("used", "id")
    }  # fmt: skip
    return st.fixed_dictionaries({}, optional=values)


BY_NAME = {sheet.name: sheet for sheet in SHEETS}


@st.composite
def sections(draw: Callable[..., Any]) -> dict[str, Any]:
    actors = {"us": "Our side", **draw(st.dictionaries(ID, st.one_of(TEXT, fields_of(BY_NAME["actors"])), max_size=3))}
    arguments = draw(st.dictionaries(ID, st.one_of(TEXT, fields_of(BY_NAME["arguments"])), max_size=3))
    for argument in arguments.values():
        if isinstance(argument, dict) and draw(st.booleans()):
            uses = fields_of(BY_NAME["argument_uses"])
            argument["used"] = draw(st.one_of(st.just("not stated"), uses, st.lists(uses, max_size=3)))
    figures = draw(st.dictionaries(ID, fields_of(BY_NAME["figures"]), max_size=2))
    for figure in figures.values():
        numbers = st.sampled_from(["1", "-2.5", "+3e4", "0"])
        figure["values"] = draw(st.dictionaries(st.sampled_from(list(actors)), numbers, max_size=3))
    return {
        "actors": actors,
        "reports": draw(st.lists(fields_of(BY_NAME["reports"]).filter(bool), max_size=3)),
        "arguments": arguments,
        "figures": figures,
    }


@settings(max_examples=150, deadline=None)
@given(sections())
def test_any_texts_come_back_as_they_were(data: dict[str, Any]) -> None:
    """Into the same dossier nothing is changed; into an empty one the same is added."""
    tables = {name: parse_table(sheet.encode()) for name, sheet in sheets_of(data).items()}
    same = planned(data, tables)
    assert (same.slips, same.changes, same.append, same.drop, same.unnamed) == ([], {}, [], [], [])
    bare = {name: parse_table(sheet.encode()) for name, sheet in sheets_of(data).items()}
    for row in bare["reports.csv"].rows:
        row.cells["number"] = row.cells["mark"] = ""
    plan = planned({}, bare)
    assert plan.slips == []
    made: dict[str, Any] = {section: {} for section in SECTIONS} | {"reports": []}
    for path, fields in plan.changes.items():
        made[str(path[0])][path[1]] = fields
    made["reports"] = [fields for _, fields in plan.append]
    assert _normal(made) == _normal(data)


def _normal(data: dict[str, Any]) -> Any:
    """Short forms in full, a list of one as that one, no use of an argument as none told."""

    def fields(section: str, entry: Any) -> dict[str, Any]:
        short = {"actors": "name", "arguments": "claim"}.get(section, "")
        whole = entry if isinstance(entry, dict) else {short: entry}
        told = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in whole.items()}
        if "used" in told and not isinstance(told["used"], str):
            uses = told["used"] if isinstance(told["used"], list) else [told["used"]]
            told["used"] = [fields("", use) for use in uses]
        return {key: value for key, value in told.items() if value not in ([], {}) or key not in ("used", "values")}

    return {
        section: {key: fields(section, entry) for key, entry in entries.items()} if isinstance(entries, dict)
        else [fields(section, entry) for entry in entries]
        for section, entries in data.items()
    }  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_text_that_is_typed_into_a_cell_stands_so_in_the_file(text: str) -> None:
    sheet = BY_NAME["actors"]
    value = value_of(sheet, "because", cell_of(sheet, "because", text))
    assert value == text
    if not set(text) & {"\x00"}:
        written = put("a: {b: c}\n", [(("a", "because"), text)])
        assert data_of(written)["a"]["because"] == text


# what is changed


def _cells(text: str) -> list[tuple[str, int, str]]:
    return [
        (file, row, column)
        for file, cells in exported(text).items() for row, line in enumerate(cells) if row
        for column, cell in zip(cells[0], line, strict=True)
        if cell and column in next(s for s in SHEETS if s.file == file).columns
    ]  # fmt: skip


# what can stand in the columns that do not take any text
OTHERWISE = {
    "as_of": "2023", "opposes": "speak", "supports": "speak", "from": "memo ¶9", "to": "speak", "sign": "against",
    "foresight": "nash", "via": "isle\nherald", "limits": "record", "attacks": "memory", "rests_on": "trap",
    "kind": "institution", "of": "port", "by": "isle\nreef", "members": "isle", "value": "7.25", "when": "not patrol",
    "ground": "storm", "changes_if": "not patrol",
}  # fmt: skip


@pytest.mark.parametrize("cell", _cells(SMALL), ids=lambda c: f"{c[0]} {c[1]} {c[2]}")
def test_an_edited_cell_changes_its_field_in_its_place(cell: tuple[str, int, str]) -> None:
    file, row, column = cell
    sheets = exported(SMALL)
    line, place = sheets[file][row], sheets[file][0].index(column)
    old, new = line[place], OTHERWISE.get(column, "a new text, with a comma")
    line[place] = new
    found = brought(SMALL, sheets)
    before, after = data_of(SMALL), data_of(found.text)
    assert exported(found.text)[file][row][place] == new
    assert _differing(before, after) == 1
    assert abs(len(found.text) - len(SMALL)) <= len(new) + len(old) + 60
    assert len(found.told) == 1


def _differing(one: Any, other: Any) -> int:
    """How many values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(_differing(one.get(k), other.get(k)) for k in {**one, **other})
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return sum(_differing(a, b) for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 1
    return int(one != other)


def test_a_changed_cell_leaves_every_other_byte() -> None:
    found = edited(SMALL, "actors.csv", "reef", "name", "The Great Reef")
    assert found.text == SMALL.replace("{name: The Reef}", "{name: The Great Reef}")
    assert found.told == ("changed reef.name",)


def test_an_entry_in_its_short_form_stays_short_as_long_as_it_can() -> None:
    text = SMALL.replace("reef: {name: The Reef}", "reef: The Reef")
    assert edited(text, "actors.csv", "reef", "name", "Reef").text == text.replace("reef: The Reef", "reef: Reef")
    found = edited(text, "actors.csv", "reef", "kind", "group")
    assert found.text == text.replace("reef: The Reef", "reef: {name: The Reef, kind: group}")


def test_an_emptied_cell_takes_the_field_out() -> None:
    found = edited(SMALL, "actors.csv", "isle", "aliases", "")
    assert found.text == SMALL.replace("aliases: [the island], ", "")
    assert found.told == ("emptied isle.aliases",)


def test_a_list_is_one_item_on_each_line() -> None:
    found = edited(SMALL, "actors.csv", "isle", "aliases", "the island\nthe rock, so called")
    assert '[the island, "the rock, so called"]' in found.text
    assert read(found.text).actors["isle"].aliases == ("the island", "the rock, so called")


def test_new_rows_are_new_entries() -> None:
    sheets = exported(SMALL)
    width = {file: len(cells[0]) for file, cells in sheets.items()}

    def row(file: str, **cells: str) -> None:
        sheets[file].append([cells.get(name, "") for name in sheets[file][0]])
        assert len(sheets[file][-1]) == width[file]

    row("actors.csv", id="gulf", name="=The Gulf")
    row("reports.csv", of="gulf", to="offer", sign="for", says="likes it")
    row("arguments.csv", id="late", claim="It is too late.", opposes="offer")
    row("argument_uses.csv", argument="late", by="gulf\nreef")
    row("argument_uses.csv", argument="trap", by="gulf", **{"in": "the council"})
    row("argument_uses.csv", argument="record", by="port")
    row("figures.csv", id="boats", text="Boats", unit="boats")
    row("figure_values.csv", figure="boats", actor="gulf", value="3")
    row("figure_values.csv", figure="ships", actor="gulf", value="-1.5")
    found = brought(SMALL, sheets)
    dossier = read(found.text)
    assert dossier.actors["gulf"].name == "=The Gulf"
    assert [r.of for r in dossier.reports] == ["reef", "gulf"]
    assert [u.by for u in dossier.arguments["late"].used] == [("gulf", "reef")]
    assert [u.in_ for u in dossier.arguments["trap"].used] == ["the press", "the council"]
    assert dossier.arguments["record"].used[0].by == ("port",)
    assert dossier.figures["boats"].values == {"gulf": 3.0}
    assert dossier.figures["ships"].values == {"port": 4.0, "isle": 2.5, "gulf": -1.5}
    assert found.told == (
        "added 1 actor: gulf", "added 1 report: 2 (likes it)", "added 1 argument: late",
        "added 3 uses of an argument: late, trap, record", "added 1 series of figures: boats",
        "added 2 figures: boats.gulf, ships.gulf",
    )  # fmt: skip
    assert [line for line in SMALL.splitlines() if line not in found.text.splitlines()] == [
        line for line in SMALL.splitlines() if re.search(r"^  (trap|record|ships):", line)
    ]


def test_a_row_that_is_gone_is_told_and_kept_unless_it_is_to_be_deleted() -> None:
    sheets = exported(SMALL)
    sheets["arguments.csv"] = [r for r in sheets["arguments.csv"] if r[0] != "memory"]
    text = SMALL.replace(", rests_on: [memory]", "")
    sheets["arguments.csv"][2][sheets["arguments.csv"][0].index("rests_on")] = ""
    kept = brought(text, sheets)
    assert kept.text == text
    assert kept.told == ("not in arguments.csv, and kept: memory; --delete removes what a sheet leaves out",)
    gone = brought(text, sheets, delete=True)
    assert gone.text == "".join(line for line in text.splitlines(keepends=True) if "People remember it" not in line)
    assert gone.told == ("removed from arguments, no longer in arguments.csv: memory",)


def test_reports_are_known_by_their_number_so_rows_can_be_sorted_and_deleted() -> None:
    text = SMALL.replace("\ntreaties:", MORE_REPORTS, 1)
    sheets = exported(text)
    rows = sheets["reports.csv"]
    assert brought(text, {"reports.csv": [rows[0], rows[3], rows[1], rows[2]]}).text == text
    found = brought(text, {"reports.csv": [rows[0], rows[3], rows[1]]}, delete=True)
    assert [r.of for r in read(found.text).reports] == ["reef", "herald"]


def test_only_the_sheets_that_are_there_are_read() -> None:
    sheets = exported(SMALL)
    assert brought(SMALL, {"actors.csv": sheets["actors.csv"]}) == Brought(SMALL, (), ())


def test_a_column_that_is_left_out_is_left_alone() -> None:
    sheet = [row[:2] for row in exported(SMALL)["actors.csv"]]
    assert brought(SMALL, {"actors.csv": sheet}) == Brought(SMALL, (), ())


def test_truth_values_may_stand_in_capitals_as_spreadsheets_write_them() -> None:
    text = SMALL.replace("sign: worried,", "sign: worried, muted: true,")
    sheets = exported(text)
    row = sheets["reports.csv"][1]
    row[sheets["reports.csv"][0].index("muted")] = "TRUE"
    assert brought(text, sheets).text == text


# what is wrong


def slips(text: str, file: str, key: str, column: str, value: str) -> list[str]:
    with pytest.raises(SlipsInSheets) as error:
        edited(text, file, key, column, value)
    return [str(slip) for slip in error.value.slips]


@pytest.mark.parametrize(
    "file, key, column, value, told",
    [
        ("actors.csv", "reef", "kind", "stat", "actors.csv, row 4, column kind: error D103: expected one of"),
        ("actors.csv", "isle", "name", "", "actors.csv, row 3: error D109: `name` is missing"),
        ("actors.csv", "pair", "members", "isle\nrif", "actors.csv, row 5, column members: error D104: unknown"),
        ("arguments.csv", "trap", "ground", "not", "arguments.csv, row 2, column ground: error D106"),
        ("argument_uses.csv", "trap", "by", "nobody", "argument_uses.csv, row 2, column by: error D104"),
        ("argument_uses.csv", "trap", "argument", "trip", "argument_uses.csv, row 2, column argument: error D104"),
        ("figure_values.csv", "ships", "value", "many", "figure_values.csv, row 2, column value: error D103"),
        ("reports.csv", "1", "sign", "glad", "reports.csv, row 2, column sign: error D103"),
        ("reports.csv", "1", "number", "one", "reports.csv, row 2, column number: error D103"),
        ("arguments.csv", "trap", "used", "not stated", "arguments.csv, row 2, column used: error D103"),
        ("actors.csv", "reef", "because", "json: {", "actors.csv, row 4, column because: error D103"),
        ("actors.csv", "reef", "id", "isle", "actors.csv, row 4: error D102: `isle` is given twice, the first"),
        ("actors.csv", "reef", "id", "", "actors.csv, row 4, column id: error D109: `id` is missing"),
    ],
)
def test_a_mistake_names_its_sheet_row_and_column(file: str, key: str, column: str, value: str, told: str) -> None:
    found = slips(SMALL, file, key, column, value)
    assert any(line.startswith(told) for line in found), found


def test_a_mistake_is_found_in_its_row_behind_rows_that_are_deleted() -> None:
    text = SMALL.replace("\ntreaties:", MORE_REPORTS, 1)
    rows = exported(text)["reports.csv"]
    rows[3][rows[0].index("sign")] = "glad"
    with pytest.raises(SlipsInSheets, match=r"reports.csv, row 3, column sign: error D103"):
        brought(text, {"reports.csv": [rows[0], rows[1], rows[3]]}, delete=True)


def test_columns_that_the_language_does_not_know_are_named_with_the_nearest() -> None:
    sheets = exported(SMALL)
    sheets["actors.csv"][0][3] = "knd"
    with pytest.raises(SlipsInSheets, match=r"actors.csv, row 1, column knd: error D101: .*did you mean `kind`"):
        brought(SMALL, sheets)
    sheets["actors.csv"][0][0] = "key"
    with pytest.raises(SlipsInSheets, match=r"actors.csv, row 1: error D109: there is no column `id`"):
        brought(SMALL, sheets)


def test_characters_that_a_spreadsheet_lost_are_not_written() -> None:
    table = parse_table("id,name\nreef,The Reéf \x81\n".encode("latin-1"))
    with pytest.raises(SlipsInSheets, match=r"actors.csv, row 2, column name: error D003: characters were lost"):
        bring(SMALL, {"actors.csv": table})


def test_a_comma_without_quotes_is_no_silent_loss() -> None:
    table = parse_table(b"id,name\nreef,The Reef, great\n")
    with pytest.raises(SlipsInSheets, match=r"actors.csv, row 2: error D103: there are more cells than columns"):
        bring(SMALL, {"actors.csv": table})


def test_what_is_wrong_elsewhere_is_told_with_its_line() -> None:
    sheets = exported(SMALL)
    sheets["actors.csv"] = [r for r in sheets["actors.csv"] if r[0] != "herald"]
    with pytest.raises(SlipsInSheets, match=r"(?s)case.yaml:\d+:\d+: error D104: unknown actor `herald`"):
        brought(SMALL, {"actors.csv": sheets["actors.csv"]}, delete=True)


# dossiers that have changed since the export


LISTED = SMALL.replace("\ntreaties:", "\n  - {of: isle, to: offer, sign: for}\ntreaties:", 1).replace(
    "used: [{by: [herald], in: the press}]", "used: [{by: [herald], in: the press}, {by: reef}]"
)
INSERTED = LISTED.replace("reports:\n", "reports:\n  - {of: herald, to: offer, sign: for}   # late news\n").replace(
    "used: [{by: [herald]", "used: [{by: isle}, {by: [herald]"
)


def test_untouched_sheets_write_over_nothing_in_a_dossier_that_has_grown() -> None:
    assert brought(INSERTED, exported(LISTED)) == Brought(
        INSERTED, (
            "not in reports.csv, and kept: report 1; --delete removes what a sheet leaves out",
            "not in argument_uses.csv, and kept: trap.1; --delete removes what a sheet leaves out",
        ), (),
    )  # fmt: skip


def test_an_edited_row_finds_its_entry_where_it_stands_now() -> None:
    sheets = exported(LISTED)
    for file, row in (("reports.csv", 2), ("argument_uses.csv", 2)):
        column = sheets[file][0].index("of" if file == "reports.csv" else "by")
        sheets[file][row][column] = "port"
    found = brought(INSERTED, sheets)
    assert found.text == INSERTED.replace("{of: isle, to", "{of: port, to").replace("{by: reef}", "{by: port}")
    assert found.told[0] == "changed report 3.of, use of an argument trap.3.by"


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("{of: isle, to: offer, sign: for}", "{of: isle, to: offer, sign: against}",
         "reports.csv, row 3: error D301: report 2 has changed in the dossier since the export; export it again"),
        ("{by: reef}", "{by: port}",
         "argument_uses.csv, row 3: error D301: use of an argument trap.2 has changed in the dossier since the export"),
        ("\n  - {of: isle, to: offer, sign: for}", "",
         "reports.csv, row 3, column number: error D104: there is no report 2; leave `number` and `mark` empty"),
        (", {by: reef}", "",
         "argument_uses.csv, row 3, column number: error D104: there is no use of an argument trap.2"),
    ],
)  # fmt: skip
def test_a_row_whose_entry_has_changed_meanwhile_is_refused(old: str, new: str, told: str) -> None:
    assert old in LISTED
    with pytest.raises(SlipsInSheets) as error:
        brought(LISTED.replace(old, new), exported(LISTED))
    assert [str(slip)[: len(told)] for slip in error.value.slips] == [told]


def test_what_was_changed_alike_in_both_is_no_change() -> None:
    sheets = exported(LISTED)
    row, column = at(sheets, "reports.csv", 2, "sign")
    row[column] = "against"
    now = LISTED.replace("{of: isle, to: offer, sign: for}", "{of: isle, to: offer, sign: against}")
    assert brought(now, sheets) == Brought(now, (), ())


def test_without_marks_a_row_is_known_only_if_it_says_the_same() -> None:
    sheets = exported(LISTED)
    bare = {"reports.csv": [row[:-1] for row in sheets["reports.csv"]]}
    assert bare["reports.csv"][0][-1] != "mark"
    assert brought(LISTED, bare) == Brought(LISTED, (), ())
    assert brought(INSERTED, bare).text == INSERTED
    row, column = at(bare, "reports.csv", 2, "sign")
    row[column] = "against"
    with pytest.raises(SlipsInSheets, match="row 3: error D109: `mark` is missing, by which report 2 is known"):
        brought(LISTED, bare)


def test_reports_that_say_the_same_are_told_apart_by_their_numbers() -> None:
    twice = LISTED.replace(same := "\n  - {of: isle, to: offer, sign: for}", same * 2)
    sheets = exported(twice)
    assert brought(twice, sheets) == Brought(twice, (), ())
    row, column = at(sheets, "reports.csv", 3, "sign")
    row[column] = "against"
    assert brought(twice, sheets).text == twice.replace(same * 2, same + same.replace("for}", "against}"))


def test_the_same_sheets_twice_are_the_same_as_once() -> None:
    sheets = exported(LISTED)
    columns = sheets["reports.csv"][0]
    sheets["reports.csv"] += [
        [{"of": "port", "to": "offer", "sign": sign}.get(column, "") for column in columns] for sign in ("for", "for")
    ]
    sheets["argument_uses.csv"] += [
        [{"argument": key, "by": "port\nisle"}.get(column, "") for column in sheets["argument_uses.csv"][0]]
        for key in ("trap", "record")
    ]
    row, column = at(sheets, "reports.csv", 1, "sign")
    row[column] = "against"
    once = brought(LISTED, sheets)
    assert once.told == (
        "added 2 reports: 3, 4", "added 2 uses of an argument: trap, record", "changed report 1.sign",
    )  # fmt: skip
    for delete in (False, True):
        again = brought(once.text, sheets, delete=delete)
        assert again.text == once.text
        assert again.told == (
            "in the dossier already, and not added again: report 3, report 4, "
            "use of an argument trap.3, use of an argument record.1",
        )


REPORT = st.fixed_dictionaries({"of": st.sampled_from(["us", "them"]), "says": st.sampled_from(["a", "b", "c"])})


@settings(max_examples=150, deadline=None)
@given(st.lists(REPORT, max_size=6), st.lists(REPORT, max_size=3), st.randoms())
def test_a_list_in_any_other_order_and_length_is_never_written_over(
    reports: list[dict[str, str]], more: list[dict[str, str]], chance: Any
) -> None:
    """The sheets change nothing in it as they are, and one field where one cell was edited."""
    now = [*reports, *more]
    chance.shuffle(now)
    sheets = sheets_of({"reports": reports})
    plan = planned({"reports": now}, {"reports.csv": parse_table(sheets["reports.csv"].encode())})
    assert (plan.slips, plan.changes, plan.append, plan.drop, len(plan.unnamed)) == ([], {}, [], [], len(more))
    if reports:
        cells = exported_of(sheets["reports.csv"])
        row = chance.randrange(len(reports))
        cells[row + 1][cells[0].index("says")] = "new"
        plan = planned({"reports": now}, {"reports.csv": parse_table(saved(cells))})
        ((path, value),) = plan.changes.items()
        assert (value, path[0], path[2], now[int(path[1])]) == ("new", "reports", "says", reports[row])
        assert (plan.slips, plan.append, plan.drop) == ([], [], [])


# what is taken out


def row_of(sheets: dict[str, Cells], file: str, *key: str) -> list[str]:
    return next(row for row in sheets[file] if row[: len(key)] == list(key))


def test_an_emptied_figure_goes_with_its_series() -> None:
    sheets = exported(SMALL)
    row_of(sheets, "figure_values.csv", "ships", "isle")[2] = ""
    del sheets["figures.csv"][1]
    found = brought(SMALL, sheets, delete=True)
    assert "figures" in data_of(found.text)
    assert data_of(found.text)["figures"] == {}
    assert found.told == ("removed from figures, no longer in figures.csv: ships",)
    assert brought(SMALL, sheets).told == (
        "emptied ships.isle", "not in figures.csv, and kept: ships; --delete removes what a sheet leaves out",
    )  # fmt: skip


@pytest.mark.parametrize("actor", ["isle", "reef"], ids=["changed", "new"])
def test_a_figure_of_a_series_that_goes_is_no_silent_loss(actor: str) -> None:
    sheets = exported(SMALL)
    sheets["figure_values.csv"] = [r for r in sheets["figure_values.csv"] if r[1] != actor] + [["ships", actor, "9"]]
    del sheets["figures.csv"][1]
    with pytest.raises(SlipsInSheets, match=r"figure_values.csv, row \d: error D104: `ships` is not in figures.csv"):
        brought(SMALL, sheets, delete=True)


def test_uses_of_an_argument_that_goes_are_named() -> None:
    sheets = exported(SMALL)
    sheets["arguments.csv"].remove(row_of(sheets, "arguments.csv", "trap"))
    with pytest.raises(SlipsInSheets) as error:
        brought(SMALL, sheets, delete=True)
    assert [str(slip) for slip in error.value.slips] == [
        "argument_uses.csv, row 2: error D104: `trap` is not in arguments.csv, and --delete takes it out of the "
        "dossier; take this row out too, or put `trap` back into arguments.csv"
    ]


@pytest.mark.parametrize("value", ["nobody", "reff"])
def test_a_figure_of_an_actor_that_there_is_not_is_a_mistake(value: str) -> None:
    told = slips(SMALL, "figure_values.csv", "ships", "actor", value)
    assert told[0].startswith(f"figure_values.csv, row 2, column actor: error D104: unknown actor `{value}`")


def test_a_use_takes_the_place_of_one_that_goes() -> None:
    text = SMALL.replace("used: [{by: [herald], in: the press}]", "used: {by: herald}")
    sheets = exported(text)
    columns = sheets["argument_uses.csv"][0]
    sheets["argument_uses.csv"] = [columns, [{"argument": "trap", "by": "reef"}.get(c, "") for c in columns]]
    found = brought(text, sheets, delete=True)
    assert found.text == text.replace("used: {by: herald}", "used: [{by: reef}]")
    assert found.told == (
        "added 1 use of an argument: trap", "removed from arguments, no longer in argument_uses.csv: trap.1",
    )  # fmt: skip
    sheets["argument_uses.csv"][1][columns.index("by")] = "rif"
    with pytest.raises(SlipsInSheets, match=r"argument_uses.csv, row 2, column by: error D104"):
        brought(text, sheets, delete=True)


@pytest.mark.parametrize("file", ["reports.csv", "argument_uses.csv"])
@pytest.mark.parametrize("digit", ["9", "0"])
def test_a_number_of_many_digits_is_a_mistake_in_its_cell(file: str, digit: str) -> None:
    sheets = exported(SMALL)
    row, column = at(sheets, file, 1, "number")
    row[column] = digit * 5000
    with pytest.raises(SlipsInSheets, match=f"{file}, row 2, column number: error D103: expected a whole number") as e:
        brought(SMALL, sheets)
    assert len(str(e.value)) < 250
