"""Treaties in operation for the terminal: status lists, obligations, voting rules, conflicts, the play."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from overture.terminal.views import table_of
from overture.treaties.answers.participants import Dated, TreatyStatus
from overture.treaties.duties.commitments import Clash
from overture.treaties.duties.obligations import Cell, Matrix
from overture.treaties.duties.performance import Life
from overture.treaties.semantics.fold import Play, Played
from overture.treaties.semantics.state import State
from overture.treaties.text.records import Event
from overture.treaties.voting.votes import latest, veto_holders

FIRM = {"strict": "■", "discretion": "□", "own processes": "◇"}
VERDICT_STYLES = {"refused": "red", "not shown": "yellow", "differs": "red", "in force": "bold", "ended": "bold"}


def days(told: Dated | None, notes: list[str]) -> str:
    """A day with its mark; other days that sources give become a footnote."""
    if told is None:
        return ""
    mark = f" ({told.sure})" if told.sure and told.sure != "H" else ""
    for other, who in told.also:
        note = f"{told.on}: {other} according to {who}"
        if note not in notes:
            notes.append(note)
    return f"{told.on}{mark}" + ("*" if told.also else "")


def force(status: TreatyStatus) -> str:
    """Whether a treaty is in force, in words."""
    if status.over.yes is True:
        return f"ended on {status.ended}" if status.ended else "ended"
    if status.in_force.yes is True:
        return f"in force since {status.since}" if status.since else "in force"
    if status.in_force.no is True:
        return "a draft, not in force: it binds nobody" if status.kind == "draft" else "not in force"
    return "not known whether it is in force"


def status_list(console: Console, status: TreatyStatus, day: date) -> None:
    """A treaty on a day, as a depositary prints it."""
    console.print(Text(f"{status.name} ({status.treaty}), on {day}: {force(status)}", style="bold"))
    notes: list[str] = []
    if status.participants:
        table = table_of("participant", "is", "signed", "consent to be bound", "in force for it", "notice", "end")
        for p in status.participants:
            consent = days(p.consented, notes)
            act = {"accede": " by accession", "admit": " by admission"}.get(p.act, "") if consent else ""
            table.add_row(
                p.state, p.standing, days(p.signed, notes), consent + act, str(p.in_force or ""), days(p.notice, notes),
                str(p.ends or ""),
            )  # fmt: skip
        console.print(table)
    for note in notes:
        console.print(f"  * {note}", soft_wrap=True)
    if status.missing and status.in_force.yes is not True:
        console.print(f"  no deposit on record: {', '.join(status.missing)}", soft_wrap=True)
    if status.blocking:
        console.print(f"  could keep it from entering into force: {sets(status.blocking)}", soft_wrap=True)
    console.print()


def sets(blocking: Iterable[tuple[str, ...]]) -> str:
    """Who can stop something: each alone, or several together."""
    blocking = list(blocking)
    alone = [s[0] for s in blocking if len(s) == 1 and " " not in s[0]]
    numbers = [s[0] for s in blocking if len(s) == 1 and " " in s[0]]  # `any 5 of 11 council members`
    together = [" with ".join(s) for s in blocking if len(s) > 1]
    told = []
    if alone:
        told.append(f"each of {', '.join(alone)} alone" if len(alone) > 1 else alone[0])
    told += numbers
    if together:
        rest = f" and {len(together) - 5} sets more" if len(together) > 5 else ""
        told.append("; ".join(together[:5]) + rest)
    return "; ".join(told) or "nobody"


def obligations(console: Console, matrix: Matrix, place: str = "") -> None:
    """Who is bound to assist whom: victims down, bearers across, then each clause in words."""
    victims = [v for v, row in matrix.items() if row]
    bearers = list(dict.fromkeys(b for row in matrix.values() for b in row))
    if not victims:
        outside = f"No treaty in force covers an attack on {place} on this day.\n"
        console.print(outside if place else "No treaty in force obliges anybody to assist on this day.\n")
        return
    where = f"on {place}" if place else "within the area of each treaty"
    console.print(Text(f"Who is bound to assist whom in an armed attack {where}", style="bold"))
    names = sorted({*victims, *bearers})
    if len(names) <= 24:
        table = table_of("attacked", *(n[:4] for n in names))
        for victim in sorted(victims):
            row = matrix[victim]
            table.add_row(victim, *("·" if n == victim else mark(row.get(n, ())) for n in names))
        console.print(table)
        console.print("  ■ owed   □ as the bearer judges   ◇ subject to its own constitution   ? not known")
    clauses: dict[tuple[str, str, str], set[str]] = {}
    for row in matrix.values():
        for bearer, cells in row.items():
            for cell in cells:
                clauses.setdefault((cell.treaty, cell.art, cell.how), set()).add(bearer)
    for (treaty, art, how), who in clauses.items():
        console.print(f"  {treaty} {art}: {how or 'without qualification'} ({len(who)} bound)", soft_wrap=True)
    console.print()


def mark(cells: tuple[Cell, ...]) -> str:
    """The firmest duty in a cell."""
    if not cells:
        return ""
    known = [c for c in cells if c.value.yes is True]
    if not known:
        return "?"
    return next(sign for firm, sign in FIRM.items() if any(c.firmness == firm for c in known))


def voting(console: Console, state: State, treaties: Iterable[str]) -> None:
    """The voting rules of the day."""
    rows = []
    for key in treaties:
        for name, organ in state.system.treaties[key].organs.items():
            seats = latest(organ.seats, state.day)
            for rule in organ.voting:
                number = latest(rule.votes, state.day)
                weights = latest(rule.weights, state.day)
                all_votes = sum(weights.values()) if weights else seats
                needed = f"{number}{f' of {all_votes}' if all_votes else ''}" if number else rule.rule
                veto = ", ".join(veto_holders(organ, rule, state.day))
                rows.append((f"{name} ({key})", rule.matter, needed, veto, rule.art or organ.art))
    if rows:
        console.print(Text(f"How organs decide on {state.day}", style="bold"))
        table = table_of("organ", "matter", "in favour", "can stop it alone", "article")
        for row in rows:
            table.add_row(*row)
        console.print(table)
        console.print()


def conflicts(console: Console, found: Iterable[tuple[Clash, tuple[str, ...]]]) -> None:
    """Commitments that may conflict, with clauses and readings."""
    lines = []
    for clash, readings in found:
        clauses = ", ".join(f"{t} {a}" for t, a in clash.clauses)
        word = {"true": "conflict", "unknown": "may conflict: nobody has judged it"}[clash.value.word]
        states = ", ".join(clash.states)
        by_reading = f" (on {' or '.join(readings)})" if readings else ""
        which = ", ".join(f"{t} {a}" for t, a in clash.prevails)
        prevails = f"; {which} says which prevails" if which else ""
        pair = f"{clash.treaties[0]} and {clash.treaties[1]}"
        lines.append(f"  {pair} {word}{by_reading}: {clauses}{prevails}. Bound by both: {states}")
    if lines:
        console.print(Text("Conflicts of commitments", style="bold"))
        for line in lines:
            console.print(line, soft_wrap=True)
        console.print()


def play_table(console: Console, played: Play, lines: Iterable[Played], lives: Iterable[Life]) -> None:
    """The log day by day: each act with its verdict and article, each duty with what became of it."""
    table = table_of("day", "who", "event", "verdict", "article", "because")
    by_fact: dict[int, list[Life]] = {}
    for life in lives:
        by_fact.setdefault(id(life.fact.event), []).append(life)
    for row in grouped(lines):
        day, who, event, word, art, because, entry = row
        table.add_row(day, who, event, Text(word, style=VERDICT_STYLES.get(word, "")), art, because)
        for told in duties(by_fact.get(id(entry.event), ()) if entry else ()):
            table.add_row("", told[0], told[1], told[2], told[3], told[4])
    console.print(table)


Row = tuple[str, str, str, str, str, str, Any]


def grouped(lines: Iterable[Played]) -> list[Row]:
    """The lines of a play; what one event did for several states with one verdict is one line."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for number, line in enumerate(lines):
        event = line.entry.event if line.entry else None
        verdict = line.verdict
        art = f"{verdict.home} {verdict.art}".strip() if verdict and verdict.provision else ""
        because = ""
        if verdict is not None and line.word != "admissible":
            because = "; ".join(n.says for n in (verdict.failed or verdict.open)) or verdict.because
        if event is None:
            what = line.subject
        elif event.act:
            to = f" of {verdict.attempt.to}" if verdict and verdict.attempt.to else ""
            what = f"{event.act}{to} ({line.entry.of})" if line.entry else event.act
            what += ", supposed" if line.entry and line.entry.supposed else ""
        elif event.expect:
            what = f"record: {event.expect}"
        else:
            what = fact_words(event)
        who = line.subject if event is not None and event.act else ""
        key = (line.on, id(event) if event else number, line.word, art, because, what)
        found.setdefault(key, [line, what, art, because, []])[4].append(who)
    rows: list[Row] = []
    for line, what, art, because, who in found.values():
        names = list(dict.fromkeys(w for w in who if w))
        rows.append((str(line.on), ", ".join(names), what, line.word, art, because, line.entry))
    return rows


def fact_words(event: Event) -> str:
    """A fact or a vote in words."""
    if event.vote is not None:
        return f"vote in {event.vote.organ}: {event.vote.text or event.vote.matter}"
    if not event.fact_kind:
        return str(event.fact)
    by, on, at = (", ".join(event.fact_part(p)) for p in ("by", "on", "at"))
    return event.fact_kind + (f" by {by}" if by else "") + (f" on {on}" if on else "") + (f", {at}" if at else "")


def duties(lives: Iterable[Life]) -> list[tuple[str, str, str, str, str]]:
    """The duties that a fact raised, those of one kind and fate together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for life in lives:
        o = life.obligation
        doing = (
            f"must not {o.words}"
            if o.forbidden
            else f"must {o.task}{f' {o.to}' if o.to else ''}{f', {o.how}' if o.how else ''}"
        )
        found.setdefault((doing, life.status, f"{o.treaty} {o.art}", o.says), []).append(life.bearer)
    return [(", ".join(who), f"  {doing}", word, art, "") for (doing, word, art, _), who in found.items()]
