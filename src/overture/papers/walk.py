"""Every sentence of a paper, in order of print: for notes, for checks, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

Text = tuple[Sentence, ...]  # sentences that run on: a paragraph, an item of a list, a row of a table


def texts_of(block: Block) -> Iterator[Text]:
    """The running texts of one block; marks that repeat or explain others (strips, tallies, keys) have none."""
    match block:
        case Paragraph(sentences):
            yield sentences
        case Bullets(items, _):
            yield from items
        case Pairs(pairs, _):
            yield from pairs
        case Table():
            yield from (tuple(line for cell in row.cells for line in cell) for row in block.rows)
        case Figure():
            yield (block.note,)
            yield from texts_of(block.equal)
        case Story():
            yield (block.title,)
            yield from ((step.what, step.why) if step.why else (step.what,) for step in block.steps)
        case Seats():
            yield (block.note,)
            yield tuple(seat.sentence for seat in block.seats)
        case _:
            return


def sentences_of(block: Block) -> Iterator[Sentence]:
    """The sentences of one block, marks included."""
    for text in texts_of(block):
        yield from text
    match block:
        case Tally(counts):
            yield from (s for _, s in counts)
        case Strip(_, items):
            yield from (s for _, s in items)
        case Key(sentences):
            yield from sentences
        case Figure() | Seats() if block.key:
            yield from block.key.items
        case _:
            return


def words(blocks: Iterable[Block]) -> tuple[str, ...]:
    """All that some blocks print, marks included: equal where a reader finds no difference."""
    return tuple(s.plain for block in blocks for s in sentences_of(block))


def texts(paper: Paper) -> Iterator[Text]:
    """All running texts of a paper."""
    for part in _parts(paper):
        yield from texts_of(part) if not isinstance(part, Sentence) else ((part,),)


def sentences(paper: Paper) -> Iterator[Sentence]:
    """All sentences of a paper."""
    for part in _parts(paper):
        yield from sentences_of(part) if not isinstance(part, Sentence) else (part,)


def _parts(paper: Paper) -> Iterator[Block | Sentence]:
    """Blocks, and the single notes in the margins, in order of print."""
    for panel in paper.front:
        yield from panel.blocks
        yield from panel.margin
        for block, margin in panel.more:
            yield block
            yield from margin
    if paper.front_note:
        yield paper.front_note
    for section in paper.sections:
        yield from section.blocks
