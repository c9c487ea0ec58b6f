"""What a package comes to under a reply that it makes impossible: told fast for all replies, and one by one."""

from __future__ import annotations

import numpy as np

from overture.advice.audit import analyses
from overture.advice.comparison import WEIGHTS, nearest, outs
from overture.dossier import DossierError, read
from overture.model import Kept, LimitReached

from ..slow.random_dossiers import random_dossier


def test_the_least_and_greatest_over_all_replies_are_those_of_the_nearest_states() -> None:
    looked = 0
    for seed in range(40):
        try:
            worlds = analyses(read(random_dossier(seed)), Kept())
        except (DossierError, LimitReached):
            continue
        analysis = worlds[0]
        statements = analysis.own_statements_unordered
        named = [frozenset[int](), *(frozenset(analysis.reply(r)) for r in analysis.dossier.replies)]
        for package in analysis.menu.values():
            truths = np.stack([analysis.truth(s)[package] for s in statements], axis=-1)
            for mentioned in named:
                found = outs(analysis, package, mentioned, WEIGHTS)
                for reply in range(analysis.space.replies):
                    rows = truths[list(nearest(analysis, package, reply, mentioned))]
                    assert (found.least[reply] == rows.min(axis=0)).all()
                    assert (found.most[reply] == rows.max(axis=0)).all()
                    looked += len(rows) > 1
    assert looked > 20
