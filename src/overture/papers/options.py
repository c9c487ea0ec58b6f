"""Actors by their names, and what it means that an option has a value: a clause with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from overture.dossier import Dossier
from overture.dossier.entries import Option
from overture.papers.english import capital, listed, the, uncapital
from overture.papers.verbs import denied_of, does, is_verb, plural_name, third_person

_ASK = re.compile(r"^(What|How|Where|When|Which way) (?:do|does|did|will|should) (.+?)\??$", re.I)


_ADVERBIAL = re.compile(
    r"^(after|as|at|before|by|for|from|if|in|on|once|through|to|under|until|when|with|without)\b", re.I
)


_CLAUSE = re.compile(r"^(the|its|their|our|a|an|nobody|both|all|[A-Z]\w+)\b.* (is|are|has|have|will|may|can)\b")


_PRONOUN = re.compile(r"^(?:it|they) (?=\w)")
_SPOKEN = re.compile(r"^(we|I|you)\b", re.I)
_ARTICLES = ("the", "a", "an", "our", "their", "its", "of")


def actor(dossier: Dossier, key: str) -> str:
    """The actor's name, with its article in running text."""
    entry = dossier.actors.get(key)
    return _running(the(entry.name)) if entry else _named_by_id(key)


def _running(name: str) -> str:
    """`Our government` inside a sentence."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first in ("The", "Our", "Their", "Your", "His", "Her", "Its") else name


def _named_by_id(key: str) -> str:
    """A name from the id of a state that only a treaty of the library knows: `south_africa`, `uk`."""
    small = ("and", "of", "the")
    return " ".join(
        w if w in small else w.upper() if len(w) <= 3 else w.capitalize() for w in readable(key).split()
    )


def actor_label(dossier: Dossier, key: str) -> str:
    """The actor's name at the head of a row or a seat."""
    entry = dossier.actors.get(key)
    return capital(entry.short or re.sub(r" \(.*\)$", "", entry.name)) if entry else _named_by_id(key)


def actor_labels(dossier: Dossier, keys: Iterable[str]) -> str:
    """Actors at the head of a letter: the names in a row, articles small after the first."""
    first, *rest = [actor_label(dossier, key) for key in keys]
    return listed([first, *(f"the {name[4:]}" if name.startswith("The ") else name for name in rest)])


def is_plural(dossier: Dossier, key: str) -> bool:
    entry = dossier.actors.get(key)
    return bool(entry) and plural_name(entry.name if entry else key, entry.kind if entry else "")


def readable(key: str) -> str:
    """An id with its underscores opened: the last resort."""
    return key.replace("_", " ")


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
            return joined or _named(who, text, plural)
        return f"{who} {'do' if plural else 'does'} not {text}" if joined else f"{who}: not {text}"
    acts = _acting(option, who, text)
    if acts:
        return acts
    if option.owner == dossier.proposer:
        said = _answered(option, text)
        if said:
            return said
    joined = does(who, text, plural)
    if joined:
        return joined
    return text if _CLAUSE.match(text) else _answered(option, text) or _named(who, text, plural)


def _named(who: str, text: str, plural: bool) -> str:
    """A choice that no verb opens: what is said in the first person is quoted, all else stands after a colon.

    >>> _named("Oslo", "we shall answer later", False), _named("Oslo", "no answer", False)
    ('Oslo says “we shall answer later”', 'Oslo: no answer')
    """
    return f"{who} {'say' if plural else 'says'} “{text}”" if _SPOKEN.match(text) else f"{who}: {text}"


def _acting(option: Option, who: str, text: str) -> str | None:
    """A choice told of `it` or `they`, with who that is: as the question names it, else by the actor's name.

    >>> _acting(Option(ask="What does Oslo do?", choices={}), "Norway", "it signs")
    'Oslo signs'
    >>> _acting(Option(ask="What does the note say of the pact?", choices={}), "Norway", "it is silent") is None
    True
    """
    act = _act(text)
    if act == text:
        return None
    asked = _asked(option)
    if asked is None:
        return f"{who} {act}"
    subject, _, rest = asked
    return None if rest else f"{subject} {act}"


def _act(text: str) -> str:
    """What is done, without the pronoun of who does it."""
    return _PRONOUN.sub("", text)


def _asked(option: Option) -> tuple[str, str, str] | None:
    """A question of what somebody does: its subject, its verb and what comes after; nothing where it is another."""
    asked = _ASK.match(option.ask)
    words = asked.group(2).split() if asked else []
    place = next((i for i, w in enumerate(words) if i and is_verb(w) and words[i - 1].lower() not in _ARTICLES), None)
    if asked is None or place is None:
        return None
    return " ".join(words[:place]), words[place], " ".join(words[place + 1 :])


def _answered(option: Option, text: str) -> str | None:
    """A question with its answer as one clause: `What does the note say of X?`, `nothing`.

    >>> note = Option(ask="What does the note say of China?", choices={})
    >>> _answered(note, "nothing"), _answered(note, "sees no obstacle to it")
    ('the note says of China: nothing', 'of China, the note sees no obstacle to it')
    """
    asked, question = _ASK.match(option.ask), _asked(option)
    if asked is None or question is None:
        return None
    subject, verb, rest = question
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
        said = value_label(dossier, name, value)
        label = _act(said)
        named = not owner or label.lower().startswith(owner.lower())  # `Greece ratifies` names it already
        acts = does(owner, label, is_plural(dossier, option.owner)) if option and not named else None
        parts.append(label if named else acts or f"{owner}{':' if label == said else ''} {label}")
    return "; ".join([*parts[:1], *map(uncapital, parts[1:])]) or "nobody moves"


def not_done(dossier: Dossier, name: str, value: str) -> str | None:
    """That somebody does not take a choice, where the choice is told by a verb."""
    option = dossier.option(name)
    text = _act(choice_text(option, value)) if option and option.choices else ""
    if option is None or not is_verb(text.split(" ", 1)[0]) or " not " in text:
        return None
    who, plural = actor(dossier, option.owner), is_plural(dossier, option.owner)
    return denied_of(who, text, plural)
