"""Conflicts out of the house: what another program reads is the same conflict, with the same verdicts."""

from __future__ import annotations

import csv
import io
import re
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pygambit
import pytest

from overture import library
from overture.conflict import CONCEPTS, FIXED, Conflict, equilibria, relation, stable
from overture.dossier import read
from overture.exchange import move_graph, nfg, stability_print, stability_table
from overture.exchange.move_graph import dot, graphml
from overture.exchange.nfg import NOT_FREE
from overture.exchange.stability_print import latex, latex_text, markdown, markdown_text
from overture.exchange.stability_table import stability_csv
from overture.exchange.whole import Whole, WholeOption, whole
from overture.model import LimitReached
from tests.conflict.random_models import random_conflict

Arrows = set[tuple[tuple[str, ...], tuple[str, ...], str, bool]]

AWKWARD = ('The "North"', "<South> & 50%", "=cmd|' /C calc'!A0", "Ост_ров", "The North")


def named(conflict: Conflict, title: str = "A test") -> Whole:
    """A conflict of arrays with names, awkward ones among them; nobody's axes go to the first."""
    count = conflict.decision_makers
    owners = tuple(max(owner, 0) for owner in conflict.owners)
    options = tuple(
        WholeOption(owner, f"o{n}", f"Option {n} \\ of {AWKWARD[owner]}",
                    ("no", "yes") if size == 2 else tuple(f"v{v}" for v in range(size)))
        for n, (owner, size) in enumerate(zip(owners, conflict.shape, strict=True))
    )  # fmt: skip
    held = Conflict(owners, conflict.relations, conflict.feasible, conflict.ranks)
    return Whole(title, tuple(f"p{dm}" for dm in range(count)), AWKWARD[:count], options, held)


def random_free(rng: np.random.Generator) -> Conflict:
    """A conflict in which every setting is feasible and every move free; each decision maker has an option."""
    count = int(rng.integers(1, 4))
    owners = sorted([*range(count), *(int(rng.integers(count)) for _ in range(int(rng.integers(0, 3))))])
    shape = tuple(int(rng.choice([2, 2, 3])) for _ in owners)
    ranks = tuple(rng.integers(0, int(rng.choice([3, 100])), size=shape) for _ in range(count))
    free = tuple(relation(size, 0) for size in shape)
    return Conflict(tuple(owners), free, np.ones(shape, dtype=bool), ranks)


# Gambit


def gambit(text: str) -> pygambit.Game:
    return pygambit.read_nfg(io.BytesIO(text.encode("ascii")))


def pure_equilibria(game: pygambit.Game) -> set[tuple[str, ...]]:
    found = pygambit.nash.enumpure_solve(game).equilibria
    return {
        tuple(next(s for s in game.get_strategies(player) if profile[player][s] == 1) for player in game.players)
        for profile in found
    }


def nash_by_owner(conflict: Whole) -> set[tuple[str, ...]]:
    """Our Nash equilibria, a strategy of each decision maker."""
    agreed = equilibria(conflict.conflict, "nash").reshape(-1)[conflict.cells]
    return {
        tuple(
            " and ".join(o.at(int(v)) for o, v in zip(conflict.options, row, strict=True) if o.owner == dm)
            for dm in range(len(conflict.ids))
        )
        for row in conflict.settings[agreed]
    }


@pytest.mark.parametrize("seed", range(60))
def test_gambit_finds_the_same_pure_equilibria_where_moves_are_free(seed: int) -> None:
    conflict = named(random_free(np.random.default_rng(seed)))
    game = gambit(nfg.nfg(conflict))
    assert pure_equilibria(game) == nash_by_owner(conflict)
    assert NOT_FREE not in game.title
    assert NOT_FREE not in game.description


@pytest.mark.parametrize("key", ["prisoners-dilemma", "chicken"])
def test_gambit_finds_the_equilibria_of_games_that_everybody_knows(key: str) -> None:
    from overture.cli.published import published_dossier

    conflict, _ = whole(read(published_dossier(key), key))
    assert not conflict.constrained
    assert pure_equilibria(gambit(nfg.nfg(conflict))) == nash_by_owner(conflict)


