"""A paper as Markdown: the same content, marks as plain glyphs, every special character escaped."""

from __future__ import annotations

import re

from overture.papers.content import (
    Block,
    Bullets,
    Cell,
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

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
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
    wrap = {"strong": "**", "emphasis": "*"}.get(piece.style, "")
    inner = text.strip()
    if not wrap or not inner:
        return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{wrap}{_SPECIAL.sub(chr(92) * 2 + '1', inner)}{wrap}{after}"


def said(sentence: Sentence) -> str:
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+=" else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}",
        "".join(inline(p) for p in sentence.pieces).strip(),
    )


def run(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(said(s) for s in sentences)


def block(item: Block) -> str:
    """One block of a paper."""
    match item:
        case Paragraph(sentences, role):
            text = run(sentences)
            return f"**{text}**" if role == "advice" and "**" not in text else text
        case Subheading(text):
            return f"### {escaped(text)}"
        case Bullets(items, role):
            numbered = role in ("ordered", "lines", "questions", "traces")
            return "\n".join(f"{f'{i}.' if numbered else '-'} {run(s)}" for i, s in enumerate(items, 1))
        case Pairs(items, _):
            return "\n".join(f"- {said(a)}: {said(b)}" for a, b in items)
        case Table():
            return _table(item)
        case Tally(counts):
            return " · ".join(f"{n} {said(s)}" for n, s in counts)
        case Strip(label, items):
            return f"{escaped(label)}: " + " · ".join(f"{escaped(n)} {said(s)}" for n, s in items)
        case Key(items):
            return " · ".join(said(s) for s in items)
        case Figure():
            return f"**{escaped(item.title)}** {said(item.note)}\n\n{block(item.equal)}"
        case Story():
            steps = "\n".join(
                f"{i}. **{escaped(s.who)}** {said(s.what)}" + (f" Why not otherwise: {said(s.why)}" if s.why else "")
                for i, s in enumerate(item.steps, 1)
            )
            return f"### {said(item.title)}\n\n{steps}"
        case Seats():
            seats = "\n".join(
                f"- {s.sign.mark.glyph} {escaped(s.name)}: {escaped(s.detail or s.sign.says.lower())}"
                for s in item.seats
            )
            return f"### {escaped(item.title)}\n\n{said(item.note)}\n\n{seats}"


def _cell(cell: Cell) -> str:
    return "; ".join(said(s) for s in cell if s.plain)


def _table(item: Table) -> str:
    width = len(item.columns)
    lines = [
        "| " + " | ".join(escaped(c.title) for c in item.columns) + " |",
        "| " + " | ".join("---" for _ in item.columns) + " |",
    ]
    for row in item.rows:
        cells = [_cell(c) for c in row.cells]
        if item.row_heads and not row.group and cells and "**" not in cells[0]:
            cells[0] = f"**{cells[0]}**" if row.chosen else cells[0]
        cells = [
            c + " (settles here)" if i in row.settles and "settles here" not in c else c for i, c in enumerate(cells)
        ]
        lines.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
    return f"*{escaped(item.caption)}*\n\n" + "\n".join(lines)


def _panel(item: Panel) -> str:
    parts = [f"## {escaped(item.title)}", *(block(b) for b in item.blocks)]
    if item.margin:
        parts.append("> " + run(item.margin))
    for more, margin in item.more:
        parts.append(block(more))
        if margin:
            parts.append("> " + run(margin))
    return "\n\n".join(parts)


def _section(item: Section) -> str:
    return "\n\n".join([f"## {escaped(item.title)}", *(block(b) for b in item.blocks)])


def render(paper: Paper) -> str:
    """The whole paper."""
    strap = " · ".join(escaped(x) for x in (paper.handling, paper.stage) if x)
    meta = "\n".join(f"- {escaped(k)}: {escaped(v)}" for k, v in paper.meta)
    parts = [strap, f"# {escaped(paper.title)}", meta, *(_panel(p) for p in paper.front)]
    if paper.front_note:
        parts.append(run(paper.front_note.sentences))
    parts += [_section(s) for s in paper.sections]
    return "\n\n".join(p for p in parts if p) + "\n"
