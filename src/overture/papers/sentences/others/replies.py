"""Proposals against replies: where the rest settles when the reply is held."""

from __future__ import annotations

from overture.advice.results import Cell as Held
from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Cell, Column, Key, Row, Sentence, Sign, Table, strong
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import argument, entry_label, statement_label
from overture.papers.sentences.arguments.objections import objections
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import concept
from overture.papers.sentences.grounds.thresholds import thresholds
from overture.papers.walk import words

MOST_SIGNS = 3


def _baseline(case: Case) -> dict[str, bool]:
    """What holds of our statements where doing nothing settles."""
    outcome = case.outcome(DO_NOTHING)
    words = outcome.settlements[0].statements.get(case.dossier.proposer, {}) if outcome and outcome.settlements else {}
    return {key: word != "failed" for key, word in words.items()}


def matrix(case: Case) -> Table:
    """One row for each proposal, one column for each named reply."""
    replies = list(case.dossier.replies)[:5]
    rows = []
    for name in case.shown:
        cells = case.first.matrix.get(name, {})
        head: Cell = (say(case.label(name), trace=(name,)),)
        if replies and all(r in cells and not cells[r].possible for r in replies):
            none = (say("no such reply", trace=(name,)),)
            rows.append(Row(((*head, *_goals_settled(case, name)), *((none,) * len(replies))),
                            chosen=name in case.first.recommended))  # fmt: skip
            continue
        body = [_cell(case, name, r, cells.get(r)) for r in replies]
        settles = tuple(i + 1 for i, r in enumerate(replies) if settles_in(case, name, cells.get(r)))
        rows.append(Row((head, *body), chosen=name in case.first.recommended, settles=settles))
    width = 78 // max(1, len(replies))
    columns = (
        Column("If we send", 22),
        *(Column(capital(entry_label(case.dossier, r)), width) for r in replies),
    )
    return Table(
        "Proposals down, replies across: where the rest settles when the reply is held",
        columns,
        tuple(rows),
        "matrix",
    )


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.each[world]
    pairs = [s.plain for pair in thresholds(here) for s in pair]
    return finding(here).plain, words((matrix(here),)), pairs, [s.plain for s in remarks(here)]


def _goals_settled(case: Case, name: str) -> Cell:
    """What becomes of the goals where a proposal settles that nobody answers."""
    outcome = case.outcome(name)
    goals = [(g, v) for g, v in (outcome.goals if outcome else {}).items() if case.dossier.statements[g].goal]
    return tuple(
        say(
            Sign(
                mark("goal", v),
                f"goal {v}" if len(goals) == 1 else f"{statement_label(case.dossier, g)}: {v}",
            ),
            trace=(name, g),
        )
        for g, v in goals
    )


def settles_in(case: Case, name: str, cell: Held | None) -> bool:
    """Whether the course of events ends in this cell."""
    outcome = case.outcome(name)
    if outcome is None or cell is None or not cell.possible:
        return False
    return any(state in cell.states for s in outcome.settlements for state in s.states)


def _cell(case: Case, name: str, reply: str, cell: Held | None) -> Cell:
    trace = (name, reply)
    if cell is None or not cell.possible:
        return (say("no such reply", trace=trace),)
    lines: list[Sentence] = []
    goals = [s for s in case.dossier.statements.values() if s.goal and s.owner == case.dossier.proposer]
    here = settles_in(case, name, cell)
    for i, goal in enumerate(goals):
        word = "kept" if goal.id in cell.held else "lost" if goal.id in cell.failed else "open"
        says = f"goal {word}" if len(goals) == 1 else f"{statement_label(case.dossier, goal.id)}: {word}"
        settles = (" · ", strong("settles here")) if here and i == 0 else ()
        lines.append(say(Sign(mark("goal", word), says), *settles, trace=(*trace, goal.id)))
    if here and not goals:
        lines.append(say(strong("settles here"), trace=trace))
    counted_ = {a.id for a in objections(case, name)}
    against = [a for a in cell.stand if a in counted_]
    if against:
        text = argument(case.dossier, against[0]) if len(against) == 1 else f"{number(len(against))} objections stand"
        lines.append(say(Sign(mark("argument", "stands"), text), trace=(*trace, *against)))
    base = _baseline(case)
    told = {g.id for g in goals}
    gains = [s for s in cell.held if base.get(s) is False and s not in told]
    losses = [s for s in cell.failed if base.get(s) is True and s not in told]
    lines += _signs(case, trace, "+", gains) + _signs(case, trace, "−", losses)
    return tuple(lines) or (say("as doing nothing", trace=trace),)


