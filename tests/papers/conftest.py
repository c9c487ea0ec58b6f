from __future__ import annotations

import pytest

from overture.advice import Advice, advise
from overture.dossier import Dossier, read

from .example import TEXT


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return read(TEXT)


@pytest.fixture(scope="session")
def advice(dossier: Dossier) -> Advice:
    return advise(dossier)