@pytest.mark.parametrize("seed", range(40))
def test_gambit_reads_a_game_that_is_not_free_and_it_says_so(seed: int) -> None:
    conflict = named(random_conflict(np.random.default_rng(seed)))
    game = gambit(nfg.nfg(conflict))
    why = conflict.constrained or bool(conflict.one_way)
    assert (NOT_FREE in game.title) == why == (NOT_FREE in game.description)
    assert len(game.players) == len(conflict.ids)
    # every payoff is where Gambit looks for it
    for row, payoffs in zip(conflict.settings[:20], np.stack(conflict.payoffs, axis=-1)[:20], strict=False):
        profile = [
            " and ".join(o.at(int(v)) for o, v in zip(conflict.options, row, strict=True) if o.owner == dm) or "nothing"
            for dm in range(len(conflict.ids))
        ]
        paid = game.get_payoffs(dict(zip(game.players, profile, strict=True)))
        assert [int(paid[player]) for player in game.players] == payoffs.tolist()


def test_names_that_gambit_cannot_read_are_told_otherwise() -> None:
    free = relation(2, 0)
    rank = np.arange(4).reshape(2, 2)
    conflict = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), (rank, rank))
    options = (WholeOption(0, "рыба", "Рыба", ("no", "yes")), WholeOption(1, "net", "Net", ("étroit", "wide")))
    game = gambit(nfg.nfg(Whole("Банка", ("н", "ю"), ("Север", "Юг"), options, conflict)))
    assert list(game.players) == ["player (1)", "player (2)"]
    assert [strategy for player in game.players for strategy in game.get_strategies(player)] == [
        "not option_1", "option_1", "net is value_1", "net is wide",
    ]  # fmt: skip
    assert game.title == "A conflict"


# the table of stability


