"""Formulas: syntax tree, parser, printer and an evaluator over arrays."""

from overture.logic.evaluator import Truths, evaluate
from overture.logic.parser import RESERVED, FormulaError, is_wording, parse
from overture.logic.printer import show
from overture.logic.syntax import FALSE, TRUE, Formula, atoms

__all__ = ["FALSE", "RESERVED", "TRUE", "Formula", "FormulaError", "Truths", "atoms", "evaluate", "is_wording", "parse",
           "show"]  # fmt: skip
