"""PDF: tagged as PDF/UA-1, read in the order of the paper, nothing lost, nothing over the edge, the same bytes."""

from __future__ import annotations

import datetime
import random
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, groupby, pairwise

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import Dossier, read
from overture.papers.content import (
    Block,
    Bullets,
    Figure,
    Panel,
    Paper,
    Paragraph,
    Piece,
    Seats,
    Section,
    Sentence,
    Sign,
    Subheading,
    Table,
    numbered,
    sentence,
)
from overture.papers.formats import CannotRender, pdf, rendered
from overture.papers.formats.glyphs import REPLACEMENT, TABLE
from overture.papers.formats.typesetting import displays
from overture.papers.walk import texts, texts_of

from ..advised import advice_on, shipped
from ..slow.random_dossiers import random_dossier
from .everything import everything
from .example import HANGING, TEXT
from .many_claims import measured
from .pdf_reading import MM, Pdf, squeezed

SHIPPED = ("molotov-1954", "finland-sweden-2022")
SMALL = {"river": TEXT, "hanging": HANGING}
SPECIAL = "$ # * _ < > & \\ [ ] @ ` ~ \" ' = / - + {x} <script>alert(1)</script> #read(\"/etc/hosts\") // $x$"
RANDOM = ("random 3", "random 11", "random 19")


@cache
def dossier(name: str) -> Dossier:
    if name in SHIPPED:
        return shipped(name)
    return read(SMALL[name] if name in SMALL else random_dossier(int(name.split()[1])), name)


@cache
def paper(name: str) -> Paper:
    return papers.brief(dossier(name), advice_on(name, False) if name in SHIPPED else advise(dossier(name)))


@cache
def printed(name: str) -> bytes:
    return rendered(paper(name), "pdf")


@cache
def opened(name: str) -> Pdf:
    return Pdf(printed(name))


ALL = (*SHIPPED, *SMALL, *RANDOM)


@pytest.mark.parametrize("name", ALL)
def test_it_is_tagged_and_told_whose_title_and_language_it_has(name: str) -> None:
    found = opened(name)
    assert found.tagged
    assert found.title == f"Brief: {paper(name).title}, as of {paper(name).as_of}"
    assert found.author == ""
    assert b"en-GB" in printed(name)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed(name)


@pytest.mark.parametrize("name", ALL)
def test_its_headings_are_those_of_the_paper(name: str) -> None:
    heads = [s.title for s in paper(name).sections]
    outline = [title for _, title in opened(name).outline]
    places = [outline.index(h) for h in (*(p.title for p in paper(name).front), *heads)]
    assert places == sorted(places)
    kinds = [t.kind for t in opened(name).tags]
    assert kinds.count("H1") == 1
    assert kinds.index("H1") < kinds.index("H2")


@pytest.mark.parametrize("name", SHIPPED)
def test_tables_have_heads_and_figures_have_words(name: str) -> None:
    tags = opened(name).tags
    blocks = [b for s in paper(name).sections for b in s.blocks]
    assert sum(t.kind == "TH" for t in tags) >= sum(len(b.columns) for b in blocks if isinstance(b, Table))
    figures = [b for b in blocks if isinstance(b, Figure)]
    told = [t.alternative for t in tags if t.kind == "Figure" and t.alternative]
    assert len(told) >= len(figures) > 0
    assert {"L", "LI", "TR", "Caption"} <= {t.kind for t in tags}


# ---- the order of reading



def spoken(found: Paper) -> Iterator[list[tuple[Sentence, bool, bool]]]:
    """Each running text in the order of print: sentences, whether a number follows, whether it is a seat."""
    for part in _parts(found):
        if isinstance(part, Sentence):
            yield [(part, True, False)]
            continue
        for text in texts_of(part):
            seats = isinstance(part, Seats) and text != (part.note,)
            yield [(s, follows, seats) for s, follows in numbered(text)]


def _parts(found: Paper) -> Iterator[Block | Sentence]:
    for panel in found.front:
        yield from (*panel.blocks, *panel.margin)
        for block, margin in panel.more:
            yield from (block, *margin)
    if found.front_note:
        yield found.front_note
    for section in found.sections:
        yield from section.blocks


def _as_printed(told: Sentence, seat: bool, code: bool = True) -> str:
    """The letters of a sentence: a word that is there for those who cannot see the shape is none.

    `code`: with the edits, which a full audit leaves out, and with what the shape of a seat says.
    """
    if seat:
        name, _, rest = told.plain.partition(": ")
        return squeezed(name + rest if code else name)
    pieces = (
        p.text if isinstance(p, Piece) else "" if p.hidden else p.says
        for p in told.pieces
        if code or not (isinstance(p, Piece) and p.style == "code")
    )
    return squeezed("".join(pieces))


