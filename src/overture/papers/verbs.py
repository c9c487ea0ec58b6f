"""Verbs: whether a phrase starts with one, how it agrees with who does it, how it is denied."""

from __future__ import annotations

import re
from importlib.resources import files

# base forms that papers of the trade use; a word that opens the name of a thing as often (`plan`, `trade`) is left out
_VERBS = frozenset(files("overture.papers").joinpath("verbs.txt").read_text(encoding="utf-8").split())


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


_ONE_WITH_S = ("series", "headquarters", "politics", "news", "corps", "means", "works")


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
    """Whether a name takes a verb in the plural.

    >>> plural_name("the islands"), plural_name("the United States", "state"), plural_name("our allies in the east")
    (True, False, True)
    >>> plural_name("the press"), plural_name("Supporters of the plan", "circle"), plural_name("the king's council")
    (False, True, False)
    """
    low = name.lower()
    if low in ("we", "they") or low.startswith(_PLURAL_ARTICLES):
        return True
    head = (re.split(r" (?:of|to|in|on|for|that|who|from|with|\()", name)[0].split() or [name])[-1]
    if not head.endswith("s") or head.endswith(("ss", "us", "is")) or head.lower() in _ONE_WITH_S:
        return False
    return kind in ("group", "circle") or head.islower()  # `the United States` is one, `the islands` are many


def does(subject: str, phrase: str, plural: bool) -> str | None:
    """Subject and verb phrase joined, the verb agreeing; nothing if the phrase starts with no known verb.

    >>> does("the Assembly", "ratify", False), does("the three", "refuse", True)
    ('the Assembly ratifies', 'the three refuse')
    >>> does("the Union", "sign the treaty and set a day", False), does("the Union", "offer money and help", False)
    ('the Union signs the treaty and sets a day', 'the Union offers money and help')
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
        if not plural and low == base:
            rest = _SECOND_VERB.sub(_second, rest)
    return f"{subject} {verb} {rest}".rstrip()


# a verb that follows another: by the article after it, since most verbs can be nouns too
_SECOND_VERB = re.compile(r"\b(and|or) (\w+)(?= (?:a|an|the|its|their|no|all|nothing|it)\b)")


def _second(found: re.Match[str]) -> str:
    return f"{found[1]} {third_person(found[2])}" if found[2] in _VERBS else found[0]


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
    >>> negated("no new crisis breaks out"), negated("nobody is told")
    ('a new crisis breaks out', 'somebody is told')
    >>> negated("Oslo ratifies alone"), negated("a rebuff costs us more than we can gain")
    ('Oslo does not ratify alone', 'a rebuff does not cost us more than we can gain')
    """
    main = re.split(r",| that | who | which | if | where | when | unless | because | than | whatever ", text)[0]
    found = _AUXILIARY.search(main)
    some = _some(text, main, found.group() if found else "")
    if some:
        return some
    if not found:
        return _verb_denied(text, main) or f"not so: {text}"
    rest = text[found.end() :]
    if rest.startswith(" not "):
        return text[: found.end()] + rest[4:]
    if rest.startswith(" no "):
        return text[: found.end()] + " some " + rest[4:]
    return f"{text[: found.end()]} not{rest}"


def _some(text: str, main: str, auxiliary: str) -> str | None:
    """`No X does` denied: some X does. Told only where the verb tells whether X is one or many."""
    first, _, rest = text.partition(" ")
    if first.lower() in ("nobody", "no-one") and rest:
        return f"somebody {rest}"
    if first.lower() != "no" or not rest:
        return None
    words = main.split()[1:6]
    verb = auxiliary or next((w for w in words[1:] if w not in _VERBS and _base(w) in _VERBS), "")
    if verb in ("are", "were", "have"):
        return rest
    if verb in ("is", "was", "has") or (not auxiliary and verb):
        return f"{'an' if rest[:1].lower() in 'aeio' else 'a'} {rest}"
    return None


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
