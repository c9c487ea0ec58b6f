"""Stability of coalitions: what decision makers that act together can bring about and hold on to.

Written R_H(s) for the ends of legal sequences of moves by the members of H (of at least one move, nobody
twice in a row), R_{N-H} for those of the outsiders, R+_{N-H} with every step an improvement for its mover.
A *coalition improvement* CI_H(s) is a state in R_H(s) that H prefers to s. State s is stable for H under

- **nash**: CI_H(s) is empty (Kilgour, Hipel, Fang and Peng 2001);
- **gmr**: for every s1 in CI_H(s) there is an s2 in R_{N-H}(s1) that H does not prefer to s;
- **smr**: as gmr, and H prefers no s3 in R_H(s2) to s;
- **seq**, **sseq**: as gmr and smr with R+ (gmr, smr and seq after Inohara and Hipel 2008).

With nobody outside there are no sanctions. What H *prefers* differs by definition, each under its own name:

- **every** (Kilgour et al. 2001): every member strictly prefers it;
- **pareto**: no member is worse off and one at least is better off;
- **merged** (as the program GMCR+ has it): the coalition is one decision maker that owns the options of
  all members. It changes any of them in one move, whatever is infeasible between, where the members'
  moves one after the other would have to pass through feasible states. It prefers what every member
  strictly prefers. Several coalitions at once are so many merged decision makers, and answer each other as
  such; their members are no longer asked alone. (GMCR+ lets every opponent answer with a single move. Here
  answers are sequences, as everywhere.)

A coalition of one is its member: all three come to the concepts of `stability`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.conflict.concepts.stability import CONCEPTS, stable
from overture.conflict.errors import ConflictError, DoesNotFit, NotInOptionForm, UnknownName
from overture.conflict.forms.arrows import Arrows, Graph, drawn
from overture.conflict.forms.entries import decision_maker
from overture.conflict.forms.graph import FIXED, Bools, Conflict, Ints
from overture.conflict.moves.legal_sequences import Bits, met
from overture.conflict.moves.walks import At, Ground, Walk

VARIANTS: Final = ("every", "pareto", "merged")

MOST_WORK = 1 << 36
"""Arrows times states; so much takes half a minute or two for each concept."""

CHUNK = 1 << 25
"""Bytes of a table of states by states that are treated at a time."""



def coalition_stable(
    conflict: Conflict | Graph,
    members: Collection[int],
    concept: str,
    variant: str = "every",
    beside: Sequence[Collection[int]] = (),
) -> Bools:
    """The feasible states that are stable for the coalition of `members`.

    beside: for **merged**, the other coalitions that act as one decision maker each.

    Same shape as the conflict, or one entry for each state of a graph drawn by hand. Raises UnknownName
    for an unknown decision maker, concept or variant, ConflictError for coalitions that are empty or
    overlap, NotInOptionForm for a merged coalition in a graph drawn by hand, DoesNotFit for a conflict of
    more than MOST_WORK arrows times states or too large to draw, before memory is taken.

    Two who would both rather have kept silent (0) leave telling (1) together, though neither would alone:

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])))
    >>> coalition_stable(dilemma, [0, 1], "nash")
    array([[ True,  True],
           [ True, False]])
    """
    _check(concept, variant)
    return _laid(conflict, _stable(_assembly(conflict, [members, *beside], variant), 0, concept))


def coalition_equilibria(
    conflict: Conflict | Graph, coalitions: Sequence[Collection[int]], concept: str, variant: str = "every"
) -> Bools:
    """The states that are stable for each of the coalitions and for every decision maker alone.

    Under **merged** the members of a coalition are not asked alone. Raises as `coalition_stable` does.

    >>> from overture.conflict import relation
    >>> free = relation(2, 0)
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool),
    ...                    (np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])))
    >>> coalition_equilibria(dilemma, [[0, 1]], "seq")   # not to tell, which is one without the coalition
    array([[ True, False],
           [False, False]])
    """
    _check(concept, variant)
    if variant == "merged":
        assembly = _assembly(conflict, coalitions, variant)
        each = [_stable(assembly, player, concept) for player in range(len(assembly.players))]
        return _laid(conflict, np.logical_and.reduce(each))
    graph = conflict if isinstance(conflict, Graph) else drawn(conflict)[0]
    each = [_stable(_assembly(graph, [members], variant), 0, concept) for members in coalitions]
    each += [stable(graph, dm, concept) for dm in range(graph.decision_makers)]
    return _laid(conflict, np.logical_and.reduce(each))


def coalition_improvements(
    conflict: Conflict | Graph, members: Collection[int], state: At, variant: str = "every"
) -> tuple[At, ...]:
    """CI_H of one state: what the coalition can bring about from it and prefers to it, soonest first.

    Only what can be reached is looked at. Raises UnknownName for an unknown decision maker, state or variant,
    ConflictError for an infeasible state or no member, NotInOptionForm for a merged coalition in a graph drawn by hand,
    DoesNotFit where more than MOST_MOVES moves would have to be looked at.

    >>> graph = Graph.from_arrows(3, [[(0, 1)], [(1, 2)]], [[0, 0, 1], [0, 0, 1]])
    >>> coalition_improvements(graph, [0, 1], 0), coalition_improvements(graph, [0], 0)
    ((2,), ())
    """
    _check("nash", variant)
    together = _members(conflict, members)
    movers: Sequence[int] = together
    ground = Ground(conflict)
    if variant == "merged":
        owned = in_options(conflict)
        owners = tuple(together[0] if owner in together else owner for owner in owned.owners)
        ground = Ground(Conflict(owners, owned.relations, owned.feasible, owned.ranks))
        movers = together[:1]
    here = ground.place(state)
    ranks = [ground.ranks[dm] for dm in together]
    found: dict[int, None] = {}
    for _, _, places in Walk(ground, here, movers):
        found.update(dict.fromkeys(places[preferred(ranks, places, here, variant)].tolist()))
    return tuple(ground.state(place) for place in found)


def preferred(ranks: Sequence[Ints], there: Ints, here: Ints | int, variant: str = "every") -> Bools:
    """Does a coalition, its members' ranks given, prefer the states `there` to those `here`?

    The two sets of state numbers broadcast against each other.

    >>> ranks = [np.array([0, 1, 1]), np.array([0, 1, 0])]
    >>> preferred(ranks, np.array([1, 2]), 0), preferred(ranks, np.array([1, 2]), 0, "pareto")
    (array([ True, False]), array([ True,  True]))
    """
    if variant == "pareto":
        none_worse: Bools = np.logical_and.reduce([rank[there] >= rank[here] for rank in ranks])
        none_worse &= np.logical_or.reduce([rank[there] > rank[here] for rank in ranks])
        return none_worse
    every: Bools = np.logical_and.reduce([rank[there] > rank[here] for rank in ranks])
    return every


@dataclass(frozen=True)
class _Player:
    """Who acts together: their arrows (one set for each who moves by itself) and their rankings."""

    arrows: tuple[Arrows, ...]
    ranks: tuple[Ints, ...]


@dataclass(frozen=True)
class _Assembly:
    """Everybody over the states of one graph, the coalitions first."""

    states: int
    players: tuple[_Player, ...]
    variant: str


def _assembly(conflict: Conflict | Graph, coalitions: Sequence[Collection[int]], variant: str) -> _Assembly:
    together = [_members(conflict, members) for members in coalitions]
    if sum(map(len, together)) > len(set().union(*together)):
        raise ConflictError("a decision maker belongs to two coalitions at once: leave it out of one of them")
    if len(together) > 1 and variant != "merged":
        raise ConflictError(f"beside a coalition of the variant {variant!r} the others act alone: name one coalition")
    alone = [(dm,) for dm in range(conflict.decision_makers) if not any(dm in members for members in together)]
    if variant == "merged":
        graph, ranks = _merged(in_options(conflict), [*together, *alone])
        movers: list[tuple[Arrows, ...]] = [(own,) for own in graph.arrows]
    else:
        graph = conflict if isinstance(conflict, Graph) else drawn(conflict)[0]
        ranks = graph.ranks
        movers = [tuple(graph.arrows[dm] for dm in members) for members in [*together, *alone]]
    arrows = sum(len(own.targets) for own in graph.arrows)
    if arrows * graph.states > MOST_WORK:
        raise DoesNotFit(
            f"{graph.states:,} states with {arrows:,} moves are too many for coalitions (at most {MOST_WORK:,} "
            "states times moves): leave options out"
        )
    everybody = zip(movers, [*together, *alone], strict=True)
    players = tuple(_Player(own, tuple(ranks[dm] for dm in who)) for own, who in everybody)
    return _Assembly(graph.states, players, variant)


def _merged(conflict: Conflict, players: Sequence[Collection[int]]) -> tuple[Graph, tuple[Ints, ...]]:
    """The graph in which each player owns the options of its members, and everybody's ranks by state."""
    player_of = {dm: player for player, members in enumerate(players) for dm in members}
    owners = tuple(player_of.get(owner, FIXED) for owner in conflict.owners)
    of_first = tuple(conflict.ranks[next(iter(members))] for members in players)
    graph, cells = drawn(Conflict(owners, conflict.relations, conflict.feasible, of_first))
    return graph, tuple(rank.reshape(-1)[cells] for rank in conflict.ranks)


