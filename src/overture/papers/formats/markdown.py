"""A paper as Markdown: the same content, marks as plain glyphs, every special character escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    Piece,
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
from overture.papers.numbering import NOTES

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_ESCAPED = r"\\\1"
_ENDED = re.compile(r"[.!?…][”’)\]*~_`]*(\[\^\d+\])*$")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.M)


def escaped(text: str) -> str:
    """Text that Markdown prints as it is.

    >>> escaped("a *b* <script> # [c]")
    'a \\\\*b\\\\* \\\\<script\\\\> \\\\# \\\\[c\\\\]'
    """
    text = _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}" if m[2][-1] in ".)" else f"{m[1]}\\{m[2]}", text)


def inline(piece: Inline) -> str:
    if isinstance(piece, Sign):
        return f"{piece.mark.glyph} {escaped(piece.says)} " if piece.says else piece.mark.glyph
    text = piece.text
    if piece.style == "code":
        fence = "``" if "`" in text else "`"
        return fence + text.replace("\n", " ") + fence
    wrap = {"strong": "**", "emphasis": "*", "deleted": "~~", "inserted": "**"}.get(piece.style, "")
    inner = text.strip()
    if not wrap or not inner:
        return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{wrap}{_SPECIAL.sub(_ESCAPED, inner)}{wrap}{after}"


def said(sentence: Sentence) -> str:
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+=" else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}",
        "".join(_spaced(sentence.pieces)).strip(),
    )


def _spaced(pieces: tuple[Inline, ...]) -> Iterator[str]:
    """The pieces; a stop or a space after a mark follows its word at once."""
    for piece, then in zip(pieces, (*pieces[1:], None), strict=True):
        told = inline(piece)
        stop = isinstance(piece, Sign) and isinstance(then, Piece) and then.text[:1] in tuple(".,;: ")
        yield told.rstrip() if stop else told


def joined(lines: list[str]) -> str:
    """The lines of a cell in one: after a sentence that has ended a space, after all else a semicolon.

    >>> joined(["Oslo", "It is far.[^3]", "**Why?**", "no"])
    'Oslo; It is far.[^3] **Why?** no'
    """
    return "".join(f"{line}{' ' if _ENDED.search(line) else '; '}" for line in lines[:-1]) + "".join(lines[-1:])


class _Page:
    """One paper on its way to Markdown: what its parts share is the numbers of its notes."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def number(self, sentence: Sentence) -> str:
        number = self.paper.numbers.get(sentence.trace)
        return "" if number is None else f"[^{number}]"

    def told(self, sentence: Sentence, follows: bool = True) -> str:
        """A sentence, and the number of its note where that follows."""
        return said(sentence) + (self.number(sentence) if follows else "")

    def each(self, *text: Sentence) -> list[str]:
        return [self.told(s, follows) for s, follows in numbered(text)]

    def run(self, sentences: tuple[Sentence, ...]) -> str:
        return " ".join(self.each(*sentences))

    def block(self, item: Block) -> str:
        """One block of a paper."""
        match item:
            case Paragraph(sentences, role, number):
                text = self.run(sentences)
                if number is not None:
                    return f"{number}. {text}"
                return f"**{text}**" if role == "advice" and "**" not in text else text
            case Subheading(text):
                return f"### {escaped(text)}"
            case Bullets(items, role):
                numbered = role in ("ordered", "lines", "questions", "traces")
                return "\n".join(f"{f'{i}.' if numbered else '-'} {self.run(s)}" for i, s in enumerate(items, 1))
            case Pairs(items, _):
                return "\n".join("- {}: {}".format(*self.each(*pair)) for pair in items)
            case Table():
                return self._table(item)
            case Tally(counts):
                return " · ".join(f"{n} {said(s)}" for n, s in counts)
            case Strip(label, items):
                return f"{escaped(label)}: " + " · ".join(f"{escaped(n)} {said(s)}" for n, s in items)
            case Key(items):
                return " · ".join(said(s) for s in items)
            case Figure():
                return f"**{escaped(item.title)}** {self.told(item.note)}\n\n{self.block(item.equal)}"
            case Story():
                return self._story(item)
            case Seats():
                told = self.each(*(s.sentence for s in item.seats))
                seats = "\n".join(f"- {s.sign.mark.glyph} {t}" for s, t in zip(item.seats, told, strict=True))
                return f"### {escaped(item.title)}\n\n{self.told(item.note)}\n\n{seats}"

    def _story(self, item: Story) -> str:
        lines = [f"### {self.told(item.title)}\n"]
        for i, step in enumerate(item.steps, 1):
            what, *why = self.each(*((step.what, step.why) if step.why else (step.what,)))
            otherwise = f" Why not otherwise: {why[0]}" if why else ""
            lines.append(f"{i}. **{escaped(step.who)}** {what}{otherwise}")
        return "\n".join(lines)

    def _table(self, item: Table) -> str:
        width = len(item.columns)
        lines = [
            "| " + " | ".join(escaped(c.title) for c in item.columns) + " |",
            "| " + " | ".join("---" for _ in item.columns) + " |",
        ]
        for row in item.rows:
            cells = [joined([self.told(*line) for line in cell]) for cell in row.numbered]
            if item.row_heads and not row.group and cells and "**" not in cells[0]:
                cells[0] = f"**{cells[0]}**" if row.chosen else cells[0]
            for i in row.settles:
                cells[i] += "" if "settles here" in cells[i] else " (settles here)"
            lines.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
        return f"*{escaped(item.caption)}*\n\n" + "\n".join(lines)

    def _panel(self, item: Panel) -> str:
        parts = [f"## {escaped(item.title)}", *(self.block(b) for b in item.blocks)]
        if item.margin:
            parts.append("> " + " ".join(map(self.told, item.margin)))
        for more, margin in item.more:
            parts.append(self.block(more))
            if margin:
                parts.append("> " + " ".join(map(self.told, margin)))
        return "\n\n".join(parts)

    def _section(self, item: Section) -> str:
        return "\n\n".join([f"## {escaped(item.title)}", *(self.block(b) for b in item.blocks)])

    def render(self) -> str:
        paper = self.paper
        strap = " · ".join(escaped(x) for x in (paper.handling, paper.stage) if x)
        meta = "\n".join(f"- {escaped(k)}: {escaped(v)}" for k, v in paper.meta)
        parts = [strap, f"# {escaped(paper.title)}", meta, *(self._panel(p) for p in paper.front)]
        if paper.front_note:
            parts.append(self.run(paper.front_note.sentences))
        parts += [self._section(s) for s in paper.sections if not s.enclosed]
        parts.append("  \n".join(map(escaped, paper.signature)))
        parts += [self._section(s) for s in paper.sections if s.enclosed]
        if paper.notes:
            notes = "\n".join(f"[^{n.number}]: {said(n.sentence)}" for n in paper.notes)
            parts.append(f"## {NOTES}\n\n{notes}")
        return "\n\n".join(p for p in parts if p) + "\n"


def render(paper: Paper) -> str:
    """The whole paper."""
    return _Page(paper).render()
