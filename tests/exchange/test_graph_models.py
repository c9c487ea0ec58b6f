"""A dossier as a graph model: the same states under the same numbers as `analyse --show conflict`, and more to ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from overture import cli, library
from overture.conflict import CONCEPTS, sim_equilibria
from overture.dossier import read
from overture.exchange import graph_models
from overture.exchange.gmcr import gmcr_dossier
from overture.exchange.gmcr_file import read_gmcr
from overture.exchange.graph_models import graph_model
from overture.model import LimitReached

from .conflict_files import HEAD, as_bytes, expected, random_file
from .test_gmcr import FERRY

Captured = pytest.CaptureFixture[str]


def shown(case: str, capsys: Captured) -> Any:
    assert cli.run(["analyse", case, "--show", "conflict", "--format", "json"]) == cli.FINE
    return json.loads(capsys.readouterr().out)["conflict"]


def imported(file: Any) -> str:
    return gmcr_dossier(read_gmcr(as_bytes(file)), HEAD)[0].text()


@pytest.mark.parametrize("name", ["first-case", "ferry", "3", "17", "58"])
def test_states_and_verdicts_are_those_of_the_analysis(name: str, tmp_path: Path, capsys: Captured) -> None:
    made = name.isdecimal() or name == "ferry"
    text = imported(FERRY if name == "ferry" else random_file(int(name))) if made else library.case(name)
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    found = shown(str(path), capsys)
    model = graph_model(read(text, "case.yaml"))
    assert model.numbers == tuple(range(len(found["states"])))
    for number, state in enumerate(found["states"]):
        (settings,) = model.settings(number)
        assert {key.rpartition(".")[2]: value for key, value in state.items()} == settings
    for concept in CONCEPTS:
        assert list(model.equilibria(concept)) == found["equilibria"][concept]
        for dm in model.decision_makers:
            assert list(model.stable(concept, dm)) == found["stable"][concept][dm]


def test_states_are_called_by_the_numbers_of_the_file() -> None:
    model = graph_model(read(imported(FERRY), "ferry.yaml"))
    order = ("subsidise", "cut_service", "raise_fares", "licence_rival")
    states, _, _ = expected(FERRY)
    for number in model.numbers:
        (settings,) = model.settings(number)
        filed = states.index(tuple(int(settings[option] == "yes") for option in order)) + 1
        assert f"state {number} (s{filed})" in str(model.why(number, "coast", "seq")).replace("State", "state")


def test_more_than_the_five_concepts_can_be_asked() -> None:
    model = graph_model(read(imported(FERRY), "ferry.yaml"))
    assert len(model.equilibria("sim")) == int(sim_equilibria(model.conflict).sum())
    assert set(model.equilibria("limited", horizon=1)) == set(model.equilibria("nash"))
    assert set(model.equilibria("nonmyopic")) <= set(model.numbers)
    assert set(model.coalition_equilibria([["coast", "isle_line"]], "nash")) <= set(model.equilibria("nash"))
    assert model.reached(0)[0] == 0


def test_more_states_than_are_listed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_models, "MOST_LISTED", 3)
    with pytest.raises(LimitReached, match="this conflict makes 7 states; 3 are the most"):
        graph_model(read(library.case("first-case"), "first-case"))
