"""The arguments: their map, and the ledger of what stands after each course."""

from __future__ import annotations

from overture.advice.results import Settlement
from overture.diagrams import Edge, Node, argument_map, can_be_drawn, family, mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import Argument
from overture.papers.content import Bullets, Cell, Column, Figure, Key, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, ended, listed, number
from overture.papers.naming import argument, cited_short, entry_label, treaty, treaty_label
from overture.papers.options import actor, actor_label, readable, value_label
from overture.papers.sentences.case import Case, say

MOST_COLUMNS = 5
MOST_LABEL = 90  # characters of what an argument or a reaction is about


def settled(case: Case, name: str) -> Settlement | None:
    outcome = case.outcome(name)
    return outcome.settlements[0] if outcome and outcome.settlements else None


def finding(case: Case) -> Sentence:
    """What becomes of the arguments against, after the recommended proposal."""
    found = settled(case, case.chosen)
    statuses = found.arguments if found else {}
    against = [a for a in case.dossier.arguments.values() if a.opposes and by_others(case, a)]
    by_status: dict[str, list[str]] = {}
    for a in against:
        by_status.setdefault(statuses.get(a.id, "not on the table"), []).append(a.id)
    told: list[str] = []
    for word in ("stands", "disputed", "limited", "refuted", "groundless"):
        if word in by_status:
            n = len(by_status[word])
            verb = {"stands": "stands" if n == 1 else "stand"}.get(word, f"{'is' if n == 1 else 'are'} {word}")
            told.append(
                f"{'all' if n == len(against) > 1 else counted(n, 'objection') if not told else number(n)} {verb}"
            )
    text = f"Where {case.called(case.chosen)} settles, {listed(told)}." if told else "No objection is on the table."
    return say(text, trace=tuple(a.id for a in against) or tuple(case.dossier.arguments))


def told(case: Case, world: int) -> object:
    """All that this section tells of one world."""
    here = case.advice.by_world[world]
    return here.recommended, [
        (s.arguments, s.support_gone)
        for n in case.shown if n in here.proposals for s in here.proposals[n].settlements[:1]
    ]  # fmt: skip


def by_others(case: Case, a: Argument) -> bool:
    """Whether others can raise an argument: not so where only the proposer's side uses it."""
    users = [who for use in a.used for who in use.by]
    return not users or not all(_ours(case, who) for who in users)


def _ours(case: Case, who: str) -> bool:
    seen: set[str] = set()
    while who and who not in seen:
        if who == case.dossier.proposer:
            return True
        seen.add(who)
        entry = case.dossier.actors.get(who)
        who = (entry.of or "") if entry else ""
    return False


def _users(case: Case, a: Argument, short: bool = False) -> str:
    names = list(dict.fromkeys(who for use in a.used for who in use.by))
    told = [actor_label(case.dossier, n) if short else actor(case.dossier, n) for n in names]
    return (", " if short else "; ").join(told)


def maps(case: Case) -> tuple[Figure, ...]:
    """The argument map where the recommended course settles; one for each thing where one is too many."""
    found = settled(case, case.chosen)
    if found is None or not case.dossier.arguments:
        return ()
    nodes, edges = _graph(case, found)
    if can_be_drawn(nodes, edges):
        return (_figure(case, "map", "The arguments", nodes, edges),)
    figures: list[Figure] = []
    for i, thing in enumerate(n for n in nodes if n.status is None):
        some, between = _about(thing.id, nodes, edges)
        if len(some) > 2 and can_be_drawn(some, between):
            figures.append(
                _figure(
                    case,
                    f"map{i}",
                    f"The arguments about {_about_label(case, thing.id)}",
                    some,
                    between,
                    first=not figures,
                )
            )
    return tuple(figures)


def _about(thing: str, nodes: list[Node], edges: list[Edge]) -> tuple[list[Node], list[Edge]]:
    inside = {thing}
    while True:
        more = {e.source for e in edges if e.target in inside} - inside
        if not more:
            break
        inside |= more
    kept = [e for e in edges if e.source in inside and e.target in inside]
    return [n for n in nodes if n.id in inside], kept


def _graph(case: Case, found: Settlement) -> tuple[list[Node], list[Edge]]:
    dossier = case.dossier
    edges: list[Edge] = []
    things: dict[str, None] = {}

    def join(source: str, target: str, kind: str) -> None:
        if not any(e.source == source and e.target == target for e in edges):
            edges.append(Edge(source, target, kind))
        if target not in dossier.arguments:
            things[target] = None

    for a in dossier.arguments.values():
        for target in a.attacks:
            join(a.id, target, "attacks")
        for target in a.limits:
            join(a.id, target, "limits")
        if a.supports:
            join(a.id, a.supports, "supports")
        for support in a.rests_on:
            if support in dossier.arguments:
                join(support, a.id, "supports")
        if a.opposes:
            join(a.id, a.opposes, "opposes")
    used = {e.source for e in edges} | {e.target for e in edges}
    nodes = [
        Node(a.id, capital(argument(dossier, a.id)), _users(case, a, short=True),
             found.arguments.get(a.id, "not on the table"))
        for a in dossier.arguments.values() if a.id in used
    ]  # fmt: skip
    nodes += [Node(t, treaty_label(dossier, t) if t in dossier.treaties else capital(thing(case, t))) for t in things]
    return nodes, edges


