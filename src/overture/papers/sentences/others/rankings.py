"""Who wants what: each decision maker's ranking of the outcomes that matter."""

from __future__ import annotations

from dataclasses import dataclass

from overture.diagrams import Ranked, can_be_set, slopes
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Statement
from overture.logic.syntax import Name, Not
from overture.papers.content import Block, Bullets, Cell, Column, Figure, Row, Sentence, Subheading, Table
from overture.papers.english import capital, counted, ended, listed, number, ordinal
from overture.papers.naming import cited_short, formula_text, statement_label, wanted_label
from overture.papers.options import actor, actor_label, setting_label
from overture.papers.sentences.case import Case, say
from overture.papers.truth import atoms_in
from overture.papers.walk import words

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


def shown(case: Case) -> tuple[Ending, ...]:
    """As many outcomes as a figure can hold, those where the recommended course settles among them."""
    return endings(case)[:MOST_OUTCOMES]


def _of(case: Case) -> str:
    """`seven outcomes`, or `seven of nine outcomes`, ranked among themselves."""
    some, total = len(shown(case)), len(endings(case))
    return counted(some, "outcome") if some == total else f"{number(some)} of {counted(total, 'outcome')}"


def _told_of(case: Case) -> str:
    """How many outcomes are ranked, and which: those of the case that is told, and the status quo."""
    found, total = shown(case), len(endings(case))
    some = counted(len(found), "outcome") if len(found) == total else f"the {number(len(found))} outcomes told here"
    differ = len({_as_ranked(view) for view in case.each}) > 1
    which = f"where the courses end{' in the case told' if differ else ''}"
    today = ", and all as it is today" if any(e.proposals == ("today",) for e in found) else ""
    more = f"; {number(total)} in all" if len(found) < total else ""
    return f"{some} ({which}{today}{more})"


def _as_ranked(case: Case) -> tuple[object, ...]:
    """The outcomes that are told of a case, with the places that they have for each."""
    found = shown(case)
    places = (tuple(ranks(case, who, found)) for who in (found[0].vectors if found else ()))
    return (*((e.proposals, e.label, e.settles) for e in found), *places)


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
    return tuple(sorted(found.values(), key=lambda e: not e.settles))


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


def ranks(case: Case, who: str, all_endings: tuple[Ending, ...]) -> list[int]:
    """The place of each outcome in an actor's ranking, 1 the best; outcomes alike to it share one."""
    order = sorted({e.vectors[who] for e in all_endings}, reverse=True)
    return [order.index(e.vectors[who]) + 1 for e in all_endings]


def figures(case: Case) -> tuple[Block, ...]:
    """The proposer's ranking beside that of the first other; as a list alone where names have no room."""
    found = shown(case)
    us = case.dossier.proposer
    makers = [a for a in case.dossier.decision_makers if a in case.dossier.preferences and a != us]
    if len(found) < 2 or us not in case.dossier.preferences or not makers:
        return ()
    other = makers[0]
    left, right = ranks(case, us, found), ranks(case, other, found)
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
    equal = tuple(
        (say(f"{e.label}{_alike(case, e)}: {ordinal(a)} for {we}, {ordinal(b)} for {they}.",
             trace=(us, other, *(n for n in e.proposals if n != "today"))),)
        for e, a, b in by_ours
    )  # fmt: skip
    text = "The heavy line is where the course of events ends after the recommended course."
    if any(_alike(case, e) for e in found):
        text += " Outcomes that rank alike for everybody are one line, under the first course that comes to them."
    note = say(text, trace=(us, other))
    title = f"{capital(_of(case))}, best at the top"
    if not can_be_set(ours, theirs, items) or len({i.label for i in items}) < len(items):
        return Subheading(title), Bullets(equal)
    return (Figure(title, note, svg, Bullets(equal)),)


def _alike(case: Case, ending: Ending) -> str:
    """The other courses that may end so, or in what ranks the same for everybody."""
    others = tuple(n for n in dict.fromkeys(ending.proposals[1:]) if n != ending.proposals[0])
    return f" (alike for all: what {case.called_all(others, 'or', 3)} may come to)" if others else ""


def _proposals(case: Case, ending: Ending) -> str:
    """An outcome by the first proposal that comes to it."""
    return "All as it is today" if ending.proposals == ("today",) else case.label(ending.proposals[0])


def _opposition(left: list[int], right: list[int], ours: str, theirs: str) -> str:
    pairs = [(i, j) for i in range(len(left)) for j in range(i)]
    against = sum((left[i] - left[j]) * (right[i] - right[j]) < 0 for i, j in pairs)
    return f"{ours} and {theirs} rank {against} of {len(pairs)} pairs of outcomes in opposite order."


def finding(case: Case) -> Sentence:
    """Where the course of events stands in each ranking."""
    found = shown(case)
    here = next((i for i, e in enumerate(found) if e.settles), None)
    makers = [a for a in case.dossier.decision_makers if a in case.dossier.preferences]
    if here is None or len(found) < 2:
        return say("The rankings tell no outcomes of the menu apart.", trace=tuple(makers))
    told = [f"{ordinal(ranks(case, who, found)[here])} for {actor(case.dossier, who)}" for who in makers[:4]]
    return say(
        f"Of {_told_of(case)} the course of events ends in the one that ranks {listed(told)}.",
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
    here = case.each[world]
    return finding(here).plain, words((*figures(here), table(here)))


def _idle(case: Case, statement: Statement) -> str:
    """That a statement does not apply, where its condition is about what is assumed alone, and is taken to be false."""
    condition = statement.if_
    names = [a.name if isinstance(a, Name) else None for a in atoms_in(case.dossier, condition)]
    if not names or not all(n in case.dossier.assumptions for n in names):
        return ""
    if any(case.true_in(case.state(DO_NOTHING, world=w), condition) is not False for w in case.worlds):
        return ""
    inner = condition.part if isinstance(condition, Not) else condition
    taken = "to be so" if inner is not condition else "not to be so"
    return f" (does not apply while “{formula_text(case.dossier, inner)}” is taken {taken})"


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
        wants = " › ".join(f"{wanted_label(case.dossier, s.id)}{_idle(case, s)}" for s in statements)
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
