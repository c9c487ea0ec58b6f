"""Two versions of a dossier: a redline names what the comparison of the advices names, and by which edit."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from overture import papers
from overture.advice import advise
from overture.advice.attribution import Attributed, attributed
from overture.dossier import Dossier, read
from overture.dossier.difference import differences
from overture.library import case
from overture.logic import parse
from overture.model import Kept
from overture.papers import Case, Conclusion, Paper
from overture.papers.content import Paragraph, Piece, Section, sentence
from overture.papers.documents.redline import marked_texts
from overture.papers.history import is_for
from overture.papers.sentences.occasions import changes
from overture.papers.walk import sentences
from overture.terminal.chosen import chosen

from .example import TEXT

EDITS: list[dict[str, Any]] = [
    {"set": "press_hostile.taken", "to": True},
    {"set": "delta_agrees.taken", "to": False},
    {"set": "delta_agrees.likelihood", "to": "unlikely"},
    {"move": "free_hand", "before": "peace"},
    {"move": "no_mockery", "before": "peace"},
    {"drop": "no_mockery"},
    {"drop": "water"},
    {"drop": "no_sham"},
    {"drop": "sharing"},
    {"set": "peace.goal", "to": False},
    {"set": "calm.when", "to": "offer is share"},
    {"set": "thirst.ground", "to": "no"},
    {"add": "rules", "item": {"id": "no_share", "rule": "offer is not share"}},
    {"add": "proposals", "item": {"id": "sealed_talk", "offer": "talk", "seal": "yes"}},
    {"drop": "talk_only"},
    {"set": "actors.lower.foresight", "to": "nash"},
    {"set": "claims.unkind.holds", "to": "not mocked"},
    {"drop": "hostile"},
    {"set": "documents.note.passages.1.text", "to": "We offer to share all the water."},
    {"set": "options.upper.offer.choices.talk", "to": "is willing to talk about it"},
]


@cache
def before() -> tuple[Dossier, Case]:
    dossier = read(TEXT)
    return dossier, Case(dossier, advise(dossier))


def both(dossier: Dossier, of: Case) -> tuple[Paper, Paper]:
    made = chosen(dossier, None)
    return papers.note(dossier, made, "Draft"), papers.memorandum(of, made, "Draft")


def redlined(edits: list[dict[str, Any]]) -> tuple[Paper, tuple[Attributed, ...], Case]:
    old, first = before()
    new = old.edited(edits)
    second = Case(new, advise(new))
    found = differences(old, new)
    changed = attributed(
        old, first.advice.compare(second.advice), [(d.path, d.edit) for d in found], first.advice, audit=True,
        kept=Kept(),
    )  # fmt: skip
    conclusions = [Conclusion(a.change.key, a.change.old, a.change.new, a.by) for a in changed]
    pairs = list(zip(both(old, first), both(new, second), strict=True))
    return papers.redline(first, second, found, conclusions, pairs, "Draft"), changed, second


@pytest.mark.parametrize("edit", EDITS, ids=[str(e)[:60] for e in EDITS])
def test_a_redline_names_exactly_what_the_comparison_names(edit: dict[str, Any]) -> None:
    paper, changed, second = redlined([edit])
    _, first = before()
    wanted = [c.key for c in first.advice.compare(second.advice)]
    tables = [b for s in paper.sections if s.id == "conclusions" for b in s.blocks]
    named = [row.cells[0][0].trace for t in tables for row in t.rows]  # type: ignore[union-attr]
    assert named == wanted
    assert all(a.by for a in changed)
    (told,) = {d.path for d in differences(before()[0], second.dossier)}
    assert {name for a in changed for name in a.by} <= {told}


def test_twenty_edits_were_tried() -> None:
    assert len(EDITS) == 20


def test_of_two_edits_each_conclusion_names_its_own() -> None:
    edits: list[dict[str, Any]] = [
        {"set": "press_hostile.taken", "to": True}, {"set": "claims.wrong.holds", "to": "yes"},
    ]  # fmt: skip
    paper, changed, _ = redlined(edits)
    by = {a.change.key: a.by for a in changed}
    assert by["claims", "wrong", "verdict"] == ("claims.wrong",)
    assert any(names == ("assumptions.press_hostile",) for names in by.values())
    assert "Two entries differ" in " ".join(s.plain for s in sentences(paper))


def test_two_decisions_that_have_nothing_in_common_are_told_as_such() -> None:
    from overture.papers.sentences.occasions.changes import finding

    old, first = before()
    other = read(case("first-case"))
    second = Case(other, advise(other))
    paper = papers.redline(first, second, differences(old, other), [], [], "Draft")
    told = [s.plain for s in sentences(paper)]
    assert told == [finding(first, second, [], differences(old, other), unrelated=True).plain]


def test_a_redline_in_markdown_keeps_every_letter() -> None:
    from overture.papers.formats import rendered

    old, first = before()
    new = old.edited([{"set": "documents.note.passages.1.text", "to": "We offer $150 million for * and _."}])
    pairs = list(zip(both(old, first), both(new, Case(new, advise(new))), strict=True))
    text = rendered(papers.redline(first, first, differences(old, new), [], pairs, "Draft"), "md").decode("utf-8")
    assert "\\$150 million" in text
    assert "\\1" not in text


def test_the_same_file_twice_says_so() -> None:
    paper, changed, _ = redlined([])
    assert changed == ()
    told = [s.plain for s in sentences(paper)]
    assert "The two files say the same." in told
    assert told.count("No word of it changes.") == 2


def test_the_changed_words_are_marked_and_the_rest_is_left_as_it_was() -> None:
    old, first = before()
    new = old.edited([{"set": "documents.note.passages.1.text", "to": "We offer to share all the water."}])
    (one, _), (two, _) = both(old, first), both(new, Case(new, advise(new)))
    (text,) = marked_texts(one, two)
    written = [p for s in text for p in s.pieces if isinstance(p, Piece) and p.text.strip()]
    pieces = [(p.text.strip(), p.style) for p in written]
    assert pieces == [("We offer to share", "plain"), ("all", "inserted"), ("the water.", "plain")]


@pytest.mark.parametrize("edit", EDITS[-2:])
def test_marked_texts_lead_from_the_old_words_to_the_new(edit: dict[str, Any]) -> None:
    """Without what came it is the old text, without what went the new."""
    old, first = before()
    new = old.edited([edit])
    second = Case(new, advise(new))
    for one, two in zip(both(old, first), both(new, second), strict=True):
        gone, came = (
            [" ".join("".join(p.text for s in t for p in s.pieces if p.style != style).split()) for t in  # type: ignore[union-attr]
             marked_texts(one, two)]
            for style in ("inserted", "deleted")
        )  # fmt: skip
        old_words, new_words = (" ".join(" ".join(s.plain for s in sentences(p)).split()) for p in (one, two))
        assert all(text in old_words for text in gone)
        assert all(text in new_words for text in came)


@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022", "first-case"])
def test_a_difference_is_an_edit_that_leads_from_the_old_to_the_new(name: str) -> None:
    old = read(case(name))
    keys = [*old.claims, *old.contingencies, *old.variants, *old.documents][:12]
    for key in keys:
        new = old.edited([{"drop": key}])
        (found,) = differences(old, new)
        assert found.kind == "dropped"
        assert found.edit is not None
        assert differences(old.edited([found.edit]), new) == ()
        (back,) = differences(new, old)
        assert back.kind == "added"
        assert back.edit is not None
        assert differences(new.edited([back.edit]), old) == ()


def test_another_order_of_statements_is_told_as_such() -> None:
    old = read(TEXT)
    (found,) = differences(old, old.edited([{"move": "free_hand", "before": "peace"}]))
    assert (found.path, found.kind) == ("preferences.upper", "reordered")
    assert found.fields == (("", "peace, no_mockery, free_hand", "free_hand, peace, no_mockery"),)


def told_by(edits: list[dict[str, Any]], section: str = "") -> str:
    paper, _, _ = redlined(edits)
    kept = [s for s in paper.sections if not section or s.id == section]
    return " ".join(s.plain for s in sentences(replace(paper, sections=tuple(kept))))


CHOICE = {"set": "offer.choices.share.text", "to": "offers to share the summer water"}


def test_words_of_a_choice_that_change_without_those_of_the_note_are_told() -> None:
    told = told_by([CHOICE], "file")
    assert (
        "The words of offer is share changed; these passages of the note, which are for it, did not: "
        "“We offer to share the water” and “as neighbours do”." in told
    )
    one = told_by([CHOICE, {"set": "documents.note.passages.1.text", "to": "We offer the summer water."}], "file")
    assert "this passage of the note, which is for it, did not: “as neighbours do”." in one
    talk = {"set": "offer.choices.talk", "to": "is willing to talk"}
    assert "which is for it, did not: “We are ready to talk”." in told_by([talk], "file")


def test_of_words_for_which_the_note_has_no_passage_nothing_is_said() -> None:
    assert "of the note" not in told_by([{"set": "seal.text", "to": "seal the letter"}], "file")
    assert "of the note" not in told_by([{"set": "offer.choices.silent", "to": "not a word"}], "file")


@pytest.mark.parametrize(("when", "is_"), [
    ("offer is share", True), ("offer is (talk or share)", True), ("offer is not share", False),
    ("offer is not silent", False), ("mocked", True), ("reply is accept", False),
    ("offer is share and reply is accept", True), ("offer is share or true", False),
])  # fmt: skip
def test_a_passage_is_for_a_choice_that_its_condition_names(when: str, is_: bool) -> None:
    dossier = read(TEXT)
    assert is_for(dossier, parse(when), dossier.options["offer"], "share") is is_


def test_the_advice_is_told_by_what_it_becomes() -> None:
    tied = told_by([{"drop": "no_mockery"}, {"drop": "free_hand"}], "file")
    assert "The advice stays." in tied
    other = told_by([{"add": "rules", "item": {"id": "no_share", "rule": "offer is not share"}}], "file")
    assert "The advice becomes: " in other
    assert "is another" not in tied + other


def test_a_tie_that_still_has_the_advised_course_is_told_as_one() -> None:
    last = "basis: judgement}\n"
    old = read(TEXT.replace(f"{last}  lower:", f"{last}    - {{id: open_letter, want: not seal}}\n  lower:"))
    first = Case(old, advise(old, audit=False))
    new = old.edited([{"drop": "open_letter"}])
    second = Case(new, advise(new, audit=False))
    assert first.advice.recommended == ("share_it",)
    changes = first.advice.compare(second.advice)
    conclusions = [Conclusion(c.key, c.old, c.new, ()) for c in changes]
    paper = papers.redline(first, second, differences(old, new), conclusions, [], "Draft")
    told = " ".join(s.plain for s in sentences(paper))
    assert "Sharing is still advised, but no longer told apart from sealed sharing." in told
    assert "Whether sealed sharing is best under some order of our aims no yes" in told


def test_a_status_that_is_the_same_wherever_it_settles_is_told_once() -> None:
    from overture.advice.compare import facts_of

    of = before()[1].advice
    settled = {len(o.settlements) for w in of.by_world for o in w.proposals.values()}
    statuses = [v for k, v in facts_of(of) if k[0] == "arguments"]
    assert settled
    assert all(isinstance(v, str) or len(v) == len({str(x) for x in v}) for v in statuses)


def test_who_sends_a_note_is_one_of_its_words() -> None:
    dossier, case_ = before()
    renamed = dossier.edited([{"set": "actors.upper.name", "to": "Newland"}])
    old, _ = both(dossier, case_)
    new, _ = both(renamed, Case(renamed, advise(renamed, audit=False)))
    marked = [s.plain for text in marked_texts(old, new) for s in text]
    assert any(line.startswith("From:") and "Newland" in line for line in marked)


def test_what_differs_by_case_is_told_once_with_the_number_of_cases() -> None:
    _, of = before()
    key = ("goals", "share_it", "peace")
    differing = changes.lines_of(of, key, ["lost", "lost", "kept", "lost"])
    assert differing == ("in three of four cases: lost", "in one: kept")
    assert changes.lines_of(of, key, ["lost", "lost"]) == ("lost",)
    assert changes.lines_of(of, key, "kept") == ("kept",)
    menu = ("recommended",)
    assert changes.lines_of(of, menu, [["do_nothing"], ["do_nothing"], ["share_it"]]) == (
        "in two of three cases: doing nothing", "in one: sharing",
    )  # fmt: skip
    assert changes.lines_of(of, menu, ["do_nothing", "share_it"]) == ("doing nothing and sharing",)


def test_texts_are_paired_by_likeness_and_what_went_stands_before_what_came() -> None:
    def paper(*told: str) -> Paper:
        shown = tuple(Paragraph((sentence(t, trace=("title",)),)) for t in told)
        only = (Section("a", "A", shown),)
        return Paper(title="P", kind="P", as_of="", stage="", handling="", meta=(), sections=only)

    old = paper("All the barley goes to the mill in spring.", "Nobody sails.", "The tolls stay as they are today.")
    new = paper("A lamp is lit.", "The tolls stay as they are in May.", "All the barley goes to the mill in autumn.")
    styles = [
        [(p.text.strip(), p.style) for s in text for p in s.pieces if isinstance(p, Piece) and p.text.strip()]
        for text in marked_texts(old, new)
    ]
    assert styles == [
        [("Nobody sails.", "deleted")],
        [("A lamp is lit.", "inserted")],
        [("The tolls stay as they are", "plain"), ("today.", "deleted"), ("in May.", "inserted")],
        [("All the barley goes to the mill in", "plain"), ("spring.", "deleted"), ("autumn.", "inserted")],
    ]