def in_order(found: Paper, body: str) -> int:
    """How many sentences are followed by the number of their note, each found after the one before."""
    at = checked = 0
    for text in spoken(found):
        for told, follows, seat in text:
            number = found.numbers.get(told.trace) if follows else None
            end = "" if number is None else str(number)
            tries = [_as_printed(told, seat) + end, _as_printed(told, seat, code=False) + end]
            places = [(body.find(t, at), len(t)) for t in tries]
            place, length = min((p for p in places if p[0] >= 0), default=(-1, 0))
            assert place >= 0, f"{tries[0]!r} is not after …{body[max(0, at - 60) : at + 120]!r}"
            assert place - at < 4000, f"{tries[0]!r} comes long after …{body[max(0, at - 60) : at + 60]!r}"
            at = place + length
            checked += number is not None
    return checked


@pytest.mark.parametrize("name", ALL)
def test_its_text_is_read_in_the_order_of_the_paper_with_the_number_of_every_note(name: str) -> None:
    from overture.papers.numbering import noted

    found = paper(name)
    assert [tuple(s for s, _, _ in text) for text in spoken(found)] == list(texts(found))
    body = opened(name).body
    assert in_order(found, body) == len(list(noted(found)))
    at = body.rindex(squeezed("Notes: what each sentence rests on"))
    for note in found.notes:
        told = str(note.number) + squeezed(note.sentence.plain)
        at = body.find(told, at)
        assert at >= 0, told


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_leads_to_its_note(name: str) -> None:
    from overture.papers.numbering import noted

    traced = sum(p.trace_number is not None for p in paper(name).front)
    assert opened(name).links == len(list(noted(paper(name)))) + traced


def test_every_kind_of_block_is_read_in_order() -> None:
    numbers = count(100)
    for layout in ("brief", "letter"):
        found = everything(lambda: f"w{next(numbers)}e", layout)
        in_order(found, Pdf(rendered(found, "pdf")).body)


# ---- letters


def test_special_characters_are_literal_in_every_field() -> None:
    numbers = count(100)
    asked: list[str] = []

    def words() -> str:
        asked.append(f"q{next(numbers)}z {SPECIAL} end")
        return asked[-1]

    found = Pdf(rendered(everything(words), "pdf"))
    whole = squeezed("".join(g.text for g in found.glyphs)) + squeezed(" ".join(t.alternative for t in found.tags))
    lost = [w for w in asked if squeezed(w) not in whole and squeezed(w).replace("q", "Q", 1) not in whole]
    assert len(asked) > 200
    assert [w[:6] for w in lost] == []
    assert "ff02::" not in whole
    assert "127.0.0.1" not in whole


def test_polish_cyrillic_and_greek_are_printed_and_no_warning_is_given() -> None:
    told = "Zażółć gęślą jaźń; Съешь ещё этих мягких французских булок; Ξεσκεπάζω την ψυχοφθόρα; Çavuşoğlu, Häkkänen"
    found = everything(lambda: told)
    assert pdf.warnings(found) == ()
    assert squeezed(told) in Pdf(rendered(found, "pdf")).body


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_cases_have_every_letter(name: str) -> None:
    assert pdf.warnings(paper(name)) == ()


LACKING = ("\U0001f600", "漢", "\ue000", "\x07", "ж\u0c4d", "\U0001f468\u200d\U0001f469\u200d\U0001f467")
SCRIPTS = ("שלום עולם", "مرحبا بالعالم", "नमस्ते", "a\u0301\u0327 e\u0300", "\u202eabc\u202c", "\ud800")


@pytest.mark.parametrize("lacking", LACKING)
def test_a_letter_that_no_font_has_is_named_with_its_sentence_and_seen(lacking: str) -> None:
    found = _one(f"The embassy writes {lacking} twice.")
    (warned,) = pdf.warnings(found)
    assert f"U+{ord(lacking[0]):04X}" in warned or f"U+{ord(lacking[-1]):04X}" in warned
    assert "The embassy writes" in warned
    assert squeezed(f"The embassy writes {REPLACEMENT}") in Pdf(rendered(found, "pdf")).body


@pytest.mark.parametrize("text", SCRIPTS)
def test_other_scripts_never_end_in_a_crash(text: str) -> None:
    found = everything(lambda: f"One {text} two")
    assert len(Pdf(rendered(found, "pdf"))) >= 2


