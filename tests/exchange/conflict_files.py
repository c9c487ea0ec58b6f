"""Files of conflicts for the tests: made at random, and worked out from the definitions a second time."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from random import Random
from typing import Any

from overture.dossier import read
from overture.exchange.gmcr import gmcr_dossier
from overture.exchange.gmcr_file import read_gmcr
from overture.exchange.move_graph import moves
from overture.exchange.option_form_dossier import Head
from overture.exchange.whole import Whole, whole

State = tuple[int, ...]
HEAD = Head("A test", date(1991, 1, 15))


def as_bytes(file: Any) -> bytes:
    return json.dumps(file).encode()


def brought_in(file: Any) -> tuple[Whole, tuple[str, ...]]:
    """The conflict of the dossier that is made of a file, and what was told."""
    written, told = gmcr_dossier(read_gmcr(as_bytes(file)), HEAD)
    return whole(read(written.text(), "test"))[0], told


def satisfies(condition: Any, state: State) -> bool:
    members = condition["members"] if isinstance(condition, dict) else [condition]
    return any(all("NY"[state[option]] == mark for option, mark in member) for member in members)


def expected(file: Any) -> tuple[list[State], list[dict[State, int]], set[tuple[State, State, int]]]:
    """States in the file's own order of options and numbers, rankings (higher is better), moves."""
    count = len(file["options"])
    settings = [tuple(reversed(s)) for s in product((0, 1), repeat=count)]  # the first option changes fastest
    states = [s for s in settings if not any(satisfies(c, s) for c in file["infeasibles"])]
    ranks = []
    for party in file["decisionMakers"]:
        if file["useManualPreferenceRanking"]:
            places = [g if isinstance(g, list) else [g] for g in party["preferenceRanking"]]
            ranks.append({states[n - 1]: -place for place, group in enumerate(places) for n in group})
        else:
            truths = {s: tuple(satisfies(c, s) for c in party["preferences"]) for s in states}
            order = sorted(set(truths.values()))
            ranks.append({s: order.index(truth) for s, truth in truths.items()})
    directions = [o["permittedDirection"] for o in file["options"]]
    ways = {"both": {(0, 1), (1, 0)}, "fwd": {(0, 1)}, "back": {(1, 0)}}
    arrows = set()
    for s, t in product(states, states):
        changed = [o for o in range(count) if s[o] != t[o]]
        for dm, party in enumerate(file["decisionMakers"]):
            own = set(changed) <= set(party["options"])
            if changed and own and all((s[o], t[o]) in ways[directions[o]] for o in changed):
                arrows.add((s, t, dm))
    return states, ranks, arrows


def found(conflict: Whole, file: Any) -> tuple[list[State], list[dict[State, int]], set[tuple[State, State, int]]]:
    """The same of a conflict that was brought in, its options put back into the order of the file."""
    order = [option for party in file["decisionMakers"] for option in sorted(party["options"])]
    back = [order.index(option) for option in range(len(order))]
    states = [tuple(int(row[place]) for place in back) for row in conflict.settings]
    ranks = [dict(zip(states, map(int, payoffs), strict=True)) for payoffs in conflict.payoffs]
    return states, ranks, {(states[s], states[t], dm) for s, t, dm, _ in moves(conflict)}


def ranking_of(rank: dict[State, int], states: list[State]) -> list[Any]:
    """Numbers of states, best first, as a file has them: alone, or a list where several are alike."""
    levels = sorted(set(rank.values()), reverse=True)
    groups = [[n for n, s in enumerate(states, 1) if rank[s] == level] for level in levels]
    return [group[0] if len(group) == 1 else group for group in groups]


def random_condition(random: Random, count: int) -> Any:
    def part() -> list[list[Any]]:
        options = random.sample(range(count), random.randint(1, min(3, count)))
        return [[option, random.choice("YN")] for option in options]

    if random.random() < 0.3:
        return {"compound": True, "members": [part() for _ in range(random.randint(1, 3))]}
    return part()


def random_file(seed: int) -> Any:
    """A file with options in any order, compound conditions, one-way options, rankings or statements."""
    random = Random(seed)
    count, parties = random.randint(2, 6), random.randint(1, 3)
    owners = [random.randrange(parties) for _ in range(count)]
    for dm, option in enumerate(random.sample(range(count), min(parties, count))):
        owners[option] = dm
    parties = len(set(owners))
    owners = [sorted(set(owners)).index(o) for o in owners]
    file: dict[str, Any] = {
        "options": [
            {
                "name": random.choice(("Strike", "Talk", "Yield")),
                "permittedDirection": random.choice(("both", "both", "fwd", "back")),
            }
            for _ in range(count)
        ],
        "decisionMakers": [
            {
                "name": f"Side {dm}",
                "options": random.sample([o for o in range(count) if owners[o] == dm], owners.count(dm)),
                "preferences": [random_condition(random, count) for _ in range(random.randint(0, 4))],
                "payoffs": [random.randint(1, 9) for _ in range(5)],
            }
            for dm in range(parties)
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
        "program": "gmcr-py",
        "version": "0.3.12",
    }
    for _ in range(random.randint(0, 3)):
        condition = random_condition(random, count)
        states, _, _ = expected({**file, "infeasibles": [*file["infeasibles"], condition]})
        if states:
            file["infeasibles"].append(condition)
    if random.random() < 0.5:
        states, _, _ = expected(file)
        for party in file["decisionMakers"]:
            party["preferenceRanking"] = ranking_of({s: random.randint(0, 4) for s in states}, states)
        file["useManualPreferenceRanking"] = True
    return file
