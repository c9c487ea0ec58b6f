"""What `overture treaties` tells: status lists, obligations, voting rules and conflicts on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console

from overture.logic import NO
from overture.terminal import treaty_tables
from overture.treaties.answers.alternatives import choices, under_each
from overture.treaties.answers.participants import Dated, Participant, TreatyStatus, status
from overture.treaties.duties.commitments import Clash, clashes
from overture.treaties.duties.obligations import Cell, Matrix, matrix
from overture.treaties.semantics.fold import Play, play
from overture.treaties.semantics.state import State
from overture.treaties.text.entries import Organ, Voting
from overture.treaties.text.reading import Opened
from overture.treaties.text.system import System
from overture.treaties.voting.votes import latest, veto_holders


@dataclass(frozen=True, eq=False)
class Report:
    """Treaties on a day."""

    day: date
    state: State
    statuses: tuple[TreatyStatus, ...]
    matrix: Matrix
    conflicts: tuple[tuple[Clash, tuple[str, ...]], ...]  # with the readings on which they hang


def report(opened: Opened, day: date, place: str = "") -> Report:
    """Everything that is told of the named treaties on a day."""
    # only the treaties that were asked for, but played together with those they refer to
    played: Play = play(opened.system, day)
    state = played.at(day)
    statuses = tuple(
        status(played, key, day) for key in opened.named if opened.system.treaties[key].kind != "background"
    )
    named = set(opened.named)
    bound = {
        victim: {
            bearer: kept for bearer, cells in row.items() if (kept := tuple(c for c in cells if c.treaty in named))
        }
        for victim, row in matrix(state, place).items()
    }
    return Report(day, state, statuses, bound, _conflicts(opened.system, opened.named, day))


def _conflicts(system: System, named: tuple[str, ...], day: date) -> tuple[tuple[Clash, tuple[str, ...]], ...]:
    """Conflicts under any reading, each with the readings under which it is one."""

    def found(run: System) -> dict[tuple[str, str], Clash]:
        return {c.treaties: c for c in clashes(play(run, day).at(day)) if set(c.treaties) <= set(named)}

    contested = [
        c
        for c in choices(system, named, day)
        if any("contrary" in r.set for r in system.readings.get(c.subject, {}).values())
    ]
    if not contested:
        return tuple((c, ()) for c in found(system).values())
    answers = under_each(
        system,
        contested,
        found,
        lambda a, b: {k: c.value.word for k, c in a.items()} == {k: c.value.word for k, c in b.items()},
    )
    told: dict[tuple[str, str], tuple[Clash, list[str]]] = {}
    base = " and ".join(c.ways[0][0] for c in contested)
    for name, run in ((base, answers.base), *answers.differing):
        for pair, clash in run.items():
            if clash.value is not NO:
                told.setdefault(pair, (clash, []))[1].append(name)
    everywhere = 1 + len(answers.differing)
    return tuple((c, () if len(names) == everywhere else tuple(names)) for c, names in told.values())


def show(console: Console, opened: Opened, day: date, place: str = "") -> None:
    """Print the report."""
    told = report(opened, day, place)
    for one in told.statuses:
        treaty_tables.status_list(console, one, day)
    treaty_tables.obligations(console, told.matrix, place)
    treaty_tables.voting(console, told.state, opened.named)
    treaty_tables.conflicts(console, told.conflicts)


def as_json(opened: Opened, day: date, place: str = "") -> dict[str, Any]:
    """The report for programs."""
    told = report(opened, day, place)
    obligations = {
        victim: {bearer: [_cell(c) for c in cells] for bearer, cells in row.items()}
        for victim, row in told.matrix.items()
        if row
    }
    organs = [(key, name, organ) for key in opened.named for name, organ in opened.system.treaties[key].organs.items()]
    return {
        "on": str(day),
        "treaties": {s.treaty: _status(s) for s in told.statuses},
        "obligations": obligations,
        "voting": [_voting(key, name, organ, v, day) for key, name, organ in organs for v in organ.voting],
        "conflicts": [_conflict(clash, readings) for clash, readings in told.conflicts],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    known = cell.value.yes is True
    return {"treaty": cell.treaty, "art": cell.art, "how": cell.how, "firmness": cell.firmness, "known": known}


def _voting(treaty: str, name: str, organ: Organ, voting: Voting, day: date) -> dict[str, Any]:
    return {
        "treaty": treaty, "organ": name, "matter": voting.matter, "votes": latest(voting.votes, day),
        "seats": latest(organ.seats, day), "rule": voting.rule, "veto": list(veto_holders(organ, voting, day)),
        "art": voting.art or organ.art,
    }  # fmt: skip


def _conflict(clash: Clash, readings: tuple[str, ...]) -> dict[str, Any]:
    return {
        "treaties": list(clash.treaties), "conflict": clash.value.word, "clauses": [list(a) for a in clash.clauses],
        "states": list(clash.states), "readings": list(readings),
    }  # fmt: skip


def _status(status: TreatyStatus) -> dict[str, Any]:
    return {
        "name": status.name, "kind": status.kind, "in_force": status.in_force.word,
        "since": str(status.since) if status.since else None, "ended": str(status.ended) if status.ended else None,
        "participants": [_participant(p) for p in status.participants],
        "blocking": [list(s) for s in status.blocking], "missing": list(status.missing),
    }  # fmt: skip


def _participant(p: Participant) -> dict[str, Any]:
    def dated(given: Dated | None) -> dict[str, Any] | None:
        if given is None:
            return None
        return {"on": str(given.on), "sure": given.sure, "also": {str(d): who for d, who in given.also}}

    return {
        "state": p.state, "is": p.standing, "signed": dated(p.signed), "consented": dated(p.consented), "act": p.act,
        "in_force": str(p.in_force) if p.in_force else None, "notice": dated(p.notice),
        "ends": str(p.ends) if p.ends else None,
    }  # fmt: skip
