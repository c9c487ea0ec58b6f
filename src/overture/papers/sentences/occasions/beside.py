"""Dissent: two analysts' dossiers of one case side by side, where they differ; what they share is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from overture.diagrams import mark
from overture.papers.content import Cell, Column, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import argument, entry_text, statement_label, statement_text, wanted_label
from overture.papers.options import actor, actor_label, setting_label
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import short_supposition
from overture.papers.sentences.grounds.audit import asserted_text

NOT_IN = "not in this paper"
MOST = 20
_HEADS = ("This paper", "Beside it")


def _both(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*mine, *theirs]))


def _compared(case: Case, other: Case) -> dict[str, dict[str, object]]:
    """What is held against the other paper, by kind: each thing's key, and what this paper says of it."""
    return {
        "course": {name: (_set_by(case, name), _goals_kept(case, name)) for name in case.advice.menu},
        "claim": {key: _verdict(case, key) for key in case.advice.claims},
        "argument": {key: _status(case, _weighed_after(case, other), key) for key in case.dossier.arguments},
        "assumption": {key: _taken(case, key) for key in case.dossier.assumptions},
        "ranking": {who: _ranking(case, who) for who in case.dossier.preferences},
    }


def _differing(case: Case, other: Case) -> dict[str, list[str]]:
    """What the two dossiers tell otherwise, by kind."""
    mine, theirs = _compared(case, other), _compared(other, case)
    return {
        kind: [k for k in _both(mine[kind], theirs[kind]) if mine[kind].get(k) != theirs[kind].get(k)] for kind in mine
    }


def finding(case: Case, other: Case) -> Sentence:
    """Whether the two come to the same advice, and in how much they differ."""
    same = _named(case) == _named(other)
    found = _differing(case, other)
    shown = [counted(len(keys), kind) for kind, keys in found.items() if keys]
    differ = f"they differ in {listed(shown)}" if shown else f"they differ in no {listed(list(found), 'or')}"
    lead = "Both papers come to the same advice" if same else "The two papers come to different advice"
    trace = (*(n for w in case.advice.by_world for n in w.recommended), *(k for keys in found.values() for k in keys))
    return say(f"{lead}; {differ}.", trace=trace)


def _named(case: Case) -> tuple[tuple[str, ...], ...]:
    return tuple(w.recommended for w in case.advice.by_world)


def advice(case: Case, other: Case) -> Table:
    """Recommendation and goals of the two."""
    rows = [_row("Recommendation", ("title",), _advised(case), _advised(other))]
    for goal in _both(_goals(case), _goals(other)):
        owner = case if goal in case.dossier.statements else other
        label = f"Goal: {statement_text(owner.dossier, goal)}"
        rows.append(_row(label, (goal,), _goal(case, goal), _goal(other, goal)))
    return Table("Recommendation and goals side by side", _columns("What"), tuple(rows), caption_hidden=True)


def _advised(case: Case) -> Cell:
    names = tuple(dict.fromkeys(n for w in case.advice.by_world for n in w.recommended))
    told = capital(case.called_all(names, "or"))
    hangs = len(set(_named(case))) > 1
    text = f"{told}, as what is open turns out" if hangs else f"{told}{'; not told apart' if len(names) > 1 else ''}"
    return (say(ended(text), trace=names),)


def _goals(case: Case) -> tuple[str, ...]:
    return tuple(s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal)


def _goal(case: Case, goal: str) -> Cell:
    """What becomes of a goal by the advice of each open case."""
    told = _signs(case, goal, [w.recommended[0] for w in case.advice.by_world])
    return told or (say(capital(NOT_IN), trace=(goal,)),)


def _signs(case: Case, goal: str, names: Sequence[str], label: str = "") -> Cell:
    """A mark for each thing that becomes of a goal after a proposal of each open case."""
    outcomes = [case.outcome(name, world) for world, name in enumerate(names)]
    words = [o.goals.get(goal, "") if o else "" for o in outcomes]
    some = " in some cases" if len(set(words)) > 1 else ""
    trace = (*dict.fromkeys(names), goal) if label else (goal,)
    return tuple(say(label, Sign(mark("goal", w)), some, trace=trace)
                 for w in dict.fromkeys(words) if w)  # fmt: skip


