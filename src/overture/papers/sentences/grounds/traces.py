"""The numbered traces at the end of a brief, and the margins that point to them."""

from __future__ import annotations

from overture.papers.content import Bullets, Sentence, code, strong
from overture.papers.english import counted, listed
from overture.papers.naming import formula_text, statement_label
from overture.papers.sentences.case import Case, say

ADVICE, GOAL, CHANGES, FIRM = 1, 2, 3, 4


def one_at_a_time(case: Case) -> Sentence:
    return say(strong("Computed,"), " each variant by its own edits.", trace=tuple(case.advice.variants))


def over_packages(case: Case) -> Sentence:
    return say(strong("Computed"), f" over {counted(case.advice.packages, 'package')}.", trace=(case.chosen,))


def traces(case: Case) -> Bullets:
    """How each panel of page one can be replayed."""
    items = (_advice(case), _goal(case), _changes(case), _firm(case))
    return Bullets(tuple((s,) for s in items), "traces")


def _explain(*names: str) -> str:
    return "overture explain " + " ".join(dict.fromkeys(n for n in names if n))


def _advice(case: Case) -> Sentence:
    claim = next((k for k, c in case.dossier.claims.items() if c.recommended), "")
    text = " The worst settlements of the courses are compared in the order of our statements. "
    simple = claim or (case.chosen if case.chosen in case.dossier.proposals else "")
    pieces = (code(_explain(simple)),) if simple else ()
    return say(strong("Recommendation."), text, *pieces, trace=(case.chosen, claim))


def _goal(case: Case) -> Sentence:
    goals = [s for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    if not goals:
        return say(strong("Goal."), " No statement is marked as a goal.", trace=("preferences",))
    told = listed([f"“{statement_label(case.dossier, s.id)}”: {formula_text(case.dossier, s.want)}" for s in goals])
    return say(
        strong("Goal."),
        f" {told}. ",
        code(_explain(*(s.id for s in goals))),
        trace=tuple(s.id for s in goals),
    )


def _changes(case: Case) -> Sentence:
    names = tuple(case.advice.variants)
    if not names:
        return say(strong("Changes."), " No variant is named.", trace=("variants",))
    return say(strong("Changes."), " ", code(_explain(*names[:3])), trace=names)


def _firm(case: Case) -> Sentence:
    claims = [k for k, c in case.dossier.claims.items() if c.variant is not None]
    text = f" Every package compared with its twin over all replies; {counted(case.advice.feasible, 'state')}. "
    pieces = (code(_explain(*claims[:3])),) if claims else ()
    return say(strong("Firm choices."), text, *pieces, trace=(case.chosen, *claims))