def _about_label(case: Case, key: str) -> str:
    return treaty(case.dossier, key) if key in case.dossier.treaties else thing(case, key)


def thing(case: Case, key: str) -> str:
    """What an argument is about, where that is no treaty: a proposal, an option, one choice of it."""
    option, _, value = key.partition(" is ") if " is " in key else key.rpartition(".")
    found = case.dossier.option(option) if value else None
    if found is not None:
        label = value_label(case.dossier, option, value)
        return label if len(label) <= MOST_LABEL else f"{found.short or readable(found.id)}: {readable(value)}"
    return case.called(key) if key in case.dossier.proposals else entry_label(case.dossier, key)


def _figure(case: Case, key: str, title: str, nodes: list[Node], edges: list[Edge], first: bool = True) -> Figure:
    label = {n.id: n.label for n in nodes}
    after = case.called(case.chosen)
    description = (
        f"{counted(sum(n.status is not None for n in nodes), 'argument')} in layers; "
        "each line tells which argument limits, attacks, "
        "supports or opposes which. The same is listed under the figure."
    )
    svg = argument_map(key, f"{title}, where {after} settles", description, nodes, edges)
    items = tuple(
        (say(f"{_quoted(label[e.source])} {e.kind} {_quoted(label[e.target])}.", trace=(e.source, e.target)),)
        for e in edges
    )
    if not first:
        count = say(
            ended(counted(sum(n.status is not None for n in nodes), "argument")),
            trace=tuple(n.id for n in nodes),
        )
        return Figure(f"{title}, where {after} settles", count, svg, Bullets(items))
    note = say(
        "A heavy line limits (it ends in a bar) or attacks (it ends in a head). "
        "Thin lines support or oppose. "
        "A broken box is not on the table.",
        trace=tuple(n.id for n in nodes),
    )
    shown = Key(tuple(say(Sign(m), trace=(case.chosen,)) for m in family("argument")))
    return Figure(f"{title}, where {after} settles", note, svg, Bullets(items), shown)


def _quoted(text: str) -> str:
    return f"“{text}”"


def ledger(case: Case) -> Table:
    """The status of each argument after each course; courses that come to the same are told together."""
    columns = _columns(case)
    rows = []
    for a in case.dossier.arguments.values():
        statuses = [_status(case, names[0], a.id) for names in columns]
        users = _users(case, a)
        head: Cell = (
            say(
                capital(argument(case.dossier, a.id)),
                trace=(a.id,),
                sources=cited_short(case.dossier, a.from_),
            ),
        )
        head += (say(users or "nobody is reported to use it", trace=(a.id,)),)
        cells: list[Cell] = [head]
        cells += [
            (say(Sign(mark("argument", s)), trace=(a.id, names[0])),)
            for s, names in zip(statuses, columns, strict=True)
        ]
        cells.append((_remains(case, a),))
        rows.append(Row(tuple(cells)))
    width = max(9, 46 // max(1, len(columns)))
    heads = [Column(_column_title(case, names), width) for names in columns]
    return Table(
        "Ledger: status of each argument where each course settles",
        (Column("Argument; who uses it", 29), *heads, Column("What limits it; what remains")),
        tuple(rows), "ledger",
    )  # fmt: skip


def _status(case: Case, name: str, key: str) -> str:
    found = settled(case, name)
    return found.arguments.get(key, "not on the table") if found else "not on the table"


def _columns(case: Case) -> list[tuple[str, ...]]:
    same: dict[tuple[str, ...], list[str]] = {}
    for name in case.shown:
        vector = tuple(_status(case, name, a) for a in case.dossier.arguments)
        same.setdefault(vector, []).append(name)
    return [tuple(names) for names in same.values()][:MOST_COLUMNS]


def _column_title(case: Case, names: tuple[str, ...]) -> str:
    if DO_NOTHING in names and len(names) > 1:
        names = (DO_NOTHING, *(n for n in names if n != DO_NOTHING))
    labels = [case.label(names[0]), *(case.called(n) for n in names[1:2])]
    return listed(labels, "and") + (f", +{len(names) - 2}" if len(names) > 2 else "")


def _remains(case: Case, a: Argument) -> Sentence:
    dossier = case.dossier
    by = [b for b in dossier.arguments.values() if a.id in b.limits or a.id in b.attacks]
    parts = [f"{'Limited' if a.id in b.limits else 'Attacked'} by “{argument(dossier, b.id)}”" for b in by]
    found = settled(case, case.chosen)
    status = found.arguments.get(a.id) if found else None
    if found and a.id in found.support_gone:
        parts.append("its stated support is gone")
    limited = found is not None and status == "limited" and a.ground is not None
    if limited and case.true_in(case.state(case.chosen, found), a.ground):
        parts.append("its ground remains")
    if not by:
        parts.append("Nothing in the file limits it" if a.opposes or a.supports else "No reply to it is in the file")
    return say(ended("; ".join(parts)), trace=(a.id, *(b.id for b in by)))
