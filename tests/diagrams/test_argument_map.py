"""The argument map is layered, legible and the same every time."""

from __future__ import annotations

import xml.etree.ElementTree as Tree

from overture.diagrams import MARKS, Edge, Node, Ranked, argument_map, can_be_drawn, slopes
from overture.diagrams.layers import layered

NODES = [
    Node("answer", "We share the water", "our government", "stands"),
    Node("objection", "The dam takes the water", "the press", "limited"),
    Node("treaty", "River Treaty"),
]
EDGES = [Edge("answer", "objection", "limits"), Edge("objection", "treaty", "opposes")]


def test_every_edge_goes_from_left_to_right() -> None:
    layout = layered(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("a", "d"), ("d", "c")])
    place = {n: i for i, layer in enumerate(layout.layers) for n in layer}
    assert all(place[a] < place[b] for parts in layout.segments.values() for a, b in parts)
    assert layout.back == ()


def test_a_circle_is_told_apart_and_still_drawn() -> None:
    edges = [Edge("answer", "objection", "attacks"), Edge("objection", "answer", "attacks")]
    drawn = argument_map("m", "Two who attack each other", "A circle.", NODES[:2], edges)
    assert layered(["a", "b"], [("a", "b"), ("b", "a")]).back == (("b", "a"),)
    assert drawn.count("attacks") == 2


def test_the_map_has_a_title_a_description_and_a_word_on_every_edge() -> None:
    drawn = argument_map("m", "The <arguments>", "Who & what.", NODES, EDGES)
    tree = Tree.fromstring(drawn)
    assert [child.tag for child in tree][:2] == ["title", "desc"]
    texts = [t.text for t in tree.iter("text")]
    assert "limits" in texts
    assert "opposes" in texts
    assert "Limited" in texts


def test_the_same_input_gives_the_same_bytes() -> None:
    assert argument_map("m", "t", "d", NODES, EDGES) == argument_map("m", "t", "d", list(NODES), list(EDGES))


def test_too_large_a_map_is_not_drawn() -> None:
    many = [Node(str(i), "a claim", "", "stands") for i in range(13)]
    assert not can_be_drawn(many, [Edge(str(i), "12", "opposes") for i in range(12)])
    assert can_be_drawn(NODES, EDGES)


def test_every_word_has_its_own_shape() -> None:
    assert len({m.symbol for m in MARKS}) == len({(m.family, m.word) for m in MARKS}) == len(MARKS)
    for m in MARKS:
        Tree.fromstring(f"<g>{m.shape}</g>")


def test_rankings_are_drawn_with_one_heavy_line() -> None:
    drawn = slopes("s", "t", "d", "Us", "Them", [Ranked("talks", 1, 2, True), Ranked("none", 2, 1)])
    assert drawn.count('stroke-width="3"') == 1
    Tree.fromstring(drawn)
