"""Where events end: also where they never do."""

from __future__ import annotations

from overture.advice import Advice, advise
from overture.dossier import read

PENNIES = """
overture: 1
title: Nobody settles
as_of: 2024-01-15
proposer: us
actors:
  us: {name: Our government}
  left: {name: the left, foresight: nash}
  right: {name: the right, foresight: nash}
options:
  us:
    offer: {choices: {silent: nothing, talks: talks, treaty: a treaty}, now: silent}
  left:
    hand: {text: shows heads, needs: offer is not silent or offer is silent}
  right:
    guess: {text: guesses heads}
preferences:
  us: [offer is talks, hand]
  left: ["not (hand iff guess)"]
  right: [hand iff guess]
proposals:
  talk: {offer: talks}
  sign: {offer: treaty}
claims:
  moves_on: {holds: hand, after: [talk], likelihood: roughly even}
"""


def pennies() -> Advice:
    return advise(read(PENNIES))


def test_opponents_in_a_circle_keep_moving_among_all_four_states() -> None:
    (settlement,) = pennies().by_world[0].proposals["talk"].settlements
    assert len(settlement.states) == 4
    # each state would be stable if they counted on counter-moves; short-sighted, they never come to rest
    assert settlement.stable_under == ("gmr", "seq")
    assert len(settlement.here) == 4


def test_a_conflict_without_a_stable_reply_still_ranks_the_proposals() -> None:
    advice = pennies()
    assert advice.recommended == ("talk",)
    assert advice.by_world[0].deciding["do_nothing"] == "us_1"


def test_what_holds_in_half_of_the_circle_is_roughly_even_as_long_as_nobody_looks_ahead() -> None:
    claim = pennies().claims["moves_on"]
    assert claim.worlds == (True,)
    assert {"set": "left.foresight", "to": "seq"} in claim.rests_on


def test_those_who_count_on_counter_moves_come_to_rest() -> None:
    text = PENNIES.replace("foresight: nash", "foresight: seq")
    for outcome in advise(read(text)).by_world[0].proposals.values():
        assert all(len(s.states) == 1 for s in outcome.settlements)


def test_the_first_case_advises_talks() -> None:
    from overture.library import case

    advice = advise(read(case("first-case")))
    assert advice.recommended == ("offer is talks",)
    assert {gap.code for gap in advice.gaps} >= {"G03", "G06", "G07", "G11", "G12", "G13", "G15", "G16", "G17"}
