"""Thresholds say better only where the order of the file does, and tell a reply that is none to what is advised."""

from __future__ import annotations

from overture.advice import advise
from overture.dossier import read
from overture.papers import Case
from overture.papers.sentences.grounds.thresholds import grouped_break_evens, thresholds

BRIDGE = """\
overture: 1
title: The bridge
as_of: 2024-05-02
proposer: town
actors: {town: The town, mill: The mill}
options:
  town: {plan: {ask: Which bridge?, choices: {none: none, wood: of wood, stone: of stone}, now: none, final: true}}
  mill: {word: {ask: What does the mill say?, choices: {none: nothing, pay: it pays, sue: it sues}, now: none,
                needs: plan is not none}}
preferences:
  town:
    - {id: peace, text: nobody sues, want: word is not sue}
    - {id: paid, text: the mill pays, want: word is pay}
    - {id: cheap, text: no money is spent, want: plan is none}
  mill: [word is sue or plan is not stone, word is none or plan is stone]
replies: {pays: {word: pay, text: the mill pays}, sues: {word: sue, text: the mill sues}}
proposals: {wooden: {plan: wood}, stony: {plan: stone}}
"""


def case_of(text: str) -> Case:
    dossier = read(text)
    return Case(dossier, advise(dossier, audit=False))


def told(text: str) -> dict[str, str]:
    return {label.plain: how.plain for label, how in thresholds(case_of(text))}


def test_where_the_reply_answers_only_the_rival_and_the_loss_ranks_higher_it_is_worse() -> None:
    case = case_of(BRIDGE)
    assert case.chosen == "do_nothing"
    (text,) = {how.plain for label, how in thresholds(case) if "stony" in label.plain}
    assert "worse where “the mill pays” answers" in text
    assert "it gains “no money is spent” and loses “the mill pays”, which ranks higher" in text
    assert text.endswith("; it is advised for where events end.")
    assert "better" not in text


def test_where_what_is_gained_ranks_higher_it_stays_better_unless_it_weighs_less() -> None:
    other = BRIDGE.replace("    - {id: paid, text: the mill pays, want: word is pay}\n", "").replace(
        "want: plan is none}\n", "want: plan is none}\n    - {id: paid, text: the mill pays, want: word is pay}\n"
    )
    (text,) = set(told(other).values())
    assert text == "A threshold: better where “the mill pays” answers these, unless “the mill pays” weighs more than " \
                   "“no money is spent”."  # fmt: skip


def test_a_reply_to_the_advised_course_is_told_as_its_own() -> None:
    glad = BRIDGE.replace("mill: [word is sue", "mill: [word is pay or plan is not wood, word is sue")
    case = case_of(glad)
    assert case.chosen == "wooden"
    assert all(t.answers for t in grouped_break_evens(case))
    assert told(glad)["Over doing nothing"].startswith("A threshold: ")
    assert " under “" in told(glad)["Over doing nothing"]
