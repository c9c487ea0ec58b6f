"""A figure that stands alone: what a page gives it (colours, letters, the shapes of the marks) is put inside.

Paper is always printed light, so the light colours are used. Pure: the same figure, the same text.
Where the page sets the words itself they are taken out of the figure, each with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from overture.diagrams.marks import MARKS, Mark

COLOURS = {
    "paper": "#ffffff", "ground": "#f6f5f1", "ink": "#1a1c1e", "ink2": "#4f555b", "rule": "#cfccc4",
    "rule2": "#82868a", "holds": "#1d4f91", "depends": "#855000", "fails": "#a8201a", "none": "#596067",
    "holds-t": "#e9f0f9", "depends-t": "#fbf2e0", "fails-t": "#fbebea", "none-t": "#f0f0ed",
}  # fmt: skip
CLASSES = {  # as the style sheet of the page has them
    "t": "font-size:12px", "tb": "font-size:12px;font-weight:700", "ts": "font-size:12px",
    "ts2": "font-size:12px;fill:var(--ink2)", "mid": "text-anchor:middle", "st": "text-anchor:start",
    "inv": "fill:var(--paper)",
}  # fmt: skip
SANS = "Liberation Sans"
_WORDS = re.compile(r"<text\b([^>]*)>([^<]*)</text>")
_TO = {"middle": 0.5, "end": 1.0}
_SPACE = 'xmlns="http://www.w3.org/2000/svg"'


@dataclass(frozen=True)
class Label:
    """Words of a figure: where their line stands, how much of them lies to the left of it, how they are written."""

    text: str
    x: float
    y: float
    bold: bool
    colour: str
    before: float = 0.0  # the part of their width that lies left of x
    narrowed: float | None = None  # the width into which they are set


@dataclass(frozen=True)
class Standing:
    """A figure without its page: its size in pixels of the screen, and what is said to those who cannot see it."""

    svg: str
    width: float
    height: float
    title: str
    description: str

    @property
    def alternative(self) -> str:
        """The text that stands for the picture."""
        return " ".join(f"{t.rstrip('.')}." for t in (self.title, self.description) if t)


def standing(svg: str, sans: str = SANS) -> Standing:
    """The figure with everything that it takes from its page put inside.

    >>> found = standing('<svg viewBox="0 0 30 20"><title>A</title><desc>B.</desc><path fill="var(--ink)"/></svg>')
    >>> found.width, found.height, found.alternative
    (30.0, 20.0, 'A. B.')
    >>> "var(" in found.svg
    False
    """
    box = re.search(r'viewBox="([^"]+)"', svg)
    *_, width, height = (float(n) for n in box[1].split()) if box else (0.0, 0.0, 300.0, 150.0)
    whole = svg if _SPACE in svg else svg.replace("<svg", f"<svg {_SPACE}", 1)
    opening, inside, rest = whole.partition(">")
    return Standing(
        coloured(f'{opening} width="{width:g}" height="{height:g}"{inside}{_style(sans)}{_used(svg)}{rest}'),
        width, height, _told(svg, "title"), _told(svg, "desc"),
    )  # fmt: skip


def parted(svg: str) -> tuple[Standing, tuple[Label, ...]]:
    """The figure without its words, and the words.

    >>> alone, words = parted('<svg viewBox="-1 0 30 20"><text class="ts2" x="2" y="9">A &amp; B</text></svg>')
    >>> words
    (Label(text='A & B', x=3.0, y=9.0, bold=False, colour='#4f555b', before=0.0, narrowed=None),)
    >>> "<text" in alone.svg
    False
    """
    box = re.search(r'viewBox="([^"]+)"', svg)
    left, top, *_ = (float(n) for n in box[1].split()) if box else (0.0, 0.0)
    words = tuple(_label(found[1], found[2], left, top) for found in _WORDS.finditer(svg))
    return standing(_WORDS.sub("", svg)), words


def _label(attributes: str, text: str, left: float, top: float) -> Label:
    given = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
    written = [*(CLASSES.get(name, "") for name in given.get("class", "").split()), given.get("style", "")]
    rules = dict(r.split(":") for part in written for r in part.split(";") if r)
    return Label(
        unescape(text), float(given["x"]) - left, float(given["y"]) - top, "font-weight" in rules,
        coloured(rules.get("fill", "var(--ink)")), _TO.get(given.get("text-anchor", ""), 0.0),
        float(given["textLength"]) if "textLength" in given else None,
    )  # fmt: skip


def shape(found: Mark) -> str:
    """A mark as a picture of its own, in its colour."""
    drawn = found.shape.replace("currentColor", COLOURS[found.colour])
    return f'<svg {_SPACE} viewBox="0 0 16 16" width="16" height="16">{drawn}</svg>'


def coloured(svg: str) -> str:
    """The named colours of the page as the colours themselves; a name that no page has is ink.

    >>> coloured('fill="var(--holds)"')
    'fill="#1d4f91"'
    """
    return re.sub(r"var\(--([a-z0-9-]+)\)", lambda m: COLOURS.get(m[1], COLOURS["ink"]), svg)


def _style(sans: str) -> str:
    rules = "".join(f".{name}{{{rule}}}" for name, rule in CLASSES.items())
    return f"<style>text{{font-family:'{sans}';fill:{COLOURS['ink']}}}{rules}</style>"


def _used(svg: str) -> str:
    """The shapes that the figure refers to."""
    wanted = set(re.findall(r'href="#([^"]+)"', svg))
    drawn = (f'<symbol id="{m.symbol}" viewBox="0 0 16 16">{m.shape}</symbol>' for m in MARKS if m.symbol in wanted)
    return f"<defs>{''.join(drawn)}</defs>" if wanted else ""


def _told(svg: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", svg, re.S)
    return unescape(found[1]).strip() if found else ""
