from __future__ import annotations

from pathlib import Path

import pytest

from overture.advice import Advice, advise
from overture.dossier import Dossier, read

DATA = Path(__file__).parents[1] / "data" / "dossier"


@pytest.fixture(scope="session")
def example_text() -> str:
    return (DATA / "example-1954.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example(example_text: str) -> Dossier:
    return read(example_text, "example-1954.yaml")


@pytest.fixture(scope="session")
def example_audited(example: Dossier) -> Advice:
    """The whole advice."""
    return advise(example)


@pytest.fixture(scope="session")
def example_advice(example: Dossier) -> Advice:
    """The advice without the audit of claims."""
    return advise(example, audit=False)
