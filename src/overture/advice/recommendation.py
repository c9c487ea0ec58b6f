"""The recommended proposals, the statement that decides, dominated variants and straw options."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from overture.advice.analysis import Analysis
from overture.advice.comparison import dominates
from overture.dossier import DO_NOTHING

# beyond this many steps of the search a proposal is not called a straw option
_MOST_ORDERS = 20_000


def recommended(analysis: Analysis, everybody: str | None = None) -> tuple[str, ...]:
    """The highest worst settlement in the proposer's rank; ties by the best, then by dominance whatever the weights.

    What is still tied is all named.
    """
    menu = analysis.menu
    analysis.prepare(list(menu.values()), everybody)
    score = {name: analysis.score(p, everybody) for name, p in menu.items()}
    top = max(score.values())
    tied = [name for name in menu if score[name] == top]
    if len(tied) == 1:
        return tuple(tied)
    return tuple(
        name
        for name in tied
        if not any(other != name and dominates(analysis, menu[other], menu[name]) for other in tied)
    )


def deciding(analysis: Analysis, chosen: Sequence[str]) -> dict[str, str | None]:
    """For each rival, the first statement that separates its worst settlement from that of what is recommended."""
    menu = analysis.menu
    ours = menu[chosen[0]], analysis.worst_reply(menu[chosen[0]])
    found: dict[str, str | None] = {}
    for rival, package in menu.items():
        if rival in chosen:
            continue
        theirs = package, analysis.worst_reply(package)
        found[rival] = next(
            (s.id for s in analysis.own_statements if analysis.truth(s)[ours] != analysis.truth(s)[theirs]), None
        )
    return found


def dominated_by(analysis: Analysis, name: str, rivals: Sequence[str]) -> tuple[str, ...]:
    """The rivals that are better whatever the weights, over all replies."""
    menu = analysis.menu
    return tuple(r for r in rivals if r != name and dominates(analysis, menu[r], menu[name]))


Vector = tuple[bool, ...]


def straws(analysis: Analysis, contexts: Sequence[dict[str, tuple[int, ...]]]) -> set[str]:
    """The proposals to which, in every context and under every order of the statements, another is strictly better.

    A context gives for each proposal the states in which it ends (as replies): at
    the settlements, or in the cells of a named reply. Doing nothing is never straw.
    """
    spared = {DO_NOTHING}
    for context in contexts:
        ends = {name: _vectors(analysis, analysis.menu[name], replies) for name, replies in context.items()}
        distinct = set(ends.values())
        best = {end for end in distinct if best_under_some_order(end, [d for d in distinct if d != end])}
        spared |= {name for name, end in ends.items() if end in best}
    return set(analysis.menu) - spared


def _vectors(analysis: Analysis, package: int, replies: tuple[int, ...]) -> frozenset[Vector]:
    """The truth vectors of the proposer's statements in these states."""
    columns = [analysis.truth(s)[package, list(replies)].tolist() for s in analysis.own_statements]
    return frozenset(zip(*columns, strict=True))


def best_under_some_order(ours: Collection[Vector], rivals: Sequence[Collection[Vector]]) -> bool:
    """Whether under some order of the statements no rival is strictly better.

    A proposal is better by its worst state, then by its best, as for the recommendation.

    >>> best_under_some_order({(True, False)}, [{(False, True)}])
    True
    >>> best_under_some_order({(True, False)}, [{(True, True)}])
    False
    >>> best_under_some_order({(False,)}, [{(False,), (True,)}])
    False
    """
    single = len(ours) == 1 and all(len(r) == 1 for r in rivals)
    budget = [_MOST_ORDERS]
    seen: set[object] = set()
    States = frozenset[Vector]
    Rival = tuple[States, States, int]  # states that are still worst, still best, whose best is ahead

    def step(states: States, k: int, wanted: Callable[[Iterable[bool]], bool]) -> tuple[bool, States]:
        value = wanted(v[k] for v in states)
        return value, frozenset(v for v in states if v[k] == value)

    def telling(worst: States, best: States, rivals: frozenset[Rival], left: frozenset[int]) -> frozenset[int]:
        """The statements that are not the same in all states: the others can be taken at any time and change nothing.

        Of several that are alike in all states one is enough.
        """
        everything = [*worst, *best, *(v for low, high, _ in rivals for v in (*low, *high))]
        columns = {tuple(v[k] for v in everything): k for k in left}
        return frozenset(k for column, k in columns.items() if not (all(column) or not any(column)))

    def search(worst: States, best: States, rivals: frozenset[Rival], left: frozenset[int]) -> bool:
        if not rivals or budget[0] <= 0:
            return True
        left = telling(worst, best, rivals, left)
        if not left:
            return all(ahead <= 0 for _, _, ahead in rivals)
        state = (worst, best, rivals, left)
        if state in seen:
            return False
        seen.add(state)
        budget[0] -= 1
        for k in sorted(left):
            low, still_worst = step(worst, k, min)
            high, still_best = step(best, k, max)
            even: set[Rival] = set()
            for their_worst, their_best, ahead in rivals:
                their_low, next_worst = step(their_worst, k, min)
                their_high, next_best = step(their_best, k, max)
                if their_low > low:
                    break  # with this statement next, the rival would be better
                if their_low == low:
                    even.add((next_worst, next_best, ahead or int(their_high) - int(high)))
            else:
                if search(still_worst, still_best, frozenset(even), left - {k}):
                    return True
                if single:
                    return False  # taking a statement that no rival wins never hurts
        return False

    start = frozenset(ours)
    return search(
        start,
        start,
        frozenset((frozenset(r), frozenset(r), 0) for r in rivals),
        frozenset(range(len(next(iter(ours))))),
    )
