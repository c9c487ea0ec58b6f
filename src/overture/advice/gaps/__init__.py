"""What is missing from a dossier, as the questions that a thoughtful colleague would ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from overture.advice.analysis import Analysis
from overture.advice.gaps import debate, dropped, events, grounds, paper
from overture.advice.gaps.case import Case
from overture.advice.results import Advice, Gap
from overture.dossier import Dossier

__all__ = ["GROUPS", "gaps", "group_of"]

# In this order, and within a group too.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What the verdicts hang on", ("G01", "G02", "G20", "G21", "G10", "G12")),
    ("What others would say and do", ("G06", "G08", "G07", "G19", "G09", "G24", "G25", "G16", "G23", "G22")),
    ("How we know", ("G28", "G29", "G03", "G11", "G04", "G05", "G18")),
    ("What the paper still lacks", ("G15", "G13", "G17", "G26", "G27", "G14")),
)
_ORDER = {code: place for place, code in enumerate(code for _, codes in GROUPS for code in codes)}


def gaps(dossier: Dossier, advice: Advice, worlds: Sequence[Analysis]) -> tuple[Gap, ...]:
    """The questions, those that the verdicts hang on first."""
    case = Case(dossier, advice, worlds)
    doubted = set(_doubted(advice))
    found = [replace(g, hangs=g.code in GROUPS[0][1] or g.about in doubted) for g in _questions(case)]
    # of two questions of a kind, that on which a verdict turns comes first
    return tuple(sorted(found, key=lambda g: (not g.hangs, _ORDER[g.code], g.about not in doubted)))


def group_of(gap: Gap) -> str:
    """The heading under which a question is asked."""
    if gap.hangs:
        return GROUPS[0][0]
    return next(heading for heading, codes in GROUPS if gap.code in codes)


def _questions(case: Case) -> Iterator[Gap]:
    for questions in (
        grounds.open_questions, grounds.likelihoods, grounds.sources,
        dropped.taken_out, dropped.bereft,
        debate.objections, debate.voices, debate.schemes,
        events.replies, events.unnamed_settlements, events.single_ways, events.days,
        paper.proposals, paper.assertions, paper.note,
    ):  # fmt: skip
        yield from questions(case)


def _doubted(advice: Advice) -> Iterator[str]:
    """The ids of the entries on which the verdict of some claim turns."""
    for claim in advice.claims.values():
        for edit in claim.rests_on:
            for one in edit.get("together", [edit]):
                path = one.get("set") or one.get("drop") or one.get("move") or ""
                yield str(path).partition(".")[0]
