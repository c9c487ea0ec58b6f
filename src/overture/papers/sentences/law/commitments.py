"""The system before and after: parties, who must assist whom, how many must agree, for each course."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from overture.advice.results import TreatyStatus
from overture.diagrams import grid_can_be_drawn, obligation_grid
from overture.papers.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Paragraph,
    Row,
    Sentence,
    Subheading,
    Table,
)
from overture.papers.english import capital, counted, listed, number
from overture.papers.naming import treaty, treaty_label
from overture.papers.options import actor, actor_label, actor_labels
from overture.papers.sentences.arguments.argumentation import settled
from overture.papers.sentences.case import Case, say

Statuses = Mapping[str, TreatyStatus]
Pair = tuple[str, str]  # who is bound to assist, and whom


def owed(case: Case, statuses: Statuses) -> set[Pair]:
    """Every pair of which one is bound to assist the other, by treaties in force."""
    found: set[Pair] = set()
    for key, status in statuses.items():
        for duty in case.dossier.treaties[key].duties if status.in_force else ():
            if duty.do != "assist":
                continue
            everyone = {"every party", "every other party"}
            bearers = _members(case, duty.bearer, status, everyone)
            helped = _members(case, duty.to, status, everyone)
            found |= {(b, h) for b in bearers for h in helped if b != h}
    return found


def _members(case: Case, names: tuple[str, ...], status: TreatyStatus, everyone: set[str]) -> tuple[str, ...]:
    if set(names) & everyone:
        return status.parties
    return tuple(m for n in names for m in case.dossier.members(n))


def before_and_after(case: Case) -> tuple[Block, ...]:
    """A table of the courses, and a figure of what the recommended one changes for those who must assist."""
    reports = case.advice.treaties
    today: Statuses = {key: r.today for key, r in reports.items()}
    now = owed(case, today)
    table = _table(case, today, now)
    blocks: tuple[Block, ...] = (table,) if table else ()
    ending = settled(case, case.chosen)
    then = owed(case, ending.treaties) if ending else now
    if now or then:
        blocks += _figure(case, now, then)
    return blocks


def _table(case: Case, today: Statuses, now: set[Pair]) -> Table | None:
    """Each course: who is party, in force or not, pairs bound to assist, how many must agree to one more member."""
    rows = [_row(case, "Today", today, today, now, ())]
    for name in case.shown:
        ending = settled(case, name)
        if ending is not None:
            label = capital(case.called(name))
            rows.append(_row(case, label, ending.treaties, today, owed(case, ending.treaties), (name,)))
    told = [[s.plain for cell in row.cells[1:] for s in cell] for row in rows]
    if all(a == b for a, b in pairwise(told)):
        return None  # nothing changes whatever is done
    columns = (
        Column("After", 26),
        *(Column(treaty_label(case.dossier, key)) for key in today),
        Column("bound to assist"),
    )
    title = "The treaties before and after each course: parties, force, and who must agree to one more"
    return Table(title, columns, tuple(rows), "members")


def _row(case: Case, label: str, statuses: Statuses, today: Statuses, pairs: set[Pair], trace: tuple[str, ...]) -> Row:
    cells: list[Cell] = [(say(label, trace=trace),)]
    for key, status in statuses.items():
        joined = len(set(status.parties) - set(today[key].parties))
        left = len(set(today[key].parties) - set(status.parties))
        change = "".join(f" ({sign}{n})" for sign, n in (("+", joined), ("−", left)) if n)
        text = f"{counted(len(status.parties), 'party', 'parties')}{change}" if status.in_force else "not in force"
        needed = _needed(case, key, len(status.parties))
        cells.append((say(text + (f"; {needed}" if needed and status.in_force else ""), trace=(key, *trace)),))
    cells.append((say(counted(len(pairs), "pair") if pairs else "nobody", trace=trace),))
    return Row(tuple(cells))


def _needed(case: Case, key: str, parties: int) -> str:
    """How many of the parties must agree to one more, by the article on entry."""
    entry = case.dossier.treaties[key].entry
    if entry is None or not parties:
        return ""
    rule = entry.rule.consent
    if rule == "every party":
        return f"all {number(parties)} must agree to one more"
    if isinstance(rule, str):
        needed = parties // 2 + 1 if rule == "majority" else -(-2 * parties // 3)
        return f"{number(needed)} of {number(parties)} must agree to one more"
    return f"{number(rule.number)} of {number(parties)} must agree to one more"


def _figure(case: Case, now: set[Pair], then: set[Pair]) -> tuple[Block, ...]:
    """States that owe and are owed alike in one group; a grid of the groups."""
    groups = _groups(now | then, now, then)
    labels = [_label(case, g) for g in groups]
    today = [[_all(now, a, b) for b in groups] for a in groups]
    after = [[_all(then, a, b) for b in groups] for a in groups]
    new, gone = then - now, now - then
    called = case.called(case.chosen)
    if new or gone:
        told = [f"{capital(called)} adds {counted(len(new), 'duty', 'duties')} of assistance"] if new else []
        if gone:
            told.append(f"{'it ends' if told else f'{called} ends'} {counted(len(gone), 'duty', 'duties')}")
        text = f"{capital(listed(told))}."
    else:
        text = f"{capital(called)} changes nothing in who must assist whom."
    note = say(
        f"{text} Filled: owed today and after; open: owed only after; crossed: owed only today.", trace=(case.chosen,)
    )
    equal = Bullets(tuple((s,) for s in _in_words(case, groups, now, then)))
    title = "Who is bound to assist whom in an armed attack"
    svg = ""
    if len(groups) > 1 and grid_can_be_drawn(labels):
        svg = obligation_grid("obligations", title, text, labels, today, after)
    return (Figure(title, note, svg, equal),) if svg else _in_text(case, title, text, equal)


def _in_text(case: Case, title: str, text: str, equal: Bullets) -> tuple[Block, ...]:
    """The same where nothing is drawn."""
    return Subheading(title), Paragraph((say(text, trace=(case.chosen,)),)), equal


def _groups(pairs: set[Pair], now: set[Pair], then: set[Pair]) -> list[tuple[str, ...]]:
    """Those who could stand in each other's place in every duty, together."""
    states = list(dict.fromkeys(sorted(s for p in pairs for s in p)))
    found: list[list[str]] = []
    for state in states:
        for group in found:
            if all(_alike(state, group[0], duties, states) for duties in (now, then)):
                group.append(state)
                break
        else:
            found.append([state])
    return [tuple(g) for g in found]


