"""The questions in the shipped treaties are answered from the data alone, with the article."""

from __future__ import annotations

from functools import cache

import pytest

from overture.treaties.answers import checked
from overture.treaties.answers.checked import Checked, check
from overture.treaties.text.records import Question
from tests.treaties.library import shipped

QUESTIONS = [(source.file.treaty, question) for source in shipped().sources for question in source.file.questions]

# questions whose expected answer we hold to be wrong by the text, with what the text gives today
DISPUTED_EXPECTATIONS: dict[str, str] = {}


BY_ID = {(treaty, question.id): question for treaty, question in QUESTIONS}


@cache
def answered(treaty: str, name: str) -> Checked:
    return check(shipped().system, BY_ID[treaty, name], treaty, name)


@pytest.mark.parametrize(("treaty", "question"), QUESTIONS, ids=[q.id for _, q in QUESTIONS])
def test_a_question_of_the_library_is_answered_as_its_file_expects(treaty: str, question: Question) -> None:
    found = answered(treaty, question.id)
    if question.id in DISPUTED_EXPECTATIONS:
        assert found.answer is not None
        assert str(found.answer.answer) == DISPUTED_EXPECTATIONS[question.id]
    else:
        assert found.verdict == "right", found.reason


@pytest.mark.parametrize(("treaty", "question"), QUESTIONS, ids=[q.id for _, q in QUESTIONS])
def test_a_wrong_expectation_is_found_wrong(
    treaty: str, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked, "ask", lambda *_: answered(treaty, question.id).answer)
    other = question.model_copy(update={"expect": "something else"})
    assert check(shipped().system, other, treaty, question.id).verdict == "wrong"


def test_every_treaty_of_the_library_has_five_questions_or_says_why() -> None:
    few = {s.file.treaty for s in shipped().sources if len(s.file.questions) < 5}
    assert few <= {"general_law"}


def test_no_warning_is_given_of_the_library() -> None:
    assert shipped().warnings == ()
