"""The brief says what the advice says, in an order that a reader can use, and nothing that it should not."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from overture.advice import Advice, advise
from overture.dossier import Dossier, read
from overture.library import case
from overture.papers import brief, brief_html, brief_markdown, claim_sentences, recommendation, rests_on
from overture.papers.walk import sentences

from .example import HANGING, TEXT


class Page(HTMLParser):
    """The tags of a page, and whether every one that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))
        if tag not in ("meta", "rect", "path", "circle", "use"):
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "rect", "path", "circle", "use"):
            assert self.stack.pop() == tag

    def tags(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.opened if tag == name]


@pytest.fixture(scope="session")
def html(dossier: Dossier, advice: Advice) -> str:
    return brief_html(dossier, advice)


def test_the_page_has_one_first_heading_and_skips_no_level(html: str) -> None:
    page = Page(html)
    levels = [int(tag[1]) for tag, _ in page.opened if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.stack == []


def test_every_id_is_there_once_and_every_link_leads_somewhere(html: str) -> None:
    page = Page(html)
    ids = [attrs["id"] for _, attrs in page.opened if "id" in attrs]
    links = [attrs.get("href") or "" for tag, attrs in page.opened if tag in ("a", "use")]
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_tables_have_captions_and_scopes_and_figures_have_titles(html: str) -> None:
    page = Page(html)
    assert len(page.tags("caption")) == len(page.tags("table")) > 0
    assert all(attrs.get("scope") for attrs in page.tags("th"))
    figures = [a for a in page.tags("svg") if a.get("class") == "fig"]
    assert len(page.tags("title")) == len(figures) + 1
    assert len(page.tags("desc")) == len(figures) > 0


def test_the_page_needs_no_network_and_no_script(html: str) -> None:
    assert "<script" not in html
    assert not re.search(r"https?://|url\((?!#)|@import", html)


def test_every_sentence_carries_a_trace(dossier: Dossier, advice: Advice) -> None:
    found = list(sentences(brief(dossier, advice)))
    assert len(found) > 100
    assert all(s.trace and all(s.trace) for s in found)


def test_no_sentence_has_a_decimal(dossier: Dossier, advice: Advice) -> None:
    assert not [s.plain for s in sentences(brief(dossier, advice)) if re.search(r"\d\.\d", s.plain)]


def test_no_sentence_shows_an_id_with_underscores_as_prose(dossier: Dossier, advice: Advice) -> None:
    for s in sentences(brief(dossier, advice)):
        prose = "".join(getattr(p, "text", "") for p in s.pieces if getattr(p, "style", "") != "code")
        assert "_" not in prose, prose


def test_what_came_later_is_never_read(dossier: Dossier, advice: Advice) -> None:
    for text in (brief_html(dossier, advice), brief_markdown(dossier, advice)):
        assert "CANARYBIRD" not in text


def test_the_recommendation_is_one_plain_sentence(advice: Advice, dossier: Dossier) -> None:
    assert recommendation(dossier, advice) == (
        "Sharing: of the water, the letter offers to share it. "
        "To send the letter under seal or not makes no difference."
    )


def test_contradicted_claims_come_first(html: str) -> None:
    audit = html[html.index('<table class="claims"') :]
    assert audit.index("Talk is enough") < audit.index("read kindly") < audit.index("keeps the peace")


def test_the_goal_stands_on_page_one_with_its_mark_and_word(html: str) -> None:
    page_one = html[html.index("<h1>") : html.index('id="audit"')]
    assert "#g-kept" in page_one
    assert "Kept</span>" in page_one
    assert "The border is calm." in page_one


def test_every_consent_has_a_seat(html: str) -> None:
    treaties = html[html.index('id="treaties"') :]
    assert "Each of the Lower Republic and Delta State alone could stop it." in treaties
    assert "#c-given" in treaties
    assert "#c-assumed" in treaties


def test_the_same_dossier_gives_the_same_bytes(html: str) -> None:
    again = read(TEXT)
    assert brief_html(again, advise(again)) == html


def test_a_dropped_source_is_cited_no_more(dossier: Dossier, html: str) -> None:
    edited = dossier.edited([{"drop": "cable"}])
    text = brief_html(edited, advise(edited))
    assert "Cable from the embassy" in html
    assert "Cable from the embassy" not in text
    assert "¶4" not in text


def test_what_the_answer_rests_on_names_the_switch_of_the_author() -> None:
    edited = read(HANGING)
    told = [s.plain for s in rests_on(edited, advise(edited))]
    assert "Delta State agrees. If it is otherwise, the goal is not kept." in told[0]
    assert "The author’s own judgement." in told[0]


def test_a_rest_is_explained_with_the_edit_that_overturns_it() -> None:
    edited = read(HANGING)
    told = " ".join(s.plain for s in claim_sentences(edited, advise(edited), "kept"))
    assert "--set delta_agrees.taken=false" in told


def test_open_worlds_are_told_as_if_and_if_not() -> None:
    edited = read(HANGING.replace("likelihood: likely, taken: true", "likelihood: likely"))
    page = brief_markdown(edited, advise(edited))
    assert "if Delta State agrees" in page
    assert "if Delta State does not agree" in page


def test_events_that_circle_are_told_so(dossier: Dossier, advice: Advice) -> None:
    world = advice.by_world[0]
    outcome = world.proposals["share_it"]
    settled = outcome.settlements[0]
    circling = replace(
        settled,
        states=({"lower.reply": "accept"}, {"lower.reply": "refuse"}),
        here=(settled.here[0], settled.here[0]),
    )
    changed = {**world.proposals, "share_it": replace(outcome, settlements=(circling,))}
    text = brief_markdown(dossier, replace(advice, by_world=(replace(world, proposals=changed),)))
    assert "keep moving among" in text


def test_a_proposal_that_we_would_not_keep_to_is_named(dossier: Dossier, advice: Advice) -> None:
    world = advice.by_world[0]
    outcome = world.proposals["share_it"]
    broken = replace(outcome, settlements=(replace(outcome.settlements[0], kept_to=False),))
    changed = replace(world, proposals={**world.proposals, "share_it": broken})
    assert "We would not keep to" in brief_html(dossier, replace(advice, by_world=(changed,)))


HOSTILE = "<script>alert('x')</script> & $x$ # *b* _i_ [l](u) `c` | \"q\""


def test_hostile_texts_stay_texts() -> None:
    quoted = HOSTILE.replace("'", "''")
    text = TEXT.replace("title: A dam on the river", f"title: '{quoted}'")
    text = text.replace("the dam takes the water", f"'{quoted}'")
    text = text.replace("name: Lower Republic", f"name: '{quoted}'")
    text = text.replace("handling: For official use", f"handling: '{quoted}'")
    dossier = read(text)
    advice = advise(dossier)
    page = brief_html(dossier, advice)
    assert "<script" not in page
    assert "</style" not in page.split("</style>")[0]
    assert Page(page).stack == []
    markdown = brief_markdown(dossier, advice)
    assert "<script" not in markdown.replace("\\<script", "")
    assert "\\*b\\*" in markdown
    assert "\\[l\\](u)" in markdown


@pytest.mark.parametrize("form", [brief_html, brief_markdown])
def test_the_smallest_dossier_gives_a_brief(form: object) -> None:
    dossier = read(case("first-case"))
    text = form(dossier, advise(dossier))  # type: ignore[operator]
    assert "Propose talks." in text
    assert "Where does any of this come from?" in text


def test_a_rival_that_is_better_reply_by_reply_but_settles_worse_is_told_as_both() -> None:
    dossier = read(case("first-case"))
    text = brief_markdown(dossier, advise(dossier))
    assert "better than “propose talks” whatever the weights, reply by reply, but it settles worse." in text
