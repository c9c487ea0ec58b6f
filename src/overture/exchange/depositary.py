"""Depositary actions, as treaty collections list them, as the log of a treaty file."""

from __future__ import annotations

import re
from datetime import date

from overture.exchange.days import ToldDay, day_of
from overture.exchange.tables import Row, Table, several
from overture.exchange.writing import identifier, one_line, quoted, shown

PARTICIPANT = ("participant", "participant name", "party", "state", "country", "contracting party", "name")
ACTION = ("action", "action type", "type of action", "treaty action", "instrument", "type")
TAKEN = (
    "taken on", "date taken", "date of action", "action date", "date of notification/deposit",
    "date of notification", "date of deposit", "deposited on", "date",
)  # fmt: skip
EFFECTIVE = (
    "effective on", "date effective", "effective date", "effective", "date of effect", "date of entry into force",
    "entry into force", "in force",
)  # fmt: skip
NOTES = ("notes", "note", "remarks", "comments")
# the words of the collections, the act of the language, and whether the word is kept in a note
_ACTS: tuple[tuple[str, str, bool], ...] = (
    ("definitive signature", "deposit", True), ("signature|signed|sign", "sign", False),
    ("ratification|ratified", "deposit", False), ("formal confirmation|act of formal confirmation", "deposit", True),
    ("acceptance|accepted", "accept", False), ("approval|approved", "accept", True),
    ("accession|acceded", "accede", False), ("succession|succeeded", "accede", True),
    ("adhesion|adherence|adhered", "accede", True), ("denunciation|denounced", "denounce", False),
    ("withdrawal|withdrew|withdrawn", "denounce", True), ("termination|terminated", "terminate", True),
)  # fmt: skip
_INSTRUMENT = r"(?:deposit of )?(?:the |an )?(?:(?:instrument|notification|notice) of )?(?:the )?"
# what may follow: the mark of a collection, or a qualification; `withdrawal of a reservation` is another act
_QUALIFIED = r"(?: ?[(\[].*[)\]]| (?:with|subject to|without) .*| ad referendum)?"
_ACTIONS = [(re.compile(_INSTRUMENT + f"(?:{words})" + _QUALIFIED), act, kept) for words, act, kept in _ACTS]
_PLAIN = {word for words, _, kept in _ACTS if not kept for word in words.split("|")}


def act_of(action: str) -> tuple[str, str] | None:
    """The act of the language for the words of a collection, and the words where they say more than the act.

    >>> act_of("Ratification"), act_of("Succession (d)"), act_of("Withdrawal of reservation")
    (('deposit', ''), ('accede', 'Succession (d)'), None)
    """
    words = one_line(action).lower()
    for form, act, _ in _ACTIONS:
        if form.fullmatch(words):
            return act, "" if words in _PLAIN else one_line(action)
    return None


def depositary(table: Table, file: str = "record") -> tuple[str, list[str]]:
    """The log of a treaty file, and what was noticed. What is not understood stays as a comment.

    `file` is named as the source of each event, with the line. Raises `ImportProblem`.

    >>> from overture.exchange.tables import parse_table
    >>> print(depositary(parse_table(b"Party,Action,Date\\nCanada,Ratification,3 May 1949\\n"))[0])
    log:
      events:
        - {on: 1949-05-03, act: deposit, by: "canada", from: "record line 2"}  # Canada
    <BLANKLINE>
    """
    table.must_have(PARTICIPANT, ACTION, TAKEN)
    log = _Log(table, "_".join(one_line(file).split()) or "record")
    for row in table.rows:
        log.take(row)
    if not log.understood:
        raise several(["no row of the file is understood as an act of a treaty", *log.reports])
    return "\n".join(["log:", "  events:", *log.lines]) + "\n", log.reports


