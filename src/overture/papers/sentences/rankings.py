"""Who wants what: each decision maker's ranking of the outcomes that matter."""

from __future__ import annotations

from dataclasses import dataclass

from overture.diagrams import Ranked, can_be_set, slopes
from overture.papers.content import Block, Bullets, Cell, Column, Figure, Row, Sentence, Subheading, Table
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import cited_short, statement_label, wanted_label
from overture.papers.options import actor, actor_label, setting_label
from overture.papers.sentences.case import Case, say

MOST_OUTCOMES = 7
Vector = tuple[bool, ...]


@dataclass(frozen=True)
class Ending:
    """One outcome that matters: the proposals that come to it, and how each actor's statements fare."""

    proposals: tuple[str, ...]
    label: str
    vectors: dict[str, Vector]
    settles: bool


def _vector(case: Case, who: str, words: dict[str, str]) -> Vector:
    return tuple(words.get(s.id) != "failed" for s in case.dossier.preferences.get(who, ()))


def endings(case: Case) -> tuple[Ending, ...]:
    """The settlements of the menu, those that rank alike for everybody told once, and the status quo."""
    found: dict[tuple[Vector, ...], Ending] = {}
    makers = [a for a in case.dossier.decision_makers if a in case.dossier.preferences]
    for name in case.shown:
        outcome = case.outcome(name)
        for settlement in outcome.settlements if outcome else ():
            vectors = {who: _vector(case, who, settlement.statements.get(who, {})) for who in makers}
            key = tuple(vectors.values())
            chosen = name in case.first.recommended
            if key in found:
                old = found[key]
                found[key] = Ending((*old.proposals, name), old.label, old.vectors, old.settles or chosen)
            else:
                label = f"{case.label(name)}. {capital(setting_label(case.dossier, settlement.states[0]))}"
                if len(settlement.states) > 1:
                    label = f"{case.label(name)}. Events keep moving"
                found[key] = Ending((name,), label, vectors, chosen)
    now = _status_quo(case, makers)
    if now is not None and tuple(now.vectors.values()) not in found:
        found[tuple(now.vectors.values())] = now
    kept = list(found.values())
    return tuple(sorted(kept, key=lambda e: not e.settles)[:MOST_OUTCOMES])


def _status_quo(case: Case, makers: list[str]) -> Ending | None:
    state = case.state("do_nothing")
    vectors = {}
    for who in makers:
        truths = []
        for s in case.dossier.preferences[who]:
            condition = case.true_in(state, s.if_)
            wanted = case.true_in(state, s.want)
            if condition is None or (condition and wanted is None):
                return None
            truths.append(not condition or bool(wanted))
        vectors[who] = tuple(truths)
    return Ending(("today",), "All as it is today", vectors, False)


def _ranks(case: Case, who: str, all_endings: tuple[Ending, ...]) -> list[int]:
    order = sorted({e.vectors[who] for e in all_endings}, reverse=True)
    return [order.index(e.vectors[who]) + 1 for e in all_endings]


def figures(case: Case) -> tuple[Block, ...]:
    """The proposer's ranking beside that of the first other; as a list alone where names have no room."""
    found = endings(case)
    us = case.dossier.proposer
    makers = [a for a in case.dossier.decision_makers if a in case.dossier.preferences and a != us]
    if len(found) < 2 or us not in case.dossier.preferences or not makers:
        return ()
    other = makers[0]
    left, right = _ranks(case, us, found), _ranks(case, other, found)
    ours, theirs = actor_label(case.dossier, us), actor_label(case.dossier, other)
    items, short = (
        [Ranked(label(e), a, b, e.settles) for e, a, b in zip(found, left, right, strict=True)]
        for label in (lambda e: e.label, lambda e: _proposals(case, e))
    )
    items = items if can_be_set(ours, theirs, items) else short
    svg = slopes(
        "slopes",
        f"The rankings of {ours} and {theirs}",
        _opposition(left, right, ours, theirs),
        ours,
        theirs,
        items,
    )
    by_ours = sorted(zip(found, left, right, strict=True), key=lambda x: x[1])
    we, they = actor(case.dossier, us), actor(case.dossier, other)
    equal = tuple((say(f"{e.label}: {ordinal(a)} for {we}, {ordinal(b)} for {they}.", trace=(us, other)),)
                  for e, a, b in by_ours)  # fmt: skip
    note = say("The heavy line is where the course of events ends after the recommended course.", trace=(us, other))
    title = f"{capital(counted(len(found), 'outcome'))}, best at the top"
    if not can_be_set(ours, theirs, items) or len({i.label for i in items}) < len(items):
        return Subheading(title), Bullets(equal)
    return (Figure(title, note, svg, Bullets(equal)),)


