"""Each shipped case is audited once for all its tests."""

from __future__ import annotations

import pytest

from tests.advised import advice_on, shipped

from .outputs import Said


def _said(name: str) -> Said:
    return Said(shipped(name), advice_on(name))


@pytest.fixture(scope="session")
def memorandum() -> Said:
    """Moscow, 26 March 1954."""
    return _said("molotov-1954")


@pytest.fixture(scope="session")
def accession() -> Said:
    """Helsinki, 9 February 2023."""
    return _said("finland-sweden-2022")
