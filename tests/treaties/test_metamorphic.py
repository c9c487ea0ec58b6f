"""Laws of the fold on random systems. OVERTURE_SEEDS=10000 runs them at full length."""

from __future__ import annotations

import copy
import os
import random
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from overture.treaties.semantics.fold import Play, play
from tests.treaties.random_systems import STATES, random_files, system_of

SEEDS = int(os.environ.get("OVERTURE_SEEDS", "0")) or 200
CHUNKS = 8
WORDS = ("party", "contracting state", "invited")
Table = dict[tuple[str, str, str], str]


def seeds(chunk: int) -> range:
    return range(chunk, SEEDS, CHUNKS)


@lru_cache(maxsize=200)
def as_told(seed: int) -> Play:
    """A random system, played."""
    return play(system_of(random_files(seed)))


def standings(played: Play, on: date, treaties: list[str]) -> Table:
    """Who is what to which treaty on a day, and which are in force."""
    state = played.at(on)
    found: Table = {}
    for treaty in treaties:
        found[treaty, "", "in force"] = state.in_force(treaty).word
        for word in WORDS:
            for name in STATES:
                found[treaty, name, word] = state.standing(word, treaty, name).word
    return found


def days(files: list[dict[str, Any]]) -> list[date]:
    return sorted({date.fromisoformat(e["on"]) for f in files for e in f["log"]["events"]})


def some_days(files: list[dict[str, Any]], choose: random.Random) -> list[date]:
    found = days(files)
    return choose.sample(found, min(3, len(found)))


def names(files: list[dict[str, Any]]) -> list[str]:
    return [f["treaty"] for f in files]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_playing_day_by_day_is_playing_at_once_and_nothing_later_leaks(chunk: int) -> None:
    for seed in seeds(chunk):
        files = random_files(seed)
        system = system_of(files)
        whole = play(system)
        for on in some_days(files, random.Random(seed)):
            shorter = copy.deepcopy(files)
            for f in shorter:
                f["log"]["events"] = [e for e in f["log"]["events"] if date.fromisoformat(e["on"]) <= on]
            at_once = standings(whole, on, names(files))
            assert at_once == standings(play(system, on), on, names(files)), seed
            assert at_once == standings(play(system_of(shorter)), on, names(files)), seed


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_order_of_the_log_and_of_the_files_is_free(chunk: int) -> None:
    for seed in seeds(chunk):
        files = random_files(seed)
        choose = random.Random(seed)
        mixed = copy.deepcopy(files)
        for f in mixed:
            choose.shuffle(f["log"]["events"])
        mixed.reverse()
        one, two = as_told(seed), play(system_of(mixed))
        for on in some_days(files, choose):
            assert standings(one, on, names(files)) == standings(two, on, names(files)), seed


