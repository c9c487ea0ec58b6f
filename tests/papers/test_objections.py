"""Objections and their answers: what is told of them is so where the course settles, in every case that is open."""

from __future__ import annotations

from functools import cache

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import read
from overture.papers import Case
from overture.papers.content import Bullets, Figure, Paper, Table
from overture.papers.sentences.arguments import answers, argumentation, counter_moves, ledger, objections
from overture.papers.sentences.grounds import audit, contradictions
from overture.papers.sentences.occasions import request
from overture.papers.walk import sentences
from overture.terminal.chosen import chosen
from tests.slow.random_dossiers import random_dossier

TEXT = """
overture: 1
title: A bridge over the river
as_of: 2031-05-04
proposer: town
actors:
  town: {name: Our town}
  county: {name: the county}
  ferry: {name: the ferrymen, kind: circle}
  anglers: {name: the anglers, kind: circle}
  council: {name: the council, kind: institution, of: town}
reports:
  - {of: ferry, to: bridge, sign: against, says: they lose their trade}
options:
  town:
    plan:
      ask: What does the town propose?
      choices: {nothing: nothing, bridge: a bridge, tunnel: a tunnel}
      now: nothing
      final: true
    toll: {text: take a toll, needs: plan is not nothing, final: true}
  county: {pay: {text: pay half, needs: plan is not nothing}}
assumptions: {rich: {text: the county is rich, basis: judgement}}
arguments:
  noise: {claim: the works are loud, opposes: plan.bridge, used: {by: ferry}}
  nights: {claim: nobody works at night, attacks: noise}
  shifts: {claim: the contract speaks of night shifts, attacks: nights, used: {by: ferry}}
  dear: {claim: it costs too much, opposes: bridge, used: [{by: ferry}, {by: anglers}]}
  shared: {claim: the county pays half, when: pay, limits: dear}
  debt: {claim: the town goes into debt, opposes: bridge, used: {by: council}}
  tolled: {claim: the toll pays the debt, when: toll, limits: debt}
  dark: {claim: tunnels are dark, opposes: tunnel, used: {by: anglers}}
preferences:
  town:
    - {id: crossing, want: plan is bridge, goal: true, text: there is a bridge}
    - {id: free, want: not toll, text: nobody pays to cross}
  county:
    - {id: share, want: pay, if: rich and plan is not nothing}
    - {id: save, want: not pay}
proposals: {bridge: {plan: bridge}, tunnel: {plan: tunnel}, tolls: {plan: bridge, toll: yes}}
claims:
  quiet: {text: The ferrymen are answered, audience: ferry, is: answered, to: bridge, after: bridge}
  unheard: {text: The anglers are answered, audience: anglers, is: answered, to: bridge, after: bridge}
  under: {text: The tunnel gives a bridge, holds: plan is bridge, after: tunnel}
  best: {text: The tunnel is best, recommended: tunnel}
  aim: {text: The tunnel keeps the aim, kept: crossing, after: tunnel}
"""


@cache
def case_of(*edits: tuple[str, object], audited: bool = False) -> Case:
    dossier = read(TEXT).edited([{"set": key, "to": value} for key, value in edits])
    return Case(dossier, advise(dossier, audit=audited))


def plain(found: object) -> str:
    return " ".join(s.plain for s in found)  # type: ignore[attr-defined]


def told_of(paper: Paper) -> str:
    return " ".join(s.plain for s in sentences(paper))


def lines(case: Case, name: str | None = None) -> str:
    return told_of(papers.lines(case, chosen(case.dossier, name), "Draft"))


def test_an_answer_that_is_refuted_is_told_as_refuted() -> None:
    told = lines(case_of())
    assert (
        "The answer in the file, “nobody works at night”, does not stand after this course: "
        "it is itself refuted by “the contract speaks of night shifts”."
    ) in told
    assert "[No answer that stands is in the file.]" in told
    mended = read(TEXT).edited([{"drop": "shifts"}])
    told = lines(Case(mended, advise(mended, audit=False)))
    assert "works are loud" not in told  # refuted: nobody need be asked about it


def test_an_answer_that_is_not_on_the_table_is_in_the_file_all_the_same() -> None:
    told = lines(case_of(("rich.taken", False)))
    assert "“the county pays half”, does not stand after this course: it is not on the table" in told
    assert "as it would be only if the county pays half" in told
    assert "no answer is in the file." not in told
    assert "No answer is in the file." not in told


def test_an_answer_that_stands_in_some_case_only_says_in_which() -> None:
    told = lines(case_of())
    assert "If the county is rich: the county pays half. Otherwise it is not on the table" in told
    assert "Stands if the county is not rich" in told
    assert "Limited if the county is rich" in told
    assert "If the county is rich" not in lines(case_of(("rich.taken", True)))


def test_what_our_own_side_objects_is_asked_too() -> None:
    case = case_of()
    assert [a.id for a in answers.objections(case, "bridge")] == ["noise", "dear", "debt"]
    assert "Three objections are to be met, one raised on our own side; " in lines(case)
    assert "on our own side" in plain(s for p in counter_moves.paragraphs(case, "bridge") for s in p)
    theirs = read(TEXT.replace("opposes: bridge, used: {by: council}", "opposes: bridge, used: {by: ferry}"))
    assert "on our own side" not in lines(Case(theirs, advise(theirs, audit=False)))


