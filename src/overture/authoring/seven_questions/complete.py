"""Whether answers are complete and fit each other: what an interview sees to, and a file of answers may lack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overture.authoring.seven_questions.aims import NotAnAim, aims, want
from overture.authoring.seven_questions.answers import MOST_UNKNOWN, RULES, Answers
from overture.authoring.seven_questions.plan import plan_of
from overture.files import nodes
from overture.files.diagnostics import Diagnostic, DossierError, did_you_mean
from overture.files.nodes import follow
from overture.files.text import compose

LONGEST = 400  # characters of one text


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


def refuse_incomplete(answers: Answers, text: str, file: str) -> None:
    """Raises `DossierError` with all that is missing or does not fit, each with its place in the file of answers.

    `answers` may hold more than the text: those of a template stand where the file is silent.

    >>> refuse_incomplete(Answers(), "who: Us", "answers.yaml")
    Traceback (most recent call last):
    overture.files.diagnostics.DossierError: `title` is missing; `who` is missing; ...
    """
    root, _ = compose(text, file)
    assert isinstance(root, nodes.Mapping)
    start = nodes.Span(1, 1, 1, 2)
    found = [Diagnostic("D109", f"`{key}` is missing", start, hint) for key, hint in missing(answers).items()]
    found = found or [*_unprintable(root), *_twice(answers, root), *_strangers(answers, root), *_limits(answers, root)]
    found = found or list(_wishes(answers, root))
    if found:
        raise DossierError(sorted(found, key=lambda d: d.span or start), file, text)


def _place(root: nodes.Mapping, *path: str | int) -> nodes.Span | None:
    return follow(root, path).span


def _unprintable(node: nodes.Node) -> Iterator[Diagnostic]:
    if isinstance(node, nodes.Mapping):
        for key, below in node.entries:
            yield from _unprintable(key)
            yield from _unprintable(below)
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _unprintable(item)
    elif not node.text.isprintable() or len(node.text) > LONGEST:
        message = f"an answer is one line of {LONGEST} characters at the most"
        yield Diagnostic("D103", message, node.span, "say it in fewer words")


def _twice(answers: Answers, root: nodes.Mapping) -> Iterator[Diagnostic]:
    """What is named twice, and the proposer among those who answer."""
    for key in ("say", "beside", "consent", "unknown"):
        seen = set()
        for place, value in enumerate(getattr(answers, key)):
            words = (value if isinstance(value, str) else value.what).casefold()
            if words in seen:
                yield Diagnostic("D102", f"`{words}` is named twice", _place(root, key, place), "name it once")
            seen.add(words)
    for name in answers.answer:
        if name.casefold() == answers.who.casefold():
            message = f"`{name}` decides, and cannot answer itself"
            yield Diagnostic("D110", message, _place(root, "answer", name), "name those who answer it")


def _strangers(answers: Answers, root: nodes.Mapping) -> Iterator[Diagnostic]:
    people = [answers.who, *answers.answer]
    for name in answers.wants:
        if name not in people:
            near = did_you_mean(name, people)
            yield Diagnostic("D104", f"nobody who answers is called `{name}`", _place(root, "wants", name), near)
    for place, name in enumerate(answers.unprompted):
        if name not in answers.answer:
            near = did_you_mean(name, answers.answer)
            yield Diagnostic("D104", f"nobody who answers is called `{name}`", _place(root, "unprompted", place), near)


def _limits(answers: Answers, root: nodes.Mapping) -> Iterator[Diagnostic]:
    most = len(answers.consent)
    number = re.fullmatch("[1-9][0-9]{0,3}", answers.rule)
    if answers.rule not in RULES and not (number and int(answers.rule) <= most):
        hint = f"write one of {', '.join(f'`{rule}`' for rule in RULES)}, or a number up to {most}"
        yield Diagnostic("D103", f"`{answers.rule}` is no rule that {most} can meet", _place(root, "rule"), hint)
    if len(answers.unknown) > MOST_UNKNOWN:
        message = f"{len(answers.unknown)} things that nobody knows; {MOST_UNKNOWN} are the most to begin with"
        yield Diagnostic("D103", message, _place(root, "unknown"), "keep those that the decision hangs on")


def _wishes(answers: Answers, root: nodes.Mapping) -> Iterator[Diagnostic]:
    """Wishes that are none of the outcomes."""
    known = aims(plan_of(answers))
    wishes: list[tuple[tuple[str | int, ...], str]] = [
        (("wants", name, place), wish) for name, given in answers.wants.items() for place, wish in enumerate(given)
    ]
    wishes += [
        (("unknown", number, "without", place), wish)
        for number, unknown in enumerate(answers.unknown)
        for place, wish in enumerate(unknown.without)
    ]
    for path, wish in wishes:
        try:
            want(wish, known)
        except NotAnAim as problem:
            yield Diagnostic("D104", str(problem), _place(root, *path), problem.hint)
