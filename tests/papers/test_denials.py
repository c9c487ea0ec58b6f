"""What is denied is denied as a whole: a reader must not take the denial for one of its parts."""

from __future__ import annotations

import pytest

from overture.dossier import read
from overture.library import case
from overture.logic import parse
from overture.papers.naming import formula_text
from overture.papers.sentences.case import negated_would, supposed_all
from overture.papers.verbs import negated


@pytest.mark.parametrize(("formula", "words"), [
    ("not (reply is accept and offer is talks)",
     "not both: their government accepts and our government proposes talks"),
    ("not (reply is accept or offer is talks)",
     "their government does not accept and our government does not propose talks"),
    ("not (not (reply is accept))", "their government accepts"),
    ("not (reply is accept implies offer is talks)",
     "their government accepts and our government does not propose talks"),
    ("reply is refuse or not (reply is accept and offer is talks)",
     "their government refuses or (not both: their government accepts and our government proposes talks)"),
])  # fmt: skip
def test_a_denial_reaches_all_that_it_denies(formula: str, words: str) -> None:
    assert formula_text(read(case("first-case")), parse(formula)).lower() == words


@pytest.mark.parametrize(("said", "denied"), [
    ("the Dominions tolerate the port", "the Dominions do not tolerate the port"),
    ("the guarantee survives the vote", "the guarantee does not survive the vote"),
    ("the delegates have instructions", "the delegates do not have instructions"),
    ("the delegates have agreed", "the delegates have not agreed"),
    ("Soviet arms and Western bases", "not so: Soviet arms and Western bases"),
])  # fmt: skip
def test_a_verb_is_denied_where_it_stands_and_a_thing_as_a_whole(said: str, denied: str) -> None:
    assert negated(said) == denied


WHOLE = "not so: "


@pytest.mark.parametrize(("said", "denied"), [
    # the main verb, before a clause with a verb of its own
    ("the two rely on Oslo enough to publish what was promised in Bergen",
     "the two do not rely on Oslo enough to publish what was promised in Bergen"),
    ("the Dominions accept what is offered to them", "the Dominions do not accept what is offered to them"),
    ("Bergen knows who has the letter", "Bergen does not know who has the letter"),
    ("the others keep to what they have said", "the others do not keep to what they have said"),
    ("Oslo wants the bill to pass before what is left of the year",
     "Oslo does not want the bill to pass before what is left of the year"),
    ("the Prime Minister will sign what is put before her", "the Prime Minister will not sign what is put before her"),
    ("Oslo was ready to sign what had been agreed", "Oslo was not ready to sign what had been agreed"),
    ("they were told that nothing is settled", "they were not told that nothing is settled"),
    ("we keep the port", "we do not keep the port"),
    ("the Northern Islands ask for it", WHOLE),
    # `have` with an object, `can`, what is denied already
    ("Oslo has a plan that is ready", "Oslo does not have a plan that is ready"),
    ("Oslo has to answer", "Oslo does not have to answer"),
    ("the Diet can adjourn", "the Diet cannot adjourn"),
    ("the Diet does not adjourn when it is asked", "the Diet adjourns when it is asked"),
    ("the Diet does not ratify", "the Diet ratifies"),
    ("Oslo must sign what is left", WHOLE),
    # nouns that could be verbs, and names
    ("the trade talks are open", "the trade talks are not open"),
    ("peace talks in Bergen are held", WHOLE),
    ("the will of the people is clear", "the will of the people is not clear"),
    ("Oslo and Bergen sign the note", "Oslo and Bergen do not sign the note"),
    ("the Northern Union and the United Islands agree", "the Northern Union and the United Islands do not agree"),
    # a clause in the subject
    ("the ships that are in port leave", WHOLE),
    ("those who are bound agree", WHOLE),
    ("what was settled in Bergen holds", WHOLE),
    ("the men Oslo has sent are ready", WHOLE),
    ("the men we have sent leave", WHOLE),
    ("the grain Oslo offers costs money", WHOLE),
    ("Bergen hopes the vote is lost", WHOLE),
    ("the envoy signs, as was agreed, the protocol", WHOLE),
    ("after the vote is lost, Oslo leaves", WHOLE),
    # a condition or a reason is not denied with the rest
    ("it holds because the coast is closed", WHOLE),
    ("the truce holds unless the strait is closed", WHOLE),
    # two verbs
    ("Oslo signs and leaves", WHOLE),
    ("Oslo is ready and Bergen is ready", WHOLE),
    ("Oslo is ready to sign and ratify", "Oslo is not ready to sign and ratify"),
    # quantifiers
    ("all parties are bound", WHOLE),
    ("two powers sign what is offered", WHOLE),
    ("most of the islands vote for it", WHOLE),
    ("no power is ready to leave what was won", "a power is ready to leave what was won"),
    ("nothing is said of what is owed", "something is said of what is owed"),
    ("Oslo offers no word", WHOLE),
    ("Oslo is given no answer", WHOLE),
    # a verb in the past is denied with the whole
    ("Oslo signed what was put before it", WHOLE),
])  # fmt: skip
def test_a_denial_stands_at_the_main_verb_or_before_the_whole(said: str, denied: str) -> None:
    assert negated(said) == (f"{WHOLE}{said}" if denied == WHOLE else denied)