def renamed(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {new.get(k, k): renamed(v, new) for k, v in value.items()}
    if isinstance(value, list):
        return [renamed(v, new) for v in value]
    if isinstance(value, str):
        return " ".join(new.get(word, word) for word in value.split(" "))
    return value


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_renaming_states_changes_only_names(chunk: int) -> None:
    for seed in seeds(chunk):
        files = random_files(seed)
        mixed = list(STATES)
        random.Random(seed).shuffle(mixed)
        new = dict(zip(STATES, mixed, strict=True))
        one, other = as_told(seed), play(system_of(renamed(files, new)))
        for on in some_days(files, random.Random(seed)):
            before = standings(one, on, names(files))
            after = standings(other, on, names(files))
            assert {(t, new.get(s, s), w): v for (t, s, w), v in before.items()} == after, seed


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_an_unrelated_treaty_changes_nothing(chunk: int) -> None:
    for seed in seeds(chunk):
        files = random_files(seed)
        stranger = random_files(seed + 1_000_000, 1)[0] | {"treaty": "apart"}
        one, two = as_told(seed), play(system_of([*files, stranger]))
        for on in some_days(files, random.Random(seed)):
            assert standings(one, on, names(files)) == standings(two, on, names(files)), seed


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_known_only_becomes_unknown_as_the_log_claims_less(chunk: int) -> None:
    """Kleene's order of information: with a smaller claim of completeness no answer turns into another."""
    for seed in seeds(chunk):
        files = random_files(seed)
        choose = random.Random(seed)
        poorer = copy.deepcopy(files)
        for f in poorer:
            claims = [f["log"]["complete"], *f["log"]["complete_for"].values()]
            for claim in claims:
                claim["acts"] = [a for a in claim["acts"] if choose.random() < 0.5]
            f["log"]["complete_for"] = {s: c for s, c in f["log"]["complete_for"].items() if choose.random() < 0.7}
        more, less = as_told(seed), play(system_of(poorer))
        for on in some_days(files, choose):
            rich, poor = standings(more, on, names(files)), standings(less, on, names(files))
            turned = {k: (rich[k], poor[k]) for k in rich if poor[k] not in (rich[k], "unknown")}
            # an act of the record that was refused stands once nobody can say that its conditions failed
            assert not turned or refused(more) != refused(less), (seed, on, turned)


def refused(played: Play) -> list[tuple[str, str]]:
    return sorted((str(line.on), line.subject) for line in played.lines if line.word == "refused")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_an_event_that_the_log_does_not_claim_to_know_leaves_only_unknown_behind(chunk: int) -> None:
    """Of a log that is complete for nothing one event is removed: true and false never change places."""
    for seed in seeds(chunk):
        files = random_files(seed)
        for f in files:
            f["log"]["complete"]["acts"], f["log"]["complete_for"] = [], {}
        choose = random.Random(seed)
        f = choose.choice(files)
        if not f["log"]["events"]:
            continue
        poorer = copy.deepcopy(files)
        events = poorer[files.index(f)]["log"]["events"]
        events.pop(choose.randrange(len(events)))
        more, less = play(system_of(files)), play(system_of(poorer))
        for on in some_days(files, choose):
            rich, poor = standings(more, on, names(files)), standings(less, on, names(files))
            turned = {k: (rich[k], poor[k]) for k in rich if poor[k] not in (rich[k], "unknown")}
            assert not turned or refused(more) != refused(less), (seed, on, turned)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_an_event_that_another_needed_refuses_it_where_the_log_is_complete_else_it_is_not_shown(chunk: int) -> None:
    seen = set()
    for seed in seeds(chunk):
        files = random_files(seed)
        for f in files:
            invited = {e["of"][0] for e in f["log"]["events"] if e["act"] == "invite"}
            for event in list(f["log"]["events"]):
                if event["act"] != "accede" or event["by"] not in invited:
                    continue
                without = copy.deepcopy(files)
                log = without[files.index(f)]["log"]
                log["events"] = [e for e in log["events"] if e["act"] != "invite" or e["of"] != [event["by"]]]
                played = play(system_of(without))
                word = next(
                    line.word for line in played.lines
                    if line.entry and line.entry.event.act == "accede" and line.subject == event["by"]
                    and line.entry.of == f["treaty"]
                )  # fmt: skip
                on = date.fromisoformat(event["on"])
                claims = [log["complete"], log["complete_for"].get(event["by"])]
                knows = any(
                    c and "invite" in c["acts"] and on <= date.fromisoformat(c["until"]) for c in claims
                )
                assert word == "refused" if knows else word in ("refused", "not shown"), seed
                seen.add(word)
    assert seen == {"refused", "not shown"}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_refused_act_leaves_everything_as_it_was(chunk: int) -> None:
    for seed in seeds(chunk):
        files = random_files(seed)
        played = as_told(seed)
        gone = {id(line.entry.event) for line in played.lines if line.word == "refused" and line.entry}
        stayed = {id(line.entry.event) for line in played.lines if line.word != "refused" and line.entry}
        system = played.system
        only_refused = [
            (key, place) for key, t in played.system.treaties.items() for place, e in enumerate(t.log.events)
            if id(e) in gone - stayed
        ]  # fmt: skip
        left = system.leaving_out([system.treaties[key].log.events[place] for key, place in only_refused])
        without = play(left)
        for on in some_days(files, random.Random(seed)):
            before = standings(played, on, names(files))
            after = standings(without, on, names(files))
            # a refused act is evidence of nothing; without it the log may be silent where it spoke
            turned = {k for k in before if after[k] not in (before[k], "unknown")}
            assert not turned, (seed, on, turned)
