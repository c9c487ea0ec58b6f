"""A published conflict may stand wherever a case is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overture import cli
from overture.conflict import CONCEPTS, equilibria
from overture.conflict.forms.option_form import OptionForm
from overture.dossier import read
from overture.library import published as catalogue
from overture.library import published_keys
from overture.library.published import published


@pytest.mark.parametrize("key", published_keys())
def test_its_dossier_has_the_equilibria_of_the_entry(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["analyse", key, "--show", "conflict", "--format", "json"]) == cli.FINE
    table = json.loads(capsys.readouterr().out)["conflict"]
    entry = published(key)
    assert isinstance(entry.model, OptionForm)
    conflict, number = entry.model.conflict(), dict(zip(entry.model.states, entry.numbers, strict=True))
    values = [option.values for option in entry.model.options]
    # the table has the options of one owner together, in the order of the entry
    states = [tuple(v.index(said) for v, said in zip(values, s.values(), strict=True)) for s in table["states"]]
    assert set(states) == set(entry.model.states)
    for concept in CONCEPTS:
        found = {number[states[at]] for at in table["equilibria"][concept]}
        at_rest = equilibria(conflict, concept)
        assert found == {number[state] for state in entry.model.states if at_rest[state]}


def test_its_dossier_says_where_it_comes_from() -> None:
    from overture.cli.published import published_dossier

    text = published_dossier("garrison")
    assert "# Where it comes from: Options, infeasible combinations, rankings and equilibria re-entered" in text
    assert "# Print and computation differ under gmr: The program lets one opponent" in text
    assert "Metagame analysis of the Garrison conflict" in read(text, "garrison.yaml").sources["print"].title
    known = "# Of the ranking of Provincial Government only this is known: 3 above 7, 4 above 8, 1 above 5, 2 above 6"
    assert known in published_dossier("gisborne")
    # in print one column stands for the four settings in which the plant is abandoned
    assert published_dossier("elmira").count("text: the plant is abandoned") == 4


def test_a_misspelt_key_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["analyse", "elmra"]) == cli.WRONG_INPUT
    assert "did you mean `elmira`?" in capsys.readouterr().err


def test_nothing_is_ranked_in_a_conflict_that_comes_with_the_product(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rank", "elmira", "local"]) == cli.WRONG_INPUT
    assert "comes with the product and is not changed" in capsys.readouterr().err


def test_a_conflict_drawn_by_hand_is_no_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    from overture.cli.published import published_dossier

    text = """
        {title: A crossing, as_of: 2024-01-01, citation: [none], provenance: made up, teaches: nothing,
         decision_makers: {one: One}, states: {1: here, 2: there}, moves: {one: [[1, 2]]}, rankings: {one: [2, 1]}}
    """
    drawn = catalogue.read_published("crossing", text)
    monkeypatch.setattr(catalogue, "published", lambda key: drawn)
    with pytest.raises(cli.BadCommand, match="drawn by hand, state by state; a dossier needs options"):
        published_dossier("crossing")


def test_a_wide_screen_has_room_for_the_titles_of_sources(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Dynamic modelling of the Cuban missile crisis"
    monkeypatch.setenv("COLUMNS", "190")
    assert cli.run(["cases"]) == cli.FINE
    assert title in capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "100")
    assert cli.run(["cases"]) == cli.FINE
    assert title not in capsys.readouterr().out


def test_one_is_not_told_in_the_plural(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "overture: 1\ntitle: One\nas_of: 2024-01-01\nproposer: us\nactors: {us: Us, them: Them}\n"
        "options: {us: {ask: {text: ask}}, them: {talk: {text: talk}}}\nrules: {never: not ask}\n"
        "preferences: {us: [talk], them: [talk]}\n",
        encoding="utf-8",
    )
    assert cli.run(["analyse", str(path), "--no-audit"]) == cli.FINE
    assert "2 states, 1 package, 1 world." in capsys.readouterr().out
