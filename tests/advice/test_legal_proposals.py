"""A proposal is a legal move from what is so now: what is final binds its author too."""

from __future__ import annotations

import pytest

from overture.advice import advise
from overture.dossier import DossierError, read

BOUND = """overture: 1
title: Bound
as_of: 2024-01-01
proposer: us
actors: {us: Us, them: Them}
options:
  us: {sell: {text: sell, final: ["no"]}, lease: {text: lease}}
  them: {buy: {text: buy, needs: sell or lease}}
preferences: {us: [sell, lease], them: [buy]}
"""


def test_what_stays_as_it_is_cannot_be_proposed() -> None:
    advice = advise(read(BOUND))
    assert advice.recommended == ("lease is yes",)
    assert not [name for name in advice.by_world[0].proposals if "sell" in name]


def test_a_named_proposal_that_is_no_legal_move_is_a_mistake_and_says_why() -> None:
    with pytest.raises(DossierError, match=r"`us\.sell` is no and cannot become yes"):
        advise(read(BOUND + "proposals: {sale: {sell: yes}}\n"))


def test_what_may_not_return_to_now_may_be_proposed_and_what_is_final_elsewhere_too() -> None:
    free = BOUND.replace('final: ["no"]', "no_return: true")
    assert advise(read(free)).recommended == ("sell is yes and lease is yes",)
    free = BOUND.replace('final: ["no"]', "final: true")
    assert advise(read(free)).recommended == ("sell is yes and lease is yes",)