def _proposals(case: Case, ending: Ending) -> str:
    """An outcome by the first proposal that comes to it."""
    return "All as it is today" if ending.proposals == ("today",) else case.label(ending.proposals[0])


def _opposition(left: list[int], right: list[int], ours: str, theirs: str) -> str:
    pairs = [(i, j) for i in range(len(left)) for j in range(i)]
    against = sum((left[i] - left[j]) * (right[i] - right[j]) < 0 for i, j in pairs)
    return f"{ours} and {theirs} rank {against} of {len(pairs)} pairs of outcomes in opposite order."


def ordinal(n: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[n - 1] if n <= len(words) else str(n)


def finding(case: Case) -> Sentence:
    """Where the course of events stands in each ranking."""
    found = endings(case)
    here = next((i for i, e in enumerate(found) if e.settles), None)
    makers = [a for a in case.dossier.decision_makers if a in case.dossier.preferences]
    if here is None or len(found) < 2:
        return say("The rankings tell no outcomes of the menu apart.", trace=tuple(makers))
    told = [f"{ordinal(_ranks(case, who, found)[here])} for {actor(case.dossier, who)}" for who in makers[:4]]
    return say(
        f"Of {counted(len(found), 'outcome')} the course of events ends in the one that ranks {listed(told)}.",
        trace=tuple(makers),
    )


def _missed(case: Case, who: str, words: dict[str, str]) -> str:
    """The statements that fail; of a ranking of outcomes, how far down it lies."""
    statements = case.dossier.preferences.get(who, ())
    failed = [s.id for s in statements if words.get(s.id) == "failed"]
    if failed and case.dossier.ranks_outcomes(who):
        if len(failed) == len(statements):
            return "every outcome that it names"
        return f"it gets its {ordinal(len(failed) + 1)} of {number(len(statements))} outcomes"
    return listed([statement_label(case.dossier, key) for key in failed])


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    outcomes = case.advice.by_world[world].proposals
    return (
        case.advice.by_world[world].recommended,
        [[(s.states, s.statements) for s in outcomes[n].settlements] for n in case.shown if n in outcomes],
    )


def table(case: Case) -> Table:
    """What each decision maker wants, the most important first, and what of it it does not get."""
    rows = []
    outcome = case.outcome(case.chosen)
    settlement = outcome.settlements[0] if outcome and outcome.settlements else None
    for who in case.dossier.decision_makers:
        statements = case.dossier.preferences.get(who, ())
        if not statements:
            continue
        words = settlement.statements.get(who, {}) if settlement else {}
        wants = " › ".join(wanted_label(case.dossier, s.id) for s in statements)
        failed = _missed(case, who, words)
        cited = tuple(dict.fromkeys(c for s in statements for c in cited_short(case.dossier, s.from_)))
        bases = list(dict.fromkeys(s.basis or ("report" if s.from_ else "judgement") for s in statements))
        trace = (who, *(s.id for s in statements))
        basis = (
            listed(bases)
            + (f"; {', '.join(cited[:2])}" if cited else "")
            + (f" and {number(len(cited) - 2)} more" if len(cited) > 2 else "")
        )
        cells: list[Cell] = [
            (say(actor_label(case.dossier, who), trace=(who,)),),
            (say(capital(wants), trace=trace),),
            (say(capital(failed) if failed else "Nothing", trace=trace),),
            (say(capital(basis), trace=trace, sources=cited),),
        ]
        rows.append(Row(tuple(cells)))
    columns = (
        Column("Who", 17),
        Column("What it wants, the most important first", 41),
        Column("What it misses there", 20),
        Column("Basis"),
    )
    return Table(
        ended(f"What each wants, and what it does not get where {case.called(case.chosen)} settles")[:-1],
        columns,
        tuple(rows),
    )
