"""The names under which a paper speaks of what a dossier holds. Ids are the last resort."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from overture.dossier import DO_NOTHING, Dossier
from overture.dossier.entries import Entry, Option
from overture.dossier.fields import Citation
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
from overture.papers.english import (
    capital,
    denied_of,
    does,
    is_verb,
    listed,
    negated,
    plural_name,
    the,
    third_person,
)

_ASK = re.compile(r"^(What|How|Where|When|Which way) (?:do|does|did|will|should) (.+?)\??$", re.I)
_ADVERBIAL = re.compile(
    r"^(after|as|at|before|by|for|from|if|in|on|once|through|to|under|until|when|with|without)\b", re.I
)
_CLAUSE = re.compile(
    r"^(the|its|their|our|a|an|nobody|both|all|[A-Z]\w+)\b.* (is|are|has|have|will|may|can)\b"
)
_ARTICLES = ("the", "a", "an", "our", "their", "its", "of")
_LONG = 150  # a formula that reads longer than this is printed as a formula


def actor(dossier: Dossier, key: str) -> str:
    """The actor's name, with its article in running text."""
    entry = dossier.actors.get(key)
    return _running(the(entry.name)) if entry else readable(key)


def _running(name: str) -> str:
    """`Our government` inside a sentence."""
    first = name.split(" ", 1)[0]
    return (
        name[:1].lower() + name[1:] if first in ("The", "Our", "Their", "Your", "His", "Her", "Its") else name
    )


def actor_label(dossier: Dossier, key: str) -> str:
    """The actor's name at the head of a row or a seat."""
    entry = dossier.actors.get(key)
    return capital(entry.short or re.sub(r" \(.*\)$", "", entry.name)) if entry else capital(readable(key))


def is_plural(dossier: Dossier, key: str) -> bool:
    entry = dossier.actors.get(key)
    return bool(entry) and plural_name(entry.name if entry else key, entry.kind if entry else "")


def readable(key: str) -> str:
    """An id with its underscores opened: the last resort."""
    return key.replace("_", " ")


def treaty(dossier: Dossier, key: str) -> str:
    entry = dossier.treaties.get(key)
    return the(entry.short or entry.name) if entry else readable(key)


def treaty_label(dossier: Dossier, key: str) -> str:
    entry = dossier.treaties.get(key)
    return capital(re.sub(r"^[Tt]he ", "", entry.short or entry.name)) if entry else readable(key)


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


def value_label(dossier: Dossier, name: str, value: str) -> str:
    """The shortest words for an option at a value."""
    option = dossier.option(name)
    if option is None:
        return f"{readable(name)}: {readable(value)}"
    if not option.choices:
        text = option.short or option.text or readable(option.id)
        return text if value == "yes" else f"not: {text}"
    choice = option.choices.get(value)
    return (choice.short or choice.text or readable(value)) if choice else readable(value)


def choice_text(option: Option, value: str) -> str:
    if not option.choices:
        return option.text or option.ask or readable(option.id)
    choice = option.choices.get(value)
    return (choice.text or readable(value)) if choice else readable(value)


def option_phrase(dossier: Dossier, name: str, value: str) -> str:
    """What it means that an option has a value, as a clause with its subject.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> first = read(case("first-case"))
    >>> option_phrase(first, "them.reply", "refuse"), option_phrase(first, "reply", "none")
    ('their government refuses', 'their government: no answer')
    """
    option = dossier.option(name)
    if option is None:
        return f"{readable(name)}: {readable(value)}"
    who, plural = actor(dossier, option.owner), is_plural(dossier, option.owner)
    text = choice_text(option, value)
    if not option.choices:
        joined = does(who, text, plural)
        if value == "yes":
            return joined or f"{who}: {text}"
        return f"{who} {'do' if plural else 'does'} not {text}" if joined else f"{who}: not {text}"
    if option.owner == dossier.proposer:
        said = _answered(option, text)
        if said:
            return said
    joined = does(who, text, plural)
    if joined:
        return joined
    return text if _CLAUSE.match(text) else _answered(option, text) or f"{who}: {text}"


