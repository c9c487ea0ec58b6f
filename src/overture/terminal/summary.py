"""What `overture analyse` prints when no table is asked for."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from overture import papers
from overture.advice.results import Advice
from overture.dossier import Dossier
from overture.terminal import views


def show(console: Console, dossier: Dossier, advice: Advice, audited: bool) -> None:
    """The recommendation, the proposals, and how many claims hold."""
    console.print(Text(dossier.head.title, style="bold"), f"as of {advice.as_of}")
    console.print(Text(papers.recommendation(dossier, advice)))
    console.print()
    views.proposals(console, dossier, advice)
    console.print()
    if audited:
        views.claims(console, dossier, advice)
        console.print()
    if advice.gaps:
        console.print(
            f"{len(advice.gaps)} questions are open; the brief lists them. The first: {advice.gaps[0].question}"
        )
    console.print(
        f"{advice.feasible:,} states, {advice.packages:,} packages, {len(advice.worlds)} "
        f"{'world' if len(advice.worlds) == 1 else 'worlds'}. More: --show, `overture explain CASE ID`."
    )
