"""The product against a slow evaluator written from the definitions by somebody who has not read it.

OVERTURE_SEEDS=2000 compares more dossiers, as `make soak` does.
"""

from __future__ import annotations

import json
import os
from itertools import product
from typing import Any

import pytest

import overture.model.worlds
from overture.advice import advise, results_json
from overture.dossier import DossierError, read
from overture.model import LimitReached

from .agreement import differences
from .evaluator import Infeasible, evaluate
from .random_dossiers import random_dossier

SEEDS = int(os.environ.get("OVERTURE_SEEDS", "0")) or 80
BATCH = 20


@pytest.fixture(autouse=True)
def same_order_of_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow evaluator counts worlds from true to false; the product the other way round."""

    def from_true(_: object, repeat: int) -> Any:
        return product((True, False), repeat=repeat)

    monkeypatch.setattr(overture.model.worlds, "product", from_true)


def ours(text: str, audit: bool) -> Any:
    try:
        return json.loads(json.dumps(results_json(advise(read(text), audit=audit))))
    except (DossierError, LimitReached):
        return None


def theirs(text: str, audit: bool) -> Any:
    try:
        found = json.loads(json.dumps(evaluate(text, audit=audit)))
    except Infeasible:
        return None
    if not audit:
        found.pop("claims", None)
        found.pop("variants", None)
    return json.loads(json.dumps(found).replace('{"all": [{"set"', '{"together": [{"set"'))


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_random_dossiers_come_out_as_the_slow_evaluator_says(first: int) -> None:
    for seed in range(first, first + BATCH):
        text = random_dossier(seed)
        assert list(differences("", ours(text, False), theirs(text, False))) == [], f"seed {seed}"


@pytest.mark.parametrize("first", range(5_000, 5_000 + SEEDS // 4, BATCH // 4))
def test_claims_rest_on_what_the_slow_evaluator_says(first: int) -> None:
    for seed in range(first, first + BATCH // 4):
        text = random_dossier(seed, most_cells=150)
        assert list(differences("", ours(text, True), theirs(text, True))) == [], f"seed {seed}"
