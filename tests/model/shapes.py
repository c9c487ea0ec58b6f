"""Dossiers of a given shape: so many values of each option, and statements over them drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Sequence


def shaped(
    own: Sequence[int], others: Sequence[Sequence[int]], *, statements: int = 5, proposals: int = 0, replies: int = 0,
    rules: int = 0, assumptions: int = 0, final: bool = False, one_want: bool = False,
) -> str:  # fmt: skip
    """The text of a dossier. `one_want`: the proposer cares for its first option alone."""
    rng = random.Random(1)
    mine = {f"a{i}": size for i, size in enumerate(own)}
    theirs = {f"them{j}": {f"b{j}_{i}": size for i, size in enumerate(sizes)} for j, sizes in enumerate(others)}
    all_others = {name: size for options in theirs.values() for name, size in options.items()}
    everything = [*mine.items(), *all_others.items()]

    def option(name: str, size: int) -> str:
        choices = ", ".join(f"v{i}: value {i}" for i in range(size))
        return f"    {name}: {{ask: which, choices: {{{choices}}}, now: v0{', final: true' if final else ''}}}"

    def atom() -> str:
        name, size = rng.choice(everything)
        return f"{name} is {rng.choice(['', 'not '])}v{rng.randrange(size)}"

    def want() -> str:
        last = f"w{rng.randrange(assumptions)}" if assumptions else atom()
        return f"{atom()} or ({atom()} and {last})"

    lines = ["overture: 1", "title: A shape", "as_of: 2024-01-15", "proposer: us", "actors:", "  us: {name: Us}"]
    lines += [f"  {dm}: {{name: {dm.title()}}}" for dm in theirs]
    if assumptions:
        lines += ["assumptions:", *(f"  w{i}: assumed {i}" for i in range(assumptions))]
    lines += ["options:", "  us:", *(option(*one) for one in mine.items())]
    for dm, options in theirs.items():
        lines += [f"  {dm}:", *(option(*one) for one in options.items())]
    if rules:
        lines.append("rules:")
    for i in range(rules):
        (a, m), (b, n) = rng.choice(list(mine.items())), rng.choice(list(all_others.items()))
        lines.append(f"  rule{i}: {{rule: {a} is v{rng.randrange(1, m)} implies {b} is not v{rng.randrange(1, n)}}}")
    lines.append("preferences:")
    for dm in ("us", *theirs):
        lines.append(f"  {dm}:")
        if one_want and dm == "us":
            lines.append(f"    - {{id: us_0, want: {next(iter(mine))} is v0}}")
        else:
            lines += [f"    - {{id: {dm}_{i}, want: {want()}}}" for i in range(statements)]
    for section, count in (("proposals", proposals), ("replies", replies)):
        lines += [f"{section}:"] if count else []
        for i in range(count):
            choices = list((mine if section == "proposals" else all_others).items())
            name, size = choices[i % len(choices)]
            lines.append(f"  {section[0]}{i}: {{text: words, {name}: v{1 + i % (size - 1)}}}")
    return "\n".join(lines) + "\n"
