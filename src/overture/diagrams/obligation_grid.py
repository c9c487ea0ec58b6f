"""Who is bound to assist whom, as a grid: attacked down, bound across; today, and what changes."""

from __future__ import annotations

from collections.abc import Sequence

from overture.diagrams.drawing import fits, frame, place, say, wrapped

LEFT, CELL, ROW, TOP, LABEL = 200, 84, 34, 66, 28
MOST = 6
ABOVE = 13  # letters of a label above its column


def grid_can_be_drawn(labels: Sequence[str]) -> bool:
    """Whether the groups and their labels have room.

    >>> grid_can_be_drawn(["a", "b"]), grid_can_be_drawn(["a"] * 9)
    (True, False)
    """
    return 0 < len(labels) <= MOST and all(fits(text, LABEL, 2) and fits(text, ABOVE, 3, over=0) for text in labels)


def obligation_grid(
    key: str, title: str, description: str, labels: Sequence[str], today: Sequence[Sequence[bool]],
    after: Sequence[Sequence[bool]],
) -> str:  # fmt: skip
    """The grid as SVG: a filled square is owed today and after, an open heavy one only after, a crossed one only today.

    `today[i][j]`: whether group j is bound to assist group i.

    >>> "<svg" in obligation_grid("g", "Obligations", "Nobody.", ["a"], [[False]], [[True]])
    True
    """
    body = say(0, 12, "attacked", "ts2") + say(LEFT, 12, "bound to assist", "ts2")
    for j, label in enumerate(labels):
        for n, line in enumerate(wrapped(label, ABOVE, 3, over=0)):
            body += say(LEFT + j * CELL + CELL / 2, 28 + 12 * n, line, "t", ' text-anchor="middle"')
    for i, label in enumerate(labels):
        y = TOP + i * ROW
        lines = wrapped(label, LABEL, 2)
        for n, line in enumerate(lines):
            body += say(0, y + 21 - 6 * (len(lines) - 1) + 13 * n, line, "t")
        body += f'<path d="M0 {place(y)} H{place(LEFT + len(labels) * CELL)}" stroke="var(--rule)" stroke-width="1"/>'
        for j in range(len(labels)):
            body += _mark(LEFT + j * CELL + CELL / 2, y + ROW / 2, today[i][j], after[i][j])
    return frame(key, (0, 0, LEFT + len(labels) * CELL, TOP + len(labels) * ROW + 4), title, description, body)


def _mark(x: float, y: float, now: bool, then: bool) -> str:
    if not now and not then:
        return f'<circle cx="{place(x)}" cy="{place(y)}" r="1.5" fill="var(--rule2)"/>'
    fill = "var(--ink)" if now and then else "none"
    width = 2.6 if then and not now else 1.4
    square = (
        f'<rect x="{place(x - 7)}" y="{place(y - 7)}" width="14" height="14" fill="{fill}" stroke="var(--ink)" '
        f'stroke-width="{width}"/>'
    )
    if now and not then:
        square += (
            f'<path d="M{place(x - 7)} {place(y - 7)} L{place(x + 7)} {place(y + 7)}" stroke="var(--ink)" '
            'stroke-width="1.4"/>'
        )
    return square
