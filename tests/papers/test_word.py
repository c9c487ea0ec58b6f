"""Papers in Word: a file that Word accepts, the sentences of the paper in their order, each with its note."""

from __future__ import annotations

import itertools
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator

from overture import papers
from overture.advice import advise
from overture.diagrams.marks import mark
from overture.dossier import Dossier, read
from overture.library import case
from overture.papers.content import (
    Bullets,
    Column,
    Figure,
    Note,
    Paper,
    Paragraph,
    Piece,
    Row,
    Section,
    Sentence,
    Sign,
    Table,
    code,
    sentence,
)
from overture.papers.formats import rendered
from overture.papers.formats.word.xml import clean
from overture.papers.numbering import NOTES, noted

from ..in_time import in_time
from .example import TEXT
from .made import every_paper
from .word_file import Word, numbered_sentences, style_of, text_of, words

CASES = ("river", "first-case", "molotov-1954", "finland-sweden-2022")
HOSTILE = "$#*_<>&\\[]@`'\"{}%~^|<script>alert(1)</script>\x00\x0b\x1f\x7f\x85\ud800\ufffe" + "x" * 300
DATA_TABLES = ("PaperTable", "PaperMatrix")


def paper_of(name: str) -> Paper:
    dossier = read(TEXT) if name == "river" else read(case(name), name)
    return papers.brief(dossier, advise(dossier, audit=name in ("river", "first-case")))


@pytest.fixture(scope="module", params=CASES)
def paper(request: pytest.FixtureRequest) -> Paper:
    return paper_of(request.param)


@pytest.fixture(scope="module")
def word(paper: Paper) -> Word:
    return Word(rendered(paper, "docx"))


@pytest.fixture(scope="module")
def river() -> Paper:
    return paper_of("river")


def findings(data: bytes, folder: Path) -> list[str]:
    """What Word would mend or refuse in a file."""
    written = folder / "paper.docx"
    written.write_bytes(data)
    return [str(e) for e in OpenXmlValidator(FileFormat.MICROSOFT_365).validate(written).errors]


def small(*blocks: Any, **more: Any) -> Paper:
    """A paper of a few blocks."""
    return Paper(
        title="A paper", kind="Brief", as_of="26 March 1954", stage="Draft", handling="Secret", meta=(("For", "us"),),
        sections=(Section("one", "One", blocks),), **more,
    )  # fmt: skip


def say(text: str) -> Sentence:
    return sentence(text, trace=("x",))


# what the paper says


def test_each_sentence_stands_in_its_place_with_the_number_of_its_note(paper: Paper, word: Word) -> None:
    text, place = word.text, 0
    for told, number in numbered_sentences(paper):
        wanted = f"{told}⟦{number}⟧"
        found = text.find(wanted, place)
        assert found >= 0, f"{wanted} after {text[max(0, place - 80) : place + 80]!r}"
        place = found + len(wanted)
    assert text.count("⟦") == sum(1 for _ in noted(paper))


def test_every_number_leads_to_its_note(paper: Paper, word: Word) -> None:
    places = [b.get(qn("w:name")) for b in word.every("w:bookmarkStart")]
    keys = [b.get(qn("w:id")) for b in word.every("w:bookmarkStart")]
    assert len(places) == len(set(places)) == len(set(keys))
    for link in word.every("w:hyperlink"):
        assert link.get(qn("w:anchor")) in places
        number = re.search(r"⟦(\d+)⟧", text_of(link))
        assert number is None or link.get(qn("w:anchor")) == f"Note{number[1]}"
        assert len(link.get(qn("w:tooltip"), "")) <= 255
    fields_ = [i.text for i in word.every("w:instrText")]
    assert all(re.fullmatch(r" REF Note\d+ \\n \\\* CHARFORMAT ", f) for f in fields_)


def test_the_notes_are_one_list_counted_from_one(paper: Paper, word: Word) -> None:
    found = [p for p in word.every("w:p") if style_of(p) == "NoteText"]
    assert [text_of(p) for p in found] == [words(n.sentence.plain) for n in paper.notes]
    lists = {p.xpath("string(./w:pPr/w:numPr/w:numId/@w:val)") for p in found}
    assert len(lists) == 1
    (num,) = word.numbering.xpath(f"./w:num[@w:numId='{lists.pop()}']")
    assert num.xpath("string(.//w:startOverride/@w:val)") == "1"


