"""What a question finds: the answer, the articles it rests on, who can stop it, what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overture.treaties.answers import citing
from overture.treaties.answers.citing import Article
from overture.treaties.semantics.admissibility import Verdict
from overture.treaties.semantics.state import State
from overture.treaties.text.records import Question


@dataclass(frozen=True)
class Finding:
    """The answer in one run, with what it rests on."""

    answer: Any
    articles: tuple[Article, ...] = ()
    blocking: tuple[tuple[str, ...], ...] = ()
    pivotal: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    state: State | None = None
    verdicts: tuple[Verdict, ...] = ()
    says: tuple[str, ...] = ()
    meaning: Any = None  # what the answer means where it can be told in several words: the states, by name


@dataclass(frozen=True)
class Answer:
    """The answer to a question under all that is contested."""

    question: Question
    treaty: str
    answer: Any
    finding: Finding
    differing: tuple[tuple[str, Any], ...] = ()

    @property
    def articles(self) -> str:
        return citing.told(self.finding.articles, self.treaty)

    def as_json(self) -> dict[str, Any]:
        """The answer for programs: with its articles, who blocks, what is open and what it depends on."""
        return {
            "answer": self.answer,
            "art": self.articles,
            "blocking": [list(s) for s in self.finding.blocking],
            "pivotal": list(self.finding.pivotal),
            "open": list(self.finding.open),
            "depends_on": [{"if": name, "answer": given} for name, given in self.differing],
        }


def told(value: Any) -> str:
    """An answer in one line.

    >>> told({"assist": ["a", "b"], "report": "nobody"})
    'assist: a, b; report: nobody'
    """
    if isinstance(value, dict):
        return "; ".join(f"{k}: {told(v)}" for k, v in value.items()) or "nobody"
    if isinstance(value, list | tuple):
        return ", ".join(told(v) for v in value) or "nobody"
    return str(value)


def joined(findings: list[Finding]) -> Any:
    """One answer of several runs: where they mean the same, that of the first; of tables, key by key."""
    answers = [f.answer for f in findings]
    if not all(isinstance(a, dict) for a in answers):
        return combined(answers)
    base = answers[0]
    meanings = [f.meaning or f.answer for f in findings]
    return {
        key: base[key] if all(m.get(key) == meanings[0].get(key) for m in meanings)
        else combined([a.get(key) for a in answers])
        for key in base
    }  # fmt: skip


def combined(answers: list[Any]) -> Any:
    """One answer of several: the same, else unknown where one of them is, else disputed; of tables, key by key.

    >>> combined(["true", "true"]), combined(["true", "false"]), combined(["true", "unknown"])
    ('true', 'disputed', 'unknown')
    """
    first = answers[0]
    if all(a == first for a in answers):
        return first
    if all(isinstance(a, dict) for a in answers):
        return {key: combined([a.get(key) for a in answers]) for key in first}
    return "unknown" if "unknown" in answers else "disputed"
