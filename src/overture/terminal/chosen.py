"""The proposal that a document is written for, with the truth that the analysis gives it."""

from __future__ import annotations

from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.advice.recommendation import recommended
from overture.dossier import Dossier
from overture.files.diagnostics import did_you_mean
from overture.logic import Formula
from overture.model import Kept
from overture.papers import Chosen


class NoSuchProposal(ValueError):
    """A proposal that is not on the menu."""


def chosen_of(analysis: Analysis, package: int, name: str = "") -> Chosen:
    """Any feasible package, with the others' options as they are now."""
    space = analysis.space
    index = space.package_index(package)
    setting = {o.id: o.values[v] for o, v in zip(space.options, index, strict=False)}

    def holds(formula: Formula) -> bool:
        return bool(analysis.model.truth(formula)[package, space.today_reply])

    return Chosen(name, setting, holds)


def chosen(dossier: Dossier, proposal: str | None, kept: Kept | None = None) -> Chosen:
    """A proposal of the menu, by default the recommended one. Raises `NoSuchProposal`."""
    analysis = analyses(dossier, kept or Kept())[0]
    name = proposal or recommended(analysis)[0]
    if name not in analysis.menu:
        hint = did_you_mean(name, analysis.menu) or f"on the menu: {', '.join(analysis.menu)}"
        raise NoSuchProposal(f"`{name}` is not a proposal on the menu; {hint}")
    return chosen_of(analysis, analysis.menu[name], name)
