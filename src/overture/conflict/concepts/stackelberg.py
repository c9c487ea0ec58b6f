"""Stackelberg equilibria: one of two decision makers moves first, and the other answers as suits it best.

Stackelberg 1934; for graphs Fang, Hipel and Kilgour 1989 and 1993. State s is a **Stackelberg equilibrium**
with i as leader iff it is L_2 stable for i (no move pays once the follower has made its best answer to
it) and L_1 stable, that is Nash stable, for the follower.

Where the follower has several best answers the leader fears the one that is worst for it (see
`limited_move`); the sources suppose strict preferences.
"""

from __future__ import annotations

import numpy as np

from overture.conflict.concepts.limited_move import as_graph, foresee, in_shape, known
from overture.conflict.errors import WrongNumberOfParties
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.graph import Bools, Conflict


def stackelberg_equilibria(conflict: Conflict | Graph, leader: int) -> Bools:
    """The feasible states that neither leaves, if `leader` looks two moves ahead and the follower one.

    Same shape as the conflict, or one entry for each state of a graph drawn by hand. Raises
    WrongNumberOfParties unless there are two decision makers, UnknownName for a leader that is none of
    them, DoesNotFit as `drawn` does.

    In chicken (0 to swerve) whoever leads drives on, and the other swerves:

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> chicken = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 2], [4, 1]]), np.array([[3, 4], [2, 1]])))
    >>> stackelberg_equilibria(chicken, 0)
    array([[False, False],
           [ True, False]])
    """
    if conflict.decision_makers != 2:
        raise WrongNumberOfParties(
            f"a Stackelberg equilibrium has a leader and a follower, and there are {conflict.decision_makers} "
            "decision makers: for more, give each its own horizon (limited_move_equilibria)"
        )
    known(conflict, leader)
    graph = as_graph(conflict)
    together: Bools = np.logical_and(foresee(graph, 2).stays[leader], foresee(graph, 1).stays[1 - leader])
    return in_shape(conflict, together)
