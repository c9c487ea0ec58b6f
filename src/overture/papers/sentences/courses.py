"""Courses of events in words: who moves, what they do, where it rests."""

from __future__ import annotations

from overture.advice.results import Settlement
from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence, Sign, Step, Story
from overture.papers.english import capital, ended, listed, number
from overture.papers.naming import statement_label
from overture.papers.options import actor_label, option_phrase, setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.recommendation import course

MOST_STEPS = 6
MOST_STORIES = 4


def _moved(case: Case, sets: dict[str, str]) -> str:
    """What an actor does, its name apart."""
    told = []
    for option, value in sets.items():
        entry = case.dossier.option(option)
        phrase = option_phrase(case.dossier, option, value)
        if entry is not None:
            from overture.papers.options import actor

            who = actor(case.dossier, entry.owner)
            for name in (who, who[:1].lower() + who[1:]):
                phrase = phrase.removeprefix(f"{name}: ").removeprefix(f"{name} ")
        told.append(phrase)
    return ended("; ".join(told))


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
    moves = list(settlement.course)
    shown = moves if len(moves) <= MOST_STEPS - 2 else moves[: MOST_STEPS - 3]
    for move in shown:
        what = _moved(case, move.sets)
        options = tuple(o.rpartition(".")[2] for o in move.sets)
        steps.append(Step(actor_label(case.dossier, move.actor), say(what, trace=(name, *options))))
    if len(shown) < len(moves):
        rest = "; ".join(setting_phrase(case.dossier, m.sets) for m in moves[len(shown) :])
        steps.append(Step(f"{capital(number(len(moves) - len(shown)))} more moves", say(ended(rest), trace=(name,))))
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
        failed = [k for k, w in words.items() if w == "failed"][:2]
        if failed:
            parts.append(f"Not had: {listed([statement_label(case.dossier, k) for k in failed])}")
    else:
        gained = [k for k, w in words.items() if w != "failed" and before.get(k) == "failed"][:3]
        lost = [k for k, w in words.items() if w == "failed" and before.get(k) not in (None, "failed")][:2]
        if gained:
            parts.append(f"Gained: {listed([statement_label(case.dossier, k) for k in gained])}")
        if lost:
            parts.append(f"Lost: {listed([statement_label(case.dossier, k) for k in lost])}")
    if not parts:
        parts.append("Nobody would move" if not settlement.course else "As after doing nothing")
    return say(ended(". ".join(parts)), trace=(name, *words))


def stories(case: Case) -> tuple[Story, ...]:
    """The recommended course, doing nothing, then courses that end otherwise."""
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
        for i, settlement in enumerate(outcome.settlements[:2]):
            found.append(story(case, name, settlement, i))
    return tuple(found[:MOST_STORIES])


def finding(case: Case) -> Sentence:
    """Who moves after the recommended proposal, in one sentence."""
    outcome = case.outcome(case.chosen)
    settlement = outcome.settlements[0] if outcome and outcome.settlements else None
    if settlement is None or not settlement.course:
        return say(f"After {case.called(case.chosen)} nobody has a move that is worth making.", trace=(case.chosen,))
    moves = [setting_phrase(case.dossier, m.sets) for m in settlement.course]
    shown = moves if len(moves) <= 3 else [*moves[:2], f"{number(len(moves) - 2)} more moves"]
    return say(ended(f"After {case.called(case.chosen)}: {', then '.join(shown)}"), trace=(case.chosen,))


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.advice.by_world[world]
    return here.recommended, [
        (n, o.goals, [(s.states, s.course, s.statements.get(case.dossier.proposer)) for s in o.settlements])
        for n, o in here.proposals.items() if n in case.shown
    ]  # fmt: skip


def foresight_note(case: Case) -> Sentence:
    outcomes = [o for w in case.advice.by_world for o in w.proposals.values()]
    text = "Each step is a move that its owner makes for its own sake and that no counter-move spoils."
    if any(o.goals for o in outcomes) and not any(o.depends_on_foresight for o in outcomes):
        text += " No verdict on a goal depends on how far they look ahead."
    return say(text, trace=case.shown)
