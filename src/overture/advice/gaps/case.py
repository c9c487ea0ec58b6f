"""What every question is made from: a dossier, its advice, its worlds, and where an answer goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from overture.advice.analysis import Analysis
from overture.advice.gaps.additions import Addition, Additions, Item
from overture.advice.results import Advice, Gap, Setting
from overture.dossier import DO_NOTHING, Dossier

TEXT = "(to be written)"  # where only the analyst knows what to write
JUDGED: dict[str, Item] = {"by": "analyst", "basis": "judgement"}


class Case:
    """One dossier about which questions are asked."""

    def __init__(self, dossier: Dossier, advice: Advice, worlds: Sequence[Analysis]) -> None:
        self.dossier, self.advice, self.worlds = dossier, advice, worlds
        self.additions = Additions(dossier)

    def gap(self, code: str, about: str, question: str, addition: Addition, asks: tuple[str, ...] = ()) -> Gap:
        """A question with the addition that answers it."""
        a = addition
        return Gap(code, about, question, a.line, a.where, a.after, a.within, a.column, a.instead, asks)

    @cached_property
    def chosen(self) -> str:
        """The proposal that the questions are about: the recommended one, or the first after doing nothing."""
        named = [*self.advice.recommended, *self.advice.menu]
        return next((name for name in named if name != DO_NOTHING), DO_NOTHING)

    @cached_property
    def chosen_package(self) -> Setting:
        return self.package(self.chosen)

    def package(self, name: str) -> Setting:
        """What a proposal changes, each option without its owner."""
        found = self.advice.by_world[0].proposals[name].package
        return {option.rpartition(".")[2]: value for option, value in found.items()}

    @cached_property
    def target(self) -> str:
        """What an objection to the chosen proposal opposes: the proposal, or what it says."""
        if self.chosen in self.dossier.proposals:
            return self.chosen
        first = next(iter(self.chosen_package.items()), None)
        own = next(o.id for o in self.dossier.options.values() if o.owner == self.dossier.proposer)
        return f"{first[0]}.{first[1]}" if first else own

    @cached_property
    def in_a_settlement(self) -> str:
        """A formula that is so where events settle: what the first of the others does after the chosen proposal,
        or if that has no name, after doing nothing."""
        after = self.chosen if self.chosen in self.dossier.proposals else DO_NOTHING
        settled = self.advice.by_world[0].proposals[after].settlements[0].states[0]
        for option in self.dossier.options.values():
            if option.owner != self.dossier.proposer:
                return f"{option.id} is {settled.get(option.qualified, option.today)}"
        return "true"
