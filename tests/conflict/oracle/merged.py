"""Coalitions as merged players, as the program GMCR+ takes them: everybody belongs to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .models import OptionForm, Steps, only_better


@dataclass(frozen=True)
class Merged:
    """A conflict among coalitions; the five concepts apply to it, the number of a coalition in place of i.

    A coalition changes any number of its members' options in one move, and prefers what every member prefers.
    """

    form: OptionForm
    parts: tuple[frozenset[int], ...]

    @property
    def n(self) -> int:
        """States."""
        return len(self.form.states)

    @property
    def m(self) -> int:
        """Coalitions."""
        return len(self.parts)

    def better(self, i: int, t: int, s: int) -> bool:
        """Whether every member of coalition i prefers t to s."""
        return all(self.form.graph.better(member, t, s) for member in self.parts[i])

    @cached_property
    def moves(self) -> Steps:
        """The moves of a coalition: its members' options, changed together."""
        part_of = {member: i for i, part in enumerate(self.parts) for member in part}
        return self.form.moves_by([part_of[owner] for owner in self.form.owners], self.m)

    @cached_property
    def improvements(self) -> Steps:
        """The moves that every member of the moving coalition prefers."""
        return only_better(self.moves, self.better)


def merged(form: OptionForm, parts: Iterable[Iterable[int]]) -> Merged:
    """The conflict among coalitions to which every decision maker belongs, each to one."""
    coalitions = tuple(frozenset(part) for part in parts)
    if sorted(member for part in coalitions for member in part) != list(range(form.m)):
        raise ValueError("every decision maker belongs to one coalition")
    return Merged(form, coalitions)