def courses(case: Case, other: Case) -> Table | None:
    """The courses that only one of the two considers, or that the two make or see end differently."""
    rows = []
    for name in _differing(case, other)["course"][:MOST]:
        owner = case if name in case.advice.menu else other
        rows.append(_row(owner.label(name), (name,), _kept(case, other, name), _kept(other, case, name)))
    return _table("Courses that only one considers, or that differ", "Course", rows)


def _goals_kept(case: Case, name: str) -> dict[str, set[str]]:
    """What becomes of each goal in the open cases, in words."""
    outcomes = [case.outcome(name, world) for world in case.worlds]
    return {g: {o.goals.get(g, "") for o in outcomes if o} for g in _goals(case)}


def _set_by(case: Case, name: str) -> dict[str, str]:
    outcomes = (case.outcome(name, world) for world in case.worlds)
    return next((o.package for o in outcomes if o), {})


def _kept(case: Case, other: Case, name: str) -> Cell:
    if name not in case.advice.menu:
        return (say("Not considered in this paper", trace=(name,)),)
    names, setting = [name] * len(case.worlds), _set_by(case, name)
    told = [s for g in _goals(case) for s in _signs(case, g, names, f"{capital(statement_label(case.dossier, g))}: ")]
    if name in other.advice.menu and setting != _set_by(other, name):
        own = {option: value for option, value in setting.items() if _set_by(other, name).get(option) != value}
        said = capital(setting_label(case.dossier, own)) if own else "None of what the other paper puts into it"
        told = [say(ended(said), trace=(name, *own)), *told]
    return tuple(told) or (say("No goal is named in this paper", trace=(name,)),)


def arguments(case: Case, other: Case) -> Table | None:
    """The arguments that only one of the two weighs, or that come out otherwise where the same course settles."""
    rows = []
    for key in _differing(case, other)["argument"][:MOST]:
        owner = case if key in case.dossier.arguments else other
        text = capital(argument(owner.dossier, key))
        rows.append(_row(text, (key,), _argued(case, other, key), _argued(other, case, key)))
    after = case.called(_weighed_after(case, other))
    head = f"Argument, where {after} settles" if after == other.called(_weighed_after(other, case)) else "Argument"
    return _table("Arguments that only one weighs, or that come out otherwise", head, rows)


def _weighed_after(case: Case, other: Case) -> str:
    """The course after which the arguments of both are weighed; each after its own, where they share none advised."""
    shared = (n for n in sorted((case.chosen, other.chosen)) if n in case.advice.menu and n in other.advice.menu)
    return next(shared, case.chosen)


def _status(case: Case, course: str, key: str) -> str:
    found = settled(case, course)
    return found.arguments.get(key, "not on the table") if found else "not on the table"


def _argued(case: Case, other: Case, key: str) -> Cell:
    if key not in case.dossier.arguments:
        return (say(capital(NOT_IN), trace=(key,)),)
    course = _weighed_after(case, other)
    own = "" if course in other.advice.menu else f" where {case.called(course)} settles"
    return (say(Sign(mark("argument", _status(case, course, key))), own, trace=(key, course)),)


def claims(case: Case, other: Case) -> Table | None:
    """The claims whose verdicts differ, or that only one of the two makes."""
    rows = []
    for key in _differing(case, other)["claim"][:MOST]:
        owner = case if key in case.dossier.claims else other
        text = capital(asserted_text(owner, key, owner.dossier.claims[key]))
        rows.append(_row(text, (key,), _claim(case, key), _claim(other, key)))
    return _table("Claims with different verdicts", "Claim", rows)


def _verdict(case: Case, key: str) -> str:
    result = case.advice.claims.get(key)
    return result.verdict if result and key in case.dossier.claims else ""


