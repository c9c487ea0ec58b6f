"""What the advice becomes where something is otherwise: another course, or one that is not told apart from it."""

from __future__ import annotations

from overture.papers.sentences.case import Case

Then = tuple[tuple[str, ...], ...]  # what is recommended, by world
CHANGES = "the advice changes"


def advised_then(case: Case, then: Then, brief: bool = False) -> str:
    """`X is then advised`, or `Y is then not told apart from X`, where what was advised still is beside another.

    `brief`: `X instead`, for the narrow column of page one.
    """
    sets = list(dict.fromkeys(then))
    now = tuple(dict.fromkeys(n for w in case.advice.by_world for n in w.recommended))
    if not sets:
        return CHANGES
    if len(sets) > 1:
        names = tuple(dict.fromkeys(n for some in sets for n in some))
        return f"the advice then hangs on what is open: {case.called_all(names, 'or')}"
    (names,) = sets
    kept, new = tuple(n for n in names if n in now), tuple(n for n in names if n not in now)
    if kept and new:
        are = "is" if len(kept) == 1 else "are"
        return f"{case.called_all(kept)} {are} then not told apart from {case.called_all(new, 'or')}"
    one = "instead" if brief else "is then advised"
    return f"{case.called_all(names)} {one if len(names) == 1 else 'are then advised alike'}"


def about_advice(case: Case, claim: str) -> bool:
    """Whether a claim says what is recommended."""
    found = case.dossier.claims.get(claim)
    return found is not None and bool(found.recommended)
