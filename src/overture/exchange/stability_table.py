"""The table of stability: every state, every decision maker, every concept. As CSV, one verdict a row."""

from __future__ import annotations

import csv
import io

from overture.conflict import CONCEPTS
from overture.exchange.sheets import escaped
from overture.exchange.whole import Whole, refuse_more

MOST_ROWS = 1_000_000


def stability_csv(whole: Whole) -> str:
    """One row for each state, decision maker and concept, as a spreadsheet opens it.

    Columns: `state`, one for each option (`ACTOR.OPTION`), `decision_maker`, `payoff`, `concept`, `stable`,
    `equilibrium` (yes or no), and `name`: what the state is called, if anything. No cell is one that a spreadsheet
    would calculate. Raises `LimitReached`.
    """
    refuse_more(len(whole.cells) * len(whole.ids) * len(CONCEPTS), MOST_ROWS, "rows")
    out = io.StringIO()
    out.write("\ufeff")  # so that spreadsheets see that the text is UTF-8
    writer = csv.writer(out, lineterminator="\r\n")
    named = [f"{whole.ids[o.owner]}.{o.id}" for o in whole.options]
    verdicts = ("decision_maker", "payoff", "concept", "stable", "equilibrium", "name")
    writer.writerow([*map(escaped, ["state", *named]), *verdicts])
    equilibria = {concept: whole.equilibria(concept) for concept in CONCEPTS}
    for state, setting in enumerate(whole.settings.tolist()):
        name = escaped(whole.called.names.get(state, ""))
        values = [escaped(o.values[v]) for o, v in zip(whole.options, setting, strict=True)]
        for dm, key in enumerate(whole.ids):
            payoff = int(whole.payoffs[dm][state])
            for concept in CONCEPTS:
                verdict = yes_no(bool(whole.verdicts[concept][dm][state]))
                agreed = yes_no(bool(equilibria[concept][state]))
                writer.writerow([state, *values, escaped(key), payoff, concept, verdict, agreed, name])
    return out.getvalue()


def yes_no(truth: bool) -> str:
    return "yes" if truth else "no"
