"""The content of a paper: what every format prints, before any format is chosen.

A renderer lays these out and never writes a sentence of its own. Every sentence
carries its trace: the ids of the dossier that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from overture.diagrams.marks import Mark

# `inserted` and `deleted` are the words that a redline marks
Style = Literal["plain", "strong", "emphasis", "quiet", "code", "inserted", "deleted"]
Basis = Literal["fact", "report", "inference", "judgement", "reconstruction", "computed", "wording"]


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one style."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Sign:
    """A mark inside a sentence, followed by its word (or by other words that say the same)."""

    mark: Mark
    word: str = ""
    hidden: bool = False  # the word is there for those who cannot see the shape only

    @property
    def says(self) -> str:
        return self.word or self.mark.title


Inline = Piece | Sign


@dataclass(frozen=True)
class Sentence:
    """What the paper says in one place, and what it rests on."""

    pieces: tuple[Inline, ...]
    trace: tuple[str, ...]
    basis: Basis = "computed"
    sources: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The words alone.

        >>> sentence("The goal is ", strong("kept"), ".", trace=("goal",)).plain
        'The goal is kept.'
        """
        told, after_mark = "", False
        for piece in self.pieces:
            if isinstance(piece, Sign):
                told, after_mark = told + piece.says, bool(piece.says)
            else:
                told += f" {piece.text}" if after_mark and piece.text[:1].isalnum() else piece.text
                after_mark = False
        return told


def strong(text: str) -> Piece:
    return Piece(text, "strong")


def quiet(text: str) -> Piece:
    return Piece(text, "quiet")


def code(text: str) -> Piece:
    return Piece(text, "code")


def sentence(
    *pieces: str | Inline, trace: tuple[str, ...], basis: Basis = "computed", sources: tuple[str, ...] = ()
) -> Sentence:
    """A sentence from texts and marks."""
    inline = tuple(Piece(p) if isinstance(p, str) else p for p in pieces)
    return Sentence(inline, tuple(dict.fromkeys(trace)), basis, sources)


def without_ids(told: Sentence) -> Sentence:
    """A sentence without the ids that stand behind it, for a page that leaves them to the notes.

    >>> without_ids(sentence("Enough turn. ", code("swing"), trace=("swing",))).plain
    'Enough turn.'
    """
    pieces = [p for p in told.pieces if not (isinstance(p, Piece) and p.style == "code")]
    if pieces and isinstance(last := pieces[-1], Piece):
        bare = last.text.rstrip()
        pieces[-1:] = [replace(last, text=bare)] if bare else []
    return replace(told, pieces=tuple(pieces))


def numbered(sentences: tuple[Sentence, ...]) -> tuple[tuple[Sentence, bool], ...]:
    """Sentences of one text, and whether the number of a note follows: of a run with one trace after the last.

    >>> a, b, c = (sentence(t, trace=(t[0],)) for t in ("a1", "a2", "b1"))
    >>> [(s.plain, follows) for s, follows in numbered((a, b, c))]
    [('a1', False), ('a2', True), ('b1', True)]
    """
    after = [*(s.trace for s in sentences[1:]), None]
    return tuple((s, s.trace != then) for s, then in zip(sentences, after, strict=True))


Cell = tuple[Sentence, ...]  # the lines of a cell


@dataclass(frozen=True)
class Paragraph:
    sentences: tuple[Sentence, ...]
    role: Literal["text", "lede", "advice", "caution", "small"] = "text"
    number: int | None = None  # of a numbered paragraph in a letter


@dataclass(frozen=True)
class Bullets:
    """A list. `ordered` lists are numbered; `verdicts` start with a mark."""

    items: tuple[tuple[Sentence, ...], ...]
    role: Literal["plain", "ordered", "lines", "verdicts", "pills", "questions", "traces"] = "plain"


@dataclass(frozen=True)
class Pairs:
    """If this, then that."""

    items: tuple[tuple[Sentence, Sentence], ...]
    role: Literal["ifs", "firm"] = "ifs"


