"""Tables of a paper in Word: heads that are printed again, rows that stay whole, widths that fit the page."""

from __future__ import annotations

from dataclasses import replace

from overture.papers.content import Row, Table, without_ids
from overture.papers.formats.word.styles import GROUND, INK, WIDTH
from overture.papers.formats.word.text import Text
from overture.papers.formats.word.widths import Measured
from overture.papers.formats.word.xml import cell, dxa, edge, grid, paragraph, row, run

_MANY = 30  # claims; beyond this the rows stand closer, and the ids of the edits are left to the notes
_BESIDE = 2.0  # millimetres between columns


class Tables:
    """The tables of one paper; their sentences share its notes."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def table(self, item: Table) -> str:
        """A real table under its caption, which stays on its page."""
        many = item.role == "claims" and len(item.rows) > _MANY
        item = replace(item, rows=tuple(map(_without_ids, item.rows))) if many else item
        measured = Measured(item, WIDTH, _BESIDE + (item.role == "matrix"), self._text.notes)
        columns = [int(dxa(WIDTH) * w / WIDTH) for w in measured.widths]
        body = "CloseTableText" if many else "SmallTableText" if item.role == "matrix" else "TableText"
        heads = zip(columns, item.columns, strict=True)
        head = row("".join(cell(w, paragraph("TableHead", run(c.title))) for w, c in heads), head=True)
        last, whole = len(item.rows) - 1, measured.whole
        kept = {i for i in range(last) if whole or i in (0, last - 1) or item.rows[i].group}
        rows = "".join(self._row(r, item, columns, body, i in kept) for i, r in enumerate(item.rows))
        caption = "" if item.caption_hidden else paragraph("Caption", run(item.caption))
        style = "PaperMatrix" if item.role == "matrix" else "PaperTable"
        drawn = grid(style, columns, head + rows, caption=item.caption, head=True, first_column=item.row_heads)
        return caption + drawn

    def _row(self, item: Row, of: Table, columns: list[int], body: str, keep: bool) -> str:
        told = item.numbered
        if item.group:
            first = "".join(self._text.told(*line) for line in told[0]) if told else ""
            return row(cell(sum(columns), paragraph("TableGroup", first), span=len(columns)))
        shade = GROUND if item.chosen else ""
        cells = ""
        for i, width in enumerate(columns):
            lines = [self._text.told(*line) for line in told[i]] if i < len(told) else []
            head = i == 0 and of.row_heads
            if i in item.settles and not any("settles here" in s.plain for s in item.cells[i]):
                lines.append(run("settles here", "Strong"))
            style = "TableRowHead" if head else body
            under = body if of.role in ("matrix", "claims") and not head else "TableSub"
            content = "".join(
                paragraph(under if j else style, line, keep=keep) for j, line in enumerate(lines)
            ) or paragraph(style, keep=keep)
            lines_above = edge("top", "single", 9, INK) if item.new_group else ""
            lines_left = edge("left", "single", 24, INK) if i in item.settles else ""
            inner = f'<w:left w:w="{dxa(1.5)}" w:type="dxa"/>' if of.role == "matrix" and i else ""
            cells += cell(width, content, borders=lines_above + lines_left, shade=shade, margins=inner)
        return row(cells)


def _without_ids(row: Row) -> Row:
    return replace(row, cells=tuple(tuple(map(without_ids, cell)) for cell in row.cells))
