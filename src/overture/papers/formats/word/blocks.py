"""The blocks of a paper in Word: paragraphs, lists, pairs, figures, courses of events, seats."""

from __future__ import annotations

from overture.papers.content import (
    Block,
    Bullets,
    Figure,
    Inline,
    Key,
    Pairs,
    Paragraph,
    Seat,
    Seats,
    Sentence,
    Sign,
    Story,
    Strip,
    Subheading,
    Table,
    Tally,
    numbered,
)
from overture.papers.formats.word.lists import Lists
from overture.papers.formats.word.pictures import Pictures
from overture.papers.formats.word.styles import WIDTH
from overture.papers.formats.word.tables import Tables
from overture.papers.formats.word.text import Text, inline, said, sign
from overture.papers.formats.word.xml import TAB, cell, dxa, grid, paragraph, place, row, run

_ROLES = {"text": "BodyText", "lede": "Lede", "advice": "Advice", "caution": "BodyText", "small": "SmallPrint"}
_LISTS = {  # the style of an item
    "plain": "ListBullet", "ordered": "ListNumber", "questions": "ListNumber", "lines": "NoteLine", "traces": "Trace",
}  # fmt: skip
_SHARES = {"ifs": 0.5, "firm": 0.38}  # of the first of a pair
_MANY = 40  # seats; more are not kept on one page
_TRACES = 1_000_000  # the ids of the places that a trace is reached by, far from those of the notes


class Blocks:
    """The blocks of one paper on their way to Word."""

    def __init__(self, text: Text, lists: Lists, pictures: Pictures) -> None:
        self._text, self._lists, self._pictures = text, lists, pictures
        self._tables = Tables(text)
        self._counted: tuple[int, int] | None = None  # the list of numbered paragraphs, and its last number

    def block(self, item: Block, panel: float = 0) -> str:
        """One block; `panel`: it stands on page one, in a column so many millimetres wide."""
        match item:
            case Paragraph():
                return self._paragraph(item, panel)
            case Subheading(text):
                return paragraph("Heading2", run(text))
            case Bullets():
                return self._bullets(item)
            case Pairs():
                return self._pairs(item, panel)
            case Table():
                return self._tables.table(item)
            case Tally(counts):
                told = (run(f"{n} ", "Strong") + said(s) for n, s in counts)
                return paragraph("Key", run("  ·  ").join(told))
            case Strip(label, items):
                told = (run(f"{n}\u00a0") + said(s).removesuffix(run("\u00a0")) for n, s in items)
                return paragraph("Key", run(f"{label}: ") + run("  ").join(told))
            case Key(items):
                return paragraph("Key", run("  ·  ").join(map(said, items)))
            case Figure():
                return self._figure(item)
            case Story():
                return self._story(item)
            case Seats():
                return self._seats(item)

    def _paragraph(self, item: Paragraph, panel: float) -> str:
        if item.number is None:
            style = "PanelText" if panel and _ROLES[item.role] == "BodyText" else _ROLES[item.role]
            return paragraph(style, self._text.run(item.sentences))
        if self._counted is None or self._counted[1] + 1 != item.number:
            self._counted = (self._lists.new("NumberedText", item.number), item.number)
        self._counted = (self._counted[0], item.number)
        return paragraph("NumberedText", self._text.run(item.sentences), list_id=self._counted[0])

    def _bullets(self, item: Bullets, style: str = "") -> str:
        if item.role == "verdicts":
            each = (self._text.each(*i) for i in item.items)
            return "".join(paragraph("Verdict", first + TAB + run(" ").join(rest)) for first, *rest in each)
        if item.role == "pills":
            return "".join(paragraph("Support", self._hanging(i)) for i in item.items)
        style = style or _LISTS[item.role]
        found = self._lists.new(style)
        told = [self._text.run(i) for i in item.items]
        if item.role == "traces":
            told = [place(f"Trace{n}", _TRACES + n, t) for n, t in enumerate(told, 1)]
        return "".join(paragraph(style, t, list_id=found) for t in told)

    def _hanging(self, text: tuple[Sentence, ...]) -> str:
        """Sentences that hang from the mark with which the first begins."""
        told, pieces = self._text.run(text), text[0].pieces
        if not pieces or not isinstance(pieces[0], Sign):
            return told
        mark = inline(pieces[0])
        return (sign(pieces[0]) if pieces[0].hidden else mark) + TAB + told.removeprefix(mark)

    def _pairs(self, item: Pairs, panel: float) -> str:
        whole = dxa(panel or WIDTH)
        left = round(whole * _SHARES[item.role])
        style = "PanelText" if panel else "BodyText"
        apart = f'<w:right w:w="{dxa(3)}" w:type="dxa"/>'
        rows = ""
        for pair in item.items:
            one, other = self._text.each(*pair)
            rows += row(cell(left, paragraph(style, one), margins=apart) + cell(whole - left, paragraph(style, other)))
        return grid("PanelLayout", [left, whole - left], rows)

    def _figure(self, item: Figure) -> str:
        told = paragraph("Caption", run(item.title)) + paragraph("FigureNote", self._text.told(item.note))
        told += paragraph("Figure", self._pictures.picture(item))
        told += self.block(item.key) if item.key else ""
        return told + self._bullets(item.equal, "EqualList")

    def _story(self, item: Story) -> str:
        told = paragraph("Caption", self._text.told(item.title))
        found = self._lists.new("CourseStep")
        last = len(item.steps) - 1
        for i, step in enumerate(item.steps):
            what, *why = self._text.each(*((step.what, step.why) if step.why else (step.what,)))
            line = run(step.who, "Strong") + run(" ") + what
            if why:
                line += "<w:r><w:br/></w:r>" + run("Why not otherwise: ", "Quiet") + why[0]
            told += paragraph("CourseStep", line, list_id=found, keep=i < last)
        return told

    def _seats(self, item: Seats) -> str:
        told = paragraph("Caption", run(item.title)) + paragraph("FigureNote", self._text.told(item.note))
        across = 3 if item.wide else 5
        widths = [dxa(WIDTH) // across] * across
        follows = [last for _, last in numbered(tuple(s.sentence for s in item.seats))]
        kept = len(item.seats) <= _MANY
        seats = [
            paragraph("TableText", self._seat(s, last), keep=kept) for s, last in zip(item.seats, follows, strict=True)
        ]
        seats += [""] * (-len(seats) % across)
        rows = "".join(
            row("".join(cell(w, seat) for w, seat in zip(widths, seats[i : i + across], strict=True)))
            for i in range(0, len(seats), across)
        )
        told += grid("SeatTable", widths, rows, caption=item.title) if rows else ""
        return told + (self.block(item.key) if item.key else "")

    def _seat(self, seat: Seat, follows: bool) -> str:
        name: Inline = seat.sentence.pieces[0]
        assert not isinstance(name, Sign)
        return sign(seat.sign) + run(f" {name.text}") + (self._text.number(seat.sentence) if follows else "")
