"""The forms of diplomatic correspondence: person, courtesies, signature.

A note is written in the first person and signed; a note verbale in the third person,
with courtesies, unsigned but initialled; an aide-memoire in the third person and dated,
without courtesies, address or signature; a non-paper has nothing that tells whose it is
(readers.md of the design; Satow's Diplomatic Practice has the same distinctions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Person = Literal["first", "third"]
_FIRST = re.compile(r"\b(I|me|[Mm]y|[Mm]ine|[Ww]e|us|[Oo]urs?)\b")  # `US` is a state


@dataclass(frozen=True)
class Form:
    """What a form of correspondence demands."""

    name: str
    person: Person | None  # None: either
    address: bool = True  # an addressee, and who sends it
    courtesies: bool = False
    signed: bool = False
    initialled: bool = False
    dated: bool = True
    attributed: bool = True


NOTE = Form("Note", "first", courtesies=True, signed=True)
NOTE_VERBALE = Form("Note verbale", "third", courtesies=True, initialled=True)
AIDE_MEMOIRE = Form("Aide-mémoire", "third", address=False)
NOTES = Form("Identical notes", None)  # whether first or third person, the words do not say
NON_PAPER = Form("Non-paper", None, address=False, dated=False, attributed=False)


def form_of(written: str) -> Form:
    """The form that a dossier names in its own words.

    >>> form_of("note verbale").name, form_of("identical notes verbales").name, form_of("identical notes").name
    ('Note verbale', 'Note verbale', 'Identical notes')
    >>> form_of("letter").name, form_of("letter").courtesies
    ('Letter', False)
    """
    words = written.lower()
    if "verbal" in words:
        return NOTE_VERBALE
    if "aide" in words and "moire" in words:
        return AIDE_MEMOIRE
    if "non-paper" in words or "bout de papier" in words:
        return NON_PAPER
    if re.search(r"\bnotes?\b", words):
        return NOTES if identical(words) else NOTE
    return Form(written[:1].upper() + written[1:] if written else "Text", None, signed=True)


def in_first_person(text: str) -> bool:
    """Whether a text speaks as I or we, quotations apart.

    >>> [in_first_person(t) for t in ("We hold that", "The Government holds that “we regret it”", "the US holds")]
    [True, False, False]
    """
    return bool(_FIRST.search(re.sub(r"“[^”]*”", "", text)))


def identical(written: str) -> bool:
    """Whether each addressee gets a note of its own, with the same text."""
    return "identical" in written.lower()
