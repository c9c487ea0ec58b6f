"""The answers to the seven questions: what a first dossier is made of, and the file that keeps them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from overture.dossier.entries import LIKELIHOODS
from overture.files import nodes
from overture.files.diagnostics import Diagnostic, DossierError
from overture.files.fields import Day, Text, Texts, one_of
from overture.files.nodes import node_of, plain
from overture.files.schema import empty_values, problems_of
from overture.files.text import compose
from overture.files.yaml_writing import block

MOST_UNKNOWN = 5  # each doubles the worlds that may have to be looked at
RULES = ("every party", "majority", "two thirds")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Objection(_Part):
    """What is said against the proposal, who says it, and what would be said to it."""

    says: Text = ""
    by: Text = ""
    answer: Text = ""


class Unknown(_Part):
    """What nobody at the table controls and nobody knows, and what cannot happen without it."""

    what: Text
    likelihood: Annotated[str, one_of(*LIKELIHOODS)] | None = None
    without: Texts = ()


def _each(value: object) -> object:
    return [{"what": v} if isinstance(v, str) else v for v in value] if isinstance(value, list | tuple) else value


class Answers(_Part):
    """All that the interview asks; what is not answered yet is empty.

    >>> Answers(who="Norland", say=("ask to join",)).wants
    {}
    """

    title: Text = ""
    who: Text = ""
    when: Day | None = None
    question: Text = ""
    say: Texts = ()
    beside: Texts = ()
    answer: dict[str, Texts] = {}
    unprompted: Texts = ()
    consent: Texts = ()
    rule: Text = "every party"
    treaty: Text = ""
    objection: Objection = Objection()
    wants: dict[str, Texts] = {}
    unknown: Annotated[tuple[Unknown, ...], BeforeValidator(_each)] = ()

    def with_(self, **more: Any) -> Answers:
        """These answers with some of them changed."""
        return self.model_copy(update=more)


def read_answers(text: str, file: str) -> Answers:
    """Answers from their file, which may leave questions open. Raises `DossierError` with every mistake of form.

    >>> read_answers("who: Norland", "a.yaml").who
    'Norland'
    """
    root, problems = compose(text, file)
    if not isinstance(root, nodes.Mapping):
        raise DossierError([Diagnostic("D103", "expected answers such as `who: ...`", root.span)], file, text)
    lines = text.splitlines()
    problems += empty_values(root, lines)
    answers = Answers()
    try:
        answers = Answers.model_validate(plain(root))
    except ValidationError as error:
        problems += problems_of(error, root, Answers, lines)
    if problems:
        raise DossierError(sorted(problems, key=lambda p: p.span or nodes.Span(0, 0, 0, 0)), file, text)
    return answers


def write_answers(answers: Answers) -> str:
    """The file that keeps answers; it is read by `read_answers`.

    >>> from datetime import date
    >>> print(write_answers(Answers(who="Norland", when=date(2026, 3, 26), say=("ask to join",))))
    who: Norland
    when: 2026-03-26
    say: [ask to join]
    """
    return "\n".join(block(_bare(answers.model_dump(exclude_defaults=True))))


def _bare(data: Any) -> Any:
    """The data without what is empty, so that nothing stands behind no key."""
    if isinstance(data, dict):
        return {k: _bare(v) for k, v in data.items() if v not in ("", (), {}, None)}
    if isinstance(data, list | tuple):
        return [_bare(v) for v in data]
    return plain(node_of(data))