def _alike(one: str, other: str, duties: set[Pair], states: list[str]) -> bool:
    same = all(
        ((one, s) in duties) == ((other, s) in duties) and ((s, one) in duties) == ((s, other) in duties)
        for s in states
        if s not in (one, other)
    )
    return same and ((one, other) in duties) == ((other, one) in duties)


def _all(duties: set[Pair], helped: tuple[str, ...], bearers: tuple[str, ...]) -> bool:
    wanted = [(b, h) for b in bearers for h in helped if b != h]
    return bool(wanted) and all(p in duties for p in wanted)


def _label(case: Case, group: tuple[str, ...]) -> str:
    if len(group) <= 2:
        return actor_labels(case.dossier, group)
    return f"{actor_label(case.dossier, group[0])} and {number(len(group) - 1)} others"


def _in_words(case: Case, groups: list[tuple[str, ...]], now: set[Pair], then: set[Pair]) -> tuple[Sentence, ...]:
    """The same in sentences, one for each group."""
    found = []
    for group in groups:
        names = listed([actor(case.dossier, g) for g in group[:12]])
        names += f" and {number(len(group) - 12)} more" if len(group) > 12 else ""
        before = {b for b, h in now if h == group[0]}
        after = {b for b, h in then if h == group[0]}
        text = f"{capital(names)}: today {counted(len(before), 'state')} must assist when it is attacked"
        if len(group) > 1:
            text = text.replace("when it is", "when one of them is")
        text += f", afterwards {number(len(after))}." if after != before else ", and afterwards the same."
        found.append(say(text, trace=tuple(group)))
    return tuple(found)


def left_open(case: Case) -> tuple[Sentence, ...]:
    """What neither the file nor the log of a treaty knows: an open assumption each."""
    found = []
    used = [t for t in case.dossier.treaties.values() if t.use]
    for entry in used:
        names = [n for n in case.advice.open if n.endswith(f"_{entry.id}") and n not in case.dossier.assumptions]
        if names:
            says = listed([f"whether {case.open_says(n)}" for n in names])
            found.append(
                say(
                    f"The articles and the log of {treaty(case.dossier, entry.id)} are those of the library, read up "
                    f"to the date. They do not tell {says}. Each is taken both ways.",
                    trace=(entry.id, *names),
                )
            )
        else:
            found.append(
                say(
                    f"The articles and the log of {treaty(case.dossier, entry.id)} are those of the library, read up "
                    "to the date.",
                    trace=(entry.id,),
                )
            )
    return tuple(found)
