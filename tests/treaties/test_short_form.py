"""The short form and its compiled full form give the same memberships in every state."""

from __future__ import annotations

import os
import random
import time
from datetime import date

import numpy as np
import pytest

from overture.dossier import Dossier, read
from overture.library import case
from overture.logic import NO, Tri, Truths, known
from overture.logic.syntax import Atom, InForce, Membership
from overture.model import Model, models
from overture.treaties.formulas.guarded import guarded
from overture.treaties.formulas.short_form import compiled
from overture.treaties.semantics.state import State
from overture.treaties.text.system import System

SEEDS = int(os.environ.get("OVERTURE_SEEDS", "0")) or 1000
CHUNKS = 8


def folded(model: Model, day: date) -> State:
    """Every treaty of a dossier by the fold of its compiled provisions."""

    def value(formula: object) -> Tri:
        array = np.asarray(model.table.of(formula))  # type: ignore[arg-type]
        return known(bool(array)) if array.size == 1 else known(array)

    parts = [compiled(t, value) for t in model.definitions.treaties.values()]
    system = System({c.file.treaty: c.file for c in parts})
    propositions = {name: tri for c in parts for name, tri in c.propositions.items()}
    return guarded(system, day, [a for c in parts for a in c.acts], propositions=propositions)


def compare(dossier: Dossier) -> int:
    """Every membership of every actor in every state and world, both ways; how many were compared."""
    compared = 0
    for model in models(dossier):
        state = folded(model, dossier.head.as_of)
        shape = model.space.shape

        def spread(flag: object, shape: tuple[int, ...] = shape) -> Truths:
            return np.broadcast_to(np.asarray(flag), shape)

        def same(atom: Atom, value: Tri, model: Model = model) -> None:
            expected = spread(model.table.of(atom))
            assert np.array_equal(expected, spread(value.yes)), atom
            assert np.array_equal(~expected, spread(value.no)), atom

        for treaty in model.definitions.treaties.values():
            same(InForce(treaty.id), state.in_force(treaty.id))
            for actor in treaty.everybody():
                invited = state.standing("invited", treaty.id, actor) & ~state.done("accede", treaty.id, actor)
                same(Membership(actor, "party", treaty.id), state.standing("party", treaty.id, actor))
                same(Membership(actor, "named", treaty.id), state.standing("named", treaty.id, actor))
                same(Membership(actor, "observes", treaty.id), state.standing("observer", treaty.id, actor))
                same(Membership(actor, "invited", treaty.id), invited if actor in treaty.entries else NO)
                compared += 4
    return compared


@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022"])
def test_the_shipped_cases_have_the_same_memberships_both_ways(name: str) -> None:
    assert compare(read(case(name))) > 100


ACTORS = ("alba", "bora", "cora", "dora", "fara")


def random_dossier(seed: int) -> str:
    choose = random.Random(seed)

    def formula() -> str:
        return choose.choice(["p", "q", "not p", "p and q", "p or r", "r", "true", "false", "not (q and r)"])

    def some(least: int, most: int, of: tuple[str, ...] = ACTORS) -> list[str]:
        return choose.sample(of, choose.randint(least, min(most, len(of))))

    lines = [
        "overture: 1", "title: Random", "as_of: 2000-01-01", "proposer: alba",
        f"actors: {{{', '.join(f'{a}: {a.title()}' for a in ACTORS)}}}", "treaties:",
    ]  # fmt: skip
    for number in range(choose.randint(1, 3)):
        stage = choose.choice(["draft", "signed", "in force"])
        lines += [f"  t{number}:", f"    name: Treaty {number}", f"    stage: {stage}"]
        parties = some(1, 3) if choose.random() < 0.6 else []
        if parties:
            lines.append(f"    parties: [{', '.join(parties)}]")
        if choose.random() < 0.5 or (stage == "signed" and not parties):
            signed = some(1, 3)
            done = {s: choose.choice([formula(), "1999-01-01"]) for s in signed if choose.random() < 0.8}
            lines.append(f"    signatories: [{', '.join(signed)}]")
            if done:
                lines.append(f"    ratified: {{{', '.join(f'{s}: {f}' for s, f in done.items())}}}")
        for key in ("named", "observers"):
            if choose.random() < 0.4:
                lines.append(f"    {key}: {{{', '.join(f'{a}: {formula()}' for a in some(1, 2))}}}")
        if choose.random() < 0.4:
            lines.append(f"    in_force: {formula()}")
        if choose.random() < 0.3:
            lines.append(f"    lapses: {formula()}")
        outside = tuple(a for a in ACTORS if a not in parties)
        if parties and outside and choose.random() < 0.7:
            candidate = choose.choice(outside)
            some_of_them = f"{{at_least: 1, among_them: [{parties[0]}]}}"
            rule = choose.choice(["every party", "majority", "two thirds", some_of_them])
            given = {p: formula() for p in parties if choose.random() < 0.8}
            lines += ["    entry:", f"      rule: {{consent: {rule}}}"]
            if choose.random() < 0.8:
                lines.append(f"      applies: {{{candidate}: {formula()}}}")
            told = ", ".join(f"{p}: {f}" for p, f in given.items())
            lines.append(f"      consents: {{{candidate}: {{{told}}}}}")
    lines += [
        "options: {alba: {p: {ask: '?'}}, bora: {q: {ask: '?'}, r: {ask: '?'}}}",
        "preferences: {alba: [p], bora: [q]}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_random_treaties_have_the_same_memberships_both_ways(chunk: int) -> None:
    compared = 0
    for seed in range(chunk, SEEDS, CHUNKS):
        text = random_dossier(seed)
        try:
            compared += compare(read(text))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}\n{text}") from error
    assert compared > 0


def test_a_fold_over_a_hundred_thousand_states_and_three_treaties_takes_less_than_a_second() -> None:
    choose = np.random.default_rng(1)
    found = models(read(case("molotov-1954")))[0]
    big = 100_000

    def value(_: object) -> Tri:
        return known(choose.random(big) < 0.5)

    parts = [compiled(t, value) for t in found.definitions.treaties.values()][:3]
    system = System({c.file.treaty: c.file for c in parts})
    acts = [a for c in parts for a in c.acts]
    propositions = {name: tri for c in parts for name, tri in c.propositions.items()}
    start = time.process_time()
    state = guarded(system, date(1954, 3, 26), acts, propositions=propositions)
    for t in found.definitions.treaties.values():
        for actor in t.everybody():
            state.standing("party", t.id, actor)
    assert time.process_time() - start < 3  # one second on a quiet machine: `make bench`
