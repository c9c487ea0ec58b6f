"""A paper as one self-contained HTML page: no network, no script, light and dark, A4 on paper.

Everything that comes from a dossier is escaped here, in one place, on its way out.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from overture.diagrams.marks import drawn, symbols
from overture.papers.content import (
    Block,
    Bullets,
    Figure,
    Inline,
    Key,
    Pairs,
    Panel,
    Paper,
    Paragraph,
    Seats,
    Section,
    Sentence,
    Sign,
    Story,
    Strip,
    Subheading,
    Table,
    Tally,
    numbered,
)
from overture.papers.formats.html_tables import scrolled, table
from overture.papers.numbering import NOTES
from overture.papers.walk import sentences_of

_STYLES = {"strong": "b", "emphasis": "em", "code": "code", "inserted": "ins", "deleted": "del"}
_FULL = 1500  # more than this on page one is set a little closer on paper
_LINES = {  # the line beside a margin note tells its basis, as the word does
    "judgement": "k-judgement", "report": "k-report", "inference": "k-inference", "computed": "k-computed",
}  # fmt: skip


@cache
def _css() -> str:
    return files("overture.papers.formats").joinpath("page.css").read_text(encoding="utf-8")


def inline(piece: Inline) -> str:
    """A stretch of text or a mark."""
    if isinstance(piece, Sign):
        word = f'<span class="vis">{escape(piece.says)}</span>' if piece.hidden else escape(piece.says)
        return f'<span class="verdict {piece.mark.colour}">{drawn(piece.mark)}{word}</span>'
    text = escape(piece.text)
    if piece.style == "quiet":
        return f'<span class="not">{text}</span>'
    tag = _STYLES.get(piece.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _length(item: Panel) -> int:
    """How much a panel prints, in characters; a list line counts for a line at least."""
    own = [s for b in item.blocks for s in sentences_of(b)] + [s for b, _ in item.more for s in sentences_of(b)]
    return sum(max(60, len(s.plain)) for s in own)


def _quoted(text: str) -> str:
    """A text inside a CSS string, whatever is in it."""
    return "".join(c if c.isalnum() or c in " .,:;·-" else f"\\{ord(c):06x}" for c in text)


def _page_boxes(paper: Paper) -> str:
    small = '7.5pt Arial,"Liberation Sans",sans-serif'
    mark = f'content:"{_quoted(paper.handling.upper())}";font:700 {small};letter-spacing:.08em;color:#1a1c1e'
    head = f'content:"{_quoted(paper.title)} · as of {_quoted(paper.as_of)}";font:{small};color:#4f555b'
    handling = (
        f"@top-left{{{mark}}}@bottom-center{{{mark}}}"
        if len(paper.handling) <= 40
        else (
            f'@top-left{{content:"{_quoted(paper.handling)}";font:700 {small};color:#1a1c1e}}'
            f'@bottom-center{{content:"{_quoted(paper.handling)}";'
            "font:700 6.5pt Arial,sans-serif;color:#1a1c1e}"
        )
    )
    return (
        f"@page{{size:A4;margin:21mm 17mm 19mm 19mm;{handling if paper.handling else ''}@top-right{{{head}}}"
        f'@bottom-left{{content:"{_quoted(paper.stage)}";font:{small};color:#4f555b}}'
        f'@bottom-right{{content:counter(page) " of " counter(pages);font:{small};color:#1a1c1e}}}}\n'
        '@page:first{@top-right{content:""}}\n'
    )


class _Page:
    """One paper on its way to HTML: what its parts share is the numbers of its notes."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def said(self, sentence: Sentence) -> str:
        """A sentence with its trace."""
        trace = escape(" ".join(sentence.trace))
        told = "".join(inline(p) for p in sentence.pieces)
        return f'<span data-trace="{trace}">{told}</span>' if trace else told

    def number(self, sentence: Sentence) -> str:
        """The number of the note that tells what a sentence rests on."""
        number = self.paper.numbers.get(sentence.trace)
        if number is None:
            return ""
        return f'<sup class="n"><a href="#n{number}"><span class="vis">note </span>{number}</a></sup>'

    def told(self, sentence: Sentence, follows: bool = True) -> str:
        """A sentence, and the number of its note where that follows."""
        return self.said(sentence) + (self.number(sentence) if follows else "")

    def each(self, *text: Sentence) -> list[str]:
        """The sentences of one text, for places of their own."""
        return [self.told(s, follows) for s, follows in numbered(text)]

    def run(self, sentences: tuple[Sentence, ...]) -> str:
        return " ".join(self.each(*sentences))

    def block(self, item: Block) -> str:
        """One block of a paper."""
        match item:
            case Paragraph(sentences, role, number):
                css = {
                    "text": "",
                    "lede": "lede",
                    "advice": "advice",
                    "caution": "caution",
                    "small": "yard plainyard",
                }[role]
                count = f'<span class="pn">{number}</span> ' if number is not None else ""
                css += " numbered" if number is not None else ""
                opened = f'<p class="{css.strip()}">' if css else "<p>"
                return f"{opened}{count}{self.run(sentences)}</p>"
            case Subheading(text):
                return f"<h3>{escape(text)}</h3>"
            case Bullets():
                return self._bullets(item)
            case Pairs(items, role):
                rows = "".join("<dt>{}</dt><dd>{}</dd>".format(*self.each(*pair)) for pair in items)
                return f'<dl class="ifs{" firm" if role == "firm" else ""}">{rows}</dl>'
            case Table():
                return table(item, self.told)
            case Tally(counts):
                told = "".join(f"<span><b>{n}</b> {self.said(s)}</span>" for n, s in counts)
                return f'<div class="tally">{told}</div>'
            case Strip(label, items):
                marks = "".join(f'<li>{self.said(s)}<span aria-hidden="true">{escape(n)}</span></li>' for n, s in items)
                return f'<div class="intext" role="group" aria-label="{escape(label)}"><ol>{marks}</ol></div>'
            case Key():
                return self._key(item)
            case Figure():
                return self._figure(item)
            case Story():
                return self._story(item)
            case Seats():
                return self._seats(item)

    def _bullets(self, item: Bullets) -> str:
        if item.role == "verdicts":
            told = (self.each(*i) for i in item.items)
            return "".join(f'<p class="goal">{first}<span>{" ".join(rest)}</span></p>' for first, *rest in told)
        if item.role == "lines":
            lines = "".join(f"<li><span>{self.run(i)}</span></li>" for i in item.items)
            return f'<ol class="note-lines">{lines}</ol>'
        if item.role == "pills":
            return "".join(f'<div class="pill">{self._pill(i[0])}</div>' for i in item.items)
        if item.role == "traces":
            traces = "".join(f'<li id="t{n}">{self.run(i)}</li>' for n, i in enumerate(item.items, 1))
            return f'<ol class="qs traces">{traces}</ol>'
        tag = "ul" if item.role == "plain" else "ol"
        return f'<{tag} class="qs">' + "".join(f"<li>{self.run(i)}</li>" for i in item.items) + f"</{tag}>"

    def _pill(self, sentence: Sentence) -> str:
        """A sentence that hangs from its mark."""
        trace = escape(" ".join(sentence.trace))
        sign, *rest = sentence.pieces
        words = "".join(inline(p) for p in rest) + self.number(sentence)
        return f'<span data-trace="{trace}">{inline(sign)}</span><p data-trace="{trace}">{words}</p>'

    def _key(self, item: Key) -> str:
        return '<ul class="key">' + "".join(f"<li>{self.said(s)}</li>" for s in item.items) + "</ul>"

    def _figure(self, item: Figure) -> str:
        equal = self._bullets(item.equal)
        return (
            f"<figure><figcaption><b>{escape(item.title)}</b>{self.told(item.note)}</figcaption>"
            f"{scrolled(item.svg, item.title)}{self._key(item.key) if item.key else ''}"
            f'<details class="eq" open><summary>The same as a list</summary>{equal}</details></figure>'
        )

    def _story(self, item: Story) -> str:
        steps = ""
        for step in item.steps:
            what, *why = self.each(*((step.what, step.why) if step.why else (step.what,)))
            told = f'<span class="why">{why[0]}</span>' if why else ""
            steps += f'<li><span class="who">{escape(step.who)}</span>{what}{told}</li>'
        head = f'<div class="storyhead">{self.told(item.title)}</div>'
        return f'<div class="keep">{head}<ol class="story">{steps}</ol></div>'

    def _seats(self, item: Seats) -> str:
        follows = [last for _, last in numbered(tuple(s.sentence for s in item.seats))]
        seats = "".join(
            f'<li data-trace="{escape(" ".join(s.trace))}">{drawn(s.sign.mark)}{escape(s.name)}'
            + (f"<small>{escape(s.detail)}</small>" if s.detail else f'<i class="vis">: {escape(s.sign.says)}</i>')
            + (f"{self.number(s.sentence)}</li>" if last else "</li>")
            for s, last in zip(item.seats, follows, strict=True)
        )
        wide = " wide" if item.wide else ""
        return (
            f'<figure class="keep"><figcaption><b>{escape(item.title)}</b>{self.told(item.note)}</figcaption>'
            f'<ul class="seats{wide}">{seats}</ul>{self._key(item.key) if item.key else ""}</figure>'
        )

    def _panel(self, item: Panel, first: bool) -> str:
        margin = "".join(f"<p>{self.told(s)}</p>" for s in item.margin)
        if item.trace_number:
            link = f'<a class="tr" href="#t{item.trace_number}">Trace {item.trace_number}</a>'
            margin = f"{margin.removesuffix('</p>')} {link}</p>" if margin else f"<p>{link}</p>"
        basis = item.margin[0].basis if item.margin else ""
        top = " top" if first else ""
        body = "".join(self.block(b) for b in item.blocks)
        aside = f'<aside class="basis {_LINES.get(basis, "")}">{margin}</aside>' if margin else "<span></span>"
        more = "".join(f"<div>{self.block(b)}</div>\n{self._aside(notes)}" for b, notes in item.more)
        text = f"<div><h2>{escape(item.title)}</h2>\n{body}</div>\n"
        return f'<section class="sec{top} row">\n{text}{aside}{more}</section>\n'

    def _aside(self, notes: tuple[Sentence, ...]) -> str:
        if not notes:
            return "<span></span>"
        body = "".join(f"<p>{self.told(s)}</p>" for s in notes)
        return f'<aside class="basis {_LINES.get(notes[0].basis, "")}">{body}</aside>'

    def _section(self, item: Section) -> str:
        fresh = ' class="newpage"' if item.new_page else ""
        body = "\n".join(self.block(b) for b in item.blocks)
        return f'<section id="{escape(item.id)}">\n<h2{fresh}>{escape(item.title)}</h2>\n{body}\n</section>\n'

    def _head(self) -> str:
        paper = self.paper
        meta = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in paper.meta)
        return f'<h1>{escape(paper.title)}</h1>\n<dl class="meta">{meta}</dl>\n'

    def _first(self) -> str:
        """Page one of a brief; of a letter, its head."""
        paper = self.paper
        tight = " tight" if sum(_length(p) for p in paper.front) > _FULL else ""
        panels = "".join(self._panel(p, i == 0) for i, p in enumerate(paper.front))
        note = f'<p class="yard">{self.run(paper.front_note.sentences)}</p>\n' if paper.front_note else ""
        return f'<section class="first{tight}" id="{paper.front_id}">\n{self._head()}{panels}{note}</section>\n'

    def _signature(self) -> str:
        lines = "<br>".join(map(escape, self.paper.signature))
        return f'<p class="signature">{lines}</p>\n' if lines else ""

    def _notes(self) -> str:
        """What each sentence rests on."""
        notes = "".join(
            f'<li id="n{n.number}" value="{n.number}">{self.said(n.sentence)}</li>' for n in self.paper.notes
        )
        return f'<section id="notes">\n<h2>{NOTES}</h2>\n<ol class="notes">{notes}</ol>\n</section>\n' if notes else ""

    def _contents(self) -> str:
        paper = self.paper
        if not paper.sections or paper.layout == "letter":
            return ""
        parts = [(paper.front_id, paper.front[0].title)] if paper.front else []
        parts += [(s.id, s.short or s.title) for s in paper.sections]
        parts += [("notes", "Notes")] if paper.notes else []
        items = "".join(f'<li><a href="#{escape(key)}">{escape(name)}</a></li>' for key, name in parts)
        return f'<nav class="toc" aria-label="Contents"><ol>{items}</ol></nav>\n'

    def render(self) -> str:
        paper = self.paper
        letter = "\n".join(self._section(s) for s in paper.sections if not s.enclosed)
        enclosed = "\n".join(self._section(s) for s in paper.sections if s.enclosed)
        title = escape(f"{paper.kind}: {paper.title}" + (f", as of {paper.as_of}" if paper.as_of else ""))
        to = escape(paper.front[0].title.lower() if paper.front else "text")
        return (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
            f"<style>\n{_css()}{_page_boxes(paper)}</style>\n</head>\n"
            f'<body class="{paper.layout}">\n{symbols()}\n'
            f'<a class="skip" href="#{paper.front_id}">To the {to}</a>\n'
            '<div class="page">\n'
            f'<header class="strap"><span>{escape(paper.handling)}</span>'
            f"<span>{escape(paper.stage)}</span></header>\n{self._contents()}"
            f"<main>\n{self._first()}{letter}{self._signature()}{enclosed}{self._notes()}</main>\n</div>\n</body>\n</html>\n"
        )


def render(paper: Paper) -> str:
    """The whole page."""
    return _Page(paper).render()
