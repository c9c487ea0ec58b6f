"""The page of the library of conflict analysis has every public name, and no other."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import overture.conflict as theory
from overture.conflict import errors

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "conflict-library.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL))
NAMES = {word for code in CODE for word in re.findall(r"[A-Za-z_]\w*", code)}
SIGNATURES = {(match[1], match[2]) for code in CODE if (match := re.fullmatch(r"([\w.]+)\((.*)\)", code))}
CALLS = {call for call, _ in SIGNATURES}
HOMES = (
    theory.GraphModel, theory.Verdicts, theory.OptionForm, theory.Witness, theory.Reached, theory.StateSet,
    theory.Symbolic, theory.LocalConflict,
)  # fmt: skip


@pytest.mark.parametrize("name", theory.__all__)
def test_every_public_name_is_on_the_page(name: str) -> None:
    assert name in NAMES


@pytest.mark.parametrize("name", [n for n in vars(theory.GraphModel) | {} if not n.startswith("_")])
def test_every_way_in_is_on_the_page(name: str) -> None:
    assert f"GraphModel.{name}" in CALLS


def test_every_question_is_on_the_page() -> None:
    asked = [name for name, _ in inspect.getmembers(theory.GraphModel, inspect.isfunction) if not name.startswith("_")]
    assert len(asked) > 15
    assert [name for name in asked if name not in CALLS] == []


def test_every_error_is_on_the_page() -> None:
    table = PAGE.partition("## Errors")[2]
    kinds = [*vars(errors).values(), *(getattr(theory, name) for name in theory.__all__)]
    known = {kind.__name__ for kind in kinds if isinstance(kind, type) and issubclass(kind, errors.ConflictError)}
    assert known - set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == {"ConflictError"}


@pytest.mark.parametrize(("call", "given"), sorted(SIGNATURES - {("published", "KEY")}))
def test_what_a_name_takes_is_what_the_page_says(call: str, given: str) -> None:
    """Names and defaults of parameters, in order, a `*` before those that are given by name; a page may leave out the
    last of them by `...`."""
    owner, _, name = call.rpartition(".")
    homes: list[Any] = [getattr(theory, owner)] if owner else [theory, *HOMES]
    made = [one for home in homes if callable(one := getattr(home, name, None))]
    assert made and any(_agrees(given, one) for one in made)


def _agrees(given: str, made: Callable[..., Any]) -> bool:
    told = [part.partition("=") for part in re.split(r", (?![^(]*\))", given) if part]
    known: list[inspect.Parameter | None] = [p for p in inspect.signature(made).parameters.values() if p.name != "self"]
    by_name = [at for at, p in enumerate(known) if p is not None and p.kind is p.KEYWORD_ONLY]
    known[min(by_name, default=0) : min(by_name, default=0)] = [None] if by_name else []
    for (said, _, default), parameter in zip(told, known, strict=False):
        if said == "...":
            return True
        if parameter is None or said == "*":
            if parameter is not None or said != "*":
                return False
        elif said != parameter.name or (default and default != "..." and default not in _defaults(parameter.default)):
            return False
    return len(told) == len(known)


def _defaults(value: object) -> list[str]:
    """How a default may be written: its value, or a constant of the library."""
    constants = [name for name in theory.__all__ if name.isupper() and getattr(theory, name) == value]
    return [repr(value).replace("'", '"'), *constants]
