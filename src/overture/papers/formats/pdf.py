"""A paper as PDF on A4: tagged (PDF/UA-1), the same on every machine, the same bytes from the same paper."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from overture.papers.content import Paper
from overture.papers.formats.glyphs import missing_glyphs as warnings
from overture.papers.formats.pdf_data import for_print
from overture.papers.formats.typesetting import typeset

__all__ = ["render", "warnings"]


def render(paper: Paper) -> bytes:
    """The whole paper."""
    data = json.dumps(for_print(paper), ensure_ascii=False).encode("utf-8", "replace")
    return typeset(data, _day(paper.as_of), bool(paper.notes))


def _day(told: str) -> datetime | None:
    """The day that a paper tells of, as `english.day` writes it.

    >>> _day("26 March 1954"), _day("")
    (datetime.datetime(1954, 3, 26, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    for form in ("%d %B %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(told, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
