"""Ids for what an analyst names in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from overture.dossier.dossier import DO_NOTHING
from overture.dossier.names import fresh
from overture.dossier.reading import SECTIONS
from overture.logic import RESERVED

# words that tell nothing about which of two things is meant
_SMALL = frozenset(
    ("a", "an", "and", "at", "be", "by", "for", "from", "in", "is", "it", "its", "my", "nothing", "of", "on", "or",
     "our", "so", "that", "the", "their", "this", "to", "we", "will", "with", "your")
)  # fmt: skip
# words of an office, which most of the actors of a case share
_OFFICE = frozenset(("federal", "federation", "government", "kingdom", "ministry", "republic", "state", "states"))
_OWN = frozenset(("my", "our", "their", "your"))
_TAKEN = frozenset({*RESERVED, *SECTIONS, DO_NOTHING, "party", "silent", "none", "id", "now"})


def short_name(text: str, words: int = 3) -> str:
    """The words of a text that tell it apart, as an id; letters of every alphabet stay.

    >>> short_name("propose a treaty of friendship"), short_name("Sankt Łukasz"), short_name("Норвегия")
    ('propose_treaty_friendship', 'sankt_lukasz', 'норвегия')
    >>> short_name("Government of Norland"), short_name("Our government")
    ('norland', 'our_government')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    found = re.findall(r"\w+", plain.replace("ł", "l").replace("ø", "o").replace("'", "").replace("’", ""))
    telling = [w for w in found if w not in _SMALL | _OFFICE] or [w for w in found if w not in _SMALL - _OWN] or found
    name = "_".join(telling[:words]).strip("_")
    name = unicodedata.normalize("NFC", name)
    return name if name and not name[0].isdigit() else f"n_{name}".rstrip("_")


class Names:
    """Gives each thing an id of its own.

    >>> names = Names(); names.new("The North"), names.new("the north"), names.new("not")
    ('north', 'north_2', 'not_2')
    >>> names.new("a treaty of peace and trade"), names.new("a treaty of peace and trade with ships")
    ('treaty_peace_trade', 'treaty_peace_trade_ships')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {*_TAKEN, *taken}

    def new(self, text: str, words: int = 3) -> str:
        """An id that nothing else has: with more of the words where a few are taken, or else with a number."""
        longer = (short_name(text, most) for most in range(words, words + 4))
        name = next((n for n in longer if n not in self.taken), short_name(text, words))
        found = fresh(name, self.taken)
        self.taken.add(found)
        return found
