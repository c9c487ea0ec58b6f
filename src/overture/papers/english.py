"""A little English: lists, numbers, articles, verbs. It knows nothing of dossiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# common nouns that ask for an article when they end a proper name
_COMMON_HEADS = frozenset(
    [
        "agreement",
        "alliance",
        "assembly",
        "authority",
        "bloc",
        "board",
        "cabinet",
        "commission",
        "committee",
        "community",
        "conference",
        "congress",
        "convention",
        "council",
        "court",
        "directorate",
        "federation",
        "force",
        "forces",
        "government",
        "kingdom",
        "league",
        "ministry",
        "mission",
        "movement",
        "office",
        "organisation",
        "organization",
        "pact",
        "parliament",
        "party",
        "powers",
        "president",
        "presidium",
        "protocol",
        "republic",
        "secretariat",
        "senate",
        "states",
        "treaty",
        "union",
    ]
)
_VERBS = frozenset(
    [
        "abstain",
        "accede",
        "accept",
        "act",
        "admit",
        "adopt",
        "agree",
        "allow",
        "announce",
        "answer",
        "apply",
        "approve",
        "ask",
        "attach",
        "attack",
        "await",
        "back",
        "become",
        "break",
        "bring",
        "build",
        "call",
        "carry",
        "choose",
        "claim",
        "clear",
        "close",
        "come",
        "conclude",
        "condemn",
        "consent",
        "consult",
        "continue",
        "cost",
        "cut",
        "decide",
        "declare",
        "decline",
        "defend",
        "defer",
        "delay",
        "demand",
        "deny",
        "deploy",
        "deposit",
        "do",
        "drop",
        "empower",
        "end",
        "endorse",
        "enter",
        "examine",
        "exclude",
        "express",
        "extend",
        "give",
        "go",
        "grant",
        "hand",
        "have",
        "hold",
        "ignore",
        "impose",
        "include",
        "insist",
        "invite",
        "issue",
        "join",
        "keep",
        "leave",
        "lift",
        "limit",
        "lower",
        "make",
        "mediate",
        "mobilise",
        "move",
        "negotiate",
        "note",
        "object",
        "offer",
        "open",
        "oppose",
        "pass",
        "pay",
        "postpone",
        "press",
        "promise",
        "propose",
        "protest",
        "provide",
        "publish",
        "put",
        "raise",
        "ratify",
        "reach",
        "receive",
        "recognise",
        "refer",
        "refuse",
        "reject",
        "release",
        "remain",
        "renounce",
        "repeat",
        "reply",
        "request",
        "reserve",
        "resist",
        "respond",
        "restore",
        "return",
        "say",
        "see",
        "seek",
        "send",
        "set",
        "settle",
        "share",
        "sign",
        "speak",
        "start",
        "state",
        "stay",
        "stop",
        "submit",
        "support",
        "suspend",
        "take",
        "talk",
        "tell",
        "tie",
        "treat",
        "turn",
        "undertake",
        "vote",
        "wait",
        "want",
        "warn",
        "welcome",
        "widen",
        "withdraw",
        "withhold",
        "write",
        "yield",
    ]
)
_SMALL = ("the", "a", "an", "our", "their", "its", "as", "only", "what", "it")
_PLURAL_ARTICLES = (
    "the three",
    "the two",
    "the four",
    "the five",
    "the six",
    "the other",
    "the others",
    "the parties",
)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items in a row, as one says them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def number(n: int) -> str:
    """Small numbers in words.

    >>> number(3), number(40)
    ('three', '40')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "reply"), counted(2, "reply", "replies")
    ('one reply', 'two replies')
    """
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter; the rest is as it was."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text inside a sentence: an article or a pronoun loses its capital, a name keeps it.

    >>> uncapital("The treaty holds"), uncapital("Oslo agrees")
    ('the treaty holds', 'Oslo agrees')
    """
    first = text.split(" ", 1)[0].lower()
    return text[:1].lower() + text[1:] if first in _SMALL else text


def ended(text: str) -> str:
    """The text as a sentence: a capital, and a full stop if it has no end.

    >>> ended("they refuse"), ended("Why?")
    ('They refuse.', 'Why?')
    """
    text = capital(text.strip())
    return text if not text or text[-1] in ".?!" or text[-2:] in (".”", "?”", "!”") else text + "."


def day(when: date | str) -> str:
    """A date as it is written in a paper.

    >>> day("1954-03-26"), day("1954-03"), day("2011")
    ('26 March 1954', 'March 1954', '2011')
    """
    year, *rest = str(when).split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def the(name: str) -> str:
    """A name with its article, where its last word is a common noun.

    >>> the("North Atlantic Treaty"), the("Norway"), the("Treaty of Rome"), the("our government")
    ('the North Atlantic Treaty', 'Norway', 'the Treaty of Rome', 'our government')
    """
    words = name.split()
    if not words or re.match(r"(the|a|an|our|their|his|her|its|all|some|other)$", words[0], re.I):
        return name
    head = re.split(r" (?:of|on|for|and|in|\()", name)[0].split()
    alone = len(words) == 1 or (len(head) == 1 and len(words) == len(head))
    return f"the {name}" if head and head[-1].lower() in _COMMON_HEADS and not alone else name