@dataclass(frozen=True)
class Column:
    title: str
    width: int | None = None  # in hundredths of the table
    role: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell is its head where the table says so."""

    cells: tuple[Cell, ...]
    group: bool = False  # a head over the rows that follow
    new_group: bool = False  # a heavier line above
    chosen: bool = False  # the recommended row
    settles: tuple[int, ...] = ()  # cells in which the course of events settles

    @property
    def numbered(self) -> tuple[tuple[tuple[Sentence, bool], ...], ...]:
        """The lines of each cell, and whether a number follows: the cells of a row are one text."""
        lines = iter(numbered(tuple(line for cell in self.cells for line in cell)))
        return tuple(tuple(next(lines) for _ in cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    role: Literal["plain", "claims", "matrix", "ledger", "members"] = "plain"
    row_heads: bool = True
    caption_hidden: bool = False


@dataclass(frozen=True)
class Tally:
    """How many of each mark."""

    counts: tuple[tuple[int, Sentence], ...]


@dataclass(frozen=True)
class Strip:
    """Marks in the order of the text, each with its number."""

    label: str
    items: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True)
class Key:
    """The marks of a family, or short words, that explain a figure or table."""

    items: tuple[Sentence, ...]


@dataclass(frozen=True)
class Figure:
    """A picture with its equal in words."""

    title: str
    note: Sentence
    svg: str
    equal: Bullets
    key: Key | None = None


@dataclass(frozen=True)
class Step:
    who: str
    what: Sentence
    why: Sentence | None = None


@dataclass(frozen=True)
class Story:
    """A course of events: who moves, and what they do."""

    title: Sentence
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Seat:
    name: str
    sign: Sign
    detail: str = ""
    trace: tuple[str, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """What the seat says, in words."""
        return Sentence((Piece(f"{self.name}: {self.detail or self.sign.says.lower()}"),), self.trace)


@dataclass(frozen=True)
class Seats:
    """One seat for every party that must consent, or every signatory that must ratify."""

    title: str
    note: Sentence
    seats: tuple[Seat, ...]
    key: Key | None = None
    wide: bool = False


@dataclass(frozen=True)
class Subheading:
    text: str


Block = (
    Paragraph | Bullets | Pairs | Table | Tally | Strip | Key | Figure | Story | Seats | Subheading
)  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """A part of page one: a head, what it says, and in the margin how we know."""

    title: str
    blocks: tuple[Block, ...]
    margin: tuple[Sentence, ...] = ()
    trace_number: int | None = None
    more: tuple[tuple[Block, tuple[Sentence, ...]], ...] = ()  # further rows, each with its own margin


@dataclass(frozen=True)
class Section:
    """A part of the paper with its finding as the first sentence."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    short: str = ""  # in the list of contents
    new_page: bool = False
    enclosed: bool = False  # comes after the signature of a letter


@dataclass(frozen=True)
class Note:
    """What the sentences with one trace rest on. Its number stands after each of them."""

    number: int
    trace: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True)
class Paper:
    """The whole: page one, then sections, then the notes that every sentence is traced by.

    A brief is laid out in panels with margins; a letter (memorandum, note, resolution)
    has its meta lines as its head, then running text, and at the end the signature.
    A board is one page in large type. A paper that goes out of the house has no notes.
    """

    title: str
    kind: str  # "Brief", "Note"
    as_of: str
    stage: str
    handling: str
    meta: tuple[tuple[str, str], ...]
    front: tuple[Panel, ...] = ()
    front_id: str = "top"
    front_note: Paragraph | None = None
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    layout: Literal["brief", "letter", "board"] = "brief"
    signature: tuple[str, ...] = ()  # lines at the foot of a letter: who signs, where, the day

    @cached_property
    def numbers(self) -> dict[tuple[str, ...], int]:
        """The number of the note of each trace; nothing for a paper without notes."""
        return {n.trace: n.number for n in self.notes}
