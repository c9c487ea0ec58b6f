"""Asking for a ranking, pair by pair, and statements that give it: numbers and arrays in, numbers out."""

from overture.elicitation.comparisons import Answer, best_first, checking_pairs, most_left, most_questions, next_pair
from overture.elicitation.contradictions import smallest_contradiction
from overture.elicitation.forms import Form, truth
from overture.elicitation.statements import alternatives, ordered_statements, outcomes_best_first, rank_of

__all__ = [
    "Answer", "Form", "alternatives", "best_first", "checking_pairs", "most_left", "most_questions", "next_pair",
    "ordered_statements", "outcomes_best_first", "rank_of", "smallest_contradiction", "truth",
]  # fmt: skip
