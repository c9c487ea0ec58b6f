"""The proposal that a document is written for, and how far it has been approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.logic import Formula
from overture.papers.decision import Decision
from overture.papers.english import day
from overture.papers.options import actor, readable

Holds = Callable[[Formula], "bool | None"]
WRITTEN_FOR = "Written for"  # the line of a head that says for which course a paper is; no fair copy has it

_STAGES = {
    "draft": "Draft: not approved",
    "for examination": "For examination: not approved",
    "approved": "Approved",
}


@dataclass(frozen=True)
class Chosen:
    """A proposal as a setting of the proposer's options, and the truth of formulas once it is made."""

    proposal: str
    setting: Mapping[str, str]
    holds: Holds


def stage_words(stage: str) -> str:
    """The stage as it stands at the foot of every page.

    >>> stage_words("draft")
    'Draft: not approved'
    """
    return _STAGES.get(stage, stage)


def stage_of(
    dossier: Dossier, sha256: str, decision: Decision | None, proposal: str | None = None, advice: Advice | None = None
) -> str:
    """The stage in words: of a decided dossier by whom and when, and whether the file was changed since.

    `sha256`: the hash of the file; empty where the dossier is edited on the way, which nobody has approved.
    `proposal`: what the document is written for, where it is for one; of another than was approved it says so.
    `advice`: what the document recommends, where it is for no proposal; the approved course is named where that is
    another.
    """
    if decision is None:
        edited = dossier.head.stage == "approved" and sha256 != dossier.sha256
        return "Not approved: the approved dossier is edited here" if edited else stage_words(dossier.head.stage)
    who = actor(dossier, decision.by) if decision.by in dossier.actors else decision.by
    changed = "; the dossier was changed since" if sha256 != decision.sha256 else ""
    other = advice is not None and any(w.recommended != (decision.proposal,) for w in advice.by_world)
    which = f": “{_called(dossier, decision.proposal)}”" if other else ""
    approved = f"pproved by {who} on {day(decision.on)}{which}{changed}"
    if proposal is not None and proposal != decision.proposal:
        return f"Not approved: another course, “{_called(dossier, decision.proposal)}”, was a{approved}"
    return f"A{approved}"


def _called(dossier: Dossier, proposal: str) -> str:
    package = dossier.proposals.get(proposal)
    return (package.short if package else "") or readable(proposal)


def is_approved(dossier: Dossier, sha256: str, decision: Decision | None, proposal: str) -> bool:
    """Whether a document for a proposal is approved as it stands: this course, of this very file."""
    if decision is None:
        return dossier.head.stage == "approved" and sha256 == dossier.sha256
    return (proposal, sha256) == (decision.proposal, decision.sha256)
