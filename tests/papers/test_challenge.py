"""Red hat, indicators, key assumptions and dissent: from the dossier and its results, and changed with them."""

from __future__ import annotations

from functools import cache

import pytest

from overture.advice import advise
from overture.dossier import Dossier, read
from overture.library import case
from overture.papers import Case, brief
from overture.papers.content import Bullets, Section, Table
from overture.papers.sentences.occasions import beside
from overture.papers.sentences.others import indicators, red_hat
from overture.papers.walk import sentences_of

from ..advised import advice_on, shipped
from .example import HANGING, TEXT

OWN = {"river": TEXT, "hanging": HANGING}


@cache
def case_of(name: str) -> Case:
    if name not in OWN:
        return Case(shipped(name), advice_on(name))
    dossier = read(OWN[name], name)
    return Case(dossier, advise(dossier))


def after(name: str, *edits: dict[str, object], audit: bool = True) -> Case:
    """The case edited; without its audit where nothing of what is looked at rests on a claim."""
    dossier = (read(OWN[name], name) if name in OWN else shipped(name)).edited(list(edits))
    return Case(dossier, advise(dossier, audit=audit))


def section(found: Case, key: str, other: Case | None = None) -> Section | None:
    paper = brief(found.dossier, found.advice, beside=(other.dossier, other.advice) if other else None)
    return next((s for s in paper.sections if s.id == key), None)


def told(found: Section) -> str:
    return " ".join(s.plain for b in found.blocks for s in sentences_of(b))


def lines(found: Case, who: str) -> list[str]:
    """What the red hat says of one actor."""
    blocks = red_hat.sides(found)
    heads = [getattr(b, "text", "") for b in blocks]
    block = blocks[heads.index(who) + 1]
    assert isinstance(block, Bullets)
    return [" ".join(s.plain for s in item) for item in block.items]


# red hat


def test_their_best_case_is_the_outcome_that_they_rank_first() -> None:
    told_of = lines(case_of("molotov-1954"), "The three")
    assert told_of[0].startswith("Best case: the outcome after doing nothing.")
    assert told_of[0].endswith("The one after the offer comes last of three for them.")


def test_their_best_reply_and_next_move_come_from_their_own_ranking() -> None:
    told_of = " ".join(lines(case_of("molotov-1954"), "The three"))
    assert "The reply that serves them best: “they refuse”; our goal is then kept." in told_of
    assert "Their next move: refuse, for “an answer”." in told_of
    edited = after("molotov-1954", {"set": "no_talks.want", "to": "reply is not refuse"}, audit=False)
    assert "The reply that serves them best: “they examine”" in " ".join(lines(edited, "The three"))


def test_an_argument_left_to_them_is_named_and_goes_where_nobody_uses_it() -> None:
    found = case_of("finland-sweden-2022")
    left = [line for line in lines(found, "Türkiye") if "Memorandum not kept" in line]
    assert left == ["Argument left to its side: Memorandum not kept: limited; its ground remains."]
    key = next(k for k, a in found.dossier.arguments.items() if a.short == "Memorandum not kept")
    edited = after("finland-sweden-2022", {"set": f"{key}.used", "to": "not stated"}, audit=False)
    assert not [line for line in lines(edited, "Türkiye") if "Memorandum not kept" in line]


@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022", "river", "hanging", "first-case"])
def test_every_sentence_of_a_challenge_has_a_trace(name: str) -> None:
    for key in ("red-hat", "watch", "variants"):
        found = section(case_of(name), key)
        if found is not None:
            assert all(s.trace and all(s.trace) for b in found.blocks for s in sentences_of(b))


# indicators


def test_what_would_overturn_the_goal_is_to_be_watched_first() -> None:
    table = indicators.table(case_of("molotov-1954"))
    assert table is not None
    first = [" ".join(s.plain for s in cell) for cell in table.rows[0].cells]
    assert first[0].startswith("Enough doubters will turn")
    assert first[1:] == ["So; likelihood: roughly even", "The goal is not kept.", "against what is advised"]


def test_an_indicator_goes_when_nothing_hangs_on_it() -> None:
    table = indicators.table(after("molotov-1954", {"drop": "goal_kept"}, {"drop": "frg_into_nato"}))
    assert table is not None
    watched = [row.cells[0][0].plain for row in table.rows]
    assert not any(text.startswith("Enough doubters") for text in watched)


def test_every_assumption_is_in_the_table_of_key_assumptions() -> None:
    found = case_of("finland-sweden-2022")
    table = indicators.assumptions(found)
    assert len(table.rows) == len(found.dossier.assumptions)
    assert [row.cells[0][1].plain for row in table.rows] == list(found.dossier.assumptions)


def test_a_likelihood_in_the_assumptions_has_its_yardstick() -> None:
    found = section(case_of("molotov-1954"), "watch")
    assert found is not None
    assert "ICD 203" in told(found)


# dissent


