"""What the ranking interview says: outcomes in plain words, what differs between two, the ranking, the statements."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from overture.authoring.ranking.answers import Said
from overture.authoring.ranking.features import State, truth_in
from overture.authoring.ranking.proposal import Pair, Proposal
from overture.authoring.ranking.ranking import Interview, Link, Question
from overture.dossier import Dossier
from overture.logic import Formula, show
from overture.logic.syntax import Name
from overture.model import Space
from overture.papers.english import capital, counted
from overture.papers.naming import formula_text
from overture.papers.options import actor, actor_label, is_plural, option_phrase, readable

AS_NOW = "all stays as it is now"


def _values(space: Space, state: State) -> dict[str, str]:
    """Every option with its value."""
    index = (*space.package_index(state.package), *space.reply_index(state.reply))
    return {o.qualified: o.values[v] for o, v in zip(space.options, index, strict=True)}


def _today(space: Space) -> dict[str, str]:
    return {o.qualified: o.today for o in space.options}


def told(dossier: Dossier, setting: dict[str, str], none: str = AS_NOW) -> str:
    """A setting of options in words."""
    return "; ".join(option_phrase(dossier, name, value) for name, value in setting.items()) or none


def outcome(interview: Interview, state: State) -> str:
    """An outcome by what is not as it is now."""
    today = _today(interview.space)
    return told(interview.dossier, {o: v for o, v in _values(interview.space, state).items() if v != today[o]})


def apart(interview: Interview, first: State, second: State) -> tuple[str, str, str]:
    """What is not as now in both outcomes (or nothing), and each of them by what is so in it alone."""
    space, dossier = interview.space, interview.dossier
    today, one, other = _today(space), _values(space, first), _values(space, second)
    shared = {o: v for o, v in one.items() if other[o] == v != today[o]}
    differ = [o for o in one if one[o] != other[o]]

    def alone(values: dict[str, str]) -> str:
        moved = {o: values[o] for o in differ if values[o] != today[o]}
        return told(dossier, moved or {o: values[o] for o in differ}) if shared or moved else AS_NOW

    return told(dossier, shared, ""), alone(one), alone(other)


def lines(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """A text broken to a width, with an indent for its first line and one for the others."""
    rest = " " * len(first) if rest is None else rest
    return textwrap.wrap(text, max(width, 30), initial_indent=first, subsequent_indent=rest, break_long_words=False)


def question(interview: Interview, asked: Question, number: int, width: int) -> list[str]:
    """One question: what the two outcomes share, then each by itself."""
    both, one, other = apart(interview, asked.first, asked.second)
    head = f"question {number} of at most {number + asked.left - 1}"
    head += ": once more, to be sure" if asked.checks else ""
    shared = lines(f"in both: {both}", width, "  ") if both else []
    return ["", head, *shared, *lines(one, width, "  1  "), *lines(other, width, "  2  ")]


def explained(interview: Interview, asked: Question, width: int) -> list[str]:
    """The two outcomes in full, option by option, those that differ first; then what is true in one of them only."""
    space, dossier = interview.space, interview.dossier
    one, other = _values(space, asked.first), _values(space, asked.second)
    found = []
    for name in sorted(one, key=lambda o: one[o] == other[o]):
        option = dossier.option(name)
        ask = option.ask if option else ""
        if one[name] != other[name]:
            found += lines(ask or (option.text if option else "") or readable(name), width, "  differs: ")
            found += lines(option_phrase(dossier, name, one[name]), width, "    1  ")
            found += lines(option_phrase(dossier, name, other[name]), width, "    2  ")
        else:
            found += lines(f"{ask} {option_phrase(dossier, name, one[name])}".strip(), width, "  in both: ")
    model = interview.models[0]
    for fact in dossier.facts.values():
        here, there = truth_in(model, Name(fact.id), (asked.first, asked.second)).tolist()
        if here != there:
            found += lines(words(dossier, Name(fact.id)), width, f"  only in {1 if here else 2}: ")
    return found


def answer(interview: Interview, said: Said) -> str:
    """One answer in words."""
    better, worse = outcome(interview, said.better), outcome(interview, said.worse)
    return f"“{better}” is as good as “{worse}”" if said.alike else f"“{better}” rather than “{worse}”"


def contradiction(interview: Interview, links: Sequence[Link], width: int) -> list[str]:
    """Answers that contradict each other, numbered from one; what the file says has no number."""
    found = ["", "These contradict each other, and no fewer of them do:"]
    number = 0
    for link in links:
        if link.number is None:
            found += lines(f"the file has it that {answer(interview, link.said)}", width, "     ")
        else:
            number += 1
            found += lines(answer(interview, link.said), width, f"  {number}  ")
    return found


def ranking(interview: Interview, groups: Sequence[Sequence[State]], width: int) -> list[str]:
    """The ranking, best first, outcomes that are alike at one place."""
    name = actor_label(interview.dossier, interview.actor)
    found = ["", f"{name}, best first"]
    for place, group in enumerate(groups, 1):
        for i, state in enumerate(group):
            found += lines(outcome(interview, state), width, f"{place:>4}  " if i == 0 else "   =  ")
    return found


def proposal(interview: Interview, proposed: Proposal, width: int) -> list[str]:
    """The statements with each read back in words."""
    dossier = interview.dossier
    found = []
    if not proposed.new and proposed.given:
        return ["", f"{staying(interview)}. No further statement is needed."]
    if not proposed.new:
        found += lines("All that was asked about is alike: a statement that is true everywhere says so.", width)
        return ["", *found, "   1  true"]
    if proposed.given:
        found += ["", f"{staying(interview)}, and then"]
    elif proposed.form == "outcomes":
        found += ["", "Outcomes that give this ranking, best first; all that is none of them is last"]
    else:
        found += ["", "Statements that give this ranking, most important first"]
    for number, formula in enumerate(proposed.new, 1):
        found += lines(show(formula), width, f"{number:>4}  ")
        found += lines(words(dossier, formula), width, "      ")
    return found


def staying(interview: Interview) -> str:
    """What of the file stays."""
    if interview.best_first:
        return "The ranking of the file stays"
    return capital(counted(len(interview.given), "statement")) + (
        " of the file stays" if len(interview.given) == 1 else " of the file stay"
    )


def replaced(interview: Interview, passage: Sequence[str], comments: Sequence[str]) -> list[str]:
    """What is taken out of the file, with the comments that go with it."""
    name = actor(interview.dossier, interview.actor)
    found = [f"This is what the file says of {name}, and it will be replaced:", *(f"  | {line}" for line in passage)]
    if comments:
        are = "This comment in it goes too" if len(comments) == 1 else "These comments in it go too"
        found.append(f"{are}: {'; '.join(comments)}")
    return found


def words(dossier: Dossier, formula: Formula) -> str:
    """A formula in words."""
    return formula_text(dossier, formula)


def read_back(interview: Interview, proposed: Proposal) -> str:
    """The new statements as one would say them: above all this, then that."""
    parts = [words(interview.dossier, f) for f in proposed.new]
    if not parts:
        return ""
    best = "Best" if proposed.form == "outcomes" else "After what the file says" if proposed.given else "Above all"
    return " ".join([f"{best}: {parts[0]}.", *(f"Then: {part}." for part in parts[1:])])


def pair(interview: Interview, found: Pair, open_: bool) -> str:
    """Two outcomes asked back: so the actor prefers the one to the other, is that right?"""
    name = actor(interview.dossier, interview.actor)
    prefers = "prefer" if is_plural(interview.dossier, interview.actor) else "prefers"
    better, worse = outcome(interview, found.better), outcome(interview, found.worse)
    if open_:
        return f"Nobody was asked about this, but then {name} {prefers} “{better}” to “{worse}”: right?"
    return f"So {name} {prefers} “{better}” to “{worse}”: right?"
