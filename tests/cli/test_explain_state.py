"""`overture explain CASE --state NUMBER`: why a state of the full conflict is stable, or is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overture import cli
from overture.advice.audit import analyses
from overture.conflict.concepts.stability import CONCEPTS
from overture.conflict.moves import walks
from overture.dossier import read
from overture.model import Kept
from overture.terminal import explained_states
from tests.conflict.witness_checker import Replay
from tests.dossier.texts import FIRST, SMALL


class Explained:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file = folder / "case.yaml"
        self._capsys = capsys

    def dossier(self, text: str) -> None:
        self._file.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.run([arguments[0], str(self._file), *arguments[1:]])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def json(self, *arguments: str) -> Any:
        code, out, _ = self.run(*arguments, "--format", "json")
        assert code == cli.FINE
        return json.loads(out)


@pytest.fixture
def explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Explained:
    found = Explained(tmp_path, capsys)
    found.dossier(FIRST)
    return found


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_verdict_of_the_table_is_explained_by_moves_that_can_be_replayed(
    concept: str, explained: Explained
) -> None:
    table = explained.json("analyse", "--show", "conflict")["conflict"]
    conflict = analyses(read(FIRST), Kept())[0].full_conflict
    states = [conflict.state(int(cell)) for cell in np.flatnonzero(conflict.feasible)]
    replay = Replay(conflict)
    everyone = list(table["ranks"])
    for number, state in enumerate(states):
        told = explained.json("explain", "--state", str(number), "--concept", concept)
        assert [verdict["actor"] for verdict in told["verdicts"]] == everyone
        for dm, verdict in enumerate(told["verdicts"]):
            assert verdict["concept"] == concept
            assert verdict["stable"] == (number in table["stable"][concept][verdict["actor"]])
            assert verdict["stable"] == (verdict["unanswered"] == [])
            improvements = replay.improvements([dm], state, "every")
            if not verdict["stable"]:
                (move,) = verdict["unanswered"]
                assert (move["actor"], move["from"]) == (verdict["actor"], number)
                assert states[move["to"]] in improvements
            for answer in verdict["answers"]:
                (move,) = answer["improvement"]
                here = states[move["to"]]
                assert here in improvements
                for step in answer["sanction"]:
                    assert states[step["from"]] == here
                    assert states[step["to"]] in replay.reach[everyone.index(step["actor"])][here]
                    here = states[step["to"]]
                assert replay.sanctions([dm], state, here, concept, "every")
            assert len(verdict["answers"]) == (len(improvements) if verdict["stable"] else 0)


def test_it_is_told_in_sentences_with_the_states_that_they_name(explained: Explained) -> None:
    code, out, _ = explained.run("explain", "--state", "1", "--of", "them")
    assert code == cli.FINE
    assert out.splitlines() == [
        "offer is talks (state `1`)",
        "for Their government (`them`), under seq",
        "  State 1 is not stable for Their government under seq: it can move to state 2, which it prefers, and nobody "
        "answers that.",
        "  Whatever the others do then, each for its own sake, Their government prefers where it ends to state 1.",
        "the states named",
        "  2: offer is talks, reply is accept",
    ]


def test_everybody_is_asked_under_its_own_foresight_unless_another_is_named(explained: Explained) -> None:
    edit = ["--set", "them.foresight=nash"]
    told = explained.json("explain", "--state", "0", *edit)
    assert {v["actor"]: v["concept"] for v in told["verdicts"]} == {"us": "seq", "them": "nash"}
    told = explained.json("explain", "--state", "0", "--concept", "gmr", *edit)
    assert {v["concept"] for v in told["verdicts"]} == {"gmr"}


def test_of_several_worlds_the_first_is_told_and_that_is_said(explained: Explained) -> None:
    explained.dossier(SMALL)
    worlds = len(analyses(read(SMALL), Kept()))
    told = explained.json("explain", "--state", "0")
    assert told["worlds"] == worlds
    _, out, _ = explained.run("explain", "--state", "0")
    assert (f"told for the first of {worlds} worlds" in out) == (worlds > 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--state", "7"], "there is no state 7: they are numbered 0 to 6"),
        (["--state", "-1"], "there is no state -1"),
        (["--state", "1", "--of", "thm"], "`thm` is nobody who decides; did you mean `them`?"),
        (["--state", "1", "--of", "nobody at all"], "those who decide: us, them"),
        ([], "say what to explain"),
        (["us", "--state", "1"], "say what to explain"),
        (["us", "--of", "us"], "--of and --concept go with --state NUMBER"),
        (["us", "--concept", "seq"], "--of and --concept go with --state NUMBER"),
        (["--state", "one"], "one"),
        (["--state", "1", "--concept", "sim"], "sim"),
    ],
)
def test_what_cannot_be_explained_is_told(arguments: list[str], message: str, explained: Explained) -> None:
    code, out, err = explained.run("explain", *arguments)
    assert code == cli.WRONG_INPUT
    assert message in out + err


def test_of_many_improvements_the_screen_tells_the_best(
    explained: Explained, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["explain", "prisoners-dilemma", "--state", "3", "--of", "row"]) == cli.FINE
    assert "the states named" in capsys.readouterr().out
    monkeypatch.setattr(explained_states, "MOST_TOLD", 0)
    assert cli.run(["explain", "prisoners-dilemma", "--state", "3", "--of", "row"]) == cli.FINE
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  State 3 (s1) is stable for Row under seq: its one improvement is answered.",
        "  and 1 more, each answered too: see `--format json`",
        "its name",
        "  s1: both keep silent",
    ]


NAMED = """overture: 1
title: Named
as_of: 2024-01-01
proposer: us
actors: {us: Us, them: Them}
options:
  us: {ask: {text: ask}}
  them: {talk: {text: talk}, shout: {text: shout}}
