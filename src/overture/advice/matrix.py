"""The reply matrix: for each proposal and named reply, where the rest settles when that reply is held."""

from __future__ import annotations

from dataclasses import replace

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
        name: _placed(analysis, package, {reply: cell(analysis, package, reply) for reply in analysis.dossier.replies})
        for name, package in analysis.menu.items()
    }


def _placed(analysis: Analysis, package: int, row: dict[str, Cell]) -> dict[str, Cell]:
    """The cells of a row, each with its place for every other decision maker, by the worst state in which it rests."""
    places: dict[str, dict[str, int]] = {reply: {} for reply, told in row.items() if told.possible}
    for actor in analysis.space.opponents:
        if actor in analysis.dossier.preferences and places:
            ranks = analysis.model.rank(actor)[package]
            worst = {r: int(ranks[list(cell_replies(analysis, package, r))].min()) for r in places}
            order = sorted(set(worst.values()), reverse=True)
            for reply, rank in worst.items():
                places[reply][actor] = order.index(rank) + 1
    return {reply: replace(told, places=places.get(reply, {})) for reply, told in row.items()}
