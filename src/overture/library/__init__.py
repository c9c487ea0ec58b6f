"""The cases, treaties and published conflicts that come with the product.

They are data: nothing outside this folder knows one of them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CASES = Path(__file__).parent / "cases"
TREATIES = Path(__file__).parent / "treaties"
TEMPLATES = Path(__file__).parent / "templates"
CONFLICTS = Path(__file__).parent / "conflicts"


def names() -> list[str]:
    """The names of the shipped cases."""
    return sorted(path.stem for path in CASES.glob("*.yaml"))


def case(name: str) -> str:
    """The text of a shipped case. Raises `KeyError` for a name that is not shipped."""
    if name not in names():
        raise KeyError(name)
    return (CASES / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def treaties() -> dict[str, str]:
    """The names of the shipped treaties with the id of each."""
    found = {}
    for path in sorted(TREATIES.glob("*.yaml")):
        first = re.match(r"treaty: *(\S+)", path.read_text(encoding="utf-8"))
        if first:
            found[path.stem] = first[1]
    return found


def treaty(name: str) -> str | None:
    """The text of a shipped treaty, by its name or its id; nothing where none is shipped.

    >>> treaty("nat") == treaty("north-atlantic-treaty")
    True
    """
    for stem, key in treaties().items():
        if name in (stem, key):
            return (TREATIES / f"{stem}.yaml").read_text(encoding="utf-8")
    return None


def template(name: str) -> str:
    """The answers from which `overture new` starts where a template is asked for. Raises `KeyError`."""
    path = TEMPLATES / f"{name}.yaml"
    if name not in {p.stem for p in TEMPLATES.glob("*.yaml")}:
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


@cache
def published_keys() -> tuple[str, ...]:
    """The keys of the published conflicts; `overture.library.published` reads one.

    >>> "prisoners-dilemma" in published_keys()
    True
    """
    return tuple(sorted(path.stem for path in CONFLICTS.glob("*.yaml")))
