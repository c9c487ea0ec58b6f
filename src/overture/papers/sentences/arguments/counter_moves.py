"""Arguments against, and the move that meets each: what it limits, and what remains."""

from __future__ import annotations

from overture.dossier.entries import Argument
from overture.papers.content import Sentence
from overture.papers.english import capital, ended
from overture.papers.naming import cited_short, treaty
from overture.papers.sentences.arguments import answers, objections
from overture.papers.sentences.arguments.argumentation import thing
from overture.papers.sentences.case import Case, say

MOST_USERS = 4
_STATUS = {
    "stands": "stands", "limited": "is limited", "refuted": "is refuted", "groundless": "has no ground left",
    "disputed": "is disputed", objections.OFF: "is off the table",
}  # fmt: skip


def paragraphs(case: Case, name: str) -> tuple[tuple[Sentence, ...], ...]:
    """A paragraph for each argument against something: what is said, what meets it, what is left.

    First the objections to the course, those on our own side last, then what is said against anything else.
    """
    met = objections.objections(case, name)
    aside = objections.elsewhere(case, name)
    known = {a.id for a in (*met, *aside)}
    others = tuple(
        a for a in case.dossier.arguments.values()
        if a.opposes and objections.by_others(case, a) and a.id not in known
    )  # fmt: skip
    return (
        *(_paragraph(case, name, a) for a in (*met, *others)),
        *((_said(case, a), _not_contained(case, name, a)) for a in aside),
    )


def _said(case: Case, a: Argument) -> Sentence:
    about = a.opposes or ""
    what = treaty(case.dossier, about) if about in case.dossier.treaties else f"“{thing(case, about)}”"
    own = "" if objections.by_others(case, a) else " on our own side"
    by = objections.users(a)
    who = f"{own} by {objections.named_users(case, a, MOST_USERS)}" if by else own
    claim = a.claim.rstrip(".")
    text = f"Of {what} it is argued{who}: “{claim}”."
    return say(text, trace=(a.id, *by), basis="report", sources=cited_short(case.dossier, a.from_))


def _not_contained(case: Case, name: str, a: Argument) -> Sentence:
    return say(f"{capital(case.called(name))} does not contain this.", trace=(name, a.id, a.opposes or ""))


def _paragraph(case: Case, name: str, a: Argument) -> tuple[Sentence, ...]:
    sentences = [_said(case, a)]
    for b in objections.answers(case, a):
        sentences.append(answers.answer(case, name, a, b, "limits" if a.id in b.limits else "attacks"))
    return (*sentences, _becomes(case, name, a))


def _becomes(case: Case, name: str, a: Argument) -> Sentence:
    """What becomes of an argument where a course settles, in each case that the file leaves open."""
    by_world = case.by_value(lambda w: objections.statuses(case, name, a.id, w))
    told: list[str] = []
    for words, where in by_world.items():
        status = " or ".join(_STATUS[w] for w in words)
        limited = [s for w in where for s in objections.states(case, name, w) if s.arguments.get(a.id) == "limited"]
        ground = a.ground is not None and limited and all(case.true_in(s, a.ground) for s in limited)
        when = f" {case.when(where)}" if len(by_world) > 1 else ""
        when, otherwise = ("", "otherwise ") if len(by_world) == 2 and told else (when, "")
        told.append(otherwise + status + when + ("; its ground remains" if ground else ""))
    text = f"where {case.called(name)} settles, the argument {', and '.join(told)}"
    return say(ended(capital(text)), trace=(name, a.id, *(case.open_trace() if len(by_world) > 1 else ())))
