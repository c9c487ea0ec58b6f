"""Sentences in Word: stretches of text, marks, and the numbers of the notes.

The notes are a numbered list at the end. Wherever the number of a note stands, it is a
cross-reference to the item of the list, as Word itself makes one.
"""

from __future__ import annotations

from itertools import count

from overture.papers.content import Inline, Paper, Piece, Sentence, Sign, numbered
from overture.papers.formats.word.lists import Lists
from overture.papers.formats.word.styles import character_style
from overture.papers.formats.word.xml import escaped, field, paragraph, place, run, tracked

_BOLD, _NOT_BOLD = "<w:b/><w:bCs/>", '<w:b w:val="0"/><w:bCs w:val="0"/>'
_TIP = 240  # characters
_CHANGES = 2_000_000  # the ids of tracked changes, far from those of the places that can be referred to


def sign(piece: Sign, word: str = "") -> str:
    """A mark: its shape, then its word, which stay on one line."""
    colour = piece.mark.colour
    shape = run(piece.mark.glyph, f"Sign{colour.title()}", _NOT_BOLD)
    return shape + run(f"\u00a0{word}" if word else "", f"Word{colour.title()}", _BOLD)


def inline(piece: Inline) -> str:
    """A stretch of text or a mark. Bold is told outright: two bold styles would undo each other."""
    if isinstance(piece, Sign):
        return sign(piece) + run("\u00a0") if piece.hidden else sign(piece, piece.says)
    return run(piece.text, character_style(piece.style), _BOLD if piece.style == "strong" else "")


def said(sentence: Sentence) -> str:
    """A sentence without the number of its note."""
    return "".join(map(inline, sentence.pieces))


class Text:
    """The sentences of one paper on their way to Word: what they share is the numbers of the notes."""

    def __init__(self, paper: Paper) -> None:
        self._numbers = paper.numbers
        self.notes = len(paper.notes)
        self._tips = {n.number: _tip(n.sentence.plain) for n in paper.notes}
        self._changes = count(_CHANGES)

    def number(self, sentence: Sentence) -> str:
        """The number of the note that tells what a sentence rests on: a reference to the item of the list of notes."""
        number = self._numbers.get(sentence.trace)
        if number is None:
            return ""
        shown = field(f"REF Note{number} \\n \\* CHARFORMAT", str(number), "NoteNumber")
        tip = escaped(self._tips[number])
        return f'<w:hyperlink w:anchor="Note{number}" w:tooltip="{tip}" w:history="1">{shown}</w:hyperlink>'

    def told(self, sentence: Sentence, follows: bool = True) -> str:
        """A sentence, and the number of its note where that follows."""
        return self._said(sentence) + (self.number(sentence) if follows else "")

    def _said(self, sentence: Sentence) -> str:
        """A sentence; words that came or went are tracked changes, the space behind them with them."""
        told, pieces = "", list(sentence.pieces)
        while pieces:
            match pieces.pop(0):
                case Piece(text, "inserted" | "deleted" as style):
                    if pieces and pieces[0] == Piece(" "):
                        pieces.pop(0)
                        text += " "
                    told += tracked("ins" if style == "inserted" else "del", text, next(self._changes))
                case piece:
                    told += inline(piece)
        return told

    def each(self, *text: Sentence) -> list[str]:
        """The sentences of one text, for places of their own."""
        return [self.told(s, follows) for s, follows in numbered(text)]

    def run(self, sentences: tuple[Sentence, ...]) -> str:
        """The sentences of one text, one after the other."""
        return run(" ").join(self.each(*sentences))


def notes(paper: Paper, lists: Lists) -> str:
    """The notes, each an item of one list; its place can be referred to."""
    found = lists.new("NoteText")
    return "".join(
        paragraph("NoteText", place(f"Note{n.number}", n.number, said(n.sentence)), list_id=found) for n in paper.notes
    )


def _tip(text: str) -> str:
    """What is shown of a note when the mouse rests on its number: as much as Word shows."""
    return text if len(text) <= _TIP else text[:_TIP].rpartition(" ")[0] + " …"
