"""A paper as the data that the template lays out: texts as lists of pieces, never markup.

A piece is `{t, s}` (words in a style), `{m, c, w, h}` (a mark and its word) or `{n}` (the
number of a note). Where a word is longer than its place is wide, `t` is a list of parts
between which a line may end; nothing is added to the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from overture.diagrams.marks import MARKS
from overture.diagrams.standing import Label, parted, shape
from overture.papers.content import (
    Block,
    Bullets,
    Column,
    Figure,
    Key,
    Pairs,
    Panel,
    Paper,
    Paragraph,
    Piece,
    Row,
    Seat,
    Seats,
    Section,
    Sentence,
    Sign,
    Story,
    Strip,
    Subheading,
    Table,
    Tally,
    numbered,
)
from overture.papers.formats.glyphs import shown
from overture.papers.formats.measures import ONE_LINE, Measures, broken, measures, room
from overture.papers.numbering import NOTES

Data = dict[str, Any]
_TALL_SEAT = 150  # letters of a seat that may be parted
_NARROW = 18  # letters of a column in which ordinary words are parted at the end of a line
_BESIDE, _ACROSS = 40, 95  # letters at the foot of a page: side by side, and of a whole line
_HEAD, _STAGE = 80, 200  # letters of the title at the head, and of the stage at the foot of a page


def for_print(paper: Paper) -> Data:
    """Everything that the template prints."""
    return _Printed(paper).data()


class _Printed:
    """One paper on its way to print: what its parts share is the numbers of its notes, and where traces are told."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        told = [b for s in paper.sections for b in s.blocks if isinstance(b, Bullets) and b.role == "traces"]
        self.traces = max((len(b.items) for b in told), default=0)

    def data(self) -> Data:
        paper = self.paper
        return {
            "layout": paper.layout,
            "title": fitted(paper.title, 30),
            "running": fitted(_cut(shown(paper.title), _HEAD), 80),
            "full_title": shown(f"{paper.kind}: {paper.title}" + (f", as of {paper.as_of}" if paper.as_of else "")),
            "as_of": shown(paper.as_of),
            "stage": fitted(_cut(shown(paper.stage), _STAGE), 80),
            "handling": fitted(paper.handling, 80),
            "long": _long(paper),
            "meta": [[fitted(k, 16), fitted(v, 20)] for k, v in paper.meta],
            "front": [self.panel(p) for p in paper.front],
            "front_note": self.run(paper.front_note.sentences) if paper.front_note else None,
            "sections": [self.section(s) for s in paper.sections],
            "signature": [fitted(line) for line in paper.signature],
            "notes_title": NOTES,
            "notes": [{"n": n.number, "run": self.said(n.sentence, 40)} for n in paper.notes],
            "marks": {m.symbol: shape(m) for m in MARKS},
        }

    def section(self, item: Section) -> Data:
        return {
            "title": fitted(item.title), "new_page": item.new_page, "enclosed": item.enclosed,
            "blocks": [self.block(b) for b in item.blocks],
        }  # fmt: skip

    def panel(self, item: Panel) -> Data:
        traced = item.trace_number if item.trace_number and item.trace_number <= self.traces else None
        return {
            "title": fitted(item.title),
            "blocks": [self.block(b) for b in item.blocks],
            "margin": [self.told(s, True, 28) for s in item.margin],
            "basis": item.margin[0].basis if item.margin else "",
            "trace": traced,
            "more": [
                {
                    "block": self.block(b),
                    "margin": [self.told(s, True, 28) for s in notes],
                    "basis": notes[0].basis if notes else "",
                }
                for b, notes in item.more
            ],
        }

    def said(self, sentence: Sentence, width: int = ONE_LINE) -> list[Data]:
        return [self.piece(p, width) for p in sentence.pieces]

    def piece(self, piece: Piece | Sign, width: int) -> Data:
        if isinstance(piece, Sign):
            found = {"m": piece.mark.symbol, "c": piece.mark.colour}
            hidden = {**found, "w": shown(piece.says), "h": True}
            return hidden if piece.hidden else {**found, "w": fitted(piece.says, width)}
        words = fitted(piece.text, width, code=piece.style == "code")
        return {"t": words} if piece.style == "plain" else {"t": words, "s": piece.style}

    def told(self, sentence: Sentence, follows: bool, width: int = ONE_LINE) -> list[Data]:
        """A sentence, and the number of its note where that follows."""
        number = self.paper.numbers.get(sentence.trace) if follows else None
        return self.said(sentence, width) + ([{"n": number}] if number is not None else [])

    def each(self, text: Iterable[Sentence], width: int = ONE_LINE) -> list[list[Data]]:
        return [self.told(s, follows, width) for s, follows in numbered(tuple(text))]

    def run(self, text: Iterable[Sentence], width: int = ONE_LINE) -> list[Data]:
        found: list[Data] = []
        for told in self.each(text, width):
            found += [*([{"t": " "}] if found else []), *told]
        return found

    def block(self, item: Block) -> Data:
        """One block, with its kind."""
        match item:
            case Paragraph():
                return {
                    "kind": "paragraph", "role": item.role, "run": self.run(item.sentences), "number": item.number,
                }  # fmt: skip
            case Subheading(text):
                return {"kind": "subheading", "text": fitted(text)}
            case Bullets(items, role):
                told = [self.each(i, 24) if role == "verdicts" else self.run(i) for i in items]
                return {"kind": "bullets", "role": role, "items": told}
            case Pairs(items, role):
                return {"kind": "pairs", "role": role, "items": [self.each(pair, 32) for pair in items]}
            case Table():
                return self._table(item)
            case Tally(counts):
                return {"kind": "tally", "items": [[str(n), self.said(s)] for n, s in counts]}
            case Strip(_, items):
                return {"kind": "strip", "items": [[shown(n), self.said(s)] for n, s in items]}
            case Key(items):
                return {"kind": "key", "items": [self.said(s) for s in items]}
            case Figure():
                return self._figure(item)
            case Story():
                return self._story(item)
            case Seats():
                return self._seats(item)

    def _table(self, item: Table) -> Data:
        found: Measures = measures(item)
        columns = zip(item.columns, found.widths, found.letters, strict=True)
        return {
            "kind": "table", "role": item.role, "caption": "" if item.caption_hidden else fitted(item.caption),
            "row_heads": item.row_heads, "tall": found.tall_head, "whole": found.whole, "small": found.small,
            "columns": [self._column(*column) for column in columns],
            "rows": [self._row(row, tall, found.letters) for row, tall in zip(item.rows, found.tall, strict=True)],
        }  # fmt: skip

    def _column(self, item: Column, width: float, letters: int) -> Data:
        narrow = letters < _NARROW and item.role != "v"
        title = fitted(item.title, min(letters, ONE_LINE))
        return {"title": title, "width": width, "role": item.role, "narrow": narrow}

    def _row(self, row: Row, tall: bool, letters: list[int]) -> Data:
        width = [ONE_LINE if row.group else min(n, ONE_LINE) for n in letters]
        cells = [[self.told(*line, w) for line in cell] for cell, w in zip(row.numbered, width, strict=False)]
        return {
            "cells": cells, "group": row.group, "new_group": row.new_group, "chosen": row.chosen,
            "settles": list(row.settles), "tall": tall,
        }  # fmt: skip

    def _figure(self, item: Figure) -> Data:
        alone, words = parted(shown(item.svg))
        alternative = alone.alternative or shown(item.title)
        return {
            "kind": "figure", "title": fitted(item.title), "note": self.told(item.note, True),
            "svg": alone.svg, "width": alone.width, "height": alone.height, "alternative": alternative,
            "words": [_label(label) for label in words],
            "key": self.block(item.key) if item.key else None, "equal": self.block(item.equal),
        }  # fmt: skip

    def _story(self, item: Story) -> Data:
        steps = []
        for step in item.steps:
            what, *why = self.each((step.what, step.why) if step.why else (step.what,), 20)
            steps.append({"who": fitted(step.who, 20), "what": what, "why": why[0] if why else None})
        return {"kind": "story", "title": self.told(item.title, True), "steps": steps}

    def _seats(self, item: Seats) -> Data:
        follows = [last for _, last in numbered(tuple(s.sentence for s in item.seats))]
        return {
            "kind": "seats", "title": fitted(item.title), "note": self.told(item.note, True), "wide": item.wide,
            "tall": any(room(s.name + s.detail) > _TALL_SEAT for s in item.seats),
            "seats": [self._seat(s, last, item.wide) for s, last in zip(item.seats, follows, strict=True)],
            "key": self.block(item.key) if item.key else None,
        }  # fmt: skip

    def _seat(self, item: Seat, last: bool, wide: bool) -> Data:
        letters = 18 if wide else 12
        return {
            "mark": {"m": item.sign.mark.symbol, "w": shown(item.sign.says)}, "name": fitted(item.name, letters),
            "detail": fitted(item.detail, letters), "n": self.paper.numbers.get(item.trace) if last else None,
        }  # fmt: skip


def _label(item: Label) -> Data:
    return {
        "t": shown(item.text), "x": item.x, "y": item.y, "c": item.colour, "b": item.bold, "before": item.before,
        "narrowed": item.narrowed,
    }  # fmt: skip


def _long(paper: Paper) -> int:
    """The lines that mark and stage take at the foot where each has its own; 0 where one line holds both."""
    if len(paper.handling) <= _BESIDE and len(paper.stage) <= _BESIDE:
        return 0
    return ceil(room(paper.handling) / _ACROSS) + ceil(room(paper.stage[:_STAGE]) / _ACROSS)


def fitted(text: str, width: int = ONE_LINE, code: bool = False) -> str | list[str]:
    """The text as the fonts can show it, in parts where a word has no room in so many letters."""
    return broken(shown(text), width, code)


def _cut(text: str, most: int) -> str:
    """A title that is too long for the head of a page gives way to its first words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
