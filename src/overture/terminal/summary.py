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
        are = "is" if len(advice.gaps) == 1 else "are"
        questions = f"{of_many(len(advice.gaps), 'question')} {are} open; the brief lists them"
        console.print(f"{questions}. The first: {advice.gaps[0].question}")
    console.print(
        f"{of_many(advice.feasible, 'state')}, {of_many(advice.packages, 'package')}, "
        f"{of_many(len(advice.worlds), 'world')}. More: --show, `overture explain CASE ID`."
    )


def of_many(count: int, noun: str) -> str:
    """A number in digits with its noun.

    >>> of_many(1, "package"), of_many(9054, "state")
    ('1 package', '9,054 states')
    """
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"
