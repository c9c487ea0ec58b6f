"""Formulas: syntax tree, parsers, printer, and evaluators over arrays of two values and of three."""

from overture.logic.evaluator import Truths, evaluate
from overture.logic.parser import RESERVED, FormulaError, is_wording, parse
from overture.logic.printer import show
from overture.logic.syntax import FALSE, TRUE, Formula, atoms
from overture.logic.three_valued import NO, UNKNOWN, YES, Tri, all_of, any_of, at_least, known, truth_of
from overture.logic.treaty_words import ACTS, FACTS, STATUSES, parse_condition

__all__ = ["ACTS", "FACTS", "FALSE", "NO", "RESERVED", "STATUSES", "TRUE", "UNKNOWN", "YES", "Formula", "FormulaError",
           "Tri", "Truths", "all_of", "any_of", "at_least", "atoms", "evaluate", "is_wording", "known", "parse",
           "parse_condition", "show", "truth_of"]  # fmt: skip
