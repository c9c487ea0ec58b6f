"""Forecast and assertion against what happened: hit, miss, not foreseen, cannot be told."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from overture.diagrams import mark
from overture.dossier import DO_NOTHING
from overture.dossier.entries import LIKELIHOODS, Claim, Hindsight, plain_value
from overture.logic import Formula
from overture.logic.syntax import Name, Not
from overture.papers.content import Cell, Column, Row, Sentence, Sign, Table
from overture.papers.english import capital, counted, day, ended, listed, number
from overture.papers.history import History, came_true, history, is_beyond_us_all, is_ours
from overture.papers.naming import cited_short, entry_label, formula_text
from overture.papers.sentences.case import Case, say
from overture.papers.sentences.grounds.audit import asserted_text
from overture.papers.sentences.occasions.taken import Taken, of_the_taken

Score = Literal["hit", "miss", "not foreseen", "cannot be told", "done", "done as approved", "not done"]
_MARKS: dict[Score, str] = {
    "hit": "follows", "miss": "contradicted", "not foreseen": "rests on", "cannot be told": "cannot be assessed",
    "done": "follows", "done as approved": "follows", "not done": "contradicted",
}  # fmt: skip
_CALLED: dict[Score, tuple[str, str]] = {  # of one, of several
    "hit": ("is as forecast", "are as forecast"), "miss": ("is against the forecast", "are against the forecast"),
    "not foreseen": ("was not foreseen", "were not foreseen"),
    "cannot be told": ("cannot be told", "cannot be told"),
    "done": ("is our own act, as advised", "are our own acts, as advised"),
    "done as approved": ("is our own act, as approved", "are our own acts, as approved"),
    "not done": ("is our own act, and not as advised", "are our own acts, and not as advised"),
}  # fmt: skip


def forecast(case: Case, name: str, formula: Formula) -> bool | None:
    """What was forecast after a proposal: so, not so, or nothing where it differs by world or state or is not told."""
    found: set[bool | None] = set()
    for world in case.worlds:
        outcome = case.outcome(name, world)
        for settlement in outcome.settlements if outcome else ():
            for at, setting in enumerate(settlement.states):
                here = settlement.here[at]
                state = case.state(name, settlement, world)
                state = type(state)({**state.setting, **setting}, state.world, here.arguments, here.treaties)
                found.add(case.true_in(state, formula))
    return found.pop() if len(found) == 1 else None


def events(case: Case, taken: Taken) -> tuple[tuple[Score, Row], ...]:
    """Each event of `hindsight`, with what had been forecast of it for the course that was taken."""
    found = []
    for event in case.dossier.hindsight:
        cited = cited_short(case.dossier, event.from_)
        trace = ("hindsight", *taken.trace, *(c.source for c in event.from_))
        score, told = _judged(case, taken, event)
        happened = [say(ended(event.text), trace=trace, basis="fact", sources=cited)]
        if event.because:
            happened.append(say(f"The analyst: {ended(event.because)}", trace=trace, basis="judgement"))
        found.append((score, Row((
            (say(day(event.date), trace=trace),), tuple(happened), (say(told, trace=trace),), (_scored(score, trace),),
            (say(", ".join(cited[:2]), trace=trace, sources=cited),),
        ))))  # fmt: skip
    return tuple(found)


def _judged(case: Case, taken: Taken, event: Hindsight) -> tuple[Score, str]:
    """An event against the forecast. What the proposer does itself is no forecast: it was advised, or it was not."""
    if event.foreseen is False:
        return "not foreseen", "The analyst had not thought of it."
    if event.holds is None:
        return "cannot be told", "Nothing in the file is tied to it."
    asked = formula_text(case.dossier, event.holds)
    if is_ours(case.dossier, event.holds):
        return _our_act(case, taken, event.holds, asked)
    if taken.name is None and not is_beyond_us_all(case.dossier, event.holds):
        return "cannot be told", "No course that is compared was taken, so nothing was forecast of it."
    value = forecast(case, taken.name or case.chosen, event.holds)
    if value is None:
        return "cannot be told", f"Left open: whether {asked}."
    if value:
        return "hit", f"Forecast: {asked}."
    return "miss", f"Forecast: {formula_text(case.dossier, Not(event.holds))}."


def _our_act(case: Case, taken: Taken, formula: Formula, asked: str) -> tuple[Score, str]:
    """What we did against what was advised; where that leaves it open or is against it, against what was approved."""
    by_world = [{forecast(case, name, formula) for name in w.recommended} for w in case.advice.by_world]
    advised = all(True in values for values in by_world)  # of courses that tie, one is enough
    against = all(values == {False} for values in by_world)
    approved = None if taken.approved is None else forecast(case, taken.approved, formula)
    if advised:
        told = {True: "Advised and approved", False: "Advised, and not approved", None: "Advised"}[approved]
        return "done", f"{told}: {asked}."
    if approved:
        return "done as approved", f"Approved{', and not advised' if against else ''}: {asked}."
    if against:
        return "not done", f"Not advised: {asked}."
    not_approved = ", and it was not approved" if approved is False else ""
    return "cannot be told", f"The advice leaves open whether {asked}{not_approved}."


def _scored(score: Score, trace: tuple[str, ...]) -> Sentence:
    return say(Sign(mark("claim", _MARKS[score]), capital(score)), trace=trace)


def events_table(found: tuple[tuple[Score, Row], ...]) -> Table:
    columns = (
        Column("Day", 12), Column("What happened", 36), Column("What was forecast"), Column("Score", 14),
        Column("Source", 12),
    )  # fmt: skip
    return Table("Events, and what had been forecast", columns, tuple(row for _, row in found), row_heads=False)


def asserted(case: Case, taken: Taken) -> tuple[tuple[Score, Row], ...]:
    """Each claim on which the events bear, whatever the analysis found of it: whoever made it asserted it.

    That the analysis contradicted it, or could not assess it, is told with the claim. A claim about a course that was
    not taken, or that supposes what did not come, cannot be told: the reason is told.
    """
    past = history(case.dossier)
    found = []
    for key, claim in case.dossier.claims.items():
        result = case.advice.claims.get(key)
        formula = _asserts(case, claim)
        if result is None or formula is None:
            continue
        if came_true(case.dossier, History({}), formula) is not None:
            continue  # it was so whatever happened
        value = _as_likely(claim, came_true(case.dossier, past, formula))
        if value is None:
            continue  # the events tell nothing of it
        supposed, why = _supposed(case, claim, past)
        if supposed and not is_beyond_us_all(case.dossier, formula):
            supposed, why = _of_the_course(case, claim, taken, value)
        if supposed is None:
            continue  # nor of what it supposes
        score: Score = "cannot be told" if not supposed else "hit" if value else "miss"
        trace = (key, "hindsight", *(taken.trace if why else ()))
        found.append((score, Row((
            _claimed(case, key, claim, result.verdict, trace), (say(why or "–", trace=trace),),
            (_scored(score, trace),),
        ))))  # fmt: skip
    return tuple(found)


def _claimed(case: Case, key: str, claim: Claim, verdict: str, trace: tuple[str, ...]) -> Cell:
    """What a claim asserts; and what the analysis found, where that is not that it is so."""
    text = capital(asserted_text(case, key, claim))
    found = {"contradicted": "The analysis contradicted it.", "cannot be assessed": "The analysis could not assess it."}
    if verdict not in found:
        return (say(text, trace=trace),)
    return say(ended(text), trace=trace), say(found[verdict], trace=trace)


def _of_the_course(case: Case, claim: Claim, taken: Taken, value: bool) -> tuple[bool, str]:
    """Whether a claim is about the course that was taken; if not, why the events cannot confirm or refute it."""
    after = claim.after or (DO_NOTHING,)
    if taken.name not in after:
        return False, of_the_taken(case, taken, after)
    if value and len(after) > 1:
        return False, "It is about other courses too, which were not taken."
    return True, ""


def _supposed(case: Case, claim: Claim, past: History) -> tuple[bool | None, str]:
    """Whether what a claim supposes came: the reply that it names, and its condition; nothing where none tells."""
    reply = case.dossier.replies.get(claim.they or "")
    given: list[bool | None] = []
    for name, value in (reply.settings if reply is not None else {}).items():
        option = case.dossier.option(name)
        at = past.settings.get(option.qualified) if option else None
        given.append(None if at is None or option is None else at == plain_value(option, value))
    if False in given:
        return False, f"It supposes a reply that was not given: {entry_label(case.dossier, claim.they or '')}."
    condition = came_true(case.dossier, past, claim.if_) if claim.if_ is not None else True
    if condition is False and claim.if_ is not None:
        return False, f"It supposes what did not come: {formula_text(case.dossier, claim.if_)}."
    return (None if None in (*given, condition) else True), ""


def _as_likely(claim: Claim, came: bool | None) -> bool | None:
    """Whether a claim was right: one that calls something unlikely is where it did not come true."""
    if claim.likelihood is None or came is None:
        return came
    at = LIKELIHOODS.index(claim.likelihood) - LIKELIHOODS.index("roughly even")
    return None if at == 0 else came is (at > 0)


def _asserts(case: Case, claim: Claim) -> Formula | None:
    """What a claim says would be so. That a goal stays open, or is lost in one way, no single history tells."""
    if claim.holds is not None and claim.at in (None, "settlements"):
        return claim.holds
    goal = case.dossier.statements.get(claim.kept or claim.lost or "")
    if goal is None or claim.way is not None:
        return None
    return goal.want if claim.kept else Not(goal.want)


def assertions_table(found: tuple[tuple[Score, Row], ...]) -> Table:
    """The claims on which the events bear; misses first."""
    order = ("miss", "hit", "cannot be told")
    rows = tuple(row for _, row in sorted(found, key=lambda f: order.index(f[0])))
    columns = [Column("Claim"), Column("Why it cannot be told", 34), Column("Score", 18)]
    if all(score != "cannot be told" for score, _ in found):
        del columns[1]
        rows = tuple(Row((row.cells[0], row.cells[2])) for row in rows)
    return Table("Claims, and whether they came true", tuple(columns), rows)


def assumptions(case: Case) -> tuple[tuple[Sentence, ...], ...]:
    """What was taken for granted and the events have told about."""
    past = history(case.dossier)
    found = []
    for key, assumption in case.dossier.assumptions.items():
        known = past.parts.get(Name(key))
        if known is None:
            continue
        text = assumption.text.rstrip(".") or key.replace("_", " ")
        came = "it came so" if known else "it did not come so"
        taken = {True: "it was taken to be so", False: "it was taken not to be so", None: "it was left open"}
        score: Score = "hit" if assumption.taken is known else "miss"
        if assumption.taken is None or assumption.likelihood == "roughly even":
            score = "cannot be told"
        told = f" {capital(text)}: {taken[assumption.taken]}, and {came}."
        found.append((say(Sign(mark("claim", _MARKS[score]), capital(score)), told, trace=(key, "hindsight")),))
    return tuple(found)


def finding(case: Case, found: tuple[tuple[Score, Row], ...], claims: tuple[tuple[Score, Row], ...]) -> Sentence:
    """How many of each."""
    trace = ("hindsight", *case.dossier.claims)
    if not found:
        return say("The file tells of nothing that happened later.", trace=trace)
    scores = Counter(score for score, _ in found)
    there = {s: scores[s] for s in _MARKS if scores[s]}
    told = listed([f"{number(n)} {_CALLED[s][n > 1]}" for s, n in there.items()])
    text = f"Of {counted(len(found), 'event')} {told}."
    return say(f"{text}{_of_the_claims(Counter(score for score, _ in claims))}", trace=trace)


def _of_the_claims(came: Counter[Score]) -> str:
    words: dict[Score, tuple[str, str]] = {
        "hit": ("was right", "were right"), "miss": ("was wrong", "were wrong"),
        "cannot be told": ("cannot be told", "cannot be told"),
    }  # fmt: skip
    told = [f"{number(came[s])} {said[came[s] > 1]}" for s, said in words.items() if came[s]]
    return f" Of the claims on which the events bear, {listed(told)}." if told else ""
