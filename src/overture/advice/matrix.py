"""The reply matrix: for each proposal and named reply, where the rest settles when that reply is held."""

from __future__ import annotations

from overture.advice.analysis import Analysis
from overture.advice.results import Cell
from overture.logic.syntax import Status


def cell_replies(analysis: Analysis, package: int, reply: str) -> tuple[int, ...]:
    """Every state in which the rest settles; nothing where the package makes the reply impossible."""
    held = analysis.reply(reply)
    return tuple(dict.fromkeys(r for ending in analysis.endings(package, None, held) for r in ending.replies))


def cell(analysis: Analysis, package: int, reply: str) -> Cell:
    """What holds in a cell: the proposer's statements that are true or false in every state of it."""
    replies = cell_replies(analysis, package, reply)
    if not replies:
        return Cell(False)
    rows = list(replies)
    truths = {s.id: analysis.truth(s)[package, rows] for s in analysis.own_statements}
    return Cell(
        possible=True,
        states=tuple(analysis.space.setting(analysis.space.reply_index(r), analysis.space.own) for r in replies),
        held=tuple(key for key, true in truths.items() if true.all()),
        failed=tuple(key for key, true in truths.items() if not true.any()),
        stand=tuple(
            a for a in analysis.dossier.arguments if analysis.model.truth(Status("stands", a))[package, rows].all()
        ),
    )


def matrix(analysis: Analysis) -> dict[str, dict[str, Cell]]:
    """A row for each proposal on the menu, a column for each named reply."""
    for reply in analysis.dossier.replies:
        analysis.prepare(list(analysis.menu.values()), None, analysis.reply(reply))
    return {
        name: {reply: cell(analysis, package, reply) for reply in analysis.dossier.replies}
        for name, package in analysis.menu.items()
    }
