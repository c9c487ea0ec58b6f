"""How much is tried: a sample in `make suite`; everything in `make soak`, which sets OVERTURE_SEEDS."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

SOAK = int(os.environ.get("OVERTURE_SEEDS", "0"))


def one_of(n: int, items: Iterable[T]) -> list[T]:
    """One of every n, from the first on; in `make soak` all of them.

    >>> one_of(3, "abcde") == (list("abcde") if SOAK else ["a", "d"])
    True
    """
    return list(items)[:: 1 if SOAK else n]
