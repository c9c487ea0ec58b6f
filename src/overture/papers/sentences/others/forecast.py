"""How the others are expected to reply, where it ends, and what would follow another reply."""

from __future__ import annotations

from overture.advice.results import Cell
from overture.dossier import DO_NOTHING
from overture.papers.content import Sentence, without_ids
from overture.papers.english import capital, day, ended, listed
from overture.papers.naming import entry_label, statement_label
from overture.papers.options import actor, setting_phrase
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.cases import Text, in_each_case, sentence_by_sentence
from overture.papers.sentences.decision.goals import settles_sentence
from overture.papers.sentences.grounds.audit import claim_text
from overture.papers.sentences.grounds.reliance import hanging, rest_sentences

MOST_STEPS = 4
MOST_NAMED = 4


def expected(case: Case, name: str) -> tuple[Text, ...]:
    """Who moves after a proposal, in order, and where events rest, in each case that the file leaves open."""
    return in_each_case(case, lambda view: (_expected(view, name),))


def _expected(case: Case, name: str) -> Text:
    """On what the file says of everybody's wants."""
    outcome = case.outcome(name)
    settlement = outcome.settlements[0] if outcome and outcome.settlements else None
    told_whole = (
        outcome is not None and len(outcome.settlements) == 1 and settlement is not None
        and len(settlement.states) == 1 and 0 < len(settlement.course) <= MOST_STEPS
    )  # fmt: skip
    if settlement is None or not told_whole:
        return (settles_sentence(case, name),)
    found = [say("On the wants and assumptions of the file events go like this.", trace=(name,))]
    for step in settlement.course:
        options = tuple(o.rpartition(".")[2] for o in step.sets)
        found.append(say(ended(setting_phrase(case.dossier, step.sets)), trace=(name, step.actor, *options)))
    return (*found, say("There events rest.", trace=(name,)))


def likely(case: Case, name: str) -> tuple[Sentence, ...]:
    """What the file calls likely or unlikely of what follows the proposal, in its own claims."""
    found = []
    for key, claim in case.dossier.claims.items():
        result = case.advice.claims.get(key)
        if result is None or result.verdict == "contradicted":
            continue
        if claim.likelihood and (not claim.after or name in claim.after):
            text = claim_text(case, key, claim)
            found.append(say(f"The likelihood of “{text}”: {claim.likelihood}.", trace=(key,)))
    return tuple(found)


def rests_on(case: Case, name: str) -> tuple[Text, ...]:
    """What the forecast rests on, the least firm first, each with its basis. Ids are left to the notes."""
    told = rest_sentences(case, about="" if case.advised_in(name) else name)
    known = {key for said, _ in told for key in said.trace}
    told += [pair for pair in hanging(case, name) if pair[0].trace[0] not in known]
    return tuple((said, without_ids(margin)) for said, margin in told)


def otherwise(case: Case, name: str) -> Text:
    """What each named reply would mean for the goals, where it is another than the one expected."""
    return sentence_by_sentence(case, lambda view: _otherwise(view, name))


def _otherwise(case: Case, name: str) -> Text:
    found = []
    for reply in case.dossier.replies:
        cell = case.first.matrix.get(name, {}).get(reply)
        if cell is None or not cell.possible or _settles(case, name, cell):
            continue
        found.append(_if_reply(case, name, reply, cell))
    return tuple(found)


def _settles(case: Case, name: str, cell: Cell) -> bool:
    outcome = case.outcome(name)
    return any(state in cell.states for s in (outcome.settlements if outcome else ()) for state in s.states)


def _if_reply(case: Case, name: str, reply: str, cell: Cell) -> Sentence:
    goals = [s.id for s in case.dossier.preferences.get(case.dossier.proposer, ()) if s.goal]
    base = case.first.matrix.get(DO_NOTHING, {}).get(reply)
    told = []
    kept = [g for g in goals if g in cell.held]
    lost = [g for g in goals if g in cell.failed]
    for keys, verb in ((kept, "kept"), (lost, "lost")):
        if keys:
            names = listed([f"“{statement_label(case.dossier, k)}”" for k in keys])
            told.append(f"{names} {'is' if len(keys) == 1 else 'are'} {verb}")
    others = [k for k in cell.held if base and k in base.failed and k not in goals]
    if others:
        told.append(f"more is gained: {listed([statement_label(case.dossier, k) for k in others[:MOST_NAMED]])}")
    text = f"If the reply is “{entry_label(case.dossier, reply)}”: {'; '.join(told) or 'no goal turns on it'}."
    return say(text, trace=(name, reply, *kept, *lost, *others))


def deadlines(case: Case, decided: bool = False) -> Text:
    """The days by which somebody must act, as far as the file names any; that it names none, where it is undecided."""
    found = [
        say(
            f"{capital(actor(case.dossier, o.owner))} can decide on “{o.short or o.ask or o.text or o.id}” "
            f"until {day(o.deadline)}.",
            trace=(o.id,),
        )
        for o in case.dossier.options.values()
        if o.deadline is not None
    ]
    if decided:
        return tuple(found)
    return tuple(found) or (say("The file names no day by which this must be decided.", trace=("options",)),)
