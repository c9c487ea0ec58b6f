"""A ranking is asked for, statements are written that give it, and nothing else in the file changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from overture.authoring.ranking.answers import (
    Said,
    as_file,
    as_reason,
    from_file,
    from_reason,
    not_yet_said,
    state_of,
    text_of,
)
from overture.authoring.ranking.features import State, features_of
from overture.authoring.ranking.outcomes_to_rank import pool_of
from overture.authoring.ranking.plan import Form, Plan, WouldBeLost, passage, plan_of
from overture.authoring.ranking.proposal import (
    gives,
    levels_of,
    not_asked_about,
    open_pair,
    propose,
    telling_pairs,
    written,
)
from overture.authoring.ranking.ranking import Interview
from overture.authoring.ranking.unranked import open_unranked
from overture.dossier import DossierError, read
from overture.dossier.entries import Statement
from overture.elicitation.comparisons import most_questions
from overture.files.rewriting import put
from overture.library import case
from overture.logic import parse
from overture.model import Model, models
from tests.dossier.texts import FIRST, SMALL, changed

TODAY = date(2031, 5, 6)
BARE = FIRST[: FIRST.index("  them: [reply")]  # the same case, the wishes of the other side not known


class Simulated:
    """Somebody with a ranking of their own, hidden from the interview, who answers every question by it."""

    def __init__(self, model: Model, statements: Sequence[str]) -> None:
        rank = np.zeros(model.feasible.shape, np.int64)
        for text in statements:
            rank = rank * 2 + model.truth(parse(text))
        self.rank = rank

    def said(self, first: State, second: State) -> Said:
        if self.rank[first] == self.rank[second]:
            return Said(first, second, alike=True)
        return Said(first, second) if self.rank[first] > self.rank[second] else Said(second, first)

    def answer(self, interview: Interview, answers: Sequence[Said] = ()) -> list[Said]:
        found = list(answers)
        while (asked := interview.question(found)) is not None:
            found.append(self.said(asked.first, asked.second))
            assert len(found) < 400
        return found


def interview_of(text: str, actor: str, **more: object) -> Interview:
    dossier, _ = open_unranked(text, "case.yaml")
    return Interview(dossier, models(dossier), actor, **more)  # type: ignore[arg-type]


def statements(text: str, actor: str) -> tuple[Statement, ...]:
    return read(text).preferences[actor]


HIDDEN = (
    ["reply is not accept or offer is talks", "reply is accept or offer is not talks", "reply is not none"],
    ["reply is refuse", "offer is silent"],
    ["reply is none or offer is treaty"],
    ["true"],
    ["offer is treaty iff reply is accept", "reply is not refuse", "offer is talks"],
)


@pytest.mark.parametrize("hidden", HIDDEN, ids=" > ".join)
@pytest.mark.parametrize("form", [None, "statements", "outcomes"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_file_ranks_as_the_answers_do_and_nothing_else_in_it_changes(
    hidden: list[str], form: Form | None, newline: str
) -> None:
    text = BARE.replace("\n", newline)
    interview = interview_of(text, "them")
    person = Simulated(interview.models[0], hidden)
    answers = person.answer(interview)
    proposed = propose(interview, answers, form)
    new = written(text, interview, proposed, answers, TODAY, "case.yaml")
    assert new.startswith(text.rstrip("\r\n"))
    assert new.count("\r\n") == (new.count("\n") if newline == "\r\n" else 0)
    model = models(read(new))[0]
    asked = [interview.pool.states[n] for n in interview.outcomes(answers)]
    for a in asked:
        for b in asked:
            assert np.sign(model.rank("them")[a] - model.rank("them")[b]) == np.sign(person.rank[a] - person.rank[b])


@pytest.mark.parametrize("seed", range(12))
def test_a_list_in_the_middle_of_a_file_is_the_only_stretch_that_changes(seed: int) -> None:
    chance = random.Random(seed)
    atoms = ["offer is silent", "offer is talks", "offer is join", "reply is accept", "reply is refuse", "patrol"]
    hidden = [
        f"{chance.choice(['', 'not '])}({chance.choice(atoms)} {chance.choice(['and', 'or'])} {chance.choice(atoms)})"
        for _ in range(3)
    ]
    start = SMALL.index("  isle:\n    outcomes:")
    end = SMALL.index("proposals:\n")
    interview = interview_of(SMALL, "isle", most=8 + seed)
    answers = Simulated(interview.models[0], hidden).answer(interview)
    assert len(answers) <= most_questions(interview.most)
    proposed = propose(interview, answers)
    assert gives(interview, answers, proposed)
    new = written(SMALL, interview, proposed, answers, TODAY, "case.yaml")
    assert new.startswith(SMALL[:start] + "  isle:")
    assert new.endswith(SMALL[end:])


def test_statements_that_stay_keep_their_bytes_and_only_what_they_leave_open_is_asked() -> None:
    text = changed(FIRST, "not (reply is refuse)]", "{id: last, want: not (reply is refuse), because: we said so}]")
    text = changed(text, "reply is accept and offer is treaty, reply is accept, ", "")
    kept = statements(text, "us")
    interview = interview_of(text, "us", given=kept)
    person = Simulated(interview.models[0], ["reply is not refuse", "offer is talks", "reply is accept"])
    answers = person.answer(interview)
    rank = interview.models[0].rank("us")
    assert all(rank[a.better] == rank[a.worse] for a in answers[:-2]), "nothing is asked that the file says"
    new = written(text, interview, propose(interview, answers), answers, TODAY, "case.yaml")
    assert "us:   [{id: last, want: not (reply is refuse), because: we said so}, " in new
    assert statements(new, "us")[0] == kept[0]
    assert len(statements(new, "us")) > 1


def test_answers_in_the_file_are_not_asked_again() -> None:
    interview = interview_of(BARE, "them", checks=False)
    person = Simulated(interview.models[0], HIDDEN[0])
    answers = person.answer(interview)
    new = written(BARE, interview, propose(interview, answers), answers, TODAY, "case.yaml")
    again = statements(new, "them")
    known = [a for s in again for a in from_reason(interview.space, s.because)]
    assert known == answers
    assert interview_of(new, "them", given=again, kept=known, checks=False).question(known) is None


def test_answers_of_an_earlier_session_count_and_the_rest_is_asked() -> None:
    interview = interview_of(BARE, "them", checks=False)
    person = Simulated(interview.models[0], HIDDEN[0])
    whole = person.answer(interview)
    later = interview_of(BARE, "them", checks=False, kept=whole[:4])
    assert person.answer(later, whole[:4])[:4] == whole[:4]
    places = [set(group) for group in later.ranking(person.answer(later, whole[:4]))]
    assert places == [set(group) for group in interview.ranking(whole)]


def test_an_answer_taken_back_brings_the_same_question_again() -> None:
    interview = interview_of(SMALL, "isle", most=10)
    person = Simulated(interview.models[0], ["reply is accept", "patrol"])
    answers: list[Said] = []
    asked = []
    while (question := interview.question(answers)) is not None:
        asked.append(question)
        answers.append(person.said(question.first, question.second))
    for number, question in enumerate(asked):
        assert interview.question(answers[:number]) == question


@pytest.mark.parametrize("actor", ["us", "them"])
def test_a_file_without_any_preferences_can_be_ranked(actor: str) -> None:
    text = FIRST[: FIRST.index("preferences:")]
    interview = interview_of(text, actor)
    answers = Simulated(interview.models[0], HIDDEN[0]).answer(interview)
    new = written(text, interview, propose(interview, answers), answers, TODAY, "case.yaml")
    dossier, unranked = open_unranked(new, "case.yaml")
    assert unranked == {"us", "them"} - {actor}
    assert len(dossier.preferences[actor]) >= 1


@pytest.mark.parametrize("empty", ["preferences:", "preferences: {}", "preferences: {us: [], them: }"])
def test_empty_preferences_are_preferences_that_are_not_known_yet(empty: str) -> None:
    _, unranked = open_unranked(FIRST[: FIRST.index("preferences:")] + empty + "\n", "case.yaml")
    assert unranked == {"us", "them"}


def test_every_other_mistake_of_such_a_file_is_still_told() -> None:
    with pytest.raises(DossierError, match="unknown actor"):
        open_unranked(changed(BARE, "proposer: us", "proposer: usr"), "case.yaml")


def test_the_outcomes_begin_with_what_is_so_now_and_hold_every_settlement() -> None:
    dossier = read(FIRST)
    pool = pool_of(dossier, models(dossier), "them")
    told = [text_of(models(dossier)[0].space, s) for s in pool.states]
    assert told[0] == "as now"
    assert {"offer is talks and reply is accept", "offer is treaty and reply is refuse"} <= set(told[:4])


def test_a_contradiction_is_told_by_its_answers_and_by_what_the_file_says() -> None:
    interview = interview_of(FIRST, "us", given=statements(FIRST, "us"))
    space = interview.space
    now, treaty, talks = (
        state_of(space, t)
        for t in ("as now", "offer is treaty and reply is accept", "offer is talks and reply is accept")
    )
    assert now is not None
    assert treaty is not None
    assert talks is not None
    (file, mine) = sorted(interview.contradiction([Said(now, treaty)]), key=lambda link: link.number is not None)
    assert (file.said, file.number) == (Said(treaty, now), None)
    assert (mine.said, mine.number) == (Said(now, treaty), 0)
    alone = interview_of(BARE, "them")
    circle = [Said(now, treaty), Said(treaty, talks), Said(talks, now)]
    # only the outcomes of answers count, whether or not they would have been asked about
    assert {link.number for link in alone.contradiction(circle)} == {0, 1, 2}


def test_checking_questions_stay_within_n_log2_n() -> None:
    for hidden in HIDDEN:
        for most in range(2, 8):
            interview = interview_of(BARE, "them", most=most)
            answers = Simulated(interview.models[0], hidden).answer(interview)
            assert len(answers) <= most_questions(max(interview.most, len(interview.start)))


def test_what_is_asked_back_follows_or_was_never_asked() -> None:
    interview = interview_of(SMALL, "isle", most=6)
    person = Simulated(interview.models[0], ["reply is accept", "patrol or offer is talks"])
    answers = person.answer(interview)
    proposed = propose(interview, answers)
    for pair in telling_pairs(interview, answers, proposed):
        assert person.rank[pair.better] > person.rank[pair.worse]
    taken, _ = levels_of(interview, answers)
    other = open_pair(interview, answers, proposed)
    if other is not None:
        assert len({other.better, other.worse} - {interview.pool.states[n] for n in taken}) == 1
    assert not_asked_about(interview, answers) == int(interview.models[0].feasible.sum()) - len(taken)


# answers as text


def test_answers_read_back_from_a_reason_and_from_a_file() -> None:
    interview = interview_of(SMALL, "isle")
    space, states = interview.space, interview.pool.states
    said = [Said(states[0], states[1]), Said(states[2], states[1], alike=True), Said(states[3], states[0])]
    assert from_reason(space, as_reason(space, said, TODAY)) == said

    def named(text: str) -> State:
        state = state_of(space, text)
        assert state is not None
        return state

    assert from_file(as_file(space, said, "isle"), "a.yaml", named) == said
    assert from_file(as_file(space, [], "isle"), "a.yaml", named) == []


def test_every_state_is_told_by_a_text_of_its_own() -> None:
    interview = interview_of(SMALL, "isle")
    texts = [text_of(interview.space, s) for s in interview.pool.states]
    assert len(set(texts)) == len(texts)
    assert [state_of(interview.space, t) for t in texts] == list(interview.pool.states)


@pytest.mark.parametrize(
    "text", ["reply", "reply is maybe", "nobody is here", "offer is talks or patrol", "", "not reply is none"]
)
def test_what_tells_no_outcome_is_not_taken_for_one(text: str) -> None:
    assert state_of(interview_of(SMALL, "isle").space, text) is None


def test_an_answer_about_an_option_that_is_gone_is_left_out() -> None:
    interview = interview_of(BARE, "them")
    space, states = interview.space, interview.pool.states
    reason = as_reason(space, [Said(states[0], states[1]), Said(states[1], states[2])], TODAY)
    assert from_reason(space, changed(reason, f"(1) {text_of(space, states[0])};", "(1) gone is yes;")) == [
        Said(states[1], states[2])
    ]


def test_a_feature_is_a_proposition_that_differs_among_the_outcomes() -> None:
    dossier = read(SMALL)
    found = models(dossier)
    states = pool_of(dossier, found, "isle").states
    features = features_of(dossier, found, states, "isle")
    for formula, row in zip(features.formulas, features.truths, strict=True):
        assert [bool(found[0].truth(formula)[s]) for s in states] == row.tolist()
        assert row.any()
        assert not row.all()


# the shipped cases: an actor's statements are taken out, and asked for from somebody who answers by them


@pytest.mark.parametrize(("name", "actor"), [("first-case", "us"), ("first-case", "them")])
def test_of_a_small_case_the_settlements_come_back(name: str, actor: str) -> None:
    from overture.advice import advise

    whole = read(case(name))
    person = Simulated(models(whole)[0], [])
    person.rank = models(whole)[0].rank(actor).astype(np.int64)
    text = put(case(name), [(("preferences", actor), [])])
    interview = interview_of(text, actor)
    answers = person.answer(interview)
    new = read(written(text, interview, propose(interview, answers), answers, TODAY, "case.yaml"))
    before, after = advise(whole, audit=False), advise(new, audit=False)
    assert before.recommended == after.recommended
    for proposal, outcome in before.by_world[0].proposals.items():
        states = [s.states for s in outcome.settlements]
        assert [s.states for s in after.by_world[0].proposals[proposal].settlements] == states


@pytest.mark.parametrize(
    ("name", "actor"),
    [("finland-sweden-2022", "hungary"), ("finland-sweden-2022", "secretary_general"), ("molotov-1954", "italy"),
     ("molotov-1954", "assembly")],
)  # fmt: skip
def test_in_a_large_case_twelve_outcomes_rank_as_answered_and_only_the_list_changes(name: str, actor: str) -> None:
    whole = read(case(name))
    person = Simulated(models(whole)[0], [])
    person.rank = models(whole)[0].rank(actor).astype(np.int64)
    text = put(case(name), [(("preferences", actor), [])])
    before, _, after = text.partition(f"\n  {actor}: []")
    interview = interview_of(text, actor)
    answers = person.answer(interview)
    assert len(answers) <= most_questions(12)
    new = written(text, interview, propose(interview, answers), answers, TODAY, "case.yaml")
    assert new.startswith(before + f"\n  {actor}:")
    assert new.endswith(after)
    rank = models(read(new))[0].rank(actor)
    asked = [interview.pool.states[n] for n in interview.outcomes(answers)]
    assert len(asked) == 12
    assert all(
        np.sign(rank[a] - rank[b]) == np.sign(person.rank[a] - person.rank[b]) for a in asked for b in asked
    )


def test_where_others_are_unknown_too_they_stay_and_the_actor_is_asked_about_its_own_answers() -> None:
    interview = interview_of(FIRST[: FIRST.index("preferences:")], "them", most=7)
    told = {text_of(interview.space, s) for s in interview.pool.states}
    assert {"offer is treaty and reply is accept", "offer is treaty and reply is refuse", "offer is treaty"} <= told


# what stays, what is replaced


@pytest.mark.parametrize("best_first", [False, True])
@pytest.mark.parametrize("form", [None, "statements", "outcomes"])
@pytest.mark.parametrize("afresh", [False, True])
def test_what_is_there_stays_or_is_replaced_on_request_alone(best_first: bool, form: Form | None, afresh: bool) -> None:
    there = statements(FIRST, "us")
    has = "outcomes" if best_first else "statements"
    assert plan_of((), best_first, form, afresh) == Plan(form)
    if afresh:
        assert plan_of(there, best_first, form, afresh) == Plan(form, replaced=there)
    elif form in (None, has):
        plan = plan_of(there, best_first, form, afresh)
        assert (plan.form, plan.stays, plan.replaced, plan.best_first) == (has, there, (), best_first)
    else:
        with pytest.raises(WouldBeLost, match="--afresh"):
            plan_of(there, best_first, form, afresh)


@pytest.mark.parametrize(
    ("written_as", "comments"),
    [("  us: [a, 'b # c']  # stays\n", ()),
     ("  us:  # one\n    outcomes:\n      # two\n      - a\n", ("# one", "# two")),
     ("  us: [  # one\n    a]\n", ("# one",)), ("  us: {outcomes: [a#b]}\n", ())],
)  # fmt: skip
def test_the_comments_in_a_list_are_found(written_as: str, comments: tuple[str, ...]) -> None:
    assert passage(f"preferences:\n{written_as}  them: [x]  # theirs\n", "us").comments == comments


def test_the_same_answer_is_kept_once() -> None:
    a, b, c = interview_of(BARE, "them").pool.states[:3]
    said = [Said(a, b), Said(b, c, alike=True), Said(c, b, alike=True), Said(a, b), Said(b, a)]
    assert not_yet_said(said) == [Said(a, b), Said(b, c, alike=True), Said(b, a)]
    assert not_yet_said(said, said[:2]) == [Said(b, a)]


@pytest.mark.parametrize("hidden", HIDDEN, ids=" > ".join)
def test_outcomes_below_a_ranking_of_the_file_leave_it_as_it_is(hidden: list[str]) -> None:
    text = BARE + "  them: {outcomes: [reply is accept and offer is talks, {want: reply is refuse, because: so}]}\n"
    interview = interview_of(text, "them", given=statements(text, "them"), best_first=True)
    before = interview.models[0].rank("them")
    person = Simulated(interview.models[0], [])
    person.rank = before * 100 + Simulated(interview.models[0], hidden).rank * (before == before.min())
    answers = person.answer(interview)
    proposed = propose(interview, answers)
    assert gives(interview, answers, proposed)
    if proposed.new:
        new = written(text, interview, proposed, answers, TODAY, "case.yaml")
        assert new.startswith(text.removesuffix("]}\n"))
