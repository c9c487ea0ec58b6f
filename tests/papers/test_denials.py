"""What is denied is denied as a whole: a reader must not take the denial for one of its parts."""

from __future__ import annotations

import pytest

from overture.dossier import read
from overture.library import case
from overture.logic import parse
from overture.papers.naming import formula_text
from overture.papers.verbs import negated


@pytest.mark.parametrize(("formula", "words"), [
    ("not (reply is accept and offer is talks)",
     "not both: their government accepts and our government proposes talks"),
    ("not (reply is accept or offer is talks)",
     "their government does not accept and our government does not propose talks"),
    ("not (not (reply is accept))", "their government accepts"),
    ("not (reply is accept implies offer is talks)",
     "their government accepts and our government does not propose talks"),
    ("reply is refuse or not (reply is accept and offer is talks)",
     "their government refuses or (not both: their government accepts and our government proposes talks)"),
])  # fmt: skip
def test_a_denial_reaches_all_that_it_denies(formula: str, words: str) -> None:
    assert formula_text(read(case("first-case")), parse(formula)).lower() == words


@pytest.mark.parametrize(("said", "denied"), [
    ("the Dominions tolerate the port", "the Dominions do not tolerate the port"),
    ("the guarantee survives the vote", "the guarantee does not survive the vote"),
    ("Soviet arms and Western bases", "not so: Soviet arms and Western bases"),
])  # fmt: skip
def test_a_verb_is_denied_where_it_stands_and_a_thing_as_a_whole(said: str, denied: str) -> None:
    assert negated(said) == denied
