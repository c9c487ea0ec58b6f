"""A published conflict as a model to ask, and equilibria where preferences are no rankings."""

from __future__ import annotations

import pytest

from overture.conflict import CONCEPTS
from overture.conflict.concepts.strength import LEVELS
from overture.library import published_keys
from overture.library.published import published


@pytest.mark.parametrize("key", published_keys())
def test_a_published_conflict_is_asked_under_the_numbers_of_print(key: str) -> None:
    entry = published(key)
    model = entry.graph_model
    assert model.decision_makers == tuple(entry.names)
    assert model.numbers == tuple(dict.fromkeys(entry.numbers))
    for concept in CONCEPTS:
        answer = entry.answer(concept)
        assert answer is None or sorted(model.equilibria(concept)) == sorted(answer)
    for reading, by_concept in entry.computed_readings.items():
        for concept, numbers in by_concept.items():
            assert model.equilibria_unknown(concept, reading, entry.unknown) == numbers
    assert bool(entry.unknown) == bool(entry.known)


def test_equilibria_by_reading_and_by_strength_are_what_all_agree_on() -> None:
    model = published("elmira").graph_model
    unknown = {"uniroyal": [(3, 1), (5, 9)], "local": [(1, 5)]}
    levels = {"ministry": [[7, 3, 4, 8], [5, 1, 2, 6, 9]], "uniroyal": [[1, 4, 8, 5, 9], [3, 7, 2, 6]]}
    for concept in CONCEPTS:
        for reading in "abcd":
            each = [set(model.stable_unknown(concept, dm, reading, unknown)) for dm in model.decision_makers]
            assert set(model.equilibria_unknown(concept, reading, unknown)) == set.intersection(*each)
        by_level = {level: set(model.equilibria_by_strength(concept, level, levels)) for level in LEVELS}
        assert by_level["general"] == set(model.equilibria(concept))
        assert by_level["weak"] == by_level["general"] - by_level["strong"]
        strong = [set(model.stable_by_strength(concept, dm, "strong", levels)) for dm in model.decision_makers]
        assert by_level["strong"] == set.intersection(*strong)
