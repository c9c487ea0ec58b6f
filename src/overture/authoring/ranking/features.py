"""What can be said of an outcome in a formula: the propositions of a dossier, with their truth in chosen states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from overture.dossier import Dossier
from overture.dossier.names import formulas
from overture.elicitation import Form
from overture.logic import Formula, atoms, show
from overture.logic.syntax import And, Iff, Is, Name, Not, Or, Step, Truth
from overture.model import Model

LONGEST = 60  # a formula of the dossier that is longer is taken by its parts alone
_OF_ITS_OWN = 0.7  # of two words that fit, that on what the actor itself does is the better guess
_HANGS_ON_WORLDS = 1.5  # what is true of a state in one world and false in another is a worse word for it


class State(NamedTuple):
    """An outcome: the numbers of a package and a reply."""

    package: int
    reply: int


@dataclass(frozen=True, eq=False)
class Features:
    """Propositions, their truth (propositions, states), and how long it is to say and deny each (propositions, 2)."""

    formulas: tuple[Formula, ...]
    truths: npt.NDArray[np.bool_]
    costs: npt.NDArray[np.int64]

    def of(self, columns: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Their truth in some of the states."""
        return self.truths[:, list(columns)]


def propositions(dossier: Dossier) -> tuple[Formula, ...]:
    """All that a formula may say of a state: values of options, facts, what other formulas of the dossier speak of.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> [show(p) for p in propositions(read(case("first-case")))][:4]
    ['offer is silent', 'offer is talks', 'offer is treaty', 'reply is none']
    """
    found = dict.fromkeys(_of_options(dossier))
    found.update(dict.fromkeys(Name(name) for name in (*dossier.facts, *dossier.decisions)))
    for formula, _ in formulas(dossier):
        parts: list[Formula] = [a for a in atoms(formula) if not isinstance(a, Is | Step)]
        if len(show(formula)) <= LONGEST and not isinstance(formula, Truth | Not):
            parts.append(formula)
        found.update(dict.fromkeys(p for p in parts if not (isinstance(p, Name) and p.name in dossier.assumptions)))
    return tuple(f for f in found if not isinstance(f, Name) or dossier.option(f.name) or _defined(dossier, f.name))


def _of_options(dossier: Dossier) -> Iterator[Formula]:
    for option in dossier.options.values():
        if not option.choices:
            yield Name(option.id)
            continue
        yield from (Is(option.id, (value,)) for value in option.values)
        if option.ordered:
            yield from (Step(option.id, "least", value) for value in option.values[2:-1])


def _defined(dossier: Dossier, name: str) -> bool:
    return name in dossier.facts or name in dossier.decisions


def truth_in(model: Model, formula: Formula, states: Sequence[State]) -> npt.NDArray[np.bool_]:
    """Where a formula is true, (states,); nothing is laid out over all states of the model."""
    table, space = model.table.of(formula), model.space
    if table.ndim == 0:
        return np.full(len(states), bool(table))
    index = np.array([(*space.package_index(s.package), *space.reply_index(s.reply)) for s in states], np.intp)
    places = tuple(column if size > 1 else column * 0 for column, size in zip(index.T, table.shape, strict=True))
    return np.asarray(table[places], bool)


def speaks_of(dossier: Dossier, actor: str, formula: Formula) -> bool:
    """Whether a proposition names an option of the actor."""
    names = [a.name if isinstance(a, Name) else a.option for a in atoms(formula) if isinstance(a, Name | Is | Step)]
    options = [dossier.option(name) for name in names]
    return any(option is not None and option.owner == actor for option in options)


def features_of(dossier: Dossier, models: Sequence[Model], states: Sequence[State], actor: str) -> Features:
    """The propositions that differ among some states of the first world; those on the actor's own acts are cheap."""
    kept, truths, costs = [], [], []
    for formula in propositions(dossier):
        row = truth_in(models[0], formula, states)
        if row.all() or not row.any():
            continue
        same = all(np.array_equal(truth_in(m, formula, states), row) for m in models[1:])
        factor = (1.0 if same else _HANGS_ON_WORLDS) * (_OF_ITS_OWN if speaks_of(dossier, actor, formula) else 1.0)
        kept.append(formula)
        truths.append(row)
        costs.append([round(len(show(f)) * factor) for f in (formula, Not(formula))])
    return Features(
        tuple(kept), np.array(truths, bool).reshape(len(kept), len(states)), np.array(costs, np.int64).reshape(-1, 2)
    )


def formula_of(form: Form, features: Features) -> Formula:
    """A form over the features as a formula of the language.

    >>> some = Features((Is("reply", ("refuse",)), Is("reply", ("none",))), np.eye(2, dtype=bool), np.ones((2, 2), int))
    >>> show(formula_of(Form(((0,), (1,))), some)), show(formula_of(Form(((~0, ~1),)), some))
    ('reply is (refuse or none)', 'reply is not (refuse or none)')
    """
    if form.exactly:
        one, other = (_literal(features, i) for i in form.groups[0])
        return Iff(one, other)
    inner, outer = (_all, _any) if form.either else (_any, _all)
    return outer([inner([_literal(features, i) for i in group]) for group in form.groups])


def _literal(features: Features, number: int) -> Formula:
    formula = features.formulas[number if number >= 0 else ~number]
    return formula if number >= 0 else _denied(formula)


def _denied(formula: Formula) -> Formula:
    return formula.part if isinstance(formula, Not) else Not(formula)


def _any(parts: list[Formula]) -> Formula:
    """Any of the parts, several values of one option told together."""
    merged: dict[object, Formula] = {}
    for part in parts:
        key: object = part.option if isinstance(part, Is) else part
        earlier = merged.get(key)
        if isinstance(part, Is) and isinstance(earlier, Is):
            merged[key] = Is(part.option, tuple(dict.fromkeys((*earlier.values, *part.values))))
        else:
            merged[key] = part
    found = [p for whole in merged.values() for p in (whole.parts if isinstance(whole, Or) else (whole,))]
    return found[0] if len(found) == 1 else Or(tuple(found))


def _all(parts: list[Formula]) -> Formula:
    """All of the parts, several denied values of one option told together."""
    denied = _any([p.part for p in parts if isinstance(p, Not) and isinstance(p.part, Is)] or [Truth(False)])
    whole = denied.parts if isinstance(denied, Or) else (denied,)
    found: list[Formula] = []
    for part in parts:
        if isinstance(part, Not) and isinstance(part.part, Is):
            option = part.part.option
            part = next(Not(w) for w in whole if isinstance(w, Is) and w.option == option)
        found += part.parts if isinstance(part, And) else (part,)
    found = list(dict.fromkeys(found))
    return found[0] if len(found) == 1 else And(tuple(found))
