"""Who is party to, named in, invited to or an observer of each treaty: today, and after the recommended course."""

from __future__ import annotations

from dataclasses import dataclass

from overture.advice.results import TreatyStatus
from overture.diagrams import GridCell, GridRow, Told, can_be_gridded, family, mark, mark_grid
from overture.dossier.entries import Treaty
from overture.papers.content import Bullets, Figure, Key, Sign
from overture.papers.english import capital, counted, listed
from overture.papers.naming import treaty_label
from overture.papers.options import actor_label, actor_labels
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.case import Case, say

NOTHING = "–"


@dataclass(frozen=True)
class Place:
    """States that have the same place in every treaty, today and after."""

    states: tuple[str, ...]
    words: tuple[tuple[str, str], ...]  # for each treaty: today, where it settles


def word(status: TreatyStatus, who: str, entry: Treaty) -> str:
    """What a state is to a treaty, the most it is."""
    if who in status.parties:
        return "party"
    if who in status.observers:
        return "observer"
    if who in status.invited:
        return "invited"
    if who in status.named:
        return "signatory" if entry.stage == "signed" else "named"
    return NOTHING


def places(case: Case) -> tuple[Place, ...]:
    """Every state that has or may have a place in a treaty, those alike together."""
    found = settled(case, case.chosen)
    reports = case.advice.treaties
    after = found.treaties if found else {}
    everybody: dict[str, None] = {}
    for key, report in reports.items():
        for status in (report.today, after.get(key, report.today)):
            for those in (status.observers, status.invited, status.named, status.parties):
                everybody.update(dict.fromkeys(those))
        everybody.update(dict.fromkeys(report.entry))
    order = {who: i for i, who in enumerate(case.dossier.actors)}
    same: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for who in sorted(everybody, key=lambda w: order.get(w, len(order))):
        entries = {k: case.dossier.treaties[k] for k in reports}
        words = tuple(
            (word(r.today, who, entries[k]), word(after.get(k, r.today), who, entries[k])) for k, r in reports.items()
        )
        same.setdefault(words, []).append(who)
    return tuple(Place(tuple(states), words) for words, states in same.items())


def label(case: Case, place: Place) -> str:
    """The states of a place: up to four by name."""
    if len(place.states) <= 4:
        return actor_labels(case.dossier, place.states)
    names = [actor_label(case.dossier, s) for s in place.states[:3]]
    return listed([*names, f"{len(place.states) - 3} others"])


def figure(case: Case) -> Figure | None:
    """The places before and after, drawn as a grid of flags, where there is room."""
    found = places(case)
    if not found or not any(a != b for p in found for a, b in p.words):
        return None  # where nobody changes place, the table says it
    heads = [treaty_label(case.dossier, k) for k in case.advice.treaties]
    rows = [GridRow(label(case, p), tuple(_cell(*pair) for pair in p.words)) for p in found]
    if not can_be_gridded(heads, rows):
        return None
    changed = [p for p in found if any(a != b for a, b in p.words)]
    called = case.called(case.chosen)
    states = [s for p in changed for s in p.states]
    text = f"{capital(called)} changes the place of {counted(len(states), 'state')}: "
    text += "a heavy edge; above today, below where it settles."
    title = "Who has which place in each treaty, today and afterwards"
    svg = mark_grid("membership", title, text, heads, rows)
    same = say("The same as the table above, state by state.", trace=(case.chosen, *case.advice.treaties))
    shown = {w for p in found for pair in p.words for w in pair}
    key = Key(tuple(say(Sign(m), trace=(case.chosen,)) for m in family("membership") if m.word in shown))
    return Figure(title, say(text, trace=(case.chosen, *case.advice.treaties)), svg, Bullets(((same,),)), key)


def _cell(before: str, after: str) -> GridCell:
    told = [Told(w, mark("membership", w) if w != NOTHING else None) for w in dict.fromkeys((before, after))]
    return GridCell(tuple(told), before != after)
