"""Which course was taken: what the events tell was done; else what was approved; else, for want of both, the advised.

A forecast is tested only for the course that was taken. Where none of the courses compared was, none is tested.
"""

from __future__ import annotations

from dataclasses import dataclass

from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence
from overture.papers.decision import Decision
from overture.papers.history import History, came_true, history, is_ours
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.occasions.approved import approved_course, owner, package
from overture.papers.sentences.occasions.request import advised


@dataclass(frozen=True)
class Taken:
    """The course whose forecast is tested, and how it is known."""

    name: str | None  # nothing where what was done, or approved, is none of the courses compared
    fits: tuple[str, ...] = ()  # the courses that fit all that is known of what was done, that one first
    done: bool = False  # the events tell what was done
    decided: bool = False  # a decision is recorded
    approved: str | None = None  # the course that was approved; nothing where it is none of those compared

    @property
    def trace(self) -> tuple[str, ...]:
        return (self.name,) if self.name is not None else ()


def taken(case: Case, decision: Decision | None = None) -> Taken:
    """What was done counts before what was approved, and that before what was advised.

    Of several courses that fit, the approved one is taken, else the advised one, else the first of the menu.
    """
    approved = None if decision is None else approved_course(case, decision)
    order = tuple(dict.fromkeys(n for n in (approved, case.chosen, *case.advice.menu) if n is not None))
    past = history(case.dossier)
    if _tell_of_us(case, past):
        fits = tuple(n for n in order if _fits(case, past, n))
        return Taken(fits[0] if fits else None, fits, True, decision is not None, approved)
    if decision is not None:
        return Taken(approved, (approved,) if approved else (), False, True, approved)
    return Taken(case.chosen, (case.chosen,))


def _tell_of_us(case: Case, past: History) -> bool:
    """Whether the events tell anything of what the proposer did."""
    return any(is_ours(case.dossier, part) for part in past.parts) or any(
        owner(case, key) == case.dossier.proposer for key in past.settings
    )


def _fits(case: Case, past: History, name: str) -> bool:
    """Whether a course fits all that the events tell of what the proposer did."""
    ours = package(case, name)
    if any(ours[key] != value for key, value in past.settings.items() if key in ours):
        return False
    for part, truth in past.parts.items():
        if not is_ours(case.dossier, part) or came_true(case.dossier, History(past.settings), part) is not None:
            continue  # it is not about us, or the settings tell it
        if came_true(case.dossier, History(ours), part) is (not truth):
            return False
    return True


# in words


def course(case: Case, taken: Taken) -> Sentence:
    """Which course the forecast is read from, and why that one."""
    trace = tuple(dict.fromkeys((*taken.trace, case.chosen, "hindsight")))
    if taken.name is None:
        what = "done" if taken.done else "approved"
        return say(
            f"What was {what} is none of the courses compared, so what was forecast for them is not tested; "
            f"advised was {advised(case)}.",
            trace=trace,
        )
    name, also = case.called(taken.name), _beside(case, taken)
    if len(taken.fits) > 1:
        known = f"What is known of what was done fits {case.called_all(taken.fits)}."
        return say(f"{known} The forecast is that for {name}{also}.", trace=(*trace, *taken.fits[1:]))
    if taken.done:
        return say(f"What was done is {name}{also}. The forecast is that for what was done.", trace=trace)
    if taken.decided:
        return say(
            f"Approved was {name}{also}. The forecast is that for what was approved; "
            "no event tells what was done.",
            trace=trace,
        )
    return say(f"No event tells what was done. The forecast is that for {name}{also}.", trace=trace)


def _beside(case: Case, taken: Taken) -> str:
    """How a course stands to what was approved and advised: `, as advised`, or what was instead."""
    sure = len(taken.fits) == 1 and (taken.done or taken.decided)
    always = all(taken.name in w.recommended for w in case.advice.by_world)
    same, other = [], []
    if taken.decided and taken.done:
        if taken.approved == taken.name:
            same.append("approved")
        else:
            instead = case.called(taken.approved) if taken.approved else "none of the courses compared"
            other.append(f"approved was {instead}")
    if always:
        same.append("advised")
    else:
        other.append(f"advised was {advised(case)}")
    told = f", {'as' if sure else 'which was'} {' and '.join(same)}" if same else ""
    return told + (f"; {' and '.join(other)}" if other else "")


def of_the_taken(case: Case, taken: Taken, after: tuple[str, ...]) -> str:
    """Why the events cannot tell about a claim on other courses than the one that was taken."""
    about = "It is about doing nothing" if after == (DO_NOTHING,) else f"It is about {case.called_all(after)}"
    if set(after) & set(taken.fits):
        return f"{about}; the events do not tell whether that was done."
    if taken.name is None:
        return f"{about}; what was {'done' if taken.done else 'approved'} is none of the courses compared."
    name = case.called(taken.name)
    if taken.done:
        return f"{about}; what was done is {name if len(taken.fits) == 1 else case.called_all(taken.fits, 'or')}."
    return f"{about}; {'approved' if taken.decided else 'advised'} was {name}."
