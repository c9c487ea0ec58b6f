"""A dossier with about a given number of states, made by rule: four actors, constraints, facts, statements."""

from __future__ import annotations

import math


def large_dossier(states: int) -> str:
    """The text of a dossier with at least `states` feasible states and three proposals.

    The proposer has two options; three others share the rest, each with a choice of three and
    yes/no options. Every fifth option needs the one before it.
    """
    # one need in five removes a quarter of the settings of its pair
    count = max(4, math.ceil(math.log2(states / 12)) + 1)
    while _states(count) < states:
        count += 1
    owners = ("north", "south", "east")
    options: dict[str, list[str]] = {owner: [] for owner in owners}
    for i in range(count):
        needs = f", needs: o{i - 1}" if i % 5 == 4 else ""
        final = ", final: true" if i % 4 == 3 else ""
        options[owners[i % 3]].append(f"    o{i}: {{text: does thing {i}{needs}{final}}}")
    lines = [
        "overture: 1", "title: A large case", "as_of: 2024-01-15", "proposer: us",
        "actors: {us: {name: Our government}, north: {name: The north}, south: {name: The south, foresight: gmr},",
        "  east: {name: The east}}",
        "options:", "  us:",
        "    offer: {choices: {silent: nothing, talks: talks, treaty: a treaty}, now: silent, final: true}",
        "    open: {text: publishes it, final: true}",
    ]  # fmt: skip
    for owner in owners:
        lines += [f"  {owner}:", *options[owner]]
    lines.append("facts:")
    lines += [f"  f{i}: {{text: fact {i}, when: o{i} and not o{i + 1} or offer is treaty, basis: judgement}}"
              for i in range(0, count - 1, 2)]  # fmt: skip
    lines.append("preferences:")
    lines.append("  us:")
    lines += [f"    - {{id: us_w{i}, want: f{i} iff offer is not silent}}" for i in range(0, count - 1, 4)]
    lines += ["    - {id: us_last, want: offer is talks and not open}"]
    for k, owner in enumerate(owners):
        lines.append(f"  {owner}:")
        own = list(range(k, count, 3))
        for n, i in enumerate(own):
            other = (i * 7 + 3 * n + 1) % count
            lines.append(f"    - {{id: {owner}_w{n}, want: o{i} iff (o{other} or offer is talks)}}")
    lines += [
        "proposals:",
        "  talk: {offer: talks}",
        "  sign: {offer: treaty, open: yes}",
        "  whisper: {offer: treaty}",
    ]
    return "\n".join(lines) + "\n"


def _states(count: int) -> int:
    needing = sum(1 for i in range(count) if i % 5 == 4)
    return int(6 * 2**count * 0.75**needing)
