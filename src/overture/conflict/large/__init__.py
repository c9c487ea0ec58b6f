"""Conflicts too large for a list of their states: sets of states as decision diagrams, one equilibrium by SAT."""
