"""The few sentences of a whiteboard page: short enough to be read from the other end of the room."""

from __future__ import annotations

import re

from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Figure, Sentence, Sign, strong
from overture.papers.english import capital, counted, ended, listed, number, uncapital
from overture.papers.naming import entry_label, statement_label, statement_text
from overture.papers.options import setting_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision import courses as told_courses
from overture.papers.sentences.decision import moves
from overture.papers.sentences.decision.ties import told_apart
from overture.papers.sentences.edits import short_supposition, targets
from overture.papers.sentences.grounds.reliance import supports, together
from overture.papers.walk import words

MOST_COURSES, MOST_GOALS, MOST_MOVES = 4, 2, 3
LONG = 100  # characters of where a course ends; as many are not told twice


def goals(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """The goals in the words of the file."""
    own = [s for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    return tuple((say(ended(statement_text(case.dossier, s.id)), trace=(s.id,)),) for s in own[:MOST_GOALS])


def _shown(case: Case, approved: str | None) -> tuple[str, ...]:
    """The approved and the advised courses, doing nothing; then those that keep the goals, those that end otherwise."""
    advised = [n for w in case.advice.by_world for n in told_apart(case, w.recommended)[0]]
    advised.sort(key=lambda n: -len(case.advised_in(n)))
    first = [*((approved,) if approved else ()), *advised, DO_NOTHING]
    found = list(dict.fromkeys(first))[:MOST_COURSES]
    if DO_NOTHING not in found:
        found[-1] = DO_NOTHING
    seen = {_ending(case, n) for n in found}
    rest = [n for n in case.advice.menu if n not in found]
    rest.sort(key=lambda n: (-_kept(case, n), _ending(case, n) in seen))
    return tuple([*found, *rest][:MOST_COURSES])


def _kept(case: Case, name: str) -> int:
    """How often a course keeps a goal, over the goals and the cases that are left open."""
    aims = _aims(case, name)
    return sum(word == "kept" for w in case.worlds for word in _fates(case, name, w, aims))


def _aims(case: Case, name: str) -> list[str]:
    outcome = case.outcome(name)
    return [g for g in (outcome.goals if outcome else {}) if case.dossier.statements[g].goal]


def _ending(case: Case, name: str) -> str:
    outcome = case.outcome(name)
    return str([s.states for s in outcome.settlements]) if outcome else ""


def courses(case: Case, approved: str | None = None) -> tuple[tuple[Sentence, ...], ...]:
    """Each course: what becomes of the goal, what is done, where it ends; of what ends as another it says so."""
    told: dict[str, str] = {}
    return tuple(_course(case, name, told) for name in _shown(case, approved))


def _course(case: Case, name: str, told_before: dict[str, str]) -> tuple[Sentence, ...]:
    """One course: what becomes of the goals over all that is open, and where it ends in the case that is told.

    `told_before`: what was told of other courses, and of which first; what is told here is added.
    """
    outcome = case.outcome(name)
    found, part = [], ""
    aims = _aims(case, name)
    same = case.told_for(lambda w: _told(case, name, w, aims))
    if aims:
        words = {word for w in case.worlds for word in _fates(case, name, w, aims)}
        one = words.pop() if len(words) == 1 else "in part" if len(aims) > 1 else " or ".join(sorted(words))
        sign = Sign(mark("goal", one)) if one in ("kept", "lost", "open") else Sign(mark("goal", "open"), capital(one))
        found.append(say(sign, trace=(name, *aims)))
        if one not in ("kept", "lost", "open"):
            told = [f"{statement_label(case.dossier, a)}: {_fate(case, name, a, same)}" for a in aims]
            part = f" ({'; '.join(told)})"
    ends = []
    for settlement in outcome.settlements if outcome else ():
        made = [setting_label(case.dossier, m.sets) for m in settlement.course]
        if len(made) > MOST_MOVES:
            made = [*made[: MOST_MOVES - 1], counted(len(made) - MOST_MOVES + 1, "more move")]
        ends.append(", then ".join([*made[:1], *map(uncapital, made[1:])]) or "nobody moves")
    where = "; or ".join(ends[:2])
    when = f"{capital(case.when(same))}: " if same is not None else ""
    trace = (name, *aims, *(case.open_trace() if when else ()))
    text = f"{when}{where}{part}."
    before = told_before.setdefault(text, name)
    if before != name and len(text) > LONG:
        text, trace = f"ends as {case.called(before)} does.", (*trace, before)
    found.append(say(strong(f"{case.label(name)}:"), f" {text}", trace=trace))
    return tuple(found)


def _told(case: Case, name: str, world: int, aims: list[str]) -> object:
    """The moves and the verdicts of a course in one world."""
    outcome = case.outcome(name, world)
    moves_ = [[(m.actor, m.sets) for m in s.course] for s in outcome.settlements] if outcome else None
    return moves_, _fates(case, name, world, aims)


def _fates(case: Case, name: str, world: int, aims: list[str]) -> list[str]:
    outcome = case.outcome(name, world)
    return [outcome.goals.get(a, "open") for a in aims] if outcome else []


def _fate(case: Case, name: str, goal: str, same: tuple[int, ...] | None) -> str:
    """What becomes of a goal after a course in the case that is told; and otherwise, where that differs."""
    here = _fates(case, name, 0, [goal])
    told = tuple(case.worlds) if same is None else same
    others = dict.fromkeys(word for w in case.worlds if w not in told for word in _fates(case, name, w, [goal]))
    otherwise = f", otherwise {listed(list(others), 'or')}" if others and list(others) != here else ""
    return f"{here[0] if here else 'open'}{otherwise}"


def left_out(case: Case, approved: str | None = None) -> tuple[Sentence, ...]:
    """The courses of the menu that are not on the page, by name while they are few; and how many keep the goals."""
    shown = _shown(case, approved)
    names = tuple(n for n in case.advice.menu if n not in shown)
    if not names:
        return ()
    verb = "is" if len(names) == 1 else "are"
    told = f": {case.called_all(names)}" if len(names) <= MOST_COURSES else ""
    found = [say(f"{capital(counted(len(names), 'more course'))} {verb} not shown here{told}.", trace=names)]
    keep = tuple(n for n in names if _kept(case, n))
    if keep:
        aims = _aims(case, keep[0])
        sure = all(_kept(case, n) == len(aims) * len(case.worlds) for n in keep)
        verb = ("keep" if len(keep) > 1 else "keeps") if sure else "may keep"
        goal = f"{verb} {'the goal' if len(aims) == 1 else 'all goals' if sure else 'a goal'}"
        text = f"{capital(number(len(keep)))} of them {goal}." if len(names) > 1 else f"It {goal}."
        found.append(say(text, trace=keep))
    return tuple(found)


def advised(case: Case) -> tuple[Sentence, ...]:
    """The advice by its short name, told apart by case where it differs."""
    values = case.by_value(lambda w: case.advice.by_world[w].recommended)
    found = []
    for names, where in values.items():
        kept, _ = told_apart(case, names)
        called = [case.called(n) if n in case.dossier.proposals else case.label(n) for n in kept]
        told = listed(called, "or") if len(called) > 1 else called[0].strip("“”")
        when = f", {case.when(where)}" if len(values) > 1 else ""
        found.append(say(ended(capital(told) + when), trace=(*names, *(case.open_trace() if when else ()))))
    return tuple(found)


def hangs_on(case: Case) -> tuple[Sentence, ...]:
    """The one thing that would overturn the goal or the advice first."""
    found = supports(case)
    if not found:
        names = [f"“{entry_label(case.dossier, k)}”" for k in case.dossier.assumptions][:MOST_GOALS]
        if names:
            text = f"On what no claim of the file tests: {listed(names)}."
            return (say(text, trace=tuple(case.dossier.assumptions)),)
        return (say("On the rankings as they are written.", trace=tuple(case.dossier.preferences)),)
    edit, claims = found[0]
    fails = list(dict.fromkeys(f for _, f in claims))
    is_open = any(t in case.advice.open for t in targets(edit))
    told = together(fails) if is_open else [f"if not, {listed(fails)}"]
    text = ended(short_supposition(case, edit))
    trace = (*targets(edit), *(k for k, _ in claims))
    return (say(strong(text), f" {'. '.join(map(capital, told))}.", trace=trace, basis="judgement"),)


def figure(case: Case) -> Figure | None:
    """Where each course leads, or the recommended course as a line: the one that takes less room."""
    line, paths = told_courses.figure(case), moves.figures(case)
    found = [f for f in (line, *paths) if isinstance(f, Figure) and (f is line or len(paths) == 1)]
    return min(found, key=_room, default=None)


def figure_told(case: Case) -> tuple[Sentence, ...]:
    """Of which case the figure tells, where another case would give another."""

    def drawn(world: int) -> object:
        found = figure(case.each[world])
        return None if found is None else words((found,))

    told = case.one_world(drawn, "The figure")
    return (told,) if told else ()


def _room(figure: Figure) -> float:
    """About how many units of height a figure takes with its list."""
    drawn = re.search(r'viewBox="\S+ \S+ \S+ (\S+)"', figure.svg)
    lines = sum(len(" ".join(s.plain for s in item)) // 55 + 1 for item in figure.equal.items)
    return float(drawn[1] if drawn else 0) + 7 * lines
