"""What must be true of the papers of every shipped case, and of any other."""

from __future__ import annotations

from contextlib import suppress

import pytest

from overture import papers
from overture.advice import advise
from overture.advice.analysis import Analysis
from overture.advice.audit import analyses
from overture.dossier import Dossier, DossierError, read
from overture.logic import Formula
from overture.model import Kept
from overture.papers.walk import sentences as every_sentence
from tests.advised import advice_on, shipped
from tests.cases.outputs import note_of
from tests.samples import one_of

CASES = ("molotov-1954", "finland-sweden-2022")


@pytest.fixture(scope="module", params=CASES)
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return shipped(request.param)


def test_the_note_of_every_feasible_package_has_only_passages_that_hold(dossier: Dossier) -> None:
    (analysis, *_) = analyses(dossier, Kept())
    document = next(d for d in dossier.documents.values() if d.passages)
    today = analysis.space.today_reply
    assert len(analysis.feasible_packages) > 10
    for package in analysis.feasible_packages:
        text = note_of(analysis, package, "text")
        for passage in document.passages:
            words = passage.quote or passage.text
            if not _holds(analysis, passage.when, package, today) and not any(
                words in (other.quote or other.text)
                for other in document.passages
                if _holds(analysis, other.when, package, today)
            ):
                assert words not in text
            elif _holds(analysis, passage.when, package, today):
                assert words.rstrip(".") in text
        for contingency in dossier.contingencies.values():
            assert contingency.text not in text


def _holds(analysis: Analysis, formula: Formula, package: int, reply: int) -> bool:
    return bool(analysis.model.truth(formula)[package, reply])


def test_dropping_a_source_takes_every_sentence_that_cited_it(dossier: Dossier) -> None:
    # without its variants, which cite nothing that the rest does not
    dossier = dossier.edited([{"drop": key} for key in dossier.variants])
    whole = papers.brief(dossier, advise(dossier, audit=False))
    told = {(s.plain, s.sources) for s in every_sentence(whole)}
    without = {}
    for source in dossier.sources.values():
        with suppress(DossierError):
            without[source.id] = dossier.edited([{"drop": source.id}])
    labels = {key: dossier.sources[key].short or dossier.sources[key].title for key in without}
    cited_of = {key: {one for one in told if any(_names(c, label) for c in one[1])} for key, label in labels.items()}
    assert sum(map(bool, cited_of.values())) > 3
    for key in one_of(3, sorted(without, key=lambda key: not cited_of[key])):
        edited, label, cited = without[key], labels[key], cited_of[key]
        again = {(s.plain, s.sources) for s in every_sentence(papers.brief(edited, advise(edited, audit=False)))}
        assert not cited & again, key
        assert not any(_names(c, label) for _, sources in again for c in sources), key


def _names(citation: str, label: str) -> bool:
    """Whether a printed citation is of the source with this label."""
    return citation == label or citation.startswith((f"{label},", f"{label} "))


def test_dropping_the_first_source_leaves_none_of_its_places(dossier: Dossier) -> None:
    first = next(iter(dossier.sources))
    edited = dossier.edited([{"drop": first}])
    assert not any(c.source == first for fact in edited.facts.values() for c in fact.from_)
    advice = advice_on(dossier.file, audit=False)
    whole = [s for s in every_sentence(papers.brief(dossier, advice)) if s.sources]
    less = [s for s in every_sentence(papers.brief(edited, advise(edited, audit=False))) if s.sources]
    assert len(less) < len(whole)


def test_the_same_bytes_come_out_twice(dossier: Dossier) -> None:
    advice = advice_on(dossier.file, audit=False)
    again = advise(read(dossier.text, dossier.file), audit=False)
    assert papers.brief_html(dossier, advice) == papers.brief_html(read(dossier.text, dossier.file), again)
    assert papers.brief_markdown(dossier, advice) == papers.brief_markdown(dossier, again)


def test_page_one_says_that_the_goal_rests_on_the_authors_own_switch() -> None:
    html = papers.brief_html(shipped("molotov-1954"), advice_on("molotov-1954"))
    page_one = html[: html.index('id="audit"')] if 'id="audit"' in html else html.partition("<h2")[0]
    assert "swing" in page_one
    assert "own judgement" in page_one


def test_a_canary_in_hindsight_sings_nowhere(dossier: Dossier) -> None:
    from overture.advice import results_json

    text = dossier.text.replace("hindsight:\n", 'hindsight:\n  - {date: 1999-01-01, text: "canarybird sang"}\n', 1)
    assert text != dossier.text
    edited = read(text)
    advice = advise(edited, audit=False)
    outputs = [papers.brief_html(edited, advice), papers.brief_markdown(edited, advice), str(results_json(advice))]
    (analysis, *_) = analyses(edited, Kept())
    outputs.append(note_of(analysis, next(iter(analysis.menu.values())), "html"))
    assert not any("canarybird" in output for output in outputs)
