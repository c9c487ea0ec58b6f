"""Page one: what to do, what is then said, and the goal."""

from __future__ import annotations

from overture.dossier import DO_NOTHING
from overture.dossier.entries import Option
from overture.papers.content import Sentence, quiet, strong
from overture.papers.english import capital, counted, ended, listed
from overture.papers.naming import cited_short, statement_text
from overture.papers.options import actor, choice_text, option_phrase, setting_phrase, value_label
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision.ties import no_difference, told_apart
from overture.papers.sentences.edits import concept
from overture.papers.verbs import is_verb

MOST_OPEN = 3  # open assumptions of the case that is told; the rest are counted


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
        return _advised(case, names)
    told = [(case.when(where), names) for names, where in values.items()]
    told.sort(key=lambda t: (" not " in t[0], len(t[0])))
    found = []
    for i, (when, names) in enumerate(told):
        one_question = len(case.advice.open) == 1 or not any(w in told[0][0] for w in (" and ", ", or if "))
        otherwise = "If not" if one_question else "Otherwise"
        condition = otherwise if i == 1 and len(told) == 2 else capital(when)
        kept, added = told_apart(case, names)
        text = ended(f"{condition}: {listed([_name_or_course(case, n) for n in kept], 'or')}")
        found += [say(text, trace=(*names, *case.open_trace())), *no_difference(case, added, "in that case ")]
    return tuple(found)


def _name_or_course(case: Case, name: str) -> str:
    """A short name where the dossier has one: what it comes to is told in the next panel."""
    if name == DO_NOTHING:
        return "do nothing"
    return case.called(name) if name in case.dossier.proposals else course(case, name)


def _advised(case: Case, names: tuple[str, ...]) -> tuple[Sentence, ...]:
    kept, added = told_apart(case, names)
    if len(kept) == 1:
        text = ended(course(case, kept[0]))
    else:
        either = listed([_name_or_course(case, n) for n in kept], "or")
        text = f"{ended(either)} The file does not tell them apart."
    return say(text, trace=names), *no_difference(case, added)


def why_recommended(case: Case) -> tuple[Sentence, ...]:
    """The margin beside the advice: against how many, and by what it differs."""
    first, menu = case.first, case.advice.menu
    chosen = first.recommended[0]
    who = actor(case.dossier, case.dossier.proposer)
    if len(menu) < 2:
        return (say("The only course in the file.", trace=(chosen,)),)
    alike = tuple(dict.fromkeys((*first.recommended, *(n for n, by in first.deciding.items() if by is None))))
    best = f"its worst end is the best for {who}"
    if len(alike) > 1:
        best = f"the worst ends of {case.called_all(alike, 'and', 3)} are alike, and the best for {who}"
    if len({w.recommended for w in case.advice.by_world}) > 1:
        best = f"what is advised in each case has there the best worst end for {who}"
    found = [
        say(
            strong("Computed."),
            f" Of {counted(len(menu), 'course')}, doing nothing included, {best}.",
            trace=(*alike, case.dossier.proposer),
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
        told = "; ".join(f"{case.called_all(names)} where {concept(c)}" for c, names in first.recommended_under.items())
        found.append(say(f"It depends on foresight: {told}.", trace=(chosen,)))
    return tuple(found)


def world_told(case: Case) -> Sentence | None:
    """Of several cases that the file leaves open: which one is told in detail, and how likely it is said to be."""
    if len(case.advice.worlds) < 2:
        return None
    told = []
    for name, value in case.advice.worlds[0].items():
        if name not in case.advice.open:
            continue
        entry = case.dossier.assumptions.get(name)
        likely = f" (that it is so: {entry.likelihood})" if entry and entry.likelihood else ""
        told.append(f"{case.supposed(name, value)}{likely}")
    more = len(told) - MOST_OPEN
    shown = told[:MOST_OPEN] + ([f"{counted(more, 'more assumption')} not so"] if more > 0 else [])
    text = f" one of {counted(len(case.advice.worlds), 'case')} left open: {listed(shown)}."
    return say(strong("Told in detail:"), text, trace=case.open_trace())


def question(case: Case) -> Sentence | None:
    """The question that the paper answers, as its author puts it."""
    asked = case.dossier.head.question
    return say(quiet(asked), trace=("question",), basis="wording") if asked else None


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
