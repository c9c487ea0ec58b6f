"""Tables of a paper in HTML: captions, scopes, the matrix, the audit that becomes a list on a phone."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from overture.papers.content import Column, Row, Sentence, Table

Say = Callable[[Sentence, bool], str]  # a sentence, and whether the number of its note follows
Lines = tuple[tuple[Sentence, bool], ...]


def scrolled(body: str, label: str) -> str:
    """A box that scrolls sideways by itself where the screen is narrow."""
    return (
        f'<div class="scroll" tabindex="0" role="group" '
        f'aria-label="{escape(label)}; scrolls sideways on a narrow screen">'
        f"{body}</div>"
    )


def _lines(cell: Lines, say: Say, role: str) -> str:
    told = [say(*line) for line in cell]
    if role == "matrix" and len(told) > 1:
        return '<ul class="cell">' + "".join(f"<li>{t}</li>" for t in told) + "</ul>"
    return "".join([*told[:1], *(f'<span class="sub">{t}</span>' for t in told[1:])])


def _row(row: Row, item: Table, say: Say) -> str:
    if row.group:
        head = "".join(say(*line) for line in row.numbered[0])
        return f'<tr class="grp"><th colspan="{len(item.columns)}" scope="rowgroup">{head}</th></tr>'
    classes = [c for c, on in (("newgroup", row.new_group), ("rec", row.chosen)) if on]
    cells = []
    for i, cell in enumerate(row.numbered):
        role = item.columns[i].role
        kind = " ".join(x for x in (role, "settle" if i in row.settles else "") if x)
        attribute = f' class="{kind}"' if kind else ""
        body = _lines(cell, say, "" if i == 0 and item.row_heads else item.role)
        if i == 0 and item.row_heads:
            cells.append(f'<th scope="row"{attribute}>{body}</th>')
        else:
            cells.append(f"<td{attribute}>{body}</td>")
    css = f' class="{" ".join(classes)}"' if classes else ""
    return f"<tr{css}>{''.join(cells)}</tr>"


_MANY = 30  # claims; beyond this the rows stand closer, so that the audit stays one page
_CLASSES = {"plain": "", "claims": "claims", "matrix": "matrix", "ledger": "lh", "members": "members"}


def _column(c: Column) -> str:
    width = f' style="width:{c.width}%"' if c.width else ""
    return f'<th scope="col"{width}>{escape(c.title)}</th>'


def table(item: Table, say: Say) -> str:
    """A real table, with its caption, the scopes of its heads, and its own box to scroll in."""
    heads = "".join(_column(c) for c in item.columns)
    hidden = ' class="vis"' if item.caption_hidden else ""
    body = "\n".join(_row(r, item, say) for r in item.rows)
    many = " many" if item.role == "claims" and len(item.rows) > _MANY else ""
    css = f' class="{_CLASSES[item.role]}{many}"' if _CLASSES[item.role] else ""
    return scrolled(
        f"<table{css}><caption{hidden}>{escape(item.caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>\n{body}\n</tbody></table>",
        item.caption,
    )
