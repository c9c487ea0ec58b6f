"""A forecast over worlds: under which settings of the assumptions a claim holds, and how likely that can be.

The bounds are exact over every joint distribution with the stated marginals; no
independence is assumed (Boole 1854; Hailperin 1965).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, product

from overture.advice.audit import YARDSTICK, Audit, analyses
from overture.advice.claims import CannotAssess
from overture.dossier import Dossier, DossierError
from overture.dossier.entries import Claim
from overture.model import Kept, LimitReached

MOST_ASSUMPTIONS = 8

World = tuple[bool, ...]


@dataclass(frozen=True)
class Forecast:
    """Where a claim holds. `bounds`: the least and greatest chance, in percent; None where a likelihood is missing."""

    assumptions: tuple[str, ...]  # those on which it turns
    conditions: tuple[dict[str, bool], ...]  # minimal settings under each of which it holds
    bounds: tuple[float, float] | None


def forecast(dossier: Dossier, claim: Claim, kept: Kept | None = None) -> Forecast | None:
    """In which worlds of all assumptions, taken ones included, a claim holds.

    Nothing where there are no assumptions, more than `MOST_ASSUMPTIONS`, or no test.
    """
    kept = kept or Kept()
    names = list(dossier.assumptions)
    if not names or len(names) > MOST_ASSUMPTIONS or claim.test is None:
        return None
    truth: dict[World, bool] = {}
    for values in product((False, True), repeat=len(names)):
        edits = [{"set": f"{n}.taken", "to": v} for n, v in zip(names, values, strict=True)]
        try:
            edited = dossier.edited(edits, check=False)
            worlds = analyses(edited, kept)
            truth[values] = all(Audit(edited, {}, worlds, kept).fits(claim))
        except (DossierError, LimitReached, CannotAssess):
            continue  # a rule excludes this setting, or the status quo is infeasible in it
    if not truth:
        return None
    involved = [i for i in range(len(names)) if _matters(truth, i)]
    short = {tuple(w[i] for i in involved): t for w, t in truth.items()}
    chosen = [names[i] for i in involved]
    words = [dossier.assumptions[n].likelihood for n in chosen]
    bounds = None
    if all(words):
        bounds = probability_bounds(short, [YARDSTICK[w] for w in words if w])
    return Forecast(tuple(chosen), minimal_conditions(short, chosen), bounds)


def _matters(truth: Mapping[World, bool], place: int) -> bool:
    """Whether turning the assumption at `place` changes the claim in some world."""
    for world, value in truth.items():
        other = truth.get((*world[:place], not world[place], *world[place + 1 :]))
        if other is not None and other != value:
            return True
    return False


def minimal_conditions(truth: Mapping[World, bool], names: Sequence[str]) -> tuple[dict[str, bool], ...]:
    """The smallest settings under each of which the claim holds (its prime implicants; Quine 1952).

    >>> minimal_conditions({(a, b): a or b for a in (True, False) for b in (True, False)}, ["rain", "snow"])
    ({'rain': True}, {'snow': True})
    """
    found: list[dict[int, bool]] = []
    for size in range(len(names) + 1):
        for chosen in combinations(range(len(names)), size):
            for values in product((True, False), repeat=size):
                setting = dict(zip(chosen, values, strict=True))
                if any(m.items() <= setting.items() for m in found):
                    continue
                inside = [t for w, t in truth.items() if all(w[i] == v for i, v in setting.items())]
                if inside and all(inside):
                    found.append(setting)
    return tuple({names[i]: v for i, v in setting.items()} for setting in found)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what the solver says of itself when it starts, whatever its options, off standard output."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def probability_bounds(truth: Mapping[World, bool], marginals: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The least and greatest chance of the claim, in percent.

    `marginals`: for each assumption the interval of its likelihood word, in percent.
    A world that is not in `truth` cannot be.

    >>> worlds = {(a, b): a and b for a in (True, False) for b in (True, False)}
    >>> probability_bounds(worlds, [(55, 80), (55, 80)])
    (10.0, 80.0)
    """
    import numpy as np
    from highspy import Highs, HighsLp, MatrixFormat, ObjSense

    worlds = list(truth)
    rows = np.array([[1.0] * len(worlds), *([float(w[i]) for w in worlds] for i in range(len(marginals)))])
    bounds = []
    with _quiet():
        solver = Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
    for sense in (ObjSense.kMinimize, ObjSense.kMaximize):
        program = HighsLp()
        program.num_col_, program.num_row_ = len(worlds), len(rows)
        program.col_cost_ = np.array([float(truth[w]) for w in worlds])
        program.col_lower_, program.col_upper_ = np.zeros(len(worlds)), np.ones(len(worlds))
        program.row_lower_ = np.array([1.0, *(low / 100 for low, _ in marginals)])
        program.row_upper_ = np.array([1.0, *(high / 100 for _, high in marginals)])
        program.a_matrix_.format_ = MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.arange(len(rows) + 1) * len(worlds)
        program.a_matrix_.index_ = np.tile(np.arange(len(worlds)), len(rows))
        program.a_matrix_.value_ = rows.reshape(-1)
        program.sense_ = sense
        solver.passModel(program)
        solver.run()
        bounds.append(round(100 * solver.getInfo().objective_function_value, 6))
    return bounds[0], bounds[1]
