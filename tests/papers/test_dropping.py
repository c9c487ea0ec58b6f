"""What is taken out of a dossier is in no sentence of any paper; what then lacks a source is asked for."""

from __future__ import annotations

import pytest

from overture.advice import advise
from overture.dossier import Dossier, read
from overture.files.diagnostics import DossierError
from overture.library import case
from overture.papers import Paper
from overture.papers.walk import sentences

from .example import TEXT
from .made import every_paper


def papers_without(dossier: Dossier, path: str) -> dict[str, Paper] | None:
    """Every paper once an entry is dropped; nothing where another entry cannot be without it."""
    try:
        return every_paper(dossier.edited([{"drop": path}]))
    except DossierError:
        return None


def traces_of(papers: dict[str, Paper]) -> set[str]:
    found = {key for paper in papers.values() for s in sentences(paper) for key in s.trace}
    return found | {key for paper in papers.values() for note in paper.notes for key in note.trace}


@pytest.fixture(scope="module")
def memorandum() -> Dossier:
    """The case of 1954 without its variants, which are tested apart and take time."""
    dossier = read(case("molotov-1954"))
    return dossier.edited([{"drop": key} for key in dossier.variants])


RIVER = read(TEXT)


@pytest.mark.parametrize("key", [*RIVER.statements, *RIVER.arguments, *RIVER.claims, *RIVER.contingencies])
def test_no_sentence_rests_on_what_was_dropped(key: str) -> None:
    assert key in traces_of(every_paper(RIVER))
    found = papers_without(RIVER, key)
    assert found is not None
    assert key not in traces_of(found)


@pytest.mark.parametrize("number", range(7))
def test_no_sentence_of_the_memorandum_rests_on_a_dropped_statement_or_argument(
    number: int, memorandum: Dossier
) -> None:
    keys = [*memorandum.statements, *memorandum.arguments][number::7]
    dropped = 0
    for key in keys:
        found = papers_without(memorandum, key)
        if found is not None:
            assert key not in traces_of(found), key
            dropped += 1
    assert dropped >= 2


def test_a_dropped_passage_is_in_no_paper() -> None:
    dossier = read(case("molotov-1954"))
    for document in ("note", "resolution", "lines"):
        passages = dossier.documents[document].passages
        for number in (0, len(passages) // 2):
            words = passages[number].text or passages[number].quote
            found = papers_without(dossier, f"documents.{document}.passages.{number}")
            assert found is not None
            assert not any(words in s.plain for paper in found.values() for s in sentences(paper))


@pytest.mark.parametrize("key", [*RIVER.sources, *RIVER.statements, *RIVER.arguments])
def test_what_is_dropped_makes_a_question_in_the_brief(key: str) -> None:
    before = {s.plain for s in sentences(every_paper(RIVER)["brief"])}
    try:
        edited = RIVER.edited([{"drop": key}])
    except DossierError:
        return  # a formula uses it
    after = {s.plain for s in sentences(every_paper(edited)["brief"])}
    assert any("taken out: what stands in for it?" in said for said in after - before)


def test_a_dropped_source_makes_questions_of_what_it_supported() -> None:
    before = len(advise(RIVER, audit=False).gaps)
    for key in RIVER.sources:
        assert len(advise(RIVER.edited([{"drop": key}]), audit=False).gaps) > before
