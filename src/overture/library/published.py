"""The conflicts of the literature that come with the product, each with its citation and its equilibria.

An entry is a YAML file of `conflicts/`: who decides, the options, the feasible states under the numbers that
they have in print, the rankings by these numbers, and what the print says of them. What differs from our own
computation stands in the entry, with the reason. The tests hold every figure against the engine.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import yaml

from overture.conflict.errors import ConflictError, UnknownName
from overture.conflict.forms.arrows import Graph
from overture.conflict.forms.option_form import NamedOption, OptionForm, Ranking, check_ranking, feasible_states
from overture.library import CONFLICTS, published_keys

if TYPE_CHECKING:
    from overture.conflict.asked.graph_model import GraphModel

__all__ = ["CoalitionMove", "Difference", "Published", "published", "published_keys", "read_published"]

Numbers = tuple[int, ...]
ByConcept = Mapping[str, Numbers]

_FIELDS = {
    *("title", "as_of", "citation", "provenance", "teaches", "decision_makers", "options", "states", "infeasible"),
    *("numbers", "moves", "called", "rankings", "known", "history", "printed", "printed_stable", "among"),
    *("computed", "computed_stable", "computed_readings", "differs", "coalitions"),
}


@dataclass(frozen=True)
class Difference:
    """What we compute where the print has something else, and why."""

    computed: Numbers
    reason: str


@dataclass(frozen=True)
class CoalitionMove:
    """A change of state that several bring about together, because each of them prefers it."""

    members: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Published:
    """A conflict of the literature.

    model: its option form, or the graph drawn by hand. numbers: for each state of the model its number in print;
    one number may stand for several states that print draws together. names: of the decision makers, by id, in
    their order. said: what an option does, by its id. called: what a state is called, by number.
    infeasible: the patterns that exclude states, where the entry gives them.
    known: for a decision maker whose ranking is not known all pairs (better, worse) that are; of all other pairs
    it is unknown which is better, and its ranking in the model is only one that agrees.
    history: the states that events went through. printed: equilibria by concept; printed_stable: what is stable for
    one decision maker; among: states that print names as equilibria without listing all. differs: by concept, where
    print and computation differ. computed, computed_stable: what print does not give. computed_readings: equilibria
    where rankings are unknown, by reading (a to d) and concept. coalitions: moves that print has several make together.
    """

    key: str
    title: str
    as_of: date
    citation: tuple[str, ...]
    provenance: str
    teaches: str
    model: OptionForm | Graph
    numbers: Numbers
    names: Mapping[str, str]
    said: Mapping[str, str]
    called: Mapping[int, str]
    infeasible: tuple[str, ...]
    known: Mapping[str, tuple[tuple[int, int], ...]]
    history: Numbers
    printed: ByConcept
    printed_stable: Mapping[str, ByConcept]
    among: ByConcept
    computed: ByConcept
    computed_stable: Mapping[str, ByConcept]
    computed_readings: Mapping[str, ByConcept]
    differs: Mapping[str, Difference]
    coalitions: tuple[CoalitionMove, ...]

    @property
    def cited(self) -> str:
        """Who and when, of the first citation.

        >>> published("cuba").cited
        'Fraser, N. M., and K. W. Hipel (1983)'
        """
        before, year, _ = self.citation[0].partition(")")
        return before + year if year else before.rstrip(".")

    @property
    def source(self) -> str:
        """The title of the first citation, empty where it cites nothing that was published.

        >>> published("cuba").source, published("aba").source
        ('Dynamic modelling of the Cuban missile crisis', '')
        """
        _, _, after = self.citation[0].partition("). ")
        return after.partition(". ")[0].rstrip(".")

    @cached_property
    def graph_model(self) -> GraphModel:
        """The conflict to ask: decision makers by their ids, states under the numbers that they have in print.

        >>> elmira = published("elmira").graph_model
        >>> elmira.equilibria("nash"), elmira.paths(1, 5)
        ((5, 8, 9), ((('local', 5),),))
        """
        from overture.conflict.asked.graph_model import GraphModel
        from overture.conflict.asked.named import Named

        if isinstance(self.model, OptionForm):
            return GraphModel.of(self.model, numbers=self.numbers, called=self.called)
        states = tuple(range(self.model.states))
        return GraphModel(Named(tuple(self.names), self.model, states, self.numbers, self.called))

    @cached_property
    def unknown(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """For a decision maker whose ranking is not known the pairs of which it is unknown which is better.

        As `GraphModel.equilibria_unknown` takes them; empty where all rankings are known.
        """
        found = {}
        for dm, pairs in self.known.items():
            sure = {frozenset(pair) for pair in pairs}
            apart = combinations(dict.fromkeys(self.numbers), 2)
            found[dm] = tuple(pair for pair in apart if frozenset(pair) not in sure)
        return found

    def answer(self, concept: str) -> Numbers | None:
        """The equilibria as we compute them, under the numbers of print; nothing where the entry has none."""
        if concept in self.differs:
            return self.differs[concept].computed
        return self.printed.get(concept, self.computed.get(concept))


@cache
def published(key: str) -> Published:
    """A published conflict by its key. Raises UnknownName, with the nearest key.

    >>> entry = published("prisoners-dilemma")
    >>> entry.printed["nash"], entry.called[4]
    ((4,), 'both tell')
    """
    keys = published_keys()
    if key not in keys:
        near = difflib.get_close_matches(str(key), keys, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(keys)}"
        raise UnknownName(f"there is no published conflict called `{key}`; {hint}")
    return read_published(key, (CONFLICTS / f"{key}.yaml").read_text(encoding="utf-8"))


def read_published(key: str, text: str) -> Published:
    """An entry from its text. Raises ConflictError where its parts do not fit each other.

    >>> entry = read_published("crossing", '''
    ... {title: A crossing, as_of: 2024-01-01, citation: [none], provenance: made up, teaches: "nothing",
    ...  decision_makers: {one: One, two: Two}, states: {5: here, 7: there}, moves: {one: [[5, 7]]},
    ...  rankings: {one: [7, 5], two: [[5, 7]]}, computed: {nash: [7]}}''')
    >>> entry.model.moves(0, 0), entry.numbers, entry.called
    ((1,), (5, 7), {5: 'here', 7: 'there'})
    """
    entry = yaml.safe_load(text)
    strange = sorted(set(entry) - _FIELDS)
    if strange:
        raise ConflictError(f"{key}: {strange[0]!r} is no field of a published conflict")
    model, numbers = _drawn(entry) if "moves" in entry else _option_form(entry)
    of_moves = entry["states"] if "moves" in entry else {}
    return Published(
        key=key,
        title=entry["title"],
        as_of=entry["as_of"],
        citation=tuple(entry["citation"]),
        provenance=entry["provenance"],
        teaches=entry["teaches"],
        model=model,
        numbers=numbers,
        names=entry["decision_makers"],
        said={name: given["says"] for name, given in entry.get("options", {}).items()},
        called={**of_moves, **entry.get("called", {})},
        infeasible=tuple(entry.get("infeasible", ())),
        known={dm: tuple((b, w) for b, w in pairs) for dm, pairs in entry.get("known", {}).items()},
        history=tuple(entry.get("history", ())),
        printed=_lists(entry.get("printed", {})),
        printed_stable={concept: _lists(by) for concept, by in entry.get("printed_stable", {}).items()},
        among=_lists(entry.get("among", {})),
        computed=_lists(entry.get("computed", {})),
        computed_stable={concept: _lists(by) for concept, by in entry.get("computed_stable", {}).items()},
        computed_readings={reading: _lists(by) for reading, by in entry.get("computed_readings", {}).items()},
        differs={c: Difference(tuple(d["computed"]), d["reason"]) for c, d in entry.get("differs", {}).items()},
        coalitions=tuple(CoalitionMove(tuple(c["members"]), c["from"], c["to"]) for c in entry.get("coalitions", ())),
    )


def _option_form(entry: Mapping[str, Any]) -> tuple[OptionForm, Numbers]:
    options = tuple(_option(name, given) for name, given in entry["options"].items())
    if "states" in entry:
        columns = [(number, state) for number, marks in entry["states"].items() for state in _settings(marks, options)]
        states = tuple(state for _, state in columns)
        numbers = tuple(number for number, _ in columns)
    else:
        states = feasible_states([len(option.values) for option in options], entry["infeasible"])
        decimal = entry["numbers"] == "decimal"
        numbers = tuple(_decimal(state) if decimal else at for at, state in enumerate(states, 1))
    # states that print draws together need numbers of their own: those after the last
    spare = iter(range(max(numbers) + 1, max(numbers) + 1 + len(numbers)))
    own = tuple(n if n not in numbers[:at] else next(spare) for at, n in enumerate(numbers))
    together: dict[int, list[int]] = {}
    for number, one in zip(numbers, own, strict=True):
        together.setdefault(number, []).append(one)
    rankings = {
        dm: tuple(tuple(one for number in group for one in together.get(number, [number])) for group in ranking)
        for dm, ranking in _rankings(entry).items()
    }
    return OptionForm(tuple(entry["decision_makers"]), options, states, rankings, own), numbers


def _option(name: str, given: Mapping[str, Any]) -> NamedOption:
    values = tuple(given.get("values", ("no", "yes")))
    final = given.get("final", False)
    return NamedOption(
        name=name,
        owner=given["owner"],
        values=values,
        now=_value(given.get("now", 0)),
        final=final if isinstance(final, bool) else tuple(final),
        no_return=given.get("no_return", False),
    )


def _value(mark: str | int) -> int:
    """Y, N or a digit as the number of a value."""
    return {"N": 0, "Y": 1}[mark] if mark in ("N", "Y") else int(mark)


def _settings(marks: str, options: Sequence[NamedOption]) -> list[tuple[int, ...]]:
    """All settings that a column stands for: a dash stands for every value."""
    if len(marks) != len(options):
        raise ConflictError(f"the column {marks!r} has {len(marks)} marks for {len(options)} options")
    # the first option changes fastest, as in print
    choices = [range(len(o.values)) if mark == "-" else (_value(mark),) for mark, o in zip(marks, options, strict=True)]
    return [tuple(reversed(setting)) for setting in product(*reversed(choices))]


def _decimal(state: Sequence[int]) -> int:
    return sum(value << place for place, value in enumerate(state))


def _drawn(entry: Mapping[str, Any]) -> tuple[Graph, Numbers]:
    numbers = tuple(entry["states"])
    place = {number: at for at, number in enumerate(numbers)}
    for pairs in entry["moves"].values():
        strange = sorted({n for pair in pairs for n in pair if n not in place})
        if strange:
            raise ConflictError(f"a move names the state {strange[0]}, which there is not")
    dms = entry["decision_makers"]
    arrows = [[(place[s], place[t]) for s, t in entry["moves"].get(dm, ())] for dm in dms]
    rankings = _rankings(entry)
    ranks = []
    for dm in dms:
        check_ranking(dm, rankings[dm], numbers)
        height = {number: -at for at, group in enumerate(rankings[dm]) for number in group}
        ranks.append([height[number] for number in numbers])
    return Graph.from_arrows(len(numbers), arrows, ranks), numbers


def _rankings(entry: Mapping[str, Any]) -> dict[str, Ranking]:
    return {
        dm: tuple(tuple(group) if isinstance(group, list) else (group,) for group in ranking)
        for dm, ranking in entry["rankings"].items()
    }


def _lists(given: Mapping[str, Sequence[int]]) -> dict[str, Numbers]:
    return {name: tuple(numbers) for name, numbers in given.items()}
