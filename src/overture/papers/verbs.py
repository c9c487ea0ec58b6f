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
    >>> plural_name("Oslo, Riga and Bern", "group"), plural_name("Oslo and Riga", "group"), plural_name("Bosnia and H")
    (True, True, False)
    """
    low = name.lower()
    if low in ("we", "they") or low.startswith(_PLURAL_ARTICLES):
        return True
    if " and " in name and (kind == "group" or "," in name):
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


# after these words another clause begins; what is denied stands before it
_CLAUSES = re.compile(
    r",|;|:| (?:that|what|who|whom|whose|which|where|when|how|why|whether|than|whatever|whoever|as|after|before|once"
    r"|since) "
)
_BOUND = re.compile(r"[ ,](?:because|unless|if|until|till|although|though|while|so that|lest|only|whether|or)\b|, as\b")
_OPENERS = (
    "what", "that", "who", "whoever", "whatever", "whether", "which", "how", "why", "where", "when", "if", "because",
    "although", "though", "after", "before", "once", "since", "as", "while", "unless", "until", "not", "only", "never",
)  # fmt: skip
_MODALS = ("can", "could", "will", "would", "shall", "should", "may")
_AUXILIARIES = (*_MODALS, "must", "is", "are", "was", "were", "has", "have", "had", "does", "do", "did")
_PARTICIPLE = re.compile(
    r"(ed|en|wn|ught|ung|ept|eft|elt|uilt)$|^(not|been|had|made|done|gone|come|become|left|lost|told|said|sent|met|set|put"
    r"|paid|laid|held|found|won|begun|run|led|read|kept|cut|let|shut|spent|stood|understood|withstood|sold|heard|got)$"
)
_NONE = ("no", "not", "nothing", "nobody", "no-one", "none", "never", "neither", "nor", "cannot")
_BEFORE_NOUNS = (
    "the", "a", "an", "of", "to", "and", "or", "its", "their", "our", "his", "her", "your", "my", "for", "in", "on",
    "at", "by", "with", "from", "under", "over", "against", "into", "between", "among", "about", "no", "this", "new",
    "next", "old", "last",
)  # fmt: skip
_PRONOUNS = ("i", "we", "you", "he", "she", "it", "they")
_MANY = ("i", "we", "you", "they", "these", "those")
_BETWEEN = ("also", "still", "always", "often", "already", "even", "alone", "all", "both", "each", "again", "soon")
_QUANTIFIERS = (
    "enough", "all", "some", "every", "everybody", "everyone", "everything", "somebody", "someone", "something", "most",
    "any", "both", "nobody", "nothing", "none", "no", "few", "many", "at", "each", "either", "neither", "half", "more",
    "less", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several",
)  # fmt: skip
_PLURAL_WORDS = ("three", "two", "four", "five", "six", "parties", "others", "people", "men", "women", "police")
_SUBJECT = 7  # words of a subject; of a longer one the verb is not told for sure


def negated(text: str) -> str:
    """The opposite of a short statement: its main verb denied where that is plain to see, else the whole.

    >>> negated("the treaty is in force"), negated("they would agree"), negated("talks")
    ('the treaty is not in force', 'they would not agree', 'not so: talks')
    >>> negated("no new crisis breaks out"), negated("nobody is told")
    ('a new crisis breaks out', 'somebody is told')
    >>> negated("Oslo ratifies alone"), negated("a rebuff costs us more than we can gain")
    ('Oslo does not ratify alone', 'a rebuff does not cost us more than we can gain')
    >>> negated("the two trust Oslo to keep what was promised"), negated("what was promised is kept")
    ('the two do not trust Oslo to keep what was promised', 'not so: what was promised is kept')
    """
    whole = f"not so: {text}"
    main = _CLAUSES.split(text)[0].split()
    if len(main) < 2:
        return whole
    first = main[0].lower()
    some = _some(text, main)
    if some:
        return some
    if first in _OPENERS or first in _QUANTIFIERS or main[-1].lower() in _AUXILIARIES or _BOUND.search(text):
        return whole
    place = _main_verb(main)
    if place is None:
        return whole
    before, verb, rest = " ".join(main[:place]), main[place].lower(), text.split()[place + 1 :]
    found = _without_no(before, verb, rest, main[place + 1 :])
    if found is not None:
        return found or whole
    if verb in ("has", "have") and rest[:1] and not _PARTICIPLE.search(rest[0].lower()):
        return f"{before} {'does' if verb == 'has' else 'do'} not have {' '.join(rest)}"
    if verb in _AUXILIARIES:
        no = ["cannot"] if verb == "can" else [verb, "not"]
        return whole if verb == "must" else " ".join([before, *no, *rest])
    return " ".join([before, *(("do not", verb) if verb in _VERBS else ("does not", _base(verb))), *rest])


def _without_no(before: str, verb: str, rest: list[str], main: list[str]) -> str | None:
    """What denies already denied again; empty where only the whole can be denied, nothing where no word denies."""
    if not any(w.lower() in _NONE for w in main):
        return None
    after = rest[0].lower()
    if after not in ("not", "no") or any(w.lower() in _NONE for w in main[1:]) or len(main) < 2:
        return ""
    if verb in ("do", "does"):
        return " ".join([before, rest[1] if verb == "do" else third_person(rest[1]), *rest[2:]])
    if verb in _AUXILIARIES:
        return " ".join([before, verb, *(["some"] if after == "no" else []), *rest[1:]])
    return ""


def _main_verb(main: list[str]) -> int | None:
    """The place of the verb of a clause, where there is one that can be it."""
    low = [w.lower() for w in main]
    helping = [i for i in range(1, len(low)) if _helps(low, i)]
    acting = [i for i in range(1, len(low)) if _acts(main, low, i)]
    if len(helping) > 1 or (not helping and (not acting or len(acting) > 1)):
        return None
    place = (helping or acting)[0]
    # right before a verb stands a noun, though it could be a verb itself: `the trade talks are open`
    if place > _SUBJECT or any(i < place - 1 for i in acting) or low[place - 1] in _BETWEEN:
        return None
    return None if _related(main[:place], low[:place]) or _goes_on(low, place, acting) else place


def _helps(low: list[str], i: int) -> bool:
    """Whether the word is a finite verb that helps another, or `is`: `have` after `to` or `will` is none."""
    word, before = low[i], low[i - 1]
    if word in ("do", "does", "did") and low[i + 1 : i + 2] != ["not"]:
        return False
    if word not in _AUXILIARIES or before in ("the", "a", "an", "its", "their", "our", "of", "to", "his", "her"):
        return False
    return not (word == "have" and (before in _MODALS or before in ("must", "to") or low[max(0, i - 2)] in _MODALS))


def _acts(main: list[str], low: list[str], i: int) -> bool:
    """Whether the word can be a finite verb that agrees with what stands before it."""
    word, before = low[i], low[i - 1]
    if before in _BEFORE_NOUNS or before in _AUXILIARIES or main[i] != word:
        return False
    if word not in _VERBS:
        return _base(word) in _VERBS and before not in _MANY
    if before in _MANY or before in _PLURAL_WORDS or ("and" in low[: i - 1] and i <= _SUBJECT):
        return True
    one = i > 1 and main[i - 1][:1].isupper() and main[i - 2][:1].isupper()  # the name of one: two words of it
    return before.endswith("s") and not before.endswith(("ss", "us", "is", "'s", "’s")) and not one


def _goes_on(low: list[str], place: int, acting: list[int]) -> bool:
    """Whether another verb of the same sentence follows an `and`: the denial of the first would not reach it."""
    also = next((i for i in range(place + 1, len(low)) if low[i] in ("and", "but")), None)
    if also is None:
        return False
    then = low[also + 1] if also + 1 < len(low) else ""
    alike = then in _VERBS if low[place] in _VERBS else then not in _VERBS and _base(then) in _VERBS
    return then in _AUXILIARIES or alike or any(i > also for i in acting)


def _related(main: list[str], low: list[str]) -> bool:
    """Whether the words before a verb hold another clause: `the aid Oslo offers`, `the men we have`."""
    if any(w in _PRONOUNS for w in low[1:]):
        return True
    for i in range(2, len(low)):
        if low[i] in ("the", "a", "an", "its", "their", "our") and low[i - 1] not in _BEFORE_NOUNS:
            return True
    return main[-1][:1].isupper() and any(
        main[i][:1].isupper() and main[i - 1].islower() and low[i - 1] not in (*_BEFORE_NOUNS, *_PLURAL_WORDS)
        for i in range(2, len(main))
    )


def _some(text: str, main: list[str]) -> str | None:
    """`No X does` denied: some X does. Told only where the verb tells whether X is one or many."""
    first, _, rest = text.partition(" ")
    low = [w.lower() for w in main]
    if any(w in _NONE for w in low[1:]) or _BOUND.search(text) or not rest:
        return None
    if first.lower() in ("nobody", "no-one", "nothing"):
        return f"{'something' if first.lower() == 'nothing' else 'somebody'} {rest}"
    if first.lower() != "no":
        return None
    helping = next((w for w in low[1:] if w in _AUXILIARIES), "")
    verb = helping or next((w for w in low[2:6] if w not in _VERBS and _base(w) in _VERBS), "")
    if verb in ("are", "were", "have"):
        return rest
    if verb in ("is", "was", "has") or (not helping and verb):
        return f"{'an' if rest[:1].lower() in 'aeio' else 'a'} {rest}"
    return None
