"""The truth of a formula in one state, from the values of options and what a settlement tells.

Where the state does not settle an atom (a treaty or an argument outside any
settlement) the answer is nothing, and a paper then says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from overture.advice.results import TreatyStatus
from overture.dossier import Dossier
from overture.logic import Formula
from overture.logic.syntax import (
    And,
    Atom,
    Count,
    Iff,
    Implies,
    InForce,
    Is,
    Membership,
    Name,
    Not,
    Or,
    Status,
    Step,
    Truth,
    atoms,
)


@dataclass(frozen=True)
class State:
    """One state: every option's value, the base world, and what is known of arguments and treaties."""

    setting: Mapping[str, str]
    world: Mapping[str, bool] = field(default_factory=dict)
    arguments: Mapping[str, str] = field(default_factory=dict)
    treaties: Mapping[str, TreatyStatus] = field(default_factory=dict)


def atoms_in(dossier: Dossier, formula: Formula) -> tuple[Atom, ...]:
    """The atoms of a formula, those of the facts that it names included. Facts go in no circle."""
    found: list[Atom] = []
    for atom in atoms(formula):
        if isinstance(atom, Name) and atom.name in dossier.facts:
            found += atoms_in(dossier, dossier.facts[atom.name].when)
        else:
            found.append(atom)
    return tuple(found)


def holds(dossier: Dossier, state: State, formula: Formula) -> bool | None:
    """Whether a formula is true in a state; nothing where that is not known here.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> from overture.logic import parse
    >>> state = State({"us.offer": "talks", "them.reply": "none"})
    >>> holds(read(case("first-case")), state, parse("offer is talks and reply is not refuse"))
    True
    """
    match formula:
        case Truth(value):
            return value
        case Not(part):
            found = holds(dossier, state, part)
            return None if found is None else not found
        case And(parts):
            return _all(tuple(holds(dossier, state, p) for p in parts))
        case Or(parts):
            return _any(tuple(holds(dossier, state, p) for p in parts))
        case Implies(premise, conclusion):
            return holds(dossier, state, Or((Not(premise), conclusion)))
        case Iff(left, right):
            a, b = holds(dossier, state, left), holds(dossier, state, right)
            return None if a is None or b is None else a == b
        case Count(bound, wanted, parts):
            found_all = [holds(dossier, state, p) for p in parts]
            if None in found_all:
                return None
            true = sum(bool(f) for f in found_all)
            return true >= wanted if bound == "at least" else true <= wanted if bound == "at most" else true == wanted
        case Is(name, values):
            option = dossier.option(name)
            return None if option is None else state.setting.get(option.qualified, option.today) in values
        case Step(name, bound, value):
            option = dossier.option(name)
            if option is None:
                return None
            at, of = (option.values.index(v) for v in (state.setting.get(option.qualified, option.today), value))
            return at >= of if bound == "least" else at <= of
        case Name(name):
            return _name(dossier, state, name)
        case Status(word, key):
            status = state.arguments.get(key)
            if status is None or word == "answered":
                return None
            return status != "not on the table" if word == "on_table" else status == word
        case InForce(key):
            return state.treaties[key].in_force if key in state.treaties else None
        case Membership(who, word, key):
            if key not in state.treaties:
                return None
            status_of = state.treaties[key]
            among = {
                "party": status_of.parties, "named": status_of.named, "invited": status_of.invited,
                "observes": status_of.observers,
            }[word]  # fmt: skip
            return all(member in among for member in dossier.members(who))
        case _:
            return None


def _name(dossier: Dossier, state: State, name: str) -> bool | None:
    option = dossier.option(name)
    if option is not None:
        return state.setting.get(option.qualified, option.today) == "yes"
    if name in dossier.facts:
        return holds(dossier, state, dossier.facts[name].when)
    if name in dossier.assumptions:
        return state.world.get(name, dossier.assumptions[name].taken)
    return None


def _all(found: tuple[bool | None, ...]) -> bool | None:
    return False if False in found else None if None in found else True


def _any(found: tuple[bool | None, ...]) -> bool | None:
    return True if True in found else None if None in found else False