@pytest.mark.parametrize("seed", range(20))
def test_the_csv_says_what_the_engine_says(seed: int) -> None:
    conflict = named(random_conflict(np.random.default_rng(seed)))
    text = stability_csv(conflict)
    assert text.startswith("\ufeffstate,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(conflict.cells) * len(conflict.ids) * len(CONCEPTS)
    columns = [f"{conflict.ids[o.owner]}.{o.id}" for o in conflict.options]
    verdicts = {
        (dm, concept): stable(conflict.conflict, dm, concept)
        for dm, concept in product(range(len(conflict.ids)), CONCEPTS)
    }
    for row in rows:
        state = tuple(o.values.index(row[c]) for o, c in zip(conflict.options, columns, strict=True))
        dm, concept = conflict.ids.index(row["decision_maker"]), row["concept"]
        assert (row["stable"] == "yes") == bool(verdicts[dm, concept][state])
        agreed = all(verdicts[other, concept][state] for other in range(len(conflict.ids)))
        assert (row["equilibrium"] == "yes") == agreed
    order = [tuple(o.values.index(row[c]) for o, c in zip(conflict.options, columns, strict=True)) for row in rows]
    states = list(dict.fromkeys(order))
    assert states == sorted(states)  # as `explain --state` numbers them
    for dm, key in enumerate(conflict.ids):
        own = {int(r["state"]): int(r["payoff"]) for r in rows if r["decision_maker"] == key}
        ranks = [int(conflict.conflict.ranks[dm][s]) for s in states]
        assert [own[n] for n in range(len(states))] == [sorted(set(ranks)).index(r) + 1 for r in ranks]


def awkward() -> Whole:
    free = relation(2, 0)
    rank = np.arange(4).reshape(2, 2)
    conflict = Conflict((0, 1), (free, relation(2, 0)), np.ones((2, 2), dtype=bool), (rank, rank))
    options = (
        WholeOption(0, "a", "=SUM(A1)|_x_ \\end{table} <b>\n& 5% #1 ~^$ [x](y)", ("no", "yes")),
        WholeOption(1, "b", "b", ("=1+1", "@x")),
    )  # fmt: skip
    return Whole("=title | \\input{x} & <i>", ("=p", "q"), ("A | _b_ \\ & 'c'", "=x"), options, conflict)


def test_no_cell_of_the_csv_is_calculated() -> None:
    rows = list(csv.reader(io.StringIO(stability_csv(awkward()).removeprefix("\ufeff"))))
    assert not [c for row in rows for c in row if c[:1] in "=+-@" and c]
    assert "'=1+1" in rows[1]
    assert "'=p.a" in rows[0]


def test_the_table_in_markdown() -> None:
    text = markdown(awkward())
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 2 + 4 * 3
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1
    assert "\\<b\\> \\& 5% \\#1" in text
    assert "| 3 | Y @x | A \\| \\_b\\_ \\\\ \\& 'c' | 4 | s | s | s | s | s |" in table
    assert table[-1] == "|  |  | equilibrium |  | E | E | E | E | E |"
    assert markdown_text("![x](y)") == "\\!\\[x\\](y)"


def test_the_table_in_latex() -> None:
    text = latex(awkward())
    body = text.split("\\endlastfoot\n")[1].split("\\end{longtable}")[0]
    rows = [line for line in body.splitlines() if line != "\\addlinespace"]
    assert len(rows) == 4 * 3
    assert all(line.endswith(r" \\") and len(re.findall(r"(?<!\\)&", line)) == 8 for line in rows)
    assert r"\textbackslash{}end\{table\}" in text
    assert r"\textbackslash{}input\{x\} \& \textless{}i\textgreater{}" in text
    assert text.count("\\begin{") == text.count("\\end{") == 1
    assert latex_text("a_b^c~{}$#%\\") == r"a\_b\textasciicircum{}c\textasciitilde{}\{\}\$\#\%\textbackslash{}"


# the graph of moves


def arrows_of(conflict: Whole) -> Arrows:
    """Moves from the definition, by the values of the options."""
    states = [tuple(map(int, row)) for row in conflict.settings]
    told = {s: tuple(o.values[v] for o, v in zip(conflict.options, s, strict=True)) for s in states}
    ranks = conflict.conflict.ranks
    return {
        (told[s], told[t], conflict.ids[dm], bool(ranks[dm][t] > ranks[dm][s]))
        for s in states for dm in range(len(conflict.ids)) for t in conflict.conflict.moves(dm, s)
    }  # fmt: skip


def read_graphml(text: str) -> tuple[list[dict[str, str]], Arrows]:
    root = ElementTree.fromstring(text)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {k.get("id"): (k.get("for"), k.get("attr.name"), k.get("attr.type")) for k in root.iter(f"{space}key")}

    def data(element: ElementTree.Element) -> dict[str, str]:
        found = {}
        for item in element.iter(f"{space}data"):
            on, name, kind = keys[item.get("key")]
            assert element.tag == f"{space}{on}"
            text = item.text or ""
            assert {"int": text.isdecimal(), "boolean": text in ("true", "false"), "string": True}[kind or ""]
            found[name or ""] = text
        return found

    nodes = {node.get("id"): data(node) for node in root.iter(f"{space}node")}
    ours = ("number", "setting", "payoff", "equilibrium")
    names = [n for n in next(iter(nodes.values())) if n.partition(".")[0] not in ours]
    values = {key: tuple(node[n] for n in names) for key, node in nodes.items()}
    edges = {
        (values[e.get("source")], values[e.get("target")], data(e)["mover"], data(e)["improvement"] == "true")
        for e in root.iter(f"{space}edge")
    }
    return list(nodes.values()), edges


@pytest.mark.parametrize("seed", range(20))
def test_the_graph_comes_back_with_the_same_arrows(seed: int) -> None:
    conflict = named(random_conflict(np.random.default_rng(seed)), 'A <b> & "c"')
    nodes, edges = read_graphml(graphml(conflict))
    assert edges == arrows_of(conflict)
    for concept in CONCEPTS:
        assert [n[f"equilibrium.{concept}"] == "true" for n in nodes] == conflict.equilibria(concept).tolist()
    for key, payoffs in zip(conflict.ids, conflict.payoffs, strict=True):
        assert [int(n[f"payoff.{key}"]) for n in nodes] == payoffs.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_dot_has_the_same_arrows(seed: int) -> None:
    conflict = named(random_conflict(np.random.default_rng(seed)))
    text = dot(conflict)
    quoted = r'"((?:[^"\\]|\\.)*)"'
    edges = re.findall(rf"^  s(\d+) -> s(\d+) \[label={quoted}, color=\"#\w+\", .*style=(solid|dotted)\];$", text, re.M)
    values = [tuple(o.values[v] for o, v in zip(conflict.options, row, strict=True)) for row in conflict.settings]
    names = {n.replace('"', '\\"'): key for n, key in zip(conflict.names, conflict.ids, strict=True)}
    got = {(values[int(s)], values[int(t)], names[who], how == "solid") for s, t, who, how in edges}
    assert got == arrows_of(conflict)
    nodes = re.findall(rf"^  s(\d+) \[label={quoted}(, peripheries=2)?\];$", text, re.M)
    some = np.logical_or.reduce([conflict.equilibria(concept) for concept in CONCEPTS])
    assert [bool(double) for _, _, double in nodes] == some.tolist()
    assert len(text.splitlines()) == 4 + len(conflict.ids) + len(nodes) + len(edges)


def test_an_axis_that_nobody_owns_makes_no_arrow() -> None:
    free = relation(2, 0)
    rank = np.zeros((2, 2), dtype=int)
    conflict = Conflict((0, FIXED), (free, free), np.ones((2, 2), dtype=bool), (rank,))
    options = (WholeOption(0, "a", "a", ("no", "yes")), WholeOption(0, "b", "b", ("no", "yes")))
    assert len(list(move_graph.moves(Whole("t", ("p",), ("P",), options, conflict)))) == 4


# names of states


def test_the_names_of_states_stand_beside_their_numbers() -> None:
    from overture.cli.published import published_dossier

    conflict, _ = whole(read(published_dossier("elmira"), "elmira"))
    assert conflict.called.names[9] == "s8" and conflict.called.together == {"s9": (0, 1, 6, 7)}
    rows = list(csv.DictReader(io.StringIO(stability_csv(conflict).removeprefix("\ufeff"))))
    assert list(rows[0])[-1] == "name"
    assert {(row["state"], row["name"]) for row in rows} == {(str(n), s) for n, s in conflict.called.names.items()}
    for text, name in ((markdown(conflict), r"s9\_a"), (latex(conflict), r"s9\_a")):
        assert "State & Name & Setting" in text or "| State | Name | Setting |" in text
        assert f"s9 stands for 4 states: 0 ({name})" in text
    assert "| 9 | s8 | Y N Y N Y | Ontario Ministry of the Environment |" in markdown(conflict)
    assert r"9 & s8 & Y N Y N Y & Ontario Ministry of the Environment &" in latex(conflict)
    cells = [line.count(" & ") for line in latex(conflict).splitlines() if line.endswith(r" \\") and "&" in line]
    assert set(cells) == {9}
    assert '[label="9 (s8)' in dot(conflict)
    nodes, _ = read_graphml(graphml(conflict))
    assert [node["name"] for node in nodes] == [conflict.called.names[n] for n in range(12)]


# dossiers


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_case_leaves_the_house(name: str) -> None:
    conflict, worlds = whole(read(library.case(name), name))
    assert worlds >= 1
    assert conflict.conflict.decision_makers == len(conflict.ids)
    assert stability_csv(conflict)
    assert len(gambit(nfg.nfg(conflict)).players) == len(conflict.ids)


def test_what_is_too_large_is_refused_before_memory_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    options = "\n".join(f"    o{n}: {{}}" for n in range(40))
    head = "overture: 1\ntitle: Large\nas_of: 2024-01-15\nproposer: us\nactors: {us: Us}\n"
    with pytest.raises(LimitReached, match=r"settings of its 40 options; 4,194,304 are the most"):
        whole(read(f"{head}options:\n  us:\n{options}\npreferences: {{us: [o1]}}\n", "large"))
    conflict = named(random_free(np.random.default_rng(5)))
    for module, limit, write in (
        (nfg, "MOST_NUMBERS", nfg.nfg), (nfg, "MOST_STRATEGIES", nfg.nfg),
        (stability_table, "MOST_ROWS", stability_csv), (stability_print, "MOST_ROWS", latex),
        (stability_print, "MOST_ROWS", markdown), (move_graph, "MOST_STATES", graphml),
        (move_graph, "MOST_MOVES", dot),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 1)
            with pytest.raises(LimitReached, match="1 are the most that are written"):
                write(conflict)
