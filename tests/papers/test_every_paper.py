"""What all papers have in common, whatever their format: traces, order, literal text, nothing of hindsight."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from overture import papers
from overture.advice import advise
from overture.dossier import Dossier, read
from overture.dossier.entries import LIKELIHOODS
from overture.library import case
from overture.papers.formats import rendered
from overture.papers.numbering import noted
from overture.papers.walk import sentences
from tests.slow.random_dossiers import random_dossier

from .example import TEXT
from .made import every_paper, in_html, in_markdown, words_of_html

RANDOM = [f"random {seed}" for seed in range(10)]
CASES = ["molotov-1954", "finland-sweden-2022", "river", *RANDOM]
KINDS = [
    "brief", "memorandum, founding", "memorandum, submission", "memorandum, action-memo", "note", "resolution", "lines",
    "whiteboard", "student",
]  # fmt: skip
HOSTILE = "$ # * _ < > & \\ [ ] @ ` | ~ <script>alert(1)</script>"


def text_of(name: str) -> str:
    if name == "river":
        return TEXT
    return random_dossier(int(name.split()[1])) if name.startswith("random") else case(name)


@cache
def made(name: str) -> dict[str, papers.Paper]:
    return every_paper(read(text_of(name), name))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sentences_in_the_same_order_in_every_format(name: str, kind: str) -> None:
    paper = made(name)[kind]
    expected = [s.trace for s in noted(paper)] if paper.notes else []
    assert in_html(paper) == expected
    assert in_markdown(paper) == expected
    data = json.dumps(json.loads(rendered(paper, "json")))
    assert all(json.dumps(s.plain) in data for s in sentences(paper))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_without_a_trace(name: str, kind: str) -> None:
    paper = made(name)[kind]
    assert all(s.trace and all(s.trace) for s in sentences(paper))
    assert {n.trace for n in paper.notes} >= {s.trace for s in noted(paper)} or not paper.notes


@pytest.mark.parametrize("name", CASES)
def test_no_decimal_that_the_dossier_does_not_contain(name: str) -> None:
    text = text_of(name)
    for kind, paper in made(name).items():
        for s in sentences(paper):
            assert all(n in text for n in re.findall(r"\d+\.\d+", s.plain)), (kind, s.plain)


@pytest.mark.parametrize("name", CASES)
def test_a_likelihood_word_has_its_yardstick_and_no_confidence_beside_it(name: str) -> None:
    for kind, paper in made(name).items():
        told = [s.plain for s in sentences(paper)]
        said = [t for t in told if any(f": {word}" in t for word in LIKELIHOODS)]
        if said:
            assert any("ICD 203" in t for t in told), kind
        assert not any("onfidence" in t for t in said), kind


def test_no_word_of_hindsight_is_in_any_paper_but_hindsight() -> None:
    text = TEXT.replace("The CANARYBIRD sang.", "The canarybird sang.")
    for paper in every_paper(read(text)).values():
        for kind in ("html", "md", "json"):
            assert b"canarybird" not in rendered(paper, kind)


def _hostile(dossier_text: str) -> str:
    """The example with the hostile characters in each text of an entry."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    names = r"(title|short|text|claim|says|why|opening|closing|name|because|handling|submit_to|quote)"
    return re.sub(rf"(?<=[{{\s,]){names}: (?![{{ ])[^,}}\n\[]+(?=[,}}\n])", lambda m: f"{m[1]}: {quoted}", dossier_text)


def test_marks_of_other_languages_are_literal_in_every_text_field() -> None:
    hostile = read(_hostile(TEXT.replace("Excellency,", "Excellency")))
    assert sum(HOSTILE in str(v) for v in hostile.head.__dict__.values()) == 3
    count = 0
    for kind, paper in every_paper(hostile).items():
        page = rendered(paper, "html").decode("utf-8")
        assert "<script" not in page, kind
        count += words_of_html(paper).count("<script>alert(1)</script>")
        markdown = rendered(paper, "md").decode("utf-8")
        assert not re.search(r"(?<!\\)<script", re.sub(r"`+[^`]*`+", "", markdown)), kind
        told = json.loads(rendered(paper, "json"))
        assert HOSTILE in json.dumps(told, ensure_ascii=False).replace("\\\\", "\\"), kind
    assert count > 100


@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022"])
def test_a_dropped_source_is_named_in_no_note(name: str) -> None:
    dossier = read(text_of(name))
    dossier = dossier.edited([{"drop": key} for key in dossier.variants])
    dropped = next(k for k in dossier.sources if _cited(dossier, k))
    edited = dossier.edited([{"drop": dropped}])
    label = dossier.sources[dropped].short or dossier.sources[dropped].title
    before = papers.brief(dossier, advise(dossier, audit=False))
    after = papers.brief(edited, advise(edited, audit=False))
    assert {c for n in before.notes for c in n.sentence.sources} - {c for n in after.notes for c in n.sentence.sources}
    assert not any(c == label or c.startswith(f"{label} ") for n in after.notes for c in n.sentence.sources)


def _cited(dossier: Dossier, key: str) -> bool:
    return any(c.source == key for a in dossier.arguments.values() for c in a.from_)
