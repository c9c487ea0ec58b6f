"""From a syntax tree back to the text of a formula."""

from __future__ import annotations

from overture.logic.syntax import (
    And,
    BoundToHelp,
    Count,
    Deed,
    Formula,
    Happens,
    Iff,
    Implies,
    InForce,
    Is,
    Membership,
    Name,
    Not,
    Or,
    OrganDecides,
    Standing,
    Status,
    Step,
    Truth,
    Who,
)

_TIGHTNESS = {Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5}
_MEMBERSHIP = {"party": "is party to", "named": "is named in", "invited": "is invited to", "observes": "observes"}


def _is(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"({' or '.join(values)})"


_PLURAL = {"party": "parties", "signatory": "signatories", "member": "members"}
_SHARE_WORDS = {
    ("more than", (1, 2)): "majority of", ("more than", (1, 3)): "more than a third of",
    ("at least", (1, 2)): "half of",
    ("at least", (2, 3)): "two thirds of", ("at least", (3, 4)): "three quarters of",
    ("at least", (4, 5)): "four fifths of",
}  # fmt: skip
# how an act that is done is printed
ACT_WORDS = {
    "sign": "signed", "ratify": "ratified", "deposit": "deposited", "accept": "accepted", "consent": "consents",
    "agree conditions": "agrees conditions", "apply": "applied", "declare": "declared", "invite": "invited",
    "accede": "acceded", "denounce": "denounced", "withdraw by agreement": "withdrew", "recommend": "recommends",
    "admit": "admitted", "suspend": "suspended", "expel": "expelled", "adopt amendment": "adopted", "amend": "amended",
    "give an opinion": "gave an opinion", "decide": "decided", "determine": "determined", "authorise": "authorised",
    "order measures without force": "ordered measures", "take armed action": "took armed action", "call": "called",
    "call the Council": "called the Council", "defend": "defended", "enforce regionally": "enforced",
    "assist": "assisted", "report": "reported", "terminate": "terminated",
}  # fmt: skip


def _who(who: Who) -> str:
    of = f" of {who.of}" if who.of else ""
    match who.quantity:
        case "one":
            return who.group
        case "every" | "every other":
            return f"{who.quantity} {who.group}{of}"
        case "some":
            return f"a {who.group}{of}"
    many = _PLURAL.get(who.group, who.group if not who.group.endswith(" state") else f"{who.group}s")
    if who.number:
        return f"at least {who.number} of {many}{of}"
    return f"{_SHARE_WORDS[who.quantity, who.share]} {many}{of}"


def _to(act: str, to: str) -> str:
    if not to:
        return ""
    return f" {to}" if act in ("recommend", "admit", "invite", "suspend", "expel") else f" to {to}"


def _standing(word: str, treaty: str) -> str:
    article = "a " if word in _PLURAL or word.endswith((" state", "former party", "observer")) else ""
    return article + word + (f" {'to' if word in ('party', 'invited') else 'of'} {treaty}" if treaty else "")


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
            return f"{treaty} is in force" if treaty else "in force"
        case BoundToHelp(actor, helped):
            return f"{actor} is bound to help {helped}"
        case Status(word, argument):
            return f"{word}({argument})"
        case Not(Is(option, values)):
            return f"{option} is not {_is(values)}"
        case Not(Membership(actor, word, treaty)) if word != "observes":
            return f"{actor} {_MEMBERSHIP[word].replace('is ', 'is not ')} {treaty}"
        case Not(InForce(treaty)):
            return f"{treaty} is not in force" if treaty else "not in force"
        case Not(Step(option, bound, value)):
            return f"{option} is not at {bound} {value}"
        case Not(BoundToHelp(actor, helped)):
            return f"{actor} is not bound to help {helped}"
        case Deed(who, act, to, treaty):
            said = f"{_who(who)} {ACT_WORDS[act]}"
            if treaty and not to:
                return f"{said} {'to' if act == 'accede' else 'of'} {treaty}"
            return f"{said}{_to(act, to)}{f' in {treaty}' if treaty else ''}"
        case Not(Standing(who, word, treaty)):
            return f"{_who(who)} is not {_standing(word, treaty)}"
        case Standing(who, word, treaty):
            return f"{_who(who)} is {_standing(word, treaty)}"
        case Happens(fact, who):
            return f"{fact} against {_who(who)}"
        case OrganDecides("", how):
            return f"{how} vote"
        case OrganDecides(organ, how, to):
            return f"{organ} decides by {how}" + (f" on {to}" if to else "")
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
