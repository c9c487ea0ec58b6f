"""What is told of a file of GMCR+ that says something twice, or stores what is no number."""

from __future__ import annotations

from typing import Any

import pytest

from overture.exchange.gmcr import runs

from .conflict_files import brought_in
from .test_gmcr import changed


def test_many_equal_statements_are_told_in_a_few_words() -> None:
    file = changed()
    file["decisionMakers"][0]["preferences"] = [[[0, "Y"]]] * 2000
    _, told = brought_in(file)
    assert "Coast: left out, since it says nothing new: statement 2 to 2000" in told
    file["decisionMakers"][0]["preferences"] = [[[0, "Y"]], *([[[3, "Y"]], [[0, "Y"]]] * 20)]
    _, told = brought_in(file)
    assert "Coast: left out, since it says nothing new: statement 3 to 41" in told
    assert runs([1, 3, 5, 6, 7, 9], 3) == "1, 3, 5 to 7 and 1 more"


@pytest.mark.parametrize(
    ("stored", "shown_as"),
    [([4, "a", 2], '`"a"`'), ([1, 1.5], "`1.5`"), ("none", '`"none"`'), ({}, "`{}`"), ([None], "`null`"), (7, "`7`"),
     ([True], "`true`"), ([[1]], "`[1]`")],
)  # fmt: skip
def test_stored_payoffs_that_are_no_numbers_are_told(stored: Any, shown_as: str) -> None:
    file = changed()
    file["decisionMakers"][0]["payoffs"] = stored
    _, told = brought_in(file)
    assert f"Coast: the payoffs in the file are no whole numbers, but {shown_as}; not used" in told