def _signs(case: Case, trace: tuple[str, ...], sign: str, keys: list[str]) -> list[Sentence]:
    if not keys:
        return []
    shown = [statement_label(case.dossier, k) for k in keys[:MOST_SIGNS]]
    more = f" (+{len(keys) - MOST_SIGNS})" if len(keys) > MOST_SIGNS else ""
    return [say(f"{sign} {'; '.join(shown)}{more}", trace=(*trace, *keys))]


def key(case: Case) -> Key:
    trace = (case.chosen,)
    return Key(
        (
            say(strong("+"), " gained against doing nothing", trace=trace),
            say(strong("−"), " lost against doing nothing", trace=trace),
            say("heavy left edge: the reply on which events settle", trace=trace),
            say("shaded row: recommended", trace=trace),
        )
    )


def finding(case: Case) -> Sentence:
    """Whether the replies differ by what is sent."""
    replies = list(case.dossier.replies)
    where: dict[str, list[str]] = {}
    for name in case.shown:
        for r in replies:
            if settles_in(case, name, case.first.matrix.get(name, {}).get(r)):
                where.setdefault(r, []).append(name)
    trace = (*case.shown, *replies)
    if len(where) == 1:
        (reply,) = where
        return say(
            f"Whatever is sent, events settle on “{entry_label(case.dossier, reply)}”. What a "
            "wording decides is what comes of it.",
            trace=trace,
        )
    if where:
        told = [
            f"after {case.called_all(tuple(names), 'and', 2)} events settle on “{entry_label(case.dossier, r)}”"
            for r, names in where.items()
        ]
        return say(f"{capital(told[0])}" + ("" if len(told) == 1 else f"; {'; '.join(told[1:3])}") + ".", trace=trace)
    return say("Events settle on none of the named replies.", trace=trace)


def _better(case: Case, name: str, by: tuple[str, ...]) -> Sentence:
    """Who is better than a proposal reply by reply, and whether it settles worse all the same."""
    worse = tuple(
        c.better
        for c in case.first.comparisons
        if c.than == name and c.better in by and c.they is None and c.settles_worse
    )
    verb = "is" if len(by) == 1 else "are"
    but = ""
    if worse:
        who = ("it" if len(by) == 1 else "they") if set(by) == set(worse) else case.called_all(worse)
        but = f", but {who} {'settles' if len(worse) == 1 else 'settle'} worse"
    text = f"{case.called_all(by)} {verb} better than {case.called(name)}"
    return say(ended(f"{text} whatever the weights, reply by reply{but}"), trace=(name, *by))


def remarks(case: Case) -> tuple[Sentence, ...]:
    """Dominated and straw options, and what depends on foresight."""
    found = []
    dominated = {n: o.dominated_by for n, o in case.first.proposals.items() if o.dominated_by}
    by_us = tuple(n for n, by in dominated.items() if set(by) & set(case.first.recommended))
    if by_us:
        found.append(
            say(
                f"Better whatever the weights, reply by reply: {case.called(case.chosen)} than "
                f"{case.called_all(by_us, 'and', 8)}.",
                trace=(case.chosen, *by_us),
            )
        )
    for n, by in dominated.items():
        if n not in by_us:
            found.append(_better(case, n, by))
    straw = tuple(n for n, o in case.first.proposals.items() if o.straw)
    if straw:
        verb = "is a straw option" if len(straw) == 1 else "are straw options"
        found.append(
            say(
                f"{capital(case.called_all(straw, 'and', 8))} {verb}: best under no order of our aims.",
                trace=straw,
            )
        )
    for n, o in case.first.proposals.items():
        if o.depends_on_foresight and n in case.shown:
            told = [f"“{statement_label(case.dossier, g)}” is {v} where "
        f"{concept(c)}" for c in o.depends_on_foresight[:2]
                    for g, v in o.goals_under[c].items() if v != o.goals.get(g)][:2]  # fmt: skip
            after = f"What comes after {case.called(n)}"
            found.append(say(f"{after} depends on foresight: {listed(told)}.", trace=(n,)))
    unkept = tuple(
        n for n, o in case.first.proposals.items() if n in case.shown and any(s.kept_to is False for s in o.settlements)
    )
    if unkept:
        found.append(
            say(
                f"We would not keep to {case.called_all(unkept, 'or')} ourselves, and the others can see it too.",
                trace=unkept,
            )
        )
    if case.left_out:
        found.append(
            say(
                f"{capital(counted(case.left_out, 'more course'))} of the menu "
                f"{'is' if case.left_out == 1 else 'are'} not printed.",
                trace=("title",),
            )
        )
    return tuple(found)
