"""The names under which a paper speaks of what a dossier holds. Ids are the last resort."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Entry, Statement
from overture.files.fields import Citation
from overture.logic import Formula, show
from overture.logic.syntax import (
    And,
    BoundToHelp,
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
)
from overture.papers.english import capital, listed, the
from overture.papers.options import (
    actor,
    as_far_as,
    is_plural,
    not_taken,
    option_phrase,
    readable,
    value_label,
)
from overture.papers.verbs import negated

_LONG = 260  # a formula that reads longer than this is printed as a formula
PARAGRAPH = "¶"  # begins a place that is cited without its source: it is one of the first


def treaty(dossier: Dossier, key: str) -> str:
    entry = dossier.treaties.get(key)
    return the(entry.short or entry.name) if entry else readable(key)


def treaty_label(dossier: Dossier, key: str) -> str:
    entry = dossier.treaties.get(key)
    return capital(re.sub(r"^[Tt]he ", "", entry.short or entry.name)) if entry else readable(key)


def decision_text(dossier: Dossier, key: str) -> str:
    """What the parties decide, inside a sentence and without an article of its own."""
    found = dossier.decisions.get(key)
    text = found[1].short or found[1].text if found else ""
    return re.sub(r"^[Tt]he ", "", text).rstrip(".") or readable(key)


def argument(dossier: Dossier, key: str) -> str:
    entry = dossier.arguments.get(key)
    return entry.short or entry.claim if entry else readable(key)


def proposal_label(dossier: Dossier, key: str, package: Mapping[str, str] | None = None) -> str:
    """A short name of a proposal: for heads of rows and columns.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> proposal_label(read(case("first-case")), "offer is talks", {"us.offer": "talks"})
    'Propose talks'
    """
    if key == DO_NOTHING:
        return "Do nothing"
    entry = dossier.proposals.get(key)
    if entry is not None:
        return capital(entry.short or readable(key))
    if package:
        return capital("; ".join(value_label(dossier, option, value) for option, value in package.items()))
    return key


def entry_label(dossier: Dossier, key: str) -> str:
    """The words for any id: its short label, or what it says."""
    if key == DO_NOTHING:
        return "doing nothing"
    entry = dossier.entry(key)
    if entry is None:  # a state that only a treaty knows has a name all the same
        return actor(dossier, key) if any(key in t.parties for t in dossier.treaties.values()) else readable(key)
    return _said_by(dossier, key, entry)


def _said_by(dossier: Dossier, key: str, entry: Entry) -> str:
    if key in dossier.actors:
        return actor(dossier, key)
    if key in dossier.treaties:
        return treaty(dossier, key)
    if key in dossier.statements:
        return statement_text(dossier, key)
    for field in ("short", "text", "claim", "name", "title", "why"):
        found = getattr(entry, field, "")
        if found:
            return str(found)
    formula = getattr(entry, "when", None) or getattr(entry, "rule", None)
    return formula_text(dossier, formula) if formula is not None else readable(key)


def entry_text(dossier: Dossier, key: str) -> str:
    """What an entry says in full."""
    entry = dossier.entry(key)
    text = getattr(entry, "text", "") or getattr(entry, "claim", "")
    return text or entry_label(dossier, key)


def statement_text(dossier: Dossier, key: str) -> str:
    """A statement of preference in words.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> statement_text(read(case("first-case")), "us_3")
    'their government does not refuse'
    """
    statement = dossier.statements.get(key)
    if statement is None:
        return entry_label(dossier, key) if dossier.entry(key) else readable(key)
    if statement.text:
        return statement.text
    want = formula_text(dossier, _own_want(dossier, statement))
    if _ranked(dossier, statement):
        want += ", or an outcome ranked above it"
    if statement.if_ == Truth(True):
        return want
    return f"{want}, if {formula_text(dossier, statement.if_)}"


def statement_label(dossier: Dossier, key: str) -> str:
    statement = dossier.statements.get(key)
    return statement.short if statement and statement.short else statement_text(dossier, key)


def wanted_label(dossier: Dossier, key: str) -> str:
    """A statement in the ranking of its owner; an outcome of a ranking by itself."""
    statement = dossier.statements.get(key)
    if statement is None or statement.text or statement.short:
        return statement_label(dossier, key)
    if not dossier.ranks_outcomes(statement.owner):
        return statement_label(dossier, key)
    want = _own_want(dossier, statement)
    return "anything else" if want == Truth(True) else formula_text(dossier, want)


def _own_want(dossier: Dossier, statement: Statement) -> Formula:
    """What a statement asks for; of outcomes ranked best first, each wants the earlier ones or itself."""
    ranked = _ranked(dossier, statement)
    return statement.want.parts[-1] if ranked and isinstance(statement.want, Or) else statement.want


def _ranked(dossier: Dossier, statement: Statement) -> bool:
    """Whether a statement is an outcome below the first of a ranking of outcomes."""
    first = dossier.preferences[statement.owner][0].id
    return statement.id != first and dossier.ranks_outcomes(statement.owner)


def formula_text(dossier: Dossier, formula: Formula) -> str:
    """A formula in words; as a formula where the words would not be read to the end."""
    words = _words(dossier, formula)
    return words if len(words) <= _LONG else show(formula)


def _words(dossier: Dossier, formula: Formula) -> str:
    match formula:
        case Truth(value):
            return "always" if value else "never"
        case Name(name):
            option = dossier.option(name)
            return option_phrase(dossier, name, "yes") if option else entry_text(dossier, name)
        case Is(option, values):
            return listed([option_phrase(dossier, option, v) for v in values], "or")
        case Step(option, bound, value):
            return as_far_as(dossier, option, bound, value)
        case InForce(key):
            return f"{treaty(dossier, key)} is in force"
        case Membership(who, word, key):
            verb = "are" if is_plural(dossier, who) else "is"
            says = {
                "party": "party to",
                "named": "named in",
                "invited": "invited to",
                "observes": "an observer of",
            }
            return f"{actor(dossier, who)} {verb} {says[word]} {treaty(dossier, key)}"
        case BoundToHelp(who, helped):
            return f"{actor(dossier, who)} is bound to help {actor(dossier, helped)}"
        case Status(word, key):
            status = {"stands": "stands", "on_table": "is on the table"}.get(word, f"is {word}")
            return f"the argument ‘{argument(dossier, key)}’ {status}"
        case Not(Status("stands", key)):
            return f"the argument ‘{argument(dossier, key)}’ does not stand"
        case Not(Name(name)) if dossier.option(name) is not None:
            return option_phrase(dossier, name, "no")
        case Not(Is(option, values)) if dossier.option(option) is not None:
            return not_taken(dossier, option, values)
        case Not(Step(option, bound, value)):
            return as_far_as(dossier, option, bound, value, denied=True)
        case Not(part):
            return _denied(dossier, part)
        case And(parts):
            return " and ".join(_within(dossier, p, Or, Implies, Iff) for p in parts)
        case Or(parts):
            return " or ".join(_within(dossier, p, Implies, Iff) for p in parts)
        case Implies(premise, conclusion):
            return f"{_within(dossier, conclusion, Implies, Iff)}, if {_within(dossier, premise, Implies, Iff)}"
        case Iff(left, right):
            return f"{_within(dossier, left, Implies, Iff)} exactly if {_within(dossier, right, Implies, Iff)}"
        case Count(bound, wanted, parts):
            return f"{bound} {wanted} of: " + "; ".join(_words(dossier, p) for p in parts)
        case _:
            return show(formula)


def _denied(dossier: Dossier, part: Formula) -> str:
    """That something is not so. What has parts is denied as a whole, never by its first verb alone."""
    match part:
        case Not(inner):
            return _words(dossier, inner)
        case And(parts):
            return f"not {'both' if len(parts) == 2 else 'all'}: {_words(dossier, part)}"
        case Or(parts):
            return _words(dossier, And(tuple(Not(p) for p in parts)))
        case Implies(premise, conclusion):
            return _words(dossier, And((premise, Not(conclusion))))
        case Iff(left, right):
            return _words(dossier, Iff(left, Not(right)))
        case Count():
            return f"not {_words(dossier, part)}"
        case _:
            said = _words(dossier, part)
            found = negated(said)
            return f"it is not so that {said}" if found.startswith("not so: ") else found


def _within(dossier: Dossier, part: Formula, *loose: type) -> str:
    """A part in words, in brackets where what stands around it would be read into it."""
    words = _words(dossier, part)
    list_denied = isinstance(part, Not) and isinstance(part.part, And | Count)
    return f"({words})" if list_denied or isinstance(part, loose) else words


def cited(dossier: Dossier, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Citations as they are printed. A source that is dropped is cited no more."""
    found = []
    for c in citations:
        source = dossier.sources.get(c.source)
        if source is not None:
            found.append(f"{source.short or source.title}, {c.place}" if c.place else source.short or source.title)
    return tuple(dict.fromkeys(found))


def cited_short(dossier: Dossier, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Citations for a narrow column. A paragraph alone is one of the first source; all else names its source."""
    found = []
    first = next(iter(dossier.sources), None)
    for c in citations:
        source = dossier.sources.get(c.source)
        if source is not None:
            alone = c.source == first and c.place.startswith(PARAGRAPH)
            found.append(c.place if alone else f"{source.short or source.title} {c.place}".strip())
    return tuple(dict.fromkeys(found))