def test_what_is_denied_as_a_whole_stands_last_in_a_list() -> None:
    assert supposed_all([negated_would("most of them turn"), negated_would("the court is asked"), "it rains"]) == (
        "the court is not asked, it rains and it is not so that most of them turn"
    )


HARBOUR = """
overture: 1
title: the harbour
proposer: north
as_of: 1900-01-02
actors: {north: {name: the Northern Republic}, south: {name: the Southern Isles, kind: group}}
options:
  north:
    dues:
      ask: What do we offer on the dues?
      choices: {silent: nothing, half: half of the dues, all: "the dues, as in the old treaty, without a day"}
      now: silent
      ordered: true
    ships:
      ask: By when must the ships leave?
      choices: {silent: nothing, may: by the first of May}
      now: silent
    flag: {ask: "Whose flag?", choices: {none: the old flag, new: a new flag}, now: none}
  south:
    reply: {ask: What do the Isles answer?, choices: {none: no answer, yes_: agree, maybe: a smile}, now: none}
preferences: {north: [{id: n, want: reply is yes_}], south: [{id: s, want: dues is all}]}
"""


@pytest.mark.parametrize(("formula", "words"), [
    ("dues is half", "the Northern Republic offers half of the dues"),
    ("dues is all", "the Northern Republic offers the dues, as in the old treaty, without a day"),
    ("dues is silent", "the Northern Republic offers nothing on the dues"),
    ("dues is not silent", "the Northern Republic offers something on the dues"),
    ("dues is not half", "the Northern Republic does not choose “half of the dues”"),
    ("dues is at least half", "the Northern Republic goes at least as far as “half of the dues”"),
    ("dues is at most half", "the Northern Republic goes no further than “half of the dues”"),
    ("not (dues is at least half)", "the Northern Republic goes less far than “half of the dues”"),
    ("ships is may", "the ships must leave by the first of May"),
    ("ships is silent", "the Northern Republic chooses “nothing”"),
    ("flag is new", "the Northern Republic chooses “a new flag”"),
    ("reply is none", "the Southern Isles give no answer"),
    ("reply is not none", "the Southern Isles give an answer"),
    ("reply is maybe", "the Isles answer “a smile”"),
    ("reply is not (none or maybe)", "the Southern Isles do not choose “no answer” or “a smile”"),
])  # fmt: skip
def test_a_choice_is_a_clause_that_can_follow_an_if(formula: str, words: str) -> None:
    assert formula_text(read(HARBOUR), parse(formula)) == words
