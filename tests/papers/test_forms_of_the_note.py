"""Note, note verbale, aide-memoire, non-paper: person, courtesies, address and signature as each demands."""

from __future__ import annotations

from typing import Any

import pytest

from overture import papers
from overture.dossier import Dossier
from overture.papers import Paper
from overture.papers.formats import rendered
from overture.papers.walk import sentences
from overture.terminal.chosen import chosen


def made(dossier: Dossier, form: str, *, ours: bool = True, **fields: str) -> str:
    """The note of the river in a form, without the courtesies that the file writes."""
    edits = [{"set": "documents.note.form", "to": form}]
    edits += [{"drop": f"documents.note.{key}"} for key in ("opening", "closing") if key not in fields]
    edits += [{"set": f"documents.note.{key}", "to": value} for key, value in fields.items()]
    if not ours:
        edits += [
            {"set": "documents.note.passages.1.text", "to": "The Government offers to share the water."},
            {"set": "actors.upper.name", "to": "Upper Republic"},
        ]
    paper = papers.note(edited := dossier.edited(edits), chosen(edited, "share_it"), "Draft")
    return text_of(paper)


def text_of(paper: Paper) -> str:
    return rendered(paper, "text").decode("utf-8")


def test_a_note_is_addressed_and_signed_with_courtesies(dossier: Dossier) -> None:
    text = made(dossier, "note", signed="envoy")
    assert "Excellencies,\n" in text
    assert "Accept, Excellencies, the assurance of my highest consideration." in text
    assert text.index("highest consideration") < text.index("[day of handing over]\nThe envoy")
    assert "Before" not in text
    assert "[Nobody is named who signs" not in text


def test_a_note_verbale_is_in_the_third_person_and_initialled(dossier: Dossier) -> None:
    text = made(dossier, "note verbale", ours=False)
    assert "presents its compliments to the Lower Republic and Delta State and has the honour" in text
    assert "the assurance of its highest consideration." in text
    assert "[initials]" in text
    assert "Excellency" not in text


@pytest.mark.parametrize(("form", "ours", "says"), [
    ("note verbale", True, "speaks in the third person; this text says “I” or “we”"),
    ("aide-mémoire", True, "speaks in the third person; this text says “I” or “we”"),
    ("note", False, "A note speaks in the first person; this text does not"),
])  # fmt: skip
def test_the_wrong_person_is_told(form: str, ours: bool, says: str, dossier: Dossier) -> None:
    assert says in made(dossier, form, ours=ours)
    assert says not in made(dossier, form, ours=not ours)


def test_an_aide_memoire_has_neither_address_nor_courtesies_nor_signature(dossier: Dossier) -> None:
    text = made(dossier, "aide-mémoire", ours=False, signed="envoy")
    assert "To:" not in text
    assert "compliments" not in text
    assert "envoy" not in text
    assert "[day of handing over]" in text


def test_a_non_paper_has_nothing_that_tells_whose_it_is(dossier: Dossier) -> None:
    text = made(dossier, "non-paper", signed="envoy")
    for told in ("From:", "To:", "envoy", "[day", "Upper", "consideration"):
        assert told not in text


def test_courtesies_that_the_file_writes_are_printed_as_written(dossier: Dossier) -> None:
    text = made(dossier, "note verbale", opening="To whom it concerns:", closing="So ends it.")
    assert "To whom it concerns:" in text
    assert text.index("We offer") < text.index("So ends it.")
    assert "compliments" not in text


def test_identical_notes_go_to_each_addressee_and_differ_in_the_address_alone(dossier: Dossier) -> None:
    edited = dossier.edited([{"set": "documents.note.form", "to": "identical notes"}])
    copies = papers.addressees(edited, papers.note_document(edited))
    assert copies == (("lower",), ("delta",))
    one, other = (text_of(papers.note(edited, chosen(edited, "share_it"), "Draft", to)) for to in copies)
    assert one != other
    assert one.replace("Lower Republic", "Delta State") == other


def test_identical_notes_go_to_each_member_of_a_group(dossier: Dossier) -> None:
    edits: list[dict[str, Any]] = [
        {"set": "documents.note.form", "to": "identical notes"},
        {"add": "actors", "item": {"id": "both", "name": "the two", "kind": "group", "members": ["lower", "delta"]}},
        {"set": "documents.note.to", "to": ["both"]},
    ]
    edited = dossier.edited(edits)
    assert papers.addressees(edited, papers.note_document(edited)) == (("lower",), ("delta",))


def test_a_fair_copy_has_nothing_that_stays_in_the_house(dossier: Dossier) -> None:
    paper = papers.note(dossier, chosen(dossier, "share_it"), "Approved by the Cabinet on 6 May 2031")
    assert papers.missing_in(paper)
    fair = papers.fair_copy(paper, approved=True)
    for kind in ("html", "md", "text", "json"):
        told = rendered(fair, kind).decode("utf-8")
        for inner in ("Approved", "For official use", "Nobody is named", "Before it goes out", "[day of"):
            assert inner not in told, (kind, inner)
    assert "We offer to share the water." in text_of(fair)


