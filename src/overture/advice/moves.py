"""Why each move of a course is made and not another, and which moves are held back where events settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np

from overture.advice.analysis import Analysis, Ending
from overture.advice.results import HeldMove, PassedOver, Setting, Step
from overture.conflict import Conflict
from overture.conflict.errors import DoesNotFit
from overture.conflict.moves.walks import At
from overture.conflict.reasons.witnesses import why

MOST_OTHERS = 24  # other settings of the options that a move changes; of more, none is told
MOST_HELD = 3  # held moves of one actor
MOST_OWN = 512  # settings of one actor's options, and
MOST_REPLIES = 1 << 16  # of all: in a larger conflict it is not looked at which moves are held back

Values = dict[int, int]  # axis of the space -> value


def course(analysis: Analysis, package: int, ending: Ending) -> tuple[Step, ...]:
    """The moves that lead to an ending, each with what it gains its mover and what else it could have set."""
    space = analysis.space
    reply = space.today_reply
    steps = []
    for move in ending.course:
        actor = space.opponents[move.actor]
        values = dict(move.sets)
        after = _set(analysis, reply, values)
        steps.append(
            Step(
                actor=actor,
                sets=_told(analysis, values),
                gains=first_gain(analysis, actor, package, reply, after),
                passed_over=tuple(_passed_over(analysis, actor, package, reply, after, tuple(values))),
                due=due(analysis, package, reply),
            )
        )
        reply = after
    return tuple(steps)


def due(analysis: Analysis, package: int, reply: int) -> tuple[str, ...]:
    """The contingencies that are due in one state."""
    entries = analysis.dossier.contingencies.values()
    return tuple(c.id for c in entries if analysis.model.truth(c.when)[package, reply])


def held_back(analysis: Analysis, package: int, ending: Ending) -> tuple[HeldMove, ...] | None:
    """The moves by which a decision maker would gain, before anybody moves or where it ends, and that others answer.

    Of each its best, told by the fewest options. Nothing where events do not rest; not known (None) where
    the conflict is too large to look.
    """
    if len(ending.replies) != 1:
        return ()
    space = analysis.space
    conflict = analysis.model.after([package])
    axes = [[a for a, owner in enumerate(conflict.owners) if owner == n] for n in range(len(space.opponents))]
    if space.replies > MOST_REPLIES or any(prod(conflict.shape[a] for a in own) > MOST_OWN for own in axes):
        return None
    try:
        return tuple(
            move
            for reply, at in ((space.today_reply, "start"), (ending.replies[0], "end"))
            if at == "end" or ending.course
            for number in range(len(space.opponents))
            for move in _held(analysis, package, conflict, number, reply, at)
        )
    except DoesNotFit:
        return None


def _held(
    analysis: Analysis, package: int, conflict: Conflict, number: int, reply: int, at: str
) -> Iterator[HeldMove]:
    """The best moves of one decision maker from one state, where all its improvements are answered."""
    space = analysis.space
    actor = space.opponents[number]
    state = (0, *space.reply_index(reply))
    answers = why(conflict, number, state, analysis.dossier.foresight(actor)).answers
    ends = [_end(a.improvement[-1].end) for a in answers]
    ranks = conflict.ranks[number]
    best = max((int(ranks[end]) for end in ends), default=0)
    moves = [(set(_changed(state, e)), e, a) for e, a in zip(ends, answers, strict=True) if int(ranks[e]) == best]
    least = [(end, answer) for axes, end, answer in moves if not any(other < axes for other, _, _ in moves)]
    for end, answer in least[:MOST_HELD]:
        yield HeldMove(
            actor=actor,
            at=at,
            sets=_told(analysis, _moved(analysis, state, end)),
            gains=first_gain(analysis, actor, package, reply, space.reply(end[1:])),
            course=tuple(
                Step(space.opponents[m.mover], _told(analysis, _moved(analysis, _end(m.start), _end(m.end))))
                for m in answer.sanction
            ),
        )


def first_gain(
    analysis: Analysis, actor: str, package: int, before: int, after: int, instead: int | None = None
) -> str | None:
    """The first statement of an actor that is so after and not before, where none before it is lost.

    `instead`: the package after, where it is another.
    """
    then = package if instead is None else instead
    for statement in analysis.dossier.preferences.get(actor, ()):
        old, new = (bool(analysis.truth(statement)[p, r]) for p, r in ((package, before), (then, after)))
        if old != new:
            return statement.id if new else None
    return None


def _passed_over(
    analysis: Analysis, actor: str, package: int, before: int, after: int, axes: Sequence[int]
) -> Iterator[PassedOver]:
    """What else the mover could have made of the options that it set, if that is worse for it, and why."""
    space = analysis.space
    if prod(space.shape[axis] for axis in axes) > MOST_OTHERS:
        return
    start, chosen = space.reply_index(before), space.reply_index(after)
    for values in product(*(range(space.shape[axis]) for axis in axes)):
        places = dict(zip(axes, values, strict=True))
        moves = {axis: v for axis, v in places.items() if v != start[axis - space.own]}
        legal = all(space.relations[axis][start[axis - space.own], v] for axis, v in moves.items())
        if not moves or not legal or all(chosen[axis - space.own] == v for axis, v in places.items()):
            continue
        other = _set(analysis, before, places)
        if not analysis.model.feasible[package, other]:
            continue
        loses = first_gain(analysis, actor, package, other, after)
        if loses is not None:
            yield PassedOver(_told(analysis, moves), loses)


def _set(analysis: Analysis, reply: int, values: Values) -> int:
    index = list(analysis.space.reply_index(reply))
    for axis, value in values.items():
        index[axis - analysis.space.own] = value
    return analysis.space.reply(tuple(index))


def _told(analysis: Analysis, values: Values) -> Setting:
    options = analysis.space.options
    return {options[axis].qualified: options[axis].values[value] for axis, value in values.items()}


def _end(state: At) -> tuple[int, ...]:
    """A state in option form; the conflict after a package is never drawn by hand."""
    assert not isinstance(state, int | np.integer)
    return tuple(int(v) for v in state)


def _changed(before: tuple[int, ...], after: tuple[int, ...]) -> list[int]:
    return [axis for axis, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]


def _moved(analysis: Analysis, before: tuple[int, ...], after: tuple[int, ...]) -> Values:
    """What a move sets, by axis of the space; axis 0 of the conflict stands for the package."""
    shift = analysis.space.own - 1
    return {axis + shift: after[axis] for axis in _changed(before, after)}
