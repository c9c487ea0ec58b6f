"""The graph of moves, for other programs: states and every move of every decision maker, as GraphML or DOT."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from overture.conflict import CONCEPTS
from overture.conflict.forms.arrows import drawn
from overture.exchange.whole import Whole, apart, refuse_more
from overture.exchange.writing import one_line

MOST_MOVES = 500_000
MOST_STATES = 100_000
# dark enough to be told apart on paper, also by those who see few colours
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")


def moves(whole: Whole) -> Iterator[tuple[int, int, int, bool]]:
    """Every move: the states that it leaves and reaches (from 0), who makes it, whether it is an improvement.

    Raises `LimitReached` for more than are written, before memory is taken.
    """
    conflict, count = whole.conflict, range(len(whole.ids))
    most = sum(math.prod(int(conflict.relations[a].sum(axis=1).max()) for a in conflict.axes(dm)) - 1 for dm in count)
    refuse_more(len(whole.cells), MOST_STATES, "states")
    if len(whole.cells) * most > 8 * MOST_MOVES:  # rules may leave far fewer
        refuse_more(len(whole.cells) * most, MOST_MOVES, "moves, infeasible ones among them,")
    graph, _ = drawn(conflict)  # its states are those of the whole, in the same order
    refuse_more(sum(len(own.targets) for own in graph.arrows), MOST_MOVES, "moves")
    for dm, own in enumerate(graph.arrows):
        better = graph.ranks[dm][own.targets] > graph.ranks[dm][own.sources]
        for source, target, improves in zip(own.sources.tolist(), own.targets.tolist(), better.tolist(), strict=True):
            yield source, target, dm, improves


def graphml(whole: Whole) -> str:
    """The graph in GraphML. Nodes: number, setting, options, payoffs, equilibria, names; edges: mover, improvement."""
    edges = sorted(moves(whole))
    node_keys = [("number", "int"), ("setting", "string")]
    node_keys += [(f"{whole.ids[o.owner]}.{o.id}", "string") for o in whole.options]
    node_keys += [(f"payoff.{key}", "int") for key in whole.ids]
    node_keys += [(f"equilibrium.{concept}", "boolean") for concept in CONCEPTS]
    node_keys += [("name", "string")] if whole.called.names else []
    edge_keys = [("mover", "string"), ("improvement", "boolean")]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for letter, on, keys in (("n", "node", node_keys), ("e", "edge", edge_keys)):
        lines += [
            f'  <key id="{letter}{n}" for="{on}" attr.name={quoteattr(name)} attr.type="{kind}"/>'
            for n, (name, kind) in enumerate(keys)
        ]
    lines += [f"  <desc>{_xml(whole.title)}</desc>"] if whole.title else []
    lines += ['  <graph id="moves" edgedefault="directed">']
    equilibria = [whole.equilibria(concept).tolist() for concept in CONCEPTS]
    for state, setting in enumerate(whole.settings.tolist()):
        values = [o.values[v] for o, v in zip(whole.options, setting, strict=True)]
        told = [str(state), _setting(whole, setting), *values, *(str(p[state]) for p in whole.payoffs)]
        told += [_boolean(agreed[state]) for agreed in equilibria]
        told += [whole.called.names.get(state, "")] if whole.called.names else []
        data = "".join(f'<data key="n{n}">{_xml(text)}</data>' for n, text in enumerate(told))
        lines.append(f'    <node id="s{state}">{data}</node>')
    for source, target, dm, improves in edges:
        data = f'<data key="e0">{_xml(whole.ids[dm])}</data><data key="e1">{_boolean(improves)}</data>'
        lines.append(f'    <edge source="s{source}" target="s{target}">{data}</edge>')
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


def dot(whole: Whole) -> str:
    """The graph in DOT, for Graphviz. Improvements are drawn whole, other moves dotted; each mover has its colour.

    A state that is an equilibrium under some concept has a double line, and its label says under which.
    """
    edges = sorted(moves(whole))
    names = apart([one_line(n) for n in whole.names], whole.ids)
    lines = ["digraph moves {", f"  label={_dot(one_line(whole.title))};", "  node [shape=box];"]
    lines += [f"  // {_colour(dm)}: {name}" for dm, name in enumerate(names)]
    agreed = {concept: whole.equilibria(concept).tolist() for concept in CONCEPTS}
    for state, setting in enumerate(whole.settings.tolist()):
        under = [concept for concept in CONCEPTS if agreed[concept][state]]
        label = [whole.called.label(state), _setting(whole, setting)]
        label += [f"equilibrium: {', '.join(under)}"] if under else []
        shape = ", peripheries=2" if under else ""
        lines.append(f"  s{state} [label={_dot(*label)}{shape}];")
    for source, target, dm, improves in edges:
        style = "solid" if improves else "dotted"
        drawn_as = f'color="{_colour(dm)}", fontcolor="{_colour(dm)}", style={style}'
        lines.append(f"  s{source} -> s{target} [label={_dot(names[dm])}, {drawn_as}];")
    return "\n".join([*lines, "}"]) + "\n"


def _setting(whole: Whole, setting: list[int]) -> str:
    return " and ".join(o.at(v) for o, v in zip(whole.options, setting, strict=True))


def _colour(dm: int) -> str:
    return _COLOURS[dm % len(_COLOURS)]


def _boolean(truth: bool) -> str:
    return "true" if truth else "false"


def _xml(text: str) -> str:
    return escape(one_line(text))


def _dot(*lines: str) -> str:
    """Lines of a label as a quoted string.

    >>> print(_dot('say "no"', "a\\\\b"))
    "say \\"no\\"\\na\\\\b"
    """
    return '"' + r"\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