def is_verb(word: str) -> bool:
    """Whether a word is a finite verb that the program knows: `refuse`, `refuses`.

    >>> is_verb("refuses"), is_verb("ready"), is_verb("nothing")
    (True, False, False)
    """
    word = word.lower()
    return word in ("is", "are", "has", "have", "does", "does") or word in _VERBS or _base(word) in _VERBS


def _base(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2] in _VERBS:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def third_person(verb: str) -> str:
    """The verb as one party does it.

    >>> third_person("ratify"), third_person("pass"), third_person("keep"), third_person("do")
    ('ratifies', 'passes', 'keeps', 'does')
    """
    if verb == "have":
        return "has"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else "s")


def plural_name(name: str, kind: str = "") -> bool:
    """Whether a name takes a verb in the plural."""
    low = name.lower()
    if low in ("we", "they") or low.startswith(_PLURAL_ARTICLES):
        return True
    head = re.split(r" (?:of|to|in|on|for|that|who|\()", low)[0].split() or [low]
    return kind in ("group", "circle") and head[-1].endswith("s") and not head[-1].endswith("ss")


def does(subject: str, phrase: str, plural: bool) -> str | None:
    """Subject and verb phrase joined, the verb agreeing; nothing if the phrase starts with no known verb.

    >>> does("the Assembly", "ratify", False), does("the three", "refuse", True)
    ('the Assembly ratifies', 'the three refuse')
    >>> does("the Assembly", "not yet", False) is None
    True
    """
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    if not is_verb(low):
        return None
    base = low if low in _VERBS else _base(low)
    if low in ("is", "are"):
        verb = "are" if plural else "is"
    elif low in ("has", "have"):
        verb = "have" if plural else "has"
    elif low in ("do", "does"):
        verb = "do" if plural else "does"
    else:
        verb = base if plural else third_person(base)
    return f"{subject} {verb} {rest}".rstrip()


def denied_of(subject: str, phrase: str, plural: bool) -> str:
    """That the subject does not do it.

    >>> denied_of("the Assembly", "ratifies the treaty", False), denied_of("they", "are ready", True)
    ('the Assembly does not ratify the treaty', 'they are not ready')
    """
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    if low in ("is", "are"):
        return f"{subject} {'are' if plural else 'is'} not {rest}".rstrip()
    base = low if low in _VERBS else {"has": "have", "does": "do"}.get(low) or _base(low)
    return f"{subject} {'do' if plural else 'does'} not {base} {rest}".rstrip()


_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|can|could|will|would|shall|should|may|must)\b")


def negated(text: str) -> str:
    """The opposite of a short statement.

    >>> negated("the treaty is in force"), negated("they would agree"), negated("talks")
    ('the treaty is not in force', 'they would not agree', 'not so: talks')
    >>> negated("Oslo ratifies alone"), negated("a rebuff costs us more than we can gain")
    ('Oslo does not ratify alone', 'a rebuff does not cost us more than we can gain')
    """
    main = re.split(r",| that | who | which | if | where | when | unless | because | than | whatever ", text)[
        0
    ]
    found = _AUXILIARY.search(main)
    if not found:
        return _verb_denied(text, main) or f"not so: {text}"
    rest = text[found.end() :]
    if rest.startswith(" not "):
        return text[: found.end()] + rest[4:]
    if rest.startswith(" no "):
        return text[: found.end()] + " some " + rest[4:]
    return f"{text[: found.end()]} not{rest}"


_QUANTIFIERS = (
    "enough",
    "all",
    "some",
    "every",
    "most",
    "any",
    "both",
    "nobody",
    "no",
    "few",
    "many",
    "at",
    "each",
)
_PLURAL_WORDS = ("three", "two", "four", "five", "six", "parties", "others", "people")


def _verb_denied(text: str, main: str) -> str | None:
    """`Oslo ratifies the treaty` denied by its verb, where the verb is plain to see."""
    words = main.split()
    if not words or words[0].lower() in _QUANTIFIERS:
        return None
    for i in range(1, min(5, len(words))):
        word, before = words[i].lower(), words[i - 1].lower()
        if before in ("the", "a", "an", "of", "to", "and", "or"):
            continue
        plural = before.endswith("s") or before in _PLURAL_WORDS
        if word in _VERBS and plural:
            return f"{' '.join(words[:i])} do not {text.split(' ', i)[i]}"
        if word not in _VERBS and _base(word) in _VERBS:
            rest = text.split(" ", i + 1)[i + 1 :]
            return " ".join([*words[:i], "does not", _base(word), *rest])
    return None
