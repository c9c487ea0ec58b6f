"""Every sentence of a paper, in order: for traces, for checks, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from overture.papers.content import (
    Block,
    Bullets,
    Figure,
    Key,
    Pairs,
    Paper,
    Paragraph,
    Seats,
    Sentence,
    Story,
    Strip,
    Table,
    Tally,
)


def sentences_of(block: Block) -> Iterator[Sentence]:
    """The sentences of one block."""
    match block:
        case Paragraph(sentences, _):
            yield from sentences
        case Bullets(items, _):
            for item in items:
                yield from item
        case Pairs(pairs, _):
            for a, b in pairs:
                yield a
                yield b
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell
        case Tally(counts):
            yield from (s for _, s in counts)
        case Strip(_, items_):
            yield from (s for _, s in items_)
        case Key(sentences):
            yield from sentences
        case Figure():
            yield block.note
            yield from sentences_of(block.equal)
            if block.key:
                yield from block.key.items
        case Story():
            yield block.title
            for step in block.steps:
                yield step.what
                if step.why:
                    yield step.why
        case Seats():
            yield block.note
            if block.key:
                yield from block.key.items
        case _:
            return


def sentences(paper: Paper) -> Iterator[Sentence]:
    """All sentences of a paper."""
    for panel in paper.front:
        for block in panel.blocks:
            yield from sentences_of(block)
        yield from panel.margin
        for block, margin in panel.more:
            yield from sentences_of(block)
            yield from margin
    if paper.front_note:
        yield from paper.front_note.sentences
    for section in paper.sections:
        for block in section.blocks:
            yield from sentences_of(block)
