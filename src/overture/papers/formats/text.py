"""A letter as plain text: no margin, no marks, no notes, ready to be pasted."""

from __future__ import annotations

from overture.papers.content import Block, Bullets, Paper, Paragraph, Table
from overture.papers.walk import texts_of


def render(paper: Paper) -> str:
    """A letter as plain text; what is missing stands in square brackets at its end."""
    lines = [paper.handling, ""] if paper.handling else []
    stage = [f"Stage: {paper.stage}"] if paper.stage else []
    lines += [paper.title, "", *(f"{k}: {v}" for k, v in paper.meta), *stage, ""]
    letter = [s for s in paper.sections if not s.enclosed]
    for section in letter:
        lines += [section.title, ""] if len(letter) > 1 else []
        for block in section.blocks:
            lines += [*_lines(block), ""]
    lines += [*paper.signature, ""]
    for section in paper.sections:
        if section.enclosed:
            lines += [f"[{line.removeprefix('- ')}]" for block in section.blocks for line in _lines(block)]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> list[str]:
    texts = [" ".join(s.plain for s in text) for text in texts_of(block)]
    match block:
        case Paragraph(number=int(n)):
            return [f"{n}. {text}" for text in texts]
        case Bullets(role="ordered"):
            return [f"{i}. {text}" for i, text in enumerate(texts, 1)]
        case Bullets():
            return [f"- {text}" for text in texts]
        case Table():
            heads = [c.title for c in block.columns]
            return [
                "\n  ".join(
                    f"{head}: {' '.join(s.plain for s in cell)}" for head, cell in zip(heads, row.cells, strict=False)
                )
                for row in block.rows
            ]
        case _:
            return texts
