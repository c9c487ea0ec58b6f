"""Figures as SVG: one layered layout of our own, the same input the same bytes."""

from overture.diagrams.argument_map import Edge, Node, argument_map, can_be_drawn
from overture.diagrams.marks import MARKS, Mark, drawn, family, mark, symbols
from overture.diagrams.obligation_grid import grid_can_be_drawn, obligation_grid
from overture.diagrams.slopes import Ranked, can_be_set, slopes

__all__ = [
    "MARKS", "Edge", "Mark", "Node", "Ranked", "argument_map", "can_be_drawn", "can_be_set", "drawn", "family",
    "grid_can_be_drawn", "mark", "obligation_grid", "slopes", "symbols",
]  # fmt: skip
