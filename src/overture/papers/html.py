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
)
from overture.papers.html_tables import scrolled, table
from overture.papers.walk import sentences_of

_STYLES = {"strong": "b", "emphasis": "em", "code": "code"}
_FULL = 1500  # more than this on page one is set a little closer on paper
_LINES = {  # the line beside a margin note tells its basis, as the word does
    "judgement": "k-judgement", "report": "k-report", "inference": "k-inference", "computed": "k-computed",
}  # fmt: skip


@cache
def _css() -> str:
    return files("overture.papers").joinpath("brief.css").read_text(encoding="utf-8")


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


def said(sentence: Sentence) -> str:
    """A sentence with its trace."""
    trace = escape(" ".join(sentence.trace))
    return f'<span data-trace="{trace}">{"".join(inline(p) for p in sentence.pieces)}</span>'


def run(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(said(s) for s in sentences)


def block(item: Block) -> str:
    """One block of a paper."""
    match item:
        case Paragraph(sentences, role):
            css = {
                "text": "",
                "lede": "lede",
                "advice": "advice",
                "caution": "caution",
                "small": "yard plainyard",
            }[role]
            return f'<p class="{css}">{run(sentences)}</p>' if css else f"<p>{run(sentences)}</p>"
        case Subheading(text):
            return f"<h3>{escape(text)}</h3>"
        case Bullets():
            return _bullets(item)
        case Pairs(items, role):
            rows = "".join(f"<dt>{said(a)}</dt><dd>{said(b)}</dd>" for a, b in items)
            return f'<dl class="ifs{" firm" if role == "firm" else ""}">{rows}</dl>'
        case Table():
            return table(item, said)
        case Tally(counts):
            return '<div class="tally">' + "".join(f"<span><b>{n}</b> {said(s)}</span>" for n, s in counts) + "</div>"
        case Strip(label, items):
            marks = "".join(f'<li>{said(s)}<span aria-hidden="true">{escape(n)}</span></li>' for n, s in items)
            return f'<div class="intext" role="group" aria-label="{escape(label)}"><ol>{marks}</ol></div>'
        case Key():
            return _key(item)
        case Figure():
            return _figure(item)
        case Story():
            return _story(item)
        case Seats():
            return _seats(item)


def _bullets(item: Bullets) -> str:
    if item.role == "verdicts":
        return "".join(
            f'<p class="goal">{said(first)}<span>{run(tuple(rest))}</span></p>' for first, *rest in item.items
        )
    if item.role == "lines":
        lines = "".join(f"<li><span>{run(i)}</span></li>" for i in item.items)
        return f'<ol class="note-lines">{lines}</ol>'
    if item.role == "pills":
        return "".join(f'<div class="pill">{_pill(i[0])}</div>' for i in item.items)
    if item.role == "traces":
        traces = "".join(f'<li id="t{n}">{run(i)}</li>' for n, i in enumerate(item.items, 1))
        return f'<ol class="qs traces">{traces}</ol>'
    tag = "ul" if item.role == "plain" else "ol"
    return f'<{tag} class="qs">' + "".join(f"<li>{run(i)}</li>" for i in item.items) + f"</{tag}>"


def _pill(sentence: Sentence) -> str:
    """A sentence that hangs from its mark."""
    trace = escape(" ".join(sentence.trace))
    sign, *rest = sentence.pieces
    words = "".join(inline(p) for p in rest)
    return f'<span data-trace="{trace}">{inline(sign)}</span><p data-trace="{trace}">{words}</p>'


def _key(item: Key) -> str:
    return '<ul class="key">' + "".join(f"<li>{said(s)}</li>" for s in item.items) + "</ul>"


def _figure(item: Figure) -> str:
    equal = _bullets(item.equal)
    return (
        f"<figure><figcaption><b>{escape(item.title)}</b>{said(item.note)}</figcaption>"
        f"{scrolled(item.svg, item.title)}{_key(item.key) if item.key else ''}"
        f'<details class="eq" open><summary>The same as a list</summary>{equal}</details></figure>'
    )


def _story(item: Story) -> str:
    steps = "".join(
        f'<li><span class="who">{escape(s.who)}</span>{said(s.what)}'
        + (f'<span class="why">{said(s.why)}</span>' if s.why else "")
        + "</li>"
        for s in item.steps
    )
    head = f'<div class="storyhead">{said(item.title)}</div>'
    return f'<div class="keep">{head}<ol class="story">{steps}</ol></div>'


def _seats(item: Seats) -> str:
    seats = "".join(
        f'<li data-trace="{escape(" ".join(s.trace))}">{drawn(s.sign.mark)}{escape(s.name)}'
        + (f"<small>{escape(s.detail)}</small>" if s.detail else f'<span class="vis">: {escape(s.sign.says)}</span>')
        + "</li>"
        for s in item.seats
    )
    wide = " wide" if item.wide else ""
    return (
        f'<figure class="keep"><figcaption><b>{escape(item.title)}</b>{said(item.note)}</figcaption>'
        f'<ul class="seats{wide}">{seats}</ul>{_key(item.key) if item.key else ""}</figure>'
    )


def _panel(item: Panel, first: bool) -> str:
    margin = "".join(f"<p>{said(s)}</p>" for s in item.margin)
    if item.trace_number:
        link = f'<a class="tr" href="#t{item.trace_number}">Trace {item.trace_number}</a>'
        margin = f"{margin.removesuffix('</p>')} {link}</p>" if margin else f"<p>{link}</p>"
    basis = item.margin[0].basis if item.margin else ""
    top = " top" if first else ""
    body = "".join(block(b) for b in item.blocks)
    aside = f'<aside class="basis {_LINES.get(basis, "")}">{margin}</aside>' if margin else "<span></span>"
    more = "".join(f"<div>{block(b)}</div>\n{_aside(notes)}" for b, notes in item.more)
    text = f"<div><h2>{escape(item.title)}</h2>\n{body}</div>\n"
    return f'<section class="sec{top} row">\n{text}{aside}{more}</section>\n'


def _length(item: Panel) -> int:
    """How much a panel prints, in characters; a list line counts for a line at least."""
    own = [s for b in item.blocks for s in sentences_of(b)] + [s for b, _ in item.more for s in sentences_of(b)]
    return sum(max(60, len(s.plain)) for s in own)


def _aside(notes: tuple[Sentence, ...]) -> str:
    if not notes:
        return "<span></span>"
    body = "".join(f"<p>{said(s)}</p>" for s in notes)
    return f'<aside class="basis {_LINES.get(notes[0].basis, "")}">{body}</aside>'


def _section(item: Section) -> str:
    fresh = ' class="newpage"' if item.new_page else ""
    body = "\n".join(block(b) for b in item.blocks)
    return f'<section id="{escape(item.id)}">\n<h2{fresh}>{escape(item.title)}</h2>\n{body}\n</section>\n'


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


def render(paper: Paper) -> str:
    """The whole page."""
    contents = "".join(
        f'<li><a href="#{escape(key)}">{escape(name)}</a></li>'
        for key, name in (
            (paper.front_id, paper.front[0].title),
            *((s.id, s.short or s.title) for s in paper.sections),
        )
    )
    tight = " tight" if sum(_length(p) for p in paper.front) > _FULL else ""
    nav = f'<nav class="toc" aria-label="Contents"><ol>{contents}</ol></nav>\n' if paper.sections else ""
    meta = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in paper.meta)
    panels = "".join(_panel(p, i == 0) for i, p in enumerate(paper.front))
    note = f'<p class="yard">{run(paper.front_note.sentences)}</p>\n' if paper.front_note else ""
    sections = "\n".join(_section(s) for s in paper.sections)
    title = escape(f"{paper.kind}: {paper.title}, as of {paper.as_of}")
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
        f"<style>\n{_css()}{_page_boxes(paper)}</style>\n</head>\n<body>\n{symbols()}\n"
        f'<a class="skip" href="#{paper.front_id}">To the {escape(paper.front[0].title.lower())}</a>\n'
        '<div class="page">\n'
        f'<header class="strap"><span>{escape(paper.handling)}</span>'
        f"<span>{escape(paper.stage)}</span></header>\n{nav}"
        f'<main>\n<section class="first{tight}" id="{paper.front_id}">\n<h1>{escape(paper.title)}</h1>\n'
        f'<dl class="meta">{meta}</dl>\n{panels}{note}</section>\n'
        f"{sections}</main>\n</div>\n</body>\n</html>\n"
    )
