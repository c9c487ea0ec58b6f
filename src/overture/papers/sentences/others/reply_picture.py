"""The reply matrix as a picture: what becomes of the goal in every cell, and where events settle."""

from __future__ import annotations

from overture.diagrams import GridCell, GridRow, Told, can_be_gridded, family, mark, mark_grid
from overture.papers.content import Bullets, Figure, Key, Sign
from overture.papers.english import capital
from overture.papers.naming import entry_label, statement_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.others.replies import settles_in

FEWEST = 6  # cells; a smaller matrix is read at a glance
NONE, HERE = "no such reply", "settles here"


def word_in(case: Case, name: str, reply: str, goal: str) -> str | None:
    """What becomes of a goal in a cell; nothing where the reply cannot come."""
    cell = case.first.matrix.get(name, {}).get(reply)
    if cell is None or not cell.possible:
        return None
    return "kept" if goal in cell.held else "lost" if goal in cell.failed else "open"


def figure(case: Case) -> Figure | None:
    """The picture of the first goal, where the verdicts differ and there are cells enough to lose the view."""
    goals = [s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    replies = list(case.dossier.replies)[:5]
    names = [n for n in case.shown if any(word_in(case, n, r, g) for r in replies for g in goals[:1])]
    if not goals or len(names) * len(replies) < FEWEST:
        return None
    goal = goals[0]
    words = {(n, r): word_in(case, n, r, goal) for n in names for r in replies}
    if len({w for w in words.values() if w}) < 2:
        return None
    rows = [
        GridRow(case.label(n), tuple(_cell(words[n, r], _settles(case, n, r)) for r in replies),
                n in case.first.recommended)
        for n in names
    ]  # fmt: skip
    heads = [capital(entry_label(case.dossier, r)) for r in replies]
    if not can_be_gridded(heads, rows):
        return None
    title = "What becomes of the goal under each reply"
    if len(goals) > 1:
        title = f"What becomes of “{statement_label(case.dossier, goal)}” under each reply"
    kept = [n for n in names if all(words[n, r] in ("kept", None) for r in replies)]
    text = "No course keeps it under every reply."
    if kept:
        text = f"{capital(case.called_all(tuple(kept), 'and', 5))} {'keeps' if len(kept) == 1 else 'keep'} it "
        text += "under every reply."
    svg = mark_grid("replies-picture", title, text, heads, rows)
    note = say(f"{text} A heavy left edge: the reply on which events settle.", trace=(goal, *names))
    same = say("The same as the first line of each cell of the table above.", trace=(goal, *names))
    key = Key(tuple(say(Sign(m), trace=(goal,)) for m in family("goal")))
    return Figure(title, note, svg, Bullets(((same,),)), key)


def _settles(case: Case, name: str, reply: str) -> bool:
    return settles_in(case, name, case.first.matrix.get(name, {}).get(reply))


def _cell(word: str | None, settles: bool) -> GridCell:
    if word is None:
        return GridCell((Told(NONE),))
    told = (Told(word, mark("goal", word)), *((Told(HERE),) if settles else ()))
    return GridCell(told, settles)
