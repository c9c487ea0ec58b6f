"""Actors by their names, and what it means that an option has a value: a clause with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from overture.dossier import Dossier
from overture.dossier.entries import Option
from overture.papers.english import capital, listed, the, uncapital
from overture.papers.verbs import denied_of, does, is_verb, plural_name, third_person

_ASK = re.compile(
    r"^((?:(?:by|from|until|since|on|in|at|for|with|to|through) )?(?:what|how much|how|where|when|which way|whom))"
    r" (do|does|did|will|should|must|can|may|shall) (.+?)\??$",
    re.I,
)
_MODALS = ("must", "can", "may", "shall", "should")
# verbs that take the thing itself as their object: `offers neutrality`, where `answers neutrality` says nothing
_TAKES = (
    "accept", "allow", "ask", "bring", "cede", "claim", "concede", "deliver", "demand", "give", "grant",
    "guarantee", "invite", "keep", "lend", "offer", "pay", "permit", "promise", "propose", "provide", "recommend",
    "recognise", "request", "require", "seek", "sell", "send", "sign", "suggest", "supply", "take", "tolerate", "want",
    "withhold", "yield",
)  # fmt: skip
_SAYS = ("answer", "declare", "reply", "respond", "say", "state", "write")
_NOTHING = ("nothing", "nobody", "no more")
_NO_ANSWER = re.compile(r"^no (?:answer|reply|response)\b", re.I)


_ADVERBIAL = re.compile(
    r"^(after|as|at|before|by|for|from|if|in|on|once|through|to|under|until|when|with|without)\b", re.I
)


_CLAUSE = re.compile(r"^(the|its|their|our|a|an|nobody|both|all|[A-Z]\w+)\b.* (is|are|has|have|will|may|can)\b")


_ID = re.compile(r"^[a-z0-9_]+$")
_PRONOUN = re.compile(r"^(?:it|they) (?=\w)")
_DANGLING = re.compile(r"\b(for|of|about|on|with|from|to|against|by|in)$")
_SMALL_WORD = 3  # letters of an article or a preposition: what a question is about has more
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
    """A name from the id of a state that only a treaty of the library knows; words that are no id are a name already.

    >>> _named_by_id("south_africa"), _named_by_id("uk"), _named_by_id("the envoy IN Oslo, Ms Moe")
    ('South Africa', 'UK', 'the envoy IN Oslo, Ms Moe')
    """
    if not _ID.match(key):
        return key
    small = ("and", "at", "for", "in", "of", "on", "the", "to")
    return " ".join(
        w if w in small else w.upper() if len(w) <= 3 else w.capitalize() for w in readable(key).split()
    )


def actor_label(dossier: Dossier, key: str) -> str:
    """The actor's name at the head of a row or a seat."""
    entry = dossier.actors.get(key)
    return capital(entry.short or re.sub(r" \(.*\)$", "", entry.name) if entry else _named_by_id(key))


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
    ('their government refuses', 'their government gives no answer')
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
        return denied_of(who, text, plural) if joined else _not_named(who, (text,), plural)
    acts = _acting(option, who, text)
    if acts:
        return acts
    if option.owner == dossier.proposer:
        said = _answered(option, text, who, plural)
        if said:
            return said
    joined = does(who, text, plural)
    if joined:
        return joined
    return text if _CLAUSE.match(text) else _answered(option, text, who, plural) or _named(who, text, plural)


def _named(who: str, text: str, plural: bool) -> str:
    """A choice that no verb opens, as a clause: what is said in the first person, or chosen, is quoted.

    >>> _named("Oslo", "we shall answer later", False), _named("Oslo", "no answer", False)
    ('Oslo says “we shall answer later”', 'Oslo gives no answer')
    >>> _named("they", "talks", True)
    'they choose “talks”'
    """
    if _NO_ANSWER.match(text):
        return f"{who} {'give' if plural else 'gives'} {text}"
    verb = "say" if _SPOKEN.match(text) else "choose"
    return f"{who} {verb if plural else third_person(verb)} “{text}”"


def _not_named(who: str, texts: Sequence[str], plural: bool) -> str:
    """That none of some choices is taken which no verb tells."""
    return f"{who} {'do' if plural else 'does'} not choose {listed([f'“{t}”' for t in texts], 'or')}"


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
    words = asked.group(3).split() if asked else []
    place = next((i for i, w in enumerate(words) if i and is_verb(w) and words[i - 1].lower() not in _ARTICLES), None)
    if asked is None or place is None:
        return None
    return " ".join(words[:place]), words[place], " ".join(words[place + 1 :])


