"""Courses of events in words: who moves, what they do, where it rests."""

from __future__ import annotations

from overture.advice.results import Settlement
from overture.diagrams import Stop, can_be_lined, course_line, mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Bullets, Figure, Sentence, Sign, Step, Story
from overture.papers.english import capital, ended, listed, number
from overture.papers.naming import statement_label
from overture.papers.options import actor, actor_label, option_phrase, setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision import moves
from overture.papers.sentences.decision.motives import gained, why
from overture.papers.sentences.decision.recommendation import course
from overture.papers.walk import words

MOST_STEPS = 6
MOST_STORIES = 4


def done(case: Case, sets: dict[str, str]) -> str:
    """What an actor does, its name apart."""
    told = []
    for option, value in sets.items():
        entry = case.dossier.option(option)
        phrase = option_phrase(case.dossier, option, value)
        if entry is not None:
            who = actor(case.dossier, entry.owner)
            owner = case.dossier.actors.get(entry.owner)
            for name in (who, who[:1].lower() + who[1:], *(owner.aliases if owner else ())):
                phrase = phrase.removeprefix(f"{name}: ").removeprefix(f"{name} ")
        told.append(phrase)
    return "; ".join(told)


def told_one_by_one(settlement: Settlement) -> int:
    """How many moves of a course are told each by itself."""
    moves = len(settlement.course)
    return moves if moves <= MOST_STEPS - 2 else MOST_STEPS - 3


def story(case: Case, name: str, settlement: Settlement, which: int = 0) -> Story:
    """One course of events, from the proposal to where it rests."""
    outcome = case.outcome(name)
    steps: list[Step] = []
    if name != DO_NOTHING:
        steps.append(
            Step(
                actor_label(case.dossier, case.dossier.proposer),
                say(ended(course(case, name)), trace=(name,)),
            )
        )
    made = list(settlement.course)
    shown = made[: told_one_by_one(settlement)]
    for move in shown:
        what = ended(done(case, move.sets))
        options = tuple(o.rpartition(".")[2] for o in move.sets)
        said = say(what, trace=(name, *options))
        steps.append(Step(actor_label(case.dossier, move.actor), said, why(case, name, move)))
    if len(shown) < len(made):
        rest = "; ".join(setting_phrase(case.dossier, m.sets) for m in made[len(shown) :])
        steps.append(Step(f"{capital(number(len(made) - len(shown)))} more moves", say(ended(rest), trace=(name,))))
    steps.append(
        Step(
            "It rests here" if len(settlement.states) == 1 else "It does not rest",
            _rests(case, name, settlement),
        )
    )
    verdicts: list[object] = []
    goals = [g for g in (outcome.goals if outcome else {}) if case.dossier.statements[g].goal]
    for goal in goals[:2]:
        word = outcome.goals[goal] if outcome else "open"
        says = f"Goal {word}" if len(goals) == 1 else f"{capital(statement_label(case.dossier, goal))}: {word}"
        verdicts += ["  ", Sign(mark("goal", word), says)]
    many = len(outcome.settlements) if outcome else 1
    nth = f" ({number(which + 1)} of {number(many)} ways)" if many > 1 else ""
    return Story(say(f"After {case.called(name)}{nth}", *verdicts, trace=(name, *goals)), tuple(steps))


def _rests(case: Case, name: str, settlement: Settlement) -> Sentence:
    if len(settlement.states) > 1:
        states = [setting_phrase(case.dossier, s) or "all as it is" for s in settlement.states[:3]]
        more = len(settlement.states) - 3
        return say(
            "Events keep moving among: " + " / ".join(states) + (f" / {number(more)} more." if more > 0 else "."),
            trace=(name,),
        )
    words = settlement.statements.get(case.dossier.proposer, {})
    base = case.outcome(DO_NOTHING)
    before = base.settlements[0].statements.get(case.dossier.proposer, {}) if base and base.settlements else {}
    parts = []
    if name == DO_NOTHING:
        failed = [k for k, w in words.items() if w == "failed"]
        if failed:
            parts.append(f"Not had: {_first(case, failed, 2)}")
    else:
        gained = [k for k, w in words.items() if w != "failed" and before.get(k) == "failed"]
        lost = [k for k, w in words.items() if w == "failed" and before.get(k) not in (None, "failed")]
        if gained:
            parts.append(f"Gained: {_first(case, gained, 3)}")
        if lost:
            parts.append(f"Lost: {_first(case, lost, 2)}")
    if not parts:
        parts.append("Nobody would move" if not settlement.course else "As after doing nothing")
    return say(ended(". ".join(parts)), trace=(name, *words))


