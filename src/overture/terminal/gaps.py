"""What `overture gaps` prints: the questions in groups, each with the line that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.advice.export import plain
from overture.advice.gaps import GROUPS, group_of
from overture.advice.results import Gap
from overture.dossier import Dossier

MOST_OF_A_KIND = 5
_SHOWN = 28  # how much of a line is quoted before the place in it


def as_json(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The questions for programs, all of them, each with its group."""
    return [{**plain(gap), "group": group_of(gap)} for gap in gaps]


def show(console: Console, dossier: Dossier, gaps: Sequence[Gap], everything: bool = False) -> None:
    """The questions, those that the verdicts hang on first; more than five of a kind are named together."""
    console.print(Text(dossier.head.title, style="bold"), f"as of {dossier.head.as_of}: {_count(len(gaps))}")
    seen: set[tuple[str, ...]] = set()
    number = 0
    for heading, _ in GROUPS:
        group = [gap for gap in gaps if group_of(gap) == heading]
        if group:
            console.print()
            console.print(Text(heading, style="bold"))
        for gap, more in _by_kind(group, everything):
            number += 1
            console.print(f"{number:>3}. {gap.question} [{gap.code}]", soft_wrap=True)
            if gap.asks:
                for ask in gap.asks if gap.asks not in seen else ("The same questions as above.",):
                    console.print(f"     - {ask}", soft_wrap=True)
                seen.add(gap.asks)
            head, *lines = told(dossier, gap)
            console.print(f"     {head}", soft_wrap=True)
            for line in lines:  # as it is to stand in the file, so that it can be copied
                console.print(line, soft_wrap=True)
            if more:
                names = ", ".join(g.about for g in more)
                console.print(f"     and {len(more)} more questions of this kind (`--all`): {names}", soft_wrap=True)


def _count(number: int) -> str:
    if not number:
        return "no questions are open"
    return "1 question is open" if number == 1 else f"{number} questions are open"


def _by_kind(group: Sequence[Gap], everything: bool) -> Iterator[tuple[Gap, list[Gap]]]:
    """The questions to print, the last of its kind with those that are only named."""
    for place, gap in enumerate(group):
        same = [g for g in group if g.code == gap.code]
        before = sum(g.code == gap.code for g in group[:place])
        if everything or len(same) <= MOST_OF_A_KIND + 1 or before < MOST_OF_A_KIND - 1:
            yield gap, []
        elif before == MOST_OF_A_KIND - 1:
            yield gap, same[MOST_OF_A_KIND:]


def told(dossier: Dossier, gap: Gap) -> list[str]:
    """Where the answer goes, and the answer; its own indentation is that of the file."""
    lines = gap.line.splitlines()
    judged = " (`true` is an example: write what you hold)" if "taken: true" in gap.line and "#" not in gap.line else ""
    if not gap.line:
        return [f"see `{gap.where}`: no one line answers it"]
    if gap.after_line is not None:
        return [f"add to `{gap.where}`, after line {gap.after_line}:", *lines]
    if gap.in_line is None or gap.column is None:
        return [f"add to `{gap.where}`, which an edit has changed:", *lines]
    if gap.instead:
        old = " ".join(gap.instead.split())
        return [f"in line {gap.in_line} (`{gap.where}`), in place of `{old}`, write{judged}:", *lines]
    before = dossier.lines[gap.in_line - 1][: gap.column - 1].strip()
    quoted = before if len(before) <= _SHOWN else f"...{before[-_SHOWN:]}"
    return [f"in line {gap.in_line} (`{gap.where}`), after `{quoted}`, add{judged}:", *lines]
