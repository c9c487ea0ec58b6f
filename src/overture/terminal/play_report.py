"""What `overture play` tells: every act with its verdict, every duty with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console

from overture.terminal import treaty_tables
from overture.treaties.answers.reasons import of_verdict
from overture.treaties.answers.supposing import with_events
from overture.treaties.duties.performance import Life, lives
from overture.treaties.semantics.fold import Play, Played, play
from overture.treaties.text.reading import Opened
from overture.treaties.text.system import Settings


@dataclass(frozen=True, eq=False)
class Report:
    """A play of the named treaties."""

    play: Play
    lines: tuple[Played, ...]
    lives: tuple[Life, ...]


def played(opened: Opened, supposed: Sequence[str], until: date | None, practice: bool) -> Report:
    """Play the named treaties, with supposed events, up to a day.

    Raises `UnreadQuestion` for events that cannot be read.
    """
    system = with_events(opened.system, supposed, opened.named[0])
    if practice:
        system = system.under(Settings(practice=True))
    found = play(system, until)
    last = until or (found.states[-1].day if found.states else date.min)
    named = set(opened.named)
    lines = tuple(
        line for line in found.lines
        if (line.entry is None and system.home(line.subject) in named)
        or (line.entry is not None and (line.entry.treaty in named or system.home(line.entry.of) in named))
    )  # fmt: skip
    return Report(found, lines, tuple(one for one in lives(found, last) if one.obligation.treaty in named))


def show(console: Console, told: Report) -> None:
    """Print the play, and what was refused."""
    treaty_tables.play_table(console, told.play, told.lines, told.lives)
    refused = [line for line in told.lines if line.word == "refused"]
    for line in refused:
        if line.verdict is not None and line.state is not None:
            for words in of_verdict(line.state, line.verdict).lines(1):
                console.print(f"{line.on} {words}", soft_wrap=True)


def as_json(told: Report) -> dict[str, Any]:
    """The play for programs."""
    return {
        "play": [_line(line) for line in told.lines],
        "duties": [_duty(one) for one in told.lives],
    }


def _duty(one: Life) -> dict[str, Any]:
    o = one.obligation
    return {
        "raised": str(one.raised), "bearer": one.bearer, "treaty": o.treaty, "art": o.art, "do": o.task, "to": o.to,
        "how": o.how, "status": one.status, "since": str(one.since),
    }  # fmt: skip


def _line(line: Played) -> dict[str, Any]:
    event, verdict = (line.entry.event if line.entry else None), line.verdict
    found: dict[str, Any] = {"on": str(line.on), "verdict": line.word, "who": line.subject}
    if event is not None:
        found["event"] = event.act or (event.expect and f"record: {event.expect}") or treaty_tables.fact_words(event)
        found["of"] = line.entry.of if line.entry else ""
        if event.of:
            found["whom"] = list(event.of)
        if event.sure:
            found["sure"] = event.sure
    if verdict is not None:
        found |= {
            "treaty": verdict.home, "art": verdict.art, "failed": [n.says for n in verdict.failed],
            "open": [n.says for n in verdict.open],
        }  # fmt: skip
    return found
