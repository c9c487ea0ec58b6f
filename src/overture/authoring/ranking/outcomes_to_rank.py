"""Which outcomes are worth asking an actor about: where the proposals settle, and what lies one move away.

The status quo comes first; then the settlements of each proposal on the menu, those with each answer that the
actor itself could give held fixed, the replies that the dossier names, and the states one move away. Of these,
the ones are taken that differ from those already taken in most of what a formula can say, two things at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

import numpy as np
import numpy.typing as npt

from overture.advice.analysis import Analysis
from overture.authoring.ranking.features import Features, State, features_of, speaks_of
from overture.dossier import Dossier
from overture.elicitation import Form, rank_of, truth
from overture.model import Model, Space

MOST_PACKAGES, MOST_ANSWERS, MOST_STATES = 40, 24, 1_500
_OWN = 2.0  # how much more it counts that outcomes differ in what the actor itself does
_WEIGHTS = {"settlement": 2.0, "held": 2.0, "separates": 2.0, "reply": 1.5, "near": 1.0}


@dataclass(frozen=True, eq=False)
class Pool:
    """The states that may be asked about, the status quo first, with what each is and what is true in each."""

    states: tuple[State, ...]
    kinds: tuple[str, ...]
    features: Features

    def number(self, state: State) -> int:
        return self.states.index(state)


def analyses_of(models: Sequence[Model]) -> tuple[Analysis, ...]:
    """The worlds analysed, as many packages side by side as are asked about."""
    found = tuple(Analysis(model) for model in models)
    for analysis in found:
        analysis.elsewhere = tuple(a for a in found if a is not analysis)
    return found


def pool_of(dossier: Dossier, models: Sequence[Model], actor: str, more: Sequence[State] = ()) -> Pool:
    """The states worth asking about, most telling kinds first. `more`: states that must be among them."""
    worlds = analyses_of(models)
    space = models[0].space
    packages = _packages(worlds[0])
    for world in worlds:
        world.together = packages
    found: dict[State, str] = {State(space.today_package, space.today_reply): "today"}
    found.update(dict.fromkeys(more, "kept"))
    for kind, telling in (
        ("settlement", _settlements(worlds, packages)),
        ("held", _after_own_answers(worlds, packages, actor)),
        ("reply", _named_replies(worlds[0], packages)),
        ("separates", _separating(dossier, models[0], packages, actor)),
    ):
        for state in telling:
            found.setdefault(state, kind)
    for state in list(found):
        for near in _one_move_away(models[0], space, state, packages):
            if len(found) >= MOST_STATES:
                break
            found.setdefault(near, "near")
    states = tuple(s for s in found if all(m.feasible[s] for m in models))
    return Pool(states, tuple(found[s] for s in states), features_of(dossier, models, states, actor))


def _packages(analysis: Analysis) -> tuple[int, ...]:
    """The packages of the menu; of a long one those that change least."""
    packages = list(dict.fromkeys(analysis.menu.values()))
    space = analysis.space
    if len(packages) > MOST_PACKAGES:
        packages.sort(key=lambda p: sum(v != t for v, t in zip(space.package_index(p), space.today, strict=False)))
    return tuple(packages[:MOST_PACKAGES])


def _settlements(worlds: Sequence[Analysis], packages: Sequence[int]) -> Iterator[State]:
    for package in packages:
        for world in worlds:
            yield from (State(package, reply) for reply in world.settled(package))


def _after_own_answers(worlds: Sequence[Analysis], packages: Sequence[int], actor: str) -> Iterator[State]:
    """Where events end if the actor gives one answer and keeps to it, for each answer that it could give."""
    space = worlds[0].space
    axes = [i for i, option in enumerate(space.options) if option.owner == actor and i >= space.own]
    if not axes:
        return
    open_ = [np.flatnonzero(space.relations[i][space.today[i]]).tolist() for i in axes]
    for values in islice(product(*open_), MOST_ANSWERS):
        held = dict(zip(axes, values, strict=True))
        for package in packages:
            for world in worlds:
                for ending in world.endings(package, held=held):
                    yield from (State(package, reply) for reply in ending.replies)


def _named_replies(analysis: Analysis, packages: Sequence[int]) -> Iterator[State]:
    """The replies that the dossier names, each where it starts after each package."""
    for name in analysis.dossier.replies:
        for package in packages:
            yield from (State(package, reply) for reply in analysis.starts(package, analysis.reply(name)))


def _separating(dossier: Dossier, model: Model, packages: Sequence[int], actor: str) -> Iterator[State]:
    """For each two neighbouring statements, a state where only the one holds and one where only the other does."""
    rows = list(packages)
    feasible = model.feasible[rows]
    for first, second in pairwise(dossier.preferences.get(actor, ())):
        here, there = (model.truth(model.satisfied(s))[rows] for s in (first, second))
        for apart in (here & ~there, ~here & there):
            places = np.argwhere(feasible & apart)
            if len(places):
                yield State(rows[int(places[0][0])], int(places[0][1]))


def _one_move_away(model: Model, space: Space, state: State, packages: Sequence[int]) -> Iterator[State]:
    """The feasible states that differ in one option: of the others by a possible move, of the proposer by the menu."""
    index = [*space.package_index(state.package), *space.reply_index(state.reply)]
    for axis in range(len(index)):
        for value in np.flatnonzero(space.relations[axis][space.today[axis]]).tolist():
            moved = tuple(value if i == axis else v for i, v in enumerate(index))
            near = State(space.package(moved[: space.own]), space.reply(moved[space.own :]))
            if near != state and near.package in packages and model.feasible[near]:
                yield near


def chosen(dossier: Dossier, pool: Pool, actor: str, most: int, first: Sequence[int] = ()) -> tuple[int, ...]:
    """So many states of the pool, as numbers: those given first, the status quo, then what differs most.

    Each next one is the state in which most pairs of things are so that are not so together in any taken before.
    """
    taken = list(dict.fromkeys((*first, 0)))
    features = pool.features
    if not len(features.formulas):
        return tuple(taken[:most] if not first else taken)
    rows = np.concatenate([features.truths, ~features.truths]).astype(np.float64)
    weight = np.tile([_OWN if speaks_of(dossier, actor, f) else 1.0 for f in features.formulas], 2)
    missing = np.outer(weight, weight)
    for number in taken:
        missing[np.outer(rows[:, number], rows[:, number]) > 0] = 0
    kinds = np.array([_WEIGHTS.get(kind, 1.0) for kind in pool.kinds])
    while len(taken) < min(most, len(pool.states)):
        gain = kinds * (rows * (missing @ rows)).sum(axis=0)
        gain[taken] = -1
        best = int(np.argmax(gain))
        taken.append(best)
        missing[np.outer(rows[:, best], rows[:, best]) > 0] *= 0.25  # seen once; a second time says a little more
    return tuple(taken)


def most_disputed(
    pool: Pool, taken: Sequence[int], lists: Sequence[Sequence[Form]], before: npt.NDArray[np.bool_],
    never: Sequence[int] = (),
) -> int | None:  # fmt: skip
    """The state that most divides several lists of statements, all of which rank those taken alike; none if they agree.

    Each list, after the statements that stand `before` it (their truth, (statements, states)), says of a state
    whether it is better than each of those taken, alike or worse; where many say otherwise than the rest, an
    answer decides between them. `never`: states that it must not be.
    """
    votes = []
    for forms in lists:
        places = rank_of(np.concatenate([before, *(truth(f, pool.features.truths)[None] for f in forms)]))
        votes.append(np.sign(places[:, None] - places[None, list(taken)]))
    told = np.array(votes)  # (lists, states, taken)
    most = np.max([(told == sign).sum(axis=0) for sign in (-1, 0, 1)], axis=0)
    divided = (len(lists) - most).sum(axis=1) * np.array([_WEIGHTS.get(kind, 1.0) for kind in pool.kinds])
    divided[[*taken, *never]] = 0
    best = int(np.argmax(divided))
    return best if divided[best] > 0 else None
