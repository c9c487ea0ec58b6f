"""Overture: a workbench for planning diplomatic proposals around systems of collective security."""

__version__ = "0.1.0"
