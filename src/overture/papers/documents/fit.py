"""Page one is one page: where it does not fit, sentences go, the least needed first."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from overture.papers.content import Block, Bullets, Pairs, Panel, Paragraph
from overture.papers.walk import sentences_of

ROOM = 52.4  # lines of text on page one, the usual head and title apart
_TEXT, _MARGIN = 82, 31
_COLUMNS = {"ifs": (46, 34), "firm": (33, 46)}
FIRM, CHANGES, ADVICE = "How firm each choice is", "What would change it", "Recommendation"


def lines(block: Block) -> float:
    """About how many lines a block takes on paper."""
    match block:
        case Paragraph(sentences, role, _):
            width, high = {"advice": (58, 1.35), "small": (96, 0.8)}.get(role, (_TEXT, 1))
            told = ceil(sum(len(s.plain) + 1 for s in sentences) / width) * high
            return told + 0.4   # the space after it
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
    margin = sum(ceil(len(s.plain) / _MARGIN) + 0.2 for s in panel.margin) * 0.84
    first = max(sum(lines(b) for b in panel.blocks), margin - 1)
    return first + sum(
        max(lines(b), 0.84 * sum(ceil(len(s.plain) / _MARGIN) for s in notes)) for b, notes in panel.more
    )


def head(title: str, handling: str, meta: tuple[tuple[str, str], ...]) -> float:
    """The lines that the head of the page takes beyond one for each of its parts."""
    told = max((ceil(len(value) / 48) for _, value in meta), default=1)
    return 1.6 * (ceil(len(title) / 72) - 1) + 0.9 * (told - 1) + 1.6 * (len(handling) > 70)


def fits(panels: tuple[Panel, ...], taken: float = 0) -> bool:
    """Whether the panels fit on one page under a head that takes some lines more than usual."""
    return sum(map(height, panels)) + taken <= ROOM


def fit(panels: tuple[Panel, ...], gently: bool = False, taken: float = 0) -> tuple[Panel, ...]:
    """The panels with as little left out as makes them fit; what goes can be read in the sections."""
    gentle = (_reminders, _last_firm)
    for step in gentle if gently else (*gentle, _last_change, _last_firm, _last_firm, _last_change, _margins):
        if fits(panels, taken):
            break
        panels = tuple(step(p) for p in panels)
    return panels


def _reminders(panel: Panel) -> Panel:
    """What need not be said on page one goes; a caution never does."""
    if panel.title != FIRM or len(panel.blocks) < 2:
        return panel
    return replace(panel, blocks=tuple(b for b in panel.blocks if not (isinstance(b, Paragraph) and b.role == "text")))


def _last_firm(panel: Panel) -> Panel:
    return _without_last_pair(panel) if panel.title == FIRM else panel


def _last_change(panel: Panel) -> Panel:
    return _without_last_pair(panel) if panel.title == CHANGES else panel


def _without_last_pair(panel: Panel) -> Panel:
    blocks = tuple(
        replace(b, items=b.items[:-1]) if isinstance(b, Pairs) and len(b.items) > 1 else b for b in panel.blocks
    )
    return replace(panel, blocks=blocks)


def _margins(panel: Panel) -> Panel:
    """Beside the advice, its first note alone."""
    return replace(panel, margin=panel.margin[:1]) if panel.title == ADVICE else panel
