"""The questions of a treaty file answered and held against the answers that it expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overture.treaties.answers.citing import cites
from overture.treaties.answers.findings import Answer, told
from overture.treaties.answers.questions import ask
from overture.treaties.answers.supposing import UnreadQuestion
from overture.treaties.text.records import Question
from overture.treaties.text.system import System


@dataclass(frozen=True)
class Checked:
    """A question with its answer: right, wrong, or unread."""

    id: str
    question: Question
    verdict: str  # right | wrong | unread
    answer: Answer | None = None
    reason: str = ""  # why it is unread, or in what the answer differs

    def as_json(self) -> dict[str, Any]:
        """Answer, expected answer, articles and verdict, with what the question also asks for."""
        found = self.answer.as_json() if self.answer else {"answer": None, "art": ""}
        found |= {"expect": self.question.expect, "verdict": self.verdict}
        return found | ({"reason": self.reason} if self.reason else {})


def check(system: System, question: Question, treaty: str, name: str) -> Checked:
    """Answer one question and compare: the answer, an article that it cites, and who blocks where that is asked."""
    try:
        answer = ask(system, question, treaty)
    except UnreadQuestion as error:
        return Checked(name, question, "unread", reason=str(error))
    reasons = []
    if question.expect is not None and answer.answer != question.expect:
        reasons.append(f"the answer is {told(answer.answer)}, expected is {told(question.expect)}")
    if question.art and not cites(question.art, answer.finding.articles, treaty):
        reasons.append(f"it rests on {answer.articles or 'no article'}, expected is {question.art}")
    for word in ("blocking", "pivotal", "open"):
        expected = getattr(question, word)
        if expected is not None and _sets(expected) != _sets(getattr(answer.finding, word)):
            found = getattr(answer.finding, word)
            reasons.append(f"{word}: {told([list(f) if isinstance(f, tuple) else f for f in found])}")
    return Checked(name, question, "wrong" if reasons else "right", answer, "; ".join(reasons))


def _sets(given: Any) -> set[frozenset[str]]:
    return {frozenset(part) if isinstance(part, list | tuple) else frozenset([str(part)]) for part in given}
