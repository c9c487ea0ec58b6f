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
"""

from overture.conflict.courses import Settlement, Step, TooManyCourses, improves, settle
from overture.conflict.graph import FIXED, Conflict, relation
from overture.conflict.stability import CONCEPTS, equilibria, security, stable

__all__ = [
    "CONCEPTS",
    "FIXED",
    "Conflict",
    "Settlement",
    "Step",
    "TooManyCourses",
    "equilibria",
    "improves",
    "relation",
    "security",
    "settle",
    "stable",
]
