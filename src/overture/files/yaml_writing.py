"""Data as YAML that this house reads back: entries on one line where they fit, else spread out."""

from __future__ import annotations

import json
import re
from typing import Any

# what begins as a letter or digit and holds none of YAML's marks stands without quotes
_PLAIN = re.compile(r"[^\W_][^\n:#,\[\]{}?&*!|>'\"%@`\\]*")
WIDTH = 110


def scalar(value: object) -> str:
    """One value; a text in quotes where YAML would take it for anything else.

    >>> scalar("say nothing"), scalar("so, what?"), scalar(True), scalar("yes: no")
    ('say nothing', '"so, what?"', 'true', '"yes: no"')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() != "null" and text.isprintable():
        return text
    return json.dumps(text, ensure_ascii=False).translate(_HIDDEN)


# characters that YAML does not let stand, or would read as the end of a line
_HIDDEN = {c: f"\\u{c:04x}" for c in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}


def flow(data: Any) -> str:
    """Data on one line.

    >>> flow({"by": ["us", "them"], "text": "so, what?"})
    '{by: [us, them], text: "so, what?"}'
    """
    if isinstance(data, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(flow(v) for v in data) + "]"
    return scalar(data)


def entry(key: str, data: Any, indent: int = 0) -> list[str]:
    """The lines of `key: data`, indented; on one line where that is short enough.

    >>> print("\\n".join(entry("us", {"name": "Our government"}, 2)))
      us: {name: Our government}
    >>> print("\\n".join(entry("us", ["reply is accept and offer is treaty", "reply is accept"], 2)))
      us:
        - reply is accept and offer is treaty
        - reply is accept
    """
    pad = " " * indent
    line = f"{pad}{scalar(key)}: {flow(data)}"
    # formulas and sentences stand better one below the other; names do not
    whole = not isinstance(data, list | tuple) or all(" " not in str(v) for v in data) or len(data) == 1
    if not data or not isinstance(data, dict | list | tuple) or (len(line) <= WIDTH and whole):
        return [line]
    return [f"{pad}{scalar(key)}:", *block(data, indent + 2)]


def block(data: Any, indent: int = 0) -> list[str]:
    """The lines of a group or a list, each of its parts on a line of its own at least."""
    pad = " " * indent
    if isinstance(data, dict):
        return [line for key, value in data.items() for line in entry(key, value, indent)]
    lines = []
    for value in data:
        line = f"{pad}- {flow(value)}"
        if isinstance(value, dict) and value and len(line) > WIDTH:
            first, *rest = block(value, indent + 2)
            lines += [f"{pad}- {first.lstrip()}", *rest]
        else:
            lines.append(line)
    return lines