def _first(case: Case, keys: list[str], most: int) -> str:
    """The first statements by their labels, and how many more."""
    more = len(keys) - most
    shown = [statement_label(case.dossier, k) for k in keys[:most]]
    return listed([*shown, f"{number(more)} more"] if more > 0 else shown)


def figure(case: Case) -> Figure | None:
    """The recommended course from the status quo, drawn as a line, where it is short enough."""
    outcome = case.outcome(case.chosen)
    if outcome is None or len(outcome.settlements) != 1 or not outcome.settlements[0].course:
        return None
    (settlement,) = outcome.settlements
    told = story(case, case.chosen, settlement)
    first = int(case.chosen != DO_NOTHING)
    made = dict(enumerate(settlement.course[:told_one_by_one(settlement)], first))
    goals = [g for g in outcome.goals if case.dossier.statements[g].goal]
    ends = mark("goal", outcome.goals[goals[0]]) if goals else None
    stops, items = [Stop("Today", "the status quo")], [(say("Today: the status quo.", trace=(case.chosen,)),)]
    for i, step in enumerate(told.steps):
        last = i == len(told.steps) - 1
        wish = gained(case, made[i]) if i in made else ""
        reasons = (*((f"For: {wish}",) if wish else ()), *((f"Not: {step.why.plain}",) if step.why else ()))
        stops.append(Stop(step.who, step.what.plain, reasons, ends if last else None))
        text = " ".join([f"{step.who}: {step.what.plain}", *(ended(r) for r in reasons)])
        trace = (*step.what.trace, *(step.why.trace if step.why else ()), *goals[:1] * last)
        items.append((say(text, trace=trace),))
    if not can_be_lined(stops):
        return None
    title = f"The course from today, after {case.called(case.chosen)}"
    svg = course_line("course", title, finding(case).plain, stops)
    verdict = f" The goal is {outcome.goals[goals[0]]}." if len(goals) == 1 else ""
    note = say(f"For: what the mover gains. Not: what it does not do, and what it would lose by that.{verdict}",
               trace=(case.chosen, *goals))  # fmt: skip
    return Figure(title, note, svg, Bullets(tuple(items), "ordered"))


def stories(case: Case, drawn: bool = False) -> tuple[Story, ...]:
    """The recommended course (if it is not drawn), doing nothing, then courses that end otherwise."""
    found: list[Story] = []
    seen: set[object] = set()
    for name in case.shown:
        outcome = case.outcome(name)
        if outcome is None:
            continue
        ends = tuple(tuple(sorted(s.items())) for x in outcome.settlements for s in x.states)
        if ends in seen and name not in (*case.first.recommended, DO_NOTHING):
            continue
        seen.add(ends)
        if drawn and name == case.chosen:
            continue
        for i, settlement in enumerate(outcome.settlements[:2]):
            found.append(story(case, name, settlement, i))
    return tuple(found[:MOST_STORIES])


def finding(case: Case) -> Sentence:
    """Who moves after the recommended proposal, in one sentence."""
    outcome = case.outcome(case.chosen)
    settlement = outcome.settlements[0] if outcome and outcome.settlements else None
    if settlement is None or not settlement.course:
        return say(f"After {case.called(case.chosen)} nobody has a move that is worth making.", trace=(case.chosen,))
    made = [setting_phrase(case.dossier, m.sets) for m in settlement.course]
    shown = made if len(made) <= 3 else [*made[:2], f"{number(len(made) - 2)} more moves"]
    return say(ended(f"After {case.called(case.chosen)}: {', then '.join(shown)}"), trace=(case.chosen,))


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.each[world]
    line = figure(here)
    blocks = (*((line,) if line else ()), *moves.figures(here), *stories(here, drawn=line is not None))
    return finding(here).plain, words(blocks)


def foresight_note(case: Case) -> Sentence:
    outcomes = [o for w in case.advice.by_world for o in w.proposals.values()]
    text = "Each step is a move that its owner makes for its own sake and that no counter-move spoils."
    if any(o.goals for o in outcomes) and not any(o.depends_on_foresight for o in outcomes):
        text += " No verdict on a goal depends on how far they look ahead."
    return say(text, trace=case.shown)
