"""The shipped treaties, opened together once."""

from __future__ import annotations

from functools import cache

from overture import library
from overture.treaties.text.reading import Opened, open_texts


@cache
def shipped() -> Opened:
    """Every treaty of the library in one system."""
    texts = [(library.treaty(name) or "", f"{name}.yaml") for name in library.treaties()]
    return open_texts(texts)


def opened(*texts: str, names: tuple[str, ...] = ()) -> Opened:
    """Treaties told in a test, read together; what they refer to comes from the library only if it is named."""
    return open_texts(
        [(text, f"text {i + 1}") for i, text in enumerate(texts)], lambda n: library.treaty(n) if n in names else None
    )