def test_headings_skip_no_level_and_stand_with_what_follows(paper: Paper, word: Word) -> None:
    levels = word.outline()
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    kept = {s.get(qn("w:styleId")) for s in word.styles.iter(qn("w:style")) if s.xpath("./w:pPr/w:keepNext")}
    assert {"Title", "Heading1", "Heading2", "Heading3", "PanelHeading", "Lede", "Caption", "TableHead"} <= kept
    texts = [text for style, text in word.paragraphs() if style in ("PanelHeading", "Heading1")]
    assert texts == [*(words(p.title) for p in paper.front), *(words(s.title) for s in paper.sections), NOTES]


def test_every_page_bears_the_handling_mark_and_the_place_in_time(paper: Paper, word: Word) -> None:
    for section in word.file.sections:
        head = " ".join(p.text for p in section.header.paragraphs)
        foot = " ".join(p.text for p in section.footer.paragraphs)
        assert paper.handling in head and paper.handling in foot
        assert paper.title in head and paper.as_of in head
        assert paper.stage in foot
        footer: Any = section.footer._element
        assert [i.text.strip() for i in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
        assert not section.different_first_page_header_footer


def test_pages_are_a4_with_the_margins_of_the_house(word: Word) -> None:
    for section in word.file.sections:
        sizes = (section.page_width, section.page_height, section.top_margin, section.right_margin,
                 section.bottom_margin, section.left_margin)  # fmt: skip
        assert [round(s.mm) for s in sizes if s] == [210, 297, 21, 17, 19, 19]


def test_every_picture_has_a_title_and_a_description_and_fits_the_page(paper: Paper, word: Word) -> None:
    figures = [b for s in paper.sections for b in s.blocks if isinstance(b, Figure)]
    found = list(word.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert len(found) == len(figures)
    assert all(p.get("title") and p.get("descr") for p in found)
    assert len({p.get("id") for p in found}) == len(found)
    for shape in word.file.inline_shapes:
        assert 0 < shape.width.mm <= 174.1 and 0 < shape.height.mm <= 191


def test_tables_repeat_their_heads_and_break_no_row(paper: Paper, word: Word) -> None:
    tables = [b for s in paper.sections for b in s.blocks if isinstance(b, Table)]
    found = [t for t in word.every("w:tbl") if t.xpath("string(./w:tblPr/w:tblStyle/@w:val)") in DATA_TABLES]
    assert len(found) == len(tables)
    for table, told in zip(found, tables, strict=True):
        first, *others = table.xpath("./w:tr")
        assert len(others) == len(told.rows)
        assert first.xpath("./w:trPr/w:tblHeader") and not any(r.xpath("./w:trPr/w:tblHeader") for r in others)
        assert all(r.xpath("./w:trPr/w:cantSplit") for r in (first, *others))
        assert [text_of(p) for p in first.iter(qn("w:p"))] == [words(c.title) for c in told.columns]
        assert table.xpath("string(./w:tblPr/w:tblCaption/@w:val)") == clean(told.caption)
        if not told.caption_hidden:
            assert style_of(table.getprevious()) == "Caption"


def test_tables_fit_the_page(word: Word) -> None:
    for table in word.every("w:tbl"):
        columns = [int(w) for w in table.xpath("./w:tblGrid/w:gridCol/@w:w")]
        assert all(w > 100 for w in columns)
        assert sum(columns) <= 9866
        for row in table.xpath("./w:tr"):
            spans = [int(c.xpath("string(./w:tcPr/w:gridSpan/@w:val)") or 1) for c in row.xpath("./w:tc")]
            assert sum(spans) == len(columns)
            assert sum(int(w) for w in row.xpath("./w:tc/w:tcPr/w:tcW/@w:w")) == sum(columns)


# what Word accepts


def test_every_style_that_is_used_is_defined(word: Word) -> None:
    defined = {s.get(qn("w:styleId")) for s in word.styles.iter(qn("w:style"))}
    roots = [word.body, *(x._element for s in word.file.sections for x in (s.header, s.footer))]
    used = {s for r in roots for tag in ("pStyle", "rStyle", "tblStyle") for s in r.xpath(f".//w:{tag}/@w:val")}
    based = {str(b) for tag in ("basedOn", "next") for b in word.styles.xpath(f".//w:{tag}/@w:val")}
    assert used | based <= defined
    numbers = {n.get(qn("w:numId")) for n in word.numbering.iter(qn("w:num"))}
    assert {str(n) for n in word.body.xpath(".//w:numPr/w:numId/@w:val")} <= numbers


def test_the_file_keeps_to_the_schemas_of_the_format(word: Word, tmp_path: Path) -> None:
    assert findings(word.data, tmp_path) == []


def test_a_cell_ends_with_a_paragraph_and_no_two_tables_touch(word: Word) -> None:
    assert all(cell[-1].tag == qn("w:p") for cell in word.every("w:tc"))
    tables = list(word.every("w:tbl"))
    assert not any(t.getnext() is not None and t.getnext().tag == qn("w:tbl") for t in tables)
    assert word.body[-1].tag == qn("w:sectPr") and word.body[-2].tag == qn("w:p")


def test_the_same_paper_gives_the_same_bytes(paper: Paper, word: Word) -> None:
    assert rendered(paper, "docx") == word.data
    with zipfile.ZipFile(BytesIO(word.data)) as held:
        assert {i.date_time for i in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert held.namelist()[0] == "[Content_Types].xml"


def test_the_file_tells_of_the_paper_and_not_of_the_program(paper: Paper, word: Word) -> None:
    found = word.file.core_properties
    assert (found.title, found.author, found.last_modified_by, found.language) == (paper.title, "", "", "en-GB")
    assert found.created == found.modified
    assert f"{found.created:%-d %B %Y}" == paper.as_of
    for name, part in word.parts.items():
        assert b"python" not in part.lower(), name
        assert name.endswith((".xml", ".rels", ".png")), name


def test_the_language_is_british_english(word: Word) -> None:
    assert word.styles.xpath("string(./w:docDefaults//w:lang/@w:val)") == "en-GB"


# letters


def test_a_letter_has_its_head_its_numbered_paragraphs_and_its_signature(tmp_path: Path) -> None:
    notes = (Note(1, ("x",), sentence(code("x"), ".", trace=("x",))),)
    paragraphs = tuple(Paragraph((say(f"Point {i}."),), number=i) for i in (1, 2, 3))
    letter = small(*paragraphs, layout="letter", signature=("The Minister", "4 May 2031"), notes=notes)
    word = Word(rendered(letter, "docx"))
    assert findings(word.data, tmp_path) == []
    found = list(word.paragraphs())
    assert found[:3] == [("Title", "A paper"), ("LetterHead", "For us"), ("Heading1", "One")]
    assert [s for s, _ in found[3:]] == [*["NumberedText"] * 3, "SignatureSpace", "Signature", "Heading1", "NoteText"]
    numbered = {str(n) for n in word.body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='NumberedText']//w:numId/@w:val")}
    assert len(numbered) == 1


def test_the_numbers_of_paragraphs_are_those_of_the_paper() -> None:
    body = [Paragraph((say("a"),), number=4), Paragraph((say("b"),)), Paragraph((say("c"),), number=5)]
    word = Word(rendered(small(*body, Paragraph((say("d"),), number=9), layout="letter"), "docx"))
    found = [str(n) for n in word.body.xpath(".//w:p//w:numId/@w:val")]
    starts = {n: word.numbering.xpath(f"string(./w:num[@w:numId='{n}']//w:startOverride/@w:val)") for n in found}
    assert found[0] == found[1] != found[2]
    assert [starts[n] for n in (found[0], found[2])] == ["4", "9"]


def test_a_paper_without_notes_has_no_numbers(river: Paper) -> None:
    word = Word(rendered(replace(river, notes=()), "docx"))
    assert "⟦" not in word.text
    assert NOTES not in [text for _, text in word.paragraphs()]


def test_the_words_that_a_redline_marks_are_tracked_changes() -> None:
    told = sentence(Piece("old", "deleted"), " ", Piece("new", "inserted"), trace=("x",))
    word = Word(rendered(small(Paragraph((told,))), "docx"))
    (gone,) = word.body.xpath("./w:p/w:del")
    (came,) = word.body.xpath("./w:p/w:ins")
    assert gone.findtext(f".//{qn('w:delText')}") == "old "  # the space goes with it: accepted, one space is left
    assert came.findtext(f".//{qn('w:t')}") == "new"
    assert gone.get(qn("w:id")) != came.get(qn("w:id"))


def test_ordered_lists_begin_anew() -> None:
    items = ((say("a"),), (say("b"),))
    word = Word(rendered(small(Bullets(items, "ordered"), Bullets(items, "ordered")), "docx"))
    found = [str(n) for n in word.body.xpath(".//w:numId/@w:val")]
    assert found[0] == found[1] != found[2] == found[3]


# whatever is written


def spoilt(value: Any, count: list[int]) -> Any:
    """The same with a hostile text in every text that is printed."""
    if isinstance(value, Sentence):
        return replace(value, pieces=tuple(spoilt(p, count) for p in value.pieces))
    if isinstance(value, Sign):
        return value
    if isinstance(value, tuple):
        return tuple(spoilt(v, count) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"svg", "role", "style", "layout", "id", "front_id", "trace", "basis", "as_of"}
        names = [f.name for f in fields(value) if f.name not in kept]
        return replace(value, **{name: spoilt(getattr(value, name), count) for name in names})
    if isinstance(value, str) and value:
        count[0] += 1
        return value + HOSTILE
    return value


def test_hostile_text_in_every_field_is_printed_as_it_is(river: Paper, tmp_path: Path) -> None:
    count = [0]
    word = Word(rendered(spoilt(river, count), "docx"))
    assert findings(word.data, tmp_path) == []
    text = "".join(t.text or "" for t in word.every("w:t"))
    assert count[0] > 200
    assert text.count(clean(HOSTILE)) > 200
    assert "\ufffd" in clean(HOSTILE) and "<script>" in clean(HOSTILE)
    assert word.file.core_properties.title.startswith(river.title)
    assert word.outline()[0] == 1


def test_hostile_names_in_a_dossier_reach_the_figures() -> None:
    text = TEXT.replace("the dam takes the water", "'$#*_<b>&\\[x]@ <script>'")
    text = text.replace("we share what there is", "'& < >'")
    assert text != TEXT
    dossier: Dossier = read(text)
    word = Word(rendered(papers.brief(dossier, advise(dossier)), "docx"))
    assert "<script>" in word.text


def test_a_long_handling_mark_has_a_line_of_its_own(river: Paper) -> None:
    long = "Reconstruction of the question from public sources; not a document of the ministry"
    word = Word(rendered(replace(river, handling=long), "docx"))
    (section, *_) = word.file.sections
    assert section.header.paragraphs[0].text == long
    assert section.footer.paragraphs[0].text == long


def test_a_paper_with_a_thousand_claims_takes_a_moment() -> None:
    rows = []
    for i in range(1000):
        key = (f"claim_{i}",)
        verdict = sentence(Sign(mark("claim", "rests on")), trace=key)
        told = sentence(f"The three will answer before the assembly votes, {i}", trace=key)
        rests = sentence("They would leave. ", code(f"assumption_{i}"), trace=(*key, "they_leave"))
        rows.append(Row(((verdict,), (told,), (rests,))))
    columns = (Column("Verdict", 16, "v"), Column("Claim", 43), Column("What it rests on"))
    table = Table("Claims", columns, tuple(rows), "claims")
    traces = dict.fromkeys(line.trace for row in rows for cell in row.cells for line in cell)
    notes = tuple(Note(i, t, sentence(code(", ".join(t)), ".", trace=t)) for i, t in enumerate(traces, 1))
    with in_time(5, "a paper with a thousand claims"):
        data = rendered(small(table, notes=notes), "docx")
    assert Word(data).text.count("⟦") == 2000


def test_a_letter_is_signed_before_its_enclosures() -> None:
    paper = every_paper(read(case("molotov-1954")))["memorandum, founding"]
    text = "\n".join(p.text for p in docx.Document(BytesIO(rendered(paper, "docx"))).paragraphs)
    assert paper.signature
    assert text.index("Held back for later") < text.rindex(f"\n{paper.signature[0]}\n") < text.index("Enclosure 1:")
