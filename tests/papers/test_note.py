"""The note holds the passages of the options chosen, and nothing else."""

from __future__ import annotations

from overture.dossier import Dossier, read
from overture.library import case
from overture.logic import Formula, show
from overture.papers import note_html, note_markdown, note_text


def test_the_passages_of_the_choice_are_printed_in_order(dossier: Dossier) -> None:
    text = note_text(dossier, {"offer": "share"})
    places = [text.index(t) for t in ("Excellency,", "We offer to share the water.", "With respect.")]
    assert places == sorted(places)
    assert "We are ready to talk." not in text


def test_a_quotation_stands_in_quotation_marks(dossier: Dossier) -> None:
    assert "“as neighbours do”" in note_text(dossier, {"offer": "share"})


def test_a_passage_for_a_reply_waits_for_the_reply(dossier: Dossier) -> None:
    assert "thank you" not in note_text(dossier, {"offer": "share"})


def test_no_contingency_is_ever_in_the_note(dossier: Dossier) -> None:
    for form in (note_text, note_html, note_markdown):
        for value in ("silent", "talk", "share"):
            assert "reservoir" not in form(dossier, {"offer": value})


def test_the_note_names_its_addressees_its_form_and_its_stage(dossier: Dossier) -> None:
    text = note_text(dossier, {"offer": "talk"})
    assert "To: Lower Republic and Delta State" in text
    assert "For examination: not approved" in text
    assert "<h2>Letter</h2>" in note_html(dossier, {"offer": "talk"})


def test_the_engine_may_say_what_holds(dossier: Dossier) -> None:
    def truth(formula: Formula) -> bool:
        return show(formula) == "reply is accept"

    text = note_text(dossier, {"offer": "share"}, truth)
    assert "We thank you for accepting." in text
    assert "We offer to share" not in text


def test_a_choice_without_passages_says_what_is_missing(dossier: Dossier) -> None:
    assert "the wording is missing" in note_text(dossier, {"offer": "silent"})
    assert "the wording is missing" in note_text(read(case("first-case")), {"offer": "talks"})