def _one(text: str) -> Paper:
    told = Paragraph((sentence(text, trace=("a",)),))
    return Paper("A title", "Brief", "1 May 2020", "Draft", "", (), sections=(Section("s", "A section", (told,)),))


# ---- pages


@pytest.mark.parametrize("name", SHIPPED)
def test_the_handling_mark_is_at_head_and_foot_of_every_page(name: str) -> None:
    found, mark = opened(name), squeezed(paper(name).handling)
    for n in range(len(found)):
        assert mark.lower() in found.head(n).lower()
        assert mark.lower() in found.foot(n).lower()
        assert squeezed(paper(name).stage) in found.foot(n)
        assert f"{n + 1}of{len(found)}" in found.foot(n)
        assert (squeezed(f"as of {paper(name).as_of}") in found.head(n)) == (n > 0)


@pytest.mark.parametrize("name", ALL)
def test_the_first_page_is_one_page(name: str) -> None:
    panels = paper(name).front
    first = squeezed("".join(g.text for g in opened(name).glyphs if g.page == 0))
    assert all(squeezed(p.title) in first for p in panels)
    second = next((squeezed(s.title) for s in paper(name).sections if s.new_page), None)
    assert second is None or second not in first


@pytest.mark.parametrize("name", SHIPPED)
def test_text_is_never_small(name: str) -> None:
    # notes and tables 7.5 pt, the codes among them 7.4 pt
    assert min(g.size for g in opened(name).glyphs) >= 7.39


@pytest.mark.parametrize("layout", ["brief", "letter"])
@pytest.mark.parametrize(
    "long",
    ["x" * 500, "https://example.org/" + "/".join(["segment-of-a-path"] * 30), "Donaudampfschifffahrt" * 9,
     "word " * 100, "W" * 24, "ж" * 80],
    ids=["letters", "address", "compound", "many", "wide", "cyrillic"],
)  # fmt: skip
def test_nothing_runs_over_the_edge_of_the_page(long: str, layout: str) -> None:
    found = Pdf(rendered(everything(lambda: long, layout), "pdf"))
    assert _outside(found) == []
    body = found.body
    assert body.count(squeezed(long)) > 60


def _outside(found: Pdf) -> list[str]:
    left, right = 19 * MM - 2, found.width - 17 * MM + 2
    low, high = 6 * MM, found.height - 5 * MM
    return [
        f"{g.text} on page {g.page + 1} at {g.left:.0f}, {g.bottom:.0f}"
        for g in found.glyphs
        if g.left < left or g.right > right or g.bottom < low or g.top > high
    ]


