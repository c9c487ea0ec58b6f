"""One dossier in one world: its states, the truth of every proposition in each, and everyone's ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from overture.conflict import FIXED, Conflict
from overture.conflict.forms.lexicographic import lexicographic_ranks
from overture.dossier import Diagnostic, Dossier, DossierError
from overture.dossier.entries import Statement
from overture.files.nodes import Span
from overture.logic import Formula, show
from overture.logic.syntax import TRUE, Implies
from overture.model.definitions import Circle, Definitions
from overture.model.space import Space, along, space_of
from overture.model.truths import Kept, TruthTable
from overture.model.worlds import base_worlds

Truths = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.integer[Any]]


def satisfied(statement: Statement) -> Formula:
    """A statement is satisfied where what it wants holds or its condition fails."""
    return statement.want if statement.if_ == TRUE else Implies(statement.if_, statement.want)


class Model:
    """A state space with the truth of every proposition in one world.

    Arrays over all states are given with the shape (packages, replies).
    """

    def __init__(
        self, dossier: Dossier, definitions: Definitions, world: dict[str, bool], space: Space, kept: Kept
    ) -> None:
        self.dossier, self.definitions, self.world, self.space = dossier, definitions, world, space
        self.table = TruthTable(definitions, world, space, kept)
        self._satisfied: dict[int, tuple[Statement, Formula]] = {}
        self._true_in: dict[int, Truths] = {}

    def truth(self, formula: Formula) -> Truths:
        """Where a formula is true, (packages, replies)."""
        key = self.table.key(formula)
        found = self._true_in.get(key)
        if found is None:
            array = np.broadcast_to(self.table.of(formula), self.space.shape)
            found = self._true_in[key] = array.reshape(self.space.packages, self.space.replies)
        return found

    def satisfied(self, statement: Statement) -> Formula:
        known = self._satisfied.get(id(statement))
        if known is None:
            known = self._satisfied[id(statement)] = (statement, satisfied(statement))
        return known[1]

    @cached_property
    def feasible(self) -> Truths:
        """The states that every rule and every need of an option allows, (packages, replies)."""
        mask = np.ones((), bool)
        for rule in self.dossier.rules.values():
            mask = mask & self.table.of(rule.rule)
        for axis, option in enumerate(self.space.options):
            for place, value in enumerate(option.values):
                needed = option.needed(value)
                if needed is not None:
                    elsewhere = np.arange(len(option.values)) != place
                    mask = mask & (along(elsewhere, axis, len(self.space.shape)) | self.table.of(needed))
        return np.broadcast_to(mask, self.space.shape).reshape(self.space.packages, self.space.replies)

    def excluded(self) -> bool:
        """Whether a rule over assumptions alone rules this world out."""
        return any(True for _ in self.excluding())

    def excluding(self) -> Iterator[str]:
        """The rules over assumptions alone that rule this world out."""
        for rule in self.dossier.rules.values():
            array = self.table.of(rule.rule)
            if array.size == 1 and not array.any():
                yield rule.id

    def rank(self, actor: str) -> Ranks:
        """Everyone's ranking of all states: the truth vector of the statements read as a number."""
        return self._ranks(tuple(self.dossier.preferences.get(actor, ())))

    def _ranks(self, statements: Sequence[Statement]) -> Ranks:
        key = tuple(self.table.key(self.satisfied(s)) for s in statements)
        found = self._known_ranks.get(key)
        if found is None:
            rank = lexicographic_ranks(self.table.of(self.satisfied(statement)) for statement in statements)
            found = np.broadcast_to(rank, self.space.shape).reshape(self.space.packages, self.space.replies)
            self._known_ranks[key] = found
        return found

    @cached_property
    def _known_ranks(self) -> dict[tuple[int, ...], Ranks]:
        return {}

    def after(self, packages: Sequence[int], held: dict[int, int] | None = None) -> Conflict:
        """The conflict of the others after each of these packages, side by side along the first axis.

        The proposer neither moves nor sanctions. `held`: axes of the space whose
        value is fixed, as when a reply is given.
        """
        space = self.space
        rows = list(packages)
        others = space.shape[space.own :]
        feasible = self.feasible[rows].reshape(len(rows), *others)
        owners = list(space.owners)
        for axis, value in (held or {}).items():
            place = axis - space.own
            owners[place] = FIXED
            feasible = feasible & along(np.arange(space.shape[axis]) == value, place + 1, feasible.ndim)
        ranks = tuple(self.rank(dm)[rows].reshape(len(rows), *others) for dm in space.opponents)
        inert = np.eye(len(rows), dtype=bool)
        return Conflict((FIXED, *owners), (inert, *space.relations[space.own :]), feasible, ranks)

    def full(self) -> Conflict:
        """The whole conflict, the proposer a decision maker like the others (and the first of them)."""
        space = self.space
        owners = (0,) * space.own + tuple(o + 1 for o in space.owners)
        players = (self.dossier.proposer, *space.opponents)
        ranks = tuple(self.rank(dm).reshape(space.shape) for dm in players)
        return Conflict(owners, space.relations, self.feasible.reshape(space.shape), ranks)


