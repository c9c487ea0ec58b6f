"""Random syntax trees, in the shapes that the parser can give."""

from __future__ import annotations

from hypothesis import strategies as st

from overture.logic import FALSE, TRUE, Formula
from overture.logic.syntax import (
    STATUS_WORDS,
    And,
    BoundToHelp,
    Count,
    Iff,
    Implies,
    InForce,
    Is,
    Membership,
    Name,
    Not,
    Or,
    Status,
    Step,
)

NAMES = st.sampled_from(
    ("a", "reply", "party", "at", "least", "exactly", "of", "ussr.reply", "中国", "страна", "x-1", "to")
)
WORDINGS = st.sampled_from(
    ("party", "in", "bound", "invited", "yes", "no", "true", "at", "least", "named", "force", "1954")
)
ATOMS: st.SearchStrategy[Formula] = st.one_of(
    st.builds(Name, NAMES),
    st.builds(Is, NAMES, st.lists(WORDINGS, min_size=1, max_size=3).map(tuple)),
    st.builds(Step, NAMES, st.sampled_from(("least", "most")), WORDINGS),
    st.builds(Membership, NAMES, st.sampled_from(("party", "named", "invited", "observes")), NAMES),
    st.builds(InForce, NAMES),
    st.builds(BoundToHelp, NAMES, NAMES),
    st.builds(Status, st.sampled_from(STATUS_WORDS), NAMES),
    st.sampled_from((TRUE, FALSE)),
)


def _joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Implies, parts, parts),
        st.builds(Iff, parts, parts),
        st.builds(
            Count, st.sampled_from(("at least", "at most", "exactly")), st.integers(0, 5),
            st.lists(parts, min_size=1, max_size=4).map(tuple),
        ),
    )  # fmt: skip


FORMULAS: st.SearchStrategy[Formula] = st.recursive(ATOMS, _joined, max_leaves=12)
