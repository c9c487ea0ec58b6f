"""The first half of an outline: what is decided, who could do what, who looks on, what each wants."""

from __future__ import annotations

from collections.abc import Iterator

from overture.dossier import Dossier
from overture.dossier.entries import Actor, Option, Report, Statement
from overture.logic import TRUE
from overture.papers.english import capital, counted, day, listed
from overture.papers.naming import entry_label, formula_text, statement_text, wanted_label
from overture.papers.options import actor, choice_text, setting_phrase, value_label
from overture.terminal.outline_point import Point, all_of, because, point


def points(dossier: Dossier) -> Iterator[Point]:
    """What is decided, who is at the table, the proposals, who looks on, what each wants."""
    yield Point("What is decided", points=tuple(_head(dossier)))
    yield Point("Who is at the table", points=tuple(_decision_maker(dossier, a) for a in dossier.decision_makers))
    yield Point("Proposals with a name", points=tuple(_packages(dossier, "proposals")))
    yield Point("Replies with a name", points=tuple(_packages(dossier, "replies")))
    others = (a for a in dossier.actors.values() if a.id not in dossier.decision_makers)
    yield Point("Who else is in this", points=tuple(_actor(dossier, a) for a in others))
    wants = (_wants(dossier, owner, statements) for owner, statements in dossier.preferences.items())
    yield Point("What each wants, the most important first", points=tuple(wants))


def _head(dossier: Dossier) -> Iterator[Point]:
    head = dossier.head
    yield point(f"The date is {day(head.as_of)}")
    yield point(f"The decision is {_possessive(actor(dossier, head.proposer))}", head.proposer)
    if head.question:
        yield point(f"The question: {head.question}")
    if head.submit_to:
        yield point(f"It goes to {head.submit_to}")
    yield point(f"The stage: {head.stage}")
    if head.handling:
        yield point(f"The marking: {head.handling}")


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _actor(dossier: Dossier, entry: Actor) -> Point:
    return point(entry.name, entry.id, _about(dossier, entry))


def _about(dossier: Dossier, entry: Actor) -> Iterator[Point | str]:
    if entry.aliases:
        yield f"Also called {listed(entry.aliases)}"
    if entry.of:
        yield f"It belongs to {actor(dossier, entry.of)}"
    if entry.members:
        yield f"It stands for {all_of(dossier, entry.members)}"
    yield because(entry)
    for report in dossier.reports:
        if report.of == entry.id:
            yield _reaction(dossier, report)


_SIGNS = {
    "for": "It is reported to be for", "against": "It is reported to be against",
    "conditional": "Its reported view is conditional: on", "worried": "It is reported to be worried about",
    "not stated": "No view of its own is reported on",
}  # fmt: skip


def _reaction(dossier: Dossier, report: Report) -> Point:
    about = target(dossier, report.to)
    below = [report.says, f"It would change if {formula_text(dossier, report.changes_if)}" if report.changes_if else ""]
    if report.muted:
        below.append("Measures were taken to mute it")
    known = [f"known through {all_of(dossier, report.via)}"] if report.via else []
    place = [f"in {report.place}"] if report.place else []
    when = [f"of {day(report.date)}"] if report.date else []
    below.append(capital(", ".join([*place, *when, *known])))
    return point(f"{_SIGNS[report.sign]} {about}", report.id if not report.id.startswith("reports_") else "", below)


def target(dossier: Dossier, name: str) -> str:
    """What a report or an argument is about: an entry, or one choice of an option."""
    option, _, choice = name.rpartition(".")
    found = dossier.option(option) if option else None
    if found is not None and choice in found.values:
        return f"“{value_label(dossier, option, choice)}”"
    known = dossier.option(name)
    if known is not None:
        return f"“{known.short or known.text or known.ask or entry_label(dossier, name)}”"
    return entry_label(dossier, name)


def _decision_maker(dossier: Dossier, key: str) -> Point:
    entry = dossier.actors.get(key)
    options = [o for o in dossier.options.values() if o.owner == key]
    name = entry.name if entry else key
    whose = ", whose decision it is" if key == dossier.proposer else ""
    told = [*(_about(dossier, entry) if entry else ()), *(_option(dossier, o) for o in options)]
    return point(f"{name}{whose}, with {counted(len(options), 'option')}", key, told)


def _option(dossier: Dossier, option: Option) -> Point:
    if option.choices:
        text = option.ask or f"{value_label(dossier, option.id, option.today)}, or another"
        values = [_choice(dossier, option, value) for value in option.values]
    else:
        asked = f"{option.ask} " if option.ask and option.text else ""
        text = f"{asked}{capital(choice_text(option, 'yes')).rstrip('?')}, or not"
        values = [point(f"Now {'it is so' if option.today == 'yes' else 'it is not so'}")]
    return point(text, option.id, [*values, *_limits(dossier, option)])


def _choice(dossier: Dossier, option: Option, value: str) -> Point:
    choice = option.choices[value]
    now = ", which is so now" if value == option.today else ""
    below = []
    if isinstance(option.needs, dict) and value in option.needs:
        below.append(f"Only if {formula_text(dossier, option.needs[value])}")
    if isinstance(option.final, tuple) and value in option.final:
        below.append("Once chosen it stays")
    return point(f"{choice_text(option, value)}{now}", f"{option.id}.{value}", [*below, because(choice)])


def _limits(dossier: Dossier, option: Option) -> Iterator[str]:
    if option.ordered:
        yield "These are steps, each further than the one before"
    if option.needs is not None and not isinstance(option.needs, dict):
        yield f"Anything new only if {formula_text(dossier, option.needs)}"
    elif option.needs and not option.choices:
        yield from (f"{capital(v)} only if {formula_text(dossier, f)}" for v, f in option.needs.items())
    if option.final is True:
        yield "What is chosen stays"
    elif option.final and not option.choices:
        yield f"{listed([capital(v) for v in option.final])} stays once chosen"
    if option.no_return:
        yield "There is no way back to what is so now"
    if option.deadline:
        yield f"To be decided by {day(option.deadline)}"
    yield because(option)


def _packages(dossier: Dossier, section: str) -> Iterator[Point]:
    for package in getattr(dossier, section).values():
        told = package.text or package.short or package.id.replace("_", " ")
        yield point(told, package.id, [setting_phrase(dossier, {k: v}) for k, v in package.settings.items()])


def _wants(dossier: Dossier, owner: str, statements: tuple[Statement, ...]) -> Point:
    ranked = ", as a ranking of outcomes, the best first" if dossier.ranks_outcomes(owner) else ""
    below = [_statement(dossier, s, bool(ranked)) for s in statements]
    return point(f"{actor(dossier, owner)}{ranked}", owner, below)


def _statement(dossier: Dossier, statement: Statement, ranked: bool) -> Point:
    below = []
    if statement.text and not ranked:
        below.append(f"That is: {formula_text(dossier, statement.want)}")
        if statement.if_ != TRUE:
            below.append(f"It arises only if {formula_text(dossier, statement.if_)}")
    if statement.goal:
        below.append("This is an aim in itself")
    if statement.serves:
        below.append(f"It serves the aim: {statement_text(dossier, statement.serves)}")
    told = wanted_label(dossier, statement.id) if ranked else statement_text(dossier, statement.id)
    return point(statement.text or told, statement.id, [*below, because(statement)])
