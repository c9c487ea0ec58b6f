"""The second half of an outline: treaties, what follows and what is ruled out, arguments, assumptions, claims."""

from __future__ import annotations

from collections.abc import Iterator

from overture.dossier import Dossier
from overture.dossier.entries import Argument, Claim, Duty, EntryClause, Treaty
from overture.files.fields import Done
from overture.logic import FALSE, TRUE, Formula
from overture.papers.english import capital, day, listed
from overture.papers.naming import argument, decision_text, formula_text, statement_text, treaty
from overture.papers.options import actor, is_plural, setting_phrase
from overture.terminal.outline_point import Point, act, all_of, because, condition, decided_by, point
from overture.terminal.outline_table import target


def points(dossier: Dossier) -> Iterator[Point]:
    """Treaties, facts, rules, arguments, assumptions, claims, contingencies and variants."""
    yield Point("The treaties", points=tuple(_treaty(dossier, t) for t in dossier.treaties.values()))
    yield Point("What follows from the rest", points=tuple(_facts(dossier)))
    yield Point("What always holds", points=tuple(_rules(dossier)))
    yield Point("What is said for and against", points=tuple(_arguments(dossier)))
    yield Point("What nobody at the table controls and nobody knows", points=tuple(_assumptions(dossier)))
    yield Point("What the paper asserts", points=tuple(_claims(dossier)))
    yield Point("What is held back", points=tuple(
        point(c.text, c.id, [f"In the form of {c.form}" if c.form else "", f"It becomes due "
                             f"{condition(dossier, c.when, 'at once', 'never')}", because(c)])
        for c in dossier.contingencies.values()
    ))  # fmt: skip
    yield Point("What if things were otherwise", points=tuple(
        point(v.why or v.text or v.id.replace("_", " "), v.id, [c.text for c in v.claims.values()])
        for v in dossier.variants.values()
    ))  # fmt: skip


# treaties


def _treaty(dossier: Dossier, entry: Treaty) -> Point:
    stage = {"draft": "is a draft", "signed": "is signed", "in force": "is in force"}[entry.stage]
    return point(f"{treaty(dossier, entry.id)} {stage}", entry.id, _terms(dossier, entry))


def _terms(dossier: Dossier, entry: Treaty) -> Iterator[Point | str]:
    if entry.name and entry.short:
        yield f"Its full name: {entry.name}"
    if entry.aliases:
        yield f"Also called {listed(entry.aliases)}"
    if entry.signed:
        yield f"It was signed on {day(entry.signed)}"
    if entry.parties:
        word = "Parties" if entry.stage == "in force" else "Negotiated by"
        yield f"{word}: {all_of(dossier, entry.parties)}"
    if entry.signatories:
        yield f"Signatories: {all_of(dossier, entry.signatories)}"
    lists = (("Ratified", entry.ratified), ("Named in its text", entry.named), ("Observers", entry.observers))
    for title, acts in lists:
        if acts:
            yield point(title, points=[f"{actor(dossier, a)}: {act(dossier, given)}" for a, given in acts.items()])
    if entry.acts:
        hanging = [f"{words}: {condition(dossier, f, 'yes', 'no')}" for words, f in entry.acts.items()]
        yield point("What hangs on decisions still open", points=hanging)
    if entry.entry:
        yield point("How others enter", points=_entry(dossier, entry.entry))
    if isinstance(entry.in_force, str):
        yield "It comes into force once every signatory has ratified"
    elif entry.in_force is not None:
        yield f"It comes into force {condition(dossier, entry.in_force, 'at once', 'in no case')}"
    if entry.lapses != FALSE:
        yield f"It lapses {condition(dossier, entry.lapses, 'in any case', 'never')}"
    yield from (_incompatible(dossier, c.treaty, c.says, c.when) for c in entry.incompatible_with)
    for key, decision in entry.decisions.items():
        votes = [f"{actor(dossier, a)}: {act(dossier, given)}" for a, given in decision.in_favour.items()]
        yield point(f"To be decided together: {decision_text(dossier, key)}", key,
                    [f"It needs {decided_by(dossier, decision.rule)}", *votes])  # fmt: skip
    yield from (_duty(dossier, d) for d in entry.duties)
    if entry.stops:
        yield f"It is meant to prevent {listed([target(dossier, s) for s in entry.stops])}"
    yield because(entry)


def _entry(dossier: Dossier, clause: EntryClause) -> Iterator[Point | str]:
    yield f"Consent is needed from {decided_by(dossier, clause.rule.consent)}"
    if clause.rule.open_to:
        yield f"Open to {clause.rule.open_to}"
    yield clause.rule.says
    for candidate in dict.fromkeys((*clause.applies, *clause.consents)):
        given = clause.consents.get(candidate, {})
        own = clause.applies.get(candidate)
        below = [f"It applies: {condition(dossier, own, 'yes', 'no')}"] if own is not None else []
        below += [_consents(dossier, party, consent) for party, consent in given.items()]
        yield point(f"The entry of {actor(dossier, candidate)}", points=below)


def _consents(dossier: Dossier, party: str, given: Done | Formula) -> str:
    who, verb = actor(dossier, party), "consent" if is_plural(dossier, party) else "consents"
    if isinstance(given, Done):
        return f"{who} consented on {day(given.on)}"
    return f"{who} {verb} {condition(dossier, given, '', 'in no case')}"


def _incompatible(dossier: Dossier, other: str, says: str, when: Formula) -> Point:
    where = "" if when == TRUE else f", {condition(dossier, when, '', 'in no case')}"
    return point(f"It cannot go with {treaty(dossier, other)}{where}", points=[says])


