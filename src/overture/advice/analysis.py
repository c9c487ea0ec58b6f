"""One world of a dossier, analysed: where events end after each proposal, under whose foresight.

Everything is computed when it is first asked for, and once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict import CONCEPTS, Conflict, Settlement, TooManyCourses, security, settle
from overture.dossier import DO_NOTHING, Diagnostic, Dossier, DossierError
from overture.dossier.entries import Statement
from overture.model import LimitReached, Model, along, broken_at
from overture.model.limits import MOST_ENDINGS, SIDE_BY_SIDE, many_courses

Truths = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Move:
    """One move: who (an opponent's number), and the new values by axis of the space."""

    actor: int
    sets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Ending:
    """A settlement as reply numbers, and a shortest order of moves that leads to it."""

    replies: tuple[int, ...]
    course: tuple[Move, ...]


class Analysis:
    """What follows in one world. Packages and replies are numbers of the model's space."""

    def __init__(self, model: Model, everything: bool = False) -> None:
        self.model = model
        self.dossier: Dossier = model.dossier
        self.space = model.space
        self.everything = everything
        self.elsewhere: tuple[Analysis, ...] = ()  # the analyses of the other base worlds
        self.together: tuple[int, ...] | None = None  # packages analysed side by side; None: the menu
        self._endings: dict[tuple[int, tuple[str, ...], tuple[tuple[int, int], ...]], tuple[Ending, ...]] = {}

    # the menu

    @cached_property
    def named(self) -> dict[str, int]:
        """Every named proposal with its package, doing nothing first."""
        found = {DO_NOTHING: self.space.today_package}
        found.update({p.id: self.space.package_of(p.settings) for p in self.dossier.proposals.values()})
        return found

    def possible(self, package: int) -> bool:
        """Whether a package can be proposed: a legal move, and feasible, in this and every other base world."""
        today = self.space.today_reply
        if not self.space.legal_packages[package]:
            return False
        return all(bool(a.model.feasible[package, today]) for a in (self, *self.elsewhere))

    @cached_property
    def feasible_packages(self) -> tuple[int, ...]:
        proposable: list[int] = np.flatnonzero(self.model.feasible[:, self.space.today_reply]).tolist()
        return tuple(p for p in proposable if self.possible(p))

    @property
    def menu_length(self) -> int:
        """About how many proposals there are to choose from, counted before any is drawn up."""
        if self.dossier.proposals and not self.everything:
            return len(self.named)
        today = self.space.today_reply
        feasible = [a.model.feasible[:, today] for a in (self, *self.elsewhere)]
        possible = np.logical_and.reduce([self.space.legal_packages, *feasible])
        return int(np.count_nonzero(possible))

    @cached_property
    def menu(self) -> dict[str, int]:
        """The proposals to choose from: the named ones; every feasible package where none is named."""
        menu = {name: package for name, package in self.named.items() if self.possible(package)}
        if self.everything or not self.dossier.proposals:
            known = set(menu.values())
            menu.update({self.package_name(p): p for p in self.feasible_packages if p not in known})
        return menu

    @cached_property
    def left_off(self) -> tuple[str, ...]:
        return tuple(name for name in self.named if name not in self.menu)

    def package_name(self, package: int) -> str:
        """An unnamed package, told by what it changes."""
        index = self.space.package_index(package)
        parts = [
            f"{o.id} is {o.values[v]}"
            for o, v, today in zip(self.space.options, index, self.space.today, strict=False)
            if v != today
        ]
        return " and ".join(parts)

    # where events end

    def foresight(self, everybody: str | None = None) -> tuple[str, ...]:
        """Each opponent's foresight; `everybody` puts one concept in the place of all."""
        return tuple(everybody or self.dossier.foresight(dm) for dm in self.space.opponents)

    def endings(
        self, package: int, everybody: str | None = None, held: dict[int, int] | None = None
    ) -> tuple[Ending, ...]:
        """The settlements after a package; with `held`, after a package to which this reply is given."""
        key = self._key(package, everybody, held)
        if key not in self._endings:
            # the packages of the menu are almost always wanted together
            together = self.menu.values() if self.together is None else self.together
            batch = [p for p in together if self.possible(p)] if package in together else [package]
            self.prepare(batch, everybody, held)
        return self._endings[key]

    def _key(
        self, package: int, everybody: str | None, held: dict[int, int] | None
    ) -> tuple[int, tuple[str, ...], tuple[tuple[int, int], ...]]:
        return package, self.foresight(everybody), tuple(sorted((held or {}).items()))

    def prepare(
        self, packages: Sequence[int], everybody: str | None = None, held: dict[int, int] | None = None
    ) -> None:
        """Compute the endings of several packages side by side."""
        memo = self.model.table.kept.memo
        concepts = self.foresight(everybody)
        same = ("endings", self.content, self._opponents_keys, concepts, tuple(sorted((held or {}).items())))
        wanted = []
        for package in dict.fromkeys(packages):
            key = self._key(package, everybody, held)
            if key in self._endings:
                continue
            if (same, package) in memo:  # an edit that changes nothing for the others changes no course of events
                self._endings[key] = memo[same, package]
            else:
                wanted.append(package)
        if not wanted:
            return
        few = max(1, SIDE_BY_SIDE // self.space.replies)
        for at in range(0, len(wanted), few):
            rows = wanted[at : at + few]
            conflict = self.model.after(rows, held)
            values = [security(conflict, i, concept) for i, concept in enumerate(concepts)]
            for row, package in enumerate(rows):
                endings = self._settle(conflict, row, package, values, held)
                self._endings[self._key(package, everybody, held)] = memo[same, package] = endings

    def _settle(
        self, conflict: Conflict, row: int, package: int, values: Sequence[Ints], held: dict[int, int] | None
    ) -> tuple[Ending, ...]:
        """The settlements of one of the packages that lie side by side in a conflict."""
        starts = self.starts(package, held) if held else (self.space.today_reply,)
        found: dict[tuple[int, ...], Ending] = {}
        for start in starts:
            try:
                settlements = settle(conflict, (row, *self.space.reply_index(start)), values)
            except TooManyCourses as reason:
                raise LimitReached(many_courses(self.package_name(package), str(reason))) from None
            for settlement in settlements:
                ending = self._ending(settlement)
                found.setdefault(ending.replies, ending)
            if len(found) > MOST_ENDINGS:
                raise LimitReached(many_courses(self.package_name(package), f"it may settle in {len(found):,} ways"))
        return tuple(found[k] for k in sorted(found))

    def _ending(self, settlement: Settlement) -> Ending:
        replies = tuple(sorted(self.space.reply(tuple(state[1:])) for state in settlement.states))
        shift = self.space.own - 1  # axis 0 of the conflict stands for the package
        course = tuple(Move(s.dm, tuple((axis + shift, v) for axis, v in s.sets)) for s in settlement.course)
        return Ending(replies, course)

    def starts(self, package: int, held: dict[int, int]) -> tuple[int, ...]:
        """Where a given reply starts: the feasible states with the fewest other options away from now."""
        possible = np.flatnonzero(self.model.feasible[package] & self.completions(held))
        if not len(possible):
            return ()
        away = self.departures[possible]
        return tuple(int(r) for r in possible[away == away.min()])

    @cached_property
    def departures(self) -> npt.NDArray[np.int64]:
        """For each reply, how many options are away from now."""
        count = np.zeros((), np.int64)
        others = self.space.shape[self.space.own :]
        for place, (size, today) in enumerate(zip(others, self.space.today[self.space.own :], strict=True)):
            away = (np.arange(size) != today).astype(np.int64)
            count = count + along(away, place, len(others))
        return np.broadcast_to(count, others).reshape(-1)

    def completions(self, held: dict[int, int]) -> Truths:
        """The replies that agree with a partial setting of the others' options."""
        others = self.space.shape[self.space.own :]
        mask = np.ones(others, bool)
        for axis, value in held.items():
            mask &= along(np.arange(self.space.shape[axis]) == value, axis - self.space.own, len(others))
        return mask.reshape(-1)

    def reply(self, name: str) -> dict[int, int]:
        """A named reply as axes and values."""
        return self.space.index_of(self.dossier.replies[name].settings)

    def settled(self, package: int, everybody: str | None = None) -> tuple[int, ...]:
        """Every state of every settlement, as reply numbers."""
        return tuple(r for ending in self.endings(package, everybody) for r in ending.replies)

    # what is true there

    @cached_property
    def own_statements(self) -> tuple[Statement, ...]:
        """The proposer's statements, most important first."""
        return self.dossier.preferences[self.dossier.proposer]

    @cached_property
    def own_statements_unordered(self) -> tuple[Statement, ...]:
        """The proposer's statements in an order that does not depend on their importance."""
        keys = self._own_keys
        return tuple(s for _, s in sorted(zip(keys, self.own_statements, strict=True), key=lambda pair: pair[0]))

    def truth(self, statement: Statement) -> Truths:
        """Where a statement is satisfied, (packages, replies)."""
        return self.model.truth(self.model.satisfied(statement))

    @cached_property
    def own_rank(self) -> npt.NDArray[np.integer[Any]]:
        return self.model.rank(self.dossier.proposer)

    def worst(self, package: int, everybody: str | None = None) -> int:
        """The proposer's rank of the worst state in which a package can settle."""
        return int(self.own_rank[package, list(self.settled(package, everybody))].min())

    def best(self, package: int, everybody: str | None = None) -> int:
        return int(self.own_rank[package, list(self.settled(package, everybody))].max())

    def score(self, package: int, everybody: str | None = None) -> tuple[int, int]:
        """How a package settles for the proposer: by its worst settlement, then by its best."""
        return self.worst(package, everybody), self.best(package, everybody)

    def worst_reply(self, package: int) -> int:
        """The settled state that is worst for the proposer, as a reply number."""
        settled = self.settled(package)
        return settled[int(np.argmin(self.own_rank[package, list(settled)]))]

    @cached_property
    def full_conflict(self) -> Conflict:
        return self.model.full()

    @cached_property
    def content(self) -> tuple[object, ...]:
        """A key of what is feasible and of the proposer's statements: equal keys, equal comparisons."""
        key = self.model.table.key
        needs: list[object] = []
        for option in self.space.options:
            if isinstance(option.needs, dict):
                needs.append(tuple((c, key(f)) for c, f in option.needs.items()))
            else:
                needs.append(None if option.needs is None else key(option.needs))
        space = tuple((o.qualified, o.values, o.today, o.final, o.no_return) for o in self.space.options)
        return space, tuple(needs), tuple(sorted(key(r.rule) for r in self.dossier.rules.values()))

    @cached_property
    def _opponents_keys(self) -> tuple[object, ...]:
        """What the others want, as keys."""
        return tuple(self.statement_keys(self.dossier.preferences[dm]) for dm in self.space.opponents)

    @cached_property
    def _own_keys(self) -> tuple[int, ...]:
        return tuple(self.model.table.key(self.model.satisfied(s)) for s in self.own_statements)

    def statement_keys(self, statements: Sequence[Statement]) -> tuple[int, ...]:
        if statements is self.own_statements:
            return self._own_keys
        if statements is self.__dict__.get("own_statements_unordered"):
            return tuple(sorted(self._own_keys))
        return tuple(self.model.table.key(self.model.satisfied(s)) for s in statements)


def infeasible_proposals(analysis: Analysis) -> list[Diagnostic]:
    """Named proposals that the rules forbid, each with the rule or need that forbids it."""
    found = []
    for name in analysis.left_off:
        package, today = analysis.named[name], analysis.space.today_reply
        if not analysis.space.legal_packages[package]:
            found.append(
                Diagnostic("D202", f"the proposal `{name}` is no move from what is so now: {_stays(analysis, package)}",
                           analysis.dossier.name_span(name), "change the proposal, or `final` or `no_return`")
            )  # fmt: skip
            continue
        broken = next(a for a in (analysis, *analysis.elsewhere) if not a.model.feasible[package, today])
        reason, _ = broken_at(broken.model, package, today)
        found.append(
            Diagnostic("D202", f"the proposal `{name}` breaks {reason}", analysis.dossier.name_span(name),
                       "change the proposal, or what forbids it")
        )  # fmt: skip
    return found


def _stays(analysis: Analysis, package: int) -> str:
    """The first option that a package changes and may not."""
    space = analysis.space
    return next(
        f"`{option.qualified}` is {option.values[today]} and cannot become {option.values[new]}"
        for option, allowed, today, new in zip(
            space.options, space.relations, space.today, space.package_index(package), strict=False
        )
        if not allowed[today, new]
    )


def refuse_infeasible(analysis: Analysis) -> None:
    """Raises `DossierError` where a named proposal of an unedited dossier is infeasible."""
    problems = infeasible_proposals(analysis)
    if problems and not analysis.dossier.edits:
        raise DossierError(problems, analysis.dossier.file, analysis.dossier.text)


__all__ = ["CONCEPTS", "Analysis", "Ending", "Move", "infeasible_proposals", "refuse_infeasible"]