rules: {quiet: not (talk and shout)}
facts:
  agreed: {when: ask and talk, text: both come together}
  too: {when: ask and talk and not shout, text: the same}
  row_2: {when: not ask and shout, text: they shout unasked}
  row_10: {when: ask and shout, text: they shout}
  loud: {when: row_2 or row_10, text: somebody shouts}
  loud_too: {when: at least 1 of (row_2; row_10), text: somebody shouts}
  quiet_too: {when: not row_2, text: no name}
  both: {when: talk and shout, text: never}
preferences: {us: [talk], them: [shout]}
"""


def test_a_state_is_asked_for_by_the_name_of_a_fact_that_holds_in_it_alone(explained: Explained) -> None:
    explained.dossier(NAMED)
    table = explained.json("analyse", "--show", "conflict")["conflict"]
    assert table["names"] == {"1": "row_2", "4": "row_10", "5": "agreed"}
    assert table["together"] == {"loud": [1, 4], "loud_too": [1, 4]}
    for name, number in (("agreed", 5), ("too", 5), ("row_2", 1), ("row_10", 4), ("5", 5)):
        told = explained.json("explain", "--state", name)
        assert told["state"] == number
    assert told["names"] == {"4": "row_10", "5": "agreed"}
    assert told["together"] == {"loud": [1, 4], "loud_too": [1, 4]}
    _, out, _ = explained.run("explain", "--state", "agreed", "--of", "them")
    assert out.splitlines() == [
        "ask is yes, talk is yes (state `5 (agreed)`)",
        "for Them (`them`), under seq",
        "  State 5 (agreed) is not stable for Them under seq: it can move to state 4 (row_10), which it prefers, and "
        "nobody answers that.",
        "  Whatever the others do then, each for its own sake, Them prefers where it ends to state 5 (agreed).",
        "the states named",
        "  4 (row_10): ask is yes, shout is yes",
        "its name",
        "  agreed: both come together",
        "names that stand for several states",
        "  loud stands for 2 states: 1 (row_2), 4 (row_10)",
        "  loud_too stands for 2 states: 1 (row_2), 4 (row_10)",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("loud", "`loud` holds in 2 states, 1 (row_2), 4 (row_10): name one of them"),
        ("ask", "`ask` holds in 3 states, 3, 4 (row_10), 5 (agreed): name one of them"),
        ("both", "`both` holds in no state of the conflict; states are called agreed, row_2, row_10"),
        ("agred", "there is no state agred: states have whole numbers, from 0; did you mean `agreed`?"),
        ("zzz", "there is no state zzz: states have whole numbers, from 0; states are called agreed, row_2, row_10"),
        ("us", "there is no state us"),
        ("6", "there is no state 6: they are numbered 0 to 5"),
        ("quiet_too", "`quiet_too` holds in 5 states, 0, 2, 3, 4 (row_10), 5 (agreed): name one of them"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_that_of_one_state_says_what_there_is(
    name: str, message: str, explained: Explained
) -> None:
    explained.dossier(NAMED)
    code, _, err = explained.run("explain", "--state", name)
    assert code == cli.WRONG_INPUT
    assert message in err


def test_where_no_state_has_a_name_that_is_said(explained: Explained) -> None:
    code, _, err = explained.run("explain", "--state", "s1")
    assert code == cli.WRONG_INPUT
    assert "there is no state s1" in err and "no fact holds in one state alone" in err


def test_a_number_of_print_that_stands_for_several_states_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "elmira", "--state", "s9"]) == cli.WRONG_INPUT
    assert "`s9` holds in 4 states, 0 (s9_a), 1 (s9_c), 6 (s9_b), 7 (s9_d)" in capsys.readouterr().err
    assert cli.run(["explain", "elmira", "--state", "s8", "--format", "json"]) == cli.FINE
    assert json.loads(capsys.readouterr().out)["names"]["9"] == "s8"


def test_a_search_without_end_stops_at_a_limit(explained: Explained, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "MOST_MOVES", 1)
    code, _, err = explained.run("explain", "--state", "1")
    assert code == cli.LIMIT
    assert "more than 1 moves would have to be looked at" in err


def test_the_table_numbers_its_states(explained: Explained) -> None:
    _, out, _ = explained.run("analyse", "--show", "conflict")
    assert "0: offer is silent, reply is none" in out
    assert "overture explain CASE --state NUMBER" in " ".join(out.split())
