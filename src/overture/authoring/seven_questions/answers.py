"""The answers to the seven questions: what a first dossier is made of, and the file that keeps them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from overture.dossier.entries import LIKELIHOODS
from overture.files import nodes
from overture.files.diagnostics import Diagnostic, DossierError, did_you_mean
from overture.files.fields import Day, Text, Texts, one_of
from overture.files.nodes import node_of, plain
from overture.files.schema import empty_values, follow, problems_of
from overture.files.text import compose
from overture.files.yaml_writing import block

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

    >>> sorted(missing(Answers(who="Norland", say=("ask to join",))))
    ['answer', 'title', 'wants', 'when']
    """

    title: Text = ""
    who: Text = ""
    when: Day | None = None
    question: Text = ""
    say: Texts = ()
    beside: Texts = ()
    answer: dict[str, Texts] = {}
    unasked: Texts = ()
    consent: Texts = ()
    rule: Text = "every party"
    treaty: Text = ""
    objection: Objection = Objection()
    wants: dict[str, Texts] = {}
    unknown: Annotated[tuple[Unknown, ...], BeforeValidator(_each)] = ()

    def with_(self, **more: Any) -> Answers:
        """These answers with some of them changed."""
        return self.model_copy(update=more)


def missing(answers: Answers) -> dict[str, str]:
    """The questions that have no answer and need one, each with what to write."""
    found = {}
    for key, hint in (
        ("title", "a few words on what it is about"), ("who", "who decides"), ("when", "a day such as 2026-03-26"),
        ("say", "a list of wordings"), ("answer", "who answers, and with what: `answer: {NAME: [accept, refuse]}`"),
    ):  # fmt: skip
        if not getattr(answers, key):
            found[key] = hint
    people = [answers.who, *answers.answer]
    silent = [name for name in dict.fromkeys(people) if name and not answers.wants.get(name)]
    if silent or not answers.wants:
        found["wants"] = "what each wants, most important first" + (f": {', '.join(silent)}" if silent else "")
    return found


def read_answers(text: str, file: str, complete: bool = True) -> Answers:
    """Answers from their file. Raises `DossierError` with every mistake, and with all that is not answered.

    >>> read_answers("who: Norland", "a.yaml", complete=False).who
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
    if not problems and complete:
        problems += incomplete(answers, root)
    if problems:
        raise DossierError(sorted(problems, key=lambda p: p.span or nodes.Span(0, 0, 0, 0)), file, text)
    return answers


def incomplete(answers: Answers, root: nodes.Mapping) -> list[Diagnostic]:
    """What is not answered, and answers that do not fit each other, each with its place in the file."""
    found = [Diagnostic("D109", f"`{key}` is missing", root.span, hint) for key, hint in missing(answers).items()]
    people = [answers.who, *answers.answer]
    for name in answers.wants:
        if name not in people:
            span = _key(root, ("wants", name))
            found.append(Diagnostic("D104", f"nobody who answers is called `{name}`", span, did_you_mean(name, people)))
    for name in answers.unasked:
        if name not in answers.answer:
            span, near = follow(root, ("unasked",)).span, did_you_mean(name, answers.answer)
            found.append(Diagnostic("D104", f"nobody who answers is called `{name}`", span, near))
    most = len(answers.consent)
    if answers.rule not in RULES and not (answers.rule.isdecimal() and 1 <= int(answers.rule[:4]) <= most):
        hint = f"write one of {', '.join(RULES)}, or a number up to {most}"
        found.append(
            Diagnostic("D103", f"the rule `{answers.rule}` cannot be met", follow(root, ("rule",)).span, hint)
        )
    return found


def _key(root: nodes.Mapping, path: tuple[str, ...]) -> nodes.Span | None:
    above = follow(root, path[:-1])
    key = above.key(path[-1]) if isinstance(above, nodes.Mapping) else None
    return key.span if key else above.span


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
