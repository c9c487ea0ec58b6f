"""Formulas: syntax tree, parser, printer and an evaluator over arrays."""

from overture.logic.evaluator import Truths, evaluate
from overture.logic.parser import RESERVED, FormulaError, parse
from overture.logic.printer import show
from overture.logic.syntax import FALSE, TRUE, Formula, atoms

__all__ = ["FALSE", "RESERVED", "TRUE", "Formula", "FormulaError", "Truths", "atoms", "evaluate", "parse", "show"]
