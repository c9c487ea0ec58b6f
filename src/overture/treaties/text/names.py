"""The names that a condition of a treaty uses, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator

from overture.logic import Formula, atoms
from overture.logic.syntax import Deed, Happens, InForce, Membership, OrganDecides, Standing, Who


def named_in(formula: Formula) -> Iterator[tuple[str, str]]:
    """The names that a condition uses, each with its kind: treaty, group, organ, state or judgement."""
    for atom in atoms(formula):
        match atom:
            case InForce(treaty) | Membership(_, _, treaty):
                yield "treaty", treaty
            case Deed(who, _, to, treaty):
                yield from _of_who(who)
                yield from (("state", to),) if to and to != "x" else ()
                yield "treaty", treaty
            case Standing(who, word, treaty):
                yield from _of_who(who)
                yield "standing", word
                yield "treaty", treaty
            case Happens(_, who):
                yield from _of_who(who)
            case OrganDecides(organ):
                yield "organ", organ
            case _:
                yield "judgement", atom.name  # type: ignore[union-attr]


def _of_who(who: Who) -> Iterator[tuple[str, str]]:
    if who.quantity != "one":
        yield "group", who.group
        yield "treaty", who.of
    elif who.group != "x":
        yield "state", who.group