def test_two_papers_that_agree_say_so_and_count() -> None:
    found = case_of("molotov-1954")
    assert beside.finding(found, found).plain == (
        "Both papers come to the same advice; they differ in no course, claim, argument, assumption or ranking."
    )
    assert beside.claims(found, found) is None
    assert beside.shared(found, found)[0].plain == (
        "The same in both: nine courses, 40 claims, ten arguments, six assumptions and four rankings."
    )


def test_two_papers_that_differ_stand_side_by_side() -> None:
    mine = case_of("molotov-1954")
    theirs = after("molotov-1954", {"set": "prestige_first.taken", "to": True}, {"move": "exposure", "before": "entry"})
    found = section(mine, "dissent", theirs)
    assert found is not None
    text = told(found)
    assert text.startswith("The two papers come to different advice; they differ in ")
    assert "Prestige is worth more to Moscow than all that the note can gain" in text
    rankings = next(b for b in found.blocks if isinstance(b, Table) and b.caption == "Rankings that differ")
    cells = [" ".join(s.plain for s in cell) for cell in rankings.rows[0].cells]
    assert cells[0] == "Soviet Union, after three like statements"
    assert cells[1].startswith("Entry ›")
    assert cells[2].startswith("Exposure ›")


def test_what_only_one_of_them_says_is_told_as_missing_from_the_other() -> None:
    theirs = after("molotov-1954", {"drop": "goal_kept"})
    table = beside.claims(case_of("molotov-1954"), theirs)
    assert table is not None
    (row,) = [r for r in table.rows if "goal_kept" in r.cells[0][0].trace]
    assert row.cells[2][0].plain == "Not in this paper"


def test_an_argument_that_one_paper_does_not_weigh_is_told() -> None:
    late = {"id": "late", "claim": "It comes late"}
    theirs = after("molotov-1954", {"add": "arguments", "item": late}, audit=False)
    table = beside.arguments(case_of("molotov-1954"), theirs)
    assert table is not None
    (row,) = [r for r in table.rows if "late" in r.cells[0][0].trace]
    assert [cell[0].plain for cell in row.cells] == ["It comes late", "Not in this paper", "Stands"]


def test_a_course_that_one_paper_does_not_consider_is_told_with_its_goals() -> None:
    mine = case_of("molotov-1954")
    join = {"id": "join", "wording": "join", "close": "general"}
    theirs = after("molotov-1954", {"add": "proposals", "item": join}, audit=False)
    table = beside.courses(mine, theirs)
    assert table is not None
    (row,) = [r for r in table.rows if "join" in r.cells[0][0].trace]
    assert row.cells[1][0].plain == "Not considered in this paper"
    goals = [s.id for s in mine.dossier.preferences[mine.dossier.proposer] if s.goal]
    assert [set(s.trace) for s in row.cells[2]] == [{"join", goal} for goal in goals]


def test_a_course_of_one_name_that_two_papers_fill_differently_tells_what_differs() -> None:
    mine = case_of("molotov-1954")
    theirs = after("molotov-1954", {"set": "direct.wording", "to": "examine"}, audit=False)
    table = beside.courses(mine, theirs)
    assert table is not None
    (row,) = [r for r in table.rows if "direct" in r.cells[0][0].trace]
    assert row.cells[1][0].plain != row.cells[2][0].plain
    assert "examine" in row.cells[2][0].plain


def test_a_brief_alone_has_no_dissent() -> None:
    assert section(case_of("river"), "dissent") is None


# what was weak before


def test_the_reason_for_the_reply_stands_beside_the_advice() -> None:
    def page_one(found: Case) -> str:
        blocks = brief(found.dossier, found.advice).front[0].blocks
        return " ".join(s.plain for b in blocks for s in sentences_of(b))

    assert "Their government accepts only after this course." in page_one(case_of("first-case"))
    memorandum = page_one(case_of("molotov-1954"))
    after = "this course or three others"
    assert f"The French National Assembly rejects only after {after}." in memorandum
    assert "Should Moscow tell the three powers" in memorandum
    assert "Told in detail: one of two cases left open" in page_one(case_of("finland-sweden-2022"))


def test_an_extra_that_makes_no_difference_is_told_once() -> None:
    found = case_of("river")
    front = brief(found.dossier, found.advice).front
    text = " ".join(s.plain for p in front for b in p.blocks for s in sentences_of(b))
    assert "To send the letter under seal or not makes no difference." in text
    assert "sealed sharing:" not in text.lower()


def test_a_plural_name_without_members_takes_a_plural_verb() -> None:
    from overture.papers.options import option_phrase

    text = case("first-case").replace("{name: Their government}", "{name: the islands}")
    dossier: Dossier = read(text)
    assert option_phrase(dossier, "them.reply", "refuse") == "the islands refuse"
    assert option_phrase(read(text.replace("the islands", "the United States")), "reply", "refuse").endswith("refuses")


def test_a_short_audit_leaves_its_page_to_what_follows() -> None:
    fresh = {name: section(case_of(name), "ranking") for name in ("river", "molotov-1954")}
    assert {name: found.new_page for name, found in fresh.items() if found} == {"river": False, "molotov-1954": True}
