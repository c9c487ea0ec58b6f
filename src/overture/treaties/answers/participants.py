"""Who is what to a treaty on a day, as a depositary lists it: signature, deposit, in force for it, notice, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overture.logic import NO, Tri
from overture.treaties.semantics.fold import Play
from overture.treaties.semantics.state import Record, State
from overture.treaties.voting.stoppers import Sets, of_entry


@dataclass(frozen=True)
class Dated:
    """A day with its mark, and the other days that sources give."""

    on: date
    sure: str = ""
    also: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Participant:
    """One line of the status list."""

    state: str
    standing: str  # signatory, contracting state, party, observer, invited, former party; `party?` where not known
    signed: Dated | None = None
    consented: Dated | None = None
    act: str = ""  # by which act it consented: deposit, accede, admit
    in_force: date | None = None
    notice: Dated | None = None
    ends: date | None = None


@dataclass(frozen=True)
class TreatyStatus:
    """A treaty on a day: whether it is in force, since when, and everyone who has to do with it."""

    treaty: str
    name: str
    kind: str
    in_force: Tri
    since: date | None
    over: Tri
    ended: date | None
    participants: tuple[Participant, ...]
    blocking: Sets  # who alone, or together, keeps it from entering into force
    missing: tuple[str, ...]  # signatories whose deposit is not on record


WORDS = ("party", "former party", "contracting state", "observer", "invited", "signatory")


def standing_of(state: State, treaty: str, name: str) -> str:
    """The strongest word for what a state is to a treaty; with a question mark where it is not known."""
    doubtful = ""
    for word in WORDS:
        value = state.standing(word, treaty, name)
        if value.yes is True:
            # an uncertain membership is not told as the lesser thing that is certain
            return doubtful or word
        if value is not NO and value.no is not True and not doubtful and word in ("party", "contracting state"):
            doubtful = f"{word}?"
    return doubtful


def status(played: Play, treaty: str, day: date) -> TreatyStatus:
    """The status list of a treaty at the end of a day."""
    state = played.at(day)
    system = state.system
    file = system.treaties[treaty]
    records: dict[str, list[Record]] = {}
    for (act, about, by, to), record in state.records.items():
        who = to if act in ("admit", "invite", "recommend") else by
        if about == treaty and who and act != "consent":
            records.setdefault(who, []).append(record)
    named = system.members(treaty, "signatory") or ()
    # the universe knows more states than have to do with this treaty
    everyone = [s for s in system.universe if s in named or s in records or _bound_otherwise(state, treaty, s)]
    lines = []
    for name in sorted(everyone):
        word = standing_of(state, treaty, name)
        if word:
            lines.append(_participant(state, treaty, name, word, records.get(name, [])))
    over = state.over(treaty)
    missing = tuple(s for s in named if state.done("deposit", treaty, s).yes is not True)
    inert = state.in_force(treaty).yes is True or over.yes is True
    return TreatyStatus(
        treaty, file.name, file.kind, state.in_force(treaty), state.begun.get(treaty), over, state.ended.get(treaty),
        tuple(lines), () if inert else of_entry(state, treaty), () if inert else missing,
    )  # fmt: skip


def _bound_otherwise(state: State, treaty: str, name: str) -> bool:
    """By being listed in an article: an observer, a party once in force."""
    return any(
        isinstance(given, tuple) and name in given
        for _, clause in state.system.clauses(treaty, state.day)
        for given in (clause.party, clause.observer, clause.named)
    )


def _participant(state: State, treaty: str, name: str, word: str, records: list[Record]) -> Participant:
    by_act = {r.act: r for r in records}
    consent = next((by_act[a] for a in ("deposit", "accede", "admit") if a in by_act), None)
    leaving = next((by_act[a] for a in ("denounce", "withdraw by agreement", "expel") if a in by_act), None)
    began = state.begun.get(treaty)
    since = max(began, consent.on) if began and consent else began if word == "party" else None
    return Participant(
        name, word, _signature(state, treaty, name, by_act), _dated(consent), consent.act if consent else "",
        since if word in ("party", "former party") else None, _dated(leaving), leaving.leaves if leaving else None,
    )  # fmt: skip


def _dated(record: Record | None) -> Dated | None:
    if record is None:
        return None
    event = record.entry.event if record.entry else None
    also = tuple(sorted(event.also.items())) if event else ()
    return Dated(record.on, (event.sure or "") if event else "", also)


def _signature(state: State, treaty: str, name: str, by_act: dict[str, Record]) -> Dated | None:
    found = _dated(by_act.get("sign"))
    if found is None and name in (state.system.members(treaty, "signatory") or ()):
        signed = state.system.treaties[treaty].signed
        return Dated(signed.on, signed.sure or "") if signed and signed.on <= state.day else None
    return found