def _claim(case: Case, key: str) -> Cell:
    verdict = _verdict(case, key)
    if not verdict:
        return (say(capital(NOT_IN), trace=(key,)),)
    lines = [say(Sign(mark("claim", verdict)), trace=(key,))]
    edits = case.advice.claims[key].rests_on
    if verdict == "rests on" and edits:
        lines.append(say(ended(short_supposition(case, edits[0])), trace=(key,)))
    return tuple(lines)


def assumptions(case: Case, other: Case) -> Table | None:
    """The assumptions that the two take differently."""
    rows = []
    for key in _differing(case, other)["assumption"][:MOST]:
        owner = case if key in case.dossier.assumptions else other
        cells = [(say(capital(_taken(c, key) or NOT_IN), trace=(key,)),) for c in (case, other)]
        rows.append(_row(capital(entry_text(owner.dossier, key)), (key,), *cells))
    return _table("Assumptions taken differently", "Assumption", rows)


def _taken(case: Case, key: str) -> str:
    entry = case.dossier.assumptions.get(key)
    if entry is None:
        return ""
    so = "open" if entry.taken is None else "so" if entry.taken else "not so"
    return so + (f"; likelihood: {entry.likelihood}" if entry.likelihood else "")


def rankings(case: Case, other: Case) -> Table | None:
    """The rankings that differ: each from the first statement at which they part."""
    rows = []
    for who in _differing(case, other)["ranking"][:MOST]:
        owner = case if who in case.dossier.preferences else other
        mine, theirs = _ranking(case, who), _ranking(other, who)
        parts = (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b)
        same = next(parts, min(len(mine), len(theirs)))
        label = f"{actor_label(owner.dossier, who)}" + (f", after {counted(same, 'like statement')}" if same else "")
        rows.append(_row(label, (who,), _from(case, who, same), _from(other, who, same)))
    return _table("Rankings that differ", "Who", rows)


def _ranking(case: Case, who: str) -> tuple[str, ...]:
    return tuple(wanted_label(case.dossier, s.id) for s in case.dossier.preferences.get(who, ()))


def _from(case: Case, who: str, start: int, most: int = 3) -> Cell:
    statements = case.dossier.preferences.get(who, ())
    if not statements:
        return (say(capital(NOT_IN), trace=(who,)),)
    labels = _ranking(case, who)[start:]
    if not labels:
        return (say("Nothing further", trace=(who,)),)
    more = f" › {number(len(labels) - most)} more" if len(labels) > most else ""
    trace = (who, *(s.id for s in statements[start : start + most]))
    return (say(capital(" › ".join(labels[:most])) + more, trace=trace),)


def shared(case: Case, other: Case) -> tuple[Sentence, ...]:
    """How much the two tell alike."""
    mine, theirs, found = _compared(case, other), _compared(other, case), _differing(case, other)
    all_of = {kind: _both(mine[kind], theirs[kind]) for kind in mine}
    told = [counted(len(keys) - len(found[kind]), kind) for kind, keys in all_of.items() if keys]
    trace = tuple(k for kind, keys in all_of.items() for k in keys if k not in found[kind])
    text = f"The same in both: {listed(told)}."
    sentences = [say(text, trace=trace)]
    heads = {c.dossier.head.title for c in (case, other)}
    if len(heads) > 1:
        sentences.append(say(f"Beside it: {other.dossier.head.title}.", trace=("title",)))
    if case.dossier.proposer != other.dossier.proposer:
        who = actor(other.dossier, other.dossier.proposer)
        sentences.append(say(f"The paper beside this one advises {who}.", trace=(other.dossier.proposer,)))
    return tuple(sentences)


def _row(label: str, trace: tuple[str, ...], mine: Cell, theirs: Cell) -> Row:
    return Row(((say(label, trace=trace),), mine, theirs))


def _table(caption: str, first: str, rows: list[Row]) -> Table | None:
    return Table(caption, _columns(first), tuple(rows), caption_hidden=True) if rows else None


def _columns(first: str) -> tuple[Column, ...]:
    return Column(first, 40), Column(_HEADS[0], 30), Column(_HEADS[1])
