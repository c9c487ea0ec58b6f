"""Answers on what an actor would rather have, as text: in a file of their own, and with the statements they gave.

An outcome is told by the options that are not as now: `offer is talks and reply is accept`, or `as now`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from overture.authoring.ranking.features import State
from overture.dossier.entries import plain_value
from overture.files.nodes import Mapping, Node, Scalar, plain
from overture.files.nodes import Sequence as Listing
from overture.files.text import compose
from overture.files.yaml_writing import block
from overture.model import Space

AS_NOW = "as now"
FORMS = "an answer is `{better: ..., worse: ...}` or `{alike: [..., ...]}`"
_RATHER, _ALIKE = "rather than", "as good as"


class Said(NamedTuple):
    """One answer: an outcome is preferred to another, or the two are alike."""

    better: State
    worse: State
    alike: bool = False


class BadAnswers(Exception):
    """A file of answers that cannot be used; the message says where and why."""


def text_of(space: Space, state: State) -> str:
    """An outcome by the options that are not as now."""
    index = (*space.package_index(state.package), *space.reply_index(state.reply))
    parts = []
    for option, value, today in zip(space.options, index, space.today, strict=True):
        if value == today:
            continue
        if option.choices:
            parts.append(f"{option.id} is {option.values[value]}")
        else:
            parts.append(option.id if option.values[value] == "yes" else f"not {option.id}")
    return " and ".join(parts) or AS_NOW


def state_of(space: Space, text: str) -> State | None:
    """The state that a text tells, whatever it leaves out as now; nothing where it is no such text."""
    index = list(space.today)
    for part in text.split(" and ") if text.strip() != AS_NOW else ():
        told = re.fullmatch(r"\s*(?:(not) )?(?:\w+\.)?(\w+)(?: is ([\w.-]+))?\s*", part)
        axis = space.axis.get(told[2]) if told else None
        if told is None or axis is None or (told[1] and told[3]):
            return None
        option = space.options[axis]
        value = plain_value(option, told[3] or ("no" if told[1] else "yes"))
        if value not in option.values:
            return None
        index[axis] = option.values.index(value)
    return State(space.package(tuple(index[: space.own])), space.reply(tuple(index[space.own :])))


def not_yet_said(answers: Iterable[Said], before: Iterable[Said] = ()) -> list[Said]:
    """The answers that were not given before, each once; that two are alike is one answer in either order."""
    known, found = {_in_order(a) for a in before}, []
    for said in answers:
        if _in_order(said) not in known:
            known.add(_in_order(said))
            found.append(said)
    return found


def _in_order(said: Said) -> Said:
    return Said(said.worse, said.better, alike=True) if said.alike and said.worse < said.better else said


# with the statements


def as_reason(space: Space, answers: Sequence[Said], asked_on: date) -> str:
    """The answers as the reason of a statement, to be read by people and by `from_reason`."""
    states = list(dict.fromkeys(s for a in answers for s in (a.better, a.worse)))
    number = {state: i + 1 for i, state in enumerate(states)}
    told = "; ".join(f"({i}) {text_of(space, s)}" for s, i in number.items())
    said = "; ".join(f"{number[a.better]} {_ALIKE if a.alike else _RATHER} {number[a.worse]}" for a in answers)
    return f"asked on {asked_on} about {len(states)} outcomes: {told}; answers: {said}"


def from_reason(space: Space, text: str) -> list[Said]:
    """The answers that a reason tells; those about what is no outcome of the dossier any more are left out."""
    found = re.fullmatch(r"asked on [\d-]+ about \d+ outcomes: (.*); answers: (.*)", " ".join(text.split()))
    if not found:
        return []
    states = {}
    for part in found[1].split("; "):
        told = re.fullmatch(r"\((\d+)\) (.*)", part)
        state = state_of(space, told[2]) if told else None
        if told and state is not None:
            states[told[1]] = state
    answers = []
    for part in found[2].split("; "):
        said = re.fullmatch(rf"(\d+) ({_RATHER}|{_ALIKE}) (\d+)", part)
        if said and said[1] in states and said[3] in states:
            answers.append(Said(states[said[1]], states[said[3]], said[2] == _ALIKE))
    return answers


# in a file of their own


def as_file(space: Space, answers: Iterable[Said], actor: str) -> str:
    """A file of answers."""
    items = []
    for a in answers:
        better, worse = text_of(space, a.better), text_of(space, a.worse)
        items.append({"alike": [better, worse]} if a.alike else {"better": better, "worse": worse})
    lines = block(items) if items else ["[]"]
    return "\n".join([f"# what {actor} would rather have: answers kept by `overture rank`", *lines, ""])


def from_file(text: str, name: str, named: Callable[[str], State]) -> list[Said]:
    """The answers of a file. `named` gives the outcome of a text, or raises `BadAnswers`. Raises `BadAnswers`.

    `DossierError` where it is no YAML.
    """
    root, problems = compose(text, name)
    if isinstance(root, Scalar) and root.empty:
        raise BadAnswers(f"{name}: there is no answer in it; {FORMS}")
    if problems:
        raise BadAnswers(f"{name}: {problems[0].message}")
    if not isinstance(root, Listing):
        raise BadAnswers(f"{name}: expected a list of answers; {FORMS}")
    found = []
    for item in root.items:
        try:
            found += _answers(item, named)
        except BadAnswers as error:
            raise BadAnswers(f"{name}:{item.span.line if item.span else 1}: {error}") from None
    return found


def _answers(item: Node, named: Callable[[str], State]) -> list[Said]:
    said = plain(item) if isinstance(item, Mapping) else None
    if isinstance(said, dict) and set(said) == {"better", "worse"} and all(isinstance(v, str) for v in said.values()):
        found = [Said(named(said["better"]), named(said["worse"]))]
    elif isinstance(said, dict) and set(said) == {"alike"} and _texts(item):
        states = [named(text) for text in said["alike"]]
        found = [Said(states[0], other, alike=True) for other in states[1:]]
    else:
        raise BadAnswers(FORMS)
    if any(a.better == a.worse for a in found):
        raise BadAnswers("both are the same outcome")
    return found


def _texts(item: Node) -> bool:
    listed = item.get("alike") if isinstance(item, Mapping) else None
    return isinstance(listed, Listing) and len(listed.items) > 1 and all(isinstance(t, str) for t in plain(listed))
