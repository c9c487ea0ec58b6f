"""Voting power against the definitions, the laws of the indices and published values."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from itertools import combinations
from math import factorial

import pytest

from overture.treaties.voting.power import Majority, PowerLimit, VotingGame, integer_weights, power, quota


def wins(game: VotingGame, coalition: set[str]) -> bool:
    return set(game.vetoes) <= coalition and all(
        sum(m.weights.get(p, 0) for p in coalition) >= m.quota for m in game.majorities
    )


def by_definition(game: VotingGame) -> dict[str, tuple[int, Fraction]]:
    """Every coalition of the others: does the player turn it? (Banzhaf 1965; Shapley and Shubik 1954)"""
    found = {}
    n = len(game.players)
    for player in game.players:
        others = [p for p in game.players if p != player]
        swings, orders = 0, Fraction(0)
        for k in range(n):
            for coalition in combinations(others, k):
                if wins(game, {*coalition, player}) and not wins(game, set(coalition)):
                    swings += 1
                    orders += Fraction(factorial(k) * factorial(n - 1 - k), factorial(n))
        found[player] = (swings, orders)
    return found


def random_game(seed: int) -> VotingGame:
    choose = random.Random(seed)
    players = tuple("abcdefgh"[: choose.randint(1, 7)])
    majorities = []
    for _ in range(choose.randint(1, 3)):
        weights = {p: choose.choice([0, 1, 1, 2, 3, choose.randint(0, 60)]) for p in players}
        majorities.append(Majority(weights, choose.randint(1, max(1, sum(weights.values())))))
    return VotingGame(players, tuple(majorities), tuple(p for p in players if choose.random() < 0.15))


@pytest.mark.parametrize("seed", range(200))
def test_power_is_what_the_definitions_say(seed: int) -> None:
    game = random_game(seed)
    for player in power(game):
        assert (player.swings, player.shapley_shubik) == by_definition(game)[player.player]


@pytest.mark.parametrize("seed", range(60))
def test_shapley_shubik_adds_up_to_one_where_everybody_together_wins(seed: int) -> None:
    game = random_game(seed)
    total = sum(p.shapley_shubik for p in power(game))
    assert total == (1 if wins(game, set(game.players)) else 0)


@pytest.mark.parametrize("seed", range(60))
def test_a_dummy_turns_nothing_and_who_blocks_is_in_every_winning_coalition(seed: int) -> None:
    game = random_game(seed)
    winning = [
        set(c) for k in range(len(game.players) + 1) for c in combinations(game.players, k) if wins(game, set(c))
    ]
    for player in power(game):
        assert player.blocks == all(player.player in c for c in winning)
        assert player.dummy == all(wins(game, c - {player.player}) for c in winning)


def test_the_council_of_the_eec_of_1958() -> None:
    """Four, four, four, two, two, one; twelve of seventeen: Luxembourg turns no decision (EEC Treaty, art. 148)."""
    council = Majority({"de": 4, "fr": 4, "it": 4, "nl": 2, "be": 2, "lu": 1}, 12)
    found = {p.player: p.banzhaf for p in power(VotingGame(tuple(council.weights), (council,)))}
    assert found == {
        "de": Fraction(5, 21), "fr": Fraction(5, 21), "it": Fraction(5, 21),
        "nl": Fraction(3, 21), "be": Fraction(3, 21), "lu": Fraction(0),
    }  # fmt: skip


def security_council(seats: int, votes: int) -> dict[str, tuple[Fraction, Fraction]]:
    members = tuple(f"m{i}" for i in range(seats))
    game = VotingGame(members, (Majority(dict.fromkeys(members, 1), votes),), members[:5])
    return {p.player: (p.banzhaf, p.shapley_shubik) for p in power(game)}


def test_the_security_council_of_fifteen() -> None:
    """Shapley-Shubik of an elected member: 4/2145 (Straffin, 1983); so 421/2145 for each of the five."""
    found = security_council(15, 9)
    assert found["m0"][1] == Fraction(421, 2145)
    assert found["m14"][1] == Fraction(4, 2145)
    assert found["m0"][0] == Fraction(106, 635)  # 848 of 5080 swings
    assert found["m14"][0] == Fraction(21, 1270)  # 84 of 5080


def test_the_security_council_of_eleven() -> None:
    """An elected member turns only four others that have all five and one more: 5!·... counted by the definition."""
    found = security_council(11, 7)
    assert found["m10"][1] == Fraction(5, 1) * Fraction(factorial(6) * factorial(4), factorial(11))
    assert sum(v for _, v in found.values()) == 1


@pytest.mark.parametrize("second", [False, True])
def test_thirty_members_with_large_weights_are_counted_exactly_in_a_second(second: bool) -> None:
    choose = random.Random(7)
    members = tuple(f"m{i}" for i in range(30))
    weights = {m: choose.randint(1, 10**9) for m in members}
    majorities = [Majority(weights, quota(sum(weights.values()), "more than half"))]
    majorities += [Majority(dict.fromkeys(members, 1), 16)] if second else []
    start = time.process_time()
    found = power(VotingGame(members, tuple(majorities)))
    assert time.process_time() - start < 3  # one second on a quiet machine: `make bench`
    assert sum(p.shapley_shubik for p in found) == 1


def test_weights_longer_than_a_machine_word_stay_exact() -> None:
    large = 10**30
    game = VotingGame(("a", "b", "c"), (Majority({"a": large + 1, "b": large, "c": large}, 2 * large + 1),))
    assert {p.player: p.banzhaf for p in power(game)} == {"a": Fraction(3, 5), "b": Fraction(1, 5), "c": Fraction(1, 5)}


def test_capability_as_votes_in_the_six_of_the_defence_community() -> None:
    """Composite capability of 1954 in thousandths (Singer 1987; the FRG with its score of 1955), simple majority."""
    figures = {
        "west_germany": (41, 0.3846, 0.4),
        "france": (31, 0.2308, 0.2333),
        "italy": (17, 0.2308, 0.2333),
        "belgium": (8, 0.0769, 0.0667),
        "netherlands": (7, 0.0769, 0.0667),
        "luxembourg": (2, 0.0, 0.0),
    }
    weights = {name: weight for name, (weight, _, _) in figures.items()}
    game = VotingGame(tuple(weights), (Majority(weights, quota(sum(weights.values()), "more than half")),))
    assert game.majorities[0].quota == 54
    for player in power(game):
        _, banzhaf, shapley = figures[player.player]
        assert round(float(player.banzhaf), 4) == banzhaf
        assert round(float(player.shapley_shubik), 4) == shapley


def test_weights_of_any_precision_become_whole_numbers_in_proportion() -> None:
    assert integer_weights({"ussr": "0.177", "uk": "0.053"}) == {"ussr": 177, "uk": 53}


def test_too_many_players_are_told() -> None:
    members = tuple(f"m{i}" for i in range(60))
    with pytest.raises(PowerLimit, match="60 players"):
        power(VotingGame(members, (Majority({m: i + 1 for i, m in enumerate(members)}, 900),)))
