"""From a complete ranking to statements that give it, and into the file: only the actor's own list is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from overture.authoring.ranking.answers import Said, as_reason, from_reason, not_yet_said
from overture.authoring.ranking.features import State, formula_of, truth_in
from overture.authoring.ranking.outcomes_to_rank import most_disputed
from overture.authoring.ranking.plan import Form
from overture.authoring.ranking.ranking import Interview
from overture.authoring.ranking.unranked import open_unranked
from overture.dossier.entries import Statement
from overture.elicitation import alternatives, ordered_statements, outcomes_best_first, rank_of
from overture.files.rewriting import CannotRewrite, put
from overture.files.yaml_writing import flow
from overture.logic import Formula, show
from overture.logic.syntax import Or
from overture.model import models

# statements rank what nobody was asked about too, and outcomes leave it all last: so they must be this much shorter
_MUCH_SHORTER = 0.67


@dataclass(frozen=True)
class Proposal:
    """Statements that give a ranking: those of the file that stay, and the new ones; or formulas best first."""

    form: Form
    given: tuple[Statement, ...]
    new: tuple[Formula, ...]

    def wants(self) -> tuple[Formula, ...]:
        """The new statements as they are read: of outcomes best first, each wants the earlier ones or itself."""
        if self.form == "statements":
            return self.new
        before = tuple(s.want for s in self.given[-1:])  # it wants those before it too
        every = [(*before, *self.new[: i + 1]) for i in range(len(self.new))]
        return tuple(Or(parts) if len(parts) > 1 else parts[0] for parts in every)


class Pair(NamedTuple):
    """Two outcomes, the first ranked above the second, and the number of the new statement that says so."""

    better: State
    worse: State
    statement: int


def levels_of(interview: Interview, answers: Sequence[Said]) -> tuple[tuple[int, ...], list[int]]:
    """The outcomes asked about, as numbers of the pool, and the level of each, the highest the best."""
    ranking = interview.ranking(answers)
    level = {state: len(ranking) - place for place, group in enumerate(ranking) for state in group}
    taken = interview.outcomes(answers)
    return taken, [level[interview.pool.states[number]] for number in taken]


def propose(interview: Interview, answers: Sequence[Said], form: Form | None = None) -> Proposal:
    """Statements that give the ranking of the answers exactly; outcomes best first where much shorter."""
    taken, levels = levels_of(interview, answers)
    features = interview.pool.features
    here = features.of(taken)
    if interview.best_first:
        return Proposal("outcomes", interview.given, _added_below(interview, taken, levels))
    if interview.given or form != "outcomes":
        given = interview.given_truths[:, list(taken)] if interview.given else None
        forms = ordered_statements(here, features.costs, levels, given)
        statements = Proposal("statements", interview.given, tuple(formula_of(f, features) for f in forms))
        if interview.given or form == "statements":
            return statements
    best = outcomes_best_first(here, features.costs, levels)
    outcomes = Proposal("outcomes", (), tuple(formula_of(f, features) for f in best))
    if form == "outcomes" or _length(outcomes) < _MUCH_SHORTER * _length(statements):
        return outcomes
    return statements


def _added_below(interview: Interview, taken: Sequence[int], levels: Sequence[int]) -> tuple[Formula, ...]:
    """Outcomes best first for what has no place in the ranking of the file; below it they change nothing in it."""
    silent = [(n, level) for n, level in zip(taken, levels, strict=True) if n not in interview.placed]
    if not silent:
        return ()
    features = interview.pool.features
    best = outcomes_best_first(features.of([n for n, _ in silent]), features.costs, [level for _, level in silent])
    return tuple(formula_of(f, features) for f in best)


def _length(proposal: Proposal) -> int:
    """How long the text of a proposal is."""
    return len(flow([show(f) for f in proposal.new])) + len("outcomes: ") * (proposal.form == "outcomes")


def gives(interview: Interview, answers: Sequence[Said], proposal: Proposal) -> bool:
    """Whether a proposal ranks the outcomes asked about exactly as the answers do."""
    taken, levels = levels_of(interview, answers)
    return _same_order(_places(interview, proposal)[list(taken)], np.array(levels))


def _same_order(places: npt.NDArray[np.int64], levels: npt.NDArray[np.int64]) -> bool:
    signs = (np.sign(x[:, None] - x[None]) for x in (places, levels))
    return bool(np.array_equal(*signs))


def _places(interview: Interview, proposal: Proposal) -> npt.NDArray[np.int64]:
    """The place of every state of the pool under a proposal, nought the lowest."""
    model, states = interview.models[0], interview.pool.states
    rows = [truth_in(model, want, states) for want in proposal.wants()]
    given = interview.given_truths if proposal.given else interview.given_truths[:0]
    return rank_of(np.concatenate([given, np.array(rows, bool).reshape(len(rows), len(states))]))


def telling_pairs(interview: Interview, answers: Sequence[Said], proposal: Proposal, most: int = 2) -> list[Pair]:
    """For the first new statements, the worst outcome asked about where it holds above the best where it fails.

    These pairs follow from the answers, and say most plainly what the order of the statements means.
    """
    taken, _ = levels_of(interview, answers)
    places = _places(interview, proposal)
    states, found = [interview.pool.states[n] for n in taken], []
    for number, want in enumerate(proposal.wants()[:most]):
        true = dict(zip(taken, truth_in(interview.models[0], want, states).tolist(), strict=True))
        holds, fails = [n for n in taken if true[n]], [n for n in taken if not true[n]]
        pairs = [(places[a] - places[b], a, b) for a in holds for b in fails if places[a] > places[b]]
        if pairs:
            _, a, b = min(pairs)
            found.append(Pair(interview.pool.states[a], interview.pool.states[b], number))
    return found


def open_pair(interview: Interview, answers: Sequence[Said], proposal: Proposal) -> Pair | None:
    """Two outcomes, one of them never asked about, that other statements with the same answers rank otherwise."""
    taken, levels = levels_of(interview, answers)
    features = interview.pool.features
    given = interview.given_truths[:, list(taken)] if interview.given else None
    lists = alternatives(features.of(taken), features.costs, levels, given)
    asked = most_disputed(interview.pool, taken, lists, interview.given_truths, interview.placed)
    if asked is None:
        return None
    places = _places(interview, proposal)
    apart = [(abs(int(places[asked] - places[n])), n) for n in taken if places[asked] != places[n]]
    if not apart:
        return None
    near = min(apart)[1]
    a, b = (asked, near) if places[asked] > places[near] else (near, asked)
    return Pair(interview.pool.states[a], interview.pool.states[b], -1)


def not_asked_about(interview: Interview, answers: Sequence[Said]) -> int:
    """How many feasible outcomes the statements rank without anybody having been asked."""
    return int(interview.models[0].feasible.sum()) - len(interview.outcomes(answers))


def written(
    text: str, interview: Interview, proposal: Proposal, answers: Sequence[Said], asked_on: date, file: str
) -> str:
    """The text of the file with the proposal in it; nothing but the actor's own list is changed.

    `answers`: all of them, those kept in the file included; the first new statement carries those that the
    statements that stay do not carry. Raises `CannotRewrite`, and `DossierError` where something of the file
    no longer fits (a claim that names a statement that is gone).
    """
    path = ("preferences", interview.actor)
    fresh = not_yet_said(answers, [a for s in proposal.given for a in _carried(interview, s)])
    items: list[dict[str, Any]] = [{"want": show(f), "basis": "judgement"} for f in proposal.new]
    if items and fresh:
        items[0]["because"] = as_reason(interview.space, fresh, asked_on)
    if proposal.given:
        below = (*path, "outcomes") if proposal.form == "outcomes" else path
        new = put(text, [], [(below, item) for item in items])
    else:
        items = items or [{"want": "true", "basis": "judgement"}]  # all outcomes are alike
        if fresh and "because" not in items[0]:
            items[0]["because"] = as_reason(interview.space, fresh, asked_on)
        new = put(text, [(path, {"outcomes": items} if proposal.form == "outcomes" else items)])
    dossier, _ = open_unranked(new, file)
    taken, levels = levels_of(interview, answers)
    ranks = models(dossier)[0].rank(interview.actor)
    if not _same_order(np.array([ranks[interview.pool.states[n]] for n in taken]), np.array(levels)):
        raise CannotRewrite("the statements would not rank the outcomes in this file as the answers do")
    return new


def _carried(interview: Interview, statement: Statement) -> list[Said]:
    return from_reason(interview.space, statement.because)


def with_statement(proposal: Proposal, number: int, formula: Formula | None) -> Proposal:
    """The proposal with one of its new statements replaced, or taken out."""
    new = list(proposal.new)
    new[number : number + 1] = [] if formula is None else [formula]
    return replace(proposal, new=tuple(new))
