"""What every test may rely on, wherever it runs."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def a_terminal_of_no_known_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed must not depend on the window in which the tests are started."""
    monkeypatch.delenv("COLUMNS", raising=False)
