"""Every kind of paper of a dossier, for tests of what all have in common."""

from __future__ import annotations

import re
from html import unescape

from overture import papers
from overture.advice import advise
from overture.dossier import Dossier
from overture.papers import Case, Paper
from overture.papers.documents.memorandum import STYLES
from overture.papers.formats import rendered
from overture.terminal.chosen import chosen as chosen_of

Traces = list[tuple[str, ...]]


def every_paper(dossier: Dossier, audit: bool = False) -> dict[str, Paper]:
    """All papers of one dossier by name; hindsight apart, which alone reads what happened later."""
    advice = advise(dossier, audit=audit)
    case, chosen = Case(dossier, advice), chosen_of(dossier, None)
    return {
        "brief": papers.brief(dossier, advice),
        **{f"memorandum, {style}": papers.memorandum(case, chosen, "Draft", style) for style in STYLES},
        "note": papers.note(dossier, chosen, "Draft"),
        "resolution": papers.resolution(dossier, chosen, "Draft"),
        "lines": papers.lines(case, chosen, "Draft"),
        "whiteboard": papers.whiteboard(dossier, advice),
        "student": papers.student(dossier, advice),
    }


def by_number(paper: Paper) -> dict[int, tuple[str, ...]]:
    return {n.number: n.trace for n in paper.notes}


def in_html(paper: Paper) -> Traces:
    """The traces of the numbered sentences, as the page links them."""
    page = rendered(paper, "html").decode("utf-8")
    return [by_number(paper)[int(n)] for n in re.findall(r'<sup class="n"><a href="#n(\d+)">', page)]


def in_markdown(paper: Paper) -> Traces:
    text = rendered(paper, "md").decode("utf-8")
    told = re.sub(r"^\[\^\d+\]:.*$", "", text, flags=re.MULTILINE)
    return [by_number(paper)[int(n)] for n in re.findall(r"\[\^(\d+)\]", told)]


def words_of_html(paper: Paper) -> str:
    """The words of the page: tags and numbers of notes apart."""
    page = rendered(paper, "html").decode("utf-8").split("<body", 1)[1]
    page = re.sub(r"<(style|svg)\b.*?</\1>|<sup class=\"n\">.*?</sup>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
