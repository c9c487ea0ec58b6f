"""The graph model of conflicts: stability, equilibria and courses of events, over plain arrays.

Nothing here knows of dossiers: a conflict is options with owners, an array of what is feasible, and an
array of ranks for every decision maker. The prisoner's dilemma, value 0 to cooperate and 1 to defect:

>>> import numpy as np
>>> from overture.conflict import Conflict, equilibria, relation, security, settle
>>> free = relation(2, now=0)
>>> dilemma = Conflict(
...     owners=(0, 1),
...     relations=(free, free),
...     feasible=np.ones((2, 2), dtype=bool),
...     ranks=(np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])),
... )
>>> np.argwhere(equilibria(dilemma, "nash")).tolist()
[[1, 1]]
>>> np.argwhere(equilibria(dilemma, "seq")).tolist()
[[0, 0], [1, 1]]

Short-sighted prisoners leave cooperation, those who look ahead keep to it:

>>> short, far = ([security(dilemma, i, concept) for i in (0, 1)] for concept in ("nash", "seq"))
>>> [end.states for end in settle(dilemma, (0, 0), short)]
[((1, 1),)]
>>> [end.states for end in settle(dilemma, (0, 0), far)]
[((0, 0),)]

For people with names and printed numbers there is `GraphModel`. What the program does not need at every start
is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from overture.conflict.concepts.stability import CONCEPTS, equilibria, security, stable
from overture.conflict.forms.graph import FIXED, Conflict, relation
from overture.conflict.moves.courses import DrawnSettlement, Settlement, Step, TooManyCourses, improves, settle

if TYPE_CHECKING:
    from overture.conflict.asked.courses import Outcome
    from overture.conflict.asked.graph_model import GraphModel
    from overture.conflict.asked.named import Named
    from overture.conflict.asked.reasons import Expected, Why
    from overture.conflict.asked.stability import MORE_CONCEPTS
    from overture.conflict.concepts.coalitions import coalition_equilibria, coalition_improvements, coalition_stable
    from overture.conflict.concepts.ensembles import equilibrium_shares
    from overture.conflict.concepts.limited_move import (
        Anticipated,
        anticipated,
        limited_move_equilibria,
        limited_move_stable,
    )
    from overture.conflict.concepts.nonmyopic import NoRoundFound, nonmyopic_equilibria, nonmyopic_stable
    from overture.conflict.concepts.simultaneous import sim_equilibria, sim_stable
    from overture.conflict.concepts.stackelberg import stackelberg_equilibria
    from overture.conflict.concepts.strength import Strengths, equilibria_by_strength, stable_by_strength
    from overture.conflict.concepts.unknown_preferences import PartlyKnown, equilibria_unknown, stable_unknown
    from overture.conflict.concepts.verdicts import Verdicts, verdicts_on
    from overture.conflict.errors import (
        ConflictError,
        DoesNotFit,
        NoFeasibleState,
        NotInOptionForm,
        NotInstalled,
        NotSquare,
        OptionWithTwoOwners,
        OwnerWithoutOptions,
        RankingIncomplete,
        TimeUp,
        UnknownName,
        WrongEntry,
        WrongNumberOfParties,
    )
    from overture.conflict.forms.arrows import Graph, drawn
    from overture.conflict.forms.lexicographic import lexicographic_ranks
    from overture.conflict.forms.option_form import NamedOption, OptionForm, feasible_states
    from overture.conflict.forms.preferences import by_statements, by_weights
    from overture.conflict.large.diagrams import StateSet
    from overture.conflict.large.local import Local, LocalConflict
    from overture.conflict.large.nash_by_sat import one_nash
    from overture.conflict.large.symbolic import Symbolic
    from overture.conflict.moves.status_quo import Reached, reached, shortest_paths
    from overture.conflict.moves.walks import TOGETHER, Move
    from overture.conflict.reasons.looking_ahead import Foresight, why_limited, why_nonmyopic
    from overture.conflict.reasons.simultaneous import JointAnswer, JointWitness, why_sim
    from overture.conflict.reasons.witnesses import Answer, Witness, why

_LATER = {
    "asked.courses": ("Outcome",),
    "asked.graph_model": ("GraphModel",),
    "asked.named": ("Named",),
    "asked.reasons": ("Expected", "Why"),
    "asked.stability": ("MORE_CONCEPTS",),
    "concepts.coalitions": ("coalition_equilibria", "coalition_improvements", "coalition_stable"),
    "concepts.ensembles": ("equilibrium_shares",),
    "concepts.limited_move": ("Anticipated", "anticipated", "limited_move_equilibria", "limited_move_stable"),
    "concepts.nonmyopic": ("NoRoundFound", "nonmyopic_equilibria", "nonmyopic_stable"),
    "concepts.simultaneous": ("sim_equilibria", "sim_stable"),
    "concepts.stackelberg": ("stackelberg_equilibria",),
    "concepts.strength": ("Strengths", "equilibria_by_strength", "stable_by_strength"),
    "concepts.unknown_preferences": ("PartlyKnown", "equilibria_unknown", "stable_unknown"),
    "concepts.verdicts": ("Verdicts", "verdicts_on"),
    "errors": (
        *("ConflictError", "DoesNotFit", "NoFeasibleState", "NotInOptionForm", "NotSquare", "OptionWithTwoOwners"),
        *("OwnerWithoutOptions", "RankingIncomplete", "UnknownName", "WrongNumberOfParties", "TimeUp", "NotInstalled"),
        "WrongEntry",
    ),
    "forms.arrows": ("Graph", "drawn"),
    "forms.lexicographic": ("lexicographic_ranks",),
    "forms.option_form": ("NamedOption", "OptionForm", "feasible_states"),
    "forms.preferences": ("by_statements", "by_weights"),
    "large.diagrams": ("StateSet",),
    "large.local": ("Local", "LocalConflict"),
    "large.nash_by_sat": ("one_nash",),
    "large.symbolic": ("Symbolic",),
    "moves.status_quo": ("Reached", "reached", "shortest_paths"),
    "moves.walks": ("TOGETHER", "Move"),
    "reasons.looking_ahead": ("Foresight", "why_limited", "why_nonmyopic"),
    "reasons.simultaneous": ("JointAnswer", "JointWitness", "why_sim"),
    "reasons.witnesses": ("Answer", "Witness", "why"),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}


if not TYPE_CHECKING:  # or every name would pass for one of ours

    def __getattr__(name: str) -> Any:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


__all__ = [
    "CONCEPTS",
    "FIXED",
    "MORE_CONCEPTS",
    "TOGETHER",
    "Answer",
    "Anticipated",
    "Conflict",
    "ConflictError",
    "DoesNotFit",
    "DrawnSettlement",
    "Expected",
    "Foresight",
    "Graph",
    "GraphModel",
    "JointAnswer",
    "JointWitness",
    "Local",
    "LocalConflict",
    "Move",
    "Named",
    "NamedOption",
    "NoFeasibleState",
    "NoRoundFound",
    "NotInOptionForm",
    "NotInstalled",
    "NotSquare",
    "OptionForm",
    "OptionWithTwoOwners",
    "Outcome",
    "OwnerWithoutOptions",
    "PartlyKnown",
    "RankingIncomplete",
    "Reached",
    "Settlement",
    "StateSet",
    "Step",
    "Strengths",
    "Symbolic",
    "TimeUp",
    "TooManyCourses",
    "UnknownName",
    "Verdicts",
    "Why",
    "Witness",
    "WrongEntry",
    "WrongNumberOfParties",
    "anticipated",
    "by_statements",
    "by_weights",
    "coalition_equilibria",
    "coalition_improvements",
    "coalition_stable",
    "drawn",
    "equilibria",
    "equilibria_by_strength",
    "equilibria_unknown",
    "equilibrium_shares",
    "feasible_states",
    "improves",
    "lexicographic_ranks",
    "limited_move_equilibria",
    "limited_move_stable",
    "nonmyopic_equilibria",
    "nonmyopic_stable",
    "one_nash",
    "reached",
    "relation",
    "security",
    "settle",
    "shortest_paths",
    "sim_equilibria",
    "sim_stable",
    "stable",
    "stable_by_strength",
    "stable_unknown",
    "stackelberg_equilibria",
    "verdicts_on",
    "why",
    "why_limited",
    "why_nonmyopic",
    "why_sim",
]
