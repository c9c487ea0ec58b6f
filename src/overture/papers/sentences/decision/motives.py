"""Why a move is made and not another, and why the answer comes to what is advised: from the mover's own statements."""

from __future__ import annotations

from dataclasses import replace

from overture.advice.results import HeldMove, Setting, Step
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence
from overture.papers.english import counted, ended, listed
from overture.papers.naming import statement_label, wanted_label
from overture.papers.options import option_phrase, setting_label, value_label
from overture.papers.sentences.case import Case, say

MOST_OTHERS = 3
LONG = 60  # characters of a move that is told in full beside the advice
SHORT = 40  # characters of the other courses that are named there


def gained(case: Case, step: Step | HeldMove) -> str:
    """What the mover gains by a move: its own statement, where the file has words for it."""
    statement = case.dossier.statements.get(step.gains or "")
    if statement is None or not (statement.short or statement.text):
        return ""
    return wanted_label(case.dossier, statement.id)


def why_not_otherwise(case: Case, step: Step) -> tuple[str, ...]:
    """The other values that the mover could have set, each with the statement that it would have lost."""
    by_loss: dict[str, list[str]] = {}
    for other in step.passed_over:
        alone = " alone" if set(other.sets) < set(step.sets) else ""
        by_loss.setdefault(other.loses, []).append(f"“{_labels(case, other.sets)}”{alone}")
    told = []
    for loses, labels in list(by_loss.items())[:MOST_OTHERS]:
        statement = case.dossier.statements.get(loses)
        worded = statement is not None and (statement.short or statement.text)
        lost = f"loses “{statement_label(case.dossier, loses)}”" if worded else "is worse for it"
        told.append(f"{listed(labels[:2], 'or')} {lost}")
    return tuple(told)


def why(case: Case, name: str, step: Step) -> Sentence | None:
    """The reasons against every other move, as one sentence."""
    told = why_not_otherwise(case, step)
    if not told:
        return None
    return say(ended("; ".join(told)), trace=(name, *(o.loses for o in step.passed_over)))


def _labels(case: Case, sets: Setting) -> str:
    return listed([value_label(case.dossier, option, value) for option, value in sets.items()])


def reason_of_the_reply(case: Case) -> tuple[Sentence, ...]:
    """Why the answer comes after what is advised: it comes only then, or whatever is sent."""
    if len({w.recommended for w in case.advice.by_world}) > 1 or case.chosen == DO_NOTHING:
        return ()
    outcome = case.outcome(case.chosen)
    if outcome is None or len(outcome.settlements) != 1 or len(outcome.settlements[0].states) != 1:
        return ()
    (settlement,) = outcome.settlements
    only: dict[str, tuple[str, ...]] = {}
    for option, value in settlement.states[0].items():
        same = tuple(n for n in case.advice.menu if _settles_so(case, n, option, value))
        if len(same) < len([n for n in case.advice.menu if n != DO_NOTHING]):
            only[option] = same
    only = {o: same for o, same in only.items() if not _loses_a_goal(case, o, settlement.states[0])}
    if not only:
        return ()
    option = min(only, key=lambda o: (len(only[o]), list(settlement.states[0]).index(o)))
    same = tuple(n for n in only[option] if n not in case.first.recommended)
    value = settlement.states[0][option]
    who = option_phrase(case.dossier, option, value)
    who = who if len(who) <= LONG else setting_label(case.dossier, {option: value})
    when = "only after this course"
    told = case.called_all(same, "or")
    if same and len(told) <= SHORT:
        when += f"{',' if len(same) > 1 else ' or'} {told}"
    elif same:
        when += f" or {counted(len(same), 'other')}"
    step = next((s for s in settlement.course if option in s.sets), None)
    trace = (case.chosen, option.rpartition(".")[2], *((step.gains,) if step and step.gains else ()))
    return (say(ended(f"{who} {when}"), trace=trace),)


def _loses_a_goal(case: Case, option: str, state: Setting) -> bool:
    """Whether a reply is what loses a goal: it would be kept were the reply another; or only other replies keep it."""
    outcome, here = case.outcome(case.chosen), case.state(case.chosen)
    entry = case.dossier.option(option)
    value = state[option]
    for goal, word in (outcome.goals if outcome else {}).items():
        statement = case.dossier.statements[goal]
        if word != "lost" or not statement.goal:
            continue
        others = [v for v in (entry.values if entry else ()) if v != value]
        if any(case.true_in(replace(here, setting={**here.setting, **state, option: v}), statement.want)
               for v in others):  # fmt: skip
            return True
        words = {n: case.verdict(n, goal) for n in case.advice.menu}
        if {words[n] for n in words if _settles_so(case, n, option, value)} == {"lost"} and "kept" in words.values():
            return True
    return False


def _settles_so(case: Case, name: str, option: str, value: str) -> bool:
    """Whether a course can settle with an option at a value."""
    outcome = case.outcome(name)
    today = case.advice.start.get(option)
    return outcome is not None and any(
        state.get(option, today) == value for s in outcome.settlements for state in s.states
    )
