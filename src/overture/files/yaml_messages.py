"""What is wrong with a text that is no YAML, in the analyst's words: its code, the place to change, the mended line.

No sentence of the YAML library is printed: it tells where reading stopped, `slips` finds where the author slipped.
"""

from __future__ import annotations

import re

import yaml

from overture.files.diagnostics import Diagnostic
from overture.files.nodes import Span
from overture.files.slip import BREAK, MAX_DEPTH, Slip
from overture.files.slips import first_slip

LONGEST = 72  # characters of a mended line that a hint can show


def in_quotes(text: str) -> str:
    """A text in quotation marks, as YAML reads it back.

    >>> in_quotes("Passage: the strait"), in_quotes('the "strait"')
    ('"Passage: the strait"', '\\'the "strait"\\'')
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quote_it(key: str, text: str, more: str = "") -> str:
    """A hint to put a text in quotation marks, with the mended form where it is short."""
    mended = f"{key.strip()}: {in_quotes(text)}" if key.strip() else in_quotes(text)
    shown = f": `{mended}`" if text.strip() and len(mended) <= LONGEST else ""
    return f"put the text in quotes{shown}{more}"


def _quotation(slip: Slip) -> tuple[str, str, str]:
    if slip.kind == "quote open":
        mended = f"{slip.key}: {slip.text}{slip.found}" if slip.key else f"{slip.text}{slip.found}"
        short = f": `{mended}`" if len(mended) <= LONGEST and not any(c in slip.text for c in ",}]") else ""
        return "D012", f"the quotation mark {slip.found} is opened here and never closed", f"close it{short}"
    inner = slip.text.strip()
    message = f"the text goes on after its closing quotation mark {slip.found}"
    if slip.found == "'" and "'" in inner[1:-1]:
        return "D012", message, "write an apostrophe inside '...' twice, or put the text in \"...\""
    return "D012", message, 'close it where the text ends; a quotation mark inside "..." is written \\"'


def _bracket(slip: Slip) -> tuple[str, str, str]:
    if slip.kind == "bracket open":
        closing = "]" if slip.found == "[" else "}"
        return "D013", f"the bracket `{slip.found}` is opened here and never closed", f"write `{closing}` where it ends"
    if slip.kind == "bracket wrong":
        line, column = slip.opened or (slip.line, 1)
        opened = "[" if slip.text == "]" else "{"
        message = f"`{slip.found}` closes the bracket `{opened}` that is opened on line {line}, column {column}"
        return "D013", message, f"write `{slip.text}` here"
    if slip.kind == "bracket alone":
        hint = "remove it" if not slip.text else quote_it(slip.key, slip.text, ", or remove the bracket")
        return "D013", f"no bracket is open that `{slip.found}` could close", hint
    if slip.kind == "after bracket":
        what = "a list" if slip.found == "[" else "a group of keys"
        return "D015", f"`{slip.found}` starts {what}, and the text goes on after it", quote_it(slip.key, slip.text)
    what = "a list" if slip.found == "[" else "a group of keys"
    hint = quote_it(slip.key, slip.text if slip.found == "[" else "")
    return "D015", f"`{slip.found}` inside brackets starts {what} in the middle of a text", hint


_STARTS = {
    "@": "no text can start with `@`", "`": "no text can start with a backtick", "%": "no text can start with `%`",
    "|": "`|` starts a text on the lines below, so nothing may stand behind it",
    ">": "`>` starts a text on the lines below, so nothing may stand behind it",
    "-": "`-` with a space starts an item of a list, which stands on a line of its own",
    "?": "`?` with a space starts a key, not a text", ",": "no text can start with a comma",
}  # fmt: skip
RESERVED = {
    "*": "`*` at the start of a text is a reference of YAML, which is not part of the language",
    "&": "`&` at the start of a text is an anchor of YAML, which is not part of the language",
    "!": "`!` at the start of a text is a tag of YAML, which is not part of the language",
}


def _indentation(slip: Slip) -> tuple[str, str, str]:
    levels = " or ".join(str(n) for n in slip.levels[-3:])
    spaces = "space" if slip.column == 2 else "spaces"
    if slip.kind == "too deep":
        message = "this line is indented as if it belonged to the line above, which has its value already"
        return "D014", message, f"indent it by {levels or 0}, as its neighbours are" if levels else "indent it less"
    if slip.kind == "no level":
        message = f"this line is indented by {slip.column - 1} {spaces}, as no line above it is"
        return "D014", message, f"indent it by {levels}" if levels else "indent it as its neighbours are"
    if slip.kind == "misplaced":
        message = f"this line is indented by {slip.column - 1} {spaces}, and the lines around it do not fit that"
        return "D014", message, f"indent it by {levels}"
    if slip.kind == "no hyphen":
        mended = f"- {slip.text}"
        return "D014", "this line stands in a list without `- `", (
            f"write `{mended}`, or indent it as what it belongs to" if len(mended) <= LONGEST
            else "write `- ` before it, or indent it as what it belongs to")  # fmt: skip
    return "D014", "an item of a list stands among keys", "indent it further than the key that it belongs to"


def _words(slip: Slip) -> tuple[str, str, str]:
    """Code, sentence and hint of a slip."""
    match slip.kind:
        case "colon":
            what = f" of `{slip.key.strip()}`" if slip.key.strip() and len(slip.key) <= 40 else ""
            message = f"a colon inside the unquoted text{what} ends a name"
            more = ", or write a comma before the next key" if slip.text and "  " in slip.text else ""
            return "D009", message, quote_it(slip.key, slip.text, more)
        case "no space":
            mended = f"{slip.key}: {slip.text}"
            shown = f": `{mended}`" if len(mended) <= LONGEST else ""
            return "D005", f"a space is missing behind the colon of `{slip.key}`", f"write one{shown}"
        case "no colon":
            mended = f"{slip.key}: {slip.text}" if slip.text else f"{slip.key}:"
            shown = f": `{mended}`" if slip.key and len(mended) <= LONGEST else ""
            return "D005", "this line has no colon, and a key needs one", f"write a colon and a space{shown}"
        case "tab":
            return "D011", "a tab indents this line", "indent with spaces: the editor can replace all tabs"
        case "quote open" | "after quote":
            return _quotation(slip)
        case "bracket open" | "bracket wrong" | "bracket alone" | "after bracket" | "bracket in text":
            return _bracket(slip)
        case "too deep" | "no level" | "misplaced" | "no hyphen" | "hyphen":
            return _indentation(slip)
        case "start":
            return "D015", _STARTS.get(slip.found, f"no text can start with `{slip.found}`"), quote_it(
                slip.key, slip.text)  # fmt: skip
        case "reserved":
            return "D008", RESERVED[slip.found], quote_it(slip.key, slip.text)
        case "comma":
            return "D010", "nothing stands before this comma", "remove it, or put the text that it belongs to in quotes"
        case "no comma":
            return "D010", "a comma is missing here between two entries in brackets", "write `,`"
        case _:  # a remark that hides a bracket
            return "D015", "`#` after a space starts a remark, which hides the bracket that closes", (
                "put the text in quotes, or move the remark to a line of its own")  # fmt: skip


def too_deep(where: Span) -> Diagnostic:
    """The mistake of brackets or lines that are nested beyond the cap."""
    return Diagnostic("D006", f"this file is nested more than {MAX_DEPTH} deep", where, "split the case")


def _at(slip: Slip) -> Diagnostic:
    if slip.kind == "nested":
        return too_deep(Span(slip.line, slip.column, slip.line, slip.column + 1))
    code, message, hint = _words(slip)
    also = None
    if slip.opened and slip.kind in ("bracket wrong", "after quote", "remark"):
        line, column = slip.opened
        also = Span(line, column, line, column + 1)
    return Diagnostic(code, message, Span(slip.line, slip.column, slip.line, slip.column + slip.width), hint, also)


def _ours(problem: str, line: str, column: int) -> tuple[str, str, str]:
    """What reading stopped at, where the walk found no slip: code, sentence, hint."""
    here = line[column : column + 1]
    if "escape" in problem or "hexdecimal" in problem:
        return "D005", "`\\` inside \"...\" starts a sign that YAML does not know", (
            "write `\\\\` for the sign itself, or put the text in '...'")  # fmt: skip
    if "directive" in problem:
        return "D015", "no line can start with `%`", "put the text in quotes"
    if "document start" in problem:
        return "D005", "the file goes on after its end", "remove the line `---` or `...`, or look at the indentation"
    if "tab" in problem or here == "\t":
        return "D011", "a tab indents this line", "indent with spaces: the editor can replace all tabs"
    if "cannot start" in problem:
        return "D015", f"no text can start with `{here}`", "put the text in quotes"
    if "alias" in problem or "anchor" in problem or "tag" in problem or "alphabetic" in problem:
        return "D008", "`*`, `&` and `!` at the start of a text are marks of YAML, not part of the language", (
            "put the text in quotes")  # fmt: skip
    if "mapping values" in problem:
        return "D009", "a colon inside an unquoted text ends a name", "put the text in quotes"
    if "',' or" in problem and here == "?":
        return "D010", "a question mark ends the text before it inside brackets", "put the text in quotes"
    if "',' or" in problem or "node content" in problem:
        return "D013", "the list or group in brackets does not go on as one", (
            "look for a bracket that is not closed, or put a text with `,`, `?` or `:` in quotes")  # fmt: skip
    if "expected key" in problem or "'-' indicator" in problem or "block" in problem:
        return "D014", "this line does not fit the lines above it", "look at the indentation of both"
    if "expected ':'" in problem:
        return "D005", "a name without a colon and a space behind it", "write `name: value`"
    return "D005", "this is not readable as YAML from here on", "look at the line above, and put texts in quotes"


def yaml_mistake(error: yaml.YAMLError, text: str) -> Diagnostic:
    """The mistake that makes a text unreadable, at the place that its author must change.

    >>> text = 'title: "The strait'
    >>> try:
    ...     list(yaml.parse(text))
    ... except yaml.YAMLError as error:
    ...     print(yaml_mistake(error, text).show("a.yaml", text.splitlines()))
    a.yaml:1:8: error D012: the quotation mark " is opened here and never closed; close it: `title: "The strait"`
         1 | title: "The strait
           |        ^
    """
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = BREAK.split(text)
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (len(lines) - 1, 0)
    broken = re.search("[\x85\u2028\u2029]", text)
    if broken:
        above = BREAK.split(text[: broken.start()])
        span = Span(len(above), len(above[-1]) + 1, len(above), len(above[-1]) + 2)
        message = f"the invisible character U+{ord(broken[0]):04X} ends a line here"
        return Diagnostic("D005", message, span, "remove it, or write a space")
    if "escape" not in problem and "hexdecimal" not in problem:
        slip = first_slip(text)
        if slip is not None and (mark is None or slip.line <= line + 1):
            return _at(slip)
    code, message, hint = _ours(problem, lines[line], column)
    return Diagnostic(code, message, Span(line + 1, column + 1, line + 1, column + 2), hint)
