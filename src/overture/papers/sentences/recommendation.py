"""Page one: what to do, what is then said, and the goal."""

from __future__ import annotations

from overture.advice.results import Outcome
from overture.diagrams.marks import mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Option
from overture.papers.content import Sentence, Sign, quiet, strong
from overture.papers.english import capital, counted, ended, is_verb, listed, number, uncapital
from overture.papers.naming import (
    actor,
    choice_text,
    cited_short,
    option_phrase,
    setting_phrase,
    statement_text,
    value_label,
)
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.edits import concept


def course(case: Case, name: str, world: int = 0) -> str:
    """What a proposal comes to, as an instruction where the dossier's words allow it."""
    dossier, outcome = case.dossier, case.outcome(name, world)
    entry = dossier.proposals.get(name)
    if name == DO_NOTHING:
        return "do nothing"
    if entry is not None and entry.text:
        return entry.text
    package = outcome.package if outcome else {}
    changed = [(dossier.option(o), v) for o, v in package.items()]
    texts = [choice_text(option, value) for option, value in changed if option is not None]
    if texts and all(is_verb(t.split(" ", 1)[0]) and not t.split(" ", 1)[0].endswith("s") for t in texts):
        return "; ".join(texts)
    words = setting_phrase(dossier, package)
    return f"{case.called(name)}: {words}" if entry is not None else words


def recommended_sentences(case: Case) -> tuple[Sentence, ...]:
    """The advice, told apart by open assumption where it differs."""
    values = case.by_value(lambda w: case.advice.by_world[w].recommended)
    if len(values) == 1:
        (names,) = values
        return (_advised(case, names),)
    told = [(case.when(where), names) for names, where in values.items()]
    told.sort(key=lambda t: " not " in t[0])
    found = []
    for i, (when, names) in enumerate(told):
        condition = "If not" if i == 1 and len(told) == 2 and len(case.advice.open) == 1 else capital(when)
        text = f"{condition}: {listed([_name_or_course(case, n) for n in names], 'or')}"
        found.append(say(ended(text), trace=(*names, *case.open_trace())))
    return tuple(found)


def _name_or_course(case: Case, name: str) -> str:
    """A short name where the dossier has one: what it comes to is told in the next panel."""
    if name == DO_NOTHING:
        return "do nothing"
    return case.called(name) if name in case.dossier.proposals else course(case, name)


def _course_or(case: Case, names: tuple[str, ...], world: int = 0) -> str:
    return listed([course(case, n, world) for n in names], "or")


def _advised(case: Case, names: tuple[str, ...]) -> Sentence:
    text = ended(_course_or(case, names))
    if len(names) > 1:
        text += " The file does not tell them apart."
    return say(text, trace=names)


def why_recommended(case: Case) -> tuple[Sentence, ...]:
    """The margin beside the advice: against how many, and by what it differs."""
    first, menu = case.first, case.advice.menu
    chosen = first.recommended[0]
    who = actor(case.dossier, case.dossier.proposer)
    if len(menu) < 2:
        return (say("The only course in the file.", trace=(chosen,)),)
    found = [
        say(
            strong("Computed."),
            f" The best worst outcome for {who} among {counted(len(menu), 'course')}, doing "
            "nothing included.",
            trace=(chosen, case.dossier.proposer),
        )
    ]
    against = first.deciding.get(DO_NOTHING)
    if against and chosen != DO_NOTHING:
        found.append(
            say(
                f"From doing nothing it differs first in: {statement_text(case.dossier, against)}.",
                trace=(chosen, against),
            )
        )
    if first.recommended_under:
        told = "; ".join(
            f"{case.called_all(names)} where {concept(c)}" for c, names in first.recommended_under.items()
        )
        found.append(say(f"It depends on foresight: {told}.", trace=(chosen,)))
    return tuple(found)


def name_of(case: Case, name: str) -> Sentence:
    return say(strong(f"{case.label(name)}:"), trace=(name,))


