"""All that the product hands out on a case, as text to search."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html.parser import HTMLParser

from overture.advice import Advice, results_json
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.dossier import Dossier
from overture.model import Kept
from overture.papers import brief_html, brief_markdown
from overture.papers import note as note_paper
from overture.papers.formats import Format, rendered
from overture.terminal.chosen import chosen_of

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_LONG_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_NOTE = re.compile(r"\[\^\d+\]")
_NUMBER = re.compile(r'<sup class="n">.*?</sup>')
_ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")


_IN_A_LINE = ("a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sup", "tspan")


class _Reader(HTMLParser):
    """What somebody who looks at or listens to a page meets: the text, and what attributes say of it."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "script")
        self.parts.append("" if tag in _IN_A_LINE else "\n")
        self.parts += [value for name, value in attrs if value and name in ("title", "alt", "aria-label")]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script")
        self.parts.append("" if tag in _IN_A_LINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(" ".join(data.split("\n")))


def seen(html: str) -> str:
    r"""The words of a page, a line for each block or cell; the numbers of notes apart.

    >>> seen('<style>a {width: 3%}</style><p title="of it">one <b>word</b></p><td>two</td>')
    'of it one word\ntwo'
    """
    reader = _Reader()
    reader.feed(_NUMBER.sub("", html))
    lines = (" ".join(line.split()) for line in " ".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def note_of(analysis: Analysis, package: int, format: Format) -> str:
    """The note of any feasible package."""
    return rendered(note_paper(analysis.dossier, chosen_of(analysis, package), "Draft"), format).decode("utf-8")


def unmarked(markdown: str) -> str:
    r"""Markdown without the marks of emphasis, the backslashes of escapes and the numbers of notes.

    >>> unmarked(r"**Kept** 15,552[^3] of a \*word\*")
    'Kept 15,552 of a *word*'
    """
    return _ESCAPE.sub("", _EMPHASIS.sub("", _NOTE.sub("", markdown)))


def days_in(text: str) -> set[date]:
    """Every full date that a text names.

    >>> sorted(map(str, days_in("on 26 March 1954 and on 1954-08-30")))
    ['1954-03-26', '1954-08-30']
    """
    found = {date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in _LONG_DAY.findall(text)}
    return found | {date(int(y), int(m), int(d)) for y, m, d in _ISO_DAY.findall(text)}


def sentences(text: str) -> list[str]:
    """A text cut into sentences, lines and cells."""
    return [s.strip() for s in re.split(r"(?<=[.:;?!])\s+|\n|\|", text) if s.strip()]


@dataclass(frozen=True)
class Said:
    """A case with its advice, and everything that the product says of it."""

    dossier: Dossier
    advice: Advice

    @cached_property
    def worlds(self) -> tuple[Analysis, ...]:
        """The analysis of each base world."""
        return analyses(self.dossier, Kept())

    @cached_property
    def brief(self) -> str:
        """The brief in Markdown, without marks."""
        return unmarked(brief_markdown(self.dossier, self.advice))

    @cached_property
    def page_one(self) -> str:
        """The brief up to the audit of the claims."""
        head, audit, _ = self.brief.partition("\n## Audit")
        assert audit
        return head

    @cached_property
    def notes(self) -> dict[str, str]:
        """The note of each named proposal."""
        analysis = self.worlds[0]
        return {name: note_of(analysis, analysis.menu[name], "text") for name in self.dossier.proposals}

    @cached_property
    def json(self) -> str:
        found = results_json(self.advice)
        del found["trace"]  # the formulas of the dossier itself
        return json.dumps(found, ensure_ascii=False)

    @cached_property
    def everything(self) -> dict[str, str]:
        """Every output by its name."""
        return {
            "brief.md": self.brief,
            "brief.html": seen(brief_html(self.dossier, self.advice)),
            "results.json": self.json,
            **{f"note of {name}": text for name, text in self.notes.items()},
        }

    def settings(self, proposal: str, world: int = 0) -> list[dict[str, str]]:
        """What differs from the start where a proposal settles; each settlement is one state."""
        found = self.advice.by_world[world].proposals[proposal].settlements
        assert all(len(s.states) == 1 for s in found)
        return [s.states[0] for s in found]

    def goals(self, proposal: str, world: int = 0) -> dict[str, str]:
        return self.advice.by_world[world].proposals[proposal].goals
