"""What is known to have happened, from the formulas of `hindsight`: the truth of others in three values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from overture.dossier import Dossier
from overture.dossier.entries import Option
from overture.logic import FALSE, Formula
from overture.logic.syntax import And, Atom, Count, Iff, Implies, InForce, Is, Name, Not, Or, Step, Truth, atoms


@dataclass(frozen=True)
class History:
    """Options as they were set, and what else is known to be so or not so."""

    settings: dict[str, str]
    parts: dict[Formula, bool] = field(default_factory=dict)


def history(dossier: Dossier) -> History:
    """What the entries of `hindsight` settle; of two that differ the later counts."""
    settings: dict[str, str] = {}
    parts: dict[Formula, bool] = {}
    events = sorted((e for e in dossier.hindsight if e.holds is not None), key=lambda e: str(e.date))
    for event in events:
        for part, truth in _literals(event.holds):
            parts[part] = truth
            match part:
                case Is(name, (value,)) if truth:
                    _set(dossier, settings, name, value)
                case Name(name) if dossier.option(name) is not None:
                    _set(dossier, settings, name, "yes" if truth else "no")
                case _:
                    pass
    return History(settings, parts)


def _set(dossier: Dossier, settings: dict[str, str], name: str, value: str) -> None:
    option = dossier.option(name)
    if option is not None:
        settings[option.qualified] = value


def _literals(formula: Formula | None, truth: bool = True) -> Iterator[tuple[Formula, bool]]:
    """What follows at once where a formula is so (or is not so)."""
    match formula:
        case None | Truth():
            return
        case Not(part):
            yield from _literals(part, not truth)
        case And(parts) if truth:
            for part in parts:
                yield from _literals(part)
        case Or(parts) if not truth:
            for part in parts:
                yield from _literals(part, False)
        case _:
            yield formula, truth


def is_ours(dossier: Dossier, formula: Formula) -> bool:
    """Whether a formula speaks of nothing but what the proposer itself decides."""
    found = [dossier.option(_about(a)) for a in _spoken_of(dossier, formula)]
    return bool(found) and all(o is not None and o.owner == dossier.proposer for o in found)


def is_for(dossier: Dossier, formula: Formula, option: Option, value: str) -> bool:
    """Whether a formula names a value of an option, may hold with it, and does not hold with some other."""
    named = any(
        isinstance(a, Name | Is | Step)
        and dossier.option(_about(a)) is option
        and (value in a.values if isinstance(a, Is) else isinstance(a, Step) or value == "yes")
        for a in _spoken_of(dossier, formula, judged=True)
    )
    truth = {v: came_true(dossier, History({option.qualified: v}), formula) for v in option.values}
    return named and truth[value] is not False and False in truth.values()


def is_beyond_us_all(dossier: Dossier, formula: Formula) -> bool:
    """Whether a formula speaks of assumptions alone: no course that is taken can change it."""
    return all(_about(a) in dossier.assumptions for a in _spoken_of(dossier, formula, judged=True))


def _spoken_of(dossier: Dossier, formula: Formula, judged: bool = False) -> list[Atom]:
    """The atoms of a formula, those of the facts that it names included; of what is only judged to follow if wanted."""
    found: list[Atom] = []
    for atom in atoms(formula):
        fact = dossier.facts.get(atom.name) if isinstance(atom, Name) else None
        defined = fact is not None and (judged or fact.basis in (None, "fact"))
        found += _spoken_of(dossier, fact.when, judged) if fact is not None and defined else [atom]
    return found


def _about(atom: Atom) -> str:
    return str(getattr(atom, "option", getattr(atom, "name", "")))


def came_true(dossier: Dossier, past: History, formula: Formula) -> bool | None:
    """Whether a formula came true; nothing where what is known does not tell.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> from overture.logic import parse
    >>> first, past = read(case("first-case")), History({"them.reply": "refuse"})
    >>> [came_true(first, past, parse(t)) for t in ("reply is refuse", "not reply is refuse", "offer is talks")]
    [True, False, None]
    """
    if formula in past.parts:
        return past.parts[formula]

    def of(part: Formula) -> bool | None:
        return came_true(dossier, past, part)

    match formula:
        case Truth(value):
            return value
        case Not(part):
            found = of(part)
            return None if found is None else not found
        case And(parts):
            return _all(map(of, parts))
        case Or(parts):
            return _not(_all(_not(of(p)) for p in parts))
        case Implies(premise, conclusion):
            return of(Or((Not(premise), conclusion)))
        case Iff(left, right):
            a, b = of(left), of(right)
            return None if a is None or b is None else a == b
        case Count(bound, wanted, parts):
            return _count(bound, wanted, [of(p) for p in parts])
        case Is(name, values):
            option = dossier.option(name)
            value_ = past.settings.get(option.qualified) if option else None
            return None if value_ is None else value_ in values
        case Step(name, bound, value):
            option = dossier.option(name)
            at = past.settings.get(option.qualified) if option else None
            if option is None or at is None:
                return None
            here, there = option.values.index(at), option.values.index(value)
            return here >= there if bound == "least" else here <= there
        case Name(name):
            option = dossier.option(name)
            if option is not None:
                at = past.settings.get(option.qualified)
                return None if at is None else at == "yes"
            return of(dossier.facts[name].when) if name in dossier.facts else None
        case InForce(key):
            treaty = dossier.treaties.get(key)
            told = treaty.in_force if treaty is not None and treaty.lapses == FALSE else None
            return of(told) if told is not None and not isinstance(told, str) else None
        case _:
            return None


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(found: Iterable[bool | None]) -> bool | None:
    values = list(found)
    return False if False in values else None if None in values else True


def _count(bound: str, wanted: int, found: list[bool | None]) -> bool | None:
    """A bound on how many hold, where it is the same whatever the unknown ones are."""
    least, most = sum(v is True for v in found), sum(v is not False for v in found)
    match bound:
        case "at least":
            return True if least >= wanted else False if most < wanted else None
        case "at most":
            return True if most <= wanted else False if least > wanted else None
        case _:
            return False if wanted < least or wanted > most else True if least == most else None
