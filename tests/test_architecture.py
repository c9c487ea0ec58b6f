"""The rooms of the house: what each may use, how long a module is, what says what it does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import overture

HOUSE = Path(overture.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
THEORIES = {"conflict", "arguments", "treaties"}
BELOW_ADVICE = {"model", "dossier", "logic", *THEORIES}
MAY_USE: dict[str, set[str]] = {
    "logic": set(),
    "conflict": set(),
    "arguments": set(),
    "diagrams": set(),
    "library": set(),
    "dossier": {"logic", "library"},   # the library in examples of docstrings only
    "treaties": {"logic"},
    "model": {"dossier", "logic", *THEORIES},
    "advice": BELOW_ADVICE,
    "papers": {"dossier", "logic", "advice", "diagrams"},
    "terminal": {"advice", "papers", "model", "dossier", "logic"},
}
MOST_LINES = 420
# longer than a concept should be; each is told to the lead
LONGER = {"dossier/checks.py": 500}


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
    rooms = {room(m) for m in MODULES} - {"__init__", "cli"}
    assert rooms <= set(MAY_USE)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in MAY_USE], ids=name_of)
def test_a_room_uses_only_the_rooms_below_it(module: Path) -> None:
    own = room(module)
    assert rooms_used(module) - {own} <= MAY_USE[own]


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) == "papers"], ids=name_of)
def test_papers_know_the_results_of_the_advice_and_nothing_of_how_they_come_about(module: Path) -> None:
    of_advice = {name for name in imports(module) if name.startswith("overture.advice")}
    assert {n for n in of_advice if not n.startswith("overture.advice.results")} <= {"overture.advice.Advice"}


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) == "dossier"], ids=name_of)
def test_the_language_knows_no_case(module: Path) -> None:
    assert "library" not in rooms_used(module)


def test_the_house_has_no_module_outside_its_rooms_but_the_commands() -> None:
    assert {m.name for m in HOUSE.glob("*.py")} == {"__init__.py", "cli.py"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_one_concept_and_not_long(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGER.get(name_of(module), MOST_LINES)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_it_is(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not tree.body or name_of(module) == "__init__.py" or ast.get_docstring(tree)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_a_module_exports_is_there(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            exported = ast.literal_eval(node.value)
            assert len(set(exported)) == len(exported)


def exported(package: Path) -> set[str]:
    """The names in `__all__` of a package."""
    for node in ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return set(ast.literal_eval(node.value))
    return set()


def undocumented(module: Path) -> list[str]:
    """The exported functions and classes that do not say what they are."""
    names = exported(HOUSE / room(module))
    return [
        node.name
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names and not ast.get_docstring(node)
    ]


@pytest.mark.parametrize("module", [m for m in MODULES if m.parent != HOUSE], ids=name_of)
def test_whatever_a_room_offers_says_what_it_does(module: Path) -> None:
    assert undocumented(module) == []
