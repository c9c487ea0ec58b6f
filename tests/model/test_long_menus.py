"""Comparisons on a long menu, made for all packages at once, against the same made pair by pair."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

import overture.advice.comparison as comparison
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.conflict.moves.courses import _fewest_changes, _fewest_of_many
from overture.dossier import DossierError, read
from overture.model import Kept, LimitReached

from ..slow.random_dossiers import random_dossier
from .shapes import shaped


def _analyses() -> list[Analysis]:
    texts = [random_dossier(seed) for seed in range(25)]
    texts += [shaped([3, 3], [[3], [3]], rules=n, replies=2, statements=k) for n, k in ((0, 3), (3, 9), (5, 12))]
    found = []
    for text in texts:
        try:
            found.append(analyses(read(text), Kept())[0])
        except (DossierError, LimitReached):
            continue
    return found


def test_all_packages_at_once_come_out_as_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    dominated = 0
    monkeypatch.setattr(comparison, "STRETCH", 8)
    for analysis in _analyses():
        packages = list(dict.fromkeys(analysis.menu.values()))
        for they, how in product((None, *analysis.dossier.replies), comparison.STRENGTHS):
            together = comparison.Together(analysis, they, how)
            for p, q in product(packages, repeat=2):
                found = comparison.dominance(analysis, p, q, they, how)
                expected = found is not None and all(found)
                assert bool(together.over(q)[together.row[p]]) == expected
                assert bool(together.under(p)[together.row[q]]) == expected
                dominated += expected
    assert dominated > 200


def test_balances_are_those_found_reply_by_reply() -> None:
    looked = 0
    for analysis in _analyses():
        packages = list(dict.fromkeys(analysis.menu.values()))
        for they in analysis.dossier.replies:
            for p, q in combinations(packages[:5], 2):
                expected = _balances(analysis, p, q, they)
                assert list(comparison.break_even(analysis, p, q, they)) == expected
                looked += len(expected)
    assert looked > 100


def _balances(analysis: Analysis, p: int, q: int, they: str) -> list[comparison.Balance]:
    mentioned = frozenset(analysis.reply(they))
    found: dict[comparison.Balance, None] = {}
    for reply in comparison.replies_compared(analysis, p, q, they).tolist():
        ours, theirs = (comparison.nearest(analysis, x, reply, mentioned) for x in (p, q))
        for mine, other in product(ours, theirs):
            held = [(s.id, analysis.truth(s)[p, mine], analysis.truth(s)[q, other]) for s in analysis.own_statements]
            gain = tuple(key for key, here, there in held if here and not there)
            loss = tuple(key for key, here, there in held if there and not here)
            found[comparison.Balance(gain, loss)] = None
    return list(found)


def test_the_fewest_changes_of_many_are_those_of_few() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        changed = rng.integers(0, 64, rng.integers(2, 40))
        targets = rng.permutation(100)[: len(changed)]
        expected = _fewest_changes(targets.tolist(), changed.tolist())
        assert _fewest_of_many(targets, changed) == expected
