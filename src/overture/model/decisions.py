"""A decision of the parties as the dossier writes it, made into a decision of the treaty room."""

from __future__ import annotations

from collections.abc import Callable

from overture.files.fields import AtLeast
from overture.logic import Formula
from overture.treaties import Decision, DecisionRule


def decision_of(
    rule: str | AtLeast,
    deciding: tuple[str, ...],
    consents: dict[str, Formula],
    done: frozenset[str],
    unknown_name: str,
    members: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> Decision:
    """The decision with its rule in numbers and groups told by their members."""
    if isinstance(rule, AtLeast):
        in_numbers = DecisionRule(rule.number, members(rule.among_them))
    else:
        in_numbers = DecisionRule(None if rule == "every party" else rule)
    ours = {party: formula for party, formula in consents.items() if party in deciding}
    return Decision(in_numbers, deciding, ours, done & frozenset(deciding), unknown_name)
