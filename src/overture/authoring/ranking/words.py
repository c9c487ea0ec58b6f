"""An outcome told by any formula: the one state worth asking about in which it is true."""

from __future__ import annotations

from collections.abc import Sequence

from overture.authoring.ranking.answers import BadAnswers, text_of
from overture.authoring.ranking.features import State, truth_in
from overture.authoring.ranking.outcomes_to_rank import chosen, pool_of
from overture.dossier import Dossier
from overture.dossier.references import References
from overture.logic import FormulaError, parse
from overture.logic.syntax import Is, Name, Step, atoms
from overture.model import Model


def named_by(dossier: Dossier, models: Sequence[Model], actor: str, text: str, most: int = 12) -> State:
    """The outcome of which a formula is true, among those that would be asked about. Raises `BadAnswers`."""
    try:
        formula = parse(text)
    except FormulaError as error:
        raise BadAnswers(f"`{text}` is no outcome: {error.message}") from None
    known = {*dossier.options, *dossier.facts, *dossier.decisions, *dossier.assumptions}
    for atom in atoms(formula):
        name = atom.name if isinstance(atom, Name) else atom.option if isinstance(atom, Is | Step) else None
        if name is not None and name.rpartition(".")[2] not in known:
            raise BadAnswers(f"`{text}` is no outcome: nothing is called `{name}`")
    references = References(dossier)
    references.formula(formula, ("options",))  # any place of the file: only what is wrong is of interest
    if references.problems:
        wrong = references.problems[0]
        raise BadAnswers(f"`{text}` is no outcome: {wrong.message}{'; ' if wrong.hint else ''}{wrong.hint}")
    pool = pool_of(dossier, models, actor)
    states = [pool.states[i] for i in chosen(dossier, pool, actor, most)]
    found = [state for state, true in zip(states, truth_in(models[0], formula, states), strict=True) if true]
    if len(found) != 1:
        some = "; ".join(text_of(models[0].space, s) for s in found[:3])
        what = f"tells {len(found)} outcomes ({some})" if found else "tells none of the outcomes"
        raise BadAnswers(f"`{text}` {what}; name every option that is not as now")
    return found[0]
