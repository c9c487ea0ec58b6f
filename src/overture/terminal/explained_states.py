"""What `overture explain --state` prints: why a state of the full conflict is stable, or is not, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.advice.state_reasons import Moves, StateReasons, players, state_reasons, states
from overture.dossier import Dossier
from overture.files.diagnostics import did_you_mean
from overture.model import Kept, StateNames, state_names, states_called
from overture.model.state_names import FEW
from overture.terminal.explained_entries import Explanation
from overture.terminal.views import setting

MOST_TOLD = 12
"""Improvements of one actor that are told on the screen; JSON has them all."""

_DIGITS = re.compile(r"\d{1,11}", re.ASCII)

AS_NOW = "all stays as it is now"


class NoSuchState(Exception):
    """There is no state of this number, or nobody of this name who decides."""


@dataclass(frozen=True)
class ExplainedState:
    """A state, and for each actor asked about why it is stable or not; told for the first of so many worlds."""

    dossier: Dossier
    reasons: StateReasons
    worlds: int

    def show(self, console: Console) -> None:
        """The state, then for each actor the verdict and the moves that show it."""
        number, settings = self.reasons.number, self.reasons.settings
        called = self.reasons.called
        out = Explanation(called.label(number), "state", setting(settings[number], AS_NOW), None)
        named: set[int] = set()
        for verdict in self.reasons.verdicts:
            lines = list(verdict.sentences)
            more = len(verdict.answers) - MOST_TOLD
            if more > 0:
                lines[MOST_TOLD + 1 :] = [f"and {more} more, each answered too: see `--format json`"]
            actor = self.dossier.actors[verdict.actor].name
            out.add(f"for {actor} (`{verdict.actor}`), under {verdict.concept}", lines)
            told = (verdict.unanswered, *(moves for answer in verdict.answers[:MOST_TOLD] for moves in answer))
            named |= {move.end for moves in told for move in moves}
        others = [n for n in settings if n in named and n != number]
        out.add("the states named", [f"{called.label(n)}: {setting(settings[n], AS_NOW)}" for n in others])
        name = called.names.get(number)
        if name and self.dossier.facts[name].text:
            out.add("its name", f"{name}: {self.dossier.facts[name].text}")
        out.add("names that stand for several states", called.remarks({number, *named}))
        if self.worlds > 1:
            out.add(f"told for the first of {self.worlds} worlds", "`--set` makes another the first")
        out.show(console)

    def as_json(self) -> dict[str, Any]:
        """The same for programs; keys are described in docs/reference/results.md."""
        settings = self.reasons.settings
        return {
            "state": self.reasons.number,
            "verdicts": [
                {
                    "actor": verdict.actor,
                    "concept": verdict.concept,
                    "stable": verdict.stable,
                    "sentences": list(verdict.sentences),
                    "unanswered": _as_json(verdict.unanswered),
                    "answers": [
                        {"improvement": _as_json(improvement), "sanction": _as_json(sanction)}
                        for improvement, sanction in verdict.answers
                    ],
                }
                for verdict in self.reasons.verdicts
            ],
            "states": {str(number): changes for number, changes in self.reasons.settings.items()},
            "names": {str(n): self.reasons.called.names[n] for n in settings if n in self.reasons.called.names},
            "together": {
                name: list(states)
                for name, states in self.reasons.called.together.items()
                if not settings.keys().isdisjoint(states)
            },
            "worlds": self.worlds,
        }


def explain_state(dossier: Dossier, state: str, actor: str | None, concept: str | None) -> ExplainedState:
    """Why a state of the full conflict is stable or not, for one actor or for all, under a concept or their own.

    state: its number, or the name of a fact (or decision, or yes/no option) that holds in no other. Raises
    `NoSuchState`, and `LimitReached` where too much would have to be looked at.
    """
    worlds = analyses(dossier, Kept(), menu=1)
    everyone = players(worlds[0])
    if actor is not None and actor not in everyone:
        hint = did_you_mean(actor, list(everyone)) or f"those who decide: {', '.join(everyone)}"
        raise NoSuchState(f"`{actor}` is nobody who decides; {hint}")
    number = _number(state, worlds[0])
    asked = everyone if actor is None else (actor,)
    return ExplainedState(dossier, state_reasons(worlds[0], number, asked, concept), len(worlds))


def _number(state: str, analysis: Analysis) -> int:
    """The number of a state that is asked for by its number or by a name. Raises `NoSuchState`."""
    if _DIGITS.fullmatch(state):
        count = states(analysis)
        if int(state) < count:
            return int(state)
        raise NoSuchState(
            f"there is no state {state}: they are numbered 0 to {count - 1} in the `states` of "
            "`overture analyse CASE --show conflict --format json`"
        )
    called = state_names(analysis.model)
    where = states_called(analysis.model, state)
    if where is None:
        raise NoSuchState(f"there is no state {state}: states have whole numbers, from 0{_names(called, state)}")
    if not where:
        raise NoSuchState(f"`{state}` holds in no state of the conflict{_names(called, state)}")
    if len(where) > 1:
        raise NoSuchState(f"`{state}` holds in {len(where):,} states, {called.listed(where)}: name one of them")
    return where[0]


def _names(called: StateNames, state: str) -> str:
    """Which names states have, for one that is none."""
    names = [called.names[number] for number in sorted(called.names)]
    if not names:
        return "; no state of this dossier has a name, for no fact holds in one state alone"
    hint = did_you_mean(state, names)
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return "; " + (hint or f"states are called {', '.join(sorted(names, key=_by_number)[:FEW])}{more}")


def _by_number(name: str) -> tuple[str, int, str]:
    """So that s2 comes before s10."""
    stem, digits, rest = re.match(r"(\D*)(\d*)(.*)", name, re.ASCII).groups()  # type: ignore[union-attr]
    return stem, int(digits or 0), rest


def _as_json(moves: Moves) -> list[dict[str, Any]]:
    return [{"actor": move.actor, "from": move.start, "to": move.end} for move in moves]
