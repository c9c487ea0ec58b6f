"""What was approved, beside what is advised: the papers name both, and tell the case in which they are one."""

from __future__ import annotations

from dataclasses import replace

from overture.papers.content import Sentence, strong
from overture.papers.decision import Decision
from overture.papers.english import capital, counted, ended, number
from overture.papers.options import readable
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.decision.ties import told_apart


def package(case: Case, name: str) -> dict[str, str]:
    """Every option of the proposer as a course sets it."""
    outcome = case.outcome(name)
    found = {**case.advice.start, **(outcome.package if outcome else {})}
    return {key: value for key, value in found.items() if owner(case, key) == case.dossier.proposer}


def owner(case: Case, key: str) -> str:
    option = case.dossier.option(key)
    return option.owner if option else ""


def approved_course(case: Case, decision: Decision) -> str | None:
    """The course of the menu that sets the options as the decision does: that of its name first."""
    for name in dict.fromkeys(n for n in (decision.proposal, *case.advice.menu) if n in case.advice.menu):
        here = package(case, name)
        wanted = {o.qualified: value for key, value in decision.package.items() if (o := case.dossier.option(key))}
        if all(here.get(key) == value for key, value in wanted.items()):
            return name
    return None


def told_for(case: Case, name: str | None) -> Case:
    """The case with the worlds first in which a course is advised: what is told in detail is then told of it."""

    def place(world: int) -> int:
        names = case.advice.by_world[world].recommended
        return names.index(name) if name in names else len(case.advice.menu)

    order = sorted(case.worlds, key=place)
    if order == list(case.worlds):
        return case
    by_world, worlds = case.advice.by_world, case.advice.worlds
    moved = replace(case.advice, by_world=tuple(by_world[w] for w in order), worlds=tuple(worlds[w] for w in order))
    return Case(case.dossier, moved)


def is_advised(case: Case, name: str | None) -> bool:
    """Whether a course is advised in each case, and no other but what only adds to it.

    >>> from overture.advice import advise
    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> first = read(case("first-case"))
    >>> here = Case(first, advise(first, audit=False))
    >>> is_advised(here, here.chosen), is_advised(here, "do_nothing"), is_advised(here, None)
    (True, False, False)
    """
    return name is not None and all(told_apart(case, w.recommended)[0] == (name,) for w in case.advice.by_world)


def approval(case: Case, decision: Decision) -> tuple[Sentence, ...]:
    """What was approved, and how the advice that follows stands to it. The case is that of `told_for`."""
    name = approved_course(case, decision)
    head = strong("Approved:")
    if name is None:
        told = f" “{readable(decision.proposal)}”, which is none of the courses compared here. "
        return (say(head, told, "This paper is for what the analysis advises:", trace=(case.chosen,)),)
    called, where = f" {case.called(name)}", case.advised_in(name)
    if is_advised(case, name):
        return (say(head, f"{called}, as the analysis advises:", trace=(name,)),)
    if not where:
        text = f"{called}. The analysis advises otherwise, and this paper is for what it advises:"
    elif len(where) < len(case.worlds):
        cases = f"{number(len(where))} of the {counted(len(case.worlds), 'case')} left open"
        one = "which" if len(where) == 1 else "one of which"
        text = f"{called}. The analysis advises it in {cases}, {one} this paper tells in detail:"
    else:
        text = f"{called}, one of the courses that the analysis does not tell apart:"
    if where and case.chosen != name:
        text = f"{text[:-1]}; what follows is told for {case.called(case.chosen)}:"
    trace = (name, case.chosen, *(case.open_trace() if where else ()))
    return (say(head, text, trace=tuple(dict.fromkeys(trace))),)


def named(case: Case, decision: Decision) -> tuple[Sentence, ...]:
    """What was approved by its name alone, for a page in large type."""
    name = approved_course(case, decision)
    if name is None:
        text = f"“{readable(decision.proposal)}”, which is none of the courses compared here."
        return (say(text, trace=(case.chosen,)),)
    told = case.called(name) if name in case.dossier.proposals else case.label(name)
    return (say(ended(capital(told.strip("“”"))), trace=(name,)),)
