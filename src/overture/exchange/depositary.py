"""Depositary actions, as treaty collections list them, as the log of a treaty file."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

from overture.exchange.tables import ImportProblem, Row, Table

PARTICIPANT = ("participant", "party", "state", "country", "name")
ACTION = ("action", "action type", "type of action", "treaty action", "instrument")
TAKEN = ("taken on", "date of action", "date", "date of notification/deposit", "date of deposit", "date taken")
EFFECTIVE = ("effective on", "date of effect", "effective date", "entry into force", "date effective")
NOTES = ("notes", "note", "remarks")
# the words of the collections and the act of the language; what has no act of its own keeps its word in a note
ACTS = {
    "definitive signature": ("deposit", "definitive signature"), "signature": ("sign", ""),
    "ratification": ("deposit", ""), "acceptance": ("accept", ""), "approval": ("accept", "approval"),
    "accession": ("accede", ""), "succession": ("accede", "succession"), "adhesion": ("accede", "adhesion"),
    "denunciation": ("denounce", ""), "withdrawal": ("denounce", "withdrawal"), "termination": ("terminate", ""),
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def day_of(text: str) -> tuple[date | None, str]:
    """A day in one of the usual forms, and what is doubtful about it.

    A bare year is no day. Of two numbers that may both be a month the first is taken
    for the day, and that is told.

    >>> day_of("24 August 1949")[0], day_of("24/08/1949")[0], day_of("1949")[0]
    (datetime.date(1949, 8, 24), datetime.date(1949, 8, 24), None)
    """
    words = " ".join(text.replace(",", " ").split())
    try:
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?", words)
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])), ""
        found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", words)
        if found:
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            if second > 12:
                return date(year, first, second), "read as month/day/year, since there is no such month"
            doubt = "day and month may be meant the other way round" if first <= 12 and first != second else ""
            return date(year, second, first), doubt
        found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.? (\d{4})", words)
        if found:
            month = next((i for i, m in enumerate(_MONTHS, 1) if m.startswith(found[2].lower())), 0)
            return (date(int(found[3]), month, int(found[1])), "") if month else (None, "")
    except ValueError:
        return None, ""
    return None, ""


def depositary(table: Table) -> tuple[str, list[str]]:
    """The log of a treaty file, and what was noticed. What is not understood stays as a comment."""
    table.must_have(PARTICIPANT, ACTION, TAKEN)
    lines = ["log:", "  events:"]
    reports: list[str] = []
    seen: dict[tuple[str, str, str], Row] = {}
    for row in table.rows:
        who, action, taken = row.get(*PARTICIPANT), row.get(*ACTION), row.get(*TAKEN)
        day, doubt = day_of(taken)
        known = next((ACTS[w] for w in ACTS if action.lower().startswith(w)), None)
        if known is None or day is None or not who:
            what = "the act" if known is None else "the day" if day is None else "the participant"
            reports.append(f"line {row.line}: {what} is not understood; the row is kept as a comment")
            lines.append(f"    # line {row.line}: {_one_line(who)} | {_one_line(action)} | {_one_line(taken)}")
            continue
        act, word = known
        if doubt:
            reports.append(f"line {row.line}: {taken}: {doubt}")
        key = (act, who, "")
        if key in seen:
            same = seen[key].get(*TAKEN) == taken
            reports.append(
                f"lines {seen[key].line} and {row.line}: {who} did the same twice ({action}), "
                + ("on the same day; the second is left out" if same else "on two days; look at both")
            )
            if same:
                continue
        seen[key] = row
        effective = day_of(row.get(*EFFECTIVE))[0] if row.get(*EFFECTIVE) else None
        if row.get(*EFFECTIVE) and effective is None:
            reports.append(f"line {row.line}: the day of effect is not understood: {_one_line(row.get(*EFFECTIVE))}")
        notes = [word, f"effective {effective}" if effective else "", row.get(*NOTES)]
        note = "; ".join(_one_line(n) for n in notes if n)
        told = f", note: {json.dumps(note, ensure_ascii=False)}" if note else ""
        lines.append(f"    - {{on: {day}, act: {act}, by: {_identifier(who)}{told}}}  # line {row.line}")
    if len(lines) == 2:
        raise ImportProblem("the file has no actions")
    return "\n".join(lines) + "\n", reports


def _identifier(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return json.dumps(re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "unnamed")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
