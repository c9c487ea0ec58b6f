"""A conflict as a game in normal form, in the format of Gambit (`.nfg`).

A strategy is a setting of all options of one decision maker. Payoffs are ordinal. The pure Nash equilibria are
those of the conflict where every setting is feasible and every option can be moved freely; a file of any other
conflict says in its title and its comment that they need not be.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from itertools import product

import numpy as np

from overture.exchange.whole import Whole, WholeOption, apart, refuse_more
from overture.exchange.writing import one_line

MOST_NUMBERS = 4_000_000
MOST_STRATEGIES = 100_000
NOT_FREE = "Nash equilibria of this game need not be those of the conflict"


def nfg(whole: Whole) -> str:
    """The text of the file. Raises `LimitReached` for more payoffs than are written.

    Infeasible settings have the payoff 0, below every state, for everybody.

    >>> import numpy as np
    >>> from overture.conflict import Conflict, relation
    >>> from overture.exchange.whole import WholeOption
    >>> free = relation(2, 0)
    >>> ranks = np.array([[3, 1], [4, 2]]), np.array([[3, 4], [1, 2]])
    >>> dilemma = Conflict((0, 1), (free, free), np.ones((2, 2), dtype=bool), ranks)
    >>> options = tuple(WholeOption(n, f"defect_{n}", "Defect", ("no", "yes")) for n in range(2))
    >>> print(nfg(Whole("Dilemma", ("a", "b"), ("A", "B"), options, dilemma)))
    NFG 1 R "Dilemma"
    { "A" "B" }
    { { "not defect_0" "defect_0" }
      { "not defect_1" "defect_1" } }
    "Ordinal payoffs, 1 for the worst states."
    <BLANKLINE>
    3 3
    4 1
    1 4
    2 2
    <BLANKLINE>
    """
    conflict, count = whole.conflict, len(whole.ids)
    axes = [conflict.axes(dm) for dm in range(count)]
    sizes = [math.prod(conflict.shape[a] for a in own) for own in axes]
    refuse_more(math.prod(sizes) * count, MOST_NUMBERS, "payoffs of a game in normal form")
    refuse_more(sum(sizes), MOST_STRATEGIES, "strategies")
    payoffs = []
    for own in whole.payoffs:
        laid = np.zeros(conflict.feasible.size, dtype=np.int64)
        laid[whole.cells] = own
        # one axis for each decision maker; the strategy of the first changes fastest
        by_owner = laid.reshape(conflict.shape).transpose([a for own_axes in axes for a in own_axes])
        payoffs.append(by_owner.reshape(sizes).ravel(order="F"))
    numbers = "\n".join(" ".join(map(str, row)) for row in np.stack(payoffs, axis=-1).tolist())
    numbered = [str(n) for n in range(1, count + 1)]
    players = " ".join(map(_quoted, apart([_ascii(name) or "player" for name in whole.names], numbered)))
    strategies = "\n  ".join("{ " + " ".join(map(_quoted, labels)) + " }" for labels in _strategies(whole, axes))
    title, comment = _ascii(whole.title) or "A conflict", "Ordinal payoffs, 1 for the worst states."
    why = _why_not_free(whole)
    if why:
        title = f"{title} ({NOT_FREE})"
        comment = f"{comment} {why}, so the {NOT_FREE}."
    head = f"NFG 1 R {_quoted(title)}\n{{ {players} }}\n{{ {strategies} }}\n{_quoted(comment)}\n\n"
    return head + numbers + "\n"


def _why_not_free(whole: Whole) -> str:
    """Why a move in the game may be none in the conflict."""
    told = []
    if whole.constrained:
        told.append("Some settings are infeasible and have the payoff 0")
    if whole.one_way:
        told.append(f"what cannot be taken back in the conflict can be in the game ({', '.join(whole.one_way)})")
    return "; ".join(told)[:1].upper() + "; ".join(told)[1:]


def _strategies(whole: Whole, axes: list[tuple[int, ...]]) -> list[list[str]]:
    options = [_in_ascii(option, number) for number, option in enumerate(whole.options, 1)]
    return [
        [
            " and ".join(options[a].at(value) for a, value in zip(own, values, strict=True)) or "nothing"
            for values in product(*(range(whole.conflict.shape[a]) for a in own))
        ]
        for own in axes
    ]


def _in_ascii(option: WholeOption, number: int) -> WholeOption:
    """The option with names that Gambit can read: numbers where the alphabet is another."""
    values = tuple(v if v.isascii() else f"value_{n}" for n, v in enumerate(option.values, 1))
    return replace(option, id=option.id if option.id.isascii() else f"option_{number}", values=values)


def _ascii(text: str) -> str:
    """A text as Gambit reads it back: no accents, quotation marks or backslashes.

    >>> _ascii('the "Åland" question'), _ascii("Норвегия")
    ("the 'Aland' question", '')
    """
    plain = unicodedata.normalize("NFKD", one_line(text)).encode("ascii", "ignore").decode()
    return " ".join(plain.replace('"', "'").replace("\\", "/").split())


def _quoted(text: str) -> str:
    return f'"{_ascii(text)}"'
