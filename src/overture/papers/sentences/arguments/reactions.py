"""Reported reactions, grouped by the chain through which they are known."""

from __future__ import annotations

from overture.diagrams import mark
from overture.dossier.entries import Report
from overture.papers.content import Cell, Column, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, day, joined, listed, number
from overture.papers.naming import cited_short, formula_text, treaty_label
from overture.papers.options import actor_label, actor_labels
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.case import Case, say

MOST = 24


def _sign(report: Report) -> Sign:
    word = {"for": "for", "against": "against"}.get(report.sign, "against, unless")
    if report.sign == "against" and report.changes_if is not None:
        word = "against, unless"
    says = {"conditional": "Conditional", "worried": "Worried", "not stated": "Not stated"}.get(report.sign, "")
    if report.muted:
        says = f"{says or mark('reaction', word).title}, and muted"
    return Sign(mark("reaction", word), says)


def _object(case: Case, key: str) -> str:
    return treaty_label(case.dossier, key) if key in case.dossier.treaties else capital(thing(case, key))


def _groups(case: Case) -> dict[tuple[str, ...], list[Report]]:
    found: dict[tuple[str, ...], list[Report]] = {}
    for report in case.dossier.reports:
        found.setdefault(report.via, []).append(report)
    return found


def finding(case: Case) -> Sentence:
    """How many reactions are known, and at how many hands."""
    reports = case.dossier.reports
    hands = max((len(r.via) for r in reports), default=0)
    direct = sum(not r.via for r in reports)
    told = [f"{capital(counted(len(reports), 'reaction'))} {'is' if len(reports) == 1 else 'are'} reported"]
    if direct:
        told.append(f"for {number(direct)} no chain is stated" if direct < len(reports) else "no chain is stated")
    if hands > 1:
        told.append(f"the longest chain has {counted(hands, 'link')}")
    return say(listed(told) + ".", trace=tuple(dict.fromkeys(r.of for r in reports)))


def table(case: Case) -> Table:
    """One group for each chain; in it one row for each sign and object."""
    rows: list[Row] = []
    shown = 0
    for via, reports in _groups(case).items():
        if shown >= MOST:
            break
        chain = " → ".join(
            [
                *(("the speaker",) if via else ()),
                *(actor_label(case.dossier, v) if v in case.dossier.actors else v for v in via),
            ]
        )
        head = chain or "No chain is stated"
        rows.append(Row(((say(capital(head), trace=tuple(via) or (reports[0].of,)),),), group=True))
        merged: dict[tuple[str, str, bool, str, tuple[str, ...]], list[Report]] = {}
        for r in reports:
            cited = cited_short(case.dossier, r.from_)
            merged.setdefault((r.to, r.sign, r.muted, str(r.changes_if) + r.says, cited), []).append(r)
        for (to, _, _, _, cited), same in merged.items():
            shown += 1
            who = actor_labels(case.dossier, [r.of for r in same])
            extra = _says(case, same[0])
            cells: list[Cell] = [
                (say(_sign(same[0]), trace=tuple(r.of for r in same), basis="report", sources=cited),),
                (say(_object(case, to), trace=(to,)),),
                (say(who, trace=tuple(r.of for r in same), basis="report"), *((extra,) if extra else ())),
                (say(", ".join(cited[:2]), trace=tuple(r.of for r in same), sources=cited),),
            ]
            rows.append(Row(tuple(cells)))
    columns = (
        Column("Reaction", 17),
        Column("To what", 21),
        Column("Who, and what they say"),
        Column("Source", 16),
    )
    left = len(case.dossier.reports) > MOST
    return Table(
        "Reactions, grouped by the chain through which they are known" + (": the first of them" if left else ""),
        columns,
        tuple(rows),
        row_heads=False,
        caption_hidden=not left,
    )


def _says(case: Case, report: Report) -> Sentence | None:
    parts = []
    if report.says:
        parts.append(report.says)
    if report.changes_if is not None:
        parts.append(f"would change if {formula_text(case.dossier, report.changes_if)}")
    if report.place or report.date:
        parts.append(", ".join(x for x in (report.place, day(report.date) if report.date else "") if x))
    return say(joined(parts), trace=(report.of, report.to), basis="report") if parts else None