def _answered(option: Option, text: str) -> str | None:
    """A question with its answer as one clause: `What does the note say of X?`, `nothing`.

    >>> note = Option(ask="What does the note say of China?", choices={})
    >>> _answered(note, "nothing"), _answered(note, "sees no obstacle to it")
    ('the note says of China: nothing', 'of China, the note sees no obstacle to it')
    """
    asked = _ASK.match(option.ask)
    words = asked.group(2).split() if asked else []
    place = next(
        (i for i, w in enumerate(words) if i and is_verb(w) and words[i - 1].lower() not in _ARTICLES), None
    )
    if asked is None or place is None:
        return None
    subject, verb, rest = " ".join(words[:place]), words[place], " ".join(words[place + 1 :])
    if subject.lower() in ("we", "they"):
        return None
    plural = plural_name(subject)
    if asked.group(1).lower() == "what" and is_verb(text.split(" ", 1)[0]):
        joined = does(subject, text, plural)
        return f"{rest}, {joined}" if rest else joined
    first = verb if plural else third_person(verb)
    mark = "" if asked.group(1).lower() != "what" and _ADVERBIAL.match(text) else ":"
    return f"{subject} {first}{' ' + rest if rest else ''}{mark} {text}"


def setting_phrase(dossier: Dossier, setting: Mapping[str, str]) -> str:
    """A setting of options in words, one clause for each."""
    return "; ".join(option_phrase(dossier, name, value) for name, value in setting.items())


def setting_label(dossier: Dossier, setting: Mapping[str, str]) -> str:
    """A setting of the others' options in as few words as tell who does what."""
    parts = []
    for name, value in setting.items():
        option = dossier.option(name)
        owner = actor_label(dossier, option.owner) if option else ""
        label = value_label(dossier, name, value)
        parts.append(f"{owner}: {label}" if owner else label)
    return "; ".join(parts) or "nobody moves"


def entry_label(dossier: Dossier, key: str) -> str:
    """The words for any id: its short label, or what it says."""
    if key == DO_NOTHING:
        return "doing nothing"
    entry = dossier.entry(key)
    return _said_by(dossier, key, entry) if entry else readable(key)


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
    want = formula_text(dossier, statement.want)
    if statement.if_ == Truth(True):
        return want
    return f"{want}, if {formula_text(dossier, statement.if_)}"


def statement_label(dossier: Dossier, key: str) -> str:
    statement = dossier.statements.get(key)
    return statement.short if statement and statement.short else statement_text(dossier, key)


def _not_done(dossier: Dossier, name: str, value: str) -> str | None:
    """That somebody does not take a choice, where the choice is told by a verb."""
    option = dossier.option(name)
    text = choice_text(option, value) if option and option.choices else ""
    if option is None or not is_verb(text.split(" ", 1)[0]) or " not " in text:
        return None
    who, plural = actor(dossier, option.owner), is_plural(dossier, option.owner)
    return denied_of(who, text, plural)


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
            return f"{option_phrase(dossier, option, value)}, or {'more' if bound == 'least' else 'less'}"
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
        case Not(Is(option, (value,))) if (found := _not_done(dossier, option, value)) is not None:
            return found
        case Not(part):
            return negated(_words(dossier, part))
        case And(parts):
            return " and ".join(_words(dossier, p) for p in parts)
        case Or(parts):
            return " or ".join(_words(dossier, p) for p in parts)
        case Implies(premise, conclusion):
            return f"{_words(dossier, conclusion)}, if {_words(dossier, premise)}"
        case Iff(left, right):
            return f"{_words(dossier, left)} exactly if {_words(dossier, right)}"
        case Count(bound, wanted, parts):
            return f"{bound} {wanted} of: " + "; ".join(_words(dossier, p) for p in parts)


def cited(dossier: Dossier, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Citations as they are printed. A source that is dropped is cited no more."""
    found = []
    for c in citations:
        source = dossier.sources.get(c.source)
        if source is not None:
            found.append(
                f"{source.short or source.title}, {c.place}" if c.place else source.short or source.title
            )
    return tuple(dict.fromkeys(found))


def cited_short(dossier: Dossier, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Citations for a narrow column: the place, and the source where another than the first is meant."""
    found = []
    first = next(iter(dossier.sources), None)
    for c in citations:
        source = dossier.sources.get(c.source)
        if source is None:
            continue
        if c.source == first and c.place:
            found.append(c.place)
        else:
            label = source.short or source.title
            found.append(c.place if c.place and len(label) > 24 else f"{label} {c.place}".strip())
    return tuple(dict.fromkeys(found))
