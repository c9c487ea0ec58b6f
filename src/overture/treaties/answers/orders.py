"""Whether acts can be done in an order: each step tried at its place by the articles."""

from __future__ import annotations

from datetime import date, timedelta

from overture.logic import STATUSES, FormulaError, parse_condition
from overture.logic.syntax import Deed, Formula, InForce, Standing
from overture.treaties.answers import citing
from overture.treaties.answers.citing import Article
from overture.treaties.answers.findings import Finding
from overture.treaties.answers.supposing import UnreadQuestion, known_text, suppose
from overture.treaties.semantics.admissibility import judge
from overture.treaties.semantics.fold import attempts, play, records_of, replace_state, supposed
from overture.treaties.semantics.scope import Scope
from overture.treaties.semantics.state import State
from overture.treaties.text.names import named_in
from overture.treaties.text.records import Event, Question
from overture.treaties.text.system import Entry, System


def order(system: System, question: Question, treaty: str) -> Finding:
    """Whether acts can be done in this order: no step is refused at its place."""
    day = question.on - timedelta(days=1) if question.on > date.min else question.on
    if not question.order:
        raise UnreadQuestion("an order has steps: `order: [a deposits, b deposits]`")
    system = suppose(system, question.suppose, treaty, question.on)
    state = replace_state(play(system, day).at(day), day=question.on)
    articles: dict[Article, None] = {}
    for words in question.order:
        try:
            step = parse_condition(words)
        except FormulaError as error:
            raise UnreadQuestion(f"the step `{words}` cannot be read: {error}") from None
        for kind, name in named_in(step):
            if kind == "treaty":
                known_text(system, name)
            elif kind == "group" and system.members(treaty, name) is None and name not in STATUSES:
                raise UnreadQuestion(f"unknown group `{name}` in the step `{words}`")
        if isinstance(step, Deed | Standing) and step.who.group == "x":
            raise UnreadQuestion(f"in the step `{words}` nobody is named; write the state for `x`")
        articles.update(dict.fromkeys(citing.of_condition(state, step, Scope(treaty))))
        state, stuck = _taken(state, step, treaty)
        if stuck:
            return Finding("circle", tuple(articles), state=state, says=(f"`{words}` is not possible at its place",))
    return Finding("no circle", tuple(articles), state=state)


def _taken(state: State, step: Formula, treaty: str) -> tuple[State, bool]:
    """The state after one step of an order, and whether the step was impossible."""
    match step:
        case InForce(name):
            return state, state.in_force(name or treaty).no is True
        case Standing(who, "invited", about) if who.quantity == "one":
            event = Event.model_validate(
                {"on": state.day, "act": "invite", "of": [who.group], "by": ["all parties"], "treaty": about or treaty}
            )
        case Deed(who, act, to, about):
            home = about or who.of or treaty
            names = (
                [who.group] if who.quantity == "one"
                else [s for s, v in state.in_group(who, Scope(treaty)) if v.yes is True]
            )  # fmt: skip
            event = Event.model_validate(
                {"on": state.day, "act": act, "by": names, "treaty": home, **({"of": [to]} if to else {})}
            )
        case _:
            raise UnreadQuestion("a step is an act, an invitation or an entry into force")
    entry: Entry = supposed(event, event.treaty)
    records = dict(state.records)
    for attempt in attempts(state, entry):
        verdict = judge(state, attempt)
        if verdict.value.no is True:
            return state, True
        for record in records_of(state, attempt, verdict, verdict.value, entry):
            records[record.act, record.treaty, record.by, record.to] = record
    return replace_state(state, records=records), False

