"""The cases that come with the product. They are data: nothing outside this folder knows one of them."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def names() -> list[str]:
    """The names of the shipped cases."""
    return sorted(path.stem for path in CASES.glob("*.yaml"))


def case(name: str) -> str:
    """The text of a shipped case. Raises `KeyError` for a name that is not shipped."""
    if name not in names():
        raise KeyError(name)
    return (CASES / f"{name}.yaml").read_text(encoding="utf-8")