def _answered(option: Option, text: str, who: str = "", many: bool = False) -> str | None:
    """A question with its answer as one clause; nothing where the two make none. `we` and `they` are told as `who`.

    >>> note = Option(ask="What does the note say of China?", choices={})
    >>> _answered(note, "nothing"), _answered(note, "sees no obstacle to it")
    ('the note says nothing of China', 'of China, the note sees no obstacle to it')
    >>> _answered(note, "one seat is enough")
    'the note says “one seat is enough” of China'
    >>> price = Option(ask="What do we offer for the port?", choices={})
    >>> _answered(price, "nothing", "Oslo"), _answered(price, "grain, as in the spring", "Oslo")
    ('Oslo offers nothing for the port', 'for the port, Oslo offers grain, as in the spring')
    >>> _answered(Option(ask="By when must the ships leave?", choices={}), "by the first of May")
    'the ships must leave by the first of May'
    >>> _answered(Option(ask="What do we ask the court for?", choices={}), "ask for time", "Oslo")
    'Oslo asks for time'
    """
    asked, question = _ASK.match(option.ask), _asked(option)
    if asked is None or question is None or _NO_ANSWER.match(text):
        return None
    subject, verb, rest = question
    helping = asked.group(2).lower()
    plural = plural_name(subject) if helping not in ("do", "does") else helping == "do"
    if subject.lower() in ("we", "they"):
        if not who:
            return None
        subject, plural = who, many
    first = f"{helping} {verb}" if helping in _MODALS else verb if plural else third_person(verb)
    if asked.group(1).lower() not in ("what", "how much"):
        return f"{subject} {first}{' ' + rest if rest else ''} {text}" if _ADVERBIAL.match(text) else None
    if is_verb(text.split(" ", 1)[0]):
        joined = does(subject, text, plural)
        return f"{rest}, {joined}" if rest and joined and not _DANGLING.search(rest) else joined
    if _DANGLING.search(rest):  # `What do we ask the court for?`: the answer goes where the question ends
        return f"{subject} {first} {rest} {text}"
    if text.lower() in _NOTHING:
        return f"{subject} {first} {text} {rest}".rstrip()
    if verb in _SAYS:
        return f"{subject} {first} “{text}” {rest}".rstrip()
    if verb not in _TAKES:
        return None
    told = not rest or {w for w in _words(rest) if len(w) > _SMALL_WORD} <= _words(text)
    return f"{subject} {first} {text}" if told else f"{rest}, {subject} {first} {text}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


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


def not_taken(dossier: Dossier, name: str, values: Sequence[str]) -> str:
    """That somebody takes none of some choices: by the verb of the one, else by its words.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> first = read(case("first-case"))
    >>> not_taken(first, "reply", ["refuse"]), not_taken(first, "reply", ["refuse", "none"])
    ('their government does not refuse', 'their government does not choose “refuse” or “no answer”')
    >>> not_taken(first, "reply", ["none"]), not_taken(first, "offer", ["silent"])
    ('their government gives an answer', 'our government says something')
    """
    option = dossier.option(name)
    if option is None:
        return readable(name)
    who, plural = actor(dossier, option.owner), is_plural(dossier, option.owner)
    if len(values) == 1 and option.choices:
        text = _act(choice_text(option, values[0]))
        if is_verb(text.split(" ", 1)[0]) and " not " not in text:
            return denied_of(who, text, plural)
        if _NO_ANSWER.match(text) and " " not in text[3:]:
            return f"{who} {'give' if plural else 'gives'} {'an' if text[3:4] == 'a' else 'a'} {text[3:]}"
        if text.lower() == "nothing":
            said = _answered(option, text, who, plural)
            if said:
                return said.replace(" nothing", " something", 1)
    return _not_named(who, [value_label(dossier, name, v) for v in values], plural)


def as_far_as(dossier: Dossier, name: str, bound: str, value: str, denied: bool = False) -> str:
    """That a choice of an ordered option is one or more, or one or less; or that it is not.

    >>> from overture.dossier import read
    >>> from overture.library import case
    >>> as_far_as(read(case("first-case")), "offer", "least", "talks")
    'our government goes at least as far as “propose talks”'
    """
    option = dossier.option(name)
    who = actor(dossier, option.owner) if option else readable(name)
    goes = "go" if option and is_plural(dossier, option.owner) else "goes"
    far = {"least": ("at least as far as", "less far than")}.get(bound, ("no further than", "further than"))[denied]
    return f"{who} {goes} {far} “{value_label(dossier, name, value)}”"
