"""The rooms of the house: what each may use, how long a module is, what says what it does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import overture

HOUSE = Path(overture.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
ENTRANCES = {"__init__", "__main__", "cli"}  # who may use every room
THEORIES = {"conflict", "arguments", "treaties"}
BELOW_ADVICE = {"model", "dossier", "files", "logic", *THEORIES}
MAY_USE: dict[str, set[str]] = {
    "logic": set(),
    "files": {"logic"},
    "conflict": set(),
    "elicitation": set(),
    "arguments": set(),
    "diagrams": set(),
    "library": {"conflict"},  # the published conflicts are read as conflicts, so that none is shipped that does not fit
    "dossier": {"files", "logic", "treaties", "library"},
    "treaties": {"files", "logic"},
    "model": {"dossier", "files", "logic", *THEORIES},
    "exchange": {"conflict", "dossier", "files", "logic", "model"},
    "advice": BELOW_ADVICE,
    "authoring": {"advice", "papers", "elicitation", "library", *BELOW_ADVICE},
    "papers": {"dossier", "files", "logic", "advice", "diagrams"},
    "terminal": {"authoring", "advice", "papers", "model", "dossier", "files", "logic", "treaties", "exchange"},
}
INNER_ROOMS: dict[str, dict[str, set[str]]] = {  # the rooms within a room, and which of the others each may use
    "conflict": {
        "forms": set(),
        "moves": {"forms"},
        "concepts": {"forms", "moves"},
        "reasons": {"forms", "moves", "concepts"},
        "large": {"forms", "concepts"},
        "asked": {"forms", "moves", "concepts", "reasons"},
    },
    "papers/sentences": {
        "arguments": set(),
        "grounds": {"arguments"},
        "decision": {"grounds"},
        "others": {"arguments", "grounds", "decision"},
        "law": {"arguments"},
        "occasions": {"arguments", "grounds", "decision", "others"},
    },
    "treaties": {
        "text": set(),
        "semantics": {"text"},
        "voting": {"text", "semantics"},
        "duties": {"text", "semantics"},
        "formulas": {"text", "semantics"},
        "answers": {"text", "semantics", "voting", "duties"},
    },
}
MOST_LINES = 420


def room(module: Path) -> str:
    """The folder of a module directly under the house; of a module in the house itself its name."""
    return module.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """Every name of ours that a module imports, at any depth: in functions and under conditions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            assert node.module is not None
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "overture"}


def rooms_used(module: Path) -> set[str]:
    """The rooms of the imported names; the version of the program belongs to no room."""
    return {name.split(".")[1] for name in imports(module) if "." in name} - {"__version__"}


def name_of(module: Path) -> str:
    return module.relative_to(HOUSE).as_posix()


def test_every_room_is_in_the_table() -> None:
    rooms = {room(m) for m in MODULES} - ENTRANCES
    assert rooms <= set(MAY_USE)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in MAY_USE], ids=name_of)
def test_a_room_uses_only_the_rooms_below_it(module: Path) -> None:
    own = room(module)
    assert rooms_used(module) - {own} <= MAY_USE[own]


@pytest.mark.parametrize("house", INNER_ROOMS)
def test_an_inner_room_uses_only_the_inner_rooms_below_it(house: str) -> None:
    below = INNER_ROOMS[house]
    folder = HOUSE / house
    assert {f.parent.name for f in folder.glob("*/__init__.py")} == set(below)
    for module in (m for inner in below for m in (folder / inner).rglob("*.py")):
        own = module.relative_to(folder).parts[0]
        prefix = f"overture.{house.replace('/', '.')}."
        used = {n.removeprefix(prefix).split(".")[0] for n in imports(module) if n.startswith(prefix)}
        assert (used & set(below)) - {own} <= below[own], name_of(module)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) == "papers"], ids=name_of)
def test_papers_know_the_results_of_the_advice_and_nothing_of_how_they_come_about(module: Path) -> None:
    of_advice = {name for name in imports(module) if name.startswith("overture.advice")}
    assert {n for n in of_advice if not n.startswith("overture.advice.results")} <= {"overture.advice.Advice"}


def test_the_house_has_no_module_outside_its_rooms_but_the_commands() -> None:
    assert {m.name for m in HOUSE.glob("*.py")} == {f"{name}.py" for name in ENTRANCES if name != "cli"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_one_concept_and_not_long(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_it_is(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not tree.body or name_of(module) == "__init__.py" or ast.get_docstring(tree)


def undocumented(module: Path) -> list[str]:
    """The public functions that do not say what they do; a few lines of a theory speak for themselves."""
    short = 0 if room(module) in {"logic", "dossier", "terminal", "cli"} else 25
    return [
        node.name
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and (node.end_lineno or node.lineno) - node.lineno >= short
    ]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_public_function_says_what_it_does(module: Path) -> None:
    assert undocumented(module) == []
