"""Page one is one page: where it does not fit, sentences go, the least needed first."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from overture.papers.content import Block, Bullets, Pairs, Panel, Paragraph
from overture.papers.walk import sentences_of

ROOM = 50.5  # lines of text on page one, heads and title apart
_TEXT, _MARGIN = 76, 31
_COLUMNS = {"ifs": (38, 34), "firm": (31, 42)}
FIRM, CHANGES = "How firm each choice is", "What would change it"


def lines(block: Block) -> float:
    """About how many lines a block takes on paper."""
    match block:
        case Paragraph(sentences, role):
            width = 58 if role == "advice" else _TEXT
            return ceil(sum(len(s.plain) + 1 for s in sentences) / width) * (1.35 if role == "advice" else 1)
        case Bullets(items, role):
            width = _TEXT - (6 if role in ("lines", "pills") else 0)
            return sum(ceil(sum(len(s.plain) + 1 for s in item) / width) + 0.2 for item in items)
        case Pairs(pairs, role):
            left, right = _COLUMNS[role]
            return sum(max(ceil(len(a.plain) / left), ceil(len(b.plain) / right)) + 0.1 for a, b in pairs)
        case _:
            return sum(ceil(len(s.plain) / _TEXT) for s in sentences_of(block))


def height(panel: Panel) -> float:
    """The taller of a panel's text and its margin."""
    margin = sum(ceil(len(s.plain) / _MARGIN) for s in panel.margin) * 0.84
    first = max(sum(lines(b) for b in panel.blocks), margin - 1)
    return first + sum(
        max(lines(b), 0.84 * sum(ceil(len(s.plain) / _MARGIN) for s in notes)) for b, notes in panel.more
    )


def fits(panels: tuple[Panel, ...]) -> bool:
    """Whether the panels fit on one page."""
    return sum(map(height, panels)) <= ROOM


def fit(panels: tuple[Panel, ...], gently: bool = False) -> tuple[Panel, ...]:
    """The panels with as little left out as makes them fit; what goes can be read in the sections."""
    gentle = (_second_caution, _last_firm)
    for step in gentle if gently else (*gentle, _cautions, _last_change, _last_firm):
        if fits(panels):
            break
        panels = tuple(step(p) for p in panels)
    return panels


def _second_caution(panel: Panel) -> Panel:
    if panel.title != FIRM:
        return panel
    blocks = tuple(
        replace(b, sentences=b.sentences[:1]) if isinstance(b, Paragraph) else b for b in panel.blocks
    )
    return replace(panel, blocks=blocks)


def _cautions(panel: Panel) -> Panel:
    if panel.title != FIRM or len(panel.blocks) < 2:
        return panel
    return replace(panel, blocks=tuple(b for b in panel.blocks if not isinstance(b, Paragraph)))


def _last_firm(panel: Panel) -> Panel:
    if panel.title != FIRM:
        return panel
    blocks = tuple(
        replace(b, items=b.items[:-1]) if isinstance(b, Pairs) and len(b.items) > 2 else b
        for b in panel.blocks
    )
    return replace(panel, blocks=blocks)


def _last_change(panel: Panel) -> Panel:
    if panel.title != CHANGES:
        return panel
    blocks = tuple(
        replace(b, items=b.items[:-1]) if isinstance(b, Pairs) and len(b.items) > 1 else b
        for b in panel.blocks
    )
    return replace(panel, blocks=blocks)
