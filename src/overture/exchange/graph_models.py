"""A dossier as a graph model, of which everything can be asked that the theory has: `overture.conflict.GraphModel`."""

from __future__ import annotations

from overture.conflict import GraphModel
from overture.conflict.asked.named import Named
from overture.conflict.forms.option_form import MOST_LISTED, NamedOption
from overture.dossier import Dossier
from overture.exchange.whole import refuse_more, whole
from overture.model.space import space_of


def graph_model(dossier: Dossier) -> GraphModel:
    """The whole conflict of a dossier, as `analyse --show conflict` shows it, the proposer the first decision maker.

    Decision makers and options have their ids. States have the numbers of `analyse --show conflict`, from 0, and are
    called by their names beside them. Of several base worlds it is the first.

    Raises `LimitReached` for too many settings, or states to list one by one, and what `overture.model.models` raises.

    >>> from overture.dossier import read
    >>> model = graph_model(read('''
    ... overture: 1
    ... title: The crossing
    ... as_of: 2024-01-15
    ... proposer: row
    ... actors: {row: {name: Row}, column: {name: Column}}
    ... options:
    ...   row: {swerve: {text: Row swerves}}
    ...   column: {give_way: {text: Column gives way}}
    ... facts:
    ...   crash: {when: not swerve and not give_way, text: they crash, basis: fact}
    ... preferences:
    ...   row: [not crash, give_way, not swerve]
    ...   column: [not crash, swerve, not give_way]
    ... ''', "crossing.yaml"))
    >>> model.decision_makers, model.numbers, model.settings(2)
    (('row', 'column'), (0, 1, 2, 3), ({'swerve': 'yes', 'give_way': 'no'},))
    >>> model.equilibria("nash"), model.stable("sim", "row")
    ((1, 2), (1, 2, 3))
    >>> print(model.why(0, "row", "nash"))
    State 0 (crash) is not stable for row under nash: it can move to state 2, which it prefers.
    """
    found, _ = whole(dossier)
    refuse_more(len(found.cells), MOST_LISTED, "states", "Take options out, or wordings of them")
    options = tuple(
        NamedOption(
            option.id, option.owner, option.values, option.values.index(option.today),
            option.final if isinstance(option.final, bool) else tuple(map(option.values.index, option.final)),
            option.no_return,
        )
        for option in space_of(dossier).options
    )  # fmt: skip
    states = tuple(tuple(setting) for setting in found.settings.tolist())
    return GraphModel(Named(found.ids, found.conflict, states, tuple(range(len(states))), found.called.names, options))