@pytest.mark.parametrize("name", ALL)
def test_no_letter_of_a_case_is_outside_its_page(name: str) -> None:
    assert _outside(opened(name)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_heading_is_the_last_of_its_page(name: str) -> None:
    found = opened(name)
    heads = {squeezed(s.title) for s in paper(name).sections}
    blocks = [b for s in paper(name).sections for b in s.blocks]
    heads |= {squeezed(b.text) for b in blocks if isinstance(b, Subheading)}
    heads |= {squeezed(b.caption) for b in blocks if isinstance(b, Table)}
    heads |= {squeezed(b.title) for b in blocks if isinstance(b, Figure | Seats)}
    for one, two in pairwise(blocks):  # nor the first words under a head, before a table or a figure
        if isinstance(one, Paragraph) and isinstance(two, Table | Figure) and one.role == "lede":
            heads.add(_as_printed(one.sentences[-1], False) + str(paper(name).numbers[one.sentences[-1].trace]))
    for n in range(len(found)):
        body = squeezed("".join(g.text for g in found.glyphs if g.page == n and g.bottom > 13 * MM))
        assert not any(body.endswith(h) for h in heads)


def test_a_long_handling_mark_is_whole_on_every_page() -> None:
    mark = "Reconstruction from public sources, for the training of delegates only; " * 4
    found = Pdf(rendered(replace(everything(lambda: "word"), handling=mark.strip()), "pdf"))
    whole = squeezed(mark)
    for n in range(len(found)):
        page = squeezed("".join(g.text for g in found.glyphs if g.page == n))
        assert page.count(whole) == 2
    assert _outside(found) == []


# ---- the file


@pytest.mark.parametrize("name", SHIPPED)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    again = papers.brief(dossier(name), advise(dossier(name), audit=False))
    assert rendered(again, "pdf") == printed(name)


def test_it_is_dated_with_the_day_that_it_tells_of() -> None:
    day = datetime.datetime.strptime(paper("molotov-1954").as_of, "%d %B %Y")
    assert f"D:{day:%Y%m%d}".encode() in printed("molotov-1954")


def test_a_paper_without_a_title_cannot_be_made_and_says_why() -> None:
    with pytest.raises(CannotRender, match="The PDF cannot be made: the paper or one of its parts has no title"):
        rendered(replace(_one("A sentence."), title=""), "pdf")


def test_a_letter_has_its_head_its_numbers_and_its_signature_and_no_notes_if_it_goes_out() -> None:
    told = [Paragraph((sentence(f"Paragraph {i}.", trace=("p",)),), number=i) for i in (1, 2)]
    found = Paper(
        "A note", "Note", "", "Draft", "For study", (("To", "The Government of Arcadia"),),
        front=(Panel("", tuple(told)),), layout="letter", signature=("A. Minister", "Porto, 1 May"),
        sections=(Section("e", "Enclosure", (Bullets(((sentence("One.", trace=("p",)),),)),), enclosed=True),),
    )  # fmt: skip
    opened_ = Pdf(rendered(found, "pdf"))
    order = ("A note", "To", "Arcadia", "1.Paragraph 1.", "2.Paragraph 2.", "A. Minister", "Porto", "Enclosure", "One.")
    places = [opened_.body.index(squeezed(o)) for o in order]
    assert places == sorted(places)
    assert squeezed("Notes: what") not in opened_.body


@pytest.mark.parametrize("seed", range(4))
def test_random_letters_in_every_field_are_set(seed: int) -> None:
    rng = random.Random(seed)
    letters = string.printable + "ąćęłńóśźż АБВГД αβγδ «»–—…„”’ \u00a0\u200b\u200d\ufeff\u0301\u05d0\u0627😀"
    found = everything(lambda: "".join(rng.choices(letters, k=rng.randrange(1, 60))) + "a")
    assert pdf.warnings(found)
    assert _outside(Pdf(rendered(found, "pdf"))) == []


def test_a_hidden_word_is_the_alternative_of_its_mark() -> None:
    from overture.diagrams import mark

    told = sentence(Sign(mark("claim", "follows"), "claim 1: follows", hidden=True), trace=("a",))
    found = replace(_one("x"), sections=(Section("s", "A section", (Paragraph((told,)),)),))
    assert "claim 1: follows" in {t.alternative for t in Pdf(rendered(found, "pdf")).tags}


@pytest.mark.parametrize("name", ["Olúṣẹ́gun", "Á̈dá", "Ẹ̈dá", "Ọ̀yọ́"])
def test_letters_with_marks_of_their_own_are_set_in_figures_too(name: str) -> None:
    text = TEXT.replace("name: Lower Republic", f"name: {name}", 1)
    assert name in text
    told = read(text)
    paper = papers.brief(told, advise(told, audit=False))
    figures = [b for s in paper.sections for b in s.blocks if isinstance(b, Figure)]
    assert any(name in f.svg for f in figures)
    assert pdf.warnings(paper) == ()
    whole = squeezed("".join(g.text for g in Pdf(rendered(paper, "pdf")).glyphs))
    assert _bare(name) in _bare(whole)
    assert REPLACEMENT not in whole


def _bare(text: str) -> str:
    """The letters without their marks, and none twice: some readers tell a letter again for each mark on it."""
    letters = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] != "M")
    return "".join(c for c, _ in groupby(letters))


def test_the_words_of_a_figure_are_set_once_where_they_stand() -> None:
    found = paper("molotov-1954")
    figure = next(b for s in found.sections for b in s.blocks if isinstance(b, Figure) and "settles here" in b.svg)
    made = Pdf(rendered(replace(_one("x"), sections=(Section("s", "A section", (figure,)),)), "pdf"))
    assert squeezed("".join(g.text for g in made.glyphs)).count(squeezed("settles here")) == figure.svg.count(
        "settles here<"
    )
    assert _outside(made) == []


# ---- what it takes


def test_a_brief_with_a_thousand_claims_is_written_in_ten_seconds_and_500_mb() -> None:
    took = measured(1000)
    assert took["pages"] > 55
    assert took["seconds"] < 10
    assert took["bytes"] < 500 * 2**20


def test_the_table_of_letters_is_what_the_typesetter_can_show() -> None:
    ranges = [line.split("-") for line in TABLE.read_text(encoding="ascii").split()]
    inside = [chr(int(end, 16)) for line in ranges for end in line]
    assert all(displays(c) for c in inside)
    outside = [chr(int(line[-1], 16) + 1) for line in ranges]
    kept = [c for c in outside if unicodedata.category(c) not in ("Cn", "Cc", "Co", "Cs") and c != "\ufeff"]
    assert len(kept) > 100
    assert not any(displays(c) for c in kept)
