"""The marks: a shape, a word, a colour and a plain glyph for every answer that the program gives.

Shape comes first, then the word, then colour; each kind of thing has its own
family of shapes, so that a black-and-white copy loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Mark:
    """One word of one family: *kept* of goals, *limited* of arguments."""

    family: str
    word: str
    symbol: str  # id of the drawn shape
    colour: str  # holds | depends | fails | none
    glyph: str  # the shape in plain text
    shape: str  # the drawing, in a box of 16 by 16

    @property
    def title(self) -> str:
        """The word as it is printed beside the shape."""
        return self.word[:1].upper() + self.word[1:]


MARKS: tuple[Mark, ...] = (
    Mark(
        "claim",
        "follows",
        "v-follows",
        "holds",
        "●",
        '<circle cx="8" cy="8" r="6.2" fill="currentColor"/>',
    ),
    Mark(
        "claim",
        "rests on",
        "v-rests",
        "depends",
        "▲",
        '<path d="M8 1.4 13.8 11H2.2Z" fill="currentColor"/>'
        '<rect x="1" y="12.6" width="14" height="2" fill="currentColor"/>',
    ),
    Mark(
        "claim",
        "contradicted",
        "v-contra",
        "fails",
        "✕",
        '<path d="M3 3 13 13M13 3 3 13" stroke="currentColor" stroke-width="3.4" fill="none"/>',
    ),
    Mark(
        "claim",
        "cannot be assessed",
        "v-none",
        "none",
        "◌",
        '<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.7" stroke-dasharray="2.6 2"/>',
    ),
    Mark(
        "argument",
        "stands",
        "a-stands",
        "holds",
        "■",
        '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    ),
    Mark(
        "argument",
        "limited",
        "a-limited",
        "depends",
        "⬓",
        '<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" '
        'stroke-width="1.6"/>'
        '<rect x="2" y="8" width="12" height="6" fill="currentColor"/>',
    ),
    Mark(
        "argument",
        "refuted",
        "a-refuted",
        "fails",
        "☒",
        '<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" '
        'stroke-width="1.6"/>'
        '<path d="M3 3 13 13M13 3 3 13" stroke="currentColor" stroke-width="1.8"/>',
    ),
    Mark(
        "argument",
        "groundless",
        "a-groundless",
        "fails",
        "⊓",
        '<path d="M2.8 14.5V2.8H13.2V14.5" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    ),
    Mark(
        "argument",
        "disputed",
        "a-disputed",
        "depends",
        "◪",
        '<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" '
        'stroke-width="1.6"/>'
        '<path d="M2 14 14 2V14Z" fill="currentColor"/>',
    ),
    Mark(
        "argument",
        "not on the table",
        "a-off",
        "none",
        "⬚",
        '<rect x="2.6" y="2.6" width="10.8" height="10.8" fill="none" stroke="currentColor" '
        'stroke-width="1.6" stroke-dasharray="2.7 1.7"/>',
    ),
    Mark(
        "goal",
        "kept",
        "g-kept",
        "holds",
        "◆",
        '<path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor"/>',
    ),
    Mark(
        "goal",
        "open",
        "g-open",
        "depends",
        "⬙",
        '<path d="M8 1.8 14.2 8 8 14.2 1.8 8Z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M1 8H15L8 15Z" fill="currentColor"/>',
    ),
    Mark(
        "goal",
        "lost",
        "g-lost",
        "fails",
        "◇̸",
        '<path d="M8 1.8 14.2 8 8 14.2 1.8 8Z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M2 14 14 2" stroke="currentColor" stroke-width="2"/>',
    ),
    Mark(
        "consent",
        "given",
        "c-given",
        "holds",
        "■",
        '<path d="M2.5 15V6.5a5.5 5.5 0 0 1 11 0V15Z" fill="currentColor"/>',
    ),
    Mark(
        "consent",
        "assumed",
        "c-assumed",
        "depends",
        "▨",
        '<path d="M3.2 14.3V6.6a4.8 4.8 0 0 1 9.6 0v7.7Z" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
        '<path d="M3.4 9 8 2.8M3.4 13.4 11 3.4M7 14 12.6 6.6M11 14 12.6 12" stroke="currentColor" '
        'stroke-width="1.3"/>',
    ),
    Mark(
        "consent",
        "refused",
        "c-refused",
        "fails",
        "☒",
        '<path d="M3.2 14.3V6.6a4.8 4.8 0 0 1 9.6 0v7.7Z" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
        '<path d="M5.4 6.4 10.6 12M10.6 6.4 5.4 12" stroke="currentColor" stroke-width="1.9"/>',
    ),
    Mark(
        "consent",
        "not asked",
        "c-unasked",
        "none",
        "□",
        '<path d="M3.2 14.3V6.6a4.8 4.8 0 0 1 9.6 0v7.7Z" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    ),
    Mark(
        "ratification",
        "done",
        "r-done",
        "holds",
        "■",
        '<path d="M3 1H10L13.4 4.4V15H3Z" fill="currentColor"/>',
    ),
    Mark(
        "ratification",
        "assumed",
        "r-assumed",
        "depends",
        "▨",
        '<path d="M3.8 1.8H9.8L12.7 4.7V14.2H3.8Z" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
        '<path d="M4 7 8.6 2M4 11.6 11.6 3.6M5.4 14 12.6 6.4M9.4 14 12.6 10.6" stroke="currentColor" '
        'stroke-width="1.2"/>',
    ),
    Mark(
        "ratification",
        "pending",
        "r-pending",
        "none",
        "⬚",
        '<path d="M3.8 1.8H9.8L12.7 4.7V14.2H3.8Z" fill="none" stroke="currentColor" '
        'stroke-width="1.5" stroke-dasharray="2.6 1.6"/>',
    ),
    Mark(
        "membership",
        "party",
        "m-party",
        "none",
        "■",
        '<path d="M2.2 1H13.8V10H4V15H2.2Z" fill="currentColor"/>',
    ),
    Mark(
        "membership",
        "signatory",
        "m-signatory",
        "none",
        "⬓",
        '<path d="M3 15V1.8H13V9.6H3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M3 5.6H13V9.6H3Z" fill="currentColor"/>',
    ),
    Mark(
        "membership",
        "invited",
        "m-invited",
        "none",
        "◪",
        '<path d="M3 15V1.8H13V9.6H3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M3 9.6 13 1.8V9.6Z" fill="currentColor"/>',
    ),
    Mark(
        "membership",
        "named",
        "m-named",
        "none",
        "⬚",
        '<path d="M3 15V1.8H13V9.6H3" fill="none" stroke="currentColor" stroke-width="1.6" '
        'stroke-dasharray="2.4 1.6"/>',
    ),
    Mark(
        "membership",
        "observer",
        "m-observer",
        "none",
        "○",
        '<path d="M3 15V1.8" stroke="currentColor" stroke-width="1.6"/>'
        '<circle cx="9" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    ),
    Mark(
        "reaction",
        "for",
        "s-for",
        "holds",
        "+",
        '<path d="M8 2V14M2 8H14" stroke="currentColor" stroke-width="2.6"/>',
    ),
    Mark(
        "reaction",
        "against",
        "s-against",
        "fails",
        "−",
        '<path d="M2 8H14" stroke="currentColor" stroke-width="2.6"/>',
    ),
    Mark(
        "reaction",
        "against, unless",
        "s-if",
        "depends",
        "±",
        '<path d="M8 1V10M3.5 5.5H12.5M3 14H13" stroke="currentColor" stroke-width="2.2"/>',
    ),
)

_BY_WORD = {(m.family, m.word): m for m in MARKS}


def mark(family: str, word: str) -> Mark:
    """The mark of a word.

    >>> mark("goal", "kept").glyph
    '◆'
    """
    return _BY_WORD[family, word]


def family(name: str) -> tuple[Mark, ...]:
    """All marks of a family, in the order in which a key lists them.

    >>> [m.word for m in family("goal")]
    ['kept', 'open', 'lost']
    """
    return tuple(m for m in MARKS if m.family == name)


def symbols() -> str:
    """The shapes as SVG symbols, to be put once into a page.

    >>> symbols().count("<symbol") == len(MARKS)
    True
    """
    drawn = "\n".join(f'<symbol id="{m.symbol}" viewBox="0 0 16 16">{m.shape}</symbol>' for m in MARKS)
    return (
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false">'
        f"<defs>\n{drawn}\n</defs></svg>"
    )


def drawn(mark: Mark) -> str:
    """The shape alone, as inline SVG that refers to `symbols`."""
    return f'<svg class="mark {escape(mark.colour)}" aria-hidden="true"><use href="#{mark.symbol}"/></svg>'
