"""The graph model for people: decision makers by name, states under their printed numbers.

Everything asked of a `GraphModel` is answered by the other rooms of `overture.conflict`, which say what each
concept means. A number may stand for several states of an option form that print draws together (one with a dash);
it is told where all of them are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from overture.conflict.asked.courses import AskedCourses
from overture.conflict.asked.entering import Ranked, entered_form, entered_graph, entered_matrices, entered_options
from overture.conflict.asked.preferences import AskedPreferences
from overture.conflict.asked.reasons import AskedReasons
from overture.conflict.asked.stability import AskedStability
from overture.conflict.forms.option_form import NamedOption, OptionForm
from overture.conflict.forms.preferences import Statement


class GraphModel(AskedStability, AskedReasons, AskedCourses, AskedPreferences):
    """A conflict that people have entered, and what can be asked of it.

    >>> dilemma = GraphModel.from_options(
    ...     {"Row": ["Row tells"], "Column": ["Column tells"]},
    ...     states=["NN", "NY", "YN", "YY"],
    ...     rankings={"Row": [3, 1, 4, 2], "Column": [2, 1, 4, 3]},
    ... )
    >>> dilemma.equilibria("nash"), dilemma.equilibria("seq"), dilemma.stable("seq", "Row")
    ((4,), (1, 4), (1, 3, 4))
    >>> print(dilemma.why(1, "Row", "seq"))
    State 1 is stable for Row under seq: its one improvement is answered.
    Row could move to state 3; then Column, for its own sake, moves to state 4, which Row does not prefer to state 1.
    """

    @classmethod
    def from_options(
        cls,
        options: Mapping[str, Sequence[str | NamedOption]],
        *,
        states: Sequence[str] | None = None,
        infeasible: Sequence[str] = (),
        rankings: Mapping[str, Ranked] | None = None,
        statements: Mapping[str, Sequence[Statement]] | None = None,
        weights: Mapping[str, Mapping[str, float]] | None = None,
        final: Collection[str] = (),
        called: Mapping[int, str] | None = None,
    ) -> GraphModel:
        """A conflict from its options: who owns which, what is feasible, who prefers what.

        options: for each decision maker its options, answered by yes or no (or a NamedOption, for more).
        states: the feasible ones as printed, `YN-`, a dash for either; numbered 1, 2, 3, ...
        infeasible: in place of them the patterns that are not (`feasible_states`), all others in decimal order.
        rankings: for a decision maker the numbers best first, equally good ones in a list of their own;
            statements (ordered) or weights can take its place: see `preferences`.
        final: options that nobody takes back once they are taken. called: what states are called.

        Raises the errors of `errors`, each saying what to change, before arrays are laid out.
        """
        return cls(
            entered_options(
                options, states=states, infeasible=infeasible, rankings=rankings or {}, statements=statements or {},
                weights=weights or {}, final=final, called=called or {},
            )
        )  # fmt: skip

    @classmethod
    def from_arrows(
        cls,
        states: int | Sequence[int] | Mapping[int, str],
        arrows: Mapping[str, Iterable[tuple[int, int]]],
        rankings: Mapping[str, Ranked],
    ) -> GraphModel:
        """A graph drawn by hand: for each decision maker the moves that it can make, as pairs (from, to).

        states: how many (numbered from 1), or their numbers, or their numbers with what they are called.

        >>> crossing = GraphModel.from_arrows({1: "here", 2: "there"}, {"ferry": [(1, 2)]}, {"ferry": [2, 1]})
        >>> print(crossing.why(1, "ferry", "nash"))
        State 1 (here) is not stable for ferry under nash: it can move to state 2 (there), which it prefers.
        """
        return cls(entered_graph(states, arrows, rankings))

    @classmethod
    def from_matrices(
        cls,
        matrices: Mapping[str, Any],
        rankings: Mapping[str, Ranked],
        states: int | Sequence[int] | Mapping[int, str] | None = None,
    ) -> GraphModel:
        """A graph from one square matrix of moves for each decision maker: a row for each state that is left.

        >>> GraphModel.from_matrices({"ferry": [[0, 1], [0, 0]]}, {"ferry": [2, 1]}).equilibria("nash")
        (2,)
        """
        return cls(entered_matrices(matrices, rankings, states))

    @classmethod
    def of(
        cls, form: OptionForm, *, numbers: Sequence[int] | None = None, called: Mapping[int, str] | None = None
    ) -> GraphModel:
        """A conflict in option form; `numbers` for its states in place of its own."""
        return cls(entered_form(form, numbers or form.numbers, called or {}))
