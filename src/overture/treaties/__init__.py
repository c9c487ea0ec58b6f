"""Treaties as rules: what membership, force, invitation and duty mean, and who can block a decision."""

from overture.treaties.formulas.consent import (
    Consents,
    Ratifications,
    Unknown,
    blocking,
    consents,
    ratifications,
    unknowns,
)
from overture.treaties.formulas.treaty import (
    Decision,
    DecisionRule,
    Duty,
    Treaty,
    bound_to_help,
    conjunction,
    decided,
    in_force,
    invited,
    named,
    observes,
    party,
)

__all__ = [
    "Consents", "Decision", "DecisionRule", "Duty", "Ratifications", "Treaty", "Unknown", "blocking", "bound_to_help",
    "conjunction", "consents", "decided", "in_force", "invited", "named", "observes", "party", "ratifications",
    "unknowns",
]  # fmt: skip
