"""The note of one proposal, for the commands."""

from __future__ import annotations

from overture import papers
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.advice.recommendation import recommended
from overture.dossier import Dossier
from overture.files.diagnostics import did_you_mean
from overture.logic import Formula
from overture.model import Kept


class NoSuchProposal(ValueError):
    """A proposal that is not on the menu."""


def note_of(analysis: Analysis, package: int, format: str) -> str:
    """The note of any feasible package, with the others' options as they are now."""
    space = analysis.space
    index = space.package_index(package)
    setting = {o.id: o.values[v] for o, v in zip(space.options, index, strict=False)}

    def holds(formula: Formula) -> bool:
        return bool(analysis.model.truth(formula)[package, space.today_reply])

    render = {"text": papers.note_text, "md": papers.note_markdown, "html": papers.note_html}[format]
    return render(analysis.dossier, setting, holds)


def note(dossier: Dossier, proposal: str | None, format: str) -> str:
    """The note of a proposal, by default the recommended one. Raises `NoSuchProposal`."""
    analysis = analyses(dossier, Kept())[0]
    name = proposal or recommended(analysis)[0]
    if name not in analysis.menu:
        hint = did_you_mean(name, analysis.menu) or f"on the menu: {', '.join(analysis.menu)}"
        raise NoSuchProposal(f"`{name}` is not a proposal on the menu; {hint}")
    return note_of(analysis, analysis.menu[name], format)