class _Log:
    """The events so far, the comments between them, and what was noticed."""

    def __init__(self, table: Table, file: str) -> None:
        self.file = file
        # of several columns for one thing the first is read; the others are unknown to the layout
        groups = (PARTICIPANT, ACTION, TAKEN, EFFECTIVE, NOTES)
        self.more = set(table.unknown({c for group in groups for c in [c for c in group if c in table.columns][:1]}))
        self.lines: list[str] = []
        self.reports: list[str] = []
        if self.more:
            told = shown(", ".join(c for c in table.columns if c in self.more), 300)
            self.reports.append(f"columns that the layout does not have are kept in the notes: {told}")
        self.understood = 0
        self.rows: dict[tuple[tuple[str, str], ...], Row] = {}
        self.days: dict[tuple[str, str], dict[date, Row]] = {}
        self.names: dict[str, tuple[str, Row]] = {}
        self.month_first = self._month_first(table)

    def _month_first(self, table: Table) -> Row | None:
        """The first row that has a month before its day: then two numbers do not say which is which."""
        told = ((row, day_of(row.get(*columns)).order) for row in table.rows for columns in (TAKEN, EFFECTIVE))
        return next((row for row, order in told if order == "month first"), None)

    def take(self, row: Row) -> None:
        who, action, taken = row.get(*PARTICIPANT), row.get(*ACTION), row.get(*TAKEN)
        cells = tuple(sorted((c, t.strip()) for c, t in row.cells.items() if t.strip())) + tuple(
            ("", t) for t in row.beyond
        )
        if cells in self.rows:
            self.reports.append(f"lines {self.rows[cells].line} and {row.line}: the same row twice; one is left out")
            return
        self.rows[cells] = row
        act, day = act_of(action), self._day(taken)
        problem = (
            "there are more cells than columns" if row.beyond
            else "the participant is not understood" if not identifier(who)
            else "the act is not understood" if act is None
            else f"the day is not understood{self._why(day, taken)}" if day.day is None
            else ""
        )  # fmt: skip
        if problem or act is None or day.day is None:
            told = shown(" | ".join(t for t in (who, action, taken) if t), 100)
            self._comment(row, f"line {row.line}: {problem} ({told}); the row is kept as a comment")
            return
        if day.doubt:
            self.reports.append(f"line {row.line}: {shown(taken)}: {day.doubt}")
        days = self.days.setdefault((identifier(who), act[0] + act[1].lower()), {})
        if day.day in days:
            both = f"lines {days[day.day].line} and {row.line}: {shown(who)} did the same twice ({shown(action)})"
            self._comment(row, f"{both} on one day, but the rows differ; the second is kept as a comment")
            return
        if days:
            first = next(iter(days.values()))
            self.reports.append(
                f"lines {first.line} and {row.line}: {shown(who)} did the same twice ({shown(action)}), on two days; "
                "look at both"
            )
        days[day.day] = row
        self._name(who, row)
        self._event(row, who, act, day.day, day)

    def _name(self, who: str, row: Row) -> None:
        name, first = self.names.setdefault(identifier(who), (who, row))
        if name != who and name.lower() != who.lower():
            both = f"`{shown(name)}` and `{shown(who)}`"
            self.reports.append(f"lines {first.line} and {row.line}: {both} are both written {identifier(who)}")

    def _event(self, row: Row, who: str, act: tuple[str, str], on: date, told: ToldDay) -> None:
        note = [act[1], *self._effective(row), row.get(*NOTES)]
        text = "; ".join(one_line(n) for n in [*note, *self._more(row)] if n)
        source = f", from: {quoted(f'{self.file} line {row.line}')}"
        remark = f"; {row.get(*TAKEN)}: {told.doubt}" if told.doubt else ""
        self.lines.append(
            f"    - {{on: {on}, act: {act[0]}, by: {quoted(identifier(who))}{source}"
            + (f", note: {quoted(text)}" if text else "")
            + f"}}  # {one_line(who + remark)}"
        )
        self.understood += 1

    def _more(self, row: Row) -> list[str]:
        """What stands in columns that the layout does not have: kept, so that nothing is lost."""
        return [f"{column}: {text}" for column, text in row.cells.items() if column in self.more and text.strip()]

    def _effective(self, row: Row) -> list[str]:
        text = row.get(*EFFECTIVE)
        if not text:
            return []
        found = self._day(text)
        if found.day is None:
            why = self._why(found, text)
            self.reports.append(f"line {row.line}: the day of effect is not understood{why}: {shown(text)}")
            return [f"effective, as the file has it: {text}"]
        if found.doubt:
            self.reports.append(f"line {row.line}: effective {shown(text)}: {found.doubt}")
            return [f"effective {found.day} ({text} in the file)"]
        return [f"effective {found.day}"]

    def _day(self, text: str) -> ToldDay:
        found = day_of(text)
        return ToldDay(None, "", "either") if found.order == "either" and self.month_first else found

    def _why(self, found: ToldDay, text: str) -> str:
        if found.order == "either" and self.month_first:
            return f", since line {self.month_first.line} has the month before the day"
        return ", since a year is no day" if re.fullmatch(r"\d{4}", text) else ""

    def _comment(self, row: Row, report: str) -> None:
        self.reports.append(report)
        first = [row.get(*PARTICIPANT), row.get(*ACTION), row.get(*TAKEN)]
        rest = [row.get(*EFFECTIVE), row.get(*NOTES)]
        cells = [*first, *(t for t in [*rest, *self._more(row), *row.beyond] if t)]
        self.lines.append(f"    # line {row.line}: {' | '.join(one_line(t) for t in cells)}")
