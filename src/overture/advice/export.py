"""The advice as the JSON of the contract (see docs/reference/results.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from overture import __version__
from overture.advice.results import Advice, Outcome, Settlement, TreatyReport, WorldAdvice


def plain(value: Any) -> Any:
    """Frozen results as dictionaries, lists and values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


def collapsed(values: Sequence[Any]) -> Any:
    """One value if all worlds agree, else a list with one entry for each world."""
    found = [plain(v) for v in values]
    return found[0] if all(v == found[0] for v in found) else found


def _leafwise(values: Sequence[Any]) -> Any:
    """Dictionaries are merged key by key; a value that differs is a list, one entry for each state."""
    if all(isinstance(v, dict) for v in values):
        return {k: _leafwise([v[k] for v in values]) for k in values[0]}
    return collapsed(values)


def _settlement(s: Settlement) -> dict[str, Any]:
    told: dict[str, Any] = {
        "states": plain(s.states), "stable_under": plain(s.stable_under), "course": plain(s.course)
    }  # fmt: skip
    told.update(_leafwise([plain(h) for h in s.here]))
    told["kept_to"] = s.kept_to
    told["undone"] = plain(s.undone)
    told["held_back"] = plain(s.held_back)
    return told


def _proposal(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    settlements: list[Any] = []
    for number, o in enumerate(outcomes):
        for s in o.settlements:
            told = _settlement(s)
            settlements.append({"world": number, **told} if len(outcomes) > 1 else told)
    goals = {g: collapsed([o.goals[g] for o in outcomes]) for g in outcomes[0].goals}
    more = ("depends_on_foresight", "goals_under", "dominated_by", "straw")
    ways = {
        name: {g: collapsed([getattr(o, name)[g] for o in outcomes]) for g in getattr(outcomes[0], name)}
        for name in ("ways_lost", "ways_kept_without")
    }
    return {
        "package": plain(outcomes[0].package),
        "settlements": settlements,
        "goals": goals,
        **ways,
        **{name: collapsed([getattr(o, name) for o in outcomes]) for name in more},
    }


def _cells(world: WorldAdvice) -> dict[str, Any]:
    return {
        name: {
            reply: plain(cell) if cell.possible else {"possible": False, "states": []} for reply, cell in row.items()
        }
        for name, row in world.matrix.items()
    }


def _by_world(advice: Advice) -> list[dict[str, Any]]:
    """What differs from the first world, for each further one."""
    found = []
    first = {"deciding": plain(advice.by_world[0].deciding), "matrix": _cells(advice.by_world[0]),
             "comparisons": plain(advice.by_world[0].comparisons),
             "break_even": plain(advice.by_world[0].break_even)}  # fmt: skip
    for number, world in enumerate(advice.by_world[1:], start=1):
        told = {"deciding": plain(world.deciding), "matrix": _cells(world), "comparisons": plain(world.comparisons),
                "break_even": plain(world.break_even)}  # fmt: skip
        found.append({"world": number, **{k: v for k, v in told.items() if v != first[k]}})
    return found


def _treaty(report: TreatyReport) -> dict[str, Any]:
    told: dict[str, Any] = plain(report)
    for decision in told["decisions"].values():
        decision["not"] = decision.pop("not_in_favour")
    return told


def results_json(advice: Advice) -> dict[str, Any]:
    """The whole object. Several base worlds: a value that is the same in all stands alone."""
    worlds = advice.by_world
    first = worlds[0]
    concepts = list(dict.fromkeys(c for w in worlds for c in w.recommended_under))
    under = {c: collapsed([w.recommended_under.get(c, w.recommended) for w in worlds]) for c in concepts}
    variants = {
        key: {
            "recommended": collapsed(v.recommended),
            "left_off": plain(v.left_off),
            "goals": {p: {g: collapsed(by) for g, by in goals.items()} for p, goals in v.goals.items()},
            "claims": {k: plain(c) for k, c in v.claims.items()},
            "skipped_edits": plain(v.skipped_edits),
        }
        for key, v in advice.variants.items()
    }
    result: dict[str, Any] = {
        "overture": __version__,
        "dossier": {"title": advice.title, "as_of": advice.as_of, "proposer": advice.proposer, "sha256": advice.sha256},
        "edits": plain(advice.edits),
        "worlds": plain(advice.worlds),
        "open": plain(advice.open),
        "states": {"cells": advice.cells, "feasible": advice.feasible, "packages": advice.packages},
        "start": plain(advice.start),
        "menu": plain(advice.menu),
        "left_off": plain(advice.left_off),
        "proposals": {name: _proposal([w.proposals[name] for w in worlds]) for name in first.proposals},
        "matrix": _cells(first),
        "recommended": collapsed([w.recommended for w in worlds]),
        "recommended_under": under,
        "deciding": plain(first.deciding),
        "comparisons": plain(first.comparisons),
        "break_even": plain(first.break_even),
        "audiences": plain(first.audiences),
        "treaties": {key: _treaty(report) for key, report in advice.treaties.items()},
        "claims": {k: plain(c) for k, c in advice.claims.items()},
        "audited": advice.audited,
        "variants": variants,
        "skipped_edits": plain(advice.skipped_edits),
        "gaps": plain(advice.gaps),
        "diagnostics": plain(advice.diagnostics),
        "trace": plain(advice.trace),
    }
    if len(worlds) > 1:
        result["by_world"] = _by_world(advice)
    return result
