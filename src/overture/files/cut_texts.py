"""Keys with nothing behind them inside { }: mostly the rest of a text that a comma has cut, or a forgotten colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overture.files.diagnostics import Diagnostic
from overture.files.nodes import Node, Scalar, Span
from overture.files.yaml_messages import quote_it

_NEAR, _WIDE = 60, 160  # lines above and below, and columns, in which a key is looked for


def _alone(key: Scalar, value: Node, lines: Sequence[str]) -> bool:
    """Whether a key stands without even a colon."""
    if key.quoted or key.span is None or not isinstance(value, Scalar) or value.quoted or value.text:
        return False
    behind = lines[key.span.end_line - 1][key.span.end_column - 1 :]
    return not behind.lstrip().startswith(":")


def _comma(before: Span, key: Span, lines: Sequence[str]) -> Span:
    """The comma between a value and the key after it."""
    for line in range(before.end_line, key.line + 1):
        start = before.end_column - 1 if line == before.end_line else 0
        found = lines[line - 1].find(",", start)
        if found >= 0:
            return Span(line, found + 1, line, found + 2)
    return key


def _forgotten(name: str, before: Scalar, where: Span, lines: Sequence[str]) -> bool:
    """Whether a key that begins a line, after a comma that ended one, has only lost its colon or the space behind it.

    It has if its first word is a key on a line near by, or if the text before is too short to be cut.
    """
    if before.span is None or before.span.end_line == where.line or lines[where.line - 1][: where.column - 1].strip():
        return False
    found = re.match(r"[\w.\-]+", name)
    if not found:
        return False
    if name[found.end() :].startswith(":") or not re.search(r"\s", before.text):
        return True
    near = "\n".join(line[:_WIDE] for line in lines[max(0, where.line - _NEAR) : where.line + _NEAR])
    return f" {found[0]}: " in near or f"{{{found[0]}: " in near


def cut_text(
    key: Scalar, value: Node, before: tuple[Scalar, Node] | None, lines: Sequence[str]
) -> Diagnostic | None:  # fmt: skip
    """The mistake of an entry inside { } that is no entry, or nothing if it may be one.

    `before`: the entry before it, if there is one.
    """
    if not _alone(key, value, lines):
        return None
    name, where = key.text, key.span
    assert where is not None
    spaced = re.search(r"\s", name) is not None
    cut = before is not None and isinstance(before[1], Scalar) and not _forgotten(name, before[1], where, lines)
    if cut and before is not None and isinstance(before[1], Scalar) and not before[1].quoted and before[1].text:
        text = before[1].text
        if spaced or re.search(r"\s", text):
            comma = _comma(before[1].span, where, lines) if before[1].span else where
            hint = quote_it(before[0].text, f"{text}, {name}")
            if not re.search(r"\s", text) and len(name) < 60:  # then a forgotten colon is as likely
                word, _, rest = name.partition(" ")
                hint += f", or write a colon: `{word}: {rest}`"
            message = f"this comma ends the text of `{before[0].text}`, and nothing stands behind `{name}`"
            return Diagnostic("D010", message, comma, hint)
    close = re.fullmatch(r"([\w.\-]+):(\S.*)", name, re.DOTALL)
    if close and len(name) < 60:
        hint = f"write a space behind the colon: `{close[1]}: {close[2]}`"
        return Diagnostic("D105", f"nothing stands behind `{name}`", where, hint)
    if spaced and len(name) < 60:
        word, _, rest = name.partition(" ")
        hint = f"write a colon: `{word}: {rest}`, or put the text in quotes"
        return Diagnostic("D105", f"nothing stands behind `{name}`", where, hint)
    return None
