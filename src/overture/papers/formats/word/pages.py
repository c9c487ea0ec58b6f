"""The pages of a paper in Word: its head, page one with its margins, sections, signature, header and footer."""

from __future__ import annotations

from overture.papers.content import Block, Panel, Paper, Section, Sentence
from overture.papers.formats.word.blocks import Blocks
from overture.papers.formats.word.lists import Lists
from overture.papers.formats.word.pictures import Pictures
from overture.papers.formats.word.styles import INK, RULE2, WIDTH
from overture.papers.formats.word.text import Text, notes
from overture.papers.formats.word.xml import TAB, cell, dxa, edge, field, grid, joined, paragraph, row, run
from overture.papers.numbering import NOTES
from overture.papers.walk import sentences_of

COLUMN, APART, MARGIN = 125.0, 6.0, 43.0  # millimetres: the text of page one, and how we know, beside it
_FULL = 1500  # more characters than this on page one are set a little closer
_LONG = 40  # characters of a handling mark that has a line of its own
_FEW = 12  # notes that need no page of their own
_FOLLOWS = '<w:type w:val="continuous"/>'
_LINES = {  # the line beside a margin note tells its basis, as the word does
    "judgement": ("dashed", 8), "report": ("double", 4), "inference": ("dotted", 8), "computed": ("single", 12),
}  # fmt: skip


def is_full(paper: Paper) -> bool:
    """Whether page one has much to say; a line of a list counts for a line at least."""
    blocks = (b for p in paper.front for b in (*p.blocks, *(more for more, _ in p.more)))
    return sum(max(60, len(s.plain)) for b in blocks for s in sentences_of(b)) > _FULL


def _tab(kind: str, mm: float) -> str:
    return f'<w:tab w:val="{kind}" w:pos="{dxa(mm)}"/>'


def header(paper: Paper) -> str:
    """The handling mark and the short title, on every page."""
    title = run(f"{paper.title} · as of {paper.as_of}")
    mark = run(paper.handling, "Handling")
    if len(paper.handling) > _LONG or len(paper.title) > 2 * _LONG:
        return (paragraph("Header", mark) if mark else "") + paragraph("Header", title)
    return paragraph("Header", mark + TAB + title, tabs=_tab("right", WIDTH))


def footer(paper: Paper) -> str:
    """The stage, the handling mark and the number of the page, on every page."""
    mark = run(paper.handling, "Handling")
    number = field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    ends = _tab("right", WIDTH)
    if len(paper.handling) > _LONG:
        return paragraph("Footer", mark) + paragraph("Footer", run(paper.stage) + TAB + number, tabs=ends)
    middle = _tab("center", WIDTH / 2)
    return paragraph("Footer", run(paper.stage) + TAB + mark + TAB + number, tabs=middle + ends)


def page(references: str, columns: int = 1, follows: bool = False) -> str:
    """A4 with the margins of the house. `follows`: it goes on where the pages before it end."""
    return (
        f"<w:sectPr>{references}{_FOLLOWS if follows else ''}"
        f'<w:pgSz w:w="{dxa(210)}" w:h="{dxa(297)}"/><w:pgMar w:top="{dxa(21)}" w:right="{dxa(17)}" '
        f'w:bottom="{dxa(19)}" w:left="{dxa(19)}" w:header="{dxa(10)}" w:footer="{dxa(9)}" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="{dxa(APART)}"/></w:sectPr>'
    )


class Pages:
    """One paper on its way to Word."""

    def __init__(self, paper: Paper, lists: Lists, pictures: Pictures) -> None:
        self._paper, self._lists = paper, lists
        self._text = Text(paper)
        self._blocks = Blocks(self._text, lists, pictures)
        self._beside = any(p.margin or p.trace_number or any(m for _, m in p.more) for p in paper.front)

    def body(self, references: str) -> str:
        """Everything between header and footer; `references` names these two."""
        paper = self._paper
        parts = [paragraph("Title", run(paper.title)), self._head()]
        parts += [self._panel(p, i == 0) for i, p in enumerate(paper.front)]
        if paper.front_note:
            note = self._text.run(paper.front_note.sentences)
            parts.append(paragraph("SmallPrint", note, border=edge("top", space=3)))
        parts += [self._section(s) for s in paper.sections if not s.enclosed]
        parts += [
            paragraph("Signature" if i else "SignatureSpace", run(line)) for i, line in enumerate(paper.signature)
        ]
        parts += [self._section(s) for s in paper.sections if s.enclosed]
        parts.append("" if paper.notes else paragraph("Gap"))
        told = "".join(parts)
        if len(paper.notes) <= _FEW:
            told += paragraph("Heading1", run(NOTES)) if paper.notes else ""
            return told + notes(paper, self._lists) + page(references)
        told += paragraph("Heading1", run(NOTES), new_page=True, section=page(references))
        return told + notes(paper, self._lists) + page(references, columns=2, follows=True)

    def _head(self) -> str:
        """The lines under the title: side by side in a brief, one under the other in a letter."""
        meta = self._paper.meta
        if not meta:
            return ""
        if self._paper.layout == "letter" or not self._beside:
            return "".join(paragraph("LetterHead", run(k, "Quiet") + TAB + run(v)) for k, v in meta)
        width, apart = dxa(WIDTH) // len(meta), _side("right", APART / 2)
        cells = "".join(
            cell(width, paragraph("MetaLabel", run(k)) + paragraph("MetaText", run(v)), margins=apart) for k, v in meta
        )
        return grid("PanelLayout", [width] * len(meta), row(cells))

    def _panel(self, item: Panel, first: bool) -> str:
        """A part of page one. The margin stands in the same row, after the text: that is the order of reading."""
        head = paragraph("PanelHeading", run(item.title), border=edge("top", "single", 12, INK, 4) if first else "")
        if not self._beside:
            blocks = (*item.blocks, *(b for b, _ in item.more))
            return head + joined([self._blocks.block(b) for b in blocks])
        rows = self._row(item.blocks, item.margin, item.trace_number)
        rows += "".join(self._row((block,), margin) for block, margin in item.more)
        left = dxa(COLUMN + APART / 2)
        return head + grid("PanelLayout", [left, dxa(WIDTH) - left], rows)

    def _row(self, blocks: tuple[Block, ...], margin: tuple[Sentence, ...], trace: int | None = None) -> str:
        text = joined([self._blocks.block(b, COLUMN) for b in blocks], "Gap")
        told = [self._text.told(s) for s in margin]
        if trace is not None:
            name = run(f"Trace {trace}", "Hyperlink")
            link = f'<w:hyperlink w:anchor="Trace{trace}" w:history="1">{name}</w:hyperlink>'
            told[-1:] = [run(" ").join([*told[-1:], link])]
        kind, thick = _LINES.get(margin[0].basis if margin else "", ("single", 4))
        line = edge("left", kind, thick, RULE2) if told else ""
        left = dxa(COLUMN + APART / 2)
        beside = "".join(paragraph("MarginNote", n) for n in told)
        return row(
            cell(left, text, margins=_side("right", APART / 2))
            + cell(dxa(WIDTH) - left, beside, borders=line, margins=_side("left", APART / 2))
        )

    def _section(self, item: Section) -> str:
        head = paragraph("Heading1", run(item.title), new_page=item.new_page)
        return head + joined([self._blocks.block(b) for b in item.blocks])


def _side(side: str, mm: float) -> str:
    return f'<w:{side} w:w="{dxa(mm)}" w:type="dxa"/>'
