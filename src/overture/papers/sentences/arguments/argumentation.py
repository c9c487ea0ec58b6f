"""The map of the arguments: what is said, what answers it and what it is about, where the advised course settles."""

from __future__ import annotations

from overture.advice.results import Settlement
from overture.diagrams import Edge, Node, argument_map, can_be_drawn, family, mark
from overture.dossier.entries import Argument
from overture.papers.content import Bullets, Figure, Key, Sign
from overture.papers.english import capital, counted, ended, listed
from overture.papers.naming import argument, entry_label, treaty, treaty_label
from overture.papers.options import actor, actor_label, readable, value_label
from overture.papers.sentences.arguments.objections import statuses, users
from overture.papers.sentences.case import Case, say

MOST_LABEL = 90  # characters of what an argument or a reaction is about


def settled(case: Case, name: str) -> Settlement | None:
    outcome = case.outcome(name)
    return outcome.settlements[0] if outcome and outcome.settlements else None


def _users(case: Case, a: Argument) -> str:
    return ", ".join(actor_label(case.dossier, n) for n in users(a))


def maps(case: Case) -> tuple[Figure | Bullets, ...]:
    """The argument map where the recommended course settles; one for each thing where one is too many.

    A single argument that nothing answers is no map: it is told in a line.
    """
    found = settled(case, case.chosen)
    if found is None or not case.dossier.arguments:
        return ()
    nodes, edges = _graph(case, found)
    if can_be_drawn(nodes, edges) and sum(n.status is not None for n in nodes) > 1:
        return (_figure(case, "map", "The arguments", nodes, edges),)
    figures: list[Figure] = []
    alone: list[Edge] = []
    for i, thing in enumerate(n for n in nodes if n.status is None):
        some, between = _about(thing.id, nodes, edges)
        title = f"The arguments about {_about_label(case, thing.id)}"
        if len(some) < 3:
            alone += between
        elif can_be_drawn(some, between):
            figures.append(_figure(case, f"map{i}", title, some, between, first=not figures))
        else:
            for j, (who, part, joined) in enumerate(_by_audience(case, thing.id, some, between)):
                if len(part) < 3:
                    alone += joined
                else:
                    figures.append(_figure(case, f"map{i}-{j}", f"{title}, {who}", part, joined, first=not figures))
    return (*figures, *((_alone(case, alone, found),) if alone else ()))


def _alone(case: Case, edges: list[Edge], found: Settlement) -> Bullets:
    """Arguments that nothing answers or rests on, a line for each."""
    items = []
    for e in edges:
        word = found.arguments.get(e.source, "not on the table")
        who = users(case.dossier.arguments[e.source])
        used = f", used by {listed([actor(case.dossier, w) for w in who])}" if who else ""
        side = {"opposes": "Against", "supports": "For"}.get(e.kind, capital(e.kind))
        about = _about_label(case, e.target)
        about = about if e.target in case.dossier.treaties else f"“{about}”"
        text = f"{side} {about}: “{argument(case.dossier, e.source)}”{used}."
        trace = (e.source, e.target, *who)
        items.append((say(Sign(mark("argument", word)), trace=trace), say(text, trace=trace)))
    return Bullets(tuple(items))


def _by_audience(
    case: Case, thing: str, nodes: list[Node], edges: list[Edge]
) -> list[tuple[str, list[Node], list[Edge]]]:
    """What each audience says of a thing and what answers that, where all of it is too much for one figure.

    Audiences that say the same have one figure together.
    """
    said_by: dict[str, list[str]] = {}
    for e in edges:
        if e.target == thing:
            for who in users(case.dossier.arguments[e.source]) or ("",):
                said_by.setdefault(who, []).append(e.source)
    together: dict[tuple[str, ...], list[str]] = {}
    for who, arguments in said_by.items():
        together.setdefault(tuple(arguments), []).append(who)
    found = []
    for said, names in together.items():
        inside = {thing, *said}
        while more := {e.source for e in edges if e.target in inside - {thing}} - inside:
            inside |= more
        some = [n for n in nodes if n.id in inside]
        between = [
            e for e in edges
            if e.source in inside and e.target in inside and (e.target != thing or e.source in said)
        ]  # fmt: skip
        if can_be_drawn(some, between):
            found.append((_put_by(case, [n for n in names if n]), some, between))
    return found


def _put_by(case: Case, names: list[str]) -> str:
    """Whose words a view of the map shows."""
    if not names:
        return "used by nobody who is named"
    return f"used by {listed([actor(case.dossier, who) for who in names])}"


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
        Node(a.id, capital(argument(dossier, a.id)), _users(case, a),
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
    return case.called(key).strip("“”") if key in case.dossier.proposals else entry_label(case.dossier, key)


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
    apart = any(len(statuses(case, case.chosen, n.id)) > 1 for n in nodes if n.status is not None)
    note = say(
        "A heavy line limits (it ends in a bar) or attacks (it ends in a head). "
        "Thin lines support or oppose. "
        "A broken box is not on the table."
        + (" Events can end in more than one way: drawn is the first." if apart else ""),
        trace=tuple(n.id for n in nodes),
    )
    shown = Key(tuple(say(Sign(m), trace=(case.chosen,)) for m in family("argument")))
    return Figure(f"{title}, where {after} settles", note, svg, Bullets(items), shown)


def _quoted(text: str) -> str:
    return f"“{text}”"