def choices_said(case: Case, name: str) -> tuple[tuple[Sentence, ...], ...]:
    """What the proposal says, option by option, with the rival wordings that it does not use."""
    outcome = case.outcome(name)
    if outcome is None or not outcome.package:
        return ()
    lines = []
    for key, value in outcome.package.items():
        option = case.dossier.option(key)
        if option is None:
            continue
        said = say(
            ended(option_phrase(case.dossier, key, value)), trace=(name, option.id), basis="wording",
            sources=_choice_sources(case, option, value),
        )  # fmt: skip
        rivals = _rival_values(case, option, value)
        lines.append((said, _not_said(case, option, rivals)) if rivals else (said,))
    aside = [
        value_label(case.dossier, o.qualified, v)
        for o in case.dossier.options.values()
        if o.owner == case.dossier.proposer and o.qualified not in outcome.package
        for v in _rival_values(case, o, o.today)
    ]
    if aside and lines:
        left = say(quiet(f"Left out: {listed([f'“{a}”' for a in aside])}."), trace=(name,), basis="wording")
        lines[-1] = (*lines[-1], left)
    return tuple(lines)


def _rival_values(case: Case, option: Option, value: str) -> list[str]:
    """The other values that some proposal of the menu gives to an option, today's apart."""
    found: dict[str, None] = {}
    if not case.dossier.proposals:
        return []
    for name in case.advice.menu:
        outcome = case.outcome(name)
        other = outcome.package.get(option.qualified, option.today) if outcome else option.today
        if other not in (value, option.today):
            found[other] = None
    return list(found)


def _not_said(case: Case, option: Option, rivals: list[str]) -> Sentence:
    words = listed([f"“{value_label(case.dossier, option.qualified, v)}”" for v in rivals[:3]], "or")
    return say(quiet(f"Not: {words}."), trace=(option.id,), basis="wording")


def _choice_sources(case: Case, option: Option, value: str) -> tuple[str, ...]:
    choice = option.choices.get(value)
    return cited_short(case.dossier, (choice.from_ if choice and choice.from_ else option.from_))


def sources_of_wording(case: Case, lines: tuple[tuple[Sentence, ...], ...]) -> Sentence:
    """The margin beside what is said."""
    cited = list(dict.fromkeys(s for line in lines for x in line for s in x.sources))
    where = f" After {listed(cited[:4])}." if cited else ""
    return say(strong("Wording"), " in our words.", where, trace=(case.chosen,), basis="wording")


# the goal


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
    found: list[Sentence] = []
    if outcome is None:
        return ()
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
        same = tuple(n for n, v in rivals.items() if v == {verdict})
        lost = tuple(n for n, v in rivals.items() if v == {"lost"})
        several = (
            sum(case.dossier.statements[g].goal for g in outcome.goals if g in case.dossier.statements) > 1
        )
        goal = f"“{statement_text(case.dossier, key)}”" if several else "the goal"
        if verdict == "kept" and lost:
            text = (
                f"{capital(case.called_all(lost, 'and', 3))} {'loses' if len(lost) == 1 else 'lose'} {goal}"
            )
            text += (
                f"; {case.called_all(same, 'and', 1)} {'keeps' if len(same) == 1 else 'keep'} it too."
                if same
                else "."
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
                    f"The goal is lost although {_although(case, live[0].through)}: "
                    f"{setting_phrase(case.dossier, live[0].departures)}.",
                    trace=(key, live[0].through),
                )
            )
    return tuple(found)


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
        found.append(say(f"Depends on foresight: {'; '.join(told)}.", trace=(case.chosen,)))
    if any(s.kept_to is False for s in outcome.settlements):
        found.append(
            say(
                strong("We would not keep to it ourselves"),
                ", and the others can see it too.",
                trace=(case.chosen,),
            )
        )
    return tuple(found)


def settles_sentence(case: Case, name: str, world: int = 0) -> Sentence:
    """Where the course of events ends after a proposal."""
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
    where = "; or ".join(parts) or "nothing moves"
    told = f" {case.when((world,))}" if len(case.worlds) > 1 else ""
    return say(strong("Computed,"), f" for where events settle{told}: {where}.", trace=(name,))
