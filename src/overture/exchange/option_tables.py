"""A conflict as a plain table, the way it is printed: a row for each option, a column for each state.

    title,The bank
    status quo,1
    decision maker,option,moves,1,2,3
    North,Fish,both,N,Y,N
    South,Patrol,no to yes,N,N,Y
    ranking,North,2 > 1 > 3
    ranking,South,1 = 3 > 2

See docs/how-to/exchange-conflicts.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from overture.conflict.errors import DoesNotFit, RankingIncomplete
from overture.conflict.forms.option_form import NamedOption, OptionForm, Ranking
from overture.exchange.option_form_dossier import MOST_STATES
from overture.exchange.tables import ImportProblem, cells_of, several
from overture.exchange.writing import shown

MAX_BYTES = 4_000_000
MAX_OPTIONS = 200
HEAD = ("title", "source", "date", "proposer", "status quo")
HEADER = "decision maker"
RANKINGS = ("ranking", "payoffs")

_YES_NO = {"y": 1, "yes": 1, "1": 1, "n": 0, "no": 0, "0": 0}
_MOVES = ("both", "no to yes", "yes to no", "final", "no return")


@dataclass(frozen=True)
class OptionTable:
    """A table as it was read: the conflict, what stands above it, and what was noticed."""

    form: OptionForm
    head: Mapping[str, str]
    reports: tuple[str, ...] = ()


@dataclass
class _Row:
    """A row for an option: its line, its owner, name, moves, and its cells by state."""

    line: int
    owner: str
    name: str
    moves: str
    cells: list[str]


@dataclass
class _Table:
    """The rows of the three kinds, before they are held against each other."""

    head: dict[str, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    options: list[_Row] = field(default_factory=list)
    rankings: dict[str, tuple[int, str, list[str]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    has_moves: bool = False


def read_option_table(data: bytes) -> OptionTable:
    """The conflict of a table. Raises `ImportProblem` or a ConflictError, as RankingIncomplete.

    >>> text = "decision maker,option,1,2\\nNorth,Fish,N,Y\\nranking,North,2 > 1\\n"
    >>> read_option_table(text.encode()).form.rankings
    {'North': ((2,), (1,))}
    """
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    rows, reports = cells_of(data, HEADER)
    table = _Table()
    for _, line, cells in rows:
        _take(table, line, [c.strip() for c in cells])
    if not table.numbers and not table.problems:
        table.problems.append(f"no header: a row is expected that begins `{HEADER},option` and numbers the states")
    elif not table.options and not table.problems:
        table.problems.append("no option: a row is expected for each, with its value in every state")
    if table.problems:
        raise several(table.problems)
    reports += _regrouped(table)
    form = _form(table)
    if table.problems or form is None:
        raise several(table.problems)
    return OptionTable(form, table.head, tuple(reports))


def _take(table: _Table, line: int, cells: list[str]) -> None:
    """One row, by what it begins with."""
    first, rest = cells[0].lower(), cells[1:]
    if not table.numbers and first in HEAD:
        table.head[first] = next((c for c in rest if c), "")
        table.lines[first] = line
    elif first == HEADER and not table.numbers:
        _header(table, line, rest)
    elif not table.numbers:
        known = ", ".join(f"`{h}`" for h in (*HEAD, HEADER))
        table.problems.append(f"line {line}: `{shown(cells[0])}` begins no row above the table; known: {known}")
    elif first in RANKINGS:
        who = rest[0] if rest else ""
        if who in table.rankings:
            table.problems.append(f"line {line}: {shown(who)} has a ranking on line {table.rankings[who][0]} already")
        table.rankings.setdefault(who, (line, first, rest[1:]))
    else:
        _option(table, line, cells)


def _header(table: _Table, line: int, cells: list[str]) -> None:
    table.has_moves = len(cells) > 1 and cells[1].lower() == "moves"
    states = cells[2:] if table.has_moves else cells[1:]
    while states and not states[-1]:
        states.pop()
    for state in states:
        if not re.fullmatch(r"\d{1,6}", state, re.ASCII):
            table.problems.append(f"line {line}: `{shown(state)}` is no number of a state")
        elif int(state) in table.numbers:
            table.problems.append(f"line {line}: the state {int(state)} is there twice")
        else:
            table.numbers.append(int(state))
    if len(states) > MOST_STATES:
        raise DoesNotFit(f"line {line}: {len(states):,} states are too many; {MOST_STATES} are the most")
    if not table.numbers:
        table.problems.append(f"line {line}: the header names no state: number them 1, 2, 3")
        table.numbers = [0]  # so that the rows below are known for what they are


def _option(table: _Table, line: int, cells: list[str]) -> None:
    owner = cells[0] or (table.options[-1].owner if table.options else "")
    name = cells[1] if len(cells) > 1 else ""
    moves = (cells[2].lower() if len(cells) > 2 and table.has_moves else "") or "both"
    values = cells[3 if table.has_moves else 2 :]
    while len(values) > len(table.numbers) and not values[-1]:
        values.pop()
    if not owner or not name:
        table.problems.append(f"line {line}: a row of an option begins with a decision maker and the option's name")
    elif len(values) != len(table.numbers):
        told = f"{len(values)} values for {len(table.numbers)} states"
        table.problems.append(f"line {line}: the option {shown(name)} has {told}")
    elif moves not in _MOVES:
        table.problems.append(f"line {line}: `{shown(moves)}` is none of {', '.join(_MOVES)}")
    elif any(v in ("", "-") for v in values):
        hint = "write what it has, or the state once for each value"
        table.problems.append(f"line {line}: the option {shown(name)} leaves a state open; {hint}")
    else:
        table.options.append(_Row(line, owner, name, moves, values))
    if len(table.options) > MAX_OPTIONS:
        raise ImportProblem(f"line {line}: more than {MAX_OPTIONS} options")


def _regrouped(table: _Table) -> list[str]:
    """Put the options of one owner together, and say so."""
    owners = list(dict.fromkeys(row.owner for row in table.options))
    before = [row.name for row in table.options]
    table.options.sort(key=lambda row: owners.index(row.owner))
    if before == [row.name for row in table.options]:
        return []
    told = ", ".join(shown(row.name, 30) for row in table.options)
    return [f"options are not grouped by owner in the table; they are now: {told}"]


def _form(table: _Table) -> OptionForm | None:
    owners = tuple(dict.fromkeys(row.owner for row in table.options))
    now = _status_quo(table)
    read = [_column_of(table, row) for row in table.options]
    for who, (line, _, _) in table.rankings.items():
        if who not in owners:
            told = f"`{shown(who)}` has a ranking and no option; known: {', '.join(map(shown, owners))}"
            table.problems.append(f"line {line}: {told}")
    rankings: dict[str, Ranking] = {}
    for owner in owners:
        if owner not in table.rankings:
            raise RankingIncomplete(f"{shown(owner)} has no ranking: add a row `ranking,{shown(owner)},...`")
        rankings[owner] = _ranking(table, *table.rankings[owner])
    for row in table.options:
        if now < 0 and row.moves in ("final", "no return"):
            told = f"`{row.moves}` speaks of what is so now; add a row `status quo` above the table"
            table.problems.append(f"line {row.line}: {told}")
    proposer = table.head.get("proposer", "")
    if proposer and proposer not in owners:
        table.problems.append(f"line {table.lines['proposer']}: `{shown(proposer)}` has no option")
    if table.problems:
        return None
    # where no status quo is told, nothing is done; a choice has its first value
    options = tuple(
        _named(row, values, places[now] if now >= 0 else 0)
        for row, (values, places) in zip(table.options, read, strict=True)
    )
    states = tuple(zip(*(places for _, places in read), strict=True))
    _refuse_twice(table, states)
    return None if table.problems else OptionForm(owners, options, states, rankings, tuple(table.numbers))


def _status_quo(table: _Table) -> int:
    """The place of the state that is now, or -1."""
    given = table.head.get("status quo", "")
    if not given:
        return -1
    if given.isdecimal() and int(given[:9]) in table.numbers:
        return table.numbers.index(int(given[:9]))
    table.problems.append(f"line {table.lines['status quo']}: there is no state `{shown(given)}`")
    return -1


def _column_of(table: _Table, row: _Row) -> tuple[tuple[str, ...], list[int]]:
    """The values of an option, and which of them it has in each state."""
    plain = [_YES_NO.get(cell.lower()) for cell in row.cells]
    if None not in plain:
        return ("no", "yes"), [int(p or 0) for p in plain]
    odd = next(cell for cell, p in zip(row.cells, plain, strict=True) if p is None)
    if any(p is not None for p in plain):
        table.problems.append(f"line {row.line}: `{shown(odd)}` is neither Y nor N")
    elif row.moves in ("no to yes", "yes to no"):
        told = f"`{row.moves}` is for options with Y and N; write `final` or `no return`"
        table.problems.append(f"line {row.line}: {told}")
    values = tuple(dict.fromkeys(row.cells))
    if len(values) < 2:
        told = f"{shown(row.name)} is `{shown(odd)}` in every state, so it is no choice"
        table.problems.append(f"line {row.line}: {told}")
    return values, [values.index(cell) for cell in row.cells]


def _named(row: _Row, values: tuple[str, ...], now: int) -> NamedOption:
    finals: dict[str, bool | tuple[int, ...]] = {"no to yes": (1,), "yes to no": (0,), "final": True}
    return NamedOption(row.name, row.owner, values, now, finals.get(row.moves, False), row.moves == "no return")


def _ranking(table: _Table, line: int, kind: str, cells: Sequence[str]) -> Ranking:
    """Best first, from a list of states or from a payoff under each of them (higher is better)."""
    told = [c for c in cells if c]
    if kind == "payoffs":
        under = [c for c in cells[1:] if c] if table.has_moves and cells and not cells[0] else told
        if len(under) != len(table.numbers) or not all(re.fullmatch(r"-?\d{1,9}", c, re.ASCII) for c in under):
            table.problems.append(f"line {line}: a whole number is expected under each of {len(table.numbers)} states")
            return ()
        by_payoff: dict[int, list[int]] = {}
        for number, payoff in zip(table.numbers, under, strict=True):
            by_payoff.setdefault(int(payoff), []).append(number)
        return tuple(tuple(group) for _, group in sorted(by_payoff.items(), reverse=True))
    groups = [re.split(r"[=~]", group) for cell in told for group in cell.split(">")]
    for name in (n.strip() for group in groups for n in group):
        if not re.fullmatch(r"\d{1,6}", name, re.ASCII):
            what = f"`{shown(name)}` is no state" if name else "a state is missing"
            table.problems.append(f"line {line}: {what}; write `3 > 1 = 2`, or one place in each cell")
            return ()
    return tuple(tuple(int(n) for n in group) for group in groups)


def _refuse_twice(table: _Table, states: Sequence[tuple[int, ...]]) -> None:
    seen: dict[tuple[int, ...], int] = {}
    for number, state in zip(table.numbers, states, strict=True):
        if state in seen:
            table.problems.append(f"the states {seen[state]} and {number} are the same; leave one of them out")
        seen.setdefault(state, number)


def date_of(text: str) -> date | None:
    """The day of a head row.

    >>> date_of("1999-05-01"), date_of("May 1999")
    (datetime.date(1999, 5, 1), None)
    """
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        return None
