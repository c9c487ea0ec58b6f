"""Of whom a condition speaks, and by what an act is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from overture.logic import Tri

Key = tuple[str, str, str, str]  # act, treaty, by, on whom


@dataclass(frozen=True)
class Scope:
    """Of whom a condition speaks: x, who acts, and who consents by acting with others."""

    treaty: str
    x: str = ""
    actors: tuple[str, ...] = ()
    consenting: frozenset[str] = frozenset()
    organ: str = ""
    votes: Callable[[str, str, str], Tri] | None = None  # whether ballots given with the act carry it