def test_what_is_said_against_another_course_is_not_counted() -> None:
    case = case_of()
    assert [a.id for a in answers.objections(case, "tunnel")] == ["dark"]
    told = lines(case, "tunnel")
    assert "One objection is to be met; to it no answer is in the file." in told
    assert "Not counted, since this course does not contain what they oppose: “the works are loud”" in told
    assert "“Bridge” does not contain this." in plain(s for p in counter_moves.paragraphs(case, "bridge") for s in p)
    # the choice that an argument opposes is in every course that makes it, a named course is itself alone
    assert [a.id for a in objections.objections(case, "tolls")] == ["noise"]


def test_a_course_with_the_same_choices_under_another_name_is_the_same_course() -> None:
    dossier = read(TEXT.replace("tunnel: {plan: tunnel}", "tunnel: {plan: tunnel}, same: {plan: bridge, toll: no}"))
    case = Case(dossier, advise(dossier, audit=False))
    assert objections.objections(case, "same") == objections.objections(case, "bridge")


def test_the_finding_counts_what_the_ledger_shows() -> None:
    case = case_of(("rich.taken", True))
    assert case.chosen == "bridge"
    assert ledger.finding(case).plain == (
        "Where “bridge” settles, one objection stands and one is limited; "
        "a further one, raised on our own side, stands. One more is an objection to what this course does not contain."
    )
    (first, *_) = ledger.tables(case)
    assert isinstance(first, Table)
    groups = [row.cells[0][0].plain for row in first.rows if row.group]
    assert groups == [
        "Objections to “bridge”", "Objections to “bridge” that our own side raises",
        "Objections to what “bridge” does not contain", "Answers, and what is said besides",
    ]  # fmt: skip
    rows = iter(first.rows)
    next(rows)
    assert [next(rows).cells[1][0].plain for _ in range(2)] == ["Stands", "Limited"]


def test_every_course_is_in_the_ledger_or_named_under_it() -> None:
    choices = ", ".join(f"c{i}: way {i}" for i in range(12))
    ways = ", ".join(f"way{i}: {{plan: c{i}}}" for i in range(12))
    said = "\n".join(f"  a{i}: {{claim: way {i} is bad, opposes: way{i}, when: plan is c{i}}}" for i in range(12))
    text = TEXT.replace("tunnel: a tunnel}", f"tunnel: a tunnel, {choices}}}", 1)
    text = text.replace("{plan: bridge, toll: yes}}", f"{{plan: bridge, toll: yes}}, {ways}}}", 1)
    dossier = read(text.replace("arguments:\n", f"arguments:\n{said}\n", 1))
    case = Case(dossier, advise(dossier, audit=False))
    tables = [t for t in ledger.tables(case) if isinstance(t, Table)]
    assert len(tables) > 1
    assert all(len(t.columns) <= ledger.MOST_COLUMNS + 2 for t in tables)
    titles = " ".join(c.title for t in tables for c in t.columns).lower()
    under = " ".join(s.plain for b in ledger.tables(case) if isinstance(b, Bullets) for i in b.items for s in i)
    assert "Not in the ledger: " in under
    for name in case.shown:
        assert case.label(name).lower() in titles or case.called(name) in titles + under


def test_a_single_argument_is_a_line_and_never_a_figure() -> None:
    many = "\n".join(
        f"  b{i}: {{claim: point {i}, opposes: plan.bridge, used: {{by: council}}}}" for i in range(14)
    )
    dossier = read(TEXT.replace("arguments:\n", f"arguments:\n{many}\n", 1))
    made = argumentation.maps(Case(dossier, advise(dossier, audit=False)))
    assert all(f.svg.count('class="node"') > 1 for f in made if isinstance(f, Figure))
    told = [plain(item) for b in made if isinstance(b, Bullets) for item in b.items]
    assert "Stands Against “tunnel”: “tunnels are dark”, used by the anglers." in told


def test_each_contradicted_claim_has_its_reason() -> None:
    case = case_of(audited=True)
    reasons = {
        "quiet": "After “bridge”, “it costs too much” stands or is limited.",
        "unheard": "No reaction of the anglers against “bridge” is reported, so that none counts as answered.",
        "under": "After “tunnel”, the town proposes a tunnel.",
        "best": "What is advised is “bridge”.",
        "aim": "“There is a bridge” is lost after “tunnel”.",
    }
    found = {k: r.verdict for k, r in case.advice.claims.items()}
    for key, reason in reasons.items():
        if found[key] != "contradicted":
            continue
        assert contradictions.why(case, key, case.dossier.claims[key]).plain == reason
        assert reason in plain(s for row in audit.table(case).rows for cell in row.cells for s in cell)
    assert [k for k, v in found.items() if v == "contradicted"] == ["unheard", "under", "best", "aim"]
    told = plain(request.contradicted(case))
    assert "“The anglers are answered”: no reaction of the anglers" in told


def test_a_standing_objection_contradicts_that_an_audience_is_answered() -> None:
    case = case_of(("rich.taken", False), audited=True)
    assert case.advice.claims["quiet"].verdict == "contradicted"
    told = contradictions.why(case, "quiet", case.dossier.claims["quiet"]).plain
    assert told == "After “bridge”, “it costs too much” stands."


@pytest.mark.parametrize("seed", range(12))
def test_an_answer_is_handed_out_as_one_only_where_it_stands(seed: int) -> None:
    dossier = read(random_dossier(seed))
    case = Case(dossier, advise(dossier, audit=False))
    for name in case.advice.menu:
        for a in objections.objections(case, name):
            for b in objections.answers(case, a):
                here = [s.arguments[b.id] == "stands" for w in case.worlds for s in objections.states(case, name, w)]
                bare = answers.answer(case, name, a, b).plain.rstrip(".").lower() == b.claim.rstrip(".").lower()
                assert bare is all(here)
