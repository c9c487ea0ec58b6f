"""Shipped cases, read and advised once for all tests that look at them: both are frozen, so nobody can change them."""

from __future__ import annotations

from functools import cache

from overture.advice import Advice, advise
from overture.dossier import Dossier, read
from overture.library import case


@cache
def shipped(name: str) -> Dossier:
    return read(case(name), name)


@cache
def advice_on(name: str, audit: bool = True) -> Advice:
    return advise(shipped(name), audit=audit)
