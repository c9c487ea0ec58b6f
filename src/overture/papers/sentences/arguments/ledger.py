"""The ledger of the arguments: what becomes of each where each course settles, and the finding that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Argument
from overture.papers.content import Bullets, Cell, Column, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import argument, cited_short
from overture.papers.options import actor
from overture.papers.sentences.arguments.objections import (
    OFF,
    ORDER,
    answers,
    becomes,
    by_others,
    elsewhere,
    objections,
    statuses,
    users,
)
from overture.papers.sentences.case import Case, say

MOST_COLUMNS = 3  # courses in one table: more leave the first column too little room for its words
MOST_NAMED = 6  # courses named in a row under the tables


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.advice.by_world[world]
    return here.recommended, [
        [(s.arguments, h.support_gone) for o in (here.proposals[n],) for s in o.settlements for h in s.here]
        for n in case.shown if n in here.proposals
    ]  # fmt: skip


def finding(case: Case) -> Sentence:
    """What becomes of the objections to what is advised, and of how many the rest of the ledger tells."""
    name = case.chosen
    found, others = objections(case, name), elsewhere(case, name)
    trace = (name, *(a.id for a in (*found, *others))) if found or others else tuple(case.dossier.arguments)
    theirs = [a for a in found if by_others(case, a)]
    own = [a for a in found if not by_others(case, a)]
    parts = [*([_theirs(case, theirs)] if theirs else []), *([_own(case, own, bool(theirs))] if own else [])]
    where = f"where {case.called(name)} settles"
    text = f"{capital(where)}, {'; '.join(parts)}." if parts else f"No objection to {case.called(name)} is in the file."
    if others:
        n = len(others)
        are = "is an objection" if n == 1 else "are objections"
        text += f" {capital(number(n))} {'more ' if found else ''}{are} to what this course does not contain."
    return say(text, trace=trace)


def _theirs(case: Case, some: list[Argument]) -> str:
    """What becomes of the objections of others: `two objections are limited and one stands`."""
    (first, n), *rest = _counts(case, some)
    if not rest and n > 1:
        return f"{'both' if n == 2 else f'all {number(n)}'} objections {becomes(first, True)}"
    told = [f"{counted(n, 'objection')} {becomes(first, n > 1)}"]
    return listed([*told, *(f"{number(m)} {becomes(words, m > 1)}" for words, m in rest)])


def _own(case: Case, some: list[Argument], further: bool) -> str:
    """The same of those that our own side raises: `a further one, raised on our own side, stands`."""
    (first, n), *rest = _counts(case, some)
    raised = ", raised on our own side, "
    if rest:
        told = listed([f"{number(m)} {becomes(words, m > 1)}" for words, m in ((first, n), *rest)])
        return f"of {counted(len(some), 'further one' if further else 'objection')}{raised}{told}"
    one = "a further one" if further else "one objection"
    all_ = "both" if n == 2 else f"all {number(n)}"
    many = f"{number(n)} further ones" if further else f"{all_} objections"
    return f"{one if n == 1 else many}{raised}{becomes(first, n > 1)}"


def _counts(case: Case, some: list[Argument]) -> list[tuple[tuple[str, ...], int]]:
    """How many of some arguments come to what where the advised course settles."""
    found: dict[tuple[str, ...], int] = {}
    for words in sorted((statuses(case, case.chosen, a.id) for a in some), key=lambda ws: [*map(ORDER.index, ws)]):
        found[words] = found.get(words, 0) + 1
    return list(found.items())


def tables(case: Case) -> tuple[Table | Bullets, ...]:
    """The status of each argument after each course, a few courses to a table, and the courses that have no column."""
    columns = _columns(case)
    cuts = max(1, ceil(len(columns) / MOST_COLUMNS))
    size = ceil(len(columns) / cuts) if columns else 0
    made = [_table(case, columns[i * size : (i + 1) * size], i, cuts) for i in range(cuts)]
    return (*made, *_beside(case, columns))


def _table(case: Case, columns: list[tuple[str, ...]], part: int, parts: int) -> Table:
    rows: list[Row] = []
    groups = [(title, some) for title, some in _groups(case) if some]
    for title, some in groups:
        if len(groups) > 1:
            rows.append(Row(((say(title, trace=tuple(a.id for a in some)),),), group=True))
        rows += [_row(case, a, columns, part) for a in some]
    heads = [Column(_column_title(case, names), max(11, 42 // max(1, len(columns)))) for names in columns]
    last = (Column("What limits it; what remains"),) if part == 0 else ()
    again = f" ({part + 1} of {parts})" if parts > 1 else ""
    return Table(
        f"Ledger: status of each argument where each course settles{again}",
        (Column("Argument; who uses it", 34), *heads, *last), tuple(rows), "ledger",
    )  # fmt: skip


def _groups(case: Case) -> tuple[tuple[str, list[Argument]], ...]:
    """The arguments as the finding counts them."""
    found, other = objections(case, case.chosen), elsewhere(case, case.chosen)
    counted_ = {a.id for a in (*found, *other)}
    name = case.called(case.chosen)
    return (
        (f"Objections to {name}", [a for a in found if by_others(case, a)]),
        (f"Objections to {name} that our own side raises", [a for a in found if not by_others(case, a)]),
        (f"Objections to what {name} does not contain", list(other)),
        ("Answers, and what is said besides", [a for a in case.dossier.arguments.values() if a.id not in counted_]),
    )


def _row(case: Case, a: Argument, columns: list[tuple[str, ...]], part: int) -> Row:
    who = "; ".join(actor(case.dossier, w) for w in users(a)) or "nobody is reported to use it"
    sources = cited_short(case.dossier, a.from_)
    head: Cell = (say(capital(argument(case.dossier, a.id)), trace=(a.id,), sources=sources), say(who, trace=(a.id,)))
    cells: list[Cell] = [head]
    for names in columns:
        cells.append(tuple(
            say(Sign(mark("argument", word)), trace=(a.id, names[0])) for word in statuses(case, names[0], a.id)
        ))  # fmt: skip
    if part == 0:
        cells.append((_remains(case, a),))
    return Row(tuple(cells))


def _columns(case: Case) -> list[tuple[str, ...]]:
    """The courses that are shown; those that come to the same in every row stand over one column."""
    same: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for name in case.shown:
        vector = tuple(statuses(case, name, a) for a in case.dossier.arguments)
        same.setdefault(vector, []).append(name)
    return [_doing_nothing_first(names) for names in same.values()]


def _doing_nothing_first(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda n: n != DO_NOTHING)) if len(names) > 1 else tuple(names)


def _column_title(case: Case, names: tuple[str, ...]) -> str:
    labels = [case.label(names[0]), *(case.called(n) for n in names[1:2])]
    return listed(labels, "and") + (f", +{len(names) - 2}" if len(names) > 2 else "")


def _beside(case: Case, columns: list[tuple[str, ...]]) -> tuple[Bullets, ...]:
    """The courses whose names the heads have no room for, and those that no table shows."""
    items: list[tuple[Sentence, ...]] = []
    for names in columns:
        if len(names) > 2:
            all_ = case.called_all(names, "and", MOST_NAMED)
            text = f"“{_column_title(case, names)}” stands for {all_}: the arguments come to the same."
            items.append((say(text, trace=names),))
    left = tuple(n for n in case.advice.menu if n not in case.shown)
    if left:
        items.append((say(f"Not in the ledger: {case.called_all(left, 'and', MOST_NAMED)}.", trace=left),))
    return (Bullets(tuple(items)),) if items else ()


def _remains(case: Case, a: Argument) -> Sentence:
    by = answers(case, a)
    told = [_by(case, a, b) for b in by]
    parts = [text for text, _ in told]
    support, courses = _support(case, a)
    parts += [support] if support else []
    become = {word for name in case.shown for word in statuses(case, name, a.id)}
    if "limited" in become and a.ground is not None:  # with a false ground it would be groundless
        parts.append(f"{'where it is limited ' if 'groundless' in become else ''}its ground remains")
    if not by:
        parts.append("Nothing in the file limits it" if a.opposes or a.supports else "No reply to it is in the file")
    named = dict.fromkeys(name for _, some in [*told, (support, courses)] for name in some)
    return say(ended("; ".join(parts)), trace=(a.id, *(b.id for b in by), *named))


def _by(case: Case, a: Argument, b: Argument) -> tuple[str, tuple[str, ...]]:
    """What limits or attacks an argument, or would if it stood; where courses differ, after which, with their ids.

    Courses after which the argument itself is not used, or has no ground, have nothing that could be limited.
    Where it is limited after the advised course, the marks of the row tell after which others it is not.
    """
    verb, said = "limit" if a.id in b.limits else "attack", f"“{argument(case.dossier, b.id)}”"
    after: dict[tuple[str, ...], list[str]] = {}
    for name in _used_after(case, a) or (case.chosen,):
        after.setdefault(statuses(case, name, b.id), []).append(name)
    done = tuple(after.pop(("stands",), ()))
    failing = tuple(name for names in after.values() for name in names)
    if not done:
        told = [f"{becomes(words)}{_after(case, names, len(after) > 1)}" for words, names in after.items()]
        return capital(f"{said} would {verb} it, but {listed(told)}"), failing if len(after) > 1 else ()
    if not failing or case.chosen in done:
        return f"{'Limited' if verb == 'limit' else 'Attacked'} by {said}", ()
    if len(failing) <= len(done):
        told = [f"{becomes(words)}{_after(case, names)}" for words, names in after.items()]
        return f"{'Limited' if verb == 'limit' else 'Attacked'} by {said}, which {listed(told)}", failing
    words = tuple(w for w in ORDER if any(w in some for some in after))
    return capital(f"{said} {verb}s it{_after(case, done)}; else it {becomes(words)}"), done


def _after(case: Case, names: Sequence[str], told: bool = True) -> str:
    return f" after {case.called_all(tuple(names), 'and', MOST_NAMED)}" if told else ""


def _used_after(case: Case, a: Argument) -> tuple[str, ...]:
    """The courses that are shown after which an argument is on the table and has a ground, in some way at least."""
    idle = {OFF, "groundless"}
    return tuple(name for name in case.shown if not idle.issuperset(statuses(case, name, a.id)))


def _support(case: Case, a: Argument) -> tuple[str, tuple[str, ...]]:
    """That the stated support of an argument is gone, and after which courses where that is not so after all."""
    gone = []
    for name in case.shown:
        outcome = case.outcome(name)
        ends = [a.id in h.support_gone for s in (outcome.settlements if outcome else ()) for h in s.here]
        gone += [name] if ends and all(ends) else []
    if not gone or set(_used_after(case, a)) <= set(gone):
        return ("its stated support is gone" if gone else ""), ()
    return f"its stated support is gone{_after(case, gone)}", tuple(gone)
