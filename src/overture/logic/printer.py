"""From a syntax tree back to the text of a formula."""

from __future__ import annotations

from overture.logic.syntax import (
    And,
    BoundToHelp,
    Count,
    Formula,
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
)

_TIGHTNESS = {Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5}
_MEMBERSHIP = {"party": "is party to", "named": "is named in", "invited": "is invited to", "observes": "observes"}


def _is(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"({' or '.join(values)})"


def show(formula: Formula) -> str:
    """The shortest text that reads back as this formula.

    >>> from overture.logic import parse
    >>> show(parse("not (reply is refuse) and (a or (b))"))
    'reply is not refuse and (a or b)'
    """

    def inner(part: Formula, least: int) -> str:
        text = show(part)
        return text if _TIGHTNESS.get(type(part), 6) >= least else f"({text})"

    match formula:
        case Truth(value):
            return "true" if value else "false"
        case Name(name):
            return name
        case Is(option, values):
            return f"{option} is {_is(values)}"
        case Step(option, bound, value):
            return f"{option} is at {bound} {value}"
        case Membership(actor, word, treaty):
            return f"{actor} {_MEMBERSHIP[word]} {treaty}"
        case InForce(treaty):
            return f"{treaty} is in force"
        case BoundToHelp(actor, helped):
            return f"{actor} is bound to help {helped}"
        case Status(word, argument):
            return f"{word}({argument})"
        case Not(Is(option, values)):
            return f"{option} is not {_is(values)}"
        case Not(Membership(actor, word, treaty)) if word != "observes":
            return f"{actor} {_MEMBERSHIP[word].replace('is ', 'is not ')} {treaty}"
        case Not(InForce(treaty)):
            return f"{treaty} is not in force"
        case Not(Step(option, bound, value)):
            return f"{option} is not at {bound} {value}"
        case Not(BoundToHelp(actor, helped)):
            return f"{actor} is not bound to help {helped}"
        case Not(part):
            return f"not {inner(part, 5)}"
        case And(parts):
            return " and ".join(inner(p, 5) for p in parts)
        case Or(parts):
            return " or ".join(inner(p, 4) for p in parts)
        case Implies(premise, conclusion):
            return f"{inner(premise, 3)} implies {inner(conclusion, 2)}"
        case Iff(left, right):
            return f"{inner(left, 1)} iff {inner(right, 2)}"
        case Count(bound, number, parts):
            return f"{bound} {number} of ({'; '.join(show(p) for p in parts)})"
