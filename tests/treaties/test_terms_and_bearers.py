"""Terms that run out and are renewed, who may act, who bears a duty and from when; what a question misspells."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from overture.files.diagnostics import DossierError
from overture.logic import NO, YES, parse_condition, show
from overture.treaties.answers.questions import ask
from overture.treaties.answers.supposing import read_question
from overture.treaties.duties.obligations import matrix
from overture.treaties.duties.performance import lives
from overture.treaties.semantics.admissibility import Attempt, judge
from overture.treaties.semantics.fold import play
from overture.treaties.semantics.state import State
from overture.treaties.text.reading import Opened, open_texts
from overture.treaties.text.strangers import strangers

LEAGUE = """
treaty: league
name: League
signed: {on: 1950-01-01}
groups: {signatories: [a, b, all], neighbours: [c, z]}
provisions:
  - {art: "1", says: In force, status: {in_force: every signatory deposited, party: in force and x deposited}}
  - {art: "2", says: Deposit, power: {act: deposit, by: signatory, needs: [x is a signatory], effect: x is a contracting state}}
  - {art: "3", says: Term, term: {length: 10 years, renewal: 5 years, unless: denounced 1 year before the end}}
  - {art: "4", says: Help, duty: {when: armed attack on a party, bearer: every other party, do: assist, how: all aid in its power, not_before: in force + 1 year}}
  - {art: "5", says: Neighbours may enter, power: {act: accede, by: neighbours, effect: x is a party}}
log:
  complete: {acts: [deposit, accede, denounce, assists], until: 1970-01-01}
  events:
    - {on: 1951-01-01, act: deposit, by: [a, b, all]}
    - {on: 1951-06-01, fact: {armed attack: {on: a, by: foe}}}
    - {on: 1953-06-01, fact: {armed attack: {on: a, by: foe}}}
    - {on: 1953-07-01, fact: {assists: {by: b, on: a}}}
    - {on: 1959-01-01, act: denounce, by: all}
"""


def opened(text: str = LEAGUE) -> Opened:
    return open_texts([(text, "league.yaml")])


def at(day: str, text: str = LEAGUE) -> State:
    found = date.fromisoformat(day)
    return play(opened(text).system, found).at(found)


def test_who_denounces_in_time_leaves_at_the_first_end_and_the_others_at_the_second() -> None:
    assert at("1960-12-31").standing("party", "league", "all") is YES
    assert at("1961-01-01").standing("party", "league", "all") is NO
    assert at("1961-01-01").standing("party", "league", "b") is YES
    assert at("1966-01-02").in_force("league") is NO


def test_a_renewal_unless_denounced_gives_the_power_to_denounce_and_its_last_day() -> None:
    late = at("1960-06-01")
    assert judge(at("1960-01-01"), Attempt("denounce", "league", ("b",))).value is YES
    told = judge(late, Attempt("denounce", "league", ("b",)))
    assert told.value is YES  # for the second end, five years later
    assert told.leaves == date(1966, 1, 1)
    assert judge(at("1965-06-01"), Attempt("denounce", "league", ("b",))).value is NO


def test_a_term_ends_on_its_last_day_whenever_one_asks() -> None:
    for asked in ("1966-01-02", "1966-07-01", "1990-01-01"):
        assert at(asked).ended == {"league": date(1966, 1, 1)}
    lines = play(opened().system, date(1990, 1, 1)).lines
    assert [(str(line.on), line.word) for line in lines if line.word == "ended"] == [("1966-01-01", "ended")]


def test_the_parties_of_a_treaty_that_has_ended_are_former_parties() -> None:
    state = at("1968-01-01")
    for name in ("a", "b", "all"):
        assert state.standing("former party", "league", name) is YES


def test_a_power_given_to_a_group_is_refused_to_an_outsider() -> None:
    state = at("1955-01-01")
    assert judge(state, Attempt("accede", "league", ("c",))).value is YES
    assert judge(state, Attempt("accede", "league", ("foe",))).value is NO


def test_a_duty_binds_from_the_day_that_the_article_names() -> None:
    assert all(not row for row in matrix(at("1951-06-01"), states=("a", "b")).values())
    assert matrix(at("1953-06-01"), states=("a", "b"))["a"].keys() == {"b", "all"}


def test_strict_aid_that_the_log_knows_not_to_have_come_is_a_breach() -> None:
    for last in (date(1969, 1, 1), date(1970, 1, 2), date(1990, 1, 1)):
        found = {one.bearer: one.status for one in lives(play(opened().system, last), last)}
        assert found == {"b": "met", "all": "breached"}


def test_states_may_be_called_like_a_word_of_the_grammar() -> None:
    for words in ("a deposited", "all is a party", "some deposited and a consents to x"):
        assert show(parse_condition(words)) == words
    assert show(parse_condition("all signatories deposited")) == "every signatory deposited"


@pytest.mark.parametrize(("old", "new", "says"), [
    ("bearer: every other party", "bearer: every other partty", "nothing says who is `partty`"),
    ("armed attack on a party", "armed attack on a paty", "nothing says who is `paty`"),
    ("by: neighbours", "by: neigbours", "unknown actor `neigbours`"),
    ("acts: [deposit,", "acts: [depositt,", "expected one of"),
])  # fmt: skip
def test_a_misspelt_name_in_an_article_or_of_an_act_is_a_mistake(old: str, new: str, says: str) -> None:
    with pytest.raises(DossierError) as raised:
        opened(LEAGUE.replace(old, new))
    assert says in str(raised.value)


def test_a_state_that_no_file_knows_is_told_with_the_nearest() -> None:
    text = LEAGUE.replace("[c, z]", "[carthage, z]")
    system = opened(text).system
    slip = read_question("on: 1955-01-01, try: {act: accede, by: cartage}")
    assert strangers(system, slip) == {"cartage": "did you mean `carthage`?"}
    assert ask(system, slip, "league").answer == "refused"
    assert strangers(system, read_question("on: 1955-01-01, status: {party: rome}")) == {"rome": ""}
    assert strangers(system, read_question("on: 1955-01-01, fact: {armed attack: {on: a, by: b}}")) == {}


COUNCIL = LEAGUE + """
organs:
  council:
    members: every party
    permanent: [a]
    voting:
      - {matter: procedural, votes: 2, art: "8(1)"}
      - {matter: substantive, votes: 2, veto: permanent, art: "8(2)"}
"""


@pytest.mark.parametrize(("preliminary", "answer"), [
    ("for: [b, all], against: [a]", "rejected"),  # the first veto: the question is one of substance
    ("for: [a, b]", "adopted"),
])  # fmt: skip
def test_a_permanent_member_can_stop_that_a_matter_is_procedural_and_then_the_decision(
    preliminary: str, answer: str
) -> None:
    question = read_question(
        "on: 1955-01-01, vote: {organ: council, matter: procedural, for: [b, all], against: [a], "
        f"preliminary: {{organ: council, matter: substantive, {preliminary}}}}}"
    )
    found = ask(opened(COUNCIL).system, question, "league")
    assert found.answer == answer
    assert found.finding.pivotal == (("a",) if answer == "rejected" else ())


def test_several_states_can_hold_a_veto() -> None:
    text = LEAGUE + """
organs:
  council: {members: every party, voting: [{matter: all, rule: majority, veto: [a, b], art: "9"}]}
"""
    question = read_question("on: 1955-01-01, vote: {organ: council, matter: all, for: [a, all], against: [b]}")
    found = ask(opened(text).system, question, "league")
    assert (found.answer, found.finding.pivotal) == ("rejected", ("b",))