def _definitions(dossier: Dossier, kept: Kept, like: Definitions | None) -> Definitions:
    """The definitions of a dossier; shared with its edited versions where the sections that define are the same.

    Raises `Circle`.
    """
    parts = (dossier.facts, dossier.treaties, dossier.arguments, dossier.options, dossier.actors)
    # the kept definitions hold their dossier, so ids are not used again; empty sections are all alike
    key = tuple(id(part) if part else 0 for part in parts)
    if key not in kept.definitions:
        definitions = Definitions(dossier, like.order if like else None)
        _ = definitions.order
        kept.definitions[key] = definitions
    return kept.definitions[key]


def _in_short(circle: str, most: int = 40) -> str:
    """A circle as it is told: whole, or without its middle where nobody would read it."""
    names = circle.split(" → ")
    if len(names) <= most:
        return circle
    half = most // 2
    return " → ".join([*names[:half], f"... ({len(names) - 2 * half} more)", *names[-half:]])


def models(
    dossier: Dossier, kept: Kept | None = None, like: Definitions | None = None, menu: int | None = None
) -> tuple[Model, ...]:
    """One model for each base world that no rule excludes.

    `like`: the definitions of a dossier of which this one is a version that turns
    truths off and adds no dependence, so that no circle need be looked for. `menu`: how many packages will be
    compared, if fewer than all that are feasible (one, where only the conflict is looked at).

    Raises `DossierError` for a circle of definitions, an infeasible status quo or
    assumptions that no world satisfies, `LimitReached` for too many states or worlds.
    """
    kept = kept or Kept()
    try:
        definitions = _definitions(dossier, kept, like)
    except Circle as circle:
        span = dossier.name_span(circle.ids[0])
        message = f"these definitions go in a circle: {_in_short(str(circle))}"
        raise DossierError(
            [Diagnostic("D107", message, span, "define one of them without the others")], dossier.file, dossier.text
        ) from None
    space = space_of(dossier)
    models = [Model(dossier, definitions, world, space, kept) for world in base_worlds(dossier, definitions, menu)]
    found = [model for model in models if not model.excluded()]
    if not found:
        raise DossierError(
            [Diagnostic("D203", "the rules exclude every setting of the assumptions", _excluding(dossier, models),
                        "change the rule, or the assumptions that it speaks of")],
            dossier.file, dossier.text,
        )  # fmt: skip
    for model in found:
        if not model.feasible[space.today_package, space.today_reply]:
            raise DossierError([_infeasible_today(model)], dossier.file, dossier.text)
    return tuple(found)


def _excluding(dossier: Dossier, models: Sequence[Model]) -> Span | None:
    """Where the first rule is named that excludes a setting of the assumptions."""
    rules = (key for model in models for key in model.excluding())
    return dossier.name_span(next(rules, ""))


def _infeasible_today(model: Model) -> Diagnostic:
    reason, key = broken_at(model, model.space.today_package, model.space.today_reply)
    hint = "change the rule, or `now` of an option"
    return Diagnostic("D201", f"what is so now breaks {reason}", model.dossier.name_span(key), hint)


def broken_at(model: Model, package: int, reply: int) -> tuple[str, str]:
    """The first rule or need that a state breaks, in words, and the id that it stands under."""
    for rule in model.dossier.rules.values():
        if not model.truth(rule.rule)[package, reply]:
            return f"the rule `{rule.id}`: {show(rule.rule)}", rule.id
    index = (*model.space.package_index(package), *model.space.reply_index(reply))
    for option, place in zip(model.space.options, index, strict=True):
        value = option.values[place]
        needed = option.needed(value)
        if needed is not None and not model.truth(needed)[package, reply]:
            return f"what `{option.id} is {value}` needs: {show(needed)}", option.id
    return "no rule", ""
