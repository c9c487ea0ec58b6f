"""Page one: each goal with its verdict, what the other courses do to it, and where events settle."""

from __future__ import annotations

from overture.advice.results import Outcome, Step, Way
from overture.diagrams.marks import mark
from overture.papers.content import Sentence, Sign, strong
from overture.papers.english import capital, ended, listed, number, uncapital
from overture.papers.naming import statement_label, statement_text
from overture.papers.options import setting_phrase, value_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import concept


def goal_lines(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """Each goal and instrument with its verdict after the recommended proposal."""
    outcome = case.outcome(case.chosen)
    if outcome is None:
        return ()
    lines = []
    served = 0
    for key in outcome.goals:
        statement = case.dossier.statements.get(key)
        served += statement is not None and not statement.goal
        if statement is None or (not statement.goal and served > 1):
            continue  # the other instruments are told with the rankings
        values = case.by_value(lambda w, k=key: _goal(case, w, k))  # type: ignore[misc]
        text = ended(statement_text(case.dossier, key))
        if not statement.goal:
            text = f"The instrument: {uncapital(text)}"
        if len(values) == 1:
            lines.append((_verdict(next(iter(values)), key), say(text, trace=(key,))))
            continue
        for verdict, where in values.items():
            lines.append(
                (
                    _verdict(verdict, key),
                    say(f"{text[:-1]}, {case.when(where)}.", trace=(key, *case.open_trace())),
                )
            )
    return tuple(lines)


def _goal(case: Case, world: int, key: str) -> str:
    recommended = case.advice.by_world[world].recommended[0]
    outcome = case.outcome(recommended, world)
    return outcome.goals.get(key, "open") if outcome else "open"


def _verdict(word: str, key: str) -> Sentence:
    return say(Sign(mark("goal", word)), trace=(key,))


def goal_contrast(case: Case) -> tuple[Sentence, ...]:
    """What the other courses do to each goal, and how the goal is lost although an instrument works."""
    outcome = case.outcome(case.chosen)
    if outcome is None:
        return ()
    found = _one_without_another(case)
    for key, verdict in outcome.goals.items():
        statement = case.dossier.statements.get(key)
        if statement is None or not statement.goal:
            continue
        advised = {n for w in case.advice.by_world for n in w.recommended}
        rivals = {
            n: {_of(w.proposals[n], key) for w in case.advice.by_world if n in w.proposals}
            for n in case.advice.menu
            if n not in advised
        }
        everywhere = {_goal(case, w, key) for w in case.worlds} == {verdict}
        same = tuple(n for n, v in rivals.items() if v == {verdict})
        lost = tuple(n for n, v in rivals.items() if v == {"lost"})
        several = sum(case.dossier.statements[g].goal for g in outcome.goals if g in case.dossier.statements) > 1
        goal = f"“{statement_text(case.dossier, key)}”" if several else "the goal"
        if not everywhere:
            pass  # the verdicts told by case say it
        elif verdict == "kept" and lost:
            text = f"{capital(case.called_all(lost, 'and', 3))} {'loses' if len(lost) == 1 else 'lose'} {goal}"
            text += (
                f"; {case.called_all(same, 'and', 1)} {'keeps' if len(same) == 1 else 'keep'} it too." if same else "."
            )
            found.append(say(text, trace=(key, *lost, *same)))
        elif verdict == "lost" and len(same) == len(rivals) and rivals:
            found.append(
                say(
                    "No other course keeps "
                    + (f"“{statement_text(case.dossier, key)}”" if len(outcome.goals) > 1 else "it")
                    + " either.",
                    trace=(key,),
                )
            )
        live = [w for w in outcome.ways_lost.get(key, ()) if w.live]
        if live:
            found.append(
                say(
                    f"{_where(case, key)} lost although {_although(case, live[0].through)}: "
                    f"{setting_phrase(case.dossier, live[0].departures) or 'everything stays as it is'}.",
                    trace=(key, live[0].through),
                )
            )
    return tuple(found)


def _one_without_another(case: Case) -> list[Sentence]:
    """That the advice accepts one goal without another, where it does so in every world."""
    outcome = case.outcome(case.chosen)
    goals = [g for g in (outcome.goals if outcome else ()) if case.dossier.statements[g].goal]
    verdicts = {g: {_goal(case, w, g) for w in case.worlds} for g in goals}
    kept = [g for g in goals if verdicts[g] == {"kept"}]
    lost = [g for g in goals if verdicts[g] == {"lost"}]
    if not kept or not lost:
        return []
    with_, without = (listed([f"“{statement_text(case.dossier, g)}”" for g in some]) for some in (kept, lost))
    return [
        say(
            f"The advice accepts that {with_} {'holds' if len(kept) == 1 else 'hold'} while {without} "
            f"{'does' if len(lost) == 1 else 'do'} not.",
            trace=(*kept, *lost),
        )
    ]


def _where(case: Case, key: str) -> str:
    """Where a goal is lost, told by case if it is not so in all of them."""
    same = case.told_for(lambda w: (_goal(case, w, key), _live(case, w, key)))
    return "The goal is" if same is None else f"{capital(case.when(same))}, the goal is"


def _live(case: Case, world: int, key: str) -> tuple[Way, ...]:
    """The ways in which what is advised loses a goal where events settle."""
    outcome = case.outcome(case.advice.by_world[world].recommended[0], world)
    return tuple(w for w in outcome.ways_lost.get(key, ()) if w.live)[:1] if outcome else ()


def _of(outcome: Outcome, key: str) -> str:
    return outcome.goals.get(key, "open")


def _although(case: Case, key: str) -> str:
    return f"“{statement_text(case.dossier, key)}” holds"


def goal_margin(case: Case) -> tuple[Sentence, ...]:
    """Where the events settle, and on what the verdict depends besides."""
    outcome = case.outcome(case.chosen)
    if outcome is None:
        return ()
    found = [settles_sentence(case, case.chosen)]
    if outcome.depends_on_foresight:
        told = []
        for c in outcome.depends_on_foresight[:2]:
            changed = [
                f"“{statement_text(case.dossier, g)}” {v}"
                for g, v in outcome.goals_under[c].items()
                if v != outcome.goals.get(g)
            ]
            told.append(f"{listed(changed)} where {concept(c)}")
        same = case.told_for(lambda w: _foresight(case, w))
        where = "" if same is None else f", {case.when(same)}"
        found.append(say(f"Depends on foresight{where}: {'; '.join(told)}.", trace=(case.chosen,)))
    unkept = next((s for s in outcome.settlements if s.kept_to is False), None)
    if unkept is not None:
        why = undone(case, unkept.undone) if unkept.undone else ""
        trace = _undone_trace(unkept.undone) if unkept.undone else ()
        text = f"{why}, and the others can see it too."
        found.append(say(strong("We would not keep to it ourselves"), text, trace=(case.chosen, *trace)))
    return tuple(found)


def undone(case: Case, step: Step) -> str:
    """By what the proposer would leave its proposal where it ends, and for what: `: it would gain X by dropping Y`."""
    told = []
    for name, value in step.sets.items():
        option = case.dossier.option(name)
        if option is None or option.choices:
            told.append(f"by “{value_label(case.dossier, name, value)}” instead")
        else:
            does = "adding" if value == "yes" else "leaving out"
            told.append(f"by {does} “{value_label(case.dossier, name, 'yes')}”")
    statement = case.dossier.statements.get(step.gains or "")
    gain = f"gain “{statement_label(case.dossier, statement.id)}”" if statement else "do better"
    return f": we would {gain} {listed(told)}"


def _undone_trace(step: Step) -> tuple[str, ...]:
    return (*(name.rpartition(".")[2] for name in step.sets), *((step.gains,) if step.gains else ()))


def _foresight(case: Case, world: int) -> tuple[str, ...]:
    outcome = case.outcome(case.chosen, world)
    return outcome.depends_on_foresight if outcome else ()


def _ends(case: Case, name: str, world: int) -> list[tuple[dict[str, str], ...]]:
    outcome = case.outcome(name, world)
    return [s.states for s in outcome.settlements] if outcome else []


def settles_sentence(case: Case, name: str, world: int = 0) -> Sentence:
    """Where the course of events ends after a proposal."""
    where = where_it_ends(case, name, world)
    same = case.told_for(lambda w: _ends(case, name, w)) if world == 0 else (world,)
    told = f" {case.when(same)}" if same is not None else ""
    several = len({n for w in case.advice.by_world for n in w.recommended}) > 1
    after = f" after {case.called(name)}" if several else ""
    if several and same is None and 0 < len(case.advised_in(name)) < len(case.worlds):
        told = ", where it is advised"
    return say(strong("Computed,"), f" for where events settle{after}{told}: {where}.", trace=(name,))


def where_it_ends(case: Case, name: str, world: int = 0) -> str:
    """Each state in which a course of events ends, told by what differs from today."""
    outcome = case.outcome(name, world)
    parts = []
    for settlement in outcome.settlements if outcome else ():
        states = [setting_phrase(case.dossier, s) or "everything stays as it is" for s in settlement.states]
        if len(states) == 1:
            parts.append(states[0])
        else:
            more = len(states) - 3
            shown = states[:3] + ([f"{number(more)} more states"] if more > 0 else [])
            parts.append("events keep moving among: " + " / ".join(shown))
    return "; or ".join(parts) or "nothing moves"
