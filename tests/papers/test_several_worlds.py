"""What is open is told by as few assumptions as tell it, and nothing of one world as if of all."""

from __future__ import annotations

import pytest

from overture.advice import Advice, advise
from overture.dossier import Dossier, read
from overture.papers import Case, brief, recommendation
from overture.papers.sentences.grounds import firmness
from overture.papers.walk import sentences

TEXT = """
overture: 1
title: A seat for us
as_of: 2024-01-15
proposer: us
actors: {us: Our government, host: {name: Host state}, a: Alpha, b: Beta}
options:
  us:
    offer: {ask: "What do we say?", choices: {silent: nothing, talks: propose talks, entry: ask for entry},
            now: silent, final: true}
  host:
    reply: {ask: "What do they answer?", choices: {none: no answer, yes_to_it: agree to it, refuse: refuse},
            now: none, needs: offer is not silent}
treaties:
  club:
    name: Club Treaty
    stage: in force
    parties: [host, a, b]
    entry: {applies: {us: offer is entry}, consents: {us: {host: reply is yes_to_it, a: calm}}}
assumptions:
  calm: {text: no new crisis breaks out}
  idle: {text: the weather holds}
preferences:
  us:
    - {id: seat, want: us is party to club, goal: true, text: we are in}
    - {id: agreed, want: reply is yes_to_it, text: they agree}
    - {id: quiet, want: offer is not entry, text: we do not ask}
  host:
    - {id: calm_first, want: reply is not yes_to_it or offer is talks or calm, text: no entry in a crisis}
    - {id: open_up, want: reply is yes_to_it or offer is silent, text: agreement}
    - {id: answers, want: reply is not none or offer is silent, text: an answer}
proposals: {talk: {offer: talks, short: the talks}, ask: {offer: entry, short: the entry}}
replies: {agreed_to: {reply: yes_to_it}}
"""


@pytest.fixture(scope="module")
def seat() -> tuple[Dossier, Advice]:
    dossier = read(TEXT)
    return dossier, advise(dossier)


def test_the_advice_names_no_assumption_that_does_not_matter(seat: tuple[Dossier, Advice]) -> None:
    told = recommendation(*seat)
    assert "weather" not in told
    assert len(told) < 200


def test_what_nobody_modelled_is_told_in_names(seat: tuple[Dossier, Advice]) -> None:
    text = " ".join(s.plain for s in sentences(brief(*seat)))
    assert "consent_us_club" not in text
    assert "Beta agrees to the entry of our government into the Club Treaty" in text


def test_who_can_withhold_consent_stands_on_page_one(seat: tuple[Dossier, Advice]) -> None:
    page = " ".join(
        s.plain for panel in brief(*seat).front for block in panel.blocks for s in getattr(block, "sentences", ())
    )
    assert "takes in our government only with three consents" in page


def test_a_section_of_one_world_says_so(seat: tuple[Dossier, Advice]) -> None:
    told = [s.plain for s in sentences(brief(*seat)) if s.plain.startswith("What follows is so if ")]
    assert told
    assert all("weather" not in t for t in told)


# claims, and what is told of one course or one case

CLAIMS = """claims:
  refused: {text: Entry is refused, holds: reply is refuse, after: [ask], likelihood: very unlikely, by: us}
  doubted: {text: Whether we get in is open, open: seat, after: [ask], by: us}
  priced: {text: Talks cost a seat, break_even: [talk, do_nothing], they: agreed_to, gain: [], loss: [seat], by: us}
"""


def told(text: str) -> str:
    dossier = read(text)
    return " ".join(s.plain for s in sentences(brief(dossier, advise(dossier))))


def test_what_is_so_in_each_case_is_not_said_to_differ() -> None:
    """The other cases have more to say, since another course is advised there, and nothing of it is withdrawn."""
    dossier = read(TEXT)
    advised = Case(dossier, advise(dossier))
    assert len({w.recommended for w in advised.advice.by_world}) == 2
    panel = next(p for p in brief(dossier, advised.advice).front if p.title == "How firm each choice is")
    here = set(firmness_told(advised.each[0]))
    everywhere = all(here <= set(firmness_told(each)) for each in advised.each)
    assert ("otherwise it differs" in panel.margin[-1].plain) is not everywhere


def firmness_told(case: Case) -> list[str]:
    return [f"{a.plain} {b.plain}" for a, b in firmness.firmness(case)]


def test_where_events_settle_is_told_of_a_course_where_it_is_advised() -> None:
    assert "for where events settle after the talks, where it is advised: Host state agrees to it." in told(TEXT)


def test_a_claim_stands_in_the_audit_with_how_likely_it_calls_it() -> None:
    text = told(TEXT + CLAIMS)
    assert "Entry is refused (likelihood: very unlikely)" in text
    assert "Likelihood words:" in text


def test_a_goal_that_is_lost_in_some_cases_and_kept_in_others_is_told_by_case() -> None:
    assert "After the entry “we are in” is lost if a new crisis breaks out, or if Beta does not" in told(TEXT + CLAIMS)


def test_why_a_claim_under_a_reply_fails_names_the_reply() -> None:
    reason = "Under “agreed to” what is gained and lost by the talks against doing nothing is not this."
    assert reason in told(TEXT + CLAIMS)