def _stable(assembly: _Assembly, player: int, concept: str) -> Bools:
    us = assembly.players[player]
    others = [one for at, one in enumerate(assembly.players) if at != player]
    if concept in ("seq", "sseq"):
        outsiders = [own.only(preferred(one.ranks, own.targets, own.sources)) for one in others for own in one.arrows]
    else:
        outsiders = [own for one in others for own in one.arrows]
    count = assembly.states
    width = max(64, CHUNK // count // 64 * 64)
    stays: Bools = np.empty(count, dtype=np.bool_)
    everywhere = np.arange(count)[:, None]
    for first in range(0, count, width):
        here = np.arange(first, min(first + width, count))
        better = _packed(preferred(us.ranks, everywhere, here, assembly.variant))
        credible = better
        if concept != "nash":
            holds = ~better
            if concept in ("smr", "sseq"):
                holds &= ~met(better, us.arrows)
            credible = better & ~met(holds, outsiders)
        leaves = met(credible, us.arrows)[here, (here - first) // 64] >> ((here - first) % 64).astype(np.uint64)
        stays[here] = leaves & 1 == 0
    return stays


def _laid(conflict: Conflict | Graph, marks: Bools) -> Bools:
    """Marks by state of the drawn graph in the shape of the conflict, False where infeasible."""
    if isinstance(conflict, Graph):
        return marks
    out: Bools = np.zeros(conflict.shape, dtype=np.bool_)
    out[conflict.feasible] = marks
    return out


def _packed(marks: Bools) -> Bits:
    """Rows of marks as rows of words, the k-th mark in bit k % 64 of word k // 64."""
    packed = np.packbits(marks, axis=1, bitorder="little")
    words = np.zeros((len(marks), -(-marks.shape[1] // 64) * 8), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    return words.view("<u8").astype(np.uint64, copy=False)


def in_options(conflict: Conflict | Graph) -> Conflict:
    """The conflict itself; NotInOptionForm for a graph drawn by hand, in which nobody can be merged."""
    if isinstance(conflict, Graph):
        raise NotInOptionForm(
            "a merged coalition moves by all its options at once, and a graph drawn by hand has no options: "
            "give the conflict in option form, or ask for the variant 'every'"
        )
    return conflict


def _members(conflict: Conflict | Graph, members: Collection[int]) -> tuple[int, ...]:
    if not members:
        raise ConflictError("a coalition needs at least one member")
    return tuple(sorted({decision_maker(dm, conflict.decision_makers) for dm in members}))


def _check(concept: str, variant: str) -> None:
    if concept not in CONCEPTS:
        raise UnknownName(f"{concept!r} is not one of the concepts {', '.join(CONCEPTS)}")
    if variant not in VARIANTS:
        raise UnknownName(f"{variant!r} is not one of the variants {', '.join(VARIANTS)}")
