"""What the ledger says beside the marks is true of every course that it shows."""

from __future__ import annotations

from overture.advice import advise
from overture.dossier import read
from overture.papers import Case
from overture.papers.content import Table
from overture.papers.sentences.arguments import ledger

LOCK = """\
overture: 1
title: The lock
as_of: 2024-05-02
proposer: town
actors: {town: The town, mill: The mill, boatmen: {name: the boatmen, kind: circle}}
options:
  town: {lock: {ask: Which lock?, choices: {none: none, small: small, large: large}, now: none, final: true}}
  mill: {sues: {text: sue, needs: lock is not none}}
arguments:
  dear: {claim: it costs too much, short: dear, opposes: lock, ground: lock is not none, used: {by: mill}}
  lent: {claim: the bank lends, short: lent, when: lock is small, limits: dear}
  slow: {claim: boats wait for hours, short: slow, supports: lock, used: {by: boatmen}}
  night: {claim: they sail by night, short: night, when: lock is large, attacks: slow}
preferences:
  town: [not sues, WANT]
  mill: [not sues]
proposals: {small_lock: {lock: small, short: the small lock}, large_lock: {lock: large, short: the large lock}}
"""


def remains(want: str) -> dict[str, str]:
    """What the last column says of each argument, where what is wanted is advised."""
    dossier = read(LOCK.replace("WANT", want))
    case = Case(dossier, advise(dossier, audit=False))
    table = ledger.tables(case)[0]
    assert isinstance(table, Table)
    return {row.cells[0][0].trace[0]: row.cells[-1][0].plain for row in table.rows if not row.group}


def test_what_limits_it_after_another_course_than_the_advised_is_told_with_the_course() -> None:
    """After doing nothing there is no ground for it, so that nothing is said of the answer there."""
    assert remains("lock is none")["dear"] == (
        "Limited by “lent”, which is not on the table after the large lock; where it is limited its ground remains."
    )
    assert remains("lock is small")["dear"] == "Limited by “lent”; where it is limited its ground remains."


def test_an_answer_that_stands_after_one_course_only_is_told_with_it() -> None:
    assert remains("lock is none")["slow"] == "“Night” attacks it after the large lock; else it is not on the table."