def _duty(dossier: Dossier, duty: Duty) -> str:
    owe = "owe" if len(duty.bearer) > 1 or is_plural(dossier, duty.bearer[0]) else "owes"
    told = f"{all_of(dossier, duty.bearer)} {owe} {all_of(dossier, duty.to)}: {duty.do}"
    words = [f"{word}: {getattr(duty, word)}" for word in ("when", "where", "how") if getattr(duty, word)]
    return "; ".join([told, *words])


# propositions


def _facts(dossier: Dossier) -> Iterator[Point]:
    for fact in dossier.facts.values():
        words = formula_text(dossier, fact.when)
        yield point(fact.text or words, fact.id, [f"So if {words}" if fact.text else "", because(fact)])


def _rules(dossier: Dossier) -> Iterator[Point]:
    for rule in dossier.rules.values():
        words = formula_text(dossier, rule.rule)
        yield point(rule.text or words, rule.id, [f"That is: {words}" if rule.text else "", because(rule)])


def _assumptions(dossier: Dossier) -> Iterator[Point]:
    for a in dossier.assumptions.values():
        taken = "It stays open" if a.taken is None else f"It is taken as {'true' if a.taken else 'false'}"
        likely = f"It is {a.likelihood}" if a.likelihood else ""
        yield point(a.text or a.id.replace("_", " "), a.id, [taken, _odds(likely), because(a)])


def _odds(likely: str) -> str:
    return likely.replace("It is almost no chance", "There is almost no chance of it").replace(
        "It is roughly even", "The chance is roughly even"
    )


def _claims(dossier: Dossier) -> Iterator[Point]:
    for claim in dossier.claims.values():
        about = f"It is about {listed([target(dossier, p) for p in claim.after])}" if claim.after else ""
        tested = _tested(dossier, claim)
        expected = f"The verdict is expected to be: {claim.expect}" if claim.expect else ""
        text = claim.text or tested or claim.id.replace("_", " ")
        yield point(text, claim.id, [about, f"That is: {tested}" if tested else "", expected, because(claim)])


def _tested(dossier: Dossier, claim: Claim) -> str:
    """What a claim comes to, by its test."""
    first, second = (
        setting_phrase(dossier, {k: str(v) for k, v in (given or {}).items()})
        for given in (claim.variant, claim.worse_than)
    )
    named = {
        name: listed([target(dossier, key) for key in getattr(claim, name) or ()])
        for name in ("recommended", "blocking")
    }
    goal = claim.kept or claim.lost or claim.open
    aim = statement_text(dossier, goal) if goal else ""
    match claim.test:
        case "holds" if claim.holds is not None:
            return formula_text(dossier, claim.holds)
        case "recommended":
            return f"what is recommended is {named['recommended']}"
        case "kept" | "lost":
            return f"the aim is {claim.test}: {aim}"
        case "open":
            return f"whether the aim is kept is open: {aim}"
        case "better":
            return f"{target(dossier, claim.better or '')} is better than {target(dossier, claim.than or '')}"
        case "variant":
            return f"it is better if {first} than if {second}"
        case "break_even":
            gained, lost = (listed([f"“{statement_text(dossier, s)}”" for s in some]) or "nothing"
                            for some in (claim.gain, claim.loss))  # fmt: skip
            one, other = (*(target(dossier, p) for p in claim.break_even or ()), "", "")[:2]
            return f"against {other}, {one} gains {gained} and loses {lost}"
        case "blocking":
            return f"each of these alone could stop it: {named['blocking'] or 'nobody'}"
        case "audience":
            return f"the objections of {actor(dossier, claim.audience or '')} are {claim.is_ or 'answered'}"
    return ""


# arguments


def _arguments(dossier: Dossier) -> Iterator[Point]:
    """The arguments by what they are about, those that speak of nothing but each other last."""
    about: dict[tuple[str, str], list[Argument]] = {}
    for entry in dossier.arguments.values():
        word = "Against" if entry.opposes else "For" if entry.supports else "Besides"
        about.setdefault((word, entry.opposes or entry.supports or ""), []).append(entry)
    order = ("Against", "For", "Besides")
    for (word, thing), entries in sorted(about.items(), key=lambda item: order.index(item[0][0])):
        title = f"{word} {target(dossier, thing)}" if thing else "Besides"
        yield Point(title, points=tuple(_argument(dossier, a) for a in entries))


def _argument(dossier: Dossier, entry: Argument) -> Point:
    below: list[str] = []
    for use in entry.used:
        where = f" in {use.in_}" if use.in_ else ""
        broad = f"; {use.breadth}" if use.breadth else ""
        below.append(f"Used by {all_of(dossier, use.by)}{where}{broad}" if use.by else f"Used{where}{broad}")
    if not entry.used:
        below.append("Who uses it is not stated")
    if entry.when != TRUE:
        below.append(f"On the table {condition(dossier, entry.when, 'always', 'never')}")
    if entry.ground is not None:
        below.append(f"True {condition(dossier, entry.ground, 'in any case', 'in no case')}")
    for word, field in (("It limits", "limits"), ("It refutes", "attacks"), ("It rests on", "rests_on")):
        below += [f"{word} the argument “{argument(dossier, key)}”" for key in getattr(entry, field)]
    for other in dossier.arguments.values():
        words = [w for w, field in (("Limited", "limits"), ("Refuted", "attacks")) if entry.id in getattr(other, field)]
        below += [f"{word} by the argument “{argument(dossier, other.id)}”" for word in words]
    if entry.prominence:
        below.append(f"{capital(entry.prominence)} in prominence")
    return point(entry.claim, entry.id, [*below, because(entry)])
