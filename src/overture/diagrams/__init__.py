"""Figures as SVG: one layered layout of our own, the same input the same bytes."""

from overture.diagrams.argument_map import Edge, Node, argument_map, can_be_drawn
from overture.diagrams.boxes import Arrow, Box, box_figure, can_be_boxed
from overture.diagrams.course_line import Stop, can_be_lined, course_line
from overture.diagrams.mark_grid import GridCell, GridRow, Told, can_be_gridded, mark_grid
from overture.diagrams.marks import MARKS, Mark, drawn, family, mark, symbols
from overture.diagrams.obligation_grid import grid_can_be_drawn, obligation_grid
from overture.diagrams.slopes import Ranked, can_be_set, slopes

__all__ = [
    "MARKS", "Arrow", "Box", "Edge", "GridCell", "GridRow", "Mark", "Node", "Ranked", "Stop", "Told", "argument_map",
    "box_figure", "can_be_boxed", "can_be_drawn", "can_be_gridded", "can_be_lined", "can_be_set", "course_line",
    "drawn", "family", "grid_can_be_drawn", "mark", "mark_grid", "obligation_grid", "slopes", "symbols",
]  # fmt: skip