def test_a_fair_copy_that_is_not_approved_says_so_on_the_page(dossier: Dossier) -> None:
    for stage in ("Draft: not approved", "Approved by the Cabinet on 6 May 2031; the dossier was changed since"):
        fair = papers.fair_copy(papers.note(dossier, chosen(dossier, "share_it"), stage), approved=False)
        for kind in ("html", "md", "text", "json"):
            assert stage in rendered(fair, kind).decode("utf-8"), kind


@pytest.mark.parametrize("form", ["note", "note verbale", "aide-mémoire", "non-paper", "letter"])
def test_a_fair_copy_has_no_square_brackets(form: str, dossier: Dossier) -> None:
    signed = dossier.edited([
        {"set": "documents.note.form", "to": form}, {"set": "documents.note.signed", "to": "envoy"}
    ])  # fmt: skip
    fair = papers.fair_copy(papers.note(signed, chosen(signed, "share_it"), "Approved"), approved=True)
    assert "[" not in text_of(fair)


def test_of_words_that_are_not_agreed_there_is_no_fair_copy(dossier: Dossier) -> None:
    opened = dossier.edited([{"set": "documents.note.passages.1.agreed", "to": False}])
    why, hint = papers.not_fair(opened, chosen(opened, "share_it"))
    assert why.startswith("“We offer to share the water” of the note is not agreed")
    assert "--fair" in hint
    assert papers.not_fair(opened, chosen(opened, "talk_only")) == ("", "")  # the passage is not in that note
    assert papers.not_fair(dossier, chosen(dossier, "do_nothing"))[0].startswith("there is nothing to hand over")


def test_of_doing_nothing_no_note_is_sent(dossier: Dossier) -> None:
    paper = papers.note(dossier, chosen(dossier, "do_nothing"), "Draft")
    assert papers.missing_in(paper) == ("Nothing is proposed: no note is to be sent.",)


def test_a_non_paper_that_names_its_author_is_told(dossier: Dossier) -> None:
    named = dossier.edited([
        {"set": "documents.note.form", "to": "non-paper"},
        {"set": "documents.note.passages.1.text", "to": "Upper Republic offers to share the water."},
        {"set": "actors.upper.name", "to": "Upper Republic"},
    ])  # fmt: skip
    paper = papers.note(named, chosen(named, "share_it"), "Draft")
    assert any("this text names Upper Republic" in line for line in papers.missing_in(paper))
    assert paper.title == "Non-paper"


def test_a_letter_to_several_is_one(dossier: Dossier) -> None:
    assert papers.addressees(dossier, papers.note_document(dossier)) == (("lower", "delta"),)


def test_words_that_are_not_agreed_stand_in_square_brackets(dossier: Dossier) -> None:
    edited = dossier.edited([{"set": "documents.note.passages.1.agreed", "to": False}])
    text = text_of(papers.note(edited, chosen(edited, "share_it"), "Draft"))
    assert "[We offer to share the water.]" in text
    assert "Words in square brackets are not agreed yet." in text


def test_what_is_missing_never_stands_in_the_text_that_goes_out(dossier: Dossier) -> None:
    paper = papers.note(dossier, chosen(dossier, "share_it"), "Draft")
    (sheet,) = [s for s in paper.sections if s.id == "missing"]
    assert sheet.enclosed
    assert sheet.new_page


@pytest.mark.parametrize("form", ["aide-mémoire", "non-paper"])
def test_courtesies_that_the_form_does_not_have_are_left_out_and_told(form: str, dossier: Dossier) -> None:
    text = made(dossier, form, ours=False, opening="The Ministry presents its compliments.", closing="With respect.")
    assert "presents its compliments" not in text
    assert "With respect" not in text
    assert "a form without courtesies, so `opening` and `closing` of `note` are left out" in text


def test_a_fair_copy_tells_nothing_of_what_its_sentences_rest_on(dossier: Dossier) -> None:
    paper = papers.note(dossier, chosen(dossier, "share_it"), "Draft")
    assert b'data-trace="note' in rendered(paper, "html")
    fair = papers.fair_copy(paper, approved=True)
    assert "We offer to share the water." in text_of(fair)
    assert b"data-trace" not in rendered(fair, "html")
    assert not any(s.trace or s.sources for s in sentences(fair))


@pytest.mark.parametrize(("way", "printed"), [
    ("the Legation at Delta, by the bag", "The Legation at Delta, by the bag"),
    ("our Envoy in the Lower Republic", "Our Envoy in the Lower Republic"),
    ("legation_in_delta", "Legation in Delta"),
])  # fmt: skip
def test_by_way_of_whom_is_printed_as_it_is_written(way: str, printed: str, dossier: Dossier) -> None:
    assert printed in made(dossier, "note", signed="envoy", via=way)
