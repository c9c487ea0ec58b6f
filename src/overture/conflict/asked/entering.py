"""From what people write down (names, printed numbers, patterns, arrows) to a conflict, checked before it is built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import product
from numbers import Integral
from typing import Any

import numpy as np

from overture.conflict.asked.named import Named
from overture.conflict.errors import (
    ConflictError,
    DoesNotFit,
    NoFeasibleState,
    NotSquare,
    OptionWithTwoOwners,
    RankingIncomplete,
    UnknownName,
    WrongEntry,
)
from overture.conflict.forms.arrows import MOST_ARROWS, Graph
from overture.conflict.forms.entries import is_pair, marks
from overture.conflict.forms.graph import State
from overture.conflict.forms.option_form import (
    NamedOption,
    OptionForm,
    Ranking,
    check_options,
    check_ranking,
    feasible_states,
    read_pattern,
)
from overture.conflict.forms.preferences import Statement, by_statements, by_weights

Ranked = Sequence[int | Sequence[int]]
"""Numbers of states, best first; equally good ones in a list of their own."""


def entered_options(
    options: Mapping[str, Sequence[str | NamedOption]],
    *,
    states: Sequence[str] | None,
    infeasible: Sequence[str],
    rankings: Mapping[str, Ranked],
    statements: Mapping[str, Sequence[Statement]],
    weights: Mapping[str, Mapping[str, float]],
    final: Collection[str],
    called: Mapping[int, str],
) -> Named:
    """A conflict in option form; see `GraphModel.from_options`."""
    decision_makers = tuple(options)
    if not decision_makers:
        raise ConflictError("a conflict needs at least one decision maker: give its options under its name")
    several = {"`states`": states, "`infeasible`": infeasible, "`final`": final}
    for what, given in (*several.items(), *((f"what {name} wants", wants) for name, wants in statements.items())):
        if isinstance(given, str):
            raise WrongEntry(f"{what} is a list of texts, as in [{given!r}]")
    named = _options(options, final)
    check_options(decision_makers, named)
    sizes = [len(option.values) for option in named]
    if states is not None and len(infeasible):
        raise ConflictError("give the states that are feasible, or the patterns that are not, and not both")
    if states is None:
        settings = feasible_states(sizes, infeasible)
        numbers = tuple(range(1, len(settings) + 1))
    else:
        columns = [(n, setting) for n, marks in enumerate(states, 1) for setting in _settings(marks, sizes)]
        settings, numbers = tuple(setting for _, setting in columns), tuple(n for n, _ in columns)
    if not settings:
        raise NoFeasibleState("no state is feasible: take back one of the patterns that exclude states")
    own = tuple(range(1, len(settings) + 1))
    weighed = _preferences(decision_makers, rankings, statements, weights)
    ranked: dict[str, Ranking] = {}
    for name in decision_makers:
        if name in rankings:
            ranked[name] = _expanded(name, rankings[name], numbers)
        elif name in statements:
            ranked[name] = by_statements(statements[name], named, settings, own)
        else:
            ranked[name] = by_weights(weighed[name], named, settings, own)
    form = OptionForm(decision_makers, named, settings, ranked, own)
    return Named(decision_makers, form.conflict(), settings, numbers, called, named)


def entered_graph(
    states: int | Sequence[int] | Mapping[int, str],
    arrows: Mapping[str, Iterable[tuple[int, int]]],
    rankings: Mapping[str, Ranked],
) -> Named:
    """A graph drawn by hand; see `GraphModel.from_arrows`."""
    numbers = _numbers(states)
    place = {number: at for at, number in enumerate(numbers)}
    pairs = []
    for name, own in arrows.items():
        moves = read_pairs(f"a move of {name}", own)
        strange = [number for pair in moves for number in pair if number not in place]
        if strange:
            raise UnknownName(f"a move of {name} names the state {strange[0]}, which there is not")
        pairs.append([(place[start], place[end]) for start, end in moves])
    graph = Graph.from_arrows(len(numbers), pairs, _ranks(tuple(arrows), rankings, numbers))
    return _drawn(tuple(arrows), graph, numbers, states)


def entered_matrices(
    matrices: Mapping[str, Any], rankings: Mapping[str, Ranked], states: int | Sequence[int] | Mapping[int, str] | None
) -> Named:
    """A graph from matrices of moves; see `GraphModel.from_matrices`."""
    squares = {name: _square(name, matrix) for name, matrix in matrices.items()}
    if states is None:
        states = next((len(square) for square in squares.values() if square.ndim), 0)
    numbers = _numbers(states)

    def between(place: tuple[int, ...]) -> str:
        return f"from state {numbers[place[0]]} to state {numbers[place[1]]}"

    for name, square in squares.items():
        if square.shape != (len(numbers), len(numbers)):
            raise NotSquare(
                f"the matrix of {name} has the shape {square.shape}: give it one row and one column for each of the "
                f"{len(numbers)} states"
            )
    moves = [marks(square, f"the matrix of {name}", between) for name, square in squares.items()]
    graph = Graph.from_matrices(moves, _ranks(tuple(squares), rankings, numbers))
    return _drawn(tuple(squares), graph, numbers, states)


def entered_form(form: OptionForm, numbers: Sequence[int], called: Mapping[int, str]) -> Named:
    """A conflict in option form, with numbers that need not differ where print draws states together."""
    numbers = [_number(number) for number in numbers]
    if len(numbers) != len(form.states):
        raise ConflictError(f"{len(numbers)} numbers for {len(form.states)} states: give one for each")
    return Named(form.decision_makers, form.conflict(), form.states, tuple(numbers), called, form.options)


def _options(options: Mapping[str, Sequence[str | NamedOption]], final: Collection[str]) -> tuple[NamedOption, ...]:
    found = []
    for owner, own in options.items():
        if isinstance(own, str):
            raise ConflictError(f"the options of {owner} are a list, as in [{own!r}]")
        for option in own:
            if isinstance(option, str):
                option = NamedOption(option, owner, final=option in final)
            elif not isinstance(option, NamedOption):
                raise ConflictError(f"an option of {owner} is a name or a NamedOption, not {option!r}")
            elif option.name in final:
                raise ConflictError(f"{option.name!r} is a NamedOption: say there how far it is final")
            elif option.owner != owner:
                raise OptionWithTwoOwners(
                    f"the option {option.name!r} stands under {owner} and says that it belongs to {option.owner}: "
                    "give it one owner"
                )
            found.append(option)
    names = [option.name for option in found]
    for name in final:
        if name not in names:
            raise UnknownName(f"{name!r} is to be final, but is not one of the options {', '.join(names)}")
    return tuple(found)


def _settings(marks: str, sizes: Sequence[int]) -> list[State]:
    """All settings that a column of the table stands for: a dash stands for every value, the first changes fastest."""
    values = [
        range(size) if isinstance(mark, slice) else (mark,)
        for mark, size in zip(read_pattern(marks, sizes), sizes, strict=True)
    ]
    return [tuple(reversed(setting)) for setting in product(*reversed(values))]


def _preferences(
    decision_makers: Sequence[str],
    rankings: Mapping[str, Ranked],
    statements: Mapping[str, Sequence[Statement]],
    weights: Mapping[str, Mapping[str, float]],
) -> dict[str, Mapping[str, float]]:
    """The weights, once everybody has preferences in just one of the three forms."""
    for name in (*rankings, *statements, *weights):
        if name not in decision_makers:
            raise UnknownName(f"there are preferences of {name!r}, who is not one of {', '.join(decision_makers)}")
    for name in decision_makers:
        forms = sum(name in form for form in (rankings, statements, weights))
        if forms == 0:
            raise RankingIncomplete(f"there are no preferences of {name}: give a ranking, statements or weights")
        if forms > 1:
            raise ConflictError(f"{name} has preferences in {forms} forms: keep a ranking, statements or weights")
    return dict(weights)


def read_groups(name: str, ranking: Any) -> Ranking:
    """A ranking with every entry a group; ConflictError for what is no list of numbers and groups of them."""
    if isinstance(ranking, str) or not isinstance(ranking, Iterable):
        raise ConflictError(f"the ranking of {name} is a list of states, best first, not {ranking!r}")
    groups = [group if isinstance(group, Iterable) and not isinstance(group, str) else [group] for group in ranking]
    return tuple(tuple(sorted(group) if isinstance(group, Set) else group) for group in groups)


def read_pairs(what: str, pairs: Any) -> list[tuple[int, int]]:
    """Pairs of states by number; WrongEntry for what is none. what: `a move of Row`, as a message begins.

    >>> read_pairs("a move of Row", [(1, 2), [2, 1]])
    [(1, 2), (2, 1)]
    """
    if isinstance(pairs, str) or not isinstance(pairs, Iterable):
        raise WrongEntry(f"{what} is a pair of states in a list, as in [(1, 2)], not {pairs!r}")
    found = []
    for pair in pairs:
        if not is_pair(pair):
            raise WrongEntry(f"{what} is a pair of states, as in (1, 2), not {pair!r}")
        found.append((int(pair[0]), int(pair[1])))
    return found


def _square(name: str, matrix: Any) -> Any:
    try:
        return np.asarray(matrix)
    except ValueError:
        raise NotSquare(f"the rows of the matrix of {name} differ in length: give it one column a state") from None


def _expanded(name: str, ranking: Ranked, numbers: Sequence[int]) -> Ranking:
    """A ranking of printed numbers as one of states by place, counted from 1."""
    groups = read_groups(name, ranking)
    check_ranking(name, groups, tuple(dict.fromkeys(numbers)))
    places: dict[int, list[int]] = {}
    for place, number in enumerate(numbers, 1):
        places.setdefault(number, []).append(place)
    return tuple(tuple(place for number in group for place in places[number]) for group in groups)


def _numbers(states: int | Sequence[int] | Mapping[int, str]) -> tuple[int, ...]:
    if isinstance(states, bool | str) or not isinstance(states, Integral | Iterable):
        raise WrongEntry(f"the states are how many, a list of their numbers, or numbers with names, not {states!r}")
    if isinstance(states, Integral):
        count = int(states)
        if count > MOST_ARROWS:
            raise DoesNotFit(f"{count:,} states are too many for a graph drawn by hand (at most {MOST_ARROWS:,})")
        numbers = tuple(range(1, count + 1))
    else:
        numbers = tuple(_number(number) for number in states)
    if not numbers:
        raise NoFeasibleState("a conflict needs at least one state")
    if len(set(numbers)) != len(numbers):
        raise ConflictError("two states have the same number: give each its own")
    return numbers


def _number(given: Any) -> int:
    if not isinstance(given, Integral) or isinstance(given, bool):
        raise WrongEntry(f"the number of a state is a whole number, not {given!r}")
    return int(given)


def _ranks(names: Sequence[str], rankings: Mapping[str, Ranked], numbers: Sequence[int]) -> list[list[int]]:
    for name in rankings:
        if name not in names:
            raise UnknownName(f"there is a ranking of {name!r}, who is not one of {', '.join(names)}")
    ranks = []
    for name in names:
        groups = read_groups(name, rankings.get(name, ()))
        check_ranking(name, groups, numbers)
        height = {number: -at for at, group in enumerate(groups) for number in group}
        ranks.append([height[number] for number in numbers])
    return ranks


def _drawn(names: tuple[str, ...], graph: Graph, numbers: tuple[int, ...], states: Any) -> Named:
    called = dict(states) if isinstance(states, Mapping) else {}
    return Named(names, graph, tuple(range(graph.states)), numbers, called)
