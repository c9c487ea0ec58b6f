"""Base worlds: all settings of the open assumptions, those included that the treaties leave unknown."""

from __future__ import annotations

from itertools import product

from overture.dossier import Dossier
from overture.model.definitions import Definitions
from overture.model.limits import refuse_too_large
from overture.model.space import LimitReached, in_powers
from overture.treaties import unknowns

MAX_WORLDS = 64
MOST_NAMES = 24  # that a message lists


def open_assumptions(dossier: Dossier, definitions: Definitions) -> dict[str, str]:
    """The open assumptions with what they say: the author's first, then what nobody modelled."""
    found = {a.id: a.text or a.id for a in dossier.assumptions.values() if a.taken is None}
    for treaty in definitions.treaties.values():
        for unknown in unknowns(treaty):
            given = dossier.assumptions.get(unknown.name)
            if given is None or given.taken is None:
                found[unknown.name] = unknown.says
    for name, says in definitions.operation.unknown.items() if definitions.operation.used else ():
        given = dossier.assumptions.get(name)
        if given is None or given.taken is None:
            found.setdefault(name, says)
    return found


def base_worlds(dossier: Dossier, definitions: Definitions, menu: int | None = None) -> list[dict[str, bool]]:
    """Every setting of the open assumptions, with the taken ones as taken.

    Raises `LimitReached` where there are too many, or too many states for so many worlds.

    `menu`: how many packages will be compared, where that is known. Rules over assumptions have not been
    applied yet: see `models`.
    """
    names = list(open_assumptions(dossier, definitions))
    if 2 ** len(names) > MAX_WORLDS:
        most = MAX_WORLDS.bit_length() - 1
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        told = ", ".join(names[:MOST_NAMES]) + more
        raise LimitReached(
            f"{len(names)} assumptions are open, which makes {in_powers(2 ** len(names))} worlds; {MAX_WORLDS} is the "
            f"most, of {most} open assumptions. Take {len(names) - most} of them (`taken: true` or `false`): {told}"
        )
    refuse_too_large(dossier, 2 ** len(names), menu)
    taken = {a.id: a.taken for a in dossier.assumptions.values() if a.taken is not None}
    order = [*dossier.assumptions, *(n for n in names if n not in dossier.assumptions)]
    worlds = []
    for values in product((False, True), repeat=len(names)):
        setting = {**taken, **dict(zip(names, values, strict=True))}
        worlds.append({name: setting[name] for name in order})
    return worlds
